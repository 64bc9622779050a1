"""形象进度 → quantities: what a statement says of each indicator, or nothing where it does not say it.

The layers, each in a module of its own: `plain` text with its `tables` told as sentences → `clauses` (`lexicon`, `times`) and the `scopes` they stand in → `items`, amounts
with their `nouns`, less what is `harmless`, and the `roles` the `rules` give and the `neighbours` change, `each` what each of several places has and `pairing` what 分别 parts → `assignment` to the indicators
(`matching`, `predicates`, `topics`), `overall` percentages and `wholes` → `decision` on each indicator, of the figures that `sifting` leaves,
`parts` add up to, `quality` does not spoil or that are `derived`, and the `explicit` percentage → the `reading`.
"""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress.assignment import Case, match
from shishi_xl.core.progress.clauses import Segment, cut
from shishi_xl.core.progress.decision import settle
from shishi_xl.core.progress.each import give_to_each
from shishi_xl.core.progress.explicit import belied_by_state, is_only_planned, settle_percent, work_out
from shishi_xl.core.progress.items import gather
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import own_words, project
from shishi_xl.core.progress.overall import is_level, judge
from shishi_xl.core.progress.pairing import pair_respectively
from shishi_xl.core.progress.reading import (
    Note,
    Reading,
    State,
    Value,
    expected_completion,
    is_overall,
    nothing_read,
    with_overall,
)
from shishi_xl.core.progress.retractions import take_back
from shishi_xl.core.progress.roles import Role
from shishi_xl.core.progress.scopes import set_scopes
from shishi_xl.core.progress.tables import flatten
from shishi_xl.core.progress.topics import find_topics, under_other_heading
from shishi_xl.core.progress.under_way import still_at_work
from shishi_xl.core.progress.wholes import Whole, find_wholes

__all__ = ["Note", "Reading", "State", "Value", "expected_completion", "read"]

_MOST = 150  # amounts: more of them are a table, and a person must read it
_LONGEST = 4000  # characters; a longer cell is a report pasted whole, and a person must read it


def read(statement: str, indicators: Sequence[Indicator], period: Period, content: str = "") -> Reading:
    """Return what a statement says of a project's indicators up to a period; nothing where it does not say it.

    An indicator 总体形象进度 takes the explicit percentage of the whole, or 100 and 0 for finished and not begun.
    """
    if not statement.strip():
        return nothing_read(indicators)
    if len(statement) > _LONGEST:
        return nothing_read(indicators, Note("", f"文字超过{_LONGEST}字，没有自动读取"))
    if len(indicators) == 1 and is_overall(indicators[0]):
        return with_overall(_read(statement, (), period, content))
    return _read(statement, indicators, period, content)


def _read(statement: str, indicators: Sequence[Indicator], period: Period, content: str) -> Reading:
    text = flatten(statement)
    subject = project(tuple(indicators), content)
    profiles = subject.profiles
    sole = _sole(indicators)
    segments = cut(text.text, period, subject.units, sole.unit if sole else "", sole.target if sole else 0)
    set_scopes(segments, text.text)
    if sum(len(segment.quantities) for segment in segments) > _MOST:
        return nothing_read(indicators, Note("", f"文字里的数超过{_MOST}个，没有自动读取"))
    items = gather(segments, text.text, own_words(indicators), money=any(known.fits("元") for known in profiles))
    take_back(items, segments, text.text)
    give_to_each(items, segments, text.text, profiles)
    pair_respectively(items, segments, text.text, profiles)
    foreign = under_other_heading(segments, items, subject, text.text)
    topics = find_topics(segments, profiles, text.text)
    cases, foreign = match(items, profiles, text.text, topics, foreign, period.month)
    wholes = find_wholes(segments, items, text.text, subject, topics)
    state, words = _apply_wholes(cases, wholes, segments, text.text)
    rest_open = any(
        segment.has(Kind.REST) and segment.has(Kind.NOT, Kind.GOING, Kind.START)
        for segment in segments
        if not segment.agenda
    )
    values: list[Value | None] = []
    notes: list[Note] = []
    for case in cases:
        value, note = settle(case, content, text, rest_open)
        values.append(value)
        notes.extend([note] if note else [])
    percents = [
        judge(item, items, text.text, subject, foreign)
        for item in items
        if item.share and (item.role in _CURRENT or is_level(item, period.month))
    ]
    counted = any(case.done for case in cases)
    explicit, doubts, clash = settle_percent(percents, values, profiles, text, _other_wholes(cases), counted=counted)
    if explicit is None and not (clash or doubts or counted) and len(profiles) <= 1:
        explicit = work_out(items, text)
    if explicit is not None and len(cases) == 1 and is_only_planned(cases[0], values[0], explicit.number):
        values = [None]
    if clash:
        values = [None] * len(values)
    notes += doubts
    said = text.words(*words) if words else ""
    against = belied_by_state(explicit, state, said, busy=still_at_work(segments, text.text))
    if against is not None:
        explicit = None
        notes.append(against)
    if any(note.contradiction for note in notes):
        state = State.UNSAID
    trace = tuple(
        f"{text.words(item.quantity.start, item.quantity.end)}：{item.role.value}（{item.rule}）" for item in items
    )
    return Reading(tuple(values), explicit, state, said, tuple(notes), trace)


_CURRENT = frozenset({Role.DONE, Role.LABEL, Role.OTHER, Role.STARTED, Role.GOING, Role.PREPARE})


_WHOLES = frozenset({Role.PLAN, Role.TARGET, Role.STARTED})


def _other_wholes(cases: Sequence[Case]) -> list[tuple[float, int]]:
    """Return what is told as planned or begun of a project's only indicator, and where: a percent may be a share of it."""
    told = [pair for case in cases for pair in (*case.other, *case.unclaimed)] if len(cases) == 1 else []
    return [(value, item.quantity.start) for value, item in told if item.role in _WHOLES and value > 0]


def _sole(indicators: Sequence[Indicator]) -> Indicator | None:
    """Return a project's only indicator, if numbers may be meant in its unit although none is written."""
    return indicators[0] if len(indicators) == 1 and indicators[0].unit != "%" else None


def _apply_wholes(
    cases: list[Case], wholes: list[Whole], segments: list[Segment], text: str
) -> tuple[State, tuple[int, int] | None]:
    """Give each indicator the clauses about all of it; return what they say of the work as a whole."""
    state, words = State.UNSAID, None
    busy = still_at_work(segments, text)
    for whole in wholes:
        for place in whole.indicators:
            if whole.finished:
                cases[place].finished = whole
            elif not (whole.unnamed and len(cases) > 1 and any(case.done for case in cases)):
                cases[place].not_begun = whole
        if whole.everything and not (whole.finished and busy):
            state, words = (State.FINISHED if whole.finished else State.NOT_STARTED), (whole.start, whole.end)
    if state is State.NOT_STARTED and any(value > 0 for case in cases for value, _ in case.done):
        return State.UNSAID, None
    if {whole.finished for whole in wholes if whole.everything} == {True, False}:
        return State.UNSAID, None
    return state, words
