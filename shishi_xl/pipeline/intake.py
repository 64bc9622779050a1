"""The way of a file from the tray to its folder: received, judged, filed; each step safe to be cut off at.

A file's copy is safe and on record before anything reads it; its verdict is committed before the original goes; what
an interruption leaves undone is finished from the ledger by the next run.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Self

from shishi_xl.folders import files, steps
from shishi_xl.folders.files import ChangedMeanwhileError, Stamp
from shishi_xl.folders.kept import kept_path
from shishi_xl.ledger import Arrival, Verdict
from shishi_xl.pipeline.judging import Judge
from shishi_xl.pipeline.marking import Marker
from shishi_xl.pipeline.outcome import Outcome, outcome
from shishi_xl.pipeline.recognising import readers_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from shishi_xl.ledger import Ledger
    from shishi_xl.pipeline.desk import Desk

log = logging.getLogger(__name__)

BATCH = 200  # files for one pandas pass: large enough to pay, small enough to show progress
OVERSIZE = 50 * 1024 * 1024  # refused by size alone; such a file is moved, never copied
_HASHED = 1 << 30
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
        yield from self._file(self._ledger.unfiled())
        yield from self._judge_all()
        known = {PurePosixPath(path).name for path in self._ledger.spools()}
        for stray in self._desk.workspace.spool.iterdir():
            if stray.name not in known:  # cut off before it was on record; the original is still in the tray
                stray.unlink()

    def take(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """Take settled files in, batch by batch; those that changed or are locked stay for a later sweep."""
        for start in range(0, len(paths), BATCH):
            with ThreadPoolExecutor(_COPYING) as copying:  # waiting for the disk, the copies wait together
                received = list(copying.map(self._receive, paths[start : start + BATCH]))
            arrivals = [arrival for arrival in received if arrival]
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

    def _receive(self, path: Path) -> Arrival | None:
        workspace = self._desk.workspace
        seen = files.stamp(path)
        if seen is None:
            return None
        label = path.relative_to(workspace.inbox).as_posix()
        if not seen.regular or seen.size > OVERSIZE:
            sha256 = _bounded_sha256(path) if seen.regular else ""
            return Arrival(sha256, label, path.relative_to(workspace.root).as_posix(), self._clock(), size=seen.size)
        copy = workspace.spool / uuid.uuid4().hex
        try:
            sha256, read = files.copy_once(path, copy)
        except (ChangedMeanwhileError, PermissionError, FileNotFoundError):
            log.info("left for a later sweep: %r", label)
            return None
        return Arrival(
            sha256, label, copy.relative_to(workspace.root).as_posix(), self._clock(),
            label, read.size, read.mtime_ns, read.inode,
        )  # fmt: skip

    def _judge_all(self) -> Iterator[Outcome]:
        """Judge what waits, wave by wave: archives bring new arrivals, copies of one file wait for the first one."""
        while waiting := self._ledger.waiting():
            firsts = {arrival.sha256 or str(arrival.id): arrival for arrival in reversed(waiting)}
            wave = sorted(firsts.values(), key=lambda arrival: arrival.id)[:BATCH]
            verdicts: list[Verdict] = []
            for drafts in Judge(self._desk, self._ledger, self._readers).judge(wave):
                judged = [replace(draft.verdict, kept=self._kept(draft.verdict)) for draft in drafts]
                self._ledger.judge(judged, [member for draft in drafts for member in draft.members])
                verdicts += judged
                for _ in judged:
                    steps.reach("judged")
            yield from self._file(verdicts)

    def _kept(self, verdict: Verdict) -> str:
        root = self._desk.workspace.root
        arrival = verdict.arrival
        path = kept_path(
            verdict.disposition,
            verdict.unit,
            verdict.period,
            received_at=arrival.received_at,
            sha256=arrival.sha256,
            label=arrival.file,
        )
        number = 1
        candidate = path
        while candidate in self._planned or files.stamp(root / candidate) is not None:
            number += 1
            candidate = path.with_stem(f"{path.stem}-{number}")
        self._planned.add(candidate)
        return candidate.as_posix()

    def _file(self, verdicts: Sequence[Verdict]) -> Iterator[Outcome]:
        """Bring copies to their folders, then let the originals go, then say so in the ledger."""
        root = self._desk.workspace.root
        for verdict in verdicts:
            source, target = root / verdict.arrival.spool, root / verdict.kept
            if files.stamp(source) is not None:
                files.move(source, target)
            steps.reach("kept")
        files.sync_folders((root / verdict.kept).parent for verdict in verdicts)
        marked = {verdict.arrival.id: self._marker.mark(verdict) for verdict in verdicts}
        steps.reach("marked")
        for verdict in verdicts:
            self._remove_original(verdict.arrival)
            steps.reach("removed")
        self._ledger.file([verdict.arrival.id for verdict in verdicts])
        steps.reach("filed")
        for verdict in verdicts:
            if verdict.disposition is not None:
                yield outcome(verdict, marked[verdict.arrival.id])

    def _remove_original(self, arrival: Arrival) -> None:
        if arrival.original is None or arrival.size is None or arrival.mtime_ns is None or arrival.inode is None:
            return
        path = self._desk.workspace.inbox / arrival.original
        if not files.remove_if_same(path, Stamp(arrival.size, arrival.mtime_ns, arrival.inode)):
            log.info("saved again meanwhile, stays in the tray: %r", arrival.original)


def _bounded_sha256(path: Path) -> str:
    digest, left = hashlib.sha256(), _HASHED
    with files.open_safely(path) as reader:
        while left > 0 and (chunk := reader.read(1 << 20)):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()
