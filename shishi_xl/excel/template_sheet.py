"""What stands on one sheet of the template: its tokens, its heading, the words beside a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.grid import column_letters
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

_TOKEN = regex(r"\{\{\s*([^{}]*?)\s*\}\}")
_BROKEN = regex(r"\{\{|\}\}|｛|｝")
_PERIOD_TOKENS = {"月", "年度", "期间"}  # what a heading may hold: 1-{{月}}月形象进度


@dataclass(frozen=True, slots=True)
class Token:
    """A `{{字段}}` in a cell."""

    field: str
    row: int
    column: int
    whole: bool  # nothing else stands in the cell

    @property
    def cell(self) -> str:
        """Return the cell as Excel names it."""
        return f"{column_letters(self.column)}{self.row}"


def fields_in(text: str) -> list[str]:
    """Return the fields a text asks for, in their order."""
    return _TOKEN.findall(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each token replaced by its value; a value's own braces are not looked at again."""
    return _TOKEN.sub(lambda match: values.get(match[1], match[0]), text)


def tokens(sheet: Worksheet) -> list[Token]:
    """Return every token of a sheet, row by row."""
    return [
        Token(field, cell.row, cell.column, _TOKEN.fullmatch(cell.value.strip()) is not None)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
        for field in fields_in(cell.value)
    ]


def leftovers(sheet: Worksheet) -> list[str]:
    """Return a sentence for each cell whose braces do not make a token."""
    return [
        f"{sheet.title}!{cell.coordinate} 的“{cell.value}”里花括号没有写对。字段要用半角写成 {{{{项目名称}}}} 这样。"
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and _BROKEN.search(_TOKEN.sub("", cell.value))
    ]


def heading_rows(sheet: Worksheet, prototype: int) -> tuple[int, int]:
    """Return the first and last row of the heading above a prototype row.

    The row right above belongs to it; a higher one does when a cell is merged across both, or when it is drawn as
    part of the table. The line with 填报单位 ends the search.
    """
    first = last = max(1, prototype - 1)
    while first > 1 and (_joined(sheet, first - 1) or _drawn(sheet, first - 1)):
        first -= 1
    return first, last


def heading_of(sheet: Worksheet, rows: tuple[int, int], column: int) -> tuple[str, ...]:
    """Return the heading cells above a column from top to bottom, a merged one once; () where there is none."""
    found: list[str] = []
    seen: set[str] = set()
    for row in range(rows[0], rows[1] + 1):
        anchor = sheet.cell(row, column)
        for area in sheet.merged_cells.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                anchor = sheet.cell(area.min_row, area.min_col)
        text = re.sub(r"\s+", "", str(anchor.value)) if anchor.value is not None else ""
        if text and anchor.coordinate not in seen:
            seen.add(anchor.coordinate)
            found.append(text)
    return tuple(found)


def label_of(sheet: Worksheet, token: Token) -> str:
    """Return the words that announce a cell outside the rows: those before it in the cell, else left of it."""
    own = str(sheet.cell(token.row, token.column).value)
    before = _TOKEN.split(own)[0].strip(" ：:\u3000") if not token.whole else ""
    if before:
        return before
    for column in range(token.column - 1, 0, -1):
        text = sheet.cell(token.row, column).value
        if isinstance(text, str) and text.strip():
            return text.strip().strip(" ：:\u3000") if not fields_in(text) else token.field
    return token.field


def _joined(sheet: Worksheet, row: int) -> bool:
    return any(area.min_row <= row < area.max_row for area in sheet.merged_cells.ranges)


def _drawn(sheet: Worksheet, row: int) -> bool:
    cells = [cell for cell in sheet[row] if cell.value not in (None, "")]
    asked = {field for cell in cells for field in fields_in(str(cell.value))}
    return bool(cells) and asked <= _PERIOD_TOKENS and all(cell.border.left.style for cell in cells)
