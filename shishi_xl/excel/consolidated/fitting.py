"""How wide a table's columns and how high its rows must be for what has been written into them."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shishi_xl.excel import breaks, line_height
from shishi_xl.excel.consolidated.styles import OTHERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

_DIGIT, _CELL_MARGIN = 7, 5  # pixels: widths are given in digits of Calibri 11, as a person sees them in Excel
_INDENT = 9  # pixels a text keeps off the line beside it
_WIDEST, _WIDEST_LINK, _STEP = 120.0, 80.0, 1.1
# Points. Widths are tried at which cells are no higher than the first, four times what a row of Excel can show, down to
# the last, which is low enough. Some tries look at all texts of a column, some leave the longest quarter aside.
_HIGHEST, _LOWEST, _LOWER, _MOST = 1600.0, 40.0, 0.85, (1.0, 0.75)
_DEAR = 1000.0  # points of paper, see `_spent`
_WORTH = 0.95  # of the paper: a change of the widths that saves less is none
# A page ends between two rows, so high rows leave much of it blank: other widths may fill it better. Tried where there
# are many pages with much blank, and not so many rows that trying takes long.
_PAGES, _BLANK, _FEW = 3, 0.06, 500
_NUDGES, _ROUNDS = (0.85, 0.92, 0.96, 1.04, 1.08, 1.15), 4
LEGIBLE = 0.64  # of its size a text may be printed: 11 points as 7
_JUDGED, _LONG = 1000, 400  # rows; characters
_SIZES = (10, 9, 8)  # points, for a text that no allowed width makes low enough
# Characters a look shows behind the point, with some to spare; only looks that leave a figure's length open.
_DECIMALS = {"money": 2, "number": 1, "decimal": 5}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading to the letter, its least width in Excel's units, the look of its cells."""

    heading: str
    width: float
    look: str = "text"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a table is printed on, and what of it is settled before the widths are. All in points."""

    across: float  # between the margins
    down: float = math.inf  # one long page, where the program ends pages as it likes
    repeated: float = 0.0  # the heading that comes again on every page
    others: Mapping[int, float] = field(default_factory=dict)  # heights of the rows that hold no text to be fitted
    kept: Collection[int] = ()  # rows that must have the next one on their page

    def taken(self, rows: Mapping[int, float], width: float) -> float:
        """Return the points of height that rows take of a table of a width, with the blank where pages end."""
        every = {**self.others, **rows} if self.others else rows
        order = sorted(every) if self.others else list(every)
        heights, kept = [every[row] for row in order], [row in self.kept for row in order]
        return breaks.taken(heights, kept, self.room(width))

    def room(self, width: float) -> float:
        """Return the points of rows that a page holds."""
        return breaks.room((self.across, self.down), width, self.repeated)


@dataclass
class Contents:
    """What stands in the rows of a sheet, as far as it takes room."""

    texts: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))  # row → column → text
    digits: dict[int, int] = field(default_factory=dict)  # characters of the longest figure in each column
    links: dict[int, float] = field(default_factory=dict)  # width that shows the longest linked text of each column

    def add_text(self, row: int, column: int, text: str) -> None:
        """Remember what a cell says."""
        self.texts[row][column] = text

    def add_link(self, column: int, text: str) -> None:
        """Remember what a link says: LibreOffice shows it on one line."""
        wide = line_height.width(text, 11) + _INDENT - _CELL_MARGIN
        self.links[column] = max(self.links.get(column, 0), min(_WIDEST_LINK, wide / _DIGIT))

    def add_number(self, column: int, number: float, look: str) -> None:
        """Remember how long a figure is where its format leaves its length open."""
        if places := _DECIMALS.get(look.split(" ", maxsplit=1)[0]):
            shown = len(f"{number:+,.{places}f}") - (number >= 0)
            shown += 2 * len(OTHERS) if look == "money others" else 0
            self.digits[column] = max(self.digits.get(column, 0), shown)

    def widths(self, columns: Sequence[Column], least: Mapping[int, float], paper: Paper) -> list[Column]:
        """Return the columns wide enough for figures and links, and for texts such that the table takes least paper.

        `least` says how high each row is at least. A table wider than the paper is shrunk to it, but never so far that
        it cannot be read.
        """
        digits = (math.ceil(self.digits.get(at, 0) * 1.1 + 2.5) for at in range(1, len(columns) + 1))
        links = (self.links.get(at, 0) for at in range(1, len(columns) + 1))
        own = [max(column.width, *more) for column, *more in zip(columns, digits, links, strict=True)]
        telling = {row: least[row] for row in self._telling(least)}
        if len(telling) < len(least):
            paper = replace(paper, others={}, kept=())  # they say little beside some of the rows only
        texts = {at: [(row, self.texts[row].get(at, "")) for row in telling] for at in range(1, len(columns) + 1)}
        grown = {at: cells for at, cells in texts.items() if columns[at - 1].look == "text"}
        table = _Table(texts, telling, paper, max(paper.across / LEGIBLE, points(own)))
        best = table.best(own, _tries(own, grown), table.cost(own) * _WORTH)
        for _ in range(_ROUNDS if table.wastes(best) else 0):
            before, best = best, table.best(best, _nearby(best, own, grown))
            if best == before:
                break
        return [replace(column, width=width) for column, width in zip(columns, best, strict=True)]

    def _telling(self, rows: Collection[int]) -> list[int]:
        """Return the rows that widths are judged by: all of a short table, of a long one every so many and those of long texts."""
        step = math.ceil(len(rows) / _JUDGED)
        return [
            row
            for place, row in enumerate(rows)
            if place % step == 0 or any(len(text) > _LONG for text in self.texts[row].values())
        ]

    def height(self, row: int, widths: list[float], least: float) -> float:
        """Return the points a row needs to show its texts whole in columns of these widths."""
        texts = self.texts[row].items()
        return max([least, *(height(text, widths[column - 1]) for column, text in texts if column <= len(widths))])

    def too_high(self, row: int, widths: list[float]) -> Iterator[tuple[int, str, int]]:
        """Yield the texts of a row that no row is high enough for, with the column and a size that fits (0: none)."""
        for column, text in self.texts[row].items():
            if column <= len(widths) and height(text, widths[column - 1]) > line_height.HIGHEST:
                fits = (size for size in _SIZES if height(text, widths[column - 1], size) <= line_height.HIGHEST)
                yield column, text, next(fits, 0)


def _tries(own: list[float], texts: Mapping[int, list[tuple[int, str]]]) -> Iterator[list[float]]:
    """Yield the widths at which most cells are no higher than one height or another, as far as a column may grow."""
    seen = [own]
    for most in _MOST:
        heights = {at: list(_growing(own[at - 1], cells, most)) for at, cells in texts.items()}
        high = _HIGHEST
        while high > _LOWEST:
            wide = list(own)
            for at, widths in heights.items():
                wide[at - 1] = next((width for width, needed in widths if needed <= high), widths[-1][0])
            if wide not in seen:
                seen.append(wide)
                yield wide
            high *= _LOWER


def _growing(width: float, cells: Sequence[tuple[int, str]], most: float) -> Iterator[tuple[float, float]]:
    """Yield widths of a column and how high the cells are in it, up to where they are low enough."""
    by_length = sorted((text for _, text in cells if text), key=len)
    longest = list(dict.fromkeys(by_length[: math.ceil(len(by_length) * most)][-30:]))
    while True:
        high = max((height(text, width) for text in longest), default=0.0)
        yield width, high
        if high <= _LOWEST or width >= _WIDEST:
            return
        width = min(_WIDEST, width * _STEP)


def _nearby(wide: list[float], own: list[float], grown: Collection[int]) -> Iterator[list[float]]:
    """Yield widths that differ a little in one column."""
    for at in grown:
        for nudge in _NUDGES:
            width = min(_WIDEST, max(own[at - 1], wide[at - 1] * nudge))
            yield [*wide[: at - 1], width, *wide[at:]]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows that widths are judged by: their texts by column, how high they are at least, and how wide all may be."""

    texts: Mapping[int, list[tuple[int, str]]]
    least: Mapping[int, float]
    paper: Paper
    widest: float

    def best(self, own: list[float], tries: Iterable[list[float]], below: float = math.inf) -> list[float]:
        """Return the widths among `tries` that cost least, `own` where none cost less than it and `below`."""
        found, cost = own, min(below, self.cost(own))
        for wide in tries:
            if points(wide) <= self.widest and (needed := self.cost(wide)) < cost:
                found, cost = wide, needed
        return found

    def cost(self, widths: Sequence[float]) -> float:
        """Return the area that the rows take of paper, before what is too wide for it is shrunk.

        Shrinking saves paper too, but at the reader's cost; so does writing smaller what no row is high enough for.
        """
        rows, spent = self.heights(widths)
        wide = points(widths)
        return self.paper.taken(rows, wide) * max(self.paper.across, wide) + spent * self.paper.across

    def heights(self, widths: Sequence[float]) -> tuple[dict[int, float], float]:
        """Return the height each row needs, and what it is worth to have no text that needs more than a row can have."""
        rows, spent = dict(self.least), 0.0
        for at, cells in self.texts.items():
            for row, text in cells:
                if text and (high := height(text, widths[at - 1])) > rows[row]:
                    rows[row] = high
                if text and high > line_height.HIGHEST:
                    spent += _spent(text, widths[at - 1])
        return rows, spent

    def wastes(self, widths: Sequence[float]) -> bool:
        """Return whether so much of so many pages stays blank that it is worth while to look for better widths."""
        if len(self.least) > _FEW:
            return False
        rows, _ = self.heights(widths)
        wide = points(widths)
        taken = self.paper.taken(rows, wide)
        written = math.fsum(rows.values()) + math.fsum(self.paper.others.values())
        return taken > _PAGES * self.paper.room(wide) and written < (1 - _BLANK) * taken


def _spent(text: str, width: float) -> float:
    """Return the paper it is worth that a text need not be written smaller, ten times as much that it can be shown."""
    return _DEAR if height(text, width, _SIZES[-1]) <= line_height.HIGHEST else 10 * _DEAR


def height(text: str, width: float, size: float = 11) -> float:
    """Return the points a text needs in a cell of a column width (Excel's units)."""
    return line_height.height(text, pixels(width) - _INDENT, size)


def points(widths: Sequence[float]) -> float:
    """Return how wide columns are together."""
    return sum(map(pixels, widths)) * 0.75


def pixels(width: float) -> int:
    """Return the pixels of a column of a width in Excel's units."""
    return int(width * _DIGIT + 0.5) + _CELL_MARGIN
