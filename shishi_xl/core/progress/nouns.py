"""Nouns: what is counted, from the words around an amount that the lexicon does not know."""

from __future__ import annotations

import itertools
from functools import lru_cache

from shishi_xl.core.progress.lexicon import Kind, Mark, scan
from shishi_xl.core.progress.likeness import PARTS
from shishi_xl.core.progress.roles import Item
from shishi_xl.core.quantities import Quantity
from shishi_xl.patterns import regex

OPEN = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, Kind.WEAK, Kind.START, Kind.GOING, Kind.NOT, Kind.PREPARE})
JOINED = regex(r"[、和]|(?<!参)与|以及|(?<![惠普])及(?!时)")
_REASON = regex(r"因|由于|受|经(?!济|营)|按照?|根据|通过|克服|依托|结合|会同|联合|针对|围绕|利用|借助|在.{1,8}下")
_ENDS_REASON = OPEN | {Kind.ALREADY, Kind.TOTAL, Kind.NOW, Kind.ALL}
_THEN = frozenset(
    {"并", "且", "后", "而", "同时", "因", "由于", "向", "给", "让", "由", "经"}
)  # what comes after is besides, or why, or for whom
_MEASURED = regex(r"(?:按照?|以|采用)[^，。\d]{0,4}[\d.\-至到]+[a-z一-龥]{1,3}$")
# Who agreed to it and where it is written: 并经老人签字确认的有403户, 实名制系统内结业人员计2150人.
_BESIDE_THE_POINT = regex(
    "经[一-龥]{1,8}?(?:签字|签收|确认|认可|核实|认定)+的?|[一-龥]{0,8}(?:系统|平台|台账|数据库)[内里中上]|计$"
)
_WHERE = regex("镇街|街镇|乡镇|镇|乡|街道|村|社区|片区|园区|单位|学校|标段")
_TOWARD = frozenset({"向", "对", "给"})
_OPENED = frozenset({Kind.LATER, Kind.DONE})
_TRANSITIVE = frozenset({"完成", "做完", "实现", "达成"})
_PARTICLES = frozenset("或后类好完妥齐自中里内上下时日月底度年来过处分段方量数批地得着岁再又离距实：")
_TOPICAL = regex(r"(?:一块|一项|方面|[这那][头边])$")  # 改厕这一块, 公厕方面
_PASSED = regex(
    "(?:通过|(?<=.)过)(?:[国省市区县镇乡]级?|街道|社区|部门|联合|考核|主管|行业|专家|上级|初步)*$"
)  # what was passed is a word of its own: 通过市级考核验收
_SPECIFIED = regex("^(?:(?:DN|dn|De|φ|Φ)[-~至到]?)+")  # DN300~DN800管道
_IN_TURNS = regex("^分[一二三四五六七八九十]*[批轮次期]")  # 分六轮发放; figures have been taken out before
_LINKS = frozenset("的“”：和与及() ")


@lru_cache(maxsize=4096)  # 其余路段, 下一步, 截至目前: reports are made of the same clauses
def noun_of(words: str) -> str:
    """Return a stretch without the words of the lexicon: what it is about."""
    return noun_in(words, 0, len(words), scan(words, []))


def noun_in(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Return what is left of a stretch without the words of the lexicon."""
    kept, place, toward = [], start, False
    for mark in marks:
        if mark.start >= end:
            break
        if not (toward and mark.kind in _OPENED):  # 对游客开放
            kept.append(text[place : mark.start])
        place, toward = max(place, mark.end), mark.word in _TOWARD
    kept.append(text[place:end] if place < end else "")
    noun = "".join(character for character in "".join(kept) if character not in _LINKS and not character.isdigit())
    noun = _IN_TURNS.sub("", noun)
    noun = _PASSED.sub("", _TOPICAL.sub("", _SPECIFIED.sub("", noun)))
    return "" if noun in _PARTICLES else noun


def noun_before(text: str, first: int, start: int, quantity: Quantity, marks: list[Mark], *, handed_on: bool) -> str:
    """Return the noun before an amount; where another amount precedes it, the noun after the verb (3个标段累计新建监控80路)."""
    if text.startswith("即", first) and not handed_on:  # 完成80%，即完成40处
        start += 1
    measure = _MEASURED.search(text, first, start) if handed_on else None
    if measure is not None:  # 便道按1.5米路幅硬化106公里
        return noun_of(text[first : measure.start()])
    besides = next((mark.end for mark in marks[::-1] if mark.word == "并"), None)
    if besides is not None and not noun_in(text, besides, quantity.start, marks) and PARTS.search(text, start, besides):
        return ""  # 下管回填并试压合格19公里: the last stage of the same, whatever came before
    if not handed_on and _BESIDE_THE_POINT.search(text, start, quantity.start):
        edges = [
            start,
            *(edge for found in _BESIDE_THE_POINT.finditer(text, start, quantity.start) for edge in found.span()),
        ]
        pieces = itertools.zip_longest(edges[::2], edges[1::2], fillvalue=quantity.start)
        return "".join(
            noun_in(text, left, right, [mark for mark in marks if mark.start >= left]) for left, right in pieces
        )
    if not handed_on and (verb := _described(text, start, quantity.start, marks)):
        return noun_in(text, after_reason(text, start, marks), verb, marks)
    verb = next((mark.start for mark in marks if mark.kind in _ENDS_REASON), quantity.start)
    own = noun_in(text, verb, quantity.start, marks) if handed_on else ""
    noun = own or noun_in(text, after_reason(text, start, marks), quantity.start, marks)
    return "" if handed_on and _WHERE.fullmatch(noun) else noun  # 11个镇共建成79公里: the towns were counted before


_OF_WHICH = regex("[一-龥]{2,8}的(?:有|是|为|共)?$")


def _described(text: str, start: int, end: int, marks: list[Mark]) -> int:
    """Return where what is finished ends, behind which a clause with 的 only goes on about it (改造完毕恢复通航的5处), 0 where there is none."""
    done = next((mark for mark in marks if mark.kind is Kind.DONE and mark.start >= start), None)
    goes_on = done is not None and _OF_WHICH.fullmatch(text, done.end, end) is not None
    return done.start if done is not None and goes_on and done.start > start else 0


def after_reason(text: str, start: int, marks: list[Mark]) -> int:
    """Return where the words about an amount begin: after an opening that says why or how (因暴雨只建成3座)."""
    verb = next((mark.start for mark in marks if mark.start > start and mark.kind in _ENDS_REASON), start)
    return verb if _REASON.match(text, start, verb) else start


def handed_noun(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Return the noun after an amount that another follows, up to 和 or the first verb; none where it is a place (4个镇共建成7座)."""
    gap = JOINED.search(text, start, end)
    if gap is not None:
        return noun_in(text, start, gap.start(), marks)
    noun = noun_in(text, start, first_verb(marks, end), marks)
    return "" if _WHERE.fullmatch(noun) else noun


def is_where(text: str, start: int, end: int, marks: list[Mark]) -> bool:
    """Return whether an amount that another follows counts the places where that one was done (12个镇完成改造91处)."""
    verb = first_verb(marks, end)
    return verb < end and _WHERE.fullmatch(noun_in(text, start, verb, marks)) is not None


def take_noun_back(item: Item, items: list[Item]) -> None:
    """Take from an amount the noun that belongs to the one before it (26个小区8200户), unless that has its own (户厕36户公厕5座)."""
    last = items[-1] if items and items[-1].segment is item.segment and items[-1].handed else None
    if last is None or last.noun_before or last.noun_after != item.noun_before:
        return
    if item.verb is None or item.noun_after:  # 5个公园和3个市场均已完工: each its own
        item.noun_before = ""


def has_object(text: str, after: list[Mark], end: int) -> bool:
    """Return whether the first verb after an amount is 完成 and something else is what was completed (12个小区完成雨污分流)."""
    verb = next((mark for mark in after if mark.kind in OPEN - {Kind.PREPARE}), None)  # 已验货并做完参数设置
    then = next(
        (mark.start for mark in after if verb is not None and mark.start > verb.start and mark.word in _THEN), end
    )
    return verb is not None and verb.word in _TRANSITIVE and bool(noun_in(text, verb.end, then, after))


def first_verb(after: list[Mark], right: int) -> int:
    return next(
        (
            mark.start
            for mark in after
            if mark.kind in OPEN - {Kind.ACT, Kind.WEAK}
            or mark.kind in {Kind.ALREADY, Kind.EXCEPT}
            or mark.word in _THEN
        ),
        right,
    )
