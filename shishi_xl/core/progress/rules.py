"""Rules: the table that gives each amount its role; the first rule that applies gives the role and its name."""

from __future__ import annotations

from shishi_xl.core.progress.bases import is_base
from shishi_xl.core.progress.changes import adds_to_level, is_added, is_by_how_much_more, reaches, starts_change
from shishi_xl.core.progress.conditions import (
    awaits,
    bare_list,
    corrected_state,
    done_in_subset,
    goes_on_with_share,
    handed_over,
    in_progress,
    is_chainage,
    is_counted,
    is_low_level,
    is_only_a_measure,
    is_only_due,
    is_output,
    is_per_one,
    is_share,
    is_vague,
    newly_done,
    now_done,
    of_task,
    only_at_a_stage,
    only_done,
    only_left,
    only_there,
)
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.roles import Item, Role, Rule
from shishi_xl.core.quantities import Bound
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

_RESTATED = (
    "为目标",
    "作为目标",
    "的目标",
    "目标",
    "的任务",
    "任务",
    "的年度",
    "的全年",
    "的计划",
    "计划中",
    "任务中",
    "目标中",
    "年度任务",
    "目标任务",
    "的总",
    "指标",
)


_LEFT = frozenset({"剩下", "剩余", "余下", "还剩", "剩", "其余", "仅剩", "剩下的", "剩余的"})
COUNTED = "累计加数"
_SURPLUS = ("超了", "超额", "超出", "超计划", "超目标", "超任务", "多出")
CORRECTED = "更正后的数"
ON_TOP = "任务外另做"
_BEYOND = regex("超额|额外|任务外|计划外")
OUT_OF = "总数，后面另说其中多少"
_ADJUSTED = regex(
    "(?:对象|任务|计划|目标|指标)[数量]?[一-龥]{0,2}由[^，。；]*调整[为到至]$"
)  # 改造对象由500户调整为420户
TAKEN_BACK = "后文说没有完成"  # of amounts whose state a clause behind them gives
ACTED, _NAMED = "动作加数", "名称加数"
# How a rule calls the role that an amount has as a member of a list.
BESIDE_NAMED = "并列于名称"
_LISTED = {Role.DONE: "并列于完成", Role.LABEL: BESIDE_NAMED}
SILENT = frozenset({ACTED, _NAMED, *_LISTED.values()})  # no word of their own calls them finished

_INCLUDED = regex("(?:包含|包括|含|计算|统计|计)在[^，。；\\d]{0,14}(?:内|中)$|(?:均|都|已)?(?:包含|包括|含|计)在内$")
_URGED = ("督促", "倒逼", "催促", "敦促", "力促", "同意")
_GROWN_TO = regex("(?:数量(?:已|由|从)?(?:升至|上升[到至])|(?:增至|增加[到至]|扩大[到至]|扩展[到至]))$")
_BUT_FOR = regex(r"除(?!了?险)[^\d，]{2,}外")  # 3个中心除建新社区外均已建成
_STAYED = regex(r"(?:维持|停留|保持|停|止步)[在于]\d{1,2}月[底末]?的?$|仍[为是]上(?:个?月|期)的$")
_VISITED = frozenset({"入户", "已入户", "累计入户", "共入户", "已累计入户"})

RULES: tuple[Rule, ...] = (
    Rule("金额", Role.MONEY, lambda item: item.quantity.amount.dimension is Dimension.MONEY and not is_output(item)),
    Rule("百分点是增减", Role.CHANGE, lambda item: item.quantity.amount.dimension is Dimension.POINTS),
    Rule("区间、概数、近N", Role.UNSURE, lambda item: not item.quantity.amount.bound.is_value),
    Rule("里程桩号", Role.SCALE, is_chainage),
    Rule("已含在别的数里", Role.SUBSET, lambda item: _INCLUDED.search(item.text_after) is not None),
    Rule("每、人均、单个", Role.EACH, is_per_one),
    Rule("下一步的安排", Role.PLAN, lambda item: item.segment.agenda),
    Rule("更正前的数", Role.WRONG, lambda item: item.has(Kind.WRONG) and not item.corrected),
    Rule("由N到M的N", Role.FROM, lambda item: item.text_before.endswith(("由", "从")) or starts_change(item)),
    Rule("比年初增加", Role.DONE, lambda item: item.this_year and item.has(Kind.COMPARE) and is_added(item)),
    Rule("今年净增", Role.DONE, lambda item: (item.this_year or item.has(Kind.THIS_YEAR)) and item.text_before.endswith("净增")),
    Rule("距目标还差", Role.REMAIN, lambda item: item.mood is Kind.SHOULD and item.ends(Kind.REMAIN)),
    Rule("增减", Role.CHANGE, lambda item: (item.has(Kind.RISE, Kind.COMPARE) and not reaches(item)) or item.text_before.endswith(_SURPLUS) or is_by_how_much_more(item) or adds_to_level(item)),
    Rule("往年", Role.PRIOR, lambda item: item.time is Kind.PRIOR),
    Rule("历年存量", Role.STOCK, lambda item: item.time is Kind.STOCK and not now_done(item) and not (item.share and is_share(item))),
    Rule("数量增到了多少", Role.STOCK, lambda item: not (item.share or item.risen or item.has(Kind.DONE)) and _GROWN_TO.search(item.text_before) is not None),
    Rule("停在上期的数上", Role.DONE, lambda item: item.time in {Kind.LAST, Kind.EARLIER} and _STAYED.search(item.text_before) is not None),
    Rule("截至上期", Role.LAST, lambda item: item.time is Kind.LAST),
    Rule("年初的水平", Role.EARLIER, lambda item: item.share and item.text_before.startswith("年初")),
    Rule("以前期间", Role.EARLIER, lambda item: item.time is Kind.EARLIER),
    Rule("剩下的，预计何时完成", Role.PENDING, lambda item: item.text_before in _LEFT and item.followed_by(Kind.FUTURE) and item.mood is None),
    Rule("计划预计", Role.PLAN, lambda item: (item.mood is Kind.FUTURE and not of_task(item)) or (item.followed_by(Kind.FUTURE) and not awaits(item)) or item.text_before.endswith(_URGED)),
    Rule("N/M，M是目标", Role.DONE, lambda item: item.quantity.of_target and item.mood is not Kind.FUTURE and item.verb in {None, Kind.DONE, Kind.ACT, Kind.LATER}),
    Rule("复述目标", Role.TARGET, lambda item: item.text_after.startswith(_RESTATED) and not (item.share and item.verb is Kind.DONE)),
    Rule("按N的计划", Role.TARGET, lambda item: item.text_before.endswith(("按", "按照")) and item.text_after.startswith(("计划", "的计划"))),
    Rule("目标任务", Role.TARGET, lambda item: item.mood is Kind.SHOULD and not item.risen and not item.this_year and not is_only_a_measure(item) and not (item.share and is_share(item))),
    Rule("开工数中已完成的", Role.DONE, lambda item: item.subset and item.opens_subset and (item.verb in {Kind.DONE, Kind.LATER} or (item.verb is Kind.ACT and item.aspect))),
    Rule("并列于开工数中已完成的", Role.DONE, lambda item: item.subset and bare_list(item) and done_in_subset(item.inherited)),
    Rule("其中", Role.SUBSET, lambda item: item.subset),
    Rule("除N外", Role.EXCEPT, lambda item: item.excepted),
    Rule("仅剩、尚余", Role.REMAIN, lambda item: (item.has(Kind.REMAIN) and not only_done(item) and not is_low_level(item)) or only_left(item)),
    Rule("调整后的目标", Role.TARGET, lambda item: item.risen and _ADJUSTED.search(item.context) is not None),
    Rule("由N到M的M", Role.DONE, lambda item: item.risen),
    Rule("当期增量", Role.MONTH, lambda item: item.time is Kind.MONTH),
    Rule(CORRECTED, Role.DONE, lambda item: item.corrected and corrected_state(item) in {None, Kind.DONE, Kind.LATER, Kind.ACT}),
    Rule(ON_TOP, Role.DONE, lambda item: item.has(Kind.REST) and _BEYOND.search(item.text_before) is not None and item.verb in {Kind.ACT, Kind.DONE, Kind.LATER}),
    Rule("其余、另有", Role.PENDING, lambda item: (item.has(Kind.REST) or item.text_before == "余") and (item.verb not in {Kind.DONE, Kind.LATER} or is_only_due(item) or item.text_before.endswith("等"))),
    Rule("有除外的", Role.OTHER, lambda item: item.followed_by(Kind.EXCEPT) and not item.handed and _BUT_FOR.search(item.text_after) is not None),
    Rule("未完成", Role.PENDING, lambda item: item.verb is Kind.NOT),
    Rule("前期或旁事", Role.PREPARE, lambda item: item.verb is Kind.PREPARE),
    Rule("在建", Role.GOING, lambda item: item.verb is Kind.GOING or in_progress(item)),
    Rule("开工", Role.STARTED, lambda item: item.verb is Kind.START),
    Rule("概述的完成", Role.UNSURE, is_vague),
    Rule(OUT_OF, Role.OTHER, is_base),
    Rule("规模的修饰", Role.SCALE, lambda item: item.text_after.startswith(("规模", "标准")) or (item.text_after.startswith("的") and item.verb not in {Kind.DONE, Kind.ACT})),
    Rule("入户", Role.PREPARE, lambda item: (bool(item.acts) and item.text_before.endswith("入户") and not item.after) or item.text_before in _VISITED),
    Rule("已完成", Role.DONE, lambda item: item.verb in {Kind.DONE, Kind.LATER}),
    Rule(ACTED, Role.DONE, lambda item: item.verb is Kind.ACT),
    Rule("已加泛动作", Role.DONE, handed_over),
    Rule(COUNTED, Role.DONE, lambda item: only_there(item) and item.total and is_counted(item)),
    Rule("实际加数", Role.DONE, lambda item: item.verb is None and not (item.share or item.noun_before) and item.text_before.endswith("实际")),
    Rule("其中今年的", Role.DONE, lambda item: item.verb is None and not is_base(item) and not item.share and (item.this_year or item.text_before.endswith("今年的")) and not item.has(Kind.COMPARE)),
    Rule("并列，只到一道工序", Role.GOING, only_at_a_stage),
    Rule("并列", None, lambda item: bare_list(item) and item.inherited is not None and item.inherited.role not in {Role.OTHER, Role.UNSURE}),
    Rule("已加未知的动作", Role.DONE, newly_done),
    Rule("后文完成", Role.DONE, lambda item: only_there(item) and item.followed in {Kind.DONE, Kind.LATER}),
    Rule("后文未完成", Role.GOING, lambda item: item.verb is None and item.followed is not None),
    Rule(_NAMED, Role.LABEL, lambda item: item.verb in ({None, Kind.WEAK, Kind.ACT} if item.share else {None}) and bool(item.noun_before) and not goes_on_with_share(item)),
)  # fmt: skip


def assign(item: Item) -> None:
    """Set the role of an amount and the name of the rule that gave it; a member of a list has that of its head."""
    for rule in RULES:
        if rule.applies(item):
            head = item.inherited.role if item.inherited is not None else Role.OTHER
            item.role = rule.role or head
            item.rule = rule.name if rule.role else _LISTED.get(head, f"并列于{head.value}")
            return
    item.role, item.rule = Role.OTHER, "没有依据"


def approximate(item: Item) -> bool:
    """Return whether the number is only about right: 约, 余, 以上."""
    return item.quantity.amount.bound in {Bound.ABOUT, Bound.FLOOR}
