"""A notice saved as plain text: a cell begins with a tab, a row ends with a blank line."""

from __future__ import annotations

from shishi_xl.core.document import Document, NoticeError, Row, Table
from shishi_xl.word import pasted
from shishi_xl.word.aligned import aligned
from shishi_xl.word.stacked import stacked

_ENCODINGS = ("utf-8-sig", "gb18030")  # GBK is a part of GB18030


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, GBK or GB18030; NoticeError for anything else."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        tries: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data[:400]:
        zeros_first = data[:400:2].count(0) > data[1:400:2].count(0)
        tries = ("utf-16-be" if zeros_first else "utf-16-le",)
    else:
        tries = _ENCODINGS
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NoticeError("文本文件的编码认不出来。请用记事本打开，另存为 UTF-8 编码后再导入。")


def read(data: bytes) -> Document:
    """Return the paragraphs and tables of a text file."""
    blocks: list[str | Table] = []
    rows: list[list[str]] = []
    open_row = False
    tables = 0

    def close_table() -> None:
        nonlocal tables
        if rows:
            tables += 1
            name = f"第{tables}张表"
            blocks.append(Table(name, tuple(_row(cells, name, at) for at, cells in enumerate(rows, 1))))
            rows.clear()

    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = aligned(stacked(pasted.barred(lines)))
    a_row_a_line = _pasted(lines)
    lines = pasted.mended(lines) if a_row_a_line else pasted.indented(lines)
    for at, line in enumerate(lines):
        if a_row_a_line and "\t" in line:
            rows.append(line.split("\t"))
        elif line.startswith("\t"):
            if not open_row:
                rows.append([])
            rows[-1] += line[1:].split("\t")
            open_row = True
        elif not line.strip(" \u3000"):
            open_row = False
        elif open_row or (_torn(rows) and _goes_on(lines[at:])):
            rows[-1][-1] += f"\n{line}"
            open_row = True
        else:
            close_table()
            blocks.append(line.strip())
    close_table()
    return Document(tuple(blocks))


def _pasted(lines: list[str]) -> bool:
    """Return whether the tables were pasted from a sheet: a line is a row, tabs stand between its cells."""
    rows = sum(line.count("\t") > 1 and not line.startswith("\t") for line in lines)
    return rows > sum(line.startswith("\t") and line.count("\t") == 1 for line in lines)


def _torn(rows: list[list[str]]) -> bool:
    """Return whether the last row stopped half-way in a written cell: a blank line within the cell is no row's end."""
    return len(rows) > 1 and 2 < len(rows[-1]) < len(rows[0]) and bool(rows[-1][-1].strip() and rows[-1][0].strip())


def _goes_on(lines: list[str]) -> bool:
    """Return whether the lines lead straight on to the row's next cell, as nothing behind a finished row does."""
    following = next((line for line in lines if line.startswith("\t") or not line.strip(" \u3000")), "")
    return following.startswith("\t")


def _row(cells: list[str], table: str, number: int) -> Row:
    return Row(tuple(cell.strip() for cell in cells), f"{table}第{number}行")
