"""Archives and mails: the files within, bounded, each to be read as a submission of its own."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from shishi_xl.patterns import regex
from shishi_xl.reading import limits, mails, sniffing, zipped
from shishi_xl.reading.refusal import Refusal, Result, locked_archive, unusable

Member = tuple[str, bytes]  # inner path, a label only; the bytes
Dated = tuple[int, str, bytes]  # when it was written as MS-DOS counts it, 0 for unknown; then as a member

_NOISE = regex(r"(?i)(?:^|/)(?:__MACOSX/|~\$|\.~|\._|thumbs\.db$|desktop\.ini$|\.ds_store$|icon\r$)")
_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LONGEST_NAME = 200
_SAVED = regex(rb"<dcterms:modified[^>]*>([0-9T:.-]{19,27})Z?</")
_LONGEST_CORE = 64 * 1024
_MAIN_PARTS = {b"[content_types].xml", b"xl/workbook.xml", b"xl/workbook.bin", b"word/document.xml"}


def is_package(names: set[bytes]) -> bool:
    """Tell from its entries' lower-case names whether a zip is an office document rather than an archive."""
    return bool(names & _MAIN_PARTS) or (
        b"meta-inf/manifest.xml" in names and bool(names & {b"content.xml", b"mimetype", b"encrypted-package"})
    )


def members(data: bytes) -> list[Member]:
    """Return the files in a .zip or .eml by inner path, those of an archive within under its name.

    They come in the order in which they were last written, so that of two versions the later one counts: by the zip's
    own times, between equals (and in a mail, which tells none) by when the workbook says that it was saved, else as they lie.

    Refusal where it is encrypted, damaged, too large, nested too deep, or holds nothing.
    """
    found = _Opening().open(data, "", limits.ARCHIVE_DEPTH)
    if not found:
        raise unusable("里面没有文件")
    return [(name, content) for _, name, content in _in_order(found)]


def unpack(data: bytes, spool: Path | None) -> Result:
    """Return the members of an archive as plain data, each written into the spool under a name made here."""
    kind = "eml" if sniffing.kind(data) == sniffing.MAIL else "zip"
    listed = []
    for name, content in members(data):
        path = None
        if spool is not None:
            path = spool / f"{secrets.token_hex(16)}.part"
            with path.open("xb") as file:
                file.write(content)
        listed.append({"name": name, "path": None if path is None else str(path), "size": len(content)})
    return {"status": "container", "kind": kind, "members": listed}


class _Opening:
    """One archive being opened, and what it may still cost."""

    def __init__(self) -> None:
        self.files = limits.MEMBERS
        self.bytes = limits.MEMBERS_BYTES

    def open(self, data: bytes, prefix: str, depth: int) -> list[Dated]:
        kind = sniffing.kind(data)
        inner = mails.attachments(data) if kind == sniffing.MAIL else self._zip(data)
        found: list[Dated] = []
        for when, name, content in inner:
            path = prefix + (label(name) or f"附件{len(found) + 1}")
            if _NOISE.search(path):
                continue
            self._count(len(content))
            if _is_container(content) and not _is_lost(content):  # such a one is refused by itself, not the rest
                if depth < 2:
                    raise unusable("压缩包里套了太多层压缩包")
                found += self.open(content, f"{path}/", depth - 1)
            else:
                found.append((when, path, content))
        return found

    def _count(self, size: int) -> None:
        self.files -= 1
        self.bytes -= size
        if self.files < 0:
            raise unusable(f"里面的文件超过 {limits.MEMBERS} 个")
        if self.bytes < 0:
            raise unusable(f"解压后超过 {limits.MEMBERS_BYTES // limits.MEGABYTE} MB")

    def _zip(self, data: bytes) -> list[Dated]:
        found: list[Dated] = []
        left = self.bytes
        try:
            entries = _files(data)
            if entries and all(entry.encrypted for _, entry in entries):
                raise locked_archive()
            for name, entry in entries:
                content = _content(data, entry, min(left, limits.FILE_BYTES), alone=len(entries) == 1)
                left -= len(content)
                found.append((entry.modified, name, content))
        except Refusal as refusal:
            raise _as_archive(refusal) from None
        return found


def _files(data: bytes) -> list[tuple[str, zipped.Entry]]:
    """Return the entries of a zip that a person has put there, under their names."""
    named = [(_repaired(entry), entry) for entry in zipped.entries(data)]
    return [(name, entry) for name, entry in named if not name.endswith("/") and not _NOISE.search(name)]


def _content(data: bytes, entry: zipped.Entry, limit: int, *, alone: bool) -> bytes:
    """Return the bytes of an entry; one that is locked or damaged in a zip of its own, to be refused apart from the rest."""
    if entry.encrypted:
        return zipped.alone(data, entry)
    try:
        return zipped.unpack(data, entry, limit)
    except Refusal as refusal:
        if refusal.code != "unreadable" or alone:
            raise
        return zipped.alone(data, entry)


def _in_order(members: Iterable[Dated]) -> Iterator[Dated]:
    """Yield members in the order in which they were written: of those that may be two versions the later one last."""
    listed = list(members)
    if all(when for when, _, _ in listed):
        listed.sort(key=lambda member: member[0])
    for _, group in groupby(listed, key=lambda member: member[0]):
        equals = list(group)
        known = [(_saved(content), place) for place, (_, _, content) in enumerate(equals)] if len(equals) > 1 else []
        told = [(saved, place) for saved, place in known if saved]
        order = list(range(len(equals)))
        for (_, place), (_, source) in zip(told, sorted(told), strict=True):
            order[place] = source  # what tells no time stays where it is
        yield from (equals[place] for place in order)


def _saved(content: bytes) -> str:
    """Return when an office document says that it was saved, "" for what does not say so."""
    if not content.startswith(b"PK\x03\x04"):
        return ""
    try:
        for entry in zipped.entries(content):
            if entry.name.lower() == b"docprops/core.xml":
                said = _SAVED.search(zipped.unpack(content, entry, _LONGEST_CORE))
                return said[1].decode("ascii") if said else ""
    except Refusal:
        pass
    return ""


def label(name: str) -> str:
    """Return an inner path fit for showing: no way out of its folder, no control or direction marks, not endless."""
    shown = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in name if sign not in _BIDI)
    pieces = [piece.strip() for piece in shown.replace("\\", "/").split("/")]
    kept = [piece for piece in pieces if piece not in {"", ".", ".."} and not re.fullmatch("[A-Za-z]:", piece)]
    joined = "/".join(kept).encode("utf-8", "replace").decode("utf-8")
    return joined if len(joined) <= _LONGEST_NAME else "…" + joined[-_LONGEST_NAME:]


def _is_container(content: bytes) -> bool:
    """Tell whether a member is itself an archive or a mail. What cannot be told is a file like any other."""
    try:
        kind = sniffing.kind(content)
        if kind == sniffing.ZIP:
            return not is_package({entry.name.lower() for entry in zipped.entries(content)})
    except Refusal:
        return False
    return kind == sniffing.MAIL


def _is_lost(content: bytes) -> bool:
    """Tell whether a zip within opens for nobody: locked as a whole, or of one file that is damaged."""
    if sniffing.kind(content) != sniffing.ZIP:
        return False
    entries = [entry for _, entry in _files(content)]
    if len(entries) != 1 or entries[0].encrypted:
        return all(entry.encrypted for entry in entries)
    try:
        zipped.unpack(content, entries[0], limits.FILE_BYTES)
    except Refusal as refusal:
        return refusal.code == "unreadable"
    return False


def _as_archive(refusal: Refusal) -> Refusal:
    """Return a refusal of a zip's structure in the words for archives."""
    if refusal.code in {"unreadable", "too-large"}:
        return unusable(refusal.facts.get("reason", ""))
    return refusal


def _repaired(entry: zipped.Entry) -> str:
    """Return an entry's name; without the UTF-8 flag it is what Chinese Windows or an old tool wrote."""
    return mails.guessed(entry.name, ("utf-8",) if entry.is_utf8 else ("utf-8", "gb18030", "cp437"))
