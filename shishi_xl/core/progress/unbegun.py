"""Unbegun: clauses that say a work has not been begun."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile, Project
from shishi_xl.core.progress.nouns import noun_of
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.units import bare
from shishi_xl.patterns import regex

_BEGUN = frozenset({"组织", "举办", "开办", "实施", "施工", "建设", "开展", "进行", "推进", "有"})


_ZERO = frozenset({"为零", "为0", "零开工"})


def not_begun(segment: Segment) -> bool:
    marks = [mark for mark in segment.marks if mark.kind is not Kind.FILLER]
    if [mark.kind for mark in marks[-2:]] == [Kind.DONE, Kind.NOT] and marks[-1].word in _ZERO:  # 完成数为0
        return True
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


# 坡道改造一处未动; beside what is done it may mean that one of them is not (一处未动工).
_NOT_ONE_TOUCHED = regex(
    "(?<![一-龥]有)(?<!仅)(?<!只)(?<!还)一(?P<unit>[一-龥]{1,3}?)(?P<own>)[未没](?:动|换|装|建|开|改|修|铺|种|演|放|办|发|做|干|贴|刷|翻|拆)"
)
_NOT_ONE = regex(
    "一(?P<unit>[一-龥]{1,2}?)(?:小区|村|学校|项目|点位|家庭|农户|站点)?(?:都|也)(?:还|尚)?[没未]有?(?:能|曾)?(?!投诉|发[现生]|出现|遗漏|漏|落|少|反|拒|退|复发|返|受|影响|有)[一-龥]"
    "|(?:[尚暂并]?无|没有|未有|还没有|没)一(?P<own>[一-龥]{1,2}?)(?:能够?|已|正式|实际)?(?:[开动施完竣交]工|进场|启动|安装|装上|建成|完成|投用|投运|开放|落地)"
)


_ALL_OF_THEM = regex("[无没]有?一[一-龥]{1,2}[未没不]")  # 无一所未装好


def not_one_of(segment: Segment, items: Sequence[Item], text: str, profiles: Sequence[Profile]) -> tuple[int, ...]:
    """Return the one indicator of which a clause says that not one is done (一户都没装上), none else."""
    told = _NOT_ONE.search(text, segment.start, segment.end)
    near = [item for item in items if item.segment.part == segment.part or len(profiles) == 1]
    if told is None and not any(item.role is Role.DONE and not item.share for item in near):
        told = _NOT_ONE_TOUCHED.search(text, segment.start, segment.end)
    if told is not None and _ALL_OF_THEM.search(text, segment.start, segment.end):
        told = None
    unit = "" if told is None else told["unit"] or told["own"]
    places = tuple(place for place, known in enumerate(profiles) if unit and known.fits(unit))
    own = tuple(place for place in places if bare(profiles[place].indicator.unit) == unit)
    places = own if len(own) == 1 else places
    if told is not None and len(places) > 1:  # 城市书房一个都没有开工
        noun = noun_of(text[segment.start : told.start()])
        places = tuple(place for place in places if noun and profiles[place].likeness(noun) >= 0.5)
    return places if len(places) == 1 else ()
