"""Catalogue → 项目库.xlsx, as the office likes to keep it; sheets and columns of its own survive."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from shishi_xl.core.model import OVERALL, Catalogue
from shishi_xl.excel import package
from shishi_xl.excel.catalogue import extras, look
from shishi_xl.excel.catalogue.layout import (
    DECISIONS,
    DOUBTS,
    INDICATORS,
    PAGE,
    PAGES,
    PROJECTS,
    SETTINGS,
    UNITS,
    Head,
    Page,
)
from shishi_xl.excel.catalogue.rows import Value, lines_needed, rows_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SPARE = 200  # rows below the last one in which drop-downs still help
_LINE = 15.0  # points of one line of text
_TALLEST = 300.0
_PREPARED = 12  # empty rows drawn on a sheet that is filled in by hand


def write(catalogue: Catalogue, previous: bytes | None = None) -> bytes:
    """Return the workbook of a catalogue; given the previous one, its own sheets and columns are carried over."""
    import openpyxl

    if previous is None:
        book, kept = openpyxl.Workbook(), {}
        del book[book.sheetnames[0]]
    else:
        book = openpyxl.load_workbook(io.BytesIO(previous))
        kept = {page.name: extras.take_out(book, page) for page in PAGES}
    rows = rows_of(catalogue)
    for at, page in enumerate(PAGES):
        sheet: Worksheet = book.create_sheet(page.name, at)
        added = kept.get(page.name) or extras.Extra()
        _fill(sheet, page, rows[page.name])
        look.dress(sheet, page, len(page.heads) + len(added.titles))
        _drop_downs(sheet, page, len(rows[page.name]))
        extras.put_back(sheet, page, added)
    _mark_doubts(book, catalogue)
    for page in PAGES:
        extras.put_marks(book[page.name], page, kept.get(page.name) or extras.Extra())
    _describe(book, catalogue)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == PAGES[0].name
    stream = io.BytesIO()
    book.save(stream)
    return package.settle(stream.getvalue())


def _describe(book: Any, catalogue: Catalogue) -> None:
    """Say in the file's properties what it is and whose; openpyxl would name itself there."""
    year = catalogue.settings.text("年度")
    book.properties.title = f"{catalogue.settings.district}{f'{year}年' if year else ''}重点民生实事项目库"
    book.properties.creator = catalogue.settings.text("汇总单位") or look.AUTHOR


def _fill(sheet: Worksheet, page: Page, rows: list[tuple[Value, ...]]) -> None:
    for column, head in enumerate(page.heads, 1):
        look.heading(sheet.cell(1, column), head)
    for row, values in enumerate(rows, 2):
        for column, (head, value) in enumerate(zip(page.heads, values, strict=True), 1):
            cell: Any = sheet.cell(row, column)
            _put(cell, value)
            look.body(cell, head, shut=_shut(page, head, value))
        sheet.row_dimensions[row].height = _height(page, values)
    prepared = _PREPARED if page.name == DECISIONS else 2
    for row in range(len(rows) + 2, len(rows) + 2 + prepared if page.name not in {SETTINGS, DOUBTS} else 0):
        for column, head in enumerate(page.heads, 1):
            look.body(sheet.cell(row, column), head, shut=False)
        sheet.row_dimensions[row].height = 22


def _shut(page: Page, head: Head, value: Value) -> bool:
    return page.protected and head.locked and value is not None


def _put(cell: Any, value: Value) -> None:
    """Set a value; text is text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _height(page: Page, values: tuple[Value, ...]) -> float:
    lines = max(
        (
            lines_needed(value, head.width)
            for head, value in zip(page.heads, values, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    return min(_TALLEST, max(22.0, lines * _LINE + 6))


def _drop_downs(sheet: Worksheet, page: Page, count: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    last = count + 1 + _SPARE
    for column, head in enumerate(page.heads, 1):
        letter = look.letters(column)
        listed = f'"{",".join(head.choices)}"' if head.choices else ""
        if page.name in {INDICATORS, DECISIONS} and head.title in {"项目编号", "项目名称"}:
            listed = f"{PROJECTS}!${'A' if head.title == '项目编号' else 'F'}$2:${'A' if head.title == '项目编号' else 'F'}$500"
        if listed:
            rule = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = head.title, f"请从下拉选项里选。{head.note}"[:220]
            rule.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(rule)
    if page.name == PROJECTS:
        for title, wanted in (("年度计划投资", "填万元数，例如 1200；没有就空着"), ("权重", "填大于0的数，例如 1")):
            letter = look.letters(page.titles.index(title) + 1)
            rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
            rule.showErrorMessage, rule.errorTitle, rule.error = True, title, wanted
            rule.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(rule)


def _mark_doubts(book: Any, catalogue: Catalogue) -> None:
    """Colour the doubts, the projects and indicators they speak of, and the members that are still missing."""
    doubtful: dict[str, list[str]] = {}
    for row, doubt in enumerate(catalogue.doubts, 2):
        mild = OVERALL in doubt.doubt  # nothing quantified: usual, and no mistake of anybody's
        for column in (1, 2):
            look.doubtful(book[DOUBTS].cell(row, column), mild=mild)
        if not mild:
            for key in doubt.project.split("、"):
                doubtful.setdefault(key, []).append(doubt.doubt)
    for row, project in enumerate(catalogue.projects, 2):
        if sentences := doubtful.get(project.key):
            look.doubtful(book[PROJECTS].cell(row, 1), "疑点：\n" + "\n".join(sentences))
    for row, values in enumerate(rows_of(catalogue)[INDICATORS], 2):
        if values[2] == OVERALL and not values[6]:
            for column in range(3, 8):
                look.faint(book[INDICATORS].cell(row, column))
    members = PAGE[UNITS].titles.index("成员") + 1
    for row, unit in enumerate(catalogue.units, 2):
        if unit.name in catalogue.empty_collectives:
            look.doubtful(book[UNITS].cell(row, members), "请填具体的单位；不填，不给它们下发，也不计应报。")
