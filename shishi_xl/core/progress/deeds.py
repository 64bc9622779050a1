"""Deeds: verbs the lexicon does not know, told with an indicator's own name."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.addressing import of_people
from shishi_xl.core.progress.conditions import only_there
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS, likeness
from shishi_xl.core.progress.matching import EXAMINING, Profile
from shishi_xl.core.progress.predicates import delivers, receives
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.stages import SURE
from shishi_xl.core.units import Dimension, unit_of

_ON_PEOPLE_OR_LAND = frozenset({Dimension.PERSONS, Dimension.HOUSEHOLDS, Dimension.AREA})


def carried_out(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether 落实 says that what an indicator is about was done (保护性耕作落实54.5万亩), not that a place was found."""
    unit, words = unit_of(item.quantity.amount.unit), [mark.word for mark in item.before if mark.kind is Kind.PREPARE]
    if item.role is not Role.PREPARE or set(words) != {"落实"} or item.after or unit is None:
        return False
    named = any(known.likeness(item.noun_before) >= SURE for known in profiles if known.fits(item.quantity.amount.unit))
    return named and unit.dimension in _ON_PEOPLE_OR_LAND


EXAMINED = "检查即筛查"


def examined(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether 检查 with an indicator's own name is the examination it asks for (“两癌”检查5460名), or a list goes on with one."""
    if item.role is not Role.PREPARE or item.after:
        return False
    named = [
        known
        for known in profiles
        if known.likeness(item.noun_before) >= SURE and known.fits(item.quantity.amount.unit)
    ]
    goes_on = item.inherited is not None and item.inherited.rule == EXAMINED and item.verb is None
    words = {mark.word for mark in item.before if mark.kind is Kind.PREPARE}
    return any(goes_on or (words == {"检查"} and known.acts & EXAMINING) for known in named)


def know_delivery(item: Item, profiles: Sequence[Profile]) -> None:
    """Count an amount nothing known governs where its noun is the indicator's with a verb of delivery (7家中心开门纳客)."""
    noun = item.noun_after
    if not only_there(item) or item.handed or item.followed_by(Kind.VAGUE) or PARTS.search(noun):
        return
    for known in profiles:
        if of_people(item) and receives(item.text_after, known.indicator.name):  # 4050名学员拿到急救员证
            item.role, item.rule, item.noun_after = Role.DONE, "得到的人", ""
            return
        if _done_for(item, known):
            item.role, item.rule, item.noun_before, item.noun_after = Role.DONE, "为N人做了", "", known.core
            return
        places = range(2, len(noun) - 1) if known.fits(item.quantity.amount.unit) else ()
        if any(delivers(noun[place:]) and likeness(noun[:place], known.core) >= 0.5 for place in places):
            item.role, item.rule, item.noun_after = Role.DONE, "未知的动作", known.core
            return


def _done_for(item: Item, known: Profile) -> bool:
    """Return whether people counted are those for whom an indicator's own deed was done (已为712名残疾人适配轮椅)."""
    deed = known.full[-2:]
    return of_people(item) and item.aspect and item.text_before.endswith(("为", "给", "对")) and deed in item.text_after
