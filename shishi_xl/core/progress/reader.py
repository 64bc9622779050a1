"""Reader: the layers one after the other, from a statement to its reading."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.asides import hear_asides
from shishi_xl.core.progress.assignment import Case, match
from shishi_xl.core.progress.by_units import pair_by_units
from shishi_xl.core.progress.clauses import Segment, cut
from shishi_xl.core.progress.decision import CHANGED, done_by_another_name, settle
from shishi_xl.core.progress.each import count_what_each_holds, give_to_each
from shishi_xl.core.progress.elsewhere import without_elsewhere
from shishi_xl.core.progress.explicit import belied_by_state, is_only_planned, settle_percent, work_out
from shishi_xl.core.progress.items import gather
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Project, own_words, project
from shishi_xl.core.progress.named_places import tell_for_places
from shishi_xl.core.progress.objections import against_all
from shishi_xl.core.progress.overall import is_level, judge
from shishi_xl.core.progress.pairing import pair_respectively
from shishi_xl.core.progress.reading import (
    Note,
    Reading,
    State,
    is_overall,
    nothing_read,
    with_overall,
)
from shishi_xl.core.progress.retractions import take_back
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.scopes import set_scopes
from shishi_xl.core.progress.sisters import without_sisters
from shishi_xl.core.progress.sites import by_sites, names_some, sites_of, told_one_by_one
from shishi_xl.core.progress.tables import flatten
from shishi_xl.core.progress.topics import find_topics, under_other_heading
from shishi_xl.core.progress.under_way import still_at_work
from shishi_xl.core.progress.wholes import Whole, find_wholes
from shishi_xl.core.progress.wider import set_wider_aside
from shishi_xl.patterns import regex

_MOST = 150  # amounts: more of them are a table, and a person must read it
_CROSSED = regex("[❌✘✖]")  # says of something that it is not done, before it or behind it
_LONGEST = 4000  # characters; a longer cell is a report pasted whole, and a person must read it


def read(
    statement: str, indicators: Sequence[Indicator], period: Period, content: str = "", *, explain: bool = False
) -> Reading:
    """Return what a statement says of a project's indicators up to a period; nothing where it does not say it.

    An indicator 总体形象进度 takes the explicit percentage of the whole, or 100 and 0 for finished and not begun.
    With `explain` the reading tells the role of every amount and the rule that gave it.
    """
    if not statement.strip():
        return nothing_read(indicators)
    if _CROSSED.search(statement):
        return nothing_read(indicators, Note("", "文字里有叉号（❌、✘），不能确定说的是哪一项没有完成，没有自动读取"))
    if len(statement) > _LONGEST:
        return nothing_read(indicators, Note("", f"文字超过{_LONGEST}字，没有自动读取"))
    if len(indicators) == 1 and is_overall(indicators[0]):
        return with_overall(_read(statement, (), period, content, explain=explain), indicators[0])
    return _read(statement, indicators, period, content, explain=explain)


def _read(statement: str, indicators: Sequence[Indicator], period: Period, content: str, *, explain: bool) -> Reading:
    text = flatten(statement)
    if taken_back := against_all(text.text):
        return nothing_read(indicators, Note("", f"文中说“{taken_back}”，没有自动读取"))
    subject = project(tuple(indicators), content)
    segments = _segments(text, indicators, period, subject)
    if sum(len(segment.quantities) for segment in segments) > _MOST:
        return nothing_read(indicators, Note("", f"文字里的数超过{_MOST}个，没有自动读取"))
    items = _items(segments, text, indicators, subject, content)
    if len(indicators) == 1:
        tell_for_places(items, content)
    foreign = under_other_heading(segments, items, subject, text.text)
    topics = find_topics(segments, subject.profiles, text.text)
    cases, foreign = match(items, subject.profiles, text.text, topics, foreign, period.month)
    wholes = find_wholes(segments, items, text.text, subject, topics)
    wholes = without_sisters(wholes, segments, subject.profiles, text.text)
    wholes = _know_sites(cases, wholes, segments, content, text)
    state, words = _apply_wholes(cases, wholes, segments, text.text)
    settled = [settle(case, content, text, _is_rest_open(segments)) for case in cases]
    values, notes = [value for value, _ in settled], [note for _, note in settled if note is not None]
    percents = [judge(item, items, text.text, subject, foreign) for item in items if _may_be_overall(item, period)]
    counted = any(case.done for case in cases)
    plans = _other_wholes(cases)
    explicit, doubts, clash = settle_percent(percents, values, subject.profiles, text, plans, counted=counted)
    if explicit is None and not (clash or doubts or counted) and len(cases) <= 1:
        explicit = work_out(items, text)
    planned = explicit is not None and len(cases) == 1 and is_only_planned(cases[0], values[0], explicit.number)
    if clash or planned:
        values = [None] * len(values)
    said = text.words(*words) if words else ""
    busy = still_at_work(segments, text.text)
    finished = any(whole.finished and whole.everything and not (busy and _is_a_part(whole, text)) for whole in wholes)
    against = belied_by_state(explicit, state, said, busy=busy, finished=finished)
    notes += [*doubts, *([against] if against is not None else [])]
    state = State.UNSAID if any(note.contradiction for note in notes) else state
    trace = _trace(items, text) if explain else ()
    return Reading(tuple(values), explicit if against is None else None, state, said, tuple(notes), trace)


def _segments(text: Plain, indicators: Sequence[Indicator], period: Period, subject: Project) -> list[Segment]:
    """Return the segments of a statement with what is in force at each."""
    segments = cut(text.text, period, subject.units, [(each.target, each.unit) for each in indicators])
    segments = without_elsewhere(segments, text.text, subject.profiles)
    set_scopes(segments, text.text, period.month)
    return segments


def _items(
    segments: list[Segment], text: Plain, indicators: Sequence[Indicator], subject: Project, content: str
) -> list[Item]:
    """Return the amounts of a statement, each with its role."""
    money = any(known.fits("元") for known in subject.profiles)
    items = gather(segments, text.text, own_words(indicators, subject.heading, content), money=money)
    take_back(items, segments, text.text)
    hear_asides(items, text.text)
    set_wider_aside(items, text.text)
    give_to_each(items, segments, text.text, subject.profiles)
    count_what_each_holds(items, subject.profiles)
    pair_by_units(items, segments, text.text, subject.profiles)
    pair_respectively(items, segments, text.text, subject.profiles)
    return items


def _is_rest_open(segments: Sequence[Segment]) -> bool:
    """Return whether the rest is said not to be finished."""
    unfinished = (Kind.NOT, Kind.GOING, Kind.START)
    return any(segment.has(Kind.REST) and segment.has(*unfinished) and not segment.agenda for segment in segments)


_ALL_OF_IT = regex("项目|工程|[全都均]|整体|总体|^已")


def _is_a_part(whole: Whole, text: Plain) -> bool:
    """Return whether what is finished is called by a name of its own (校舍竣工验收完成，正在配置教学设备)."""
    return _ALL_OF_IT.search(text.text, whole.start, whole.end) is None


def _may_be_overall(item: Item, period: Period) -> bool:
    return item.share and (item.role in _CURRENT or is_level(item, period.month))


def _trace(items: Sequence[Item], text: Plain) -> tuple[str, ...]:
    return tuple(
        f"{text.words(item.quantity.start, item.quantity.end)}：{item.role.value}（{item.rule}）" for item in items
    )


_CURRENT = frozenset({Role.DONE, Role.LABEL, Role.OTHER, Role.STARTED, Role.GOING, Role.PREPARE})


_WHOLES = frozenset({Role.PLAN, Role.TARGET, Role.STARTED})


def _other_wholes(cases: Sequence[Case]) -> list[tuple[float, int]]:
    """Return what is told as planned or begun of a project's only indicator, and where: a percent may be a share of it."""
    told = [pair for case in cases for pair in (*case.other, *case.unclaimed)] if len(cases) == 1 else []
    plans = [(value, item) for value, item in told if item.role in _WHOLES and value > 0]
    return [(value, item.quantity.start) for value, item in plans if not CHANGED.search(item.text_before)]


def _know_sites(
    cases: list[Case], wholes: list[Whole], segments: Sequence[Segment], content: str, text: Plain
) -> list[Whole]:
    """Count what the content, or the statement itself, names one by one; return the clauses that are about all of it, not about one by its name."""
    told = [(whole, text.text[_part_of(whole, segments) : whole.end]) for whole in wholes]
    for case in cases:
        sites = sites_of(case.known.indicator, content) or told_one_by_one(case.known.indicator, segments, text.text)
        case.by_name = by_sites(sites, segments, text, case.known.indicator.name) if sites else None
        told = [(whole, words) for whole, words in told if not names_some(words, sites)]
    return [whole for whole, _ in told]


def _part_of(whole: Whole, segments: Sequence[Segment]) -> int:
    """Return where the part of the statement begins that a clause stands in."""
    own = next(segment for segment in segments if segment.start <= whole.start <= segment.end)
    return min(segment.start for segment in segments if segment.part == own.part)


def _apply_wholes(
    cases: list[Case], wholes: list[Whole], segments: list[Segment], text: str
) -> tuple[State, tuple[int, int] | None]:
    """Give each indicator the clauses about all of it; return what they say of the work as a whole."""
    state, words = State.UNSAID, None
    busy = still_at_work(segments, text)
    for whole in wholes:
        for place in whole.indicators:
            if whole.finished:
                cases[place].finished = cases[place].finished if whole.unnamed and busy else whole
            elif not (whole.unnamed and len(cases) > 1 and any(case.done for case in cases)):
                cases[place].not_begun = whole
        if whole.everything and not (whole.finished and busy):
            state, words = (State.FINISHED if whole.finished else State.NOT_STARTED), (whole.start, whole.end)
    begun = any(done_by_another_name(case) or any(value > 0 for value, _ in case.done) for case in cases)
    if state is State.NOT_STARTED and begun:
        return State.UNSAID, None
    if {whole.finished for whole in wholes if whole.everything} == {True, False}:
        return State.UNSAID, None
    return state, words
