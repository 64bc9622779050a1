"""Bases: amounts that the next one is told out of (18座公厕中，11座已开放)."""

from __future__ import annotations

from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.roles import Item
from shishi_xl.patterns import regex


def tells_out_of(item: Item) -> bool:
    """Return whether an amount is told for what follows to be some of it (18座公厕中，11座已开放)."""
    last = item.segment.quantities[-1] is item.quantity
    within = item.text_after.endswith(("中", "里", "里面", "里头", "当中"))
    return last and item.segment.closer == "，" and fold(item.before) is None and within


def is_base(item: Item) -> bool:
    """Return whether the next amount is told out of this one (13个服务站开工13个), not beside it (8个站和10个点)."""
    following = next((one for one in item.segment.quantities if one.start > item.quantity.start), None)
    measures = {one.amount.dimension for one in (item.quantity, following)} if following is not None else set()
    alike = len(measures) == 1 or None in measures  # not 18个小区3260户: two measures of one thing
    alone = item.verb is None and not item.noun_before and alike and not item.text_after.endswith(("和", "与", "及"))
    if tells_out_of(item):
        return True
    return item.handed and (
        item.text_after.endswith(("中", "里", "内"))
        or item.text_after.startswith(("里", "当中", "中"))
        or alone
        or _some_follow(item)
        or _has_progress(item)
    )


_ITS_PROGRESS = regex(
    "(?:平均|总体|形象|改造|建设|施工|工程)*(?:进度|完成率|完成度)(?:为|达到?|约|已?达)*$|^(?:均|都|各|已)*(?:完成|做到|干到)(?:了|约)?$"
)


def _has_progress(item: Item) -> bool:
    """Return whether an amount is of things whose progress follows (滨江、和平2个市场改造进度70%): how many, not how many are done."""
    following = next((one for one in item.segment.quantities if one.start > item.quantity.start), None)
    percent = following is not None and following.amount.unit == "%"
    return percent and item.verb is None and _ITS_PROGRESS.search(item.text_after) is not None


_RESULTS = frozenset({Kind.DONE, Kind.LATER, Kind.START, Kind.GOING})


def _some_follow(item: Item) -> bool:
    """Return whether nothing but a state stands between an amount and a smaller one of its unit (观景台2座建成1座)."""
    following = [quantity for quantity in item.segment.quantities if quantity.start > item.quantity.start]
    if not following:
        return False
    between = [mark for mark in item.segment.marks if item.quantity.end <= mark.start < following[0].start]
    told = "".join(mark.word for mark in between) == item.text_after and fold(between) in _RESULTS
    phase = item.noun_before.endswith(("期", "批", "标段")) and not item.before
    acted = [mark.kind for mark in between] == [Kind.ALREADY, Kind.ACT]  # 二期18公里已铺5公里
    only = all(mark.kind in _RESULTS | {Kind.ALREADY} for mark in between)  # not 三标段5000亩完成土地平整3100亩
    right_before = only and between[-1:] and between[-1].end == following[0].start
    of_phase = phase and (acted or (right_before and fold(between) in _RESULTS))  # 二期90个台区完成37个
    amount = item.quantity.amount
    attribute = item.verb is Kind.ACT and item.text_before.endswith("的")  # 新建的18处完工13处
    return (
        (of_phase or (told and (item.verb is None or attribute)))
        and following[0].amount.unit == amount.unit
        and following[0].amount.value <= amount.value
    )
