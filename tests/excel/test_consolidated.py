"""The consolidated workbook: nine sheets to the letter, text as text, live totals, links only to places of our own."""

import io
import re
import warnings
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from shishi_xl.core.aggregates import Total
from shishi_xl.core.consolidation import consolidate
from shishi_xl.core.findings import find
from shishi_xl.core.form import PROJECT_SHEET
from shishi_xl.core.grid import Place
from shishi_xl.core.model import Joint
from shishi_xl.core.period import Period
from shishi_xl.core.streaks import LASTING
from shishi_xl.excel import breaks, line_height
from shishi_xl.excel.consolidated import ReconciliationError, lists, render
from shishi_xl.excel.consolidated.page import plain
from shishi_xl.excel.consolidated.reconciliation import reconcile
from shishi_xl.excel.consolidated.summary import counted
from tests.core.lists import make
from tests.core.months import FORM, catalogue, entries, indicator, month, project, record, silent
from tests.core.test_consolidation import _widened

SHEETS = ["总览", "汇总表", "单位完成情况", "指标明细", "存在问题", "报送情况", "校验意见", "环比", "口径"]
HEADINGS = {
    "汇总表": "序号 | 项目名称 | 项目内容 | 责任单位 | 1-6月形象进度 | 1-6月完成投资 | 年度计划投资 | 投资完成率 | 完成率 | 序时进度 | 进度评价 | "
    "存在的主要问题 | 完成率依据",
    "单位完成情况": "单位 | 项目数 | 已报项目数 | 完成率 | 完成投资 | 投资完成率 | 滞后项目数 | 报送状态",
    "指标明细": "项目编号 | 项目名称 | 指标 | 年度目标 | 计量单位 | 累计完成 | 完成率 | 来源 | 原文 | 报送文件 | 单元格",
    "存在问题": "序号 | 项目名称 | 单位 | 存在的主要问题 | 连续月数",
    "报送情况": "单位 | 报送状态 | 首次报送 | 接收时间 | 次数 | 文件 | 联系人 | 电话",
    "校验意见": "级别 | 代码 | 单位 | 文件 | 工作表 | 单元格 | 项目名称 | 意见 | 原值",
    "环比": "项目名称 | 责任单位 | 上月完成率 | 本月完成率 | 增减 | 上月投资 | 本月投资 | 增减 | 进度评价",
}


def consolidated(listed, *months, form=FORM):
    return consolidate(listed, form, months[-1], months[:-1], read=silent)


@pytest.fixture(scope="module")
def ordinary():
    listed, form, months = make(months=3)
    return consolidated(listed, *months, form=form)


@pytest.fixture(scope="module")
def content(ordinary):
    return render(ordinary)


@pytest.fixture(scope="module")
def book(content):
    return load(content, data_only=True)


def load(content, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not keep data bars and says so
        return openpyxl.load_workbook(io.BytesIO(content), **options)


def table(book, name):
    """The rows of a sheet under its heading row, as dicts; a heading that comes twice keeps its last."""
    rows = list(book[name].iter_rows(values_only=True))
    wanted = HEADINGS[name].split(" | ")
    start = next(at for at, row in enumerate(rows) if list(row[: len(wanted)]) == wanted)
    body = [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]
    return [row for row in body if any(value is not None for value in row.values())]


def parts(content, pattern):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if re.search(pattern, name)}


# --- to the letter ----------------------------------------------------------------------------------------------


def test_nine_sheets_in_order(book):
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", HEADINGS)
def test_one_row_holds_all_the_headings(book, name):
    assert table(book, name) is not None


def test_every_project_has_its_row_with_rates_of_0_to_1(book, ordinary):
    rows = [row for row in table(book, "汇总表") if row["进度评价"]]
    assert [row["项目名称"] for row in rows] == [row.project.name for row in ordinary.projects]
    for row, expected in zip(rows, ordinary.projects, strict=True):
        percent = expected.completion.percent
        assert row["完成率"] == (None if percent is None else pytest.approx(percent / 100))
        assert row["1-6月完成投资"] == (amount if (amount := expected.amount.value) is None else pytest.approx(amount))
        assert row["进度评价"] == expected.evaluation.value
        assert row["序时进度"] == 0.5


def test_what_is_not_known_is_an_empty_cell(book, ordinary):
    assert any(row.completion.percent is None for row in ordinary.projects)
    rows = [row for row in table(book, "汇总表") if row["进度评价"] in {"待核定", "未报"}]
    assert {row["完成率"] for row in rows} == {None}


def test_nothing_at_all_is_known_in_an_empty_month():
    found = load(render(consolidated(catalogue([project()]), month())), data_only=True)
    total = table(found, "汇总表")[-1]
    assert total["序号"] == "合计"
    assert (total["完成率"], total["投资完成率"], total["1-6月完成投资"]) == (None, None, None)


def test_a_list_without_projects_still_gives_a_workbook():
    assert parts(render(consolidated(catalogue([]), month())), r"charts/") == {}


def test_the_leaders_page_is_one_upright_a4_and_the_big_table_lies_on_a3(content):
    setups = [
        dict(re.findall(r'(\w+)="([^"]*)"', re.search(r"<pageSetup [^>]*>", xml)[0]))
        for _, xml in sorted(parts(content, r"worksheets/sheet\d").items())
    ]
    assert [(each.get("paperSize"), each.get("orientation")) for each in setups[:4]] == [
        ("9", "portrait"), ("8", "landscape"), ("9", "portrait"), ("9", "landscape"),
    ]  # fmt: skip
    assert "fitToHeight" not in setups[0]  # one page high, as it is one page wide
    assert setups[1]["fitToHeight"] == setups[-1]["fitToHeight"] == "0"  # as many pages as there are


def test_long_texts_get_rows_that_show_them_whole():
    text = "截至6月20日，主体结构封顶，正在进行外墙保温施工。" * 12
    june = month((record(1, "区教委"), entries("附1-01", progress=text)), (record(2, "区交通局"), entries("附1-02")))
    rows = [project(), project("附1-02", ("区交通局",), number="2")]
    sheet = load(render(consolidated(catalogue(rows), june)))["汇总表"]
    width = sheet.column_dimensions["E"].width
    needed = len(text) * 11 / ((width * 7) * 0.75) * 11  # points, were the lines filled to the last character
    assert needed < sheet.row_dimensions[5].height < 2 * needed
    assert sheet.row_dimensions[6].height < 60


def test_a_text_no_row_is_high_enough_for_gets_a_wider_column():
    text = "截至6月20日，主体结构封顶，正在进行外墙保温施工。" * 30
    june = month((record(1, "区教委"), entries("附1-01", problem=text)))
    sheet = load(render(consolidated(catalogue([project()]), june)))["汇总表"]
    plain_sheet = load(render(consolidated(catalogue([project()]), month())))["汇总表"]
    assert sheet.column_dimensions["L"].width > 1.5 * plain_sheet.column_dimensions["L"].width
    assert sheet.column_dimensions["E"].width == plain_sheet.column_dimensions["E"].width
    assert sheet.row_dimensions[5].height < 409  # the highest row of Excel, which would cut the text off
    assert not plain_sheet.row_breaks.brk


def test_a_long_figure_gets_a_wider_column():
    june = month((record(1, "区教委"), entries("附1-01", investment=1_234_567_890.12)))
    sheet = load(render(consolidated(catalogue([project()]), june)))["汇总表"]
    assert sheet.column_dimensions["F"].width > len("1,234,567,890.12")


def test_pages_end_where_no_heading_is_left_alone(content):
    sheet = load(content)["汇总表"]
    ends = [each.id for each in sheet.row_breaks.brk]
    assert len(ends) > 1
    assert all(sheet.cell(end, 11).value for end in ends)  # a project's row has its 进度评价, a heading has none


def test_every_sheet_says_its_month_and_every_page_its_workbook(book):
    for sheet in book.worksheets[2:]:
        assert sheet["A1"].value == f"{sheet.title}（2020年1-6月）"
    for sheet in book:
        assert sheet.oddFooter.left.text == f"{book['汇总表']['A1'].value}（1-6月）"
        assert sheet.oddFooter.center.text == "第 &P 页  共 &N 页"


@pytest.mark.parametrize(("known", "best", "worst"), [(0, 0, 0), (1, 1, 0), (4, 2, 2), (11, 5, 5)])
def test_the_best_and_the_worst_share_what_there_is(known, best, worst):
    rows = [project(f"附1-{at:02d}", number=str(at), name=f"项目{at}") for at in range(1, 13)]
    targets = [indicator(f"附1-{at:02d}") for at in range(1, 13)]
    told = [one for at in range(1, known + 1) for one in entries(f"附1-{at:02d}", current={"建设里程": float(at)})]
    june = month((record(1, "区教委"), told))
    listed = consolidated(catalogue(rows, targets), june)
    sheet = load(render(listed))["总览"]
    names = {
        left: [row[left].value for row in sheet.iter_rows() if str(row[left].value).startswith("项目")]
        for left in (0, 8)
    }
    assert [len(names[0]), len(names[8])] == [best, worst]
    if worst:
        assert names[8][0] == "项目1（区教委）"
        assert names[0][0] == f"项目{known}（区教委）"
    else:
        assert "完成率最低的项目" not in str([cell.value for row in sheet.iter_rows() for cell in row])


def test_what_needs_a_decision_leads_to_the_first_of_its_kind(content, book):
    links = dict(
        re.findall(
            r'<hyperlink ref="(A\d+)" location="([^"]+)"', parts(content, r"sheet1\.xml$")["xl/worksheets/sheet1.xml"]
        )
    )
    found = {}
    for place, target in links.items():
        sheet, cell = re.fullmatch(r"'(.+)'!A(\d+)", target).groups()
        found[book["总览"][place].value.split(" ")[0]] = [each.value for each in book[sheet][int(cell)]]
    assert set(found) >= {"未报", "待核定", "疑问"}
    assert all(
        word in values for word, values in found.items() if word in {"未报", "已报待改", "待核定", "疑问", "严重滞后"}
    )


def test_the_office_sees_how_many_projects_a_rate_rests_on(book, ordinary):
    heading = table(book, "汇总表")[0]["1-6月形象进度"]
    assert f"完成率按 {ordinary.groups[0].total.coverage} 项计" in heading
    shown = [cell.number_format for cell in book["单位完成情况"]["D"][3:] if cell.value is not None]
    assert all(re.fullmatch(r'0\.0%"（\d+/\d+ 项）"', form) for form in shown)


def test_the_states_of_the_units(book, ordinary):
    rows = table(book, "报送情况")
    assert {row["单位"]: row["报送状态"] for row in rows[:-1]} == {
        each.standing.unit: each.standing.state.value for each in ordinary.standings
    }


def test_a_rate_can_be_followed_to_its_cell(content):
    links = parts(content, r"worksheets/sheet2\.xml$")["xl/worksheets/sheet2.xml"]
    assert "location=\"'指标明细'!A" in links
    kept = parts(content, r"worksheets/_rels/sheet4")["xl/worksheets/_rels/sheet4.xml.rels"]
    assert re.search(r'Target="\.\./inbox/已收/2020-06/[^"]+\.xlsx" TargetMode="External"', kept)
    assert "location=\"'量化指标'!G" in parts(content, r"worksheets/sheet4\.xml$")["xl/worksheets/sheet4.xml"]


def test_items_of_several_rows_are_merged_and_can_still_be_filtered():
    rows = [
        project("附1-05-1", number="5", name="公厕"),
        project("附1-05-2", ("区农业农村委",), number="5", name="公厕"),
    ]
    content = render(consolidated(catalogue(rows), month()))
    merged = re.findall(
        r'<mergeCell ref="([AB]\d+:[AB]\d+)"', parts(content, "sheet2.xml$")["xl/worksheets/sheet2.xml"]
    )
    assert {"A5:A6", "B5:B6"} <= set(merged)
    sheet = parts(content, "sheet2.xml$")["xl/worksheets/sheet2.xml"]
    assert re.search(r'<c r="B6"[^>]*t="s"', sheet)


def test_columns_the_office_has_added():
    said = entries("附1-01", 开工时间=date(2020, 3, 2), 分管领导="王某")
    june = month((record(1, "区教委"), said))
    found = render(consolidate(catalogue([project()]), _widened(), june, read=silent))
    row = table(load(found, data_only=True), "汇总表")[0]
    assert (row["开工时间"].date(), row["分管领导"]) == (date(2020, 3, 2), "王某")


# --- live totals ------------------------------------------------------------------------------------------------


def test_totals_are_formulas_with_their_values_stored(content, book, ordinary):
    live = load(content)["汇总表"]
    row = 5 + len(ordinary.lines)
    for column, expected in (("F", ordinary.total.investment), ("I", ordinary.total.completion / 100)):
        assert str(live[f"{column}{row}"].value).startswith("=")
        assert book["汇总表"][f"{column}{row}"].value == pytest.approx(expected)


def test_a_headings_sums_end_where_its_projects_end():
    rows = [
        project("附2-01", group="一、学校", subgroup="（一）新建"),
        project("附2-02", group="一、学校", number="2"),  # of the group, not of its part
        project("附2-03", group="二、道路", number="3"),
    ]
    sent = entries("附2-01", investment=1.0), entries("附2-02", investment=2.0), entries("附2-03", investment=4.0)
    sheet = load(render(consolidated(catalogue(rows), month((record(1, "区教委"), *sent)))))["汇总表"]
    areas = {
        row[0].value: re.findall(r"F\d+:F\d+", row[5].value)
        for row in sheet.iter_rows(min_row=5)
        if isinstance(row[5].value, str)
    }
    assert areas == {"一、学校": ["F6:F8"], "（一）新建": ["F7:F7"], "二、道路": ["F10:F10"], "合计": ["F5:F10"]}


@pytest.mark.parametrize(
    ("numbered", "columns"),
    [
        (lists.IndicatorColumn, lists.INDICATOR_COLUMNS),
        (lists.ProblemColumn, lists.PROBLEM_COLUMNS),
        (lists.StandingColumn, lists.STANDING_COLUMNS),
        (lists.FindingColumn, lists.FINDING_COLUMNS),
    ],
)
def test_every_column_of_a_list_has_its_number(numbered, columns):
    assert [int(each) for each in numbered] == list(range(1, len(columns) + 1))


# --- the same month, the same bytes -----------------------------------------------------------------------------


def test_the_same_month_gives_the_same_bytes(content):
    listed, form, months = make(months=3)
    assert render(consolidated(listed, *months, form=form)) == content


def test_no_time_of_building_in_it(content):
    assert "2020-06-01T00:00:00Z" in parts(content, "core.xml")["docProps/core.xml"]


def test_a_lasting_problem_is_counted_with_the_problems_and_among_what_needs_a_decision():
    """From the same month on in the line above the list, in its colour and on 总览: 口径 says from which."""

    def running(count):
        months = [
            month(
                (record(at, "区教委", period=Period(2020, at)), entries("附1-01", problem="用地手续未办结")),
                period=Period(2020, at),
            )
            for at in range(7 - count, 7)
        ]
        return load(render(consolidated(catalogue([project()]), *months)))

    short, long = running(LASTING - 1), running(LASTING)
    said = f"连续{LASTING}个月及以上"
    assert said not in short["存在问题"]["A2"].value
    assert f"{said}没有解决的 1 条" in long["存在问题"]["A2"].value
    shown = [[str(cell.value) for row in book["总览"].iter_rows() for cell in row] for book in (short, long)]
    assert [any(text.startswith(said) for text in texts) for texts in shown] == [False, True]
    (rule,) = [rule for rules in long["存在问题"].conditional_formatting for rule in rules.rules]
    assert (rule.operator, rule.formula) == ("greaterThanOrEqual", [str(LASTING)])


# --- text is text -----------------------------------------------------------------------------------------------

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "http://evil.example/x",
    "file:///etc/passwd",
    "internal:总览!A1",
    "12345",
    "mailto:x@y",
)


@pytest.fixture(scope="module")
def hostile():
    rows = [project(f"附1-{at:02d}", number=str(at)) for at in range(len(HOSTILE))]
    said = [
        entries(
            f"附1-{at:02d}", progress=text, problem=text, current={"总体形象进度": None}, remark={"总体形象进度": text}
        )
        for at, text in enumerate(HOSTILE)
    ]
    place = Place(PROJECT_SHEET, 7, 5)
    findings = {
        1: tuple(
            find("progress-unclear", place, project="附1-00", field=text, value=text, example="") for text in HOSTILE
        )
    }
    return render(consolidated(catalogue(rows), month((record(1, "区教委"), *said), findings=findings)))


def test_what_units_write_stays_text(hostile):
    book = load(hostile)
    rows = [row for row in table(book, "汇总表") if row["进度评价"]]
    assert [row["1-6月形象进度"] for row in rows] == list(HOSTILE)
    assert {row["存在的主要问题"] for row in table(book, "存在问题")} == set(HOSTILE)
    assert {row["原值"] for row in table(book, "校验意见")} == set(HOSTILE)
    shared = parts(hostile, "sharedStrings")["xl/sharedStrings.xml"]
    assert "=1+1" in shared
    assert "<f>1+1</f>" not in "".join(parts(hostile, "worksheets/sheet").values())


def test_no_link_leads_out_of_the_workspace(hostile, content):
    for each in (hostile, content):
        targets = re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', "".join(parts(each, r"\.rels$").values()))
        assert all(re.fullmatch(r"\.\./(inbox|templates)/[^:\\]*", target) for target in targets)
    assert "evil" not in "".join(parts(hostile, r"\.rels$").values())


def test_sheet_names_of_units_never_become_part_of_a_link():
    place = Place("'!A1\" onclick", 7, 5)
    findings = {1: (find("progress-unclear", place, project="附1-01", field="形象进度", example=""),)}
    content = render(
        consolidated(catalogue([project()]), month((record(1, "区教委"), entries("附1-01")), findings=findings))
    )
    assert "onclick" not in "".join(
        re.findall(r"<hyperlink [^>]*>", "".join(parts(content, "worksheets/sheet").values()))
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x0bc", "a\ufffdb\ufffdc"),
        ("半个\ud83d", "半个\ufffd"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("_x0041_", "_x0041_"),
        ("😀" * 10, "😀" * 10),
    ],
)
def test_characters_a_workbook_cannot_hold(text, shown):
    june = month((record(1, "区教委"), entries("附1-01", progress=text)))
    book = load(render(consolidated(catalogue([project()]), june)))
    found = book["汇总表"]["E5"].value
    assert found.replace("_x005F_", "_") == shown
    said = "\n".join(str(row[1].value) for row in book["口径"].iter_rows())
    assert ("不能显示的字符" in said) == ("\ufffd" in shown)


@pytest.mark.parametrize("text", ["长" * 40_000, "😀" * 20_000, "长" * 32_767])
def test_a_text_too_long_for_a_cell_is_cut_and_said(text):
    clean, change = plain(text)
    assert len(clean.encode("utf-16-le")) // 2 <= 32_767
    assert bool(change) == clean.endswith("全文见报送文件）")
    june = month((record(1, "区教委"), entries("附1-01", progress=text)))
    assert render(consolidated(catalogue([project()]), june))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_are_left_blank_and_said(number):
    listed = catalogue([project(plan=number)], [indicator()])
    book = load(render(consolidated(listed, month())))
    assert book["汇总表"]["G5"].value is None
    assert "不是有限的数" in "\n".join(str(row[1].value) for row in book["口径"].iter_rows())


def test_weights_come_along_when_the_changes_are_sorted():
    rows = [project(f"附1-{at:02d}", number=str(at), weight=float(at)) for at in range(1, 4)]
    sent = (record(1, "区教委"), *(entries(row.key, current={"总体形象进度": 50}) for row in rows))
    sheet = load(render(consolidated(catalogue(rows), month(sent))))["环比"]
    assert [sheet.cell(row, 10).value for row in (3, 4, 5, 6)] == [None, 1, 2, 3]
    assert sheet.column_dimensions["J"].hidden
    assert sheet.auto_filter.ref == "A3:J6"
    even = [replace(row, weight=1.0) for row in rows]
    assert load(render(consolidated(catalogue(even), month(sent))))["环比"].auto_filter.ref == "A3:I6"


# --- read back before it is given away --------------------------------------------------------------------------


def test_a_workbook_of_another_month_is_not_given_away(content, ordinary):
    reconcile(content, ordinary)
    first = ordinary.indicators[0]
    wrong = replace(first, result=replace(first.result, value=(first.result.value or 0) + 1))
    for other in (
        replace(ordinary, lines=ordinary.lines[:-1]),
        replace(ordinary, indicators=(wrong, *ordinary.indicators[1:])),
        replace(ordinary, problems=ordinary.problems[:-1]),
        replace(ordinary, standings=ordinary.standings[1:]),
    ):
        with pytest.raises(ReconciliationError):
            reconcile(content, other)


# --- the leader's page ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plans", "amounts", "said"),
    [
        ((100.0, 200.0), (50.5, 20.0), "70.50 / 300.00 万元\n2/2 项报了投资"),
        ((100.0, 200.0), (50.0, None), "50 / 300 万元\n1/2 项报了投资"),
        ((100.0, None), (50.0, 30.0), "50 / 100 万元\n1/1 项报了投资\n没有计划的 30 万元不计入"),
    ],
)
def test_the_amounts_on_the_leaders_page_agree_with_each_other_and_with_the_list(plans, amounts, said):
    rows = [project(f"附1-{at:02d}", number=str(at), plan=plan) for at, plan in enumerate(plans, 1)]
    sent = [entries(row.key, investment=amount) for row, amount in zip(rows, amounts, strict=True)]
    sheet = load(render(consolidated(catalogue(rows), month((record(1, "区教委"), *sent)))))["总览"]
    assert sheet["L6"].value == said
    assert sheet.row_dimensions[6].height >= sheet["L6"].font.sz * 1.3 * (said.count("\n") + 1)
    # Shrunk to the width of the paper its letters are still 8 points.
    width = (14 * sheet.column_dimensions["A"].width + sheet.column_dimensions["H"].width) * 8 * 0.75
    assert sheet["L6"].font.sz * min(1, (8.27 - 0.8) * 72 / width) >= 7.9


# --- charts -----------------------------------------------------------------------------------------------------


def test_the_charts_draw_what_stands_in_the_workbook(content, book, ordinary):
    charts = parts(content, r"charts/chart\d+\.xml$")
    assert len(charts) == 3
    titles = ["".join(re.findall(r"<c:title>.*?</c:title>", xml)) for xml in charts.values()]
    assert [next(word for word in ("大类", "逐月", "单位") if word in title) for title in titles] == [
        "大类",
        "逐月",
        "单位",
    ]
    stacked, course, units = charts.values()
    assert 'barDir val="bar"' in stacked
    assert '<c:grouping val="stacked"/>' in stacked
    names = re.findall(r"<c:tx><c:strRef><c:f>'总览'!\$([A-Z]+)\$(\d+)</c:f>", stacked)
    sheet = book["总览"]
    assert [sheet[f"{column}{row}"].value for column, row in names] == [
        "已完成", "超序时", "按序时", "滞后", "严重滞后", "待核定", "未报",
    ]  # fmt: skip
    values = re.findall(r"<c:val><c:numRef><c:f>'总览'!(\$[A-Z]+\$\d+:\$[A-Z]+\$\d+)</c:f>", stacked)
    drawn = [sum(cell[0].value for cell in sheet[area.replace("$", "")]) for area in values]
    assert drawn == list(ordinary.total.evaluations.values())
    assert "<c:lineChart>" in course
    assert "<c:barChart>" in units
    assert "<c:lineChart>" in units
    area = re.search(r"<c:val><c:numRef><c:f>'单位完成情况'!(\$D\$\d+:\$D\$\d+)</c:f>", units)[1].replace("$", "")
    rates = [cell[0].value for cell in book["单位完成情况"][area]]
    own = sum(unit.has_reported for unit in ordinary.units if unit.total.completion is not None)
    assert 0 < own < len(rates)
    for each in (rates[:own], rates[own:]):  # those that have not reported stand behind
        assert each == sorted(each, reverse=True)
    assert len(rates) == sum(unit.total.completion is not None for unit in ordinary.units)


@pytest.mark.parametrize(("units", "size"), [(20, 900), (40, 700)])
def test_the_labels_of_many_units_are_so_small_that_they_do_not_touch(units, size):
    listed, form, months = make(60, units)
    *_, chart = parts(render(consolidated(listed, *months, form=form)), r"charts/chart\d+\.xml$").values()
    labels = re.search(r"<c:dLbls>.*?</c:dLbls>", chart)[0]
    assert f'sz="{size}"' in labels


def test_one_month_alone_has_no_course():
    listed, form, months = make()
    assert len(parts(render(consolidated(listed, *months, form=form)), r"charts/chart\d+\.xml$")) == 2


def test_a_long_list_of_what_needs_a_decision_shows_whole():
    rows = [project(f"附1-{at:02d}", (f"区第{at}责任单位名称很长的单位",), number=str(at)) for at in range(1, 31)]
    sheet = load(render(consolidated(catalogue(rows), month())))["总览"]
    (row,) = (row for row in sheet.iter_rows(min_row=12, max_col=4) if str(row[0].value).startswith("未报"))
    text = row[3].value
    assert text.endswith("等（全部见“报送情况”）")
    lines = len(text) * 11 / (sheet.column_dimensions["A"].width * 8 * 11 * 0.75)  # A to G are equally wide
    assert sheet.row_dimensions[row[0].row].height > lines * 11 * 1.2


LINE = "部分路段征地拆迁尚未完成，管线迁改协调难度大，"


def joint_month(count, length):
    """A list whose projects are reported by three units each, with texts of so many characters."""
    units = ("区教委", "区交通局", "区城管局")
    rows = [project(f"附1-{at:02d}", units, number=str(at), content=(LINE * 99)[:length]) for at in range(1, count + 1)]
    sent = [
        (
            record(at, unit),
            *(entries(row.key, progress=(LINE * 99)[:length], problem=(LINE * 99)[:length]) for row in rows),
        )
        for at, unit in enumerate(units, 1)
    ]
    return consolidated(catalogue(rows), month(*sent))


def test_texts_of_several_units_show_whole_and_can_be_read_on_paper():
    book = load(render(joint_month(12, 300)))
    sheet = book["汇总表"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJKLM"]
    assert sum(widths) * 8 * 0.75 < (16.54 - 0.8) * 72 / 0.64 * 1.05  # shrunk to the paper, 11 points are still 7
    cell = sheet["E5"]
    assert len(cell.value) > 900
    assert 8 <= cell.font.sz < 11  # smaller letters, for no row can be high enough
    per_line = (sheet.column_dimensions["E"].width * 8 - 17) / (cell.font.sz * 96 / 72)
    assert len(cell.value) / per_line * cell.font.sz * 1.3 < sheet.row_dimensions[5].height <= 409
    assert sheet["C5"].font.sz == 11
    assert "显示不全" not in str(list(book["口径"].values))


def test_a_text_that_shows_in_no_way_is_said():
    book = load(render(joint_month(1, 3000)))
    notes = str(list(book["口径"].values))
    assert "“汇总表”E5：文字太长，一格显示不全；点中这一格，在编辑栏里看全文。" in notes
    assert book["汇总表"]["E5"].value.count(LINE) > 290


def test_long_texts_leave_little_of_the_paper_blank():
    listed, form, months = make(200, 40, months=1, text=6)
    listed = replace(listed, projects=tuple(replace(row, content=(row.content * 9)[:300]) for row in listed.projects))
    sheet = load(render(consolidated(listed, *months, form=form)))["汇总表"]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    wide = sum(
        (each.max - each.min + 1) * each.width * 8 * 0.75
        for each in sheet.column_dimensions.values()
        if not each.hidden
    )
    room = breaks.room(((16.54 - 0.8) * 72, (11.69 - 1.1) * 72), wide, sum(heights[:4]))
    assert sum(heights[4:]) > 0.87 * room * (len(sheet.row_breaks.brk) + 1)


def test_the_verdict_stands_within_a_small_window(content, book):
    for name in ("汇总表", "指标明细", "报送情况", "环比"):
        sheet = book[name]
        letters = "ABCDEFGHIJK" if name == "汇总表" else [cell.column_letter for cell in sheet[3] if cell.value]
        widths = {}
        for each in sheet.column_dimensions.values():
            widths |= dict.fromkeys(range(each.min, each.max + 1), each.width)
        shown = sum(widths[at] * 8 for at in range(1, len(letters) + 1)) * (sheet.sheet_view.zoomScale or 100) / 100
        assert shown <= 1366 - 50, name  # without row numbers and scroll bar


def test_a_link_stands_on_one_line():
    unit = "两江新区水土高新技术产业园管理委员会"
    sheet = load(render(consolidated(catalogue([project(units=(unit,))]), month((record(1, unit), entries("附1-01"))))))
    for name in ("单位完成情况", "报送情况"):
        cells = [cell for row in sheet[name].iter_rows(min_row=4) for cell in row if cell.hyperlink]
        assert cells
        for cell in cells:
            ems = sum(1 if char > "\u2e80" else 0.5 for char in cell.value)
            assert sheet[name].column_dimensions[cell.column_letter].width * 8 > ems * 11 * 96 / 72, cell.value


def test_a_link_to_several_cells_names_the_first_and_the_files_name_the_others():
    """LibreOffice joins the lines of a linked text, where they were cut off."""
    units = ("区教委", "区交通局")
    row = project(units=units, joint=Joint.SUM)
    sent = [
        (record(at, unit), entries(row.key, current={"建设里程": 40.0}, row=6 + at)) for at, unit in enumerate(units, 1)
    ]
    book = load(render(consolidated(catalogue([row], [indicator()]), month(*sent))), data_only=True)
    (line,) = table(book, "指标明细")
    assert line["累计完成"] == 80
    assert line["单元格"] == "量化指标!G7 等2格"
    assert re.sub(r"_[-_0-9a-f]+", "", line["报送文件"]) == "区教委.xlsx（量化指标!G7）\n区交通局.xlsx（量化指标!G8）"
    assert not any("\n" in str(cell.value) for sheet in book for row in sheet for cell in row if cell.hyperlink)


def test_the_heading_of_december_stands_on_one_line():
    december = Period(2020, 12)
    sheet = load(render(consolidated(catalogue([project()]), month(period=december))))["汇总表"]
    assert sheet["F4"].value == "1-12月完成投资"  # five characters and four half ones
    assert sheet.column_dimensions["F"].width * 8 > 7 * 11 * 96 / 72 + 5


def test_no_page_for_a_few_rows_only():
    def pages_high(problems):
        rows = [project(f"附1-{at:02d}", number=str(at)) for at in range(1, problems + 1)]
        sent = (record(1, "区教委"), *(entries(row.key, problem="征地未完成") for row in rows))
        return load(render(consolidated(catalogue(rows), month(sent))))["存在问题"].page_setup.fitToHeight

    found = [pages_high(count) for count in (12, 21, 30)]
    assert found == [0, None, 0]  # they fit on a page; nearly do (None says 1); fill much of a second one


def test_a_finished_project_is_none_of_the_worst():
    rows = [project(f"附1-{at:02d}", number=str(at)) for at in range(1, 5)]
    done = {row.key: entries(row.key, current={"总体形象进度": 100}) for row in rows}
    sheet = load(render(consolidated(catalogue(rows), month((record(1, "区教委"), *done.values())))))["总览"]
    said = [cell.value for row in sheet.iter_rows(max_col=15) for cell in row if cell.value]
    assert "完成率最高的项目" in said
    assert "完成率最低的项目" not in said


def shown(content):
    """What the cells of 总览 say."""
    return [str(cell.value) for row in load(content)["总览"].iter_rows(max_col=15) for cell in row if cell.value]


def test_units_that_have_to_be_called_are_all_named_where_the_page_holds_them():
    units = [f"区第{at}单位" for at in range(1, 26)]
    rows = [project(f"附1-{at:02d}", (unit,), number=str(at)) for at, unit in enumerate(units, 1)]
    assert "、".join(units) in shown(render(consolidated(catalogue(rows), month())))


def test_a_list_that_leaves_out_some_of_the_same_rate_says_so():
    rows = [project(f"附1-{at:02d}", number=str(at)) for at in range(1, 13)]
    told = [entries(row.key, current={"总体形象进度": 100 if at < 8 else 40}) for at, row in enumerate(rows)]
    said = shown(render(consolidated(catalogue(rows), month((record(1, "区教委"), *told)))))
    assert "完成率最高的项目（100% 的共8项，列出5项）" in said
    assert "完成率最低的项目" in said


def silent_lead():
    """The first unit, whose project is the best, has not reported: its supporter has."""
    rows = [
        project("附1-01", ("甲", "乙")),
        project("附1-02", ("乙",), number="2"),
        project("附1-03", ("丙",), number="3"),
    ]
    told = (
        (record(1, "乙"), *(entries(f"附1-0{at}", current={"总体形象进度": 90 - at}, investment=7.0) for at in (1, 2))),
        (record(2, "丙"), entries("附1-03", current={"总体形象进度": 10})),
    )
    return consolidated(catalogue(rows), month(*told))


def test_a_unit_that_has_not_reported_heads_no_list():
    found = silent_lead()
    assert [unit.unit for unit in found.units] == ["乙", "丙", "甲"]
    content = render(found)
    said = shown(content)
    assert said.index("项目附1-02（乙）") < said.index("项目附1-01（甲，未报）")
    *_, chart = parts(content, r"charts/chart\d+\.xml$").values()
    assert re.findall(r'<c:dPt><c:idx val="(\d+)"/>', chart) == ["2"]


def test_what_others_reported_does_not_look_like_the_units_own():
    sheet = load(render(silent_lead()))["单位完成情况"]
    looks = {row[0].value: row[4].number_format for row in sheet.iter_rows(min_row=4, max_row=6)}
    assert {unit: "他家报" in look for unit, look in looks.items()} == {"乙": False, "丙": False, "甲": True}
    assert sheet["E6"].value == 7


def test_of_very_many_units_those_that_have_reported_are_drawn():
    units = [f"区第{at}单位" for at in range(60)]
    rows = [project(f"附1-{at:02d}", (unit, "区教委"), number=str(at)) for at, unit in enumerate(units)]
    own = [
        (record(at + 2, unit), entries(f"附1-{at:02d}", current={"总体形象进度": at}))
        for at, unit in enumerate(units[:45])
    ]
    rest = (record(1, "区教委"), *(entries(row.key, current={"总体形象进度": 99}) for row in rows))
    content = render(consolidated(catalogue(rows), month(rest, *own)))
    *_, chart = parts(content, r"charts/chart\d+\.xml$").values()
    area = re.search(r"<c:val><c:numRef><c:f>'单位完成情况'!(\$D\$\d+:\$D\$\d+)</c:f>", chart)[1].replace("$", "")
    drawn = [cell[0].value for cell in load(content, data_only=True)["单位完成情况"][area]]
    assert len(drawn) == 30
    assert drawn[-1] == 0  # the lowest of those that have reported
    assert "最低的30家" in chart


def doubted(code, value, **facts):
    """A project whose lead reported a figure that can hardly be true."""
    rows = [project("附1-01", plan=6800.0), project("附1-02", number="2")]
    told = (
        entries("附1-01", investment=value, current={"建设里程": value}),
        entries("附1-02", current={"建设里程": 5.0}),
    )
    place = Place(PROJECT_SHEET, 7, 6)
    finding = find(code, place, project="附1-01", indicator="建设里程", value=str(value), **facts)
    june = month((record(1, "区教委"), *told), findings={1: (finding,)})
    return shown(render(consolidated(catalogue(rows, [indicator("附1-01"), indicator("附1-02")]), june)))


ABOVE_TARGET = {"target": "100", "unit": "公里", "times": "?", "example": "100"}


def test_the_leaders_page_says_which_rate_rests_on_what_can_hardly_be_true():
    said = doubted("maybe-yuan", 56_000_000.0, reason="", counted="", example="")
    assert "数字存疑 1项" in said
    (line,) = [text for text in said if text.startswith("影响投资完成率的：")]
    assert "项目附1-01（累计投资 56,000,000 万元，是年度计划的 8235 倍）" in line
    assert any(
        text.startswith("56,000,000 / 6,800 万元") and text.endswith("\n其中 1 项的数存疑，见下") for text in said
    )


@pytest.mark.parametrize(("value", "told"), [(1000.0, True), (999.0, False)])
def test_only_what_is_far_above_the_target_can_hardly_be_true(value, told):
    said = doubted("above-target", value, **ABOVE_TARGET)
    assert (
        any(text.startswith("影响平均完成率的：项目附1-01（建设里程累计 1000公里，年度目标 100公里）") for text in said)
        == told
    )


def test_an_investment_of_next_to_nothing_is_told_as_a_share():
    said = doubted("maybe-hundred-millions", 0.68, reason="", slip="", counted="", example="")
    assert any("（累计投资 0.68 万元，只有年度计划的 0.01%）" in text for text in said)


def several_doubted(values):
    """What 总览 says of a month whose projects have reached so many kilometres of 100, all of them doubted."""
    rows = [project(f"附1-{at:02d}", number=str(at)) for at in range(1, len(values) + 1)]
    roads = [indicator(row.key) for row in rows]
    told = [entries(row.key, current={"建设里程": value}) for row, value in zip(rows, values, strict=True)]
    findings = tuple(
        find(
            "above-target", Place(PROJECT_SHEET, 7, 6), project=row.key, indicator="建设里程", value="", **ABOVE_TARGET
        )
        for row in rows
    )
    june = month((record(1, "区教委"), *told), findings={1: findings})
    return shown(render(consolidated(catalogue(rows, roads), june)))


def test_the_doubted_figure_that_is_farthest_off_comes_first():
    (line,) = [text for text in several_doubted((1000.0, 8000.0)) if text.startswith("影响平均完成率的：")]
    assert line.index("项目附1-02（") < line.index("项目附1-01（")


def test_what_can_hardly_be_true_does_not_head_the_best():
    said = several_doubted((8000.0, 60.0, 50.0, 40.0))
    ranked = [text for text in said[said.index("完成率最高的项目") :] if text.startswith("项目附1-")]
    assert ranked[0] == "项目附1-02（区教委）"
    assert "项目附1-01（区教委，数存疑）" in ranked


def test_a_doubted_figure_that_does_not_count_affects_no_rate():
    """It is a supporter's: the lead's figures count."""
    rows = [project("附1-01", ("甲", "乙"), plan=100.0)]
    finding = find("maybe-yuan", Place(PROJECT_SHEET, 7, 6), project="附1-01", reason="", counted="", example="")
    june = month(
        (record(1, "甲"), entries("附1-01", investment=50.0)),
        (record(2, "乙"), entries("附1-01", investment=500_000.0)),
        findings={2: (finding,)},
    )
    assert not any(text.startswith("数字存疑") for text in shown(render(consolidated(catalogue(rows), june))))


def test_a_finding_has_its_kinds_name_and_its_project_leads_to_its_row():
    june = month(
        (record(1, "区教委"), entries("附1-01")),
        findings={1: (find("progress-unclear", project="附1-01", field="形象进度", example="…"),)},
    )
    sheet = load(render(consolidated(catalogue([project()]), june)))["校验意见"]
    assert (sheet["B4"].value, sheet["B4"].hyperlink) == ("progress-unclear", None)
    assert sheet["H4"].value.startswith("【看不出完成情况】")
    assert sheet["G4"].hyperlink.location == "'汇总表'!A5"


def test_a_wide_table_is_shrunk_as_far_as_needed_to_spare_a_page():
    """Its letters are small already: 18 percent less could not be read, 5 percent can."""

    def pages_high(units):
        names = [f"两江新区水土高新技术产业园第{at}责任单位" for at in range(units)]
        rows = [project(f"附1-{at:02d}", (name,), number=str(at)) for at, name in enumerate(names)]
        sent = [(record(at + 1, name), entries(f"附1-{at:02d}")) for at, name in enumerate(names)]
        return load(render(consolidated(catalogue(rows), month(*sent))))["报送情况"].page_setup.fitToHeight

    assert [pages_high(count) for count in (28, 30, 38)] == [0, 2, 0]


def test_a_file_name_has_room_for_the_words_that_are_not_broken():
    # Two lines would hold its characters, but 100000_0000000a.xlsx moves to a line of its own.
    name = "两江新区水土高新技术产业园_20200624-100000_76bbc7c0.xlsx"
    assert line_height.lines(name, 234, 11) == 3
    assert line_height.lines("区教委_20200624-100000_76bbc7c0.xlsx", 234, 11) == 2
    assert line_height.lines("late", 234, 11) == 1


def test_a_group_of_no_weight_does_not_say_what_its_empty_rate_rests_on():
    weightless = Total(projects=1, determined=1, completion=None)
    assert counted(weightless) == "权重为0，不计完成率"
    assert counted(Total(projects=1, determined=0)) == "完成率按 0/1 项计"


def test_a_heading_says_which_of_its_investment_is_not_in_its_rate():
    some = Total(projects=2, determined=2, completion=5.0, planned=1, known=1, investment=30.0, invested=20.0)
    assert counted(some) == "完成率按 2/2 项计，1/1 项报了投资，没有计划的 10.00 万元不计入"
    assert counted(replace(some, investment=20.0)) == "完成率按 2/2 项计，1/1 项报了投资"
