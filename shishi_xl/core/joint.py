"""Joint projects: how the reports of several units become one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shishi_xl.core.assessment import Assessment, Figure, Rule, achievement, conclude, counted
from shishi_xl.core.form import FieldName
from shishi_xl.core.model import Indicator, Joint, Project
from shishi_xl.core.reports import Origin, Report, Source
from shishi_xl.core.standing import State
from shishi_xl.core.wording import number_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

Told = tuple[str, float, str]  # unit, figure, the figure as it is shown

_DUST = 1e-9  # what adding floats may leave of a difference
_PERCENT = {"%", "％", "百分比", "百分点"}


@dataclass(frozen=True, slots=True)
class Merged:
    """What the units of a project say together; `figures` is parallel to the indicators."""

    figures: tuple[Figure | None, ...]
    units: tuple[str, ...]  # all that are responsible, the lead first
    reporters: tuple[str, ...]  # those whose reports are in
    percent: float | None = None
    rule: Rule = Rule.UNDETERMINED
    explicit: Figure | None = None
    stated: Figure | None = None
    mark: str = ""  # how several reports became one, to be said beside the figure
    lacking: str = ""  # why there is none, where the reports as such do not suffice
    contradictions: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()  # why the texts gave no more


@dataclass(frozen=True, slots=True)
class Amount:
    """累计完成投资 of a project in 万元."""

    value: float | None = None
    origins: tuple[Origin, ...] = ()
    mark: str = ""  # how several reports became one, or why they did not


def combine(
    project: Project,
    indicators: tuple[Indicator, ...],
    units: tuple[str, ...],
    assessed: Sequence[Assessment],
    tolerance: float,
    to_mend: Collection[str] = (),
) -> Merged:
    """Return what a project's reports come to by its 汇总方式.

    `tolerance` is how many points supporters may differ by and still stand for a lead that has not reported; `to_mend`
    names the units of which everything was sent back.
    """
    reporters = tuple(one.report.unit for one in assessed)
    blank = Merged((None,) * len(indicators), units, reporters)
    if not assessed:
        return blank
    if len(units) == 1 or project.joint is Joint.LEAD:
        return _by_lead(blank, indicators, assessed, tolerance, _absent(units[0], to_mend))
    missing = [unit for unit in units if unit not in reporters]
    if missing:  # a part is not the whole: without every unit neither sum nor mean says anything true
        lacking = f"{project.joint.value}缺{'、'.join(missing)}（已报{len(reporters)}/{len(units)}家）"
        return replace(blank, lacking=lacking)
    if project.joint is Joint.SUM and not all(_is_rate(indicator) for indicator in indicators):
        return _by_sum(blank, indicators, assessed)
    return _by_mean(blank, indicators, assessed)


def invested(
    project: Project,
    units: Sequence[str],
    reports: Sequence[Report],
    *,
    tolerance: float,
    before: float | None = None,
    to_mend: Collection[str] = (),
) -> Amount:
    """Return the investment of a project by its 汇总方式; unknown where a unit that matters has left it open.

    `tolerance` and `to_mend` are those of `combine`, `before` what the project is known to have come to in an earlier month.
    """
    field = FieldName.INVESTMENT
    amounts = [(report, report.number(field)) for report in reports]
    if len(units) == 1 or project.joint is Joint.LEAD:
        if reports and reports[0].unit != units[0]:
            return _supporters_amount(project, _absent(units[0], to_mend), amounts, tolerance, before)
        return Amount(amounts[0][1], (amounts[0][0].origin(field),)) if amounts else Amount()
    known = [(report, number) for report, number in amounts if number is not None]
    silent = [report for report, number in amounts if number is None and not _nothing_to_report(report)]
    if silent or not known or len(reports) < len(units):
        return Amount()
    total = sum(number for _, number in known)
    word = f"{len(known)}家{project.joint.value}"
    origins = tuple(report.origin(field) for report, _ in known)
    return Amount(total if project.joint is Joint.SUM else total / len(known), origins, word)


def _supporters_amount(
    project: Project,
    absent: str,
    amounts: Sequence[tuple[Report, float | None]],
    tolerance: float,
    before: float | None,
) -> Amount:
    """Return what supporting units say of the investment while the lead has not reported.

    A supporter that has no money to spend writes 0 or nothing, as the form asks it to: that is no 0 of a project that
    has had money spent on it.
    """
    plan = project.plan or 0.0
    known = [(report, number) for report, number in amounts if number]
    if not known and (before or 0.0) > 0:
        named = "、".join(report.unit for report, _ in amounts)
        return Amount(mark=f"{absent}，配合单位{named}填的是0或空白，不能代表整个项目")
    known = known or [(report, number) for report, number in amounts if number is not None]
    if not known:
        return Amount()
    told = [(report.unit, number, f"{number_text(number)}万元") for report, number in known]
    if _spread(told) > tolerance / 100 * (plan if plan > 0 else max(number for _, number in known)):
        return Amount(mark=_apart(absent, told))
    report, number = known[0]
    return Amount(number, (report.origin(FieldName.INVESTMENT),), f"{absent}，按配合单位{report.unit}")


def _apart(absent: str, told: Sequence[Told]) -> str:
    """Return why supporters that say different things do not stand for a lead that has not reported."""
    named = "、".join(f"{unit} {said}" for unit, _, said in told)
    return f"{absent}，配合单位报的不一致（{named}）"


def _spread(told: Sequence[Told]) -> float:
    """Return how far figures lie apart, without what adding floats may leave."""
    numbers = [number for _, number, _ in told]
    return max(numbers) - min(numbers) - _DUST if numbers else 0.0


def standing_for_all(indicators: Sequence[Indicator], assessed: Sequence[Assessment], units: Sequence[str]) -> int:
    """Return whose report stands for all: the lead's, or while it is missing the first that has a completion."""
    if assessed[0].report.unit == units[0]:
        return 0
    concluded = [conclude(indicators, one.figures, one.explicit, one.stated)[0] for one in assessed]
    return next((at for at, percent in enumerate(concluded) if percent is not None), 0)


def _absent(lead: str, to_mend: Collection[str]) -> str:
    """Return in words that nothing of a lead counts: it has not reported, or all that it did went back."""
    return f"牵头单位{lead}{(State.TO_MEND if lead in to_mend else State.MISSING).value}"


def _by_lead(
    blank: Merged, indicators: Sequence[Indicator], assessed: Sequence[Assessment], tolerance: float, absent: str
) -> Merged:
    concluded = [conclude(indicators, one.figures, one.explicit, one.stated) for one in assessed]
    determined = [at for at, (percent, _) in enumerate(concluded) if percent is not None]
    chosen, mark = standing_for_all(indicators, assessed, blank.units), ""
    if blank.reporters[0] != blank.units[0]:
        if told := next((each for each in _compared(indicators, assessed) if _spread(each) > tolerance), None):
            return replace(blank, lacking=_apart(absent, told))
        mark = f"{absent}，按配合单位{blank.reporters[chosen]}"
    elif determined and 0 not in determined:
        mark = f"配合单位{blank.reporters[determined[0]]}有数，以牵头为准未采用"
    one, (percent, rule) = assessed[chosen], concluded[chosen]
    return replace(
        blank,
        figures=one.figures,
        percent=percent,
        rule=rule,
        explicit=one.explicit,
        stated=one.stated,
        mark=mark,
        contradictions=one.contradictions,
        hints=one.hints,
    )


def _compared(indicators: Sequence[Indicator], assessed: Sequence[Assessment]) -> Iterator[list[Told]]:
    """Yield what the reports of a project can be compared in, as points of 100: their completions, then each indicator."""
    concluded = [conclude(indicators, one.figures, one.explicit, one.stated)[0] for one in assessed]
    pairs = [(one.report.unit, percent) for one, percent in zip(assessed, concluded, strict=True)]
    yield [(unit, percent, percent_text(percent)) for unit, percent in pairs if percent is not None]
    for at, (indicator, counts) in enumerate(zip(indicators, counted(indicators), strict=True)):
        figures = [(one.report.unit, figure.number) for one in assessed if (figure := one.figures[at])]
        yield [
            (unit, 100 * met, f"{indicator.name}{number_text(number)}{indicator.unit}")
            for unit, number in figures
            if counts and (met := achievement(indicator, number)) is not None
        ]


def _by_sum(blank: Merged, indicators: Sequence[Indicator], assessed: Sequence[Assessment]) -> Merged:
    columns = zip(*(_parts(one) for one in assessed), strict=True)
    pairs = zip(indicators, columns, strict=True)
    figures = tuple(_together(column, mean=_is_rate(indicator)) for indicator, column in pairs)
    stated = _unanimous([one.stated for one in assessed])
    percent, rule = conclude(indicators, figures, None, stated)
    return replace(
        blank,
        figures=figures,
        percent=percent,
        rule=rule,
        stated=stated,
        mark=f"{len(assessed)}家合计",
        contradictions=_contradictions(assessed),
    )


def _by_mean(blank: Merged, indicators: Sequence[Indicator], assessed: Sequence[Assessment]) -> Merged:
    concluded = [conclude(indicators, one.figures, one.explicit, one.stated) for one in assessed]
    columns = zip(*(one.figures for one in assessed), strict=True)
    figures = tuple(_together(column, mean=True) for column in columns)
    percents = [percent for percent, _ in concluded if percent is not None]
    if len(percents) < len(assessed):
        open_ones = [unit for unit, (percent, _) in zip(blank.reporters, concluded, strict=True) if percent is None]
        lacking = f"平均缺{'、'.join(open_ones)}的完成率（{len(percents)}/{len(assessed)}家可定）"
        return replace(blank, figures=figures, lacking=lacking, contradictions=_contradictions(assessed))
    mean = sum(percents) / len(percents)
    mark = f"{len(assessed)}家平均"
    rules = {rule for _, rule in concluded}
    if rules <= {Rule.FILLED, Rule.QUANTITIES}:
        rule = Rule.QUANTITIES if Rule.QUANTITIES in rules else Rule.FILLED
        return replace(blank, figures=figures, percent=mean, rule=rule, mark=mark)
    whole = Figure(
        mean, Source.TEXT, tuple(_spoken(one, percent) for one, percent in zip(assessed, percents, strict=True))
    )
    return replace(blank, figures=figures, percent=mean, rule=Rule.EXPLICIT, explicit=whole, mark=mark)


def _spoken(one: Assessment, percent: float) -> Origin:
    """Return where a unit's own completion comes from, for a mean of several."""
    figure = one.explicit or one.stated or next(figure for figure in one.figures if figure)
    origin = figure.origins[0]
    return Origin(origin.unit, f"{origin.unit}{percent_text(percent)}（{origin.words}）", origin.record, origin.place)


def _parts(one: Assessment) -> tuple[Figure | None, ...]:
    """Return a unit's share of every indicator: one that has not begun has done nothing."""
    if one.stated is None or one.stated.number > 0:
        return one.figures
    nothing = Figure(0.0, one.stated.source, one.stated.origins)
    return tuple(figure or nothing for figure in one.figures)


def _together(column: Sequence[Figure | None], *, mean: bool) -> Figure | None:
    known = [figure for figure in column if figure is not None]
    if len(known) < len(column):
        return None
    total = sum(figure.number for figure in known)
    filled = all(figure.source is Source.FILLED for figure in known)
    origins = tuple(
        Origin(origin.unit, f"{origin.unit}：{origin.words}", origin.record, origin.place)
        for figure in known
        for origin in figure.origins
    )
    return Figure(total / len(known) if mean else total, Source.FILLED if filled else Source.TEXT, origins)


def _unanimous(stated: Sequence[Figure | None]) -> Figure | None:
    known = [figure for figure in stated if figure is not None]
    if len(known) < len(stated) or len({figure.number for figure in known}) != 1:
        return None
    return Figure(known[0].number, Source.TEXT, tuple(origin for figure in known for origin in figure.origins))


def _contradictions(assessed: Sequence[Assessment]) -> tuple[str, ...]:
    return tuple(words for one in assessed for words in one.contradictions)


def _is_rate(indicator: Indicator) -> bool:
    """Return whether an indicator is a percentage, of which parts have a mean but no sum."""
    return indicator.unit in _PERCENT


def _nothing_to_report(report: Report) -> bool:
    """Return whether a unit wrote "/" or 无 for its investment instead of leaving it blank."""
    entry = report.entry(FieldName.INVESTMENT)
    return bool(entry and entry.raw.strip() and not entry.flaw)
