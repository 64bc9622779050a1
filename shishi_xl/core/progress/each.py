"""Each: what several places have alike, told once for all of them (东城、西城各建成5座; 6个镇各建成2座)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, scan
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.nouns import JOINED
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.units import tidy

_DID = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, Kind.ALREADY, Kind.TOTAL, Kind.WEAK})
_NAMED_NUMBER = re.compile(r"[一-龥]{0,5}$")  # 3个(街道)各建成2座
_NAME = re.compile(r"[A-Za-z\d一-龥]{1,12}$")
_OTHERS_TOO = re.compile(r"等(?:地|处|镇|街道|片区|乡镇)?$")


def give_to_each(items: list[Item], segments: Sequence[Segment], text: str, profiles: Sequence[Profile]) -> None:
    """Multiply the amounts that each of several places has; they count for nothing where it is not told how many places."""
    for segment in segments:
        row = [item for item in items if item.segment.clause == segment.clause and item.role in AMOUNTS]
        each = _each(segment)
        if each is None or not (row := [item for item in row if item.quantity.start >= each]):
            continue
        start, names = _names(segment, segments, text, each)
        if len(names) > 1 and _are_indicators(names, profiles):
            continue
        places = _number_before(segment, text, each) or (0 if _OTHERS_TOO.search(text[:each]) else len(names))
        for item in row:
            if item.share or not (item is row[0] or item.inherited in row):
                continue
            if places < 2:
                item.role, item.rule = Role.EACH, "各处相同，不知几处"
                continue
            amount = item.quantity.amount
            item.quantity = replace(
                item.quantity, amount=replace(amount, value=tidy(amount.value * places)), start=start
            )
            item.noun_before, item.rule = "", f"{places}处各相同"


def _each(segment: Segment) -> int | None:
    """Return where 各 stands before what was done or how many (各建成5座, 各5座), not before a name (各镇建成5座)."""
    starts = {mark.start for mark in segment.marks if mark.kind in _DID}
    starts |= {quantity.start for quantity in segment.quantities}
    return next((mark.start for mark in segment.marks if mark.word == "各" and mark.end in starts), None)


def _number_before(segment: Segment, text: str, each: int) -> int:
    """Return how many places an amount right before 各 tells, 0 where none does."""
    before = [quantity for quantity in segment.quantities if quantity.end <= each]
    if not before or not _NAMED_NUMBER.match(text[before[-1].end : each]):
        return 0
    return int(before[-1].amount.value)


def _names(segment: Segment, segments: Sequence[Segment], text: str, each: int) -> tuple[int, list[str]]:
    """Return where the list of names right before 各 begins, and the names."""
    start = segment.start
    for near in _listed_before(segment, segments):
        start = near.start
    names = [name for name in re.split(rf"[、，]|{JOINED.pattern}", text[start:each]) if name]
    return start, names if all(_NAME.match(name) for name in names) else []


def _listed_before(segment: Segment, segments: Sequence[Segment]) -> Iterator[Segment]:
    place = segments.index(segment)
    for near in reversed(segments[:place]):
        if near.closer != "、" or near.quantities:
            return
        yield near


def _are_indicators(names: Sequence[str], profiles: Sequence[Profile]) -> bool:
    """Return whether names are what is counted, not where (公厕、垃圾站各建成5座; 新建、改造各3座)."""
    acting = any(mark.kind is Kind.ACT for name in names for mark in scan(name, []))
    return len(profiles) > 1 and (acting or any(known.likeness(name) for known in profiles for name in names))
