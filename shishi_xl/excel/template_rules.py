"""The sheet 填报规则 read as rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shishi_xl.core.form import RULES_SHEET, FieldType, Rule
from shishi_xl.core.grid import column_letters
from shishi_xl.core.wording import number_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("字段", "类型", "必填", "最小值", "最大值", "累计", "选项", "填报提示")
# What the catalogue and the computation own: a unit must not be asked to write it.
_OWNED = frozenset(
    [
        "项目编号",
        "序号",
        "项目名称",
        "项目内容",
        "责任单位",
        "指标",
        "计量单位",
        "年度目标",
        "上期累计",
        "完成率",
        "填报单位",
        "区县",
        "年度",
        "月",
        "期间",
    ]
)
_YES_NO = {"是": True, "否": False, "": False}
_LONGEST_LIST = 255  # characters of a drop-down written in the cell's own rule; Excel refuses more


def read(sheet: Worksheet) -> tuple[dict[str, Rule], dict[str, str], list[str]]:
    """Return the rules by field, the cell of each field, and a Chinese sentence for each thing wrong."""
    heading = _find_heading(sheet)
    if heading is None:
        wanted = " | ".join(HEADINGS)
        return {}, {}, [f"{RULES_SHEET}里找不到表头。第1行应为：{wanted}。"]
    row, columns = heading
    problems = _missing(sheet, row, columns)
    rules: dict[str, Rule] = {}
    cells: dict[str, str] = {}
    if problems:
        return rules, cells, problems
    for number in range(row + 1, sheet.max_row + 1):
        line = _Line(sheet, number, columns)
        if not line.field:
            problems += line.stray()
            continue
        if line.field in rules:
            problems.append(f"{line.place('字段')} 又写了一次“{line.field}”（{cells[line.field]} 已有）。请删去一行。")
            continue
        rules[line.field] = line.rule()
        cells[line.field] = line.cell("字段")
        problems += line.problems
    return rules, cells, problems


def _missing(sheet: Worksheet, row: int, columns: dict[str, int]) -> list[str]:
    """Return what is wrong with the heading: a column that is not there, and the cell that may be meant for it."""
    others = [cell for cell in sheet[row] if cell.value is not None and cell.column not in columns.values()]
    return [
        f"{RULES_SHEET}!{others[0].coordinate} 的表头“{others[0].value}”不认识，应为“{name}”。请改正。"
        if len(others) == 1
        else f"{RULES_SHEET}第{row}行缺少“{name}”这一列。请补上；表头应为：{' | '.join(HEADINGS)}。"
        for name in HEADINGS
        if name not in columns
    ]


def _find_heading(sheet: Worksheet) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(sheet.iter_rows(max_row=min(sheet.max_row, 20)), start=1):
        names = {re.sub(r"\s", "", str(cell.value)): cell.column for cell in row if cell.value is not None}
        if "字段" in names:
            return number, {name: names[name] for name in HEADINGS if name in names}
    return None


class _Line:
    """One row of the sheet while it is being understood."""

    def __init__(self, sheet: Worksheet, row: int, columns: dict[str, int]) -> None:
        self.row = row
        self.columns = columns
        self.values: dict[str, Any] = {name: sheet.cell(row, column).value for name, column in columns.items()}
        self.field = self.text("字段").removeprefix("{{").removesuffix("}}").strip()
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value).strip()

    def cell(self, name: str) -> str:
        return f"{column_letters(self.columns[name])}{self.row}"

    def place(self, name: str) -> str:
        return f"{RULES_SHEET}!{self.cell(name)}"

    def stray(self) -> list[str]:
        written = any(self.text(name) for name in self.columns)
        return (
            [f"{self.place('字段')} 是空的，这一行的规则不知道管哪个字段。请填上字段，或删去这一行。"]
            if written
            else []
        )

    def rule(self) -> Rule:
        kind = self._type()
        if self.field in _OWNED:
            self.problems.append(
                f"{self.place('字段')} 的“{self.field}”由项目库或公式填写，不能要单位填。请删去这条规则。"
            )
        minimum, maximum = self._number("最小值", kind), self._number("最大值", kind)
        if minimum is not None and maximum is not None and minimum > maximum:
            self.problems.append(
                f"{self.place('最小值')} 的最小值 {number_text(minimum)} 大于最大值 {number_text(maximum)}。请改正其中一个。"
            )
        choices = self._choices(kind)
        return Rule(
            self.field,
            kind,
            self._flag("必填"),
            minimum,
            maximum,
            self._flag("累计"),
            choices,
            self.text("填报提示"),
        )

    def _type(self) -> FieldType:
        try:
            return FieldType(self.text("类型"))
        except ValueError:
            wanted = "、".join(kind.value for kind in FieldType)
            self.problems.append(f"{self.place('类型')} 的类型“{self.text('类型')}”不认识。可以填：{wanted}。")
            return FieldType.TEXT

    def _flag(self, name: str) -> bool:
        if self.text(name) not in _YES_NO:
            self.problems.append(f"{self.place(name)} 应填“是”或“否”，现在是“{self.text(name)}”。")
        return _YES_NO.get(self.text(name), False)

    def _number(self, name: str, kind: FieldType) -> float | None:
        if not self.text(name):
            return None
        try:
            number = float(self.text(name).replace(",", ""))
        except ValueError:
            number = float("nan")
        if not abs(number) < float("inf"):
            self.problems.append(f"{self.place(name)} 应填一个数，例如 0，现在是“{self.text(name)}”。")
            return None
        if not kind.numeric:
            self.problems.append(f"{self.place(name)} 只有金额、数值、百分比才有{name}，“{kind.value}”没有。请清空。")
        return number

    def _choices(self, kind: FieldType) -> tuple[str, ...]:
        parts = [part.strip() for part in re.split(r"[、，,;；|/\n]", self.text("选项"))]
        choices = tuple(dict.fromkeys(part for part in parts if part))
        if kind is FieldType.CHOICE and not choices:
            self.problems.append(
                f"{self.place('选项') if '选项' in self.columns else self.place('类型')} 缺选项。例如：是、否。"
            )
        if choices and kind is not FieldType.CHOICE:
            self.problems.append(
                f"{self.place('选项')} 有选项，但类型是“{kind.value}”。请把类型改成“选项”，或清空选项。"
            )
        if len(",".join(choices)) > _LONGEST_LIST:
            self.problems.append(
                f"{self.place('选项')} 的选项合起来超过{_LONGEST_LIST}个字，Excel 的下拉框放不下。请缩短。"
            )
        return choices
