"""One unit's report of one project held against the project's indicators: figures, their sources, their conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from shishi_xl.core import form
from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import FieldName
from shishi_xl.core.model import Direction, Indicator
from shishi_xl.core.present_units import UNIT_CHANGED
from shishi_xl.core.progress.reading import Reading, State, Value, share
from shishi_xl.core.reports import Origin, Report, Source, of_submission
from shishi_xl.core.wording import number_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shishi_xl.core.model import Catalogue, Project
    from shishi_xl.core.period import Period
    from shishi_xl.core.settings import Settings
    from shishi_xl.core.submission import Entry, Record

    Read = Callable[[str, tuple[Indicator, ...], Period, str], Reading]


# Found anew whenever a month is merged: the office may have mended an indicator since the file came in.
DOUBTS = frozenset({"text-figures-differ", "text-contradicts"})


class Rule(Enum):
    """Which rule gave a completion, in the order in which they are tried."""

    DECIDED = 1
    FILLED = 2
    EXPLICIT = 3
    QUANTITIES = 4
    STATED = 5
    UNDETERMINED = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A cumulative value, or a percentage (0–100), with what it rests on."""

    number: float
    source: Source
    origins: tuple[Origin, ...]

    @property
    def words(self) -> str:
        """Return the words relied on, each unit's once."""
        return "；".join(dict.fromkeys(origin.words for origin in self.origins if origin.words))


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one report says; `figures` is parallel to the indicators."""

    report: Report
    figures: tuple[Figure | None, ...]
    explicit: Figure | None = None
    stated: Figure | None = None
    contradictions: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()  # why the text gave no more
    findings: tuple[Finding, ...] = ()


def achievement(indicator: Indicator, value: float) -> float | None:
    """Return how far an indicator is met, 0–1; None for a target that nothing can be divided by."""
    if indicator.direction is Direction.AT_LEAST and indicator.target <= 0:
        return None
    return share(max(value, 0.0), indicator)


def counted(indicators: Sequence[Indicator]) -> tuple[bool, ...]:
    """Return which indicators the completion is made of: one of weight 0 is shown but not asked for."""
    any_weight = any(indicator.weight > 0 for indicator in indicators)
    return tuple(indicator.weight > 0 or not any_weight for indicator in indicators)


def weighted_mean(indicators: Sequence[Indicator], figures: Sequence[Figure | None]) -> float | None:
    """Return the completion (0–100) that figures for every counted indicator come to, None where one is lacking."""
    total = weights = 0.0
    for indicator, figure, counts in zip(indicators, figures, counted(indicators), strict=True):
        if counts:
            met = achievement(indicator, figure.number) if figure else None
            if met is None:
                return None
            weight = indicator.weight if indicator.weight > 0 else 1.0
            total, weights = total + weight * met, weights + weight
    return 100 * total / weights if weights else None


def conclude(
    indicators: Sequence[Indicator], figures: Sequence[Figure | None], explicit: Figure | None, stated: Figure | None
) -> tuple[float | None, Rule]:
    """Return a completion (0–100) by the first rule that applies, and that rule."""
    mean = weighted_mean(indicators, figures)
    used = [figure for figure, counts in zip(figures, counted(indicators), strict=True) if figure and counts]
    if mean is not None and all(figure.source is Source.FILLED for figure in used):
        return mean, Rule.FILLED
    if explicit is not None:
        return min(max(explicit.number, 0.0), 100.0), Rule.EXPLICIT
    if mean is not None:
        return mean, Rule.QUANTITIES
    if stated is not None:
        return stated.number, Rule.STATED
    return None, Rule.UNDETERMINED


def assess(
    report: Report,
    project: Project,
    indicators: tuple[Indicator, ...],
    *,
    period: Period,
    settings: Settings,
    read: Read,
    doubts: bool = True,
) -> Assessment:
    """Return what one report says about a project.

    Without `doubts` the text is read only where the filled-in figures do not suffice.
    """
    filled = tuple(_filled(report, indicator) for indicator in indicators)
    statement = report.text(FieldName.PROGRESS)
    if not statement or (not doubts and weighted_mean(indicators, filled) is not None):
        return Assessment(report, filled, hints=_unit_changes(report, indicators))
    reading = read(statement, indicators, period, project.content)
    said = tuple(_spoken(report, value) for value in reading.values)
    figures = tuple(own or other for own, other in zip(filled, said, strict=True))
    explicit, stated = _spoken(report, reading.explicit), _stated(report, reading)
    contradictions = tuple(note.words for note in reading.contradictions)
    findings: tuple[Finding, ...] = ()
    if doubts:
        findings = _conflicts(
            report, project, indicators, filled=filled, said=said, overall=explicit or stated, settings=settings
        )
    if doubts and contradictions:
        findings += (_contradiction(report, project, contradictions, period),)
    hints = (*_unit_changes(report, indicators), *(note.words for note in reading.notes if not note.contradiction))
    return Assessment(report, figures, explicit, stated, contradictions, hints, findings)


def doubts_of(record: Record, entries: Iterable[Entry], catalogue: Catalogue, read: Read) -> tuple[Finding, ...]:
    """Return where the text of a submission contradicts its figures or itself, project by project."""
    if record.period is None:
        return ()
    found: list[Finding] = []
    for key, report in of_submission(record, entries).items():
        project, indicators = catalogue.project_by_key[key], catalogue.indicators_by_project[key]
        found += assess(
            report, project, indicators, period=record.period, settings=catalogue.settings, read=read
        ).findings
    return tuple(found)


def _spoken(report: Report, value: Value | None) -> Figure | None:
    if value is None:
        return None
    return Figure(value.number, Source.TEXT, (report.origin(FieldName.PROGRESS, words=value.words),))


def _stated(report: Report, reading: Reading) -> Figure | None:
    percent = {State.FINISHED: 100.0, State.NOT_STARTED: 0.0}.get(reading.state)
    if percent is None:
        return None
    words = reading.state_words or reading.state.value
    return Figure(percent, Source.TEXT, (report.origin(FieldName.PROGRESS, words=words),))


def _filled(report: Report, indicator: Indicator) -> Figure | None:
    number = report.number(FieldName.CURRENT, indicator.name)
    if number is None:
        return None
    return Figure(number, Source.FILLED, (report.origin(FieldName.CURRENT, indicator.name),))


def _unit_changes(report: Report, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Return why figures that were filled in no longer count: the office has changed what they are measured in."""
    found = []
    for indicator in indicators:
        entry = report.entry(FieldName.CURRENT, indicator.name)
        if entry is not None and UNIT_CHANGED in entry.notes:
            found.append(
                f"{indicator.name}报的“{entry.raw}”按{entry.unit}计，计量单位后来改成了{indicator.unit}，不能换算"
            )
    return tuple(found)


def _conflicts(
    report: Report,
    project: Project,
    indicators: Sequence[Indicator],
    *,
    filled: Sequence[Figure | None],
    said: Sequence[Figure | None],
    overall: Figure | None,
    settings: Settings,
) -> tuple[Finding, ...]:
    """Return a doubt for every filled figure that the text contradicts, else for the whole of them."""
    limit = settings.number("来源相差")
    found = []
    for indicator, own, other in zip(indicators, filled, said, strict=True):
        if own and other:
            mine, theirs = achievement(indicator, own.number), achievement(indicator, other.number)
            if mine is not None and theirs is not None and abs(mine - theirs) * 100 > limit:
                found.append(
                    _conflict(
                        report, project, indicator.name, filled=mine * 100, told=theirs * 100, words=other, limit=limit
                    )
                )
    figures = [own or other for own, other in zip(filled, said, strict=True)]
    mean = weighted_mean(indicators, figures)
    if not found and mean is not None and overall is not None and abs(mean - min(overall.number, 100)) > limit:
        found.append(_conflict(report, project, "", filled=mean, told=overall.number, words=overall, limit=limit))
    return tuple(found)


def _conflict(
    report: Report, project: Project, indicator: str, *, filled: float, told: float, words: Figure, limit: float
) -> Finding:
    entry = report.entry(FieldName.PROGRESS)
    name = f"{indicator} " if indicator else ""
    return find(
        "text-figures-differ",
        entry.place if entry else None,
        project=project.key,
        indicator=indicator,
        field=FieldName.PROGRESS,
        value=words.words,
        filled=f"{name}{percent_text(filled)}",
        told=f"{percent_text(told)}（“{words.words}”）",
        limit=number_text(limit),
    )


def _contradiction(report: Report, project: Project, contradictions: Sequence[str], period: Period) -> Finding:
    entry = report.entry(FieldName.PROGRESS)
    return find(
        "text-contradicts",
        entry.place if entry else None,
        project=project.key,
        field=FieldName.PROGRESS,
        value="；".join(contradictions),
        example=form.Rule(FieldName.PROGRESS).example_in(period),
    )
