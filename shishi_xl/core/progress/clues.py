"""Clues: which indicator an amount speaks of whose noun is not its name but has something of it (烟感装了650只, of 烟感报警器)."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.actions import same_action
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS, canonical
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.units import bare, unit_of
from shishi_xl.patterns import regex

_ANY_THING = frozenset({"个", "处", "项", "座", "家", "人", "名", "户"})  # measure words of whatever is counted
_FAR_FROM = 3  # times as many characters as any other indicator has
# What comes with a thing and is none of it: 公厕标识牌, 充电桩操作员.
_BESIDE_IT = regex(
    r"(?:标识|标志|标牌|牌|围挡|房|亭|间|方案|图|册|证|卡|书|表|材料|设备|设施|项目|工程|机构|试压|吹扫|勘界|配件|零件|[人工职队]员|工人|机械|车辆?|投诉|问题|隐患|资金|款|费|会|活动|宣传|检查|检测|评估|登记|信息|数据|档案|合同|协议|[中里内])$"
)
_OF_ANYTHING = frozenset({"完成", "完毕", "到位", "结束", "办结", "落实"})  # 管网试压完成: of a stage as well
_DEED = regex("[装建修换铺栽种改发设配植办开挖立架挂测训检演]$")
_SHORT_DEED = regex("[装建修换铺栽种改发设配植办开挖立架挂测训检演]了$")


def by_clue(item: Item, profiles: Sequence[Profile], fitting: Sequence[int]) -> int | None:
    """Return the one indicator that has an amount's very measure word and two characters of its noun, None where another may."""
    if item.share or item.role not in AMOUNTS:
        return None
    noun, unit = canonical(_DEED.sub("", item.noun)), item.quantity.amount.unit
    verbs = {mark.word for mark in (*item.before, *item.after) if mark.kind in {Kind.DONE, Kind.LATER}}
    if not item.noun_before and len(profiles) > 1 and verbs & _FINISHED_WORK:
        return _by_site(noun, profiles, fitting)
    if item.noun_after or len(noun) < 2 or PARTS.search(noun) or _BESIDE_IT.search(noun):
        return None
    if len(profiles) == 1 and unit in _ANY_THING:
        return None
    shared = {place: len(set(noun) & set(profiles[place].full)) for place in fitting}
    best = max(fitting, key=lambda place: shared[place])
    if any(shared[place] * _FAR_FROM > shared[best] for place in fitting if place != best):
        return None
    known = profiles[best]
    # A noun's last word says what it is: 烟感电池 is no 烟感.
    named = shared[best] > 1 and noun[-1] in known.full and bare(known.indicator.unit) == unit
    return best if named and (_is_done(item, verbs) or same_action(known.acts, item.acts)) else None


def _is_done(item: Item, verbs: set[str]) -> bool:
    """Return whether an amount is surely finished, by a word that no mere stage comes to or a unit nothing else is counted in (页)."""
    sure = bool(verbs - _OF_ANYTHING) or item.rule == "并列于完成" or _SHORT_DEED.search(item.text_before) is not None
    return sure or ((bool(verbs) or item.aspect) and unit_of(item.quantity.amount.unit) is None)


_FINISHED_WORK = frozenset({"竣工", "完工", "建成", "竣工验收", "完工验收", "通过验收", "投用", "投入使用"})  # not 通电
_SITE = regex("村|社区|小区|学校|医院|路口|路段|街道|乡镇")


def _by_site(noun: str, profiles: Sequence[Profile], fitting: Sequence[int]) -> int | None:
    """Return the one indicator whose name tells the kind of place that an amount counts (8个村已竣工通水, of 行政村生活污水治理)."""
    named = [place for place in fitting if noun in profiles[place].full]
    return named[0] if len(named) == 1 and _SITE.fullmatch(noun) else None


_MORE = regex("[又再新增]")


def goes_on(item: Item, known: Profile, *, alone: bool) -> bool:
    """Return whether an amount goes on about the indicator just spoken of, whatever its noun.

    A period is said to have added more of it (6月又增放85万尾), or it is the one that is measured so and its verb is told
    (桥梁方面，13座加固后解除限载).
    """
    if item.share or item.quantity.amount.unit != bare(known.indicator.unit):
        return False
    more = item.role is Role.MONTH and _MORE.search(item.text_before) is not None
    acted = alone and item.role in AMOUNTS and not item.noun_before and bool(known.acts & item.acts)
    return more or acted
