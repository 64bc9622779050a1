"""The frame of a plain sheet: a title, a line that says what it shows, one heading row, filters, print set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.excel import breaks
from shishi_xl.excel.consolidated.fitting import LEGIBLE, height, points
from shishi_xl.excel.consolidated.layout import HEAD_ROW
from shishi_xl.excel.consolidated.page import A4

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shishi_xl.core.period import Period
    from shishi_xl.excel.consolidated.fitting import Column
    from shishi_xl.excel.consolidated.page import Page

FIRST = HEAD_ROW + 1
_FEW = 1.18  # of the pages before it: so much more would be a last page with a few rows


def begin(page: Page, period: Period, line: str, columns: Sequence[Column], *, frozen: int = 0) -> None:
    """Write what stands above the rows, on paper of its own too; `frozen` columns stay when one scrolls to the right."""
    page.columns(columns)
    page.text(1, 1, f"{page.name}（{period.year}年{period.months}）", "sheet title")
    page.set_height(1, 30)
    width = sum(column.width for column in columns)
    page.merge((2, 1), (2, len(columns)), "line wrapped")
    page.text(2, 1, line, "line wrapped")
    page.set_height(2, max(20, height(line, width, 10.5)))
    for at, column in enumerate(columns, 1):
        page.text(HEAD_ROW, at, column.heading, "head")
    page.set_height(HEAD_ROW, max(30, *(height(column.heading, column.width - 3, 11) for column in columns)))
    page.sheet.freeze_panes(HEAD_ROW, frozen)
    page.sheet.repeat_rows(0, HEAD_ROW - 1)
    page.print_on(A4)


def end(page: Page, columns: Sequence[Column], rows: int, *, hidden: int = 0) -> None:
    """Set the filter over the heading and its rows; a total below them stays out of it. Make room for what was written.

    `hidden` columns at the right belong to the rows too: when one sorts, they must come along.
    """
    settled = page.settle(columns)
    page.show(settled)
    _spare_a_page(page, points([column.width for column in settled]))
    if rows:
        page.sheet.autofilter(HEAD_ROW - 1, 0, HEAD_ROW - 1 + rows, len(columns) + hidden - 1)


def _spare_a_page(page: Page, width: float) -> None:
    """Shrink the table a little where only a few rows would stand on its last page."""
    across, down = page.paper
    repeated = sum(page.heights[row] for row in range(1, HEAD_ROW + 1))
    heights = [high for row, high in sorted(page.heights.items()) if row > HEAD_ROW]
    room = breaks.room((across, down), width, repeated)
    pages = len(breaks.page_ends(heights, [False] * len(heights), room))  # without the last one
    shrunk = sum(heights) / (pages * room) if pages else 1.0
    if 1.0 < shrunk <= _FEW and min(1.0, across / width) / shrunk >= LEGIBLE:
        page.sheet.fit_to_pages(1, pages)
