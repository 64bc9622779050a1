"""Cells gathered into the plain data of a sheet, bounded while they are gathered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from shishi_xl.reading import limits
from shishi_xl.reading.refusal import oversized

Cell = Any  # str, float, int, bool, date, datetime, time, timedelta or None
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; counted from 1
Flaws = dict[tuple[int, int], tuple[str, str]]  # (row, column) -> (a value of core.grid.Flaw, its text)

_LONGEST_NAME, _LONGEST_SHOWN = 100, 200
ERROR, NO_RESULT, UNDER_MERGE = "error", "no-result", "under-merge"
STRUCK, ALL_STRUCK = "struck", "all-struck"  # some or all of the text is crossed out
HIDDEN_TEXT = "hidden-text"  # some of the text, or all of it, is hidden and has been left out
UNSEEN = "unseen"  # the cell does not show its value
KEPT = frozenset({STRUCK, ALL_STRUCK, HIDDEN_TEXT, UNSEEN})  # flaws of cells that keep their value


class Budget:
    """What the sheets of one file may still hold."""

    def __init__(self) -> None:
        """Start with the limits of a file."""
        self.cells = limits.CELLS
        self.text = limits.TEXT

    def spend(self, row: Sequence[Cell]) -> None:
        """Take a row's cells off; Refusal when there is nothing left."""
        self.cells -= len(row) - row.count(None)
        for value in row:
            if type(value) is str:
                self.text -= len(value)
        if self.cells < 0:
            raise oversized(f"填了内容的单元格超过 {limits.CELLS} 个")
        if self.text < 0:
            raise oversized(f"文字超过 {limits.TEXT} 个字")


def sheet(
    name: str,
    rows: list[list[Cell]],
    *,
    top: int = 1,
    left: int = 1,
    visibility: str = "visible",
    merges: Iterable[Merge] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    flaws: Flaws | None = None,
    widths: Sequence[int] = (),
) -> dict[str, Any]:
    """Return a sheet as core.grid.Sheet has it; values under merged areas and numbers that are none become flaws."""
    merges = list(merges)
    flaws = {} if flaws is None else flaws
    _tidy(rows, top, left, flaws)
    _mark_merged(rows, top, left, merges, flaws)
    width = max(map(len, rows), default=0)
    return {
        "name": name[:_LONGEST_NAME],
        "visibility": visibility,
        "top": top,
        "left": left,
        "rows": rows,
        "merges": merges,
        "hidden_rows": [row for row in hidden_rows if top <= row < top + len(rows)],
        "hidden_columns": [column for column in hidden_columns if left <= column < left + width],
        "flaws": flaws,
        "widths": widths,
    }


class Grid:
    """A sheet under construction, for the formats read here cell by cell."""

    def __init__(self, name: str, budget: Budget) -> None:
        """Start empty; the budget is shared by the sheets of one file."""
        self.name = name
        self.visibility = "visible"
        self.budget = budget
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: list[tuple[int, int]] = []  # first, last
        self.hidden_columns: list[tuple[int, int]] = []
        self.flaws: Flaws = {}

    def put(self, row: int, column: int, value: Cell) -> None:
        """Set a cell; blank ones are not kept. Refusal beyond the limits."""
        if value is None or value == "":
            return
        if row > limits.ROWS or column > limits.COLUMNS:
            refuse_area(row, column)
        self.budget.spend((value,))
        self.rows.setdefault(row, {})[column] = value

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Note a merged area by its first cell and its size."""
        if rows > 1 or columns > 1:
            refuse_merges(len(self.merges) + 1)
            last_row, last_column = min(row + rows - 1, limits.ROWS), min(column + columns - 1, limits.COLUMNS)
            self.merges.append((row, column, last_row, last_column))

    def plain(self) -> dict[str, Any]:
        """Return the sheet as plain data."""
        if not self.rows:
            return sheet(self.name, [], visibility=self.visibility, merges=self.merges, flaws=self.flaws)
        top, bottom = min(self.rows), max(self.rows)
        left = min(min(cells) for cells in self.rows.values())
        right = max(max(cells) for cells in self.rows.values())
        refuse_area(bottom, right)
        rows: list[list[Cell]] = []
        for row in range(top, bottom + 1):
            cells = self.rows.get(row, {})
            rows.append([cells.get(column) for column in range(left, max(cells, default=left - 1) + 1)])
        return sheet(
            self.name,
            rows,
            top=top,
            left=left,
            visibility=self.visibility,
            merges=self.merges,
            hidden_rows=_within(self.hidden_rows, top, bottom),
            hidden_columns=_within(self.hidden_columns, left, right),
            flaws=self.flaws,
        )


def _within(spans: list[tuple[int, int]], first: int, last: int) -> list[int]:
    """Return the numbers of spans that lie between two others, each once."""
    return sorted({number for begin, end in spans for number in range(max(begin, first), min(end, last) + 1)})


def refuse_area(last_row: int, last_column: int) -> None:
    """Raise Refusal where the rectangle from A1 to a cell is more than a reader may be asked to lay out."""
    if last_row > limits.ROWS or last_column > limits.COLUMNS or last_row * last_column > limits.AREA:
        raise oversized(f"有内容的区域大到第 {last_row} 行、第 {last_column} 列")


def refuse_merges(count: int) -> None:
    """Raise Refusal where a sheet has more merged areas than a form ever has."""
    if count > limits.MERGES:
        raise oversized(f"合并单元格有 {count} 处，最多 {limits.MERGES} 处")


def _tidy(rows: list[list[Cell]], top: int, left: int, flaws: Flaws) -> None:
    """End lines in one way, and take out numbers that are none."""
    for index, row in enumerate(rows):
        for offset, value in enumerate(row):
            if type(value) is str:
                if "\r" in value:
                    row[offset] = value.replace("\r\n", "\n").replace("\r", "\n")
            elif type(value) is float and not math.isfinite(value):
                flaws[top + index, left + offset] = (ERROR, str(value))
                row[offset] = None


def _mark_merged(rows: list[list[Cell]], top: int, left: int, merges: list[Merge], flaws: Flaws) -> None:
    refuse_merges(len(merges))
    area = 0
    for first_row, first_column, last_row, last_column in merges:
        for row in range(max(first_row, top), min(last_row, top + len(rows) - 1) + 1):
            cells = rows[row - top]
            begin, end = max(first_column, left), min(last_column, left + len(cells) - 1)
            area += max(0, end - begin + 1)
            if area > limits.MERGED_AREA:
                raise oversized("合并单元格互相重叠，范围过大")
            for column in range(begin, end + 1):
                value = cells[column - left]
                if value is not None and (row, column) != (first_row, first_column):
                    flaws.setdefault((row, column), (UNDER_MERGE, _shown(value)))


def _shown(value: Cell) -> str:
    """Return a value in words, as a finding quotes it."""
    text = str(int(value)) if type(value) is float and value.is_integer() else str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
