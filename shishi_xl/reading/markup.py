"""XML of strangers: one encoding, no DOCTYPE, attributes by plain scanning. No parser sees a part before this."""

from __future__ import annotations

import re
from html import unescape

from shishi_xl.patterns import regex
from shishi_xl.reading.refusal import broken, unsafe

_DECLARATION = regex(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ATTRIBUTE = regex(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BARE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_UTF8 = {"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "unicode"}  # a part that begins with a plain < is no UTF-16
_KNOWN = {"gb2312", "gbk", "gb18030", "big5", "iso-8859-1", "latin1", "windows-1252", "windows-936", "cp936"}


def clean(part: bytes) -> bytes:
    """Return an XML part in UTF-8; Refusal where it declares a document type or an encoding nobody uses."""
    plain = part[:1] == b"<" and part[1:2] != b"\x00"
    encoding = "" if plain else next((name for mark, name in (*_MARKS, *_BARE) if part.startswith(mark)), "")
    if not encoding:
        declared = _DECLARATION.match(part)
        name = declared[1].decode("ascii").lower() if declared else "utf-8"
        if name in _KNOWN:
            encoding = "gb18030" if name.startswith("gb") or name.endswith("936") else name
        elif name not in _UTF8:
            raise unsafe("内容用了少见的文字编码")
    if encoding:
        part = _recode(part, encoding)
    if b"!" in part and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):  # one character is found faster
        raise unsafe("带有文档类型声明（DOCTYPE）")
    return part


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes written in a tag, their prefixes kept."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def tags(part: bytes, name: str) -> list[dict[str, str]]:
    """Return the attributes of every element of a local name, in order."""
    pattern = rb"<(?:[\w.-]+:)?" + name.encode() + rb"(\s[^<>]*)?>"
    return [attributes(text.decode("utf-8", "replace")) for text in re.findall(pattern, part)]


def _recode(part: bytes, encoding: str) -> bytes:
    try:
        text = part.decode(encoding)
    except UnicodeDecodeError:
        raise broken("文字编码损坏") from None
    return re.sub(r"\A\ufeff?\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8", "replace")
