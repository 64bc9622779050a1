"""collect: take in all that is in inbox/, refresh the consolidated workbooks, end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from shishi_xl.core.findings import find
from shishi_xl.core.submission import Disposition
from shishi_xl.folders.kept import strays
from shishi_xl.folders.tray import Settling, scan
from shishi_xl.folders.workspace import Workspace, bad_disk, exclusive
from shishi_xl.pipeline.consolidate import refresh
from shishi_xl.pipeline.intake import Intake
from shishi_xl.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from shishi_xl.core.period import Period
    from shishi_xl.pipeline.desk import Desk

PATIENCE = 12.0  # seconds collect gives files that are still changing, counted from the last one taken in
_GLANCE = 0.05


def collect(
    desk: Desk, clock: Callable[[], datetime], progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[Outcome | tuple[Period, Path]]:
    """Yield what became of each file, then each period whose consolidated workbook was written, with its path.

    `progress` hears how many files are taken in, of how many.
    """
    desk.prepare()
    with exclusive(desk.workspace), bad_disk(desk.workspace), desk.open_ledger() as ledger:
        with Intake(desk, ledger, clock) as intake:
            yield from intake.recover()
            yield from _empty_tray(desk.workspace, intake, progress)
        yield from refresh(desk, ledger)


def _empty_tray(workspace: Workspace, intake: Intake, progress: Callable[[int, int], None]) -> Iterator[Outcome]:
    settling = Settling()
    ready = False
    patient_until = time.monotonic() + PATIENCE
    done = 0
    closed: set[Path] = set()
    while found := intake.still_to_do(scan(workspace.inbox, closed)):
        before = done
        settled = settling.observe(found, time.monotonic(), time.time())
        if not ready:
            intake.get_ready()
            ready = True
        for outcome in intake.take(settled, found):
            done += 1
            progress(done, before + len(found))
            yield outcome
        if done > before:
            patient_until = time.monotonic() + PATIENCE
        elif time.monotonic() > patient_until:
            yield from (still_waiting(workspace, path) for path in sorted(found))
            break
        else:
            time.sleep(_GLANCE)
    yield from (still_waiting(workspace, folder, "folder-closed") for folder in sorted(closed))
    yield from (still_waiting(workspace, path, "misplaced-file") for path in strays(workspace.inbox))


def still_waiting(workspace: Workspace, path: Path, code: str = "still-copying") -> Outcome:
    """Return the outcome of a file that is still being copied, held open or out of place; nothing is on record of it."""
    label = path.relative_to(workspace.inbox).as_posix()
    return Outcome(label, "", Disposition.WAITING, None, None, (find(code),))
