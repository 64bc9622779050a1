"""Items: the amounts of a statement gathered with the words that govern them, in order."""

from __future__ import annotations

import re

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, Mark, scan
from shishi_xl.core.progress.matching import PARTS
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.rules import approximate, assign, fold, reaches
from shishi_xl.core.units import Dimension, unit_of

_OPEN = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, Kind.WEAK, Kind.START, Kind.GOING, Kind.NOT, Kind.PREPARE})
_ASPECT = frozenset({Kind.ALREADY, Kind.TOTAL, Kind.NOW, Kind.DONE, Kind.LATER, Kind.ALL, Kind.CORRECT})
_SCOPES = frozenset({Kind.MONTH, Kind.LAST, Kind.EARLIER, Kind.PRIOR, Kind.STOCK})
_JOINED = re.compile(r"[、和与]|以及|(?<![惠普])及(?!时)")
_PARTICLES = frozenset("中里内上下时日月底度年来过处分段方量数批地得着岁：")
_LINKS = frozenset("的“”和与及 ")


def gather(segments: list[Segment], text: str, own: frozenset[str], *, money: bool = False) -> list[Item]:
    """Return the amounts with their roles; `own` are words the indicators' names contain, which never tell against an amount.

    With `money` sums count like other amounts: an indicator is told in 万元.
    """
    items: list[Item] = []
    for place, segment in enumerate(segments):
        _free_own_words(segment, own)
        follower = segments[place + 1] if place + 1 < len(segments) else None
        for number, _ in enumerate(segment.quantities):
            item = _item(segment, number, text)
            item.money_counts = money
            _own_noun(item, items)
            _set_scope(item)
            item.inherited = _list_head(item, number, items)
            _continue(item, items, segments, place, text)
            if (
                number == len(segment.quantities) - 1
                and follower is not None
                and follower.clause == segment.clause
                and follower.quantities == []
            ):
                item.followed = fold(follower.marks)
            head = item.inherited
            item.aspect = item.aspect or (head is not None and head.role is Role.DONE and head.aspect)
            assign(item)
            items.append(item)
        _look_ahead(segments, place, items)
    for item in items:
        if item.role is Role.EXCEPT:
            after = [
                segment
                for segment in segments
                if segment.part == item.segment.part and segment.end > item.quantity.start
            ]
            item.rest_done = any(segment.says_all and segment.has(Kind.DONE, Kind.LATER) for segment in after)
    return items


_LEVEL = re.compile(r"进度[^增新]{0,16}(?:为|达|达到|至|到|是|在|约)$")


def _continue(item: Item, items: list[Item], segments: list[Segment], place: int, text: str) -> None:
    """Set what an amount owes to the one before it (由N到M, 其中) and to a heading before a ：."""
    before = segments[place - 1] if place else None
    headed = before is not None and before.closer == "：" and not before.quantities and before.end - before.start <= 24
    item.excepted = any(
        mark.kind is Kind.EXCEPT
        for near in segments[: place + 1]
        if near.clause == item.segment.clause
        for mark in near.marks
        if mark.start < item.quantity.start
    )
    item.subject_start = before.start if headed and before is not None else item.segment.start
    first = next(segment for segment in segments if segment.part == item.segment.part)
    item.context = text[first.start : item.quantity.start]
    last = items[-1] if items and items[-1].segment.part == item.segment.part else None
    if (
        last is not None
        and last.role is Role.CHANGE
        and last.share is not item.share
        and not item.noun_before
        and reaches(item)
    ):
        item.risen, item.time, item.subject_start = item.share, None, last.subject_start
        item.noun_before = last.noun_before
    if last is not None and last.role is Role.FROM and reaches(item):
        item.risen, item.time, item.noun_before = True, None, last.noun_before + item.noun_before
    if item.share and item.time is Kind.MONTH and _LEVEL.search(item.context):
        item.time = None
    if item.subset and last is not None:
        item.opens_subset = last.opens_subset or last.role in {
            Role.STARTED,
            Role.GOING,
            Role.OTHER,
            Role.TARGET,
            Role.PREPARE,
        }


def _free_own_words(segment: Segment, own: frozenset[str]) -> None:
    """Make a word that would tell against an amount a plain action where the indicator itself is about it (签约, 鉴定)."""
    segment.marks = [
        Mark(Kind.ACT, mark.start, mark.end, mark.word) if mark.kind is Kind.PREPARE and mark.word in own else mark
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
    whole = PARTS.search(item.text_after) is not None  # 5座完成主体: a stage of them is done
    item.noun_after = "" if handed else _noun(text, quantity.end, right if whole else _first_verb(after, right), after)
    if handed:
        item.noun_after = _handed_noun(
            text, quantity.end, right, [mark for mark in segment.marks if quantity.end <= mark.start < right]
        )
    item.handed = handed
    item.verb = _govern(item)
    item.acts = frozenset(mark.word for mark in (*before, *after) if mark.kind is Kind.ACT)
    item.approximate = approximate(item)
    return item


def _handed_noun(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Return the noun after an amount that another follows: up to 和, or all of it where no verb stands in it."""
    gap = _JOINED.search(text, start, end)
    if gap is not None:
        return _noun(text, start, gap.start(), marks)
    return "" if any(mark.kind in _OPEN for mark in marks) else _noun(text, start, end, marks)


def _own_noun(item: Item, items: list[Item]) -> None:
    """Take from an amount the noun that belongs to the one before it (26个小区8200户), unless that has its own (户厕36户公厕5座)."""
    last = items[-1] if items and items[-1].segment is item.segment and items[-1].handed else None
    if last is not None and not last.noun_before and last.noun_after == item.noun_before and item.verb is None:
        item.noun_before = ""


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
    noun = "".join(character for character in "".join(kept) if character not in _LINKS and not character.isdigit())
    return "" if noun in _PARTICLES else noun


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
            item.this_year = item.this_year or (subset and mark.kind is Kind.THIS_YEAR)
            subset = subset and mark.kind is not Kind.THIS_YEAR
        elif mark.kind is Kind.TOTAL:
            time = (
                None
                if time is not Kind.PRIOR
                and time is not Kind.STOCK
                and mark.word != "实际"
                and time not in {Kind.EARLIER, Kind.LAST}
                else time
            )
            total = True
        elif mark.kind is Kind.SUBSET:
            subset = True
            time = None if time is Kind.STOCK else time
        elif mark.kind is Kind.CORRECT:
            corrected, time = True, None if time in {Kind.EARLIER, Kind.LAST, Kind.MONTH} else time
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
    if last.verb is None or (last.before and any(mark.kind in _OPEN for mark in last.before)):
        return
    for item in reversed(items[:-1]):
        if (
            item.segment.clause != segment.clause
            or item.verb is not None
            or item.role not in {Role.LABEL, Role.OTHER}
            or item.after
        ):
            break
        if item.segment is segment and _JOINED.search(item.text_after) is None:  # 18个卫生室中15个已投用
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
        pieces = [piece for piece in _JOINED.split(text[start : mark.start]) if piece]
        acts = [frozenset(word.word for word in scan(piece, []) if word.kind is Kind.ACT) for piece in pieces]
        nouns = [
            noun_of(piece) or (noun_of(pieces[-1]) if verbs else "") for piece, verbs in zip(pieces, acts, strict=True)
        ]
        acts = [verbs for verbs, noun in zip(acts, nouns, strict=True) if noun]
        nouns = [noun for noun in nouns if noun]
        row = _row_after(items, segment, mark)
        if len(row) != len(nouns) or len(row) < 2:
            continue
        for item, noun, verbs in zip(row, nouns, acts, strict=True):
            item.noun_before, item.noun_after, item.paired = noun, "", True
            item.acts = verbs or item.acts
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
