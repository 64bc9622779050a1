"""Roles: what an amount of a statement can be, and what is known of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import REPORTING, Kind, Mark
from shishi_xl.core.quantities import Quantity


class Role(Enum):
    """What an amount is."""

    __hash__ = object.__hash__  # of a singleton; the inherited one is slow

    DONE = "累计完成"
    LABEL = "名称后的数"  # 户厕：1036户
    TARGET = "目标"
    PLAN = "计划"
    MONTH = "当期"
    LAST = "截至上期"
    EARLIER = "以前期间"
    PRIOR = "往年"
    STOCK = "存量"
    SUBSET = "其中"
    PENDING = "未完成"
    GOING = "在建"
    STARTED = "开工"
    REMAIN = "剩余"
    EXCEPT = "除外"
    PREPARE = "前期"
    MONEY = "金额"
    WRONG = "误报"
    FROM = "原有水平"
    CHANGE = "增减"
    EACH = "单位量"
    SCALE = "规模"
    UNSURE = "概数或区间"
    OTHER = "其他"


AMOUNTS = frozenset({Role.DONE, Role.LABEL})  # what counts, if nothing speaks against it


@dataclass(slots=True)
class Item:
    """An amount with its surroundings, and the role they give it."""

    quantity: Quantity
    segment: Segment
    before: list[Mark]  # the words of the segment since the amount before it
    after: list[Mark]  # the words up to the next amount
    noun_before: str = ""
    noun_after: str = ""
    text_after: str = ""
    text_before: str = ""
    mood: Kind | None = None
    time: Kind | None = None
    subset: bool = False
    share: bool = False  # a percent
    verb: Kind | None = None  # the state its governing words give it
    inherited: Item | None = None
    followed: Kind | None = None  # state of the segment after it in its clause, for amounts without words of their own
    role: Role = Role.OTHER
    rule: str = ""
    acts: frozenset[str] = frozenset()
    total: bool = False  # 累计, 合计, 目前: the figure for the whole
    later: bool = False  # only 投用, 验收, 移交
    corrected: bool = False
    aspect: bool = False  # 已, 了, 累计, 完成 or another word that makes it a report
    approximate: bool = field(default=False)
    risen: bool = False  # the M of 由N提升到M
    money_counts: bool = False  # some indicator is told in money
    handed: bool = False  # another amount follows before any separator
    this_year: bool = False  # 其中今年…, 比年初增加…: this year's part of a stock
    months: tuple[int, int] | None = None  # the months of the year it is told for
    excepted: bool = False  # after 除
    paired: bool = False  # by 分别
    told_for: str = ""  # the places that each have as much (东城、西城), or the name that 分别 gives it
    rest_done: bool = False  # all else is said to be finished
    opens_subset: bool = False  # 其中 of an amount that is not itself finished
    context: str = ""  # the words of its clause before it, with a heading
    subject_start: int = 0  # where the words about it begin, a heading before a ： with them

    @property
    def noun(self) -> str:
        """Return the words that say what is counted."""
        return self.noun_before + self.noun_after

    def has(self, *kinds: Kind) -> bool:
        """Return whether a word of one of the kinds stands before the amount."""
        return any(mark.kind in kinds for mark in self.before)

    def ends(self, *kinds: Kind) -> bool:
        """Return whether a word of one of the kinds stands right before the amount."""
        return any(mark.kind in kinds and mark.end >= self.quantity.start - 1 for mark in self.before)

    def followed_by(self, *kinds: Kind) -> bool:
        """Return whether a word of one of the kinds stands after the amount, before the next."""
        return any(mark.kind in kinds for mark in self.after)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason for a role."""

    name: str
    role: Role | None  # None: that of the head of its list
    applies: Callable[[Item], bool]


def is_reported(item: Item) -> bool:
    """Return whether a word makes an amount a report of what is done; 共 only says how many there are (改造公厕共18座)."""
    marks = [mark for mark in (*item.before, *item.after) if mark.kind in REPORTING]
    only_sum = bool(marks) and all(mark.kind is Kind.TOTAL and "累" not in mark.word for mark in marks)
    return (item.aspect or item.total) and not only_sum
