"""Decision: from amounts, percents and wholes to one value for each indicator, or none."""

from __future__ import annotations

import re
from dataclasses import replace

from shishi_xl.core.model import Direction
from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.derived import beside_remaining, by_periods, by_places, from_remaining, unchanged, value_of
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Profile, canonical, half_of, is_rate
from shishi_xl.core.progress.parts import (
    ends_list,
    exhausts,
    is_headed,
    is_one_kind,
    is_one_way,
    label_of,
    make_up_target,
    mates,
    of_different_parts,
    one_of_several_agents,
    splits_in_states,
    whole_row,
)
from shishi_xl.core.progress.quality import belied, doubted
from shishi_xl.core.progress.reading import Note, Value
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.rules import ON_TOP
from shishi_xl.core.progress.sifting import says_total, sift
from shishi_xl.core.progress.wholes import Whole
from shishi_xl.core.units import bare, tidy
from shishi_xl.core.wording import number_text

_DEEDS = frozenset({Kind.DONE, Kind.LATER, Kind.PREPARE, Kind.ACT})
_OPEN_WORK = frozenset({Role.PENDING, Role.GOING, Role.REMAIN})
_BEYOND = 3.0  # times the target: without a word of surplus that is what stands there since years ago
_BATCH = re.compile(r"第[二三四五六七八九]批|[二三四]期|[一二三四]标段")
_CHANGED = re.compile("(?:调[减增整]|核[减增]|变更|[增减改])(?:为|至|到)$")
_DID = re.compile("[做行施展]了")
_RESPECTIVELY = re.compile("[，：、]?(?:分别|依次)(?:为|是|有)?")
_FOLLOWS_FROM = re.compile(
    "带动|辐射|惠及|受益|可解决"
)  # 扶持创业396人，其中毕业生210人，带动就业1100人: no part of them
_SURPLUS = re.compile(r"超额|超过目标|\d{3,}(?:\.\d+)?%")


def settle(case: Case, content: str, text: Plain, rest_open: bool) -> tuple[Value | None, Note | None]:
    """Return the value of an indicator and what kept it from having one."""
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
        if not (_restated(value, item, target, case.known) or item.rule == ON_TOP)
    ]
    if (whole := by_places(case, text)) is not None:
        return whole, None
    done = whole_row(done or _listed(case), case)
    if case.not_begun is not None and not done:
        return _whole_value(case.not_begun, 0.0, text), None
    chosen, note = _choose(done, case, content, text, rest_open=rest_open)
    if note is not None:
        return None, note
    if (undone := _one_undone(chosen, case, text)) and chosen is not None:
        return None, contradiction(name, f"“{chosen.words}”与“{undone}”不一致")
    open_work = [pair for pair in case.other if pair[1].role in _OPEN_WORK and pair[0] > 0 and not _besides(pair[1])]
    if case.finished is not None or (chosen is not None and chosen.number >= target):
        open_work += [pair for pair in case.unclaimed if _left_over(pair[1], case) and pair[0] > 0]
    if case.finished is not None:
        return _all_done(case.finished, case, chosen, open_work, text)
    kept_apart = any(item.this_year or item.corrected for _, item in done)
    if chosen is not None and case.carried_over is not None and not kept_apart:
        return _without_former(chosen, case.carried_over, case, text)
    if chosen is not None and chosen.number > _BEYOND * target and not _SURPLUS.search(text.text):
        return None, Note(name, f"“{chosen.words}”远大于目标{_amount(target, case)}，可能是历年累计")
    most_open = _most_open(done, open_work, target)
    if (
        chosen is not None
        and not case.known.counts_starts
        and chosen.number <= target < 0.98 * (chosen.number + most_open)
    ):
        return None, contradiction(
            name, f"“{chosen.words}”加上未完的{_amount(most_open, case)}，超过目标{_amount(target, case)}"
        )
    if chosen is None:
        return from_remaining(case, text) or by_periods(case, text) or unchanged(case, text) or beside_remaining(
            case, text
        ), None
    if case.not_begun is not None and chosen.number > 0:
        return None, contradiction(name, f"“{chosen.words}”与“尚未开工”不一致")
    return chosen, None


def _one_undone(chosen: Value | None, case: Case, text: Plain) -> str:
    """Return the words that one of the things counted is not done although all are told to be (7家已全部改造；马桥市场还没施工)."""
    kind = case.known.core[-2:]
    if chosen is None or chosen.number < case.known.indicator.target or case.known.counts_starts or len(kind) < 2:
        return ""
    said = re.search(
        rf"[一-龥]{{2,6}}{kind}[一-龥]{{0,4}}(?:还没|尚未|还未|仍未|没有|暂未)(?:开工|动工|施工|完工|建成|启动)",
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


_FORMER = re.compile("(?:往年|历年|以前年度|去年|上年|20\\d\\d年)[一-龥]{0,4}(?:建成|完成|已建|累计)")


def _without_former(chosen: Value, former: Item, case: Case, text: Plain) -> tuple[Value | None, Note | None]:
    """Return a figure less what was finished in earlier years and is told to be in it (达到64个（含往年建成的43个）)."""
    said, earlier = words_of(former, text), former.quantity.amount.into(case.known.indicator.unit)
    if earlier is None or earlier > chosen.number or not _FORMER.search(said):
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
        return None, contradiction(name, f"{said}说的是“{words_of(other, text)}”，与目标{_amount(target, case)}不一致")
    if open_work or case.not_begun is not None:
        against = words_of(open_work[0][1], text) if open_work else "尚未开工"
        return None, contradiction(name, f"{said}与“{against}”不一致")
    if chosen is not None and _short(chosen.number, target, case):
        return None, contradiction(name, f"{said}与“{chosen.words}”不一致")
    return chosen or _whole_value(finished, target, text), None


def _another_target(case: Case) -> Item | None:
    """Return an amount told as the target of all that is finished, where it is less than the indicator's (任务调减为10个)."""
    told = [(value, item) for value, item in case.other if item.role is Role.TARGET and not item.share]
    changed = next((item for value, item in told if _CHANGED.search(item.text_before)), None)
    if changed is not None or any(value >= case.known.indicator.target * 0.98 for value, _ in told):
        return changed
    return next((item for value, item in told if item.quantity.amount.unit == bare(case.known.indicator.unit)), None)


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


def _amount(number: float, case: Case) -> str:
    return number_text(number) + case.known.indicator.unit


def _short(number: float, target: float, case: Case) -> bool:
    return number < target * 0.98 and case.known.indicator.direction is Direction.AT_LEAST


def _restated(value: float, item: Item, target: float, known: Profile) -> bool:
    """Return whether an amount is the target told again: the very number with no word that it was reached."""
    return (
        abs(value - target) < 1e-6
        and not item.aspect
        and not item.approximate
        and not is_rate(known.indicator.name)
        and "完成" not in item.rule
    )


def _choose(
    done: list[tuple[float, Item]], case: Case, content: str, text: Plain, *, rest_open: bool
) -> tuple[Value | None, Note | None]:
    """Return the one figure among those that speak of an indicator, or a note why there is none."""
    name = case.known.indicator.name
    if _only_a_stage(done, case):
        return None, Note(name, f"“{words_of(done[0][1], text)}”之后另有完成的数，可能只是其中一道工序")
    if (shares := _shares_belie(done, case, text)) is not None:
        return None, shares
    done = sift(done, case)
    values = sorted({value for value, _ in done})
    if not values:
        return None, None
    if len(done) > 1 and not _comes_on_top(done[0][1]) and all(_comes_on_top(item) for _, item in done[1:]):
        number = tidy(sum(value for value, _ in done))
        return value_of(number, [item for _, item in done], text, "先后相加"), None
    if len(values) == 1 and not of_different_parts(done, case):
        return _one(done[0][0], done, case, text, rest_open=rest_open)
    totals = [pair for pair in done if says_total(pair[1])] or [pair for pair in done if pair[1].total]
    distinct = {value for value, _ in totals}
    if distinct and not any(says_total(item) for _, item in totals) and distinct != {values[-1]}:
        distinct = set()  # 目前 before one of several parts makes it no total
    if len(distinct) > 1:
        return None, contradiction(name, "、".join(f"“{words_of(item, text)}”" for _, item in totals[:3]) + "不一致")
    if len(distinct) == 1:
        total = distinct.pop()
        if values[-1] > total:
            return None, contradiction(name, f"“{words_of(done[0][1], text)}”与“{words_of(totals[0][1], text)}”不一致")
        return _one(total, totals, case, text, rest_open=rest_open)
    return _of_several(done, case, content, text, rest_open=rest_open)


def _shares_belie(done: list[tuple[float, Item]], case: Case, text: Plain) -> Note | None:
    """Return that what a total is told to be made of comes to another sum (累计21公里，分别为9公里、8公里、7公里)."""
    for place, (total, head) in enumerate(done[:-1]):
        parts = [pair for pair in done[place + 1 :] if pair[1].segment.part == head.segment.part]
        if len(parts) < 2 or not _RESPECTIVELY.match(text.text, head.quantity.end, parts[0][1].quantity.start):
            continue
        together = tidy(sum(value for value, _ in parts))
        if abs(together - total) > 1e-6 * total:
            said = f"“{words_of(head, text)}”与分别所说的{_amount(together, case)}不一致"
            return contradiction(case.known.indicator.name, said)
    return None


def _of_several(
    done: list[tuple[float, Item]], case: Case, content: str, text: Plain, *, rest_open: bool
) -> tuple[Value | None, Note | None]:
    """Return the figure that several without a word of total make: the one that the others add up to, or their sum."""
    values = sorted({value for value, _ in done})
    if not all(label_of(item) for _, item in done) and abs(values[-1] - sum(values[:-1])) < 1e-6 * values[-1]:
        return _one(values[-1], [pair for pair in done if pair[0] == values[-1]], case, text, rest_open=rest_open)
    if is_headed(done):
        return _one(done[0][0], done[:1], case, text, rest_open=rest_open)
    if divided := splits_in_states(done, case):
        return _one(divided[0], [divided], case, text, rest_open=rest_open)
    if exhausts(done, case, content) or make_up_target(done, case):
        number = tidy(sum(value for value, _ in done))
        return value_of(number, [item for _, item in done], text, "分项相加"), None
    return None, Note(
        case.known.indicator.name,
        "几处数量不同，不能确定哪个是累计数：" + "、".join(f"“{words_of(item, text)}”" for _, item in done[:3]),
    )


def _comes_on_top(item: Item) -> bool:
    """Return whether an amount was done after those told before it (截至20日完工38个，下旬又完工3个)."""
    return "又" in item.text_before and not item.share and not says_total(item)


def _only_a_stage(done: list[tuple[float, Item]], case: Case) -> bool:
    """Return whether figures without a known verb are followed by a smaller one that is finished (整理档案16卷，完成挂接11卷)."""
    if not done or any(item.role is not Role.LABEL or item.aspect for _, item in done):
        return False
    value, last = done[-1]
    return any(
        item.role is Role.DONE
        and item.verb is Kind.DONE
        and item.segment.part == last.segment.part
        and item.quantity.start > last.quantity.start
        and item.quantity.amount.unit == last.quantity.amount.unit
        and told < value
        for told, item in case.unclaimed
    )


def _one(
    number: float, pairs: list[tuple[float, Item]], case: Case, text: Plain, *, rest_open: bool
) -> tuple[Value | None, Note | None]:
    name = case.known.indicator.name
    item = pairs[-1][1]
    if _is_only_a_part(pairs, case, text, rest_open=rest_open):
        return None, Note(name, f"“{words_of(item, text)}”只说了一部分")
    if "超额" in item.text_before and number < case.known.indicator.target:
        return None, Note(name, f"“{words_of(item, text)}”说的可能只是超额的部分")
    if case.many and (claim := belied(number, item, case, text)):
        return None, contradiction(name, f"“{words_of(item, text)}”与“{claim}”不一致")
    if doubted(item, case, text):
        return None, Note(name, f"“{words_of(item, text)}”其中有不合格的")
    inside = [
        (value, other)
        for value, other in case.subsets
        if other.segment.part == item.segment.part
        and other.quantity.start > item.quantity.start
        and not _FOLLOWS_FROM.search(other.text_before)
    ]
    states = any(other.verb in {Kind.GOING, Kind.NOT, Kind.START} for _, other in inside)
    deeds = {
        (other.text_after, frozenset(mark.word for mark in other.before if mark.kind in _DEEDS)) for _, other in inside
    }
    apart = states or len(deeds) < 2  # 195间通过验收、160间资料已录入: some are in both
    parts = [value for value, _ in inside if apart or value > number]
    if (
        parts
        and not (item.share or item.subset)
        and number not in {tidy(sum(parts[:count])) for count in range(len(parts))}
        and sum(parts) > number * 1.0001
        and (max(parts) > number or len(parts) == len([part for part in parts if part < number]))
    ):
        return None, contradiction(name, f"“{words_of(item, text)}”小于其中各项之和{_amount(sum(parts), case)}")
    return value_of(number, [item], text, item.rule), None


def _is_only_a_part(pairs: list[tuple[float, Item]], case: Case, text: Plain, *, rest_open: bool) -> bool:
    """Return whether a figure is told for one place, batch, kind, way or half of an indicator."""
    item = pairs[-1][1]
    half = half_of(item.noun + "".join(item.acts) + re.split("[，；。：]", item.context)[-1], case.known)
    if half is not None and any(
        half_of(other.noun + "".join(other.acts), case.known) == 1 - half for _, other in case.subsets
    ):
        half = None  # 打成19眼（含修复的8眼）
    label = label_of(item)
    partial = (
        not case.complete
        or case.elsewhere
        or (_BATCH.search(label) and not item.told_for)
        or mates(pairs, case)
        or one_of_several_agents(item, case)
    )
    batch = _BATCH.search(item.noun_before) is not None  # 一标段累计完成12公里
    return bool(
        (label and partial and not (item.total and case.complete and not batch))
        or ends_list(item, case)
        or is_one_kind(item, pairs, case)
        or is_one_way(item, case, text.text)
        or _one_rate_of_several(item, case)
        or (case.apart and not item.total)
        or (half is not None and not rest_open and not item.total)
    )


def _one_rate_of_several(item: Item, case: Case) -> bool:
    """Return whether a percent is told for one place or kind beside another (主干道清扫率100%，背街小巷61%)."""
    if item.noun_before and case.known.indicator.name.startswith(item.noun_before):
        return False  # 全人群42.6%、重点人群81%, of 重点人群签约率
    near = [other for _, other in case.unclaimed if other.share and other.segment.part == item.segment.part]
    bare_nouns = [
        other.noun_before for other in near if other.role in AMOUNTS and other.text_before == other.noun_before
    ]
    return item.share and any(noun and noun[-1] not in "率度例比" for noun in bare_nouns)


def _whole_value(whole: Whole, number: float, text: Plain) -> Value:
    return Value(number, text.words(whole.start, whole.end), text.span(whole.start, whole.end), rule=whole.rule)


def words_of(item: Item, text: Plain) -> str:
    """Return the words of an amount's clause as they were typed."""
    return text.words(item.segment.start, item.segment.end)


def contradiction(name: str, words: str) -> Note:
    """Return a note that the statement contradicts itself on an indicator, or on the whole."""
    return Note(name, words, contradiction=True)
