"""Rows → entries: every cell that the unit fills in, normalised, with its place and its raw text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import Column, FieldName, FieldType, Rule
from shishi_xl.core.grid import Flaw, Place, Raw, Sheet
from shishi_xl.core.identity import Identity, mark
from shishi_xl.core.model import Indicator
from shishi_xl.core.normalise import MONEY_UNIT, fold, is_blank, is_nothing, text_of, value
from shishi_xl.core.quantities import convert, parse_amount, unit_of
from shishi_xl.core.recognition import measures
from shishi_xl.core.recognition.choice import Part
from shishi_xl.core.recognition.columns import Table
from shishi_xl.core.recognition.lines import Line
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.rows import Rows
from shishi_xl.core.recognition.spelling import Vocabulary
from shishi_xl.core.recognition.tables import MOST_ROWS
from shishi_xl.core.submission import SHARED, Entry
from shishi_xl.patterns import regex

_FLAWS = {
    Flaw.ERROR: "error-cell",
    Flaw.NO_RESULT: "formula-without-result",
    Flaw.UNDER_MERGE: "value-under-merge",
    Flaw.ALL_STRUCK: "struck-out",
    Flaw.UNSEEN: "unseen-value",
}
_OF_WHAT_STANDS = {Flaw.ALL_STRUCK, Flaw.UNSEEN}
_CROSSED = {Flaw.STRUCK, Flaw.ALL_STRUCK}
_NOTED = {Flaw.STRUCK: "partly-struck", Flaw.HIDDEN_TEXT: "hidden-text"}
_DEEPEST_MERGE = 300  # rows
_APART = regex(r"[\s_＿]+(?=[一-龥]{2,12}(?:[(（][^()（）]{1,6}[)）])?[:：])")  # before another label on the same line
_OF_A_FORM = regex("[^:：]*(?:人|员|领导|电话|手机|邮箱|日期|时间|单位|签[字名章]|盖章)[)）]?[:：]")
_UNDERLINE = regex(r"[_＿\s]+")


def entries(
    rows: Rows,
    roster: Roster,
    words: Vocabulary,
    apart: frozenset[Place] = frozenset(),
    lost: frozenset[Place] = frozenset(),
) -> Iterator[Entry]:
    """Yield the entries of a kind of table in the order of its rows.

    What stands at the places `apart` is one value for several rows, at the places `lost` another column's: both are said
    already, and no one's.
    """
    inputs = [column for column in words.columns[rows.kind].values() if column.rule is not None]
    merged = _merged_down(line.table for line in rows.lines.values())
    for (project, name), line in rows.lines.items():
        indicator = roster.indicators[project][fold(name)] if name else None
        sheet, columns = line.table.sheet, line.table.columns
        if indicator is not None and (told := _in_last_month(line, indicator)) is not None:
            yield told
        for column in inputs:
            number = columns.get(column.field)
            if number is not None and column.rule is not None:
                at = (line.row, number)
                raw = sheet.at(*at)
                shown = raw if raw is not None else sheet.at(*merged.get((sheet.name, *at), at))
                measure = measures.of(line, number) if indicator else measures.NONE
                entry = _entry(sheet, at, shown, column.rule, project, indicator, measure.unit)
                if entry.flaw == "unit-unclear" and indicator and measure.is_another(entry.raw, indicator):
                    entry = replace(entry, flaw=SHARED)  # said at the cell that names the unit
                if beside := _unit_beside(
                    line, number, shown, column.rule, indicator.unit if indicator else MONEY_UNIT
                ):
                    entry = replace(entry, raw=f"{entry.raw} {beside}", value=None, flaw="unit-unclear", notes=())
                if entry.place in lost:
                    entry = replace(entry, raw="")
                yield replace(entry, value=None, flaw=SHARED, notes=()) if entry.place in apart | lost else entry


def _unit_beside(line: Line, column: int, raw: Raw, rule: Rule, unit: str) -> str:
    """Return the other unit than its own that the next cell, one without a heading, names for a bare number (0.0086 | 万户)."""
    if rule.type not in {FieldType.MONEY, FieldType.NUMBER} or is_blank(raw) or column + 1 in line.table.paths:
        return ""
    beside, written = text_of(line.table.sheet.at(line.row, column + 1)).strip("()（） "), text_of(raw)
    amount = parse_amount(written) if unit_of(beside) is not None else None
    if amount is None or amount.unit:
        return ""
    alone, joined = (value(each, rule, unit).value for each in (raw, f"{written}{beside}"))
    return "" if alone == joined else beside


def _in_last_month(line: Line, indicator: Indicator) -> Entry | None:
    """Return the number in 上期累计: checks compare it with what was accepted, nothing else counts it."""
    column = line.table.columns.get(FieldName.PREVIOUS)
    if column is None or FieldName.CURRENT not in line.table.columns:
        return None
    raw = line.table.sheet.at(line.row, column)
    if is_blank(raw):
        return None
    number = value(raw, Rule(FieldName.PREVIOUS, FieldType.NUMBER), indicator.unit, indicator.target).value
    place = Place(line.table.sheet.name, line.row, column)
    if not isinstance(number, float):
        return None
    return Entry(
        indicator.project, indicator.name, FieldName.PREVIOUS, text_of(raw), number, place, unit=indicator.unit
    )


def _merged_down(tables: Iterable[Table]) -> dict[tuple[str, int, int], tuple[int, int]]:
    """Return, for the cells of a column merged over several rows, the cell that holds what all of them show."""
    found: dict[tuple[str, int, int], tuple[int, int]] = {}
    for table in {(table.sheet.name, table.sheet.left, table.first): table for table in tables}.values():
        columns = set(table.columns.values())
        for top, left, bottom, _ in table.sheet.merges:
            if bottom > top and left in columns:
                for row in range(max(top, table.last) + 1, min(bottom, table.end, top + _DEEPEST_MERGE) + 1):
                    found[table.sheet.name, row, left] = (top, left)
    return found


def _entry(
    sheet: Sheet, at: tuple[int, int], raw: Raw, rule: Rule, project: str, indicator: Indicator | None, printed: str
) -> Entry:
    flaw = sheet.flaws.get(at) if sheet.flaws else None
    place = Place(sheet.name, *at)
    name = indicator.name if indicator else ""
    if flaw is not None and flaw[0] in _FLAWS and not (flaw[0] in _OF_WHAT_STANDS and is_blank(raw)):
        return Entry(project, name, rule.field, flaw[1] or text_of(raw), None, place, _FLAWS[flaw[0]])
    said = (_NOTED[flaw[0]],) if flaw is not None and flaw[0] in _NOTED else ()
    if raw is None:
        return Entry(project, name, rule.field, "", None, place, notes=said)
    if indicator is None:
        read = value(raw, rule)
    else:
        read = value(_measured(raw, rule, printed, indicator.unit), rule, indicator.unit, indicator.target)
    unit = indicator.unit if indicator and isinstance(read.value, float) else ""
    return Entry(project, name, rule.field, text_of(raw), read.value, place, read.flaw, (*read.notes, *said), unit)


def _measured(raw: Raw, rule: Rule, printed: str, unit: str) -> Raw:
    """Return a bare number with the unit its row prints, where that is another one than the catalogue's.

    The office may have changed 公里 into 米 since the form went out: 4 is 4公里 all the same.
    """
    if rule.type is not FieldType.NUMBER or is_blank(raw) or printed == unit:
        return raw
    if unit_of(printed) is None or unit_of(unit) is None or convert(1.0, printed, unit) == 1.0:
        return raw
    written = text_of(raw)
    amount = parse_amount(written)
    return f"{written}{printed}" if amount is not None and not amount.unit else raw


def form_entries(parts: Iterable[Part], words: Vocabulary, year: int | None = None) -> Iterator[Entry]:
    """Yield the fields of the whole form (填报人 …) from where their labels stand, each once; `year` is the form's own."""
    seen: set[str] = set()
    for part in parts:
        if not words.labels:
            return
        inside = {line.row for line in part.lines if not line.words}
        inside.update(row for table in part.tables for row in range(table.first, table.last + 1))
        for row_number, row in enumerate(part.sheet.rows[:MOST_ROWS], start=part.sheet.top):
            if row_number in inside:
                continue
            for column_number, raw in enumerate(row, start=part.sheet.left):
                for label in _labels(raw, words):
                    if label[0].field in seen or label[0].rule is None:
                        continue
                    seen.add(label[0].field)
                    yield _form_entry(part.sheet, (row_number, column_number), label, words, year)


_Label = tuple[Column, str | None]  # the field announced, and what follows the colon; None where that is another label


def _labels(raw: Raw, words: Vocabulary) -> Iterator[_Label]:
    """Yield the fields a cell announces one after the other: 填报人：张三    联系电话：68861234."""
    if not isinstance(raw, str) or len(raw) > 200:
        return
    pieces: list[str] = []
    for piece in _APART.split(raw.strip()):
        if pieces and _labelled(piece, words) is None and not _OF_A_FORM.match(piece):
            pieces[-1] += f" {piece}"  # 其中：… goes on with what is told before it
        else:
            pieces.append(piece)
    for behind, piece in enumerate(pieces, start=1 - len(pieces)):
        if (label := _labelled(piece, words)) is not None:
            yield label[0], label[1] or (None if behind else "")


def _labelled(raw: Raw, words: Vocabulary) -> tuple[Column, str] | None:
    """Return the field a cell announces, and what follows the colon in the same cell."""
    if not isinstance(raw, str) or len(raw) > 200:
        return None
    label, _, said = raw.strip().replace("：", ":").partition(":")
    column = words.labels.get(fold(label)) if len(label) <= 20 else None
    return (column, _UNDERLINE.sub(" ", said).strip()) if column else None


_DAY = regex(r"\d{1,2}[月.]\d{1,2}[日号]?")


def _dated(raw: Raw, rule: Rule, year: int | None) -> Raw:
    """Return a day written without its year as one of the form's own (6月24日)."""
    day = rule.type is FieldType.DATE and isinstance(raw, str) and year is not None and _DAY.fullmatch(raw.strip())
    return f"{year}年{str(raw).strip().replace('.', '月').replace('号', '日').removesuffix('日')}日" if day else raw


def _form_entry(sheet: Sheet, at: tuple[int, int], label: _Label, words: Vocabulary, year: int | None) -> Entry:
    field, said = label
    row, column = at
    assert field.rule is not None
    if said:
        read = value(_dated(said, field.rule, year), field.rule)
        return Entry("", "", field.field, said, read.value, Place(sheet.name, row, column), read.flaw, read.notes)
    for beside in () if said is None else range(column + 1, column + 8):
        raw = sheet.at(row, beside)
        if is_blank(raw) or (isinstance(raw, str) and is_nothing(_UNDERLINE.sub("", raw))):
            continue
        if _labelled(raw, words):
            break
        read = value(_dated(raw, field.rule, year), field.rule)
        return Entry(
            "", "", field.field, text_of(raw), read.value, Place(sheet.name, row, beside), read.flaw, read.notes
        )
    return Entry("", "", field.field, "", None, Place(sheet.name, row, column + 1))


def preset_findings(rows: Rows, roster: Roster, words: Vocabulary, signed: Identity | None = None) -> Iterator[Finding]:
    """Yield a 疑问 for each preset cell that no longer says what was issued. 序号 may be renumbered, 完成率 is a formula.

    A cell that still says what the form went out with is no doing of the unit: the office has changed its list since.
    """
    issued = {(row.project, row.indicator): dict(row.marks) for row in (signed.rows if signed else ())}
    by_place = {(row.sheet, row.row): dict(row.marks) for row in (signed.rows if signed else ())}
    preset = {name for name, column in words.columns[rows.kind].items() if column.rule is None}
    for (key, name), line in rows.lines.items():
        sheet, columns = line.table.sheet, line.table.columns
        presets = roster.presets[key, name]
        unit = str(presets.get("计量单位", ""))
        for field, expected in presets.items():
            column = columns.get(field) if field in preset else None
            raw = sheet.at(line.row, column) if column is not None else None
            if column is not None and sheet.flaws.get((line.row, column), ("",))[0] in _CROSSED:
                place, facts = (
                    Place(sheet.name, line.row, column),
                    {"value": text_of(raw), "example": text_of(expected)},
                )
                yield find("row-crossed", place, project=key, indicator=name, field=field, **facts)
                continue
            if column is None or raw == expected or is_blank(raw) or _agrees(raw, expected, field, unit, roster):
                continue
            marks = issued.get((key, name)) or by_place.get((rows.kind, line.row), {})  # renamed since: by its place
            printed = marks.get(field)
            yield find(
                "list-changed" if printed == mark(raw) else "preset-changed",
                Place(sheet.name, line.row, column),
                project=key,
                indicator=name,
                field=field,
                value=text_of(raw),
                wanted=text_of(expected),
            )


def _agrees(raw: Raw, expected: str | float, field: str, unit: str, roster: Roster) -> bool:
    if isinstance(expected, float | int):
        number = value(raw, Rule(field, FieldType.NUMBER), unit if field == "年度目标" else "万元").value
        if not isinstance(number, float):
            return False
        return math.isclose(number, expected) or (
            expected <= 100 and math.isclose(number * 100, expected)
        )  # 70% is 0.7
    said = text_of(raw)
    if said == expected or fold(said) == fold(expected):
        return True
    return field == "责任单位" and roster.units_in(said) == roster.units_in(expected)
