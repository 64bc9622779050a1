"""Notices made in the tests: tables written as text, and the same as a workbook or a Word file."""

import io

from shishi_xl.core.document import Document, Row, Table

# In a text table, ^ is a cell merged with the one above, < one merged with the cell to its left.


def grid(text):
    """Return the cells of a table written as lines of `a | b | c`."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def table(text, name="第1张表"):
    """Return a table of a document."""
    rows = []
    for number, cells in enumerate(grid(text), 1):
        rows.append(
            Row(
                tuple("" if cell in {"^", "<"} else cell.replace("\\n", "\n") for cell in cells),
                f"{name}第{number}行",
                frozenset(at for at, cell in enumerate(cells) if cell == "^"),
                frozenset(at for at, cell in enumerate(cells) if cell == "<"),
            )
        )
    return Table(name, tuple(rows))


def document(*blocks):
    """Return a document of paragraphs and tables; a block with a | is a table."""
    tables = [block for block in blocks if "|" in block]
    return Document(
        tuple(table(block, f"第{tables.index(block) + 1}张表") if "|" in block else block for block in blocks)
    )


def text_file(*blocks):
    """Return the same as plain text, a cell beginning with a tab, a row ending with a blank line."""
    parts = []
    for block in blocks:
        if "|" in block:
            rows = ["".join(f"\t{cell}\n" for cell in cells).replace("\\n", "\n") for cells in grid(block)]
            parts.append("\n".join(rows) + "\n")
        else:
            parts.append(f"{block}\n")
    return "\n".join(parts)


def _merges(cells):
    """Yield (first row, first column, last row, last column) of the merged areas of a grid, counted from 0."""
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell in {"^", "<"}:
                continue
            last_row, last_column = row, column
            while last_column + 1 < len(line) and line[last_column + 1] == "<":
                last_column += 1
            while last_row + 1 < len(cells) and cells[last_row + 1][column] == "^":
                last_row += 1
            if (last_row, last_column) != (row, column):
                yield row, column, last_row, last_column


def workbook(**sheets):
    """Return an .xlsx file with the tables as sheets, merged where they say so."""
    import openpyxl

    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for title, text in sheets.items():
        sheet, cells = book.create_sheet(title), grid(text)
        for row, line in enumerate(cells, 1):
            for column, cell in enumerate(line, 1):
                if cell not in {"^", "<", ""}:
                    value = cell.replace("\\n", "\n")
                    sheet.cell(row, column, int(value) if value.isdigit() else value)
        for top, left, bottom, right in _merges(cells):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word_file(*blocks, change=None):
    """Return a .docx file of paragraphs and tables; `change` may alter the python-docx document before it is saved."""
    import docx

    file = docx.Document()
    for block in blocks:
        if "|" not in block:
            file.add_paragraph(block)
            continue
        cells = grid(block)
        made = file.add_table(rows=len(cells), cols=len(cells[0]))
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                if cell not in {"^", "<"}:
                    made.cell(row, column).text = cell.replace("\\n", "\n")
        for top, left, bottom, right in _merges(cells):
            made.cell(top, left).merge(made.cell(bottom, right))
    if change:
        change(file)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()
