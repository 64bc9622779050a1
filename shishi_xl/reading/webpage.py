"""HTML tables: what reporting systems and Excel itself export under the name .xls."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from shishi_xl.patterns import regex
from shishi_xl.reading import delimited, limits, raised, shown
from shishi_xl.reading.cells import ALL_STRUCK, ERROR, HIDDEN_TEXT, STRUCK, Budget, Cell, Flaws, Grid
from shishi_xl.reading.refusal import Refusal, Result, broken, oversized
from shishi_xl.reading.walking import count, number

_CHARSET = regex(rb"""(?i)charset\s*=\s*["']?\s*([a-z0-9_-]{2,20})""")
_INVISIBLE = {"script", "style", "noscript", "template", "title", "comment"}  # the last one is LibreOffice's, of a cell
_CROSSING = {"s", "strike", "del"}
_INLINE = _CROSSING | {"span", "font", "b", "i", "u", "em", "strong"}
_BREAKS = {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "caption", "center"}
_NAME = regex(r"(?i)<x:Name>([^<]{1,31})</x:Name>")
_SPACES = regex(r"[ \t\r\n\f\xa0]+")
_REMARK = regex(r"(?i)\bmsocom|mso-element:\s*comment")  # of Excel: the mark of a comment, and the comments themselves
_NO_BOX = regex(r"(?i)display\s*:\s*none")
_HIDDEN = regex(r"(?i)display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden")
_CROSSED = regex(r"(?i)text-decoration[a-z-]*\s*:[^;\"']*line-through")
_RULE = regex(r"([^{}]+)\{([^{}]*)\}")  # of a style sheet
_CLASS = regex(r"(?:^|[\s,])[a-zA-Z0-9]*\.([\w-]+)\s*(?=$|,)")  # .xl65, td.xl65
_MOST_STYLE = 2_000_000  # characters of a style sheet that are looked at
_RAISING = {"sup": False, "sub": True}  # whether it is below the line
_EMPTY = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}  # tags that nothing closes
_FIELDS = {"input", "select", "option"}
_TYPED = {"text", "", "number", "tel", "search", "date", "month", "email"}  # fields of a page that show what is in them
_STRUCTURE = {"table", "tr", "td", "th"}


def read(data: bytes) -> Result:
    """Return the tables of a web page as a workbook, a sheet each; Refusal where there is none."""
    return _workbook([data])


def read_saved(data: bytes) -> Result:
    """Return the tables of a page saved as one file (.mht), which Excel also names .xls and gives a page a sheet."""
    from email import message_from_bytes

    pages = [part.get_payload(decode=True) for part in message_from_bytes(data).walk()]
    return _workbook([page for page in pages if isinstance(page, bytes) and b"<" in page[:1000]])


def _workbook(pages: list[bytes]) -> Result:
    if sum(map(len, pages)) > limits.SLOW_PART_BYTES:
        raise oversized(f"内容超过 {limits.SLOW_PART_BYTES // limits.MEGABYTE} MB")
    budget = Budget()
    tables: list[_Table] = []
    names: list[str] = []
    for data in pages:
        text = _decode(data)
        page = _Page(budget)
        page.feed(text)
        page.close()
        names += _NAME.findall(text)
        filled = [table for table in page.tables if table.grid.rows or table.grid.flaws]
        if filled:
            filled[-1].add_below(page.loose)
        tables += filled
    if not tables:
        raise Refusal("not-a-workbook", found="一个没有表格的网页")
    for index, table in enumerate(tables):
        table.grid.name = unescape(names[index]) if len(names) == len(tables) else f"表{index + 1}"
    return {"status": "ok", "kind": "html", "notices": [], "sheets": [table.grid.plain() for table in tables]}


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    encoding = "gb18030" if name.startswith("gb") else name if name in {"utf-8", "big5"} else ""
    if encoding and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass  # it says one thing and is another: told by its bytes below
    return delimited.decode(data)


class _Table:
    """One table being laid out on a grid."""

    def __init__(self, budget: Budget, above: list[str]) -> None:
        self.grid = Grid("", budget)
        for row, text in enumerate(above, 1):
            self.grid.put(row, 1, text)
        self.row, self.column = len(above), 0
        self.taken: dict[int, int] = {}  # column -> last row that a cell from above reaches down to
        self.cell: dict[str, str] | None = None
        self.words: list[str] = []
        self.crossed: list[str] = []  # words of the cell that are crossed out
        self.hides = False  # some of the cell's words are hidden

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.finish_cell()
        self.row, self.column = self.row + 1, 0
        if _is_hidden(attributes):
            self.grid.hidden_rows.append((self.row, self.row))

    def begin_cell(self, attributes: dict[str, str]) -> None:
        if self.row == 0:
            self.begin_row({})
        self.finish_cell()
        self.cell, self.words, self.crossed, self.hides = attributes, [], [], False

    def finish_cell(self) -> None:
        if self.cell is None:
            return
        attributes, self.cell = self.cell, None
        if _NO_BOX.search(attributes.get("style", "")):  # the cells behind it close up
            if self.hides:
                self.grid.flaws.setdefault((self.row, max(1, self.column)), (HIDDEN_TEXT, ""))
            return
        self.column += 1
        while self.taken.get(self.column, 0) >= self.row:
            self.column += 1
        columns = min(count(attributes.get("colspan", "")), limits.COLUMNS)
        rows = count(attributes.get("rowspan", ""))
        self.grid.merge(self.row, self.column, rows, columns)
        if rows > 1:
            self.taken.update(dict.fromkeys(range(self.column, self.column + columns), self.row + rows - 1))
        self._fill(attributes)
        self.column += columns - 1

    def add_below(self, texts: list[str]) -> None:
        for row, text in enumerate(texts, self.row + 1):
            self.grid.put(row, 1, text)

    def _fill(self, attributes: dict[str, str]) -> None:
        text, crossed = _tidy(self.words), _tidy(self.crossed)
        if self.hides:
            self.grid.flaws[self.row, self.column] = (HIDDEN_TEXT, "")
        if crossed:
            self.grid.flaws[self.row, self.column] = (STRUCK if text else ALL_STRUCK, "")
        text = text or crossed
        exact: Cell = number(attributes["x:num"]) if attributes.get("x:num") else None
        flaws: Flaws = self.grid.flaws
        if attributes.get("x:err"):
            flaws[self.row, self.column] = (ERROR, attributes["x:err"])
        else:
            self.grid.put(self.row, self.column, text if exact is None else shown.as_text(exact, text))


@dataclass(slots=True)
class _Choice:
    """An option of a list to choose from."""

    selected: bool
    words: str = ""


class _Page(HTMLParser):
    """Tables in the order they open; one within a cell is a table of its own."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.budget = budget
        self.loose: list[str] = []
        self.words: list[str] = []
        self.skipping = 0
        self.crossing: list[
            tuple[str, bool]
        ] = []  # inline tags that are open, and whether each crosses out what is in it
        self.sheet: dict[str, str] = {}  # what a style sheet says, by class
        self.styling = False
        self.raising: list[str] = []  # sup and sub that are open
        self.hidden: list[str] = []  # tags open since something hidden began, the first one its own
        self.remark: list[str] = []  # tags open since a comment of Excel began, the first one its own
        self.choices: list[_Choice] | None = None  # of the list to choose from that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = self._styled({name: value or "" for name, value in attrs})
        self._end_hidden(tag)
        if self.remark or _REMARK.search(f"{attributes.get('class', '')} {attributes.get('style', '')}"):
            self.remark += [tag] if not self.remark or tag == self.remark[0] else []
        elif self.hidden or (tag not in _STRUCTURE | _EMPTY and _is_hidden(attributes)):
            self.hidden += [tag] if not self.hidden or tag in {self.hidden[0], "table"} else []
        elif tag in _INVISIBLE:
            self.skipping += 1
            self.styling = tag == "style"
        elif tag in _INLINE:
            crosses = tag in _CROSSING or _CROSSED.search(attributes.get("style", "")) is not None
            self.crossing.append((tag, crosses))
        elif tag in _RAISING:
            self.raising.append(tag)
        elif tag == "table":
            self._begin_table(attributes)
        elif self.open and tag == "tr":
            self.open[-1].begin_row(attributes)
        elif self.open and tag in {"td", "th"}:
            self.open[-1].begin_cell(attributes)
        elif tag in _FIELDS:
            self._begin_field(tag, attributes)
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        self._end_hidden(tag)
        if self.remark:
            if tag == self.remark[0]:
                self.remark.pop()
        elif self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.pop()
        elif tag in _RAISING:
            self.raising = self.raising[:-1]
        elif tag in _INVISIBLE:
            self.skipping, self.styling = max(0, self.skipping - 1), False
        elif tag in _INLINE:
            self._end_inline(tag)
        elif tag == "select" and self.choices is not None:
            self._choose()
        elif tag == "table" and self.open:
            self.open.pop().finish_cell()
        elif tag in {"td", "th"} and self.open:
            self.open[-1].finish_cell()
        elif tag in _BREAKS - {"br"}:
            self._break()

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._end_loose()
        if len(self.tables) >= limits.SHEETS:
            raise oversized(f"表格超过 {limits.SHEETS} 个")
        table = _Table(self.budget, [] if self.open else self.loose)
        table.grid.visibility = "hidden" if _is_hidden(attributes) else "visible"
        if not self.open:
            self.loose = []
        self.tables.append(table)
        self.open.append(table)

    def _begin_field(self, tag: str, attributes: dict[str, str]) -> None:
        """Take what a field of a page shows, and what there is to choose from."""
        if tag == "select":
            self.choices = []
        elif tag == "option" and self.choices is not None:
            self.choices.append(_Choice("selected" in attributes))
        elif tag == "input" and attributes.get("type", "text").lower() in _TYPED:
            self.handle_data(attributes.get("value", ""))

    def _end_inline(self, tag: str) -> None:
        """Close the last inline tag of a name; tags that are not nested well (<s>4<b></s></b>) cross out no more than they say."""
        last = next((at for at in reversed(range(len(self.crossing))) if self.crossing[at][0] == tag), None)
        if last is not None:
            del self.crossing[last]

    def _end_hidden(self, tag: str) -> None:
        """Take a hidden element that nothing closes for ended where its cell is: <td><p style="display:none">…</td>."""
        if self.hidden and tag in _STRUCTURE and (self.hidden[0] == "p" or "table" not in (tag, *self.hidden)):
            self.hidden = []

    def _styled(self, attributes: dict[str, str]) -> dict[str, str]:
        """Return the attributes of a tag with what the style sheet says of its classes in its own style."""
        told = [self.sheet[name] for name in attributes.get("class", "").split() if name in self.sheet]
        return attributes | {"style": ";".join([*told, attributes.get("style", "")])} if told else attributes

    def handle_data(self, data: str) -> None:
        if self.styling:
            self.sheet |= _telling(data)
        if self.skipping or self.remark:
            return
        if self.choices is not None:
            if self.choices:
                self.choices[-1].words += data
            return
        cell = self.open[-1].cell if self.open else None
        if self.hidden or (cell is not None and _is_hidden(cell)):
            if cell is not None:
                self.open[-1].hides |= bool(data.strip())
            return
        said = raised.mark(data, below=_RAISING[self.raising[-1]]) if self.raising else data
        if not self.open:
            self.words.append(said)
        elif cell is not None:
            crossed = any(crosses for _, crosses in self.crossing) or _CROSSED.search(cell.get("style", ""))
            (self.open[-1].crossed if crossed else self.open[-1].words).append(said)

    def _choose(self) -> None:
        """Put what a list to choose from shows into its cell: the option selected, else the first one."""
        choices, self.choices = self.choices or [], None
        shown = next((one for one in reversed(choices) if one.selected), choices[0] if choices else None)
        self.handle_data(shown.words if shown else "")

    def close(self) -> None:
        super().close()
        self._end_loose()
        if self.open:
            raise broken("网页不完整，表格没有结束")

    def _break(self) -> None:
        if not self.open:
            self._end_loose()
        elif self.open[-1].cell is not None:
            self.open[-1].words.append("\x00")

    def _end_loose(self) -> None:
        text = _tidy(self.words)
        self.words = []
        if text:
            self.loose.append(text)


def _telling(style_sheet: str) -> dict[str, str]:
    """Return what a style sheet says by class, of the classes that cross out or hide."""
    found = {}
    for names, said in _RULE.findall(style_sheet[:_MOST_STYLE]):
        if _CROSSED.search(said) or _HIDDEN.search(said):
            found.update(dict.fromkeys(_CLASS.findall(names.strip().removeprefix("<!--").strip()), said))
    return found


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


def _tidy(words: list[str]) -> str:
    """Return text as a browser shows it: runs of white space are one space, breaks are line ends."""
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(words).split("\x00"))
    return "\n".join(line for line in lines if line)
