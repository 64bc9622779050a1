"""The sheet 改错清单: one line for each thing to put right, with a link to its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.corrections import HEADINGS, Correction, summary
from shishi_xl.core.form import CORRECTION_SHEET
from shishi_xl.excel import line_height, look
from shishi_xl.excel.disarm import write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (6, 26, 56, 30, 34)
_HEADING_ROW = 3
_MOST = 500  # lines; whoever has more has another problem than these
_SEVERAL = "写着几格的，跳到的是第一格，其余各格照“位置”找，都要看一遍。"
_SEND_BACK = (
    "标红的格子必须改正，标黄的请核对。点“序号”可以跳到那一格。改好后保存，把本文件直接发回即可，这张清单不用删。"
)
OWN = _SEND_BACK
FRESH = (
    "发来的文件没有办法直接改，后面换成了你单位这个月的表，读得出的已经填好，没有填的请补填；写着“待改：”的格子，请填上正确的内容并删去“待改：”，否则还会退回。"
    + _SEND_BACK
)


def alone(name: str) -> str:
    """Return what is to be done where no form can follow: whoever gets it must know which file is meant."""
    return f"发来的文件“{name}”没有办法使用。请按“应该怎样填”改好后，重新发来。"


def add(book: Workbook, lines: Sequence[Correction], how: str) -> None:
    """Put the sheet in front of a workbook; `how` says what is to be done with it."""
    several = _SEVERAL if book.worksheets and any(len(line.places) > 1 for line in lines) else ""
    sheet = book.create_sheet(CORRECTION_SHEET, 0)
    _above(sheet, summary(lines) + how + several)
    for number, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), start=1):
        sheet.column_dimensions["ABCDE"[number - 1]].width = width
        cell = sheet.cell(_HEADING_ROW, number, heading)
        cell.font, cell.alignment = look.heading_font(12), look.align("center")
        cell.border, cell.fill = look.box(), look.fill(look.HEADING)
    sheet.row_dimensions[_HEADING_ROW].height = 28
    names = {other.title for other in book.worksheets}
    for number, line in enumerate(lines[:_MOST], start=1):
        _write(sheet, _HEADING_ROW + number, number, line, names)
    if len(lines) > _MOST:
        write_text(sheet.cell(_HEADING_ROW + _MOST + 1, 3), f"还有{len(lines) - _MOST}处没有列出，请先改正以上各处。")
    _page(sheet)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _above(sheet: Worksheet, said: str) -> None:
    title = sheet.cell(1, 1, CORRECTION_SHEET)
    title.font, title.alignment = look.title_font(20), look.align("center")
    hint = sheet.cell(2, 1)
    write_text(hint, said)
    hint.font, hint.alignment = look.body_font(12), look.align("left")
    needed = line_height.height(said, sum(_WIDTHS) * 8 - 9, 12)
    for row, height in ((1, 38.0), (2, max(44.0, needed))):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
        sheet.row_dimensions[row].height = height


def _write(sheet: Worksheet, row: int, number: int, line: Correction, names: set[str]) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    high = 26.0
    texts = (str(number), line.position, line.problem, line.current, line.wanted)
    for column, (text, width) in enumerate(zip(texts, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(row, column)
        write_text(cell, text)
        cell.font, cell.border = look.body_font(12), look.box()
        cell.alignment = look.cell_align("center" if column == 1 else "left")
        high = max(high, line_height.height(text, width * 8 - 9, 12))
    sheet.cell(row, 1).value = number
    if line.level in look.TINTS:
        sheet.cell(row, 1).fill = look.fill(look.TINTS[line.level])
    if line.places and line.places[0].sheet in names:
        first = line.places[0]
        link = sheet.cell(row, 1)  # a short cell: LibreOffice does not wrap the text of a linked one
        name = first.sheet.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!{first.cell or 'A1'}")
        link.font = look.link_font(12)
    sheet.row_dimensions[row].height = min(high, line_height.HIGHEST)


def _page(sheet: Worksheet) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))
