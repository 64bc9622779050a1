"""What was accepted, in the units of measure the catalogue has today: 4 公里 stay 4 公里 when the office turns to 米."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shishi_xl.core.quantities import convert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shishi_xl.core.model import Catalogue
    from shishi_xl.core.submission import Entry

UNIT_CHANGED = "unit-changed"  # note on an entry whose number cannot be told in the present unit


def in_present_units(entries: Iterable[Entry], catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return entries with each indicator's number in its present 计量单位, None (noted) where that measures something else."""
    return tuple(_told_in(entry, _unit(entry, catalogue)) for entry in entries)


def _unit(entry: Entry, catalogue: Catalogue) -> str:
    """Return the unit of an entry's indicator today, "" where there is none."""
    indicators = catalogue.indicators_by_project.get(entry.project, ()) if entry.indicator else ()
    return next((each.unit for each in indicators if each.name == entry.indicator), "")


def _told_in(entry: Entry, unit: str) -> Entry:
    if not unit or not entry.unit or unit == entry.unit or not isinstance(entry.value, float):
        return entry
    told = convert(entry.value, entry.unit, unit)
    return (
        replace(entry, value=None, notes=(*entry.notes, UNIT_CHANGED))
        if told is None
        else replace(entry, value=told, unit=unit)
    )
