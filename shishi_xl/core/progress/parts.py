"""Parts: figures told for a place, a kind or a half of an indicator, and whether together they are all of it."""

from __future__ import annotations

import re

from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import half_of
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.sifting import says_total
from shishi_xl.core.progress.telling import acts_itself
from shishi_xl.patterns import regex

_PLACED = regex(
    r"街道|片区|园区|组团|景区|[东南西北]区(?!域)|[东南西北中]部|城[东南西北中]|[老新主东南西北]城|开发区|[高一-龥]新区|[A-Z一-龥](?<![农政然乡城各全本心个每下返家])(?:镇(?!街)|乡|村(?!级|民|卫|庄))|标段|[一二三四五六七八九十\d]标段?(?![准志牌线识])|第[一二三四五六七八九十\d]+[批期]|[首头二三四五六]批|一批$|[一二三四]期|[东南西北]片|[一-龥](?<![路阶手学时河条])段|[GSXYC]\d{1,4}(?:[沿全]?线|段)?"
)


def mates(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the amounts of an indicator's unit that stand in one row with its own and are told for a name of two to four characters."""
    own = [item for _, item in done]
    return [
        (value, item)
        for value, item in (*case.unclaimed, *case.other)
        if item.role in {*AMOUNTS, Role.OTHER}
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


def whole_row(done: list[tuple[float, Item]], case: Case) -> list[tuple[float, Item]]:
    """Return the figures with all others of their row, where the statement says that those told are all."""
    if case.closed is None or any(item.total for _, item in done):
        return done
    row = _row_of(done[0][1], case) if done else []
    if not case.many and len(row) == case.closed > 1:
        return row  # 直排口32个、雨洪口18个、养殖尾水口10个…；只含这三类
    return sorted([*done, *mates(done, case)], key=lambda pair: pair[1].quantity.start)


def _row_of(first: Item, case: Case) -> list[tuple[float, Item]]:
    """Return all amounts told in one clause with another, in its unit."""
    unit, clause = first.quantity.amount.unit, first.segment.clause
    told = [
        pair for pair in (*case.done, *case.unclaimed) if pair[1].role in AMOUNTS and pair[1].segment.clause == clause
    ]
    return sorted(
        (pair for pair in told if pair[1].quantity.amount.unit == unit), key=lambda pair: pair[1].quantity.start
    )


def is_headed(done: list[tuple[float, Item]]) -> bool:
    """Return whether the first figure is told before a ： and the others are parts of it (新增泊位1560个：路内580个)."""
    (number, head), *parts = done
    inside = all(item.segment.sentence == head.segment.sentence and value < number for value, item in parts)
    return inside and head.segment.closer == "：" and not head.handed


def exhausts(done: list[tuple[float, Item]], case: Case, content: str) -> bool:
    """Return whether listed parts make up all of an indicator: both halves of its name, both its verbs, or 其余 said to be open."""
    if any(item.share for _, item in done):
        return False
    halves = [half_of(item.noun + item.text_before, case.known) for _, item in done]
    if sorted(half for half in halves if half is not None) == [0, 1] and len(done) == 2:
        return True
    if any(_beside(item, done) for _, item in case.unclaimed):
        return False  # 新建420套、改建510套、收购180套
    if _both_ways(done, content + case.known.indicator.name) or _are_counterparts(done):
        return True
    if case.closed is not None and case.closed in {0, len(done)} and not any(says_total(item) for _, item in done):
        return True
    labels = [label_of(item) for _, item in done]
    if mates(done, case):
        return False  # 东城5个、西城4个、南湖3个: a place no rule knows is one of them
    if any(_unsure_beside(item, done) for _, item in (*case.unclaimed, *case.other)):
        return False  # 东镇9所、西镇近7所
    others = case.elsewhere and case.known.indicator.target > _FEW and not done[-1][1].segment.says_all
    return case.complete and not others and all(labels) and len(set(labels)) == len(labels)


def of_kinds(done: list[tuple[float, Item]]) -> bool:
    """Return whether each figure is told of another kind of one thing (老人家庭380台，残疾人家庭170台)."""
    nouns = {canonical(item.noun_before) for _, item in done}
    alike = len({noun[-2:] for noun in nouns}) == 1 and all(len(noun) > 2 for noun in nouns)
    return alike and len(nouns) == len(done) and not any(item.share or item.total for _, item in done)


_FEW = 60  # things finished one by one: of more, those at whom others are still at work are done in part (其余镇街正在推进)


def splits_in_states(done: list[tuple[float, Item]], case: Case) -> tuple[float, Item] | None:
    """Return the first figure where it is made up of the next one and what is open of it (实装1040个，通电920个，未通电120个)."""
    if len(done) != 2:
        return None
    (whole, head), (part, item) = done
    sentence = head.segment.sentence
    left = [value for value, other in case.other if other.role is Role.PENDING and other.segment.sentence == sentence]
    return (
        done[0] if item.segment.sentence == sentence and any(abs(part + rest - whole) < 1e-6 for rest in left) else None
    )


def of_different_parts(done: list[tuple[float, Item]], case: Case) -> bool:
    """Return whether equal figures are told of different places, ways or kinds (东城5座，西城5座): none of them is all."""
    if len(done) < 2 or any(item.total for _, item in done) or len({item.segment.part for _, item in done}) > 1:
        return False
    core = case.known.core
    nouns = [canonical(item.noun_before).removesuffix(core) for _, item in done if canonical(item.noun_before) != core]
    acts = [_first_act(item) for _, item in done]
    told = ([label_of(item) for _, item in done], nouns, acts if _BUILDING.issuperset(acts) else [])
    return _are_counterparts(done) or any(len(names) == len(done) == len(set(names)) and all(names) for names in told)


_COUNTERPARTS = (
    ("线上", "线下"),
    ("室内", "室外"),
    ("城区", "农村"),
    ("城市", "农村"),
    ("城区", "乡镇"),
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("城区", "镇街"),
    ("公办", "民办"),
    ("小学", "中学"),
    ("地上", "地下"),
    ("路内", "路外"),
    ("男性", "女性"),
    ("男生", "女生"),
    ("男职工", "女职工"),
)


def _are_counterparts(done: list[tuple[float, Item]]) -> bool:
    """Return whether two figures are of two kinds that together are all there is (线上招聘会31场、线下招聘会22场)."""
    if len(done) != 2 or done[0][1].segment.part != done[1][1].segment.part:
        return False
    first, second = ((item.noun_before, item.text_before) for _, item in done)
    ways = (both for pair in _COUNTERPARTS for both in (pair, pair[::-1]))
    return any(
        any(words.startswith(one) for words in first) and any(words.startswith(other) for words in second)
        for one, other in ways
    )


def is_one_way(item: Item, case: Case, text: str) -> bool:
    """Return whether an amount is of one of two kinds while the other is spoken of later (线下培训1345人，线上的数据还没有)."""
    if item.total or item.share or item.told_for:
        return False
    name, later = case.known.indicator.name, text[item.quantity.end :]
    ways = (both for pair in _COUNTERPARTS for both in (pair, pair[::-1]))
    return any(
        one in item.context and other in later and other not in item.context and one not in name for one, other in ways
    )


def make_up_target(done: list[tuple[float, Item]], case: Case) -> bool:
    """Return whether figures and the open work told beside them are together the very target (验收22座，完工待验5座，在建3座, of 30)."""
    sentence = done[0][1].segment.sentence
    left = [value for value, item in case.other if item.role in _OPEN and item.segment.sentence == sentence]
    near = all(item.segment.sentence == sentence and not item.total for _, item in done)
    return near and bool(left) and abs(sum(left) + sum(value for value, _ in done) - case.known.indicator.target) < 1e-6


_OPEN = frozenset({Role.GOING, Role.PENDING, Role.STARTED, Role.REMAIN})


def _unsure_beside(item: Item, done: list[tuple[float, Item]]) -> bool:
    own = done[0][1]
    alike = item.quantity.amount.unit == own.quantity.amount.unit and item.segment.part == own.segment.part
    return alike and item.role is Role.UNSURE


def _beside(item: Item, done: list[tuple[float, Item]]) -> bool:
    """Return whether an amount stands in the list of others of its unit and is not among them."""
    last = done[-1][1]
    alike = item.quantity.amount.unit == last.quantity.amount.unit and item.segment.clause == last.segment.clause
    return alike and item.role in AMOUNTS and not item.total and not any(item is other for _, other in done)


_BUILDING = frozenset({"新建", "改建", "扩建", "改造"})


def _first_act(item: Item) -> str:
    """Return what was done first, as the text tells it (改造 of 改造提升), "" where nothing is told."""
    return min(item.acts, key=lambda act: (item.context.find(act), act), default="")


def _both_ways(done: list[tuple[float, Item]], promised: str) -> bool:
    """Return whether two figures are of the two ways in which a thing comes to be, as promised or where neither is named (新建5座、改造3座)."""
    acts = [_first_act(item) for _, item in done]
    if len(acts) != 2 or acts[0] == acts[1] or not all(acts):
        return False
    promised = promised.replace("新改建", "新建、改建")
    if re.search(rf"{acts[0]}[、和与及]*{acts[1]}|{acts[1]}[、和与及]*{acts[0]}", promised):
        return True
    listed = done[0][1].segment.clause == done[1][1].segment.clause
    return listed and _BUILDING.issuperset(acts) and not any(act in promised for act in _BUILDING)


def label_of(item: Item) -> str:
    """Return the place or batch an amount is told for, "" where it is told for all; 其余镇街 is one too."""
    if item.has(Kind.REST):
        return "其余"
    if item.told_for:
        return item.told_for
    if acts_itself(item):
        return item.noun_before
    words = item.noun_before if item.paired else item.context
    places = list(_PLACED.finditer(words))
    return words[max(0, places[-1].start() - 3) : places[-1].end()] if places else ""


def one_of_several_agents(item: Item, case: Case) -> bool:
    """Return whether an amount is what one body did, beside what another did that is not understood (城管局建成12座，镇街自建9座)."""
    unit = item.quantity.amount.unit
    return acts_itself(item) and any(
        other.role in AMOUNTS and other.quantity.amount.unit == unit and other.segment.part == item.segment.part
        for _, other in case.unclaimed
    )


def ends_list(item: Item, case: Case) -> bool:
    """Return whether an amount that names nothing ends a list of others of its unit that do (桥头4家、坝上5家、新街3家已建成)."""
    if item.total or not item.noun_before or case.known.likeness(item.noun):
        return False
    return any(
        other.segment.clause == item.segment.clause
        and other.role in AMOUNTS
        and other.noun_before
        and other.quantity.start < item.quantity.start
        and other.quantity.amount.unit == item.quantity.amount.unit
        for _, other in case.unclaimed
    )


def is_one_kind(item: Item, pairs: list[tuple[float, Item]], case: Case) -> bool:
    """Return whether an amount is of one of several kinds told in a row (小学生620名、初中生480名、高中生300名)."""
    noun = canonical(item.noun_before)
    if item.total or not noun or case.known.core in noun or noun in case.known.full:
        return False
    return any(other.noun_before[-1:] == noun[-1] and other.noun_before != noun for _, other in mates(pairs, case))
