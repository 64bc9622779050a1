"""What recognition itself has to say: headings, hidden places, notes, merged cells, money in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import INDICATOR_SHEET, FieldName, FieldType
from shishi_xl.core.grid import Flaw, Place, Visibility, column_letters
from shishi_xl.core.normalise import fold, is_blank, text_of
from shishi_xl.core.recognition import months
from shishi_xl.core.recognition.choice import MOST_LINES, Part
from shishi_xl.core.recognition.columns import MONTH_ONLY, Table
from shishi_xl.core.recognition.lines import Line, LineKind, is_footer
from shishi_xl.core.recognition.page import Page
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.rows import Key, Rows
from shishi_xl.core.recognition.spelling import MONEY_UNITS, Vocabulary

_MOST_FLAWS = 200  # of a sheet that are compared with its merged areas
_LONGEST = 60  # characters of a note that a finding cites


def of_headings(parts: Iterable[Part], words: Vocabulary) -> Iterator[Finding]:
    """Yield a finding for each column to be filled in that a table lacks, or has twice with different contents."""
    for part in parts:
        for table in part.tables:
            for name, column in words.columns[part.kind].items():
                if column.rule is None:
                    continue
                if name not in table.columns:
                    yield _missing(table, name)
                elif name in table.rivals:
                    cells = "、".join(f"{column_letters(number)}{table.last}" for number in table.rivals[name])
                    place = Place(part.sheet.name, table.last, table.rivals[name][1])
                    yield find("heading-repeated", place, field=name, heading=name, cells=cells)


_OF_ONE_MONTH = re.compile("本月|当月|本期|月份")  # 本月完成, where 本期累计 should stand


def _missing(table: Table, name: str) -> Finding:
    """Return the finding that a column is not there, at the heading that could be it but for its months (4-6月形象进度)."""
    sheet, taken = table.sheet, set(table.columns.values())
    for row in range(table.first, table.last + 2):
        for column, raw in enumerate(
            sheet.rows[row - sheet.top] if row - sheet.top < len(sheet.rows) else (), sheet.left
        ):
            if column in taken or not isinstance(raw, str):
                continue
            other_months = name in raw and months.in_cell(raw).month
            if other_months or (name == FieldName.CURRENT and _OF_ONE_MONTH.search(raw) and len(raw) <= 12):
                hint = f"“{_shortened(raw)}”不是1月至本月的累计。"
                return find(
                    "heading-missing", Place(sheet.name, row, column), field=name, value=raw, heading=name, hint=hint
                )
    place = Place(sheet.name, table.last, sheet.left)
    return find("heading-missing", place, field=name, heading=name, hint="可能被删去或改了名。")


def of_extra(parts: Iterable[Part], words: Vocabulary) -> Iterator[Finding]:
    """Yield a 提示 for each column that is not the form's and in which something stands beside its rows."""
    for part in parts:
        told: set[int] = set()
        for line in part.lines:
            if line.kind is not LineKind.ROW or not words.inputs(part.kind) <= set(line.table.columns):
                continue  # of a heading that is not understood it is said that something is missing
            own = {*line.table.columns.values(), *(one for many in line.table.rivals.values() for one in many)}
            cells = enumerate(part.sheet.rows[line.row - part.sheet.top], start=part.sheet.left)
            for column in (column for column, raw in cells if column not in own | told and not is_blank(raw)):
                told.add(column)
                heading = "".join(text_of(raw) for raw in line.table.paths.get(column, ()))
                yield _extra(part, line, column, heading)


def _extra(part: Part, line: Line, column: int, heading: str) -> Finding:
    above = [row for row in range(line.table.first, line.table.last + 1) if not is_blank(part.sheet.at(row, column))]
    row = above[-1] if above else line.row
    name = f"“{_shortened(heading)}”这一列" if heading else "没有表头的一列"
    said = _shortened(text_of(part.sheet.at(line.row, column)))
    return find("column-extra", Place(part.sheet.name, row, column), value=said, name=name)


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
                    yield find(
                        "month-alone", Place(part.sheet.name, table.last, column), field=name, value=text_of(raw)
                    )


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


def of_merged(rows: Rows, words: Vocabulary) -> Iterator[Finding]:
    """Yield an 错误 for each cell to be filled in that is merged over the rows of several projects."""
    by_place: dict[tuple[str, int, int], tuple[Key, Line]] = {
        (line.table.sheet.name, line.table.sheet.left, line.row): (key, line) for key, line in rows.lines.items()
    }
    sheets = {(sheet.name, sheet.left): sheet for line in rows.lines.values() for sheet in (line.table.sheet,)}
    for sheet in sheets.values():
        hidden = list(sheet.flaws.items())[:_MOST_FLAWS]
        for top, left, bottom, _ in sheet.merges:
            met = [
                by_place[sheet.name, sheet.left, row]
                for row in range(top, min(bottom, top + 300) + 1)
                if (sheet.name, sheet.left, row) in by_place
            ]
            if bottom == top or len({key for key, _ in met}) < 2 or is_blank(sheet.at(top, left)):
                continue
            if any(flaw is Flaw.UNDER_MERGE and at[1] == left and top < at[0] <= bottom for at, (flaw, _) in hidden):
                continue  # what lies under the area is said at its own cell
            columns = met[0][1].table.columns
            fields = [name for name, column in columns.items() if column == left]
            if fields and words.columns[rows.kind][fields[0]].rule is not None:
                area = f"{column_letters(left)}{top}:{column_letters(left)}{bottom}"
                yield find(
                    "rows-merged",
                    Place(sheet.name, top, left),
                    project=met[0][0][0],
                    field=fields[0],
                    value=text_of(sheet.at(top, left)),
                    reason=f"“{fields[0]}”的 {area} 合并成了一格，跨了几个项目",
                )


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
            yield find(
                "unit-conflict", place, project=key, indicator=indicator, value=line.units, clues=clues, example=unit
            )


def of_missing(missing: Iterable[Key], roster: Roster, part: Part) -> Iterator[Finding]:
    """Yield an 错误 for each row that the form has and the file has not."""
    table = part.tables[-1]
    place = Place(part.sheet.name, table.last, table.columns.get("项目名称", part.sheet.left))
    for key, indicator in missing:
        project = roster.catalogue.project_by_key[key]
        name = f"项目“{project.name}”" + (f"的指标“{indicator}”" if indicator else "")
        example = (
            f"指标写“{indicator}”，本期累计填截至目前的累计数（没有进展填 0）"
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
        example = (
            re.sub(rf"[(（\[【]?(?:{MONEY_UNITS})[)）\]】]?", "（万元）", clue.meant)
            if clue.meant
            else "金额单位：万元"
        )
        yield find("money-unit-changed", clue.place, value=clue.said, example=example)
    for place, said in dict.fromkeys(page.dates):
        yield find("date-was-months", place, months=said)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with the file's own first, then by sheet and cell as they stand; each once."""
    return tuple(dict.fromkeys(findings))
