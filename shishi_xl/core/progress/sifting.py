"""Sifting: of all figures told of an indicator, those that may be its total of this year."""

from __future__ import annotations

import re

from shishi_xl.core.progress.actions import CREATING, PAYING
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import is_rate
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.quantities import Bound
from shishi_xl.core.units import Dimension, bare, dimension_of
from shishi_xl.patterns import regex

_NOT_OURS = frozenset({Role.PRIOR, Role.STOCK, Role.WRONG})
_NAMED = 0.8  # likeness from which a noun surely is an indicator's
_SETTLED = ("核定", "核实", "核准", "复核")
_TOLD = frozenset({Role.DONE, Role.LABEL, Role.OTHER})
_WAYS_TO_BUILD = frozenset({"新建", "改建", "扩建", "改造", "新改建", "迁建", "续建", "重建"})
_BOTH = {"新改建": ("新建", "改建"), "改扩建": ("改建", "扩建")}


def sift(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures that are left without earlier years, mistakes, other actions and rates, later stages and round numbers."""
    if done and (whole := _sum_of_aside(done, case)):
        return whole
    done = _corrected(_of_this_year(_no_levels(done, case), case), case)
    if case.known.acts and case.closed is None:  # 造林, not 补植
        done = [pair for pair in done if not pair[1].acts or _single(pair[1].acts) & _single(case.known.acts)] or done
    elif len(case.known.promised) == 1 and not case.known.promised & _WAYS_TO_BUILD:
        acted = [pair for pair in done if pair[1].acts & case.known.promised]
        done = acted if acted and all(pair[1].acts for pair in done) else done  # 发放到户9100个、安装8200个, of 安装
        if case.known.promised & _THEN_DONE:  # 发放9000只, of 安装: only handed out so far
            done = [pair for pair in done if not (pair[1].acts and pair[1].acts <= _HANDED_OUT)]
    if case.known.uses:  # 开发完成30个，上线21个, of 上线应用场景
        done = [pair for pair in done if not _is_only_made(pair[1])]
    if case.known.acts & PAYING:  # 补贴发放: who was paid, not who built or passed
        done = [pair for pair in done if pair[1].acts & PAYING or pair[1].total] or done
    if any(case.known.likeness(item.noun) >= _NAMED for _, item in done):  # 完工项目6个、车位1745个
        done = [pair for pair in done if not pair[1].text_before.endswith(("项目", "工程"))] or done
    named = [pair for pair in done if case.known.core in canonical(pair[1].noun)]
    if named and all(
        pair in named or canonical(pair[1].noun)[-1:] in set(case.known.core) for pair in done
    ):  # 用工岗位1.3万个；新募集青年见习岗位1240个
        done = named
    done = _of_the_rate(_in_own_unit(done, case), case.known.indicator.name)
    firm = [pair for pair in done if not (pair[1].later or pair[1].text_before == "合格")]  # 抽检3420批次，合格3362批次
    if firm and len(firm) < len(done) and max(value for value, _ in firm) >= max(value for value, _ in done):
        done = firm
    return _refined(done, case) or done


_MADE = frozenset({"建成", "完工", "竣工", "建好", "建起", "落成"})
_MAKING = frozenset({"开发", "建设"})
_HANDED_OUT = frozenset({"发放", "配发", "购置", "采购", "招聘", "投放"})
_THEN_DONE = frozenset({"安装", "加装", "培训", "更换", "适配"})


def _is_only_made(item: Item) -> bool:
    """Return whether an amount is told to be built or worked on and not to be in use (建成8座, 改造完成32处, 开发完成30个)."""
    marks = (*item.before, *item.after)
    in_use = any(mark.kind is Kind.LATER for mark in marks)
    made = bool(item.acts) or any(mark.word in _MADE | _MAKING for mark in marks)
    return made and not (in_use or item.paired)


def _single(acts: frozenset[str]) -> frozenset[str]:
    """Return actions with those of two verbs in one as both too (新改建: 新建, 改建)."""
    return acts.union(*(_BOTH.get(act, ()) for act in acts))


def _sum_of_aside(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures without those in brackets that are together just as much as the first (新增2160个（新建园1620个、转公办540个）)."""
    head = done[0][1]
    parts = [
        value
        for value, item in (*done[1:], *case.unclaimed)
        if item.segment.bracket and item.segment.part == head.segment.part and item.role in AMOUNTS and not item.share
    ]
    apart = head.segment.bracket or head.share or len(parts) < 2
    made_up = not apart and abs(done[0][0] - sum(parts)) < 1e-6
    if not made_up or not any(says_total(item) for _, item in done[1:]):
        return done[:1] if made_up else []
    return [pair for pair in done if pair[1].segment.part != head.segment.part or not pair[1].segment.bracket]


def _of_this_year(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures without those that have earlier years in them."""
    done = [pair for pair in done if not _includes_former(pair[0], done, case)]
    done = [pair for pair in done if pair[1].this_year] or done
    stock = [pair for pair in done if pair[0] > _STOCK * case.known.indicator.target and says_total(pair[1])]
    added = [pair for pair in done if pair[1].acts & CREATING and pair not in stock]
    done = added if stock and added else done  # 新增定点机构51家，累计达到438家, of 60
    beyond = any(value > case.known.indicator.target for value, _ in done)  # 累计建成26座，今年新建7座
    if beyond or any(_of_all_years(item) for _, item in done):
        done = [pair for pair in done if pair[1].has(Kind.THIS_YEAR)] or done
    return done


_STOCK = 3.0  # times the target: what there is since years ago
_OF_ITS_TARGET = regex("(?:目标|任务)[值数]?的约?$")


def _no_levels(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures without stocks that a rise led to where new things are asked (由12座增加到15座), and shares of a rate's target."""
    known, since = case.known, [pair for pair in case.other if pair[1].role is Role.FROM]
    lately = any(value == 0 or re.search("[月期周旬]|年初|新增", item.context) for value, item in since)
    stock = bool(known.acts & CREATING) and bool(since) and not lately
    rate = is_rate(known.indicator.name)
    return [
        (value, item)
        for value, item in done
        if not (stock and item.risen and not item.share)
        and not (rate and item.share and _OF_ITS_TARGET.search(item.text_before))
    ]


def _of_all_years(item: Item) -> bool:
    """Return whether 累计 stands before an amount with no word that it is this year's (全区累计建成15座，今年新增3座)."""
    summed = any(mark.kind in {Kind.TOTAL, Kind.NOW} and "累" in mark.word for mark in item.before)
    return summed and not item.has(Kind.THIS_YEAR, Kind.CORRECT) and not _SINCE.search(item.context)


_SINCE = regex(r"年初|今年|本年|以来|(?<!\d)1月|1-\d|元月|上报")


def _includes_former(number: float, done: list[tuple[float, Item]], case: Case) -> bool:
    """Return whether a figure is another one with an earlier year's added (去年9家，今年新开11家，累计20家)."""
    former = [value for value, item in (*case.other, *case.unclaimed) if _is_former(item) and value > 0]
    return any(abs(number - value - other) < 1e-6 for value, _ in done for other in former)


def _is_former(item: Item) -> bool:
    """Return whether an amount is what there was before this year (由去年底的4120张增至4504张, 今年净增384张)."""
    began = item.role is Role.FROM and not item.share and (item.time is Kind.PRIOR or "年初" in item.text_before)
    return began or item.role in _NOT_OURS


def _corrected(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the corrected figure, or the total told since, of a later time or with what a month added to it.

    6月误报312户，应为298户；截至7月累计335户. Or: 更正为578户，本月新完成64户，累计完成642户.
    """
    right = [pair for pair in done if pair[1].corrected][-1:]
    if not right:
        return done
    number, item = right[0]
    finished = [pair for pair in done if pair[1].verb is Kind.DONE and pair[1].quantity.start > item.quantity.end]
    if finished and item.verb is None and item.text_before.endswith(_SETTLED):
        return [
            pair for pair in done if pair[1] is not item
        ]  # 核定486户，竣工438户: who is meant, then how many are done
    added = {number + value for value, other in case.other if other.role is Role.MONTH}
    others = [pair for pair in done if pair[1].total and not pair[1].corrected]
    later = [pair for pair in others if pair[1].segment.part > item.segment.part]
    return later or [pair for pair in others if says_total(pair[1]) and pair[0] in added] or right


def _in_own_unit(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures counted by the indicator's own measure word, if any are: 竣工小区3个, not the 2130套 in them."""
    if dimension_of(case.known.indicator.unit) is not Dimension.PIECES:
        return done
    return [pair for pair in done if pair[1].quantity.amount.unit == bare(case.known.indicator.unit)] or done


def _of_the_rate(done: list[tuple[float, Item]], name: str) -> list[tuple[float, Item]]:
    """Return the percents told of the rate an indicator is named after, by the most of its last words: 参保率, not 办结率."""

    def named(item: Item) -> int:
        sizes = range(len(name), 2, -1) if item.share and name.endswith("率") else ()
        return next((size for size in sizes if name[-size:] in item.text_before), 0)

    most = max((named(item) for _, item in done), default=0)
    return [pair for pair in done if named(pair[1]) == most or "率" not in pair[1].text_before]


def says_total(item: Item) -> bool:
    """Return whether 累计, 共 or the like stands before an amount, other than that of the rest, or of places named right before it."""
    if item.has(Kind.REST) or _OF_NAMED.search(item.context):
        return False  # 其余街镇合计1150个; 青石、枫林、陈店三镇共9家
    return item.total and any(
        mark.kind is Kind.TOTAL or (mark.kind is Kind.NOW and "累" in mark.word) for mark in item.before
    )


_OF_NAMED = regex(
    "(?:[一-龥]{1,6}、)+[一-龥]{1,4}[两三四五六七八九十](?:个?(?:镇|乡|村|街道|社区|片区|县|区))(?:共|合计|共计|累计)[一-龥]{0,3}$"
)


def _refined(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the exact figures that say what a round one near them meant (2400多, 系统录入2436; 近600户, 台账实数591户)."""
    exact = [
        pair
        for pair in (*done, *case.other, *case.unclaimed)
        if pair[1].quantity.amount.bound is Bound.EXACT and pair[1].role in _TOLD
    ]
    found = []
    for value, item in (*done, *case.other):
        bound, written = item.quantity.amount.bound, item.quantity.amount.value
        if bound not in {Bound.FLOOR, Bound.CEILING} or written != int(written) or not written:
            continue
        step = value / written * 10 ** (len(f"{written:.0f}") - len(f"{written:.0f}".rstrip("0")))
        low, high = (value, value + step) if bound is Bound.FLOOR else (value - step, value)
        found += [pair for pair in exact if low < pair[0] < high and pair[1].segment.sentence == item.segment.sentence]
    return found
