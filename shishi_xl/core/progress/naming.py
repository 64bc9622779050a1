"""Naming: which indicators a clause without amounts of its own names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import kind_of
from shishi_xl.core.progress.likeness import canonical, likeness
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.nouns import noun_of
from shishi_xl.core.progress.phases import of_phase
from shishi_xl.core.progress.roles import Item

_DENIED = re.compile("[均都全仍还暂尚]*[未没]")


_IN_THE_PLAN = re.compile("[列纳]入[一-龥]{0,8}的|(?:今年|年度|全年|计划|需要?)[一-龥]{0,4}的")
_WAYS_TO_BUILD = re.compile("新建|续建|改建|扩建|迁建|重建")
# Not 各乡镇, 全区城区.
_WHERE = re.compile(
    "(?<![各全])(?:城区|市区|乡镇|镇区|县城|城关|上半年|下半年|公办|民办|试点|配建|独立园"
    "|城镇(?!老旧|新增|污水|居民|棚户|住宅)|[春夏秋冬]季(?!清洁|取暖|供[暖热])"
    "|农村(?!户|妇女|改厕|危[房桥]|公路|卫生|饮水|改厕|厕所|低收入|垃圾|生活|留守|电网|幸福院|敬老院|困难|饮用水|居民))"
)
# What only describes all of a kind, whatever the indicator calls it: 既有住宅加装电梯, 65岁以上老年人体检.
_DESCRIBING = re.compile(
    "新能源|纯?电动|市政|综合|健康|存量|小区|楼栋|机动|路段|涉及|收集|采购|低压|城镇|农村|户用|既有|多层|住宅|四好|新改建|社区|居家|LED|节能|智能|公共|机动车|泊位|户厕|厕所|卫生|无害化|岁|以[上下]|老年人?|长者|助老"
    "|[A-D、]+级|四类重点对象|低收入|群体|群众|居民|村级|困难|重度|贫困|残疾人|家庭|公路|老旧|电动汽车|汽车|城乡|劳动者|小时|街头"
    "|雨污水|适龄|妇女|免费|安全|任务|义务教育|[春夏秋冬]季|标准|民生|年度|全年"
)
_WHERE_ALL = frozenset("全区县市镇乡村农城各本工程项目任务")


def is_the_new_one(subject: str, noun: str, heading: str) -> bool:
    """Return whether a word of two characters points at the one thing that is built (新馆, of 博物馆新馆; 全桥, of 大桥)."""
    points = len(noun) == 1 and any(subject.startswith(first + noun) for first in "新全本该整")
    return points and canonical(heading).endswith(noun)


def is_one(pieces: Sequence[str], segment: Segment, named: Sequence[Profile], heading: str) -> bool:
    """Return whether a clause names one of several things by a name that is not the project's (青山卫生院未启动, of five)."""
    if segment.says_all or all(known.indicator.target <= 1 for known in named):
        return False
    known = set("".join(each.full for each in named)) | set(heading) | _WHERE_ALL
    return not any(set(canonical(noun_of(piece))) <= known for piece in pieces)


def is_some(subject: str, named: Sequence[Profile], heading: str) -> bool:
    """Return whether words name only some of several things, by a place, a kind or a name that no indicator has (城区公厕)."""
    if not named or all(known.indicator.target <= 1 for known in named):
        return False
    names = "".join(each.full for each in named) + heading
    known = set(names) | _WHERE_ALL
    noun = canonical(noun_of(_DESCRIBING.sub("", _IN_THE_PLAN.sub("", subject))))
    return not set(noun) <= known or in_one_place(subject, names) or _of_another_way(subject, named)


def in_one_place(words: str, names: str) -> bool:
    """Return whether words speak of one kind of place or of one season, of which the names of what is asked say nothing."""
    return any(where not in names for where in _WHERE.findall(words))


def _of_another_way(subject: str, named: Sequence[Profile]) -> bool:
    """Return whether things are told of that come to be in another way than the indicators', or in one of two (续建项目, of 新建)."""
    told = set(_WAYS_TO_BUILD.findall(subject.replace("新改建", "新建改建")))
    asked = set(_WAYS_TO_BUILD.findall("".join(each.full for each in named).replace("新改建", "新建改建")))
    return bool(told) and told != asked and (bool(asked) or len(told) == 1)


def indicators_named(
    pieces: Sequence[str], profiles: Sequence[Profile], subject: str, bare: Sequence[Item]
) -> tuple[int, ...]:
    """Return the indicators a clause names: for each of its `pieces` those it is most like, told apart by their verbs (新建, 改建)."""
    found: set[int] = set()
    for piece in pieces:
        scores = [_names(piece, known, whole=len(pieces) > 1 and piece == subject) for known in profiles]
        best = max(scores, default=0.0)
        if best >= 0.5:
            found |= _acting({place for place, score in enumerate(scores) if score >= best - 0.05}, profiles, subject)
        elif len(pieces) > 1 and piece != subject:  # 筛查任务和手术任务
            doing = [place for place, known in enumerate(profiles) if any(act in piece for act in known.acts)]
            found |= set(doing) if len(doing) == 1 else set()
    if not found and not bare and (called := _by_last_word(subject, profiles)):
        return called
    if not found and not bare and not any(noun_of(piece) for piece in pieces):  # 新建部分尚未动工
        acting = {place for place, known in enumerate(profiles) if any(act in subject for act in known.acts)}
        return tuple(acting) if len(acting) < len(profiles) else ()
    if bare:
        found = _acting(
            {place for place, known in enumerate(profiles) if known.fits(bare[0].quantity.amount.unit)},
            profiles,
            subject,
        )
    phase = set(of_phase(subject, profiles))
    found = (found & phase) or phase or found
    return tuple(sorted(found)) if not bare or len(found) == 1 else ()


def _by_last_word(subject: str, profiles: Sequence[Profile]) -> tuple[int, ...]:
    """Return the one of several indicators whose name ends with the two characters that a clause opens with (平台已建成)."""
    places = tuple(place for place, known in enumerate(profiles) if known.full.endswith(subject[:2]))
    behind = subject[2:3]
    opens = len(subject) > 2 and (kind_of(behind) is not None or kind_of(subject[2:4]) is not None)
    return places if opens and len(places) == 1 < len(profiles) else ()


def _names(piece: str, known: Profile, *, whole: bool) -> float:
    """Return how surely words name an indicator; surely, where what they deny has its very name (各林场造林均未开工).

    Of a `whole` clause that names several things only their common noun counts.
    """
    noun = noun_of(piece)
    denied = _DENIED.split(canonical(piece))
    if not whole and known.acts and len(denied) > 1 and denied[0].endswith(known.full):
        return 1.0
    return likeness(noun, known.core) if noun else 0.0


def _acting(found: set[int], profiles: Sequence[Profile], subject: str) -> set[int]:
    """Return of several indicators alike those whose verbs the clause uses, all of them where it uses none."""
    subject = subject.replace("新改建", "新建改建")
    acting = {place for place in found if any(act in subject for act in profiles[place].acts)}
    return acting if acting and len(found) > 1 else found


def is_heading(noun: str, heading: str, *, task: bool) -> bool:
    """Return whether a noun is the project itself, as the content opens with it; its `task` may be told in fewer words."""
    name = canonical(heading)
    if task and len(noun) >= 4 and set(canonical(noun)) <= set(name):
        return True
    if noun == "学校" and heading.endswith(("小学", "中学", "初中", "高中", "校区")):
        return True
    ends = heading.endswith(noun) or name.endswith(canonical(noun))
    return len(noun) >= 2 and bool(name) and (likeness(noun, name) >= 0.85 or ends)
