"""Probable slips of the pen in names and contents; each is asked about, none is mended."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from shishi_xl.core.typo_words import LOOKALIKES, MAY_FOLLOW_NAME, NAME_ENDINGS, PHRASES, WORDS
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shishi_xl.core.model import Project

_HAN = regex(r"[一-鿿]+")
_STUTTER = regex(r"(?P<word>[一-鿿]{2,4})(?P<between>[一-鿿]{0,2})(?P=word)")
_GLUE = frozenset({"", "的", "和", "及", "与", "并", "了"})
_TWICE_MARKED = regex(r"([，。；、：])[，。；、：]")
_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"), ("【", "】"))
# Places apart in GB 2312, whose common characters stand in the order of their sound; a set phrase is evidence enough
# to look further.
_NEAR_SOUND, _WIDE_SOUND = 8, 25
_NOT_MISTAKEN = frozenset("一二三四五六七八九十百千万亿东南西北上下左右前后大小多少新旧改扩甲乙丙丁")


@dataclass(frozen=True, slots=True)
class Slip:
    """A stretch that is probably written wrong, and what was probably meant."""

    written: str
    meant: str  # "" where only a person can say
    why: str


@dataclass(frozen=True)
class Vocabulary:
    """What the list itself writes again and again."""

    projects: tuple[Project, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return every name and content once."""
        return tuple(dict.fromkeys(text for one in self.projects for text in (one.name, one.content) if text))

    @cached_property
    def pairs(self) -> Counter[str]:
        """Return how often two characters stand side by side."""
        return Counter(
            first + second for text in self.texts for run in _HAN.findall(text) for first, second in pairwise(run)
        )

    @cached_property
    def fours(self) -> Counter[str]:
        """Return in how many texts four characters stand side by side."""
        return Counter(four for text in self.texts for four in {window.text for window in _windows(text, 4)})

    @cached_property
    def usual(self) -> dict[tuple[int, str], list[str]]:
        """Return the fours that several texts share, under each of their gaps."""
        return _by_gap(four for four, count in self.fours.items() if count > 1)


def find_slips(project: Project, vocabulary: Vocabulary) -> tuple[Slip, ...]:
    """Return the probable slips in one project's name and content, each once."""
    found: dict[str, Slip] = {}
    for text in dict.fromkeys((project.name, project.content)):
        taken: set[int] = set()
        for slip in (*_near_phrases(text, vocabulary), *_near_usage(text, vocabulary), *_stutters(text), *_marks(text)):
            start = text.find(slip.written)
            stretch = set(range(start, start + len(slip.written)))
            if not stretch & taken:  # one slip shows in several stretches around it
                taken |= stretch
                found.setdefault(slip.written, slip)
    for slip in (*_stray_ending(project, vocabulary), *_two_spellings(project)):
        found.setdefault(slip.written, slip)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of characters in a row, and whether the row goes on before and behind it."""

    text: str
    goes_on: tuple[bool, bool]


def _windows(text: str, length: int) -> Iterator[_Window]:
    for run in _HAN.findall(text):
        for at in range(len(run) - length + 1):
            yield _Window(run[at : at + length], (at > 0, at + length < len(run)))


def _gaps(stretch: str) -> Iterator[tuple[int, str]]:
    """Yield a stretch with each of its characters left out: what stretches differing in one character share."""
    for at in range(len(stretch)):
        yield at, stretch[:at] + stretch[at + 1 :]


def _by_gap(stretches: Iterable[str]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    for stretch in stretches:
        for gap in _gaps(stretch):
            found.setdefault(gap, []).append(stretch)
    return found


def _near_phrases(text: str, vocabulary: Vocabulary) -> Iterator[Slip]:
    """建筑面职: one character off a set phrase, and no word by itself."""
    for length in _PHRASE_LENGTHS:
        for window in _windows(text, length):
            if window.text in PHRASES:
                continue
            for at, rest in _gaps(window.text):
                for phrase in _PHRASES.get((at, rest), ()):
                    if _likely(window, at, phrase[at]) and not _makes_a_word(window.text, at, vocabulary):
                        yield Slip(window.text, phrase, "与常用词只差一个字")


_PHRASES = _by_gap(sorted(PHRASES))
_PHRASE_LENGTHS = tuple(sorted({len(phrase) for phrase in PHRASES if len(phrase) >= 4}))


def _likely(window: _Window, at: int, meant: str) -> bool:
    """Return whether a character off a set phrase is a slip rather than the beginning of another word."""
    return confusable(window.text[at], meant, _NEAR_SOUND if _cut_off(window, at) else _WIDE_SOUND)


def _cut_off(window: _Window, at: int) -> bool:
    """Return whether the odd character may be a part of the word beside the window: 中小学课|后服务."""
    before, behind = window.goes_on
    return (at == 0 and before) or (at == len(window.text) - 1 and behind)


def _makes_a_word(window: str, at: int, vocabulary: Vocabulary) -> bool:
    if window[at] in _NOT_MISTAKEN:
        return True
    beside = [window[max(0, at - 1) : at + 1], window[at : at + 2]]
    return any(pair in WORDS or vocabulary.pairs[pair] > 1 for pair in beside if len(pair) == 2)


def _near_usage(text: str, vocabulary: Vocabulary) -> Iterator[Slip]:
    """通答率: written otherwise elsewhere in the list, with a character that sounds or looks the same."""
    for window in _windows(text, 4):
        if vocabulary.fours[window.text] > 1:
            continue
        for at, rest in _gaps(window.text):
            for usual in vocabulary.usual.get((at, rest), ()):
                alike = usual != window.text and confusable(window.text[at], usual[at], _NEAR_SOUND)
                if alike and not _cut_off(window, at) and not _makes_a_word(window.text, at, vocabulary):
                    yield Slip(window.text, usual, "与清单里别处的写法只差一个形近或音近的字")


def confusable(one: str, other: str, within: int = _NEAR_SOUND) -> bool:
    """Return whether two characters look alike, or sound alike by standing so close in GB 2312."""
    if one in _NOT_MISTAKEN or other in _NOT_MISTAKEN:
        return False
    return any(one in group and other in group for group in LOOKALIKES) or _sound_alike(one, other, within)


def _sound_alike(one: str, other: str, within: int) -> bool:
    first, second = _sound_order(one), _sound_order(other)
    return first is not None and second is not None and abs(first - second) <= within


def _sound_order(character: str) -> int | None:
    """Return a common character's place in GB 2312, None for a rare one, which stands there by its radical."""
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return None
    return (high - 0xB0) * 94 + low - 0xA1 if 0xB0 <= high <= 0xD7 else None


def _stutters(text: str) -> Iterator[Slip]:
    """购置采购购置: a word said again at once, or around a word that shares a character with it."""
    for found in _STUTTER.finditer(text):
        word, between = found["word"], found["between"]
        if between in _GLUE or set(word) & set(between):
            yield Slip(found[0], "", f"“{word}”重复")


def _marks(text: str) -> Iterator[Slip]:
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            around = re.search(rf".{{0,8}}[{opening}{closing}].{{0,8}}", text)
            yield Slip(around[0] if around else opening, "", f"“{opening}”和“{closing}”没有成对")
    if found := _TWICE_MARKED.search(text):
        yield Slip(text[max(0, found.start() - 4) : found.end() + 4], "", "两个标点连在一起")


def _stray_ending(project: Project, vocabulary: Vocabulary) -> Iterator[Slip]:
    """小学备: one character behind what such names end with, which no other name has there."""
    name = project.name
    ending = next((ending for ending in NAME_ENDINGS if name[:-1].endswith(ending)), "")
    if not ending or not _HAN.fullmatch(name[-1]) or name[-1] in MAY_FOLLOW_NAME or name.endswith(NAME_ENDINGS):
        return
    if any(other.name != name and other.name.endswith(ending[-1] + name[-1]) for other in vocabulary.projects):
        return
    yield Slip(name, name[:-1], f"名称末尾的“{name[-1]}”可能多余")


def _two_spellings(project: Project) -> Iterator[Slip]:
    """The content calls the same place by a name that is nearly, not quite, the project's."""
    name = project.name
    if len(name) < 6 or name in project.content:
        return
    for part in re.split(r"[，。；、：\n]", project.content):
        close = fuzz.ratio(name, part) >= 88
        if part != name and close and part.endswith(NAME_ENDINGS) and name.endswith(NAME_ENDINGS):
            yield Slip(name, part, "项目名称与项目内容里的写法不一")


def spelling_doubt(slip: Slip) -> str:
    """Return the 疑点 of a slip."""
    meant = f"，是否应为“{slip.meant}”" if slip.meant else ""
    return f"疑似笔误：“{slip.written}”（{slip.why}）{meant}"


def slips_of(projects: Iterable[Project]) -> Iterator[tuple[Project, Slip]]:
    """Yield every probable slip with its project."""
    listed = tuple(projects)
    vocabulary = Vocabulary(listed)
    for project in listed:
        for slip in find_slips(project, vocabulary):
            yield project, slip
