"""Tables of which a text kept the cells alone, a cell a line, as web pages are copied: told as rows with tabs."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from shishi_xl.core.headings import Columns, columns_of, role_of
from shishi_xl.core.project_list import annex_of, opens_group
from shishi_xl.word.pasted import NUMBER, PAGE, is_heading, is_unit

_NOTHING = frozenset({"/", "\\", "-", "—", "——", "无"})
_WIDEST = 12  # columns
_FOOT = re.compile("(?:抄送|抄报|主题词|发送)[：:]")


@dataclass
class _Table:
    """The table at hand: its columns, the row that is being gathered and the lines told so far."""

    columns: Columns
    heading: list[str]
    number: int = 0
    row: list[str] = field(default_factory=list)

    def begins_row(self, line: str) -> bool:
        """Return whether a line is the 序号 that comes next, or the first of a list that counts anew."""
        told = line.strip("*★.．、")
        return bool(NUMBER.fullmatch(line)) and told.isdigit() and int(told) in {self.number + 1, 1}

    def take_row(self, *, last: bool = False) -> list[str]:
        """Return the row gathered so far as a line with tabs, and behind it the lines that are none of its cells.

        The last row of a table that names no unit is none: the empty form's 1, 2 and what the page goes on with.
        """
        lines, self.row = self.row, []
        first_unit = next((at for at, line in enumerate(lines[2:], 2) if is_unit(line)), len(lines))
        if len(lines) < 2 or (last and first_unit == len(lines)):
            return lines[1:]
        cells = [*lines[:2], "\n".join(lines[2:first_unit])]
        rest = lines[first_unit:]
        last_unit = max(self.columns.units)
        for column in range(len(cells), self.columns.width):
            office = column in self.columns.units
            fits = bool(rest) and (is_unit(rest[0]) or rest[0] in _NOTHING if office else column > last_unit)
            cells.append(rest.pop(0) if fits else "")
            while column == last_unit and rest and is_unit(rest[0]):
                cells[-1] += f"\n{rest.pop(0)}"
        return ["\t".join(cells), *rest]


def stacked(lines: list[str]) -> list[str]:
    """Return the lines with tables whose cells stand one below the other as rows with tabs between the cells.

    Such a table opens with 序号 and has the units behind the contents; its rows begin with the number that comes next,
    and an office at the beginning of a line ends what is to be done.
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
        if table is not None and line and not PAGE.fullmatch(line):
            if table.begins_row(line):
                told += table.take_row()
                table.row, table.number = [line], int(line.strip("*★.．、"))
            elif opens_group(line) and _number_follows(lines, at, table):
                told += [*table.take_row(), line + "\t" * (table.columns.width - 1)]
            elif table.row and not (annex_of(line) or _FOOT.match(line)):
                table.row.append(line)
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
    return _Table(columns, cells) if columns.name == 1 and 2 in columns.contents and 3 in columns.units else None


def _may_head(line: str) -> bool:
    return "\t" not in line and not line[:1].isspace() and role_of(line.strip()) is not None


def _number_follows(lines: list[str], at: int, table: _Table) -> bool:
    following = [line.strip() for line in lines[at + 1 : at + 4] if line.strip()]
    behind = next((line for line in following if not opens_group(line)), "")
    return table.begins_row(behind)
