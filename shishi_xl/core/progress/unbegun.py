"""Unbegun: clauses that say a work has not been begun."""

from __future__ import annotations

import itertools

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.core.progress.matching import Project, canonical
from shishi_xl.core.progress.nouns import noun_of

_BEGUN = frozenset({"组织", "举办", "开办", "实施", "施工", "建设", "开展", "进行", "推进", "有"})


_ZERO = frozenset({"为零", "为0"})


def not_begun(segment: Segment) -> bool:
    marks = [mark for mark in segment.marks if mark.kind is not Kind.FILLER]
    denied = next((place for place, mark in enumerate(marks) if mark.kind is Kind.NOT), 0)
    if any(mark.kind in {Kind.DONE, Kind.LATER} for mark in marks[:denied]):  # 竣工验收尚未组织
        return False
    for first, second in itertools.pairwise(marks):
        if first.kind is Kind.NOT and (
            second.kind is Kind.START
            or second.word in _BEGUN
            or (first.word in {"尚无", "暂无"} and (second.word == "新增" or _lives_on(second)))
        ):
            return True
    return bool(marks) and marks[-1].word in _ZERO


def _lives_on(mark: Mark) -> bool:
    """Return whether a word says more than that a work is finished, which is denied of what has begun too (暂无行政村通气, not 暂无完工)."""
    return mark.kind in {Kind.DONE, Kind.LATER} and not set(mark.word) & set("完竣建成")


def not_acted(segment: Segment, text: str, project: Project) -> bool:
    """Return whether what a project promises to do is denied of a thing it names and nothing less (手环尚未发放)."""
    marks = [mark for mark in segment.marks if mark.kind is not Kind.FILLER]
    if (
        [mark.kind for mark in marks[-2:]] != [Kind.NOT, Kind.ACT]
        or segment.quantities
        or marks[-1].word not in project.acts
    ):
        return False
    noun = canonical(noun_of(text[segment.start : marks[-2].start]))
    return not noun or (len(noun) > 1 and any(known.core.endswith(noun) for known in project.profiles))
