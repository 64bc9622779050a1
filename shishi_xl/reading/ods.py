"""OpenDocument spreadsheets (.ods): one pass over content.xml for values and for what a reader would hide."""

from __future__ import annotations

import datetime as dt
from typing import Any

from shishi_xl.patterns import regex
from shishi_xl.reading import limits, raised, shown
from shishi_xl.reading.cells import ALL_STRUCK, ERROR, NO_RESULT, STRUCK, Budget, Cell, Grid, refuse_area
from shishi_xl.reading.refusal import Refusal, Result, broken, locked, oversized
from shishi_xl.reading.walking import Attributes, Walker, count, local, number

_ERRORS = regex(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_SKIPPED = {"annotation", "tracked-changes", "dde-links", "shapes", "forms", "frame", "custom-shape", "label-ranges"}
_DURATION = regex(r"(-?)P(?:(\d{1,6})D)?T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?")
_HIDDEN = {"collapse", "filter"}
_RAISED = regex(r"super|sub|-?0*[1-9][0-9.]*%")  # super 58%, -33% 58%; 0% 100% is on the line


def read(found: dict[str, bytes]) -> Result:
    """Return an OpenDocument package as plain data."""
    manifest = found.get("meta-inf/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise locked()
    kind = found.get("mimetype", b"").decode("ascii", "replace").strip()
    if "opendocument" in kind and "spreadsheet" not in kind:
        raise Refusal("not-a-workbook", found="一份 OpenDocument 文档（不是电子表格）")
    if "content.xml" not in found:
        raise broken("缺少工作簿的主要内容")
    content = _Content()
    if b"line-through" in found.get("styles.xml", b""):
        content.walk(found["styles.xml"])  # the named styles that those of the content are based on
    content.walk(found["content.xml"])
    if not content.sheets:
        raise broken("工作簿里没有工作表")
    notices = ["macros-ignored"] if any(name.startswith(("basic/", "scripts/")) for name in found) else []
    if content.linked:
        notices.append("links-ignored")
    return {"status": "ok", "kind": "ods", "notices": notices, "sheets": [grid.plain() for grid in content.sheets]}


class _Content(Walker):
    """content.xml: tables, rows, cells, repeated as often as they say and the limits allow."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Grid] = []
        self.linked = False
        self.budget = Budget()
        self.hidden_styles: set[str] = set()
        self.crossing_styles: set[str] = set()  # that cross out what is in them
        self.style = ""
        self.grid: Grid | None = None
        self.row, self.rows_repeated, self.column, self.columns_known = 1, 1, 1, 1
        self.line: list[tuple[int, int, Cell, tuple[str, str] | None]] = []  # column, times, value, flaw
        self.cell: Attributes | None = None
        self.words: list[str] = []
        self.crossed: list[str] = []  # words of the cell that are crossed out
        self.raising_styles: dict[str, bool] = {}  # that set it above (False) or below (True) the line
        self.spans: list[str] = []  # the styles of the open ones
        self.paragraphs = 0
        self.in_text = 0
        self.skipping = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if self.skipping or name in _SKIPPED:
            self.skipping += 1
            self.linked = self.linked or name == "dde-links"
        elif self.grid is None:
            self._begin_outside(name, attributes)
        elif name == "table-column":
            times = count(local(attributes, "number-columns-repeated"))
            if local(attributes, "visibility") in _HIDDEN:
                self.grid.hidden_columns.append((self.columns_known, self.columns_known + times - 1))
            self.columns_known += times
        elif name == "table-row":
            self.rows_repeated = count(local(attributes, "number-rows-repeated"))
            self.column, self.line = 1, []
            if local(attributes, "visibility") in _HIDDEN:
                self.grid.hidden_rows.append((self.row, self.row + self.rows_repeated - 1))
        elif name in {"table-cell", "covered-table-cell"}:
            self.cell, self.words, self.paragraphs = attributes, [], 0
            self.crossed, self.spans = [], []
        elif self.cell is not None:
            self._begin_text(name, attributes)
        elif name == "table-source":
            self.linked = True

    def finish(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name == "p":
            self.in_text = max(0, self.in_text - 1)
        elif name == "span":
            self.spans = self.spans[:-1]
        elif name in {"table-cell", "covered-table-cell"} and self.cell is not None:
            self._finish_cell(self.cell)
            self.cell = None
        elif name == "table-row" and self.grid is not None:
            self._finish_row(self.grid)
        elif name == "table":
            self.grid = None

    def text(self, text: str) -> None:
        if self.in_text and self.cell is not None and not self.skipping:
            small = next((style for style in reversed(self.spans) if style in self.raising_styles), None)
            said = text if small is None else raised.mark(text, below=self.raising_styles[small])
            (self.words if self.crossing_styles.isdisjoint(self.spans) else self.crossed).append(said)

    def _begin_outside(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self.style = local(attributes, "name")
            if local(attributes, "parent-style-name") in self.crossing_styles:
                self.crossing_styles.add(self.style)
        elif name == "table-properties" and local(attributes, "display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "text-properties":
            crosses = _crosses_out(attributes)
            if crosses is not None:
                (self.crossing_styles.add if crosses else self.crossing_styles.discard)(self.style)
            if place := _RAISED.match(local(attributes, "text-position")):
                self.raising_styles[self.style] = place[0].startswith(("sub", "-"))
        elif name == "table":
            if len(self.sheets) >= limits.SHEETS:
                raise oversized(f"工作表超过 {limits.SHEETS} 张")
            self.grid = Grid(local(attributes, "name"), self.budget)
            if local(attributes, "style-name") in self.hidden_styles:
                self.grid.visibility = "hidden"
            self.sheets.append(self.grid)
            self.row, self.columns_known = 1, 1

    def _begin_text(self, name: str, attributes: Attributes) -> None:
        if name == "p":
            if self.paragraphs and not self.in_text:
                self.words.append("\n")
            self.paragraphs += 1
            self.in_text += 1
        elif name == "span":
            self.spans.append(local(attributes, "style-name"))
        elif name == "s":
            self.words.append(" " * min(count(local(attributes, "c")), 1_000))
        elif name in {"tab", "line-break"}:
            self.words.append("\t" if name == "tab" else "\n")

    def _finish_cell(self, cell: Attributes) -> None:
        times = count(local(cell, "number-columns-repeated"))
        words, crossed = "".join(self.words), "".join(self.crossed)
        value, flaw = _value(cell, words if words.strip() else crossed)
        if flaw is None and value is not None:
            all_out = local(cell, "style-name") in self.crossing_styles or (crossed and not words.strip())
            flaw = (ALL_STRUCK, "") if all_out else (STRUCK, "") if crossed.strip() else None
        if self.grid is not None:
            rows, columns = count(local(cell, "number-rows-spanned")), count(local(cell, "number-columns-spanned"))
            self.grid.merge(self.row, self.column, rows, columns)
        if value is not None or flaw is not None:
            self.line.append((self.column, times, value, flaw))
        self.column += times

    def _finish_row(self, grid: Grid) -> None:
        filled = sum(times for _, times, _, _ in self.line)
        if filled * self.rows_repeated > limits.CELLS:
            refuse_area(limits.ROWS + 1, self.column)
        for row in range(self.row, self.row + (self.rows_repeated if self.line else 0)):
            for first, times, value, flaw in self.line:
                for column in range(first, first + times):
                    grid.put(row, column, value)
                    if flaw is not None:
                        grid.flaws[row, column] = flaw
        self.row += self.rows_repeated


def _crosses_out(attributes: Attributes) -> bool | None:
    """Return whether a style draws a line through its text, None where it does not say; either of two attributes may."""
    said = [value for name in ("style", "type") if (value := local(attributes, f"text-line-through-{name}"))]
    return any(value != "none" for value in said) if said else None


def _value(cell: Attributes, text: str) -> tuple[Cell, tuple[str, str] | None]:
    """Return the value of a cell and the flaw that makes it unusable."""
    kind = local(cell, "value-type", "calcext")
    formula = local(cell, "formula")
    if cell.get("calcext:value-type") == "error" or (formula and _ERRORS.fullmatch(text)):
        return None, (ERROR, text)
    if not kind:
        return (text or None), ((NO_RESULT, "") if formula and not text else None)
    given = {name: local(cell, name) for name in ("value", "date-value", "time-value", "boolean-value", "string-value")}
    value: Any = text or given["string-value"] or None
    if kind in {"float", "percentage", "currency"}:
        value = number(given["value"])
        value = shown.as_shown(value) if kind == "percentage" else shown.as_text(value, text)
    elif kind == "boolean":
        value = given["boolean-value"] == "true"
    elif kind == "date":
        value = _date(given["date-value"])
    elif kind == "time":
        value = _time(given["time-value"])
    return (value if value is not None else text or None), None


def _date(text: str) -> dt.date | dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> dt.time | dt.timedelta | None:
    match = _DURATION.fullmatch(text)
    if not match:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    span = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if match[1] or span >= dt.timedelta(days=1):
        return -span if match[1] else span
    return (dt.datetime.combine(dt.date.min, dt.time()) + span).time()
