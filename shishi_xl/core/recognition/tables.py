"""Tables on a sheet: where headings stand, what each column means, which rows lie below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET
from shishi_xl.core.grid import Raw, Sheet
from shishi_xl.core.normalise import is_blank, text_of
from shishi_xl.core.recognition import months
from shishi_xl.core.recognition.spelling import Vocabulary, another_thing, heading

_DEEPEST = 3  # rows a heading may take
_KINDS = (PROJECT_SHEET, INDICATOR_SHEET)
_ANCHORS = {PROJECT_SHEET: ("项目名称", "项目内容"), INDICATOR_SHEET: ("指标", "本期累计")}


@dataclass(slots=True)
class Table:
    """One table on a sheet: its heading understood, its rows not yet."""

    sheet: Sheet
    kind: str  # PROJECT_SHEET or INDICATOR_SHEET: which of the form's tables it is
    first: int  # first row of the heading
    last: int  # last row of the heading
    end: int  # last row that belongs to it
    columns: dict[str, int] = field(default_factory=dict)  # field → column
    rivals: dict[str, list[int]] = field(default_factory=dict)  # field → columns that could be it as well
    paths: dict[int, tuple[Raw, ...]] = field(default_factory=dict)  # column → heading cells, top to bottom

    def cell(self, row: int, name: str) -> Raw:
        """Return the raw value of a field in a row, None where the table has no such column."""
        column = self.columns.get(name)
        return None if column is None else self.sheet.at(row, column)

    def said(self, column: int) -> months.Said:
        """Return the month a column's heading speaks of."""
        for raw in reversed(self.paths.get(column, ())):
            said = months.in_cell(raw)
            if said.month is not None:
                return said
        return months.NOTHING


def find(sheet: Sheet, words: Vocabulary, month: int | None = None) -> list[Table]:
    """Return the tables of a sheet from top to bottom; a heading repeated by a page break begins another one.

    `month` is the signed period's: of two columns that differ in their months, that month's is meant.
    """
    marks = _marked_rows(sheet, words)
    tables: list[Table] = []
    row_number = -1
    for row in sorted(marks):
        kind = _kind(marks[row], words)
        if row <= row_number or kind is None:
            continue
        first, last = _extent(sheet, row, marks, words, row_number)
        tables.append(Table(sheet, kind, first, last, sheet.top + len(sheet.rows) - 1))
        row_number = last
    for table, following in pairwise(tables):
        table.end = following.first - 1
    for table in tables:
        table.paths = _paths(table, words)
        _assign(table, words, month)
    return [table for table in tables if _has_inputs(table, words)]


def _has_inputs(table: Table, words: Vocabulary) -> bool:
    """Return whether a table has a column to fill in; the notice's own list of projects has none."""
    return any(words.columns[table.kind][name].rule is not None for name in table.columns)


def _marked_rows(sheet: Sheet, words: Vocabulary) -> dict[int, dict[int, str]]:
    """Return the rows with texts that are headings: row → column → folded text."""
    known = words.fields[PROJECT_SHEET].keys() | words.fields[INDICATOR_SHEET].keys() | words.parents
    found: dict[int, dict[int, str]] = {}
    for number, row in enumerate(sheet.rows, start=sheet.top):
        for column, raw in enumerate(row, start=sheet.left):
            if isinstance(raw, str) and len(raw) <= 40 and (folded := heading(raw)) in known:
                found.setdefault(number, {})[column] = folded
    return found


def _kind(marks: dict[int, str], words: Vocabulary) -> str | None:
    """Return which table a row of headings opens: the one it names more columns of, if it names an anchor at all."""
    best, most = None, 1
    for kind in _KINDS:
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
    """Return whether a row next to a heading is part of it: every cell names a column, a group of columns or a month."""
    found = marks.get(row, {})
    cells = _cells(sheet, row)
    if not cells or (_kind(found, words) is not None and row != main and len(found) > 3):
        return False
    named = 0
    for column, raw in cells.items():
        said = months.in_cell(raw)
        if column in found or (said.month is not None and (not isinstance(raw, str) or not heading(raw))):
            named += 1
        elif not (isinstance(raw, str) and len(raw) <= 12 and row > main and _is_open(sheet.at(main, column), words)):
            return False
    return named > 0


def _is_open(above: Raw, words: Vocabulary) -> bool:
    """Return whether a heading leaves room for another below it: an empty cell, or the name of a group of columns."""
    return is_blank(above) or (isinstance(above, str) and heading(above) in words.parents)


def _cells(sheet: Sheet, row: int) -> dict[int, Raw]:
    index = row - sheet.top
    if not 0 <= index < len(sheet.rows):
        return {}
    return {column: raw for column, raw in enumerate(sheet.rows[index], start=sheet.left) if not is_blank(raw)}


def _paths(table: Table, words: Vocabulary) -> dict[int, tuple[Raw, ...]]:
    """Return the heading cells above each column, a merged one over all the columns and rows it covers."""
    sheet = table.sheet
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in sheet.merges:
        if top <= table.last and bottom >= table.first and right - left <= 200:
            for row in range(max(top, table.first), min(bottom, table.last) + 1):
                for column in range(left, right + 1):
                    covered[row, column] = (top, left)
    paths: dict[int, list[Raw]] = {}
    columns = range(sheet.left, sheet.left + max((len(row) for row in sheet.rows), default=0))
    for row in range(table.first, table.last + 1):
        group: Raw = None
        for column in columns:
            anchor = covered.get((row, column))
            raw = sheet.at(*anchor) if anchor else sheet.at(row, column)
            if not is_blank(raw):
                group = raw if isinstance(raw, str) and heading(raw) in words.parents else None
            elif group is not None and row < table.last and not is_blank(sheet.at(row + 1, column)):
                raw = group  # a group's name stands over its first column only where merging has been lost
            path = paths.setdefault(column, [])
            if not is_blank(raw) and (not path or path[-1] != raw):
                path.append(raw)
    return {column: tuple(path) for column, path in paths.items() if path}


def _assign(table: Table, words: Vocabulary, month: int | None) -> None:
    """Say which column is which field; equals stay rivals."""
    known, exact = words.fields[table.kind], words.exact[table.kind]
    ranked: dict[str, list[tuple[tuple[int, int], int]]] = {}
    left: list[int] = []
    for column, path in table.paths.items():
        texts = tuple(raw for raw in path if isinstance(raw, str))
        meant, rank = _meaning(path, texts, known, exact)
        unknown = tuple(text for text in texts if heading(text) not in known)
        if meant is None or another_thing(unknown, words.columns[table.kind][meant]):
            left.append(column)
            continue
        said = table.said(column)
        ranked.setdefault(meant, []).append(((rank, int(said.month is not None and not said.span)), column))
    for column, name in _slips(table, words, left, {name: [one for _, one in found] for name, found in ranked.items()}):
        ranked.setdefault(name, []).append(((2, 0), column))
        left.remove(column)
    for name, found in ranked.items():
        table.columns[name] = found[0][1]
        if len(found) > 1:
            _settle_rivals(table, name, found, month)
    _assign_dates(table, words, left)


def _meaning(
    path: tuple[Raw, ...], texts: tuple[str, ...], known: dict[str, str], exact: dict[str, str]
) -> tuple[str | None, int]:
    """Return the field a heading names and how far it is from the template's own words; (None, 0) for none."""
    if not texts:
        return None, 0
    leaf = heading(texts[-1])
    whole = "".join(heading(text) for text in texts)
    if isinstance(path[-1], date):
        leaf = whole = next((folded for text in reversed(texts) if (folded := heading(text))), "")
    for rank, spelled in enumerate((exact, known)):
        for folded in (leaf, whole):
            if folded and folded in spelled:
                return spelled[folded], rank
    if not leaf and len(texts) > 1:  # only a month: the meaning stands above it
        upper = next((folded for text in reversed(texts) if (folded := heading(text))), "")
        if upper in known:
            return known[upper], 1
    return None, 0


def _slips(table: Table, words: Vocabulary, left: list[int], taken: dict[str, list[int]]) -> Iterator[tuple[int, str]]:
    """Yield the columns with a slip of the pen (形像进度) and the one field each can be: a missing one, or one of another month."""
    for column in list(left):
        texts = tuple(raw for raw in table.paths[column] if isinstance(raw, str))
        folded = heading(texts[-1]) if texts else ""
        near = {
            name
            for name in (_near(folded, words.fields[table.kind]) if len(folded) >= 3 else ())
            if not another_thing(texts, words.columns[table.kind][name])
            and (
                name not in taken
                or table.said(column).month not in {None, *(table.said(one).month for one in taken[name])}
            )
        }
        if len(near) == 1:
            name = near.pop()
            taken.setdefault(name, []).append(column)
            yield column, name


def _near(folded: str, known: dict[str, str]) -> set[str]:
    """Return the fields with a heading that differs by a slip: one sign, two in a long heading."""
    from rapidfuzz.distance import Levenshtein

    allowed = 1 if len(folded) < 7 else 2
    return {
        name
        for spelled, name in known.items()
        if len(spelled) >= 4 and Levenshtein.distance(folded, spelled, score_cutoff=allowed) <= allowed
    }


def _assign_dates(table: Table, words: Vocabulary, left: list[int]) -> None:
    """Give columns headed by a mere month, where Excel made dates of 1-8形象进度, to the missing inputs, in order."""
    missing = [
        column
        for column in words.columns[table.kind].values()
        if column.rule is not None and column.field not in table.columns and _speaks_of_months(column.headings)
    ]
    dated = [column for column in left if table.said(column).month is not None and not _words(table, column)]
    if missing and len(missing) == len(dated):
        for wanted, column in zip(sorted(missing, key=lambda one: one.column), sorted(dated), strict=True):
            table.columns[wanted.field] = column


def _settle_rivals(table: Table, name: str, ranked: list[tuple[tuple[int, int], int]], month: int | None) -> None:
    """Choose between columns of one meaning: the month's, the nearest spelling, the only filled one; else they stay rivals."""
    said = {column: table.said(column).month for _, column in ranked}
    known = {found for found in said.values() if found is not None}
    if len(known) > 1:
        wanted = month if month in known else max(known)
        ranked = [one for one in ranked if said[one[1]] == wanted]
    best = min(rank for rank, _ in ranked)
    columns = [column for rank, column in ranked if rank == best]
    contents = {column: _contents(table, column) for column in columns}
    filled = [column for column in columns if any(contents[column])] or columns[:1]
    distinct = [column for column in filled if contents[column] != contents[filled[0]]]
    table.columns[name] = filled[0]
    if distinct:
        table.rivals[name] = [filled[0], *distinct]


def _contents(table: Table, column: int) -> tuple[str, ...]:
    rows = range(table.last + 1, table.end + 1)
    return tuple("" if is_blank(raw := table.sheet.at(row, column)) else text_of(raw) for row in rows)


def _speaks_of_months(headings: tuple[str, ...]) -> bool:
    return any("{{月}}" in text.replace(" ", "") for text in headings)


def _words(table: Table, column: int) -> str:
    leaf = table.paths[column][-1]
    return heading(leaf) if isinstance(leaf, str) else ""
