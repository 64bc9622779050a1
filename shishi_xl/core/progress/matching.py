"""Matching: which indicator an amount or a clause speaks of, by unit and by what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shishi_xl.core.model import Indicator
from shishi_xl.core.plain import plain
from shishi_xl.core.progress.contents import amounts_of
from shishi_xl.core.progress.lexicon import Kind, scan
from shishi_xl.core.progress.likeness import PARTS, abbreviates, canonical, likeness
from shishi_xl.core.progress.predicates import without_predicate
from shishi_xl.core.units import Dimension, bare, convertible, unit_of
from shishi_xl.patterns import regex

_GOES_THERE = regex(r"[进入下到](?:村|镇|乡|街道)$")  # 送春联进村: what was done, not where
_HEADING = regex(r"^(?:在[^，。；]*基础上，)?(?:新建|改建|扩建|建设|改扩建|位于[^，。]*，)?([^，。；：\n(]{2,30})")
_ONE = regex(r"[一两\d]+[座个所处条项幢栋]$")
_PLACE_ONLY = regex(
    r"[A-Za-z一-龥]{0,8}(?:城[东南西北中]|[老新主东南西北]城|[一-龥]发区|高新区|新区|街道|片区|园区|组团|镇|(?<!下)乡|村|新城|标段|流域|沿线|[一二三四五六七八九十\d]标|[东南西北]区|[东南西北中]片|[一-龥]{2,4}段|[一二三四]期(?:工程)?|[东南西北]部|路段|第?[首头一二三四五六七八九十\d]批次?|(?:[#号][-、至和]?)+楼)|[省市县区镇乡我该]"
)
# Streets and villages that are themselves counted: no place where something else is (试点街道6个).
_PLACES_COUNTED = regex(
    r"(?:试点|示范|重点|参与|相关|涉及|覆盖|主城|农村|城市|中心|一般|牵头)*(?:街道|镇街|街镇|乡镇|片区|园区|组团|村|镇|乡)"
)
_PARTED = regex(r"([一-龥]{1,4}?)(?:[、和与]|以及)([一-龥]{1,4})")
EXAMINING = frozenset({"检测", "筛查", "体检", "检查"})
_EXAMINED = frozenset({"检", "查", "筛", "筛检", "检查"})
_KINDS = {"学校": ("小学", "中学")}
_THINGS = frozenset(
    {"设备", "机械", "材料", "人员", "工人", "图纸", "清单", "台账"}
)  # no deeds, though no deliverables elsewhere
_BY_HAND = frozenset("装建修铺植种栽换架埋改")  # verbs of one character before one for the thing
_SORTS = frozenset({"泵房", "泵站", "站", "站点", "装置", "系统", "设备", "器材", "终端"})  # of 设施
_OPENING = 400  # characters of a content: what the project is about stands there
_RATE = regex(r"率$|比例$|满意度$|占比$")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an indicator: its name without verbs, its verbs, and the two halves of a paired name (雨、污水)."""

    indicator: Indicator
    core: str
    full: str
    acts: frozenset[str]
    halves: tuple[frozenset[str], frozenset[str]] | None
    counts_starts: bool
    parts: tuple[str, ...] = ()  # of a name that joins things: 农贸市场和便民菜店
    alias: str = ""  # what the project's content calls it
    promised: frozenset[str] = frozenset()  # the verbs of the content's promise
    other_words: str = ""  # that the content puts in brackets behind the name
    uses: frozenset[str] = frozenset()  # what its name says of a finished thing (上线应用场景): only that counts

    def likeness(self, noun: str) -> float:
        """Return how surely a noun names what is counted, one of several things counted together, or is short for it."""
        best = max(likeness(noun, core) for core in (self.core, *self.parts))
        if best:
            return best
        if self._is_of_its_kind(canonical(noun)):
            return 0.6
        if self._is_in_alias(canonical(noun)):
            return 0.6
        if self.other_words and likeness(noun, self.other_words) >= 0.8:
            return 0.8
        if any(self.core.startswith(kind) and noun in sorts for kind, sorts in _KINDS.items() if kind != self.core):
            return 0.6  # 小学21间, of 中小学旱厕
        if self.core in _KINDS and noun.endswith(_KINDS[self.core]):  # 江北小学, of 中小学校
            return 0.8
        surfaced = self.fits("平方米") or "硬化" in self.acts  # 破损路面5.1万平方米; 完成路面硬化86公里
        if noun.endswith("路面") and self.core.endswith("路") and surfaced:
            return likeness(noun.removesuffix("面"), self.core)
        rest = canonical(noun).removeprefix(self.core)
        if 0 < len(rest) <= 2 and rest != canonical(noun) and set(rest) <= set(self.full.replace(self.core, "")):
            return 0.8  # 排水沟渠清通, of 清淤疏通排水沟渠
        if len(noun) == 2 and noun[0] in _BY_HAND and noun[1] in self.core[-2:]:
            return 0.6  # 装桩400个, of 充电桩
        thing = without_predicate(canonical(noun), self.core)
        if thing is not None:  # 路灯换装: what is left of a noun without a verb of delivery
            return likeness(thing, self.core)
        return 0.6 if abbreviates(noun, self.core, self.full) else 0.0

    def _is_of_its_kind(self, noun: str) -> bool:
        """Return whether a noun is one sort of what a general word names (二次供水泵房, of 二次供水设施)."""
        named = self.core.removesuffix("设施").removesuffix("设备")
        kind = noun.removeprefix(named)
        return named != self.core and len(named) > 3 and kind in _SORTS  # 泵房 alone too

    def _is_in_alias(self, noun: str) -> bool:
        """Return whether a noun is in what the content calls it, up to some of its very name (养老机构消防, of 消防设施)."""
        own = len(self.core) > 2 and not self.parts and self.alias.endswith(self.core)
        return own and len(noun) > 1 and noun in self.alias and noun[-2:] in self.core

    def only_done(self, noun: str, unit: str, *, reported: bool) -> bool:
        """Return whether a noun is nothing but what was done, told in the indicator's own unit (换管41公里).

        What is `reported` with 已 or 累计 may be the verb that the name opens with (已适配1260件).
        """
        named = reported and len(noun) == 2 and len(self.core) > 3 and self.core.startswith(noun)
        named = named or (reported and noun in _EXAMINED and bool(self.acts & EXAMINING))  # 已检6420人
        return unit == bare(self.indicator.unit) and (named or without_predicate(canonical(noun), self.core) == "")

    def fits(self, unit: str) -> bool:
        """Return whether an amount in a unit can be told in the indicator's."""
        return convertible(unit, self.indicator.unit)


@dataclass(frozen=True, slots=True)
class Project:
    """What is known of the project a statement is about."""

    profiles: tuple[Profile, ...]
    heading: str  # what its content opens with: the name of the one thing it is about, where it is about one
    acts: frozenset[str]  # the actions its content speaks of
    sizes: frozenset[tuple[float, str]]  # the amounts its content tells
    phases: frozenset[str]  # that its content speaks of (一期)
    units: frozenset[str]  # its indicators' units where everybody's table has none, or one of time

    def is_part(self, words: str) -> bool:
        """Return whether words name a trade or a stage of the work (主体) that the project is not itself named after (综合楼)."""
        parts = [found[0] for found in PARTS.finditer(words)]
        named = any(PARTS.search(known.full) for known in self.profiles)
        return not named and any(part not in self.heading for part in parts)

    def is_annex(self, words: str) -> bool:
        """Return whether words tell of what only belongs to the work (配套停车场), where the list does not name it."""
        told = _ANNEX.search(words)
        return told is not None and told[0] not in "".join(
            (self.heading, *(known.indicator.name for known in self.profiles))
        )


_ANNEX = regex("配套|附属|示范段|样板段|先行段")
_PHASES = regex("[一二三四五]期")


@lru_cache(maxsize=4096)
def project(indicators: tuple[Indicator, ...], content: str) -> Project:
    """Return what reading needs to know of a project with these indicators and this content."""
    text, quantities = amounts_of(content)
    opening = text[:_OPENING]
    heading = _HEADING.match(opening)
    acts = frozenset(mark.word for mark in scan(opening, []) if mark.kind is Kind.ACT)
    units = frozenset(bare(each.unit) for each in indicators if _is_odd(each.unit))
    name = _ONE.sub("", heading[1]) if heading else ""
    sizes = frozenset((one.amount.value, one.amount.unit) for one in quantities)
    profiles = tuple(
        replace(_with_promise(profile(each), _promise_of(each, content)), other_words=_also_called(each, content))
        for each in indicators
    )
    return Project(profiles, name, acts, sizes, frozenset(_PHASES.findall(opening)), units)


@lru_cache(maxsize=2048)
def _promise_of(indicator: Indicator, content: str) -> str:
    """Return the words of a content before the amount that is an indicator's target, "" where it tells no such amount."""
    before = _before_target(indicator, content)
    return re.split("[，。；：、(]", before)[-1]


def _before_target(indicator: Indicator, content: str) -> str:
    text, quantities = amounts_of(content)
    for quantity in quantities:
        if quantity.amount.unit == bare(indicator.unit) and quantity.amount.value == indicator.target:
            return text[: quantity.start]
    return ""


_IN_OTHER_WORDS = regex(r"\(([一-龥]{2,8})\)$")


@lru_cache(maxsize=2048)
def _also_called(indicator: Indicator, content: str) -> str:
    """Return what stands in brackets between a thing promised and how many of it (教室照明（护眼灯）680间), "" for nothing."""
    found = _IN_OTHER_WORDS.search(_before_target(indicator, content))
    return canonical(found[1]) if found else ""


def _with_promise(known: Profile, promise: str) -> Profile:
    """Return a profile with what its project's content calls the thing it promises (民办养老机构消防设施10家), and the verbs of that."""
    marks = scan(promise, [])
    called = canonical(_without(promise, [(mark.start, mark.end) for mark in marks]))
    return replace(known, alias=called, promised=frozenset(mark.word for mark in marks if mark.kind is Kind.ACT))


def _is_odd(unit: str) -> bool:
    known = unit_of(unit)
    return known is None or known.dimension is Dimension.TIME


@lru_cache(maxsize=2048)
def profile(indicator: Indicator) -> Profile:
    """Return what matching needs to know of an indicator."""
    name = plain(indicator.name).text
    marks = scan(name, [])
    core = _without(name, [(mark.start, mark.end) for mark in marks if not is_rate(mark.word)])
    deeds = (mark.word for mark in marks if mark.kind in {Kind.ACT, Kind.PREPARE} and not is_rate(mark.word))
    acts = frozenset(word for word in deeds if word not in _THINGS)
    return Profile(
        indicator,
        canonical(core) or canonical(name),
        canonical(name),
        acts,
        _halves(name),
        any(mark.kind is Kind.START for mark in marks),
        _parts(name),
        uses=frozenset(mark.word for mark in marks if mark.kind is Kind.LATER),
    )


def _parts(name: str) -> tuple[str, ...]:
    pieces = [piece for piece in re.split(r"[、和与及]", name) if len(piece) > 1]
    cores = [canonical(_without(piece, [(mark.start, mark.end) for mark in scan(piece, [])])) for piece in pieces]
    return tuple(core for core in cores if len(core) > 1) if len(cores) > 1 else ()


def own_words(indicators: Sequence[Indicator], heading: str, content: str) -> frozenset[str]:
    """Return the words that would tell against an amount anywhere else: those of the indicators' names, and the verb their promise opens with.

    Without indicators those that a project's `heading` ends with: what it is all about (反诈宣传).
    """
    if not indicators:
        return frozenset(word for word in _tellers(heading) if heading.endswith(word))
    return frozenset(word for each in indicators for word in _tellers(each.name) | _deeds(_promise_of(each, content)))


def _deeds(promise: str) -> frozenset[str]:
    """Return the telling words of a promise that opens with one of them (落实就业见习岗位1000个)."""
    words = _tellers(promise)
    return words if promise.startswith(tuple(words)) else frozenset()


_TELLING = frozenset({Kind.PREPARE, Kind.START, Kind.EACH, Kind.VAGUE})


@lru_cache(maxsize=2048)
def _tellers(name: str) -> frozenset[str]:
    return frozenset(mark.word for mark in scan(plain(name).text, []) if mark.kind in _TELLING)


def _without(text: str, stretches: list[tuple[int, int]]) -> str:
    kept, place = [], 0
    for start, end in stretches:
        kept.append(text[place:start])
        place = end
    return "".join(kept) + text[place:]


def _halves(name: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the distinguishing characters of the two halves of a name such as 雨、污水管网, None for a plain name."""
    match = _PARTED.search(name)
    if match is None:
        return None
    size = min(2, len(match[1]))  # 雨、污水管网: 雨 and 污; 新建和改造: 新建 and 改造
    first, second = frozenset(match[1][-size:]), frozenset(match[2][:size])
    return (first - second, second - first) if first - second and second - first else None


def half_of(noun: str, known: Profile) -> int | None:
    """Return 0 or 1 where a noun names only one half of a paired name, None where it names both or neither."""
    if known.halves is None:
        return None
    first, second = (bool(half & set(noun)) for half in known.halves)
    return None if first == second else int(second)


def is_place(noun: str) -> bool:
    """Return whether a noun only says where (城北片区, 歇马镇)."""
    return bool(_PLACE_ONLY.fullmatch(noun)) and not _GOES_THERE.search(noun) and not _PLACES_COUNTED.fullmatch(noun)


_AGENT = regex(
    r"(?:由|经)?(?:第三方|[一-龥]{0,8}(?:厂家|厂商|供应商|供货商|施工方|中标方|承建方|(?:施工|承建|中标|代建)单位)|[一-龥]{1,10}(?:[局委办]|部门|公司|集团|街道办事处|镇政府)|各?镇街|各?街镇|村委会|居委会|工会|妇联|残联|红十字会)"
    r"(?:负责|牵头|自行|自筹|组织|联合|会同|配合|承担|出资|直接|主导|自)?的?"
)


WAYS = frozenset({"线上", "线下"})  # 线上培训500人: how, not what


def is_agent(noun: str) -> bool:
    """Return whether a noun only says who did it (区城管局牵头, 城投公司)."""
    return bool(_AGENT.fullmatch(noun)) and not is_place(noun) and not _PLACES_COUNTED.fullmatch(noun)


def is_rate(name: str) -> bool:
    """Return whether an indicator is a rate (普惠率)."""
    return bool(_RATE.search(name))
