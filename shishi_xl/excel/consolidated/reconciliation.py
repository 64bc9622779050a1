"""Reading the finished workbook back with another library: what is in it must be what was put in."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from shishi_xl.excel.consolidated import changes, lists, summary, units
from shishi_xl.excel.consolidated.layout import (
    CHANGES,
    FINDINGS,
    HEAD_ROW,
    INDICATORS,
    PROBLEMS,
    SHEETS,
    STANDINGS,
    SUMMARY,
    SUMMARY_HEAD,
    UNITS,
)
from shishi_xl.excel.consolidated.lists import IndicatorColumn, ProblemColumn, StandingColumn
from shishi_xl.excel.consolidated.page import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shishi_xl.core.workbook_rows import Consolidation
    from shishi_xl.excel.consolidated.fitting import Column


class ReconciliationError(Exception):
    """The workbook does not hold what it should; it must not be published."""


def reconcile(content: bytes, month: Consolidation) -> None:
    """Compare sheets, headings, row counts and sums of a workbook with the month; ReconciliationError on a difference."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    _same("sheets", tuple(workbook.sheet_names), SHEETS)

    def rows(name: str) -> list[list[Any]]:  # one sheet at a time: a large month's take much memory
        return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)

    _check_summary(rows(SUMMARY), month)
    indicators = (*lists.INDICATOR_COLUMNS, *month.indicator_extras)
    for name, columns, values, summed in (
        (UNITS, units.COLUMNS, month.units, (units.PROJECTS, [unit.total.projects for unit in month.units])),
        (
            INDICATORS,
            lists.INDICATOR_COLUMNS,
            month.indicators,
            (IndicatorColumn.VALUE, [row.result.value for row in month.indicators]),
        ),
        (
            PROBLEMS,
            lists.PROBLEM_COLUMNS,
            month.problems,
            (ProblemColumn.MONTHS, [row.months for row in month.problems]),
        ),
        (
            STANDINGS,
            lists.STANDING_COLUMNS,
            month.standings,
            (StandingColumn.ATTEMPTS, [row.standing.attempts for row in month.standings]),
        ),
        (FINDINGS, lists.FINDING_COLUMNS, month.findings, None),
        (CHANGES, changes.COLUMNS, month.changes, (changes.MONEY_NOW, [row.invested for row in month.changes])),
    ):
        _check_list(name, rows(name), columns, len(values), summed)
    _same(f"{INDICATORS} columns", len(_trim(rows(INDICATORS)[HEAD_ROW - 1])), len(indicators))


def _check_summary(rows: Sequence[Sequence[Any]], month: Consolidation) -> None:
    headings = [column.heading for column in summary.columns(month)]
    _same(f"{SUMMARY} headings", [str(value) for value in rows[SUMMARY_HEAD - 1][: len(headings)]], headings)
    body = rows[SUMMARY_HEAD : SUMMARY_HEAD + len(month.lines)]
    projects = [row for row in body if row[summary.WORD - 1] != ""]
    _same(f"{SUMMARY} projects", len(projects), len(month.projects))
    total = rows[SUMMARY_HEAD + len(month.lines)]
    for column, values, stored in (
        (summary.MONEY, [row.amount.value for row in month.projects], month.total.investment),
        (summary.PLAN, [row.project.plan for row in month.projects], None),
        (summary.RATE, [share(row.completion.percent) for row in month.projects], None),
    ):
        _same_sum(f"{SUMMARY} column {column}", [row[column - 1] for row in projects], values)
        if stored is not None:
            _same_sum(f"{SUMMARY} total {column}", [total[column - 1]], [stored])


def _check_list(
    name: str,
    rows: Sequence[Sequence[Any]],
    columns: Sequence[Column],
    count: int,
    summed: tuple[int, Sequence[float | None]] | None,
) -> None:
    headings = [column.heading for column in columns]
    _same(f"{name} headings", [str(value) for value in rows[HEAD_ROW - 1][: len(headings)]], headings)
    body = [row for row in rows[HEAD_ROW:] if any(value != "" for value in row) and row[0] != "合计"]
    _same(f"{name} rows", len(body), count)
    if summed:
        column, values = summed
        _same_sum(f"{name} column {column}", [row[column - 1] for row in body], values)


def _same(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise ReconciliationError(f"{what}: read back {found!r}, wanted {wanted!r}")


def _same_sum(what: str, found: Iterable[Any], wanted: Iterable[float | None]) -> None:
    """Compare how many numbers there are and what they add up to."""
    numbers = [float(value) for value in found if value != ""]
    known = [value for value in wanted if value is not None and math.isfinite(value)]
    _same(f"{what}: count", len(numbers), len(known))
    if not math.isclose(math.fsum(numbers), math.fsum(known), rel_tol=1e-9, abs_tol=1e-9):
        raise ReconciliationError(f"{what}: read back {math.fsum(numbers)}, wanted {math.fsum(known)}")


def _trim(row: Sequence[Any]) -> list[Any]:
    return [value for value in row if value != ""]
