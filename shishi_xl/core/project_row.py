"""One row of a project list → a project, with what merged cells and blank ones take from the row above."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from shishi_xl.core.document import Row
from shishi_xl.core.headings import Columns, fold
from shishi_xl.core.responsible import can_be_a_unit, split_units
from shishi_xl.patterns import regex

_COUNTED = regex(r"[（(]?(\d{1,3})[）)]?[.、．]\s*(\D.*)")  # a number in front of the name: 3.停车泊位

_FIGURE = regex(r"[≥≤><＞＜]?\s*[\d０-９][\d０-９,.，]*")

_YEARS = regex(r"(20\d\d)年?(?:\d{1,2}月)?\s*[-—–~～至到]+\s*(20\d\d)年?(?:\d{1,2}月)?")

_NOTHING = frozenset({"—", "——", "-", "--", "/", "\\", "无", "暂无"})  # a blank cell as offices write it


@dataclass(frozen=True, slots=True)
class Listed:
    """One project row of a list, units split, what was inherited from rows above filled in."""

    annex: str  # 附件1
    group: str
    subgroup: str
    number: str
    name: str
    content: str
    units: tuple[str, ...]
    note: str
    plan: str
    place: str
    yearly: str = ""  # of the content what this year is to deliver, where a column of its own says so
    ongoing: bool = False  # built over several years: 2023-2026
    own_number: bool = True  # False: the number is that of the row above
    assumed: tuple[str, ...] = ()  # Chinese sentences on what was taken from the row above without a merged cell
    filled: tuple[str, ...] = ()  # the row's cells, those covered by a cell merged from above with its text


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a row: its annex, the group headings, the last project and how many the annex has so far."""

    annex: str
    group: str
    subgroup: str
    last: Listed | None
    count: int


def number_of(text: str) -> str:
    """Return a 序号 without its ornaments: 9* → 9, １、 → 1, 第3项 → 3, 一、 → 一, 1.0 → 1."""
    folded = fold(text).strip("*★☆.、．，,()（）第项件号")
    return re.sub(r"\.0+$", "", folded)


def _one_line(text: str) -> str:
    return "".join(part.strip() for part in text.splitlines())


@dataclass
class _Draft:
    """A project row on its way: its cells, and what the row above lends it."""

    columns: Columns
    row: Row
    last: Listed | None
    assumed: list[str] = field(default_factory=list)

    def cell(self, column: int | None) -> str:
        return "" if column is None else self.row.cells[column].strip()

    def lent(self, column: int | None) -> str:
        """Return a cell's text, that of the cell merged over it from above where it is covered."""
        own = self.cell(column)
        above = self.last.filled if self.last else ()
        covered = column is not None and column in self.row.above and column < len(above)
        return above[column] if covered and column is not None and not own else own

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(self.lent(column) for column in range(len(self.row.cells)))

    def covered(self, *columns: int | None) -> bool:
        """Return whether a cell merged downwards from a row above covers one of the columns."""
        return any(column in self.row.above for column in columns)

    def name(self, number: str) -> str:
        own = _one_line(self.cell(self.columns.name))
        if own or self.last is None or self.columns.one_text:
            return own
        if number and not self.covered(self.columns.name):
            self.assumed.append(f"项目名称空白，按上一行的“{self.last.name}”理解")
        return self.last.name

    def number(self, number: str, name: str) -> str:
        if number or self.last is None or self.columns.number is None:
            return number
        if not self.covered(self.columns.number) and name != self.last.name:
            self.assumed.append(f"序号空白，按上一行的序号“{self.last.number}”理解")
        return self.last.number

    def content(self) -> str:
        texts = [text for column in self.columns.contents if (text := self.lent(column))]
        measure = self.lent(self.columns.measure)
        if texts and measure and _FIGURE.fullmatch(texts[-1]):
            texts[-1] += measure  # 目标值 8000, 计量单位 人
        return "\n".join(texts)

    def plan(self) -> str:
        """Return 年度计划投资 as written, a bare figure with the unit that the heading tells."""
        text = self.cell(self.columns.plan)
        if text in _NOTHING:
            return ""
        return text + self.columns.plan_unit if _FIGURE.fullmatch(text) else text

    def units(self, number: str) -> tuple[str, ...]:
        cells = [self.lent(column) for column in self.columns.units]
        goes_on = self.columns.number is not None and not number
        if goes_on and self.last and not cells[0] and any(cells):  # a row that goes on names no lead of its own
            cells[0] = self.last.filled[self.columns.units[0]] if self.columns.units[0] < len(self.last.filled) else ""
            if cells[0]:
                self.assumed.append(f"牵头的单位空白，按上一行的“{_one_line(cells[0])}”理解")
        written = split_units("\n".join(cells), people=self.columns.people)
        own = tuple(name for name in written if can_be_a_unit(name))
        self.assumed += [f"责任单位里的“{name}”不像单位名称，没有读入" for name in written if name not in own]
        merged = self.covered(*self.columns.units)
        if written or self.last is None or (number and not merged):
            return own
        if not merged and self.last.units:
            self.assumed.append(f"责任单位空白，按上一行的“{'、'.join(self.last.units)}”理解")
        return self.last.units


def read_row(above: Above, columns: Columns, row: Row) -> Listed | str:
    """Return a project row, or the reason why it cannot be one."""
    draft = _Draft(columns, row, above.last)
    own = number_of(draft.cell(columns.number))
    name, content = draft.name(own), draft.content()
    if not name:
        return "没有项目名称，上面也没有可以承接的项目，没有导入"
    if columns.number is None and (counted := _COUNTED.match(name)):
        own, name = counted[1], counted[2]
    if columns.one_text:
        name = _name_within(draft.cell(columns.name))
    number = draft.number(own, name)
    if columns.number is None:
        number = own or str(above.count + 1)
    listed = Listed(
        annex=above.annex,
        group=above.group,
        subgroup=above.subgroup,
        number=number,
        name=name,
        content=content,
        units=draft.units(own),
        note=draft.cell(columns.note),
        plan=draft.plan(),
        place=row.place,
        yearly=draft.lent(columns.yearly),
        ongoing=any((years := _YEARS.fullmatch(text)) and years[1] != years[2] for text in row.texts),
        own_number=bool(own) or columns.number is None,
        assumed=(*row.assumed, *draft.assumed),
        filled=draft.filled,
    )
    return _grouped(listed, above.last, draft.cell(columns.group), draft.cell(columns.subgroup), columns)


def _grouped(listed: Listed, last: Listed | None, group: str, subgroup: str, columns: Columns) -> Listed:
    """Return the row with the groups that stand in columns of their own; blank means the same as above."""
    if columns.group is not None:
        listed = replace(listed, group=_one_line(group) or (last.group if last else ""))
    if columns.subgroup is not None:
        same_group = last is not None and last.group == listed.group
        listed = replace(listed, subgroup=_one_line(subgroup) or (last.subgroup if last and same_group else ""))
    return listed


def _name_within(text: str) -> str:
    """Return the name a text opens with, where one column holds name and content alike."""
    head = re.split(r"[：:。；;]", _one_line(text), maxsplit=1)[0]
    return re.sub(r"^(?:[（(]\d+[）)][.、．]?|\d+[.、．）)])\s*", "", head) or text
