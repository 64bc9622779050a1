"""Derived: values that no figure tells by itself: what is left taken from the target, and the sum of periods."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.actions import clash
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.conditions import handed_over
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.reading import Value
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.rules import OUT_OF
from shishi_xl.core.progress.stages import of_a_part
from shishi_xl.core.quantities import Bound
from shishi_xl.core.units import bare, tidy
from shishi_xl.patterns import regex

_OF_A_PERIOD = frozenset({Role.LAST, Role.EARLIER, Role.MONTH})
_STILL_OPEN = frozenset({Role.PENDING, Role.GOING, Role.PREPARE, Role.STARTED})
_FINISHING = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, None})


def from_remaining(case: Case, text: Plain) -> Value | None:
    """Return target − N where only N is said to be left and nothing else of the indicator is open."""
    left = [
        (value, item)
        for value, item in case.other
        if value < case.known.indicator.target
        and (item.role in {Role.REMAIN, Role.EXCEPT} or item.rest_done or _is_all_undone(item, case))
    ]
    others = [item for _, item in case.other if item.role in {Role.PENDING, Role.GOING, Role.STARTED}]
    others = [item for item in others if not _is_all_undone(item, case)]
    own = [pair for pair in left if pair[1].quantity.amount.unit == bare(case.known.indicator.unit)]
    left = own if own and all(item.role is Role.EXCEPT for _, item in left) else left  # 除两片共7台外
    left = _excepted_together(left) or left
    if left:
        left = [left[0], *(pair for pair in left[1:] if not _again(pair[1], left[0][1]))]
        others = [item for item in others if not item.rest_done and not _again(item, left[0][1])]
    target = case.known.indicator.target
    told = [
        item
        for value, item in case.unclaimed
        if item.role in AMOUNTS and value <= target and not clash(item.acts, case.known.acts)
    ]
    if any(not (left and _again(item, left[0][1])) for item in told):
        return None
    if len(left) != 1 or others or left[0][1].quantity.amount.bound is not Bound.EXACT:
        return None
    value, item = left[0]
    if item.role is Role.EXCEPT and item.rest_done is False:
        return None
    if _BEHIND_SCHEDULE.search(item.text_before):
        return None
    if item.mood not in {None, Kind.SHOULD} or _of_an_earlier_stage(item) or _of_another_target(item, case):
        return None
    return value_of(tidy(case.known.indicator.target - value), [item], text, "目标减去剩余")


_BEHIND_SCHEDULE = regex("(?:欠|差|落后|滞后)(?:序时|时序|计划)?进度$|只有$")  # 欠进度200户; 不足1800个，只有1700个

_STILL = frozenset({"尚有", "还有", "仍有"})


def _is_all_undone(item: Item, case: Case) -> bool:
    """Return whether what a clause says to be still undone is all of it, of the very act that is asked for (尚有14.4公里管道未更换)."""
    still = any(mark.word in _STILL for mark in item.before) and item.role is Role.PENDING
    undone = item.followed_by(Kind.NOT) and not item.followed_by(Kind.START, Kind.GOING, Kind.PREPARE)
    return still and undone and bool(item.acts & (case.known.acts | case.known.promised))


def _of_an_earlier_stage(item: Item) -> bool:
    """Return whether what is left has not come as far as the work itself (仅剩2座未开工, 还剩2座用地手续未办结): the others may be under way."""
    return item.role is Role.REMAIN and not item.rest_done and item.followed_by(Kind.PREPARE, Kind.START)


def _of_another_target(item: Item, case: Case) -> bool:
    """Return whether something is left of another target, told right before (半年目标2500人，差180人)."""
    return any(
        other.role in {Role.TARGET, Role.PLAN}
        and other.segment.part == item.segment.part
        and other.quantity.end <= item.quantity.start
        and not other.share
        and abs(value - case.known.indicator.target) > 0.02 * case.known.indicator.target
        for value, other in (*case.other, *case.unclaimed)
    )


def _excepted_together(left: list[tuple[float, Item]]) -> list[tuple[float, Item]]:
    """Return several amounts taken out one beside the other as one (除东阳2座、澄江1座外)."""
    listed = all(item.role is Role.EXCEPT and item.segment.clause == left[0][1].segment.clause for _, item in left)
    exact = all(item.quantity.amount.bound is Bound.EXACT for _, item in left)
    return [(sum(value for value, _ in left), left[0][1])] if len(left) > 1 and listed and exact else []


def beside_remaining(case: Case, text: Plain) -> Value | None:
    """Return the figure that with what is said to be left makes the very target (手上有460套，还差240套, of 700)."""
    told = [*case.other, *case.unclaimed]
    left = {(value, item.segment.sentence) for value, item in told if item.role is Role.REMAIN and value > 0}
    target = case.known.indicator.target
    found = [
        (value, item)
        for value, item in told
        if item.role in {Role.OTHER, Role.LABEL} and (tidy(target - value), item.segment.sentence) in left
    ]
    if len(found) != 1 or len(left) != 1:
        return None
    return value_of(found[0][0], [found[0][1]], text, "与剩余相加等于目标")


def _again(item: Item, left: Item) -> bool:
    """Return whether an amount is what is left told again, to say more of it (除2处外均已完工。这2处…)."""
    return item is left or (item.quantity.amount == left.quantity.amount and item.quantity.start > left.quantity.start)


# A month in which nothing was done, and no amount told: 2月过年没干.
_IDLE = regex(
    r"(?<![\d-])(\d{1,2})月份?(?:因|由于|受|过年|春节|放假|疫情)*[^，。；\d]{0,6}(?:没干|没有干|停工|未施工|未开展|没有?新增|无新增|没进展)"
)


def by_periods(case: Case, text: Plain) -> Value | None:
    """Return the sum of figures for periods that make up the year to date without gap or overlap (上期累计 + 本期, 一季度 + 二季度)."""
    told = [
        pair
        for pair in case.other
        if pair[1].role in _OF_A_PERIOD
        and pair[1].mood is None
        and (pair[1].verb in _FINISHING or handed_over(pair[1]))
    ]
    spans = [item.months or (0, 0) for _, item in told]
    idle = {int(month) for month in _IDLE.findall(text.text)}
    spans += [(month, month) for month in idle if not any(first <= month <= last for first, last in spans)]
    spans.sort()
    ends = [0, *(last for _, last in spans)]
    if (
        len(told) < 2
        or ends[-1] != case.month
        or any(first != end + 1 for (first, _), end in zip(spans, ends, strict=False))
    ):
        return None
    return value_of(tidy(sum(value for value, _ in told)), [item for _, item in told], text, "各期相加")


def by_places(case: Case, text: Plain) -> Value | None:
    """Return the sum of what is done of each place's share, where the shares make up the very target (朝阳8条完工7条，天生6条完工5条)."""
    unit = bare(case.known.indicator.unit)
    told = [pair for pair in (*case.done, *case.other, *case.unclaimed) if pair[1].quantity.amount.unit == unit]
    told.sort(key=lambda pair: pair[1].quantity.start)
    shares, done, beyond = 0.0, [], 0
    for (value, item), following in itertools.zip_longest(told, told[1:]):
        if item.rule == OUT_OF and following is not None and following[1].segment is item.segment:
            shares += value
            finished = following[1].role is Role.DONE and not of_a_part(following[1], [case.known])
            done += [following] if finished else []  # 4座中1座完成桩基: none of them
        elif any(item is other for _, other in done):
            continue
        elif of_a_part(item, [case.known]) or (item.role in _STILL_OPEN and (item.noun_before or item.has(Kind.REST))):
            shares += value  # 二标段1.5公里完成路基: nothing of it is finished
        elif _done_there(item):
            shares += value
            done.append((value, item))
        elif item.role in AMOUNTS:
            beyond += 1
    alone = len(done) == 1 and (any(item.rule == OUT_OF for _, item in told) or done[0][0] >= shares)
    if beyond or not done or alone or abs(shares - case.known.indicator.target) > 1e-6:
        return None
    return value_of(
        tidy(sum(value for value, _ in done)), [item for _, item in done], text, "各处相加，各处任务之和等于目标"
    )


_FIRST_BATCH = regex("(?:第?[首头一1]|第[一1])批")


def _done_there(item: Item) -> bool:
    """Return whether an amount is what a place named before it has finished (朝阳5个、天生4个已建成，北温泉9个在建)."""
    finished = item.verb in {Kind.DONE, Kind.LATER} or item.rule.startswith("随后")
    batch = _FIRST_BATCH.match(item.text_before) is not None
    there = batch or (bool(item.noun_before) and not item.acts)
    return item.role is Role.DONE and finished and there and not item.total


_NOTHING_NEW = regex(r"(?:没有|无|未|暂无|未有|零)(?:再|能)?(?:新增|增加|增长|变化|新开|新建|新的)")


def unchanged(case: Case, text: Plain) -> Value | None:
    """Return the only figure for the months before, where this month is said to have added nothing (截至上月底14个，本月没有新增)."""
    told = [
        pair
        for pair in case.other
        if pair[1].role in {Role.LAST, Role.EARLIER} and pair[1].mood is None and pair[1].months == (1, case.month - 1)
    ]
    if len(told) != 1 or any(item.role is Role.MONTH and item.verb in _FINISHING for _, item in case.other):
        return None
    item = told[0][1]
    said = regex(rf"(?:本月|当月|本期|(?<!\d){case.month}月)份?[^，。；]{{0,6}}?{_NOTHING_NEW.pattern}")
    known = item.verb in _FINISHING or handed_over(item)
    return value_of(told[0][0], [item], text, "上期累计，本月没有新增") if known and said.search(text.text) else None


def value_of(number: float, items: Sequence[Item], text: Plain, rule: str) -> Value:
    start, end = min(item.segment.start for item in items), max(item.segment.end for item in items)
    start = min(start, *(item.quantity.start for item in items), end)
    return Value(number, text.words(start, end), text.span(start, end), any(item.approximate for item in items), rule)
