"""Text with delimiters (.csv, .tsv, .txt) in the encodings Chinese offices use."""

from __future__ import annotations

import contextlib
import csv
import io
import re

from shishi_xl.patterns import regex
from shishi_xl.reading import limits
from shishi_xl.reading.cells import Budget, Cell, sheet
from shishi_xl.reading.refusal import Refusal, Result, broken, oversized

_DELIMITERS = ("\t", ",", ";", "|")  # where two split equally well: no text has tabs, any may have commas
_CONTROL = regex(r"[\x01-\x08\x0e-\x1f\x7f]")
_STRAY = 100  # characters to each control character that a text copied out of another program may still hold
_MANY_TIMES = 2  # as many zero bytes on the one side as on the other
_SAMPLE = 65_536
_LINE_ENDS = ("\n", "\r")
_FEWEST = 3  # records of which the last may be seen to be cut


def decode(data: bytes) -> str:
    """Return the text of bytes: by their mark, as UTF-8, or as GB18030 (which holds GBK); Refusal for anything else."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding))
            except UnicodeDecodeError:
                raise broken("文字编码损坏，可能没有传完") from None
    if (guessed := _unmarked(data)) is not None:
        with contextlib.suppress(UnicodeDecodeError):
            return _checked(data.decode(guessed))
    is_cut = False
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding))
        except UnicodeDecodeError as error:
            is_cut |= error.end == len(data) and error.end - error.start < 4
    if is_cut:  # within the last character
        raise broken("文件不完整，可能没有传完")
    raise Refusal("not-a-workbook", found="无法识别的文件")


def read(data: bytes) -> Result:
    """Return a delimited text as a workbook of one sheet; every value stays text."""
    text = decode(data).removeprefix("\ufeff")
    delimiter, text = _announced(text)
    rows: list[list[Cell]] = []
    budget = Budget()
    delimiter = delimiter or _likely(text)
    records = _records(text, delimiter)
    if _is_cut(text, records, delimiter):
        raise broken("文件不完整，可能没有传完：最后一行没有写完")
    for fields in records:
        row: list[Cell] = [field.strip() or None for field in fields]
        while row and row[-1] is None:
            row.pop()
        if len(row) > limits.COLUMNS or len(rows) >= limits.ROWS:
            raise oversized("行或列超过 Excel 的上限")
        budget.spend(row)
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise broken("文件里没有内容")
    widths = [len(fields) for fields in records[: len(rows)]]
    notices = ["end-open"] if _may_be_cut(text, records) else []
    return {"status": "ok", "kind": "csv", "notices": notices, "sheets": [sheet("Sheet1", rows, widths=widths)]}


def _is_cut(text: str, records: list[list[str]], delimiter: str) -> bool:
    """Return whether the last line ends in the midst of its row: without the line end and cells that the others have."""
    if text.endswith(_LINE_ENDS) or len(records) < _FEWEST:
        return False
    *others, last = (len(record) for record in records if len(record) > 1 or record is records[-1])  # no footers
    usual = max(others, key=others.count, default=0)
    first, *_, end = (cell.strip() for cell in records[-1] * 2)
    of_figures = first.isdecimal() or (
        last < min(others, default=0) and end.isdecimal()
    )  # 填报人：张三,电话：1 is none
    return (1 < last < usual and of_figures) or _is_open(text, delimiter)


def _is_open(text: str, delimiter: str) -> bool:
    """Return whether the text ends within quotes."""
    try:
        list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _may_be_cut(text: str, records: list[list[str]]) -> bool:
    """Return whether the last line is whole only if its last number is: 3 of 310."""
    *others, last = map(len, records)
    return len(others) >= _FEWEST - 1 and text[-1].isdigit() and last == max(others, key=others.count)


def _unmarked(data: bytes) -> str | None:
    """Return the UTF-16 that a text without its mark is in: its commas and line ends have a zero byte on one side.

    一 (U+4E00) has one on the other.
    """
    zeros = [place % 2 for place, byte in enumerate(data[:_SAMPLE]) if byte == 0]
    odd = sum(zeros)
    even = len(zeros) - odd
    if len(data) % 2 or max(odd, even) < _MANY_TIMES * min(odd, even) + 1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _checked(text: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text)) * _STRAY > len(text):
        raise Refusal("not-a-workbook", found="无法识别的文件")
    return text


def _announced(text: str) -> tuple[str, str]:
    """Return the delimiter of a first line `sep=;` and the text after it."""
    match = re.match(r'"?sep=([,;\t|])"?\r?\n', text)
    return (match[1], text[match.end() :]) if match else ("", text)


def _records(text: str, delimiter: str) -> list[list[str]]:
    """Return the records; a quote that is never closed is taken as a plain character, so that it swallows nothing."""
    csv.field_size_limit(limits.TEXT)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "field limit" in str(error):
            raise oversized(f"一格文字超过 {limits.TEXT} 个字") from None
        if "unexpected end" not in str(error):
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))


def _likely(text: str) -> str:
    """Return the delimiter that splits most records into the same number of fields."""
    sample = text[:_SAMPLE]

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(record) for record in _records(sample, delimiter) if len(record) > 1]
        return (max(map(widths.count, set(widths))) if widths else 0, sum(widths))

    return max(_DELIMITERS, key=score)
