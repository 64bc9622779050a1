"""Numbers as their cells show them: one shown as 85% holds 0.85, and only its number format tells the sign or unit behind it.

Such a cell is read as the text it shows, so that nobody further on has to guess whether 0.85 or 1 was meant so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from shishi_xl.reading import markup
from shishi_xl.reading.cells import Cell

PERCENT = "%"
_BUILT_IN = {9: PERCENT, 10: PERCENT}  # 0% and 0.00%
_TELLING = re.compile(rb"""[%\\\x80-\xff]|&quot;|formatCode\s*=\s*'|numFmtId\s*=\s*["'](?:9|10)["']""")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # what a format shows as it stands: "%" in quotes is no percent
_BLANKS = re.compile(r"_.|\*.|\[[^\]]*\]")
_UNIT = re.compile(
    r'(?:[0#?]|General|G/通用格式)\s*(?:"([^"]*)"|\\?([^\W\d_]+|[%‰]))\s*$'
)  # behind the last digit: 0.00"亿元", 0"%", 0元
_SCALED = re.compile(r"![.,]|[0#?],+(?![0#?])")  # shown a thousand times smaller than it is, or with a point put in
_CELL_FORMATS = re.compile(rb"<(?:[\w.-]+:)?cellXfs[\s>]")
_FORMAT = re.compile(rb"""<(?:[\w.-]+:)?xf(?=[\s/>])(?:[^<>]*?\snumFmtId\s*=\s*["']([0-9]{1,9})["'])?""")
_STYLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\ss="([0-9]{1,6})"[^<>]*(?<!/)>')
_FEW = 20  # formats that are looked for one by one before every cell is looked at


def sign_of(code: str) -> str:
    """Return what a number format shows behind the number that changes what it says: % or a unit, "" for none."""
    if PERCENT in _QUOTED.sub("", code):
        return PERCENT
    first = _BLANKS.sub("", code.split(";", maxsplit=1)[0])
    unit = None if _SCALED.search(first) else _UNIT.search(first)
    # A quoted % is shown behind the number as it is, 0.9 as 0.9%; the space sets it apart from a percent's.
    return (unit[1] or unit[2] or "").strip().replace(PERCENT, f" {PERCENT}") if unit else ""


def as_shown(value: Cell, sign: str = PERCENT) -> Cell:
    """Return a number as the text its cell shows, to the last digit that counts; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, float | int):
        return value
    return f"{value * 100:.12g}%" if sign == PERCENT else f"{value:.15g}{sign.strip()}"


def show(rows: list[list[Cell]], top: int, left: int, places: Mapping[tuple[int, int], str]) -> None:
    """Put what is shown in place of the numbers at some (row, column), counted from 1, of rows that begin at a cell."""
    for (row, column), sign in places.items():
        line, offset = row - top, column - left
        if 0 <= line < len(rows) and 0 <= offset < len(rows[line]):
            rows[line][offset] = as_shown(rows[line][offset], sign)


def numbered(codes: Mapping[int, str]) -> dict[int, str]:
    """Return the signs of a workbook's own number formats and of the built-in ones, by number."""
    return _BUILT_IN | {number: sign for number, code in codes.items() if (sign := sign_of(code))}


def styles(part: bytes) -> dict[int, str]:
    """Return the signs of the cell formats of xl/styles.xml by index, of those that have one."""
    if not _TELLING.search(part):
        return {}
    own = [(tag.get("numFmtId", ""), tag.get("formatCode", "")) for tag in markup.tags(part, "numFmt")]
    signs = numbered({int(number): code for number, code in own if number.isdigit()})
    begin = _CELL_FORMATS.search(part)
    numbers = _FORMAT.findall(part[begin.end() : part.rfind(b"cellXfs")]) if begin else []
    return {index: signs[int(number)] for index, number in enumerate(numbers) if number and int(number) in signs}


def places(xml: bytes, formats: Mapping[int, str], column_number: Callable[[bytes], int]) -> dict[tuple[int, int], str]:
    """Return the signs of the filled cells of a worksheet part that have one of these formats, by (row, column)."""
    if not formats or (len(formats) <= _FEW and not any(b's="%d"' % index in xml for index in formats)):
        return {}
    wanted = {b"%d" % index: sign for index, sign in formats.items()}
    return {
        (int(row), column_number(letters)): wanted[format_]
        for letters, row, format_ in _STYLED.findall(xml)
        if format_ in wanted
    }
