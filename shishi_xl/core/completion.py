"""完成率 of one project in one period: a person's decision, else what the units filled in, else what they wrote.

Never guessed: where the sources do not say it, there is no number but the reason why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core import basis
from shishi_xl.core.assessment import Assessment, Figure, Rule, achievement, assess
from shishi_xl.core.differences import disagreements
from shishi_xl.core.findings import Finding
from shishi_xl.core.form import FieldName
from shishi_xl.core.joint import combine
from shishi_xl.core.model import OVERALL, Catalogue, Decision, Indicator, Project
from shishi_xl.core.reports import Origin, Report, Source
from shishi_xl.core.submission import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shishi_xl.core.assessment import Read
    from shishi_xl.core.period import Period


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding that only shows when a month is merged, with the submission it is about."""

    record: Record
    finding: Finding


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator's figure: value in the indicator's unit, completion 0–100; None where nobody said it."""

    indicator: Indicator
    value: float | None = None
    completion: float | None = None
    source: Source | None = None
    words: str = ""
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """The completion of one project."""

    percent: float | None  # 0–100, unrounded
    rule: Rule
    basis: str  # 完成率依据
    results: tuple[Result, ...]  # one for each indicator, then 总体形象进度 where the rate is not made of them
    reported: bool  # whether any unit's report is in
    remarks: tuple[Remark, ...] = ()


def complete(
    catalogue: Catalogue,
    project: Project,
    reports: Sequence[Report],
    *,
    period: Period,
    read: Read,
    decision: Decision | None = None,
    to_mend: Collection[str] = (),
    answered: Collection[str] = (),
    doubts: bool = True,
) -> Completion:
    """Return the completion of a project from its units' reports (the lead's first).

    `to_mend` names the units of which everything was sent back, `answered` those that have reported, whether this
    project stood on their forms or not. Without `doubts` conflicts between sources are not
    looked for (for months gone by).
    """
    indicators = catalogue.indicators_by_project[project.key]
    units = catalogue.units_of(project)
    assessed = [
        assess(report, project, indicators, period=period, settings=catalogue.settings, read=read, doubts=doubts)
        for report in reports
    ]
    merged = combine(project, indicators, units, assessed, catalogue.settings.number("来源相差"), to_mend)
    percent, rule = merged.percent, merged.rule
    overall = _overall(rule, merged.explicit, merged.stated)
    if decision is not None:
        percent, rule = min(max(decision.completion, 0.0), 100.0), Rule.DECIDED
        origin = Origin(decision.by, basis.decided(decision), decision_cell=decision.cell)
        overall = Figure(percent, Source.DECIDED, (origin,))
    remarks = _remarks(catalogue, project, indicators, assessed) if doubts else ()
    # Money is not what a rate rests on.
    disputed = any(remark.finding.indicator != FieldName.INVESTMENT for remark in remarks)
    return Completion(
        percent,
        rule,
        basis.explain(
            merged, indicators, project, decision=decision, disputed=disputed, to_mend=to_mend, answered=answered
        ),
        _results(indicators, merged.figures, overall),
        bool(reports),
        remarks,
    )


_ROUNDED = 1.0  # points: 66.7 % told as 67 % is no other rate


def _overall(rule: Rule, explicit: Figure | None, stated: Figure | None) -> Figure | None:
    """Return the figure for the whole project when the rate rests on one."""
    return {Rule.EXPLICIT: explicit, Rule.STATED: stated}.get(rule)


def _results(
    indicators: Sequence[Indicator], figures: Sequence[Figure | None], overall: Figure | None
) -> tuple[Result, ...]:
    results = [_result(indicator, figure) for indicator, figure in zip(indicators, figures, strict=True)]
    if overall is None:
        return tuple(results)
    percent = min(overall.number, 100.0)
    own = results[0].completion if len(results) == 1 else None
    differs = overall.source is Source.TEXT and own is not None and abs(own - percent) > _ROUNDED
    if len(results) == 1 and not differs:  # the project is its one indicator, so the rate is its rate
        value = overall.number if indicators[0].name == OVERALL and results[0].value is None else results[0].value
        words = "；".join(filter(None, (overall.words, _reported(results[0], overall))))
        return (Result(indicators[0], value, percent, overall.source, words, overall.origins),)
    whole = Indicator(indicators[0].project, OVERALL, 100.0, "%")
    return (*results, Result(whole, overall.number, percent, overall.source, overall.words, overall.origins))


def _result(indicator: Indicator, figure: Figure | None) -> Result:
    if figure is None:
        return Result(indicator)
    met = achievement(indicator, figure.number)
    completion = None if met is None else 100 * met
    return Result(indicator, figure.number, completion, figure.source, figure.words, figure.origins)


def _reported(result: Result, overall: Figure) -> str:
    """Return what the units said of an indicator that something else overrules."""
    if result.source is None or result.words in {"", overall.words}:
        return ""
    return f"{result.source.value} {result.words}"


def _remarks(
    catalogue: Catalogue, project: Project, indicators: Sequence[Indicator], assessed: Sequence[Assessment]
) -> tuple[Remark, ...]:
    own = [Remark(one.report.record, finding) for one in assessed for finding in one.findings]
    between = disagreements(catalogue, project, indicators, assessed)
    return (*own, Remark(*between)) if between else tuple(own)
