"""上期填报: a locked copy of what was accepted last month, one block of rows for each project."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from shishi_xl.core.form import (
    INDICATOR_SHEET,
    PREVIOUS_NOTE,
    PREVIOUS_SHEET,
    PROJECT_SHEET,
    Column,
    FieldName,
    FieldType,
    Scope,
)
from shishi_xl.core.grid import column_letters
from shishi_xl.core.issue import INDICATOR_FIELDS
from shishi_xl.excel import look
from shishi_xl.excel.sheet_plan import Kind, Paper
from shishi_xl.excel.template import Layout, Template
from shishi_xl.excel.template_sheet import fields_in

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = (11.69, 8.27)  # inches, lying
_HEADING_ROW = 4
_PROTOTYPE = 5
_TOLD = "accepted:"  # before a field whose value is last month's
_WIDTHS = {"序号": 5.5, "项目名称": 17, "指标": 20, "计量单位": 10, "年度目标": 10, "形象进度": 40}
_PROJECT_TEXT, _INDICATOR_TEXT, _NUMBER = 30, 18, 13


@dataclass(frozen=True, slots=True)
class _Copied:
    """A column of the form that shows on this sheet."""

    column: Column
    heading: str
    token: str


def layout(sheet: Worksheet, template: Template) -> Layout | None:
    """Return where the rows of the sheet begin, None for any other sheet."""
    del template  # its columns are all above the same row
    return Layout(sheet.title, (_HEADING_ROW, _HEADING_ROW), _PROTOTYPE) if sheet.title == PREVIOUS_SHEET else None


def role(sheet: Worksheet, content: Any, kind: Kind, field: str) -> tuple[Kind, str, bool]:
    """Return a cell's kind, its field and whether it speaks of the project; only this sheet's own cells change."""
    if sheet.title != PREVIOUS_SHEET or not isinstance(content, str):
        return kind, field, False
    asked = fields_in(content)
    if len(asked) != 1 or content != f"{{{{{asked[0]}}}}}":
        return kind, field, False
    told = asked[0].removeprefix(_TOLD)
    scope, _, name = told.rpartition(":")
    if told != asked[0]:
        return Kind.ACCEPTED, name, scope == Scope.PROJECT.value
    return Kind.PRESET, told, told not in INDICATOR_FIELDS


def paper(sheet: Worksheet, width: float) -> Paper | None:
    """Return what the sheet is printed on, None for any other sheet; `width` is its table's, in points."""
    if sheet.title != PREVIOUS_SHEET:
        return None
    margins = sheet.page_margins
    across, down = _A4[0] - margins.left - margins.right, _A4[1] - margins.top - margins.bottom
    repeated = sum(sheet.row_dimensions[row].height or 0.0 for row in (_HEADING_ROW - 1, _HEADING_ROW))
    return Paper((across * 72, down * 72), width, repeated)


def add(book: Workbook, template: Template) -> Worksheet:
    """Return the sheet, put behind the two of the form, in the look of their rows."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(PREVIOUS_SHEET, 2)
    columns = _columns(template)
    last = len(columns)
    for row, text, font, side, height in (
        (1, "{{上期}}填报情况（已接收）", look.title_font(20), "center", 40.0),
        (2, f"{PREVIOUS_NOTE}。累计数一般不应小于这里的数。", look.body_font(11, look.QUIET), "center", 20.0),
        (3, "填报单位：{{填报单位}}", look.body_font(14, bold=True), "left", 26.0),
    ):
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, look.align(side)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        sheet.row_dimensions[row].height = height
    for number, copied in enumerate(columns, start=1):
        _draw(book, sheet, number, copied, template)
    sheet.row_dimensions[_HEADING_ROW].height = 36
    sheet.row_dimensions[_PROTOTYPE].height = 24
    sheet.freeze_panes = f"C{_PROTOTYPE}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADING_ROW - 1}:{_HEADING_ROW}"
    sheet.HeaderFooter = copy(book[PROJECT_SHEET].HeaderFooter)
    sheet.page_margins = copy(book[PROJECT_SHEET].page_margins)
    return sheet


def _columns(template: Template) -> list[_Copied]:
    form = template.form
    found = []
    for scope, presets in ((Scope.PROJECT, ("序号", "项目名称")), (Scope.INDICATOR, ("指标", "计量单位", "年度目标"))):
        for field in presets:
            column = form.find(field, scope)
            if column is not None:
                found.append(_Copied(column, column.headings[-1], f"{{{{{field}}}}}"))
        found += [
            _Copied(column, _heading(column), f"{{{{{_TOLD}{scope.value}:{column.field}}}}}")
            for column in form.of(scope)
            if column.rule is not None
        ]
    return found


def _heading(column: Column) -> str:
    return "1-{{月}}月累计" if column.field == FieldName.CURRENT else column.headings[-1]


def _draw(book: Workbook, sheet: Worksheet, number: int, copied: _Copied, template: Template) -> None:
    column = copied.column
    heading = sheet.cell(_HEADING_ROW, number, copied.heading)
    heading.font, heading.alignment = look.heading_font(12), look.align("center")
    heading.border, heading.fill = look.box(), look.fill(look.HEADING)
    source_sheet = PROJECT_SHEET if column.scope is Scope.PROJECT else INDICATOR_SHEET
    source = book[source_sheet].cell(template.layouts[source_sheet].prototype, column.column)
    cell = sheet.cell(_PROTOTYPE, number, copied.token)
    cell.font, cell.alignment = cast("Any", copy(source.font)), cast("Any", copy(source.alignment))
    cell.number_format = source.number_format
    cell.border = look.box()
    text = column.rule is not None and column.rule.type is FieldType.TEXT
    wide = (_PROJECT_TEXT if column.scope is Scope.PROJECT else _INDICATOR_TEXT) if text else _NUMBER
    width = _WIDTHS.get(column.field, wide)
    sheet.column_dimensions[column_letters(number)].width = width
