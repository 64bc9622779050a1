"""One file of a stranger → plain data. Everything that can go wrong with a file ends here as a refusal."""

from __future__ import annotations

import os
import stat
import traceback
from pathlib import Path

from shishi_xl.reading import archives, delimited, limits, ooxml, sniffing, zipped
from shishi_xl.reading.refusal import Refusal, Result, broken, oversized, unsafe

_FOREIGN = (
    (b"ofd.xml", "一份 OFD 版式文件"),
    (b"index/document.iwa", "一份苹果 Numbers、Pages 文件"),
    (b"meta-inf/container.xml", "一本电子书"),
)


def read(path: Path, spool: Path | None = None) -> Result:
    """Return what a file holds: "ok" with its sheets, "container" with its members, or "refused" with the reason.

    Members of an archive are written into the spool. A refusal that no check of ours foresaw has a "detail" for the log.
    """
    try:
        data = load(path)
    except Refusal as refusal:
        return refusal.result()
    return read_bytes(data, spool)


def read_bytes(data: bytes, spool: Path | None = None) -> Result:
    """Return what bytes hold, as `read` does."""
    try:
        return parse(data, spool)
    except Refusal as refusal:
        return refusal.result()
    except (MemoryError, RecursionError):
        return oversized("内容过多或嵌套过深").result()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the Rust reader is no Exception and cannot be sent on
        return broken("文件已损坏").result() | {"detail": _detail(error)}


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


def parse(data: bytes, spool: Path | None = None) -> Result:
    """Return what bytes hold; Refusal where that cannot be told."""
    kind = sniffing.kind(data)
    if kind == sniffing.ZIP:
        return _zip(data, spool)
    if kind == sniffing.MAIL:
        return archives.unpack(data, spool)
    if kind == sniffing.OLE:
        from shishi_xl.reading import xls

        return xls.read(data)
    if kind in {sniffing.HTML, sniffing.SAVED_PAGE}:
        from shishi_xl.reading import webpage

        return webpage.read(data) if kind == sniffing.HTML else webpage.read_saved(data)
    if kind == sniffing.XML:
        from shishi_xl.reading import spreadsheetml

        return spreadsheetml.read(data)
    return delimited.read(data)


def _zip(data: bytes, spool: Path | None) -> Result:
    """Return the office document a zip is, or the members of an archive."""
    entries = zipped.entries(data)
    names = {entry.name.lower() for entry in entries}
    for telltale, found_out in _FOREIGN:
        if telltale in names:
            raise Refusal("not-a-workbook", found=found_out)
    if not archives.is_package(names):
        return archives.unpack(data, spool)
    found = ooxml.parts(data, entries)
    if "[content_types].xml" not in found and "meta-inf/manifest.xml" in found:
        from shishi_xl.reading import ods

        return ods.read(found)
    main = ooxml.document(found)
    if main.startswith("word/"):
        from shishi_xl.reading import worddoc

        return worddoc.read(found[main], found.get("word/styles.xml", b""))
    if not main.startswith("xl/") and b"workbook" not in found[main][:2048] and not main.endswith("workbook.bin"):
        raise Refusal("not-a-workbook", found="一份幻灯片或别的 Office 文件")
    return ooxml.read(found, main)


def _detail(error: BaseException) -> str:
    """Return an error's traceback for the log, not without end."""
    return "".join(traceback.format_exception(error))[-4_000:]
