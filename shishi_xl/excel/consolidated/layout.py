"""Where everything will stand, known before anything is written, so that sheets can point at each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET
from shishi_xl.core.reports import DECISION_SHEET
from shishi_xl.core.workbook_rows import Consolidation, ProjectRow

if TYPE_CHECKING:
    from shishi_xl.core.submission import Record

OVERVIEW, SUMMARY, UNITS, INDICATORS = "总览", "汇总表", "单位完成情况", "指标明细"
PROBLEMS, STANDINGS, FINDINGS, CHANGES, DEFINITIONS = "存在问题", "报送情况", "校验意见", "环比", "口径"
SHEETS = (OVERVIEW, SUMMARY, UNITS, INDICATORS, PROBLEMS, STANDINGS, FINDINGS, CHANGES, DEFINITIONS)

HEAD_ROW = 3  # of the plain sheets: a title and a line stand above
SUMMARY_HEAD = 4  # the lower of the two heading rows of 汇总表

_OURS = ("inbox/", "templates/")
_CELLS_LINKABLE = (".xlsx", ".xlsm", ".xls", ".xlsb")
_KNOWN_SHEETS = {PROJECT_SHEET, INDICATOR_SHEET, DECISION_SHEET}


@dataclass(frozen=True)
class Layout:
    """The rows of the sheets, counted from 1."""

    month: Consolidation

    @cached_property
    def summary_rows(self) -> dict[str, int]:
        """Return the row of each project in 汇总表 under its 项目编号."""
        return {
            line.project.key: at
            for at, line in enumerate(self.month.lines, SUMMARY_HEAD + 1)
            if isinstance(line, ProjectRow)
        }

    @property
    def summary_first(self) -> int:
        """Return the first row under the heading of 汇总表."""
        return SUMMARY_HEAD + 1

    @property
    def summary_last(self) -> int:
        """Return the last row above the total of 汇总表."""
        return SUMMARY_HEAD + len(self.month.lines)

    @property
    def summary_total(self) -> int:
        """Return the row of 合计 in 汇总表."""
        return self.summary_last + 1

    @cached_property
    def indicator_rows(self) -> dict[str, int]:
        """Return the row in 指标明细 from which each project's rate can be followed."""
        found: dict[str, int] = {}
        for at, row in enumerate(self.month.indicators, HEAD_ROW + 1):
            found.setdefault(row.project.key, at)
        return found

    @cached_property
    def standing_rows(self) -> dict[str, int]:
        """Return the row of each unit in 报送情况."""
        return {row.standing.unit: at for at, row in enumerate(self.month.standings, HEAD_ROW + 1)}

    def to_standing(self, unit: str) -> str:
        """Return a link to a unit in 报送情况, "" for one that has nothing to report."""
        row = self.standing_rows.get(unit)
        return to_cell(STANDINGS, f"A{row}") if row else ""

    def to_summary(self, project: str) -> str:
        """Return a link to a project in 汇总表, "" for an unknown one."""
        row = self.summary_rows.get(project)
        return to_cell(SUMMARY, f"A{row}") if row else ""

    def to_indicator(self, project: str) -> str:
        """Return a link to a project's first indicator in 指标明细."""
        row = self.indicator_rows.get(project)
        return to_cell(INDICATORS, f"A{row}") if row else ""


def to_cell(sheet: str, cell: str) -> str:
    """Return a link within the workbook."""
    return f"internal:'{sheet}'!{cell}"


def to_kept(path: str, sheet: str = "", cell: str = "") -> str:
    """Return a link from outbox/ to a file of the workspace, at a cell of a sheet we know; "" for any other path."""
    if not path.startswith(_OURS) or ".." in path.split("/") or any(char in path for char in '#%"<>\\'):
        return ""
    target = f"external:../{path}"
    if sheet in _KNOWN_SHEETS and cell and path.lower().endswith(_CELLS_LINKABLE):
        target += f"#'{sheet}'!{cell}"
    return target


def to_record(record: Record | None, sheet: str = "", cell: str = "") -> str:
    """Return a link to a kept submission."""
    return to_kept(record.kept, sheet, cell) if record else ""
