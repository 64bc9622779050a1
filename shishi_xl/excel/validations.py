"""What a rule means in a cell: the drop-down, the limits, the words shown before and after a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.form import FieldType, Rule
from shishi_xl.core.wording import number_text

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

NUMBER_FORMATS = {FieldType.MONEY: "#,##0.00", FieldType.DATE: "yyyy-mm-dd"}
_TITLE, _PROMPT, _ERROR = 32, 250, 220  # characters Excel takes
_FAR = 10**15
_FIRST_DAY, _LAST_DAY = 36526, 73050  # 2000-01-01 and 2099-12-31, as Excel counts days


def validation(rule: Rule, field: str) -> DataValidation:
    """Return the data validation of an input cell. Blank is always allowed: a half-filled form must be savable."""
    from openpyxl.worksheet.datavalidation import DataValidation

    made = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True, errorStyle="stop")
    if rule.type.numeric:
        made.type = "decimal"
        _limit(made, rule.minimum, rule.maximum)
    elif rule.type is FieldType.DATE:
        made.type = "date"
        made.operator, made.formula1, made.formula2 = "between", str(_FIRST_DAY), str(_LAST_DAY)
    elif rule.type is FieldType.CHOICE:
        made.type = "list"
        made.formula1 = '"' + ",".join(rule.choices).replace('"', '""') + '"'
    else:
        made.showErrorMessage = False  # any text will do
    made.promptTitle = field[:_TITLE]
    made.prompt = prompt(rule)[:_PROMPT]
    if made.showErrorMessage:
        made.errorTitle = "这一格填得不对"
        made.error = _mistake(rule)[:_ERROR]
    return made


def prompt(rule: Rule) -> str:
    """Return what a person sees on selecting the cell: the office's words, else what the rule itself says."""
    must = "必填。" if rule.required else ""
    if rule.prompt:
        return must + rule.prompt
    said = {
        FieldType.MONEY: f"单位万元，只填数字，如：{rule.example}。",
        FieldType.NUMBER: f"只填数字，如：{rule.example}。",
        FieldType.PERCENT: f"填百分数的数字，85%请填85。如：{rule.example}。",
        FieldType.DATE: f"填日期，如：{rule.example}。",
        FieldType.CHOICE: "从下拉框里选一项。",
        FieldType.TEXT: "按实际情况填写。",
    }
    return must + said[rule.type]


def _limit(made: DataValidation, minimum: float | None, maximum: float | None) -> None:
    if minimum is not None and maximum is None:
        made.operator, made.formula1 = "greaterThanOrEqual", number_text(minimum, 10)
    elif minimum is None and maximum is not None:
        made.operator, made.formula1 = "lessThanOrEqual", number_text(maximum, 10)
    else:
        low, high = (-_FAR, _FAR) if minimum is None or maximum is None else (minimum, maximum)
        made.operator, made.formula1, made.formula2 = "between", number_text(low, 10), number_text(high, 10)


def _mistake(rule: Rule) -> str:
    if rule.type is FieldType.CHOICE:
        return f"“{rule.field}”只能从下拉框里选：{'、'.join(rule.choices)}。"
    if rule.type is FieldType.DATE:
        return f"“{rule.field}”应填日期，例如 {rule.example}。"
    limits = []
    if rule.minimum is not None:
        limits.append(f"不小于{number_text(rule.minimum)}")
    if rule.maximum is not None:
        limits.append(f"不大于{number_text(rule.maximum)}")
    unit = "（万元）" if rule.type is FieldType.MONEY else ""
    return f"“{rule.field}”只能填一个{'、'.join(limits)}{'的' if limits else ''}数{unit}，不带单位和文字，例如 {rule.example}。"
