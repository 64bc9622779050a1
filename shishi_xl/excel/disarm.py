"""Everything that could run, fetch or point outside, taken out of a stranger's workbook before it leaves us again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from shishi_xl.excel import openpyxl_inside
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# A cell, an area, whole columns or rows, on this or another sheet of the same file; nothing with [ or | (file, DDE).
_REFERENCE = regex(
    r"(?:(?:'[^'\[\]|]+'|[\w.]+)!)?\$?(?:[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|[A-Z]{1,3}:\$?[A-Z]{1,3}|\d{1,7}:\$?\d{1,7})"
)
_FUNCTION = regex(
    r"(?:IF|AND|OR|NOT|ISNUMBER|ISBLANK|ISTEXT|IFERROR|SUM|MIN|MAX|ROUND|ABS|AVERAGE|COUNT|COUNTA|LEN|SUMIF|COUNTIF"
    r"|SUBTOTAL|INT|TRIM|VALUE|DATE|YEAR|MONTH|DAY|N)\(",
    re.IGNORECASE,
)


def disarm(book: Workbook, values: Callable[[], Workbook]) -> None:
    """Change the workbook so that only values, plain looks and harmless formulas of locked cells are left.

    `values` gives the same workbook with stored results instead of formulas; it is called only when one is needed.
    """
    inside = cast("Any", book)
    openpyxl_inside.forget_external_links(book)
    inside.security = None
    inside.custom_doc_props.props.clear()
    for chart in list(book.chartsheets):
        book.remove(chart)
    _drop_names(inside.defined_names)
    stored: Workbook | None = None
    for sheet in book.worksheets:
        openpyxl_inside.forget_links(sheet)
        openpyxl_inside.forget_drawings(sheet)
        sheet.tables.clear()
        _drop_names(sheet.defined_names)
        _drop_rules(sheet)
        for cell in _formulas(sheet):
            locked = bool(cell.protection.locked)
            if locked and isinstance(cell.value, str) and is_harmless(cell.value):
                continue
            stored = stored or values()
            result = stored[sheet.title][cell.coordinate].value
            cell.value = None
            write_text(cell, result) if isinstance(result, str) else setattr(cell, "value", result)


def is_harmless(formula: str) -> bool:
    """Return whether a formula only computes with cells of its own file."""
    from openpyxl.formula import Tokenizer

    try:
        items = Tokenizer(formula if formula.startswith("=") else f"={formula}").items
    except Exception:  # a formula nobody can read is not one we pass on  # noqa: BLE001
        return False
    for token in items:
        if token.type == token.FUNC and token.subtype == token.OPEN and not _FUNCTION.fullmatch(token.value):
            return False
        if token.type == token.OPERAND and token.subtype == token.RANGE and not _REFERENCE.fullmatch(token.value):
            return False
    return bool(items) and items[0].type != "LITERAL"


def clean(text: str) -> str:
    """Return text without what a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "ignore").decode()[:32000]


def write_text(cell: Any, text: str) -> None:
    """Put text into a cell as text, whatever it begins with and whatever signs it holds."""
    cell.value = clean(text)
    cell.data_type = "s"
    cell.hyperlink = None


def _formulas(sheet: Worksheet) -> list[Any]:
    found = []
    for cell in openpyxl_inside.cells(sheet):
        if cell.hyperlink is not None:
            cell.hyperlink = None
        if cell.data_type == "f" or not _is_plain(cell.value):
            found.append(cell)
    return found


def _is_plain(value: Any) -> bool:
    from datetime import date, time, timedelta

    return value is None or isinstance(value, str | int | float | bool | date | time | timedelta)


def _drop_names(names: Any) -> None:
    for name in list(names):
        if not _REFERENCE.fullmatch(str(names[name].attr_text)):
            del names[name]


def _drop_rules(sheet: Worksheet) -> None:
    """Drop validations and conditional formats whose formulas reach further than a formula may."""
    kept = []
    for rule in sheet.data_validations.dataValidation:
        told = [text for text in (rule.formula1, rule.formula2) if text]
        literal = [text for text in told if str(text).startswith('"') or _is_number(str(text))]
        if all(text in literal or is_harmless(str(text)) for text in told):
            kept.append(rule)
    sheet.data_validations.dataValidation = kept
    formats = cast("Any", sheet.conditional_formatting)
    for area in list(formats):
        good = [rule for rule in area.rules if all(is_harmless(str(text)) for text in rule.formula or ())]
        if len(good) < len(area.rules):
            del formats[area.sqref]
            for rule in good:
                formats.add(str(area.sqref), rule)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
