"""watch: collect continuously. Our own sweep finds every file; an event only makes the sweep come sooner."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING

from shishi_xl.core.complaint import Complaint
from shishi_xl.folders.files import replace_waiting
from shishi_xl.folders.tray import Settling, scan
from shishi_xl.folders.watching import Nudges
from shishi_xl.folders.workspace import bad_disk, exclusive
from shishi_xl.pipeline.consolidate import refresh
from shishi_xl.pipeline.intake import Intake
from shishi_xl.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from shishi_xl.core.period import Period
    from shishi_xl.ledger import Ledger
    from shishi_xl.pipeline.desk import Desk

SWEEP = 2.0  # seconds between sweeps when nothing nudges
GLANCE = 0.05  # between looks at files that have not settled
BURST = 1.0  # a burst that goes on this long gets its workbooks all the same
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
        self._unrefreshed: float | None = None  # since when a workbook is behind the ledger

    def run(self) -> Iterator[Event]:
        yield from self._guarded(self._begin)
        yield "ready"
        while not self._stop.is_set():
            self._nudges.renew()
            yield from self._guarded(self._sweep)

    def _guarded(self, act: Callable[[], Iterator[Event]]) -> Iterator[Event]:
        """Act; where the disk does not let us, say so, wait, and finish what was begun before anything else."""
        try:
            with bad_disk(self._desk.workspace):
                if self._trouble:
                    yield from self._begin()
                yield from act()
            if self._trouble:
                self._trouble = ""
                yield "reachable"
        except Complaint as complaint:
            if self._trouble != str(complaint):
                self._trouble = str(complaint)
                yield self._trouble
            self._nudges.wait(RETRY, self._stop)

    def _begin(self) -> Iterator[Event]:
        yield from self._intake.recover()
        yield from refresh(self._desk, self._ledger)

    def _sweep(self) -> Iterator[Event]:
        found = scan(self._desk.workspace.inbox)
        settled = self._settling.observe(found, time.monotonic(), time.time())
        for outcome in self._intake.take(settled):
            self._unrefreshed = self._unrefreshed or time.monotonic()
            yield outcome
        quiet = len(found) == len(settled)
        if self._unrefreshed and (quiet or time.monotonic() - self._unrefreshed > BURST):
            yield from refresh(self._desk, self._ledger)
            self._unrefreshed = None
        if not found:
            replace_waiting(self._desk.workspace.outbox)
            self._renew_desk()
        self._nudges.wait(GLANCE if found else SWEEP, self._stop)

    def _renew_desk(self) -> None:
        """Take up a template the office has edited meanwhile; an unusable one is said and the old one goes on."""
        desk = self._newest.renewed()
        if desk is not self._newest:
            self._newest = desk  # looked at once, usable or not, until it changes again
            desk.prepare()
            self._desk = desk
            self._intake.use(desk)
