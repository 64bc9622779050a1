"""Clauses: a statement cut into sentences and segments, each knowing its words and amounts and the scope they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from shishi_xl.core.period import Period
from shishi_xl.core.progress.lexicon import Kind, Mark, scan
from shishi_xl.core.progress.times import dated, find_times
from shishi_xl.core.quantities import Quantity, find_quantities
from shishi_xl.core.units import Dimension, unit_of

_CUT = re.compile(r"[。！？\n；，、：()…]+")
_SENTENCE_ENDS = frozenset("。！？\n…")
_AGENDA = re.compile(r"下一?步|下一?阶段|接下来|后续(?:工作|计划|安排)|今后|工作计划|工作打算|下月")
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+)?(?:存在的?(?:主要)?问题|主要(?:问题|困难)|困难问题|问题方面|资金方面|原因|往年情况|历史情况|工作措施|主要措施|主要做法)"
)

# Words of need, not of a plan: they say nothing of the clauses after their own.
_BRIEF = frozenset({"需", "还需", "尚需", "仍需", "将", "待", "准备", "即将", "后再", "务必", "必须", "可望"})
# Words that begin a new scope of time or mood and how far it reaches.
_IN_TRUTH = frozenset({"实际", "现", "目前", "现已"})
_MOODS = frozenset({Kind.FUTURE, Kind.SHOULD})
_STATES = (Kind.DONE, Kind.ACT, Kind.LATER, Kind.START, Kind.GOING, Kind.NOT)  # what a target does not say
_TIMES = frozenset({Kind.MONTH, Kind.LAST, Kind.EARLIER, Kind.PRIOR, Kind.STOCK})


@dataclass(slots=True)
class Segment:
    """A stretch between two separators with its marks and amounts in order."""

    start: int
    end: int
    sentence: int
    opener: str  # the separator before it
    closer: str
    marks: list[Mark] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    clause: int = 0  # runs of segments joined by 、 are one clause
    part: int = 0  # runs of clauses joined by ， are one part (; and 。 end it)
    mood: Mark | None = None  # FUTURE or SHOULD in force at its start
    time: Mark | None = None  # MONTH, EARLIER, PRIOR or STOCK in force at its start
    subset: bool = False
    agenda: bool = False  # under 下一步 and the like
    bracket: bool = False

    def has(self, *kinds: Kind) -> bool:
        """Return whether a word of one of the kinds stands in the segment."""
        return any(mark.kind in kinds for mark in self.marks)

    @property
    def says_all(self) -> bool:
        """Return whether 全部, 均, 都 or the like stands in the segment."""
        return any(mark.kind is Kind.ALL or mark.word[0] in "均都全" for mark in self.marks)


def cut(text: str, period: Period) -> list[Segment]:
    """Return the segments of a plain text with their words, amounts and scopes."""
    quantities = [quantity for quantity in find_quantities(text) if _counts(quantity)]
    taken = [(quantity.start, quantity.end) for quantity in quantities]
    times = [time for time in find_times(text, period) if not _overlaps(time, taken)]
    stretches = sorted([*taken, *((time.start, time.end) for time in times)])
    words = (dated(mark, period) for mark in scan(text, stretches))
    marks = sorted([*times, *words], key=lambda mark: mark.start)
    segments = _rejoin(_segments(text), taken)
    _share_out(segments, marks, quantities)
    _correct_errors(segments)
    _set_scopes(segments, text)
    return segments


def _counts(quantity: Quantity) -> bool:
    unit = unit_of(quantity.amount.unit)
    return unit is not None and unit.dimension is not Dimension.TIME


def _overlaps(time: Mark, taken: list[tuple[int, int]]) -> bool:
    return any(start < time.end and time.start < end for start, end in taken)


def _segments(text: str) -> list[Segment]:
    segments: list[Segment] = []
    start, opener, sentence, clause, part, depth = 0, "。", 0, 0, 0, 0
    for match in [*_CUT.finditer(text), None]:
        end, sign = (match.start(), match[0]) if match else (len(text), "。")
        if end > start:
            segments.append(Segment(start, end, sentence, opener, sign, clause=clause, part=part, bracket=depth > 0))
        depth = min(3, max(0, depth + sign.count("(") - sign.count(")")))
        ends = bool(_SENTENCE_ENDS & set(sign))
        sentence += ends
        part += ends or "；" in sign
        clause += sign != "、"
        start, opener = (match.end() if match else end), sign
    return segments


def _rejoin(segments: list[Segment], taken: list[tuple[int, int]]) -> list[Segment]:
    """Return the segments with a lone amount given back to the words it was cut from (公厕：5座; 累计建成充电桩，240个)."""
    alone = set(taken)
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        free = last is not None and not any(last.start <= start < last.end for start, _ in taken)
        if (segment.start, segment.end) in alone and last is not None and free and segment.opener in {"，", "："}:
            last.end, last.closer = segment.end, segment.closer
        else:
            joined.append(segment)
    return joined


def _share_out(segments: list[Segment], marks: list[Mark], quantities: list[Quantity]) -> None:
    place = 0
    for mark in marks:
        while place + 1 < len(segments) and mark.start >= segments[place].end:
            place += 1
        if segments:
            segments[place].marks.append(mark)
    place = 0
    for quantity in quantities:
        while place + 1 < len(segments) and quantity.start >= segments[place].end:
            place += 1
        segments[place].quantities.append(quantity)


def _correct_errors(segments: list[Segment]) -> None:
    """Make 实际 and 现 words of correction where their sentence has named an error before (误报8座，实际7座)."""
    wrong = -1
    for segment in segments:
        for place, mark in enumerate(segment.marks):
            if mark.kind is Kind.WRONG:
                wrong = segment.sentence
            elif wrong == segment.sentence and mark.word in _IN_TRUTH:
                segment.marks[place] = replace(mark, kind=Kind.CORRECT)


def _set_scopes(segments: list[Segment], text: str) -> None:
    """Set mood, time and 其中 in force at each segment: they reach on until something ends them."""
    mood: Mark | None = None
    time: Mark | None = None
    subset = agenda = False
    last: Segment | None = None
    outside = (mood, time, subset)  # an aside, (目标70%), governs nothing after it
    for segment in segments:
        if segment.bracket and not (last is not None and last.bracket):
            outside = (mood, time, subset)
        elif last is not None and last.bracket and not segment.bracket:
            mood, time, subset = outside
        if last is not None and segment.sentence != last.sentence:
            mood, time, subset = None, None, False
            agenda = agenda and not _ends_agenda(segment)
        elif last is not None and segment.part != last.part:
            time = None if subset and time is not None and time.kind in {Kind.PRIOR, Kind.STOCK} else time
            subset = False
            mood = mood if _goes_on(segment, text) else None
        words = text[segment.start : segment.end]
        if _AGENDA.match(words.lstrip("一二三四五")):
            agenda = True
        elif _HEADING.match(words) or (agenda and _ends_agenda(segment)):
            agenda = False
        if last is not None and segment.clause != last.clause:
            mood, time = _carried(segment, mood, time)
        segment.mood, segment.time, segment.subset, segment.agenda = mood, time, subset, agenda
        last = segment
        for mark in segment.marks:
            mood = mark if mark.kind in _MOODS else mood
            time = _time_after(mark, time)
            if mark.kind is Kind.SUBSET:
                subset = True
            elif mark.kind is Kind.THIS_YEAR:  # 历年累计3.1万户，其中2020年完成1258户: the part asked for
                subset = False
        if mood is not None and mood.kind is Kind.SHOULD and _is_share(segment, text):
            mood = None


def _is_share(segment: Segment, text: str) -> bool:
    """Return whether a segment only says how much of the target is done (完成年度目标的74.2%)."""
    percents = segment.quantities and all(quantity.amount.unit == "%" for quantity in segment.quantities)
    return bool(percents) and (segment.has(Kind.DONE) or "占" in text[segment.start : segment.end])


def _time_after(mark: Mark, time: Mark | None) -> Mark | None:
    if mark.kind in _TIMES:
        return mark
    return None if mark.kind in {Kind.THIS_YEAR, Kind.NOW} else time


def _ends_agenda(segment: Segment) -> bool:
    return segment.has(Kind.NOW, Kind.TOTAL, Kind.THIS_YEAR) and not segment.has(Kind.FUTURE)


def _goes_on(segment: Segment, text: str) -> bool:
    """Return whether a plan before a ； still governs what follows: unless a new subject opens with its own words."""
    first = min(
        [mark.start for mark in segment.marks if mark.kind is not Kind.FILLER]
        + [q.start for q in segment.quantities]
        + [segment.end]
    )
    return first == segment.start or text[segment.start : first].strip("“”") == ""


def _carried(segment: Segment, mood: Mark | None, time: Mark | None) -> tuple[Mark | None, Mark | None]:
    """Return the scopes that still hold in a new clause, judged by its own words."""
    if mood is not None and not segment.has(Kind.FUTURE):
        fresh = segment.has(Kind.NOW, Kind.ALREADY, Kind.TOTAL, Kind.CORRECT)
        headed = segment.opener.startswith("：") and mood.end >= segment.start - 2  # 年度任务：打通断头路5条
        told = mood.kind is Kind.SHOULD and segment.has(*_STATES) and not headed
        if fresh or told or mood.word in _BRIEF:
            mood = None
    if time is not None:
        total = (
            segment.has(Kind.TOTAL, Kind.CORRECT)
            and time.kind in {Kind.MONTH, Kind.LAST, Kind.EARLIER}
            and not segment.has(Kind.LAST, Kind.EARLIER)
        )
        if total or segment.has(Kind.NOW, Kind.THIS_YEAR):
            time = None
    return mood, time
