"""Writing and moving single files so that a reader never sees half of one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import signal
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from shishi_xl.folders import steps
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

SIDE_SUFFIX = "（待替换）"  # the new workbook that waits beside one held open in Excel
_CHUNK = 1 << 20
_HASHED = 1 << 30
_OPEN_SAFELY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BESIDE = regex(r"\.[0-9a-f]{16}\.(?P<process>\d+)\.tmp(?:-wal|-shm)?")
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
        inode = found.st_ino & (2**63 - 1)  # some disks hand out more than a column of the ledger holds
        return cls(found.st_size, found.st_mtime_ns, inode, stat.S_ISREG(found.st_mode))


class NotYetError(OSError):
    """The file cannot be had now: closed to us, gone, or no regular file."""


class ChangedMeanwhileError(NotYetError):
    """The file was written to while it was read, or still is; it is not whole yet."""


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


def copy_once(source: Path, target: Path, seen: Stamp | None = None) -> tuple[str, Stamp]:
    """Copy a regular file to a new safe place in one reading; return its sha256 and the stamp of what was read.

    Raises ChangedMeanwhileError when the source moved under the reader or is no longer what was `seen`, NotYetError
    when it cannot be read, another OSError when it cannot be kept.
    """
    try:
        reader = open_safely(source)
    except OSError as error:
        raise NotYetError(error.errno, error.strerror, source.name) from error
    with reader:
        before = Stamp.of(os.fstat(reader.fileno()))
        if not before.regular:
            raise NotYetError(errno.EINVAL, "not a regular file", source.name)
        if (seen is not None and before != seen) or _being_written(reader.fileno()):
            raise ChangedMeanwhileError(errno.EBUSY, "still being written", source.name)
        try:
            sha256 = _copy(reader, target, before, source.name)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return sha256, before


def _copy(reader: BinaryIO, target: Path, before: Stamp, name: str) -> str:
    digest = hashlib.sha256()
    with target.open("xb") as writer:
        while True:
            try:
                chunk = reader.read(_CHUNK)
            except OSError as error:  # a region another program has locked, a bad sector, a share that went away
                raise NotYetError(error.errno, error.strerror, name) from error
            if not chunk:
                break
            digest.update(chunk)
            writer.write(chunk)
        writer.flush()
        os.fsync(writer.fileno())
    if Stamp.of(os.fstat(reader.fileno())) != before:
        raise ChangedMeanwhileError(errno.EBUSY, "changed while it was read", name)
    return digest.hexdigest()


def _being_written(handle: int) -> bool:
    """Return whether a program has the file open for writing, where the system tells.

    Linux grants a read lease only on a file nobody writes to. Windows needs no such question: a file being copied
    there is closed to readers.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # a writer that comes just now sends this; it is ignored
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN  # anything else: a file system without leases, another owner's file
    return False


def sha256_of(path: Path, seen: Stamp | None = None) -> str:
    """Return the sha256 of a file, of its first gigabyte where it is huge; NotYetError when it cannot be read.

    ChangedMeanwhileError when it is no longer what was `seen`, or is being written.
    """
    digest, left = hashlib.sha256(), _HASHED
    try:
        with open_safely(path) as reader:
            if seen is not None and (Stamp.of(os.fstat(reader.fileno())) != seen or _being_written(reader.fileno())):
                raise ChangedMeanwhileError(errno.EBUSY, "still being written", path.name)
            while left > 0 and (chunk := reader.read(_CHUNK)):
                digest.update(chunk)
                left -= len(chunk)
            if seen is not None and Stamp.of(os.fstat(reader.fileno())) != seen:
                raise ChangedMeanwhileError(errno.EBUSY, "changed while it was read", path.name)
    except NotYetError:
        raise
    except OSError as error:
        raise NotYetError(error.errno, error.strerror, path.name) from error
    return digest.hexdigest()


def seal(path: Path) -> str:
    """Make a file that another process of ours wrote survive a power cut; return its sha256."""
    with path.open("r+b") as written:
        os.fsync(written.fileno())
        return hashlib.file_digest(written, "sha256").hexdigest()


def write_atomically(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file beside its place and swap it in; on any error the old one stands and nothing else is left.

    A `secret` one only its owner may read, where the system knows owners.
    """
    beside = _beside(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with beside.open("wb") as writer:
            if secret:
                beside.chmod(0o600)
            writer.write(data)
            writer.flush()
            os.fsync(writer.fileno())
        steps.reach("beside")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def _beside(path: Path) -> Path:
    """Return a hidden name of this process's own in the same folder."""
    return path.with_name(f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.{os.getpid()}.tmp")


def clear_leftovers(folder: Path) -> None:
    """Remove what processes that were cut off had begun to write below a folder."""
    for path in folder.rglob(".*.tmp*"):
        match = _BESIDE.fullmatch(path.name)
        if match and not _alive(int(match["process"])):
            with contextlib.suppress(PermissionError, FileNotFoundError):  # Windows: it is being written at the moment
                path.unlink()


def _alive(process: int) -> bool:
    if os.name == "nt":  # there a file being written cannot be removed, and asking would end the process
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()  # what bears our own number was left by a process before us


def publish(path: Path, data: bytes) -> Path:
    """Write a workbook people may hold open; return where it stands: its place, or beside it until the place is free."""
    for wait in _LOCK_WAITS:
        time.sleep(wait)
        with contextlib.suppress(PermissionError):
            write_atomically(path, data)
            break
    else:
        write_atomically(_side(path), data)
        return _side(path)
    with contextlib.suppress(PermissionError):
        _side(path).unlink(missing_ok=True)
    return path


def replace_waiting(folder: Path) -> list[Path]:
    """Swap in the workbooks below a folder that waited for a place to become free; return the places brought up to date."""
    done = []
    for side in sorted(folder.rglob(f"*{SIDE_SUFFIX}.*")):
        place = side.with_name(side.name.replace(SIDE_SUFFIX, ""))
        with contextlib.suppress(PermissionError, FileNotFoundError):
            if place.exists() and place.stat().st_mtime_ns > side.stat().st_mtime_ns:
                side.unlink()  # it was open itself when its place got something newer
            else:
                side.replace(place)
                done.append(place)
    return done


def _side(path: Path) -> Path:
    return path.with_name(f"{path.stem}{SIDE_SUFFIX}{path.suffix}")


def move(source: Path, target: Path) -> None:
    """Move within the workspace; a target that stands already is the same file from an interrupted move."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _carry(source, target)


def _carry(source: Path, target: Path) -> None:
    """Move to another device: the copy is whole and safe before the source goes."""
    beside = _beside(target)
    try:
        with open_safely(source) as reader, beside.open("wb") as writer:
            shutil.copyfileobj(reader, writer, _CHUNK)
            writer.flush()
            os.fsync(writer.fileno())
        shutil.copystat(source, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(target.parent)
    source.unlink()


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
