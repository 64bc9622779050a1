"""Events of the file system, taken as nudges only: they may be lost, doubled or late without harm."""

from __future__ import annotations

import contextlib
import logging
import threading
from typing import TYPE_CHECKING, Any, Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from shishi_xl.folders.files import Stamp, stamp

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


class Nudges(FileSystemEventHandler):
    """Tells when something may have happened in a folder; falls back to the sweep when it cannot."""

    def __init__(self, folder: Path, *, polling: bool) -> None:
        """Watch nothing yet."""
        self._folder = folder
        self._polling = polling  # network shares give no events of other machines; the sweep alone serves them
        self._nudged = threading.Event()
        self._observer: Any = None
        self._identity: Stamp | None = None
        self._gone = False

    def __enter__(self) -> Self:
        """Begin to watch."""
        self.renew()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        self._end()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note that a sweep is worth while."""
        if event.event_type in {"deleted", "moved"} and event.src_path == str(self._folder):
            self._gone = True  # one made anew may get the same inode
        if event.event_type not in {"opened", "closed_no_write"}:  # our own reading makes those
            self._nudged.set()

    def renew(self) -> None:
        """Watch anew when the folder is another one than before: an observer of a vanished folder stays deaf for ever."""
        if self._polling:
            return
        found = stamp(self._folder)
        alive = self._observer is not None and self._observer.is_alive() and not self._gone
        if alive and found is not None and self._identity is not None and found.inode == self._identity.inode:
            return
        self._end()
        self._identity = found
        self._gone = False
        if found is None:
            return
        from watchdog.observers import Observer

        observer = Observer()
        try:
            observer.schedule(self, str(self._folder), recursive=True)
            observer.start()
        except OSError as error:  # too many watches, or a file system without events
            log.warning("no file system events, sweeping only: %s", error)
            return
        self._observer = observer

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Return after some seconds, at a nudge, or soon after `stop` is set."""
        waited = 0.0
        while waited < seconds and not stop.is_set():
            if self._nudged.wait(min(0.2, seconds - waited)):
                self._nudged.clear()
                return
            waited += 0.2

    def _end(self) -> None:
        if self._observer is not None:
            with contextlib.suppress(RuntimeError):
                self._observer.stop()
                self._observer.join(2)
            self._observer = None
