"""generate: one personalised form for each unit into outbox/下发/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.issue import Value, ValueKey, values_of
from shishi_xl.core.naming import form_name
from shishi_xl.core.period import Period
from shishi_xl.folders.files import publish
from shishi_xl.folders.workspace import bad_disk
from shishi_xl.pipeline.months import accepted_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from shishi_xl.pipeline.desk import Desk


@dataclass(frozen=True, slots=True)
class Issued:
    """One form written."""

    unit: str
    path: Path
    projects: int


def generate(desk: Desk, period: Period, units: Sequence[str] = ()) -> Iterator[Issued]:
    """Write the forms of the named units, of all responsible units when none is named, and yield each."""
    desk.prepare()
    desk.require_year(period)
    chosen = tuple(dict.fromkeys(map(desk.unit, units))) or desk.catalogue.responsible_units
    from shishi_xl.excel.form import Renderer

    renderer = Renderer(desk.template)
    folder = issue_folder(desk, period)
    previous = _previous(desk, period)
    with bad_disk(desk.workspace):
        for unit in chosen:
            data = renderer.render(unit, period, desk.catalogue, previous.get(unit, {}), desk.key)
            path = publish(folder / form_name(period, unit), data)
            yield Issued(unit, path, len(desk.catalogue.projects_of(unit)))


def issue_folder(desk: Desk, period: Period) -> Path:
    """Return where a period's forms go."""
    return desk.workspace.outbox / "下发" / str(period)


def issued_periods(desk: Desk) -> set[Period]:
    """Return the periods whose forms have been written."""
    folders = (desk.workspace.outbox / "下发").glob("*/")
    return {period for folder in folders if (period := Period.named(folder.name))}


def _previous(desk: Desk, period: Period) -> dict[str, dict[ValueKey, Value]]:
    """Return what was accepted last month, by unit; nothing in January."""
    with desk.open_ledger() as ledger:
        accepted = accepted_before(ledger, period, desk.catalogue)
    return {unit: values_of(entries) for unit, entries in accepted.items()}
