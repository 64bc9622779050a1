"""Products: so many in each of so many places, where both are told (在4个海岛乡各建1座; 全县14个乡镇，每个乡镇建设2个)."""

from __future__ import annotations

from dataclasses import replace

from shishi_xl.core.quantities import Bound
from shishi_xl.core.target_mentions import Mention, clause_of
from shishi_xl.core.target_words import IN_ALL, VERB
from shishi_xl.core.units import Dimension, tidy
from shishi_xl.patterns import regex

_PLACES = "(?:苏木乡?镇?|嘎查|团场|乡镇|镇街|街镇|街道|镇|乡|行政村|村|社区|园区|小区|学校|县|区|旗)"
_IN_EACH = regex(
    rf"[一-龥]{{0,6}}?{_PLACES}[中里内]?，?(?:各|每个?{_PLACES})(?:自|均|都|新|再)?(?P<told>(?:{VERB.pattern}|[建设配])[一-龥“”]{{0,12}})"
)


# A verb of one character as the vocabulary knows it.
_IN_FULL = {"建": "建设", "设": "设置", "配": "配备"}


def multiplied(mentions: list[Mention], text: str) -> list[Mention]:
    """Return the mentions with so many in each made so many in all; the places, and a sum told behind, are taken out.

    Where a sum is told that is another one (各建1处，共20处) all stays as it is.
    """
    found: list[Mention] = []
    sums: list[Mention] = []
    for mention in mentions:
        places = found[-1] if found else None
        told = _IN_EACH.fullmatch(text, places.quantity.end, mention.quantity.start) if places is not None else None
        if mention in sums or places is None or told is None or not _are_plain(places, mention):
            found += [mention] if mention not in sums else []
            continue
        total = tidy(places.quantity.amount.value * mention.quantity.amount.value)
        later = [one for one in mentions if one.sentence == mention.sentence and one.start > mention.start]
        summed = [one for one in later if IN_ALL.search(clause_of(one))]
        if any(one.quantity.amount.value != total for one in summed):
            found.append(mention)
            continue
        sums += summed
        found[-1] = _product(places, mention, total, told["told"])
    return found


def _product(places: Mention, each: Mention, total: float, told: str) -> Mention:
    amount = replace(each.quantity.amount, value=total)
    words = told if VERB.match(told) else _IN_FULL[told[0]] + told[1:]
    verb = VERB.search(words)
    return replace(
        each,
        quantity=replace(each.quantity, amount=amount),
        written=f"{total:g}{amount.unit}",
        before=words,
        lead=words,
        verb=verb[0] if verb else each.verb,
        start=places.start - len(clause_of(places)) + len(words),  # the words cited begin with the places
    )


def _are_plain(places: Mention, each: Mention) -> bool:
    """Return whether both are plain counts of one sentence."""
    pieces = all(
        one.quantity.amount.dimension is Dimension.PIECES and one.quantity.amount.bound is Bound.EXACT
        for one in (places, each)
    )
    return pieces and places.sentence == each.sentence and not places.subset
