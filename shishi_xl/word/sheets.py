"""A notice kept as a workbook: every visible sheet is a table, its merged cells known."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from shishi_xl.core.document import Document, NoticeError, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Our own workbooks, by sheets no notice has; each would half make sense as a list of projects.
_NO_NOTICE = (
    ({"_标识"}, "下发给单位的推进情况表", "收回的表请放进 inbox/，再运行 shishi-xl collect"),
    ({"推进情况表", "填报规则"}, "推进情况表的表样", "表样直接用 Excel 修改，不用导入"),
    ({"推进情况表", "量化指标"}, "单位填报的推进情况表", "收回的表请放进 inbox/，再运行 shishi-xl collect"),
    ({"项目", "指标", "责任单位", "设置"}, "项目库", "项目库直接用 Excel 修改，不用导入"),
    ({"总览", "汇总表", "口径"}, "推进情况汇总表", "汇总表由 shishi-xl collect 生成，不用导入"),
)
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200  # a yearly list is far smaller; what is beyond is not one
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, counted from 0


def read(data: bytes, called: str) -> Document:
    """Return the sheets of an .xlsx, .xls or .ods file as tables; NoticeError for one of our own workbooks."""
    found = _openpyxl_or_nothing(data)
    if found is not None:
        return Document(tuple(found))
    try:
        return Document(tuple(_with_calamine(data)))
    except NoticeError:
        raise
    except Exception as error:  # a damaged file makes calamine raise anything
        raise NoticeError(
            f"{called}打不开，不是表格文件，或已损坏、设了密码。请在 Excel 或 WPS 里打开，另存为 .xlsx 后再导入。"
        ) from error


def _require_notice(titles: Iterable[str]) -> None:
    there = set(titles)
    for sheets, what, instead in _NO_NOTICE:
        if sheets <= there:
            raise NoticeError(
                f"这个文件是{what}，不是通知，什么都没有改动。{instead}；要导入的是列有项目的通知，例如 通知.docx。"
            )


def _openpyxl_or_nothing(data: bytes) -> list[Table] | None:
    """Return the sheets, None for what openpyxl cannot read; the second reader decides then."""
    try:
        return _with_openpyxl(data)
    except NoticeError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises anything on what it does not know
        return None


def _with_openpyxl(data: bytes) -> list[Table]:
    import openpyxl

    if not data.startswith(b"PK"):
        raise ValueError("not a zip")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of decorations it will not keep
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    if not book.worksheets:
        raise ValueError("no sheet that openpyxl can see")
    _require_notice(book.sheetnames)
    tables = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        _bound(sheet.title, sheet.max_row, sheet.max_column)
        merges = [(a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1) for a in sheet.merged_cells.ranges]
        tables.append(_table(sheet.title, list(sheet.iter_rows(values_only=True)), merges))
    return tables


def _with_calamine(data: bytes) -> list[Table]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    _require_notice(book.sheet_names)
    tables = []
    for about in book.sheets_metadata:
        if about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        _bound(about.name, sheet.total_height, sheet.total_width)
        merges = [(a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or []]
        tables.append(_table(about.name, sheet.to_python(skip_empty_area=False), merges))
    return tables


def _bound(title: str, height: int, width: int) -> None:
    if height > _MOST_ROWS or width > _MOST_COLUMNS:
        raise NoticeError(
            f"工作表“{title}”有 {height} 行、{width} 列，不像项目清单。请删去多余的行和列后再导入"
            f"（最多 {_MOST_ROWS} 行、{_MOST_COLUMNS} 列）。"
        )


def _table(title: str, rows: Sequence[Sequence[Any]], merges: Iterable[Merge]) -> Table:
    above: dict[int, set[int]] = {}
    left: dict[int, set[int]] = {}
    for first_row, first_column, last_row, last_column in merges:
        for row in range(first_row, min(last_row, len(rows) - 1) + 1):
            if row > first_row:
                above.setdefault(row, set()).update(range(first_column, last_column + 1))
            left.setdefault(row, set()).update(range(first_column + 1, last_column + 1))
    width = max((at + 1 for row in rows for at, value in enumerate(row) if value not in (None, "")), default=0)
    return Table(
        f"工作表“{title}”",
        tuple(
            Row(
                tuple(
                    "" if at in above.get(number, ()) or at in left.get(number, ()) else _text(value)
                    for at, value in enumerate((*row, *[None] * (width - len(row)))[:width])
                ),
                f"工作表“{title}”第{number + 1}行",
                frozenset(above.get(number, ())),
                frozenset(left.get(number, ())),
            )
            for number, row in enumerate(rows)
        ),
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return str(value).strip().replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
