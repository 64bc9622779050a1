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
from shishi_xl.core.project_row import Above, Listed, number_of, read_row
from shishi_xl.patterns import regex

_ORDINAL = "一二三四五六七八九十百"
_GROUP = regex(rf"^([{_ORDINAL}]+[、．.，]|第[{_ORDINAL}]+[类部章批])")
_SUBGROUP = regex(rf"^[（(][{_ORDINAL}]+[）)]")
_BARE_ORDINAL = regex(rf"^[（(]?[{_ORDINAL}]+[）)]?[、.．]?$")
_ANNEX = regex(rf"^附\s*[件表]\s*([0-9０-９]+|[{_ORDINAL}]+)")
_TOTAL = regex(r"^(合计|总计|小计|总数|汇总|共计)")
_CONTINUED = regex(r"^[（(]?(续表|续上表|接上表|接上页|续)[）)]?[:：]?[一二三四五六七八九十\d]*$")
_REMARK = regex(r"^(注|备注|说明|填表说明|填报说明|填报人|制表|审核|联系人|联系电话)[:：]")
_UNSEEN = regex(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_MONEY_CAPTION = regex(r"^[（(]?(?:金额|投资|资金)?(?:计量)?单位[:：]([亿万]?元)[）)]?$")  # 单位：亿元, above a table
_FIGURE = regex(r"[\d,，.]+(?:[亿万]?元|%)?")
_LONGEST_TITLE = 40  # characters of a group heading that has no ordinal
_CHINESE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class ProjectList:
    """What was read, and what was not and why."""

    rows: tuple[Listed, ...]
    skipped: tuple[str, ...]  # one Chinese sentence each: which table, which row, why it is no project
    unread: tuple[str, ...] = ()  # the same for what may be a project and was not understood
    unused: tuple[str, ...] = ()  # headings of columns a catalogue has no place for


@dataclass
class _Walk:
    """Where the reading stands: annex, heading and the last project row."""

    annex: str = ""
    annexes: int = 0
    columns: Columns | None = None
    heading: Row | None = None
    refused: bool = False  # the heading of the table at hand cannot be used, so its rows cannot either
    money: str = ""  # the unit of money that stands above the table
    group: str = ""
    subgroup: str = ""
    last: Listed | None = None
    rows: list[Listed] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unused: dict[str, None] = field(default_factory=dict)

    def enter_annex(self, annex: str) -> None:
        self.annex, self.money, self.group, self.subgroup, self.last = annex, "", "", "", None


def read_lists(document: Document) -> ProjectList:
    """Return the project rows of every table of a notice, in reading order."""
    walk = _Walk()
    for block in document.blocks:
        if isinstance(block, Table):
            _read_table(walk, block)
        elif annex := annex_of(block):
            walk.enter_annex(annex)
            walk.columns = walk.heading = None
        elif money := _MONEY_CAPTION.match(fold(block)):
            walk.money = money[1]
    return ProjectList(tuple(walk.rows), tuple(walk.skipped), tuple(walk.unread), tuple(walk.unused))


def annex_of(text: str) -> str:
    """Return 附件N for a line that opens an annex, "" for any other."""
    found = _ANNEX.match(text.strip())
    if found is None:
        return ""
    number = fold(found[1])
    return f"附件{number if number.isdigit() else _chinese_number(number)}"


def opens_group(text: str) -> bool:
    """Return whether a line is the title of a group by its ordinal: 一、教育, （二）新建学校."""
    return bool(_GROUP.match(text) or _SUBGROUP.match(text))


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    value = (_CHINESE_DIGITS.get(tens, 1) * 10 if ten else 0) + sum(_CHINESE_DIGITS.get(one, 0) for one in ones)
    return value or 1


def _read_table(walk: _Walk, table: Table) -> None:
    if name_annex := annex_of(table.name.removeprefix("工作表“")):
        walk.enter_annex(name_annex)
    walk.refused = False
    before = len(walk.rows), len(walk.skipped), len(walk.unread)
    width = max((len(row.cells) for row in table.rows), default=0)
    if walk.columns and walk.columns.width != width:
        walk.columns = None  # only the second half of a table cut by a page may do without a heading
    rows, strange = [_readable(row) for row in table.rows], list[Row]()
    while rows:
        row = rows.pop(0)
        if not row.texts or (len(row.texts) == 1 and _caption(walk, row)):
            continue
        if looks_like_heading(row):
            second = rows.pop(0) if rows and folds_into(row, rows[0]) else None
            _enter_heading(walk, table, row, second)
        elif walk.columns is None:
            strange += [row] if len(row.texts) > 1 and not walk.refused else []
        else:
            _read_row(walk, walk.columns, row)
    if strange:
        walk.unread.append(
            f"{strange[0].place}：上面没有认得的表头，{len(strange)} 行没有导入（第一行是“{_short(strange[0])}”）"
        )
    if (len(walk.rows), len(walk.skipped), len(walk.unread)) == before:
        walk.skipped.append(f"{table.name}：是空表或样表，里面没有项目，没有导入")


def _readable(row: Row) -> Row:
    """Return the row without characters nobody sees: two names that look the same must be the same."""
    return replace(row, cells=tuple(_UNSEEN.sub("", cell) for cell in row.cells))


def _caption(walk: _Walk, row: Row) -> bool:
    """Return whether a row of one text names the annex, or only says that the table goes on."""
    if _CONTINUED.match(fold(row.texts[0])):
        return True
    if money := _MONEY_CAPTION.match(fold(row.texts[0])):
        walk.money = money[1]
        return True
    annex = annex_of(row.texts[0])
    if annex:
        walk.enter_annex(annex)
    return bool(annex)


def _enter_heading(walk: _Walk, table: Table, row: Row, second: Row | None) -> None:
    another = bool(walk.rows) and walk.rows[-1].annex == walk.annex and _new_list(walk, table)
    if walk.columns is not None and walk.heading is not None and row.texts == walk.heading.texts and not another:
        return  # repeated by a page break
    headings = folded_headings(row, second)
    columns = columns_of(headings)
    if isinstance(columns, Columns) and not columns.plan_unit:
        columns = replace(columns, plan_unit=walk.money)
    if isinstance(columns, str):
        walk.columns, walk.heading, walk.refused = None, None, True
        walk.unread.append(f"{row.place}：{columns}，{table.name}没有导入")
        return
    walk.columns, walk.heading, walk.refused = columns, row, False
    walk.unread += [f"{row.place}：表头“{heading}”认不出是什么，这一列没有导入" for heading in columns.unknown]
    if not walk.annex or another:
        walk.annexes = max([walk.annexes, *(_annex_number(listed.annex) for listed in walk.rows)], default=0) + 1
        walk.enter_annex(f"附件{walk.annexes}")


def _new_list(walk: _Walk, table: Table) -> bool:
    """Return whether a table under no annex line of its own begins another list: its numbers start again at 1."""
    if walk.columns is None or walk.columns.number is None or table.name in walk.rows[-1].place:
        return False
    number = walk.columns.number
    found = [number_of(row.cells[number]) for row in table.rows if number < len(row.cells)]
    return next((text for text in found if text.isdigit()), "") == "1"


def _annex_number(annex: str) -> int:
    return int(annex.removeprefix("附件") or 0)


def _read_row(walk: _Walk, columns: Columns, row: Row) -> None:
    if reason := _not_a_project(columns, row):
        walk.skipped.append(f"{row.place}：{reason}（“{_short(row)}”）")
        return
    if _only_words(row):
        walk.unread.append(f"{row.place}：只有一格文字，不像项目也不像分组标题，没有导入（“{_short(row)}”）")
        return
    if heading := _group_heading(columns, row):
        _enter_group(walk, heading)
        return
    row = _padded(columns, row)
    if len(row.cells) != columns.width:
        walk.unread.append(
            f"{row.place}：这一行有 {len(row.cells)} 格，表头有 {columns.width} 列，对不上，没有导入（“{_short(row)}”）"
        )
        return
    count = sum(listed.annex == walk.annex for listed in walk.rows)
    listed = read_row(Above(walk.annex, walk.group, walk.subgroup, walk.last, count), columns, row)
    if isinstance(listed, str):
        walk.unread.append(f"{row.place}：{listed}（“{_short(row)}”）")
        return
    walk.last = listed
    walk.rows.append(listed)
    walk.unused.update(dict.fromkeys(columns.unused))


def _padded(columns: Columns, row: Row) -> Row:
    """Return a numbered row with the blank cells an editor trimmed from its end, where only columns like 备注 are missing."""
    there = len(row.cells)
    needed = max(columns.name, *columns.contents, *columns.units)
    numbered = columns.number is not None and columns.number < there and number_of(row.cells[columns.number]).isdigit()
    if not numbered or not needed < there < columns.width:
        return row
    return replace(row, cells=(*row.cells, *[""] * (columns.width - there)))


def _short(row: Row) -> str:
    text = " ".join(row.texts).replace("\n", "")
    return text if len(text) <= 30 else f"{text[:30]}…"


def _not_a_project(columns: Columns, row: Row) -> str:
    first = re.sub(r"\s+", "", row.texts[0])
    if _TOTAL.match(first) and len(first) <= 8:
        return "是合计行，不是项目，没有导入"
    if len(row.texts) == 1 and _REMARK.match(first):
        return "是表下的说明，不是项目，没有导入"
    if columns.number is not None and all(_form_heading(text) for text in row.texts):
        return "像是表头，不是项目，没有导入"
    return ""


def _only_words(row: Row) -> bool:
    """Return whether a row is one long text: neither a project nor the title of a group."""
    first = re.sub(r"\s+", "", row.texts[0])
    return len(row.texts) == 1 and len(first) > _LONGEST_TITLE and not opens_group(first)


def _form_heading(text: str) -> bool:
    """Return whether a cell repeats a heading of the form's progress columns: 1-*月形象进度."""
    return bool(re.fullmatch(r"1-[*\d]+月.{0,8}", fold(text)))


def _group_heading(columns: Columns, row: Row) -> str:
    """Return the text of a group heading row, "" for a project."""
    texts = row.texts
    if len(texts) == 1:
        text = texts[0].replace("\n", "")
        column = next(at for at, cell in enumerate(row.cells) if cell.strip())
        spanning = len(row.cells) < columns.width or len(row.left) >= 2
        titled = opens_group(text)
        at_front = column in {0, columns.number, columns.name, columns.group} and not row.above
        return text if titled or ((spanning or at_front) and not number_of(text).isdigit()) else ""
    if opens_group(texts[0]) and all(_FIGURE.fullmatch(text) for text in texts[1:]):
        return texts[0].replace("\n", "")  # with the sums of its projects
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
