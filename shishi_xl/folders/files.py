"""Writing and moving single files so that a reader never sees half of one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from shishi_xl.folders import steps

if TYPE_CHECKING:
    from collections.abc import Iterable

SIDE_SUFFIX = "（待替换）"  # the new workbook that waits beside one held open in Excel
_CHUNK = 1 << 20
_OPEN_SAFELY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LOCK_WAITS = (0.0, 0.1, 0.3)  # Excel and virus scanners often let go within a moment


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a path still holds the file that was seen."""

    size: int
    mtime_ns: int
    inode: int
    regular: bool = True

    @classmethod
    def of(cls, found: os.stat_result) -> Self:
        """Return the stamp of a stat result."""
        return cls(found.st_size, found.st_mtime_ns, found.st_ino, stat.S_ISREG(found.st_mode))


class ChangedMeanwhileError(Exception):
    """The file was written to while it was read; it is not whole yet."""


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of what stands at a path, links not followed; None where nothing does."""
    try:
        return Stamp.of(path.lstat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut; where folders cannot be opened (Windows) the system does it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_safely(path: Path) -> BinaryIO:
    """Open a stranger's file for reading: no link followed, no pipe waited for."""
    return os.fdopen(os.open(path, _OPEN_SAFELY), "rb")


def copy_once(source: Path, target: Path) -> tuple[str, Stamp]:
    """Copy a regular file to a new safe place in one reading; return its sha256 and the stamp of what was read.

    Raises ChangedMeanwhileError when the source moved under the reader, OSError when it cannot be read or kept.
    """
    with open_safely(source) as reader:
        before = Stamp.of(os.fstat(reader.fileno()))
        if not before.regular:
            raise OSError(f"not a regular file: {source.name}")
        digest = hashlib.sha256()
        try:
            with target.open("xb") as writer:
                while chunk := reader.read(_CHUNK):
                    digest.update(chunk)
                    writer.write(chunk)
                writer.flush()
                os.fsync(writer.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        after = Stamp.of(os.fstat(reader.fileno()))
    if after != before:
        target.unlink()
        raise ChangedMeanwhileError(source.name)
    return digest.hexdigest(), before


def seal(path: Path) -> str:
    """Make a file that another process of ours wrote survive a power cut; return its sha256."""
    with path.open("r+b") as written:
        os.fsync(written.fileno())
        return hashlib.file_digest(written, "sha256").hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file beside its place and swap it in; on any error the old one stands and nothing else is left."""
    beside = path.with_name(f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.{os.getpid()}.tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with beside.open("wb") as writer:
            writer.write(data)
            writer.flush()
            os.fsync(writer.fileno())
        steps.reach("consolidated")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def publish(path: Path, data: bytes) -> Path:
    """Write a workbook people may hold open; return where it stands: its place, or beside it until the place is free."""
    for wait in _LOCK_WAITS:
        time.sleep(wait)
        with contextlib.suppress(PermissionError):
            write_atomically(path, data)
            _side(path).unlink(missing_ok=True)
            return path
    write_atomically(_side(path), data)
    return _side(path)


def replace_waiting(folder: Path) -> list[Path]:
    """Swap in the workbooks that waited for a place to become free; return the places that are up to date now."""
    done = []
    for side in sorted(folder.glob(f"*{SIDE_SUFFIX}.*")):
        place = side.with_name(side.name.replace(SIDE_SUFFIX, ""))
        with contextlib.suppress(PermissionError):
            side.replace(place)
            done.append(place)
    return done


def _side(path: Path) -> Path:
    return path.with_name(f"{path.stem}{SIDE_SUFFIX}{path.suffix}")


def move(source: Path, target: Path) -> None:
    """Move within the workspace; a target that stands already is the same file from an interrupted move."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def remove_if_same(path: Path, seen: Stamp) -> bool:
    """Remove an original that still is what was read; return whether it is gone from the tray.

    A file saved again under the same name meanwhile is another submission and stays.
    """
    found = stamp(path)
    if found is None:
        return True
    if found != seen:
        return False
    path.unlink()
    return True


def sync_folders(folders: Iterable[Path]) -> None:
    """Make renames in several folders survive a power cut."""
    for folder in sorted(set(folders)):
        sync_folder(folder)
