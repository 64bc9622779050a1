"""How high a row must be so that its wrapped text shows whole: no program tells us, so it is estimated generously."""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from shishi_xl.excel import openpyxl_inside
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HIGHEST = 409.0  # points; Excel allows no more
_PADDING = 8  # pixels a cell keeps free at its sides
_SPACING = 1.5  # line height ÷ font size of the tallest Chinese face we met
_LONG_WORD = regex(r"[!-~]{10,}")  # a file name, an address; shorter ones are in the estimate anyhow
_WIDER = 1.05  # width of the widest face we met ÷ that of ours


def digit_pixels(font: str, size: float) -> float:
    """Return the width of a digit of the workbook's default font, in which column widths are counted."""
    latin = font.isascii() and not font.lower().startswith(("simsun", "nsimsun", "fangsong", "simhei", "kaiti"))
    return 7 * size / 11 if latin else math.ceil(size * 96 / 72 / 2)


def column_pixels(book: Workbook, sheet: Worksheet) -> dict[int, float]:
    """Return the pixels of every column in use."""
    from openpyxl.utils import column_index_from_string

    default = openpyxl_inside.default_font(book)
    digit = digit_pixels(str(default.name or ""), float(default.sz or 11))
    plain = sheet.sheet_format.defaultColWidth or (sheet.sheet_format.baseColWidth or 8) + 5 / digit
    found = dict.fromkeys(range(1, sheet.max_column + 1), plain * digit)
    for letter, dimension in sheet.column_dimensions.items():
        first = dimension.min or column_index_from_string(letter)
        for number in range(first, (dimension.max or first) + 1):
            found[number] = 0.0 if dimension.hidden else float(dimension.width) * digit
    return found


def lines(text: str, pixels: float, size: float) -> int:
    """Return the lines a text takes in a cell so many pixels wide at a font size (points)."""
    room = max(1.0, (pixels - _PADDING) * 72 / 96 / size)  # in ems
    # A line may end early, because a word or 标点 moves to the next one.
    room = max(1.0, room - 0.6)
    if len(text) <= room and "\n" not in text:
        return 1  # most cells: no character is wider than an em
    return sum(1 if ems <= room else math.ceil((ems + spare) / room) for ems, spare in _paragraphs(text))


def height(text: str, pixels: float, size: float) -> float:
    """Return the points a wrapped text needs."""
    return lines(text, pixels, size) * size * _SPACING + 6


def width(text: str, size: float) -> float:
    """Return the pixels in which no line of a text has to be broken, with some to spare for wider faces."""
    return (max(ems for ems, _ in _paragraphs(text)) * _WIDER + 0.6) * size * 96 / 72 + _PADDING


class _Widths(dict[str, float]):
    """The width of a character in ems, looked up once."""

    def __missing__(self, char: str) -> float:
        width = self[char] = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55
        return width


_WIDTHS = _Widths()


@lru_cache(maxsize=1 << 16)  # the same text is tried at many widths
def _paragraphs(text: str) -> tuple[tuple[float, float], ...]:
    """Return the width of each paragraph in ems, and what its lines leave free where a long word moves to the next one."""
    return tuple((_ems(part), max(map(_ems, _LONG_WORD.findall(part)), default=0.0) / 2) for part in text.split("\n"))


def _ems(text: str) -> float:
    return sum(map(_WIDTHS.__getitem__, text))
