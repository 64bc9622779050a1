"""项目库.xlsx ↔ Catalogue: nothing lost on the way, every unusable cell named."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from shishi_xl import examples
from shishi_xl.core import notice
from shishi_xl.core.model import OVERALL, Catalogue, Decision, Direction, Doubt, Indicator, Joint, Project, Unit
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings
from shishi_xl.excel import catalogue as workbook
from shishi_xl.word import notice as notice_file
from tests.excel import libreoffice

SHEETS = {
    "项目": "项目编号 附件 大类 小类 序号 项目名称 项目内容 责任单位 备注 年度计划投资 权重 汇总方式",
    "指标": "项目编号 项目名称 指标 年度目标 计量单位 权重 原文",
    "责任单位": "单位 类型 全称 别名 成员 联系人 电话 邮箱",
    "人工核定": "期间 项目编号 完成率 依据 核定人",
    "设置": "键 值 说明",
    "疑点": "项目编号 疑点 原文 建议",
}


@pytest.fixture(scope="module")
def catalogue():
    name, data = examples.notice()
    return notice.read(notice_file.read(data, name)).catalogue


@pytest.fixture(scope="module")
def written(catalogue):
    return workbook.write(catalogue)


def test_sheets_and_headings_are_those_of_the_design(written):
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert {sheet.title: " ".join(cell.value for cell in sheet[1]) for sheet in book} == SHEETS


def test_what_is_written_reads_back_the_same(catalogue, written):
    back = workbook.read(written)
    assert back.projects == catalogue.projects
    assert back.indicators == catalogue.indicators
    assert back.units == catalogue.units
    assert back.doubts == catalogue.doubts
    assert {key: back.settings.text(key) for key in catalogue.settings.values} == catalogue.settings.values


def test_no_number_format_ends_in_a_bare_point(written):
    """A format of optional decimals, as 0.##, shows a whole number as "2,400."."""
    book = openpyxl.load_workbook(io.BytesIO(written))
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}
    assert formats == {"General", "@", "#,##0.00", "0.00%"}


def test_the_file_says_what_it_is_and_not_when_it_was_written(catalogue, written):
    said = openpyxl.load_workbook(io.BytesIO(written)).properties
    assert (said.title, said.creator) == ("北碚区2020年重点民生实事项目库", "区发展改革委")
    again = openpyxl.load_workbook(io.BytesIO(workbook.write(catalogue, written))).properties
    assert (again.title, again.created, again.modified) == (said.title, said.created, said.modified)
    assert workbook.write(catalogue) == written
    assert (
        openpyxl.load_workbook(io.BytesIO(workbook.write(Catalogue((), (), ())))).properties.title
        == "重点民生实事项目库"
    )


def test_an_empty_catalogue_can_be_written_and_read():
    back = workbook.read(workbook.write(Catalogue((), (), ())))
    assert (back.projects, back.indicators, back.units) == ((), (), ())
    assert back.settings.text("截止日") == "25"


def changed(written, changes, title=None):
    """Return the workbook with cells typed over: (sheet, cell) -> value."""
    book = openpyxl.load_workbook(io.BytesIO(written))
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    for old, new in (title or {}).items():
        book[old].title = new
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


BAD_CELLS = [
    ("项目", "A3", "附1-01", "出现了 2 次"),
    ("项目", "A3", None, "”没有项目编号，请填"),
    ("项目", "A3", datetime(2024, 2, 24), "改成了日期"),
    ("项目", "F3", None, "没有项目名称"),
    ("项目", "J3", "很多", "“年度计划投资”应是一个数，现在是“很多”，例如 1200"),
    ("项目", "J3", -5, "不能是负数"),
    ("项目", "J3", "=1+1", "这一格是公式“=1+1”"),
    ("项目", "J3", "#REF!", "公式错误“#REF!”"),
    ("项目", "K3", -1, "“权重”不能是负数，现在是“-1”，例如 1；不计入平均的填 0"),
    ("项目", "K3", True, "“权重”应是一个数"),
    ("项目", "L3", "看情况", "“汇总方式”只能是 牵头为准、合计、平均"),
    ("指标", "A3", "附9-99", "没有项目编号“附9-99”，这个项目的编号是“附1-01”，请改成 附1-01"),
    ("指标", "C3", None, "没有名称"),
    ("指标", "D3", "若干", "“年度目标”应是一个数"),
    ("指标", "D3", 0, "“年度目标”应是大于0的数"),
    ("指标", "D3", None, "“年度目标”应是大于0的数"),
    ("责任单位", "A3", None, "没有写单位名称"),
    ("责任单位", "A3", "区教委", "出现了 2 次"),
    ("责任单位", "B3", "科室", "“类型”只能是 单位 或 集合"),
    ("责任单位", "D3", "区教育委员会", "都可以叫“区教育委员会”"),
    ("责任单位", "E3", "甲、乙", "填了成员"),
    ("责任单位", "E11", "各街道", "也是集合"),
    ("设置", "B5", "月底", "截止日应是1到31"),
    ("设置", "B5", 45, "截止日应是1到31"),
    ("设置", "B5", 2.5, "截止日应是1到31"),
    ("设置", "B9", -5, "“超序时”不能是负数"),
    ("设置", "B3", "去年", "“年度”应是四位数的年份"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "said"), BAD_CELLS)
def test_an_unusable_cell_is_named_with_what_was_found_and_an_example(written, sheet, cell, value, said):
    with pytest.raises(workbook.CatalogueError) as refused:
        workbook.read(changed(written, {(sheet, cell): value}))
    (sentence,) = [one for one in refused.value.sentences if said in one]
    assert f"工作表“{sheet}”" in sentence
    between = "都可以叫" in said or "也是集合" in said or "填了成员" in said  # the fault is not one cell's alone
    assert cell in sentence or between
    assert sentence.endswith("。")


def test_what_a_struck_out_project_leaves_behind_is_to_be_struck_out_too(written):
    """Never told to write another project's number: that one would take over a target that is not its own."""
    gone = {("项目", f"{column}2"): None for column in "ABCDEFGHIJKL"}
    decided = {("人工核定", "A2"): "2020-06", ("人工核定", "B2"): "附1-01", ("人工核定", "C2"): 0.5}
    with pytest.raises(workbook.CatalogueError) as refused:
        workbook.read(changed(written, gone | decided))
    for cell in ("工作表“指标”A2", "工作表“人工核定”B2"):
        (sentence,) = [one for one in refused.value.sentences if one.startswith(f"{cell}：")]
        assert "没有项目编号“附1-01”。项目已经取消的，请把这一行也整行删去" in sentence
        assert "附1-02" not in sentence


def test_every_unusable_cell_is_named_at_once(written):
    bad = {
        ("项目", "K3"): "重",
        ("项目", "L3"): "随便",
        ("项目", "J4"): "多",
        ("指标", "D2"): "多",
        ("责任单位", "B3"): "科室",
    }
    with pytest.raises(workbook.CatalogueError) as refused:
        workbook.read(changed(written, bad))
    assert [sentence.split("：")[0] for sentence in refused.value.sentences] == [
        "工作表“项目”K3",
        "工作表“项目”L3",
        "工作表“项目”J4",
        "工作表“指标”D2",
        "工作表“责任单位”B3",
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({("人工核定", "A2"): "六月", ("人工核定", "B2"): "附1-01", ("人工核定", "C2"): 0.5}, "“期间”应是月份，现在是“六月”，例如 2020-06"),
        ({("人工核定", "A2"): "2021-06", ("人工核定", "B2"): "附1-01", ("人工核定", "C2"): 0.5}, "不在2020年，核定不起作用"),
        ({("人工核定", "A2"): "2020-06", ("人工核定", "B2"): "附9-9", ("人工核定", "C2"): 0.5}, "没有项目编号“附9-9”"),
        ({("人工核定", "A2"): "2020-06", ("人工核定", "B2"): "附1-01", ("人工核定", "C2"): 120}, "应在0%到100%之间"),
        ({("人工核定", "A2"): "2020-06", ("人工核定", "B2"): "附1-01", ("人工核定", "D2"): "问过"}, "应在0%到100%之间"),
    ],
)  # fmt: skip
def test_an_unusable_decision_is_named(written, cells, said):
    with pytest.raises(workbook.CatalogueError, match="工作表“人工核定”") as refused:
        workbook.read(changed(written, cells))
    assert said in str(refused.value)


def test_a_setting_written_twice_is_refused_with_both_cells(written):
    with pytest.raises(workbook.CatalogueError, match="又写了一次“超序时”"):
        workbook.read(changed(written, {("设置", "A30"): "超序时", ("设置", "B30"): 9}))


@pytest.mark.parametrize(
    ("typed", "completion"),
    [(0.8, 80), ("80%", 80), (80, 80), ("80", 80), (1, 100), ("0.8", 80), (0, 0), ("33.3%", 33.3)],
)
@pytest.mark.parametrize("when", ["2020-06", "2020年6月", "2020/6", datetime(2020, 6, 1)])
def test_decisions_are_understood_as_people_type_them(written, typed, completion, when):
    cells = {
        ("人工核定", "A2"): when,
        ("人工核定", "B2"): "附1-01",
        ("人工核定", "C2"): typed,
        ("人工核定", "D2"): "电话",
    }
    (decision,) = workbook.read(changed(written, cells)).decisions
    assert (str(decision.period), decision.completion, decision.cell) == ("2020-06", completion, "C2")


@pytest.mark.parametrize(
    ("typed", "plan"),
    [(1200, 1200), ("1,200.5", 1200.5), ("1，200万元", 1200), ("0.12亿元", 1200), ("12000000元", 1200), ("/", None), ("无", None), (" ", None)],
)  # fmt: skip
def test_plans_are_understood_as_people_type_them(written, typed, plan):
    assert workbook.read(changed(written, {("项目", "J2"): typed})).projects[0].plan == plan


@pytest.mark.parametrize(
    ("typed", "source", "target", "direction"),
    [
        ("≤4.3", "", 4.3, Direction.AT_MOST),
        ("4.3以内", "", 4.3, Direction.AT_MOST),
        ("不超过4.3", "", 4.3, Direction.AT_MOST),
        (4.3, "失业率低于4.3%", 4.3, Direction.AT_MOST),
        ("≥4.3", "失业率低于4.3%", 4.3, Direction.AT_LEAST),
        ("70%", "", 70, Direction.AT_LEAST),
        ("1,850", "", 1850, Direction.AT_LEAST),
    ],
)
def test_targets_and_their_direction_are_understood(written, typed, source, target, direction):
    cells = {("指标", "D2"): typed, ("指标", "G2"): source, ("指标", "C2"): "某率"}
    (first, *_) = workbook.read(changed(written, cells)).indicators
    assert (first.target, first.direction) == (target, direction)


def test_a_target_in_a_percent_cell_is_a_percent(written):
    book = openpyxl.load_workbook(io.BytesIO(written))
    book["指标"]["D2"] = 0.7
    book["指标"]["D2"].number_format = "0%"
    stream = io.BytesIO()
    book.save(stream)
    assert workbook.read(stream.getvalue()).indicators[0].target == 70


def test_columns_are_found_by_heading_wherever_they_stand(catalogue, written):
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheet = book["责任单位"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "丙区责任单位名册"
    sheet.insert_cols(1)
    sheet["A3"] = "排序"
    book["项目"].title = " 项目 "
    stream = io.BytesIO()
    book.save(stream)
    back = workbook.read(stream.getvalue())
    assert back.units == catalogue.units
    assert back.projects == catalogue.projects


def test_rows_the_office_blanked_are_gone_and_a_project_is_never_left_mute(catalogue, written):
    cells = {("指标", f"{column}{row}"): None for column in "CD" for row in (2, 3)}
    back = workbook.read(changed(written, cells))
    assert len(back.indicators) == len(catalogue.indicators) - 2
    assert [one.name for one in back.indicators_by_project["附1-01"]] == [OVERALL]


def test_units_named_by_an_alias_or_not_listed_at_all_are_still_units(written):
    back = workbook.read(changed(written, {("项目", "H2"): "区教育委员会、新来的公司"}))
    assert back.projects[0].units == ("区教委", "新来的公司")
    assert "新来的公司" in back.unit_by_name


@pytest.mark.parametrize(
    ("sheet", "said"),
    [(sheet, f"缺少工作表“{sheet}”") for sheet in ("项目", "指标", "责任单位", "人工核定", "设置")],
)
def test_a_missing_sheet_is_said_and_nothing_else(written, sheet, said):
    """Without 人工核定 every decision would be gone in silence, without 设置 every threshold."""
    with pytest.raises(workbook.CatalogueError, match=said) as refused:
        workbook.read(changed(written, {}, {sheet: "别的"}))
    assert len(refused.value.sentences) == 1


def test_a_weight_of_nothing_takes_a_project_or_an_indicator_out_of_the_means(written):
    back = workbook.read(changed(written, {("项目", "K3"): 0, ("指标", "F3"): "0"}))
    assert (back.projects[1].weight, back.indicators[1].weight) == (0, 0)


def test_a_missing_heading_is_said(written):
    with pytest.raises(workbook.CatalogueError, match="工作表“项目”的表头里找不到“责任单位”"):
        workbook.read(changed(written, {("项目", "H1"): "谁"}))


@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_said(data):
    with pytest.raises(workbook.CatalogueError, match="打不开"):
        workbook.read(data)


def test_only_what_the_tool_owns_is_locked(written):
    book = openpyxl.load_workbook(io.BytesIO(written))
    for sheet in book:
        assert not sheet.protection.password
        for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None):
            owned = sheet.protection.sheet and sheet.cell(1, cell.column).value in {"项目编号", "键", "说明"}
            assert cell.protection.locked is bool(owned), cell.coordinate
    assert [sheet.title for sheet in book if sheet.protection.sheet] == ["项目", "设置"]
    assert not book["项目"].protection.insertRows  # False: allowed
    assert book["项目"]["A60"].protection.locked is False or not book["项目"].column_dimensions["A"].protection.locked


def test_headings_have_notes_and_choices_have_drop_downs(written):
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert all(cell.comment and cell.comment.text for sheet in book for cell in sheet[1])
    lists = {
        (sheet.title, rule.formula1)
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert ("项目", '"牵头为准,合计,平均"') in lists
    assert ("责任单位", '"单位,集合"') in lists
    assert {("指标", "项目!$F$2:$F$500"), ("人工核定", "项目!$A$2:$A$500")} <= lists


def test_text_that_begins_like_a_formula_stays_text(catalogue):
    first, *others = catalogue.projects
    hostile = replace(first, name="=HYPERLINK(1)", note="+1", content="@x\x07y")
    data = workbook.write(replace(catalogue, projects=(hostile, *others)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    back = workbook.read(data).projects[0]
    assert (back.name, back.note, back.content) == ("=HYPERLINK(1)", "+1", "@xy")


NAMES = st.text("甲乙丙丁戊公路桥（）“”%-", min_size=1, max_size=12).map(lambda text: f"名{text}末")
NUMBERS = st.floats(0.01, 1e7, allow_nan=False).map(lambda value: float(f"{value:.6g}"))


@st.composite
def catalogues(draw):
    units = draw(st.lists(st.text("子丑寅卯辰巳", min_size=2, max_size=5), min_size=1, max_size=4, unique=True))
    count = draw(st.integers(1, 4))
    projects = tuple(
        Project(
            f"附1-{at:02d}",
            "附件1",
            draw(st.sampled_from(["", "一、甲类"])),
            "",
            str(at),
            draw(NAMES),
            draw(st.text("修建公路3公里。\n“”", max_size=40)).strip(),
            tuple(draw(st.lists(st.sampled_from(units), min_size=1, max_size=3, unique=True))),
            plan=draw(st.none() | NUMBERS),
            weight=draw(NUMBERS),
            joint=draw(st.sampled_from(list(Joint))),
        )
        for at in range(1, count + 1)
    )
    indicators = tuple(
        Indicator(
            project.key,
            draw(NAMES),
            draw(NUMBERS),
            draw(st.sampled_from(["公里", "座", "%", ""])),
            draw(st.sampled_from(list(Direction))),
            draw(NUMBERS),
            draw(st.sampled_from(["", "控制在3以内", "修建公路3公里"])),
        )
        for project in projects
    )
    decisions = (
        Decision(
            Period(2020, draw(st.integers(1, 12))), "附1-01", draw(st.integers(0, 1000)) / 10, "电话", "李四", "C2"
        ),
    )
    return Catalogue(projects, indicators, tuple(map(Unit, units)), decisions, Settings({"截止日": "20"}))


@settings(max_examples=15, deadline=None)
@given(catalogues())
def test_any_catalogue_comes_back_as_it_was(given_catalogue):
    back = workbook.read(workbook.write(given_catalogue))
    assert back.projects == given_catalogue.projects
    assert back.indicators == given_catalogue.indicators
    assert back.units == given_catalogue.units
    assert back.decisions == given_catalogue.decisions
    again = workbook.write(back, workbook.write(given_catalogue))
    assert workbook.read(again).projects == back.projects


@libreoffice.needed
def test_it_prints_on_a4_across_and_shows_no_clipped_number(written, tmp_path):
    pages = libreoffice.pages(written, tmp_path)
    assert all(round(wide) == 842 and round(high) == 595 for wide, high in pages.sizes)
    assert "###" not in pages.text
    for words in ("项目编号", "牵头为准", "重庆市北碚区教育委员会", "截止日", "总体形象进度"):
        assert words in pages.text


def test_notes_and_colours_of_the_office_stay_with_their_rows(catalogue, written):
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheet = book["项目"]
    cells = [next(cell for cell in sheet["F"] if cell.value == catalogue.projects[place].name) for place in (2, 4)]
    for cell in cells:
        cell.comment = Comment("区领导包案", "王主任")
        cell.fill = PatternFill("solid", fgColor="00B0F0")
    stream = io.BytesIO()
    book.save(stream)
    fewer = replace(catalogue, projects=catalogue.projects[1:], indicators=catalogue.indicators[2:], doubts=())
    after = openpyxl.load_workbook(io.BytesIO(workbook.write(fewer, stream.getvalue())))["项目"]
    marked = {cell.value: cell.comment.text for cell in after["F"][1:] if cell.comment is not None}
    assert marked == {catalogue.projects[place].name: "区领导包案" for place in (2, 4)}
    coloured = {cell.value for cell in after["F"][1:] if cell.fill.fgColor.rgb == "0000B0F0"}
    assert coloured == set(marked)
    assert after["F1"].comment.text == sheet["F1"].comment.text


def test_a_note_beside_a_doubt_stays_as_long_as_it_is(catalogue):
    doubtful = catalogue.projects[1].key
    asked = replace(catalogue, doubts=(Doubt(doubtful, "标题写的是100公里", "原文", "请核实"),))
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(asked)))
    cell = next(cell for cell in book["项目"]["A"] if cell.value == doubtful)
    doubt = cell.comment.text
    cell.comment = Comment("已问主管单位", "王主任")
    stream = io.BytesIO()
    book.save(stream)
    data = stream.getvalue()
    for _ in range(3):
        data = workbook.write(asked, data)
    said = next(
        cell.comment.text for cell in openpyxl.load_workbook(io.BytesIO(data))["项目"]["A"] if cell.value == doubtful
    )
    assert said.startswith("已问主管单位")
    assert said.count(doubt) == said.count("已问主管单位") == 1


def test_members_that_are_still_missing_are_coloured_until_they_are_there(catalogue, written):
    def coloured(data):
        sheet = openpyxl.load_workbook(io.BytesIO(data))["责任单位"]
        return {row[0].value for row in sheet.iter_rows(min_row=2) if row[4].fill.fgColor.rgb == "00FDE3C8"}

    assert coloured(written) == set(catalogue.empty_collectives) == {"相关街镇", "相关园城公司"}
    row = next(at for at, unit in enumerate(catalogue.units, 2) if unit.name == "相关街镇")
    typed = changed(written, {("责任单位", f"E{row}"): "朝阳街道"})
    assert coloured(workbook.write(workbook.read(typed), typed)) == {"相关园城公司"}
