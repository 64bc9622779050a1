"""Small hands for the tests of workbooks: open, edit, save."""

import io

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from shishi_xl.excel import blank_template


def opened(content):
    return load_workbook(io.BytesIO(content))


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited_template(*edits):
    """Return the drawn template after each edit (a function of the workbook)."""
    book = opened(blank_template.draw())
    for edit in edits:
        edit(book)
    return saved(book)


def unlocked(sheet):
    """Return the cells of a sheet that may be written, as Excel names them."""
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def texts(sheet):
    """Return the sheet as rows of shown texts, without empty cells at the end."""
    rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
    return [" | ".join(row).rstrip(" |") for row in rows]


def put(sheet_name, **cells):
    """Return an edit that sets cells of a sheet: put("填报规则", B2="文字")."""

    def edit(book):
        for cell, value in cells.items():
            book[sheet_name][cell] = value

    return edit


def add_column(heading, rule, at=8):
    """Return an edit that adds a column to 推进情况表 as an office would: heading, token, rule row."""

    def edit(book):
        sheet = book["推进情况表"]
        letter = get_column_letter(at)
        sheet[f"{letter}4"] = heading
        sheet.merge_cells(f"{letter}4:{letter}5")
        sheet[f"{letter}6"] = f"{{{{{heading}}}}}"
        book["填报规则"].append(rule)

    return edit


def move_rows_down(book):
    """Put a title row above everything on 推进情况表, as Excel does: merges and heights move along."""
    sheet = book["推进情况表"]
    merges = [str(area) for area in sheet.merged_cells.ranges]
    for area in merges:
        sheet.unmerge_cells(area)
    heights = {row: dimension.height for row, dimension in sheet.row_dimensions.items()}
    sheet.insert_rows(1)
    for area in merges:
        first, last = area.split(":")
        sheet.merge_cells(f"{_down(first)}:{_down(last)}")
    for row, height in heights.items():
        sheet.row_dimensions[row + 1].height = height
    sheet["A1"] = "附件3"
    sheet.print_title_rows = "5:6"
    sheet.freeze_panes = "C7"


def swap_columns(first, second):
    """Return an edit that swaps two columns below the heading's first row on 推进情况表."""

    def edit(book):
        sheet = book["推进情况表"]
        for row in (4, 6):
            one, two = sheet[f"{first}{row}"], sheet[f"{second}{row}"]
            one.value, two.value = two.value, one.value

    return edit


def _down(cell):
    letters = cell.rstrip("0123456789")
    return f"{letters}{int(cell[len(letters) :]) + 1}"
