"""rebuild: the ledger anew from the files kept in inbox/'s sub-folders.

The folder a file was kept in is the decision that was made about it; the values are read again from its bytes.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shishi_xl.core.findings import Level
from shishi_xl.core.naming import safe_name
from shishi_xl.core.submission import Disposition
from shishi_xl.folders import files, steps
from shishi_xl.folders.kept import read_kept
from shishi_xl.folders.workspace import bad_disk, exclusive
from shishi_xl.ledger import Arrival, Ledger, LedgerError, Verdict
from shishi_xl.ledger.opening import SIDE_FILES, beside
from shishi_xl.pipeline.consolidate import refresh
from shishi_xl.pipeline.intake import BATCH, Intake
from shishi_xl.pipeline.judging import Judge
from shishi_xl.pipeline.recognising import readers_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from shishi_xl.core.period import Period
    from shishi_xl.core.submission import Record
    from shishi_xl.folders.kept import Kept
    from shishi_xl.pipeline.desk import Desk


_OPENED = "opened-"  # folders for what is inside archives


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found."""

    files: int
    accepted: int  # those withdrawn are not among them
    returned: int
    withdrawn: int
    unclear: tuple[str, ...]  # kept as accepted, but unit or period can no longer be told
    old_ledger: Path | None
    consolidated: tuple[tuple[Period, Path], ...]


def rebuild(
    desk: Desk, clock: Callable[[], datetime], progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Rebuilt:
    """Set the old ledger aside, read every kept file again and write the consolidated workbooks that changed.

    The new ledger takes its place when it is whole: one that was cut off half-way never counts.
    """
    desk.prepare()
    path = desk.workspace.ledger
    with exclusive(desk.workspace), bad_disk(desk.workspace):
        for left in desk.workspace.private.glob(f"{_OPENED}*"):  # by a rebuild that was cut off
            shutil.rmtree(left)
        remembered = _finish_interrupted(desk, clock)
        kept = _in_order(read_kept(desk.workspace.inbox), remembered, desk.workspace.root)
        unclear: list[str] = []
        with (
            Ledger.make(beside(path)) as ledger,
            readers_for(desk) as readers,
            # An archive is opened again, but what was inside is on file by itself.
            tempfile.TemporaryDirectory(prefix=_OPENED, dir=desk.workspace.private) as opened,
        ):
            judge = Judge(desk, ledger, readers, Path(opened), of_record=True)
            for start in range(0, len(kept), BATCH):
                progress(start, len(kept))
                _enter(desk, ledger, judge, kept[start : start + BATCH], remembered, unclear)
                steps.reach("rebuilding")
        old = _set_aside(path, clock())
        steps.reach("set-aside")
        files.move(beside(path), path)
        files.sync_folder(path.parent)
        with Ledger.open(path) as ledger:
            consolidated = tuple(refresh(desk, ledger))
            entered = list(ledger.all_records())
    return Rebuilt(
        len(kept),
        sum(_counts(record) for record in entered),
        sum(record.disposition is Disposition.RETURNED for record in entered),
        sum(bool(record.withdrawn) for record in entered),
        tuple(unclear),
        old,
        consolidated,
    )


def _finish_interrupted(desk: Desk, clock: Callable[[], datetime]) -> dict[str, Record]:
    """Bring a sound ledger's unfinished files to their folders first; return what it remembers, by kept path."""
    if not desk.workspace.ledger.exists():
        return {}
    try:
        ledger = Ledger.open(desk.workspace.ledger)
    except LedgerError:
        return {}
    with ledger, Intake(desk, ledger, clock) as intake:
        list(intake.recover())
        return {record.kept: record for record in ledger.all_records()}


def _in_order(kept: list[Kept], remembered: dict[str, Record], root: Path) -> list[Kept]:
    """Return kept files in order of arrival; the clock may have been set back, so a ledger that knows all of them decides."""
    known = {one.path: remembered.get(_place(one, root)) for one in kept if one.disposition is not None}
    order = {path: record.id for path, record in known.items() if record}
    if len(order) < len(known):
        return kept
    return sorted(kept, key=lambda one: order.get(one.path, 0))


def _place(one: Kept, root: Path) -> str:
    return one.path.relative_to(root).as_posix()


def _set_aside(ledger: Path, now: datetime) -> Path | None:
    """Move the old ledger out of the way, never over another one; the file itself goes first, its side files after it."""
    aside = ledger.with_name(f"{ledger.stem}-{now:%Y%m%d-%H%M%S}-旧{ledger.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = ledger.with_name(f"{ledger.stem}-{now:%Y%m%d-%H%M%S}-旧{number}{ledger.suffix}")
    stood = ledger.exists()
    for ending in ("", *SIDE_FILES):
        part = ledger.with_name(ledger.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside if stood else None


def _enter(
    desk: Desk, ledger: Ledger, judge: Judge, kept: Sequence[Kept], remembered: dict[str, Record], unclear: list[str]
) -> None:
    root = desk.workspace.root
    units = {safe_name(unit.name): unit.name for unit in desk.catalogue.units}
    decided = {_place(one, root): one for one in kept}
    ledger.receive([_arrival(one, place, remembered.get(place)) for place, one in decided.items()])
    arrivals = ledger.waiting()
    withdrawn = [arrival for arrival in arrivals if decided[arrival.spool].withdrawn]
    for arrival in withdrawn:
        before = remembered.get(arrival.spool)
        reason = before.withdrawn_reason if before else "（重建台账，原因见当时的记录）"
        ledger.mark_withdrawn(arrival.id, arrival.received_at, reason)
    # What was withdrawn had been so before the next one of its unit came: only the newest can be withdrawn.
    for group in (withdrawn, [arrival for arrival in arrivals if arrival not in withdrawn]):
        for drafts in judge.judge(group):
            verdicts = [_of_record(draft.verdict, decided[draft.verdict.arrival.spool], units) for draft in drafts]
            ledger.judge(verdicts if group is withdrawn else _counted_once(ledger, verdicts))
            unclear += [
                verdict.kept
                for verdict in verdicts
                if verdict.disposition is Disposition.ACCEPTED and not verdict.entries
            ]
    ledger.file([verdict.arrival.id for verdict in ledger.unfiled()])


def _counted_once(ledger: Ledger, verdicts: list[Verdict]) -> list[Verdict]:
    """Return the verdicts, one 接收 for the same bytes: a person may have put a copy beside a kept file."""
    found = []
    accepted: set[str] = set()
    for verdict in verdicts:
        sha256 = verdict.arrival.sha256
        if verdict.disposition is not Disposition.ACCEPTED:
            found.append(verdict)
        elif sha256 in accepted or any(_counts(one) for one in ledger.same_bytes([sha256])[sha256]):
            found.append(replace(verdict, disposition=Disposition.DUPLICATE))
        else:
            found.append(verdict)
            accepted.add(sha256)
    return found


def _counts(record: Record) -> bool:
    return record.disposition is Disposition.ACCEPTED and not record.withdrawn


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


def _arrival(one: Kept, place: str, before: Record | None) -> Arrival:
    return Arrival(files.sha256_of(one.path), before.file if before else one.path.name, place, one.received_at)
