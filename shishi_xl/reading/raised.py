"""Digits set small above or below the line (60¹): glued to a number they would be digits of it, so they become such signs."""

from __future__ import annotations

import re

from shishi_xl.patterns import regex

_ABOVE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_TEXT = regex(rb"<((?:[\w.-]+:)?(?:si|is))(?:\s[^<>]*)?>.*?</\1>", re.DOTALL)
_RUN = regex(rb"<((?:[\w.-]+:)?r)(?:\s[^<>]*)?>.*?</\1>", re.DOTALL)
_PLACE = regex(rb"""<(?:[\w.-]+:)?vertAlign\s+val\s*=\s*["'](super|sub)script["']""")
_WORDS = regex(rb"(<(?:[\w.-]+:)?t(?:\s[^<>]*)?>)([^<]*)")
_ENTITY = regex(r"&[^;&]*;|[0-9]+")


def mark(text: str, *, below: bool = False) -> str:
    """Return a text with its digits as those set above or below the line."""
    return text.translate(_BELOW if below else _ABOVE)


def texts(part: bytes) -> bytes:
    """Return a part of an .xlsx, the shared texts or a worksheet, with the raised digits of its rich texts marked."""
    return _TEXT.sub(_marked, part) if b"vertAlign" in part else part


def _marked(match: re.Match[bytes]) -> bytes:
    text = match[0]
    if not _PLACE.search(text) or all(_PLACE.search(run[0]) for run in _RUN.finditer(text) if _says(run[0])):
        return text
    return _RUN.sub(_marked_run, text)


def _marked_run(match: re.Match[bytes]) -> bytes:
    place = _PLACE.search(match[0])
    return match[0] if place is None else _WORDS.sub(lambda words: _marked_words(words, place[1] == b"sub"), match[0])


def _marked_words(words: re.Match[bytes], below: bool) -> bytes:
    said = words[2].decode("utf-8", "replace")
    kept = _ENTITY.sub(lambda one: one[0] if one[0].startswith("&") else mark(one[0], below=below), said)
    return words[1] + kept.encode()


def _says(run: bytes) -> bool:
    return any(words[2].strip() for words in _WORDS.finditer(run))
