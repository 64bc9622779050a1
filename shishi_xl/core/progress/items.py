"""Items: the amounts of a statement gathered with the words that govern them, in order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.harmless import free_own_things, free_own_words, free_records, without_people
from shishi_xl.core.progress.item_scope import set_scope
from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.core.progress.likeness import PARTS
from shishi_xl.core.progress.links import link, names_all
from shishi_xl.core.progress.neighbours import compare
from shishi_xl.core.progress.nouns import (
    JOINED,
    OPEN,
    first_verb,
    handed_noun,
    has_object,
    is_where,
    noun_before,
    noun_in,
    take_noun_back,
)
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.rules import OUT_OF, approximate, assign
from shishi_xl.core.quantities import Quantity
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex


def gather(segments: list[Segment], text: str, own: frozenset[str], *, money: bool = False) -> list[Item]:
    """Return the amounts with their roles; `own` are words the indicators' names contain, which never tell against an amount.

    With `money` sums count like other amounts: an indicator is told in 万元.
    """
    items: list[Item] = []
    for place, segment in enumerate(segments):
        free_own_words(segment, own)
        free_records(segment)
        free_own_things(segment, text)
        followed = _state_behind(segment, segments[place + 1 :]) if segment.quantities else None
        for number, _ in enumerate(segment.quantities):
            item = _item(segment, number, text)
            item.money_counts = money
            take_noun_back(item, items)
            if names_all(item, segments[:place]):
                item.noun_before = ""
            set_scope(item)
            item.inherited = _list_head(item, items)
            _take_over(item, items)
            link(item, items, segments, place, text)
            if _behind_share(item, items):
                item.followed, item.noun_before = Kind.DONE, items[-1].noun_before
            if number == len(segment.quantities) - 1 and followed is not None:
                item.followed = followed
            head = item.inherited
            listed = segment.opener == "、" and not item.subset
            item.total = item.total or (listed and head is not None and head.total)  # 合计微花园18个、绿化1.44万平方米
            item.aspect = item.aspect or (head is not None and head.role in {Role.DONE, Role.LABEL} and head.aspect)
            assign(item)
            items.append(item)
        _look_ahead(segments, place, items)
        _confirm(segment, items, text)
    compare(items, segments)
    return items


def _state_behind(segment: Segment, later: Sequence[Segment]) -> Kind | None:
    """Return the state that the rest of a clause without amounts gives those before it (15个经街道、业委会、监理三方验收合格).

    None where something is taken out of them (9条除环岛路、港后街外都已通车).
    """
    level = [other for other in later if other.bracket is segment.bracket]
    behind = list(itertools.takewhile(lambda other: other.clause == segment.clause and not other.quantities, level))
    if any(other.has(Kind.EXCEPT) for other in (segment, *behind)):
        return None
    states = (fold(other.marks) for other in behind)
    return next((state for state in states if state is not None), None)


def _confirm(segment: Segment, items: list[Item], text: str) -> None:
    """Make reported what a clause behind it says to be all done (食堂改造12个、直饮水45套，暑期均已完成)."""
    if segment.quantities or not segment.says_all or fold(segment.marks) not in {Kind.DONE, Kind.LATER}:
        return
    planned = segment.mood is not None or segment.has(Kind.FUTURE, Kind.SHOULD)
    noun = noun_in(text, segment.start, segment.end, segment.marks)
    if not planned and noun in {"", "暑期", "暑假", "寒假", "假期"}:
        for item in items:
            if item.segment.part == segment.part and item.role is Role.DONE and not item.share:
                item.aspect = True


_SOLVING = frozenset({"解决", "消除"})


def _behind_share(item: Item, items: list[Item]) -> bool:
    """Return whether an amount alone in brackets says how much a percent just told is (完成68.6%(96台))."""
    alone = item.segment.bracket and (item.quantity.start, item.quantity.end) == (item.segment.start, item.segment.end)
    last = items[-1] if items else None
    return alone and last is not None and last.share and last.verb is Kind.DONE and last.role is Role.DONE


_PROOF = regex("(?:试验|验收|检测|调试|试压|试水|联调)$")  # 2座中1座完成闭水试验并投用: how it was proved, no thing


def _take_over(item: Item, items: list[Item]) -> None:
    """Give an amount what it shares with the one before it: the thing and action of N中M, the 完成 of 完成N选址、M建设."""
    last = items[-1] if items else None
    if last is None or last.segment.clause != item.segment.clause:
        return
    if last.rule == OUT_OF:
        whole = "" if item.noun_before or last.noun.endswith(("批", "期")) else last.noun  # 二批36台中24台
        item.noun_after = whole if _PROOF.search(item.noun_after) else item.noun_after or whole
        item.acts = item.acts | last.acts
        item.quantity = _in_the_unit_of(last.quantity, item.quantity)
    alike = len(item.noun_before) > 2 and item.noun_before[-2:] == last.noun_before[-2:]
    if alike and not item.noun_after and item.quantity.amount.unit == last.quantity.amount.unit:
        item.noun_after = last.noun_after  # 广场停车场420个车位、体育馆停车场560个
    open_work = item.followed_by(Kind.GOING, Kind.NOT, Kind.START)
    row = item.segment.opener == "、" and not item.before and bool(item.after)
    if row and not open_work and fold(last.before) is Kind.DONE:
        item.before = [mark for mark in last.before if mark.kind is Kind.DONE]
        item.verb = _govern(item)


def _in_the_unit_of(whole: Quantity, part: Quantity) -> Quantity:
    """Return an amount in the unit of the one it is part of, where it is told in its measure word only (34个村里…12个)."""
    unit = whole.amount.unit
    short = len(unit) > 1 and unit[0] == part.amount.unit
    return replace(part, amount=replace(part.amount, unit=unit)) if short else part


def _item(segment: Segment, number: int, text: str) -> Item:
    quantity = segment.quantities[number]
    left = segment.quantities[number - 1].end if number else segment.start
    right = segment.quantities[number + 1].start if number + 1 < len(segment.quantities) else segment.end
    before = [mark for mark in segment.marks if left <= mark.start < quantity.start]
    after = [mark for mark in segment.marks if quantity.end <= mark.start < right]
    handed = number + 1 < len(segment.quantities) and not _is_money(segment.quantities[number + 1])
    if handed:  # what stands between two amounts speaks of the second, but for what is finished before 并
        after = _finished_before_more(after)
    item = Item(quantity, segment, before, after, share=quantity.amount.dimension is Dimension.PERCENT)
    item.text_before, item.text_after = text[left : quantity.start], text[quantity.end : right]
    item.noun_before = noun_before(text, segment.start, left, quantity, before, handed_on=number > 0)
    stage = PARTS.search(text, first_verb(after, right), right) is not None
    whole = stage or has_object(text, after, right)  # 5座完成主体: a stage of them
    item.noun_after = "" if handed else noun_in(text, quantity.end, right if whole else first_verb(after, right), after)
    item.noun_after = _before_place(item.noun_after, text, quantity.end, after)
    if handed:
        between = [mark for mark in segment.marks if quantity.end <= mark.start < right]
        item.noun_after = handed_noun(text, quantity.end, right, between)
        if item.text_before.endswith(("及", "和", "与")) and is_where(text, quantity.end, right, between):
            item.noun_before = ""  # S205沿线及12个镇完成路口改造91处
    if quantity.of_target and item.noun_before:  # 户厕任务1850完成1480公厕…: the next one's
        item.noun_after = ""
    item.handed = handed
    item.verb = _govern(item)
    item.acts = frozenset(mark.word for mark in (*before, *after) if mark.kind is Kind.ACT)
    item.approximate = approximate(item)
    return item


def _finished_before_more(marks: list[Mark]) -> list[Mark]:
    """Return the words between two amounts that say of the first that it is finished and more besides (7处改造完工并经受两场大雨), none else."""
    more = next((place for place, mark in enumerate(marks) if mark.word in {"并", "并且", "且"}), 0)
    return marks[:more] if fold(marks[:more]) in {Kind.DONE, Kind.LATER} else []


def _before_place(noun: str, text: str, start: int, after: list[Mark]) -> str:
    """Return a noun without the place it is told to be at (搬迁群众在家门口就业), what is only somewhere as it is (2辆在途)."""
    at = next((mark.start for mark in after if mark.word == "在"), start)
    thing = noun_in(text, start, at, [mark for mark in after if mark.start < at])
    return thing if at > start and thing else noun


def _is_money(quantity: Quantity) -> bool:
    """Return whether an amount is what the one before it cost or came to: the words between say what was done (为1742名老人发放补贴209万元)."""
    return quantity.amount.dimension is Dimension.MONEY


def _govern(item: Item) -> Kind | None:
    """Return the state the words around an amount give it; words after it can only take away or, alone, give."""
    before, after = fold(without_people(item.before)), fold(item.after)
    if after is Kind.PREPARE and any(mark.word in _SOLVING for mark in item.before):  # 解决24600人饮水问题
        after = None
    if after is Kind.PREPARE and fold(item.after, before) in {Kind.DONE, Kind.LATER}:  # 已建成18座并签订管护协议
        return before
    if after in {Kind.NOT, Kind.PREPARE}:
        return after
    if before in {None, Kind.ACT, Kind.WEAK}:
        return after if after is not None and not (before is Kind.ACT and after is Kind.WEAK) else before
    if before is Kind.START and after in {Kind.DONE, Kind.LATER}:
        return after
    return before


def _list_head(item: Item, items: list[Item]) -> Item | None:
    """Return the amount before it in the same list, asides left out, when only nouns stand between them."""
    level = [other for other in items if other.segment.bracket is item.segment.bracket]
    last = level[-1] if level else None
    if last is None or last.segment.part != item.segment.part or last.share is not item.share:
        return None
    if last.role is Role.TARGET and last.followed_by(Kind.DONE, Kind.LATER):  # 两项任务均已完成，服务站6个
        return None
    if item.share and last.role is Role.PREPARE and item.noun_before.endswith("率"):  # 登记完成85%，参保率93.6%
        return None
    own = item.has(Kind.TOTAL, Kind.NOW, Kind.ALREADY, Kind.THIS_YEAR) or (item.share and item.has(Kind.MONTH))
    return None if own else last


def _look_ahead(segments: list[Segment], place: int, items: list[Item]) -> None:
    """Give amounts of a list without words of their own the state of its last member (2个中心、13个站已完工)."""
    segment = segments[place]
    if not items or items[-1].segment is not segment or items[-1].role is Role.OTHER:
        return
    last = items[-1]
    if (last.verb is None and not last.followed) or (last.before and any(mark.kind in OPEN for mark in last.before)):
        return
    for item in reversed(items[:-1]):
        if item.segment.clause == segment.clause and item.verb is Kind.ACT and last.role is Role.DONE:
            item.aspect = item.aspect or last.aspect  # 48公里管网改造、2.4万只水表更换任务均已完成
            continue
        if (
            item.segment.clause != segment.clause
            or item.verb is not None
            or item.role not in {Role.LABEL, Role.OTHER}
            or any(mark.kind in OPEN for mark in item.after)
        ):
            break
        if item.segment is segment and JOINED.search(item.text_after) is None:  # 18个卫生室中15个已投用
            break
        item.role, item.rule, item.aspect = last.role, f"随后：{last.rule}", item.aspect or last.aspect
        item.acts = item.acts or (last.acts if last.noun_after == item.noun_after else frozenset())
        item.later = last.later
