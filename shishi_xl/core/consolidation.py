"""Merging: a month's submissions and the catalogue → the rows of the consolidated workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core import comparisons, listings, progress
from shishi_xl.core.aggregates import Measured, frame, total, totals
from shishi_xl.core.completion import complete
from shishi_xl.core.definitions import define
from shishi_xl.core.evaluation import evaluate
from shishi_xl.core.form import Column, FieldName, Form, Scope
from shishi_xl.core.joint import invested
from shishi_xl.core.reports import gather
from shishi_xl.core.standing import Standing, State, status
from shishi_xl.core.workbook_rows import Consolidation, Heading, Point, ProjectRow, StandingRow, UnitRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shishi_xl.core.assessment import Read
    from shishi_xl.core.model import Catalogue, Decision, Project
    from shishi_xl.core.period import Period
    from shishi_xl.core.reports import Report
    from shishi_xl.core.submission import Month

_KNOWN = {
    Scope.PROJECT: {FieldName.PROGRESS, FieldName.INVESTMENT, FieldName.PROBLEM},
    Scope.INDICATOR: {FieldName.CURRENT, FieldName.REMARK},
}


def consolidate(
    catalogue: Catalogue, form: Form, month: Month, months: Sequence[Month] = (), *, read: Read = progress.read
) -> Consolidation:
    """Return a month consolidated; `months` are earlier ones of the year, for 环比, 连续月数 and the year's course."""
    standings = status(catalogue, month)
    now = _Gathered.of(catalogue, month, standings, read)
    past = [_Gathered.of(catalogue, each, status(catalogue, each), read) for each in _earlier(month.period, months)]
    project_extras, indicator_extras = _extras(form, Scope.PROJECT), _extras(form, Scope.INDICATOR)
    spent: dict[str, float] = {}  # what a project has last been known to have come to, by 项目编号
    before: dict[Period, list[Measured]] = {}
    for each in past:
        before[each.period] = [each.measure(project, spent.get(project.key)) for project in catalogue.projects]
        measured = zip(catalogue.projects, before[each.period], strict=True)
        spent |= {project.key: one.investment for project, one in measured if one.investment is not None}
    rows = [now.row(project, project_extras, spent.get(project.key)) for project in catalogue.projects]
    course = [Point(period, total(frame(measured))) for period, measured in before.items()]
    lines, groups = _lines(rows)
    overall = total(frame([_measured(row) for row in rows]))
    previous = month.period.previous
    last = next((each for each in months if each.period == previous), None)
    return Consolidation(
        period=month.period,
        settings=catalogue.settings,
        schedule=now.schedule,
        total=overall,
        lines=lines,
        groups=groups,
        units=_unit_rows(catalogue, rows, now.reports, standings),
        indicators=listings.indicators(rows, now.reports, indicator_extras),
        problems=listings.problems(catalogue, now.reports, {each.period: each.reports for each in past}, month.period),
        standings=tuple(StandingRow(each, catalogue.unit_by_name.get(each.unit)) for each in standings),
        findings=listings.findings(
            catalogue, month, standings, now.reports, rows, comparisons.compare(catalogue, form, month, last)
        ),
        changes=listings.changes(rows, before.get(previous) if previous else None),
        course=(*course, Point(month.period, overall)),
        definitions=define(catalogue, month.period),
        empty_collectives=catalogue.empty_collectives,
        project_extras=project_extras,
        indicator_extras=indicator_extras,
    )


@dataclass(frozen=True)
class _Gathered:
    """One month's reports beside the catalogue."""

    catalogue: Catalogue
    period: Period
    reports: Mapping[str, tuple[Report, ...]]
    read: Read
    to_mend: frozenset[str]  # units of which everything was sent back
    answered: frozenset[str]  # units whose figures are there

    @classmethod
    def of(cls, catalogue: Catalogue, month: Month, standings: Sequence[Standing], read: Read) -> _Gathered:
        """Return what the units have reported for a month."""
        to_mend = frozenset(each.unit for each in standings if each.state is State.TO_MEND)
        answered = frozenset(each.unit for each in standings if each.reported)
        return cls(catalogue, month.period, gather(catalogue, month, standings), read, to_mend, answered)

    @property
    def schedule(self) -> float:
        """Return 序时进度."""
        return self.catalogue.settings.schedule(self.period.month)

    def row(
        self, project: Project, extras: Sequence[Column], spent: float | None, *, doubts: bool = True
    ) -> ProjectRow:
        """Return the row of a project in 汇总表; `spent` is what is known of its investment in the months before."""
        reports, units = self.reports[project.key], self.catalogue.units_of(project)
        completion = complete(
            self.catalogue,
            project,
            reports,
            period=self.period,
            read=self.read,
            decision=self._decision(project),
            to_mend=self.to_mend,
            answered=self.answered,
            doubts=doubts,
        )
        # Asked of nobody is not 未报: unnamed members of a 集合, or a project that came after the forms were out.
        asked = completion.reported or self.answered.issuperset(units)
        return ProjectRow(
            project,
            listings.texts(reports, FieldName.PROGRESS, named=len(units) > 1),
            listings.texts(reports, FieldName.PROBLEM, named=len(units) > 1),
            invested(
                project,
                units,
                reports,
                tolerance=self.catalogue.settings.number("来源相差"),
                before=spent,
                to_mend=self.to_mend,
            ),
            completion,
            evaluate(completion.percent, self.schedule, self.catalogue.settings, reported=asked),
            tuple(listings.added(reports, column.field) for column in extras),
        )

    def measure(self, project: Project, spent: float | None) -> Measured:
        """Return what a project of a month gone by puts into the aggregates."""
        return _measured(self.row(project, (), spent, doubts=False))

    def _decision(self, project: Project) -> Decision | None:
        """Return the person's decision about a project, the last one on the sheet."""
        found = self.catalogue.decisions_by_project.get((self.period, project.key), ())
        return found[-1] if found else None


def _earlier(period: Period, months: Sequence[Month]) -> list[Month]:
    """Return the earlier months of the same year that have submissions, in order."""
    found = {
        month.period: month
        for month in months
        if month.records and month.period.year == period.year and month.period < period
    }
    return [found[each] for each in sorted(found)]


def _extras(form: Form, scope: Scope) -> tuple[Column, ...]:
    """Return the columns of a scope that the office has added to the form for the units to fill in."""
    return tuple(column for column in form.inputs if column.scope is scope and column.field not in _KNOWN[scope])


def _measured(row: ProjectRow) -> Measured:
    return Measured(row.completion.percent, row.project.weight, row.amount.value, row.project.plan, row.evaluation)


def _lines(rows: Sequence[ProjectRow]) -> tuple[tuple[Heading | ProjectRow, ...], tuple[Heading, ...]]:
    """Return the project rows under their heading rows in the notice's order, and the headings that a chart counts.

    A heading that comes again further down begins a group of its own: the order is the notice's.
    """
    terms = frame([_measured(row) for row in rows])
    names = [(row.project.annex, row.project.group, row.project.subgroup) for row in rows]
    depths = [[name[: level + 1] for name in names] for level in range(3)]
    runs = [_runs(depth) for depth in depths]
    found = [totals(terms, run) for run in runs]
    several_annexes = len({name[0] for name in names}) > 1
    lines: list[Heading | ProjectRow] = []
    groups: list[Heading] = []
    for at, row in enumerate(rows):
        for level in range(3):
            label = names[at][level]
            begins = at == 0 or runs[level][at] != runs[level][at - 1]
            heading = Heading(label, level, found[level][runs[level][at]])
            if begins and label and (level > 0 or several_annexes):
                lines.append(heading)
            if begins and level == 1:
                groups.append(heading if label else Heading(names[at][0] or "全部项目", 0, heading.total))
        lines.append(row)
    return tuple(lines), tuple(groups)


def _runs(keys: Sequence[tuple[str, ...]]) -> list[int]:
    """Return for every key the number of the unbroken run it stands in."""
    found: list[int] = []
    for at, key in enumerate(keys):
        found.append(found[-1] + (key != keys[at - 1]) if found else 0)
    return found


def _unit_rows(
    catalogue: Catalogue,
    rows: Sequence[ProjectRow],
    reports: Mapping[str, tuple[Report, ...]],
    standings: Sequence[Standing],
) -> tuple[UnitRow, ...]:
    """Return the units, the highest completion first, those without one last; joint projects count for each unit.

    A unit that has not reported stands behind those that have: its rate is what others reported of joint projects.
    """
    pairs = [(unit, row) for row in rows for unit in catalogue.units_of(row.project)]
    found = totals(frame([_measured(row) for _, row in pairs]), [unit for unit, _ in pairs])
    reported: dict[str, int] = {}
    for each in reports.values():
        for report in each:
            reported[report.unit] = reported.get(report.unit, 0) + report.says_something
    units = [UnitRow(each.unit, found[each.unit], reported.get(each.unit, 0), each.state) for each in standings]
    return tuple(sorted(units, key=_place))


def _place(unit: UnitRow) -> tuple[bool, bool, float]:
    completion = unit.total.completion
    return completion is None, not unit.has_reported, -(completion or 0.0)
