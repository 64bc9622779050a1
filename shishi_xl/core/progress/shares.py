"""Shares: what a percent is a share of, by the words before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from shishi_xl.core.progress.besides import names_one
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile, Project
from shishi_xl.core.progress.neighbours import NAMELY
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.some import in_one_place
from shishi_xl.patterns import regex

_PHASE = regex("(?<!最新)(?<![上本这])[一二三四五]期|[一二三四五]标段|[首一二三]批")
_ZONE = regex("号楼|[A-Z]区|(?<![一-龥])[东西南北]区|主楼|征地|拆迁|征迁|布展|安置房|设计工作|招标工作")
_PARTS_BESIDE = regex(
    "征地|拆迁|征迁|配套|布展|管网|道路|绿化|装修|设备|土建|基础|主体|号楼|[A-Z东西南北]区|安置|设计|招标|主楼"
)
EMPHATIC = regex(
    r"总体|整体|平均(?:形象|工程)?进度|总进度|总工程量|总形象|综合|合并|项目形象|工程形象|项目进度|工程进度|总任务|全部工程|项目总|工程总|总完成|总量"
)
ALL_OF_IT = regex("(?:整个|全部)[一-龥]{0,4}(?:工程|项目)")  # 整个工程已走到66%
_OF_ALL = regex(f"总任务|全部任务|总体|{ALL_OF_IT.pattern}")
_OF_PROJECT = regex("(?:整个|本|该|全)?项目(?:已|累计|目前|共)*完成")  # 项目完成年度任务的72.3%
_OF_A_PLACE = regex("[一-龥]{2,}(?:段|侧|区|镇|乡|村|街|路|片|线|部|处|园)占")  # 主街两侧占三成
_ALL_OVER = regex("全[区县市镇]|合计|总计")
TASK = regex(
    r"(?:任务|目标|计划|任务数|任务量|目标数|总数|总量|目标任务|计划数|指标)的?(?:比例|比重)?(?:为|达到?|约)?(?:约)?$"
)
SHARE = regex(r"占(?:比)?(?:约|达到?|到|为|总数的?|比例为?|：)?$|占.{0,12}的$")
_NAMELY = regex(f"[，、(]?{NAMELY.pattern}")
UNFINISHED = frozenset({Role.PENDING, Role.STARTED, Role.GOING, Role.REMAIN, Role.SUBSET, Role.PREPARE})
_UNRELATED = frozenset(
    {Role.PREPARE, Role.GOING, Role.STARTED, Role.PENDING, Role.PRIOR, Role.STOCK, Role.EACH, Role.SUBSET, Role.OTHER}
)
DONE_SO_FAR = "完成N%"  # with no word that it is all of the project


class Share(Enum):
    """What a percent is a share of."""

    WHOLE = "总进度"
    TASK = "占任务"  # of the target of the count it stands with
    CLAIM = "说是占任务，前面却是别的数"  # of the target, if the count bears it out
    RATE = "比率"
    CLASH = "自相矛盾"
    OTHER = "别的"


@dataclass(frozen=True, slots=True)
class Percent:
    """A percent with what it is a share of."""

    item: Item
    share: Share
    rule: str
    plain: bool = True  # the words before it name nothing but the project


def share_done(item: Item, subject: str, items: Sequence[Item], text: str, project: Project) -> Percent:
    """Return what a percent is a share of with which something is said to be done, nothing else being named."""
    single = len(project.profiles) <= 1
    if single and _told_in_count(item, items, text):
        return Percent(item, Share.TASK, "完成N%，即M")
    if single and _of_some_told(item, items, project):
        return Percent(item, Share.OTHER, "其中一些的百分比")
    if single or re.search(r"总体|整体|综合", subject) or ALL_OF_IT.search(subject):
        return Percent(
            item,
            Share.WHOLE,
            "总体完成N%" if any(said.search(subject) for said in (EMPHATIC, _ALL_OVER, ALL_OF_IT)) else DONE_SO_FAR,
        )
    return Percent(item, Share.OTHER, "不知是哪一项的百分比")


def _of_some_told(item: Item, items: Sequence[Item], project: Project) -> bool:
    """Return whether a percent is done of an amount just told, not of all there is (12座公厕已完成80%; 已开工12座，完成60%)."""
    before = amount_before(item, items)
    if before is None or before.share or not project.profiles or is_target(before, project.profiles):
        return False
    fits = any(known.fits(before.quantity.amount.unit) for known in project.profiles)
    begun = before.role in {Role.STARTED, Role.GOING} and EMPHATIC.search(item.text_before) is None
    return fits and (before.segment is item.segment or begun)


def counts_all(item: Item, project: Project) -> bool:
    """Return whether an amount counts the indicators themselves (两项均完成年度任务的50%)."""
    return item.quantity.amount.unit == "项" and item.quantity.amount.value == len(project.profiles) > 1


def _told_in_count(item: Item, items: Sequence[Item], text: str) -> bool:
    """Return whether the count that a percent stands for follows (完成88%，即完成40处)."""
    following = [other for other in items if other.quantity.start > item.quantity.start]
    return bool(following) and _NAMELY.match(text, item.quantity.end, following[0].quantity.start) is not None


def is_target(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether an amount is all that an indicator asks for (20个小区改造完成60%)."""
    told = [(item.quantity.amount.into(each.indicator.unit), each.indicator.target) for each in profiles]
    return any(value is not None and abs(value - target) < 1e-6 for value, target in told)


def _is_base(previous: Item, item: Item, project: Project) -> bool:
    """Return whether a percent is told as a share of the target itself (占2600套的44%)."""
    return (
        item.text_before in {"的", "的约"}
        and item.segment is previous.segment
        and is_target(previous, project.profiles)
    )


def share_of_whole(item: Item, subject: str, items: Sequence[Item], rest: str, project: Project) -> Percent:
    """Return what a percent is a share of whose words speak of progress (总进度, 完成率)."""
    single, previous = len(project.profiles) <= 1, amount_before(item, items)
    leans = previous is not None and not previous.share and not EMPHATIC.search(subject) and "形象" not in subject
    unrelated = previous is not None and previous.role in _UNRELATED and not is_target(previous, project.profiles)
    if leans and unrelated:  # 完工27座，在建3座，完成率90%
        return Percent(item, Share.CLAIM if single else Share.OTHER, "前面那个数的完成率")
    counted = previous is not None and previous.role is Role.DONE and not previous.share
    rate_of_one = re.search("率|比例", subject) and any(
        other.role in AMOUNTS and not other.share and other.segment.sentence == item.segment.sentence for other in items
    )
    if not single and (counted or rate_of_one) and not EMPHATIC.search(subject) and "形象" not in subject:
        return Percent(item, Share.OTHER, "不知是哪一项的完成率")
    if single and counted and re.search("率|比例", subject):
        return Percent(item, Share.TASK, "完成率")
    if _names_one_thing(rest, subject, project):
        return Percent(item, Share.OTHER, "其中一个的进度")
    if single and _names_another(rest, subject, project):
        return Percent(item, Share.OTHER, "别的事物的进度")
    if rest == "" or (single and EMPHATIC.search(subject) and not project.is_part(rest)):
        return Percent(item, Share.WHOLE, "总进度", plain=rest == "")
    if (
        EMPHATIC.search(subject)
        and not project.is_part(rest)
        and not names_one(subject, project.profiles)
        and not _only_one(rest, project.profiles)
    ):
        return Percent(item, Share.WHOLE, "总进度", plain=rest == "")
    return Percent(item, Share.OTHER, "别的事物的进度")


def _names_one_thing(rest: str, subject: str, project: Project) -> bool:
    """Return whether words name one of several things that the only indicator counts (第七中学工程进度82%, of 8 schools)."""
    if len(project.profiles) != 1 or project.profiles[0].indicator.target <= 1:
        return False
    strange = set(rest) - set(project.profiles[0].full) - set(project.heading)
    numbered = any(sign.isascii() and sign.isalpha() for sign in strange)  # S203线
    short = len(rest) == 2 and project.profiles[0].core[-2:] in canonical(subject)  # 滨河公园, of 公园
    return numbered or ((len(rest) > 2 or short) and len(strange) > 1)


def _only_one(rest: str, profiles: Sequence[Profile]) -> bool:
    """Return whether words name one of several indicators and have no character of the others (老旧小区, beside 停车位; not 冷库, beside 库容)."""
    return names_one(rest, profiles) and sum(bool(set(rest) & set(known.core)) for known in profiles) == 1


def _names_another(rest: str, subject: str, project: Project) -> bool:
    """Return whether words name a phase, or a thing of which neither the indicator nor the content says anything (一期, 征地, 配套道路)."""
    names = project.heading + "".join(known.full for known in project.profiles)
    phase = _PHASE.search(subject)
    if phase is not None and phase[0] not in names and phase[0] not in project.phases:
        return True
    if (zone := _ZONE.search(subject)) is not None and zone[0] not in names:
        return True
    if in_one_place(subject, names):
        return True
    return bool(names) and len(rest) > 1 and not set(rest) & set(names) and _PARTS_BESIDE.search(rest) is not None


def share_of_task(item: Item, subject: str, items: Sequence[Item], rest: str, project: Project) -> Percent:
    """Return what a percent is a share of whose words speak of the task, or that only says 占 or stands in brackets."""
    single, previous = len(project.profiles) <= 1, amount_before(item, items)
    if previous is not None and counts_all(previous, project):
        return Percent(item, Share.WHOLE if re.match("[均都]", subject) else Share.OTHER, "各项都是")
    based = previous is not None and _is_base(previous, item, project)
    named = based or bool(re.search(r"任务|目标|总体|总量|工程量|[年度]计划", subject))
    told = amount_before(previous, items) if based and previous is not None else None
    counts_starts = any(known.counts_starts for known in project.profiles)
    begun = previous is not None and previous.role is Role.STARTED and bool(project.profiles) and not counts_starts
    if begun or (told is not None and told.role in UNFINISHED):
        return Percent(item, Share.OTHER, "没有完成的占比")  # 进场14座，占应建26座的53.8%
    prepared = previous is not None and previous.role is Role.PREPARE and not is_target(previous, project.profiles)
    if prepared and previous is not None and not previous.share:
        return Percent(item, Share.OTHER, "前期工作的占比")  # 确定点位45处，占任务90%
    part_of_plan = previous is not None and previous.role is Role.PLAN and not is_target(previous, project.profiles)
    if part_of_plan and re.search("计划的?$", subject):
        return Percent(item, Share.OTHER, "别的计划的占比")  # 计划上半年完成10座，已完成计划的80%
    if "占比" in subject and re.search("完成占比(?:为|达到?)?$", subject) and not rest:
        of_what = Share.WHOLE if previous is None else Share.TASK
        return Percent(item, of_what if single else Share.OTHER, "完成占比")
    if "占比" in subject and (rest or item.noun_before):
        return Percent(item, Share.OTHER, "其中一类的占比")  # 新增床位350张，护理型床位占比62%
    if previous is None and single and not rest and "总数" in subject:  # 完工小区占总数的46.7%
        return Percent(item, Share.WHOLE, "占总数")
    if item.segment.bracket or (SHARE.search(subject) and not named):
        whole = (
            single
            and not _OF_A_PLACE.match(subject)
            and previous is not None
            and previous.role in {Role.DONE, Role.LABEL}
        )
        whole = whole and previous is not None and not previous.share  # not 主街两侧占三成
        whole = whole and set(rest) <= set("".join(known.full for known in project.profiles) + project.heading)
        return Percent(item, Share.TASK if whole else Share.OTHER, "占比")
    if re.search(r"计划", subject) and not named and (previous is None or previous.share):
        return Percent(item, Share.WHOLE if single and not rest else Share.OTHER, "占计划")
    if single and (not rest or previous is not None):
        return Percent(item, Share.TASK if previous is not None and not previous.share else Share.WHOLE, "占任务")
    of_all = not rest and (_OF_ALL.search(subject) or _OF_PROJECT.match(subject))
    return Percent(item, Share.WHOLE if of_all else Share.OTHER, "占任务")


def amount_before(item: Item, items: Sequence[Item]) -> Item | None:
    """Return the amount before a percent in its sentence part."""
    place = next(index for index, other in enumerate(items) if other is item)
    aside = item.segment.bracket
    level = [
        other
        for other in items[:place]
        if aside or not other.segment.bracket or other.segment.part != item.segment.part
    ]
    before = level[-1] if level else None
    return before if before is not None and before.segment.part == item.segment.part else None
