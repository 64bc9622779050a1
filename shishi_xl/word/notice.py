"""A notice's bytes → its paragraphs and tables, told apart by content and not by the file's name."""

from __future__ import annotations

import re
from pathlib import PurePath

from shishi_xl.core.document import Document, NoticeError
from shishi_xl.word import docx, sheets, text

_ZIP, _OLE, _PDF, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf"
_TEXTS = frozenset(
    {".txt", ".text", ".csv", ".tsv", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et"}
)  # any other text, a program or a web page, is no list
_SAVE_AGAIN = "请在 Word 或 WPS 里打开，另存为 .docx 后再导入，例如 通知.docx"


def read(data: bytes, name: str = "") -> Document:
    """Return the paragraphs and tables of a .txt, .docx, .xlsx or .xls notice; NoticeError, in Chinese, otherwise."""
    called = f"“{name}”" if name else "文件"
    if not data.strip():
        raise NoticeError(f"{called}是空的，没有内容可以导入。请核对文件，或重新保存通知后再导入，例如 通知.docx。")
    if data.startswith(_ZIP):
        if b"word/document" in data:
            return docx.read(data, called)
        return sheets.read(data, called)
    if data.startswith(_OLE):
        if "WordDocument".encode("utf-16-le") in data:
            raise NoticeError(f"{called}是旧版 Word 文件（.doc）。{_SAVE_AGAIN}。")
        return sheets.read(data, called)
    if data.startswith(_PDF):
        raise NoticeError(f"{called}是 PDF，读不出表格。请用原来的 Word、Excel 或文本文件，例如 通知.docx。")
    if data.startswith(_RTF):
        raise NoticeError(f"{called}是 RTF 文件。{_SAVE_AGAIN}。")
    ending = PurePath(name).suffix.lower()
    if re.fullmatch(r"\.[a-z]{1,5}", ending) and ending not in _TEXTS:
        raise NoticeError(
            f"{called}不是通知：能导入的是 .txt、.docx 和 .xlsx。文字通知请另存为 .txt 后再导入，例如 通知.txt。"
        )
    return text.read(data)
