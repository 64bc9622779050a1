"""改错清单: findings gathered into the lines a person works through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.findings import Finding, Level
from shishi_xl.core.form import IDENTITY_SHEET
from shishi_xl.core.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shishi_xl.core.grid import Place

HEADINGS = ("序号", "位置", "问题", "现在填的", "应该怎样填")
WHOLE_FILE = "整个文件"
_ORDER = (Level.ERROR, Level.DOUBT, Level.NOTE)
_SHOWN_VALUES = 3
_SHOWN_CELLS = 30


@dataclass(frozen=True, slots=True)
class Correction:
    """One line: one message, with every cell it was found at."""

    level: Level
    places: tuple[Place, ...]  # as Excel sorts them; empty: the file as a whole
    position: str
    problem: str
    current: str
    wanted: str


def gather(findings: Iterable[Finding]) -> tuple[Correction, ...]:
    """Return one line for each different message, 错误 first, then in the order of their first cells."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.message, finding.example), []).append(finding)
    lines = [_line(group) for group in groups.values()]
    return tuple(sorted(lines, key=lambda line: (_ORDER.index(line.level), line.places[:1])))


def _line(group: list[Finding]) -> Correction:
    first = group[0]
    found = {finding.place for finding in group if finding.place is not None}
    places = tuple(sorted(place for place in found if place.sheet != IDENTITY_SHEET))  # nobody can go to that one
    values = list(dict.fromkeys(shortened(finding.value) for finding in group if finding.value))
    more = "；……" if len(values) > _SHOWN_VALUES else ""
    return Correction(
        first.level,
        places,
        position(places),
        f"【{first.level.value}】{first.message}",
        "；".join(values[:_SHOWN_VALUES]) + more,
        first.example,
    )


def position(places: Iterable[Place]) -> str:
    """Return cells in words: 推进情况表!F7、F9；量化指标!G5."""
    sheets: dict[str, list[str]] = {}
    for place in places:
        sheets.setdefault(place.sheet, []).append(place.cell)
    said = []
    for sheet, cells in sheets.items():
        named = [cell for cell in cells if cell]
        shown = "、".join(named[:_SHOWN_CELLS]) + (f" 等{len(named)}格" if len(named) > _SHOWN_CELLS else "")
        said.append(f"{sheet}!{shown}" if named else sheet)
    return "；".join(said) or WHOLE_FILE


def summary(lines: Iterable[Correction]) -> str:
    """Return the sentence above the list: how much is to be done, and what to do when it is."""
    counts = dict.fromkeys(_ORDER, 0)
    for line in lines:
        counts[line.level] += max(1, len(line.places))
    parts = []
    if counts[Level.ERROR]:
        parts.append(f"{counts[Level.ERROR]}处错误必须改正")
    if counts[Level.DOUBT]:
        parts.append(f"{counts[Level.DOUBT]}处疑问请核对、改正或说明原因")
    return "，".join(parts) + "。" if parts else ""
