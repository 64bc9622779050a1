"""Values that their cells do not show: white on white, or in a number format without a place for digits (;;; or "—").

No reader tells. What nobody sees on the sheet, nobody has reported; the cell keeps its value and is marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from shishi_xl.patterns import regex
from shishi_xl.reading import markup
from shishi_xl.reading.cells import UNSEEN

_AS_IT_STANDS = regex(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]')
_SHOWS = regex(r"[0#?@a-z]|通用|[年月日]", re.IGNORECASE)  # a digit, a text, General or a date
_FONT = regex(rb"<(?:[\w.-]+:)?font(?=[\s/>])(?:[^<>]*/>|.*?</(?:[\w.-]+:)?font>)", re.DOTALL)
_FILL = regex(rb"<(?:[\w.-]+:)?fill(?=[\s/>])(?:[^<>]*/>|.*?</(?:[\w.-]+:)?fill>)", re.DOTALL)
_COLOUR = rb"""[^<>]*?\s(?:rgb\s*=\s*["'](?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})["']|theme\s*=\s*["'](0)["'])"""
_WRITTEN = regex(rb"<(?:[\w.-]+:)?color" + _COLOUR)
_GROUND = regex(rb"<(?:[\w.-]+:)?fgColor" + _COLOUR)
_SOLID = regex(rb"""patternType\s*=\s*["'](?!none)""")
_PALE = 0xE0  # of 255; what is paler in red, green and blue hides white
_PALE_BLUE = 0x90  # yellow is pale too


def formats(part: bytes) -> dict[int, str]:
    """Return the cell formats of xl/styles.xml in which a number cannot be seen, by index."""
    codes = {
        tag["numFmtId"]
        for tag in markup.tags(part, "numFmt")
        if "numFmtId" in tag and not shows(tag.get("formatCode", "General"))
    }
    white = _numbered(part, "fonts", _FONT, _is_white)
    if not codes and not white:
        return {}
    pale = _numbered(part, "fills", _FILL, _is_pale)
    uses = markup.tags(_within(part, "cellXfs"), "xf")
    return {
        index: UNSEEN
        for index, use in enumerate(uses)
        if use.get("numFmtId") in codes or (use.get("fontId") in white and use.get("fillId", "0") in pale)
    }


def shows(code: str) -> bool:
    """Return whether a number format shows the digits of a number above zero, or a date of it."""
    return _SHOWS.search(_AS_IT_STANDS.sub("", code.split(";", maxsplit=1)[0])) is not None


def _numbered(part: bytes, group: str, pattern: re.Pattern[bytes], holds: Callable[[bytes], bool]) -> set[str]:
    """Return the numbers, as cell formats give them, of the parts of a group that something holds for."""
    return {str(place) for place, one in enumerate(pattern.findall(_within(part, group))) if holds(one)}


def _within(part: bytes, group: str) -> bytes:
    found = re.search(rb"<(?:[\w.-]+:)?%b[\s>].*?</(?:[\w.-]+:)?%b>" % ((group.encode(),) * 2), part, re.DOTALL)
    return found[0] if found else b""


def _is_white(font: bytes) -> bool:
    colour = _WRITTEN.search(font)
    return colour is not None and (colour[2] is not None or colour[1].upper() == b"FFFFFF")


def _is_pale(fill: bytes) -> bool:
    if not _SOLID.search(fill):
        return True
    colour = _GROUND.search(fill)
    if colour is None:
        return False
    red, green, blue = bytes.fromhex((colour[1] or b"FFFFFF").decode("ascii"))
    return min(red, green) >= _PALE and blue >= _PALE_BLUE
