"""Asides: what a bracket right behind an amount says it is: expected only (2320人（预计）), or the month's alone (3座（6月）)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shishi_xl.core.progress.roles import AMOUNTS, Item, Role

_EXPECTED = re.compile(r"\(含?(?:预计|预估|估计|估算|暂估|初步|计划)[^()，。；\d]{0,4}(?:\d{1,2}月[^()\d]{0,3})?\)")
_OF_THE_MONTH = re.compile(r"\((?:仅?(?:本月|当月|本期|当期)|(?<!-)\d{1,2}月)份?(?:数据?|新增|完成|当月)?\)")


def hear_asides(items: Sequence[Item], text: str) -> None:
    """Change the roles of amounts that the bracket right behind them takes back."""
    for item in items:
        if item.role not in AMOUNTS:
            continue
        if _EXPECTED.match(text, item.quantity.end):
            item.role, item.rule = Role.UNSURE, "括注说是预计的"
        elif _OF_THE_MONTH.match(text, item.quantity.end):
            item.role, item.rule = Role.MONTH, "括注说是当月的"
