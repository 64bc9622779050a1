"""Rows of the sheets that list things: indicators, problems, findings, changes; and fields shown with their units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core import comparisons
from shishi_xl.core.answers import answered, explanation, said_in
from shishi_xl.core.assessment import DOUBTS
from shishi_xl.core.findings import Finding, Level
from shishi_xl.core.form import Column, FieldName
from shishi_xl.core.streaks import streak
from shishi_xl.core.workbook_rows import ChangeRow, FindingRow, IndicatorRow, ProblemRow, ProjectRow, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shishi_xl.core.aggregates import Measured
    from shishi_xl.core.model import Catalogue
    from shishi_xl.core.period import Period
    from shishi_xl.core.reports import Report
    from shishi_xl.core.standing import Standing
    from shishi_xl.core.submission import Month, Record

    Reports = Mapping[str, tuple[Report, ...]]

_SEVERITY = {Level.ERROR: 0, Level.DOUBT: 1, Level.NOTE: 2}


def texts(reports: Sequence[Report], field: str, *, named: bool) -> str:
    """Return what the units wrote, each under its name where several are responsible."""
    found = [(report.unit, report.text(field)) for report in reports]
    return "\n".join(f"{unit}：{text}" if named else text for unit, text in found if text)


def added(reports: Sequence[Report], field: str, indicator: str = "") -> Value:
    """Return a field the office has added: the value itself where the units agree, else each unit's own."""
    entries = [(report.unit, entry) for report in reports if (entry := report.entry(field, indicator))]
    said = [(unit, entry) for unit, entry in entries if entry.value not in {None, ""}]
    if len({entry.value for _, entry in said}) > 1:
        return "\n".join(f"{unit}：{entry.raw}" for unit, entry in said)
    return said[0][1].value if said else None


def indicators(rows: Sequence[ProjectRow], reports: Reports, extras: Sequence[Column]) -> tuple[IndicatorRow, ...]:
    """Return the rows of 指标明细 in the catalogue's order."""
    return tuple(
        IndicatorRow(
            row.project,
            result,
            tuple(added(reports[row.project.key], column.field, result.indicator.name) for column in extras),
        )
        for row in rows
        for result in row.completion.results
    )


def problems(
    catalogue: Catalogue, now: Reports, past: Mapping[Period, Reports], period: Period
) -> tuple[ProblemRow, ...]:
    """Return every unit's problem with every project, with the months it has been reported running."""
    months: list[Reports] = [now]
    before = period.previous
    while before is not None and before in past:  # a month without submissions ends every streak
        months.append(past[before])
        before = before.previous
    found = []
    for project in catalogue.projects:
        for report in now[project.key]:
            if report.text(FieldName.PROBLEM):
                course = [_problem(reports[project.key], report.unit) for reports in months]
                origin = report.origin(FieldName.PROBLEM)
                found.append(ProblemRow(project, origin, course[0], streak(course)))
    return tuple(found)


def findings(
    catalogue: Catalogue,
    month: Month,
    standings: Sequence[Standing],
    reports: Reports,
    rows: Sequence[ProjectRow],
    compared: Sequence[tuple[str, Record, Finding]] = (),
) -> tuple[FindingRow, ...]:
    """Return the findings on the submissions that count and on those sent back since, the gravest first.

    What intake said beside the month before gives way to what is `compared` now.
    """
    own = [
        (standing.unit, record, finding)
        for standing in standings
        for record in (standing.counted, standing.returned)
        if record is not None
        for finding in month.findings.get(record.id, ())
        if record is standing.returned or finding.code not in DOUBTS | comparisons.CODES
    ]
    merged = [
        (remark.record.unit or "", remark.record, remark.finding) for row in rows for remark in row.completion.remarks
    ]
    unique = {
        _identity(record, finding): (unit, record, finding) for unit, record, finding in (*merged, *own, *compared)
    }
    order = {unit: at for at, unit in enumerate(catalogue.responsible_units)}
    found = [
        FindingRow(
            unit,
            record,
            _answered(reports.get(finding.project, ()), record, finding),
            catalogue.project_by_key.get(finding.project),
        )
        for unit, record, finding in unique.values()
    ]
    return tuple(sorted(found, key=lambda row: _rank(row, order)))


def changes(rows: Sequence[ProjectRow], before: Sequence[Measured] | None) -> tuple[ChangeRow, ...]:
    """Return every project this month against last month; `before` is None where last month has no submissions."""
    found = []
    for at, row in enumerate(rows):
        last = before[at] if before else None
        found.append(
            ChangeRow(
                row.project,
                last.percent if last else None,
                row.completion.percent,
                last.investment if last else None,
                row.amount.value,
                row.evaluation,
            )
        )
    return tuple(found)


def _problem(reports: Sequence[Report], unit: str) -> str:
    return next((report.text(FieldName.PROBLEM) for report in reports if report.unit == unit), "")


def _identity(record: Record, finding: Finding) -> tuple[object, ...]:
    return record.id, finding.code, finding.project, finding.indicator, finding.place, finding.message


def _answered(reports: Sequence[Report], record: Record, finding: Finding) -> Finding:
    """Return a doubt with what the unit wrote about it."""
    report = next((report for report in reports if report.record.id == record.id), None)
    if report is None or finding.answer:
        return finding
    return answered(finding, explanation(said_in(report.entries.values()), finding.project, finding.indicator))


def _rank(row: FindingRow, order: Mapping[str, int]) -> tuple[object, ...]:
    place = row.finding.place
    where = (place.sheet, place.row, place.column) if place else ("", 0, 0)
    return _SEVERITY[row.finding.level], order.get(row.unit, len(order)), row.record.id, where, row.finding.code
