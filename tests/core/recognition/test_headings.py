"""Headings as units rewrite them: what still means the column is read, what does not is said truly and where it stands."""

import pytest

from shishi_xl.core import checks
from shishi_xl.core.form import FieldName
from shishi_xl.core.recognition import months, recognise
from shishi_xl.core.submission import SHARED
from tests.sheets import CATALOGUE, FORM, KEY, change, codes, edit, issued, values, without

PROJECTS, INDICATORS = "推进情况表", "量化指标"
UNIT = "区教委"


def read(book):
    return recognise(book, FORM, CATALOGUE, KEY)


def said(book):
    return [one for one in codes(read(book).findings) if one[0] != "identity-from-page"]


def without_merges(book):
    return edit(book, PROJECTS, lambda rows: rows, merges=())


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("l-6月形象进度", 6),
        ("I-6月", 6),
        ("1一6月完成投资", 6),
        ("1.6月完成投资", 6),
        ("1-6完成投资", 6),
        ("2020年1-6形象进度", 6),
        ("至6月底形象进度", 6),
        ("前6个月", 6),
        ("2020年1月—2020年6月", 6),
        ("2020.1-2020.6完成投资", 6),
        ("2020年1月1日至6月30日", 6),
        ("元月至6月完成投资", 6),
        ("元-6月", 6),
    ],
)
def test_a_span_from_january_on_in_any_spelling(text, month):
    found = months.in_text(text)
    assert (found.month, found.span or "至6月底" in text) == (month, True)
    assert months.without(text) == text[-4:] * text.endswith(("形象进度", "完成投资"))


@pytest.mark.parametrize("text", ["1-6号楼改造", "11.6月", "2020.16月", "一.三月份"])
def test_what_is_no_span_from_january(text):
    assert not months.in_text(text).span


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("E5", "1-6月形象进度（请写明工程量、完成比例）"),
        ("E5", "1-6月工程形象进度及完成工程量情况"),
        ("E5", "1-6月进展及形象进度"),
        ("E5", "至6月底形象进度"),
        ("E5", "l-6月形象进度"),
        ("F5", "元月至6月完成投资"),
        ("F5", "元-6月完成投资（万元）"),
        ("F5", "1-6完成投资"),
        ("F5", "1-6月完成"),
        ("F5", "1-6月完成金额"),
        ("F5", "1-6月投资进度"),
        ("F5", "今年完成投资额"),
        ("F5", "累计至本月"),
        ("F5", "本月累计"),
        ("F5", "截至本月累计完成投资（万元）"),
        ("E5", "最新进展"),
        ("E5", "1-6月实际形象进度"),
        ("E5", "目前落实进展情况"),
        ("E5", "任务完成情况"),
        ("E5", "1-6月完成情况"),
        ("E5", "本月累计进度"),
        ("D5", "（牵头）"),
        ("G5", "（没有填无）"),
        ("G4", "主要存在问题"),
        ("G4", "存在问题及整改措施"),
        ("G4", "存在问题及需区里协调事项"),
        ("G4", "制约因素"),
    ],
)
def test_a_heading_that_still_means_its_column(place, heading, signed):
    book = change(without_merges(issued(UNIT, signed=signed)), f"{PROJECTS}!{place}", heading)
    assert said(book) == []
    assert values(read(book)) == values(read(issued(UNIT)))


@pytest.mark.parametrize(
    "heading",
    [
        "1-6月完成数",
        "完成数",
        "累计完成情况",
        "累计完成数量",
        "1-6月实际完成",
        "累计值",
        "本月累计",
        "当月累计完成",
        "1-6月完成",
        "上半年完成",
        "1-6月",
        "本期",
    ],
)
def test_other_words_for_the_cumulative_figure(heading):
    book = change(issued(UNIT), f"{INDICATORS}!G4", heading)
    assert said(book) == []
    assert values(read(book)) == values(read(issued(UNIT)))


@pytest.mark.parametrize(
    ("sheet", "place", "heading"),
    [
        (PROJECTS, "F5", "1-6月完成投资（%）"),
        (PROJECTS, "F5", "完成投资％"),
        (PROJECTS, "F5", "1-6月完成（户）"),
        (PROJECTS, "F5", "预计1-6月完成"),
        (INDICATORS, "G4", "本期累计（%）"),
        (INDICATORS, "G4", "1-6月完成（%）"),
        (INDICATORS, "G4", "本月完成"),
        (INDICATORS, "G4", "上月累计"),
    ],
)
def test_a_share_or_another_months_figure_is_not_the_columns_own(sheet, place, heading):
    assert ("heading-missing", place) in said(change(issued(UNIT), f"{sheet}!{place}", heading))


def test_a_vague_heading_of_another_month_is_of_another_month():
    assert said(change(issued(UNIT), f"{PROJECTS}!F5", "1-5月完成")) == [("wrong-period", "F5")]
    assert said(change(issued(UNIT), f"{INDICATORS}!G4", "6月完成")) == [("month-alone", "G4")]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    "text", ["6月当月工程量完成情况（选填内容）", "是否需要区级层面协调以及由哪个部门协调解决", 5.0]
)
def test_a_column_of_the_units_own_leaves_the_other_headings_alone(text, signed):
    book = change(change(issued(UNIT, signed=signed), f"{PROJECTS}!H5", text), f"{PROJECTS}!H6", "甲")
    assert said(book) == [("column-extra", "H5")]
    assert values(read(book)) == values(read(issued(UNIT)))


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("sheet", "place", "heading", "field", "example"),
    [
        (PROJECTS, "F5", "1-6月计划投资", FieldName.INVESTMENT, "1-6月完成投资"),
        (PROJECTS, "F5", "1-6月到位资金", FieldName.INVESTMENT, "1-6月完成投资"),
        (PROJECTS, "F5", "总投资额", FieldName.INVESTMENT, "1-6月完成投资"),
        (PROJECTS, "F5", "需投资额", FieldName.INVESTMENT, "1-6月完成投资"),
        (PROJECTS, "F5", "累计需投资", FieldName.INVESTMENT, "1-6月完成投资"),
        (PROJECTS, "E5", "工作进度安排", FieldName.PROGRESS, "1-6月形象进度"),
        (PROJECTS, "F5", "1-6月完成固定资产投资", FieldName.INVESTMENT, "1-6月完成投资"),
        (PROJECTS, "F5", "1-6月完成投资(万元)/占年度计划比例", FieldName.INVESTMENT, "1-6月完成投资"),
        (PROJECTS, "E5", "1-6月形象进度及存在问题", FieldName.PROGRESS, "1-6月形象进度"),
        (PROJECTS, "E5", "1-6月形象进度及完成比例", FieldName.PROGRESS, "1-6月形象进度"),
        (INDICATORS, "G4", "1-6月完成工序", FieldName.CURRENT, "本期累计"),
        (INDICATORS, "G4", "1-6月完成（%）", FieldName.CURRENT, "本期累计"),
    ],
)
def test_a_heading_of_another_meaning_is_shown_where_it_stands(sheet, place, heading, field, example, signed):
    findings = read(change(issued(UNIT, signed=signed), f"{sheet}!{place}", heading)).findings
    (finding,) = [one for one in findings if one.level.value == "错误"]
    assert (finding.code, finding.cell, finding.field, finding.example) == ("heading-missing", place, field, example)
    assert f"原来的位置上写的是“{heading}”。" in finding.message
    assert "不是1月至本月的累计" not in finding.message


def test_two_headings_of_another_meaning_are_shown_each_at_its_own():
    book = change(change(issued(UNIT), f"{PROJECTS}!E5", "1-6月施工照片"), f"{PROJECTS}!F5", "1-6月到位资金")
    assert said(book) == [("heading-missing", "E5"), ("heading-missing", "F5")]


def test_a_heading_that_was_emptied_is_shown_above_what_stands_below_it():
    (finding,) = read(change(issued(UNIT), f"{PROJECTS}!F5", None)).findings
    assert (finding.code, finding.cell) == ("heading-missing", "F5")
    assert "原来的位置上没有写表头。" in finding.message


@pytest.mark.parametrize(
    ("sheet", "gone", "cell", "example"),
    [
        (PROJECTS, 6, "F5", "在“1-6月完成投资”（F5）的右边插入一列，表头写“存在的主要问题”"),
        (PROJECTS, 5, "E5", "在“1-6月形象进度”（E5）的右边插入一列，表头写“1-6月完成投资”"),
        (INDICATORS, 6, "F4", "在“上期累计”（F4）的右边插入一列，表头写“本期累计”"),
        (INDICATORS, 8, "H4", "在“完成率”（H4）的右边插入一列，表头写“说明”"),
    ],
)
def test_a_column_that_is_gone_is_told_beside_its_neighbour_and_no_heading_is_to_be_overwritten(
    sheet, gone, cell, example
):
    book = edit(issued(UNIT), sheet, lambda rows: [row[:gone] + row[gone + 1 :] for row in rows], merges=())
    (finding,) = read(book).findings
    assert (finding.code, finding.cell, finding.example) == ("heading-missing", cell, example)
    assert "可能被删去或改了名" in finding.message


def test_a_lost_heading_written_over_the_numbers_makes_no_money_of_them():
    book = edit(issued(UNIT), PROJECTS, lambda rows: [row[:5] + row[6:] for row in rows], merges=())
    (finding,) = read(change(book, f"{PROJECTS}!A4", "1-6月完成投资")).findings
    assert (finding.code, finding.level.value, finding.cell) == ("heading-missing", "错误", "A4")
    assert finding.example == "序号"


def test_the_column_of_indicators_that_is_gone_is_said_where_nothing_is_filled_in_too():
    def drop(rows):
        return [row[:2] + row[3:5] + [None] * 4 if place > 3 else row for place, row in enumerate(rows)]

    book = edit(issued(UNIT), INDICATORS, drop, merges=())
    headings = edit(book, INDICATORS, lambda rows: [*rows[:3], [*rows[3][:2], *rows[3][3:]], *rows[4:]])
    assert ("heading-missing", "B4") in said(headings)
    assert "row-missing" not in dict(said(headings))


@pytest.mark.parametrize("signed", [True, False])
def test_the_column_of_indicators_that_is_gone_is_said_once(signed):
    def drop(rows):
        return [row[:2] + row[3:] if place > 2 else row for place, row in enumerate(rows)]

    assert said(edit(issued(UNIT, signed=signed), INDICATORS, drop, merges=())) == [("heading-missing", "B4")]


# --- what stands above the heading ----------------------------------------------------------------------------------


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    "text", ["单位：个", "单位：公里", "单位：万元、公里", "（单位：户、万元）", "计量单位：万元/公里"]
)
def test_a_unit_of_measure_is_no_office(text, signed):
    assert said(change(issued(UNIT, signed=signed), f"{PROJECTS}!F3", text)) == []


@pytest.mark.parametrize("text", ["单位：公里、元", "单位：元、标段"])
def test_money_among_units_of_measure_is_still_seen(text):
    assert said(change(issued(UNIT), f"{PROJECTS}!F3", text)) == [("money-unit-changed", "F3")]


def test_an_office_behind_the_same_word_is_one():
    book = change(issued(UNIT, signed=False), f"{PROJECTS}!A3", "单位：区教委")
    assert read(book).unit == UNIT


# --- cells merged over rows -----------------------------------------------------------------------------------------


def merged(book, *area):
    return edit(book, INDICATORS, lambda rows: rows, merges=(area,))


def test_a_remark_merged_over_the_indicators_of_one_project_is_each_ones():
    book = change(merged(issued(UNIT), 5, 9, 6, 9), f"{INDICATORS}!I5", "均按计划推进")
    assert said(book) == []
    found = values(read(book))
    assert {found["附1-01", name, FieldName.REMARK] for name in ("幼儿园普惠率", "毛入园率")} == {"均按计划推进"}


def test_a_remark_merged_over_two_projects_is_refused():
    book = change(merged(issued(UNIT), 6, 9, 7, 9), f"{INDICATORS}!I6", "均按计划推进")
    assert said(book) == [("rows-merged", "I6")]


@pytest.mark.parametrize("value", ["35、48", 35.0])
def test_a_figure_merged_over_the_indicators_of_one_project_is_one_mistake(value):
    book = change(merged(issued(UNIT), 5, 7, 6, 7), f"{INDICATORS}!G5", value)
    submission = read(change(book, f"{INDICATORS}!G6", None))
    (finding,) = submission.findings
    assert (finding.code, finding.cell) == ("rows-merged", "G5")
    assert "跨了项目“发展普惠性学前教育”的 2 个指标" in finding.message
    assert codes(checks.run([submission], FORM, CATALOGUE)[0]) == []
    assert values(submission)["附1-01", "毛入园率", FieldName.CURRENT] is None


@pytest.mark.parametrize("signed", [True, False])
def test_a_heading_whose_merged_cells_were_taken_apart_and_filled(signed):
    """What WPS calls 拆分并填充内容: both rows of the heading say 序号, 项目名称 …"""
    book = without_merges(issued(UNIT, signed=signed))
    for column in "ABCDG":
        book = change(book, f"{PROJECTS}!{column}5", book.sheets[0].at(4, ord(column) - 64))
    book = change(book, f"{PROJECTS}!F4", "完成情况")
    assert said(book) == []
    assert values(read(book)) == values(read(issued(UNIT)))


def test_a_second_heading_that_says_other_things_is_no_part_of_the_first():
    book = without_merges(issued(UNIT))
    for column, text in zip("ABCD", ("项目名称", "序号", "责任单位", "项目内容"), strict=True):
        book = change(book, f"{PROJECTS}!{column}5", text)
    assert ("heading-missing", "E5") in said(book)


def test_of_two_columns_renamed_to_months_the_one_issued_as_the_current_is_marked():
    book = change(change(issued("区交通局"), f"{INDICATORS}!F4", "5月"), f"{INDICATORS}!G4", "6月")
    found = [(one.code, one.place.cell) for one in read(book).findings if one.code == "heading-missing"]
    assert found == [("heading-missing", "G4")]


def test_a_sheet_of_thousands_of_columns_is_told_of_in_few_words():
    wide = edit(
        issued(UNIT), PROJECTS, lambda rows: [row + [1.0] * 300 if place > 4 else row for place, row in enumerate(rows)]
    )
    extra = [one for one in read(wide).findings if one.code == "column-extra"]
    assert len(extra) == 21
    assert "另外 280 列" in extra[-1].message


def test_a_single_months_heading_is_answered_with_the_forms_own():
    (finding,) = [
        one for one in read(change(issued(UNIT), f"{INDICATORS}!G4", "6月完成")).findings if one.code == "month-alone"
    ]
    assert finding.example == "本期累计"


@pytest.mark.parametrize(
    ("heading", "value", "flaw"),
    [
        ("本期累计（米）", 0.0565, ""),
        ("本期累计(单位：千米)", 56.5, ""),
        ("本期累计（公里）", 56.5, ""),
        ("本期累计（没有填0）", 56.5, ""),
        ("本期累计（万元）", None, SHARED),
    ],
)
def test_a_number_is_in_the_unit_that_its_heading_names(heading, value, flaw):
    book = change(issued("区交通局"), f"{INDICATORS}!G4", heading)
    read_back = read(book)
    (entry,) = [one for one in read_back.entries if one.field == "本期累计"]
    assert (entry.value, entry.flaw) == (value, flaw)
    said = [(one.cell, one.example) for one in read_back.findings if one.code == "measure-changed"]
    assert said == ([("G4", "本期累计")] if flaw else [])


def test_another_unit_in_a_heading_is_said_at_the_row_of_the_heading_that_names_it():
    book = change(issued("区交通局"), f"{INDICATORS}!G3", "完成数（户）")
    book = change(change(book, f"{INDICATORS}!G4", "本期累计（万元）"), f"{INDICATORS}!G5", 12)
    (finding,) = [one for one in read(book).findings if one.code == "measure-changed"]
    assert (finding.cell, finding.example) == ("G4", "本期累计")


# --- headings made two, and tables that cannot be told ---------------------------------------------------------------


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("told", "kept"), [("计划", "实际"), ("目标", "完成"), ("计划数", "实际完成"), ("计划数", "完成数")]
)
@pytest.mark.parametrize("first", [True, False])
def test_planned_and_done_under_one_heading_are_told_apart(told, kept, first, signed):
    def halved(one, other):
        return [one, other] if first else [other, one]

    def split(rows):
        rows = [[*row, *[None] * (7 - len(row))] for row in rows]
        wide = [[*row[:5], *halved(5000.0 if row[5] else None, row[5]), row[6]] for row in rows]
        wide[4][5:7] = ["1-6月完成投资", None]
        return [*wide[:5], [*[None] * 5, *halved(told, kept)], *wide[5:]]

    merges = ((4, 5, 4, 7), (5, 6, 5, 7))
    book = edit(issued(UNIT, signed=signed), PROJECTS, split, merges=merges)
    assert said(book) == [("column-extra", "F6" if first else "G6")]
    assert values(read(book)) == values(read(issued(UNIT)))


def test_a_form_whose_names_have_lost_their_heading_is_not_said_to_be_away():
    def joined(rows):
        cut = [[*row[:2], *row[3:]] for row in rows[3:]]
        cut[0][1] = "项目名称及建设内容"
        return [*rows[:3], *cut]

    book = edit(issued(UNIT), PROJECTS, joined, merges=())
    (finding,) = read(book).findings
    assert (finding.code, finding.cell, finding.example) == ("heading-missing", "B4", "项目名称")
    assert said(edit(issued(UNIT), PROJECTS, lambda _: [[]], merges=())) == [("heading-missing", "A1")]


@pytest.mark.parametrize("signed", [True, False])
def test_indicators_beside_the_columns_of_the_form_are_still_the_form(signed):
    def beside(rows):
        told = {4: ["指标", "计量单位", "年度目标", "本期累计"], 6: ["毛入园率", "%", 96.0, 48.0]}
        return [[*row, *[None] * (7 - len(row)), *told.get(number, [])] for number, row in enumerate(rows, start=1)]

    book = without(edit(issued(UNIT, signed=signed), PROJECTS, beside), INDICATORS)
    found = [code for code, _ in said(book) if code != "column-extra"]
    assert found == (["sheet-missing"] if signed else ["indicators-absent"])
    assert "“量化指标”" in next(one for one in read(book).findings if one.code == found[0]).message
