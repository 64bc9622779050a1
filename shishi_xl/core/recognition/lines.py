"""Rows below a heading: which hold a project or an indicator, and which are totals, groups, notes or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from shishi_xl.core.form import INDICATOR_SHEET
from shishi_xl.core.grid import Raw
from shishi_xl.core.normalise import fold, is_blank, text_of
from shishi_xl.core.recognition import money
from shishi_xl.core.recognition.columns import Table
from shishi_xl.core.recognition.spelling import TOTALS, Vocabulary
from shishi_xl.patterns import regex

_GROUP = regex(r"^\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)")
_NUMBER = regex(r"\s*[（(]?\d{1,3}(?:\.0)?[)）.、*]*\s*")
_TOTAL = regex(
    rf"(?:本页|本表|本单位|以上|全部|项目|投资|单位)?(?:合计.{{0,4}}|(?:{'|'.join(sorted(TOTALS))})(?:共?\d*[个项件]?(?:项目)?))"
)  # 总计（13个）, 本页小计
# 学校项目小计, 总投资合计（万元）, Total: only where neither 序号 nor 项目内容 says that a project may be called so.
_SUM = regex(
    r".{0,8}(?:合计|小计|总计)(?:万元)?|(?:本页|本表|本单位|以上|全部|项目|投资|数据)*汇总|(?:sub|grand)?total|平均(?:值|数)?"
)
_COLUMN_NUMBERS = frozenset({"栏次", "行次"})  # before （1）（2）（3）
# A line below the table that says who signed the paper, whatever template it was printed from.
_FOOTER = regex(
    r"(?:填报|填表|制表|审核|复核|审批|审签|经办|报送|上报|联系|主要|主管|分管|单位|部门)*"
    r"(?:人|人员|负责人|领导|电话|手机|方式|日期|时间|单位|部门|签字|签名|签章|盖章|意见)+(?:\((?:签字|签名|签章|盖章|公章|手机)\))?(?::|$|\d{4}年)"
    r"|(?:填报|填表|制表|审核|复核|审批|审签|经办)(?:\((?:签字|签名|签章)\))?:"
)
_LONGEST_FOOTER = 120
_REMARKS = frozenset({"注", "备注", "附注", "说明"})  # before words on the whole table, in a cell of its own
_DEEPEST_MERGE = 300  # rows


class LineKind(Enum):
    """What a row below a heading is."""

    ROW = "row"  # of a project or an indicator
    TEXT = "text"  # words that belong to no row


@dataclass(slots=True)
class Line:
    """One row that says something."""

    table: Table
    row: int
    kind: LineKind
    number: str
    name: str
    content: str
    units: str
    indicator: str
    filled: bool  # something stands in a cell that the unit fills in
    words: str = ""  # of a TEXT line
    words_column: int = 0

    @property
    def names_something(self) -> bool:
        """Return whether the row says which project or indicator it is about."""
        return bool(self.name or self.content or self.indicator)

    @property
    def is_numbered(self) -> bool:
        """Return whether a number stands in 序号."""
        return _NUMBER.fullmatch(self.number or "-") is not None

    def set_aside(self) -> None:
        """Make of the row words that belong to no project."""
        sheet = self.table.sheet
        row = enumerate(sheet.rows[self.row - sheet.top], start=sheet.left)
        present = {column: raw for column, raw in row if not is_blank(raw)}
        self.kind, self.words_column = LineKind.TEXT, min(present)
        self.words = " ".join(text_of(raw) for raw in present.values())


def read(table: Table, words: Vocabulary) -> Iterator[Line]:
    """Yield the lines of a table from top to bottom; blank rows, totals, repeated headings and empty groups are left out."""
    sheet = table.sheet
    inputs = {column for name, column in table.columns.items() if words.columns[table.kind][name].rule is not None}
    presets = [table.columns.get(field, 0) for field in ("序号", "项目名称", "项目内容", "责任单位", "指标")]
    merged = _merged_down(table)
    for row in range(table.last + 1, table.end + 1):
        cells = enumerate(sheet.rows[row - sheet.top], start=sheet.left)
        present: dict[int, Raw] = {column: raw for column, raw in cells if raw is not None and not is_blank(raw)}
        if not present:
            continue
        if _numbers_columns(tuple(present.values())):
            continue
        number, name, content, units, indicator = (_preset(table, merged, row, present, column) for column in presets)
        filled = not inputs.isdisjoint(present)
        line = Line(table, row, LineKind.ROW, number, name, content, units, indicator, filled)
        ordinary = line.name and line.is_numbered and fold(line.name) not in TOTALS
        if not ordinary and _is_passed_over(line, present, words):
            continue
        yield line


_STEMS = "甲乙丙丁戊己庚辛壬癸"
_UNIT_BEHIND = regex(r"(?<=[\d甲-癸])[（(][^()（）]*[)）]$")  # 2（万元）
_BRACKETS = str.maketrans("", "", "()（）[]【】 栏列")


def _numbers_columns(cells: tuple[Raw, ...]) -> bool:
    """Return whether a row only numbers the columns of the table, as statistical tables do (甲 乙 丙 1 2 3; （1）（2）（3）（4）).

    Units may stand among them: 甲 乙 丙 1 （万元） 2.
    """
    announced = text_of(cells[0]) in _COLUMN_NUMBERS
    if len(cells) < 4 and not announced:
        return False
    told = (text_of(raw) for raw in cells[announced:])
    counted = (_UNIT_BEHIND.sub("", text).translate(_BRACKETS) for text in told if not money.is_unit(text))
    if (first := next(counted, "")) not in {"1", "甲"}:
        return False  # as nearly every row, before all of it is looked at
    said = [first, *counted]
    stems = 0
    while stems < min(len(said), len(_STEMS)) and said[stems] == _STEMS[stems]:
        stems += 1
    return said[stems:] == [str(number) for number in range(1, len(said) - stems + 1)]


def _is_passed_over(line: Line, present: dict[int, Raw], words: Vocabulary) -> bool:
    """Return whether a row is a total, a heading again or the name of a group; one that is only words is marked so."""
    cells = tuple(present.values())
    if _is_total(line, cells) or _is_heading(cells, words) or _is_units(cells):
        return True
    if _is_words(line, cells, words):
        line.set_aside()
        return _GROUP.match(line.words) is not None and not line.filled
    return False


def _merged_down(table: Table) -> dict[tuple[int, int], int]:
    """Return, for cells merged over several rows, the row in which the value stands."""
    found: dict[tuple[int, int], int] = {}
    presets = {table.columns.get(field) for field in ("序号", "项目名称", "项目内容", "责任单位", "指标")}
    for top, left, bottom, _ in table.sheet.merges:
        if left in presets and bottom > top and bottom > table.last and top <= table.end:
            for row in range(max(top, table.last) + 1, min(bottom, table.end, top + _DEEPEST_MERGE) + 1):
                found[row, left] = max(top, table.last + 1)
    return found


def _preset(table: Table, merged: dict[tuple[int, int], int], row: int, present: dict[int, Raw], column: int) -> str:
    raw = present.get(column)
    if raw is None and (row, column) in merged:
        raw = table.sheet.at(merged[row, column], column)
    return raw.strip() if isinstance(raw, str) else text_of(raw)


def _is_total(line: Line, cells: tuple[Raw, ...]) -> bool:
    said = {fold(text) for text in (text_of(cells[0]), line.number, line.name) if len(text) <= 12}
    may_be_sum = not line.content and not line.is_numbered
    return any(_TOTAL.fullmatch(text) or (may_be_sum and _SUM.fullmatch(text)) for text in said)


def _is_units(cells: tuple[Raw, ...]) -> bool:
    """Return whether a row tells nothing but the units of the columns above it: （万元）."""
    return all(isinstance(raw, str) and money.is_unit(raw) for raw in cells)


def _is_heading(cells: tuple[Raw, ...], words: Vocabulary) -> bool:
    """Return whether a row is the heading again, or the 续表 above it."""
    texts = [raw for raw in cells if isinstance(raw, str)]
    if any(fold(text) in {"续表", "接上页", "转下页"} for text in texts if len(text) <= 8):
        return True
    named = sum(words.heading(text) in words.known or words.heading(text) in words.parents for text in texts)
    return named >= 2 and named == len(texts)


def _is_words(line: Line, cells: tuple[Raw, ...], words: Vocabulary) -> bool:
    """Return whether a row is only words: a note, a footer line, the name of a group."""
    if any(_label_of(raw, words) for raw in cells) or is_footer(cells[0]) or is_footer(line.name):
        return True
    if fold(line.number) in _REMARKS or (not line.number and fold(line.name) in _REMARKS):
        return True
    if line.filled or line.is_numbered:
        return False
    if line.table.kind == INDICATOR_SHEET:
        return not (line.indicator and line.name) and len(cells) == 1 and not line.indicator
    return len(cells) == 1 or _GROUP.match(text_of(cells[0])) is not None


def is_footer(raw: Raw) -> bool:
    """Return whether a cell is of a line that is signed: 填报人：, 联系电话, 报送日期：2020年6月25日."""
    if not isinstance(raw, str) or len(raw) > _LONGEST_FOOTER:
        return False
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", raw))
    return _FOOTER.match(plain) is not None


def _label_of(raw: Raw, words: Vocabulary) -> bool:
    """Return whether a cell announces a field of the whole form (填报人：), or is one of the template's own texts."""
    if not isinstance(raw, str) or len(raw) > 120:
        return False
    label = re.split(r"[:：]", raw.strip(), maxsplit=1)[0]
    if len(label) <= 20 and fold(label) in words.labels:
        return True
    return words.is_own_text(fold(raw))
