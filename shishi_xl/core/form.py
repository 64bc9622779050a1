"""The form as a schema: which fields it has, what may stand in them, under which heading they are found.

templates/推进情况表.xlsx is the only source of a Form; `excel.template` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from shishi_xl.core.wording import number_text
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from shishi_xl.core.period import Period

PROJECT_SHEET = "推进情况表"
INDICATOR_SHEET = "量化指标"
PREVIOUS_SHEET = "上期填报"
PREVIOUS_NOTE = "本表供对照，不用填写"  # on that sheet, which keeps no name in a file of HTML or csv
RULES_SHEET = "填报规则"
IDENTITY_SHEET = "_标识"
CORRECTION_SHEET = "改错清单"  # in front of a marked return; intake must not read it


class FieldName:
    """Fields the rules of this product speak of; a template may add any others."""

    PROGRESS = "形象进度"
    INVESTMENT = "完成投资"
    PROBLEM = "存在的主要问题"
    CURRENT = "本期累计"
    PREVIOUS = "上期累计"
    REMARK = "说明"
    COMPLETION = "完成率"


class FieldType(Enum):
    """类型 of a rule."""

    TEXT = "文本"
    MONEY = "金额"  # 万元
    NUMBER = "数值"
    PERCENT = "百分比"
    DATE = "日期"
    CHOICE = "选项"

    @property
    def numeric(self) -> bool:
        """Return whether a cell of this type holds a number."""
        return self in {FieldType.MONEY, FieldType.NUMBER, FieldType.PERCENT}


class Scope(Enum):
    """What one value of a field belongs to."""

    FORM = "form"  # 填报人, 联系电话 …: once for the whole form
    PROJECT = "project"
    INDICATOR = "indicator"


_DAY = regex(r"(?:\d{4}|\{\{年度\}\})-(?:\d{1,2}|\{\{月\}\})-\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of 填报规则: a field that the unit fills in."""

    field: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    cumulative: bool = False  # may not fall from one month to the next
    choices: tuple[str, ...] = ()
    prompt: str = ""  # 填报提示

    @property
    def example(self) -> str:
        """Return what a cell of this field may hold, for messages and prompts; tokens unrendered: {{年度}}-{{月}}-15."""
        if self.choices:
            return self.choices[0]
        if self.type.numeric:
            shown = {FieldType.MONEY: 1234.5, FieldType.PERCENT: 85.0}.get(self.type, 12.0)
            low, high = self.minimum, self.maximum
            shown = max(shown, low) if low is not None else shown
            return number_text(min(shown, high) if high is not None else shown)
        if self.type is FieldType.DATE:
            own = _DAY.search(self.prompt)  # the office's own example suits its column best
            return own[0] if own else "{{年度}}-{{月}}-15"
        return "截至{{月}}月25日，累计完成12公里" if self.field == FieldName.PROGRESS else "按实际情况填写"

    def example_in(self, period: Period) -> str:
        """Return the example as it reads in a period."""
        month = f"{period.month:02d}" if self.type is FieldType.DATE else str(period.month)
        return self.example.replace("{{年度}}", str(period.year)).replace("{{月}}", month)


@dataclass(frozen=True, slots=True)
class Column:
    """A field's place on the form. Only a column with a rule is filled in by the unit; the others are preset."""

    field: str
    sheet: str  # PROJECT_SHEET or INDICATOR_SHEET
    headings: tuple[str, ...]  # heading cells from top to bottom, tokens unrendered: ("完成情况", "1-{{月}}月形象进度")
    scope: Scope
    column: int  # counted from 1, in the template
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class IssuedColumn:
    """A column as it stood on a form when that went out; the template may have changed since."""

    sheet: str
    column: int
    field: str
    filled_in: bool  # by the unit
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The schema of one template."""

    columns: tuple[Column, ...]
    title: str = "{{区县}}{{年度}}年重点民生实事推进情况表"
    texts: tuple[
        str, ...
    ] = ()  # what else the template says outside its rows, tokens unrendered: hints, the closing line
    version: str = ""  # start of the sha256 of the template's content

    def of(self, scope: Scope) -> tuple[Column, ...]:
        """Return the columns of one scope, left to right."""
        return tuple(column for column in self.columns if column.scope is scope)

    @property
    def inputs(self) -> tuple[Column, ...]:
        """Return what the unit fills in."""
        return tuple(column for column in self.columns if column.rule is not None)

    @property
    def layout(self) -> tuple[IssuedColumn, ...]:
        """Return the columns of both tables as a form that goes out today has them."""
        return tuple(
            IssuedColumn(one.sheet, one.column, one.field, one.rule is not None, one.headings)
            for one in self.columns
            if one.scope is not Scope.FORM
        )

    def as_issued(self, layout: tuple[IssuedColumn, ...]) -> Form:
        """Return the schema that a form of another layout is to be read by: today's rules under the headings it has.

        A column added since is not on it; one taken off the template since is known, but nothing to be filled in.
        """
        today = {(one.sheet, one.field): one for one in self.columns if one.scope is not Scope.FORM}
        columns = []
        for one in layout:
            known = today.get((one.sheet, one.field))
            scope = Scope.PROJECT if one.sheet == PROJECT_SHEET else Scope.INDICATOR
            rule = known.rule if known and one.filled_in else None
            columns.append(Column(one.field, one.sheet, one.headings, scope, one.column, rule))
        return replace(self, columns=(*columns, *self.of(Scope.FORM)))

    def find(self, field: str, scope: Scope) -> Column | None:
        """Return the column of a field, None where the office has taken it off the form."""
        return next((column for column in self.columns if column.field == field and column.scope is scope), None)
