"""下发: what stands in a unit's form before the unit has written a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, FieldName
from shishi_xl.core.identity import Identity, IdentityRow, mark
from shishi_xl.core.model import Catalogue, Direction, Indicator, Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shishi_xl.core.form import IssuedColumn
    from shishi_xl.core.period import Period
    from shishi_xl.core.submission import Entry

Value = float | str | date | None

# What a template may ask for without the unit filling it in, by where it can stand.
FACTS = (
    "区县",
    "年度",
    "月",
    "期间",
    "填报单位",
    "汇总单位",
    "截止日",
    "联系人",
    "电话",
    "邮箱",
    "联系方式",
)
PROJECT_FIELDS = (
    "项目编号",
    "附件",
    "大类",
    "小类",
    "序号",
    "项目名称",
    "项目内容",
    "责任单位",
    "备注",
    "年度计划投资",
)
INDICATOR_FIELDS = ("指标", "计量单位", "年度目标", FieldName.PREVIOUS, FieldName.COMPLETION)


class ValueKey(NamedTuple):
    """What a value of a submission belongs to; an accepted `Entry` has the same three parts."""

    project: str  # 项目编号; "" for a field of the whole form
    indicator: str  # "" for a field of the project
    field: str


def values_of(entries: Iterable[Entry]) -> dict[ValueKey, Value]:
    """Return the values of a submission under what they belong to."""
    return {ValueKey(each.project, each.indicator, each.field): each.value for each in entries}


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One row of an issued sheet: the project, and the indicator on the sheet of indicators."""

    project: Project
    indicator: Indicator | None = None

    def key(self, field: str) -> ValueKey:
        """Return what a value in this row belongs to."""
        return ValueKey(self.project.key, self.indicator.name if self.indicator else "", field)


def rows(catalogue: Catalogue, unit: str) -> dict[str, tuple[IssuedRow, ...]]:
    """Return the rows of a unit's form under the names of its two sheets, in the notice's order."""
    projects = catalogue.projects_of(unit)
    return {
        PROJECT_SHEET: tuple(IssuedRow(project) for project in projects),
        INDICATOR_SHEET: tuple(
            IssuedRow(project, indicator)
            for project in projects
            for indicator in catalogue.indicators_by_project[project.key]
        ),
    }


def identity(
    version: str,
    period: Period,
    unit: str,
    first_rows: Mapping[str, int],
    issued: Mapping[str, tuple[IssuedRow, ...]],
    columns: tuple[IssuedColumn, ...] = (),
) -> Identity:
    """Return the identity of a form whose sheets' rows begin at `first_rows`; sheets not issued are left out."""
    listed = tuple(
        IdentityRow(
            sheet,
            first_rows[sheet] + index,
            row.project.key,
            row.indicator.name if row.indicator else "",
            tuple((field, mark(value)) for field, value in told(row.project, row.indicator).items()),
        )
        for sheet, listed_rows in issued.items()
        if sheet in first_rows
        for index, row in enumerate(listed_rows)
    )
    return Identity(version, period, unit, listed, columns)


def told(project: Project, indicator: Indicator | None) -> dict[str, str | float]:
    """Return what the preset cells of a row hold that a unit has no business changing."""
    found: dict[str, str | float] = {"项目名称": project.name, "责任单位": "、".join(project.units)}
    if project.plan is not None:
        found["年度计划投资"] = project.plan
    if indicator is None:
        return {**found, "项目内容": project.content}
    return {**found, "指标": indicator.name, "计量单位": indicator.unit, "年度目标": indicator.target}


def facts(catalogue: Catalogue, unit: str, period: Period) -> dict[str, str]:
    """Return the text of every form fact; 联系方式 joins what the office has said of itself, and no more."""
    settings = catalogue.settings
    deadline = settings.deadline(period)
    office = settings.text("汇总单位") or "汇总单位"
    labelled = (("联系人", "联系人"), ("电话", "电话"), ("邮箱", "邮箱"))
    ways = [f"{label} {said}" for label, key in labelled if (said := settings.text(key))]
    return {
        "区县": settings.district,
        "年度": str(period.year),
        "月": str(period.month),
        "期间": f"{period.year}年{period.months}",
        "填报单位": unit,
        "汇总单位": office,
        "截止日": f"{deadline.year}年{deadline.month}月{deadline.day}日",
        "联系人": settings.text("联系人"),
        "电话": settings.text("电话"),
        "邮箱": settings.text("邮箱"),
        "联系方式": f"{office}（{'，'.join(ways)}）" if ways else office,
    }


def preset(row: IssuedRow, field: str, previous: Mapping[ValueKey, Value]) -> Value:
    """Return what a preset cell of an issued row holds; 完成率 is a formula and not made here."""
    project, indicator = row.project, row.indicator
    if indicator is not None and field in INDICATOR_FIELDS:
        of_indicator: dict[str, Value] = {
            "指标": indicator.name,
            "计量单位": indicator.unit,
            "年度目标": indicator.target,
            FieldName.PREVIOUS: previous.get(row.key(FieldName.CURRENT)),
        }
        return of_indicator.get(field)
    of_project: dict[str, Value] = {
        "项目编号": project.key,
        "附件": project.annex,
        "大类": project.group,
        "小类": project.subgroup,
        "序号": project.number,
        "项目名称": project.name,
        "项目内容": project.content,
        "责任单位": "、".join(project.units),
        "备注": project.note,
        "年度计划投资": project.plan,
    }
    return of_project.get(field)


def completion_formula(indicator: Indicator, current: str, target: str) -> str:
    """Return the live 完成率 of a cell with 本期累计, given both cells' addresses: blank while that is blank, at most 1.

    Where less is better (控制在4.3%以内) the target is met as long as the figure stays below it.
    """
    if indicator.direction is Direction.AT_MOST:
        return f'IF(ISNUMBER({current}),IF({current}<={target},1,MAX(0,{target}/{current})),"")'
    return f'IF(AND(ISNUMBER({current}),{target}>0),MAX(0,MIN(1,{current}/{target})),"")'


def completion_shown(indicator: Indicator, current: Value) -> float | None:
    """Return what that formula shows (0 to 1) for a 本期累计, None where it shows nothing."""
    if not isinstance(current, int | float) or isinstance(current, bool):
        return None
    if indicator.direction is Direction.AT_MOST:
        return 1.0 if current <= indicator.target else max(0.0, indicator.target / current)
    return max(0.0, min(1.0, current / indicator.target)) if indicator.target > 0 else None
