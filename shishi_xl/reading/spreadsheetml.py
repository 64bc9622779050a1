"""Excel 2003 XML spreadsheets: old systems export them under the name .xls."""

from __future__ import annotations

import datetime as dt

from shishi_xl.reading import limits, raised, shown
from shishi_xl.reading.cells import ALL_STRUCK, ERROR, NO_RESULT, STRUCK, Budget, Cell, Grid
from shishi_xl.reading.refusal import Refusal, Result, oversized
from shishi_xl.reading.walking import Attributes, Walker, count, local, number

_VISIBILITY = {"SheetHidden": "hidden", "SheetVeryHidden": "veryHidden"}


def read(data: bytes) -> Result:
    """Return an XML spreadsheet as plain data; Refusal for any other XML."""
    workbook = _Workbook()
    workbook.walk(data)
    if not workbook.sheets:
        raise Refusal("not-a-workbook", found="一份 XML 文件")
    return {"status": "ok", "kind": "xml", "notices": [], "sheets": [grid.plain() for grid in workbook.sheets]}


class _Workbook(Walker):
    """Workbook, Worksheet, Table, Row, Cell, Data."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Grid] = []
        self.budget = Budget()
        self.row, self.row_span, self.column, self.column_known, self.across = 0, 0, 0, 0, 0
        self.formula = False
        self.style = ""
        self.signs: dict[str, shown.Sign] = {}  # by style
        self.kind = ""
        self.words: list[str] | None = None
        self.has_data = False
        self.raising = ""  # Sup or Sub that is open
        self.crossing = 0  # S that are open
        self.crossed: list[str] = []  # words of the cell that are crossed out
        self.crossing_styles: set[str] = set()  # that cross out all of a cell, by their own font or their parent's

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "Worksheet":
            if len(self.sheets) >= limits.SHEETS:
                raise oversized(f"工作表超过 {limits.SHEETS} 张")
            self.sheets.append(Grid(local(attributes, "Name"), self.budget))
            self.row, self.row_span, self.column_known = 0, 0, 0
        elif not self.sheets:
            self._begin_style(name, attributes)
        elif name in {"Column", "Row"}:
            self._begin_line(name, attributes)
        elif name == "Cell":
            self.column = count(local(attributes, "Index"), self.column + 1)
            self.style = local(attributes, "StyleID")
            self.formula, self.has_data = bool(local(attributes, "Formula")), False
            across, down = (self._span(attributes, side) for side in ("MergeAcross", "MergeDown"))
            self.sheets[-1].merge(self.row, self.column, down + 1, across + 1)
            self.across = across
        elif name == "Data":
            self.kind, self.words, self.crossed = local(attributes, "Type"), [], []
        elif name == "S":
            self.crossing += 1
        elif name in {"Sup", "Sub"}:
            self.raising = name
        elif name == "Visible":
            self.kind, self.words = "visibility", []

    def finish(self, name: str) -> None:
        if name == "Data" and self.words is not None:
            self._finish_data("".join(self.words))
            self.words = None
        elif name == "S":
            self.crossing = max(0, self.crossing - 1)
        elif name in {"Sup", "Sub"}:
            self.raising = ""
        elif name == "Visible" and self.words is not None:
            self.sheets[-1].visibility = _VISIBILITY.get("".join(self.words).strip(), "visible")
            self.words = None
        elif name == "Cell" and self.sheets:
            if self.formula and not self.has_data:
                self.sheets[-1].flaws[self.row, self.column] = (NO_RESULT, "")
            self.column += self.across

    def text(self, text: str) -> None:
        if self.words is not None:
            said = raised.mark(text, below=self.raising == "Sub") if self.raising else text
            (self.crossed if self.crossing else self.words).append(said)

    def _begin_style(self, name: str, attributes: Attributes) -> None:
        if name == "Style":
            self.style = local(attributes, "ID")
            if local(attributes, "Parent") in self.crossing_styles:
                self.crossing_styles.add(self.style)
        elif name == "Font" and local(attributes, "StrikeThrough") == "1":
            self.crossing_styles.add(self.style)
        elif name == "NumberFormat" and (
            sign := shown.PERCENT if (code := local(attributes, "Format")) == "Percent" else shown.sign_of(code)
        ):
            self.signs[self.style] = sign

    def _begin_line(self, name: str, attributes: Attributes) -> None:
        grid, span = self.sheets[-1], self._span(attributes, "Span")
        hidden = local(attributes, "Hidden") == "1"
        if name == "Column":
            first = count(local(attributes, "Index"), self.column_known + 1)
            self.column_known = first + span
            if hidden:
                grid.hidden_columns.append((first, first + span))
        else:
            self.row = count(local(attributes, "Index"), self.row + self.row_span + 1)
            self.row_span, self.column = span, 0
            if hidden:
                grid.hidden_rows.append((self.row, self.row + span))

    @staticmethod
    def _span(attributes: Attributes, name: str) -> int:
        text = local(attributes, name)
        return count(text) if text.strip("0") else 0

    def _finish_data(self, text: str) -> None:
        self.has_data = True
        crossed = "".join(self.crossed).strip()
        if text.strip() and self.style in self.crossing_styles:
            self.sheets[-1].flaws[self.row, self.column] = (ALL_STRUCK, "")
        elif crossed:
            self.sheets[-1].flaws[self.row, self.column] = (STRUCK if text.strip() else ALL_STRUCK, "")
            text = text if text.strip() else crossed
        value: Cell = text
        if self.kind == "Error":
            self.sheets[-1].flaws[self.row, self.column] = (ERROR, text)
            return
        if self.kind == "Number":
            value = number(text)
            value = shown.as_shown(value, self.signs[self.style]) if self.style in self.signs else value
        elif self.kind == "Boolean":
            value = text.strip() in {"1", "true"}
        elif self.kind == "DateTime":
            value = _moment(text)
        self.sheets[-1].put(self.row, self.column, text if value is None else value)


def _moment(text: str) -> dt.date | dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.date() if moment.time() == dt.time() else moment
