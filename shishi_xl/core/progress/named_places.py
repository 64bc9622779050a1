"""Named places: amounts told one by one for the places that a project's content lists by name (桃花溪、青木溪、黑石河三条河道)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from shishi_xl.core.progress.contents import amounts_of
from shishi_xl.core.progress.roles import AMOUNTS, Item
from shishi_xl.core.progress.sites import names_in
from shishi_xl.patterns import regex

_LISTED = regex(r"(?P<names>[一-龥、和与及]{5,60}?)等?共?[\d一二两三四五六七八九]+[条个座处所]")


@lru_cache(maxsize=2048)
def places_in(content: str) -> tuple[str, ...]:
    """Return the names of the places that a content lists before their number."""
    listed = (names_in(found["names"]) for found in _LISTED.finditer(amounts_of(content)[0]))
    return next((names for names in listed if len(names) > 1), ())


def tell_for_places(items: Sequence[Item], content: str) -> None:
    """Give amounts told for the listed places the names of these, where all of them are told."""
    names = places_in(content)
    told: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in items:
        place = next((name for name in names if item.noun_before.startswith(name)), None)
        if place is not None and item.role in AMOUNTS and not (item.share or item.total):
            told[item.quantity.amount.unit].setdefault(place, item)
    for of_unit in told.values():
        if len(of_unit) == len(names):
            for place, item in of_unit.items():
                item.told_for, item.noun_before = place, ""
