"""改错回件: the unit's own file, its mistakes marked, nothing in it that could run; and what takes its place."""

import io
import pickle
import re
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from shishi_xl.core import identity
from shishi_xl.core.findings import find
from shishi_xl.core.grid import Place
from shishi_xl.core.identity import Outcome
from shishi_xl.core.issue import ValueKey
from shishi_xl.core.submission import Entry
from shishi_xl.excel import blank_template, line_height, marked, package
from shishi_xl.excel.disarm import is_harmless
from shishi_xl.excel.form import Renderer
from tests.examples import CATALOGUE, JUNE, KEY, MAY_VALUES
from tests.excel.workbooks import opened, saved, texts, unlocked

UNIT, SHEET = "区教委", "推进情况表"
FILLED = {
    ValueKey("附1-05-1", "", "形象进度"): "主体结构封顶",
    ValueKey("附1-05-1", "", "完成投资"): "约500万",
    ValueKey("附1-05-1", "新建学校", "本期累计"): 0.5,
}


def at(cell_row, cell_column, sheet=SHEET):
    return Place(sheet, cell_row, cell_column)


FINDINGS = (
    *(find("required-blank", at(row, 5), field="形象进度", example="累计完成12公里") for row in (9, 7, 8)),
    find("not-a-number", at(6, 6), field="完成投资", value="约500万", remark="说明", example="500"),
    find(
        "lower-than-last",
        at(5, 7, "量化指标"),
        field="本期累计",
        value="0.5",
        previous="1",
        example="1.5",
        remark="说明",
    ),
    find("identity-from-page", unit=UNIT, period="2020-06", clues="填报单位"),
)


@pytest.fixture(scope="module")
def returned():
    return Renderer(blank_template.draw()).render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY, filled=FILLED)


@pytest.fixture(scope="module")
def book(returned):
    return opened(marked.mark(returned, FINDINGS))


LONG = "截至6月25日，一标段、二标段主体结构已经封顶，三标段正在砌筑二层墙体；室外管网完成沟槽开挖1.2公里，敷设污水管0.9公里，因连续降雨，较原计划晚了约十天，已增加两个班组，预计下月上旬赶上进度。"


def test_rows_of_a_marked_form_show_whole_what_was_typed_into_them(returned):
    filled = FILLED | {ValueKey("附1-05-1", "", "形象进度"): LONG}
    form = Renderer(blank_template.draw()).render(UNIT, JUNE, CATALOGUE, MAY_VALUES, KEY, filled=filled)
    sheet, before = opened(marked.mark(form, FINDINGS))[SHEET], opened(returned)[SHEET]
    row = next(cell.row for cell in sheet["E"] if cell.value == LONG)
    width = sheet.column_dimensions["E"].width * 8  # pixels of a digit of 宋体 11, the form's default font
    assert sheet.row_dimensions[row].height >= line_height.height(LONG, width, sheet.cell(row, 5).font.sz)
    assert sheet.row_dimensions[row].height > before.row_dimensions[row].height
    assert sheet.row_dimensions[row + 1].height == before.row_dimensions[row + 1].height


def test_the_list_stands_in_front_and_says_what_to_do(book):
    assert book.sheetnames == ["改错清单", SHEET, "量化指标", "上期填报", "_标识"]
    assert book.active.title == "改错清单"
    shown = texts(book["改错清单"])
    assert shown[1].startswith("4处错误必须改正，1处疑问请核对、改正或说明原因。")
    assert shown[2] == "序号 | 位置 | 问题 | 现在填的 | 应该怎样填"
    assert [row.split(" | ")[:2] for row in shown[3:]] == [
        ["1", "推进情况表!F6"],
        ["2", "推进情况表!E7、E8、E9"],
        ["3", "量化指标!G5"],
        ["4", "整个文件"],
    ]
    assert shown[3].split(" | ")[3:] == ["约500万", "500"]


def test_a_number_is_a_link_to_its_place_inside_the_file(book):
    links = [book["改错清单"].cell(row, 1).hyperlink for row in range(4, 8)]
    assert [link and link.location for link in links] == ["'推进情况表'!F6", "'推进情况表'!E7", "'量化指标'!G5", None]
    assert all(link is None or link.target is None for link in links)


def test_a_line_of_several_cells_says_that_its_link_leads_to_the_first_one(returned, book):
    said = "写着几格的，跳到的是第一格"
    assert said in book["改错清单"]["A2"].value
    single = opened(marked.mark(returned, FINDINGS[3:]))["改错清单"]
    assert said not in single["A2"].value
    assert book["改错清单"].row_dimensions[2].height >= single.row_dimensions[2].height


def test_wrong_cells_are_coloured_commented_and_open(book):
    sheet = book[SHEET]
    for cell in ("F6", "E7", "E8", "E9"):
        assert sheet[cell].fill.fgColor.rgb == "FFFFC7CE"
        assert not sheet[cell].protection.locked
        assert sheet[cell].comment.text.startswith("【错误】")
    assert "500" in sheet["F6"].comment.text
    assert book["量化指标"]["G5"].fill.fgColor.rgb == "FFFFE699"
    assert sheet["E6"].comment is None
    assert sheet["E6"].value == "主体结构封顶"
    assert sheet.protection.sheet


def test_a_wrong_cell_that_was_locked_is_opened(returned):
    findings = [find("preset-changed", at(6, 2), field="项目名称", value="改了", wanted="新建学校")]
    assert "B6" in unlocked(opened(marked.mark(returned, findings))[SHEET])


def test_the_identity_stays_and_the_form_can_be_sent_again(returned):
    content = marked.mark(returned, FINDINGS)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("_标识").to_python()
    assert identity.read(cells, KEY).outcome is Outcome.INTACT
    assert opened(content)["_标识"].sheet_state == "veryHidden"


def test_an_identity_that_another_program_half_uncovered_is_hidden_again(returned):
    book = opened(returned)
    book["_标识"].sheet_state = "hidden"
    assert opened(marked.mark(saved(book), ()))["_标识"].sheet_state == "veryHidden"


def test_marked_again_it_keeps_no_old_mark(returned):
    once = opened(marked.mark(returned, FINDINGS))
    once[SHEET]["F6"] = 500
    twice = opened(marked.mark(saved(once), FINDINGS[:1]))
    assert twice.sheetnames.count("改错清单") == 1
    assert len(texts(twice["改错清单"])) == 4
    assert twice[SHEET]["F6"].comment is None
    assert twice[SHEET]["F6"].fill.fgColor.rgb == "FFFFF9E3"
    assert twice[SHEET]["E9"].comment is not None
    assert twice[SHEET]["E7"].comment is None


def test_a_comment_of_the_unit_is_kept_and_outlives_ours(returned):
    own = opened(returned)
    own[SHEET]["F6"].comment = Comment("含市级补助", "张三")
    once = marked.mark(saved(own), FINDINGS)
    assert opened(once)[SHEET]["F6"].comment.text.startswith("含市级补助\n")
    assert "只能填一个数" in opened(once)[SHEET]["F6"].comment.text
    assert opened(marked.mark(once, ()))[SHEET]["F6"].comment.text == "含市级补助"


def test_under_a_merged_area_the_reachable_cell_is_marked(returned):
    merged = opened(returned)
    merged[SHEET].merge_cells("E6:E7")
    sheet = opened(marked.mark(saved(merged), FINDINGS))[SHEET]
    assert sheet["E6"].fill.fgColor.rgb == "FFFFC7CE"


def test_crossed_out_text_does_not_come_back_as_if_it_were_valid():
    book = Workbook()
    old, new = TextBlock(InlineFont(strike=True), "1120"), TextBlock(InlineFont(), "1220")
    book.active["A1"], book.active["A2"], book.active["A3"] = (
        CellRichText(old, new),
        CellRichText(old),
        CellRichText(new, "元"),
    )
    sheet = opened(marked.mark(saved(book), FINDINGS)).worksheets[-1]
    assert [sheet[cell].value for cell in ("A1", "A2", "A3")] == ["1220", "1120", "1220元"]
    assert [bool(sheet[cell].font.strike) for cell in ("A1", "A2", "A3")] == [False, True, False]


def test_a_raised_digit_does_not_come_back_as_a_digit_of_the_number():
    book = Workbook()
    for cell, place in (("A1", "superscript"), ("A2", "subscript"), ("A3", None)):
        book.active[cell] = CellRichText("60", TextBlock(InlineFont(vertAlign=place, b=True), "1"))
    sheet = opened(marked.mark(saved(book), FINDINGS)).worksheets[-1]
    assert [sheet[cell].value for cell in ("A1", "A2", "A3")] == ["60¹", "60₁", "601"]


def test_a_place_that_is_not_in_the_file_is_only_listed(returned):
    findings = [find("heading-missing", Place("不在", 0, 0), heading="项目名称", hint="", example="项目名称")]
    sheet = opened(marked.mark(returned, findings))["改错清单"]
    assert sheet["B4"].value == "不在"
    assert sheet["A4"].hyperlink is None


def hostile(returned):
    book = opened(returned)
    sheet = book[SHEET]
    sheet["E6"] = "=cmd|'/c calc'!A1"
    sheet["E7"] = '=HYPERLINK("http://example.cn/x","点我")'
    sheet["F7"] = "=SUM(1,2)"
    sheet["F8"] = "=[1]Sheet1!A1"
    sheet["G6"] = "看这里"
    sheet["G6"].hyperlink = "http://example.cn/steal"
    sheet["G7"].value, sheet["G7"].data_type = "=1+1", "s"
    sheet["A6"] = '=WEBSERVICE("http://example.cn")'
    validation = DataValidation(type="list", formula1="[1]Sheet1!$A$1:$A$9")
    validation.add("G8")
    sheet.add_data_validation(validation)
    book.defined_names["远处"] = DefinedName("远处", attr_text="[1]Sheet1!$A$1")
    book.defined_names["动态"] = DefinedName("动态", attr_text="cmd|'/c calc'!A1")
    book.custom_doc_props.append(StringProperty(name="a", value="http://example.cn"))
    parts = package.unpack(saved(book))
    parts["xl/vbaProject.bin"] = b"macro"
    parts["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    )
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = (
        types.replace("spreadsheetml.sheet.main+xml", "x")
        .replace("vnd.openxmlformats-officedocument.x", "vnd.ms-excel.sheet.macroEnabled.main+xml")
        .encode()
    )
    return package.pack(parts)


def test_nothing_that_runs_fetches_or_points_outside_survives(returned):
    content = marked.mark(hostile(returned), FINDINGS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names).decode("utf-8", "ignore")
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert "macroEnabled" not in everything
    assert 'TargetMode="External"' not in everything
    assert "HYPERLINK" not in "".join(re.findall(r"<f>.*?</f>", everything))
    for trace in ("cmd|", "WEBSERVICE", "example.cn/steal", "[1]", "<externalReference", "远处", "动态"):
        assert trace not in everything, trace
    book = opened(content)
    formulas = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert {sheet for sheet, _ in formulas} == {"量化指标"}  # 完成率 stays live
    assert (book[SHEET]["G7"].value, book[SHEET]["G7"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("formula", "harmless"),
    [
        ('=IF(AND(ISNUMBER(G5),E5>0),MAX(0,MIN(1,G5/E5)),"")', True),
        ("=SUM(F6:F9)/Sheet2!$A$1", True),
        ("=SUM(A:A)", True),
        ("=cmd|'/c calc'!A1", False),
        ("=DDE(1)", False),
        ("='C:\\[x.xlsx]Sheet1'!A1", False),
        ("=[1]Sheet1!A1", False),
        ('=HYPERLINK("http://x")', False),
        ("=INDIRECT(A1)", False),
        ("=未知名称", False),
        ("", False),
    ],
)
def test_only_plain_computing_is_harmless(formula, harmless):
    assert is_harmless(formula) is harmless


def test_text_of_the_unit_in_the_list_is_text(returned):
    findings = [find("not-a-number", at(6, 6), field="完成投资", value="=1+1\x07", remark="说明", example="500")]
    cell = opened(marked.mark(returned, findings))["改错清单"]["D4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" + b"\0" * 512, b"PK\x05\x06" + b"\0" * 18])
def test_what_cannot_be_opened_says_so(content):
    with pytest.raises(marked.CannotMarkError):
        marked.mark(content, FINDINGS)


def test_a_fresh_form_holds_what_could_be_read_with_its_marks():
    entries = (
        Entry("附1-05-1", "", "形象进度", "主体结构封顶", "主体结构封顶", at(20, 3, "Sheet1")),
        Entry("附1-05-1", "", "完成投资", "约500万", None, at(20, 4, "Sheet1"), flaw="not-a-number"),
        Entry("附1-05-1", "新建学校", "本期累计", "1", 1.0, at(30, 4, "Sheet1")),
        Entry("", "", "填报日期", "6月24日", date(2020, 6, 24), at(40, 4, "Sheet1")),
        Entry("附9-99", "", "形象进度", "别人的", "别人的", at(50, 4, "Sheet1")),
    )
    findings = (
        find(
            "not-a-number",
            at(20, 4, "Sheet1"),
            project="附1-05-1",
            field="完成投资",
            value="约500万",
            remark="说明",
            example="500",
        ),
        find("foreign-row", at(50, 1, "Sheet1"), project="附9-99", value="别人的项目", unit=UNIT, count=4),
    )
    arguments = (blank_template.draw(), UNIT, JUNE, CATALOGUE, KEY)
    assert pickle.loads(pickle.dumps((arguments, entries, findings)))
    book = opened(marked.fresh(*arguments, previous={}, entries=entries, findings=findings))
    sheet = book[SHEET]
    assert (sheet["E6"].value, sheet["F6"].value) == ("主体结构封顶", "待改：约500万")
    assert book["量化指标"]["G5"].value == 1
    assert sheet["E12"].value.date() == date(2020, 6, 24)
    assert sheet["F6"].comment is not None
    assert [book["改错清单"].cell(row, 2).value for row in (4, 5)] == ["整个文件", "推进情况表!F6"]
    assert "别人的" not in str(texts(sheet))
    assert "后面换成了你单位这个月的表" in texts(book["改错清单"])[1]
    assert book.sheetnames == ["改错清单", SHEET, "量化指标", "_标识"]


def test_where_nobody_is_known_there_is_at_least_the_list():
    book = opened(marked.notice_only([find("reading-failed")], "区教委11月报表.pdf"))
    assert book.sheetnames == ["改错清单"]
    assert "1处错误必须改正。发来的文件“区教委11月报表.pdf”没有办法使用" in texts(book["改错清单"])[1]
    assert book["改错清单"]["B4"].value == "整个文件"


def test_a_name_no_workbook_can_hold_does_not_stop_the_list():
    book = opened(marked.notice_only([find("reading-failed")], "=a\x07b\x00.pdf"))
    assert "发来的文件“=ab.pdf”没有办法使用" in texts(book["改错清单"])[1]


def test_the_same_return_gives_the_same_bytes(returned):
    assert marked.mark(returned, FINDINGS) == marked.mark(returned, FINDINGS)
    assert marked.notice_only(FINDINGS, "a.xlsx") == marked.notice_only(FINDINGS, "a.xlsx")


def test_a_cell_in_the_last_corner_takes_no_time():
    book = Workbook()
    book.active["XFD1048576"] = 1
    assert marked.mark(saved(book), FINDINGS)
