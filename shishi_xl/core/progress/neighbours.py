"""Neighbours: what the amounts of a statement say of each other once each has its role."""

from __future__ import annotations

import itertools

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.rules import COUNTED, OUT_OF
from shishi_xl.patterns import regex

_UNDONE = frozenset({Role.PENDING, Role.GOING, Role.STARTED, Role.PLAN, Role.PREPARE, Role.REMAIN})
_UNTOLD = "并排的数，不知是什么"
_ASIDE = frozenset({Role.PLAN, Role.TARGET, Role.PRIOR, Role.MONEY})  # say nothing of what is done
_AMONG = regex("[一-龥]{0,4}(?:中|里|里头|当中|之中)(?:已经?|共|有|实际|目前)*(?:完|竣|建)")  # 24座中完工19座
_OF_THEM = regex("[一-龥]{0,6}(?:当中|之中|中)")  # 4所幼儿园中3所主体封顶
_UNTRUE = (Kind.NOT, Kind.GOING, Kind.START, Kind.PREPARE, Kind.MONTH, Kind.SUBSET)


def compare(items: list[Item], segments: list[Segment]) -> None:
    """Change the roles that the amounts before and after one belie or bear out."""
    for first, second in itertools.pairwise(items):
        _compare_two(first, second)
    _deduct(items)
    if (answer := _answer(items, segments)) is not None:
        answer.role, answer.rule = Role.LABEL, "只有一个数"
    for number, item in enumerate(items):
        before = [other for other in items[:number] if other.segment.part == item.segment.part]
        if item.role is Role.SUBSET and item.verb is Kind.DONE and before and all(other.share for other in before):
            item.role, item.rule, item.subset = Role.DONE, "其中一项，前面只有百分比", False
        if _is_all_new(item, items):
            item.role, item.rule = Role.DONE, "净增，没有别的数"
        if item.rule == COUNTED and (_adds_up(item, items[:number]) or _is_split(item, items[number + 1 :])):
            item.role, item.rule = Role.OTHER, "各种状态的合计"
        if item.role in {Role.EXCEPT, Role.PENDING, Role.GOING, Role.REMAIN}:
            item.rest_done = _rest_done(item, segments)


def _deduct(items: list[Item]) -> None:
    for whole, less, left in zip(items, items[1:], items[2:], strict=False):
        if _is_deducted(whole, less, left):
            left.role, left.rule, left.corrected = Role.DONE, "减去多报的", True
            whole.role, whole.rule = Role.WRONG, "后面减去了多报的"


def _is_deducted(whole: Item, less: Item, left: Item) -> bool:
    """Return whether an amount is just what a former figure leaves without what is struck off it (原统计4500株，核减372株，实有4128株)."""
    wrong = whole.role in {Role.WRONG, Role.DONE} and less.role is Role.WRONG
    wrong = wrong and left.role in {Role.OTHER, Role.LABEL, Role.WRONG}
    alike = len({one.quantity.amount.unit for one in (whole, less, left)}) == 1
    told = [one.quantity.amount.value for one in (whole, less, left)]
    return (
        wrong and alike and whole.segment.sentence == left.segment.sentence and abs(told[0] - told[1] - told[2]) < 1e-6
    )


def _is_all_new(item: Item, items: list[Item]) -> bool:
    """Return whether 净增 tells all there is of a thing: no other amount of its unit stands beside it (前三季度净增泊位2376个)."""
    mark = item.before[-1] if item.before else None
    if item.role is not Role.CHANGE or mark is None or mark.word != "净增" or item.has(Kind.COMPARE) or item.share:
        return False
    unit = item.quantity.amount.unit
    return not any(
        other is not item
        and other.role not in _ASIDE
        and other.segment.part == item.segment.part
        and other.quantity.amount.unit == unit
        and other.noun == item.noun
        for other in items
    ) and bool(item.noun)


def _answer(items: list[Item], segments: list[Segment]) -> Item | None:
    """Return the only amount a statement tells of now, if it stands bare at the head of a sentence: the answer itself (218个，进度43.6%)."""
    told = [item for item in items if item.role not in _ASIDE]
    told = [item for item in told if not (item.share or item.segment.bracket)]
    if len(told) != 1 or told[0].role is not Role.OTHER:
        return None
    segment, quantity = told[0].segment, told[0].quantity
    bare = (quantity.start, quantity.end) == (segment.start, segment.end) and segment.opens_sentence
    near = [other for other in segments if other.sentence == segment.sentence]
    doubts = any(other.has(*_UNTRUE) and not other.has(Kind.REST, Kind.FUTURE) for other in near)
    return told[0] if bare and not doubts else None


def _compare_two(first: Item, second: Item) -> None:
    """Change the roles that of two amounts one gives the other."""
    if _out_of(first, second):
        first.role, first.rule, second.acts = Role.OTHER, OUT_OF, second.acts | first.acts
    if _done_in_part(first, second):
        first.role, first.rule = Role.GOING, "只做了一部分"
    if _goes_on_series(first, second):
        second.role, second.rule = Role.DONE, "逐期的累计"
    if _namely(first, second):
        second.role, second.rule = Role.DONE, "百分比折成的数"
    if _side_by_side(first, second):
        first.role, second.role, first.rule, second.rule = Role.OTHER, Role.OTHER, _UNTOLD, _UNTOLD


def _out_of(first: Item, second: Item) -> bool:
    """Return whether an amount is how many of the one before it, told with no word that they were, are finished (新建18处，已完工13处)."""
    near = first.segment.part == second.segment.part and second.segment.clause - first.segment.clause in {0, 1}
    same = first.quantity.amount.unit == second.quantity.amount.unit
    fewer = second.quantity.amount.value < first.quantity.amount.value
    silent = first.verb is Kind.ACT and first.role is Role.DONE and not (first.aspect or first.share)
    finished = second.ends(Kind.DONE) and second.has(Kind.ALREADY) and not (second.noun or second.acts or second.subset)
    unfinished = first.role in AMOUNTS and first.verb not in {Kind.DONE, Kind.LATER}
    among = unfinished and second.segment is first.segment and _AMONG.match(second.text_before) is not None
    of_them = (
        first.role in AMOUNTS and second.segment is first.segment and _OF_THEM.fullmatch(second.text_before) is not None
    )
    return near and same and fewer and (among or of_them or (silent and finished))


_IN_PART = regex("[一-龥]{0,6}?(?:已|仅|只)*完成(?:了|约)?")


def _done_in_part(first: Item, second: Item) -> bool:
    """Return whether a percent below 100 says how far an amount of things has come (12个小区完成50%)."""
    near = second.segment is first.segment and not first.share and second.share
    return near and second.quantity.amount.value < 100 and _IN_PART.fullmatch(second.text_before) is not None


NAMELY = regex("(?:也就是|亦即|即|折合?|约合|合计?|计)(?:约)?")  # 完成84%，即21条


def _namely(first: Item, second: Item) -> bool:
    """Return whether an amount says how many a percent just told is (完成年度任务的84%，即21条)."""
    near = first.segment.part == second.segment.part and second.segment.clause - first.segment.clause in {0, 1}
    told = first.share and first.role is Role.DONE and second.role is Role.OTHER
    return near and told and not second.share and NAMELY.fullmatch(second.text_before) is not None


def _goes_on_series(first: Item, second: Item) -> bool:
    """Return whether an amount is the last of several told for the ends of periods (3月底4座，6月底13座，9月底22座), or this year's."""
    near = first.segment.part == second.segment.part and first.quantity.amount.unit == second.quantity.amount.unit
    grown = first.quantity.amount.value <= second.quantity.amount.value
    former = first.role in {Role.EARLIER, Role.LAST, Role.MONTH} and grown
    former = former or (
        first.role is Role.PRIOR
        and (
            first.verb in {Kind.ACT, Kind.DONE}
            or first.inherited is not None
            or (first.text_before.endswith("同期") and second.text_before.startswith("今年"))
        )
    )  # 去年造林4800亩，今年3650亩; 去年同期6900人，今年1至7月7150人
    silent = second.verb is None and second.role is Role.OTHER
    return former and near and silent and second.ends(Kind.NOW, Kind.THIS_YEAR)


def _side_by_side(first: Item, second: Item) -> bool:
    """Return whether two amounts of one unit stand side by side like cells of a table, so that neither says what it is (户厕 1850户 1480户)."""
    apart = first.quantity.end == first.segment.end and second.quantity.start == second.segment.start
    listed = apart and second.segment.opener == "、" and first.segment.part == second.segment.part
    return (
        listed
        and not second.after
        and first.quantity.amount.unit == second.quantity.amount.unit
        and not first.has(Kind.RESPECTIVE)
    )


def _adds_up(item: Item, before: list[Item]) -> bool:
    """Return whether a total is that of amounts in different states (完工36个、在建21个、待建15个，合计72个)."""
    unit = item.quantity.amount.unit
    parts = [other for other in before if other.segment.part == item.segment.part]
    told = [value for other in parts if (value := other.quantity.amount.into(unit)) is not None]
    states = {
        other.role for other in parts if not (other.has(Kind.REST) and other.verb is None)
    }  # 其他乡镇630户: a place
    adrift = item.verb is None and len(told) > 2  # 完工4个、在建5个、待建3个，合计13个
    alike = abs(sum(told) - item.quantity.amount.value) < 1e-6 or adrift
    planned = (
        alike and len(told) > 1 and states <= {Role.PLAN, Role.TARGET}
    )  # 上半年推出900个，下半年再推900个，合计1800个
    return planned or (alike and len(states) > 1 and bool(states & _UNDONE))


def _is_split(item: Item, behind: list[Item]) -> bool:
    """Return whether the amounts right behind a total tell in which states all of it is (共16处，完工10处、在建5处、未开工1处)."""
    parts = [other for other in behind if other.segment.part == item.segment.part]
    told = itertools.takewhile(lambda other: other.quantity.amount.unit == item.quantity.amount.unit, parts)
    together, states = 0.0, set()
    for other in told:
        together += other.quantity.amount.value
        states.add(other.role)
        if abs(together - item.quantity.amount.value) < 1e-6:
            return len(states) > 1 and bool(states & _UNDONE)
    return False


def _acted(segment: Segment) -> bool:
    """Return whether a segment says by the work's own verb that something has been done (其余均已更换)."""
    return fold(segment.marks) is Kind.ACT and segment.has(Kind.ALREADY)


def _rest_done(item: Item, segments: list[Segment]) -> bool:
    """Return whether all but an amount is said to be finished (除1座外均已完工; 还有1座没有建成，其他都已开放)."""
    return any(
        (segment.says_all or (segment.has(Kind.REST) and segment.has(Kind.ALREADY)))
        and (fold(segment.marks) in {Kind.DONE, Kind.LATER} or _acted(segment))
        and segment.end > item.quantity.start
        and (item.role is Role.EXCEPT or (segment.has(Kind.REST) and not segment.quantities))
        for segment in segments
        if segment.part == item.segment.part and not segment.has(Kind.FUTURE)
    )
