"""Explicit: from the percentages of a statement to the one that is told of the whole project, or none."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.choice import DISPUTED, contradiction, words_of
from shishi_xl.core.progress.derived import value_of
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.overall import OF_SOME
from shishi_xl.core.progress.quality import agree
from shishi_xl.core.progress.reading import Note, State, Value
from shishi_xl.core.progress.roles import Item, Role, is_reported
from shishi_xl.core.progress.shares import DONE_SO_FAR, Percent, Share
from shishi_xl.core.units import tidy
from shishi_xl.core.wording import percent_text
from shishi_xl.patterns import regex

_ALMOST_ALL = 98.0  # percent: what may be missing of finished work by the way it is counted


def settle_percent(
    percents: Sequence[Percent],
    values: Sequence[Value | None],
    profiles: Sequence[Profile],
    text: Plain,
    plans: Sequence[tuple[float, int]],
    *,
    counted: bool = False,
) -> tuple[Value | None, list[Note], bool]:
    """Return the explicit percentage, notes, and whether the count it stands with contradicts it.

    `plans` are planned amounts of the only indicator and their places: a percent after one may be a share of it.
    `counted` says that some count was told, whether it became a value or not.
    """
    belied = next((percent.item for percent in percents if percent.share is Share.CLASH), None)
    if belied is not None:
        return None, [contradiction("", f"“{words_of(belied, text)}”与上期加增减的数不一致")], False
    single = len(profiles) == 1
    value = values[0] if single else None
    computed = value.number / profiles[0].indicator.target * 100 if value else None
    doubted = single and counted and value is None
    told = _of_the_whole(percents, computed, doubted=doubted)
    numbers = {percent.item.quantity.amount.value for percent in told}
    if not told:
        return None, [], False
    several = len({percent.item.quantity.amount.value for percent in percents}) > 1
    if several and (disputed := DISPUTED.search(text.text)):
        return None, [contradiction("", f"“{words_of(told[0].item, text)}”：{disputed[0]}")], False
    if len(numbers) > 1:
        words = "、".join(f"“{words_of(percent.item, text)}”" for percent in told[:3])
        return None, [contradiction("", f"{words}不一致")], False
    number, item = numbers.pop(), told[-1].item
    of_task = any(percent.share is Share.TASK for percent in told)
    rough = item.approximate or (value is not None and value.approximate)
    if value is not None and computed is not None and of_task and not agree(computed, number, rough=rough):
        before = [amount for amount, place in plans if place < item.quantity.start]
        if any(agree(value.number / amount * 100, number, rough=rough) for amount in before):
            return None, [], False  # of the plan to date, not of the target
        said = f"“{value.words}”折合{percent_text(computed)}，与所说的{percent_text(number)}不一致"
        return None, [contradiction(profiles[0].indicator.name, said)], True
    start, end = item.segment.start, item.segment.end
    return Value(number, text.words(start, end), text.span(start, end), item.approximate, told[-1].rule), [], False


def _of_the_whole(percents: Sequence[Percent], computed: float | None, *, doubted: bool) -> list[Percent]:
    """Return the percents that tell how far the whole is; `doubted` says that the count they may be a share of is no value."""
    told = [
        percent
        for percent in percents
        if not (percent.share is Share.TASK and doubted)
        and not (percent.rule == DONE_SO_FAR and _among_parts(percent, percents))
        and (percent.share in {Share.WHOLE, Share.TASK} or _borne_out(percent, computed))
    ]
    told = [percent for percent in told if percent.plain] or told
    return [percent for percent in told if percent.rule != DONE_SO_FAR] or told  # 建设路完成90%，项目总体完成64%


_LEFT = regex(r"(?:总?工程量|总体|整体|总进度|工程|本?项目|工作量)?(?:还|尚|仅|只)?(?:剩余?|余|有|差)(?:约)?")
_LEVEL = regex(r"(?:总|总体|形象|工程|整体|综合|建设)+进度(?:为|是|达|约)*$")
_ADDED = regex(r"(?:本月|当月|本期)份?[^，。；]{0,6}?(?:推进|增加|提升|提高|新增|完成|上升|增长)了?$")


def _left_of_a_goal(level: Item, items: Sequence[Item]) -> bool:
    """Return whether what is left is left of a goal told right before, not of 100 (距年度目标70%还差5%)."""
    return level.role is Role.REMAIN and any(
        item.share
        and item.role in {Role.TARGET, Role.PLAN}
        and item.segment.part == level.segment.part
        and item.quantity.end <= level.quantity.start
        for item in items
    )


def work_out(items: Sequence[Item], text: Plain) -> Value | None:
    """Return the percentage of the whole that is left of 100 (总工程量还剩12%), or last month's with what this month added (上月末52%，本月推进9个百分点).

    None where neither is told, or one of them twice.
    """
    levels = [
        item
        for item in items
        if item.share
        and (
            (item.role is Role.REMAIN and _LEFT.fullmatch(item.text_before))
            or (item.role is Role.LAST and _LEVEL.search(item.text_before))
        )
    ]
    if len(levels) != 1 or _left_of_a_goal(levels[0], items):
        return None
    level, number = levels[0], levels[0].quantity.amount.value
    if level.role is Role.REMAIN:
        return value_of(tidy(100 - number), [level], text, "100减去剩余") if not level.approximate else None
    points = [item for item in items if item.quantity.amount.unit == "个百分点"]
    added = [
        item
        for item in points
        if _ADDED.search(item.text_before) and item.segment.part == level.segment.part and item.mood is None
    ]
    if len(points) == len(added) == 1:
        return value_of(tidy(number + added[0].quantity.amount.value), [level, added[0]], text, "上期加本期")
    return None


def is_only_planned(case: Case, value: Value | None, percent: float) -> bool:
    """Return whether a count with no word that it is done is more than the percentage of the whole told with it (改造公厕18座，目前完成60%)."""
    if value is None or any(is_reported(item) for number, item in case.done if number == value.number):
        return False
    share = value.number / case.known.indicator.target * 100
    return share > percent and not agree(share, percent, rough=value.approximate)


def _among_parts(percent: Percent, percents: Sequence[Percent]) -> bool:
    """Return whether a percent stands in one sentence with those of parts or of other things (征地完成95%，绿化完成40%)."""
    return any(
        other.share is Share.OTHER
        and other.rule in OF_SOME
        and not other.item.has(Kind.SUBSET)  # 累计完成80%，其中装修60%
        and other.item.segment.sentence == percent.item.segment.sentence
        for other in percents
    )


def _borne_out(percent: Percent, computed: float | None) -> bool:
    """Return whether a percent that follows another amount is the share of the count before that."""
    number = percent.item.quantity.amount.value
    return percent.share is Share.CLAIM and computed is not None and agree(computed, number)


def belied_by_state(explicit: Value | None, state: State, said: str, *, busy: bool, finished: bool) -> Note | None:
    """Return what else is said of the work that cannot be true with a percentage of the whole, None where nothing is."""
    if explicit is None:
        return None
    if busy and explicit.number >= 100:
        return contradiction("", f"“{explicit.words}”与文中没有做完的工作不一致")
    begun = state is State.NOT_STARTED and explicit.number > 0
    unfinished = (state is State.FINISHED or finished) and explicit.number < _ALMOST_ALL
    return contradiction("", f"“{explicit.words}”与“{said or state.value}”不一致") if begun or unfinished else None
