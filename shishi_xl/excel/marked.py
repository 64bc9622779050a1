"""改错回件: the unit's own workbook sent back with the wrong cells marked, or the nearest thing to it.

These functions open bytes from strangers: they are meant to be called in a worker process with a time limit.
"""

from __future__ import annotations

import io
import warnings
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from shishi_xl.core import corrections
from shishi_xl.core.corrections import Correction
from shishi_xl.core.findings import Finding
from shishi_xl.core.form import CORRECTION_SHEET, IDENTITY_SHEET, INDICATOR_SHEET, FieldName
from shishi_xl.core.held_back import TO_MEND, held_back
from shishi_xl.core.issue import Value, ValueKey
from shishi_xl.excel import correction_sheet, line_height, look, openpyxl_inside, package
from shishi_xl.excel.disarm import clean, disarm, write_text
from shishi_xl.excel.form import Renderer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from shishi_xl.core.grid import Place
    from shishi_xl.core.model import Catalogue
    from shishi_xl.core.period import Period
    from shishi_xl.core.submission import Entry

AUTHOR = "校验意见"  # of our comments; they are taken off again when the file comes back
_BELOW = "\n———— 校验意见 ————\n"  # between a comment of the unit and ours
_MOST_CELLS = 2000
# The cell's format makes something else of the number typed (50 shown as 5000% or 50米), or may do so again.
_OF_FORMAT = frozenset(
    {
        "shown-smaller",
        "date-not-number",
        "percent-impossible",
        "percent-unclear",
        "unit-unclear",
        "not-a-number",
        "not-exact",
        "formula-without-result",
    }
)
# Without its format, or its formula, such a cell would say another thing, or nothing, and be counted so.
_OTHERWISE_WITHOUT = frozenset(
    {"shown-smaller", "date-not-number", "unit-unclear", "not-a-number", "not-exact", "formula-without-result"}
)
# Mended by taking out, putting back or taking apart rows, columns and cells, which a protected sheet does not allow.
_NEEDS_OPEN_SHEET = frozenset(
    {"foreign-row", "unknown-row", "row-missing", "row-repeated", "unknown-indicator", "heading-missing",
     "heading-repeated", "rows-merged", "value-under-merge"}
)  # fmt: skip
_LONGEST_COMMENT = 1000
_RAISED = {
    place: str.maketrans("0123456789", digits)
    for place, digits in (("superscript", "⁰¹²³⁴⁵⁶⁷⁸⁹"), ("subscript", "₀₁₂₃₄₅₆₇₈₉"))
}


class CannotMarkError(ValueError):
    """The original cannot be opened as an .xlsx; a fresh form has to do."""


def mark(original: bytes, findings: Sequence[Finding], how: str = correction_sheet.OWN) -> bytes:
    """Return the unit's own workbook with 改错清单 in front and its wrong cells coloured, commented and unlocked.

    `how` is what the list says is to be done.
    Whatever could run, fetch or point outside is taken out. CannotMarkError when it is not an .xlsx we can open.
    """
    try:
        book = _open(original)
        disarm(book, lambda: _open(original, data_only=True))
        if CORRECTION_SHEET in book.sheetnames:
            del book[CORRECTION_SHEET]
        for sheet in book.worksheets:
            _take_off_old_marks(sheet)
            if sheet.title == IDENTITY_SHEET:
                sheet.sheet_state = "veryHidden"  # LibreOffice knows only hidden ones
        return _finish(book, findings, how)
    except Exception as error:  # a stranger's file can make openpyxl raise anything
        raise CannotMarkError(str(error)) from error


def fresh(
    template_bytes: bytes,
    unit: str,
    period: Period,
    catalogue: Catalogue,
    key: bytes,
    *,
    previous: Mapping[ValueKey, Value],
    entries: Sequence[Entry],
    findings: Sequence[Finding],
) -> bytes:
    """Return a fresh form of the unit and month, filled with what could be read and marked in the same way."""
    renderer = Renderer(template_bytes)
    places = renderer.places(unit, catalogue)
    asked = {column.field: column.rule.type for column in renderer.template.form.columns if column.rule is not None}
    filled: dict[ValueKey, Value] = {
        owner: _as_written(entry)
        for entry in entries
        if (owner := ValueKey(entry.project, entry.indicator, entry.field)) in places
    }
    filled |= held_back(places, entries, findings, asked)
    form = renderer.render(unit, period, catalogue, previous, key, filled=filled)
    return mark(form, [_moved(finding, places) for finding in findings], correction_sheet.FRESH)


def notice_only(findings: Sequence[Finding], name: str) -> bytes:
    """Return a small workbook with nothing but 改错清单, for a file, by its name, of which not even the unit is known."""
    from openpyxl import Workbook

    book = Workbook()
    openpyxl_inside.set_default_font(book, look.default_font())
    book.remove(book.worksheets[0])
    correction_sheet.add(book, corrections.gather(findings), correction_sheet.alone(name))
    return _bytes(book)


def _open(content: bytes, *, data_only: bool = False) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it will not keep, which is what we want
        book = load_workbook(
            io.BytesIO(content), keep_vba=False, keep_links=False, data_only=data_only, rich_text=not data_only
        )
    for sheet in book.worksheets:
        _make_plain(sheet)
    return book


def _make_plain(sheet: Worksheet) -> None:
    """Make rich texts plain ones without what is crossed out in them: otherwise it would come back as if it were valid.

    A raised digit (60¹) becomes such a sign for the same reason.
    """
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    for cell in openpyxl_inside.cells(sheet):
        if not isinstance(cell.value, CellRichText):
            continue
        runs = list(cell.value)
        kept = [_said(run) for run in runs if not (isinstance(run, TextBlock) and run.font.strike)]
        cell.value = "".join(kept) or "".join(map(str, runs))
        if runs and not kept:
            crossed = copy(cell.font)
            crossed.strike = True
            cell.font = crossed


def _said(run: Any) -> str:
    place = getattr(getattr(run, "font", None), "vertAlign", None) or ""
    return str(run).translate(_RAISED.get(place, {}))


def _finish(book: Workbook, findings: Sequence[Finding], how: str) -> bytes:
    lines = corrections.gather(findings)
    for finding in findings:
        if finding.code in _NEEDS_OPEN_SHEET and finding.sheet in book.sheetnames:
            book[finding.sheet].protection.sheet = False
        if finding.code in _OF_FORMAT and finding.cell and finding.sheet in book.sheetnames:
            _show_plainly(book[finding.sheet][finding.cell], finding)
    marked = 0
    for line in lines:
        for place in line.places:
            if place.cell and place.sheet in book.sheetnames and marked < _MOST_CELLS:
                _mark_cell(book[place.sheet], place, line)
                marked += 1
    for sheet in book.worksheets:
        _fit_rows(sheet, line_height.column_pixels(book, sheet))
    correction_sheet.add(book, lines, how)
    cast("Any", book.calculation).fullCalcOnLoad = True  # openpyxl stores no results of the formulas it keeps
    return _bytes(book)


def _show_plainly(cell: Any, finding: Finding) -> None:
    """Take the format off a cell, so that what is typed next shows as it is, and hold back what it would make of what stands there."""
    cell.number_format = "General"
    if finding.code in _OTHERWISE_WITHOUT and not isinstance(cell.value, str):
        write_text(cell, f"{TO_MEND}{finding.value or '公式没有结果'}")


def _fit_rows(sheet: Worksheet, widths: Mapping[int, float]) -> None:
    """Make rows high enough for what was typed into them: openpyxl keeps their heights, which no program then changes."""
    merged = {(area.min_row, area.min_col) for area in sheet.merged_cells.ranges}
    for cell in openpyxl_inside.cells(sheet):
        row = sheet.row_dimensions.get(cell.row)
        typed = isinstance(cell.value, str) and not cell.protection.locked and cell.alignment.wrap_text
        if not typed or (cell.row, cell.column) in merged or row is None or row.height is None:
            continue
        needed = line_height.height(cell.value, widths[cell.column], float(cell.font.sz or 11))
        row.height = min(max(row.height, needed), line_height.HIGHEST)


def _mark_cell(sheet: Worksheet, place: Place, line: Correction) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Protection

    cell = cast("Any", _anchor(sheet, place))
    cell.protection = Protection(locked=False)
    tint = look.TINTS.get(line.level)
    if tint is None:
        return
    if cell.fill.fgColor.rgb != look.WRONG:  # an error outweighs a doubt on the same cell
        cell.fill = look.fill(tint)
    said = line.problem + (f"\n应该怎样填：{line.wanted}" if line.wanted else "")
    before = cell.comment
    if before is not None:
        said = f"{before.text}{_BELOW}{said}"
    author = AUTHOR if before is None else before.author
    cell.comment = Comment(clean(said)[:_LONGEST_COMMENT], author, height=150, width=320)


def _anchor(sheet: Worksheet, place: Place) -> Any:
    """Return the cell of a place; under a merged area that is its first cell, the only one a person can reach."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(place.row, place.column)
    if not isinstance(cell, MergedCell):
        return cell
    return next(sheet.cell(area.min_row, area.min_col) for area in sheet.merged_cells.ranges if cell.coordinate in area)


def _take_off_old_marks(sheet: Worksheet) -> None:
    from openpyxl.comments import Comment

    for cell in openpyxl_inside.cells(sheet):
        if cell.comment is None:
            continue
        own, mark, _ = cell.comment.text.partition(_BELOW)
        if cell.comment.author != AUTHOR and not mark:
            continue
        cell.comment = Comment(own, cell.comment.author) if mark else None
        if cell.fill.fgColor.rgb in look.TINTS.values():
            cell.fill = look.fill(look.INPUT)


def _as_written(entry: Entry) -> Value:
    """Return a value as it should stand in a fresh form: numbers and dates as such, all else in the unit's words."""
    if entry.value is None or entry.flaw or isinstance(entry.value, str):
        return entry.raw
    return entry.value


def _moved(finding: Finding, places: Mapping[ValueKey, Place]) -> Finding:
    """Return a finding at its cell on the fresh form; one that has none there speaks of the whole file."""
    of_indicators = finding.indicator or finding.sheet == INDICATOR_SHEET or finding.code == "unknown-indicator"
    first = next((key for key in places if key.project == finding.project and key.indicator), None)
    indicator = finding.indicator or (first.indicator if first else "")
    keys = [ValueKey(finding.project, finding.indicator, finding.field)]
    keys += [ValueKey(finding.project, indicator, FieldName.CURRENT)] if of_indicators else []
    keys.append(ValueKey(finding.project, "", finding.field or "项目名称"))
    place = next((places[key] for key in keys if key in places), None)
    return replace(finding, place=place)


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return package.settle(buffer.getvalue())
