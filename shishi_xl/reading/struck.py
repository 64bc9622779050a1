"""Text that is crossed out in a workbook: no library tells, and the old figure would run into the new one (~~1120~~1220).

Of a cell in which some text is crossed out the rest is read; one crossed out as a whole keeps its text. Both are flaws.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from shishi_xl.patterns import regex
from shishi_xl.reading import markup
from shishi_xl.reading.cells import ALL_STRUCK, STRUCK

_STRIKE = regex(rb"""<strike(?:\s+val\s*=\s*["'](?:1|true|on)["'])?\s*(?:/>|>\s*</strike>)""")
_PREFIX = regex(rb"<(/?)[A-Za-z][\w.-]*:")
_RUN = regex(rb"<r(?:\s[^<>]*)?>.*?</r>", re.DOTALL)
_PROPERTIES = regex(rb"<rPr(?:\s[^<>]*)?>.*?</rPr>", re.DOTALL)
_TAGS = regex(rb"<[^<>]*>")
_SHARED = regex(rb"<si(?:\s[^<>]*)?>.*?</si>|<si\s*/>", re.DOTALL)
_INLINE = regex(rb'(<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<is(?:\s[^<>]*)?>)(.*?)(</is>)', re.DOTALL)
_SHARING = regex(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\st="s"[^<>]*>\s*<v>([0-9]{1,9})</v>')
_FONT = regex(rb"<font(?:\s[^<>]*)?>.*?</font>|<font\s*/>", re.DOTALL)


def texts(part: bytes) -> tuple[bytes, dict[int, str]]:
    """Return xl/sharedStrings.xml without what is crossed out, and the flaw of each text that had any, by index."""
    if b"strike" not in part:
        return part, {}
    part = _without_prefixes(part)
    flaws: dict[int, str] = {}
    pieces, end = [], 0
    for index, match in enumerate(_SHARED.finditer(part)):
        kept, flaw = _without(match[0])
        if flaw:
            flaws[index] = flaw
            pieces += [part[end : match.start()], kept]
            end = match.end()
    return b"".join([*pieces, part[end:]]), flaws


def inline(xml: bytes) -> tuple[bytes, dict[tuple[bytes, int], str]]:
    """Return a worksheet part without what is crossed out in its cells' own texts, and the flaws by (column, row)."""
    if b"<strike" not in xml:
        return xml, {}
    flaws: dict[tuple[bytes, int], str] = {}

    def cell(match: re.Match[bytes]) -> bytes:
        kept, flaw = _without(match[4])
        if flaw:
            flaws[match[2], int(match[3])] = flaw
        return match[1] + kept + match[5]

    return _INLINE.sub(cell, xml), flaws


def sharing(xml: bytes, shared: Mapping[int, str]) -> dict[tuple[bytes, int], str]:
    """Return the flaws of the cells that show a shared text with something crossed out, by (column, row)."""
    return {
        (letters, int(row)): shared[int(index)]
        for letters, row, index in (_SHARING.findall(xml) if shared else ())
        if int(index) in shared
    }


def formats(part: bytes) -> dict[int, str]:
    """Return the cell formats of xl/styles.xml that cross out all of a cell, by index."""
    if b"strike" not in part:
        return {}
    part = _without_prefixes(part)
    begin, end = part.find(b"<fonts"), part.find(b"</fonts>")
    fonts = {str(place) for place, match in enumerate(_FONT.finditer(part, begin, end)) if _STRIKE.search(match[0])}
    begin, end = part.find(b"<cellXfs"), part.find(b"</cellXfs>")
    uses = markup.tags(part[begin:end], "xf") if begin >= 0 else []
    return {index: ALL_STRUCK for index, use in enumerate(uses) if use.get("fontId", "") in fonts}


def _without_prefixes(part: bytes) -> bytes:
    """Return a part with the names of its elements bare where some have a prefix (<x:strike/>)."""
    return _PREFIX.sub(rb"<\1", part) if b":strike" in part else part


def _without(text: bytes) -> tuple[bytes, str]:
    """Return a rich text without its runs that are crossed out and its flaw; all of it where nothing else is left."""
    crossed = [run for run in _RUN.findall(text) if any(_STRIKE.search(one) for one in _PROPERTIES.findall(run))]
    if not any(_says(run) for run in crossed):
        return text, ""
    kept = text
    for run in crossed:
        kept = kept.replace(run, b"", 1)
    return (kept, STRUCK) if _says(kept) else (text, ALL_STRUCK)


def _says(markup_: bytes) -> bool:
    return bool(_TAGS.sub(b"", markup_).strip())
