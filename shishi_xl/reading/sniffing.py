"""What a file is, by its first bytes. The extension decides nothing."""

from __future__ import annotations

import re

from shishi_xl.patterns import regex
from shishi_xl.reading import ole
from shishi_xl.reading.refusal import Refusal, broken

ZIP, OLE, MAIL, SAVED_PAGE, HTML, XML, TEXT = "zip", "ole", "mail", "saved page", "html", "xml", "text"

_OTHERS = (
    (b"%PDF", "一份 PDF 文件"),
    (b"\x89PNG", "一张图片"),
    (b"\xff\xd8\xff", "一张图片"),
    (b"GIF8", "一张图片"),
    (b"BM", "一张图片"),
    (b"II*\x00", "一张图片"),
    (b"MM\x00*", "一张图片"),
    (b"MZ", "一个程序文件"),
    (b"\x7fELF", "一个程序文件"),
    (b"{\\rtf", "一份 RTF 文档"),
    (b"ID3", "一段音频"),
    (b"\x00\x01\x00\x00Standard", "一个 Access 数据库"),
)
_ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gz 压缩包"),
    (b"BZh", "bz2 压缩包"),
    (b"\xfd7zXZ\x00", "xz 压缩包"),
)
_BARE_BIFF = tuple(bytes((9, version)) + bytes((length, 0)) for version in (0, 2, 4, 8) for length in (4, 6, 8, 16))
_PICTURE_BRANDS = (b"ftypheic", b"ftypmif1", b"ftypavif", b"ftypheix")
_HEADER = regex(rb"\A(?:[\r\n]*)(?:From |[A-Za-z][A-Za-z0-9-]{0,60}:[ \t][^\r\n]*\r?\n)")
_MAIL_FIELDS = regex(rb"(?mi)^(?:mime-version|from|to|subject|received|date|message-id|content-type):")
_RELATED = regex(rb"(?mi)^content-type:\s*multipart/related")
_SENT = regex(rb"(?mi)^(?:to|received|message-id):|^from:(?! *<?saved by)")
_HTML = regex(rb"(?i)<(?:!doctype\s+html|html|table|head|body|meta)[\s>]")


def kind(data: bytes) -> str:
    """Return the family a file belongs to; Refusal with what it is where that is nothing to be read."""
    head = data[:4096]
    if not data:
        raise broken("文件是空的，大小为 0")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith((ole.SIGNATURE, *_BARE_BIFF)):
        return OLE
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            raise Refusal("archive-unusable", reason=f"是 {name}，这里只能拆 .zip")
    for magic, name in _OTHERS:
        if head.startswith(magic) and (len(magic) > 3 or b"\x00" in head[:64]):  # a text may begin with BM or MZ
            raise Refusal("not-a-workbook", found=name)
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] in _PICTURE_BRANDS:
        raise Refusal("not-a-workbook", found="一张图片")
    if not data.strip(b"\x00\r\n\t "):
        raise broken("文件里没有内容")
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    plain = head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
    if _HEADER.match(plain) and len({field.lower() for field in _MAIL_FIELDS.findall(plain)}) >= 2:
        header = re.split(rb"\r?\n\r?\n", plain.lstrip(), maxsplit=1)[0]
        return SAVED_PAGE if _RELATED.search(header) and not _SENT.search(header) else MAIL
    start = plain.lstrip()
    if start.startswith(b"<"):
        if start.startswith(b"<?xml") and b"<html" not in start.lower():
            return XML
        if _HTML.search(start):
            return HTML
        return XML if b"urn:schemas-microsoft-com:office:spreadsheet" in start else HTML
    return TEXT
