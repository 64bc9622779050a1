"""consolidate: the ledger's months → one consolidated workbook in outbox/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.naming import consolidated_name
from shishi_xl.core.period import Period
from shishi_xl.folders import files, steps
from shishi_xl.folders.workspace import bad_disk, publishing
from shishi_xl.pipeline.months import months_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shishi_xl.core.workbook_rows import Consolidation
    from shishi_xl.ledger import Ledger
    from shishi_xl.pipeline.desk import Desk


def consolidate(desk: Desk, ledger: Ledger, period: Period) -> Path:
    """Write the consolidated workbook of a period again; return where it stands.

    That is its place in outbox/, or beside it while the place is held open in Excel.
    """
    from shishi_xl.excel import consolidated

    place = place_of(desk, period)
    with publishing(desk.workspace):
        state = _state(desk, ledger, period)  # before the months are read: what comes in between is not in the workbook
        data = consolidated.render(merged(desk, ledger, period))
        written = place if _holds(place, data) else files.publish(place, data)
        ledger.publish(period, state, place.name)
    steps.reach("published")
    return written


def _holds(place: Path, data: bytes) -> bool:
    try:
        return place.read_bytes() == data
    except OSError:  # not there, or closed to readers for the moment
        return False


def consolidate_again(desk: Desk, period: Period) -> Path:
    """Write the consolidated workbook of a period again, because the office changed its catalogue."""
    desk.prepare()
    desk.require_year(period)
    with bad_disk(desk.workspace), desk.open_ledger() as ledger:
        return consolidate(desk, ledger, period)


def refresh(desk: Desk, ledger: Ledger) -> Iterator[tuple[Period, Path]]:
    """Write again each consolidated workbook that no longer shows what the ledger and the catalogue hold.

    A submission of May changes June's workbook too: it compares with the month before.
    """
    files.replace_waiting(desk.workspace.outbox)
    year = desk.catalogue.settings.year
    for period in ledger.periods():
        if year is not None and period.year != year:  # sent back; this list says nothing of it
            continue
        place = place_of(desk, period)
        if ledger.published(period) != _state(desk, ledger, period) or not place.exists():
            yield period, consolidate(desk, ledger, period)


def _state(desk: Desk, ledger: Ledger, period: Period) -> str:
    """Return what a period's consolidated workbook is made of: the submissions, and the office's own two workbooks."""
    return f"{ledger.state(period)}:{desk.fingerprint}"


def merged(desk: Desk, ledger: Ledger, period: Period) -> Consolidation:
    """Return what a period's consolidated workbook says."""
    from shishi_xl.core import consolidation
    from shishi_xl.pipeline import statements

    *earlier, month = months_until(ledger, period, desk.catalogue)
    return consolidation.consolidate(desk.catalogue, desk.form, month, earlier, read=statements.known.read)


def place_of(desk: Desk, period: Period) -> Path:
    """Return where a period's consolidated workbook stands."""
    return desk.workspace.outbox / consolidated_name(period, desk.catalogue.settings.district)
