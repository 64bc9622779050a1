"""Overall: whether a percent is that of the whole project."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shishi_xl.core.progress.besides import named_besides
from shishi_xl.core.progress.lexicon import Kind, scan
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile, Project
from shishi_xl.core.progress.others_percents import is_of_another
from shishi_xl.core.progress.parts import label_of
from shishi_xl.core.progress.percent_subject import OVERALL, subject_of
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.rules import OUT_OF
from shishi_xl.core.progress.senses import PASSED
from shishi_xl.core.progress.shares import (
    ALL_OF_IT,
    EMPHATIC,
    SHARE,
    TASK,
    UNFINISHED,
    Percent,
    Share,
    amount_before,
    counts_all,
    is_target,
    share_done,
    share_of_task,
    share_of_whole,
)
from shishi_xl.patterns import regex

_ALL_ALONE = regex(
    "(?:目前|现|累计)?(?:工程|项目)?(?:总体|整体|综合)(?:上|为|约|达到?|已|[干做]到|(?:推进|完成|进展|进行)[到至])*"
)  # 总体62%
_TASK_AT = regex(
    "(?:任务|目标|工程|项目)(?:已经?|目前|累计|现|整体|总体)*(?:推进|完成|进展|实施)[到至]约?$"
)  # 建设任务已推进到64%
_MONEY = regex(
    r"投资|资金|支付|拨付|预算|产值|合同(?!内?工[程作]量)|贷款|债券|经费|补助|到位率|支出|执行率|元(?![至到月-])|预付|首付|付款|尾款|定金"
)
_ONLY_REACHED = regex("(?:已经?|也)?(?:达到?|为|是|约|至)*")
_ONLY_DONE = regex("(?:目前|现|累计|已经?|共|均)*完成(?:了|约)?")  # 总投资1.2亿元，已完成55%
_ONLY_PROGRESS = regex("(?:目前|现|当前|已)*(?:完成)?(?:进度|率|比例)(?:为|约|已|达到?)*")  # 完成投资3000万元，进度60%
_ONLY = (_ONLY_REACHED, _ONLY_DONE, _ONLY_PROGRESS)
_RATES = regex(r"率|满意度|比例|占比")


_OF_OTHERS = regex(
    r"的(?![一-龥]{2}(?:任务|工[作程]量)|总|任务|目标|工程|进度|年度|全年|建设)|以?[上下]?的?(?:村|镇|街道|社区|小区|单位|学校|项目点|点位|农户|群众)"
)
_OF_THE_OPEN = regex(
    r"(?:在建|[开动]工|实施中|未完[工成]|续建|其[余他它]|剩余|另外)的?(?:各|子|单体|分项)?(?:项目|工程|点位|标段|小区|部分|的)"
)
_LEVEL_OF_MONTH = regex(
    r"(?<=[\d一二三四五六七八九十])月份?的?(?:工程|项目)?(?:形象|总体|总|综合|整体)+进度(?:为|达到?|约|是)*$"
)


OF_SOME = frozenset({"分部分项的百分比", "各项的百分比", "不知是什么的百分比"})

_AT_A_PLACE = regex(
    "^([一-龥]{1,4}?(?:镇|乡|村|街道|社区|片区))(?P<thing>[一-龥]{1,8}?)(?=完成|已|进度|形象|工程|总|只|仅|才)"
)


_ROUNDING = 1.0  # points by which rounded levels and changes may differ


def is_level(item: Item, month: int) -> bool:
    """Return whether a percent told for the form's own month is how far the work is then, not what the month added (8月形象进度70%)."""
    return (
        item.role is Role.MONTH
        and item.months == (month, month)
        and _LEVEL_OF_MONTH.search(item.text_before) is not None
    )


def judge(item: Item, items: Sequence[Item], text: str, project: Project, foreign: frozenset[int]) -> Percent:
    """Return what a percent is a share of, and whether what it is said to have risen by belies it."""
    subject = subject_of(item, items, text)
    if _goes_on_about_part(item, subject, text, project):
        return Percent(item, Share.OTHER, "前一句说的是前期或分部分项")
    found = _judge(item, subject, items, text, project, foreign)
    current = found.share in {Share.WHOLE, Share.TASK} and _belied(item, items)
    return Percent(item, Share.CLASH, "与上期加增减不符") if current else found


_UP = regex("提[高升]|上升|增|升|快|多|推进|前进")
_AGAINST_ELSE = regex("计划|时序|序时|目标|节点|同期|年|全[市省区]")  # than what a change is told
_DOWN = regex("降|减|落|少|慢")


def _belied(item: Item, items: Sequence[Item]) -> bool:
    """Return whether a level is not the former one with the change told beside it (总进度58%（上月63%），提高5个百分点)."""
    near = [other for other in items if other.segment.part == item.segment.part]
    former = [other for other in near if other.share and other.role in {Role.EARLIER, Role.LAST}]
    changes = [other for other in near if other.role is Role.CHANGE and not other.share]
    if len(former) != 1 or len(changes) != 1 or _AGAINST_ELSE.search(changes[0].text_before):
        return False
    up, down = (bool(way.search(changes[0].text_before)) for way in (_UP, _DOWN))
    if up is down:
        return False
    change = changes[0].quantity.amount.value * (1 if up else -1)
    return abs(former[0].quantity.amount.value + change - item.quantity.amount.value) > _ROUNDING


def _judge(
    item: Item, subject: str, items: Sequence[Item], text: str, project: Project, foreign: frozenset[int]
) -> Percent:
    """Return what a percent is a share of, by the words that say what it is of."""
    if _alone(item) or _is_mean(item, subject, items):
        return Percent(item, Share.WHOLE, "只有一个百分数，或各项的平均")
    previous = amount_before(item, items)
    tight = item.segment.opener == "、" and _ONLY_DONE.fullmatch(subject) is not None  # 赵王河清淤12.6公里、完成78%
    leans = previous is not None and id(previous) in foreign and bool(tight or _leans(item, subject))
    if id(item) in foreign or leans:
        task = len(project.profiles) == 1 and id(item) not in foreign and TASK.search(subject) is not None
        own = task and _stands_with_own(item, items, foreign)  # 发放贷款6350万元，扶持312人，占任务的79.4%
        return Percent(item, Share.CLAIM if own else Share.OTHER, "别的项目的百分比")
    if is_of_another(item, subject, text):
        return Percent(item, Share.OTHER, "时间进度、占更大范围的比重、别处的、还没有达到的、假设的")
    single = len(project.profiles) <= 1
    after_money = previous is not None and _goes_back_to(previous, items).role is Role.MONEY
    if _MONEY.search(subject) or (
        after_money and (_leans(item, subject) or any(only.fullmatch(subject) for only in _ONLY))
    ):
        claims = single and re.search("任务|目标", subject) and not re.search("计划|投资|资金", subject)
        return Percent(item, Share.CLAIM if claims else Share.OTHER, "资金占比")
    rest = "" if _names_every(item.context, project.profiles) else named_besides(subject, project)
    if _RATES.search(subject) and not re.search(r"[完竣建][成工]率|完成比例|占比|进度率|比例", subject):
        return Percent(item, Share.RATE, "比率")
    if project.is_part(subject) or project.is_annex(subject) or _is_tendered(item):
        return Percent(item, Share.OTHER, "分部分项的百分比")
    passed = PASSED.match(item.text_after)  # 85%通过检测: of those tested
    if (
        passed
        or any(mark.kind is Kind.RESPECTIVE for mark in item.segment.marks)
        or _OF_OTHERS.match(item.text_after)
        or _heads_row(item, items)
    ):
        return Percent(item, Share.OTHER, "各项的百分比")
    several = not (single and all(known.indicator.target <= 1 for known in project.profiles))
    some = bool(len(project.profiles) > 1 and _goes_on_with_one(item, previous, subject))
    some = some or bool(several and (_OF_THE_OPEN.search(subject) or _of_one_by_name(subject, project)))
    some = some or _of_one_place(item, items, subject) or _of_some(item, previous, project)
    if some or _is_begun(item, project):
        return Percent(item, Share.OTHER, "其中一些的百分比")
    aside = item.segment.bracket and not EMPHATIC.search(subject)
    if aside or SHARE.search(subject) or TASK.search(subject):
        return share_of_task(item, subject, items, rest, project)
    if OVERALL.search(subject) or _TASK_AT.search(subject) or _ALL_ALONE.fullmatch(subject):
        return share_of_whole(item, subject, items, rest, project)
    done = item.verb in {Kind.DONE, Kind.ACT} or item.followed_by(Kind.DONE) or ALL_OF_IT.search(subject)
    if rest == "" and done:
        return share_done(item, subject, items, text, project)
    return Percent(item, Share.OTHER, "不知是什么的百分比")


_BARE = regex("(?:目前|现|已经?|累计|共|约|仅|才|完成|完成了|进度|完成率|完成比例|率|比例|为|达到?|至|到|是|的)*")
_REASON = regex("因|由于|受(?!益)")  # 因疫情影响，现完成70%
_CLAUSES_BEFORE = regex("[。；！？\n]")


def _goes_on_about_part(item: Item, subject: str, text: str, project: Project) -> bool:
    """Return whether a bare percent goes on with a clause about what comes before the work, or a stage of it (正在征地拆迁，完成80%)."""
    if _BARE.fullmatch(subject) is None or item.segment.opener.lstrip(")")[:1] not in "，：":
        return False
    part = _CLAUSES_BEFORE.split(text[: item.segment.start])[-1]
    clauses = [clause for clause in re.split("[，：]", part) if clause]
    before = clauses[-1] if clauses else ""
    own = any(known.core and known.core in canonical(before) for known in project.profiles)
    if not before or own or OVERALL.search(before) or _REASON.match(before):
        return False
    return project.is_part(before) or _prepares(before, project)


def _prepares(words: str, project: Project) -> bool:
    """Return whether words speak of what comes before the work, other than the project's own."""
    promised = {act for known in project.profiles for act in (*known.acts, *known.promised)}
    return any(mark.kind is Kind.PREPARE and mark.word not in promised for mark in scan(words, []))


def _of_one_by_name(subject: str, project: Project) -> bool:
    """Return whether words open with one of the things counted by the place it stands at (白果镇水厂完成工程量的85%, of 3 水厂)."""
    told = _AT_A_PLACE.match(subject)
    if told is None or told[1] in project.heading or told[1][0] in "全各本我":
        return False
    return any(known.core.endswith(told["thing"]) for known in project.profiles)


_OF_ONE = regex("(?:已|目前|现|累计)*(?:完成工程量的?|(?:开工|完工|竣工)率|施工进度)(?:为|达到?|约)*")


def _is_tendered(item: Item) -> bool:
    """Return whether a percent tells how much has only been prepared (项目总量的65%已完成招标)."""
    return item.followed_by(Kind.PREPARE) and item.followed_by(Kind.DONE) and item.verb is not Kind.ACT


def _goes_on_with_one(item: Item, previous: Item | None, subject: str) -> bool:
    """Return whether a percent with no name of its own goes on about one of several things (公厕12座全部开工，完成工程量的70%)."""
    near = previous is not None and previous.segment.part == item.segment.part
    return near and _OF_ONE.fullmatch(subject) is not None


_OF_THE_PROJECT = regex("(?:项目|工程|全部)(?:建设)?(?:总体|整体|综合)")
_OF_THE_WHOLE = regex("总体|整体|综合|项目|全部")


def _of_one_place(item: Item, items: Sequence[Item], subject: str) -> bool:
    """Return whether a percent ends what its part tells of one place, while others are told of beside it (甲段完成堤防6.2公里，形象进度62%；乙段…)."""
    near = [other for other in items if other.segment.sentence == item.segment.sentence and not other.share]
    near = [other for other in near if other.role not in {Role.PLAN, Role.TARGET}]
    own = [other for other in near if other.segment.part == item.segment.part]
    others = [other for other in near if other.segment.part != item.segment.part]
    placed = all(any(label_of(other) for other in told) for told in (own, others))
    return placed and not _OF_THE_WHOLE.search(subject)


def _heads_row(item: Item, items: Sequence[Item]) -> bool:
    """Return whether a percent is the first of a row that is told under one heading (完成率55.6%、52%): of one of several."""
    following = next((other for other in items if other.quantity.start > item.quantity.start), None)
    if following is not None and following.role in {Role.PLAN, Role.TARGET}:
        return False
    if following is None or not following.share or following.segment.part != item.segment.part:
        return False
    return not (following.before or following.text_before.strip(" 和与及/"))


def _stands_with_own(item: Item, items: Sequence[Item], foreign: frozenset[int]) -> bool:
    """Return whether something of the project's own is told to be done before a percent in its part."""
    return any(
        other.role is Role.DONE and not other.share and id(other) not in foreign
        for other in items
        if other.segment.part == item.segment.part and other.quantity.end <= item.quantity.start
    )


def _goes_back_to(item: Item, items: Sequence[Item]) -> Item:
    """Return the amount that shares told one by one are shares of (完成投资3360万元，占概算40%、占年度计划的64.6%)."""
    before = amount_before(item, items)
    chained = item.share and item.text_before.startswith("占") and before is not None
    return _goes_back_to(before, items) if chained and before is not None else item


def _is_mean(item: Item, subject: str, items: Sequence[Item]) -> bool:
    """Return whether a percent is said to be, and is, the mean of all that its sentence tells of the parts (90%、66%，平均完成78%)."""
    before = [
        other.quantity.amount.value
        for other in items
        if other.share and other.segment.sentence == item.segment.sentence and other.quantity.end <= item.quantity.start
    ]
    if len(before) < 2 or "平均" not in subject:
        return False
    return abs(sum(before) / len(before) - item.quantity.amount.value) <= _ROUNDING


def _is_begun(item: Item, project: Project) -> bool:
    """Return whether a percent tells how much is begun (年度任务的60%已开工)."""
    starts = any(known.counts_starts for known in project.profiles)
    return item.followed_by(Kind.START) and not (starts or item.has(Kind.DONE, Kind.LATER))


def _of_some(item: Item, previous: Item | None, project: Project) -> bool:
    """Return whether a percent is told of an amount before it that is not all there is (其余8座形象进度65%)."""
    if previous is None or previous.share or is_target(previous, project.profiles) or counts_all(previous, project):
        return False
    if previous.role in UNFINISHED and item.text_before.startswith("平均"):  # 3座正在施工，平均形象进度65%
        return True
    strange = bool(previous.noun_before) and not any(known.likeness(previous.noun) for known in project.profiles)
    if (
        strange
        and previous.role in {Role.GOING, Role.PENDING}
        and not _OF_THE_PROJECT.search(item.text_before)
        and not TASK.search(item.text_before.rpartition("完成率")[0])
    ):  # 科创园地块456套正在施工，完成总工程量的86%
        return True
    return previous.rule == OUT_OF or (previous.segment is item.segment and previous.role in UNFINISHED)


def _alone(item: Item) -> bool:
    """Return whether a sentence opens with a bare percent, the answer to 形象进度, and goes on in brackets or a new sentence."""
    segment = item.segment
    bare = (item.quantity.start, item.quantity.end) == (segment.start, segment.end)
    return bare and segment.opens_sentence and not segment.bracket and segment.closer[0] in "。；(\n"


def _leans(item: Item, subject: str) -> bool:
    return bool(
        SHARE.search(subject)
        or item.segment.bracket
        or TASK.search(subject)
        or re.search(r"占|计划|[完竣建][成工]率|为", subject)
    ) and not re.search(r"形象|总进度|工程量", subject)


def _names_every(context: str, profiles: Sequence[Profile]) -> bool:
    """Return whether the words before a percent of all the work name each of several indicators (村庄整治、巷道硬化全年任务总体已完成75%)."""
    words = canonical(context)
    every = len(profiles) > 1 and all(len(known.core) > 1 and known.core[-2:] in words for known in profiles)
    return (
        every
        and EMPHATIC.search(context) is not None
        and "，" not in context
        and not any(sign.isdigit() for sign in re.sub(r"\d+千伏", "", context))
    )
