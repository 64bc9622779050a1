"""Tables of a Word document (.docx): each a sheet, the paragraphs before it as rows above it."""

from __future__ import annotations

from dataclasses import dataclass, field

from shishi_xl.reading import limits, raised
from shishi_xl.reading.cells import ALL_STRUCK, HIDDEN_TEXT, STRUCK, Budget, Grid
from shishi_xl.reading.refusal import Refusal, Result, oversized
from shishi_xl.reading.walking import Attributes, Walker, count, local

_SKIPPED = {
    "Fallback",
    "moveFrom",
    "del",
    "txbxContent",
    "instrText",
    "delText",
    "pict",
    "drawing",
    "tabs",
    "rPrChange",
}
_STYLING = {"p", "pStyle", "r", "rStyle", "strike", "dstrike", "vanish", "vertAlign"}
_DEEPEST_STYLE = 10  # styles based on one another
_CONTINUED = ("续表", "（续", "(续", "续上表")


@dataclass(slots=True)
class _Cell:
    text: list[str] = field(default_factory=list)
    width: int = 1
    merge: str = ""  # "restart", "continue" or ""
    crossed: list[str] = field(default_factory=list)  # what is crossed out
    hides: bool = False  # some of its text is hidden


@dataclass(slots=True)
class _Table:
    rows: list[list[tuple[int, _Cell]]] = field(default_factory=list)  # first column of each cell, the cell
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)  # rows, counted from 0

    @property
    def width(self) -> int:
        return max((first + cell.width for row in self.rows for first, cell in row), default=0)


def read(document: bytes, styles: bytes = b"") -> Result:
    """Return the tables of a Word document's main part, with its named styles, as a workbook; Refusal where there is none."""
    named = _Styles()
    if b"trike" in styles or b"vanish" in styles:
        named.walk(styles)
    body = _Body(named)
    body.walk(document)
    body.close()
    tables = _joined(body.tables)
    if not tables:
        raise Refusal("not-a-workbook", found="一份没有表格的 Word 文档")
    budget = Budget()
    sheets = [_grid(table, f"表{index}", budget).plain() for index, table in enumerate(tables, 1)]
    return {"status": "ok", "kind": "docx", "notices": [], "sheets": sheets}


class _Styles(Walker):
    """word/styles.xml: what each named style says of crossing out and hiding, by its own word or that of the style it is based on."""

    def __init__(self) -> None:
        super().__init__()
        self.style = ""
        self.based_on: dict[str, str] = {}
        self.said: dict[tuple[str, str], bool] = {}  # (style, strike or vanish)

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self.style = local(attributes, "styleId")
        elif name == "basedOn":
            self.based_on[self.style] = local(attributes, "val")
        elif name in {"strike", "dstrike", "vanish"}:
            self.said[self.style, name.lstrip("d")] = _is_on(attributes)

    def says(self, style: str, what: str) -> bool:
        """Return whether a style crosses out ("strike") or hides ("vanish")."""
        for _ in range(_DEEPEST_STYLE):
            if (style, what) in self.said or style not in self.based_on:
                break
            style = self.based_on[style]
        return self.said.get((style, what), False)


class _Body(Walker):
    """word/document.xml: paragraphs and tables in reading order; a table within a cell is that cell's text."""

    def __init__(self, styles: _Styles) -> None:
        super().__init__()
        self.styles, self.paragraph_style = styles, ""
        self.tables: list[_Table] = []
        self.loose: list[str] = []  # paragraphs since the last table
        self.nesting = 0
        self.skipping = 0
        self.in_text = False
        self.crossing, self.hiding = False, False  # this run is crossed out, hidden
        self.raising = ""  # how this run stands to the line: superscript, subscript
        self.paragraph: list[str] = []
        self.column = 0
        self.cell: _Cell | None = None

    def begin(self, name: str, attributes: Attributes) -> None:
        if self.skipping or name in _SKIPPED:
            self.skipping += 1
        elif name == "t":
            self.in_text = True
        elif name in _STYLING:
            self._style(name, attributes)
        elif name in {"tab", "br", "cr", "noBreakHyphen"}:
            self.paragraph.append({"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
        elif name == "tbl":
            self.nesting += 1
            if self.nesting == 1:
                if len(self.tables) >= limits.SHEETS:
                    raise oversized(f"表格超过 {limits.SHEETS} 个")
                self.tables.append(_Table(above=self.loose))
                self.loose = []
        elif self.nesting == 1:
            self._begin_in_table(name, attributes)

    def _style(self, name: str, attributes: Attributes) -> None:
        """Take what is said of how a paragraph or a run looks; a run begins as its paragraph's style has it."""
        if name in {"p", "pStyle"}:
            self.paragraph_style = local(attributes, "val")
        elif name in {"r", "rStyle"}:
            style = local(attributes, "val") or self.paragraph_style
            self.crossing, self.hiding = (self.styles.says(style, what) for what in ("strike", "vanish"))
            self.raising = ""
        elif name == "vanish":
            self.hiding = _is_on(attributes)
        elif name == "vertAlign":
            self.raising = local(attributes, "val")
        else:
            self.crossing = _is_on(attributes)

    def finish(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name == "t":
            self.in_text = False
        elif name == "p":
            self._finish_paragraph()
        elif name == "tbl":
            self.nesting -= 1
        elif name == "tc" and self.nesting == 1 and self.cell is not None:
            self.column += self.cell.width
            self.cell = None

    def text(self, text: str) -> None:
        if not self.in_text or self.skipping:
            return
        if self.hiding:
            if self.cell is not None:
                self.cell.hides |= bool(text.strip())
            return
        said = raised.mark(text, below=self.raising == "subscript") if self.raising.endswith("script") else text
        crossed = self.cell.crossed if self.crossing and self.cell is not None else None
        (self.paragraph if crossed is None else crossed).append(said)

    def close(self) -> None:
        """Put what stands after the last table below it."""
        if self.tables:
            self.tables[-1].below = self.loose

    def _begin_in_table(self, name: str, attributes: Attributes) -> None:
        value = local(attributes, "val")
        if name == "tr":
            self.column = 0
            self.tables[-1].rows.append([])
        elif name == "hidden" and self.cell is None and self.tables[-1].rows and _is_on(attributes):
            self.tables[-1].hidden.append(len(self.tables[-1].rows) - 1)
        elif name == "gridBefore":
            self.column += count(value)
        elif name == "tc" and self.tables[-1].rows:
            self.cell = _Cell()
            self.tables[-1].rows[-1].append((self.column, self.cell))
        elif self.cell is not None and name == "gridSpan":
            self.cell.width = min(count(value), limits.COLUMNS)
        elif self.cell is not None and name == "vMerge":
            self.cell.merge = "restart" if value == "restart" else "continue"

    def _finish_paragraph(self) -> None:
        text = "".join(self.paragraph).strip()
        self.paragraph = []
        if self.cell is not None:
            self.cell.text.append(text)
        elif text and not self.nesting:
            self.loose.append(text)


def _is_on(attributes: Attributes) -> bool:
    return local(attributes, "val") not in {"0", "false", "off", "none"}


def _joined(tables: list[_Table]) -> list[_Table]:
    """Return the tables, one that only continues the one before appended to it."""
    joined: list[_Table] = []
    for table in tables:
        marked = all(text.strip("：:").startswith(_CONTINUED) for text in table.above)
        if joined and marked and table.width == joined[-1].width:
            joined[-1].hidden += [len(joined[-1].rows) + row for row in table.hidden]
            joined[-1].rows += table.rows
            joined[-1].below = table.below
        else:
            joined.append(table)
    return joined


def _grid(table: _Table, name: str, budget: Budget) -> Grid:
    grid = Grid(name, budget)
    for row, text in enumerate(table.above, 1):
        grid.put(row, 1, text)
    first = len(table.above) + 1
    grid.hidden_rows = [(first + row, first + row) for row in table.hidden]
    open_merges: dict[int, tuple[int, int]] = {}  # column -> first row, width of a vertical merge under way
    for row, cells in enumerate(table.rows, first):
        still_open: dict[int, tuple[int, int]] = {}
        for column, cell in cells:
            text, crossed = "\n".join(cell.text).strip(), "".join(cell.crossed).strip()
            if cell.hides:
                grid.flaws[row, column + 1] = (HIDDEN_TEXT, "")
            if crossed:
                grid.flaws[row, column + 1] = (STRUCK if text else ALL_STRUCK, "")
            grid.put(row, column + 1, text or crossed)
            if cell.merge == "continue" and column in open_merges:
                still_open[column] = open_merges.pop(column)
            elif cell.merge == "restart":
                still_open[column] = (row, cell.width)
            else:
                grid.merge(row, column + 1, 1, cell.width)
        _close_merges(grid, open_merges, row - 1)
        open_merges = still_open
    _close_merges(grid, open_merges, first + len(table.rows) - 1)
    for row, text in enumerate(table.below, first + len(table.rows)):
        grid.put(row, 1, text)
    return grid


def _close_merges(grid: Grid, merges: dict[int, tuple[int, int]], last_row: int) -> None:
    for column, (first_row, width) in merges.items():
        grid.merge(first_row, column + 1, last_row - first_row + 1, width)
