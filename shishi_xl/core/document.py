"""A notice as its reader hands it over: paragraphs and tables of plain text, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass

from shishi_xl.core.complaint import Misuse


class NoticeError(Misuse):
    """A notice that cannot be imported; the text is one Chinese sentence for each reason, a line each."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A merged area's text stands in its top-left cell only; columns are counted from 0."""

    cells: tuple[str, ...]
    place: str = ""  # as a person finds it: 第2张表第5行, 工作表“附件1”第5行
    above: frozenset[int] = frozenset()  # columns covered by a cell that began in a row above
    left: frozenset[int] = frozenset()  # columns covered by a cell that began further left
    assumed: tuple[str, ...] = ()  # Chinese sentences on what was taken for granted in making a row of a paragraph

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what is written in the row, blank cells left out."""
        return tuple(text for cell in self.cells if (text := cell.strip()))


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a notice, or one sheet of a workbook."""

    name: str  # 第2张表, 工作表“附件1”
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A notice: paragraphs (str) and tables in reading order."""

    blocks: tuple[str | Table, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs without the tables."""
        return tuple(block for block in self.blocks if isinstance(block, str))
