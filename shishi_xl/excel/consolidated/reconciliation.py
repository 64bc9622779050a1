"""Reading the finished workbook back with another library: what is in it must be what was put in."""

from __future__ import annotations

import io
import math
from itertools import islice
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
    from collections.abc import Iterable, Iterator, Sequence

    from shishi_xl.core.workbook_rows import Consolidation


_SUMMED = (summary.MONEY, summary.PLAN, summary.RATE)


class ReconciliationError(Exception):
    """The workbook does not hold what it should; it must not be published."""


def reconcile(content: bytes, month: Consolidation) -> None:
    """Compare sheets, headings, row counts and sums of a workbook with the month; ReconciliationError on a difference."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    _same("sheets", tuple(workbook.sheet_names), SHEETS)

    def rows(name: str) -> Iterator[list[Any]]:  # row by row: all of a large month's take much memory
        return iter(workbook.get_sheet_by_name(name).iter_rows())

    _check_summary(rows(SUMMARY), month)
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
        headings = [column.heading for column in columns]
        headings += [extra.field for extra in month.indicator_extras] if name == INDICATORS else []
        _check_list(name, rows(name), headings, len(values), summed)


def _check_summary(rows: Iterator[Sequence[Any]], month: Consolidation) -> None:
    headings = [column.heading for column in summary.columns(month)]
    _same(f"{SUMMARY} headings", _headings(rows, SUMMARY_HEAD)[: len(headings)], headings)
    body = islice(rows, len(month.lines))
    projects = [[row[column - 1] for column in _SUMMED] for row in body if row[summary.WORD - 1] != ""]
    _same(f"{SUMMARY} projects", len(projects), len(month.projects))
    total = next(rows)
    summed = (
        ([row.amount.value for row in month.projects], month.total.investment),
        ([row.project.plan for row in month.projects], None),
        ([share(row.completion.percent) for row in month.projects], None),
    )
    for place, (column, (values, stored)) in enumerate(zip(_SUMMED, summed, strict=True)):
        _same_sum(f"{SUMMARY} column {column}", [row[place] for row in projects], values)
        if stored is not None:
            _same_sum(f"{SUMMARY} total {column}", [total[column - 1]], [stored])


def _check_list(
    name: str,
    rows: Iterator[Sequence[Any]],
    headings: Sequence[str],
    count: int,
    summed: tuple[int, Sequence[float | None]] | None,
) -> None:
    found = [value for value in _headings(rows, HEAD_ROW) if value]
    _same(f"{name} headings", found, list(headings))
    column, values = summed or (1, [])
    body = [row[column - 1] for row in rows if any(value != "" for value in row) and row[0] != "合计"]
    _same(f"{name} rows", len(body), count)
    if summed:
        _same_sum(f"{name} column {column}", body, values)


def _headings(rows: Iterator[Sequence[Any]], row: int) -> list[str]:
    """Return the headings that stand in a row, counted from 1; the rows down to it are gone through."""
    return [str(value) for value in next(islice(rows, row - 1, None))]


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
