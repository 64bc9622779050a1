"""How wide a table's columns and how high its rows must be for what has been written into them."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace

from shishi_xl.excel import line_height

_DIGIT, _CELL_MARGIN = 7, 5  # pixels: widths are given in digits of Calibri 11, as a person sees them in Excel
_INDENT = 9  # pixels a text keeps off the line beside it
_TALL = 400.0  # points: a cell that would be higher than this gets a wider column, for Excel's rows end at 409
_WIDEST, _STEP = 120.0, 1.1
# Characters a look shows behind the point, with some to spare; only looks that leave a figure's length open.
_DECIMALS = {"money": 2, "number": 1, "decimal": 5}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading to the letter, its least width in Excel's units, the look of its cells."""

    heading: str
    width: float
    look: str = "text"


@dataclass
class Contents:
    """What stands in the rows of a sheet, as far as it takes room."""

    texts: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))  # row → column → text
    digits: dict[int, int] = field(default_factory=dict)  # characters of the longest figure in each column

    def add_text(self, row: int, column: int, text: str) -> None:
        """Remember what a cell says."""
        self.texts[row][column] = text

    def add_number(self, column: int, number: float, look: str) -> None:
        """Remember how long a figure is where its format leaves its length open."""
        if places := _DECIMALS.get(look.split(" ", maxsplit=1)[0]):
            shown = len(f"{number:+,.{places}f}") - (number >= 0)
            self.digits[column] = max(self.digits.get(column, 0), shown)

    def widened(self, column: Column, at: int, rows: list[int]) -> Column:
        """Return a column wide enough for its figures, which would show as ### else, and for its longest texts."""
        width = max(column.width, math.ceil(self.digits.get(at, 0) * 1.1 + 2.5))
        texts = [text for row in rows if (text := self.texts[row].get(at))]
        while width < _WIDEST and (texts := [text for text in texts if height(text, width) > _TALL]):
            width = min(_WIDEST, width * _STEP)
        return replace(column, width=width)

    def height(self, row: int, widths: list[float], least: float) -> float:
        """Return the points a row needs to show its texts whole in columns of these widths."""
        texts = self.texts[row].items()
        return max([least, *(height(text, widths[column - 1]) for column, text in texts if column <= len(widths))])


def height(text: str, width: float, size: float = 11) -> float:
    """Return the points a text needs in a cell of a column width (Excel's units)."""
    return line_height.height(text, pixels(width) - _INDENT, size)


def pixels(width: float) -> int:
    """Return the pixels of a column of a width in Excel's units."""
    return int(width * _DIGIT + 0.5) + _CELL_MARGIN
