"""Asides: what a bracket or a short clause right behind an amount says it is: only expected (2320人（预计）), or the month's (3座（6月）)."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.patterns import regex

_GUESS = "预计|预估|估计|估算|暂估|预测|估"
_EXPECTED = regex(
    rf"\([^()，。；]{{0,8}}(?:{_GUESS})(?:\d{{1,2}}月)?份?(?:数据?)?(?:\d[\d.]*[一-龥]{{0,2}})?\)|，(?:其中\d{{1,2}}月)?为?(?:{_GUESS})数?(?=[，。；]|$)"
)
_OF_THE_MONTH = regex(
    r"\((?:仅?(?:本月|当月|本期|当期|本周|近一月|[二三四]季度)|(?<!-)(?:[2-9]|1[0-2])月)份?(?:新增|完成|当月)?(?:数据?)?\)"
    r"|\((?:[2-9]|1[0-2])[月.]\d{1,2}日?[-至到](?:\d{1,2}[月.])?\d{1,2}日?\)"
)
_MONTH_BEFORE = regex(r"\((?:本月|当月|本期|当期)\)[^，。；\d()]{0,6}$")
_OF_ANOTHER = regex(
    r"\((?:(?:目标|任务|计划)[数值]?|全[市省国](?:数据?|合计)?|(?:去年|上年|往年)(?:同期)?(?:数据?)?|(?:历年|[两三四五]年)累计"
    r"|(?:均|都|仅|已)?(?:完成|为)?(?:主体|基础|开工|招标|选址|在建)(?:完工|完成|封顶|数)?)\)"
)


def hear_asides(items: Sequence[Item], text: str) -> None:
    """Change the roles of amounts that the words right behind them, or a （本月） before them, take back."""
    for item in items:
        if item.role not in AMOUNTS:
            continue
        if _EXPECTED.match(text, item.quantity.end):
            item.role, item.rule = Role.UNSURE, "括注说是预计的"
        elif _OF_THE_MONTH.match(text, item.quantity.end) or _MONTH_BEFORE.search(text, 0, item.quantity.start):
            item.role, item.rule = Role.MONTH, "括注说是当月的"
        elif _OF_ANOTHER.match(text, item.quantity.end):
            item.role, item.rule = Role.OTHER, "括注说是别的数"
