"""Sites: the things a project names one by one (新建状元碑、文星湾2座人行天桥) and a statement tells of by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from shishi_xl.core.model import Indicator
from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.contents import amounts_of
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind, scan
from shishi_xl.core.progress.likeness import PARTS
from shishi_xl.core.progress.nouns import noun_in, noun_of
from shishi_xl.core.progress.reading import Value
from shishi_xl.core.progress.under_way import PAPERWORK
from shishi_xl.core.units import Dimension, bare
from shishi_xl.patterns import regex

_MOST = 9  # names; more of them are counted by nobody in words
_JOINED = regex("[、和与及]|以及")
_BEFORE = regex(r"(?P<names>[一-龥、]{4,60}?)[等共各]*$")
_BEHIND = regex(r"[一-龥]{0,12}[(：](?P<names>[一-龥、]{4,60})(?:[)。；，]|$)")
_SHORTEST_END = 3  # characters of a site's name that may stand for it
_SHORTEST = 4  # characters of an indicator's name that a part of it can be told from
_NAME = regex(r"[一-龥]{2,10}")
_FINISHED = frozenset({Kind.DONE, Kind.LATER})
_AT_IT = regex("[还仍正]在|正(?![常式确规面])(?=[一-龥])")
_OPEN = frozenset({Kind.GOING, Kind.NOT, Kind.PREPARE, Kind.START, Kind.VAGUE, Kind.REMAIN})


@lru_cache(maxsize=2048)
def sites_of(indicator: Indicator, content: str) -> tuple[str, ...]:
    """Return the names of all the things an indicator counts, () where the content does not name just so many."""
    text, quantities = amounts_of(content)
    for quantity in quantities:
        meant = quantity.amount.unit == bare(indicator.unit) and quantity.amount.value == indicator.target
        if not meant or not 2 <= indicator.target <= _MOST:
            continue
        clause = re.split("[，。；：(\n]", text[: quantity.start])[-1]
        for found in (_BEFORE.search(clause), _BEHIND.match(text, quantity.end)):
            names = names_in(found["names"]) if found else ()
            if len(names) == indicator.target:
                return names
    return ()


def told_one_by_one(indicator: Indicator, segments: Sequence[Segment], text: str) -> tuple[str, ...]:
    """Return the names with which a statement opens its clauses, () unless these are just as many things as an indicator counts.

    滨江书房5月开放，荷塘书房8月开放，北门书房正在布展, of three 城市书房.
    """
    if not 2 <= indicator.target <= _MOST or len(indicator.name) < _SHORTEST:
        return ()
    own = _named(noun_of(indicator.name) or indicator.name)
    told = (segment for segment in segments if not (_is_planned(segment) or _opens_with_amount(segment)))
    found = (own.match(text, segment.start, segment.end) for segment in told)
    names = tuple(dict.fromkeys(name[0] for name in found if name and not indicator.name.endswith(name[0])))
    return names if len(names) == indicator.target else ()


def _opens_with_amount(segment: Segment) -> bool:
    """Return whether a clause tells of so many of them, not of one by its name (三家市场均已签约)."""
    return any(quantity.start == segment.start for quantity in segment.quantities)


@lru_cache(maxsize=512)
def _named(noun: str) -> re.Pattern[str]:
    """Return what a thing of a kind may be called by its name: 云杉幼儿园 of 幼儿园, 兴隆路 and 文昌街 of 断头路."""
    ending = "(?:大道|(?<![道公铁马线网电思出])路|[街巷])" if noun[-1] in "路街巷" else re.escape(noun[-2:])
    return regex(rf"\w{{1,12}}?{ending}(?!\w{{0,2}}[个座处所家条])")  # \w: a range of all Han is slow to compile


def names_in(words: str) -> tuple[str, ...]:
    """Return the names in a list, without the verbs it opens with and what all of them end with."""
    verbs = [mark for mark in scan(words, []) if mark.kind in {Kind.ACT, Kind.WEAK, Kind.DONE}]
    begin = 0
    for mark in verbs:
        begin = mark.end if mark.start <= begin + 1 else begin
    names = [name for name in _JOINED.split(words[begin:]) if name]
    while names and len({name[-1] for name in names}) == 1 and len(names) > 1 and min(map(len, names)) > 2:
        names = [name[:-1] for name in names]
    plain_names = all(_NAME.fullmatch(name) for name in names) and len(set(names)) == len(names)
    return tuple(names) if plain_names else ()


def names_some(words: str, sites: Sequence[str]) -> bool:
    """Return whether words name some of the sites and not all of them."""
    return 0 < sum(site in words for site in sites) < len(sites)


def by_sites(sites: Sequence[str], segments: Sequence[Segment], text: Plain, kind: str) -> Value | None:
    """Return how many of the sites, things of a kind, are finished, where each is told of by name and at least one is.

    None where one is not told of, told of twice in different ways, or told to be finished with amounts.
    """
    done: list[Segment] = []
    sites = tuple(_as_called(site, sites, text.text) for site in sites)
    for site in sites:
        told = [one for one in _told_of(site, sites, segments, text.text) if not _is_planned(one)]
        said = [(_state(sites, segment, text.text, kind), segment) for segment in told]
        states = {state for state, _ in said} - {None}
        if len(states) != 1:
            return None
        if True in states:
            if any(segment.quantities for state, segment in said if state is not None):
                return None
            done += told[:1]
    if not done:
        return None
    start, end = min(segment.start for segment in done), max(segment.end for segment in done)
    return Value(float(len(done)), text.words(start, end), text.span(start, end), rule="按名称逐个计数")


def _as_called(site: str, sites: Sequence[str], text: str) -> str:
    """Return the name by which a text calls a site: its own, or an end of it that no other site has (停车场 for 老街停车场)."""
    ends = (site[at:] for at in range(len(site) - _SHORTEST_END + 1))
    others = [other for other in sites if other != site]
    return next((end for end in ends if end in text and not any(end in other for other in others)), site)


def _told_of(site: str, sites: Sequence[str], segments: Sequence[Segment], text: str) -> list[Segment]:
    """Return the segments that tell of a site: from where it is named until another one is, or its part ends.

    Of names in a row all are told of by what follows the last one (胸痛中心、卒中中心已建成).
    """
    told: list[Segment] = []
    part: int | None = None
    listed = False
    for segment in segments:
        words = text[segment.start : segment.end]
        another = any(other in words for other in sites if other != site) and not listed
        if site in words:
            part = segment.part
        elif segment.part != part or another:
            part = None
        if part is not None:
            told.append(segment)
        listed = part is not None and segment.closer == "、" and not segment.marks
    return told


def _is_planned(segment: Segment) -> bool:
    """Return whether a segment tells of a plan or of an earlier time: it says nothing of now."""
    return segment.agenda or segment.mood is not None or segment.has(Kind.FUTURE, Kind.SHOULD, Kind.PRIOR)


_STAGE = regex("[硬绿亮]化|[一二三四]期|部分|第?[一二三]标段?")
_AT_A_STAGE = regex(
    f"^(?:刚刚?|已经?|现|目前)*(?:完成)?(?:{PARTS.pattern}|室内|沥青|摊铺|罩面|铺油|施工|装修|布展|吊顶|招标|挂网|房屋征收|征地|拆迁|桩基|开挖|砌筑)"
)


def _state(sites: Sequence[str], segment: Segment, text: str, kind: str) -> bool | None:
    """Return whether a segment says that its site is finished, or that it is not; None where it says neither."""
    words = text[segment.start : segment.end]
    name = next((site for site in sites if words.startswith(site)), "")
    stage = _AT_A_STAGE.match(words.removeprefix(name))  # 朝阳路路基完成, 东山幼儿园室内装修
    if stage is not None and not (segment.has(Kind.LATER) or _STAGE.search(words)):
        return False
    if _is_part_way(segment):
        return False
    if fold(segment.marks) in _FINISHED and not segment.has(*_OPEN - {Kind.PREPARE}):
        return True if _is_of_all(segment, segment.start + len(name), text, kind) else None
    open_work = segment.has(*_OPEN) or _AT_IT.search(words) is not None
    return False if open_work and not PAPERWORK.search(words) else None


def _is_part_way(segment: Segment) -> bool:
    """Return whether a site, or a trade of its work, is told to be done in part (城东市场土建完成80%)."""
    told = [each.amount.value for each in segment.quantities if each.amount.dimension is Dimension.PERCENT]
    return bool(told) and segment.has(Kind.DONE) and max(told) < _ALL


_ALL = 100.0  # percent
_TRANSITIVE = frozenset({"完成", "做完", "实现", "达到", "办结"})


def _is_of_all(segment: Segment, begin: int, text: str, kind: str) -> bool:
    """Return whether what is finished is the site itself: nothing of it stands before the word, and no object behind it.

    Not 兴隆路东段已通车, 甲村文化广场灯光已完成, 兴隆路已完成管线迁改.
    """
    first = next((mark.start for mark in segment.marks if mark.start >= begin), segment.end)
    subject = text[begin:first].strip("“”：")
    finish = next(mark for mark in segment.marks if mark.kind in _FINISHED)
    then = next((mark.start for mark in segment.marks if mark.start > finish.end and mark.word in {"并", "且"}), None)
    last = segment.end if then is None else then  # 竣工并通过消防验收
    behind = noun_in(text, finish.end, last, segment.marks) if finish.word in _TRANSITIVE else ""
    between = noun_in(text, first, finish.start, segment.marks) if first < finish.start else ""
    return (not subject or subject in kind) and not (behind or between) and not _STAGE.search(text, begin, last)
