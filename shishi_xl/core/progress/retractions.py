"""Retractions: what is said next of amounts that no word of their own calls finished (改造公厕18座，正在施工)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS
from shishi_xl.core.progress.nouns import noun_in
from shishi_xl.core.progress.roles import Item, Role, is_reported
from shishi_xl.core.progress.rules import OUT_OF, SILENT, TAKEN_BACK
from shishi_xl.core.progress.under_way import PAPERWORK
from shishi_xl.core.progress.wholes import REASON
from shishi_xl.patterns import regex

_ROLES = {
    Kind.NOT: Role.PENDING,
    Kind.GOING: Role.GOING,
    Kind.START: Role.STARTED,
    Kind.PREPARE: Role.PREPARE,
    Kind.FUTURE: Role.PLAN,
}
_UNDONE = frozenset({Kind.NOT, Kind.GOING, Kind.START})
_ELSEWHERE = (Kind.REST, Kind.SUBSET, Kind.TOTAL, Kind.REMAIN, Kind.EXCEPT)
_BEFORE_WORK = frozenset({
    "招标", "招投标", "招采", "挂网", "设计", "勘察", "踏勘", "勘测", "可研", "初设", "立项", "选址", "论证", "评审",
    "审批", "报批", "环评", "图审", "图纸", "施工图", "方案", "征地", "用地", "规划", "摸底", "摸排",
})  # fmt: skip
_NOT_YET = regex("具备[一-龥]{0,4}条件|(?:落实|确定|选定|明确)[一-龥]{0,3}施工[单队]")
# It says of what is done that it is less than was asked for, not that it is undone.
_FALLS_SHORT = regex("[未没](?:有|能)*(?:达到?|完成|跟上|赶上)[^，。；]{0,4}(?:时序|序时|进度|目标|计划|任务|要求)")
_EMPTY = regex("[在中等均都还仍尚全部进行]*")


def take_back(items: Sequence[Item], segments: Sequence[Segment], text: str) -> None:
    """Change the roles of amounts that the clauses behind them, with nothing else named, say are not finished."""
    for place, item in enumerate(items):
        if item.rule not in SILENT or is_reported(item) or item.share:
            continue
        if _is_under_way(item, segments, text):  # 停车场在建，新增停车位200个
            item.role, item.rule = Role.GOING, "前文说还没有完成"
            continue
        after = items[place + 1 :]
        state = next((state for segment in _behind(item, after, segments) if (state := _told(segment, text))), None)
        if state is not None:
            item.role, item.rule, item.verb = _ROLES[state], TAKEN_BACK, state
        elif after and after[0].role is Role.SUBSET and after[0].segment.part == item.segment.part:
            _divide(item, after[0], segments)


# What holds the things that are counted: 养老院 holds 床位.
_FACILITY = regex("停车[场库楼]|养老院|福利院|敬老院|幼儿园|学校|小学|中学|医院|公寓|安置房|市场|综合体")


def _is_under_way(item: Item, segments: Sequence[Segment], text: str) -> bool:
    """Return whether the clause right before an amount says of the like thing that it is not finished (停车场在建，新增停车位200个)."""
    before = [
        segment for segment in segments if segment.end <= item.segment.start and segment.part == item.segment.part
    ]
    if not before or before[-1].quantities or len(item.noun) < 2 or item.has(Kind.TOTAL, Kind.ALREADY):
        return False
    words = text[before[-1].start : before[-1].end]
    state = fold(before[-1].marks)
    undone = state in _UNDONE or (PARTS.search(words) is not None and state is Kind.DONE)
    programme = (
        before[-1].has(Kind.ACT, Kind.REST, Kind.LATER) or item.noun in words
    )  # 公交车更新正在进行，更新公交车32辆
    facility = _FACILITY.search(words)
    another = facility is not None and facility[0] not in item.noun
    undone = undone or (another and state is Kind.PREPARE)
    return undone and not programme and (another or item.noun[:2] in words)


def _divide(item: Item, part: Item, segments: Sequence[Segment]) -> None:
    """Change the roles of an amount and of what is told out of it: how many are finished, the rest not, or how many are not."""
    rest = any(
        segment.has(Kind.REST) and fold(segment.marks) in _UNDONE
        for segment in segments
        if segment.part == item.segment.part and segment.start >= part.segment.end
    )
    done = part.verb is Kind.DONE and part.aspect and not part.noun  # 改造18座，其中10座已完成
    if done or (rest and part.verb in {Kind.DONE, Kind.LATER}):  # 改造18座，其中完工2座，其余未完工
        item.role, item.rule = Role.OTHER, OUT_OF
        part.role, part.rule = Role.DONE, "其中完成的，其余没有"
    elif part.verb in _UNDONE and part.quantity.amount.unit == item.quantity.amount.unit:  # 改造18座，其中2座正在装修
        item.role, item.rule = Role.OTHER, TAKEN_BACK


def _behind(item: Item, after: Sequence[Item], segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield the segments behind an amount, and behind those listed with it, up to the next amount or a new sentence's second clause."""
    last = next((other.segment for other in after[::-1] if other.segment.clause == item.segment.clause), item.segment)
    behind = [segment for segment in segments if segment.start >= last.end]
    for place, segment in enumerate(behind):
        if segment.quantities or (segment.part != last.part and place):
            return
        yield segment


def _told(segment: Segment, text: str) -> Kind | None:
    """Return in which state a clause says that what was told before is, None where it names another thing or is done with."""
    words = text[segment.start : segment.end]
    if _NOT_YET.search(words):
        return Kind.PREPARE
    if _FALLS_SHORT.search(words):
        return None
    state = fold(segment.marks)
    if segment.has(*_ELSEWHERE) or segment.closer.startswith("：") or "为准" in words or PAPERWORK.search(words):
        return None
    reason = REASON.search(words)
    start = segment.start + (reason.end() if reason is not None else 0)
    noun = PARTS.sub("", noun_in(text, start, segment.end, [mark for mark in segment.marks if mark.start >= start]))
    if not _EMPTY.fullmatch(noun):
        return None
    if state is Kind.PREPARE and not any(mark.word in _BEFORE_WORK for mark in segment.marks):
        return None  # 食品抽检2145批次，全部送检
    if state in {Kind.DONE, Kind.LATER}:
        if segment.has(Kind.FUTURE):  # 预计年底全面完成: the whole task, not these
            return None if segment.has(Kind.ALL) else Kind.FUTURE
        return Kind.GOING if PARTS.search(words) else None
    return state if state in _ROLES else None
