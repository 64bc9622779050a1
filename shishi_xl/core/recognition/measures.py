"""Measures: the unit that a form itself names for a bare number, by the column's heading or in the row's 计量单位."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import INDICATOR_SHEET, FieldType
from shishi_xl.core.grid import Place, Raw
from shishi_xl.core.model import Indicator
from shishi_xl.core.normalise import fold, text_of
from shishi_xl.core.quantities import convert, parse_amount, unit_of
from shishi_xl.core.recognition.columns import Table
from shishi_xl.core.recognition.lines import Line
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.rows import Rows
from shishi_xl.core.recognition.spelling import Vocabulary
from shishi_xl.patterns import regex

_IN_BRACKETS = regex(r"[(（](?:计量)?(?:单位[:：])?([^()（）:：]{1,5})[)）]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as the form names it, "" for none, and the cell that does."""

    unit: str
    place: Place | None

    def is_another(self, written: str, indicator: Indicator) -> bool:
        """Return whether what is written is a bare number, and told so in a unit that cannot be told in the indicator's."""
        known = unit_of(self.unit) is not None and unit_of(indicator.unit) is not None
        amount = parse_amount(written) if known else None
        return amount is not None and not amount.unit and convert(1.0, self.unit, indicator.unit) is None


NONE = Measure("", None)


def of(line: Line, column: int) -> Measure:
    """Return the measure of a number: what the brackets of its column's heading say (本期累计（米）), else its row's 计量单位."""
    table = line.table
    if headed := _headed(table, column):
        return headed
    own = table.columns.get("计量单位")
    if own is None:
        return NONE
    return Measure(text_of(table.sheet.at(line.row, own)), Place(table.sheet.name, line.row, own))


def findings(rows: Rows, roster: Roster, words: Vocabulary) -> Iterator[Finding]:
    """Yield an error at each cell that names another unit for bare numbers than the one they are asked for in; once each."""
    inputs = words.columns[rows.kind].values()
    fields = [column.field for column in inputs if column.rule and column.rule.type is FieldType.NUMBER]
    seen: set[Place] = set()
    for (project, name), line in rows.lines.items() if rows.kind == INDICATOR_SHEET else ():
        indicator = roster.indicators[project][fold(name)]
        for column in (line.table.columns[field] for field in fields if field in line.table.columns):
            measure = of(line, column)
            written = text_of(line.table.sheet.at(line.row, column))
            if measure.place is None or measure.place in seen or not measure.is_another(written, indicator):
                continue
            seen.add(measure.place)
            facts = {"value": measure.unit, "unit": indicator.unit}
            if measure.place.row == line.row:
                facts |= {"project": project, "indicator": name, "example": indicator.unit}
            else:
                heading = text_of(line.table.sheet.at(measure.place.row, measure.place.column))
                facts |= {"example": _IN_BRACKETS.sub("", heading)}
            yield find("measure-changed", measure.place, **facts)


def _headed(table: Table, column: int) -> Measure | None:
    """Return the measure in the brackets of a column's heading, the lowest of its rows first; None for none."""
    for raw in reversed(table.paths.get(column, ())):
        told = _IN_BRACKETS.findall(raw) if isinstance(raw, str) else []
        unit = next((unit for unit in reversed(told) if unit_of(unit) is not None), "")
        if unit:
            return Measure(unit, _place_of(raw, table, column))
    return None


def _place_of(raw: Raw, table: Table, column: int) -> Place:
    """Return the cell of a heading: in its column, or where the merged one above several columns begins."""
    rows, columns = range(table.last, table.first - 1, -1), range(column, table.sheet.left - 1, -1)
    found = ((row, at) for row in rows for at in columns if table.sheet.at(row, at) == raw)
    return Place(table.sheet.name, *next(found, (table.last, column)))
