"""The sheets of 项目库.xlsx as plain tables of values, with the little of formats and formulas that reading needs.

An ordinary file is read by calamine, ten times as fast and without loading openpyxl. What it does not tell, a formula
whose result was never stored or an error value, is asked of openpyxl: so is every file written in an unusual way.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from shishi_xl.excel import openpyxl_inside
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS = 20_010, 200
_MOST_CELLS = 5_000_000  # calamine lays out the whole used area, so a stray cell in a far corner is openpyxl's

_CELL = regex(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]+)")?([^<>]*)>')
_SHEET = regex(r"<sheet\s[^<>]*>")
_ATTRIBUTE = regex(r"""([\w:]+)\s*=\s*"([^"]*)\"""")
_FORMAT = regex(r"<numFmt\s[^<>]*>")
_CELL_STYLES = regex(r"<cellXfs[^<>]*>(.*?)</cellXfs>", re.DOTALL)
_STYLE = regex(r"<xf\s[^<>]*>")
# Merged cells, dates as text, error values, escapes of control characters, other vocabularies: all rare here.
_UNUSUAL = (b"<mergeCell ", b't="d"', b't="e"', b"<!", b"_x00", b"='")
_FORMULA = regex(rb"<f[\s>/]")
_SHARED = "xl/sharedStrings.xml"
_PERCENT_FORMATS = {"9", "10"}  # 0% and 0.00% have no text of their own


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its values from A1 on, and by (row, column) the number formats with % and the unsaved formulas."""

    values: list[list[Any]]
    percents: set[tuple[int, int]] = field(default_factory=set)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Any:
        """Return the value in a row and a column, None outside."""
        line = self.values[row - 1] if row <= len(self.values) else ()
        return line[column - 1] if column <= len(line) else None


def read(data: bytes) -> dict[str, Table]:
    """Return the worksheets by title, in order; whatever the readers raise when it is no workbook."""
    return _quick(data) or _thorough(data)


def _quick(data: bytes) -> dict[str, Table] | None:
    """Return the sheets as calamine reads them, None where it could miss something."""
    import python_calamine

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _percent_styles(archive.read("xl/styles.xml").decode())
            parts = {title: archive.read(part) for title, part in _worksheets(archive).items()}
            if _SHARED in archive.namelist() and b"_x00" in archive.read(_SHARED):
                return None
        percents = {title: _percents(xml, styles) for title, xml in parts.items()}
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            title: Table([_plain(line) for line in book.get_sheet_by_name(title).to_python(False, MOST_ROWS)], found)
            for title, found in percents.items()
        }
    except Exception:  # noqa: BLE001 - unusual or broken: openpyxl reads it, or says why not
        return None


class _UnusualError(Exception):
    """A sheet that is not written the way Excel, WPS and LibreOffice write one."""


def _worksheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each worksheet by title, in order."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    parts = {}
    for tag in re.findall(r"<Relationship\s[^<>]*>", relations):
        found = dict(_ATTRIBUTE.findall(tag))
        target = found["Target"]
        parts[found["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = [dict(_ATTRIBUTE.findall(tag)) for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode())]
    return {unescape(found["name"]): parts[found["r:id"]] for found in sheets if "sheet" in parts[found["r:id"]]}


def _percent_styles(styles: str) -> set[bytes]:
    """Return the numbers of the cell styles that show a value as a percent."""
    formats = [dict(_ATTRIBUTE.findall(tag)) for tag in _FORMAT.findall(styles)]
    percents = _PERCENT_FORMATS | {found["numFmtId"] for found in formats if "%" in found["formatCode"]}
    listed = _CELL_STYLES.findall(styles)
    if len(listed) != 1:
        raise _UnusualError
    kinds = [dict(_ATTRIBUTE.findall(tag)).get("numFmtId") for tag in _STYLE.findall(listed[0])]
    return {str(number).encode() for number, kind in enumerate(kinds) if kind in percents}


def _percents(xml: bytes, styles: set[bytes]) -> set[tuple[int, int]]:
    """Return the places of the percents of a worksheet; _UnusualError where the sheet must be read thoroughly."""
    if b"<worksheet" not in xml or _FORMULA.search(xml) or any(mark in xml for mark in _UNUSUAL):
        raise _UnusualError
    cells = _CELL.findall(xml)
    filled = [cell for cell in cells if not cell[3].endswith(b"/")]
    if len(cells) != xml.count(b"<c ") or any(b' s="' in cell[3] for cell in filled):
        raise _UnusualError
    columns = {letters: _number(letters) for letters in {cell[0] for cell in filled}}
    if max(columns.values(), default=0) * max((int(cell[1]) for cell in filled), default=0) > _MOST_CELLS:
        raise _UnusualError
    return {(int(row), columns[letters]) for letters, row, style, _ in filled if style in styles}


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _plain(line: list[Any]) -> list[Any]:
    """Return a row as openpyxl gives it: nothing for an empty cell, a moment for a day."""
    return [
        None if value == "" else datetime(value.year, value.month, value.day) if type(value) is date else value
        for value in line
    ]


def _thorough(data: bytes) -> dict[str, Table]:
    """Return the sheets as openpyxl reads them."""
    import openpyxl

    stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    typed = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: _asked(sheet, typed[sheet.title]) for sheet in stored.worksheets}


def _asked(stored: Worksheet, typed: Worksheet) -> Table:
    table = Table([[None] * min(stored.max_column, MOST_COLUMNS) for _ in range(min(stored.max_row, MOST_ROWS))])
    for cell in _near(stored):
        table.values[cell.row - 1][cell.column - 1] = cell.value
        if "%" in (cell.number_format or ""):
            table.percents.add((cell.row, cell.column))
    for cell in _near(typed):
        if cell.data_type == "f" and table.at(cell.row, cell.column) is None:
            table.formulas[cell.row, cell.column] = str(getattr(cell.value, "text", cell.value))
    return table


def _near(sheet: Worksheet) -> Iterator[Any]:
    """Yield the cells a sheet really has; walking its used area, a stray one in the last corner means 4 million."""
    return (cell for cell in openpyxl_inside.cells(sheet) if cell.row <= MOST_ROWS and cell.column <= MOST_COLUMNS)
