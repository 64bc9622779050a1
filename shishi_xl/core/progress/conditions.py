"""Conditions: what the words around an amount can tell of it, each the reason of a rule."""

from __future__ import annotations

import re

from shishi_xl.core.progress.bases import tells_out_of
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.predicates import delivers
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

_ONGOING = frozenset(
    {"实施", "推进", "进行", "施工", "分布", "位于", "涵盖", "覆盖到", "有", "共有"}
)  # 已实施12个: begun; 分布在6个镇: where


_EVENTS = frozenset({"例", "人次", "场", "场次", "次", "台次"})  # counted once they have taken place


def is_chainage(item: Item) -> bool:
    """Return whether a length says where along the line a place is (铺到6.4公里处), not how much is done."""
    told = item.text_after.startswith(("处", "位置", "附近", "桩")) and not item.text_after.startswith(
        ("处置", "处理", "处于")
    )
    return told and item.quantity.amount.dimension is Dimension.LENGTH


def bare_list(item: Item) -> bool:
    """Return whether the amount has no words of its own and goes on a list (户厕555户、公厕2座)."""
    listed = item.verb is None and item.inherited is not None and not item.has(Kind.REST, Kind.REMAIN, Kind.SUBSET)
    return listed and not item.followed_by(Kind.ALREADY)  # 第二批80台已定标: whatever that is


def done_in_subset(head: Item | None) -> bool:
    return head is not None and head.subset and head.role is Role.DONE


_OF_PLAN = regex("目标[一-龥]{0,2}(?:进度|完成)|(?:目标|任务)[为是：]|计划|应|原|要求|考核|节点")


def is_share(item: Item) -> bool:
    """Return whether a percent after 任务 or 目标 says how much of it is done (占任务82%, 任务完成52%), not what it is."""
    told = item.text_before.rstrip("约近达到至为了")
    return not (_aimed_at(item) or _is_due(item)) and (
        ("占" in told and not item.noun_before)
        or told == "的"
        or (told.endswith("的") and "占" in told)  # 占全年应配数的73%
        or told.startswith(("折合", "相当于"))
        or item.text_before.endswith(("做了", "干了"))
        or told.endswith(
            ("目标的", "任务的", "计划的", "总数的", "目标数的", "任务数的", "计划数的", "任务量的", "总量的")
        )
        or (told.endswith(("进度", "完成率", "完成度")) and not _OF_PLAN.search(told))
        or (
            item.verb is Kind.DONE and not any(told.endswith(mark.word + "率") for mark in item.before)
        )  # 办结率: a name
        or (told.endswith("的") and "完成" in told)
    )


def _is_due(item: Item) -> bool:
    """Return whether a share is only planned or asked for (预计年底完成年度任务的50%; 应完成年度任务的50%)."""
    due = any(mark.kind is Kind.SHOULD and mark.word[0] in "应须需要原" for mark in item.before)
    return item.has(Kind.FUTURE) or (due and "占" not in item.text_before)  # 占全年应配数的73%


def _aimed_at(item: Item) -> bool:
    """Return whether a level to be reached stands right under a heading (全年目标：形象进度达到40%)."""
    mood, verbs = item.segment.mood, {mark.word for mark in item.before if mark.kind is Kind.DONE}
    if mood is None or not item.segment.opener.startswith("："):
        return False
    return (
        mood.end >= item.segment.start - 2 and mood.word.endswith(("目标", "任务")) and verbs <= {"达到", "达", "实现"}
    )


def of_task(item: Item) -> bool:
    """Return whether a percent is a share of what it stands with (占82%), not a rate whose name has 占比 in it."""
    return item.share and "占" in item.text_before and not item.noun_before


_MEAN_PROGRESS = regex("平均(?:总体|形象|工程|综合)*(?:进度|完成)")


_SIZES = frozenset(["宽度", "高度", "厚度", "深度", "直径", "管径", "间距", "面宽", "路宽", "跨径"])


_OF_A_SIZE = regex("[A-Za-z\\d米厘](?:宽度|高度|厚度|深度|直径|管径|跨径)")  # DN100管径消火栓: one of that size


def is_per_one(item: Item) -> bool:
    """Return whether an amount is so much for each or each day: 每, 日均, 户均."""
    if item.share and _MEAN_PROGRESS.search(item.text_before):
        return False
    spread = any(mark.kind is Kind.EACH and ("均" in mark.word or mark.word[0] == "每") for mark in item.before)
    sized = any(mark.kind is Kind.EACH and mark.word in _SIZES for mark in item.before)  # 宽度均在15米以上
    sized = sized and _OF_A_SIZE.search(item.text_before) is None
    return spread or sized or item.ends(Kind.EACH) or "每" in item.text_before[-4:]


_SPENT = regex("投资|(?<!补贴)(?<!补助)(?<!奖补)(?<!救助)(?<!贷款)资金|拨付|概算|预算|费用")  # not 补贴资金发放450万元


def is_output(item: Item) -> bool:
    """Return whether a sum is what a project hands out, not what it costs."""
    return item.money_counts and _SPENT.search(item.context) is None


def handed_over(item: Item) -> bool:
    """Return whether a general verb says something was delivered: 开发860个; 建设 only with 已 or 累计, 实施 only of events."""
    if item.verb is not Kind.WEAK:
        return False
    words = {mark.word for mark in (*item.before, *item.after) if mark.kind is Kind.WEAK}
    words = words - {"有", "共有"} or words  # 已有410人参加
    took_place = item.quantity.amount.unit in _EVENTS and words <= {"实施", "进行"}  # 实施复明手术342例
    return took_place or (not words & _ONGOING and (item.aspect or "建设" not in words))


def goes_on_with_share(item: Item) -> bool:
    """Return whether a share right before an amount only says which things it counts (同意率过三分之二的小区103个)."""
    last = max(
        (one for one in item.segment.quantities if one.end <= item.quantity.start),
        key=lambda one: one.end,
        default=None,
    )
    return last is not None and last.amount.unit == "%" and not item.share and item.text_before.startswith("的")


def is_only_a_measure(item: Item) -> bool:
    """Return whether 总长 only tells the length of what is done (整治27条、总长10.5公里)."""
    head = item.inherited
    lengths = [mark for mark in item.before if mark.kind is Kind.SHOULD]
    return bool(lengths) and all("长" in mark.word for mark in lengths) and head is not None and head.role is Role.DONE


def now_done(item: Item) -> bool:
    """Return whether 现有 only says that so many are done by now (现有19个完工), not how many there are."""
    really = item.has(Kind.STOCK) and _REALLY_DONE.search(item.text_before) is not None
    return really or (item.ends(Kind.STOCK) and item.followed_by(Kind.DONE, Kind.LATER, Kind.GOING))


_REALLY_DONE = regex("在册的实[发训检筛补种植查装换]数?(?:为|是|共)*$")  # 登记在册的实发数为1032件


def is_vague(item: Item) -> bool:
    """Return whether 大部分, 基本 or the like takes the amount back; in 地上部分 it is part of a name."""
    left = item.quantity.start - len(item.text_before)
    words = [
        mark
        for mark in item.before
        if mark.kind is Kind.VAGUE
        and not (
            mark.word == "部分" and mark.start > left and not any(other.end == mark.start for other in item.before)
        )
    ]
    halfway = any(
        mark.kind is Kind.VAGUE and (mark.start == item.quantity.end or mark.word.endswith(("条件", "要求")))
        for mark in (*item.before, *item.after)
    )  # 9个过半; 27座具备开放条件
    return (
        halfway
        or any(mark.end >= item.quantity.start - 1 for mark in words)
        or (bool(words) and item.verb is Kind.DONE)
    )


def corrected_state(item: Item) -> Kind | None:
    """Return what the words after 更正为 say of the amount; those before it tell how the error came out (经核查更正为45个)."""
    if item.text_after.startswith("为准"):  # 以现场测量63公里为准
        return None
    places = [place for place, mark in enumerate(item.before) if mark.kind is Kind.CORRECT]
    return fold([*item.before[places[-1] + 1 if places else 0 :], *item.after])


def is_counted(item: Item) -> bool:
    """Return whether 累计, 合计 or 仍为 stands before the amount: enough to make it a count without a verb."""
    return any(mark.kind is Kind.TOTAL or (mark.kind is Kind.NOW and "累计" in mark.word) for mark in item.before)


_COUNTED_THINGS = ("任务", "项目", "工程", "小区", "点位", "对象", "指标", "计划", "总数")


_AT_IT = regex("(?:目前|现)?(?:正|还在|仍在|刚刚?|在?等着?)(?!常|式|好|类)[一-龥]{2}")  # 正摊铺沥青11条, 刚拆旧路面9条


_AT_IT_BEHIND = regex("正(?![常式好])[一-龥]{2}")  # 三批24台正排产


_TRYING = frozenset({"调试", "在调试", "正调试", "正在调试", "调试中"})


def in_progress(item: Item) -> bool:
    """Return whether 在 or 中 beside a verb says that the work goes on (32台在安装; 2家装修中; 提档升级中9座)."""
    if item.text_before in _TRYING:
        return True
    if _AT_IT.match(item.text_before) and fold(item.before) in {None, Kind.ACT, Kind.WEAK}:
        return True
    if item.text_after.startswith(("在", "还在", "仍在", "尚在", "都在", "均在")) or _AT_IT_BEHIND.match(
        item.text_after
    ):
        return fold(item.before) is None and not item.followed_by(Kind.DONE, Kind.LATER)
    if item.text_after:
        within = item.text_after[:-1].endswith(_COUNTED_THINGS) or tells_out_of(item)  # 20个创建任务中，18个通过验收
        return (
            item.text_after.endswith("中")
            and not within
            and item.quantity.end + len(item.text_after) == item.segment.end
        )
    begun = item.before[-1:] and item.before[-1].kind in {Kind.ACT, Kind.WEAK, Kind.LATER}
    return bool(begun) and item.text_before.endswith("中") and item.before[-1].end == item.quantity.start - 1


def only_left(item: Item) -> bool:
    """Return whether an amount is all that is not finished (仅44台未完)."""
    return item.verb is Kind.NOT and item.text_before.endswith(("仅", "只")) and not item.followed_by(Kind.START)


def is_low_level(item: Item) -> bool:
    """Return whether 只有 only says that a level is low (总形象进度只有65%), not what is left."""
    return item.share and item.text_before.endswith(("只有", "仅有"))


def only_done(item: Item) -> bool:
    """Return whether an amount is all that is finished (完工通车的只有33公里; 仅有17个班消除到位)."""
    few = any(mark.kind is Kind.REMAIN and mark.word in {"仅有", "只有"} for mark in item.before)
    if few and item.followed_by(Kind.DONE, Kind.LATER) and not item.followed_by(Kind.NOT):
        return True
    said = re.search("的(?:只有|仅有|只|仅)$", item.text_before)
    return said is not None and fold(item.before) in {Kind.DONE, Kind.LATER}


def is_only_due(item: Item) -> bool:
    """Return whether the form's own month's end is only when an amount is due (其余3.4公里9月底完工), with no word that it is done."""
    month_end = any(mark.kind is Kind.NOW and mark.word.endswith(("底", "末")) for mark in item.after)
    return month_end and not item.followed_by(Kind.ALREADY)


def awaits(item: Item) -> bool:
    """Return whether the rest only waits for its turn (剩44台待换): no plan, but what is left."""
    return (item.has(Kind.REST, Kind.REMAIN) or item.text_before == "余") and all(
        mark.word == "待" for mark in item.after if mark.kind is Kind.FUTURE
    )


_OVER_WITH = regex(
    "[走办做弄搞跑忙过刷贴盖搬拼铸吊]完[了的]?(?:有|就有|是|为|达|共|计)?$"
)  # 三道工序全部走完的有31.5公里


def only_there(item: Item) -> bool:
    """Return whether no word but 有 governs an amount: what is said of it comes behind (有15个验收合格)."""
    return item.verb is None or (
        item.verb is Kind.WEAK and all(mark.word in {"有", "共有"} for mark in item.before if mark.kind is Kind.WEAK)
    )


def newly_done(item: Item) -> bool:
    """Return whether a verb of delivery that the lexicon does not know follows (13家食堂已开门迎客; 96台焕新上岗)."""
    already = [mark.end for mark in item.after if mark.kind is Kind.ALREADY]
    said = item.text_after[already[-1] - item.quantity.end :] if already else item.text_after  # 96台焕新上岗
    done = _OVER_WITH.search(item.text_before) is not None and fold(item.before) in {None, Kind.WEAK}
    if done and not item.share:
        return True
    return only_there(item) and not item.handed and delivers(said)


def only_at_a_stage(item: Item) -> bool:
    """Return whether an amount on a list with finished ones is told for a stage of the work and no name (建成23个，装修3个，砌墙2个)."""
    head = item.inherited
    alike = head is not None and head.quantity.amount.unit == item.quantity.amount.unit and head.role is Role.DONE
    stage = _STAGES.fullmatch(item.noun_before) is not None and item.text_before == item.noun_before
    stage = stage or _MIDWAY.fullmatch(item.text_before) is not None  # 通车15座，架梁中5座
    stage = stage or (not item.text_before and _BUSY.match(item.text_after) is not None)  # 7个开门运营，3个做外墙
    return bare_list(item) and alike and stage and head is not None and head.verb in {Kind.DONE, Kind.LATER}


_MIDWAY = regex("[一-龥]{2,4}中")
_BUSY = regex("(?:在|正|还在|正在|做|等|刚)(?!好|完|成|常|式)[一-龥]{2}")
_STAGES = regex(
    "装修|装饰|砌墙|砌筑|抹灰|封顶|清表|铺草|放线|备料|围挡|浇筑|吊装|布线|打桩|开挖|回填|找平|粉刷|勾缝|支模"
)
