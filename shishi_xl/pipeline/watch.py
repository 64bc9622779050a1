"""watch: collect continuously. Our own sweep finds every file; an event only makes the sweep come sooner."""

from __future__ import annotations

import logging
import signal
import threading
import time
from typing import TYPE_CHECKING

from shishi_xl.core.complaint import Complaint
from shishi_xl.folders.files import replace_waiting
from shishi_xl.folders.kept import strays
from shishi_xl.folders.tray import Settling, scan
from shishi_xl.folders.watching import Nudges
from shishi_xl.folders.workspace import ClosedError, bad_disk, exclusive
from shishi_xl.pipeline.collect import still_waiting
from shishi_xl.pipeline.consolidate import refresh
from shishi_xl.pipeline.intake import Intake
from shishi_xl.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from shishi_xl.core.period import Period
    from shishi_xl.folders.files import Stamp
    from shishi_xl.ledger import Ledger
    from shishi_xl.pipeline.desk import Desk

log = logging.getLogger(__name__)

SWEEP = 2.0  # seconds between sweeps when nothing nudges
GLANCE = 0.05  # between looks at files that have not settled
PAUSE = 1.0  # a file that does not settle holds up the workbooks no longer than this after the last one taken in
BURST = 10.0  # a burst that goes on this long gets its workbooks all the same
HANDFUL = 50  # files taken in before a wish to stop is heard
STUCK = 30.0  # a file that has not changed for so long and still cannot be taken in is said, once
AROUND = 30.0  # between looks for files that somebody has put among the kept ones
RETRY = 5.0  # after trouble with the disk

Event = Outcome | tuple["Period", "Path"] | str  # a string is a state ("ready") or a sentence about trouble


def stop_on_signals() -> threading.Event:
    """Return an event that SIGINT and SIGTERM set, so that the file in hand is finished first."""
    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):  # the last one is Windows' Ctrl+Break
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())
    return stop


def watch(desk: Desk, clock: Callable[[], datetime], stop: threading.Event, *, polling: bool) -> Iterator[Event]:
    """Yield "ready", then what becomes of each file and each workbook written, until `stop` is set.

    The file in hand is finished before the generator ends. Trouble with the disk is said once and waited out.
    """
    desk.prepare()
    with (
        exclusive(desk.workspace),
        desk.open_ledger() as ledger,
        Intake(desk, ledger, clock) as intake,
        Nudges(desk.workspace.inbox, polling=polling) as nudges,
    ):
        yield from _Watch(desk, ledger, intake, nudges, stop).run()
    yield "stopped"


class _Watch:
    def __init__(self, desk: Desk, ledger: Ledger, intake: Intake, nudges: Nudges, stop: threading.Event) -> None:
        self._desk = self._newest = desk
        self._ledger = ledger
        self._intake = intake
        self._nudges = nudges
        self._stop = stop
        self._settling = Settling()
        self._trouble = ""  # what was said last, so that it is said once
        self._unusable = ""  # the same of an edited template
        self._behind: tuple[float, float] | None = None  # the first and the last file no workbook shows yet
        self._kept_house = self._looked_around = float("-inf")
        self._strays: set[Path] = set()
        self._said_waiting: set[Path] = set()

    def run(self) -> Iterator[Event]:
        yield from self._guarded(self._begin)
        yield "ready"
        while not self._stop.is_set():
            self._nudges.renew()
            yield from self._guarded(self._sweep)
        if self._behind:
            yield from self._guarded(self._refresh)

    def _guarded(self, act: Callable[[], Iterator[Event]]) -> Iterator[Event]:
        """Act; where that fails, say so, wait, and finish what was begun before anything else."""
        try:
            with bad_disk(self._desk.workspace):
                if self._trouble:
                    yield from self._begin()
                yield from act()
            if self._trouble:
                self._trouble = ""
                yield "reachable"
        except Complaint as complaint:
            yield from self._troubled(str(complaint))
        except Exception as error:
            log.exception("unexpected error")
            yield from self._troubled(
                f"程序出了意外（{type(error).__name__}），收到的文件都还在，稍后自动重试。"
                "详情在 .shishi/shishi-xl.log，请把它发给维护人员。"
            )

    def _troubled(self, sentence: str) -> Iterator[Event]:
        if self._trouble != sentence:
            self._trouble = sentence
            yield sentence
        self._nudges.wait(RETRY, self._stop)

    def _begin(self) -> Iterator[Event]:
        yield from self._intake.recover()
        yield from self._refresh()

    def _refresh(self) -> Iterator[Event]:
        yield from refresh(self._desk, self._ledger)
        self._behind = None

    def _sweep(self) -> Iterator[Event]:
        closed: set[Path] = set()
        found = self._intake.still_to_do(scan(self._desk.workspace.inbox, closed))
        settled = self._settling.observe(found, time.monotonic(), time.time())
        before = self._behind
        yield from self._take(settled, found)
        if self._behind and self._due(quiet=len(found) == len(settled)):
            yield from self._refresh()
        elif self._behind == before:  # nothing could be taken in
            yield from self._keep_house(closed)
            self._nudges.wait(SWEEP if len(found) == len(settled) else GLANCE, self._stop)

    def _take(self, settled: Sequence[Path], found: Mapping[Path, Stamp]) -> Iterator[Event]:
        for start in range(0, len(settled), HANDFUL):
            if self._stop.is_set():
                return
            for outcome in self._intake.take(settled[start : start + HANDFUL], found):
                now = time.monotonic()
                self._behind = (self._behind[0] if self._behind else now, now)
                yield outcome

    def _due(self, *, quiet: bool) -> bool:
        """Return whether the workbooks are to be written now: once for a burst, and not too late."""
        first, last = self._behind or (0.0, 0.0)
        now = time.monotonic()
        return quiet or now - last > PAUSE or now - first > BURST

    def _keep_house(self, closed: set[Path]) -> Iterator[Event]:
        """Do now and then what no file asks for."""
        now = time.monotonic()
        if now - self._kept_house < SWEEP:
            return
        self._kept_house = now
        if now - self._looked_around > AROUND:
            self._looked_around = now
            self._strays = set(strays(self._desk.workspace.inbox))
        told = dict.fromkeys(self._settling.stuck(now, STUCK), "still-copying")
        told |= dict.fromkeys(closed, "folder-closed") | dict.fromkeys(self._strays, "misplaced-file")
        for path in sorted(told.keys() - self._said_waiting):
            yield still_waiting(self._desk.workspace, path, told[path])
        self._said_waiting = set(told)
        replace_waiting(self._desk.workspace.outbox)
        yield from self._renew_desk()

    def _renew_desk(self) -> Iterator[Event]:
        """Take up a template the office has edited meanwhile; an unusable one is said and the old one goes on."""
        desk = self._newest.renewed()
        if desk is self._newest:
            return
        try:
            desk.prepare()
        except Complaint as complaint:
            if not isinstance(complaint, ClosedError):  # that one is looked at again until it can be read
                self._newest = desk
            if str(complaint) != self._unusable:
                self._unusable = str(complaint)
                yield f"{complaint}\n改好之前，仍按原来的模板和项目库接收。"
            return
        self._newest = self._desk = desk
        self._unusable = ""
        self._intake.use(desk)
        yield "renewed"
        yield from self._refresh()
