"""What recognition itself has to say: headings, hidden places, notes, merged cells, money in another unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import INDICATOR_SHEET, FieldName, FieldType, Rule
from shishi_xl.core.grid import Place, Visibility, column_letters
from shishi_xl.core.normalise import as_excel_shows, fold, is_blank, is_nothing, text_of, value
from shishi_xl.core.recognition import lost_headings, months
from shishi_xl.core.recognition.choice import MOST_LINES, Part
from shishi_xl.core.recognition.columns import MONTH_ONLY
from shishi_xl.core.recognition.lines import Line, LineKind, is_footer
from shishi_xl.core.recognition.page import Page
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.rows import Key, Rows
from shishi_xl.core.recognition.spelling import Vocabulary, is_to_date, rendered

_A_NUMBER = Rule(FieldName.CURRENT, FieldType.NUMBER)
_LONGEST = 60  # characters of a note that a finding cites


def of_headings(parts: Iterable[Part], words: Vocabulary, month: int | None) -> Iterator[Finding]:
    """Yield a finding for each column to be filled in that a table lacks, or has twice with different contents."""
    for part in parts:
        for table in part.tables:
            yield from lost_headings.find_lost(table, words, month)
            for name, column in words.columns[part.kind].items():
                if column.rule is not None and name in table.rivals:
                    cells = "、".join(f"{column_letters(number)}{table.last}" for number in table.rivals[name])
                    place = Place(part.sheet.name, table.last, table.rivals[name][1])
                    yield find("heading-repeated", place, field=name, heading=name, cells=cells)


_MOST_EXTRA = 20  # columns told one by one


def of_extra(parts: Iterable[Part], words: Vocabulary) -> Iterator[Finding]:
    """Yield a 提示 for each column that is not the form's and in which something stands beside its rows, up to a number."""
    for part in parts:
        told: set[int] = set()
        for line in part.lines:
            if line.kind is not LineKind.ROW or not words.inputs(part.kind) <= set(line.table.columns):
                continue  # of a heading that is not understood it is said that something is missing
            own = {*line.table.columns.values(), *(one for many in line.table.rivals.values() for one in many)}
            cells = enumerate(part.sheet.rows[line.row - part.sheet.top], start=part.sheet.left)
            for column in (column for column, raw in cells if column not in own | told and not is_blank(raw)):
                told.add(column)
                if len(told) > _MOST_EXTRA:
                    continue
                heading = "/".join(text_of(raw) for raw in line.table.paths.get(column, ()))
                yield _extra(part, line, column, heading)
        if len(told) > _MOST_EXTRA:
            more = len(told) - _MOST_EXTRA
            yield find("column-extra", Place(part.sheet.name, 0, 0), value="……", name=f"另外 {more} 列")


def _extra(part: Part, line: Line, column: int, heading: str) -> Finding:
    above = [row for row in range(line.table.first, line.table.last + 1) if not is_blank(part.sheet.at(row, column))]
    row = above[-1] if above else line.row
    name = f"“{_shortened(heading)}”这一列" if heading else "没有表头的一列"
    said = _shortened(text_of(part.sheet.at(line.row, column)))
    if told := _beside_current(part, column, heading):
        facts = {"name": name, "told": told}
        return find("column-beside", Place(part.sheet.name, row, column), field=FieldName.CURRENT, value=said, **facts)
    return find("column-extra", Place(part.sheet.name, row, column), value=said, name=name)


def _beside_current(part: Part, column: int, heading: str) -> str:
    """Return what speaks for a column's figures being the ones asked for: 本期累计 is empty beside them, or tells others; "" for nothing."""
    rows = [line for line in part.lines if line.kind is LineKind.ROW and FieldName.CURRENT in line.table.columns]
    pairs = [(part.sheet.at(line.row, column), line.table.cell(line.row, FieldName.CURRENT)) for line in rows]
    figures = [(raw, own) for raw, own in pairs if isinstance(value(raw, _A_NUMBER).value, float)]
    if any(is_blank(own) for _, own in figures) and is_to_date((heading,)):
        return "旁边的“本期累计”是空的"
    differ = any(not is_blank(own) and text_of(raw) != text_of(own) for raw, own in figures)
    return "与“本期累计”的数不一样" if differ and is_to_date((heading,)) and "累计" in heading else ""


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def of_scopes(parts: Iterable[Part], words: Vocabulary, month: int) -> Iterator[Finding]:
    """Yield a 疑问 for each column of cumulative figures whose heading speaks of the form's month alone (6月完成投资)."""
    for part in parts:
        for table in part.tables:
            for name, column in table.columns.items():
                rule = words.columns[part.kind][name].rule
                alone = table.scope(column) == MONTH_ONLY and table.said(column).month == month
                if alone and rule is not None and rule.cumulative:
                    raw = next(raw for raw in reversed(table.paths[column]) if months.in_cell(raw).month)
                    place = Place(part.sheet.name, table.last, column)
                    own = words.columns[part.kind][name].headings[-1].replace(" ", "").replace("{{月}}", str(month))
                    yield find("month-alone", place, field=name, value=text_of(raw), example=rendered(own))


def of_rates(rows: Rows, words: Vocabulary) -> Iterator[Finding]:
    """Yield a 疑问 for a 完成率 typed beside an empty 本期累计: it is worked out from that, and counts for nothing alone."""
    current = words.columns[rows.kind].get(FieldName.CURRENT)
    for (key, indicator), line in rows.lines.items():
        column = line.table.columns.get("完成率")
        raw = line.table.sheet.at(line.row, column) if column is not None else None
        empty = current is not None and is_blank(line.table.cell(line.row, FieldName.CURRENT))
        if empty and column is not None and isinstance(raw, float | int | str) and text_of(raw) not in {"", "0", "0%"}:
            place = Place(line.table.sheet.name, line.row, column)
            yield find("rate-alone", place, project=key, indicator=indicator, field="完成率", value=text_of(raw))


def of_figures(rows: Rows, words: Vocabulary, roster: Roster) -> Iterator[Finding]:
    """Yield a 疑问 for a figure that is all that stands in 说明, beside an empty 本期累计: there it counts for nothing."""
    if not {FieldName.CURRENT, FieldName.REMARK} <= words.columns[rows.kind].keys():
        return
    for (key, indicator), line in rows.lines.items():
        column, unit = line.table.columns.get(FieldName.REMARK), roster.indicators[key][fold(indicator)].unit
        raw = line.table.sheet.at(line.row, column) if column is not None else None
        if column is None or is_blank(raw) or not is_nothing(line.table.cell(line.row, FieldName.CURRENT)):
            continue
        if isinstance(number := value(raw, _A_NUMBER, unit).value, float):
            place = Place(line.table.sheet.name, line.row, column)
            facts = {"value": text_of(raw), "example": f"本期累计填 {as_excel_shows(number)}"}
            yield find("remark-alone", place, project=key, indicator=indicator, field=FieldName.REMARK, **facts)


def of_length(parts: Iterable[Part]) -> Iterator[Finding]:
    """Yield an 错误 for a table with more rows than any form has; what lies beyond has not been read."""
    for part in parts:
        if len(part.lines) > MOST_LINES:
            yield find("too-large", Place(part.sheet.name, 0, 0), reason=f"表里有超过 {MOST_LINES} 行内容")


def of_hidden(parts: Iterable[Part], words: Vocabulary) -> Iterator[Finding]:
    """Yield a 疑问 for each sheet, row and column that is hidden and filled in all the same."""
    for part in parts:
        sheet = part.sheet
        if sheet.visibility is not Visibility.VISIBLE and part.filled:
            yield find("hidden-filled", Place(sheet.name, 0, 0), value=f"工作表“{sheet.name}”")
        for line in part.lines if sheet.hidden_rows else ():
            if line.row in sheet.hidden_rows and line.filled and line.kind is LineKind.ROW:
                column = line.table.columns.get("项目名称", sheet.left)
                yield find("hidden-filled", Place(sheet.name, line.row, column), value=f"第{line.row}行")
        for table in part.tables if sheet.hidden_columns else ():
            for name, column in table.columns.items():
                filled = any(not is_blank(sheet.at(line.row, column)) for line in part.lines)
                if column in sheet.hidden_columns and filled and words.columns[part.kind][name].rule is not None:
                    place = Place(sheet.name, table.last, column)
                    yield find("hidden-filled", place, field=name, value=f"{column_letters(column)}列")


def of_notes(rows: Rows, words: Vocabulary) -> Iterator[Finding]:
    """Yield a 提示 for words under a table that are neither the template's own nor a field of the form."""
    first = min((line.row for line in rows.lines.values()), default=0)
    for line in rows.texts:
        folded = fold(line.words)
        cells = line.table.sheet.rows[line.row - line.table.sheet.top]
        labelled = is_footer(line.table.sheet.at(line.row, line.words_column)) or any(
            isinstance(raw, str) and fold(raw.split("：")[0].split(":")[0]) in words.labels for raw in cells
        )
        if line.row < first or labelled or not folded or words.is_own_text(folded):
            continue
        place = Place(line.table.sheet.name, line.row, line.words_column)
        yield find("note-outside", place, value=_shortened(line.words))


def of_units(rows: Rows, unit: str, roster: Roster) -> Iterator[Finding]:
    """Yield an 错误 for each row of an unsigned form whose 责任单位 names other units than the one the page claims."""
    for (key, indicator), line in rows.lines.items():
        column = line.table.columns.get("责任单位")
        if column is None or not line.units:
            continue
        named, issued = (
            roster.units_in(line.units),
            roster.units_in("、".join(roster.catalogue.project_by_key[key].units)),
        )
        if named != issued and not any(unit in units for units in named):
            place = Place(line.table.sheet.name, line.row, column)
            clues = f"填报单位是“{unit}”，这一行的责任单位写的是“{line.units}”"
            facts = {"clues": clues, "example": f"填报单位：{unit}"}
            yield find("unit-conflict", place, project=key, indicator=indicator, value=line.units, **facts)


def of_missing(missing: Iterable[Key], roster: Roster, part: Part) -> Iterator[Finding]:
    """Yield an 错误 for each row that the form has and the file has not."""
    table = part.tables[-1]
    place = Place(part.sheet.name, table.last, table.columns.get("项目名称", part.sheet.left))
    for key, indicator in missing:
        project = roster.catalogue.project_by_key[key]
        name = f"项目“{project.name}”" + (f"的指标“{indicator}”" if indicator else "")
        example = (
            f"项目名称写“{project.name}”，指标写“{indicator}”，本期累计填截至目前的累计数（没有进展填 0）"
            if indicator
            else f"项目名称写“{project.name}”，形象进度写实际进展（没有开工的写“尚未开工”和原因）"
        )
        facts = {"name": name, "number": project.number, "example": example}
        yield find("row-missing", place, project=key, indicator=indicator, **facts)


def of_tables(has: set[str], signed: bool, sheet_name: str) -> Iterator[Finding]:
    """Yield a finding where the sheet of indicators is not there: an 错误 where it was issued, else a 疑问."""
    if INDICATOR_SHEET not in has:
        code = "sheet-missing" if signed else "indicators-absent"
        yield find(code, Place(sheet_name, 0, 0), sheet=INDICATOR_SHEET)


def of_page(page: Page, words: Vocabulary) -> Iterator[Finding]:
    """Yield what the page says of money in another unit than 万元, and the months that Excel had made dates of."""
    has_money = any(
        column.rule is not None and column.rule.type is FieldType.MONEY
        for columns in words.columns.values()
        for column in columns.values()
    )
    for clue in page.money if has_money else ():
        yield find("money-unit-changed", clue.place, value=clue.said, example=clue.meant or "金额单位：万元")
    for place, said in dict.fromkeys(page.dates):
        yield find("date-was-months", place, months=said)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with the file's own first, then by sheet and cell as they stand; each once."""
    return tuple(dict.fromkeys(findings))
