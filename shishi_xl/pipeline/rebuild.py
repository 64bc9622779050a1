"""rebuild: the ledger anew from the files kept in inbox/'s sub-folders.

The folder a file was kept in is the decision that was made about it; the values are read again from its bytes.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shishi_xl.core.findings import Level
from shishi_xl.core.naming import safe_name
from shishi_xl.core.submission import Disposition
from shishi_xl.folders.kept import read_kept
from shishi_xl.folders.workspace import bad_disk, exclusive
from shishi_xl.ledger import Arrival, Ledger, LedgerError, Verdict
from shishi_xl.pipeline.consolidate import refresh
from shishi_xl.pipeline.intake import BATCH, Intake
from shishi_xl.pipeline.judging import Judge
from shishi_xl.pipeline.recognising import readers_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from shishi_xl.core.period import Period
    from shishi_xl.folders.kept import Kept
    from shishi_xl.pipeline.desk import Desk


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found."""

    files: int
    accepted: int
    returned: int
    unclear: tuple[str, ...]  # kept as accepted, but unit or period can no longer be told
    old_ledger: Path | None
    consolidated: tuple[tuple[Period, Path], ...]


def rebuild(
    desk: Desk, clock: Callable[[], datetime], progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Rebuilt:
    """Set the old ledger aside, read every kept file again and write the consolidated workbooks that changed."""
    desk.prepare()
    with exclusive(desk.workspace), bad_disk(desk.workspace):
        _finish_interrupted(desk, clock)
        kept = read_kept(desk.workspace.inbox)
        old = _set_aside(desk.workspace.ledger, clock())
        with (
            Ledger.open(desk.workspace.ledger) as ledger,
            readers_for(desk) as readers,
            # An archive is opened again, but what was inside is on file by itself.
            tempfile.TemporaryDirectory(dir=desk.workspace.private) as opened,
        ):
            unclear: list[str] = []
            judge = Judge(desk, ledger, readers, Path(opened), of_record=True)
            for start in range(0, len(kept), BATCH):
                progress(start, len(kept))
                _enter(desk, ledger, judge, kept[start : start + BATCH], unclear)
            consolidated = tuple(refresh(desk, ledger))
    count = [one.disposition for one in kept]
    return Rebuilt(
        len(kept),
        count.count(Disposition.ACCEPTED),
        count.count(Disposition.RETURNED),
        tuple(unclear),
        old,
        consolidated,
    )


def _finish_interrupted(desk: Desk, clock: Callable[[], datetime]) -> None:
    """Bring a sound ledger's unfinished files to their folders first, so that none stays behind in the spool."""
    if not desk.workspace.ledger.exists():
        return
    try:
        ledger = Ledger.open(desk.workspace.ledger)
    except LedgerError:
        return
    with ledger, Intake(desk, ledger, clock) as intake:
        list(intake.recover())


def _set_aside(ledger: Path, now: datetime) -> Path | None:
    """Move the old ledger out of the way, never over another one."""
    if not ledger.exists():
        return None
    aside = ledger.with_name(f"{ledger.stem}-{now:%Y%m%d-%H%M%S}-旧{ledger.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = ledger.with_name(f"{ledger.stem}-{now:%Y%m%d-%H%M%S}-旧{number}{ledger.suffix}")
    for ending in ("-wal", "-shm"):
        side = ledger.with_name(ledger.name + ending)
        if side.exists():
            side.replace(aside.with_name(aside.name + ending))
    return ledger.replace(aside)


def _enter(desk: Desk, ledger: Ledger, judge: Judge, kept: Sequence[Kept], unclear: list[str]) -> None:
    root = desk.workspace.root
    ledger.receive([_arrival(one, root) for one in kept])
    units = {safe_name(unit.name): unit.name for unit in desk.catalogue.units}
    decided = {one.path.relative_to(root).as_posix(): one for one in kept}
    for drafts in judge.judge(ledger.waiting()):
        verdicts = [draft.verdict for draft in drafts]
        ledger.judge([_of_record(verdict, decided[verdict.arrival.spool], units) for verdict in verdicts])
        for verdict in verdicts:
            one = decided[verdict.arrival.spool]
            if one.disposition is Disposition.ACCEPTED and not verdict.entries:
                unclear.append(verdict.arrival.spool)
            if one.withdrawn:
                ledger.mark_withdrawn(verdict.arrival.id, one.received_at, "（重建台账，原因见当时的记录）")
    ledger.file([arrival.id for arrival in (verdict.arrival for verdict in ledger.unfiled())])


def _of_record(verdict: Verdict, one: Kept, units: dict[str, str]) -> Verdict:
    """Return a verdict that keeps the decision made at the time; what the bytes cannot tell, place and name do."""
    findings = verdict.findings
    if one.disposition is Disposition.ACCEPTED:  # it had none then; a lost key must not cast doubt on it now
        findings = tuple(finding for finding in findings if finding.level is not Level.ERROR)
    return replace(
        verdict,
        disposition=one.disposition,
        unit=verdict.unit or units.get(one.unit or ""),
        period=verdict.period or one.period,
        findings=findings,
        kept=verdict.arrival.spool,
    )


def _arrival(one: Kept, root: Path) -> Arrival:
    place = one.path.relative_to(root).as_posix()
    sha256 = hashlib.sha256(one.path.read_bytes()).hexdigest()
    return Arrival(sha256, one.path.name, place, one.received_at)
