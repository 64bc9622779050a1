"""Rows of a delimited text with more cells than its heading: an unquoted comma (3,510) has moved all that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import FieldType
from shishi_xl.core.grid import Place
from shishi_xl.core.normalise import is_blank, text_of
from shishi_xl.core.recognition.lines import Line
from shishi_xl.core.recognition.rows import Key, Rows
from shishi_xl.core.recognition.spelling import Vocabulary
from shishi_xl.patterns import regex

_HEAD, _GROUP, _TAIL = regex(r"-?\d{1,3}"), regex(r"\d{3}"), regex(r"\d{3}(?:\.\d+)?(?:万?元)?")


@dataclass(frozen=True, slots=True)
class Shift:
    """One such row: from which cell on nothing stands in its column any more."""

    key: Key
    place: Place
    field: str  # "" where it cannot be told which cell has been taken apart
    number: str  # what that cell said, without the comma
    written: str  # and with it
    places: frozenset[Place]  # the cells to be filled in that hold what is not theirs
    has: int
    wanted: int


def find_shifts(rows: Rows, words: Vocabulary) -> Iterator[Shift]:
    """Yield the rows that have slipped; blank cells behind the heading alone have moved nothing."""
    for key, line in rows.lines.items():
        if _excess(line) > 0 and (shift := _shift(key, line, words)) and (_overflows(line) or shift.number):
            yield shift


def said(shift: Shift) -> Finding:
    """Return the finding of a row that has slipped."""
    project, indicator = shift.key
    return find(
        "row-shifted",
        shift.place,
        project=project,
        indicator=indicator,
        field=shift.field,
        value=shift.written,
        count=shift.has,
        width=shift.wanted,
        example=shift.number or "3510",
    )


def _shift(key: Key, line: Line, words: Vocabulary) -> Shift:
    sheet, columns = line.table.sheet, line.table.columns
    inputs = {name: words.columns[line.table.kind][name].rule for name in columns}
    figures = {columns[name]: name for name, rule in inputs.items() if rule and rule.type in _OF_FIGURES}
    wanted = _width(line)
    split = ((column, _parts(line, column)) for column in sorted(figures))
    at, parts = next(((column, parts) for column, parts in split if parts), (0, []))
    filled = [columns[name] for name, rule in inputs.items() if rule and columns[name] >= at]
    column = at or columns.get("项目名称", sheet.left)
    return Shift(
        key,
        Place(sheet.name, line.row, column),
        figures.get(at, ""),
        "".join(parts),
        ",".join(parts),
        frozenset(Place(sheet.name, line.row, one) for one in filled),
        wanted + _excess(line),
        wanted,
    )


_OF_FIGURES = {FieldType.MONEY, FieldType.NUMBER}


def _parts(line: Line, column: int) -> list[str]:
    """Return the parts of a number that a cell and as many behind it as there are too many make up, none where they do not."""
    cells = [text_of(line.table.sheet.at(line.row, column + one)) for one in range(_excess(line) + 1)]
    fits = _HEAD.fullmatch(cells[0]) and _TAIL.fullmatch(cells[-1]) and all(map(_GROUP.fullmatch, cells[1:-1]))
    return cells if fits else []


def _width(line: Line) -> int:
    sheet, table = line.table.sheet, line.table
    return max(sheet.widths[table.first - sheet.top : table.last + 1 - sheet.top], default=0)


def _excess(line: Line) -> int:
    """Return how many cells more than its heading a row has."""
    sheet = line.table.sheet
    at = line.row - sheet.top
    return sheet.widths[at] - _width(line) if at < len(sheet.widths) else 0


def _overflows(line: Line) -> bool:
    sheet = line.table.sheet
    return any(not is_blank(raw) for raw in sheet.rows[line.row - sheet.top][_width(line) :])
