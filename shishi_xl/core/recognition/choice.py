"""Which sheets count: the filled one, not the empty sample, the corrections or last month's copy beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import (
    CORRECTION_SHEET,
    IDENTITY_SHEET,
    INDICATOR_SHEET,
    PREVIOUS_NOTE,
    PREVIOUS_SHEET,
    PROJECT_SHEET,
    RULES_SHEET,
    FieldName,
)
from shishi_xl.core.grid import Book, Place, Sheet, Visibility, column_letters
from shishi_xl.core.normalise import fold, text_of
from shishi_xl.core.recognition import lines, page, tables
from shishi_xl.core.recognition.columns import Table
from shishi_xl.core.recognition.lines import Line, LineKind
from shishi_xl.core.recognition.spelling import Vocabulary
from shishi_xl.patterns import regex

MOST_LINES = 3000  # of a table; the list of a whole city has some hundreds
_SAMPLE = regex("样表|样例|范例|(?:填报|填写|填表)(?:示例|示范|样式|参考)|[(（]示例[)）]|^示例")
_LONGEST_TITLE = 40  # characters
_HEAD_ROWS, _HEAD_COLUMNS = 6, 12
_OURS = frozenset({fold(CORRECTION_SHEET), fold(PREVIOUS_SHEET), fold(RULES_SHEET)})


@dataclass(slots=True)
class Part:
    """The tables of one kind on one sheet, with their lines; the sheet is but the half of it where two stand side by side."""

    sheet: Sheet
    kind: str
    tables: list[Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        """Return whether the unit has written anything into it."""
        return any(line.filled and (line.names_something or line.number) for line in self.lines if _is_row(line))

    @property
    def rows(self) -> dict[str, list[tuple[str, ...]]]:
        """Return what stands in the filled rows, by folded name of project and indicator."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for line in self.lines:
            if line.filled and _is_row(line):
                cells = tuple(fold(text_of(raw)) for raw in self.sheet.rows[line.row - self.sheet.top])
                found.setdefault(fold(line.name) + fold(line.indicator), []).append(
                    tuple(text for text in cells if text)
                )
        return found


def _is_row(line: Line) -> bool:
    return line.kind is LineKind.ROW


def parts(book: Book, words: Vocabulary, month: int | None = None) -> list[Part]:
    """Return the tables of a book by sheet and kind; our own helper sheets are not looked at.

    Where indicators written beside the columns of the form outweigh them, and it stands nowhere else, it is the form all the same.
    """
    found = list(_parts(book.sheets, words, month, tables.KINDS))
    if any(part.kind == PROJECT_SHEET for part in found):
        return found
    beside = [
        part
        for part in _parts([part.sheet for part in found], words, month, (PROJECT_SHEET,))
        if all(len(words.inputs(PROJECT_SHEET) & table.columns.keys()) > 1 for table in part.tables)
    ]
    names = {part.sheet.name for part in beside}
    return [*beside, *(part for part in found if part.sheet.name not in names)]


def _parts(sheets: Iterable[Sheet], words: Vocabulary, month: int | None, kinds: tuple[str, ...]) -> Iterator[Part]:
    for sheet in sheets:
        if is_identity(sheet) or _is_ours(sheet.name) or _is_last_months(sheet):
            continue
        found_here: dict[tuple[str, int], Part] = {}
        for table in tables.find(sheet, words, month, kinds):
            part = found_here.setdefault((table.kind, table.sheet.left), Part(table.sheet, table.kind))
            part.tables.append(table)
            part.lines.extend(islice(lines.read(table, words), MOST_LINES + 1 - len(part.lines)))
        yield from found_here.values()


def _is_ours(name: str) -> bool:
    """Return whether a sheet is one of our helpers, or a copy that Excel has named 上期填报 (2)."""
    return fold(re.sub(r"[(（]\d+[)）]\s*$", "", name)) in _OURS


def _is_last_months(sheet: Sheet) -> bool:
    """Return whether a sheet says at its head that it is last month's, whatever it is called."""
    head = (raw for row in sheet.rows[:_HEAD_ROWS] for raw in row[:_HEAD_COLUMNS] if isinstance(raw, str))
    return any(fold(PREVIOUS_NOTE) in fold(text) for text in head if len(text) < 100)


def is_identity(sheet: Sheet) -> bool:
    """Return whether a sheet is `_标识`, or a copy that Excel has named `_标识 (2)`."""
    return sheet.name.strip().startswith(IDENTITY_SHEET)


def choose(
    candidates: Sequence[Part], kind: str, month: int | None, words: Vocabulary
) -> tuple[list[Part], list[Finding]]:
    """Return the parts of a kind that count and what there is to say; `month` is the signed period's."""
    of_kind = [part for part in candidates if part.kind == kind]
    filled, findings = _without_samples([part for part in of_kind if part.filled])
    if not filled:
        return sorted(of_kind, key=_emptiest_last)[:1], []
    seen = [part for part in filled if part.sheet.visibility is Visibility.VISIBLE]
    hidden = [part for part in filled if part.sheet.visibility is not Visibility.VISIBLE]
    if seen and hidden:
        shown = [part.rows for part in seen]
        findings += [
            find("hidden-ignored", Place(part.sheet.name, 0, 0), value=f"工作表“{part.sheet.name}”")
            for part in hidden
            if part.rows not in shown
        ]
    kept = _of_month(seen or hidden, month, words)
    kept = [part for place, part in enumerate(kept) if not any(part.rows == other.rows for other in kept[:place])]
    if len(kept) > 1 and not _disjoint(kept):
        kept, lists = _without_lists(kept, words)
        findings += lists
    if len(kept) > 1 and not _disjoint(kept):
        names = "”“".join(dict.fromkeys(_called(part, kept) for part in kept))
        findings.append(find("two-filled-sheets", Place(kept[1].sheet.name, 0, 0), sheets=names))
        kept = [min(kept, key=lambda part: fold(part.sheet.name) != fold(kind))]
    return kept, findings


def _without_samples(filled: list[Part]) -> tuple[list[Part], list[Finding]]:
    """Return the filled parts without those of an example (样表), if others are filled and none of its projects are theirs."""
    real = [part for part in filled if not _is_sample(part)]
    samples = [part for part in filled if _is_sample(part)]
    own = {name for part in real for name in part.rows}
    if not real or any(name in own for part in samples for name in part.rows):
        return filled, []
    return real, [
        find("sample-ignored", Place(part.sheet.name, 0, 0), value=f"工作表“{part.sheet.name}”") for part in samples
    ]


def _without_lists(filled: list[Part], words: Vocabulary) -> tuple[list[Part], list[Finding]]:
    """Return the filled parts without lists of the unit's own (台账), where a whole form stands beside them.

    What has no column for 形象进度, or for 本期累计, cannot be what was asked for.
    """
    whole = [part for part in filled if all(words.inputs(part.kind) <= table.columns.keys() for table in part.tables)]
    needed = {PROJECT_SHEET: FieldName.PROGRESS, INDICATOR_SHEET: FieldName.CURRENT}
    if not whole:
        return filled, []
    rest = [part for part in filled if part not in whole]
    lists = [part for part in rest if all(needed[part.kind] not in table.columns for table in part.tables)]
    return [part for part in filled if part not in lists], [
        find(
            "list-ignored", Place(part.sheet.name, 0, 0), value=f"工作表“{part.sheet.name}”", sheet=whole[0].sheet.name
        )
        for part in lists
    ]


def _is_sample(part: Part) -> bool:
    """Return whether a sheet is called an example by its name or by its title."""
    above = part.sheet.rows[: part.tables[0].first - part.sheet.top]
    titles = (raw for row in above for raw in row if isinstance(raw, str) and len(raw) <= _LONGEST_TITLE)
    return any(_SAMPLE.search(said) for said in (part.sheet.name, *titles))


def _called(part: Part, others: Sequence[Part]) -> str:
    """Return the name of a part's sheet, with the column where it begins if another one stands beside it there."""
    beside = any(other.sheet.name == part.sheet.name and other.sheet.left != part.sheet.left for other in others)
    return f"{part.sheet.name}（{column_letters(part.sheet.left)}列起）" if beside else part.sheet.name


def _emptiest_last(part: Part) -> tuple[bool, bool, int]:
    return (
        part.sheet.visibility is not Visibility.VISIBLE,
        fold(part.sheet.name) != fold(part.kind),
        -len(part.lines),
    )


def _of_month(found: list[Part], month: int | None, words: Vocabulary) -> list[Part]:
    """Return the parts whose headings or titles name the month, where some do and others name another one."""
    if month is None or len(found) < 2:
        return found
    named = [_months(part, words) for part in found]
    if {month} not in named:
        return found
    return [part for part, said in zip(found, named, strict=True) if said == {month} or not said]


def _months(part: Part, words: Vocabulary) -> set[int]:
    """Return the months a part's headings speak of, or else what stands above them."""
    headed = {said.month for table in part.tables for column in table.paths if (said := table.said(column)).month}
    return headed or {said.month for _, said in page.read([part], words).months if said.month}


def _disjoint(found: list[Part]) -> bool:
    """Return whether no project is filled in on two of the sheets: then one table was only spread over several."""
    names: set[str] = set()
    for part in found:
        own = {name for name in part.rows if name}
        if own & names:
            return False
        names |= own
    return True
