"""Recognition: a grid of cells, however mangled → a submission whose every value knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, Form
from shishi_xl.core.grid import Book, Sheet
from shishi_xl.core.identity import Identity, Outcome
from shishi_xl.core.model import Catalogue
from shishi_xl.core.normalise import fold
from shishi_xl.core.recognition import (
    choice,
    identifying,
    lost_headings,
    measures,
    merged,
    numbering,
    page,
    remarks,
    roster,
    shifted,
    spelling,
    tables,
    values,
)
from shishi_xl.core.recognition.choice import Part
from shishi_xl.core.recognition.identifying import Who
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.rows import RowReader, Rows
from shishi_xl.core.submission import Entry, IdentitySource, Submission

NOBODY = IdentitySource.NONE


def recognise(book: Book, form: Form, catalogue: Catalogue, key: bytes) -> Submission:
    """Return what a readable file says, with what recognition itself has to remark on it."""
    known = roster.of(catalogue)
    reading = identifying.read_signed(book, key)
    signed = reading.identity if reading.outcome is Outcome.INTACT else None
    issued = form.as_issued(signed.columns) if signed and signed.columns and signed.version != form.version else form
    words = spelling.vocabulary(issued)
    month = signed.period.month if signed else None
    candidates = choice.parts(book, words, month)
    projects, found = choice.choose(candidates, PROJECT_SHEET, month, words)
    indicators, more = choice.choose(candidates, INDICATOR_SHEET, month, words)
    seen = page.read([*projects, *indicators], words)
    who = identifying.settle(reading, seen, known)
    if who.borrowed_for:
        return _on_a_borrowed_form(who)
    if not projects:
        alone = _without_table(book, words, who, bool(indicators))
        return replace(alone, entries=_of_indicators(indicators, known, who, words)) if indicators else alone
    reader = RowReader(known, who.unit, who.signed, words)
    listed = [
        (parts, reader.read(parts[0].kind, (line for part in parts for line in part.lines)))
        for parts in (projects, indicators)
        if parts
    ]
    findings: list[Finding] = [*who.findings, *found, *more]
    if any(finding.code == "two-filled-sheets" for finding in findings):
        findings = [finding for finding in findings if finding.code != "wrong-period"]  # a month for each of the sheets
    findings += _of_parts([*projects, *indicators], seen, who, words)
    entries: list[Entry] = []
    for parts, rows in listed:
        areas, shifts = list(merged.find_areas(rows, words)), list(shifted.find_shifts(rows, words))
        apart = frozenset(place for area in areas for place in area.places)
        lost = frozenset(place for shift in shifts for place in shift.places)
        entries += values.entries(rows, known, words, apart, lost)
        said = [*(merged.said(area, known) for area in areas), *map(shifted.said, shifts)]
        findings += _of_rows(rows, parts, reader, who, said)
        if parts is projects and who.unit is None:
            findings = [_named_after_rows(finding, rows, known) for finding in findings]
        if parts is projects and (note := identifying.noted(who, seen, len(rows.lines))):
            findings.insert(0, note)
    entries += values.form_entries([*projects, *indicators], words, who.period.year if who.period else None)
    if signed is not None and form.version and signed.version != form.version:
        findings.append(_older(signed, form))
    return Submission(who.unit, who.period, who.source, tuple(entries), remarks.in_order(findings))


def _of_indicators(parts: list[Part], known: Roster, who: Who, words: spelling.Vocabulary) -> tuple[Entry, ...]:
    """Return what 量化指标 says in a file that is refused for want of the other table: what comes back repeats it."""
    lines = (line for part in parts for line in part.lines)
    rows = RowReader(known, who.unit, who.signed, words).read(INDICATOR_SHEET, lines)
    return tuple(values.entries(rows, known, words))


def _older(signed: Identity, form: Form) -> Finding:
    """Return the 提示 that a form went out before the template was changed, with the inputs that came or went since."""
    if not signed.columns:
        return find("older-version", layout="现在的表式", changes="")
    before, today = (
        [(one.sheet, one.field) for one in layout if one.filled_in] for layout in (signed.columns, form.layout)
    )
    added = "".join(f"“{field}”" for sheet, field in today if (sheet, field) not in before)
    gone = "".join(f"“{field}”" for sheet, field in before if (sheet, field) not in today)
    told = (f"；后来增加的{added}留空" if added else "", f"；后来取消的{gone}没有计入" if gone else "")
    return find("older-version", layout="下发时的表式", changes="".join(told))


def _of_parts(parts: list[Part], seen: page.Page, who: Who, words: spelling.Vocabulary) -> Iterator[Finding]:
    month = who.period.month if who.period else None
    yield from remarks.of_page(seen, words)
    yield from remarks.of_headings(parts, words, month)
    yield from remarks.of_length(parts)
    yield from remarks.of_scopes(parts, words, month) if month else ()
    yield from remarks.of_extra(parts, words)
    yield from remarks.of_hidden(parts, words)
    issued = who.signed is not None and any(row.sheet == INDICATOR_SHEET for row in who.signed.rows)
    yield from remarks.of_tables({part.kind for part in parts}, issued, parts[0].sheet.name)


def _of_rows(rows: Rows, parts: list[Part], reader: RowReader, who: Who, said: list[Finding]) -> list[Finding]:
    findings = [*rows.findings, *said]
    findings += remarks.of_notes(rows, reader.words)
    findings += remarks.of_rates(rows, reader.words)
    findings += remarks.of_figures(rows, reader.words, reader.roster) if rows.kind == INDICATOR_SHEET else ()
    findings += numbering.findings(rows, reader.roster)
    findings += measures.findings(rows, reader.roster, reader.words)
    findings += values.preset_findings(rows, reader.roster, reader.words, who.signed)
    if who.unit is not None and who.source is IdentitySource.PAGE:
        findings += remarks.of_units(rows, who.unit, reader.roster)
    if who.unit is not None and who.unit in reader.roster.own:
        findings += remarks.of_missing(reader.missing(rows, who.signed), reader.roster, parts[0])
    return findings


def _named_after_rows(finding: Finding, rows: Rows, roster: Roster) -> Finding:
    """Return 单位不明 with the one unit as its example that all projects of the form are of; it decides nothing."""
    projects = {project for project, _ in rows.lines}
    units = [unit for unit, own in roster.own.items() if projects and projects <= own.keys()]
    if finding.code != "unknown-unit" or len(units) != 1:
        return finding
    return replace(finding, example=f"填报单位：{units[0]}")


def _on_a_borrowed_form(who: Who) -> Submission:
    """Return the submission of a form on which another unit than the one it went out to has written its name.

    Nothing on it is anybody's, and it is no return of the unit whose form it was: the one that sent it is to fill in its own.
    """
    sender = next(iter(who.borrowed_for)) if len(who.borrowed_for) == 1 else None
    return Submission(sender, who.period, who.source, (), tuple(who.findings))


def _lost(sheet: Sheet, words: spelling.Vocabulary, who: Who) -> list[Finding]:
    """Return the findings of a sheet in which no column to fill in is understood: each of them, or the names."""
    month = who.period.month if who.period else None
    named = [table for table in tables.headed(sheet, words, month) if "项目名称" in table.columns]
    return list(lost_headings.find_lost(named[0], words, month)) if named else [lost_headings.names_lost(sheet, words)]


def _without_table(book: Book, words: spelling.Vocabulary, who: Who, has_indicators: bool) -> Submission:
    """Return the submission of a file without the table of projects: a mangled form, or no form at all."""
    if has_indicators or who.signed is not None:
        named = next((sheet for sheet in book.sheets if fold(sheet.name) == fold(PROJECT_SHEET)), None)
        lost = _lost(named, words, who) if named else [find("sheet-missing", sheet=PROJECT_SHEET)]
        return Submission(who.unit, who.period, who.source, (), (*who.findings, *lost))
    reason = "没有“项目名称”“形象进度”“完成投资”这样的表头"
    broken = tuple(finding for finding in who.findings if finding.code in {"forged-identity", "foreign-workspace"})
    return Submission(None, None, NOBODY, (), (*broken, find("not-a-form", reason=reason)), is_form=False)
