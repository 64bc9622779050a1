"""Mails: what is attached to them, under the name its mailer meant, and the table a body may hold instead."""

from __future__ import annotations

import codecs
import contextlib
import re
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import default
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from shishi_xl.patterns import regex
from shishi_xl.reading import sniffing
from shishi_xl.reading.refusal import Refusal, unusable

_RAW_NAME = regex(rb'(?i)name="?([^"\r\n;]+)')
_PIECE = regex(r'(?i)name\*([0-9]{1,2})(\*?)="?([^";\r\n]*)')
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_SAID = (  # what a mail itself says, and what mail programs tell each other
    "text/plain", "text/html", "text/enriched", "text/richtext", "text/calendar", "text/x-amp-html", "message/", "multipart/",
)  # fmt: skip
_LIST_COLUMNS = 4


def attachments(data: bytes) -> list[tuple[int, str, bytes]]:
    """Return the attachments of a mail, each with when the mail was sent (as MS-DOS counts it, 0 for unknown) and its name.

    Where none of them can be a table (a picture, a PDF), the body comes with them if it holds one.
    """
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), policy=default)
    sent = _sent(message)
    found: list[tuple[int, str, bytes]] = []
    bodies: list[tuple[int, str, bytes]] = []
    for part in _leaves(message, 0):
        name = _attachment_name(part)
        kind = part.get_content_type()
        inline = part.get_content_disposition() == "inline" or bool(part.get("Content-ID"))
        if kind in _SIGNATURES or (kind.startswith("image/") and inline):
            continue
        content = _payload(part)
        if name or part.get_content_disposition() == "attachment" or (content and not kind.startswith(_SAID)):
            found.append((sent, name or f"附件{len(found) + 1}", content))
        elif kind == "text/html" and b"<table" in content.lower():
            bodies.append((sent, "正文.html", content))
    if not found and not bodies:
        raise unusable("邮件里没有附件")
    if any(_may_be_table(content) for _, _, content in found):
        return found
    return [*(body for body in bodies if not found or _has_list(body[2])), *found]


def _sent(message: Message) -> int:
    """Return when a mail was sent by its sender's clock, packed as a zip packs the times of its files; 0 for unknown."""
    try:
        when = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError):
        return 0
    day = max(0, when.year - 1980) << 9 | when.month << 5 | when.day
    return day << 16 | when.hour << 11 | when.minute << 5 | when.second // 2


def _has_list(body: bytes) -> bool:
    """Tell whether a body holds a list of several columns, and not only its mailer's layout and the sender's address."""
    rows = re.split(rb"(?i)<tr[\s>]", body)[1:]
    return sum(len(re.findall(rb"(?i)<t[dh][\s>]", row)) >= _LIST_COLUMNS for row in rows) > 1


def _may_be_table(content: bytes) -> bool:
    """Tell whether an attachment may hold what is reported: a picture, a PDF or a line of text does not."""
    try:
        kind = sniffing.kind(content)
    except Refusal as refusal:
        return refusal.code not in {"not-a-workbook", "unreadable"}  # a .rar may
    return kind != sniffing.TEXT or any(sign in content for sign in (b",", b"\t", b"\0"))


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
            given = guessed(raw[1].strip(), ("utf-8", "gb18030"))
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
                return guessed(unquote_to_bytes(raw), tuple(filter(_is_known, (charset, "utf-8", "gb18030"))))
    return ""


def _is_known(encoding: str) -> bool:
    try:
        return bool(codecs.lookup(encoding))
    except (LookupError, ValueError):
        return False


def guessed(raw: bytes, encodings: tuple[str, ...]) -> str:
    """Return bytes decoded by the first encoding that fits."""
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
