"""Items: the amounts of a statement gathered with the words that govern them, in order."""

from __future__ import annotations

import re

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, Mark, scan
from shishi_xl.core.progress.roles import Item, Role, approximate, assign, fold
from shishi_xl.core.units import Dimension, unit_of

_OPEN = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, Kind.WEAK, Kind.START, Kind.GOING, Kind.NOT, Kind.PREPARE})
_ASPECT = frozenset({Kind.ALREADY, Kind.TOTAL, Kind.NOW, Kind.DONE, Kind.LATER, Kind.ALL, Kind.CORRECT})
_SCOPES = frozenset({Kind.MONTH, Kind.EARLIER, Kind.PRIOR, Kind.STOCK})
_JOINED = re.compile(r"[、和与]|以及|(?<![惠普])及(?!时)")
_LINKS = frozenset("的“”和与及 ")


def gather(segments: list[Segment], text: str, own: frozenset[str]) -> list[Item]:
    """Return the amounts with their roles; `own` are words the indicators' names contain, which never tell against an amount."""
    items: list[Item] = []
    for place, segment in enumerate(segments):
        _free_own_words(segment, own)
        follower = segments[place + 1] if place + 1 < len(segments) else None
        for number, _ in enumerate(segment.quantities):
            item = _item(segment, number, text)
            _set_scope(item)
            item.inherited = _list_head(item, number, items)
            if (
                number == len(segment.quantities) - 1
                and follower is not None
                and follower.clause == segment.clause
                and follower.quantities == []
            ):
                item.followed = fold(follower.marks)
            assign(item)
            head = item.inherited
            item.aspect = item.aspect or (head is not None and head.role is Role.DONE and head.aspect)
            items.append(item)
        _look_ahead(segments, place, items)
    return items


def _free_own_words(segment: Segment, own: frozenset[str]) -> None:
    """Make a word that would tell against an amount a plain action where the indicator itself is about it (签约, 鉴定)."""
    segment.marks = [
        Mark(Kind.ACT, mark.start, mark.end, mark.word)
        if mark.kind in {Kind.PREPARE, Kind.START} and mark.word in own
        else mark
        for mark in segment.marks
    ]


def _item(segment: Segment, number: int, text: str) -> Item:
    quantity = segment.quantities[number]
    left = segment.quantities[number - 1].end if number else segment.start
    right = segment.quantities[number + 1].start if number + 1 < len(segment.quantities) else segment.end
    before = [mark for mark in segment.marks if left <= mark.start < quantity.start]
    after = [mark for mark in segment.marks if quantity.end <= mark.start < right]
    handed = number + 1 < len(segment.quantities)
    if handed:  # what stands between two amounts speaks of the second
        after = []
    unit = unit_of(quantity.amount.unit)
    item = Item(quantity, segment, before, after, share=unit is not None and unit.dimension is Dimension.PERCENT)
    item.text_before, item.text_after = text[left : quantity.start], text[quantity.end : right]
    item.noun_before = _noun(text, left, quantity.start, before)
    item.noun_after = "" if handed else _noun(text, quantity.end, _first_verb(after, right), after)
    if (
        handed
        and text[quantity.end : right][:1] not in {"", "的"}
        and not any(mark.kind in _OPEN for mark in segment.marks if quantity.end <= mark.start < right)
    ):
        item.noun_after = _noun(
            text, quantity.end, right, [mark for mark in segment.marks if quantity.end <= mark.start < right]
        )
    item.verb = _govern(item)
    item.acts = frozenset(mark.word for mark in (*before, *after) if mark.kind is Kind.ACT)
    item.approximate = approximate(item)
    return item


def _first_verb(after: list[Mark], right: int) -> int:
    return next(
        (mark.start for mark in after if mark.kind in _OPEN - {Kind.ACT, Kind.WEAK} or mark.kind is Kind.ALREADY), right
    )


def _noun(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Return what is left of a stretch without the words of the lexicon."""
    kept, place = [], start
    for mark in marks:
        if mark.start >= end:
            break
        kept.append(text[place : mark.start])
        place = mark.end
    kept.append(text[place:end] if place < end else "")
    return "".join(character for character in "".join(kept) if character not in _LINKS)


def _govern(item: Item) -> Kind | None:
    """Return the state the words around an amount give it; words after it can only take away or, alone, give."""
    before, after = fold(item.before), fold(item.after)
    if after in {Kind.NOT, Kind.PREPARE}:
        return after
    if before in {None, Kind.ACT, Kind.WEAK}:
        return after if after is not None and not (before is Kind.ACT and after is Kind.WEAK) else before
    if before is Kind.START and after in {Kind.DONE, Kind.LATER}:
        return after
    return before


def _set_scope(item: Item) -> None:
    """Set mood, time and 其中 at the amount: those in force at its segment, then the words before it."""
    segment = item.segment
    mood = segment.mood.kind if segment.mood else None
    time = segment.time.kind if segment.time else None
    subset, corrected, total = segment.subset, False, False
    for mark in segment.marks:
        if mark.start >= item.quantity.start:
            break
        if mark.kind in {Kind.FUTURE, Kind.SHOULD}:
            mood = mark.kind
        elif mark.kind in _SCOPES:
            time, total = mark.kind, False
        elif mark.kind in {Kind.NOW, Kind.THIS_YEAR}:
            time = None
            total = total or mark.kind is Kind.NOW
            subset = subset and mark.kind is not Kind.THIS_YEAR
        elif mark.kind is Kind.TOTAL:
            time = (
                None
                if time is not Kind.PRIOR
                and time is not Kind.STOCK
                and mark.word != "实际"
                and time is not Kind.EARLIER
                else time
            )
            total = True
        elif mark.kind is Kind.SUBSET:
            subset = True
            time = None if time is Kind.STOCK else time
        elif mark.kind is Kind.CORRECT:
            corrected, time = True, None if time in {Kind.EARLIER, Kind.MONTH} else time
        elif mark.kind is Kind.WRONG:
            corrected = False
    item.mood, item.time, item.subset, item.corrected, item.total = mood, time, subset, corrected, total
    item.later = not any(mark.kind is Kind.DONE for mark in (*item.before, *item.after)) and any(
        mark.kind is Kind.LATER for mark in (*item.before, *item.after)
    )
    item.aspect = any(mark.kind in _ASPECT for mark in (*item.before, *item.after))


def _list_head(item: Item, number: int, items: list[Item]) -> Item | None:
    """Return the amount before it in the same list, when only nouns stand between them."""
    if not items:
        return None
    last = items[-1]
    near = (
        last.segment is item.segment
        or last.segment.clause == item.segment.clause
        or last.segment.part == item.segment.part
    )
    if not near or last.share is not item.share or item.segment.bracket is not last.segment.bracket:
        return None
    if item.has(Kind.TOTAL, Kind.NOW, Kind.ALREADY):
        return None
    _ = number
    return last


def _look_ahead(segments: list[Segment], place: int, items: list[Item]) -> None:
    """Give amounts of a list without words of their own the state of its last member (2个中心、13个站已完工)."""
    segment = segments[place]
    if not items or items[-1].segment is not segment or items[-1].role is Role.OTHER:
        return
    last = items[-1]
    if last.verb is None or last.before and any(mark.kind in _OPEN for mark in last.before):
        return
    for item in reversed(items[:-1]):
        if (
            item.segment.clause != segment.clause
            or item.verb is not None
            or item.role not in {Role.LABEL, Role.OTHER}
            or item.after
        ):
            break
        item.role, item.rule = last.role, f"随后：{last.rule}"


def noun_of(words: str) -> str:
    """Return a stretch without the words of the lexicon: what it is about."""
    return _noun(words, 0, len(words), scan(words, []))


def pair_respectively(items: list[Item], segments: list[Segment], text: str) -> None:
    """Give the amounts after 分别 the nouns before it, one each, where there are as many."""
    for segment in segments:
        mark = next((mark for mark in segment.marks if mark.kind is Kind.RESPECTIVE), None)
        if mark is None:
            continue
        start = min(other.start for other in segments if other.clause == segment.clause)
        nouns = [noun_of(piece) for piece in _JOINED.split(text[start : mark.start])]
        nouns = [noun for noun in nouns if noun]
        row = _row_after(items, segment, mark)
        if len(row) != len(nouns) or len(row) < 2:
            continue
        for item, noun in zip(row, nouns, strict=True):
            item.noun_before, item.noun_after = noun, ""
            if item.role is Role.OTHER or (item.role is not row[0].role and item.rule.startswith("并列")):
                item.role, item.rule = (Role.LABEL if row[0].role is Role.OTHER else row[0].role), "分别"


def _row_after(items: list[Item], segment: Segment, mark: Mark) -> list[Item]:
    row: list[Item] = []
    for item in items:
        if item.quantity.start < mark.end or item.segment.part != segment.part:
            continue
        if row and item.noun_before:
            break
        row.append(item)
    return row
