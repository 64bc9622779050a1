"""Decision: from amounts, percents and wholes to one value for each indicator, or none."""

from __future__ import annotations

import re
from dataclasses import replace

from shishi_xl.core.model import Direction
from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.choice import amount, choose, contradiction, words_of
from shishi_xl.core.progress.derived import (
    beside_remaining,
    by_periods,
    by_places,
    from_remaining,
    unchanged,
    value_of,
)
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile, is_rate
from shishi_xl.core.progress.parts import whole_row
from shishi_xl.core.progress.reading import Note, Value
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.rules import ON_TOP
from shishi_xl.core.progress.wholes import Whole
from shishi_xl.core.units import bare, tidy
from shishi_xl.patterns import regex

_OPEN_WORK = frozenset({Role.PENDING, Role.GOING, Role.REMAIN})
_BEYOND = 2.0  # times the target: without a word of surplus that is what stands there since years ago
CHANGED = regex("(?:调[减增整]|核[减增]|变更|[增减改])(?:为|至|到)$")
_DID = regex("[做行施展]了")
_SURPLUS = regex(r"超额|超过目标|\d{3,}(?:\.\d+)?%")


def settle(case: Case, content: str, text: Plain, rest_open: bool) -> tuple[Value | None, Note | None]:
    """Return the value of an indicator and what kept it from having one."""
    if case.by_name is not None and not case.done:
        return case.by_name, None
    value, note = _settle(case, content, text, rest_open)
    on_top = [(number, item) for number, item in case.done if item.rule == ON_TOP]
    if value is None or not on_top or value.number < case.known.indicator.target:
        return value, note  # 任务外的 does not stand in for what the task still lacks
    words = "；".join([value.words, *(words_of(item, text) for _, item in on_top)])
    number = tidy(value.number + sum(number for number, _ in on_top))
    return replace(value, number=number, words=words, rule=ON_TOP), None


def _settle(case: Case, content: str, text: Plain, rest_open: bool) -> tuple[Value | None, Note | None]:
    """Return the value of an indicator without what was done on top of its task."""
    name, target = case.known.indicator.name, case.known.indicator.target
    done = [
        (value, item)
        for value, item in case.done
        if not (_restated(value, item, target, case.known) or _all_there_are(value, item, case) or item.rule == ON_TOP)
    ]
    if (whole := by_places(case, text)) is not None:
        return whole, None
    done = whole_row(done or _listed(case), case)
    if case.not_begun is not None and not done:
        return None if done_by_another_name(case) else _whole_value(case.not_begun, 0.0, text), None
    chosen, note = choose(done, case, content, text, rest_open=rest_open)
    if note is not None:
        return None, note
    if (undone := _one_undone(chosen, case, text)) and chosen is not None:
        return None, contradiction(name, f"“{chosen.words}”与“{undone}”不一致")
    open_work = [pair for pair in case.other if pair[1].role in _OPEN_WORK and pair[0] > 0 and not _besides(pair[1])]
    if case.finished is not None or (chosen is not None and chosen.number >= target):
        open_work += [pair for pair in case.unclaimed if _left_over(pair[1], case) and pair[0] > 0]
    if case.finished is not None:
        open_work = [pair for pair in open_work if not _awaits_use(pair[1], case.finished, text)]
        return _all_done(case.finished, case, chosen, open_work, text)
    kept_apart = any(item.this_year or item.corrected or _told_behind(case.carried_over, item) for _, item in done)
    if chosen is not None and case.carried_over is not None and not kept_apart:
        return _without_former(chosen, case.carried_over, case, text, content)
    if chosen is not None and chosen.number > _BEYOND * target and not _SURPLUS.search(text.text):
        return None, Note(name, f"“{chosen.words}”远大于目标{amount(target, case)}，可能是历年累计")
    most_open = _most_open(done, open_work, target)
    if (
        chosen is not None
        and not case.known.counts_starts
        and chosen.number <= target < 0.98 * (chosen.number + most_open)
    ):
        return None, contradiction(
            name, f"“{chosen.words}”加上未完的{amount(most_open, case)}，超过目标{amount(target, case)}"
        )
    if chosen is None:
        return from_remaining(case, text) or by_periods(case, text) or unchanged(case, text) or beside_remaining(
            case, text
        ), None
    against = _said_against(chosen, case, text)
    return (None, against) if against is not None else (chosen, None)


def _said_against(chosen: Value, case: Case, text: Plain) -> Note | None:
    """Return what a statement says besides that cannot be true of a figure."""
    name, target = case.known.indicator.name, case.known.indicator.target
    if case.not_begun is not None and chosen.number > 0:
        return contradiction(name, f"“{chosen.words}”与“尚未开工”不一致")
    if (left := _left_belies(chosen.number, case)) is not None:
        said = f"“{chosen.words}”加上“{words_of(left, text)}”，不等于目标{amount(target, case)}"
        return contradiction(name, said)
    return None


def _left_belies(number: float, case: Case) -> Item | None:
    """Return what is told to be left of the very target told beside it, where it and what is done are not all of it (50辆任务中，34辆投运，尚余6辆)."""
    told = [*case.done, *case.other, *case.unclaimed]
    target, unit = case.known.indicator.target, bare(case.known.indicator.unit)
    whole = {item.segment.sentence for value, item in told if value == target and item.quantity.amount.unit == unit}
    left = [
        (value, item)
        for value, item in case.other
        if item.role is Role.REMAIN and item.quantity.amount.unit == unit and item.segment.sentence in whole
    ]
    open_work = any(item.role in {Role.GOING, Role.PENDING, Role.STARTED} for _, item in case.other)
    if len(left) != 1 or open_work or not 0 < number < target:
        return None
    together = number + left[0][0]
    due = any(value == together and item.role in {Role.TARGET, Role.PLAN} for value, item in told)  # 应完成260栋
    return left[0][1] if together < 0.98 * target and not due else None


def _one_undone(chosen: Value | None, case: Case, text: Plain) -> str:
    """Return the words that one of the things counted is not done although all are told to be (7家已全部改造；马桥市场还没施工)."""
    kind = case.known.core[-2:]
    if chosen is None or chosen.number < case.known.indicator.target or case.known.counts_starts or len(kind) < 2:
        return ""
    said = re.search(
        rf"\w{{2,6}}{kind}\w{{0,4}}(?:还没|尚未|还未|仍未|没有|暂未)(?:开工|动工|施工|完工|建成|启动)",
        text.text,
    )
    return said[0] if said is not None and not re.search("去年|上年|其他区", said[0]) else ""


def _most_open(done: list[tuple[float, Item]], open_work: list[tuple[float, Item]], target: float) -> float:
    """Return the most that is open beside what is done: of one clause all of it together (10个集市建成6个、在建3个、未建3个)."""
    clauses = {item.segment.clause for _, item in done}
    told = [(value, item) for value, item in open_work if value < target]
    units = {item.quantity.amount.unit for _, item in done}
    beside = [value for value, item in told if item.segment.clause in clauses and item.quantity.amount.unit in units]
    return max([*(value for value, _ in told), sum(beside)], default=0.0)


_FORMER = regex(
    "(?:往年|历年|以前年度|去年|上年|20\\d\\d年)[一-龥]{0,4}(?:建成|完成|已建|累计)|(?:往年|历年|以前年度|去年|上年)\\d"
)


_NOT_CARRIED = regex("不[含计包][一-龥]{0,6}结转")


def _told_behind(former: Item | None, item: Item) -> bool:
    """Return whether a figure of this year stands behind the bracket that names former ones (408台（含往年366台），今年竣工42台)."""
    return former is not None and former.quantity.end < item.quantity.start and item.segment.has(Kind.THIS_YEAR)


def _without_former(
    chosen: Value, former: Item, case: Case, text: Plain, content: str
) -> tuple[Value | None, Note | None]:
    """Return a figure less what was finished in earlier years and is told to be in it (达到64个（含往年建成的43个）)."""
    said, earlier = words_of(former, text), former.quantity.amount.into(case.known.indicator.unit)
    left_out = "结转" in said and _NOT_CARRIED.search(content) is not None
    if earlier is None or earlier > chosen.number or not (left_out or _FORMER.search(said)):
        return None, Note(case.known.indicator.name, f"“{chosen.words}”含往年的“{said}”")
    words = f"{chosen.words}；{said}"
    return replace(chosen, number=tidy(chosen.number - earlier), words=words, rule="减去往年的"), None


def _all_done(
    finished: Whole, case: Case, chosen: Value | None, open_work: list[tuple[float, Item]], text: Plain
) -> tuple[Value | None, Note | None]:
    """Return the value of an indicator said to be finished, and what speaks against that."""
    name, target = case.known.indicator.name, case.known.indicator.target
    said = f"“{text.words(finished.start, finished.end)}”"
    if (other := _another_target(case)) is not None:
        return None, contradiction(name, f"{said}说的是“{words_of(other, text)}”，与目标{amount(target, case)}不一致")
    open_work = open_work or [pair for pair in case.other if _planned_by_name(*pair, finished)]
    open_work = open_work or [pair for pair in case.unclaimed if _under_way_by_name(*pair)]
    if open_work or case.not_begun is not None:
        against = words_of(open_work[0][1], text) if open_work else "尚未开工"
        return None, contradiction(name, f"{said}与“{against}”不一致")
    if chosen is not None and _short(chosen.number, target, case):
        return None, contradiction(name, f"{said}与“{chosen.words}”不一致")
    return chosen or _in_excess(finished, case, text) or _whole_value(finished, target, text), None


_NAMED = regex("[一-龥]{2,8}(?:、[一-龥]{2,8})+$")


def _under_way_by_name(value: float, item: Item) -> bool:
    """Return whether some, each by its name, are told to be worked on still (九座都已完工；柳沟、石门两座仍在灌浆)."""
    named = _NAMED.search(item.context) if item.role in {Role.GOING, Role.PENDING} and not item.share else None
    return named is not None and named[0].count("、") + 1 == value


def _planned_by_name(value: float, item: Item, finished: Whole) -> bool:
    """Return whether some, each by its name, are told in the same sentence still to be finished (8座已全部建成，嘉陵、龙滩子两座预计11月竣工)."""
    named = _NAMED.search(item.context) if item.role is Role.PLAN and not item.share else None
    due = item.followed_by(Kind.FUTURE) and item.followed_by(Kind.DONE, Kind.LATER)
    near = item.segment.start >= finished.end and "。" not in item.segment.opener
    return named is not None and due and near and named[0].count("、") + 1 == value


def _in_excess(finished: Whole, case: Case, text: Plain) -> Value | None:
    """Return the figure said to be more than the task, of an amount whose verb alone says nothing (实施33万亩，超额完成任务)."""
    if "超额" not in text.text[finished.start : finished.end]:
        return None
    told = [
        (value, item)
        for value, item in (*case.other, *case.unclaimed)
        if item.role is Role.OTHER
        and item.quantity.amount.unit == bare(case.known.indicator.unit)
        and value >= case.known.indicator.target
    ]
    return value_of(told[0][0], [told[0][1]], text, finished.rule) if len(told) == 1 else None


def _another_target(case: Case) -> Item | None:
    """Return an amount told as the target of all that is finished, where it is less than the indicator's (任务调减为10个)."""
    told = [(value, item) for value, item in case.other if item.role is Role.TARGET and not item.share]
    changed = next((item for value, item in told if CHANGED.search(item.text_before)), None)
    if changed is not None or any(value >= case.known.indicator.target * 0.98 for value, _ in told):
        return changed
    return next((item for value, item in told if item.quantity.amount.unit == bare(case.known.indicator.unit)), None)


def done_by_another_name(case: Case) -> bool:
    """Return whether an amount of the indicator's unit is said to be done of something unknown (两标合计装好3.9公里；C标没有安装)."""
    unit = bare(case.known.indicator.unit)
    return any(
        item.role is Role.DONE
        and item.verb is Kind.DONE
        and item.total
        and item.quantity.amount.unit == unit
        and value > 0
        for value, item in case.unclaimed
    )


def _besides(item: Item) -> bool:
    """Return whether something was done to an amount besides, which leaves nothing open (另对9处做了白蚁防治)."""
    return item.has(Kind.REST) and _DID.search(item.text_after) is not None


def _left_over(item: Item, case: Case) -> bool:
    """Return whether an amount is told as what of an indicator is not done yet (目前还有1300只等着换; 石岭、青峰两座站正在施工)."""
    same_kind = item.noun_after[:1] == case.known.core[-1:] and item.quantity.amount.unit == bare(
        case.known.indicator.unit
    )
    if item.role is Role.GOING and same_kind and not case.known.counts_starts:
        return True
    if item.role is Role.PENDING and item.has(Kind.REST):
        units = {other.quantity.amount.unit for _, other in case.done} or {bare(case.known.indicator.unit)}
        same = units == {item.quantity.amount.unit}
        return same and (not item.acts or bool(item.acts & case.known.acts))
    return item.role is Role.REMAIN and (
        not item.noun_before or case.known.likeness(item.noun_before) > 0 or not case.many
    )


def _listed(case: Case) -> list[tuple[float, Item]]:
    """Return the parts under a heading of the indicator that are told to be all (空调安装：小学10间，初中5间，无其他学段)."""
    unit = bare(case.known.indicator.unit)
    parts = [pair for pair in case.unclaimed if pair[1].role in AMOUNTS and pair[1].quantity.amount.unit == unit]
    headed = any(
        item.acts & case.known.acts
        or case.known.core in canonical(item.context)
        or ("：" in item.context and (item.aspect or (item.acts and not case.known.acts)))
        or ("：" in item.context and any(act in item.context for act in case.known.acts))  # 各街道更换情况如下：
        for _, item in parts
    )
    told = headed or all(item.verb is Kind.DONE for _, item in parts)  # 朝阳竣工9台，天生竣工12台，其他街道无竣工
    return parts if case.closed is not None and not case.done and told and len(parts) > 1 else []


_BUILT = regex("建成|完工|竣工|建好|建设完成|改造完成|装好|完成(?:建设|改造|安装)")
_PAPERS = frozenset({"许可证", "许可", "备案", "审批", "手续"})
_UNFINISHED = frozenset({Kind.DONE, Kind.ACT, Kind.START, Kind.GOING, Kind.NOT, Kind.WEAK})


def _awaits_use(item: Item, finished: Whole, text: Plain) -> bool:
    """Return whether the rest of what is told to be built only waits to be put to use (6个均已建成，另1个待许可证下发后开诊)."""
    built = _BUILT.search(text.text, finished.start, finished.end) is not None
    left = item.role in {Role.PENDING, Role.REMAIN} and item.has(Kind.REST, Kind.REMAIN)
    rest = left and item.followed_by(Kind.FUTURE)
    papers = all(mark.word in _PAPERS for mark in item.after if mark.kind is Kind.PREPARE)
    unfinished = any(mark.kind in _UNFINISHED and mark.word != "组织" for mark in item.after)  # 待主管部门组织验收
    return built and rest and papers and item.followed_by(Kind.LATER) and not unfinished


def _short(number: float, target: float, case: Case) -> bool:
    return number < target * 0.98 and case.known.indicator.direction is Direction.AT_LEAST


_TASKED = regex("^[一-龥]{0,4}(?:下达|承担|目标)[一-龥]{0,2}(?:任务|目标|指标)")  # 年初下达任务实现就业2200人


def _restated(value: float, item: Item, target: float, known: Profile) -> bool:
    """Return whether an amount is the target told again: the very number with no word that it was reached."""
    tasked = _TASKED.search(item.text_before) is not None and not item.has(Kind.ALREADY)
    if tasked and abs(value - target) < 1e-6:
        return True
    return (
        abs(value - target) < 1e-6
        and not item.aspect
        and not item.approximate
        and not is_rate(known.indicator.name)
        and "完成" not in item.rule
        and item.role is not Role.STARTED
    )


_IN_ALL = regex("(?:(?:总|一)?共(?:计|有)?|合计|总计)$")


def _all_there_are(value: float, item: Item, case: Case) -> bool:
    """Return whether a sum is how many there are to do, told behind how many of them are done (已安装156台，共260台, of 260)."""
    if abs(value - case.known.indicator.target) > 1e-6 or not _IN_ALL.search(item.text_before):
        return False
    if not item.has(Kind.ALREADY, Kind.DONE, Kind.LATER) and _told_first(item, case):
        return True
    if not _IN_ALL.fullmatch(item.text_before.lstrip("/(")):
        return False
    before = [
        number
        for number, other in (*case.done, *case.unclaimed)
        if other.segment.sentence == item.segment.sentence
        and other.role is Role.DONE
        and other.quantity.end <= item.quantity.start
        and other.aspect
        and number < value
    ]
    return bool(before) and abs(sum(before) - value) > 1e-6


def _told_first(item: Item, case: Case) -> bool:
    """Return whether a sum opens what its sentence tells of an indicator and more follows (村组道路共80公里，已完成45公里)."""
    told = [other for _, other in (*case.done, *case.other, *case.unclaimed) if other is not item]
    told = [other for other in told if other.segment.sentence == item.segment.sentence]
    return bool(told) and all(other.quantity.start > item.quantity.start for other in told)


def _whole_value(whole: Whole, number: float, text: Plain) -> Value:
    return Value(number, text.words(whole.start, whole.end), text.span(whole.start, whole.end), rule=whole.rule)
