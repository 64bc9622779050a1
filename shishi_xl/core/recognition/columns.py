"""Columns of a table by the meaning of their headings: however they are merged, spelled, moved, doubled or dated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from shishi_xl.core.form import Column
from shishi_xl.core.grid import Place, Raw, Sheet
from shishi_xl.core.normalise import is_blank, text_of
from shishi_xl.core.recognition import money, months
from shishi_xl.core.recognition.spelling import (
    Vocabulary,
    another_thing,
    heading,
    in_another_measure,
    is_below,
    is_remark,
    is_to_date,
    is_vague,
    joined,
)

TO_DATE, UNSAID, MONTH_ONLY = range(3)
_UNIT = "责任单位"
_MOST_COLUMNS = 200  # of a heading that are looked at
_MOST_CELLS = 5000  # of merged headings
_MOST_REMEMBERED = 500  # headings


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

    def place_of(self, raw: Raw, column: int) -> Place:
        """Return where a heading cell above a column stands: one merged over several columns in the first of them."""
        rows = range(self.last, self.first - 1, -1)
        for left in range(column, self.sheet.left - 1, -1):
            for row in rows:
                if self.sheet.at(row, left) == raw:
                    return Place(self.sheet.name, row, left)
        return Place(self.sheet.name, self.last, column)

    def said(self, column: int) -> months.Said:
        """Return the month a column's heading speaks of."""
        for raw in reversed(self.paths.get(column, ())):
            said = months.in_cell(raw)
            if said.month is not None:
                return said
        return months.NOTHING

    def scope(self, column: int) -> int:
        """Return what a column counts by its heading: TO_DATE, UNSAID, or MONTH_ONLY (6月完成投资)."""
        said = self.said(column)
        if said.span or is_to_date(tuple(raw for raw in self.paths.get(column, ()) if isinstance(raw, str))):
            return TO_DATE
        return UNSAID if said.month is None else MONTH_ONLY


def understand(table: Table, words: Vocabulary, month: int | None) -> None:
    """Say which column of a table is which field. The same heading in the next file of a batch is not thought over again."""
    sheet = table.sheet
    rows = sheet.rows[table.first - sheet.top : table.last + 1 - sheet.top]
    merges = tuple(one for one in sheet.merges if one[0] <= table.last and one[2] >= table.first)
    seen = (table.kind, table.first, sheet.left, rows, merges)
    if seen in words.understood:
        table.columns, table.paths = words.understood[seen]
        return
    table.paths = _paths(table, words)
    doubtful = _assign(table, words, month) or _is_bare_unit(table)
    if _is_bare_unit(table) and _holds_measures(table):
        del table.columns[_UNIT]
    short = all(len(raw) <= words.longest for row in rows for raw in row if isinstance(raw, str))
    if short and not doubtful and len(words.understood) < _MOST_REMEMBERED:
        words.understood[seen] = (table.columns, table.paths)


def _is_bare_unit(table: Table) -> bool:
    """Return whether the column of the responsible units is headed 单位 alone, as one of 万元 and 公里 may be as well."""
    return _UNIT in table.columns and table.paths[table.columns[_UNIT]][-1] == "单位"


def _holds_measures(table: Table) -> bool:
    said = [text for text in _contents(table, table.columns[_UNIT]) if text]
    return sum(map(money.is_unit, said)) * 2 > len(said)  # the lines below the table stand there too


def _paths(table: Table, words: Vocabulary) -> dict[int, tuple[Raw, ...]]:
    """Return the heading cells above each column, a merged one over all the columns and rows it covers."""
    sheet = table.sheet
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in sheet.merges:
        if top <= table.last and bottom >= table.first and right - left <= _MOST_COLUMNS and len(covered) < _MOST_CELLS:
            for row in range(max(top, table.first), min(bottom, table.last) + 1):
                for column in range(left, right + 1):
                    covered[row, column] = (top, left)
    paths: dict[int, list[Raw]] = {}
    columns = range(sheet.left, sheet.left + min(max(map(len, sheet.rows), default=0), _MOST_COLUMNS))
    for row in range(table.first, table.last + 1):
        group: Raw = None
        for column in columns:
            anchor = covered.get((row, column))
            raw = sheet.at(*anchor) if anchor else sheet.at(row, column)
            if not is_blank(raw):
                group = raw if isinstance(raw, str) and words.heading(raw) in words.parents else None
            elif group is not None and row < table.last and not is_blank(sheet.at(row + 1, column)):
                raw = group  # a group's name stands over its first column only where merging has been lost
            path = paths.setdefault(column, [])
            if not is_blank(raw) and (not path or path[-1] != raw):
                path.append(raw)
    return {column: tuple(path) for column, path in paths.items() if path}


def _assign(table: Table, words: Vocabulary, month: int | None) -> bool:
    """Say which column is which field; equals stay rivals. Return whether more than the heading was needed to tell."""
    known, exact = words.fields[table.kind], words.exact[table.kind]
    ranked: dict[str, list[tuple[tuple[int, int], int]]] = {}
    left: list[int] = []
    for column, path in table.paths.items():
        texts = tuple(raw for raw in path if isinstance(raw, str))
        meant, rank = _meaning(
            path, tuple("" if is_remark(text) else words.heading(text) for text in texts), known, exact
        )
        unknown = tuple(text for text in texts if heading(text) not in known)
        if meant is None or _is_another(unknown, texts, words.columns[table.kind][meant]):
            left.append(column)
            continue
        ranked.setdefault(meant, []).append(((table.scope(column), rank), column))
    for column, name in _slips(table, words, left, {name: [one for _, one in found] for name, found in ranked.items()}):
        ranked.setdefault(name, []).append(((table.scope(column), 2), column))
        left.remove(column)
    for column, name in _joined(table, words, left, set(ranked)):
        ranked[name] = [((table.scope(column), 2), column)]
        left.remove(column)
    for name, found in ranked.items():
        table.columns[name] = found[0][1]
        if len(found) > 1:
            _settle_rivals(table, name, found, month)
    _assign_dates(table, words, left)
    return any(len(found) > 1 for found in ranked.values())


def _meaning(
    path: tuple[Raw, ...], folded: tuple[str, ...], known: dict[str, str], exact: dict[str, str]
) -> tuple[str | None, int]:
    """Return the field a heading names and how far it is from the template's own words; (None, 0) for none."""
    upper = next((text for text in reversed(folded) if text), "")
    leaf, whole = folded[-1] if folded else "", "".join(folded)
    if isinstance(path[-1], date):
        leaf = whole = upper
    for rank, spelled in enumerate((exact, known)):
        for text in (leaf, whole):
            if text and text in spelled:
                return spelled[text], rank
    if not leaf and upper in known:  # only a month: the meaning stands above it
        return known[upper], 1
    above = next((text for text in reversed(folded[:-1]) if text), "")
    if above in known and is_below(leaf):
        return known[above], 1
    return None, 0


def _is_another(unknown: tuple[str, ...], texts: tuple[str, ...], column: Column) -> bool:
    spans = any(map(months.spans_years, texts))
    return spans or another_thing(unknown, column) or in_another_measure(texts, column)


def _slips(table: Table, words: Vocabulary, left: list[int], taken: dict[str, list[int]]) -> Iterator[tuple[int, str]]:
    """Yield the columns with a slip of the pen (形像进度) and the one field each can be: a missing one, or one of another month."""
    for column in list(left):
        texts = tuple(raw for raw in table.paths[column] if isinstance(raw, str))
        folded = words.heading(texts[-1]) if texts else ""
        near = {
            name
            for name in (_near(folded, words.fields[table.kind]) if len(folded) >= 3 else ())
            if not _is_another(texts, texts, words.columns[table.kind][name])
            and (
                name not in taken
                or table.said(column).month not in {None, *(table.said(one).month for one in taken[name])}
            )
        }
        if len(near) == 1:
            name = near.pop()
            taken.setdefault(name, []).append(column)
            yield column, name


def _joined(table: Table, words: Vocabulary, left: list[int], taken: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the columns whose heading names a missing field to fill in and something with it (进展及形象进度)."""
    missing = words.inputs(table.kind) - taken
    for column in list(left):
        leaf = table.paths[column][-1]
        name = joined(leaf, words.fields[table.kind]) if isinstance(leaf, str) and len(leaf) <= words.longest else ""
        if name in missing and not _is_another((str(leaf),), (str(leaf),), words.columns[table.kind][name]):
            missing.discard(name)
            yield column, name


def _near(folded: str, known: dict[str, str]) -> set[str]:
    """Return the fields with a heading that differs by a slip: one sign, two in a long heading."""
    from rapidfuzz.distance import Levenshtein

    allowed = 1 if len(folded) < 7 else 2
    return {
        name
        for spelled, name in known.items()
        if len(spelled) >= 4
        and all(sign in spelled for sign in folded if sign.isdigit())  # 4-6月完成投资 is no slip of 完成投资
        and Levenshtein.distance(folded, spelled, score_cutoff=allowed) <= allowed
    }


def _assign_dates(table: Table, words: Vocabulary, left: list[int]) -> None:
    """Give columns headed by a mere month (Excel makes dates of 1-8形象进度) or by 1-6月完成 to the missing inputs, in order."""
    missing = [
        column
        for column in words.columns[table.kind].values()
        if column.rule is not None
        and column.field not in table.columns
        and (column.rule.cumulative or _speaks_of_months(column.headings))
    ]
    dated = [
        column
        for column in left
        if table.scope(column) != UNSAID
        and not any(another_thing((_leaf(table, column),), wanted) for wanted in missing)
        and is_vague(_leaf(table, column), words)
        and not months.spans_years(_leaf(table, column))
    ]
    if missing and len(missing) == len(dated):
        for wanted, column in zip(sorted(missing, key=lambda one: one.column), sorted(dated), strict=True):
            table.columns[wanted.field] = column


def _settle_rivals(table: Table, name: str, ranked: list[tuple[tuple[int, int], int]], month: int | None) -> None:
    """Choose between columns of one meaning: the month's, to date, the nearest spelling, the only filled one; else they stay rivals."""
    if any(scope == TO_DATE for (scope, _), _ in ranked):  # 5月完成投资 beside 累计完成投资 is another figure
        ranked = [one for one in ranked if one[0][0] != MONTH_ONLY]
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


def _leaf(table: Table, column: int) -> str:
    leaf = table.paths[column][-1]
    return leaf if isinstance(leaf, str) else ""
