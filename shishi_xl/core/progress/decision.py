"""Decision: from amounts, percents and wholes to one value for each indicator, or none."""

from __future__ import annotations

import re

from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.derived import by_periods, from_remaining, value_of
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Profile, canonical, half_of, is_rate
from shishi_xl.core.progress.quality import doubted
from shishi_xl.core.progress.reading import Note, Value
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.wholes import Whole
from shishi_xl.core.quantities import Bound
from shishi_xl.core.units import bare, tidy

_PLACED = re.compile(
    r"街道|片区|城[东南西北中]|[老新主东南西北]城|开发区|[高一-龥]新区|[A-Z一-龥](?<![农政然乡城各全本心个每下返家])(?:镇(?!街)|乡|村(?!级|民|卫|庄))|标段|第[一二三四五六七八九十\d]+[批期]|[一二三四]期|[东南西北]片|[一-龥](?<![路阶手学时河])段"
)
_OPEN_WORK = frozenset({Role.PENDING, Role.GOING, Role.REMAIN})
_NOT_OURS = frozenset({Role.PRIOR, Role.STOCK, Role.WRONG})
_TOLD = frozenset({Role.DONE, Role.LABEL, Role.OTHER})
_AMOUNTS = frozenset({Role.DONE, Role.LABEL})
_BEYOND = 3.0  # times the target: without a word of surplus that is what stands there since years ago
_BATCH = re.compile(r"第[二三四五六七八九]批|[二三四]期|[一二三四]标段")
_SURPLUS = re.compile(r"超额|超过目标|\d{3,}(?:\.\d+)?%")


def settle(case: Case, content: str, text: Plain, rest_open: bool) -> tuple[Value | None, Note | None]:
    """Return the value of an indicator and what kept it from having one."""
    name, target = case.known.indicator.name, case.known.indicator.target
    done = [(value, item) for value, item in case.done if not _restated(value, item, target, case.known)]
    done = _whole_row(done or _listed(case), case)
    if case.not_begun is not None and not done:
        return _whole_value(case.not_begun, 0.0, text), None
    chosen, note = _choose(done, case, content, text, rest_open=rest_open)
    if note is not None:
        return None, note
    open_work = [pair for pair in case.other if pair[1].role in _OPEN_WORK and pair[0] > 0]
    if case.finished is not None or (chosen is not None and chosen.number >= target):
        open_work += [pair for pair in case.unclaimed if _left_over(pair[1], case) and pair[0] > 0]
    if case.finished is not None:
        if open_work or case.not_begun is not None:
            return None, contradiction(
                name,
                f"“{text.words(case.finished.start, case.finished.end)}”与“{words_of(open_work[0][1], text) if open_work else '尚未开工'}”不一致",
            )
        if chosen is not None and _short(chosen.number, target, case):
            return None, contradiction(
                name, f"“{text.words(case.finished.start, case.finished.end)}”与“{chosen.words}”不一致"
            )
        return chosen or _whole_value(case.finished, target, text), None
    if chosen is not None and case.carried_over is not None and not any(item.this_year for _, item in done):
        return None, Note(name, f"“{chosen.words}”含往年的“{words_of(case.carried_over, text)}”")
    if chosen is not None and chosen.number > _BEYOND * target and not _SURPLUS.search(text.text):
        return None, Note(name, f"“{chosen.words}”远大于目标{target:g}，可能是历年累计")
    most_open = max((value for value, _ in open_work if value < target), default=0.0)
    if (
        chosen is not None
        and not case.known.counts_starts
        and chosen.number <= target < 0.98 * (chosen.number + most_open)
    ):
        return None, contradiction(name, f"“{chosen.words}”加上未完的{most_open:g}，超过目标{target:g}")
    if chosen is None:
        return from_remaining(case, text) or by_periods(case, text), None
    if case.not_begun is not None and chosen.number > 0:
        return None, contradiction(name, f"“{chosen.words}”与“尚未开工”不一致")
    return chosen, None


def _left_over(item: Item, case: Case) -> bool:
    """Return whether an amount is told as what of an indicator is not done yet (目前还有1300只等着换)."""
    if item.role is Role.PENDING and item.has(Kind.REST):
        same = {other.quantity.amount.unit for _, other in case.done} == {item.quantity.amount.unit}
        return same and (not item.acts or bool(item.acts & case.known.acts))
    return item.role is Role.REMAIN


def _listed(case: Case) -> list[tuple[float, Item]]:
    """Return the parts under a heading of the indicator that are told to be all (空调安装：小学10间，初中5间，无其他学段)."""
    unit = bare(case.known.indicator.unit)
    parts = [pair for pair in case.unclaimed if pair[1].role in _AMOUNTS and pair[1].quantity.amount.unit == unit]
    headed = any(
        item.acts & case.known.acts
        or case.known.core in canonical(item.context)
        or ("：" in item.context and (item.aspect or item.acts) and not case.known.acts)
        for _, item in parts
    )
    return parts if case.closed is not None and not case.done and headed and len(parts) > 1 else []


def _mates(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the amounts of an indicator's unit that stand in one row with its own and are told for a name of two to four characters."""
    own = [item for _, item in done]
    return [
        (value, item)
        for value, item in (*case.unclaimed, *case.other)
        if item.role in {*_AMOUNTS, Role.OTHER}
        and not any(item is other for other in own)
        and not item.handed
        and (2 <= len(item.noun_before) <= 4 or item.role is Role.OTHER)
        and not item.noun_after
        and any(
            item.segment.part == other.segment.part
            and item.quantity.amount.unit == other.quantity.amount.unit
            and (item.verb is other.verb or item.segment.clause == other.segment.clause)
            for other in own
        )
    ]


def _whole_row(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures with all others of their row, where the statement says that those told are all."""
    if case.closed is None or any(item.total for _, item in done):
        return done
    return sorted([*done, *_mates(done, case)], key=lambda pair: pair[1].quantity.start)


def _short(number: float, target: float, case: Case) -> bool:
    from shishi_xl.core.model import Direction

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
    done = _of_this_year(done, case)
    done = _corrected(done, case)
    if case.known.acts and case.closed is None:  # 造林, not 补植
        done = [pair for pair in done if not pair[1].acts or pair[1].acts & case.known.acts] or done
    done = _of_the_rate(done, name)
    firm = [pair for pair in done if not pair[1].later]
    if firm and len(firm) < len(done) and max(value for value, _ in firm) >= max(value for value, _ in done):
        done = firm
    done = [*_refined(done, case)] or done
    values = sorted({value for value, _ in done})
    if not values:
        return None, None
    if len(values) == 1:
        return _one(done[0][0], done, case, text, rest_open=rest_open)
    totals = [pair for pair in done if _says_total(pair[1])] or [pair for pair in done if pair[1].total]
    distinct = {value for value, _ in totals}
    if distinct and not any(_says_total(item) for _, item in totals) and distinct != {values[-1]}:
        distinct = set()  # 目前 before one of several parts makes it no total
    if len(distinct) > 1:
        return None, contradiction(name, "、".join(f"“{words_of(item, text)}”" for _, item in totals[:3]) + "不一致")
    if len(distinct) == 1:
        total = distinct.pop()
        if values[-1] > total:
            return None, contradiction(name, f"“{words_of(done[0][1], text)}”与“{words_of(totals[0][1], text)}”不一致")
        return _one(total, totals, case, text, rest_open=rest_open)
    if not all(_label(item) for _, item in done) and abs(values[-1] - sum(values[:-1])) < 1e-6 * values[-1]:
        return _one(values[-1], [pair for pair in done if pair[0] == values[-1]], case, text, rest_open=rest_open)
    if _heads(done):
        return _one(done[0][0], done[:1], case, text, rest_open=rest_open)
    if _exhausts(done, case, content):
        number = tidy(sum(value for value, _ in done))
        return value_of(number, [item for _, item in done], text, "分项相加"), None
    return None, Note(
        name, "几处数量不同，不能确定哪个是累计数：" + "、".join(f"“{words_of(item, text)}”" for _, item in done[:3])
    )


def _of_this_year(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures without those that have earlier years in them."""
    done = [pair for pair in done if not _includes_former(pair[0], done, case)]
    done = [pair for pair in done if pair[1].this_year] or done
    if any(value > case.known.indicator.target for value, _ in done):  # 累计建成26座，今年新建7座
        done = [pair for pair in done if pair[1].has(Kind.THIS_YEAR)] or done
    return done


def _includes_former(number: float, done: list[tuple[float, Item]], case: Case) -> bool:
    """Return whether a figure is another one with an earlier year's added (去年9家，今年新开11家，累计20家)."""
    former = [value for value, item in (*case.other, *case.unclaimed) if item.role in _NOT_OURS and value > 0]
    return any(abs(number - value - other) < 1e-6 for value, _ in done for other in former)


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


def _corrected(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the corrected figure, or the total told since, of a later time or with what a month added to it.

    6月误报312户，应为298户；截至7月累计335户. Or: 更正为578户，本月新完成64户，累计完成642户.
    """
    right = [pair for pair in done if pair[1].corrected][-1:]
    if not right:
        return done
    number, item = right[0]
    added = {number + value for value, other in case.other if other.role is Role.MONTH}
    since = [pair for pair in done if _says_total(pair[1]) and not pair[1].corrected]
    return [pair for pair in since if pair[1].segment.part > item.segment.part or pair[0] in added] or right


def _of_the_rate(done: list[tuple[float, Item]], name: str) -> list[tuple[float, Item]]:
    """Return the percents told of the rate an indicator is named after, by the most of its last words: 参保率, not 办结率."""

    def named(item: Item) -> int:
        sizes = range(len(name), 2, -1) if item.share and name.endswith("率") else ()
        return next((size for size in sizes if name[-size:] in item.text_before), 0)

    most = max((named(item) for _, item in done), default=0)
    return [pair for pair in done if named(pair[1]) == most]


def _says_total(item: Item) -> bool:
    """Return whether 累计, 共 or the like stands before an amount."""
    return item.total and any(
        mark.kind is Kind.TOTAL or (mark.kind is Kind.NOW and "累" in mark.word) for mark in item.before
    )


def _refined(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the exact figures that say what a round one near them meant (2400多, 系统录入2436; 近600户, 台账实数591户)."""
    exact = [
        pair
        for pair in (*done, *case.other, *case.unclaimed)
        if pair[1].quantity.amount.bound is Bound.EXACT and pair[1].role in _TOLD
    ]
    found = []
    for value, item in (*done, *case.other):
        bound, written = item.quantity.amount.bound, item.quantity.amount.value
        if bound not in {Bound.FLOOR, Bound.CEILING} or written != int(written) or not written:
            continue
        step = value / written * 10 ** (len(f"{written:.0f}") - len(f"{written:.0f}".rstrip("0")))
        low, high = (value, value + step) if bound is Bound.FLOOR else (value - step, value)
        found += [pair for pair in exact if low < pair[0] < high and pair[1].segment.sentence == item.segment.sentence]
    return found


def _heads(done: list[tuple[float, Item]]) -> bool:
    """Return whether the first figure is told before a ： and the others are parts of it (新增泊位1560个：路内580个)."""
    (number, head), *parts = done
    inside = all(item.segment.sentence == head.segment.sentence and value < number for value, item in parts)
    return inside and head.segment.closer == "：" and not head.handed


def _exhausts(done: list[tuple[float, Item]], case: Case, content: str) -> bool:
    """Return whether listed parts make up all of an indicator: both halves of its name, both its verbs, or 其余 said to be open."""
    if any(item.share for _, item in done):
        return False
    halves = [half_of(item.noun + "".join(item.acts), case.known) for _, item in done]
    if sorted(half for half in halves if half is not None) == [0, 1] and len(done) == 2:
        return True
    if _both_ways(done, content + case.known.indicator.name):
        return True
    if case.closed is not None and case.closed in {0, len(done)} and not any(_says_total(item) for _, item in done):
        return True
    labels = [_label(item) for _, item in done]
    if _mates(done, case):
        return False  # 东城5个、西城4个、南湖3个: a place no rule knows is one of them
    return case.complete and all(labels) and len(set(labels)) == len(labels)


_BUILDING = frozenset({"新建", "改建", "扩建", "改造"})


def _both_ways(done: list[tuple[float, Item]], promised: str) -> bool:
    """Return whether two figures are of the two ways in which a thing comes to be, as promised or where neither is named (新建5座、改造3座)."""
    acts = [next(iter(item.acts), "") for _, item in done]
    if len(acts) != 2 or acts[0] == acts[1] or not all(acts):
        return False
    if re.search(rf"{acts[0]}[、和与及]+{acts[1]}|{acts[1]}[、和与及]+{acts[0]}", promised):
        return True
    listed = done[0][1].segment.clause == done[1][1].segment.clause
    return listed and _BUILDING.issuperset(acts) and not any(act in promised for act in _BUILDING)


def _label(item: Item) -> str:
    """Return the place or batch an amount is told for, "" where it is told for all; 其余镇街 is one too."""
    if item.has(Kind.REST):
        return "其余"
    words = item.noun_before if item.paired else item.context
    places = list(_PLACED.finditer(words))
    return words[max(0, places[-1].start() - 3) : places[-1].end()] if places else ""


def _last_of_list(item: Item, case: Case) -> bool:
    """Return whether an amount that names nothing ends a list of others of its unit that do (桥头4家、坝上5家、新街3家已建成)."""
    if item.total or not item.noun_before or case.known.likeness(item.noun):
        return False
    return any(
        other.segment.clause == item.segment.clause
        and other.role in _AMOUNTS
        and other.noun_before
        and other.quantity.start < item.quantity.start
        and other.quantity.amount.unit == item.quantity.amount.unit
        for _, other in case.unclaimed
    )


def _one_kind(item: Item, pairs: list[tuple[float, Item]], case: Case) -> bool:
    """Return whether an amount is of one of several kinds told in a row (小学生620名、初中生480名、高中生300名)."""
    noun = canonical(item.noun_before)
    if item.total or not noun or case.known.core in noun or noun in case.known.full:
        return False
    return any(other.noun_before[-1:] == noun[-1] and other.noun_before != noun for _, other in _mates(pairs, case))


def _one(
    number: float, pairs: list[tuple[float, Item]], case: Case, text: Plain, *, rest_open: bool
) -> tuple[Value | None, Note | None]:
    name = case.known.indicator.name
    item = pairs[-1][1]
    half = half_of(item.noun + "".join(item.acts) + re.split("[，；。：]", item.context)[-1], case.known)
    label = _label(item)
    partial = not case.complete or case.elsewhere or _BATCH.search(label) or _mates(pairs, case)
    alone = label and not item.total and partial
    if (
        alone
        or _last_of_list(item, case)
        or _one_kind(item, pairs, case)
        or (half is not None and not rest_open and not item.total)
    ):
        return None, Note(name, f"“{words_of(item, text)}”只说了一部分")
    if doubted(item, case, text):
        return None, Note(name, f"“{words_of(item, text)}”其中有不合格的")
    parts = [
        value
        for value, other in case.subsets
        if other.segment.part == item.segment.part and other.quantity.start > item.quantity.start
    ]
    if (
        parts
        and not (item.share or item.subset)
        and number not in {tidy(sum(parts[:count])) for count in range(len(parts))}
        and sum(parts) > number * 1.0001
        and (max(parts) > number or len(parts) == len([part for part in parts if part < number]))
    ):
        return None, contradiction(name, f"“{words_of(item, text)}”小于其中各项之和 {tidy(sum(parts)):g}")
    return value_of(number, [item], text, item.rule), None


def _whole_value(whole: Whole, number: float, text: Plain) -> Value:
    return Value(number, text.words(whole.start, whole.end), text.span(whole.start, whole.end), rule=whole.rule)


def words_of(item: Item, text: Plain) -> str:
    """Return the words of an amount's clause as they were typed."""
    return text.words(item.segment.start, item.segment.end)


def contradiction(name: str, words: str) -> Note:
    """Return a note that the statement contradicts itself on an indicator, or on the whole."""
    return Note(name, words, contradiction=True)
