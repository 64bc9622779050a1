"""The template made ready for issuing: styles settled and cells locked once, each sheet turned into a plan."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shishi_xl.core.form import IDENTITY_SHEET, RULES_SHEET, Column, FieldName, Scope
from shishi_xl.core.grid import column_letters
from shishi_xl.excel import line_height, openpyxl_inside, package, prepared_sheet, previous_sheet
from shishi_xl.excel.sheet_plan import MERGES_HERE, Area, Cell, Kind, Row, SheetPlan
from shishi_xl.excel.template import Template, open_workbook
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as OpenCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_AT_MOST = '"≤"General'  # so that the unit sees which way the target is met
_TAIL_REF = regex(r'(?<=[ q]ref=")([^"]*)(?=")')
_DIMENSION = regex(r"<dimension [^>]*/>")  # says how many rows there are; readers do without
_NAME_REF = regex(r"('[^']+'|[^'!<>,]+)!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")
_LETTER = regex(r"&#(\d{3,7});")  # openpyxl writes 月 so, in which no token is found
_AFTER_MERGES = regex(r"<(?:phoneticPr|conditionalFormatting|dataValidations|hyperlinks|printOptions|pageMargins)\b")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A template ready to be rendered for any unit; nothing in it ever changes."""

    sheets: tuple[SheetPlan, ...]
    parts: dict[str, bytes]  # those that are the same in every form
    workbook: tuple[str, ...]  # xl/workbook.xml; every second piece is "sheet!ref" of a defined name
    identity_style: int


def build(template: Template, *, with_previous: bool) -> Skeleton:
    """Return the template prepared, with or without the sheet 上期填报."""
    book = open_workbook(template.content)
    _drop_what_is_not_issued(book)
    for name, layout in template.layouts.items():
        prepared_sheet.prepare(book[name], layout, template)
    if with_previous:
        prepared_sheet.protect(previous_sheet.add(book, template))
    hidden = book.create_sheet(IDENTITY_SHEET)
    hidden.sheet_state = "veryHidden"
    prepared_sheet.protect(hidden)
    hidden["A1"].number_format = "@"
    identity_style = hidden["A1"].style_id
    hidden["A1"].value = None
    _open_on_the_form(book, template)
    plans = [_plan(book, sheet, template, number) for number, sheet in enumerate(book.worksheets, start=1)]
    return _assemble(book, plans, identity_style)


def _drop_what_is_not_issued(book: Workbook) -> None:
    """Take away the rules, and every link, note or name that would point to what an issued form does not have."""
    from openpyxl.cell.cell import Cell as OpenCell

    del book[RULES_SHEET]
    for name in list(book.defined_names):
        if RULES_SHEET in (text := str(book.defined_names[name].attr_text)) or "[" in text or "#REF" in text:
            del book.defined_names[name]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, OpenCell):
                    cell.hyperlink = None
                    cell.comment = None
        openpyxl_inside.forget_links(sheet)


def _open_on_the_form(book: Workbook, template: Template) -> None:
    """Let the form open on its first sheet, with the first cell to be filled in selected."""
    book.active = 0
    for number, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = number == 0
        layout = template.layouts.get(sheet.title)
        inputs = [
            column.column
            for column in template.form.inputs
            if column.sheet == sheet.title and column.scope is not Scope.FORM
        ]
        if layout and inputs:
            for selection in sheet.sheet_view.selection:
                selection.activeCell = selection.sqref = f"{column_letters(min(inputs))}{layout.prototype}"


def _plan(book: Workbook, sheet: Worksheet, template: Template, index: int) -> SheetPlan:
    """Return the sheet's plan, and empty its cells so that their text is not saved with the skeleton."""
    from openpyxl.cell.cell import Cell as OpenCell

    layout = template.layouts.get(sheet.title) or previous_sheet.layout(sheet, template)
    prototype = layout.prototype if layout else 0
    fields = {
        column.column: column
        for column in template.form.columns
        if column.sheet == sheet.title and column.scope is not Scope.FORM
    }
    form_inputs = {
        (found.row, found.column.column): found.column
        for found in template.form_inputs
        if found.column.sheet == sheet.title
    }
    widths = line_height.column_pixels(book, sheet)
    rows = []
    for line in sheet.iter_rows():
        cells = []
        for cell in line:
            place = (cell.row or 0, cell.column or 0)
            column = fields.get(place[1]) if place[0] == prototype else form_inputs.get(place)
            if cell.has_style or cell.value is not None:
                cells.append(_cell(sheet, cell, column, widths))
        number = line[0].row or 0
        dimension = sheet.row_dimensions[number]
        rows.append(Row(number, tuple(cells), dimension.height, bool(dimension.hidden)))
    merges = [Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    own = [area for area in merges if area.top == area.bottom == prototype]
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell, OpenCell):
                cell.value = None
    sheet.merged_cells.ranges.clear()
    return SheetPlan(
        sheet.title,
        f"xl/worksheets/sheet{index}.xml",
        "",
        (),
        tuple(row for row in rows if row.number != prototype and (row.cells or row.height is not None)),
        next((row for row in rows if row.number == prototype), None),
        tuple(sorted((area for area in merges if area not in own), key=lambda area: (area.top, area.left))),
        tuple(sorted((area.left, area.right) for area in own)),
        previous_sheet.paper(sheet, sum(widths.values()) * 0.75),
    )


def _cell(sheet: Worksheet, cell: OpenCell | MergedCell, column: Column | None, widths: dict[int, float]) -> Cell:
    merged = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
    first = cell.column or 0
    last = merged.max_col if merged else first
    kind, at_most = Kind.FIXED, 0
    content = cell.value if isinstance(cell.value, str | int | float | date) else None
    if column is not None and column.scope is not Scope.FORM:
        kind = Kind.INPUT if column.rule is not None else Kind.PRESET
        if column.field == FieldName.COMPLETION:
            kind = Kind.COMPLETION
        if column.field == "年度目标":
            at_most = openpyxl_inside.style_variant(cell, _AT_MOST)
    kind, field, once = previous_sheet.role(sheet, content, kind, column.field if column else "")
    return Cell(
        first,
        cell.style_id,
        content,
        kind,
        field,
        at_most,
        once,
        sum(widths.get(number, 0.0) for number in range(first, last + 1)) - float(cell.alignment.indent or 0) * 9,
        float(cell.font.sz or 11),
        bool(cell.alignment.wrap_text) and (merged is None or merged.min_row == merged.max_row),  # else rows share it
    )


def _assemble(book: Workbook, plans: list[SheetPlan], identity_style: int) -> Skeleton:
    buffer = io.BytesIO()
    book.save(buffer)
    parts = package.unpack(buffer.getvalue())
    sheets = []
    for plan in plans:
        text = parts.pop(plan.part).decode()
        head, _, rest = text.partition("<sheetData")
        tail = rest.removeprefix(" />").removeprefix("/>")
        tail = tail.partition("</sheetData>")[2] if "</sheetData>" in tail else tail
        tail = _LETTER.sub(lambda match: chr(int(match[1])), tail)
        at = _AFTER_MERGES.search(tail)
        where = at.start() if at else 0
        pieces = tuple(_TAIL_REF.split(tail[:where] + MERGES_HERE + tail[where:]))
        head = _DIMENSION.sub("", head)
        sheets.append(replace(plan, head=head, tail=pieces))
    workbook = tuple(_NAME_REF.split(parts.pop("xl/workbook.xml").decode()))
    parts.pop(package.CORE_PROPERTIES)
    return Skeleton(tuple(sheets), parts, workbook, identity_style)
