"""Writing one sheet so that nothing is lost in silence: text as text, numbers as numbers, every refusal an error."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from shishi_xl.core.grid import column_letters
from shishi_xl.excel.consolidated.fitting import Column, Contents, Paper, pixels
from shishi_xl.excel.consolidated.styles import Styles
from shishi_xl.excel.line_height import HIGHEST
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters a cell of Excel holds, in UTF-16 units
_CUT = "……（文字过长，全文见报送文件）"
A3, A4 = 8, 9  # as Excel numbers them
PAPERS = {A3: (11.69, 16.54), A4: (8.27, 11.69)}  # inches
MARGINS = (0.8, 1.1)  # inches at the sides together, at top and bottom together
_INCH = 72  # points
_WINDOW, _LEAST_ZOOM = 1310, 75  # pixels Excel gives to cells on a screen of 1366 × 768; percent
_MOST_LINKS = 65_530
_LONGEST_LINK = 2_000
_LONGEST_FOOT = 200  # Excel takes 255 characters with the codes
# What XML or Excel cannot hold: control characters, half of a surrogate pair, the two non-characters.
_UNPRINTABLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FIRST_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was


class WritingError(Exception):
    """The workbook cannot be written as meant; nothing is published."""


def plain(text: str) -> tuple[str, str]:
    """Return a text as a cell can hold it, and in Chinese what was changed about it ("" for nothing)."""
    changes = []
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNPRINTABLE.search(clean):
        clean = _UNPRINTABLE.sub("\ufffd", clean)
        changes.append("含有不能显示的字符，已换成“\ufffd”")
    if _utf16_length(clean) > LONGEST:
        clean = clean[: LONGEST - len(_CUT)]
        while _utf16_length(clean) > LONGEST - len(_CUT):
            clean = clean[: -max(1, (_utf16_length(clean) - LONGEST + len(_CUT)) // 2)]
        clean += _CUT
        changes.append("文字超过一格的上限，只留了前面的部分")
    return clean, "；".join(changes)


@dataclass
class Page:
    """One sheet. Rows and columns are counted from 1, as everywhere in this package."""

    name: str
    workbook: Workbook
    sheet: Worksheet
    styles: Styles
    notes: list[str]  # what had to be changed about a value, for 口径
    foot: str  # of every printed page: which workbook a loose sheet of paper belongs to
    links: int = 0
    heights: dict[int, float] = field(default_factory=dict)
    fitted: dict[int, float] = field(default_factory=dict)  # rows as high as their texts need, and their least height
    contents: Contents = field(default_factory=Contents)
    paper: tuple[float, float] = (0.0, 0.0)  # points within the margins, across and down

    def text(self, row: int, column: int, text: str, look: str = "text") -> None:
        """Write a text as a text, whatever it looks like; blank for ""."""
        clean, change = plain(text)
        if change:
            self.notes.append(f"“{self.name}”{cell(row, column)}：{change}。")
        if clean:
            self.contents.add_text(row, column, clean)
            self._checked(self.sheet.write_string(row - 1, column - 1, clean, self.styles[look]), row, column)
        else:
            self.blank(row, column, look)

    def blank(self, row: int, column: int, look: str = "text") -> None:
        """Leave a cell empty, with its look."""
        self._checked(self.sheet.write_blank(row - 1, column - 1, None, self.styles[look]), row, column)

    def number(self, row: int, column: int, number: float | None, look: str = "number", form: Any = None) -> None:
        """Write a number; None is an empty cell, and what is not finite is one too, with a note."""
        if number is not None and not math.isfinite(number):
            self.notes.append(f"“{self.name}”{cell(row, column)}：不是有限的数，已留空。")
            number = None
        if number is None:
            self.blank(row, column, look)
        else:
            if look == "number" and number != int(number):
                look = "decimal"  # one format for both would show 925 as "925."
            self.contents.add_number(column, number, look)
            self._checked(self.sheet.write_number(row - 1, column - 1, number, form or self.styles[look]), row, column)

    def percent(self, row: int, column: int, percent: float | None, look: str = "percent", coverage: str = "") -> None:
        """Write a percentage of 0–100 as Excel counts it, 0–1; with its n/N behind it where given."""
        form = self.styles.rate(look, coverage) if coverage else None
        self.number(row, column, share(percent), look, form)

    def formula(
        self, row: int, column: int, formula: str, value: float | None, *, look: str, coverage: str = ""
    ) -> None:
        """Write a live formula with its value stored; an empty cell where the value is not known."""
        if value is None or not math.isfinite(value):
            self.number(row, column, value, look)
            return
        form = self.styles.rate(look, coverage) if coverage else self.styles[look]
        self.contents.add_number(column, value, look)
        self._checked(self.sheet.write_formula(row - 1, column - 1, f"={formula}", form, value), row, column)

    def moment(self, row: int, column: int, when: date | None, look: str = "time") -> None:
        """Write a date or a time; as text where Excel has no number for it."""
        day = when.date() if isinstance(when, datetime) else when
        if when is None or day is None:
            self.blank(row, column, look)
        elif day < _FIRST_DATE:
            self.text(row, column, str(when), "centre")
        else:
            self._checked(self.sheet.write_datetime(row - 1, column - 1, when, self.styles[look]), row, column)

    def value(self, row: int, column: int, value: str | float | date | None, look: str = "text") -> None:
        """Write a value of a field that the office has added, as what it is."""
        if isinstance(value, str):
            self.text(row, column, value, look)
        elif isinstance(value, date):
            self.moment(row, column, value, "time" if isinstance(value, datetime) else "date")
        else:
            self.number(row, column, value, "number" if value is not None else look)

    def link(self, row: int, column: int, target: str, look: str) -> None:
        """Make a cell a link to a place of our own, before its value is written; too many or too long ones stay plain.

        Links belong on short cells: LibreOffice does not wrap the text of a linked one.
        """
        if not target or self.links >= _MOST_LINKS or len(target) > _LONGEST_LINK:
            return
        from xlsxwriter.url import Url

        self.links += 1
        url = Url(target)
        # A target in a package is a URI; with the writer's backslashes only Windows would find the file.
        url._relationship_link = url._relationship_link.replace("\\", "/")  # noqa: SLF001 - no public way
        url.text = "."  # only the link is taken from this call: what the cell shows is written again after it
        self._checked(self.sheet.write_url(row - 1, column - 1, url, self.styles[look]), row, column)

    def linked_text(self, row: int, column: int, text: str, target: str, look: str = "text") -> None:
        """Write a text that leads to a place of our own."""
        if text and target:
            self.link(row, column, target, f"{look} link")
            self.text(row, column, text, f"{look} link")
            self.contents.add_link(column, text)
        else:
            self.text(row, column, text, look)

    def linked_number(self, row: int, column: int, number: float | None, target: str, look: str) -> None:
        """Write a number that leads to where it comes from."""
        if number is not None and target:
            self.link(row, column, target, f"{look} link")
            self.number(row, column, number, f"{look} link")
        else:
            self.number(row, column, number, look)

    def linked_percent(self, row: int, column: int, percent: float | None, target: str, look: str = "percent") -> None:
        """Write a percentage of 0–100 that leads to where it comes from."""
        self.linked_number(row, column, share(percent), target, look)

    def merge(self, first: tuple[int, int], last: tuple[int, int], look: str) -> None:
        """Merge an area; what stands in it is written afterwards."""
        if first != last:
            code = self.sheet.merge_range(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, "", self.styles[look])
            self._checked(code, *first)

    def chart(self, kind: str, subtype: str = "") -> Any:
        """Return a new native chart."""
        return self.workbook.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))

    def insert_chart(self, row: int, column: int, chart: Any) -> None:
        """Put a chart with its corner at a cell; it is as wide as the cells it covers, however wide a program draws them."""
        options = {"object_position": 1, "x_offset": 0, "y_offset": 2}
        self._checked(self.sheet.insert_chart(row - 1, column - 1, chart, options), row, column)

    def columns(self, columns: Sequence[Column]) -> None:
        """Set the widths of columns from the first one on."""
        for at, column in enumerate(columns):
            self._checked(self.sheet.set_column_pixels(at, at, pixels(column.width)), 1, at + 1)

    def fit(self, row: int, least: float = 21) -> None:
        """Let a row be made high enough for its texts when the table is settled."""
        self.fitted[row] = least

    def settle(self, columns: Sequence[Column], head: int = 0, kept: Collection[int] = ()) -> list[Column]:
        """Set widths and heights by what has been written and by the paper; return the columns as wide as they became.

        Where we say ourselves how pages end, the rows down to `head` come again on each; those of `kept` have the next
        one on theirs.
        """
        paper = Paper(self.paper[0])
        if head:
            repeated = sum(high for row, high in self.heights.items() if row <= head)
            others = {row: high for row, high in self.heights.items() if row > head and row not in self.fitted}
            paper = Paper(*self.paper, repeated, others, frozenset(kept))
        wide = self.contents.widths(columns, self.fitted, paper)
        self.columns(wide)
        widths = [column.width for column in wide]
        for row, least in self.fitted.items():
            high = self.contents.height(row, widths, least)
            self.set_height(row, high)
            for column, text, size in self.contents.too_high(row, widths) if high > HIGHEST else ():
                self._write_smaller(row, column, text, size)
        self.contents, self.fitted = Contents(), {}  # a large list would hold them until the workbook is closed
        return wide

    def show(self, columns: Sequence[Column]) -> None:
        """Let the window show columns from the first one on, as far as that leaves letters one can read."""
        wide = sum(pixels(column.width) for column in columns)
        self.sheet.set_zoom(max(_LEAST_ZOOM, min(100, int(_WINDOW / wide * 20) * 5)))

    def _write_smaller(self, row: int, column: int, text: str, size: int) -> None:
        """Write a text again that no row is high enough for, in smaller letters; where none fit, say so."""
        if not size:
            self.notes.append(
                f"“{self.name}”{cell(row, column)}：文字太长，一格显示不全；点中这一格，在编辑栏里看全文。"
            )
        look = f"text {size or 8}"
        self._checked(self.sheet.write_string(row - 1, column - 1, text, self.styles[look]), row, column)

    def set_height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.heights[row] = min(HIGHEST, round(points, 2))
        self._checked(self.sheet.set_row(row - 1, self.heights[row]), row, 1)

    def colour_words(self, area: str, colours: dict[str, tuple[str, str]]) -> None:
        """Colour the cells of an area by the word that stands in them, also when a person changes it."""
        for word, (fill, ink) in colours.items():
            form = self.styles.custom(f"word|{fill}|{ink}", bg_color=fill, font_color=ink)
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": form}
            self._checked(self.sheet.conditional_format(area, rule), 1, 1)

    def bars(self, area: str, colour: str) -> None:
        """Draw data bars of 0–100 % behind the numbers of an area."""
        rule = {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": colour,
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": 1,
        }
        self._checked(self.sheet.conditional_format(area, rule), 1, 1)

    def print_on(self, paper: int, *, landscape: bool = True, pages_high: int = 0) -> None:
        """Set up printing: one page wide, numbered, thin margins."""
        short, long = PAPERS[paper]
        if landscape:
            self.sheet.set_landscape()
        else:
            self.sheet.set_portrait()
        across, down = (long, short) if landscape else (short, long)
        self.paper = (across - MARGINS[0]) * _INCH, (down - MARGINS[1]) * _INCH
        self.sheet.set_paper(paper)
        self.sheet.fit_to_pages(1, pages_high)
        self.sheet.set_margins(left=MARGINS[0] / 2, right=MARGINS[0] / 2, top=0.5, bottom=MARGINS[1] - 0.5)
        self.sheet.center_horizontally()
        foot = self.foot.replace("&", "&&")[:_LONGEST_FOOT]
        self._checked(self.sheet.set_footer(f"&L&9{foot}&C&9第 &P 页  共 &N 页"), 1, 1)

    def _checked(self, code: Any, row: int, column: int) -> None:
        """Raise for what the writer refused: it says so in a return code only."""
        if isinstance(code, int) and code < 0:
            raise WritingError(f"{self.name}!{cell(row, column)}: the writer returned {code}")


def share(percent: float | None) -> float | None:
    """Return a percentage of 0–100 as Excel counts it, 0–1, without the dust that multiplying and dividing leave."""
    return None if percent is None or not math.isfinite(percent) else round(percent / 100, 14)


def new_page(workbook: Workbook, name: str, styles: Styles, notes: list[str], foot: str) -> Page:
    """Return an empty sheet; `foot` stands at the foot of each of its printed pages."""
    return Page(name, workbook, workbook.add_worksheet(name), styles, notes, foot)


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """Return a cell as formulas name it: D7, or $D$7."""
    return f"${column_letters(column)}${row}" if fixed else f"{column_letters(column)}{row}"


def area(first_row: int, first_column: int, last_row: int, last_column: int, *, fixed: bool = False) -> str:
    """Return an area as formulas name it: D7:D9."""
    return f"{cell(first_row, first_column, fixed=fixed)}:{cell(last_row, last_column, fixed=fixed)}"


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
