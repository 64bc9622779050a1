"""Numbered lines of a notice: on which level of its numbering (一、（一）1.（1）①) the projects stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core import numerals
from shishi_xl.core.paragraph_fields import UNIT_ROLES, Told, opens_with_label, taken_apart
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HAN = "一二三四五六七八九十百"
_DIGITS = r"[0-9０-９]{1,3}"
CLASS, PLAIN = 0, 9
# The order is that of official documents; what stands lower divides what stands higher.
_ORDINALS = (
    (CLASS, regex(rf"第(?P<number>[{_HAN}]+)[类部章批][、：:\s]*")),
    (1, regex(rf"(?P<number>[{_HAN}]+)[、．.]\s*")),
    (2, regex(rf"[（(](?P<number>[{_HAN}]+)[）)][、．.]?\s*")),
    (3, regex(rf"(?:第(?P<number>[{_HAN}]+|{_DIGITS})[项件]|(?:项目|实事)(?P<other>[{_HAN}]+|{_DIGITS})(?=[：:、]))[：:、.．\s]*")),
    (4, regex(rf"(?P<number>{_DIGITS})(?:[.．](?![0-9０-９])|、|[ \t\u3000]+(?=[一-龥“])(?![年月日]))\s*")),
    (5, regex(rf"[（(](?P<number>{_DIGITS})[）)][、．.]?\s*")),
    (6, regex(rf"(?P<number>{_DIGITS})[）)][、．.]?\s*")),
    (7, regex(r"(?P<number>[①-⑳㉑-㉟㊱-㊿])\s*")),
)  # fmt: skip
_CLASS_TITLE = regex(
    r"[^。；：:]{2,30}(?:类|[（(](?:共|计)?[0-9０-９一二三四五六七八九十]+[项件个大条][^（）()]{0,6}[）)])[：:。]?"
)
_SENTENCE_END = tuple("。；;：:！）)】")
_WRAP_SLACK = 6  # half-width columns a broken line may stay short of the widest
_PAGE = regex(r"\s*[-—－–]\s*\d{1,3}\s*[-—－–]\s*")
_ATTACHED = regex(r"附\s*件\s*[:：]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a notice with what its beginning says of its place in the numbering."""

    text: str
    place: str
    rank: int = PLAIN
    number: int = 0
    body: str = ""  # without its number
    rest: str = ""  # the body without its labelled pieces
    told: tuple[Told, ...] = ()

    @property
    def names_units(self) -> bool:
        """Return whether responsible units stand in it."""
        return any(one.role in UNIT_ROLES for one in self.told)


def lines_of(texts: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """Return the lines of (text, place) pairs; the numbers in a list of attachments number nothing."""
    found, attached = [], False
    for text, place in _joined(texts):
        line = _line(text, place)
        attached = bool(_ATTACHED.match(text)) or (attached and line.rank != PLAIN)
        found.append(Line(text, place, body=text, rest=text) if attached else line)
    return tuple(found)


def _joined(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the texts with lines broken for their width, or behind a comma, put together again."""
    given = [one for one in texts if one[0].strip() and not _PAGE.fullmatch(one[0])]
    widest = max((_width(text) for text, _ in given), default=0)
    whole = first = last = ""
    for text, place in given:
        if whole and _goes_on(whole, last, text, widest):
            whole += text
        else:
            if whole:
                yield whole, first
            whole, first = text, place
        last = text
    if whole:
        yield whole, first


def _goes_on(whole: str, last: str, text: str, widest: int) -> bool:
    if opens_with_label(text) or _ATTACHED.match(text) or any(pattern.match(text) for _, pattern in _ORDINALS):
        return False
    open_bracket = len(re.findall(r"[（(]", whole)) > len(re.findall(r"[）)]", whole))
    full = _width(last) >= widest - _WRAP_SLACK and not last.endswith(_SENTENCE_END)
    return open_bracket or full or last.endswith(("、", "，", ","))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _line(text: str, place: str) -> Line:
    for rank, pattern in _ORDINALS:
        if found := pattern.match(text):
            spelled = next(group for group in found.groups() if group)
            number = int(numerals.number_of(unicodedata.normalize("NFKC", spelled)) or 0)
            body = text[found.end() :]
            return Line(text, place, rank, number, body, *taken_apart(body))
    return Line(text, place, CLASS if _CLASS_TITLE.fullmatch(text) else PLAIN, 0, text, *taken_apart(text))


def is_class_title(line: Line) -> bool:
    """Return whether a line is the title of a class, however numbered: 一、交通出行类（5项）."""
    return bool(line.rank == CLASS or _CLASS_TITLE.fullmatch(line.body))


def clusters(lines: Iterable[Line]) -> int:
    """Return at how many places units are named; lines of labels alone that follow one another are one place."""
    count, open_one = 0, False
    for line in lines:
        if line.names_units and (not open_one or line.rest):
            count += 1
        open_one = line.names_units or (open_one and not line.rest)
    return count


def segments(lines: Sequence[Line], rank: int) -> Iterator[tuple[Line, ...]]:
    """Yield each line of a rank with those that follow it, up to the next that stands as high."""
    starts = [at for at, line in enumerate(lines) if line.rank <= rank]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if lines[at].rank == rank:
            yield tuple(lines[at:end])


def item_rank(lines: Sequence[Line]) -> int | None:
    """Return the rank of the lines that open a project each: those with units at one place in each; None for none."""
    scored = []
    for rank in sorted({line.rank for line in lines} - {PLAIN, CLASS}):
        found = list(segments(lines, rank))
        counts = [0 if is_class_title(segment[0]) else clusters(segment) for segment in found]
        named = [at for at, count in enumerate(counts) if count]
        if not named:
            continue
        within = counts[named[0] : named[-1] + 1]  # what is numbered before and behind is no list
        own = sum(segment[0].names_units for segment in found)
        scored.append((2 * sum(count == 1 for count in within) - len(within), own, -rank))
    best = max(scored, default=(0, 0, 0))
    return -best[2] if best[0] > 0 else None
