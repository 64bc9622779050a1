"""By units: a row of things before a row of amounts that only their units tell apart (更换灯头、新立灯杆1140盏和182基)."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.nouns import JOINED, noun_of
from shishi_xl.core.progress.roles import Item
from shishi_xl.core.units import bare
from shishi_xl.patterns import regex

_BETWEEN = regex("[、和与及/]?")
_LIKE = 0.5  # from which likeness on a piece may name an indicator


def pair_by_units(items: Sequence[Item], segments: Sequence[Segment], text: str, profiles: Sequence[Profile]) -> None:
    """Give each amount of a row its name from the row before it, where every name is one indicator's and every unit fits no other."""
    for segment in segments:
        if len(profiles) < 2 or segment.has(Kind.RESPECTIVE):
            continue
        row = _row_from(next((item for item in items if item.segment is segment), None), items, text)
        start = min(other.start for other in segments if other.clause == segment.clause)
        pieces = [piece for piece in JOINED.split(text[start : row[0].quantity.start]) if piece] if row else []
        if len(row) < 2 or len(pieces) != len(row):
            continue
        named = [_named(piece, profiles) for piece in pieces]
        known = [profile for profile in named if profile is not None]
        if len(known) != len(row) or not _each_fits_one(row, known):
            continue
        for item, profile in zip(row, known, strict=True):
            item.noun_before, item.noun_after, item.paired = profile.full, "", True
            item.role, item.rule, item.acts = row[0].role, row[0].rule, item.acts or profile.acts


def _row_from(first: Item | None, items: Sequence[Item], text: str) -> list[Item]:
    """Return an amount with those that follow it with nothing but a joining sign between."""
    row: list[Item] = []
    for item in items:
        if first is None or item.quantity.start < first.quantity.start:
            continue
        if row and _BETWEEN.fullmatch(text[row[-1].quantity.end : item.quantity.start]) is None:
            break
        row.append(item)
    return row


def _named(piece: str, profiles: Sequence[Profile]) -> Profile | None:
    """Return the one indicator that a piece is like."""
    noun = noun_of(piece)
    scored = sorted(((known.likeness(noun), place) for place, known in enumerate(profiles)), reverse=True)
    clear = noun and scored[0][0] >= _LIKE and scored[0][0] > scored[1][0]
    return profiles[scored[0][1]] if clear else None


def _each_fits_one(row: Sequence[Item], known: Sequence[Profile]) -> bool:
    """Return whether every amount is told in the unit of its place's indicator or fits only that one."""
    units = [bare(profile.indicator.unit) for profile in known]
    if len(set(units)) == len(units) and [item.quantity.amount.unit for item in row] == units:
        return True
    return all(
        profile.fits(item.quantity.amount.unit) is (place == at)
        for at, item in enumerate(row)
        for place, profile in enumerate(known)
    )
