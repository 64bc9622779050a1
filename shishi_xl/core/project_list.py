"""Tables of a notice → the rows of a project list, by meaning; every row is read, or skipped with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from shishi_xl.core.document import Document, Row, Table
from shishi_xl.core.headings import (
    Columns,
    columns_of,
    fold,
    folded_headings,
    folds_into,
    looks_like_heading,
)
from shishi_xl.core.responsible import split_units

_ORDINAL = "一二三四五六七八九十百"
_GROUP = re.compile(rf"^([{_ORDINAL}]+[、．.，]|第[{_ORDINAL}]+[类部章批])")
_SUBGROUP = re.compile(rf"^[（(][{_ORDINAL}]+[）)]")
_BARE_ORDINAL = re.compile(rf"^[（(]?[{_ORDINAL}]+[）)]?[、.．]?$")
_ANNEX = re.compile(rf"^附\s*[件表]\s*([0-9０-９]+|[{_ORDINAL}]+)")
_TOTAL = re.compile(r"^(合计|总计|小计|总数|汇总|共计)")
_REMARK = re.compile(r"^(注|备注|说明|填表说明|填报说明|填报人|制表|审核|联系人|联系电话)[:：]")
_CHINESE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")}


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
    own_number: bool = True  # False: the number is that of the row above
    assumed: tuple[str, ...] = ()  # Chinese sentences on what was taken from the row above without a merged cell


@dataclass(frozen=True, slots=True)
class ProjectList:
    """What was read, and what was not and why."""

    rows: tuple[Listed, ...]
    skipped: tuple[str, ...]  # one Chinese sentence each: which table, which row, why
    unused: tuple[str, ...] = ()  # headings of columns a catalogue has no place for


@dataclass
class _Walk:
    """Where the reading stands: annex, heading and the last project row."""

    annex: str = ""
    annexes: int = 0
    columns: Columns | None = None
    heading: Row | None = None
    refused: bool = False  # the heading of the table at hand cannot be used, so its rows cannot either
    group: str = ""
    subgroup: str = ""
    last: Listed | None = None
    rows: list[Listed] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unused: dict[str, None] = field(default_factory=dict)

    def enter_annex(self, annex: str) -> None:
        self.annex, self.group, self.subgroup, self.last = annex, "", "", None


def read_lists(document: Document) -> ProjectList:
    """Return the project rows of every table of a notice, in reading order."""
    walk = _Walk()
    for block in document.blocks:
        if isinstance(block, Table):
            _read_table(walk, block)
        elif annex := annex_of(block):
            walk.enter_annex(annex)
            walk.columns = walk.heading = None
    return ProjectList(tuple(walk.rows), tuple(walk.skipped), tuple(walk.unused))


def annex_of(text: str) -> str:
    """Return 附件N for a line that opens an annex, "" for any other."""
    found = _ANNEX.match(text.strip())
    if found is None:
        return ""
    number = fold(found[1])
    return f"附件{number if number.isdigit() else _chinese_number(number)}"


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    value = (_CHINESE_DIGITS.get(tens, 1) * 10 if ten else 0) + sum(_CHINESE_DIGITS.get(one, 0) for one in ones)
    return value or 1


def _read_table(walk: _Walk, table: Table) -> None:
    if name_annex := annex_of(table.name.removeprefix("工作表“")):
        walk.enter_annex(name_annex)
    walk.refused = False
    before = len(walk.rows), len(walk.skipped)
    width = max((len(row.cells) for row in table.rows), default=0)
    if walk.columns and walk.columns.width != width:
        walk.columns = None  # only the second half of a table cut by a page may do without a heading
    rows = list(table.rows)
    while rows:
        row = rows.pop(0)
        if not row.texts or (len(row.texts) == 1 and _caption(walk, row)):
            continue
        if looks_like_heading(row):
            second = rows.pop(0) if rows and folds_into(row, rows[0]) else None
            _enter_heading(walk, table, row, second)
        elif walk.columns is None:
            if len(row.texts) > 1 and not walk.refused:
                walk.skipped.append(f"{row.place}：上面没有认得的表头，没有导入（“{_short(row)}”）")
        else:
            _read_row(walk, walk.columns, row)
    if (len(walk.rows), len(walk.skipped)) == before:
        walk.skipped.append(f"{table.name}：里面没有项目，没有导入")


def _caption(walk: _Walk, row: Row) -> bool:
    annex = annex_of(row.texts[0])
    if annex:
        walk.enter_annex(annex)
    return bool(annex)


def _enter_heading(walk: _Walk, table: Table, row: Row, second: Row | None) -> None:
    if walk.heading is not None and row.texts == walk.heading.texts and walk.columns is not None:
        return  # repeated by a page break
    headings = folded_headings(row, second)
    columns = columns_of(headings)
    if isinstance(columns, str):
        walk.columns, walk.heading, walk.refused = None, None, True
        walk.skipped.append(f"{row.place}：{columns}，{table.name}没有导入")
        return
    walk.columns, walk.heading, walk.refused = columns, row, False
    if not walk.annex or (walk.rows and walk.rows[-1].annex == walk.annex and _new_list(walk, table)):
        walk.annexes = max([walk.annexes, *(_annex_number(listed.annex) for listed in walk.rows)], default=0) + 1
        walk.enter_annex(f"附件{walk.annexes}")


def _new_list(walk: _Walk, table: Table) -> bool:
    """Return whether a table under no annex line of its own begins another list: its numbers start again at 1."""
    if walk.columns is None or walk.columns.number is None or table.name in walk.rows[-1].place:
        return False
    number = walk.columns.number
    found = [_number(row.cells[number]) for row in table.rows if number < len(row.cells)]
    return next((text for text in found if text.isdigit()), "") == "1"


def _annex_number(annex: str) -> int:
    return int(annex.removeprefix("附件") or 0)


def _read_row(walk: _Walk, columns: Columns, row: Row) -> None:
    if reason := _not_a_project(columns, row):
        walk.skipped.append(f"{row.place}：{reason}（“{_short(row)}”）")
        return
    if heading := _group_heading(columns, row):
        _enter_group(walk, heading)
        return
    if len(row.cells) != columns.width:
        walk.skipped.append(
            f"{row.place}：这一行有 {len(row.cells)} 格，表头有 {columns.width} 列，对不上，没有导入（“{_short(row)}”）"
        )
        return
    listed = _listed(walk, columns, row)
    if isinstance(listed, str):
        walk.skipped.append(f"{row.place}：{listed}（“{_short(row)}”）")
        return
    walk.last = listed
    walk.rows.append(listed)
    walk.unused.update(dict.fromkeys(columns.unused))


def _short(row: Row) -> str:
    text = " ".join(row.texts).replace("\n", "")
    return text if len(text) <= 30 else f"{text[:30]}…"


def _not_a_project(columns: Columns, row: Row) -> str:
    first = re.sub(r"\s+", "", row.texts[0])
    if _TOTAL.match(first) and len(first) <= 8:
        return "是合计行，不是项目，没有导入"
    if len(row.texts) == 1 and _REMARK.match(first):
        return "是表下的说明，不是项目，没有导入"
    if columns.number is not None and all(role_like(text) for text in row.texts):
        return "像是表头，不是项目，没有导入"
    return ""


def role_like(text: str) -> bool:
    """Return whether a cell repeats a heading of the form's progress columns: 1-*月形象进度."""
    return bool(re.fullmatch(r"1-[*\d]+月.{0,8}", fold(text)))


def _group_heading(columns: Columns, row: Row) -> str:
    """Return the text of a group heading row, "" for a project."""
    texts = row.texts
    if len(texts) == 1:
        text = texts[0].replace("\n", "")
        column = next(at for at, cell in enumerate(row.cells) if cell.strip())
        spanning = len(row.cells) < columns.width or len(row.left) >= 2
        titled = bool(_GROUP.match(text) or _SUBGROUP.match(text))
        at_front = column in {0, columns.number, columns.name, columns.group} and not row.above
        return text if titled or ((spanning or at_front) and not _number(text).isdigit()) else ""
    if len(texts) == 2 and columns.number is not None and columns.number < len(row.cells):
        ordinal = row.cells[columns.number].strip()
        if _BARE_ORDINAL.match(ordinal) and texts[0] == ordinal:
            return f"{ordinal.rstrip('、.．')}{'' if ordinal[0] in '（(' else '、'}{texts[1]}".replace("\n", "")
    return ""


def _enter_group(walk: _Walk, heading: str) -> None:
    walk.last = None
    below = _SUBGROUP.match(heading) and walk.group and not _SUBGROUP.match(walk.group)
    if below:
        walk.subgroup = heading
    else:
        walk.group, walk.subgroup = heading, ""


def _number(text: str) -> str:
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
        own = "\n".join(text for column in self.columns.contents if (text := self.cell(column)))
        lent = self.last is not None and self.covered(*self.columns.contents)
        return own or (self.last.content if self.last and lent else "")

    def units(self, number: str) -> tuple[str, ...]:
        own = split_units("\n".join(self.cell(column) for column in self.columns.units), people=self.columns.people)
        merged = self.covered(*self.columns.units)
        if own or self.last is None or (number and not merged):
            return own
        if not merged and self.last.units:
            self.assumed.append(f"责任单位空白，按上一行的“{'、'.join(self.last.units)}”理解")
        return self.last.units


def _listed(walk: _Walk, columns: Columns, row: Row) -> Listed | str:
    """Return a project row, or the reason why it cannot be one."""
    draft = _Draft(columns, row, walk.last)
    own = _number(draft.cell(columns.number))
    name, content = draft.name(own), draft.content()
    if not name:
        return "没有项目名称，上面也没有可以承接的项目，没有导入"
    if columns.one_text:
        name = _name_within(draft.cell(columns.name))
    number = draft.number(own, name)
    if columns.number is None:
        number = str(sum(listed.annex == walk.annex for listed in walk.rows) + 1)
    listed = Listed(
        annex=walk.annex,
        group=walk.group,
        subgroup=walk.subgroup,
        number=number,
        name=name,
        content=content,
        units=draft.units(own),
        note=draft.cell(columns.note),
        plan=draft.cell(columns.plan),
        place=row.place,
        own_number=bool(own) or columns.number is None,
        assumed=tuple(draft.assumed),
    )
    return _grouped(listed, walk.last, draft.cell(columns.group), draft.cell(columns.subgroup), columns)


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
    return re.sub(r"^[（(]?\d+[）)]?[.、．]\s*", "", head) or text
