"""The few things openpyxl does not open to its users; every reach into it is here."""
# ruff: noqa: SLF001 - that is what this module is for

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet


def default_font(book: Workbook) -> Font:
    """Return the font of the style Normal, in whose digits column widths are counted."""
    return cast("Font", cast("Any", book)._named_styles["Normal"].font)


def set_default_font(book: Workbook, font: Font) -> None:
    """Make a font that of the style Normal and of every cell without a style, in a new workbook."""
    from openpyxl.utils.indexed_list import IndexedList

    inside = cast("Any", book)
    inside._fonts = IndexedList([font])
    inside._named_styles["Normal"].font = font


def forget_links(sheet: Worksheet) -> None:
    """Drop the sheet's hyperlinks: clearing the cells' own is not enough, a second list is what gets written."""
    cast("Any", sheet)._hyperlinks = []


def forget_drawings(sheet: Worksheet) -> None:
    """Drop the sheet's pictures and charts."""
    inside = cast("Any", sheet)
    inside._images, inside._charts = [], []


def cells(sheet: Worksheet) -> list[Any]:
    """Return the cells a sheet really has; going by its used area, one cell in the last corner means 17 billion."""
    return list(cast("Any", sheet)._cells.values())


def forget_external_links(book: Workbook) -> None:
    """Drop the links to other files."""
    cast("Any", book)._external_links = []


def style_variant(cell: Cell | MergedCell, number_format: str) -> int:
    """Return the id of the cell's style with another number format; the cell keeps its own.

    The registry keeps the very object it is given, so the variant must be a copy.
    """
    inside = cast("Any", cell)
    own = inside._style
    inside._style = copy(own)
    inside.number_format = number_format
    style = int(inside.style_id)
    inside._style = own
    return style
