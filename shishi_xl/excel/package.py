"""An .xlsx file as the zip of its parts: taken apart, and put together so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
CORE_PROPERTIES = "docProps/core.xml"
_DAWN = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can name
_STAMP = regex(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def unpack(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook of ours by name; zipfile.BadZipFile when it is none."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the workbook of these parts. Order and times in the zip are fixed; nothing of the machine gets in."""
    buffer = io.BytesIO()
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name))  # some readers want the types first
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, _DAWN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # otherwise the zip says whether it was made on Windows
            entry.external_attr = 0
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def settle(workbook: bytes, stamp: str = "2000-01-01T00:00:00Z") -> bytes:
    """Return the workbook with its document times and zip times fixed, for writers that put the clock in."""
    parts = unpack(workbook)
    if CORE_PROPERTIES in parts:
        parts[CORE_PROPERTIES] = _STAMP.sub(rb"\g<1>" + stamp.encode() + rb"\g<3>", parts[CORE_PROPERTIES])
    return pack(parts)
