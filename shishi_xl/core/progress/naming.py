"""Naming: which indicators a clause without amounts of its own names."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import kind_of
from shishi_xl.core.progress.likeness import canonical, likeness
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.nouns import noun_of
from shishi_xl.core.progress.phases import of_phase
from shishi_xl.core.progress.roles import Item
from shishi_xl.patterns import regex

_DENIED = regex("[均都全仍还暂尚]*[未没]")
# What stands before everybody's things.
WHERE_ALL = frozenset("全区县市镇乡村农城各本工程项目任务")


def is_the_new_one(subject: str, noun: str, heading: str) -> bool:
    """Return whether a word of two characters points at the one thing that is built (新馆, of 博物馆新馆; 全桥, of 大桥)."""
    points = len(noun) == 1 and any(subject.startswith(first + noun) for first in "新全本该整")
    return points and canonical(heading).endswith(noun)


def is_one(pieces: Sequence[str], segment: Segment, named: Sequence[Profile], heading: str) -> bool:
    """Return whether a clause names one of several things by a name that is not the project's (青山卫生院未启动, of five)."""
    if segment.says_all or all(known.indicator.target <= 1 for known in named):
        return False
    known = set("".join(each.full for each in named)) | set(heading) | WHERE_ALL
    return not any(set(canonical(noun_of(piece))) <= known for piece in pieces)


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


_WORK = regex("(?:改造|建设|新建|[改扩迁重]建|改扩建|修缮|提升|提质|加固|整治|项目|工程)+$")


def is_heading(noun: str, heading: str, *, task: bool) -> bool:
    """Return whether a noun is the project itself, as the content opens with it; its `task` may be told in fewer words."""
    name = canonical(heading)
    if task and len(noun) >= 4 and set(canonical(noun)) <= set(name):
        return True
    if noun == "学校" and heading.endswith(("小学", "中学", "初中", "高中", "校区")):
        return True
    called = _WORK.sub("", heading)  # 游泳馆, of 全民健身中心游泳馆改造
    ends = any(whole.endswith(noun) for whole in (heading, called, heading.replace("新", "")))  # nouns have no 新
    ends = ends or name.endswith(canonical(noun))
    return len(noun) >= 2 and bool(name) and (likeness(noun, name) >= 0.85 or ends)
