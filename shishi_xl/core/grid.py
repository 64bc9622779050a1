"""A returned file as the reading room hands it over: sheets of raw cells, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum

Raw = str | float | int | bool | date | datetime | time | timedelta | None


class Visibility(Enum):
    """How a sheet shows in Excel."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


class Flaw(Enum):
    """Why the reader's value of a cell cannot be trusted."""

    ERROR = "error"  # #REF!, #N/A …: the text is in Sheet.flaws
    NO_RESULT = "no-result"  # a formula whose result was never stored
    UNDER_MERGE = "under-merge"  # a value hidden under a merged area
    STRUCK = "struck"  # some of it was crossed out and has been left out
    ALL_STRUCK = "all-struck"  # all of it is crossed out
    UNSEEN = "unseen"  # its cell does not show it
    HIDDEN_TEXT = "hidden-text"  # some of it, or all, was hidden and has been left out


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows and columns are counted from 1, as Excel names them."""

    name: str
    rows: tuple[tuple[Raw, ...], ...]  # rows[0][0] is the cell at (top, left)
    top: int = 1
    left: int = 1
    visibility: Visibility = Visibility.VISIBLE
    merges: tuple[tuple[int, int, int, int], ...] = ()  # (first row, first column, last row, last column)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    flaws: dict[tuple[int, int], tuple[Flaw, str]] = field(default_factory=dict)  # (row, column) -> flaw, its text
    widths: tuple[int, ...] = ()  # of a delimited text: the cells of each row, blank ones at its end too

    def at(self, row: int, column: int) -> Raw:
        """Return the raw value of a cell, None outside the sheet's used area."""
        if not 0 <= row - self.top < len(self.rows):
            return None
        cells = self.rows[row - self.top]
        return cells[column - self.left] if 0 <= column - self.left < len(cells) else None


@dataclass(frozen=True, slots=True)
class Book:
    """One readable file."""

    sheets: tuple[Sheet, ...]
    kind: str  # "xlsx" "xlsm" "xls" "xlsb" "ods" "xml" "csv" "html" "docx" (an .et is "xls" or "xlsx" by its content)
    notices: tuple[str, ...] = ()  # codes of core.findings about the file as a whole: "macros-ignored", "links-ignored"


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1: 1 → A, 28 → AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands in a file: set once, at reading."""

    sheet: str
    row: int
    column: int

    def __reduce__(self) -> tuple[type[Place], tuple[str, int, int]]:
        """Return how to copy the place into another process, as an Entry's is."""
        return Place, (self.sheet, self.row, self.column)

    @property
    def cell(self) -> str:
        """Return the cell as Excel names it, e.g. D7; "" for a place that is a whole sheet."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else ""
