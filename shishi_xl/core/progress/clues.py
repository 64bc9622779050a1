"""Clues: which indicator an amount speaks of whose noun is not its name but has something of it (烟感装了650只, of 烟感报警器)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shishi_xl.core.progress.actions import same_action
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS, canonical
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.units import bare, unit_of

_ANY_THING = frozenset({"个", "处", "项", "座", "家", "人", "名", "户"})  # measure words of whatever is counted
_FAR_FROM = 3  # times as many characters as any other indicator has
# What comes with a thing and is none of it: 公厕标识牌, 充电桩操作员.
_BESIDE_IT = re.compile(
    r"(?:标识|标志|标牌|牌|围挡|房|亭|间|方案|图|册|证|卡|书|表|材料|设备|设施|项目|工程|机构|试压|吹扫|勘界|配件|零件|[人工职队]员|工人|机械|车辆?|投诉|问题|隐患|资金|款|费|会|活动|宣传|检查|检测|评估|登记|信息|数据|档案|合同|协议|[中里内])$"
)
_OF_ANYTHING = frozenset({"完成", "完毕", "到位", "结束", "办结", "落实"})  # 管网试压完成: of a stage as well
_DEED = re.compile("[装建修换铺栽种改发设配植办开挖立架挂测训检演]$")
_SHORT_DEED = re.compile("[装建修换铺栽种改发设配植办开挖立架挂测训检演]了$")


def by_clue(item: Item, profiles: Sequence[Profile], fitting: Sequence[int]) -> int | None:
    """Return the one indicator that has an amount's very measure word and two characters of its noun, None where another may."""
    verbs = {mark.word for mark in (*item.before, *item.after) if mark.kind in {Kind.DONE, Kind.LATER}}
    done = bool(verbs - _OF_ANYTHING) or item.rule == "并列于完成" or _SHORT_DEED.search(item.text_before) is not None
    noun = canonical(_DEED.sub("", item.noun))
    if item.share or item.role not in AMOUNTS:
        return None
    finished = len(profiles) > 1 and not item.noun_before and bool(verbs & _FINISHED_WORK)
    if finished and (site := _by_site(noun, profiles, fitting)) is not None:
        return site
    if len(noun) < 2 or PARTS.search(noun) or _BESIDE_IT.search(noun) or item.noun_after:
        return None
    unit = item.quantity.amount.unit
    shared = {place: len(set(noun) & set(profiles[place].full)) for place in fitting}
    alike = [place for place in fitting if bare(profiles[place].indicator.unit) == unit and shared[place] >= 2]
    # A noun's last word says what it is: 烟感电池 is no 烟感.
    alike = [place for place in alike if noun[-1] in profiles[place].full]
    done = done or ((bool(verbs) or item.aspect) and unit_of(unit) is None)  # 页: nothing else is counted so
    alike = alike if done else [place for place in alike if same_action(profiles[place].acts, item.acts)]
    best = max(alike, key=lambda place: shared[place], default=None)
    alike = [place for place in alike if best is not None and shared[place] * _FAR_FROM > shared[best]]
    others = any(shared[place] * _FAR_FROM > shared[alike[0]] for place in fitting if alike and place not in alike)
    if len(alike) != 1 or others or (len(profiles) == 1 and unit in _ANY_THING):
        return None
    return alike[0]


_FINISHED_WORK = frozenset({"竣工", "完工", "建成", "竣工验收", "完工验收", "通过验收", "投用", "投入使用"})  # not 通电
_SITE = re.compile("村|社区|小区|学校|医院|路口|路段|街道|乡镇")


def _by_site(noun: str, profiles: Sequence[Profile], fitting: Sequence[int]) -> int | None:
    """Return the one indicator whose name tells the kind of place that an amount counts (8个村已竣工通水, of 行政村生活污水治理)."""
    named = [place for place in fitting if noun in profiles[place].full]
    return named[0] if len(named) == 1 and _SITE.fullmatch(noun) else None


_MORE = re.compile("[又再新增]")


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
