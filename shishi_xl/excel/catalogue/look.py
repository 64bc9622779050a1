"""How the catalogue looks: quiet headings, a pale colour where the office is asked to type, A4 landscape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from shishi_xl.excel.catalogue.layout import DOUBTS, INDICATORS, PROJECTS, UNITS, Head, Page

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FONT = "微软雅黑"
_THIN = Side(style="thin", color="BFC5CC")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADING = PatternFill("solid", fgColor="2F5D7C")
_INVITED_HEADING = PatternFill("solid", fgColor="7A6A2F")
_INVITED = PatternFill("solid", fgColor="FFFBEA")
_LOCKED = PatternFill("solid", fgColor="F1F3F5")
_DOUBT = PatternFill("solid", fgColor="FDE3C8")
_TABS = {PROJECTS: "2F5D7C", INDICATORS: "2F5D7C", UNITS: "2F5D7C", DOUBTS: "E08A2E"}
_INDENTED, _FIGURE = {"horizontal": "left", "indent": 1}, {"horizontal": "right", "indent": 1}
_FAINT_DOUBT = PatternFill("solid", fgColor="FFF6DD")
_FROZEN = {PROJECTS: "B2", INDICATORS: "C2", UNITS: "B2"}
letters = get_column_letter


def heading(cell: Any, head: Head) -> None:
    """Write and dress one heading, its note included."""
    cell.value = head.title
    cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
    cell.fill = _INVITED_HEADING if head.invited else _HEADING
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _BORDER
    cell.protection = Protection(locked=True)
    cell.comment = note(head.note)


AUTHOR = "shishi-xl"  # of our comments; those of others are the office's


def is_ours(fill: Any) -> bool:
    """Return whether a fill is one that we draw."""
    own = {one.fgColor.rgb for one in (_INVITED, _LOCKED, _DOUBT, _FAINT_DOUBT)}
    return fill.fgColor.rgb in own


def note(text: str) -> Comment:
    """Return a comment whose box shows all of its text."""
    found = Comment(text, AUTHOR)
    found.width, found.height = 260, 34 + 18 * (len(text) // 17 + text.count("\n") + 1)
    return found


def body(cell: Any, head: Head, *, shut: bool) -> None:
    """Dress one cell below a heading."""
    cell.font = Font(name=_FONT, size=10, color="5B6570" if shut else "1F2933")
    cell.border = _BORDER
    beside = {"horizontal": "center"} if head.centred else _FIGURE if head.number not in {"", "@"} else _INDENTED
    cell.alignment = Alignment(vertical="center", wrap_text=True, **beside)
    cell.protection = Protection(locked=shut)
    if head.invited:
        cell.fill = _INVITED
    elif shut:
        cell.fill = _LOCKED
    if head.number:
        cell.number_format = head.number
    elif head.title in {"项目编号", "序号", "附件"}:
        cell.number_format = "@"  # a key typed here must not become a date


def doubtful(cell: Any, text: str = "", *, mild: bool = False) -> None:
    """Colour a cell that the import doubts, with the doubt as its comment; paler where it only asks for a look."""
    cell.fill = _FAINT_DOUBT if mild else _DOUBT
    if text:
        cell.comment = note(text)


def faint(cell: Any) -> None:
    """Grey what stands for "nothing quantified", so that real targets stand out."""
    cell.font = Font(name=_FONT, size=10, italic=True, color="8A949E")


def dress(sheet: Worksheet, page: Page, width: int) -> None:
    """Set widths, freeze, filter, protection and print of one sheet."""
    for column, head in enumerate(page.heads, 1):
        dimension = sheet.column_dimensions[letters(column)]
        dimension.width = head.width
        # An empty row below must take a new line, keys as text, even on a protected sheet.
        dimension.protection = Protection(locked=False)
        if head.number == "@" or head.title == "项目编号":
            dimension.number_format = "@"
    sheet.row_dimensions[1].height = 28
    sheet.freeze_panes = _FROZEN.get(page.name, "A2")
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.auto_filter.ref = f"A1:{letters(width)}{max(2, sheet.max_row)}"
    sheet.sheet_properties.tabColor = _TABS.get(page.name, "8A949E")
    if page.protected:
        sheet.protection.sheet = True
        for free in ("formatCells", "formatColumns", "formatRows", "insertRows", "insertColumns", "deleteRows",
                     "sort", "autoFilter"):  # fmt: skip
            setattr(sheet.protection, free, False)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.75, 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=f"项目库 · {page.name}"))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="第 &P 页，共 &N 页"))
