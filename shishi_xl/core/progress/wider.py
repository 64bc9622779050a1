"""Wider: amounts told of the city or the province beside those of the district that reports."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.patterns import regex

_WIDER = regex("全(?:市|省|国|州|盟|自治区)")
_OURS = regex("[我本](?:区|县|旗|镇|乡|街道)|全[区县旗镇]")
_FINISHED = frozenset({Kind.DONE, Kind.LATER, Kind.ACT})


def set_wider_aside(items: Sequence[Item], text: str) -> None:
    """Let amounts of a wider area count for nothing where our own is told beside them (全市改造1.2万户，我区442户)."""
    for place, item in enumerate(items):
        if not _is_wider(item):
            continue
        ours = [other for other in items[place + 1 :] if other.segment.sentence == item.segment.sentence]
        ours = [
            other
            for other in ours
            if (_OURS.search(other.text_before) and other.share is item.share)
            or (item.share and _OURS.search(text, item.quantity.end, other.quantity.start))
        ]
        if not ours:
            continue
        item.role, item.rule = Role.STOCK, "更大范围的数"
        for other in ours:
            if other.role is Role.SUBSET and other.verb in _FINISHED:
                other.role, other.rule = Role.DONE, "其中我区的"


def _is_wider(item: Item) -> bool:
    told = _WIDER.search(item.text_before) is not None and _OURS.search(item.text_before) is None
    return told and item.role in AMOUNTS
