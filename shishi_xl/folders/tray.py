"""inbox/ itself: what waits there, and which of it is whole."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from shishi_xl.folders.files import Stamp, open_safely
from shishi_xl.folders.workspace import OWN_FOLDERS
from shishi_xl.patterns import regex

# Files of other programs at work; touching one would break what its owner is doing.
_UNTOUCHED = regex(r"~\$|\.|.*\.(tmp|part|crdownload|partial|download)$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)

QUIET_WHOLE = 0.3  # seconds without change for a file whose end is there
QUIET_OTHER = 2.0  # for a file whose end cannot be told
QUIET_TRUNCATED = 8.0  # for a zip whose directory is missing: most likely still being copied
_SETTLED_AGE = 30.0  # a whole file last written so long ago needs no watching


def is_untouched(name: str) -> bool:
    """Return whether a file's name is one of another program's at work, or of the system's."""
    return _UNTOUCHED.match(name) is not None


def scan(inbox: Path, closed: set[Path] | None = None) -> dict[Path, Stamp]:
    """Return what waits in the tray with its stamp, sub-folders too; links are seen, never followed.

    Sub-folders that we have no right to look into are added to `closed`.
    """
    found: dict[Path, Stamp] = {}
    folders = [inbox]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if folder == inbox:
                raise
            if closed is not None and isinstance(error, PermissionError):
                closed.add(folder)
            continue  # it may have gone away; the next sweep looks again
        for entry in entries:
            if is_untouched(entry.name) or (folder == inbox and entry.name in OWN_FOLDERS):
                continue
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISDIR(status.st_mode):
                folders.append(Path(entry.path))
            else:
                # Windows gives no inode in scandir; the tray's identity check then rests on size and time.
                found[Path(entry.path)] = Stamp.of(status if status.st_ino else os.lstat(entry.path))
    return found


@dataclass
class Settling:
    """Tells files that are whole from those still being copied, by quiet time; time is an argument."""

    seen: dict[Path, tuple[Stamp, float]] = field(default_factory=dict)

    def observe(self, found: dict[Path, Stamp], monotonic: float, wall: float) -> list[Path]:
        """Return the files that have settled, oldest first, given what a scan found at a moment."""
        self.seen = {
            path: self.seen[path] if path in self.seen and self.seen[path][0] == now else (now, monotonic)
            for path, now in found.items()
        }
        settled = [path for path, (now, since) in self.seen.items() if self._quiet(path, now, monotonic - since, wall)]
        return sorted(settled, key=lambda path: (found[path].mtime_ns, path.as_posix()))

    def stuck(self, monotonic: float, seconds: float) -> list[Path]:
        """Return the files that have lain still so long and are not taken in: held open, closed to us, or cut off."""
        return sorted(path for path, (_, since) in self.seen.items() if monotonic - since >= seconds)

    def _quiet(self, path: Path, now: Stamp, quiet: float, wall: float) -> bool:
        if not now.regular:
            return True
        if quiet < QUIET_WHOLE and wall - now.mtime_ns / 1e9 < _SETTLED_AGE:
            return False
        return quiet >= QUIET_TRUNCATED or quiet >= quiet_needed(path, now.size, old=quiet < QUIET_WHOLE)


def quiet_needed(path: Path, size: int, *, old: bool = False) -> float:
    """Return how long a file must lie still, in seconds, judged by whether its end is there."""
    try:
        with open_safely(path) as reader:
            head = reader.read(8)
            reader.seek(max(0, size - 65_557))  # a zip's end record, with the longest comment
            tail = reader.read(65_557)
    except OSError:
        return QUIET_OTHER
    if not head.strip(b"\0"):
        return QUIET_TRUNCATED  # empty, or room set aside by a copy that has only begun
    if not head.startswith(b"PK\x03\x04"):
        return 0.0 if old else QUIET_OTHER
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return QUIET_TRUNCATED
    return 0.0 if old else QUIET_WHOLE
