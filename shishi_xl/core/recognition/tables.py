"""Tables on a sheet: where headings stand, how many rows they take, where each table ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET
from shishi_xl.core.grid import Raw, Sheet
from shishi_xl.core.normalise import is_blank
from shishi_xl.core.recognition import months
from shishi_xl.core.recognition.columns import Table, understand
from shishi_xl.core.recognition.spelling import Vocabulary, is_half, is_remark

_DEEPEST = 3  # rows a heading may take
MOST_ROWS = 20_000  # of a sheet among which headings are looked for
_MOST_TABLES = 100  # on one sheet; a sheet of nothing but headings is no form
_MOST_BESIDE = 20  # columns at which a table beside another is looked for
_FIRST_COLUMNS = frozenset({"序号", "项目名称"})
KINDS = (PROJECT_SHEET, INDICATOR_SHEET)
_ANCHORS = {PROJECT_SHEET: ("项目名称", "项目内容"), INDICATOR_SHEET: ("指标", "本期累计")}


def find(sheet: Sheet, words: Vocabulary, month: int | None = None, kinds: tuple[str, ...] = KINDS) -> list[Table]:
    """Return the tables of a sheet from top to bottom; a heading repeated by a page break begins another one.

    `month` is the signed period's: of two columns that differ in their months, that month's is meant. Other tables than
    those of the `kinds` are not looked for.
    """
    marks = _marked_rows(sheet, words)
    for column in _second_beginnings(marks, words):
        halves = _halves(sheet, column)
        left, right = (_stacked(half, _marked_rows(half, words), words, month, kinds) for half in halves)
        if _are_apart(left, right, words):
            return [*left, *find(halves[1], words, month, kinds)]
    return _stacked(sheet, marks, words, month, kinds)


def headed(sheet: Sheet, words: Vocabulary, month: int | None = None) -> list[Table]:
    """Return the tables of projects on a sheet, also those in which no column to fill in is understood."""
    marks = _marked_rows(sheet, words)
    return _stacked(sheet, marks, words, month, (PROJECT_SHEET,), understood=False)


def _stacked(
    sheet: Sheet,
    marks: dict[int, dict[int, str]],
    words: Vocabulary,
    month: int | None,
    kinds: tuple[str, ...],
    *,
    understood: bool = True,
) -> list[Table]:
    """Return the tables of a sheet on which none stands beside another."""
    tables: list[Table] = []
    row_number = -1
    for row in sorted(marks):
        kind = _kind(marks[row], words, kinds)
        if row <= row_number or kind is None:
            continue
        if len(tables) == _MOST_TABLES:
            break
        first, last = _extent(sheet, row, marks, words, row_number)
        tables.append(Table(sheet, kind, first, last, sheet.top + len(sheet.rows) - 1))
        row_number = last
    for table, following in pairwise(tables):
        table.end = following.first - 1
    for table in tables:
        understand(table, words, month)
    return [table for table in tables if _has_inputs(table, words) or not understood]


def _second_beginnings(marks: dict[int, dict[int, str]], words: Vocabulary) -> list[int]:
    """Return the columns at which another table may begin beside the one on the left: 序号 or 项目名称 stands there again.

    Where both stand again side by side, the first of the two begins it.
    """
    columns: dict[str, set[int]] = {field: set() for field in _FIRST_COLUMNS}
    for found in marks.values():
        for column, text in found.items():
            for known in words.fields.values():
                if (field := known.get(text, "")) in columns:
                    columns[field].add(column)
    begins = set().union(*columns.values())
    again = set().union(*(sorted(found)[1:] for found in columns.values()))
    first = min(begins, default=0)
    return sorted({column - 1 if first < column - 1 in begins else column for column in again})[:_MOST_BESIDE]


def _halves(sheet: Sheet, column: int) -> tuple[Sheet, Sheet]:
    """Return what of a sheet is left of a column, and that column with all to its right; every cell keeps its place."""
    at = column - sheet.left
    left, right = (tuple(row[:at] for row in sheet.rows), tuple(row[at:] for row in sheet.rows))
    return replace(sheet, rows=left), replace(sheet, rows=right, left=column)


def _are_apart(left: list[Table], right: list[Table], words: Vocabulary) -> bool:
    """Return whether two halves of a sheet are tables of their own, and not one that names a column twice."""
    if not left or not right:
        return False
    if {table.kind for table in left}.isdisjoint(table.kind for table in right):
        return True
    return _inputs(left, words) == _inputs(right, words)


def _inputs(tables: list[Table], words: Vocabulary) -> set[str]:
    """Return the fields to be filled in that tables have a column for."""
    return {name for table in tables for name in table.columns if words.columns[table.kind][name].rule is not None}


def _has_inputs(table: Table, words: Vocabulary) -> bool:
    """Return whether a table has a column to fill in; the notice's own list of projects has none."""
    return bool(_inputs([table], words))


def _marked_rows(sheet: Sheet, words: Vocabulary) -> dict[int, dict[int, str]]:
    """Return the rows with texts that are headings: row → column → folded text."""
    longest, spelled = words.longest, words.spelled
    found: dict[int, dict[int, str]] = {}
    for number, row in enumerate(sheet.rows[:MOST_ROWS], start=sheet.top):
        for column, raw in enumerate(row, start=sheet.left):
            if isinstance(raw, str) and len(raw) <= longest and (folded := spelled[raw]):
                found.setdefault(number, {})[column] = folded
    return found


def _kind(marks: dict[int, str], words: Vocabulary, kinds: tuple[str, ...] = KINDS) -> str | None:
    """Return which table a row of headings opens: the one it names more columns of, if it names an anchor at all."""
    best, most = None, 1
    for kind in kinds:
        fields = {words.fields[kind][text] for text in marks.values() if text in words.fields[kind]}
        if len(fields) > most and any(anchor in fields for anchor in _ANCHORS[kind]):
            best, most = kind, len(fields)
    return best


def _extent(sheet: Sheet, row: int, marks: dict[int, dict[int, str]], words: Vocabulary, above: int) -> tuple[int, int]:
    """Return the first and last row of the heading around its main row."""
    first = last = row
    while first - 1 > above and row - first < _DEEPEST - 1 and _only_headings(sheet, first - 1, marks, words, row):
        first -= 1
    while last - first < _DEEPEST - 1 and _only_headings(sheet, last + 1, marks, words, row):
        last += 1
    return first, last


def _only_headings(sheet: Sheet, row: int, marks: dict[int, dict[int, str]], words: Vocabulary, main: int) -> bool:
    """Return whether a row next to a heading is part of it: every cell names a column, a group of columns or a month.

    Below the main row a column of the unit's own may be named too, and a remark in brackets stand under a heading.
    """
    found = marks.get(row, {})
    cells = _cells(sheet, row)
    again = _kind(found, words) is not None and row != main and len(found) > 3
    if not cells or (again and not _repeats(found, marks[main], words)):
        return False
    named = 0
    for column, raw in cells.items():
        said = months.in_cell(raw)
        if isinstance(raw, int | float) and isinstance(sheet.at(main, column), int | float):
            continue  # rows numbered by a program, the heading too
        scoped = row > main and isinstance(raw, str) and is_half(raw)
        if scoped or column in found or (said.month and (not isinstance(raw, str) or not months.without(raw))):
            named += 1
        elif row < main or not (is_remark(raw) or _is_open(sheet, main, column, row, words)):
            return False
        elif not is_blank(sheet.at(main, column)) and not is_remark(raw):
            named += 1  # below the name of a group
    return named > 0


def _repeats(found: dict[int, str], main: dict[int, str], words: Vocabulary) -> bool:
    """Return whether a row says again what the heading next to it says, but below the names of groups: merged cells taken apart and filled."""
    shared = {column for column in found.keys() & main.keys() if main[column] not in words.parents}
    return bool(shared) and all(found[column] == main[column] for column in shared)


def _is_open(sheet: Sheet, main: int, column: int, row: int, words: Vocabulary) -> bool:
    """Return whether a heading leaves room for another below it: an empty cell, or the name of several columns."""
    above = sheet.at(main, column)
    if is_blank(above) or (isinstance(above, str) and words.heading(above) in words.parents):
        return True
    if any(one[:2] == (main, column) and one[3] > column for one in sheet.merges):
        return isinstance(sheet.at(row, column), str)
    # 投资（万元） over 年度计划 and 1-6月完成, where merging has been lost
    return (
        isinstance(sheet.at(row, column), str)
        and is_blank(sheet.at(main, column + 1))
        and not is_blank(sheet.at(row, column + 1))
    )


def _cells(sheet: Sheet, row: int) -> dict[int, Raw]:
    index = row - sheet.top
    if not 0 <= index < len(sheet.rows):
        return {}
    return {column: raw for column, raw in enumerate(sheet.rows[index], start=sheet.left) if not is_blank(raw)}
