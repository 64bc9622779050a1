"""An issued form: exactly the unit's rows, exactly the right cells open, the same bytes every time."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from shishi_xl.core import identity
from shishi_xl.core.identity import Outcome
from shishi_xl.core.issue import ValueKey
from shishi_xl.core.model import Catalogue, Indicator, Project
from shishi_xl.core.period import Period
from shishi_xl.excel import blank_template
from shishi_xl.excel.form import Renderer
from tests.examples import CATALOGUE, JUNE, KEY, LONG, MAY_VALUES, project
from tests.excel.workbooks import (
    add_column,
    edited_template,
    move_rows_down,
    opened,
    put,
    swap_columns,
    texts,
    unlocked,
)

UNIT = "区教委"


@pytest.fixture(scope="module")
def renderer():
    return Renderer(blank_template.draw())


@pytest.fixture(scope="module")
def book(renderer):
    return opened(renderer.render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY))


def test_the_sheets_are_those_of_the_contract(renderer, book):
    assert book.sheetnames == ["推进情况表", "量化指标", "上期填报", "_标识"]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 3 + ["veryHidden"]
    assert "上期填报" not in opened(renderer.render(UNIT, JUNE, CATALOGUE, {}, KEY)).sheetnames


def test_the_form_shows_exactly_the_unit_s_rows(book):
    shown = texts(book["推进情况表"])
    assert shown[0] == "北碚区2020年重点民生实事推进情况表"
    assert shown[2].split(" | ")[0] == "填报单位：区教委"
    assert "金额单位：万元" in shown[2].split(" | ")
    assert shown[3] == "序号 | 项目名称 | 项目内容 | 责任单位 | 完成情况 |  | 存在的主要问题"
    assert shown[4] == " |  |  |  | 1-6月形象进度 | 1-6月完成投资"
    assert shown[5:10] == [
        "5 | 新建学校 | 新建学校2所，建筑面积3万平方米。 | 区教委",
        "5 | 新建学校 | 改造幼儿园10所。 | 区教委、区卫生健康委",
        "1 | =1+1 | +附带的说明\n@换行 | 区教委",
        f"2 | 校园环境整治 | {LONG} | 区教委",
        "",
    ]
    assert shown[10] == " | 填报人： |  | 联系电话："
    assert (
        "请于2020年6月25日前（含当天）报送区发展改革委（联系人 王某，电话 023-60000000，邮箱 fgw@example.cn）。\n浅黄色的格子"
        in shown[1]
    )


def test_every_indicator_has_its_row_with_last_month_s_figure(book):
    assert texts(book["量化指标"])[3:] == [
        "序号 | 项目名称 | 指标 | 计量单位 | 年度目标 | 上期累计 | 本期累计 | 完成率 | 说明",
        '5 | 新建学校 | 新建学校 | 所 | 2 | 1 |  | =IF(AND(ISNUMBER(G5),E5>0),MAX(0,MIN(1,G5/E5)),"")',
        '5 | 新建学校 | 建筑面积 | 万平方米 | 3 | 1.2 |  | =IF(AND(ISNUMBER(G6),E6>0),MAX(0,MIN(1,G6/E6)),"")',
        '5 | 新建学校 | 改造幼儿园 | 所 | 10 | 4 |  | =IF(AND(ISNUMBER(G7),E7>0),MAX(0,MIN(1,G7/E7)),"")',
        '1 | =1+1 | -危险的名字 | 个 | 5 |  |  | =IF(AND(ISNUMBER(G8),E8>0),MAX(0,MIN(1,G8/E8)),"")',
        '2 | 校园环境整治 | 总体形象进度 | % | 100 |  |  | =IF(AND(ISNUMBER(G9),E9>0),MAX(0,MIN(1,G9/E9)),"")',
    ]


def test_an_indicator_to_stay_below_shows_it_and_computes_the_other_way_round(renderer):
    sheet = opened(renderer.render("区人力社保局", JUNE, CATALOGUE, {}, KEY))["量化指标"]
    assert sheet["H5"].value == '=IF(ISNUMBER(G5),IF(G5<=E5,1,MAX(0,E5/G5)),"")'
    assert (sheet["E5"].value, sheet["E5"].number_format) == (4.3, '"≤"General')
    reds = [
        str(area.sqref) for area in sheet.conditional_formatting for rule in area.rules if "<$F" in str(rule.formula)
    ]
    assert reds == ["XFD1048576"]  # falling is good here: nothing turns red


def test_only_cells_to_be_filled_in_are_open(book):
    assert unlocked(book["推进情况表"]) == {f"{column}{row}" for column in "EFG" for row in range(6, 10)} | {
        "C11", "E11", "C12", "E12"
    }  # fmt: skip
    assert unlocked(book["量化指标"]) == {f"{column}{row}" for column in "GI" for row in range(5, 10)}
    assert unlocked(book["上期填报"]) == unlocked(book["_标识"]) == set()
    for sheet in book:
        guard = sheet.protection
        assert guard.sheet
        assert guard.password is None
        assert guard.hashValue is None
        forbidden = {name for name in ("sort", "autoFilter", "formatColumns", "formatRows") if getattr(guard, name)}
        assert forbidden == set()
        assert guard.insertRows
        assert guard.deleteRows
    assert (book["推进情况表"].auto_filter.ref, book["量化指标"].auto_filter.ref) == ("A5:G9", "A4:I9")


def test_rules_become_validations_with_chinese_words(book):
    made = {str(rule.sqref): rule for rule in book["推进情况表"].data_validations.dataValidation}
    money = made["F6:F9"]
    assert (money.type, money.operator, money.formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert money.showErrorMessage
    assert money.error == "“完成投资”只能填一个不小于0的数（万元），不带单位和文字，例如 1234.5。"
    assert money.prompt.startswith("今年1月起累计完成的投资")
    assert made["E6:E9"].prompt.startswith("必填。写截至本月底")
    assert "截至6月25日" in made["E6:E9"].prompt  # the month it is issued for
    assert any("2020-6-24" in rule.prompt and "2020-6-24" in rule.error for rule in made.values())
    assert made["E12"].type == "date"
    assert not made["E6:E9"].showErrorMessage  # any text will do, so there is nothing to complain of
    assert made["E6:E9"].error is None
    figures = {str(rule.sqref): rule for rule in book["量化指标"].data_validations.dataValidation}
    assert figures["G5:G9"].formula1 == "0"
    assert all(len(rule.prompt) <= 255 and len(rule.error or "") <= 255 for rule in (*made.values(), *figures.values()))


def test_figures_have_a_bar_and_turn_red_when_they_fall(book):
    rules = {str(area.sqref): area.rules[0] for area in book["量化指标"].conditional_formatting}
    assert rules["H5:H9"].type == "dataBar"
    falling = rules["G5 G6 G7 G8 G9"]
    assert falling.formula == ["AND(ISNUMBER($G5),ISNUMBER($F5),$G5<$F5)"]
    assert falling.dxf.font.color.rgb == "FFC00000"


def test_a_percent_typed_as_a_fraction_catches_the_eye(book):
    rules = {str(area.sqref): area.rules[0] for area in book["量化指标"].conditional_formatting}
    assert rules["G5:G9"].formula == ['AND($D5="%",ISNUMBER($G5),$G5>0,$G5<=1,$E5>10)']


def test_the_parts_of_a_sheet_stand_in_the_order_the_format_demands(renderer):
    order = ["sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter", "mergeCells",
             "conditionalFormatting", "dataValidations", "printOptions", "pageMargins", "pageSetup", "headerFooter"]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(renderer.render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY))) as archive:
        for number in range(1, 5):
            root = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            names = [element.tag.rpartition("}")[2] for element in root]
            assert names == sorted(names, key=order.index)


def test_last_month_of_a_project_that_moved_away_is_not_shown(renderer):
    elsewhere = {ValueKey("附2-03", "登记失业率", "本期累计"): 4.0, ValueKey("附1-05-1", "", "形象进度"): None}
    assert "上期填报" not in opened(renderer.render(UNIT, JUNE, CATALOGUE, elsewhere, KEY)).sheetnames


def test_the_page_is_a4_landscape_one_wide_with_its_heading_and_number(book):
    for name, heading in (("推进情况表", "$3:$5"), ("量化指标", "$3:$4"), ("上期填报", "$3:$4")):
        sheet = book[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == heading
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert book["推进情况表"].page_setup.blackAndWhite


def test_long_text_gets_the_height_it_needs_and_short_rows_the_prototype_s(book):
    heights = {row: book["推进情况表"].row_dimensions[row].height for row in range(6, 10)}
    assert heights[6] == heights[7] == heights[8] == 64
    assert len(LONG) / 25 * 12 < heights[9] < len(LONG) / 12 * 17


def test_what_is_frozen_leaves_a_small_screen_room_for_the_rows(renderer):
    december = opened(renderer.render(UNIT, Period(2020, 12), CATALOGUE, {}, KEY))
    for name in ("推进情况表", "量化指标"):
        sheet = december[name]
        below = int(re.sub(r"\D", "", sheet.freeze_panes))
        frozen = sum(sheet.row_dimensions[row].height for row in range(1, below))
        assert frozen <= 150, name  # of some 360 points that Excel shows at 1366 × 768


def test_a_row_grows_with_what_is_typed_unless_its_cells_are_merged_with_another_s(renderer):
    with zipfile.ZipFile(io.BytesIO(renderer.render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY))) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3)]
    fixed = [
        {int(row): "customHeight" in told for row, told in re.findall(r'<row r="(\d+)"([^>]*)>', sheet)}
        for sheet in sheets
    ]
    assert [row for row in range(6, 10) if fixed[0][row]] == []
    assert [row for row in range(5, 9) if fixed[1][row]] == []
    merged = re.findall(r'ref="B(\d+):B(\d+)"', sheets[2])
    assert merged
    assert all(fixed[2][row] for first, last in merged for row in range(int(first), int(last) + 1))


def test_last_month_is_shown_with_its_own_period_and_as_text(book):
    sheet = book["上期填报"]
    assert texts(sheet)[0] == "2020年1-5月填报情况（已接收）"
    heading = "序号 | 项目名称 | 1-5月形象进度 | 1-5月完成投资 | 存在的主要问题 | 指标 | 计量单位 | 年度目标 | 1-5月累计 | 说明"
    assert texts(sheet)[3] == heading
    assert texts(sheet)[4] == "5 | 新建学校 | 截至5月25日，主体结构完成60%。 | 500 |  | 新建学校 | 所 | 2 | 1"
    assert texts(sheet)[5] == " |  |  |  |  | 建筑面积 | 万平方米 | 3 | 1.2"
    assert sheet["E7"].data_type == "s"
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:E6"}


def test_january_has_no_last_month(renderer):
    book = opened(renderer.render(UNIT, Period(2020, 1), CATALOGUE, MAY_VALUES, KEY))
    assert "上期填报" not in book.sheetnames
    assert book["量化指标"]["F5"].value is None


def test_text_of_the_catalogue_is_never_a_formula(book):
    ours = {f"H{row}" for row in range(5, 10)}
    formulas = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {("量化指标", cell) for cell in ours}


def test_text_that_xml_cannot_hold_is_left_out(renderer):
    odd = Project("附1-01", "附件1", "", "", "1", "甲\x0b乙\ud800<丙>&", "", (UNIT,))
    sheet = opened(renderer.render(UNIT, JUNE, Catalogue((odd,), (), ()), {}, KEY))["推进情况表"]
    assert sheet["B6"].value == "甲乙<丙>&"


def test_the_identity_is_signed_and_names_every_row(renderer):
    content = renderer.render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("_标识").to_python()
    reading = identity.read(cells, KEY)
    assert reading.outcome is Outcome.INTACT
    assert reading.identity == renderer.identity_of(UNIT, JUNE, CATALOGUE)
    assert (reading.identity.unit, reading.identity.period) == (UNIT, JUNE)
    assert [(row.sheet, row.row, row.project) for row in reading.identity.rows][:5] == [
        ("推进情况表", 6, "附1-05-1"),
        ("推进情况表", 7, "附1-05-2"),
        ("推进情况表", 8, "附2-01"),
        ("推进情况表", 9, "附2-02"),
        ("量化指标", 5, "附1-05-1"),
    ]
    assert identity.read(cells, b"another").outcome is Outcome.FOREIGN_KEY


def test_one_form_leaves_nothing_in_the_next(renderer):
    first = renderer.render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY)
    other = renderer.render("区卫生健康委", JUNE, CATALOGUE, {}, KEY)
    assert renderer.render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY) == first
    assert Renderer(blank_template.draw()).render("区卫生健康委", JUNE, CATALOGUE, {}, KEY) == other
    assert "校园环境整治" not in str(texts(opened(other)["推进情况表"]))


def test_the_package_says_nothing_of_the_clock_or_the_machine(renderer):
    with zipfile.ZipFile(io.BytesIO(renderer.render(UNIT, JUNE, CATALOGUE, {}, KEY))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert core.count("2020-06-01T00:00:00Z") == 2
    assert "{{" not in everything
    assert "填报规则" not in everything


def test_added_columns_are_issued_checked_and_opened():
    renderer = Renderer(
        edited_template(
            add_column("开工时间", ("开工时间", "日期", "是")),
            add_column("分管领导", ("分管领导", "文本", "否"), at=9),
        )
    )
    sheet = opened(renderer.render(UNIT, JUNE, CATALOGUE, {}, KEY))["推进情况表"]
    assert {"H6", "H9", "I6", "I9"} <= unlocked(sheet)
    assert sheet["H4"].value == "开工时间"
    assert sheet["H9"].number_format == "yyyy-mm-dd"
    assert sheet["H9"].fill.fgColor.rgb == "FFFFF9E3"  # an input cell looks like one, styled by the office or not
    assert {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}["H6:H9"] == "date"
    assert sheet.auto_filter.ref == "A5:I9"


def test_moved_columns_and_an_inserted_title_row_follow():
    renderer = Renderer(edited_template(move_rows_down, lambda book: None))
    sheet = opened(renderer.render(UNIT, JUNE, CATALOGUE, {}, KEY))["推进情况表"]
    assert sheet["A1"].value == "附件3"
    assert sheet["B7"].value == "新建学校"
    assert sheet["C10"].value == LONG
    assert sheet["B12"].value == "填报人："
    assert sheet.print_title_rows == "$5:$6"
    moved = Renderer(edited_template(swap_columns("C", "D")))
    sheet = opened(moved.render(UNIT, JUNE, CATALOGUE, {}, KEY))["推进情况表"]
    assert (sheet["C6"].value, sheet["D6"].value) == ("区教委", "新建学校2所，建筑面积3万平方米。")


def test_a_total_row_and_a_print_area_of_the_office_stretch():
    def total(book):
        sheet = book["推进情况表"]
        sheet["E7"], sheet["F7"] = "合计", "=SUM(F6:F6)"
        sheet.print_area = "A1:G12"

    sheet = opened(Renderer(edited_template(total)).render(UNIT, JUNE, CATALOGUE, {}, KEY))["推进情况表"]
    assert sheet["F10"].value == "=SUM(F6:F9)"
    assert sheet.print_area == "'推进情况表'!$A$1:$G$15"


def test_a_formula_and_words_of_the_prototype_row_are_repeated():
    def extra(book):
        sheet = book["量化指标"]
        sheet["J4"], sheet["J5"] = "本月新增", "=G5-F5"
        sheet["K4"], sheet["K5"] = "目标", "{{年度目标}}{{计量单位}}"

    sheet = opened(Renderer(edited_template(extra)).render(UNIT, JUNE, CATALOGUE, {}, KEY))["量化指标"]
    assert [sheet[f"J{row}"].value for row in (5, 7)] == ["=G5-F5", "=G7-F7"]
    assert [sheet[f"K{row}"].value for row in (5, 6)] == ["2所", "3万平方米"]


def test_catalogue_text_in_a_mixed_cell_cannot_become_a_formula():
    def mixed(book):
        book["推进情况表"]["H4"], book["推进情况表"]["H6"] = "名称和内容", "{{项目名称}}：{{项目内容}}"

    sheet = opened(Renderer(edited_template(mixed)).render(UNIT, JUNE, CATALOGUE, {}, KEY))["推进情况表"]
    assert (sheet["H8"].value, sheet["H8"].data_type) == ("=1+1：+附带的说明\n@换行", "s")


def test_values_can_be_filled_in_and_their_places_are_known(renderer):
    places = renderer.places(UNIT, CATALOGUE)
    filled = {
        ValueKey("附1-05-1", "", "形象进度"): "=cmd|'/c calc'!A1",
        ValueKey("附1-05-1", "", "完成投资"): "约500万",
        ValueKey("附1-05-1", "新建学校", "本期累计"): 1.0,
        ValueKey("", "", "填报人"): "张三",
        ValueKey("", "", "填报日期"): date(2020, 6, 24),
    }
    book = opened(renderer.render(UNIT, JUNE, CATALOGUE, {}, KEY, filled=filled))
    for key, value in filled.items():
        place = places[key]
        cell = book[place.sheet][place.cell]
        assert (cell.value.date() if key.field == "填报日期" else cell.value) == value
        assert cell.data_type != "f"
    assert places[ValueKey("", "", "填报人")].cell == "C11"
    stored = CalamineWorkbook.from_filelike(io.BytesIO(renderer.render(UNIT, JUNE, CATALOGUE, {}, KEY, filled=filled)))
    assert stored.get_sheet_by_name("量化指标").to_python(skip_empty_area=False)[4][7] == 0.5


def test_a_unit_without_projects_gets_no_form(renderer):
    with pytest.raises(ValueError, match="区体育局没有责任项目"):
        renderer.render("区体育局", JUNE, CATALOGUE, {}, KEY)


def test_limits_of_many_digits_stay_exact():
    form = Renderer(edited_template(put("填报规则", D3=1_234_567.25, E3=12_345_678.5)))
    sheet = opened(form.render(UNIT, JUNE, CATALOGUE, {}, KEY))["推进情况表"]
    money = next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == "F6:F9")
    assert (money.formula1, money.formula2) == ("1234567.25", "12345678.5")
    assert "不小于1234567.25、不大于12345678.5的数" in money.error
    assert "例如 1234567.25" in money.error


def test_no_page_of_last_months_sheet_parts_a_project():
    long = "截至5月25日，主体结构完成60%，正在铺设路面。" * 10
    rows = tuple(project(f"附2-{at:02d}", str(at), f"项目{at}", "改造道路和桥梁。", "区教委") for at in range(1, 9))
    listed = replace(
        CATALOGUE,
        projects=rows,
        indicators=tuple(Indicator(row.key, name, 5, "个") for row in rows for name in ("道路", "桥梁", "涵洞")),
    )
    previous = {ValueKey(row.key, "", field): long for row in rows for field in ("形象进度", "存在的主要问题")}
    sheet = opened(Renderer(blank_template.draw()).render("区教委", JUNE, listed, previous, KEY))["上期填报"]
    ends = [each.id for each in sheet.row_breaks.brk]
    assert ends
    assert {(end - 4) % 3 for end in ends} == {0}  # three rows a project, from row 5 on
    taken = [
        sum(sheet.row_dimensions[row].height for row in range(first + 1, last + 1))
        for first, last in pairwise([4, *ends])
    ]
    assert max(taken) < 8.27 * 72 / 0.7  # and no page is too full
