"""Clauses: a statement cut into sentences and segments, each knowing its words and amounts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shishi_xl.core.period import Period
from shishi_xl.core.progress.bare_numbers import find_bare
from shishi_xl.core.progress.diary import as_diary
from shishi_xl.core.progress.lexicon import Kind, Mark, scan
from shishi_xl.core.progress.senses import CUT, in_their_sense
from shishi_xl.core.progress.times import dated, find_times
from shishi_xl.core.quantities import Quantity, find_quantities
from shishi_xl.core.units import Dimension, tidy, unit_of
from shishi_xl.patterns import regex

_OF_ALL = regex(r"(?<![\d./A-Za-z])(\d+(?:\.\d+)?)/(\d*[1-9]\d*(?:\.\d+)?)(?![\d./])")
_STROKE = regex(r"(?<=[一-龥%])[/|](?=[一-龥]{2,8}：?\d)")
_IN_TRUTH = frozenset({"实际", "现", "目前", "现已"})
_SENTENCE_ENDS = frozenset("。！？\n…")


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
    def opens_sentence(self) -> bool:
        """Return whether nothing of its sentence stands before it."""
        return bool(_SENTENCE_ENDS & set(self.opener))

    @property
    def says_all(self) -> bool:
        """Return whether 全部, 均, 都 or the like stands in the segment."""
        return any(mark.kind is Kind.ALL or mark.word.startswith(("均", "都", "全线")) for mark in self.marks)


def cut(
    text: str, period: Period, own: frozenset[str] = frozenset(), targets: Sequence[tuple[float, str]] = ()
) -> list[Segment]:
    """Return the segments of a plain text with their words and amounts; `scopes` adds what is in force at each.

    `own` are the units of the project's indicators, which count whatever they are (days of clean air); numbers without
    a unit may be told in that of one of its `targets`.
    """
    quantities = [quantity for quantity in find_quantities(text, own) if _counts(quantity, own)]
    quantities = _out_of([_of_all(quantity, text) for quantity in quantities], text)
    known = {quantity.start for quantity in quantities}
    bare = [quantity for quantity in find_bare(text, targets) if quantity.start not in known]
    quantities = sorted([*quantities, *bare], key=lambda quantity: quantity.start)
    taken = [(quantity.start, quantity.end) for quantity in quantities]
    times = [time for time in find_times(text, period) if not _overlaps(time, taken)]
    stretches = sorted([*taken, *((time.start, time.end) for time in times)])
    words = (dated(mark, period) for mark in scan(text, stretches))
    marks = sorted([*times, *words], key=lambda mark: mark.start)
    marks = as_diary(in_their_sense(marks, text), text)
    whole_times = _with_whole_times(text, times)
    segments = _rejoin(_segments(_untabled(_unbracketed(whole_times, quantities), quantities)), taken)
    segments = _with_names(segments, quantities, marks, text)
    _share_out(segments, marks, quantities)
    _name_portions(segments)
    _open_subsets(segments, text)
    _correct_errors(segments)
    return segments


def _of_all(quantity: Quantity, text: str) -> Quantity:
    """Return the amount done of a pair of numbers (925/1850户), any other as it is."""
    pair = _OF_ALL.search(text, max(0, quantity.start - 12), quantity.end)
    if pair is None or pair.end(1) + 1 != quantity.start or not 0 <= float(pair[1]) <= float(pair[2]):
        return quantity
    done = tidy(quantity.amount.value * float(pair[1]) / float(pair[2]))
    return Quantity(replace(quantity.amount, value=done), pair.start(), quantity.end, of_target=True)


def _out_of(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Return the amounts with those told out of another of the same unit made one (3240m2/5400m2)."""
    told: list[Quantity] = []
    for quantity in quantities:
        last = told[-1] if told else None
        pair = last is not None and text[last.end : quantity.start] == "/" and last.amount.unit == quantity.amount.unit
        if pair and last is not None and last.amount.value <= quantity.amount.value:
            told[-1] = Quantity(last.amount, last.start, quantity.end, of_target=True)
        else:
            told.append(quantity)
    return told


def _counts(quantity: Quantity, own: frozenset[str]) -> bool:
    unit = unit_of(quantity.amount.unit)
    return quantity.amount.unit in own or (unit is not None and unit.dimension is not Dimension.TIME)


def _overlaps(time: Mark, taken: list[tuple[int, int]]) -> bool:
    return any(start < time.end and time.start < end for start, end in taken)


def _with_whole_times(text: str, times: list[Mark]) -> str:
    """Return the text with the 、 within a time made a stroke (7、8月)."""
    for time in times:
        if "、" in time.word:
            text = text[: time.start] + time.word.replace("、", "-") + text[time.end :]
    return text


def _unbracketed(text: str, quantities: list[Quantity]) -> str:
    """Return the text with the brackets around a second measure of the same thing made a list: 9个小区(2580户)已完工."""
    for first, second in itertools.pairwise(quantities):
        start, end = second.start, second.end
        alone = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        near = not CUT.search(text, first.end, start - 1)
        other = {each.amount.dimension for each in (first, second)} - {None}
        goes_on = end + 1 < len(text) and not CUT.match(text, end + 1)
        twice = first.amount.unit[:1] == second.amount.unit[:1] and not goes_on  # 4800人次(4120人): one thing both ways
        if alone and near and not twice and len(other) == 2 and not other & {Dimension.PERCENT, Dimension.MONEY}:
            text = text[: start - 1] + "、" + text[start:end] + ("、" if goes_on else " ") + text[end + 1 :]
    return text


def _untabled(text: str, quantities: list[Quantity]) -> str:
    """Return the text with the strokes between the cells of a pasted row made commas (目标85台/完成51台), not those of a unit (15元/台)."""
    for stroke in _STROKE.finditer(text):
        if not any(quantity.start <= stroke.start() < quantity.end for quantity in quantities):
            text = text[: stroke.start()] + "，" + text[stroke.end() :]
    return text


def _segments(text: str) -> list[Segment]:
    segments: list[Segment] = []
    start, opener, sentence, clause, part, depth = 0, "。", 0, 0, 0, 0
    fresh, interrupted = 0, 0  # the last clause begun, and the one an aside stands in
    for match in [*CUT.finditer(text), None]:
        end, sign = (match.start(), match[0]) if match else (len(text), "。")
        if end > start:
            segments.append(Segment(start, end, sentence, opener, sign, clause=clause, part=part, bracket=depth > 0))
        depth = min(3, max(0, depth + sign.count("(") - sign.count(")")))
        ends = bool(_SENTENCE_ENDS & set(sign))
        sentence += ends
        part += ends or "；" in sign
        if sign == "(":
            interrupted = clause
        fresh += sign != "、"
        clause = interrupted if sign == ")" and depth == 0 else fresh if sign != "、" else clause
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


_AND_SO_ON = regex("等(?:[一-龥]{2,6}|共计?|合计|约)?$")
_IN_ALL = regex("[一-龥]{1,8}(?<![其一总])共计?")
_LAST_NAME = regex("[一-龥]{2,10}")
_ARE_PLACES = regex(
    "街镇|镇街|乡镇|[镇乡村]|街道|社区|片区|园区|[一-龥]{0,4}(?:分别|依次|各)"
)  # 甲、乙、丙三个街镇分别…


def _with_names(segments: list[Segment], quantities: list[Quantity], marks: list[Mark], text: str) -> list[Segment]:
    """Return the segments with the names of what is counted joined to their amount (改造完成甲巷、乙街、丙巷等21条; 一小、三小共2所)."""
    words = [mark for mark in marks if mark.kind is not Kind.FILLER]
    ends = {mark.end for mark in words}  # 甲路已完工、乙路等6条: told of 甲路 alone
    joined: list[Segment] = []
    for segment in segments:
        amount = next((each for each in quantities if segment.start < each.start < segment.end), None)
        names = _names_before(joined, segment, quantities, ends) if segment.opener == "、" and amount else []
        said = text[segment.start : amount.start] if amount else ""
        last = _IN_ALL.fullmatch(said) or (len(names) > 1 and _LAST_NAME.fullmatch(said))  # 甲路、乙路、丙巷3条
        told = amount is not None and last and not _ARE_PLACES.match(text, amount.end) and amount.amount.unit != "项"
        all_named = told and amount is not None and amount.amount.value == len(names) + 1
        if names and (all_named or _and_so_on(segment, said, words)):
            del joined[-len(names) :]
            segment = replace(segment, start=names[0].start, opener=names[0].opener)  # noqa: PLW2901 - the same, made longer
        joined.append(segment)
    return joined


def _and_so_on(segment: Segment, said: str, words: list[Mark]) -> bool:
    """Return whether the words before an amount end in 等, or in 等 and what all of the names are (轮椅、助听器等辅具690件)."""
    told = _AND_SO_ON.search(said)
    begin = segment.start + told.start() if told is not None else 0
    return told is not None and not any(begin <= mark.start < segment.start + len(said) for mark in words)


def _names_before(joined: list[Segment], segment: Segment, quantities: list[Quantity], ends: set[int]) -> list[Segment]:
    """Return the segments right before one in its clause that hold no amount and end in no word of state."""
    near = itertools.takewhile(
        lambda other: (
            other.clause == segment.clause
            and other.end not in ends
            and not any(other.start <= each.start < other.end for each in quantities)
        ),
        reversed(joined),
    )
    return list(near)[::-1]


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


def _name_portions(segments: list[Segment]) -> None:
    """Make 部分 a name after an action: 新建部分 is what is built new, not some of it."""
    for segment in segments:
        for place, mark in enumerate(segment.marks[1:], 1):
            last = segment.marks[place - 1]
            if mark.word == "部分" and last.kind is Kind.ACT and last.end == mark.start:
                segment.marks[place] = replace(mark, kind=Kind.FILLER)


def _open_subsets(segments: list[Segment], text: str) -> None:
    """Make 当中 at the head of a segment a word of 其中 (救护车21辆，当中负压车5辆); behind an amount it is none (20个当中18个)."""
    for segment in segments:
        opening = text[segment.start : segment.start + 2]
        if opening in {"当中", "里头", "里面", "里边", "内有"} and not segment.has(Kind.SUBSET):
            segment.marks.insert(0, Mark(Kind.SUBSET, segment.start, segment.start + 2, opening))


def _correct_errors(segments: list[Segment]) -> None:
    """Make 实际 and 现 words of correction where their sentence has named an error before (误报8座，实际7座)."""
    wrong = -1
    for segment in segments:
        for place, mark in enumerate(segment.marks):
            if mark.kind is Kind.WRONG:
                wrong = segment.sentence
            elif wrong == segment.sentence and mark.word in _IN_TRUTH:
                segment.marks[place] = replace(mark, kind=Kind.CORRECT)
