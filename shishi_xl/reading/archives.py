"""Archives and mails: the files within, bounded, each to be read as a submission of its own."""

from __future__ import annotations

import codecs
import contextlib
import re
import secrets
import unicodedata
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import default
from pathlib import Path
from urllib.parse import unquote_to_bytes

from shishi_xl.reading import limits, sniffing, zipped
from shishi_xl.reading.refusal import Refusal, Result, locked_archive

Member = tuple[str, bytes]  # inner path, a label only; the bytes

_NOISE = re.compile(r"(?i)(?:^|/)(?:__MACOSX/|~\$|\.~|\._|thumbs\.db$|desktop\.ini$|\.ds_store$)")
_RAW_NAME = re.compile(rb'(?i)name="?([^"\r\n;]+)')
_PIECE = re.compile(r'(?i)name\*([0-9]{1,2})(\*?)="?([^";\r\n]*)')
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LONGEST_NAME = 200
_MAIN_PARTS = {b"[content_types].xml", b"xl/workbook.xml", b"xl/workbook.bin", b"word/document.xml"}


def is_package(names: set[bytes]) -> bool:
    """Tell from its entries' lower-case names whether a zip is an office document rather than an archive."""
    return bool(names & _MAIN_PARTS) or (
        b"meta-inf/manifest.xml" in names and bool(names & {b"content.xml", b"mimetype", b"encrypted-package"})
    )


def members(data: bytes) -> list[Member]:
    """Return the files in a .zip or .eml by inner path, those of an archive within under its name.

    Those of a .zip come in the order in which they were last written, so that of two versions the later one counts.

    Refusal where it is encrypted, damaged, too large, nested too deep, or holds nothing.
    """
    found = _Opening().open(data, "", limits.ARCHIVE_DEPTH)
    if not found:
        raise unusable("里面没有文件")
    return found


def unusable(reason: str) -> Refusal:
    """Return the refusal of an archive."""
    return Refusal("archive-unusable", reason=reason)


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

    def open(self, data: bytes, prefix: str, depth: int) -> list[Member]:
        kind = sniffing.kind(data)
        inner = _mail(data) if kind == sniffing.MAIL else self._zip(data)
        found: list[Member] = []
        for name, content in inner:
            path = prefix + (label(name) or f"附件{len(found) + 1}")
            if _NOISE.search(path) or not content:
                continue
            self._count(len(content))
            if _is_container(content) and not _is_locked(content):  # a locked one is refused by itself, not the rest
                if depth < 2:
                    raise unusable("压缩包里套了太多层压缩包")
                found += self.open(content, f"{path}/", depth - 1)
            else:
                found.append((path, content))
        return found

    def _count(self, size: int) -> None:
        self.files -= 1
        self.bytes -= size
        if self.files < 0:
            raise unusable(f"里面的文件超过 {limits.MEMBERS} 个")
        if self.bytes < 0:
            raise unusable(f"解压后超过 {limits.MEMBERS_BYTES // limits.MEGABYTE} MB")

    def _zip(self, data: bytes) -> list[Member]:
        found: list[Member] = []
        left = self.bytes
        try:
            for entry in sorted(zipped.entries(data), key=lambda entry: entry.modified):
                name = _repaired(entry)
                if name.endswith("/") or _NOISE.search(name):
                    continue
                if entry.encrypted:
                    raise locked_archive()
                content = zipped.unpack(data, entry, min(left, limits.FILE_BYTES))
                left -= len(content)
                found.append((name, content))
        except Refusal as refusal:
            raise _as_archive(refusal) from None
        return found


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


def _is_locked(content: bytes) -> bool:
    return sniffing.kind(content) == sniffing.ZIP and any(entry.encrypted for entry in zipped.entries(content))


def _as_archive(refusal: Refusal) -> Refusal:
    """Return a refusal of a zip's structure in the words for archives."""
    if refusal.code in {"unreadable", "too-large"}:
        return unusable(refusal.facts.get("reason", ""))
    return refusal


def _repaired(entry: zipped.Entry) -> str:
    """Return an entry's name; without the UTF-8 flag it is what Chinese Windows or an old tool wrote."""
    return _guessed(entry.name, ("utf-8",) if entry.is_utf8 else ("utf-8", "gb18030", "cp437"))


def _mail(data: bytes) -> list[Member]:
    """Return the attachments of a mail; without any, its body where that holds a table."""
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), policy=default)
    found: list[Member] = []
    bodies: list[Member] = []
    for part in _leaves(message, 0):
        name = _attachment_name(part)
        kind = part.get_content_type()
        inline = part.get_content_disposition() == "inline" or bool(part.get("Content-ID"))
        if kind in _SIGNATURES or (kind.startswith("image/") and inline):
            continue
        content = _payload(part)
        if name or part.get_content_disposition() == "attachment":
            found.append((name or f"附件{len(found) + 1}", content))
        elif kind == "text/html" and b"<table" in content.lower():
            bodies.append(("正文.html", content))
    if not found and not bodies:
        raise unusable("邮件里没有附件")
    return found or bodies


def _leaves(message: Message, depth: int) -> list[Message]:
    """Return the parts that hold something; a forwarded mail's parts count as those of the mail around it."""
    if depth > 8:
        raise unusable("邮件套了太多层")
    if not message.is_multipart():
        return [message]
    children = message.get_payload()
    parts = children if isinstance(children, list) else []
    return [leaf for part in parts if isinstance(part, Message) for leaf in _leaves(part, depth + 1)]


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attachment_name(part: Message) -> str:
    """Return the file name of a part, its raw bytes taken as GB18030 where the mailer did not say what they are."""
    if pieces := _in_pieces(part):
        return pieces
    name = part.get_filename() or ""
    if name and "\ufffd" not in name:
        return name
    for header, value in part.raw_items():
        raw = _RAW_NAME.search(str(value).encode("utf-8", "surrogateescape"))
        if header.lower() in {"content-disposition", "content-type"} and raw:
            given = _guessed(raw[1].strip(), ("utf-8", "gb18030"))
            with contextlib.suppress(ValueError, LookupError, HeaderParseError):
                return str(make_header(decode_header(given)))
            return given
    return name


def _in_pieces(part: Message) -> str:
    """Return a file name sent in pieces (RFC 2231: filename*0*=gb18030''%C7…; filename*1*=…), "" for any other.

    The library decodes every piece by itself; mailers cut wherever the line is full, also within a character.
    """
    for header, value in part.raw_items():
        if header.lower() in {"content-disposition", "content-type"}:
            found = {int(number): (star, text) for number, star, text in _PIECE.findall(str(value))}
            if 0 in found and found[0][0] and found[0][1].count("'") >= 2:
                charset, _, first = found[0][1].split("'", 2)
                raw = "".join([first, *(found[number][1] for number in sorted(found) if number)])
                return _guessed(unquote_to_bytes(raw), tuple(filter(_is_known, (charset, "utf-8", "gb18030"))))
    return ""


def _is_known(encoding: str) -> bool:
    try:
        return bool(codecs.lookup(encoding))
    except (LookupError, ValueError):
        return False


def _guessed(raw: bytes, encodings: tuple[str, ...]) -> str:
    """Return bytes decoded by the first encoding that fits."""
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
