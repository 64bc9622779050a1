"""templates/推进情况表.xlsx as it is before the office touches it, drawn like the printed 附件3."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, RULES_SHEET, FieldType
from shishi_xl.excel import look, openpyxl_inside, package
from shishi_xl.excel.template_rules import HEADINGS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: float
    token: str
    align: str = "left"
    input: bool = False
    number_format: str = "General"


_PROJECT_COLUMNS = (
    _Column("序号", 5.5, "序号", "center"),
    _Column("项目名称", 17, "项目名称"),
    _Column("项目内容", 36, "项目内容"),
    _Column("责任单位", 12, "责任单位", "center"),
    _Column("1-{{月}}月形象进度", 35, "形象进度", input=True),
    _Column("1-{{月}}月完成投资", 17, "完成投资", "center", input=True, number_format="#,##0.00"),
    _Column("存在的主要问题", 23, "存在的主要问题", input=True),
)
_GROUP = (5, 6, "完成情况")  # first and last column of the two-row heading's group, and its name
_INDICATOR_COLUMNS = (
    _Column("序号", 5.5, "序号", "center"),
    _Column("项目名称", 24, "项目名称"),
    _Column("指标", 25, "指标"),
    _Column("计量单位", 10, "计量单位", "center"),
    _Column("年度目标", 11, "年度目标", "center"),
    _Column("上期累计", 11, "上期累计", "center"),
    _Column("本期累计", 12, "本期累计", "center", input=True),
    _Column("完成率", 12, "完成率", "center", number_format="0.0%"),
    _Column("说明", 32, "说明", input=True),
)
_FOOTER = (("填报人", "联系电话"), ("审核人", "填报日期"))
_RULES: tuple[tuple[str, FieldType, bool, float | None, bool, str], ...] = (
    (
        "形象进度",
        FieldType.TEXT,
        True,
        None,
        False,
        "写截至本月底的累计进展，带上数量，如：截至{{月}}月25日，累计完成12公里，正在铺设路面。没有开工也要写明。",
    ),
    (
        "完成投资",
        FieldType.MONEY,
        False,
        0,
        True,
        "今年1月起累计完成的投资，单位万元，只填数字，如：1234.5。有计划还没有完成的填0，没有投资任务的空着。",
    ),
    ("存在的主要问题", FieldType.TEXT, False, None, False, "写需要协调解决的问题；没有就写“无”。"),
    ("本期累计", FieldType.NUMBER, False, 0, True, "今年1月起累计完成的数量，按左边的计量单位，只填数字。85%请填85。"),
    ("说明", FieldType.TEXT, False, None, False, "累计数比上期小、增加特别多时，在这里写明原因。"),
    ("填报人", FieldType.TEXT, False, None, False, "填表人的姓名。"),
    ("联系电话", FieldType.TEXT, False, None, False, "填表人的电话，固定电话写上区号，如：010-12345678。"),
    ("审核人", FieldType.TEXT, False, None, False, "本单位审核人的姓名。"),
    ("填报日期", FieldType.DATE, False, None, False, "如：{{年度}}-{{月}}-24。"),
)


def draw() -> bytes:
    """Return the template as an .xlsx; the same bytes every time."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    openpyxl_inside.set_default_font(book, look.default_font())
    _draw_projects(book.create_sheet(PROJECT_SHEET))
    _draw_indicators(book.create_sheet(INDICATOR_SHEET))
    _draw_rules(book.create_sheet(RULES_SHEET))
    book.properties.creator = "shishi-xl"
    book.properties.title = "推进情况表（表式）"
    buffer = io.BytesIO()
    book.save(buffer)
    return package.settle(buffer.getvalue())


def _draw_projects(sheet: Worksheet) -> None:
    last = len(_PROJECT_COLUMNS)
    _title(
        sheet,
        last,
        "{{区县}}{{年度}}年重点民生实事推进情况表",
        "请于{{截止日}}前（含当天）报送{{联系方式}}。\n"
        "浅黄色的格子由填报单位填写。两张工作表都要填：“推进情况表”写进展、投资和问题，"
        "“量化指标”填1-{{月}}月的累计数。",
    )
    _line(
        sheet,
        3,
        ((1, 4, "填报单位：{{填报单位}}", "left"), (5, 5, "{{期间}}", "left"), (6, last, "金额单位：万元", "right")),
    )
    first_grouped, last_grouped, group = _GROUP
    for number, column in enumerate(_PROJECT_COLUMNS, start=1):
        grouped = first_grouped <= number <= last_grouped
        _heading(sheet, 5 if grouped else 4, number, column.heading)
        if not grouped:
            sheet.merge_cells(start_row=4, end_row=5, start_column=number, end_column=number)
        _heading(sheet, 4, number, group if number == first_grouped else None if grouped else column.heading)
        _heading(sheet, 5, number, column.heading if grouped else None)
    sheet.merge_cells(start_row=4, end_row=4, start_column=first_grouped, end_column=last_grouped)
    _heights(sheet, {4: 24, 5: 24, 6: 64})  # what is frozen is kept low: a small screen shows few rows below it
    _prototype(sheet, 6, _PROJECT_COLUMNS)
    _footer(sheet, 8)
    _quiet(sheet, 11, last, "填报中有疑问请与{{汇总单位}}联系；不要增删行列、改动表头。")
    _page(sheet, "3:5")  # a second page says whose it is
    sheet.freeze_panes = "C6"


def _draw_indicators(sheet: Worksheet) -> None:
    last = len(_INDICATOR_COLUMNS)
    _title(
        sheet,
        last,
        "{{区县}}{{年度}}年重点民生实事量化指标完成情况",
        "只填浅黄色的格子。本期累计填1-{{月}}月的累计数，完成率自动计算；比上期小的会变红，属实请在“说明”里写明原因。",
    )
    _line(sheet, 3, ((1, 4, "填报单位：{{填报单位}}", "left"), (5, last, "{{期间}}", "right")))
    for number, column in enumerate(_INDICATOR_COLUMNS, start=1):
        _heading(sheet, 4, number, column.heading)
    _heights(sheet, {4: 26, 5: 31})
    _prototype(sheet, 5, _INDICATOR_COLUMNS)
    _page(sheet, "3:4")
    sheet.freeze_panes = "D5"


def _title(sheet: Worksheet, last: int, title: str, hint: str) -> None:
    cell = sheet.cell(1, 1, title)
    cell.font, cell.alignment = look.title_font(20), look.align("center", wrap=False)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
    _quiet(sheet, 2, last, hint)
    _heights(sheet, {1: 32, 2: 18 + 16 * hint.count("\n")})


def _quiet(sheet: Worksheet, row: int, last: int, text: str) -> None:
    cell = sheet.cell(row, 1, text)
    # What is asked and until when stands above the table in black, the small print below it in grey.
    above = row == 2
    cell.font = look.body_font(11, look.INK if above else look.QUIET)
    cell.alignment = look.align("center" if above else "left")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    _heights(sheet, {row: 20})


def _line(sheet: Worksheet, row: int, parts: tuple[tuple[int, int, str, str], ...]) -> None:
    for first, last, text, side in parts:
        cell = sheet.cell(row, first, text)
        large = "{{" in text
        cell.font, cell.alignment = look.body_font(16 if large else 12, bold=large), look.align(side, wrap=False)
        if last > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    _heights(sheet, {row: 25})


def _heading(sheet: Worksheet, row: int, column: int, text: str | None) -> None:
    cell = sheet.cell(row, column)
    if text is not None:
        cell.value = text
    cell.font, cell.alignment = look.heading_font(12), look.align("center")
    cell.border, cell.fill = look.box(), look.fill(look.HEADING)


def _prototype(sheet: Worksheet, row: int, columns: tuple[_Column, ...]) -> None:
    from openpyxl.styles import Protection
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        cell = sheet.cell(row, number, f"{{{{{column.token}}}}}")
        cell.font, cell.alignment, cell.border = look.body_font(12), look.cell_align(column.align), look.box()
        cell.number_format = column.number_format
        if column.input:
            cell.fill = look.fill(look.INPUT)
            cell.protection = Protection(locked=False)


def _footer(sheet: Worksheet, first: int) -> None:
    from openpyxl.styles import Protection

    for row, (left, right) in enumerate(_FOOTER, start=first):
        for label_column, input_column, name in ((2, 3, left), (4, 5, right)):
            label = sheet.cell(row, label_column, f"{name}：")
            label.font, label.alignment = look.body_font(12), look.align("right", wrap=False)
            cell = sheet.cell(row, input_column, f"{{{{{name}}}}}")
            cell.font, cell.alignment = look.body_font(12), look.align("left", wrap=False)
            cell.border, cell.fill, cell.protection = look.underline(), look.fill(look.INPUT), Protection(locked=False)
            if name == "填报日期":
                cell.number_format = "yyyy-mm-dd"
    _heights(sheet, {first - 1: 8, first: 24, first + 1: 24, first + 2: 8})


def _heights(sheet: Worksheet, heights: dict[int, float]) -> None:
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height


def _page(sheet: Worksheet, title_rows: str) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_setup.blackAndWhite = True  # the tint of the input cells stays on the screen
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = title_rows
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.65, 0.3, 0.3
    footer = _HeaderFooterPart("第 &P 页，共 &N 页")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=footer)
    sheet.sheet_view.showGridLines = False


def _draw_rules(sheet: Worksheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, (heading, width) in enumerate(zip(HEADINGS, (18, 10, 8, 10, 10, 8, 24, 80), strict=True), start=1):
        _heading(sheet, 1, number, heading)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, (field, kind, required, minimum, cumulative, prompt) in enumerate(_RULES, start=2):
        said = "是" if cumulative else "否" if kind.numeric else None
        values = (field, kind.value, "是" if required else "否", minimum, None, said, None, prompt)
        for number, value in enumerate(values, start=1):
            cell = sheet.cell(row, number, value)
            cell.font, cell.border = look.body_font(12), look.box()
            cell.alignment = look.cell_align("left" if number in {1, 7, 8} else "center")
        sheet.row_dimensions[row].height = 36 if len(prompt) > 38 else 22
    lists = (("B", ",".join(kind.value for kind in FieldType)), ("C", "是,否"), ("F", "是,否"))
    for letter, choices in lists:
        validation = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        validation.error, validation.errorTitle = f"只能填：{choices}", "填报规则"
        sheet.add_data_validation(validation)
        validation.add(f"{letter}2:{letter}200")
    sheet.row_dimensions[1].height = 26
    _page(sheet, "1:1")
    sheet.freeze_panes = "A2"
