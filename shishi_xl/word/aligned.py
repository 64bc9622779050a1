"""Tables whose columns are kept apart by blanks, as a PDF is saved for text: told as rows with tabs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shishi_xl.core.headings import Columns, columns_of
from shishi_xl.core.project_list import annex_of, opens_group
from shishi_xl.patterns import regex
from shishi_xl.word.pasted import NUMBER, PAGE, is_heading

_PIECE = regex(r"\S+(?: \S+)*")  # two blanks part columns, one stands between words
_NEAR = 2.5  # characters by which a piece may stand beside the edge of its column


@dataclass(frozen=True, slots=True)
class _Piece:
    start: float
    text: str


def aligned(lines: list[str]) -> list[str]:
    """Return the lines with tables drawn by blanks as rows with tabs; what is wrapped within its column is put together.

    A row begins with its 序号; where its columns begin is told by the rows that have all of their cells on one line.
    """
    told: list[str] = []
    at = 0
    while at < len(lines):
        columns = _heading(lines[at])
        if columns is None:
            told.append(lines[at])
            at += 1
            continue
        end = next((place for place in range(at + 1, len(lines)) if annex_of(lines[place])), len(lines))
        edges = _edges(lines[at + 1 : end], columns.width)
        if edges is None:
            told += lines[at:end]
        else:
            told += _rows(lines[at:end], *edges)
        at = end
    return told


def _heading(line: str) -> Columns | None:
    if "\t" in line:
        return None
    cells = _PIECE.findall(line)
    columns = columns_of(cells) if is_heading(cells) else ""
    return columns if isinstance(columns, Columns) and columns.number == 0 else None


def _wide(character: str) -> float:
    return 2.0 if unicodedata.east_asian_width(character) in "WFA" else 1.0


def _narrow(_: str) -> float:
    return 1.0


def _pieces(line: str, width: Callable[[str], float]) -> list[_Piece]:
    return [_Piece(sum(map(width, line[: piece.start()])), piece[0]) for piece in _PIECE.finditer(line)]


def _edges(lines: Sequence[str], width: int) -> tuple[list[float], Callable[[str], float]] | None:
    """Return where the columns begin and in what measure: that in which the full rows agree best; None without full rows."""
    best: tuple[float, list[float], Callable[[str], float]] | None = None
    for measure in (_wide, _narrow):
        full = [row for line in lines if len(row := _pieces(line, measure)) == width and NUMBER.fullmatch(row[0].text)]
        if not full:
            return None
        starts = [Counter(row[column].start for row in full) for column in range(width)]
        edges = [column.most_common(1)[0][0] for column in starts]
        agreed = sum(column.most_common(1)[0][1] for column in starts) / (len(full) * width)
        if best is None or agreed > best[0]:
            best = agreed, edges, measure
    return (best[1], best[2]) if best is not None else None


def _rows(lines: Sequence[str], edges: list[float], width: Callable[[str], float]) -> list[str]:
    """Return the rows of one table and, behind them, the lines that stand in none of its columns."""
    heading = _PIECE.findall(lines[0])
    told, row = ["\t".join(heading)], [""] * len(edges)
    for place, line in enumerate(lines[1:], 1):
        pieces = _pieces(line, width)
        if not pieces or PAGE.fullmatch(line) or [piece.text for piece in pieces] == heading:
            continue
        titled = len(pieces) == 1 and opens_group(pieces[0].text)
        columns = [_column(piece, edges) for piece in pieces]
        begins = columns[0] == 0 and NUMBER.fullmatch(pieces[0].text) is not None
        if titled or begins:
            told += ["\t".join(row)] if any(row) else []
            row = [""] * len(edges)
        if titled:
            told.append(pieces[0].text + "\t" * (len(edges) - 1))
            continue
        if None in columns or not (begins or any(row)) or (columns[0] == 0 and not begins):
            return [*told, *(["\t".join(row)] if any(row) else []), *lines[place:]]
        for piece, column in zip(pieces, columns, strict=True):
            row[column or 0] += piece.text
    return [*told, *(["\t".join(row)] if any(row) else [])]


def _column(piece: _Piece, edges: Sequence[float]) -> int | None:
    """Return the column in which a piece begins, None where it begins in none."""
    nearest = min(range(len(edges)), key=lambda column: abs(edges[column] - piece.start))
    return nearest if abs(edges[nearest] - piece.start) <= _NEAR else None
