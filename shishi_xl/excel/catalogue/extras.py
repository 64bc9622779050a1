"""What the office added to 项目库.xlsx: columns, notes and colours of its own, carried from one workbook to the next by the row's key."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shishi_xl.excel import openpyxl_inside
from shishi_xl.excel.catalogue import cells
from shishi_xl.excel.catalogue.layout import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Key = tuple[str, ...]
_BELOW = "\n———— 导入的疑点 ————\n"  # between a note of the office and ours


@dataclass
class Mark:
    """A note or a colour that the office gave a cell of ours."""

    note: Any = None
    fill: Any = None


@dataclass
class Extra:
    """The added columns of one sheet, left to right, their cells by row key, and what was added to the cells of ours."""

    titles: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    values: dict[Key, list[Any]] = field(default_factory=dict)
    marks: dict[tuple[Key, str], Mark] = field(default_factory=dict)  # by row key and our heading


def take_out(book: Workbook, page: Page) -> Extra:
    """Remove a sheet of ours from the previous workbook and return what the office had added to it."""
    title = next((name for name in book.sheetnames if cells.folded(name) == page.name), None)
    if title is None:
        return Extra()
    sheet = book[title]
    heading, columns = _headings(page, sheet)
    extra = Extra()
    added = [
        column
        for column in range(1, min(sheet.max_column, 200) + 1)
        if heading and column not in columns.values() and sheet.cell(heading, column).value is not None
    ]
    for column in added:
        from openpyxl.utils import get_column_letter

        extra.titles.append(str(sheet.cell(heading, column).value))
        extra.widths.append(sheet.column_dimensions[get_column_letter(column)].width or 12)
    for row in sorted({cell.row for cell in openpyxl_inside.cells(sheet) if cell.row > heading > 0}):
        key = tuple(_text(sheet.cell(row, columns[name]).value) for name in page.keys if name in columns)
        if any(key):
            extra.values.setdefault(key, [copy(sheet.cell(row, column)) for column in added])
            marks = ((name, _mark(sheet.cell(row, column))) for name, column in columns.items())
            extra.marks |= {(key, name): mark for name, mark in marks if mark is not None}
    del book[title]
    return extra


def put_back(sheet: Worksheet, page: Page, extra: Extra) -> None:
    """Write the added columns to the right of ours, each value in the row it belonged to."""
    from shishi_xl.excel.catalogue import look

    first = len(page.heads) + 1
    for at, (title, width) in enumerate(zip(extra.titles, extra.widths, strict=True)):
        template = sheet.cell(1, 1)
        cell: Any = sheet.cell(1, first + at, title)
        cell.font, cell.fill, cell.alignment = copy(template.font), copy(template.fill), copy(template.alignment)
        sheet.column_dimensions[look.letters(first + at)].width = width
    for row, key in _keys(sheet, page) if extra.titles else ():
        for at, old in enumerate(extra.values.get(key, ())):
            new: Any = sheet.cell(row, first + at)
            new.value, new.number_format = old.value, old.number_format
            new.alignment, new.font = copy(old.alignment), copy(old.font)
            new.protection = copy(old.protection)


def put_marks(sheet: Worksheet, page: Page, extra: Extra) -> None:
    """Give the cells of ours the notes and colours of the office, over those of the doubts."""
    for row, key in _keys(sheet, page) if extra.marks else ():
        for column, name in enumerate(page.titles, 1):
            if (mark := extra.marks.get((key, name))) is not None:
                _put_mark(sheet.cell(row, column), mark)


def _keys(sheet: Worksheet, page: Page) -> Iterator[tuple[int, Key]]:
    """Yield each row of a sheet just drawn with its key."""
    positions = [page.titles.index(name) + 1 for name in page.keys]
    for row in range(2, sheet.max_row + 1):
        yield row, tuple(_text(sheet.cell(row, column).value) for column in positions)


def _mark(cell: Any) -> Mark | None:
    """Return what the office added to a cell of ours, None where it is as we drew it."""
    from shishi_xl.excel.catalogue import look

    note = copy(cell.comment) if cell.comment is not None and cell.comment.author != look.AUTHOR else None
    if note is not None:
        note.text = note.text.partition(_BELOW)[0]
    coloured = cell.fill.fill_type == "solid" and not look.is_ours(cell.fill)
    return Mark(note, copy(cell.fill) if coloured else None) if note is not None or coloured else None


def _put_mark(cell: Any, mark: Mark) -> None:
    from openpyxl.comments import Comment

    if mark.fill is not None:
        cell.fill = mark.fill
    if mark.note is not None:
        ours = f"{_BELOW}{cell.comment.text}" if cell.comment is not None else ""  # a doubt about the same cell
        cell.comment = Comment(mark.note.text + ours, mark.note.author, mark.note.height, mark.note.width)


def _headings(page: Page, sheet: Worksheet) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(1, min(sheet.max_row, 10) + 1):
        found = {
            text: column
            for column in range(min(sheet.max_column, 200), 0, -1)
            if (text := cells.folded(str(sheet.cell(row, column).value or ""))) in page.titles
        }
        best = max(best, (row, found), key=lambda one: len(one[1]))
    return best


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
