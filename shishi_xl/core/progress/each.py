"""Each: what several places or indicators have alike, told once for all of them (东城、西城各建成5座; 6个镇各建成2座)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shishi_xl.core.numerals import number_of
from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, Mark, scan
from shishi_xl.core.progress.matching import WAYS, Profile, is_agent, is_place
from shishi_xl.core.progress.nouns import JOINED
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.units import bare, tidy
from shishi_xl.patterns import regex

_DID = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, Kind.ALREADY, Kind.TOTAL, Kind.WEAK})
_ALIKE = frozenset({"各", "各自"})
_ALL_ALIKE = frozenset({"均", "都", "均已", "都已"})  # of places told before them; else all that there is
_NAMED_NUMBER = regex(r"[一-龥]{0,5}已?$")  # 3个(街道)各建成2座
_SO_MANY = regex(r"[一-龥]([两二三四五六七八九十])个?(?:片区?|镇街?|乡镇?|村|街道?|园区|社区|地)$")  # 东西两片
_NUMERALS = frozenset("一二三四五六七八九十")
_NAME = regex(r"[A-Za-z\d一-龥]{1,12}$")
_OTHERS_TOO = regex(r"等(?:地|处|镇|街道|片区|乡镇)?$")


def give_to_each(items: list[Item], segments: Sequence[Segment], text: str, profiles: Sequence[Profile]) -> None:
    """Multiply the amounts that each of several places has, and give one told of several indicators to each of them.

    They count for nothing where it is not told how many places there are, or whether the names before them are places.
    """
    for place, segment in enumerate(segments):
        mark = _mark(segment)
        row = [item for item in items if mark is not None and _is_told_by(item, mark, segment)]
        if mark is None or not row:
            continue
        start, names = _names(segments, place, text, mark.start)
        things = [name for name in names if _is_thing(name, profiles)]
        if things and not (len(profiles) == 1 and len(things) == len(names)):  # 新建、改造公厕各5座 are all of one
            _give(items, row, [name for name in things if not _acts(name)], profiles)
            continue
        named = any(known.likeness(row[0].noun_before) for known in profiles)  # 张村、李庄各建成公厕5座
        where = named or bool(things) or all(map(_is_where, names))
        unsure = not where or _OTHERS_TOO.search(text, start, mark.start)
        places = _number_before(segment, text, mark.start) or (0 if unsure else len(names))
        for item in row:
            if places > 1:
                _multiply(item, places, start, text[start : mark.start], profiles)
            elif mark.word in _ALIKE:
                item.role, item.rule = Role.EACH, "各处相同，不知几处"


_HOLDER = regex(
    "(?P<by>按)?每(?P<what>[一-龥]{1,3}?)(?:楼|房)?(?P<alike>都|均)?(?:是|为|有|各|设|配置?|安装|建设?|需|能)*$"
)
_BY_RULE = regex("(?:的(?:标准|规格|要求))?(?:配置|配备|设置|安装|布设|建设)")


def count_what_each_holds(items: Sequence[Item], profiles: Sequence[Profile]) -> None:
    """Count things that each hold so many of what is asked for (每栋都是24套，已有15栋竣工: 360套); where not all hold as many they count for nothing."""
    holders = [(item, told) for item in items if item.role is Role.EACH and (told := _HOLDER.search(item.text_before))]
    for each, told in holders:
        unit = each.quantity.amount.unit
        if not any(unit == bare(known.indicator.unit) for known in profiles):
            continue
        alike = told["alike"] or (told["by"] and _BY_RULE.match(each.text_after))
        for item in items:
            if item.role not in AMOUNTS or item.share or not _is_holder(item, told["what"], unit):
                continue
            if alike and each.quantity.end <= item.quantity.start and each.quantity.amount.bound.is_value:
                amount = each.quantity.amount
                whole = replace(amount, value=tidy(amount.value * item.quantity.amount.value))
                item.quantity = replace(item.quantity, amount=whole, start=each.segment.start)  # its words tell both
                item.noun_after, item.rule = "", f"每{told['what']}{amount.value:g}{unit}"
            else:
                item.role, item.rule = Role.OTHER, f"{told['what']}的数，不是{unit}数"


def _is_holder(item: Item, what: str, unit: str) -> bool:
    own = item.quantity.amount.unit
    return own != unit and (own == what or (own in {"个", "座"} and item.noun_after.startswith(what)))


def _give(items: list[Item], row: Sequence[Item], names: Sequence[str], profiles: Sequence[Profile]) -> None:
    """Give an amount told of things to each indicator that is one of them (公厕、垃圾站各建成5座), none of it to the others."""
    known = {id(_indicator_named(name, profiles)) for name in names}
    if len(row) == 1 and names and len(known) == len(names):
        place = next(number for number, item in enumerate(items) if item is row[0])
        items[place : place + 1] = [_for(name, row[0]) for name in names]


def _mark(segment: Segment) -> Mark | None:
    """Return the 各 or 均 before what was done or how many (各建成5座, 各5座), not before a name (各镇建成5座)."""
    starts = {mark.start for mark in segment.marks if mark.kind in _DID}
    starts |= {quantity.start for quantity in segment.quantities}
    words = _ALIKE | _ALL_ALIKE
    return next((mark for mark in segment.marks if mark.word in words and mark.end in starts), None)


def _is_told_by(item: Item, mark: Mark, segment: Segment) -> bool:
    """Return whether an amount is the first after 各 or goes on the list of that one."""
    head = item
    while head.inherited is not None and head.quantity.start > mark.end and head.inherited.quantity.start > mark.start:
        head = head.inherited
    first = next((quantity for quantity in segment.quantities if quantity.start >= mark.end), None)
    counts = item.role in AMOUNTS or (item.role is Role.OTHER and item.quantity.start == mark.end)
    return counts and not item.share and head.quantity is first and item.segment.clause == segment.clause


def _multiply(item: Item, places: int, start: int, names: str, profiles: Sequence[Profile]) -> None:
    amount = item.quantity.amount
    whole = replace(amount, value=tidy(amount.value * places))
    item.quantity = replace(item.quantity, amount=whole, start=start)
    if not any(known.likeness(item.noun_before) for known in profiles):
        item.noun_before = ""
    item.role = Role.LABEL if item.role is Role.OTHER else item.role
    item.rule, item.told_for = f"{places}处各相同", names


def _for(name: str, item: Item) -> Item:
    """Return an amount as that of one of the things it is told of."""
    return replace(item, noun_before=name, noun_after="", paired=True)


def _number_before(segment: Segment, text: str, end: int) -> int:
    """Return how many places an amount right before 各 tells, 0 where none does."""
    if (told := _SO_MANY.search(text, segment.start, end)) is not None:
        return int(number_of(told[1]) or 0)
    before = [quantity for quantity in segment.quantities if quantity.end <= end]
    if not before or not _NAMED_NUMBER.match(text[before[-1].end : end]):
        return 0
    return int(before[-1].amount.value)


def _names(segments: Sequence[Segment], place: int, text: str, end: int) -> tuple[int, list[str]]:
    """Return where the list of names right before 各 begins, and the names."""
    start = segments[place].start
    for near in reversed(segments[:place]):
        if near.closer != "、" or near.quantities:
            break
        start = near.start
    names = [name for name in re.split(rf"[、，]|{JOINED.pattern}", text[start:end]) if name]
    return start, names if all(_NAME.match(name) for name in names) else []


def _is_where(name: str) -> bool:
    """Return whether a name says where, who or how; 一、二 of 一、二、三标段 do."""
    return is_place(name) or is_agent(name) or name in WAYS or name in _NUMERALS


def _is_thing(name: str, profiles: Sequence[Profile]) -> bool:
    """Return whether a name is of an indicator, or of what is done to it, and says not where."""
    return _indicator_named(name, profiles) is not None or _acts(name)


def _indicator_named(name: str, profiles: Sequence[Profile]) -> Profile | None:
    """Return the indicator that a name names (公厕、垃圾站各建成5座), None where it says where."""
    best = max(profiles, key=lambda known: known.likeness(name), default=None)
    return best if best is not None and best.likeness(name) else None


def _acts(name: str) -> bool:
    return any(mark.kind is Kind.ACT for mark in scan(name, []))
