"""Harmless: words that would tell against an amount anywhere else and say nothing where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.core.progress.matching import is_rate

_WRITTEN = frozenset({"登记", "录入", "入库", "备案", "上报"})
_RECORDS = frozenset({"平台", "系统", "台账", "后台", "在线"})


def free_own_words(segment: Segment, own: frozenset[str]) -> None:
    """Make a word that would tell against an amount harmless where the indicator itself is about it (签约, 鉴定, 年均)."""
    averages = any(word.endswith("均") for word in own)
    segment.marks = [
        mark for mark in segment.marks if not (is_rate(mark.word) and mark.word in own)
    ]  # 签约率 is a name
    for place, mark in enumerate(segment.marks):
        if mark.kind is Kind.PREPARE and mark.word in own:
            segment.marks[place] = replace(mark, kind=Kind.ACT)
        elif (
            mark.kind is Kind.VAGUE and mark.word in own and mark.word.endswith(("成", "工"))
        ):  # 基本建成, where that is the target
            segment.marks[place] = replace(mark, kind=Kind.DONE)
        elif mark.kind is Kind.EACH and "均" in mark.word and averages:
            segment.marks[place] = replace(mark, kind=Kind.FILLER)


def free_records(segment: Segment) -> None:
    """Make 登记 and the like harmless where it says in what a figure stands written (平台登记591户)."""
    for place, mark in enumerate(segment.marks):
        if mark.word in _WRITTEN and any(other.word in _RECORDS for other in segment.marks[:place]):
            segment.marks[place] = replace(mark, kind=Kind.FILLER)


def free_own_things(segment: Segment, text: str) -> None:
    """Make 设备 harmless where it ends the name of what is installed (直饮水设备已装好118台)."""
    ends = {segment.start, *(mark.end for mark in segment.marks), *(quantity.end for quantity in segment.quantities)}
    for place, mark in enumerate(segment.marks):
        if mark.word == "设备" and mark.start not in ends and text[mark.start - 1] not in "的等台套":
            segment.marks[place] = replace(mark, kind=Kind.FILLER)


def without_people(marks: Sequence[Mark]) -> list[Mark]:
    """Return the words before an amount without the people something was done to (培训各类人员310人, 结业人员计2150人)."""
    acted = next((place for place, mark in enumerate(marks) if mark.kind in {Kind.ACT, Kind.DONE}), len(marks))
    return [mark for place, mark in enumerate(marks) if mark.word != "人员" or place < acted]
