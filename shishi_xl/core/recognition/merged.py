"""Cells to be filled in that are merged over several rows: one value where each project and indicator has its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import FieldType
from shishi_xl.core.grid import Flaw, Place, column_letters
from shishi_xl.core.normalise import is_blank, text_of
from shishi_xl.core.recognition.lines import Line
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.rows import Key, Rows
from shishi_xl.core.recognition.spelling import Vocabulary

_MOST_FLAWS = 200  # of a sheet that are compared with its merged areas
_DEEPEST = 300  # rows


@dataclass(frozen=True, slots=True)
class Area:
    """One cell merged over the rows of several projects or indicators."""

    place: Place  # where the value stands
    bottom: int
    field: str
    value: str
    keys: tuple[Key, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the places under the area, its own first."""
        return tuple(Place(self.place.sheet, row, self.place.column) for row in range(self.place.row, self.bottom + 1))


def find_areas(rows: Rows, words: Vocabulary) -> Iterator[Area]:
    """Yield the areas that have to be taken apart; a 说明 over the indicators of one project is each one's."""
    by_place: dict[tuple[str, int, int], tuple[Key, Line]] = {
        (line.table.sheet.name, line.table.sheet.left, line.row): (key, line) for key, line in rows.lines.items()
    }
    sheets = {(sheet.name, sheet.left): sheet for line in rows.lines.values() for sheet in (line.table.sheet,)}
    for sheet in sheets.values():
        hidden = list(sheet.flaws.items())[:_MOST_FLAWS]
        for top, left, bottom, _ in sheet.merges:
            met = [
                by_place[sheet.name, sheet.left, row]
                for row in range(top, min(bottom, top + _DEEPEST) + 1)
                if (sheet.name, sheet.left, row) in by_place
            ]
            if bottom == top or len({key for key, _ in met}) < 2 or is_blank(sheet.at(top, left)):
                continue
            if any(flaw is Flaw.UNDER_MERGE and at[1] == left and top < at[0] <= bottom for at, (flaw, _) in hidden):
                continue  # what lies under the area is said at its own cell
            columns = met[0][1].table.columns
            field = next((name for name, column in columns.items() if column == left), "")
            rule = words.columns[rows.kind][field].rule if field else None
            one_project = len({project for (project, _), _ in met}) == 1
            if rule is None or (one_project and rule.type is FieldType.TEXT):
                continue
            place = Place(sheet.name, top, left)
            keys = tuple(key for key, _ in met)
            yield Area(place, min(bottom, top + _DEEPEST), field, text_of(sheet.at(top, left)), keys)


def said(area: Area, roster: Roster) -> Finding:
    """Return the finding of an area: one, however many rows it covers."""
    letters, (project, _) = column_letters(area.place.column), area.keys[0]
    span = f"“{area.field}”的 {letters}{area.place.row}:{letters}{area.bottom} 合并成了一格"
    if len({project for project, _ in area.keys}) > 1:
        across = "跨了几个项目"
    else:
        across = f"跨了项目“{roster.catalogue.project_by_key[project].name}”的 {len(area.keys)} 个指标"
    return find(
        "rows-merged", area.place, project=project, field=area.field, value=area.value, reason=f"{span}，{across}"
    )
