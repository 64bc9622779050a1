"""Paragraphs of a notice → the rows of a project list: 1. 四好农村路：新改建30公里。（责任单位：区交通局）.

They are written as the table they could have been, so that all that holds for the rows of a table holds for them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from shishi_xl.core.document import Document, Row, Table
from shishi_xl.core.headings import Role
from shishi_xl.core.paragraph_fields import UNIT_ROLES, Told
from shishi_xl.core.paragraph_items import Item, items_of, name_and_rest
from shishi_xl.core.paragraph_levels import PLAIN, Line, clusters, lines_of
from shishi_xl.core.project_list import ProjectList, annex_of, read_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEADINGS = ("序号", "项目名称", "项目内容", "责任单位")
_ONE_HEADING = {Role.PLAN: "年度计划投资", Role.NOTE: "备注"}


def read_notice(document: Document) -> ProjectList:
    """Return the project rows of a notice: those of its tables, and those told in paragraphs where no table lists any."""
    sections = [(own, bool(read_lists(Document(own)).rows)) for own in _sections(document)]
    tabled = any(has_rows for _, has_rows in sections)
    blocks: list[str | Table] = []
    unread: list[str] = []
    paragraph = 0
    for own, has_rows in sections:
        texts = list(_texts(own, paragraph))
        paragraph += sum(isinstance(block, str) for block in own)
        items, passed = ((), ()) if has_rows else items_of(lines_of(texts))
        if items and tabled and not (isinstance(own[0], str) and annex_of(own[0])):
            passed = (f"{items[0].place}起有 {len(items)} 段像是项目；项目清单另有表格，这几段没有导入",)
            items = ()
        blocks += [block for block in own if not (items and isinstance(block, Table) and _is_one_column(block))]
        blocks += [Table("正文", tuple(_rows(items)))] if items else []
        unread += passed
    found = read_lists(Document(tuple(blocks)))
    return replace(found, unread=(*found.unread, *unread))


def _sections(document: Document) -> Iterator[tuple[str | Table, ...]]:
    """Yield the blocks up to the first line that opens an annex, then each annex."""
    blocks = document.blocks
    starts = [at for at, block in enumerate(blocks) if isinstance(block, str) and annex_of(block)]
    for start, end in zip([0, *starts], [*starts, len(blocks)], strict=True):
        if start < end:
            yield blocks[start:end]


def _texts(blocks: Iterable[str | Table], before: int) -> Iterator[tuple[str, str]]:
    """Yield each line of text with its place; a table of one column, as tabs before the lines make it, is lines too."""
    for block in blocks:
        if isinstance(block, str):
            before += 1
            yield block, f"正文第{before}段"
        elif _is_one_column(block):
            for row in block.rows:
                yield from ((line.strip(), row.place) for text in row.texts for line in text.split("\n"))


def _is_one_column(table: Table) -> bool:
    return all(len(row.texts) <= 1 for row in table.rows)


def _rows(items: Sequence[Item]) -> Iterator[Row]:
    """Yield the rows of the table: its heading, the titles of the classes and the projects."""
    others = tuple(dict.fromkeys(_column(one) for item in items for one in item.told if _column(one)))
    headings = (*_HEADINGS, *others)
    yield Row(headings, items[0].place)
    titles: tuple[Line, ...] = ()
    for item in items:
        same = 0
        while item.titles[: same + 1] == titles[: same + 1] and same < len(item.titles):
            same += 1
        titles = item.titles
        yield from (Row((_title(line),), line.place) for line in titles[same:])
        yield _row(item, others)


def _column(told: Told) -> str:
    """Return the heading of the column a labelled piece has for itself, "" for what goes under the four that always stand."""
    if told.role in {*UNIT_ROLES, Role.CONTENT, Role.NAME}:
        return ""
    return _ONE_HEADING.get(told.role, told.label)


def _title(line: Line) -> str:
    return re.split(r"[。：:]", line.text)[0].strip()


def _row(item: Item, others: Sequence[str]) -> Row:
    name, content = _name_and_content(item)
    units = [one.value for role in UNIT_ROLES for one in item.told if one.role is role]
    extra = ["；".join(one.value for one in item.told if _column(one) == heading) for heading in others]
    repeated = Counter(one.role for one in item.told if one.role in UNIT_ROLES)
    places = max(clusters(item.lines), *repeated.values(), 0)
    return Row(
        (str(item.number or ""), name, content, "\n".join(units), *extra),
        item.place,
        assumed=(f"这一项里有 {places} 处写了责任单位，合在一起按一个项目理解，以最先写的为牵头",)
        if places > 1
        else (),
    )


def _name_and_content(item: Item) -> tuple[str, str]:
    """Return the name of a project and what is told of it; a project of one sentence is called by how that begins."""
    first, *more = item.lines
    named = next((one.value for one in item.told if one.role is Role.NAME and one.value), "")
    name, rest = (named, first.rest) if named else name_and_rest(first.rest)
    pieces = [rest, *(one.value for one in first.told if one.role is Role.CONTENT)]
    for line in more:
        ordinal = line.text[: len(line.text) - len(line.body)] if line.rank != PLAIN and line.rest else ""
        pieces += [ordinal + line.rest, *(one.value for one in line.told if one.role is Role.CONTENT)]
    content = "\n".join(piece for piece in pieces if piece)
    name = name or name_and_rest(content)[0] or first.text
    return name, content or name
