"""The way of a file from the tray to its folder: received, judged, filed; each step safe to be cut off at.

A file's copy is safe before anything reads it, and on record before it is judged; its verdict is committed before the
original goes; what an interruption leaves undone is finished from the ledger by the next run.
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Self

from shishi_xl.core.findings import find
from shishi_xl.folders import files, steps
from shishi_xl.folders.files import NotYetError, Stamp
from shishi_xl.folders.kept import kept_path
from shishi_xl.ledger import Arrival, Verdict
from shishi_xl.pipeline.judging import Judge
from shishi_xl.pipeline.marking import Marker
from shishi_xl.pipeline.outcome import Outcome, outcome
from shishi_xl.pipeline.recognising import readers_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from types import TracebackType

    from shishi_xl.ledger import Ledger
    from shishi_xl.pipeline.desk import Desk

log = logging.getLogger(__name__)

BATCH = 200  # files for one pandas pass: large enough to pay, small enough to show progress
OVERSIZE = 50 * 1024 * 1024  # refused by size alone; such a file is moved, never copied
_COPYING = 8  # files copied into the spool at a time


class Intake:
    """Takes settled files in; holds the worker processes while it lives."""

    def __init__(self, desk: Desk, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        """Start nothing yet: workers come with the first file."""
        self._desk = desk
        self._ledger = ledger
        self._clock = clock
        self._readers = readers_for(desk)
        self._marker = Marker(desk, ledger)
        self._planned: set[PurePosixPath] = set()  # names given to copies that have not moved yet
        self._reopened: set[int] = set()  # outer files that were opened again, since what was in them had gone
        self._left: set[str] = set()  # files that could not be had, so that the log says so once
        self._held: list[Verdict] = []  # taken in, but a program holds the original open in the tray

    def __enter__(self) -> Self:
        """Return the intake itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the worker processes."""
        self._readers.close()
        self._marker.close()

    def get_ready(self) -> None:
        """Start the reading processes and load what checking needs, while a first file is still settling."""
        self._readers.start()
        import pandas  # noqa: F401, ICN001 - loaded, not used

    def use(self, desk: Desk) -> None:
        """Judge by another desk from now on: the office has edited a template."""
        self._desk = desk
        self._readers.close()
        self._readers = readers_for(desk)
        self._marker.use(desk)

    def recover(self) -> Iterator[Outcome]:
        """Finish what an interrupted run left: verdicts not filed, arrivals not judged, copies nobody knows."""
        workspace = self._desk.workspace
        for folder in (workspace.inbox, workspace.outbox, workspace.root / "templates", workspace.private):
            files.clear_leftovers(folder)
        self._readers.forget()
        self._held = self._ledger.held()
        unfiled = self._ledger.unfiled()
        self._planned |= {PurePosixPath(verdict.kept) for verdict in unfiled}
        yield from self._file([verdict for verdict in unfiled if verdict.disposition is not None])
        yield from self._judge_all()
        known = {PurePosixPath(path).name for path in self._ledger.spools()}
        for stray in workspace.spool.iterdir():
            if stray.name not in known:  # cut off before it was on record; the original is still in the tray
                stray.unlink()

    def still_to_do(self, found: Mapping[Path, Stamp]) -> dict[Path, Stamp]:
        """Return of what a sweep found what is not taken in yet: an original held open may lie there long after."""
        if not self._held:
            return dict(found)
        done = [verdict for verdict in self._held if self._leave_tray(verdict)]
        self._ledger.file([verdict.arrival.id for verdict in done])
        self._held = [verdict for verdict in self._held if verdict not in done]
        held = {self._tray_path(verdict.arrival): _stamp(verdict.arrival) for verdict in self._held}
        return {path: seen for path, seen in found.items() if not _same(held.get(path), seen)}

    def take(self, settled: Sequence[Path], found: Mapping[Path, Stamp]) -> Iterator[Outcome]:
        """Take settled files in, batch by batch; those no longer as they were found, or locked, stay for a later sweep.

        While one batch is judged and filed, the next one is read already.
        """
        before: list[Arrival] = []
        for start in range(0, len(settled), BATCH):
            arrivals = self._copied({path: found[path] for path in settled[start : start + BATCH]})
            yield from self._enter(before)
            before = arrivals
        yield from self._enter(before)
        self._readers.forget()  # the same bytes again are not asked for

    def _copied(self, batch: Mapping[Path, Stamp]) -> list[Arrival]:
        """Copy files into the spool and begin to read the copies."""
        with ThreadPoolExecutor(_COPYING) as copying:  # waiting for the disk, the copies wait together
            arrivals = [arrival for arrival in copying.map(self._receive, *zip(*batch.items(), strict=True)) if arrival]
        root, spool = self._desk.workspace.root, self._desk.workspace.spool
        self._readers.begin([root / one.spool for one in arrivals if one.original is not None], spool)
        return arrivals

    def _enter(self, arrivals: Sequence[Arrival]) -> Iterator[Outcome]:
        """Put copied files on record, then judge and file them."""
        if not arrivals:
            return
        self._order(arrivals)
        files.sync_folders([self._desk.workspace.spool])
        steps.reach("spool-written")
        self._ledger.receive(arrivals)
        steps.reach("received")
        yield from self._judge_all()

    def _order(self, arrivals: Sequence[Arrival]) -> None:
        """Let the copies' times say in which order they came: a rebuild tells two of one second apart by nothing else."""
        now = time.time_ns()
        for number, arrival in enumerate(arrivals):
            if arrival.original is not None:
                moment = now + number * 1000
                os.utime(self._desk.workspace.root / arrival.spool, ns=(moment, moment))

    def _receive(self, path: Path, seen: Stamp) -> Arrival | None:
        workspace = self._desk.workspace
        label = path.relative_to(workspace.inbox).as_posix()
        copy = workspace.spool / uuid.uuid4().hex
        try:
            if not seen.regular or seen.size > OVERSIZE:
                sha256, place, original = files.sha256_of(path, seen) if seen.regular else "", path, None
            else:
                (sha256, _), place, original = files.copy_once(path, copy, seen), copy, label
        except NotYetError as error:
            if label not in self._left:
                self._left.add(label)
                log.info("left for a later sweep: %r (%s)", label, error)
            return None
        self._left.discard(label)
        return Arrival(
            sha256, label, place.relative_to(workspace.root).as_posix(), self._clock(),
            original, seen.size, seen.mtime_ns, seen.inode,
        )  # fmt: skip

    def _judge_all(self) -> Iterator[Outcome]:
        """Judge what waits, wave by wave: archives bring new arrivals, copies of one file wait for the first one.

        An archive leaves the tray after all that was in it: should the ledger be lost before, it is there to be
        opened again.
        """
        while waiting := self._with_copies(self._ledger.waiting()):
            firsts = {arrival.sha256 or str(arrival.id): arrival for arrival in reversed(waiting)}
            wave = sorted(firsts.values(), key=lambda arrival: arrival.id)[:BATCH]
            verdicts: list[Verdict] = []
            for drafts in Judge(self._desk, self._ledger, self._readers).judge(wave):
                judged = [replace(draft.verdict, kept=self._kept(draft.verdict)) for draft in drafts]
                self._ledger.judge(judged, [member for draft in drafts for member in draft.members])
                verdicts += judged
                for _ in judged:
                    steps.reach("judged")
            yield from self._file([verdict for verdict in verdicts if verdict.disposition is not None])
        yield from self._file(self._ledger.unfiled())

    def _with_copies(self, waiting: Sequence[Arrival]) -> list[Arrival]:
        """Return the arrivals that can be judged; one whose copy somebody took is received anew while its original stands.

        An inner file is got anew from its outer one, once in a run.
        """
        root, inbox = self._desk.workspace.root, self._desk.workspace.inbox
        lost = [one for one in waiting if not one.uncopied and files.stamp(root / one.spool) is None]
        if not lost:
            return list(waiting)
        log.error("copies are gone before they were judged: %s", [arrival.file for arrival in lost])
        again = [one for one in lost if one.original is not None and files.stamp(inbox / one.original) is not None]
        opened = [
            verdict
            for verdict in self._ledger.unfiled()
            if verdict.disposition is None and any(_is_inside(one, verdict.arrival) for one in lost)
        ]
        outer = [verdict.arrival for verdict in opened if verdict.arrival.id not in self._reopened]
        self._reopened |= {one.id for one in outer}
        self._planned -= {PurePosixPath(verdict.kept) for verdict in opened}
        again += [one for one in waiting if any(_is_inside(one, other) for other in outer)]
        self._ledger.forget([arrival.id for arrival in again])
        self._ledger.reopen([arrival.id for arrival in outer])
        return self._with_copies(self._ledger.waiting()) if again else list(waiting)

    def _kept(self, verdict: Verdict) -> str:
        arrival = verdict.arrival
        path = kept_path(
            verdict.disposition,
            verdict.unit,
            verdict.period,
            received_at=arrival.received_at,
            sha256=arrival.sha256,
            label=arrival.file,
        )
        return self.free_place(path)

    def free_place(self, path: PurePosixPath) -> str:
        """Return a place below the workspace that nothing has, or is to have: the one wished for, or a numbered one."""
        number = 1
        candidate = path
        while candidate in self._planned or files.stamp(self._desk.workspace.root / candidate) is not None:
            number += 1
            candidate = path.with_stem(f"{path.stem}-{number}")
        self._planned.add(candidate)
        return candidate.as_posix()

    def _file(self, verdicts: Sequence[Verdict]) -> Iterator[Outcome]:
        """Bring copies to their folders, then let the originals go, then say so in the ledger."""
        if not verdicts:
            return
        root = self._desk.workspace.root
        for verdict in verdicts:
            source, target = root / verdict.arrival.spool, root / verdict.kept
            target.parent.mkdir(parents=True, exist_ok=True)
            if not verdict.arrival.uncopied and self._has_copy(verdict):
                files.move(source, target)
            steps.reach("kept")
        files.sync_folders((root / verdict.kept).parent for verdict in verdicts)
        marked = {verdict.arrival.id: self._marker.mark(verdict) for verdict in verdicts}
        steps.reach("marked")
        held = []
        for verdict in verdicts:
            if not self._leave_tray(verdict):
                held.append(verdict)
            steps.reach("removed")
        self._held += held
        self._ledger.hold([verdict.arrival.id for verdict in held])
        self._ledger.file([verdict.arrival.id for verdict in verdicts if verdict not in held])
        steps.reach("filed")
        for verdict in verdicts:
            if verdict.disposition is not None:
                said = outcome(verdict, marked[verdict.arrival.id])
                yield replace(said, findings=(*said.findings, find("original-held"))) if verdict in held else said

    def _has_copy(self, verdict: Verdict) -> bool:
        """Return whether the copy waits to be moved; one that somebody took from the spool is made again."""
        arrival, root = verdict.arrival, self._desk.workspace.root
        copy = root / arrival.spool
        if files.stamp(copy) is not None:
            return True
        if files.stamp(root / verdict.kept) is not None:
            return False  # moved already, by a run that was cut off
        log.error("the copy is gone: %r", arrival.file)
        original, seen = self._tray_path(arrival), _stamp(arrival)
        if original is None or seen is None:
            return False
        try:
            return files.copy_once(original, copy, seen)[0] == arrival.sha256
        except NotYetError:
            return False

    def _leave_tray(self, verdict: Verdict) -> bool:
        """Let the original go, if it still is what was read and its copy stands; return False while a program holds it open."""
        arrival = verdict.arrival
        path, seen = self._tray_path(arrival), _stamp(arrival)
        if path is None or seen is None:
            return True
        try:
            if arrival.uncopied and _same(seen, files.stamp(path)):
                files.move(path, self._desk.workspace.root / verdict.kept)
            elif not arrival.uncopied and files.stamp(self._desk.workspace.root / verdict.kept) is None:
                log.error("no copy is kept, stays in the tray: %r", arrival.file)
            elif not arrival.uncopied and not files.remove_if_same(path, seen):
                log.info("saved again meanwhile, stays in the tray: %r", arrival.file)
        except PermissionError:
            log.info("held open, stays in the tray: %r", arrival.file)
            return False
        return True

    def _tray_path(self, arrival: Arrival) -> Path | None:
        """Return where the original stands, None for an inner file and for a copy that is moved once more."""
        if arrival.original is not None:
            return self._desk.workspace.inbox / arrival.original
        return self._desk.workspace.root / arrival.spool if arrival.uncopied else None


def _is_inside(arrival: Arrival, outer: Arrival) -> bool:
    return arrival.original is None and arrival.inode is None and arrival.file.startswith(f"{outer.file}/")


def _stamp(arrival: Arrival) -> Stamp | None:
    if arrival.size is None or arrival.mtime_ns is None or arrival.inode is None:
        return None
    return Stamp(arrival.size, arrival.mtime_ns, arrival.inode)


def _same(one: Stamp | None, other: Stamp | None) -> bool:
    """Return whether two stamps tell of one state of a file, links and pipes too."""
    return one is not None and other is not None and replace(one, regular=other.regular) == other
