"""Wholes: clauses that say of an indicator, or of all the work, that it is finished or not begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.in_force import may_say_all
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Profile, Project
from shishi_xl.core.progress.naming import indicators_named, is_heading, is_one, is_the_new_one
from shishi_xl.core.progress.nouns import JOINED, noun_of
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.rules import TAKEN_BACK
from shishi_xl.core.progress.some import denies_some, finishes_some
from shishi_xl.core.progress.told_again import counts_tasks, is_size, is_target_again, target_right_before, told_in_full
from shishi_xl.core.progress.topics import PRONOUNS
from shishi_xl.core.progress.unbegun import not_acted, not_begun, not_one_of
from shishi_xl.core.quantities import convert
from shishi_xl.patterns import regex

_OF_FIGURES = regex("[均都全]?[为是][一-龥]{2,8}数(?:据|量|字)?$")  # 以上均为已投用数: what the figures are
_TASKS = regex(r"任务|目标|指标")
REASON = regex(r"(?:因|由于|受).+(?=(?:尚|暂|仍|均|还)*[未没])|^.{1,14}期间")  # 河道整治因汛期未动工
_ANSWER = regex(r"已?(?:全部|提前|如期|按期)?完成(?:任务)?")  # 已完成。… : the answer first, then how
# 建成点位均已挂牌: those that are built, not all
_OF_THE_DONE = regex(r"(?:已?(?:建成|完工|完成|竣工)|已建)的?(?:点位|站点|项目|设施|小区|工程|部分|路段)")
_HOUSES = frozenset(
    ["园舍", "校舍", "馆舍", "学校", "医院", "场馆", "公园", "大楼", "大桥", "馆", "校", "院", "园", "桥", "厂区", "校区", "院区", "园区", "厂房"]
)  # fmt: skip  # of 新馆, 新 is dropped from nouns
_EACH_PLACE = frozenset({"点", "处", "村", "镇", "街道", "镇街", "标段"})
_ALL_TASKS = regex(
    "(?:年度|全年)[一-龥]{0,8}任务|各项[一-龥]{0,4}任务|(?:全部|所有)(?:工程|建设|施工|改造)(?:内容|任务)"
)  # 年度各项改革任务已经全部完成
_THIS_WORK = regex(r"(?:该|本|此|这)(?:一?项|个)?(?:工作|项目|任务|实事|工程)")
_STRONG = frozenset(
    ["竣工", "完工", "竣工验收", "投入使用", "投用", "交付使用", "建成投用", "建成投入使用", "建成", "落成", "通过竣工验收", "开园", "开学", "开诊", "开馆", "完工验收", "建成使用", "建成开放", "通车", "建成通车", "交付", "上线", "启用", "投运", "投产", "投入运行", "投入运营"]
)  # fmt: skip
_FINISHED, _NOT_BEGUN = "全部完成", "尚未开工"


@dataclass(frozen=True, slots=True)
class Whole:
    """A clause about all of something."""

    finished: bool  # else: not begun
    indicators: tuple[int, ...]  # places of the indicators meant; all of them for the work as a whole
    everything: bool  # the clause speaks of all of the work
    unnamed: bool  # because it names nothing in particular
    start: int
    end: int
    rule: str
    of_tasks: bool = False  # the clause names all the tasks of the year


def find_wholes(
    segments: Sequence[Segment], items: Sequence[Item], text: str, project: Project, topics: dict[int, int]
) -> list[Whole]:
    """Return the clauses that say of indicators, or of everything, that they are finished or not begun."""
    wholes = []
    topic: int | None = None
    part = -1
    for place, segment in enumerate(segments):
        topic, part = (topics.get(id(segment)) if segment.part == part else None), segment.part
        if not may_say_all(segments, place, text) or _is_of_an_annex(segments[: place + 1], text, project):
            continue
        if untouched := not_one_of(segment, items, text, project.profiles):
            alone = len(project.profiles) == 1
            wholes.append(Whole(False, untouched, alone, False, segment.start, segment.end, _NOT_BEGUN))
            continue
        inside = [item for item in items if item.segment is segment]
        inside = [item for item in inside if not (counts_tasks(item, project.profiles) or is_size(item, project))]
        if not all(is_target_again(item, project.profiles) for item in inside):
            continue
        whole = _whole(segment, _start(segments, place), text, project, inside)
        if whole is not None and whole.unnamed and _heads_amounts(segments, place):
            continue
        if whole is not None and whole.unnamed and not whole.finished:
            whole = _of_what_was_told(whole, segment, items, project, topic)
        if whole is not None and whole.finished and _of_another_task(segment, items, project.profiles):
            whole = None
        if whole is not None and whole.unnamed and whole.finished:
            whole = _of_what_was_told_in_full(whole, segment, items, project)
        if whole is not None and topic is not None and text[segment.start : segment.start + 2] in PRONOUNS:
            whole = replace(whole, indicators=(topic,), everything=False, unnamed=False)
        if whole is not None and whole.unnamed and _under_another(segments, place, text, project, whole):
            continue
        if whole is not None and not _only_goes_on(whole, segment, items, project):
            wholes.append(whole)
    return wholes


def _is_of_an_annex(segments: Sequence[Segment], text: str, project: Project) -> bool:
    """Return whether the last of some clauses is about what only belongs to the work (配套停车场已完工，投入使用)."""
    start = min(segment.start for segment in segments if segment.part == segments[-1].part)
    return project.is_annex(text[start : segments[-1].end])


def _of_another_task(segment: Segment, items: Sequence[Item], profiles: Sequence[Profile]) -> bool:
    """Return whether a task told right before is no indicator's target: all of that one is done (省定任务20个，已全部完成, of 32)."""
    before = [item for item in items if item.segment.part == segment.part and item.quantity.end <= segment.start]
    told = before[-1] if before else None
    if told is None or told.role is not Role.TARGET or told.share:
        return False
    amount = told.quantity.amount
    ours = [known.indicator for known in profiles if known.fits(amount.unit)]
    return bool(ours) and not any(convert(amount.value, amount.unit, one.unit) == one.target for one in ours)


def _heads_amounts(segments: Sequence[Segment], place: int) -> bool:
    """Return whether a clause is only the heading of amounts (已完成：南湖、北湖等4个公园)."""
    segment = segments[place]
    behind = (other for other in segments[place + 1 :] if other.part == segment.part)
    return segment.closer.startswith("：") and any(other.quantities for other in behind)


def _start(segments: Sequence[Segment], place: int) -> int:
    """Return where the words about a clause begin: with the one before it, where the two are one and that one says nothing."""
    segment, begin = segments[place], segments[place - 1] if place else None
    if begin is None or begin.clause != segment.clause or begin.quantities:
        return segment.start
    said = any(mark.kind in {Kind.DONE, Kind.NOT, Kind.GOING} for mark in begin.marks)
    return segment.start if said else begin.start


def _under_another(segments: Sequence[Segment], place: int, text: str, project: Project, whole: Whole) -> bool:
    """Return whether a clause stands under a heading that is a part of the work (路面：尚未施工), or one of several things (③水土泵站：未动工, of three)."""
    head = segments[place - 1] if place and segments[place - 1].closer == "：" else None
    if head is None or head.quantities:
        return False
    if project.is_part(text[head.start : head.end]):
        return True
    name = noun_of(text[head.start : head.end])
    alike = [known for known in project.profiles if name[-1:] == known.core[-1:]]
    return not whole.finished and bool(alike) and is_one([name], head, alike, project.heading)


def _of_what_was_told(
    whole: Whole, segment: Segment, items: Sequence[Item], project: Project, topic: int | None
) -> Whole:
    """Return a clause that names nothing as one about what was told or named right before (4个救援站因用地没落实，均未动工)."""
    one = target_right_before(segment, items, project) or (() if topic is None else (topic,))
    return replace(whole, indicators=one, everything=False, unnamed=False) if one else whole


def _of_what_was_told_in_full(whole: Whole, segment: Segment, items: Sequence[Item], project: Project) -> Whole:
    """Return a clause that names nothing as one about those whose targets were told before it in its part (新开线路3条，均已运营)."""
    before = [item for item in items if item.segment.part == segment.part and item.quantity.end <= segment.start]
    told = told_in_full(before, project.profiles)
    some = 0 < len(told) < len(project.profiles)
    return replace(whole, indicators=told, everything=False, unnamed=False) if some else whole


def _only_goes_on(whole: Whole, segment: Segment, items: Sequence[Item], project: Project) -> bool:
    """Return whether a clause that names nothing only goes on about amounts before it that are not all."""
    told = any(mark.kind is Kind.ACT and mark.word in project.acts for mark in segment.marks)
    if not whole.unnamed or (told and not whole.finished):  # 疫苗分到26家门诊，接种工作尚未开始
        return False
    if not project.profiles and whole.finished and whole.of_tasks:
        return False  # 惠及8.2万人，年度任务全部完成
    return _leans(segment, items, project.profiles, finished=whole.finished) or (
        whole.finished and _of_what_is_begun(segment, items, project.profiles)
    )


def _leans(segment: Segment, items: Sequence[Item], profiles: Sequence[Profile], *, finished: bool) -> bool:
    """Return whether a clause without a subject goes on about amounts before it (新建2座、改建3座，均已投用; 还有5处在报批，没有开工; 剩8座有冲突，暂缓实施)."""
    before = [item for item in items if item.segment.part == segment.part and item.quantity.end <= segment.start]
    before = [item for item in before if finished or not item.share]  # 资金到位90%，施工尚未启动
    role = before[-1].role if before else None
    told = [item for item in before if item.role is role]
    rest = role is Role.PENDING and not finished
    ours = rest and any(known.fits(before[-1].quantity.amount.unit) for known in profiles)
    rest = rest and (any(known.counts_starts for known in profiles) or (ours and before[-1].has(Kind.REST)))
    taken_back = bool(before) and before[-1].rule == TAKEN_BACK  # 18座，均未开工, of 20
    paid = finished and role is Role.MONEY and not segment.has(Kind.SHOULD)  # 资金850万元已下达，全部到位
    foreign = (
        finished and role is Role.PREPARE and not any(known.fits(before[-1].quantity.amount.unit) for known in profiles)
    )
    leans = (
        _of_ours(before, role, profiles, finished=finished)
        or role is Role.DONE
        or taken_back
        or rest
        or foreign
        or paid
        or (role is Role.LABEL and bool(profiles))
    )
    return leans and not all(is_target_again(item, profiles) for item in told)


def _of_ours(before: Sequence[Item], role: Role | None, profiles: Sequence[Profile], *, finished: bool) -> bool:
    """Return whether amounts in the indicators' units stand before what finishes them, by a verb nobody knows (126户已被搬离，都住进新房)."""
    if not finished or role is not Role.OTHER:
        return False
    told = [(before[-1].quantity.amount.into(known.indicator.unit), known.indicator.target) for known in profiles]
    return any(value is not None and value < target for value, target in told)


def _of_what_is_begun(segment: Segment, items: Sequence[Item], profiles: Sequence[Profile]) -> bool:
    """Return whether a clause goes on about what was only signed or begun right before it (签约25户，超额完成任务)."""
    last = next((item for item in reversed(items) if item.quantity.end <= segment.start), None)
    if last is None or last.segment.part != segment.part or last.role not in {Role.PREPARE, Role.STARTED}:
        return False
    return any(known.fits(last.quantity.amount.unit) and not known.counts_starts for known in profiles)


def _whole(segment: Segment, start: int, text: str, project: Project, inside: Sequence[Item]) -> Whole | None:
    segment = _up_to_the_finish(segment)
    finished = _is_finished(segment, start, text, project)
    begun_not = fold(segment.marks) is Kind.NOT and (not_begun(segment) or not_acted(segment, text, project))
    if not finished and not begun_not:
        return None
    subject = REASON.sub("", _without_amounts(text, start, segment))
    pieces = JOINED.split(subject)
    whole_noun = noun_of(subject)
    if project.is_part(subject):
        return None
    profiles = project.profiles
    named = indicators_named(
        [*pieces, subject] if len(pieces) > 1 else pieces,
        profiles,
        subject,
        [item for item in inside if not whole_noun],
    )
    if (named if finished else not named) and len(told := told_in_full(inside, profiles)) == 1:
        named = told  # 巡回医疗车12台已全部交付各卫生院使用
    if begun_not and segment.says_all and whole_noun in _EACH_PLACE:  # 各点均未动工
        whole_noun = ""
    house = not project.profiles and whole_noun in _HOUSES
    everything = (
        not whole_noun
        or house
        or is_the_new_one(subject, whole_noun, project.heading)
        or is_heading(whole_noun, project.heading, task=bool(_TASKS.search(subject)))
        or (not profiles and ("整体" in subject or _ALL_TASKS.search(subject) is not None))
    )
    rule = _FINISHED if finished else _NOT_BEGUN
    if finished and not _is_all(segment, subject, profiles, named, everything=everything):
        return None
    named_profiles = [profiles[place] for place in named]
    some = (
        finishes_some(segment, subject, named_profiles, project)
        if finished
        else denies_some(segment, text, named_profiles, project)
    )
    if some and not inside:
        return None
    if named and begun_not and not inside and is_one(pieces, segment, named_profiles, project.heading):
        return None
    if named:
        return Whole(finished, named, len(named) == len(profiles), False, segment.start, segment.end, rule)
    if everything and not inside:
        of_tasks = _ALL_TASKS.search(subject) is not None
        return Whole(finished, tuple(range(len(profiles))), True, True, segment.start, segment.end, rule, of_tasks)
    return None


def _is_finished(segment: Segment, start: int, text: str, project: Project) -> bool:
    """Return whether a clause says that something is finished, other than what was done already, is on trial or is set as a task."""
    task = _TASKS.search(text, segment.start, segment.end)
    named = task is not None and segment.says_all and not project.profiles
    # 救助政策落实工作年度任务已全部完成: what the task is called says nothing of how far it is
    state = fold([mark for mark in segment.marks if task is None or not named or mark.start >= task.start()])
    if _OF_FIGURES.search(text, start, segment.end):
        return False
    if state not in {Kind.DONE, Kind.LATER} or _prepares(segment, text) or _sets_task(segment, text):
        return False
    return not (_OF_THE_DONE.match(text, start, segment.end) or _is_on_trial(segment, text))


def _prepares(segment: Segment, text: str) -> bool:
    """Return whether a clause speaks of what comes before the work, other than in the name of its task (反诈宣传年度任务全部完成)."""
    task = max((found.end() for found in _TASKS.finditer(text, segment.start, segment.end)), default=segment.start)
    return any(mark.kind is Kind.PREPARE and mark.start >= task for mark in segment.marks)


_SET = regex(
    "(?:任务|目标|指标|计划)[数值]?[为是]|下达[一-龥]{0,4}(?:任务|目标|指标|计划)(?![数量已均全都按提如完圆超])"
)


def _sets_task(segment: Segment, text: str) -> bool:
    """Return whether a clause says what the task is (年度目标任务为新开通、优化线路6条)."""
    return _SET.search(text, segment.start, segment.end) is not None


def _up_to_the_finish(segment: Segment) -> Segment:
    """Return a clause up to what was done once all was finished (整体竣工验收并办妥消防备案; 通过验收并开放通行)."""
    finish = next((mark.end for mark in segment.marks if mark.kind in {Kind.DONE, Kind.LATER}), segment.end)
    then = next((mark for mark in segment.marks if mark.start >= finish and mark.word in {"并", "并且"}), None)
    if then is None:
        return segment
    return replace(segment, end=then.start, marks=[mark for mark in segment.marks if mark.start < then.start])


_MENDED = regex("正[一-龥]{0,8}(?:修改|优化|调试|完善|整改)|(?:拟|待|将|组织|进行)[^，。；]{0,8}终验")
_TRIAL = regex("试(?:运行|运营|用|开园|开放|通车|营业|接诊|投产)")


def _is_on_trial(segment: Segment, text: str) -> bool:
    """Return whether something is tried out and still mended, or its last inspection yet to come (上线试运行，正按意见修改)."""
    trial = _TRIAL.search(text, segment.start, segment.end)
    return trial is not None and _MENDED.search(text, segment.end) is not None


def _is_all(
    segment: Segment,
    subject: str,
    profiles: Sequence[Profile],
    named: tuple[int, ...],
    *,
    everything: bool,
) -> bool:
    """Return whether a clause with 完成 speaks of all there is to do, not of some of it."""
    if segment.opens_sentence and segment.closer[0] in "。：；\n" and _ANSWER.fullmatch(subject):
        return True
    if segment.says_all or _TASKS.search(subject) or (everything and _THIS_WORK.match(subject)):
        return True
    strong = any(mark.word in _STRONG or "竣工验收" in mark.word for mark in segment.marks)
    single = all(profiles[place].indicator.target <= 1 for place in named or range(len(profiles)))
    return strong and single and (bool(named) or everything)


def _without_amounts(text: str, start: int, segment: Segment) -> str:
    dates = [(mark.start, mark.end) for mark in segment.marks if any(character.isdigit() for character in mark.word)]
    for first, last in [*((quantity.start, quantity.end) for quantity in segment.quantities), *dates]:
        text = text[:first] + " " * (last - first) + text[last:]
    return text[start : segment.end].replace(" ", "")
