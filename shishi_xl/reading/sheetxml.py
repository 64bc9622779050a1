"""What calamine hides of a worksheet, found in the bytes of its XML: flaws, merges, hidden rows, the true used area.

Never a DOM: a million style-only rows cost an XML parser 16 s and this scan a fraction of one.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import islice

from shishi_xl.patterns import regex
from shishi_xl.reading import limits
from shishi_xl.reading.cells import ERROR, NO_RESULT, Flaws, Merge, refuse_area, refuse_merges
from shishi_xl.reading.markup import attributes
from shishi_xl.reading.refusal import broken

_PLACED = regex(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:\s[^<>]*+)?+(?<!/)>')
_REFERENCE = regex(rb"([A-Z]{1,3})[1-9][0-9]{0,6}\Z")
_CELL_ATTRIBUTE = regex(rb"""\s([rst])\s*=\s*(["'])([^"'<>]*)\2""")
_ERROR = regex(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?=[^<>]*\st="e")[^<>]*[^<>/]>(?:\s*<f[^<>]*/>|\s*<f[^<>]*>[^<]*</f>)?\s*(?:<v[^<>]*>([^<]*)</v>)?'
)
_FORMULA = regex(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*'
    rb"(?:<v(?:\s[^<>]*)?(/>|>)([^<]*))?"
)
_ANY_FORMULA = regex(rb"<f[\s/>]")  # not the <formula1> of a validation
_RANGE = regex(rb'<mergeCell\s[^<>]*?ref="\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})"')
_HIDDEN_ROW = regex(  # a row without height is as hidden
    rb'<row(?=[^<>]*\s(?:hidden="(?:1|true)"|ht="0(?:\.\d+)?"))[^<>]*\sr="([0-9]{1,7})"'
)
_HIDING = (b'hidden="', b'ht="0', b'width="0')
_NOTHING = regex(r"0(?:\.\d+)?")
_UNNUMBERED = regex(rb'<row(?![^<>]*\sr=")[\s/>]')
_COLUMN = regex(rb"<col\s[^<>]*>")
_NO_ROWS = regex(rb"<sheetData(?:\s[^<>]*)?/>|</sheetData\s*>")
_TAG = regex(rb"""<(/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_NOISE = regex(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LONG_TAIL = 100_000  # bytes without a value
_STRIDE = 32_768  # more than there are columns
_KEPT = {b"row", b"c", b"v", b"f", b"is", b"t", b"r", b"rPh"}  # inside sheetData
_BESIDE = {b"cols", b"col", b"mergeCells", b"mergeCell"}


@dataclass(slots=True)
class Scan:
    """What stands in a worksheet's XML beside the values. Rows and columns are counted from 1."""

    xml: bytes  # as the reader shall get it
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    flaws: Flaws = field(default_factory=dict)


def scan(xml: bytes) -> Scan:
    """Return the facts of a worksheet part (UTF-8, no DOCTYPE); Refusal where it cannot be laid out safely."""
    xml = _trimmed(xml)
    if _is_unusual(xml):
        xml = _canonical(xml)
    if xml.rfind(b"</sheetData>") < 0 and not _NO_ROWS.search(xml):
        raise broken("工作表的内容不完整")
    places = _PLACED.findall(xml)  # every cell that is not an empty tag
    if len(places) != xml.count(b"</c>"):
        xml = _canonical(xml)
        places = _PLACED.findall(xml)
        if len(places) != xml.count(b"</c>"):
            raise broken("单元格的位置写得不对")
    found = Scan(xml)
    _check_order(places)
    if b"mergeCell" in xml:
        found.merges = _merges(xml)
    if any(sign in xml for sign in _HIDING):
        found.hidden_rows = [int(row) for row in _HIDDEN_ROW.findall(xml)]
        found.hidden_columns = _hidden_columns(xml)
    if b't="e"' in xml:
        for letters, row, text in _ERROR.findall(xml):
            found.flaws[int(row), column_number(letters)] = (ERROR, unescape(text.decode("utf-8", "replace")))
    if _ANY_FORMULA.search(xml):
        _mark_missing_results(xml, found.flaws)
    return found


@lru_cache(maxsize=20_000)
def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _trimmed(xml: bytes) -> bytes:
    """Return the part without the rows below the last value: a formatted column is a million of them."""
    last, end = xml.rfind(b"</c>"), xml.rfind(b"</sheetData>")
    if not 0 <= last < end - _LONG_TAIL or b"<!" in xml:
        return xml
    row_end = xml.find(b"</row>", last, end)
    return xml if row_end < 0 else xml[: row_end + 6] + xml[end:]


def _is_unusual(xml: bytes) -> bool:
    """Tell whether the part is written otherwise than the patterns here expect."""
    root = xml.find(b"<worksheet")
    # One character is found many times faster than two: most parts have no ! and no ' at all.
    odd = (b"!" in xml and b"<!" in xml) or (b"'" in xml and b"='" in xml) or b' ="' in xml or b'= "' in xml
    if root < 0 or odd or xml.find(b"<?", root) >= 0:
        return True
    return xml.count(b'<row r="') != xml.count(b"<row") and bool(_UNNUMBERED.search(xml))


def _check_order(places: list[tuple[bytes, bytes]]) -> None:
    """Refuse cells twice or out of order, which calamine loses silently, and an area too large to lay out."""
    if len(places) > limits.CELLS * 4:
        raise broken("单元格过多")
    columns = {letters: column_number(letters) for letters in {letters for letters, _ in places}}
    positions = [int(row) * _STRIDE + columns[letters] for letters, row in places]
    if not positions:
        return
    rising = all(map(operator.lt, positions, islice(positions, 1, None)))
    if not rising or positions[0] < _STRIDE or max(columns.values()) > limits.COLUMNS:
        raise broken("单元格重复或次序错乱")
    refuse_area(positions[-1] // _STRIDE, max(columns.values()))


def _merges(xml: bytes) -> list[Merge]:
    ranges = _RANGE.findall(xml)
    refuse_merges(len(ranges))
    return [(int(top), column_number(left), int(bottom), column_number(right)) for left, top, right, bottom in ranges]


def _hidden_columns(xml: bytes) -> list[int]:
    hidden: set[int] = set()
    for tag in _COLUMN.findall(xml[: max(0, xml.find(b"<sheetData"))])[: limits.COLUMNS]:
        found = attributes(tag.decode("utf-8", "replace"))
        if found.get("hidden") in {"1", "true"} or _NOTHING.fullmatch(found.get("width", "")):
            first, last = found.get("min", ""), found.get("max", "")
            if first.isdecimal() and last.isdecimal():
                hidden.update(range(int(first), min(int(last), limits.COLUMNS) + 1))
    return sorted(hidden)


def _mark_missing_results(xml: bytes, flaws: Flaws) -> None:
    for letters, row, attrs, opened, value in _FORMULA.findall(xml):
        if value or (opened and b't="str"' in attrs):  # ="" stores an empty text: a result like any other
            continue
        flaws.setdefault((int(row), column_number(letters)), (NO_RESULT, ""))


def _canonical(xml: bytes) -> bytes:
    """Return the part rewritten as Excel writes it: no prefixes, comments or CDATA, every cell with its place first."""
    xml = _NOISE.sub(lambda match: _escaped(match[1] or b""), xml)
    out: list[bytes] = [b"<worksheet>"]
    depth, row, column, end = 0, 0, 0, 0
    for match in _TAG.finditer(xml):
        closing, name, text, empty = match.groups()
        if depth:
            out.append(xml[end : match.start()])
        end = match.end()
        if name == b"sheetData":
            depth = 0 if closing or empty else 1
        elif (name not in _KEPT) if depth else (name not in _BESIDE):
            continue
        attrs = b"" if closing else _plain(text)
        if not closing and name == b"row":
            row, column, attrs = _numbered(text, row)
        elif not closing and name == b"c":
            column, attrs = _placed(text, row, column)
        out.append(b"<" + closing + name + attrs + empty + b">")
    out.append(b"</worksheet>")
    return b"".join(out)


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _plain(text: bytes) -> bytes:
    """Return attributes in double quotes, without those of other vocabularies."""
    if not text.strip():
        return b""
    found = attributes(text.decode("utf-8", "replace"))
    kept = {name: value for name, value in found.items() if ":" not in name or name.startswith("xml:")}
    quoted = (
        f' {name}="{_escaped(value.encode()).decode().replace(chr(34), "&quot;")}"' for name, value in kept.items()
    )
    return "".join(quoted).encode()


def _numbered(text: bytes, row: int) -> tuple[int, int, bytes]:
    found = attributes(text.decode("utf-8", "replace"))
    number = found.get("r", "")
    row = int(number) if number.isdecimal() and len(number) < 8 else row + 1
    flat = _NOTHING.fullmatch(found.get("ht", ""))
    hidden = b' hidden="1"' if flat or found.get("hidden") in {"1", "true"} else b""
    return row, 0, b"".join((hidden, b' r="%d"' % row))


def _placed(text: bytes, row: int, column: int) -> tuple[int, bytes]:
    """Return the column of a cell and its attributes, its place first: the given one or the next."""
    found = {name: value for name, _, value in _CELL_ATTRIBUTE.findall(text)}
    given = found.pop(b"r", b"")
    match = _REFERENCE.match(given)
    if given and not match:
        raise broken("单元格的位置写得不对")
    column = column_number(match[1]) if match else column + 1
    place = given or f"{_letters(column)}{row}".encode()
    rest = b"".join(b' %s="%s"' % pair for pair in found.items() if pair[1].isalnum())
    return column, b' r="%s"%s' % (place, rest)


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
