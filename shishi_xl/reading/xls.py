"""Old workbooks (.xls, WPS's .et) in an OLE container, and the other things such containers hold.

The cells are read by xlrd, not calamine: it is needed for error cells, merges and hidden rows anyhow, it lays out no
rectangle, and two readers of one binary format would be two opinions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from shishi_xl.reading import limits, ole, raised, shown, unseen
from shishi_xl.reading.cells import ALL_STRUCK, ERROR, STRUCK, UNSEEN, Budget, Cell, Flaws, sheet
from shishi_xl.reading.refusal import Refusal, Result, broken, locked, oversized

_FOREIGN = (
    ("EncryptedPackage", ""),
    ("WordDocument", "一份旧版 Word 文档（.doc）"),
    ("PowerPoint Document", "一份旧版幻灯片（.ppt）"),
    ("__properties_version1.0", "一封 Outlook 邮件（.msg）"),
    ("VisioDocument", "一份 Visio 图"),
)
_VISIBILITY = {0: "visible", 1: "hidden", 2: "veryHidden"}


def read(data: bytes) -> Result:
    """Return an OLE container's workbook as plain data; Refusal for a password or for anything else it may hold."""
    names = ole.streams(data) if data.startswith(ole.SIGNATURE) else {"Workbook"}  # old programs write the stream alone
    for name, found in _FOREIGN:
        if name in names:
            raise Refusal("not-a-workbook", found=found) if found else locked()
    if not names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        raise Refusal("not-a-workbook", found="一份不是表格的 Office 文件")
    book = _open(data)
    if book.nsheets > limits.SHEETS:
        raise oversized(f"工作表超过 {limits.SHEETS} 张")
    budget = Budget()
    sheets = [_sheet(book, index, budget) for index in range(book.nsheets)]
    notices = ["macros-ignored"] if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT"} else []
    return {"status": "ok", "kind": "xls", "notices": notices, "sheets": sheets}


def _open(data: bytes) -> Any:
    import io

    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,
            logfile=io.StringIO(),
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise locked() from None
        raise broken("旧版表格已损坏，或版本太旧") from None


def _sheet(book: Any, index: int, budget: Budget) -> dict[str, Any]:
    source = book.sheet_by_index(index)
    rows: list[list[Cell]] = []
    flaws: Flaws = {}
    formats = _signs(book)
    small = {place: font.escapement == 2 for place, font in enumerate(book.font_list) if font.escapement in {1, 2}}
    struck = frozenset(place for place, font in enumerate(book.font_list) if font.struck_out)
    unseen_in = _unseen(book)
    for number in range(source.nrows):
        row = [
            _value(kind, value, book.datemode, flaws, (number + 1, column))
            for column, (kind, value) in enumerate(
                zip(source.row_types(number), source.row_values(number), strict=True), 1
            )
        ]
        for column, value in enumerate(row) if unseen_in else ():
            if type(value) is float and source.cell_xf_index(number, column) in unseen_in:
                flaws.setdefault((number + 1, column + 1), (UNSEEN, ""))
        if formats:
            row = [
                shown.as_shown(value, formats[style])
                if type(value) is float and (style := source.cell_xf_index(number, column)) in formats
                else value
                for column, value in enumerate(row)
            ]
        if small:
            row = [with_raised(value, source, small, (number, column)) for column, value in enumerate(row)]
        if struck:
            row = [_without_crossed(value, source, struck, flaws, (number, column)) for column, value in enumerate(row)]
        while row and row[-1] is None:
            row.pop()
        budget.spend(row)
        rows.append(row)
    merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    return sheet(
        source.name,
        rows,
        visibility=_VISIBILITY.get(source.visibility, "visible"),
        merges=[merge for merge in merges if merge[0] < merge[2] or merge[1] < merge[3]],
        hidden_rows=sorted(row + 1 for row, info in source.rowinfo_map.items() if info.hidden),
        hidden_columns=sorted(column + 1 for column, info in source.colinfo_map.items() if info.hidden),
        flaws=flaws,
    )


def with_raised(value: Cell, source: Any, small: Mapping[int, bool], at: tuple[int, int]) -> Cell:
    """Return a cell's text with the digits marked that its fonts set above (False) or below (True) the line."""
    runs = source.rich_text_runlist_map.get(at, ()) if isinstance(value, str) else ()
    if not isinstance(value, str) or not any(font in small for _, font in runs):
        return value
    base = source.book.xf_list[source.cell_xf_index(*at)].font_index
    pieces = _pieces(value, [(0, base), *runs])
    return "".join(raised.mark(text, below=small[font]) if font in small else text for text, font in pieces)


def _pieces(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[str, int]]:
    """Return the pieces of a text with the font of each; a run is where a font begins, and which one."""
    ends = [*(start for start, _ in runs[1:]), len(text)]
    return [(text[start:end], font) for (start, font), end in zip(runs, ends, strict=True)]


def _without_crossed(value: Cell, source: Any, struck: frozenset[int], flaws: Flaws, at: tuple[int, int]) -> Cell:
    """Return a cell's value without what is crossed out, and put that down; all of it where nothing else is left."""
    if value is None:
        return None
    base = source.book.xf_list[source.cell_xf_index(*at)].font_index
    runs = source.rich_text_runlist_map.get(at, ()) if isinstance(value, str) else ()
    kept, crossed = parted(str(value), [(0, base), *runs], struck)
    if not crossed.strip():
        return value
    flaws.setdefault((at[0] + 1, at[1] + 1), (STRUCK if kept.strip() else ALL_STRUCK, ""))
    return kept if kept.strip() else value


def parted(text: str, runs: Sequence[tuple[int, int]], struck: frozenset[int]) -> tuple[str, str]:
    """Return what stands in fonts that are not struck, and what does; each run is where a font begins, and which one."""
    pieces = _pieces(text, runs)
    kept = "".join(piece for piece, font in pieces if font not in struck)
    return kept, "".join(piece for piece, font in pieces if font in struck)


def _signs(book: Any) -> dict[int, shown.Sign]:
    """Return the signs that cell formats show behind a number, by index."""
    codes = (book.format_map.get(one.format_key) for one in book.xf_list)
    signs = ((index, shown.sign_of(code.format_str)) for index, code in enumerate(codes) if code is not None)
    return {index: sign for index, sign in signs if sign}


def _unseen(book: Any) -> frozenset[int]:
    """Return the cell formats that show no number, by index."""
    codes = (book.format_map.get(one.format_key) for one in book.xf_list)
    return frozenset(
        index for index, code in enumerate(codes) if code is not None and not unseen.shows(code.format_str)
    )


def _value(kind: int, value: Any, datemode: int, flaws: Flaws, place: tuple[int, int]) -> Cell:
    """Return a cell's value: 1 text, 2 number, 3 date, 4 truth, 5 error, anything else blank."""
    import xlrd

    if kind == 1:
        return value or None
    if kind == 2:
        return float(value)
    if kind == 3:
        return _moment(value, datemode)
    if kind == 4:
        return bool(value)
    if kind == 5:
        flaws[place] = (ERROR, xlrd.error_text_from_code.get(value, "#?"))
    return None


def _moment(value: float, datemode: int) -> Cell:
    """Return the date, time or both that a serial number stands for; the number itself where it stands for none."""
    if not 0 <= value < 2_958_466:
        return float(value)
    first = dt.date(1904, 1, 1) if datemode else dt.date(1899, 12, 30 if value >= 60 else 31)
    moment = dt.datetime.combine(first, dt.time()) + dt.timedelta(milliseconds=round(value * 86_400_000))
    if value < 1:
        return moment.time()
    return moment.date() if moment.time() == dt.time() else moment
