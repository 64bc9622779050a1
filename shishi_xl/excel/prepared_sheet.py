"""One sheet of the template made ready for a unit: what may be written where, with which help, seen in which colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from shishi_xl.core.form import Column, FieldName, Scope
from shishi_xl.core.grid import column_letters
from shishi_xl.excel import look
from shishi_xl.excel.sheet_plan import FALLING
from shishi_xl.excel.validations import NUMBER_FORMATS, validation

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from shishi_xl.excel.template import Layout, Template


def prepare(sheet: Worksheet, layout: Layout, template: Template) -> None:
    """Lock all but the input cells, put the rules and the colours on them."""
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Protection

    inputs = {
        (layout.prototype, column.column): column
        for column in template.form.inputs
        if column.sheet == sheet.title and column.scope is not Scope.FORM
    }
    inputs |= {
        (found.row, found.column.column): found.column
        for found in template.form_inputs
        if found.column.sheet == sheet.title
    }
    for row in sheet.iter_rows():
        for cell in row:
            column = inputs.get((cell.row or 0, cell.column or 0))
            cell.protection = Protection(locked=column is None)
            if column is not None and isinstance(cell, Cell):
                _make_input(cell, column)
    _validate(sheet, inputs)
    _filter(sheet, layout, template)
    _mark_figures(sheet, layout, template)
    protect(sheet)


def _make_input(cell: Cell, column: Column) -> None:
    rule = column.rule
    if cell.fill.fill_type is None:
        cell.fill = look.fill(look.INPUT)
    if rule is not None and cell.number_format == "General" and rule.type in NUMBER_FORMATS:
        cell.number_format = NUMBER_FORMATS[rule.type]


def protect(sheet: Worksheet) -> None:
    """Lock the sheet without a password; what does not change the content stays free."""
    from openpyxl.worksheet.protection import SheetProtection

    # False: not forbidden. A password the office may have set on its template is not passed on.
    sheet.protection = SheetProtection(
        sheet=True, objects=True, scenarios=True, sort=False, autoFilter=False, formatColumns=False, formatRows=False
    )


def _validate(sheet: Worksheet, inputs: dict[tuple[int, int], Column]) -> None:
    taken = {f"{column_letters(column)}{row}" for row, column in inputs}
    kept = []
    for old in sheet.data_validations.dataValidation:
        old.sqref.ranges = {area for area in old.sqref.ranges if not any(cell in area for cell in taken)}
        if old.sqref.ranges:
            kept.append(old)
    sheet.data_validations.dataValidation = kept
    for (row, number), column in inputs.items():
        if column.rule is not None:
            made = validation(column.rule, column.field)
            made.add(f"{column_letters(number)}{row}")
            sheet.add_data_validation(made)


def _filter(sheet: Worksheet, layout: Layout, template: Template) -> None:
    """Put the filter under the heading: on a protected sheet people can only use one that is already there."""
    columns = [
        column.column
        for column in template.form.columns
        if column.sheet == sheet.title and column.scope is not Scope.FORM
    ]
    first, last = column_letters(min(columns)), column_letters(max(columns))
    sheet.auto_filter.ref = f"{first}{layout.headings[1]}:{last}{layout.prototype}"


def _mark_figures(sheet: Worksheet, layout: Layout, template: Template) -> None:
    from openpyxl.formatting import rule as rules

    def letter(field: str) -> str | None:
        column = template.form.find(field, Scope.INDICATOR)
        return column_letters(column.column) if column is not None and column.sheet == sheet.title else None

    row = layout.prototype
    completion, current, last_month, unit, target = (
        letter(field) for field in (FieldName.COMPLETION, FieldName.CURRENT, FieldName.PREVIOUS, "计量单位", "年度目标")
    )
    if completion:
        bar = cast("Any", rules).DataBarRule("num", 0, "num", 1, color=look.BAR, minLength=0, maxLength=100)
        sheet.conditional_formatting.add(f"{completion}{row}", bar)
    if current and last_month:
        fell = f"AND(ISNUMBER(${current}{row}),ISNUMBER(${last_month}{row}),${current}{row}<${last_month}{row})"
        font = look.body_font(12, look.ALARM, bold=True)
        sheet.conditional_formatting.add(FALLING, cast("Any", rules).FormulaRule([fell], font=font))
    if current and unit and target:
        # Excel turns a typed 85% into 0.85; whoever meant that sees the cell turn yellow beside a tiny 完成率.
        share = (
            f'AND(${unit}{row}="%",ISNUMBER(${current}{row}),${current}{row}>0,${current}{row}<=1,${target}{row}>10)'
        )
        doubtful = cast("Any", rules).FormulaRule([share], fill=look.fill(look.DOUBTFUL))
        sheet.conditional_formatting.add(f"{current}{row}", doubtful)
