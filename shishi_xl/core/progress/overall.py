"""Overall: an explicit percentage of the whole project, and work stated finished or not begun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from shishi_xl.core.progress.besides import named_besides, names_one
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Profile, Project, canonical
from shishi_xl.core.progress.neighbours import NAMELY
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.rules import OUT_OF

_OVERALL = re.compile(
    r"(?:总体|整体|综合|项目|工程|总|合并|全区|目前|累计|现阶段|当前|施工|建设|年度|任务|全项目|全线)*(?:形象|工程|建设|施工|任务|目标|工作|实施|完成)?(?:总)?(?:进度|完成度|完成率|完工率|竣工率|建成率|工程量|工作量|完成比例|完成进度)"
)
_EMPHATIC = re.compile(
    r"总体|整体|平均(?:形象|工程)?进度|总进度|总工程量|总形象|综合|合并|项目形象|工程形象|项目进度|工程进度|总任务|全部工程|项目总|工程总|总完成|总量"
)
_ALL_OF_IT = re.compile("(?:整个|全部)[一-龥]{0,4}(?:工程|项目)")  # 整个工程已走到66%
_ALL_ALONE = re.compile("(?:目前|现|累计)?(?:总体|整体|综合)(?:上|为|约|达到?|已)*")  # 总体62%
_OF_ALL = re.compile(f"总任务|全部任务|总体|{_ALL_OF_IT.pattern}")
_OF_A_PLACE = re.compile("[一-龥]{2,}(?:段|侧|区|镇|乡|村|街|路|片|线|部|处|园)占")  # 主街两侧占三成
_ALL_OVER = re.compile("全[区县市镇]|合计|总计")
_TASK = re.compile(
    r"(?:任务|目标|计划|任务数|任务量|目标数|总数|总量|目标任务|计划数|指标)的?(?:比例|比重)?(?:为|达到?|约)?(?:约)?$"
)
_SHARE = re.compile(r"占(?:比)?(?:约|达|到|为|总数的?|比例为?|：)?$|占比(?:约|达|到|为)?$|占.{0,12}的$")
_MONEY = re.compile(r"投资|资金|支付|拨付|预算|产值|合同(?!内?工[程作]量)|贷款|债券|经费|补助|到位率|支出|执行率|元")
_ONLY_REACHED = re.compile("(?:已经?|也)?(?:达到?|为|是|约|至)*")
_ONLY_DONE = re.compile("(?:目前|现|累计|已经?|共|均)*完成(?:了|约)?")  # 总投资1.2亿元，已完成55%
_NAMELY = re.compile(f"[，、(]?{NAMELY.pattern}")
_RATES = re.compile(r"率|满意度|比例|占比")


_OF_TIME = re.compile(
    r"(?:时间|序时|时序|均衡|计划|目标|应有|应达)进度|(?:季度|上半年|月份?|当月|本期|阶段|序时|节点)的?(?:进度)?(?:目标|任务|计划)"
)
_OF_MORE = re.compile("占全[市省国]|占同期")  # 占全市新增就业的8.2%
_OF_NEIGHBOURS = re.compile("[相毗]邻|邻近|邻[区县镇村]|隔壁|周边[区县]|兄弟[区县]|外[区县]")
_OF_STARTED = re.compile("占(?:已|新)?(?:开工|在建|启动|进场)")
_NOT_OURS = (_OF_STARTED, _OF_TIME, _OF_MORE, _OF_NEIGHBOURS)
_IF = re.compile(
    "(?:若|如果|假如|倘若|如)不?(?:计|含|算|扣除|剔除)[^，。；]*，[^，。；]*$"
)  # 若不计室外工程，进度为77%
_OF_OTHERS = re.compile(
    r"的(?![一-龥]{2}(?:任务|工[作程]量)|总|任务|目标|工程|进度|年度|全年|建设)|以?[上下]?的?(?:村|镇|街道|社区|小区|单位|学校|项目点|点位|农户|群众)"
)
_OF_THE_OPEN = re.compile(
    r"(?:在建|[开动]工|实施中|未完[工成]|续建|其[余他它]|剩余|另外)的?(?:各|子|单体|分项)?(?:项目|工程|点位|标段|小区|部分|的)"
)
_UNFINISHED = frozenset({Role.PENDING, Role.STARTED, Role.GOING, Role.REMAIN, Role.SUBSET, Role.PREPARE})
_OUTSTANDING = re.compile(r"(?:离|距离?|差)$")  # 离70%还差一截
_CHANGE = re.compile(r"由|从|较|比(?![例率重])|提[高升]|上升|增[长加]")


_LEVEL_OF_MONTH = re.compile(
    r"(?<=[\d一二三四五六七八九十])月份?的?(?:工程|项目)?(?:形象|总体|总|综合|整体)+进度(?:为|达到?|约|是)*$"
)
_UNRELATED = frozenset(
    {Role.PREPARE, Role.GOING, Role.STARTED, Role.PENDING, Role.PRIOR, Role.STOCK, Role.EACH, Role.SUBSET, Role.OTHER}
)


OF_SOME = frozenset({"分部分项的百分比", "各项的百分比", "不知是什么的百分比"})
DONE_SO_FAR = "完成N%"  # with no word that it is all of the project


_ROUNDING = 1.0  # points by which rounded levels and changes may differ


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


def is_level(item: Item, month: int) -> bool:
    """Return whether a percent told for the form's own month is how far the work is then, not what the month added (8月形象进度70%)."""
    return (
        item.role is Role.MONTH
        and item.months == (month, month)
        and _LEVEL_OF_MONTH.search(item.text_before) is not None
    )


def judge(item: Item, items: Sequence[Item], text: str, project: Project, foreign: frozenset[int]) -> Percent:
    """Return what a percent is a share of, and whether what it is said to have risen by belies it."""
    found = _judge(item, items, text, project, foreign)
    current = found.share in {Share.WHOLE, Share.TASK} and _belied(item, items)
    return Percent(item, Share.CLASH, "与上期加增减不符") if current else found


_UP = re.compile("提[高升]|上升|增|升|快|多")
_AGAINST_ELSE = re.compile("计划|时序|序时|目标|节点|同期|年|全[市省区]")  # than what a change is told
_DOWN = re.compile("降|减|落|少|慢")


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


def _judge(item: Item, items: Sequence[Item], text: str, project: Project, foreign: frozenset[int]) -> Percent:
    """Return what a percent is a share of."""
    subject = _subject(item, text)
    if _alone(item) or _is_mean(item, subject, items):
        return Percent(item, Share.WHOLE, "只有一个百分数，或各项的平均")
    previous = _previous(item, items)
    if id(item) in foreign or (previous is not None and id(previous) in foreign and _leans(item, subject)):
        return Percent(item, Share.OTHER, "别的项目的百分比")
    unmet = _OUTSTANDING.search(item.text_before) or _IF.search(item.context)
    if unmet or any(other.search(subject) for other in _NOT_OURS):
        return Percent(item, Share.OTHER, "时间进度、占更大范围的比重、别处的、还没有达到的、假设的")
    single = len(project.profiles) <= 1
    after_money = previous is not None and _goes_back_to(previous, items).role is Role.MONEY
    if _MONEY.search(subject) or (
        after_money and (_leans(item, subject) or _ONLY_REACHED.fullmatch(subject) or _ONLY_DONE.fullmatch(subject))
    ):
        claims = single and re.search("任务|目标", subject) and not re.search("计划|投资|资金", subject)
        return Percent(item, Share.CLAIM if claims else Share.OTHER, "资金占比")
    rest = "" if _names_every(item.context, project.profiles) else named_besides(subject, project)
    if _RATES.search(subject) and not re.search(r"[完竣建][成工]率|完成比例|占比|进度率|比例", subject):
        return Percent(item, Share.RATE, "比率")
    if project.is_part(subject):
        return Percent(item, Share.OTHER, "分部分项的百分比")
    if any(mark.kind is Kind.RESPECTIVE for mark in item.segment.marks) or _OF_OTHERS.match(item.text_after):
        return Percent(item, Share.OTHER, "各项的百分比")
    several = not (single and all(known.indicator.target <= 1 for known in project.profiles))
    if _of_some(item, previous, project) or (several and _OF_THE_OPEN.search(subject)):
        return Percent(item, Share.OTHER, "其中一些的百分比")
    aside = item.segment.bracket and not _EMPHATIC.search(subject)
    if aside or _SHARE.search(subject) or _TASK.search(subject):
        return _share_of_task(item, subject, items, rest, project)
    if _OVERALL.search(subject) or _ALL_ALONE.fullmatch(subject):
        return _share_of_whole(item, subject, items, rest, project)
    done = item.verb in {Kind.DONE, Kind.ACT} or item.followed_by(Kind.DONE) or _ALL_OF_IT.search(subject)
    if rest == "" and done:
        return _share_done(item, subject, items, text, single=single)
    return Percent(item, Share.OTHER, "不知是什么的百分比")


def _goes_back_to(item: Item, items: Sequence[Item]) -> Item:
    """Return the amount that shares told one by one are shares of (完成投资3360万元，占概算40%、占年度计划的64.6%)."""
    before = _previous(item, items)
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


def _of_some(item: Item, previous: Item | None, project: Project) -> bool:
    """Return whether a percent is told of an amount before it that is not all there is (其余8座形象进度65%)."""
    if previous is None or previous.share or _is_target(previous, project.profiles) or _counts_all(previous, project):
        return False
    if previous.role in _UNFINISHED and item.text_before.startswith("平均"):  # 3座正在施工，平均形象进度65%
        return True
    return previous.rule == OUT_OF or (previous.segment is item.segment and previous.role in _UNFINISHED)


def _share_done(item: Item, subject: str, items: Sequence[Item], text: str, *, single: bool) -> Percent:
    """Return what a percent is a share of with which something is said to be done, nothing else being named."""
    if single and _told_in_count(item, items, text):
        return Percent(item, Share.TASK, "完成N%，即M")
    if single or re.search(r"总体|整体|综合", subject) or _ALL_OF_IT.search(subject):
        return Percent(
            item,
            Share.WHOLE,
            "总体完成N%" if any(said.search(subject) for said in (_EMPHATIC, _ALL_OVER, _ALL_OF_IT)) else DONE_SO_FAR,
        )
    return Percent(item, Share.OTHER, "不知是哪一项的百分比")


def _counts_all(item: Item, project: Project) -> bool:
    """Return whether an amount counts the indicators themselves (两项均完成年度任务的50%)."""
    return item.quantity.amount.unit == "项" and item.quantity.amount.value == len(project.profiles) > 1


def _told_in_count(item: Item, items: Sequence[Item], text: str) -> bool:
    """Return whether the count that a percent stands for follows (完成88%，即完成40处)."""
    following = [other for other in items if other.quantity.start > item.quantity.start]
    return bool(following) and _NAMELY.match(text, item.quantity.end, following[0].quantity.start) is not None


def _is_target(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether an amount is all that an indicator asks for (20个小区改造完成60%)."""
    told = [(item.quantity.amount.into(each.indicator.unit), each.indicator.target) for each in profiles]
    return any(value is not None and abs(value - target) < 1e-6 for value, target in told)


def _is_base(previous: Item, item: Item, project: Project) -> bool:
    """Return whether a percent is told as a share of the target itself (占2600套的44%)."""
    return (
        item.text_before in {"的", "的约"}
        and item.segment is previous.segment
        and _is_target(previous, project.profiles)
    )


def _alone(item: Item) -> bool:
    """Return whether a sentence opens with a bare percent, the answer to 形象进度, and goes on in brackets or a new sentence."""
    segment = item.segment
    bare = (item.quantity.start, item.quantity.end) == (segment.start, segment.end)
    return bare and segment.opens_sentence and not segment.bracket and segment.closer[0] in "。；(\n"


def _share_of_whole(item: Item, subject: str, items: Sequence[Item], rest: str, project: Project) -> Percent:
    """Return what a percent is a share of whose words speak of progress (总进度, 完成率)."""
    single, previous = len(project.profiles) <= 1, _previous(item, items)
    leans = previous is not None and not previous.share and not _EMPHATIC.search(subject) and "形象" not in subject
    unrelated = previous is not None and previous.role in _UNRELATED and not _is_target(previous, project.profiles)
    if leans and unrelated:  # 完工27座，在建3座，完成率90%
        return Percent(item, Share.CLAIM if single else Share.OTHER, "前面那个数的完成率")
    counted = previous is not None and previous.role is Role.DONE and not previous.share
    rate_of_one = re.search("率|比例", subject) and any(
        other.role in AMOUNTS and not other.share and other.segment.sentence == item.segment.sentence for other in items
    )
    if not single and (counted or rate_of_one) and not _EMPHATIC.search(subject) and "形象" not in subject:
        return Percent(item, Share.OTHER, "不知是哪一项的完成率")
    if single and counted and re.search("率|比例", subject):
        return Percent(item, Share.TASK, "完成率")
    if _names_one_thing(rest, project):
        return Percent(item, Share.OTHER, "其中一个的进度")
    if rest == "" or (single and _EMPHATIC.search(subject) and not project.is_part(rest)):
        return Percent(item, Share.WHOLE, "总进度", plain=rest == "")
    if _EMPHATIC.search(subject) and not project.is_part(rest) and not names_one(subject, project.profiles):
        return Percent(item, Share.WHOLE, "总进度", plain=rest == "")
    return Percent(item, Share.OTHER, "别的事物的进度")


def _names_one_thing(rest: str, project: Project) -> bool:
    """Return whether words name one of several things that the only indicator counts (第七中学工程进度82%, of 8 schools)."""
    if len(project.profiles) != 1 or project.profiles[0].indicator.target <= 1:
        return False
    known = project.profiles[0]
    return len(rest) > 2 and len(set(rest) - set(known.full) - set(project.heading)) > 1


def _share_of_task(item: Item, subject: str, items: Sequence[Item], rest: str, project: Project) -> Percent:
    single, previous = len(project.profiles) <= 1, _previous(item, items)
    if previous is not None and _counts_all(previous, project):
        return Percent(item, Share.WHOLE if re.match("[均都]", subject) else Share.OTHER, "各项都是")
    based = previous is not None and _is_base(previous, item, project)
    named = based or bool(re.search(r"任务|目标|总体|总量|工程量|[年度]计划", subject))
    told = _previous(previous, items) if based and previous is not None else None
    if told is not None and told.role in _UNFINISHED:
        return Percent(item, Share.OTHER, "没有完成的占比")  # 进场14座，占应建26座的53.8%
    prepared = previous is not None and previous.role is Role.PREPARE and not _is_target(previous, project.profiles)
    if prepared and previous is not None and not previous.share:
        return Percent(item, Share.OTHER, "前期工作的占比")  # 确定点位45处，占任务90%
    if rest and re.search("占比", subject):
        return Percent(item, Share.OTHER, "其中一类的占比")  # 新增床位350张，护理型床位占比62%
    if previous is None and single and not rest and "总数" in subject:  # 完工小区占总数的46.7%
        return Percent(item, Share.WHOLE, "占总数")
    if item.segment.bracket or (_SHARE.search(subject) and not named):
        whole = (
            single
            and not _OF_A_PLACE.match(subject)
            and previous is not None
            and previous.role in {Role.DONE, Role.LABEL}
        )
        whole = whole and previous is not None and not previous.share  # not 主街两侧占三成
        return Percent(item, Share.TASK if whole else Share.OTHER, "占比")
    if re.search(r"计划", subject) and not named and (previous is None or previous.share):
        return Percent(item, Share.WHOLE if single and not rest else Share.OTHER, "占计划")
    if single and (not rest or previous is not None):
        return Percent(item, Share.TASK if previous is not None and not previous.share else Share.WHOLE, "占任务")
    return Percent(item, Share.WHOLE if not rest and _OF_ALL.search(subject) else Share.OTHER, "占任务")


def _subject(item: Item, text: str) -> str:
    """Return the words of the percent's own clause before it."""
    start = item.subject_start
    if item.risen:
        return _CHANGE.split(text[start : item.quantity.start])[0]
    if item.text_before in {"的", "的约"}:  # 完成年度任务65公里的64.6%
        return re.sub(r"\d[\d.]*[一-龥]{1,4}的约?$", "的", text[start : item.quantity.start])
    left = max([start, *(other.end for other in item.segment.quantities if other.end <= item.quantity.start)])
    return text[left : item.quantity.start]


def _leans(item: Item, subject: str) -> bool:
    return bool(
        _SHARE.search(subject)
        or item.segment.bracket
        or _TASK.search(subject)
        or re.search(r"占|计划|[完竣建][成工]率|为", subject)
    ) and not re.search(r"形象|总进度|工程量", subject)


def _previous(item: Item, items: Sequence[Item]) -> Item | None:
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


def _names_every(context: str, profiles: Sequence[Profile]) -> bool:
    """Return whether the words before a percent of all the work name each of several indicators (村庄整治、巷道硬化全年任务总体已完成75%)."""
    words = canonical(context)
    every = len(profiles) > 1 and all(len(known.core) > 1 and known.core[-2:] in words for known in profiles)
    return (
        every
        and _EMPHATIC.search(context) is not None
        and "，" not in context
        and not any(sign.isdigit() for sign in context)
    )
