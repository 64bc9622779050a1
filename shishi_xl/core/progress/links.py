"""Links: what an amount owes to the words and amounts before it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from shishi_xl.core.progress.changes import reaches
from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS
from shishi_xl.core.progress.matching import EXAMINING
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.patterns import regex

_FORMER = frozenset({Role.PRIOR, Role.EARLIER, Role.LAST, Role.MONTH, Role.WRONG})


def _bare_names(before: list[Segment]) -> Iterator[Segment]:
    """Yield the names that stand one by one right before a segment, with nothing said of them yet, the last first."""
    return itertools.takewhile(
        lambda near: near.closer == "、" and not near.quantities and not near.marks, before[::-1]
    )


def names_all(item: Item, before: list[Segment]) -> bool:
    """Return whether an amount counts the names told one by one before it (龙溪、石马2个)."""
    names = list(_bare_names(before))
    told = item.segment.quantities[0] is item.quantity and item.text_before == item.noun_before != ""
    return told and len(names) > 0 and item.quantity.amount.value == len(names) + 1


_THOSE_ARE = regex("的(?:有|是|为|包括)[一-龥]{2,8}$")
_OF_TARGET = regex("(?:任务|目标|计划|指标)[数量]?(?:由|从)$")
_IN_FACT = regex("(?:目前|现)?实际(?:为|是|完成|达到?)?")
_LEVEL = regex(r"进度[^增新]{0,16}(?:为|达|达到|至|到|是|在|约)$")
# Of all the work, whatever a clause before told of the month: 本月新完工2座，总体进度60%.
_LEVEL_BY_NOW = regex(
    r"(?:本|该|全)?(?:项目|工程)?(?:总体|形象|整体|综合|总)+进度(?:目前|已|约)*|(?:累计)?已完成(?:年度|全年)?任务的约?"
)


def link(item: Item, items: list[Item], segments: list[Segment], place: int, text: str) -> None:
    """Set what an amount owes to the one before it (由N到M, 其中), to names and to a heading before a ：."""
    first = next(segment for segment in segments if segment.part == item.segment.part)
    item.context = text[first.start : item.quantity.start]
    item.excepted = _is_excepted(item, segments[: place + 1], segments, text)
    _under_heading(item, segments, place, text)
    _under_clause(item, segments, place, text)
    part = [other for other in items if other.segment.part == item.segment.part]
    last = items[-1] if part and items[-1] is part[-1] else None
    if last is not None:
        _after_change(item, last)
    _by_now(item)
    counted = [other for other in part if not other.share]
    whole = counted[-1] if counted else last  # 90个小区总体进度71%，其中64个
    if item.subset and whole is not None:
        item.opens_subset = _is_unfinished(whole, item)


def _is_excepted(item: Item, before: list[Segment], segments: list[Segment], text: str) -> bool:
    """Return whether an amount is taken out of all others (除78户外，…)."""
    clause = item.segment.clause
    marks = (mark for near in before if near.clause == clause for mark in near.marks)
    taken_out = any(mark.kind is Kind.EXCEPT and mark.start < item.quantity.start for mark in marks)
    goes_on = max(near.end for near in segments if near.clause == clause)
    return taken_out and "外" in text[item.quantity.end : goes_on + 1][:40]


_ONLY_LEVEL = regex(r"(?:(?:截?至|到)?\d{1,2}月(?:[底末]|份)?)?(?:已)?(?:为|约|达到?|是)约?")
_LEVELLED = regex("[一-龥]{0,14}(?:进度|率|比例|满意度)")


def _under_clause(item: Item, segments: list[Segment], place: int, text: str) -> None:
    """Give a level that only says 为N% what the clause before it speaks of (形象进度同5月底持平，为43%)."""
    before = segments[place - 1] if place else None
    if not item.share or item.noun_before or before is None or before.quantities or before.part != item.segment.part:
        return
    levels = list(_LEVELLED.finditer(text, before.start, before.end))
    if len(levels) == 1 and _ONLY_LEVEL.fullmatch(item.text_before) and not before.has(Kind.FUTURE, Kind.SHOULD):
        item.subject_start, item.noun_before = before.start, levels[0][0]
        item.verb = None


_OPEN_STATES = frozenset({Kind.GOING, Kind.NOT, Kind.START})


def _under_heading(item: Item, segments: list[Segment], place: int, text: str) -> None:
    """Give an amount the words of a heading before it, and of names told one by one between them."""
    names = sum(1 for _ in _bare_names(segments[:place]))
    before = segments[place - 1 - names] if place > names else None
    item.subject_start = _start_before_aside(segments, place)
    if before is None:
        return
    if before.closer == "：" and not before.quantities and before.end - before.start <= 24:
        item.subject_start = before.start  # 造林：1.2万亩; 已完成：卫生院改造7所
        item.acts = item.acts or frozenset(mark.word for mark in before.marks if mark.kind is Kind.ACT)
        item.aspect = item.aspect or fold(before.marks) is Kind.DONE
        state = fold(before.marks)
        if item.verb is None and ((names and not item.noun_before) or state in _OPEN_STATES):
            item.verb = state  # 已建成：石板村、双河村2个; 施工中：二小等6所
    listed = names and before.closer == "、" and item.quantity.amount.value == names + 2
    if listed and _THOSE_ARE.search(text, before.start, before.end):
        item.verb, item.noun_before = fold(before.marks), ""  # 罩面完毕并放行的有北大街、育才路、站前路3条


def _after_change(item: Item, last: Item) -> None:
    """Give an amount what the one before it began: the level a change reaches (提高12%至58%), or the one told now (上月41%，目前48%)."""
    if last.role is Role.CHANGE and not item.noun_before and reaches(item):
        item.risen, item.time, item.subject_start = item.share, None, last.subject_start
        item.noun_before = last.noun_before
    planned = _OF_TARGET.search(last.text_before) or last.mood is Kind.SHOULD
    if last.role is Role.FROM and planned and not last.share:
        item.mood = Kind.SHOULD  # 任务由12个调减为10个
    elif last.role is Role.FROM and reaches(item):
        item.risen, item.time, item.noun_before = True, None, last.noun_before or item.noun_before
    level = last.role in {Role.TARGET, Role.PLAN} and _says_now(item)  # 覆盖率目标95%，现为92.8%
    if (
        item.share
        and last.share
        and (last.role in {*_FORMER, Role.CHANGE} or level or item.corrected)
        and _unnamed(item)
    ):
        item.risen = item.risen or _says_now(item)
        item.subject_start, item.noun_before = last.subject_start, last.noun_before


def _by_now(item: Item) -> None:
    """Take from a level of all the work the month that a clause before it told of."""
    carried = item.segment.time is not None and not item.has(Kind.MONTH)
    by_now = carried and _LEVEL_BY_NOW.fullmatch(item.text_before)
    if item.share and item.time is Kind.MONTH and (by_now or _LEVEL.search(item.context)):
        item.time = None


_OPEN = frozenset({Role.STARTED, Role.GOING, Role.OTHER, Role.TARGET, Role.PREPARE})


def _is_unfinished(whole: Item, part: Item) -> bool:
    """Return whether what 其中 tells of is not itself finished, so that a finished part of it counts (5座桥完成检测，其中2座已加固)."""
    examined = bool(whole.acts) and whole.acts <= EXAMINING and bool(part.acts - EXAMINING)
    return whole.opens_subset or bool(PARTS.search(whole.noun_before)) or examined or whole.role in _OPEN


def _start_before_aside(segments: list[Segment], place: int) -> int:
    """Return where the words of a segment begin, those before an aside with them (二标段（装饰）完成35%)."""
    segment = segments[place]
    if segment.bracket or not segment.opener.endswith(")"):
        return segment.start
    before = next((near for near in reversed(segments[:place]) if not near.bracket), None)
    near = before is not None and before.clause == segment.clause and not before.quantities and not before.marks
    return before.start if before is not None and near else segment.start


def _unnamed(item: Item) -> bool:
    """Return whether nothing is named before a percent, or only who found it out (经监理核定为68%)."""
    return not item.noun or (item.corrected and item.text_before.startswith("经"))


def _says_now(item: Item) -> bool:
    """Return whether an amount has no words but 目前 or the like: it tells the level of what was told before (上月41%，目前48%)."""
    if item.share and _IN_FACT.fullmatch(item.text_before):
        return True  # 计划进度70%，实际62%
    silent = item.verb is None or (item.verb is Kind.WEAK and reaches(item))  # 现已推进至49%
    return silent and item.time is None and (item.total or item.corrected)
