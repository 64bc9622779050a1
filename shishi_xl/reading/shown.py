"""Numbers as their cells show them: one shown as 85% holds 0.85, and only its number format tells the sign or unit behind it.

Such a cell is read as the text it shows, so that nobody further on has to guess whether 0.85 or 1 was meant so.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from shishi_xl.patterns import regex
from shishi_xl.reading import markup
from shishi_xl.reading.cells import Cell

_QUOTED = regex(r'"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]')  # what a format shows as it stands: "%" in quotes is no percent
_BLANKS = regex(r"_.|\*.|\[[^\]]*\]")
_CONDITION = regex(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)\]")
_HOLDS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
_UNIT = regex(
    r'(?:[0#?],*|General|G/通用格式)\s*(?:"([^"]*)"|[\\!]?([^\W\d_]+|[%‰]))\s*$'
)  # behind the last digit: 0.00"亿元", 0"%", 0元
_POINT_PUT_IN = regex(r'(?<=[0#?])(?:[\\!]\.|"\.")(?=[0#?])')  # 0!.0 shows 40 as 4.0
_DIGITS = regex(r"[0#?][0#?,.\0]*")
_SCALES = {"十万": 5, "百万": 6, "千万": 7, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_TEN_THOUSAND = 4  # as a power of ten
_HARDLY_SHOWN = 0.05  # less than that shows as 0.0
_TEXT = regex(r"[^\w.,()-]*(-?[0-9,]*\.?[0-9]+)\s*([^\W\d_]+|[%‰])?")
_TELLING = regex(rb"""[%\\!\x80-\xff]|&quot;|[0#?],+[^0#?,]|formatCode\s*=\s*'|numFmtId\s*=\s*["'](?:9|10)["']""")
_CELL_FORMATS = regex(rb"<(?:[\w.-]+:)?cellXfs[\s>]")
_FORMAT = regex(rb"""<(?:[\w.-]+:)?xf(?=[\s/>])(?:[^<>]*?\snumFmtId\s*=\s*["']([0-9]{1,9})["'])?""")
_STYLED = regex(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?\ss="([0-9]{1,6})"[^<>]*(?<!/)>')
_FEW = 20  # formats that are looked for one by one before every cell is looked at
_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True)
class Section:
    """What a section of a number format does to a number: what it shows behind it, and how much smaller it shows it."""

    text: str  # % or a unit
    tens: int = 0  # shown so many powers of ten smaller: 4 of 0!.0,"万元"
    condition: tuple[str, float] | None = None  # of the numbers it is for: [>=10000]

    def shows(self, value: float) -> bool:
        """Return whether the section is the one for a number."""
        return self.condition is None or _HOLDS[self.condition[0]](value, self.condition[1])


Sign = tuple[Section, ...]  # the first section that is for a number tells; () for a format that changes nothing
PERCENT: Sign = (Section("%"),)
_BUILT_IN = {9: PERCENT, 10: PERCENT}  # 0% and 0.00%


def sign_of(code: str) -> Sign:
    """Return what a number format shows that changes what a number says: a % or a unit behind it, a smaller number."""
    sections = [_section(one) for one in code.split(";")[:3]]
    if sections[0].condition is None:
        sections = sections[:1]
    return tuple(sections) if any(one.text or one.tens for one in sections) else ()


def _section(code: str) -> Section:
    found = _CONDITION.search(code)
    condition = (found[1], float(found[2])) if found and found[2].count(".") < 2 else None
    if "%" in _QUOTED.sub("", code):
        return Section("%", condition=condition)
    bare = _BLANKS.sub("", code)
    unit = _UNIT.search(bare)
    # A quoted % is shown behind the number as it is, 0.9 as 0.9%; the space sets it apart from a percent's.
    text = (unit[1] or unit[2] or "").strip().replace("%", " %") if unit else ""
    return Section(text, _tens(bare), condition)


def _tens(code: str) -> int:
    """Return how many powers of ten smaller a number is shown: thousands left out behind the digits, a point put in."""
    runs = _DIGITS.findall(_QUOTED.sub("", _POINT_PUT_IN.sub("\0", code)))
    if not runs:
        return 0
    digits = runs[-1].rstrip(",")
    behind = digits.rpartition("\0")[2] if "\0" in digits else ""
    return 3 * (len(runs[-1]) - len(digits)) + sum(sign in "0#?" for sign in behind)


def as_shown(value: Cell, sign: Sign = PERCENT) -> Cell:
    """Return a number as the text its cell shows, to the last digit that counts; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, float | int):
        return value
    section = next((one for one in sign if one.shows(value)), None)
    if section is None or not (section.text or section.tens):
        return value
    if section.text == "%":
        return f"{value * 100:.12g}%"
    number, unit = value / 10**section.tens, section.text.strip()
    if not unit and section.tens == _TEN_THOUSAND:
        unit = "万"
    said = next((tens for word, tens in _SCALES.items() if unit.startswith(word)), 0)
    if not section.tens or (said == section.tens and not 0 < abs(number) < _HARDLY_SHOWN):
        return f"{_plain(number)}{unit}"
    # 40.0 of 40000, or nothing but 0.0万元 of 320.5: a person has to say what is meant.
    return f"{_plain(number)}{unit}（格式把{_plain(value)}缩小了{10**section.tens}倍显示）"


def _plain(number: float) -> str:
    """Return a number to the last digit that counts, without an exponent."""
    return f"{Decimal(f'{number:.15g}'):f}" if math.isfinite(number) else str(number)


def as_text(value: Cell, text: str) -> Cell:
    """Return a number as its cell shows it where only the text shown is known, not the format."""
    found = _TEXT.fullmatch(text.strip())
    if not found or isinstance(value, bool) or not isinstance(value, float | int) or not math.isfinite(value):
        return value
    told, unit = float(found[1].replace(",", "")), found[2] or ""
    within = 0.5000001 * 10 ** -len(found[1].rpartition(".")[2] if "." in found[1] else "")
    if unit == "%" and abs(value * 100 - told) <= within:
        return as_shown(value)
    unit = unit.replace("%", " %")
    tens = next((tens for tens in range(10) if abs(value / 10**tens - told) <= within), None)
    return value if tens is None or (tens and not told) else as_shown(value, (Section(unit, tens),))


def show(rows: list[list[Cell]], top: int, left: int, places: Mapping[tuple[int, int], Sign]) -> None:
    """Put what is shown in place of the numbers at some (row, column), counted from 1, of rows that begin at a cell."""
    for (row, column), sign in places.items():
        line, offset = row - top, column - left
        if 0 <= line < len(rows) and 0 <= offset < len(rows[line]):
            rows[line][offset] = as_shown(rows[line][offset], sign)


def numbered(codes: Mapping[int, str]) -> dict[int, Sign]:
    """Return the signs of a workbook's own number formats and of the built-in ones, by number."""
    return _BUILT_IN | {number: sign for number, code in codes.items() if (sign := sign_of(code))}


def styles(part: bytes) -> dict[int, Sign]:
    """Return the signs of the cell formats of xl/styles.xml by index, of those that have one."""
    if not _TELLING.search(part):
        return {}
    own = [(tag.get("numFmtId", ""), tag.get("formatCode", "")) for tag in markup.tags(part, "numFmt")]
    signs = numbered({int(number): code for number, code in own if number.isdigit()})
    begin = _CELL_FORMATS.search(part)
    numbers = _FORMAT.findall(part[begin.end() : part.rfind(b"cellXfs")]) if begin else []
    return {index: signs[int(number)] for index, number in enumerate(numbers) if number and int(number) in signs}


def places(
    xml: bytes, formats: Mapping[int, _Fact], column_number: Callable[[bytes], int]
) -> dict[tuple[int, int], _Fact]:
    """Return what is known of the formats of the filled cells of a worksheet part that have one of these, by (row, column)."""
    if not formats or (len(formats) <= _FEW and not any(b's="%d"' % index in xml for index in formats)):
        return {}
    wanted = {b"%d" % index: sign for index, sign in formats.items()}
    return {
        (int(row), column_number(letters)): wanted[format_]
        for letters, row, format_ in _STYLED.findall(xml)
        if format_ in wanted
    }
