"""Elsewhere: what a statement itself says belongs to another entry of the list, or to another's duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.matching import Profile
from shishi_xl.patterns import regex

_ENTRY = r"(?:第\s?\d{1,3}|另一|别的|其他)[项条个]"
# A bracket that was filled in by mistake, or is about another entry: （误填，为第8项内容：完成绿化1300亩）.
_MISTAKEN = regex(rf"\([^()]*(?:误填|错填|填错|填串|(?:属于?|是|为){_ENTRY})[^()]*\)")
_NOT_HERE = regex(rf"不(?:在|属于?|计入|列入|纳入|算在)本项目?|(?:单列|另列|列|见|在|属于?|计入|填入){_ENTRY}")
_BESIDES = regex("另|此外|还有|同时")
# What a district looks to, told in brackets behind its name: 对标学习邻近的云溪县（已建成61家）.
_OTHERS = regex(r"(?:邻近|相邻|毗邻|周边|兄弟|先进|对标|学习|外省|外市)[^，。；()]{0,10}[县市区州](\([^()]*\))")
_EXAMPLE = regex(r"以[^，。；]{2,12}为例[，：][^。\n]*")  # how it goes at one place
_SENTENCE = regex(r"[^。；！？\n]+")
_DUTY = regex(r"[只仅](?:负责|承担|实施)(?P<what>[一-龥]{2,12})")


def without_elsewhere(segments: list[Segment], text: str, profiles: Sequence[Profile]) -> list[Segment]:
    """Return the segments of a statement without those about another entry, or about another duty than the indicators'."""
    spans = list(_spans(text, profiles))
    return [one for one in segments if not any(start <= one.start < end for start, end in spans)] if spans else segments


def _spans(text: str, profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    for bracket in _MISTAKEN.finditer(text):
        yield bracket.span()
    for example in _EXAMPLE.finditer(text):
        yield example.span()
    for model in _OTHERS.finditer(text):
        yield model.span(1)
    if _NOT_HERE.search(text) is None and _DUTY.search(text) is None:
        return
    for sentence in _SENTENCE.finditer(text):
        duty, away = _DUTY.search(sentence[0]), _NOT_HERE.search(sentence[0])
        if away is not None and not _MISTAKEN.search(sentence[0]):
            opening, length = _opening(sentence[0][: away.start()]), len(sentence[0])
            begin, end = _bracket_around(sentence[0], away.start()) or (opening, length)
            yield sentence.start() + begin, sentence.start() + end
        elif duty is not None and profiles and not any(known.likeness(duty["what"]) for known in profiles):
            yield sentence.start() + duty.start(), sentence.end()


def _bracket_around(sentence: str, place: int) -> tuple[int, int] | None:
    """Return where the bracket begins and ends that names what is not ours and says so: the rest belongs here (另一项任务（立面整治26栋，不在本项）…)."""
    start, end = sentence.rfind("(", 0, place), sentence.find(")", place)
    within = start > sentence.rfind(")", 0, place) and end > 0 and "，" in sentence[start:place]
    return (start, end + 1) if within else None


def _opening(before: str) -> int:
    """Return where the words begin that are said not to belong here: at 另 or the like, else at the clause before."""
    besides = [found.start() for found in _BESIDES.finditer(before)]
    clauses = before.rstrip("，(").rfind("，") + 1
    return besides[-1] if besides else clauses
