"""Tables of which a text kept the cells alone, a cell a line, as web pages are copied: told as rows with tabs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from shishi_xl.core.headings import Columns, columns_of, role_of
from shishi_xl.core.project_list import annex_of, opens_group
from shishi_xl.patterns import regex
from shishi_xl.word.pasted import NUMBER, PAGE, is_heading, is_unit

_NOTHING = frozenset({"/", "\\", "-", "—", "——", "无"})
_WIDEST = 12  # columns
_MOST_SKIPPED = 9  # numbers
_VALUE = regex(r"[\d,.，]+(?:[亿万]?元|%)?|[^，。；]{1,12}|/|—+")  # of a column between what is to be done and by whom
_FOOT = regex("(?:抄送|抄报|主题词|发送)[：:]")


@dataclass
class _Table:
    """The table at hand: its columns, the row that is being gathered and the lines told so far."""

    columns: Columns
    heading: list[str]
    number: int = 0
    row: list[str] = field(default_factory=list)

    @property
    def behind(self) -> int:
        """Return how many columns stand behind the units."""
        return self.columns.width - 1 - max(self.columns.units)

    def begins_row(self, line: str) -> bool:
        """Return whether a line is the 序号 that comes next, the first of a list that counts anew, or one behind a whole row.

        A number is skipped where a project was struck out; what a row without its unit goes on with is its content.
        """
        told = line.strip("*★.．、")
        if not (NUMBER.fullmatch(line) and told.isdigit()):
            return False
        unit = self._first_unit()
        whole = unit < len(self.row) and len(self.row) - unit > self.behind
        return int(told) in {self.number + 1, 1} or (whole and self.number < int(told) <= self.number + _MOST_SKIPPED)

    def add(self, line: str) -> None:
        """Add a line to the row at hand; a blank one is a blank cell where it stands behind a unit."""
        if line or self._first_unit() < len(self.row):
            self.row.append(line)

    def take_row(self, *, last: bool = False) -> list[str]:
        """Return the row gathered so far as a line with tabs, and behind it the lines that are none of its cells.

        The last row of a table that names no unit is none: the empty form's 1, 2 and what the page goes on with.
        """
        first_unit, lines, self.row = self._first_unit(), self.row, []
        if len(lines) < 2 or (last and first_unit == len(lines)):
            return lines[1:]
        body, rest = lines[2:first_unit], lines[first_unit:]
        between = min(self.columns.units) - 3  # columns: 年度计划投资 before 责任单位
        values = body[len(body) - between :] if len(body) > between else []
        values = values if all(map(_VALUE.fullmatch, values)) else []
        cells = [*lines[:2], "\n".join(body[: len(body) - len(values)]), *(values or [""] * between)]
        for _ in self.columns.units:
            fits = bool(rest) and (is_unit(rest[0]) or rest[0] in _NOTHING)
            cells.append(rest.pop(0) if fits else "")
        while rest and is_unit(rest[0]):
            cells[-1] += f"\n{rest.pop(0)}"
        rest = rest if len(rest) == self.behind else [line for line in rest if line]
        if len(rest) == self.behind:
            return ["\t".join([*cells, *rest])]
        return ["\t".join([*cells, *[""] * self.behind]), *rest]  # which of the cells is missing, nothing says

    def _first_unit(self) -> int:
        return next((at for at, line in enumerate(self.row[2:], 2) if is_unit(line)), len(self.row))


def stacked(lines: list[str]) -> list[str]:
    """Return the lines with tables whose cells stand one below the other as rows with tabs between the cells.

    Such a table opens with 序号, 项目名称 and 项目内容 and has the units behind them; its rows begin with the number that
    comes next, and an office at the beginning of a line ends what is to be done.
    """
    told: list[str] = []
    table: _Table | None = None
    at = 0
    while at < len(lines):
        line, heading = lines[at].strip(), _heading_at(lines, at)
        if heading is not None:
            again = table is not None and table.heading == heading.heading
            told += table.take_row() if table is not None else []
            told += [] if again else ["\t".join(heading.heading)]
            table = table if again else heading
            at += len(heading.heading)
            continue
        if table is not None and not line:
            table.add("")
        elif table is not None and not PAGE.fullmatch(line):
            if table.begins_row(line):
                told += table.take_row()
                table.row, table.number = [line], int(line.strip("*★.．、"))
            elif opens_group(line) and _number_follows(lines, at, table):
                told += [*table.take_row(), line + "\t" * (table.columns.width - 1)]
            elif table.row and not (annex_of(line) or _FOOT.match(line)):
                table.add(line)
            else:
                told += [*table.take_row(last=True), lines[at]]
                table = None
        elif table is None:
            told.append(lines[at])
        at += 1
    return told + (table.take_row(last=True) if table is not None else [])


def _heading_at(lines: list[str], at: int) -> _Table | None:
    """Return the table whose heading begins at a line, a column a line."""
    if not _may_head(lines[at]):
        return None
    cells = [line.strip() for line in itertools.takewhile(_may_head, lines[at : at + _WIDEST])]
    columns = columns_of(cells) if is_heading(cells) else ""
    if not isinstance(columns, Columns) or columns.number != 0 or columns.one_text:
        return None
    units = columns.units
    in_order = columns.name == 1 and columns.contents == (2,) and sorted(units) == [*range(min(units), max(units) + 1)]
    return _Table(columns, cells) if in_order and min(units) > 2 else None


def _may_head(line: str) -> bool:
    return "\t" not in line and not line[:1].isspace() and role_of(line.strip()) is not None


def _number_follows(lines: list[str], at: int, table: _Table) -> bool:
    following = [line.strip() for line in lines[at + 1 : at + 4] if line.strip()]
    behind = next((line for line in following if not opens_group(line)), "")
    return table.begins_row(behind)
