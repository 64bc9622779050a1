"""Binary workbooks (.xlsb): the records that tell what calamine hides. Values are still calamine's."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from html import escape

from shishi_xl.reading import limits, raised, shown
from shishi_xl.reading.cells import ERROR, Flaws, Merge, refuse_area, refuse_merges
from shishi_xl.reading.ooxml import Facts
from shishi_xl.reading.refusal import broken, oversized

_ROW, _BLANK, _ERROR, _LAST_CELL, _FORMULA_ERROR = 0, 1, 3, 11, 11
_COLUMN, _BUNDLED_SHEET, _MERGE = 60, 156, 176
_SHARED_TEXT, _FONT, _HAS_RUNS = 19, 43, 1
_NUMBER_FORMAT, _FORMAT, _CELL_FORMATS, _CELL_FORMATS_END = 44, 47, 617, 618
_VISIBILITY = {1: "hidden", 2: "veryHidden"}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def prepare(
    found: dict[str, bytes], workbook: str, relations: dict[str, tuple[str, str]]
) -> tuple[list[Facts], dict[str, bytes]]:
    """Return the facts of each worksheet and the package calamine shall read."""
    facts: list[Facts] = []
    package: dict[str, bytes] = {}
    links: list[str] = []
    styles = next((part for name, part in relations.values() if name == "styles" and found.get(part)), "")
    formats = _signs(found[styles]) if styles else {}
    for index, (identifier, name, state) in enumerate(_bundle(found[workbook])):
        if index >= limits.SHEETS:
            raise oversized(f"工作表超过 {limits.SHEETS} 张")
        kind, part = relations.get(identifier, ("", ""))
        if kind and kind != "worksheet":
            links.append(
                f'<Relationship Id="{escape(identifier)}" Type="{_RELATIONS}/{kind}" Target="chartsheets/{index}.bin"/>'
            )
            continue
        if not found.get(part):
            raise broken(f"工作表“{name}”的内容缺失")
        package[f"xl/worksheets/sheet{index}.bin"] = found[part]
        links.append(
            f'<Relationship Id="{escape(identifier)}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{index}.bin"/>'
        )
        facts.append(_scan(found[part], Facts(index, name, _VISIBILITY.get(state, "visible")), formats))
    if not facts:
        raise broken("工作簿里没有工作表")
    for kind, title in (("sharedstrings", "sharedStrings"), ("styles", "styles")):
        part = next((part for name, part in relations.values() if name == kind and found.get(part)), "")
        if part:
            package[f"xl/{title}.bin"] = found[part]
    if styles and "xl/sharedStrings.bin" in package:
        package["xl/sharedStrings.bin"] = _marked(package["xl/sharedStrings.bin"], _small_fonts(found[styles]))
    root = f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.bin"/>'
    package["_rels/.rels"] = f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>'.encode()
    package["xl/workbook.bin"] = found[workbook]
    package["xl/_rels/workbook.bin.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}">{"".join(links)}</Relationships>'.encode()
    )
    return facts, package


def records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield type, start and length of each record of a part; Refusal where one runs past the end."""
    position, end = 0, len(part)
    try:
        while position < end:
            kind = part[position]
            position += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | ((part[position] & 0x7F) << 7)
                position += 1
            length = shift = 0
            while True:
                byte = part[position]
                position += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if not byte & 0x80 or shift > 21:
                    break
            yield kind, position, length
            position += length
    except IndexError:
        raise broken("内容不完整或已损坏") from None
    if position != end:
        raise broken("内容不完整或已损坏")


def _bundle(part: bytes) -> Iterator[tuple[str, str, int]]:
    """Yield relation, name and state of each sheet of the workbook part."""
    for kind, start, length in records(part):
        if kind == _BUNDLED_SHEET:
            if length < 16:
                raise broken("内容不完整或已损坏")
            (state,) = struct.unpack_from("<I", part, start)
            identifier, after = _wide(part, start + 8)
            name, _ = _wide(part, after)
            yield identifier, name, state


def _wide(part: bytes, position: int) -> tuple[str, int]:
    """Return a string of two-byte characters and where it ends."""
    if position + 4 > len(part):
        raise broken("内容不完整或已损坏")
    (length,) = struct.unpack_from("<I", part, position)
    end = position + 4 + (0 if length == 0xFFFFFFFF else length) * 2
    return part[position + 4 : end].decode("utf-16-le", "replace"), end


def _signs(part: bytes) -> dict[int, shown.Sign]:
    """Return the signs that cell formats of the styles part show behind a number, by index."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = False
    for kind, start, length in records(part):
        if kind == _NUMBER_FORMAT and length >= 6:
            (number,) = struct.unpack_from("<H", part, start)
            codes[number] = _wide(part, start + 2)[0]
        elif kind in {_CELL_FORMATS, _CELL_FORMATS_END}:
            inside = kind == _CELL_FORMATS
        elif kind == _FORMAT and inside and length >= 4:
            formats.append(struct.unpack_from("<2H", part, start)[1])
    signs = shown.numbered(codes)
    return {index: signs[number] for index, number in enumerate(formats) if number in signs}


def _small_fonts(part: bytes) -> dict[int, bool]:
    """Return the fonts of the styles part that stand above (False) or below (True) the line, by index."""
    fonts = [(start, length) for kind, start, length in records(part) if kind == _FONT]
    places = (part[start + 6] if length > 6 else 0 for start, length in fonts)
    return {index: place == 2 for index, place in enumerate(places) if place in {1, 2}}


def _marked(part: bytes, small: dict[int, bool]) -> bytes:
    """Return the shared texts with their raised digits marked; the signs are as long as the digits."""
    if not small:
        return part
    marked = bytearray(part)
    try:
        for kind, start, _ in records(part):
            if kind != _SHARED_TEXT or not part[start] & _HAS_RUNS:
                continue
            text, after = _wide(part, start + 1)
            (count,) = struct.unpack_from("<I", part, after)
            runs = [struct.unpack_from("<2H", part, after + 4 + 4 * run) for run in range(min(count, len(text)))]
            ends = [*(begin for begin, _ in runs[1:]), len(text)]
            for (begin, font), end in zip(runs, ends, strict=True):
                if font in small and end > begin and (begin, end) != (0, len(text)):
                    at = start + 5 + 2 * begin
                    said = marked[at : at + 2 * (end - begin)].decode("utf-16-le", "surrogatepass")
                    kept = raised.mark(said, below=small[font]).encode("utf-16-le", "surrogatepass")
                    marked[at : at + len(kept)] = kept
    except (struct.error, IndexError):
        raise broken("内容不完整或已损坏") from None
    return bytes(marked)


def _scan(part: bytes, facts: Facts, formats: dict[int, shown.Sign]) -> Facts:
    merges: list[Merge] = facts.merges
    flaws: Flaws = facts.flaws
    row = last_row = last_column = 0
    try:
        for kind, start, length in records(part):
            if kind == _ROW:
                number = struct.unpack_from("<I", part, start)[0] + 1
                if number <= row:
                    raise broken("单元格重复或次序错乱")
                row = number
                if length > 11 and part[start + 11] & 0x10:
                    facts.hidden_rows.append(row)
            elif _BLANK < kind <= _LAST_CELL:
                column = struct.unpack_from("<I", part, start)[0] + 1
                last_row, last_column = row, max(last_column, column)
                style = int.from_bytes(part[start + 4 : start + 7], "little") if formats else -1
                if style in formats:
                    facts.signs[row, column] = formats[style]
                if kind in {_ERROR, _FORMULA_ERROR}:
                    flaws[row, column] = (ERROR, _ERRORS.get(part[start + 8], "#?"))
            elif kind == _COLUMN:
                first, last, _, _, flags = struct.unpack_from("<4IH", part, start)
                if flags & 1:
                    facts.hidden_columns += range(first + 1, min(last, limits.COLUMNS - 1) + 2)
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<4I", part, start)
                merges.append((top + 1, left + 1, bottom + 1, right + 1))
                refuse_merges(len(merges))
    except (struct.error, IndexError):
        raise broken("内容不完整或已损坏") from None
    refuse_area(last_row, last_column)
    return facts
