"""A Word notice: paragraphs and tables in reading order, a merged cell's text once."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from shishi_xl.core.document import Document, NoticeError, Row, Table
from shishi_xl.core.project_paragraphs import read_notice
from shishi_xl.word.numbered import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_TEXT = {f"{_W}del", f"{_W}txbxContent", f"{_W}instrText", f"{_W}moveFrom"}


def read(data: bytes, called: str) -> Document:
    """Return the paragraphs and tables of a .docx file."""
    import docx

    try:
        file = docx.Document(io.BytesIO(data))
        body, numbers = file.element.body, _numbers(file)
    except Exception as error:  # python-docx raises whatever its zip and XML readers do
        raise NoticeError(
            f"{called}打不开，文件可能已损坏。请在 Word 或 WPS 里打开，另存为 .docx 后再导入。"
        ) from error
    blocks: list[str | Table] = []
    numbering: Counter[str] = Counter()
    tables = 0
    for child in _content(body):
        if child.tag == f"{_W}tbl":
            tables += 1
            blocks.append(_table(child, f"第{tables}张表", numbering))
            continue
        number, text = numbers.before(child), _paragraph(child).strip()
        if text:
            blocks += [line.strip() for line in f"{number}{text}".split("\n") if line.strip()]
    found = Document(tuple(blocks))
    pictured = next(body.iter(f"{_W}drawing", f"{_W}pict", f"{_W}object"), None) is not None
    if not tables and pictured and not read_notice(found).rows:  # beside a list told in paragraphs it is a seal
        raise NoticeError(
            f"{called}里的表格是图片（扫描件或截图），没有文字可读，什么都没有改动。"
            "请向发文单位要能编辑的 Word 或 Excel 文件，或把表格重新录入后再导入，例如 通知.docx。"
        )
    return found


def _numbers(file: Any) -> Numbers:
    parts = {part.partname: part for part in file.part.package.iter_parts()}
    numbering = parts.get("/word/numbering.xml")
    return Numbers(getattr(numbering, "element", None), file.styles.element)


def _content(element: Any) -> Iterator[Any]:
    """Yield paragraphs and tables; those inside content controls too, which python-docx passes over."""
    for child in element:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _content(child)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"}:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"}:
            yield from _cells(child)


def _table(table: Any, name: str, numbering: Counter[str]) -> Table:
    rows = []
    for at, row in enumerate(_rows(table), 1):
        texts: list[str] = [""] * _skipped_columns(row)
        above, left = set(), set()
        for cell in _cells(row):
            span, merge = _properties(cell)
            if merge == "continue":
                above.add(len(texts))
            left |= set(range(len(texts) + 1, len(texts) + span))
            texts += [_cell(cell, numbering) if merge != "continue" else "", *[""] * (span - 1)]
        rows.append(Row(tuple(texts), f"{name}第{at}行", frozenset(above), frozenset(left)))
    width = max((len(row.cells) for row in rows), default=0)
    # A row that ends early (gridAfter) still belongs to the table's columns.
    padded = (Row((*row.cells, *[""] * (width - len(row.cells))), row.place, row.above, row.left) for row in rows)
    return Table(name, tuple(padded))


def _skipped_columns(row: Any) -> int:
    found = row.find(f"{_W}trPr/{_W}gridBefore")
    return int(found.get(f"{_W}val", 0)) if found is not None else 0


def _properties(cell: Any) -> tuple[int, str]:
    """Return how many columns a cell spans, and "restart", "continue" or "" for its vertical merge."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return (
        max(1, int(span.get(f"{_W}val", 1))) if span is not None else 1,
        merge.get(f"{_W}val", "continue") if merge is not None else "",
    )


def _cell(cell: Any, numbering: Counter[str]) -> str:
    lines = []
    for child in _content(cell):
        if child.tag == f"{_W}tbl":
            lines += [_cell(inner, numbering) for row in _rows(child) for inner in _cells(row)]
            continue
        lines.append(_paragraph(child))
    text = "\n".join(line.strip() for line in lines if line.strip())
    return text or _automatic_number(cell, numbering)


def _automatic_number(cell: Any, numbering: Counter[str]) -> str:
    """Return the 序号 that Word shows and does not store: an empty numbered paragraph counts on in its list."""
    found = cell.find(f"{_W}p/{_W}pPr/{_W}numPr/{_W}numId")
    if found is None or found.get(f"{_W}val") in {None, "0"}:
        return ""
    key = found.get(f"{_W}val")
    numbering[key] += 1
    return str(numbering[key])


def _paragraph(paragraph: Any) -> str:
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag in _NOT_TEXT:
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in {f"{_W}br", f"{_W}cr"}:
                parts.append("\n")
            elif child.tag == f"{_W}tab":
                parts.append(" ")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(paragraph)
    return "".join(parts)
