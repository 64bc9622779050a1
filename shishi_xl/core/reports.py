"""What each unit's counted submission says about each project, under the project."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from shishi_xl.core.grid import Place
from shishi_xl.core.naming import printable
from shishi_xl.core.standing import Standing
from shishi_xl.core.submission import Entry, Month, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shishi_xl.core.model import Catalogue

CATALOGUE_FILE = "项目库.xlsx"
DECISION_SHEET = "人工核定"


class Source(Enum):
    """来源 of a figure."""

    FILLED = "填报"
    TEXT = "文字"
    DECIDED = "核定"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure was read, with the very words."""

    unit: str
    words: str
    record: Record | None = None  # None: the catalogue's sheet 人工核定
    place: Place | None = None
    decision_cell: str = ""

    @property
    def file(self) -> str:
        """Return the name of the file as it is kept."""
        return file_name(self.record) if self.record else CATALOGUE_FILE

    @property
    def kept(self) -> str:
        """Return the path of the kept copy relative to the workspace."""
        return self.record.kept if self.record else f"templates/{CATALOGUE_FILE}"

    @property
    def sheet(self) -> str:
        """Return the sheet's name."""
        if self.record is None:
            return DECISION_SHEET
        return self.place.sheet if self.place else ""

    @property
    def cell(self) -> str:
        """Return the cell as Excel names it."""
        if self.record is None:
            return self.decision_cell
        return self.place.cell if self.place else ""


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's values for one project."""

    unit: str
    record: Record
    entries: Mapping[tuple[str, str], Entry]  # (field, indicator); the indicator is "" for a field of the project

    def entry(self, field: str, indicator: str = "") -> Entry | None:
        """Return an entry, None where the form had no such cell."""
        return self.entries.get((field, indicator))

    def text(self, field: str) -> str:
        """Return a field of the project as text, "" for blank and for "nothing to report"."""
        entry = self.entry(field)
        return entry.value.strip() if entry and isinstance(entry.value, str) else ""

    def number(self, field: str, indicator: str = "") -> float | None:
        """Return a field as a finite number, None for blank."""
        entry = self.entry(field, indicator)
        value = entry.value if entry else None
        return float(value) if isinstance(value, int | float) and math.isfinite(value) else None

    def origin(self, field: str, indicator: str = "", words: str = "") -> Origin:
        """Return where a field was read; the words are the whole cell's where none are given."""
        entry = self.entry(field, indicator)
        return Origin(self.unit, words or (entry.raw if entry else ""), self.record, entry.place if entry else None)

    @property
    def says_something(self) -> bool:
        """Return whether any cell of the project's rows is filled in."""
        return any(entry.raw.strip() or entry.value is not None for entry in self.entries.values())


def file_name(record: Record) -> str:
    """Return the name under which a submission is kept, the name it came with while it has no copy."""
    return (record.kept or printable(record.file)).rpartition("/")[2]


def of_submission(record: Record, entries: Iterable[Entry]) -> dict[str, Report]:
    """Return what one submission says of each project, by 项目编号."""
    rows: dict[str, dict[tuple[str, str], Entry]] = defaultdict(dict)
    for entry in entries:
        rows[entry.project].setdefault((entry.field, entry.indicator), entry)
    return {key: Report(record.unit or "", record, found) for key, found in rows.items() if key}


def gather(catalogue: Catalogue, month: Month, standings: Sequence[Standing]) -> dict[str, tuple[Report, ...]]:
    """Return the reports of every project under its 项目编号, the lead's first; a project nobody reported has none.

    A unit's rows of projects it is not responsible for are left out.
    """
    by_unit = {
        standing.unit: of_submission(standing.counted, month.entries.get(standing.counted.id, ()))
        for standing in standings
        if standing.counted is not None
    }
    return {
        project.key: tuple(
            by_unit[unit][project.key]
            for unit in catalogue.units_of(project)
            if unit in by_unit and project.key in by_unit[unit]
        )
        for project in catalogue.projects
    }
