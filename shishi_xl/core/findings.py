"""校验意见 as values: a remark on one place of a submission, worded by its kind (`core.kinds`).

`message` says which rule, what was found and what to write instead; the place (file, sheet, cell) travels beside it.
`example` is the cell's content as it would be right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shishi_xl.core.grid import Place
from shishi_xl.core.kinds import KINDS, Kind, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KINDS", "Finding", "Kind", "Level", "find", "group"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of a submission."""

    code: str
    message: str
    example: str = ""
    place: Place | None = None  # None: the file as a whole
    project: str = ""  # 项目编号
    indicator: str = ""
    field: str = ""
    value: str = ""  # 原值, as it stands in the cell
    answer: str = ""  # what the unit wrote in 说明; a 疑问 so answered stays in the list

    @property
    def kind(self) -> Kind:
        """Return the kind this finding is one of."""
        return KINDS[self.code]

    @property
    def level(self) -> Level:
        """Return the level of its kind."""
        return self.kind.level

    @property
    def told(self) -> str:
        """Return the message with its example, for where the two do not stand side by side."""
        return f"{self.message}示例：{self.example}" if self.example else self.message

    @property
    def sheet(self) -> str:
        """Return the sheet's name, "" for the file as a whole."""
        return self.place.sheet if self.place else ""

    @property
    def cell(self) -> str:
        """Return the cell, e.g. D7, "" for a sheet or the file as a whole."""
        return self.place.cell if self.place else ""


def find(
    code: str,
    place: Place | None = None,
    *,
    project: str = "",
    indicator: str = "",
    field: str = "",
    value: str = "",
    **facts: Any,
) -> Finding:
    """Return the finding of a code at a place; KeyError where a fact of its wording is missing.

    `field`, `indicator` and `value` (as `found`) are facts too, so that they are not given twice.
    """
    kind = KINDS[code]
    known = {"field": field, "indicator": indicator, "found": value} | facts
    return Finding(
        code, kind.message.format_map(known), kind.example.format_map(known), place, project, indicator, field, value
    )


def group(findings: Iterable[Finding]) -> list[tuple[Finding, tuple[Place, ...]]]:
    """Return each message once with all its cells, sorted as Excel sorts them; one that has no place keeps ()."""
    found: dict[tuple[str, str, str], tuple[Finding, list[Place]]] = {}
    for finding in findings:
        _, places = found.setdefault((finding.code, finding.message, finding.answer), (finding, []))
        if finding.place is not None:
            places.append(finding.place)
    return [(finding, tuple(sorted(dict.fromkeys(places), key=_by_cell))) for finding, places in found.values()]


def _by_cell(place: Place) -> tuple[str, int, int]:
    return place.sheet, place.row, place.column
