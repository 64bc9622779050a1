"""Catalogue → the rows of each sheet, in the order of their columns."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from shishi_xl.core.direction import direction_of
from shishi_xl.core.model import Catalogue, Direction, Indicator, Unit
from shishi_xl.core.settings import SETTINGS as KNOWN_SETTINGS
from shishi_xl.core.units import tidy
from shishi_xl.excel.catalogue.layout import DECISIONS, DOUBTS, INDICATORS, PROJECTS, SETTINGS, UNITS

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | float | None
_UNSEEN = {ordinal: None for ordinal in range(32) if chr(ordinal) not in "\t\n"}


def rows_of(catalogue: Catalogue) -> dict[str, list[tuple[Value, ...]]]:
    """Return the values of every sheet, a tuple a row."""
    makers: dict[str, Callable[[Catalogue], list[tuple[Value, ...]]]] = {
        PROJECTS: _projects,
        INDICATORS: _indicators,
        UNITS: lambda found: [_unit(unit) for unit in found.units],
        DECISIONS: _decisions,
        SETTINGS: _settings,
        DOUBTS: lambda found: [(doubt.project, doubt.doubt, doubt.source, doubt.advice) for doubt in found.doubts],
    }
    return {name: [tuple(map(_clean, row)) for row in make(catalogue)] for name, make in makers.items()}


def _clean(value: Value) -> Value:
    """Return the value without the control characters no workbook can hold."""
    return value.translate(_UNSEEN) or None if isinstance(value, str) else value


def _projects(catalogue: Catalogue) -> list[tuple[Value, ...]]:
    return [
        (
            project.key,
            project.annex,
            project.group,
            project.subgroup,
            project.number,
            project.name,
            project.content,
            "、".join(project.units),
            project.note,
            project.plan,
            project.weight,
            project.joint.value,
        )
        for project in catalogue.projects
    ]


def _indicators(catalogue: Catalogue) -> list[tuple[Value, ...]]:
    names = {key: project.name for key, project in catalogue.project_by_key.items()}
    return [
        (
            indicator.project,
            names.get(indicator.project, ""),
            indicator.name,
            target_cell(indicator),
            indicator.unit,
            indicator.weight,
            indicator.source,
        )
        for key in catalogue.project_by_key
        for indicator in catalogue.indicators_by_project[key]
    ]


def target_cell(indicator: Indicator) -> Value:
    """Return what stands under 年度目标: a number where the words beside it tell its direction, else ≤4.3 or ≥4.3."""
    if direction_of(f"{indicator.source} {indicator.name}") is indicator.direction:
        return indicator.target
    sign = "≤" if indicator.direction is Direction.AT_MOST else "≥"
    return f"{sign}{indicator.target:.15g}"


def _unit(unit: Unit) -> tuple[Value, ...]:
    return (
        unit.name,
        unit.kind.value,
        unit.full_name,
        "、".join(unit.aliases),
        "、".join(unit.members),
        unit.contact,
        unit.phone,
        unit.mail,
    )


def _decisions(catalogue: Catalogue) -> list[tuple[Value, ...]]:
    return [
        (str(one.period), one.project, tidy(one.completion / 100), one.basis, one.by) for one in catalogue.decisions
    ]


def _settings(catalogue: Catalogue) -> list[tuple[Value, ...]]:
    values = dict(catalogue.settings.values)
    known = [(one.key, values.pop(one.key, "") or one.default, one.meaning) for one in KNOWN_SETTINGS]
    return [*known, *((key, value, "") for key, value in values.items())]


def display_width(text: str) -> int:
    """Return how many half-width characters a line takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of a width."""
    usable = max(2, int(width) - 1)
    return sum(max(1, -(-display_width(line) // usable)) for line in text.split("\n"))
