"""Actions: what is done to things, in classes of verbs that do not stand for each other (新装 against 维修)."""

from __future__ import annotations

import re

from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import EXAMINING, Profile
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.patterns import regex

CREATING = frozenset(
    {
        "新建",
        "新增",
        "增加",
        "增设",
        "新设",
        "新装",
        "新铺",
        "新开",
        "新购",
        "新种",
        "新修",
        "新辟",
        "增建",
        "加装",
        "安装",
    }
)
PAYING = frozenset({"补助", "补贴", "救助", "资助", "发放", "减免", "奖补", "兑付"})
_GRANTING = frozenset({"补助", "补贴", "奖补"})
_PAID_OUT = regex("(?:兑现|发放|拨付|兑付)(?:了|到位)?(?:改造|建设|改厕)?(?:补助|补贴|奖补)(?:资金|款)?(?:了)?$")
_BEARING = regex("惠及[^，。；]{0,10}(?:农户|群众|居民|村民|住户)$")
_UPKEEP = frozenset({"维修", "检测", "监测", "养护", "巡查", "检修"})
_HELPING = frozenset({"帮扶", "惠及", "受益", "安置", "培训", "免除", "保障"})
PLANTING = frozenset(
    {"植树", "造林", "人工造林", "飞播造林", "栽植", "种植", "栽种", "植"}
)  # one action by several names
_TRAINING = frozenset({"参训", "受训", "培训", "轮训"})
_CERTIFIED = regex("[持取获领发得]证|证书|资格证")
_REPAIRS = frozenset({"维修", "修缮"})
_REPLACING = frozenset({"更换", "更新", "换新"})
_TRADES = frozenset({"护岸", "护坡", "清淤", "疏浚"})  # a part of what is done to a river
_RENEWING = frozenset(
    {
        "改造",
        "维修",
        "加固",
        "整治",
        "治理",
        "修缮",
        "拆除",
        "更新",
        "更换",
        "修复",
        "恢复",
        "清淤",
        "疏浚",
        "疏通",
        "清理",
    }
)
_ACTIONS = "|".join(sorted((CREATING | _RENEWING | {"改建", "扩建", "迁建"}) - {"增加"}, key=len, reverse=True))
_TOGETHER = regex(rf"({_ACTIONS})(?:[、和与及或/]|以及)({_ACTIONS})|(新)(改|扩|改扩)(建)")


def done_with_more(item: Item, known: Profile) -> bool:
    """Return whether an amount is told of two actions of which the indicator asks for one (新改建公厕26座, where 新建 is asked)."""
    told = _TOGETHER.search(re.split("[，；。：]", item.context)[-1])
    if told is None or item.subset or item.paired or len(known.acts) != 1:
        return False
    acts = {told[1], told[2]} if told[1] else {told[3] + told[5], *(act + "建" for act in told[4])}
    name = known.indicator.name
    return bool(known.acts & acts) and not all(act in name for act in acts)


def same_action(asked: frozenset[str], told: frozenset[str]) -> bool:
    return bool(asked & told) or any(asked & alike and told & alike for alike in (PLANTING, EXAMINING))


def clash(told: frozenset[str], asked: frozenset[str]) -> bool:
    """Return whether one makes new things and the other mends what is there (新装 against 维修)."""
    if not told or not asked or told & asked:
        return False
    return (told <= CREATING and asked <= _RENEWING) or (told <= _RENEWING and asked <= CREATING)


def another_action(item: Item, known: Profile) -> bool:
    """Return whether things came to be where the indicator is about mending them (新增危房12户), or the other way round."""
    if item.acts and item.acts <= PAYING and known.acts and not known.acts & (PAYING | _HELPING):
        return True  # 210户已领取补助, where they are to have something built
    if item.acts & PAYING and _PAID_OUT.search(item.text_before) and not known.acts & (PAYING | _HELPING):
        return True  # 户厕改造已兑现补助1200户
    if known.acts & (CREATING | _RENEWING) and not known.promised & _HELPING and _BEARING.search(item.context):
        return True  # 管网铺设15公里，惠及农户1850户
    if item.acts and item.acts <= _UPKEEP and not (known.acts | known.promised) & _UPKEEP:
        return True  # 公厕维修6座, where new ones are built
    if item.acts and known.acts & _GRANTING and not item.acts & (PAYING | _HELPING):
        return True  # 改厕3412户, where subsidies are to be paid
    if item.acts and item.acts <= _TRAINING and _CERTIFIED.search(known.full) and not known.acts & _TRAINING:
        return "证" not in item.noun + item.text_after  # 参训1150人, where 持证人员 are counted
    if item.acts & _GRANTING and known.core.endswith("贷款"):
        return True  # 发放创业补贴120万元, where 创业贷款 are to be paid out
    if item.verb is Kind.ACT and item.acts and item.acts <= _REPAIRS and known.acts and known.acts <= _REPLACING:
        return True  # 维修路灯120盏, where they are to be 更换
    if item.acts and item.acts <= _TRAINING and known.acts == {"扶持"}:
        return True  # 创业培训80人, where 创业 is to be 扶持
    trade = item.role in AMOUNTS and item.acts and item.acts <= _TRADES
    if trade and known.acts and not known.acts & _TRADES:
        return True  # 护岸9.6公里, where rivers are to be 治理
    if item.acts and item.acts <= EXAMINING and known.acts and not known.acts & EXAMINING:
        return True  # 5座桥完成检测, where they are to be 加固
    renewed, created = item.acts <= _RENEWING, item.acts <= CREATING
    other = (created and known.acts <= _RENEWING) or (renewed and known.acts <= CREATING)
    return (
        item.verb is Kind.ACT
        and item.role is not Role.MONTH
        and not item.aspect
        and bool(item.acts)
        and other
        and bool(known.acts)
    )
