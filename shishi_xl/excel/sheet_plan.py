"""A sheet of the template, prepared once: what of its XML stays, and how its rows are written for a unit.

The rows are written as XML here instead of through openpyxl. Filling and saving a loaded workbook takes openpyxl
17 ms a form and carries the last unit's cells along; a plan is never changed, so nothing of a unit can stay behind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from shishi_xl.core.grid import column_letters
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Content = float | str | date | None
MERGES_HERE = "<!--merges-->"  # in a plan's tail, where the format wants them
# Stands in for the cells of 本期累计 that must not fall; which those are is known only when a unit's form is made.
FALLING = "XFD1048576"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ILLEGAL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_DAY_ZERO = date(1899, 12, 30)
_BEFORE_BREAKS = regex(r"</headerFooter>|<(?:headerFooter|pageSetup|pageMargins)\b[^>]*/>")
_ROW = regex(r"(\$?[A-Z]{1,3}\$?)(\d+)")


class Kind(Enum):
    """Where the content of a cell in an issued row comes from."""

    FIXED = "fixed"  # the template's own text, with tokens
    PRESET = "preset"
    COMPLETION = "completion"  # the live formula
    INPUT = "input"
    ACCEPTED = "accepted"  # last month's value, on 上期填报


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a plan."""

    column: int
    style: int
    content: Content | int | bool = None  # as the template has it
    kind: Kind = Kind.FIXED
    field: str = ""
    at_most_style: int = 0  # of 年度目标 where less is better
    once: bool = False  # speaks of the project: merged over the project's rows
    width: float = 0.0  # of its columns together, pixels
    size: float = 11.0  # of its font, points
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a plan."""

    number: int
    cells: tuple[Cell, ...]
    height: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def ref(self) -> str:
        """Return the range as Excel names it."""
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """How the rows of a template move when its prototype row becomes `count` rows."""

    prototype: int
    count: int

    def top(self, row: int) -> int:
        """Return where a row, or a range that begins in it, stands now."""
        return row + self.count - 1 if row > self.prototype else row

    def bottom(self, row: int) -> int:
        """Return where a range that ends in a row ends now."""
        return row + self.count - 1 if row >= self.prototype else row

    def refs(self, text: str) -> str:
        """Return refs such as `A1:B6 C7` moved along; a cell of the prototype row becomes a column of cells."""
        return " ".join(self._ref(part) for part in text.split(" "))

    def formula(self, text: str) -> str:
        """Return a formula's references moved along; a range over the prototype row grows, a single cell does not."""
        from openpyxl.formula import Tokenizer

        tokens = Tokenizer(text)
        for token in tokens.items:
            if token.type == token.OPERAND and token.subtype == token.RANGE:
                token.value = self._operand(token.value)
        return "=" + "".join(token.value for token in tokens.items)

    def _ref(self, part: str) -> str:
        first, colon, last = part.partition(":")
        last = last or first
        first = _ROW.sub(lambda match: f"{match[1]}{self.top(int(match[2]))}", first)
        last = _ROW.sub(lambda match: f"{match[1]}{self.bottom(int(match[2]))}", last)
        return f"{first}:{last}" if colon or first != last else first

    def _operand(self, text: str) -> str:
        sheet, mark, ref = text.rpartition("!")
        if ":" in ref:
            return sheet + mark + self._ref(ref)
        return sheet + mark + _ROW.sub(lambda match: f"{match[1]}{self.top(int(match[2]))}", ref)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a sheet is printed on, in points: the page within its margins, the table's width, the heading repeated."""

    page: tuple[float, float]
    width: float
    repeated: float


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: XML before and after its rows, and the rows."""

    name: str
    part: str
    head: str
    tail: tuple[str, ...]  # every second piece is a ref to be stretched
    rows: tuple[Row, ...]  # all but the prototype
    prototype: Row | None = None
    merges: tuple[Area, ...] = ()  # without those of the prototype row
    row_merges: tuple[tuple[int, int], ...] = ()  # first and last column, in every issued row
    paper: Paper | None = None  # where the pages of a sheet with rows that belong together must be set


def write_cell(row: int, column: int, style: int, content: Content | int | bool) -> str:
    """Return a cell as XML. A str is always text, whatever it begins with."""
    start = f'<c r="{column_letters(column)}{row}" s="{style}"'
    if isinstance(content, str):
        text = _ILLEGAL.sub("", content)
        if not text:
            return f"{start}/>"
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    if isinstance(content, bool):
        return f'{start} t="b"><v>{int(content)}</v></c>'
    number = serial(content) if isinstance(content, date) else content
    if number is None or not math.isfinite(number):
        return f"{start}/>"
    return f"{start}><v>{int(number) if float(number).is_integer() else repr(float(number))}</v></c>"


def write_formula(row: int, column: int, style: int, formula: str, stored: float | str | None) -> str:
    """Return a cell with a formula of ours or the template's, and its stored value where we know it."""
    kind = ' t="str"' if isinstance(stored, str) else ""
    value = "" if stored is None else f"<v>{stored}</v>"
    return f'<c r="{column_letters(column)}{row}" s="{style}"{kind}><f>{escape(formula)}</f>{value}</c>'


def write_row(
    number: int, cells: Iterable[str], height: float | None = None, *, hidden: bool = False, grows: bool = False
) -> str:
    """Return a row as XML; one that `grows` gets the height of what is typed into it."""
    fixed = "" if grows else ' customHeight="1"'
    high = f' ht="{height:g}"{fixed}' if height is not None else ""
    unseen = ' hidden="1"' if hidden else ""
    return f'<row r="{number}"{high}{unseen}>{"".join(cells)}</row>'


def write_sheet(plan: SheetPlan, rows: Sequence[str], merges: Sequence[Area], tail: str) -> bytes:
    """Return the whole sheet."""
    merged = "".join(f'<mergeCell ref="{area.ref}"/>' for area in merges)
    if merged:
        merged = f'<mergeCells count="{len(merges)}">{merged}</mergeCells>'
    before, mark, after = tail.partition(MERGES_HERE)
    return f"{_XML}{plan.head}<sheetData>{''.join(rows)}</sheetData>{before}{merged if mark else ''}{after}".encode()


def break_pages(tail: str, ends: Sequence[int]) -> str:
    """Return the XML after a sheet's rows with a new page after each of some rows."""
    if not ends:
        return tail
    marks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in ends)
    made = f'<rowBreaks count="{len(ends)}" manualBreakCount="{len(ends)}">{marks}</rowBreaks>'
    before = max((match.end() for match in _BEFORE_BREAKS.finditer(tail)), default=0)
    return tail[:before] + made + tail[before:]


def serial(day: date) -> float:
    """Return a day as Excel counts days (1900 system)."""
    if isinstance(day, datetime):
        day = day.date()
    return float((day - _DAY_ZERO).days)
