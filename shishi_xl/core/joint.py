"""Joint projects: how the reports of several units become one, and where they disagree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shishi_xl.core.assessment import Assessment, Figure, Rule, conclude
from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import FieldName
from shishi_xl.core.model import Indicator, Joint, Project
from shishi_xl.core.reports import Origin, Report, Source
from shishi_xl.core.wording import number_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shishi_xl.core.submission import Record

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
    mark: str = ""


def combine(
    project: Project, indicators: tuple[Indicator, ...], units: tuple[str, ...], assessed: Sequence[Assessment]
) -> Merged:
    """Return what a project's reports come to by its 汇总方式."""
    reporters = tuple(one.report.unit for one in assessed)
    blank = Merged((None,) * len(indicators), units, reporters)
    if not assessed:
        return blank
    if len(units) == 1 or project.joint is Joint.LEAD:
        return _by_lead(blank, indicators, assessed)
    missing = [unit for unit in units if unit not in reporters]
    if missing:  # a part is not the whole: without every unit neither sum nor mean says anything true
        lacking = f"{project.joint.value}缺{'、'.join(missing)}（已报{len(reporters)}/{len(units)}家）"
        return replace(blank, lacking=lacking)
    if project.joint is Joint.SUM and not all(_is_rate(indicator) for indicator in indicators):
        return _by_sum(blank, indicators, assessed)
    return _by_mean(blank, indicators, assessed)


def invested(project: Project, units: Sequence[str], reports: Sequence[Report]) -> Amount:
    """Return the investment of a project by its 汇总方式; unknown where a unit that matters has left it open."""
    field = FieldName.INVESTMENT
    amounts = [(report, report.number(field)) for report in reports]
    if len(units) == 1 or project.joint is Joint.LEAD:
        if reports and reports[0].unit != units[0]:
            amounts = [pair for pair in amounts if pair[1] is not None]
            mark = f"牵头单位{units[0]}未报，按配合单位{amounts[0][0].unit}" if amounts else ""
        else:
            mark = ""
        return Amount(amounts[0][1], (amounts[0][0].origin(field),), mark) if amounts else Amount()
    known = [(report, number) for report, number in amounts if number is not None]
    silent = [report for report, number in amounts if number is None and not _nothing_to_report(report)]
    if silent or not known or len(reports) < len(units):
        return Amount()
    total = sum(number for _, number in known)
    word = f"{len(known)}家{project.joint.value}"
    origins = tuple(report.origin(field) for report, _ in known)
    return Amount(total if project.joint is Joint.SUM else total / len(known), origins, word)


def disagreements(
    project: Project, indicators: Sequence[Indicator], assessed: Sequence[Assessment], units: Sequence[str]
) -> list[tuple[Record, Finding]]:
    """Return a doubt for every figure in which a unit differs from the one whose figures stand for all, at its cell.

    That is the lead, or while it has not reported a supporting unit. With 合计 and 平均 every unit reports its own part.
    """
    if project.joint is not Joint.LEAD or len(assessed) < 2:
        return []
    chosen = _standing_for_all(indicators, assessed, units)
    lead = assessed[chosen]
    found: list[tuple[Record, Finding]] = []
    for other in (*assessed[:chosen], *assessed[chosen + 1 :]):
        told = len(found)
        for indicator, mine, theirs in zip(indicators, lead.figures, other.figures, strict=True):
            if mine and theirs and mine.number != theirs.number:
                pair = (f"{number_text(mine.number)}{indicator.unit}", f"{number_text(theirs.number)}{indicator.unit}")
                found.append(_difference(project, indicator.name, (lead, other), pair, theirs.origins[0], units[0]))
        alike = len(found) == told  # the texts say again what the figures have said
        if alike and lead.explicit and other.explicit and lead.explicit.number != other.explicit.number:
            pair = (f"{number_text(lead.explicit.number)}%", f"{number_text(other.explicit.number)}%")
            found.append(_difference(project, "总体进度", (lead, other), pair, other.explicit.origins[0], units[0]))
        money = [one.report.number(FieldName.INVESTMENT) for one in (lead, other)]
        if money[0] is not None and money[1] is not None and money[0] != money[1]:
            pair = (f"{number_text(money[0])}万元", f"{number_text(money[1])}万元")
            origin = other.report.origin(FieldName.INVESTMENT)
            found.append(_difference(project, FieldName.INVESTMENT, (lead, other), pair, origin, units[0]))
    return found


def _standing_for_all(indicators: Sequence[Indicator], assessed: Sequence[Assessment], units: Sequence[str]) -> int:
    """Return whose report stands for all: the lead's, or while it is missing the first that has a completion."""
    if assessed[0].report.unit == units[0]:
        return 0
    concluded = [conclude(indicators, one.figures, one.explicit, one.stated)[0] for one in assessed]
    return next((at for at, percent in enumerate(concluded) if percent is not None), 0)


def _by_lead(blank: Merged, indicators: Sequence[Indicator], assessed: Sequence[Assessment]) -> Merged:
    concluded = [conclude(indicators, one.figures, one.explicit, one.stated) for one in assessed]
    determined = [at for at, (percent, _) in enumerate(concluded) if percent is not None]
    chosen, mark = _standing_for_all(indicators, assessed, blank.units), ""
    if blank.reporters[0] != blank.units[0]:
        mark = f"牵头单位{blank.units[0]}未报，按配合单位{blank.reporters[chosen]}"
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


def _difference(
    project: Project,
    name: str,
    two: tuple[Assessment, Assessment],
    values: tuple[str, str],
    origin: Origin,
    lead: str,
) -> tuple[Record, Finding]:
    called = [f"{'牵头' if one.report.unit == lead else '配合'}单位 {one.report.unit}" for one in two]
    finding = find(
        "lead-supporter-differ",
        origin.place,
        project=project.key,
        indicator=name,
        value=origin.words,
        one=called[0],
        one_value=values[0],
        other=called[1],
        other_value=values[1],
    )
    return two[1].report.record, finding
