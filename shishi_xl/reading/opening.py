"""One file of a stranger → plain data. Everything that can go wrong with a file ends here as a refusal."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from shishi_xl.reading import delimited, limits, sniffing, zipped
from shishi_xl.reading.refusal import Refusal, Result, broken, oversized, unsafe


def read(path: Path, name: str, spool: Path | None = None) -> Result:  # noqa: ARG001 - archives
    """Return what a file holds: "ok" with its sheets, "container" with its members, or "refused" with the reason.

    `name` is the label the file was found under. Members of an archive are written into the spool.
    """
    try:
        return parse(load(path))
    except Refusal as refusal:
        return refusal.result()
    except (MemoryError, RecursionError):
        return oversized("内容过多或嵌套过深").result()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the Rust reader is no Exception and cannot be sent to the parent
        return broken("文件已损坏").result()


def load(path: Path) -> bytes:
    """Return the bytes of a regular file; Refusal for anything else, before and after it is opened."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise unsafe("不是普通文件")
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise unsafe("不是普通文件")
            if status.st_size > limits.FILE_BYTES:
                raise oversized(f"大于 {limits.FILE_BYTES // limits.MEGABYTE} MB")
            data = file.read(limits.FILE_BYTES + 1)
    except PermissionError:
        raise broken("没有读取权限，或正被别的程序占用") from None
    except OSError:
        raise broken("文件读不出来") from None
    if len(data) > limits.FILE_BYTES:
        raise oversized(f"大于 {limits.FILE_BYTES // limits.MEGABYTE} MB")
    return data


def parse(data: bytes) -> Result:
    """Return what bytes hold; Refusal where that cannot be told."""
    kind = sniffing.kind(data)
    if kind == sniffing.ZIP:
        return _zip(data)
    return delimited.read(data)


def _zip(data: bytes) -> Result:
    from shishi_xl.reading import ooxml

    entries = zipped.entries(data)
    names = {entry.name.lower() for entry in entries}
    if b"[content_types].xml" in names:
        found = ooxml.parts(data, entries)
        return ooxml.read(found, ooxml.document(found))
    raise broken("文件已损坏")
