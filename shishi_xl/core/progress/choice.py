"""Choice: of several figures told of an indicator the one that counts, or what speaks against each."""

from __future__ import annotations

import re

from shishi_xl.core.numerals import number_of
from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.derived import value_of
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS
from shishi_xl.core.progress.matching import half_of
from shishi_xl.core.progress.objections import against
from shishi_xl.core.progress.open_parts import open_part
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
    of_kinds,
    one_of_several_agents,
    splits_in_states,
)
from shishi_xl.core.progress.quality import belied, doubted, grown_otherwise, told_otherwise
from shishi_xl.core.progress.reading import Note, Value
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.sifting import says_total, sift
from shishi_xl.core.units import tidy
from shishi_xl.core.wording import number_text
from shishi_xl.patterns import regex

_DEEDS = frozenset({Kind.DONE, Kind.LATER, Kind.PREPARE, Kind.ACT})


_BATCH = regex(r"第[二三四五六七八九]批|[二三四]期|[一二三四]标段")


_RESPECTIVELY = regex("[，：、]?(?:分别|依次)(?:为|是|有)?")


DISPUTED = regex(
    "口径[尚还]?(?:待|未|不)(?:统一|一致)|(?:计量|统计|计算)?(?:基准|口径|标准)(?:不同|不一)|尚?未对账|差异[一-龥]{0,2}(?:正在|待|尚未)?(?:核实|核对)"
    "|(?:数据|两数|数字)[一-龥]{0,4}(?:不一致|不符|有出入|对不上|差异)"
)
_FOLLOWS_FROM = regex("带动|辐射|惠及|受益|可解决")  # 扶持创业396人，其中毕业生210人，带动就业1100人: no part of them


def amount(number: float, case: Case) -> str:
    return number_text(number) + case.known.indicator.unit


def choose(
    done: list[tuple[float, Item]], case: Case, content: str, text: Plain, *, rest_open: bool
) -> tuple[Value | None, Note | None]:
    """Return the one figure among those that speak of an indicator, or a note why there is none."""
    name = case.known.indicator.name
    if _only_a_stage(done, case):
        return None, Note(name, f"“{words_of(done[0][1], text)}”之后另有完成的数，可能只是其中一道工序")
    against = _shares_belie(done, case, text) or (_places_belie(done, case, text) if done else None)
    if against is not None:
        return None, against
    if len({value for value, _ in done}) > 1 and (said := DISPUTED.search(text.text)):
        return None, contradiction(
            name, "、".join(f"“{words_of(item, text)}”" for _, item in done[:3]) + f"，{said[0]}"
        )
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
    listed = len(done) > 1 and all(label_of(item) for _, item in done)
    if distinct and not any(says_total(item) for _, item in totals) and (listed or distinct != {values[-1]}):
        distinct = set()  # 目前 before one of several parts makes it no total
    if len(distinct) > 1:
        return None, contradiction(name, "、".join(f"“{words_of(item, text)}”" for _, item in totals[:3]) + "不一致")
    if len(distinct) == 1:
        total = distinct.pop()
        together = _by_places(done)
        if together > total * 1.0001 or (0 < together < total * 0.9999 and _in_rows(done)):
            than = "小于" if together > total else "大于"
            unlike = f"“{words_of(totals[0][1], text)}”{than}各处之和{amount(together, case)}"
            return None, contradiction(name, unlike)
        if values[-1] > total:
            return None, contradiction(name, f"“{words_of(done[0][1], text)}”与“{words_of(totals[0][1], text)}”不一致")
        return _one(total, totals, case, text, rest_open=rest_open)
    return _of_several(done, case, content, text, rest_open=rest_open)


def _by_places(done: list[tuple[float, Item]]) -> float:
    """Return what several places are told to have done together (甲镇18处、乙镇21处、丙镇26处，共61处: 65), 0 where not all are told for a place."""
    placed = [(value, label_of(item)) for value, item in done if not item.total and not item.later]
    labels = {label for _, label in placed}
    apart = len(placed) > 1 and "" not in labels and len(labels) == len(placed)
    return tidy(sum(value for value, _ in placed)) if apart else 0.0


def _in_rows(done: list[tuple[float, Item]]) -> bool:
    """Return whether every figure has a line of its own, as in a table with a sum at its end: none is left out."""
    return all("\n" in item.segment.closer or "\n" in item.segment.opener for _, item in done)


_COUNTED_PLACES = regex(
    "(?P<places>[两二三四五六七八九十]|\\d{1,2})个?(?:片区|街道|乡镇|镇|乡|村|社区|小区|地块|标段|路段|区|县|处|地|校|园)[一-龥]{0,2}?(?:共|合|总)计?"
)


def _places_belie(done: list[tuple[float, Item]], case: Case, text: Plain) -> Note | None:
    """Return that a total said to be of so many places is not what they are told to have (2400株、1850株、1300株，三个片区共计6250株)."""
    total, last = done[-1]
    near = [pair for pair in (*done[:-1], *case.unclaimed) if pair[1].segment.sentence == last.segment.sentence]
    near = [pair for pair in near if pair[1].role in AMOUNTS and pair[1].quantity.end <= last.quantity.start]
    told = [pair for pair in near if pair[1].quantity.amount.unit == last.quantity.amount.unit]
    begin = max((item.quantity.end for _, item in told), default=last.quantity.start)
    places = _COUNTED_PLACES.search(text.text, begin, last.quantity.start)
    together = tidy(sum(value for value, _ in told))
    if places is None or number_of(places["places"]) != len(told) or abs(together - total) <= 1e-6 * total:
        return None
    if "、" in text.text[begin : last.quantity.start] and last.segment.part != told[-1][1].segment.part:
        return None  # 青石、枫林、陈店三镇共9家: those three
    said = f"“{words_of(last, text)}”与前面各处之和{amount(together, case)}不一致"
    return contradiction(case.known.indicator.name, said)


def _shares_belie(done: list[tuple[float, Item]], case: Case, text: Plain) -> Note | None:
    """Return that what a total is told to be made of comes to another sum (累计21公里，分别为9公里、8公里、7公里)."""
    for place, (total, head) in enumerate(done[:-1]):
        parts = [pair for pair in done[place + 1 :] if pair[1].segment.part == head.segment.part]
        if len(parts) < 2 or not _RESPECTIVELY.match(text.text, head.quantity.end, parts[0][1].quantity.start):
            continue
        together = tidy(sum(value for value, _ in parts))
        if abs(together - total) > 1e-6 * total:
            said = f"“{words_of(head, text)}”与分别所说的{amount(together, case)}不一致"
            return contradiction(case.known.indicator.name, said)
    return None


def _of_several(
    done: list[tuple[float, Item]], case: Case, content: str, text: Plain, *, rest_open: bool
) -> tuple[Value | None, Note | None]:
    """Return the figure that several without a word of total make: the one that the others add up to, or their sum."""
    values = sorted({value for value, _ in done})
    summed_up = done[-1][1].total and done[-1][0] == values[-1]  # 三个街道合计…: of places too
    apart = all(label_of(item) for _, item in done) and not summed_up
    rest = {sum(values[:-1])} | ({sum(value for value, _ in done) - values[-1]} if len(done) > 2 else set())
    listed_apart = apart and (len(done) < 4 or done[-1][0] != values[-1])  # by chance the last one is not their sum
    adds_up = any(abs(values[-1] - parts) < 1e-6 * values[-1] for parts in rest)  # two may be just as many
    if adds_up and not listed_apart:
        return _one(values[-1], [pair for pair in done if pair[0] == values[-1]], case, text, rest_open=rest_open)
    if (told := _done_of_target(done, case)) is not None:
        return _one(told[0], [told], case, text, rest_open=rest_open)
    if is_headed(done):
        return _one(done[0][0], done[:1], case, text, rest_open=rest_open)
    if divided := splits_in_states(done, case):
        return _one(divided[0], [divided], case, text, rest_open=rest_open)
    complete = exhausts(done, case, content) or (
        rest_open and case.complete and of_kinds(done) and not mates(done, case)
    )
    if complete or make_up_target(done, case):
        number = tidy(sum(value for value, _ in done))
        return value_of(number, [item for _, item in done], text, "分项相加"), None
    return None, Note(
        case.known.indicator.name,
        "几处数量不同，不能确定哪个是累计数：" + "、".join(f"“{words_of(item, text)}”" for _, item in done[:3]),
    )


def _done_of_target(done: list[tuple[float, Item]], case: Case) -> tuple[float, Item] | None:
    """Return the one figure reported behind the very target and a ： (新签约5万人：已签约3.5万人)."""
    (number, head), *rest = done
    target = number == case.known.indicator.target and head.segment.closer == "：" and not head.aspect
    return rest[0] if target and len(rest) == 1 and rest[0][1].aspect else None


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


def _ends_a_row(item: Item, case: Case) -> bool:
    """Return whether a figure is the last of a row whose others are told of who knows what (国网建成200个、特来电建成150个充电桩)."""
    return any(
        other.role is Role.DONE
        and other.quantity.amount.unit == item.quantity.amount.unit
        and other.segment.closer == "、"
        and other.segment.end + 1 == item.segment.start
        and bool(other.noun_before)
        and other.text_before.startswith(other.noun_before)  # who did it, before the verb: not 建成转运站5座
        and not PARTS.search(other.noun_before)
        and other.verb is item.verb
        for _, other in case.unclaimed
    )


def _one(
    number: float, pairs: list[tuple[float, Item]], case: Case, text: Plain, *, rest_open: bool
) -> tuple[Value | None, Note | None]:
    name = case.known.indicator.name
    item = pairs[-1][1]
    if _is_only_a_part(pairs, case, text, rest_open=rest_open) or (len(pairs) == 1 and _ends_a_row(item, case)):
        return None, Note(name, f"“{words_of(item, text)}”只说了一部分")
    if "超额" in item.text_before and number < case.known.indicator.target:
        return None, Note(name, f"“{words_of(item, text)}”说的可能只是超额的部分")
    if case.many and (claim := belied(number, item, case, text)):
        return None, contradiction(name, f"“{words_of(item, text)}”与“{claim}”不一致")
    if (other := told_otherwise(number, item, case) or grown_otherwise(number, item, case)) is not None:
        return None, contradiction(name, f"“{words_of(item, text)}”与“{words_of(other, text)}”不一致")
    share = number / case.known.indicator.target * 100 if case.known.indicator.target else 0.0
    if doubt := doubted(item, case, text) or against(item, share, text.text, name):
        return None, Note(name, f"“{words_of(item, text)}”{doubt}")
    inside = [
        (value, other)
        for value, other in (*case.subsets, *_of_periods(case))
        if other.segment.part == item.segment.part
        and other.quantity.start > item.quantity.start
        and not _FOLLOWS_FROM.search(other.text_before)
    ]
    states = any(other.verb in {Kind.GOING, Kind.NOT, Kind.START} for _, other in inside)
    if (open_still := open_part(number, item, inside, case)) is not None:
        return None, contradiction(name, f"“{words_of(item, text)}”与“{words_of(open_still, text)}”不一致")
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
        return None, contradiction(name, f"“{words_of(item, text)}”小于其中各项之和{amount(sum(parts), case)}")
    return value_of(number, [item], text, item.rule), None


def _of_periods(case: Case) -> list[tuple[float, Item]]:
    """Return what 其中 tells for times gone by (其中一季度12公里)."""
    return [pair for pair in case.other if pair[1].subset and pair[1].role in {Role.EARLIER, Role.LAST, Role.MONTH}]


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
        or (_names_a_batch(label, case) and not item.told_for)
        or mates(pairs, case)
        or one_of_several_agents(item, case)
        or _others_at_work(item, case)
    )
    batch = _BATCH.search(item.noun_before) is not None  # 一标段累计完成12公里
    return bool(
        (label and partial and not (item.total and case.complete and not batch))
        or (not case.complete and not item.total and mates(pairs, case))
        or ends_list(item, case)
        or is_one_kind(item, pairs, case)
        or is_one_way(item, case, text.text)
        or _one_rate_of_several(item, case)
        or (case.apart and not item.total)
        or (half is not None and not rest_open and not item.total)
    )


def _others_at_work(item: Item, case: Case) -> bool:
    """Return whether amounts of its unit are told of the works at another place (甲段9.5公里已完工；乙段完成堤防6.2公里)."""
    return any(
        other.role in AMOUNTS
        and other.segment.sentence == item.segment.sentence
        and other.segment.part != item.segment.part
        and other.quantity.amount.unit == item.quantity.amount.unit
        and label_of(other)
        for _, other in case.unclaimed
    )


def _names_a_batch(label: str, case: Case) -> bool:
    """Return whether a label is that of a batch or a phase, other than the indicator's own (二期换好420户, of 二期一户一表)."""
    batch = _BATCH.search(label)
    return batch is not None and batch[0] not in case.known.full


def _one_rate_of_several(item: Item, case: Case) -> bool:
    """Return whether a percent is told for one place or kind beside another (主干道清扫率100%，背街小巷61%)."""
    opens = item.noun_before and item.text_before.startswith(item.noun_before)  # not 城区普惠率90%，农村86%
    if opens and case.known.indicator.name.startswith(item.noun_before):
        return False  # 全人群42.6%、重点人群81%, of 重点人群签约率
    near = [other for _, other in case.unclaimed if other.share and other.segment.part == item.segment.part]
    bare_nouns = [
        other.noun_before for other in near if other.role in AMOUNTS and other.text_before == other.noun_before
    ]
    return item.share and any(noun and noun[-1] not in "率度例比" for noun in bare_nouns)


def words_of(item: Item, text: Plain) -> str:
    """Return the words of an amount's clause as they were typed."""
    return text.words(item.segment.start, item.segment.end)


def contradiction(name: str, words: str) -> Note:
    """Return a note that the statement contradicts itself on an indicator, or on the whole."""
    return Note(name, words, contradiction=True)
