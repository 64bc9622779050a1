"""In force: whether a clause speaks of now and of all there is, so that it may say of a whole that it is finished or not begun."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.scopes import finished_since
from shishi_xl.core.progress.some import names_a_share
from shishi_xl.patterns import regex

_PURPOSE = regex(r"为了?|旨在|保障|推动|促进|力促|助推")
_AGAINST = frozenset(
    {
        Kind.PRIOR, Kind.STOCK, Kind.VAGUE, Kind.REST, Kind.EXCEPT, Kind.SUBSET, Kind.REMAIN, Kind.COMPARE, Kind.EACH,
        Kind.FUTURE,
    }
)  # fmt: skip
_WHEN = frozenset({Kind.MONTH, Kind.EARLIER, Kind.LAST})
_UNTIL = regex("月(?:份|底|末|初|[上中下]旬)?[之以]?前")  # 3月前未开工: and since?


def may_say_all(segments: Sequence[Segment], place: int, text: str) -> bool:
    """Return whether a clause speaks of now, of nothing taken out before, and of no number that could not be read."""
    segment = segments[place]
    heads_number = segment.closer.startswith("：") and text[segment.end + 1 : segment.end + 2].isdigit()  # 未启动数：2
    in_force = _in_force(segment, fold(segment.marks), text) and not _excepted(segments[:place], segment)
    some = names_a_share(text, _batch_told(segments, place), segment.end)
    some = some or _OF_WHOM.search(text, segment.start, segment.end) is not None or text.startswith("(除", segment.end)
    return in_force and not (some or heads_number or _counts_in_vain(segment, text))


_OF_WHOM = regex(
    "(?:对象|资格|名单|身份|等级|户籍)[一-龥]{0,2}(?:认定|鉴定|核定|评定|审核|确认|核实)"
)  # not the work itself


def _batch_told(segments: Sequence[Segment], place: int) -> int:
    """Return where the words begin that may say of which batch a clause speaks: its own, those right before it, the amounts it sums up."""
    segment = segments[place]
    before = [other for other in segments[:place] if other.part == segment.part]
    told = list(itertools.takewhile(lambda other: other.quantities, reversed(before))) or before[-1:]
    return told[-1].start if told else segment.start


def _counts_in_vain(segment: Segment, text: str) -> bool:
    """Return whether a number that could not be read follows what is said to be done (完工8各)."""
    read = {quantity.start for quantity in segment.quantities}
    ends = [mark.end for mark in segment.marks if mark.kind in {Kind.DONE, Kind.LATER}]
    if segment.has(Kind.NOT):  # 完工20，未开工4
        ends += [mark.end for mark in segment.marks if mark.kind in {Kind.NOT, Kind.START, Kind.ACT}]
    return any(text[end : end + 1].isdigit() and end not in read for end in ends)


def _excepted(before: Sequence[Segment], segment: Segment) -> bool:
    """Return whether something was taken out right before (除78户外，改造全部完工; 除甲、乙两镇外，均已完工)."""
    last = before[-1] if before else None
    if last is None or last.part != segment.part:
        return False
    return any(
        other.has(Kind.EXCEPT)
        and (other.clause == last.clause or (other.part == segment.part and not other.quantities))
        for other in before
    )


def _in_force(segment: Segment, state: Kind | None, text: str) -> bool:
    firm = any(mark.word.startswith(("已", "均", "都", "全")) for mark in segment.marks)
    purpose = _PURPOSE.match(text, segment.start)
    firm = firm and not (purpose is not None and purpose[0][0] in "为旨")
    if purpose is not None and state is not Kind.NOT and not firm:  # 保障任务如期实现
        return False
    planned = segment.mood is not None and segment.mood.kind is Kind.FUTURE and state is not Kind.NOT
    if segment.agenda or segment.subset or planned:
        return False
    still = state is Kind.NOT and any(mark.kind is Kind.NOT and mark.word[0] in "尚仍还" for mark in segment.marks)
    if (segment.time is not None and not still) or (
        state is Kind.NOT and _UNTIL.search(text, segment.start, segment.end)
    ):
        return False
    return not any(
        mark.kind in _AGAINST
        or (
            mark.kind in _WHEN
            and not text.endswith("于", 0, mark.start)  # 已于8月完成: since then
            and not finished_since(mark, segment, text)
        )
        for mark in segment.marks
    )
