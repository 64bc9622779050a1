"""Numbers shown as percents: a cell that shows 85% holds 0.85, and only its number format tells.

Such a cell is read as the text it shows, so that nobody further on has to guess whether 0.85 or 1 was meant so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from shishi_xl.reading import markup
from shishi_xl.reading.cells import Cell

_BUILT_IN = (b"9", b"10")  # 0% and 0.00%
_PERCENT_SIGN = re.compile(rb"""%|numFmtId\s*=\s*["'](?:9|10)["']""")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # what a format shows as it stands: "%" in quotes is no percent
_CELL_FORMATS = re.compile(rb"<(?:[\w.-]+:)?cellXfs[\s>]")
_FORMAT = re.compile(rb"""<(?:[\w.-]+:)?xf(?=[\s/>])(?:[^<>]*?\snumFmtId\s*=\s*["']([0-9]{1,9})["'])?""")
_STYLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\ss="([0-9]{1,6})"[^<>]*(?<!/)>')
_FEW = 20  # formats that are looked for one by one before every cell is looked at


def is_percent(code: str) -> bool:
    """Return whether a number format shows percents."""
    return "%" in _QUOTED.sub("", code)


def shown(value: Cell) -> Cell:
    """Return a number as the percent its cell shows, to the last digit that counts; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, float | int):
        return value
    return f"{value * 100:.12g}%"


def show(rows: list[list[Cell]], top: int, left: int, places: Iterable[tuple[int, int]]) -> None:
    """Put the percents shown in place of the numbers at some (row, column), counted from 1, of rows that begin at a cell."""
    for row, column in places:
        line, offset = row - top, column - left
        if 0 <= line < len(rows) and 0 <= offset < len(rows[line]):
            rows[line][offset] = shown(rows[line][offset])


def styles(part: bytes) -> frozenset[int]:
    """Return the indexes of the cell formats of xl/styles.xml that show percents."""
    if not _PERCENT_SIGN.search(part):
        return frozenset()
    own = (tag for tag in markup.tags(part, "numFmt") if is_percent(tag.get("formatCode", "")))
    wanted = {*_BUILT_IN, *(tag.get("numFmtId", "").encode() for tag in own)}
    begin = _CELL_FORMATS.search(part)
    numbers = _FORMAT.findall(part[begin.end() : part.rfind(b"cellXfs")]) if begin else []
    return frozenset(index for index, number in enumerate(numbers) if number in wanted)


def places(xml: bytes, formats: frozenset[int], column_number: Callable[[bytes], int]) -> set[tuple[int, int]]:
    """Return (row, column) of the filled cells of a worksheet part that have one of these formats."""
    if not formats or (len(formats) <= _FEW and not any(b's="%d"' % index in xml for index in formats)):
        return set()
    wanted = {b"%d" % index for index in formats}
    return {(int(row), column_number(letters)) for letters, row, format_ in _STYLED.findall(xml) if format_ in wanted}
