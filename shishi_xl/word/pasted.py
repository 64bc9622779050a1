"""Tables that lost their tabs or their lines on the way into a text file: written as the reader of text wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shishi_xl.core.document import Row
from shishi_xl.core.headings import Columns, columns_of, looks_like_heading, role_of
from shishi_xl.core.project_list import annex_of, opens_group
from shishi_xl.core.responsible import ends_like_a_unit
from shishi_xl.patterns import regex

_BARS = regex(r"[|｜│┃]")
_RULE = regex(r"[\s|｜│┃:：=_─━┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛+\-]+")  # | --- | --- |, ├──┼──┤
_INDENT = regex(r"[ \u3000]{2,}(?=[^ \u3000])")
PAGE = regex(r"\s*[-—－–]\s*\d{1,3}\s*[-—－–]\s*")
NUMBER = regex(r"[*★]?\d{1,3}(?:[.．]\d{1,3})*[.．、*★]?")
_NO_UNIT = regex(r"[\t:：。\d]|人民政府办公")  # 抄送：区委办公室; who signs below the table
_LONGEST_ROW = 40  # lines
_LONGEST_HEADING = 4


def barred(lines: list[str]) -> list[str]:
    """Return the lines with tables drawn with bars (| 1 | 修路 | 区交通局 |) as rows with tabs between the cells."""
    at = next((at for at, line in enumerate(lines) if is_heading(_BARS.split(line))), len(lines))
    if at == len(lines):
        return lines
    framed = bool(_BARS.match(lines[at].strip()))
    return [*lines[:at], *(_cells_of(line, framed=framed) for line in lines[at:] if not _ruled(line))]


def _ruled(line: str) -> bool:
    return bool(line.strip() and _RULE.fullmatch(line) and not re.fullmatch(r"[\s|｜│┃]+", line))


def _cells_of(line: str, *, framed: bool) -> str:
    if not _BARS.search(line):
        return line
    inner = line.strip()
    if framed:
        inner = re.sub(rf"^{_BARS.pattern}|{_BARS.pattern}$", "", inner)
    return "\t".join(cell.strip() for cell in _BARS.split(re.sub(r"(?i)<br\s*/?>", "\n", inner)))


def indented(lines: list[str]) -> list[str]:
    """Return the lines with cells that begin with blanks, where an editor put them for the tab, as cells that begin with a tab."""
    for at, line in enumerate(lines):
        indent = _INDENT.match(line)
        if indent is None or (at and lines[at - 1].startswith(indent[0])):
            continue
        run = [line]
        while at + len(run) < len(lines) and (told := lines[at + len(run)]).startswith(indent[0]) and told.strip():
            run.append(told)
        if len(run) > 2 and is_heading(run):
            return [*lines[:at], *(_tabbed(one, indent[0]) for one in lines[at:])]
    return lines


def _tabbed(line: str, indent: str) -> str:
    rest = line.removeprefix(indent)
    own = rest != line and not rest.startswith((" ", "\u3000"))
    return f"\t{rest.strip()}" if own or (rest != line and not rest.strip()) else line


def is_heading(cells: list[str]) -> bool:
    return len(cells) > 2 and looks_like_heading(Row(tuple(cells)))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How wide the table at hand is, and up to which column its rows must go."""

    width: int
    needed: int
    ends_in_units: bool


def mended(lines: list[str]) -> list[str]:
    """Return the lines of a text whose tables stand a row a line, rows torn by the line breaks within a cell put together.

    A group's title that lost its tabs gets them back; the numbers of printed pages are dropped.
    """
    whole: list[str] = []
    shape: _Shape | None = None
    at, lines = 0, [line for line in lines if not PAGE.fullmatch(line)]
    while at < len(lines):
        line, end = lines[at], at + 1
        if annex_of(line):
            shape = None
        elif "\t" in line:
            heading, end = _heading_at(lines, at)
            shape = heading or shape
            if shape and not heading:
                end = _end_of_row(lines, at, shape)
            line = _unquoted("\n".join(lines[at:end]))
            if shape and shape.needed <= line.count("\t"):
                line += "\t" * (shape.width - 1 - line.count("\t"))  # blank cells an editor trimmed
        elif shape and opens_group(line.strip()) and _row_follows(lines, at):
            line = line.strip() + "\t" * (shape.width - 1)
        whole.append(line)
        at = end
    return whole


def _heading_at(lines: list[str], at: int) -> tuple[_Shape | None, int]:
    """Return the shape of a table whose heading begins at a line, and where the heading ends."""
    for end in range(at + 1, min(at + _LONGEST_HEADING, len(lines)) + 1):
        if not lines[end - 1].strip() or annex_of(lines[end - 1]):
            break
        above = [cell for line in lines[at : end - 1] for cell in line.split("\t")]
        if above and not any(map(role_of, above)) and isinstance(_columns(lines[end - 1].split("\t")), Columns):
            break  # 单位：万元 stands on a line of its own above the heading
        cells = "\n".join(lines[at:end]).split("\t")
        columns = _columns(cells)
        if isinstance(columns, Columns):
            needed = max(columns.name, *columns.contents, *columns.units)
            return _Shape(len(cells), needed, columns.width - 1 in columns.units), end
    return None, at + 1


def _columns(cells: list[str]) -> Columns | str:
    return columns_of(cells) if is_heading(cells) else ""


def _end_of_row(lines: list[str], at: int, shape: _Shape) -> int:
    """Return where the row that begins at a line ends: with the tab that makes it whole, and the lines of its last cell."""
    tabs, end = lines[at].count("\t"), at + 1
    while tabs < shape.width - 1 and end < min(at + _LONGEST_ROW, len(lines)):
        line = lines[end]
        more = line.count("\t")
        if not line.strip() or annex_of(line) or _starts_row(line, shape) or tabs + more > shape.width - 1:
            break
        tabs, end = tabs + more, end + 1
    while end > at + 1 and tabs < shape.width - 1 and "\t" not in lines[end - 1]:
        end -= 1  # what follows a row that only lacks its 备注 is not its
    if tabs < shape.needed:
        return at + 1
    while shape.ends_in_units and tabs == shape.width - 1 and end < len(lines) and is_unit(lines[end]):
        end += 1
    return end


def _starts_row(line: str, shape: _Shape) -> bool:
    first, tab, _ = line.partition("\t")
    if not tab:
        return opens_group(line.strip())
    return bool(NUMBER.fullmatch(first.strip())) or line.startswith("\t\t") or line.count("\t") >= shape.width - 1


def is_unit(line: str) -> bool:
    name = line.strip()
    return not (_NO_UNIT.search(name) or opens_group(name)) and len(name) < 30 and ends_like_a_unit(name)


def _row_follows(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at + 1 :] if line.strip()), "")
    return "\t" in following or opens_group(following.strip())


def _unquoted(row: str) -> str:
    """Return a row without the quotes that Excel puts around a cell of several lines."""
    cells = row.split("\t")
    return "\t".join(
        cell[1:-1].replace('""', '"') if "\n" in cell and cell[0] == cell[-1] == '"' else cell for cell in cells
    )
