"""Rows, names and figures that have got into the wrong place: said where they stand, and counted for nothing they are not."""

from dataclasses import replace
from datetime import date

import pytest

from shishi_xl.core import answers, checks
from shishi_xl.core.form import FieldName
from shishi_xl.core.grid import Flaw, Place
from shishi_xl.core.recognition import recognise
from shishi_xl.core.submission import Entry
from tests.sheets import CATALOGUE, FORM, KEY, at, change, codes, edit, issued, values

PROJECTS, INDICATORS = "推进情况表", "量化指标"
UNIT = "区教委"


def read(book):
    return recognise(book, FORM, CATALOGUE, KEY)


def said(book):
    return [one for one in codes(read(book).findings) if one[0] != "identity-from-page"]


def checked(book):
    submission = read(book)
    return [*submission.findings, *checks.run([submission], FORM, CATALOGUE)[0]]


# --- columns sorted by themselves -------------------------------------------------------------------------------------


def reordered(rows, columns, first, last):
    """Turn the order of rows first to last around, in some columns only."""
    block = rows[first - 1 : last]
    for row, other in zip(block, [list(row) for row in reversed(block)], strict=True):
        for column in columns:
            row[column] = other[column]
    return rows


@pytest.mark.parametrize("signed", [True, False])
def test_names_sorted_without_their_rows_are_refused(signed):
    book = edit(issued(UNIT, signed=signed), PROJECTS, lambda rows: reordered(rows, (1, 2, 3), 6, 10))
    found = [one for one in read(book).findings if one.code != "identity-from-page"]
    assert {(one.code, one.level.value) for one in found} == {("numbers-apart", "错误")}
    first = found[0]
    assert (first.cell, first.value, first.example) == ("A6", "1", "5")
    assert "项目“B28地块幼儿园”下发时的序号是 5" in first.message


@pytest.mark.parametrize("signed", [True, False])
def test_rows_sorted_as_a_whole_are_read_where_they_stand(signed):
    book = edit(issued(UNIT, signed=signed), PROJECTS, lambda rows: reordered(rows, range(7), 6, 10))
    assert said(book) == []
    assert values(read(book)) == values(read(issued(UNIT)))


def test_rows_sorted_as_a_whole_and_numbered_anew_are_read_too():
    def renumbered(rows):
        for number, row in enumerate(reordered(rows, range(7), 6, 10)[5:10], start=1):
            row[0] = float(number)
        return rows

    assert said(edit(issued(UNIT), PROJECTS, renumbered)) == []


def test_numbers_from_one_on_may_have_been_given_anew_and_are_only_asked_about():
    book = issued("缙云公司")
    for place, number in (("A6", 1.0), ("A7", 2.0)):
        book = change(book, f"{PROJECTS}!{place}", number)
    assert said(book) == []  # 4 and 20 in the catalogue
    projects = tuple(
        replace(one, number={"附2-04": "2", "附2-20": "1"}.get(one.key, one.number)) for one in CATALOGUE.projects
    )
    found = recognise(book, FORM, replace(CATALOGUE, projects=projects), KEY).findings
    assert [(one.code, one.level.value) for one in found if one.code == "numbers-anew"] == [
        ("numbers-anew", "疑问")
    ] * 2


# --- names crossed out --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flaw", [Flaw.STRUCK, Flaw.ALL_STRUCK])
@pytest.mark.parametrize(("sheet", "cell"), [(PROJECTS, "B7"), (PROJECTS, "C6"), (PROJECTS, "D6"), (INDICATORS, "C6")])
def test_a_name_that_is_crossed_out_is_asked_about(sheet, cell, flaw):
    book = edit(issued(UNIT), sheet, lambda rows: rows, flaws={at(cell): (flaw, "")})
    (finding,) = read(book).findings
    assert (finding.code, finding.level.value, finding.cell) == ("row-crossed", "疑问", cell)
    assert values(read(book)) == values(read(issued(UNIT)))


# --- figures in the column beside ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "told"), [(35.0, "35"), ("35%", "35"), ("累计35%", "35")])
def test_a_figure_typed_into_the_remark_is_asked_about(text, told):
    book = change(change(issued(UNIT), f"{INDICATORS}!G5", None), f"{INDICATORS}!I5", text)
    (finding,) = read(book).findings
    assert (finding.code, finding.cell, finding.example) == ("remark-alone", "I5", f"本期累计填 {told}")
    assert values(read(book))["附1-01", "幼儿园普惠率", FieldName.CURRENT] is None


@pytest.mark.parametrize("text", ["数据正在核实", "比上月增加3所", "2020年底前完成", 35.0])
def test_words_in_the_remark_or_a_figure_beside_a_figure_are_not(text):
    book = change(issued(UNIT), f"{INDICATORS}!I5", text)
    blank = change(book, f"{INDICATORS}!G5", None) if isinstance(text, str) else book
    assert said(blank) == []


@pytest.mark.parametrize("text", [320.0, "320万元", "同上", "〃", "同上行。"])
def test_an_amount_or_ditto_is_no_problem_and_answers_nothing(text):
    book = change(change(issued("区交通局"), f"{PROJECTS}!G6", text), f"{PROJECTS}!F6", 90000.0)
    found = checked(book)
    assert ("problem-unclear", "G6") in codes(found)
    (asked,) = [one for one in found if one.code == "above-plan"]
    assert asked.answer == ""


@pytest.mark.parametrize("text", ["资金缺口320万元", "同上月，征地未完成", "缺3台泵", "无"])
def test_a_problem_with_an_amount_in_it_is_one(text):
    assert "problem-unclear" not in dict(codes(checked(change(issued("区交通局"), f"{PROJECTS}!G6", text))))


def test_what_explains_nothing():
    assert all(map(answers.is_misplaced, ("同上", "1,120.5", "320万元", "″")))
    assert not any(map(answers.is_misplaced, ("同上游单位协调", "超支320万元", "雨季停工")))


@pytest.mark.parametrize(("place", "field"), [(f"{PROJECTS}!F6", "完成投资"), (f"{INDICATORS}!G5", "本期累计")])
def test_a_one_in_han_alone_may_be_a_dash(place, field):
    found = checked(change(issued(UNIT), place, "一"))
    assert [(one.code, one.field) for one in found if one.level.value == "错误"] == [("not-a-number", field)]
    assert values(read(change(issued(UNIT), f"{PROJECTS}!G6", "一")))["附1-01", "", FieldName.PROBLEM] is None


# --- indicators under other names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "own"), [("C5", "幼儿园普惠率"), ("C6", "毛入园率")])
def test_an_indicator_written_otherwise_is_answered_with_its_rows_own(cell, own):
    (finding,) = read(change(issued(UNIT), f"{INDICATORS}!{cell}", "Z")).findings
    assert (finding.code, finding.cell, finding.example) == ("unknown-indicator", cell, own)


def test_without_a_signature_it_is_answered_with_one_that_is_not_there_yet():
    found = read(change(issued(UNIT, signed=False), f"{INDICATORS}!C6", "Z")).findings
    (finding,) = [one for one in found if one.code == "unknown-indicator"]
    assert finding.example == "毛入园率"


# --- amounts under one heading, and what stands below headings --------------------------------------------------------


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("upper", "left", "right", "own"),
    [
        ("投资完成情况（万元）", "年度计划投资", "1-6月完成投资", "G"),
        ("投资（万元）", "年度计划", "1-6月完成", "G"),
        ("1-6月完成投资", "合计", "其中：财政资金", "F"),
        ("投资（万元）", "累计完成", "年度计划", "F"),
    ],
)
def test_a_planned_amount_beside_the_one_done_is_an_extra(upper, left, right, own, signed, merged):
    def split(rows):
        rows = [[*row, *[None] * (7 - len(row))] for row in rows]
        for row in rows[5:10]:
            row[5:6] = [row[5], 9999.0] if own == "F" else [9999.0, row[5]]
        for row in [*rows[:5], *rows[10:]]:
            row.insert(6, None)
        rows[3][4:8] = ["1-6月形象进度", upper, None, "存在的主要问题"]
        rows[4][4:8] = [None, left, right, None]
        return rows

    merges = ((4, 6, 4, 7), *((4, column, 5, column) for column in (1, 2, 3, 4, 5, 8))) if merged else ()
    book = edit(issued(UNIT, signed=signed), PROJECTS, split, merges=merges)
    assert said(book) == [("column-extra", "G5" if own == "F" else "F5")]
    assert values(read(book)) == values(read(issued(UNIT)))


def test_the_shares_of_an_amount_without_its_sum_are_no_amount():
    book = edit(issued(UNIT), PROJECTS, lambda rows: rows, merges=())
    for cell, text in (("E4", "1-6月形象进度"), ("E5", None), ("F4", "1-6月完成投资"), ("G4", None)):
        book = change(book, f"{PROJECTS}!{cell}", text)
    for cell, text in (("F5", "财政资金"), ("G5", "社会资金"), ("H4", "存在的主要问题"), ("G6", 5.0)):
        book = change(book, f"{PROJECTS}!{cell}", text)
    assert ("heading-missing", "F5") in said(book)


@pytest.mark.parametrize(
    "row",
    [
        ["栏次", "甲", "乙", "丙", "1", "（万元）", "2"],
        ["甲", "乙", "丙", "丁", "1", "2（万元）", "3"],
        ["栏次", None, None, None, "1", "2", "3"],
        [None, None, None, None, None, "（万元）", None],
    ],
)
def test_a_row_that_numbers_the_columns_is_none_of_the_table(row):
    book = edit(issued(UNIT, signed=False), PROJECTS, lambda rows: [*rows[:5], row, *rows[5:]])
    assert said(book) == []
    assert values(read(book)) == values(read(issued(UNIT)))


@pytest.mark.parametrize("signed", [True, False])
def test_a_column_of_measures_is_not_that_of_the_units(signed):
    def inserted(rows):
        rows = [[*row[:5], None, *row[5:]] for row in rows]
        rows[3][5] = "单位"
        for row in rows[5:10]:
            row[5] = "万元"
        return rows

    book = edit(issued(UNIT, signed=signed), PROJECTS, inserted, merges=())
    assert said(book) == [("column-extra", "F4")]
    renamed = change(issued(UNIT, signed=signed), f"{PROJECTS}!D4", "单位")
    for row in range(6, 11):
        renamed = change(renamed, f"{PROJECTS}!D{row}", "万元")
    assert said(renamed) == [("column-extra", "D4")]
    assert said(change(issued(UNIT, signed=signed), f"{PROJECTS}!D4", "单位")) == []


@pytest.mark.parametrize(("written", "number"), [("60（公里）", 60.0), ("60(千米)", 60.0), ("60000（米）", 60.0)])
def test_a_unit_in_brackets_is_one(written, number):
    book = change(issued("区交通局"), f"{INDICATORS}!G5", written)
    assert values(read(book))["附1-04", "建设里程", FieldName.CURRENT] == number


@pytest.mark.parametrize(("written", "counted"), [("4500元", "已按写明的单位计为 0.45 万元"), (0.45, "没有自动换算")])
def test_a_suspicious_amount_is_told_as_it_was_counted(written, counted):
    found = checked(change(issued("区交通局"), f"{PROJECTS}!F6", written))
    (asked,) = [one for one in found if one.code == "maybe-hundred-millions"]
    assert counted in asked.message


@pytest.mark.parametrize("value", [60.0, "累计完成"])
def test_what_a_cell_does_not_show_is_not_counted(value):
    book = edit(
        change(issued("区交通局"), f"{PROJECTS}!F6", value),
        PROJECTS,
        lambda rows: rows,
        flaws={(6, 6): (Flaw.UNSEEN, "")},
    )
    found = checked(book)
    assert [(one.code, one.cell, one.level.value) for one in found if one.field == "完成投资"] == [
        ("unseen-value", "F6", "错误")
    ]
    assert values(read(book))["附1-04", "", FieldName.INVESTMENT] is None


@pytest.mark.parametrize(
    ("place", "field"),
    [(f"{PROJECTS}!E6", "形象进度"), (f"{PROJECTS}!F6", "完成投资"), (f"{INDICATORS}!G5", "本期累计")],
)
def test_what_still_bears_our_mark_has_not_been_put_right(place, field):
    found = read(change(issued(UNIT), place, "待改：12"))
    (entry,) = [one for one in found.entries if one.field == field and one.raw.startswith("待改")]
    assert (entry.value, entry.flaw) == (None, "uncorrected")


# --- what a tester's forms showed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("columns", [(1,), (0, 1), (2, 3, 4, 5, 6)])
def test_a_name_beside_the_content_of_another_project_is_nobodys(columns, signed):
    book = edit(issued(UNIT, signed=signed), PROJECTS, lambda rows: reordered(rows, columns, 8, 9))
    assert {one.code for one in read(book).findings if one.level.value == "错误"} >= {"ambiguous-row"}
    assert not [one for one in read(book).findings if one.code == "ambiguous-row" and "地块" in one.example]


@pytest.mark.parametrize("written", ["1\n200", "2\n650", "200\u3000125.03", "3\t500", "18650.5 120", "3.6 500"])
def test_two_lines_of_a_cell_are_no_thousands(written):
    found = checked(change(issued("区交通局"), f"{PROJECTS}!F6", written))
    assert [(one.code, one.cell) for one in found if one.level.value == "错误"] == [("several-numbers", "F6")]


@pytest.mark.parametrize("written", ["33.3333333333%", "66.6666666667%"])
def test_a_percent_with_all_the_digits_of_a_formula_is_one(written):
    found = values(read(change(issued(UNIT), f"{INDICATORS}!G5", written)))
    assert found["附1-01", "幼儿园普惠率", FieldName.CURRENT] == pytest.approx(float(written[:-1]))


@pytest.mark.parametrize(
    "heading",
    [
        "累计完成（本月）",
        "累计完成（预计）",
        "累计完成（历年）",
        "累计完成（开工以来）",
        "本季累计",
        "累计完成（含上年）",
    ],
)
def test_a_cumulative_figure_of_another_time_is_not_the_columns_own(heading):
    assert ("heading-missing", "G4") in said(change(issued(UNIT), f"{INDICATORS}!G4", heading))


@pytest.mark.parametrize("heading", ["近三年累计完成投资", "近两年累计完成投资"])
def test_the_investment_of_several_years_is_not_the_years_own(heading):
    assert ("heading-missing", "F5") in said(change(issued(UNIT), f"{PROJECTS}!F5", heading))


def accepted(value):
    return {
        UNIT: (
            Entry("附1-01", "幼儿园普惠率", FieldName.CURRENT, str(value), value, Place(INDICATORS, 5, 7), unit="%"),
        )
    }


@pytest.mark.parametrize(("last", "codes_"), [(30.0, []), (33.0, ["last-changed"])])
def test_last_months_figure_that_was_changed_is_asked_about(last, codes_):
    submission = read(change(issued(UNIT), f"{INDICATORS}!F5", last))
    found = checks.run([submission], FORM, CATALOGUE, accepted(30.0))[0]
    assert [one.code for one in found if one.field == FieldName.PREVIOUS] == codes_


def test_a_small_bare_number_of_a_rate_is_asked_about():
    found = checked(change(issued(UNIT), f"{INDICATORS}!G5", 0.5))
    (asked,) = [one for one in found if one.cell == "G5"]
    assert (asked.code, asked.level.value) == ("percent-as-fraction", "疑问")
    assert "按 50% 计" in asked.message


@pytest.mark.parametrize(
    "name", ["区教委 缙云公司", "区教委\n填报单位：缙云公司", "区教委（代缙云公司填报）", "区教委某某新城管委会"]
)
def test_another_name_beside_the_units_own_is_a_conflict(name):
    assert "unit-conflict" in dict(said(change(issued(UNIT), f"{PROJECTS}!A3", f"填报单位：{name}")))


@pytest.mark.parametrize("name", ["区教委", "区教委基教科", "区教委（盖章）", "北碚区教育委员会办公室"])
def test_a_part_of_a_unit_is_the_unit(name):
    assert said(change(issued(UNIT), f"{PROJECTS}!A3", f"填报单位：{name}")) == []


def test_a_second_name_behind_a_gap_is_heard():
    book = change(issued(UNIT, signed=False), f"{PROJECTS}!A3", "填报单位：区教委  区交通局")
    assert "unit-conflict" in dict(said(book))


@pytest.mark.parametrize(("current", "told"), [(None, "是空的"), (40.0, "不一样")])
def test_cumulative_figures_in_a_column_of_the_units_own_are_asked_about(current, told):
    book = change(issued(UNIT), f"{INDICATORS}!J4", "截至6月底累计完成")
    book = change(change(book, f"{INDICATORS}!J5", 35.0), f"{INDICATORS}!G5", current)
    (asked,) = [one for one in read(book).findings if one.code == "column-beside"]
    assert (asked.level.value, asked.cell, told in asked.message) == ("疑问", "J4", True)


def renamed(**changes):
    indicators = tuple(replace(one, **changes) if one.name == "幼儿园普惠率" else one for one in CATALOGUE.indicators)
    return replace(CATALOGUE, indicators=indicators)


def test_an_indicator_renamed_since_is_followed():
    submission = recognise(issued(UNIT), FORM, renamed(name="普惠性幼儿园覆盖率"), KEY)
    assert values(submission)["附1-01", "普惠性幼儿园覆盖率", FieldName.CURRENT] == 35.0
    assert [one.code for one in submission.findings] == ["list-changed"]


def test_an_indicator_that_became_another_one_is_not():
    submission = recognise(issued(UNIT), FORM, renamed(name="新增幼儿园", target=8, unit="所"), KEY)
    assert "row-retired" in [one.code for one in submission.findings]


def test_a_project_given_to_another_unit_since_is_no_fault_of_the_one_that_got_the_form():
    projects = tuple(replace(one, units=("区交通局",)) if one.key == "附2-01" else one for one in CATALOGUE.projects)
    found = recognise(issued(UNIT), FORM, replace(CATALOGUE, projects=projects), KEY).findings
    told = [(one.code, one.level.value, one.sheet) for one in found]
    assert told == [("row-retired", "提示", PROJECTS), ("row-retired", "提示", INDICATORS)]


def test_only_the_names_of_two_indicators_exchanged():
    book = edit(issued(UNIT), INDICATORS, lambda rows: reordered(rows, (2,), 5, 6))
    found = [one for one in read(book).findings if one.code == "ambiguous-row"]
    assert [(one.cell, one.example) for one in found] == [("C5", "幼儿园普惠率"), ("C6", "毛入园率")]


def test_rows_numbered_by_a_program_leave_the_heading_whole():
    def numbered(rows):
        return [[float(number), *row] for number, row in enumerate(rows)]

    book = edit(issued(UNIT, signed=False), PROJECTS, numbered, merges=())
    assert "heading-missing" not in dict(said(book))
    assert values(read(book)) == values(read(issued(UNIT)))


@pytest.mark.parametrize("day", ["6月24日", "6月24号", "6.24"])
def test_a_day_without_its_year_is_of_the_forms_own(day):
    book = change(issued(UNIT), f"{PROJECTS}!D13", "填报日期：" + day)
    assert values(read(book))["", "", "填报日期"] == date(2020, 6, 24)


def test_every_heading_that_is_lost_is_told_where_none_is_understood():
    book = issued(UNIT)
    for cell, text in (("E5", "情况一"), ("F5", "金额数"), ("G4", "别的事")):
        book = change(book, f"{PROJECTS}!{cell}", text)
    found = [(one.cell, one.field) for one in read(book).findings if one.code == "heading-missing"]
    assert {field for _, field in found} == {"形象进度", "完成投资", "存在的主要问题"}
    assert ("B4", "项目名称") not in found


def test_the_heading_above_that_makes_another_thing_of_a_column_is_the_one_marked():
    book = change(issued(UNIT), f"{PROJECTS}!E4", "7月工作计划")
    found = [(one.cell, one.value) for one in read(book).findings if one.code == "heading-missing"]
    assert found[:1] == [("E4", "7月工作计划")]


def test_a_missing_row_is_asked_for_with_all_that_it_needs():
    book = edit(issued(UNIT), INDICATORS, lambda rows: [*rows[:5], *rows[6:]])
    (missing,) = [one for one in read(book).findings if one.code == "row-missing"]
    assert missing.example.startswith("项目名称写“发展普惠性学前教育”，指标写“毛入园率”")


def test_an_example_is_of_the_row_it_is_for():
    found = checked(change(issued("区文化旅游委"), f"{INDICATORS}!G5", "2/4"))
    (wrong,) = [one for one in found if one.level.value == "错误"]
    assert wrong.example == "2"  # of a target of 3 座


def test_a_unit_that_only_supports_need_not_say_why_it_invests_nothing():
    found = checked(change(issued("缙云公司"), f"{PROJECTS}!F6", "/"))
    assert "investment-denied" not in dict(codes(found))
    assert "investment-denied" in dict(codes(checked(change(issued(UNIT), f"{PROJECTS}!F9", "/"))))


@pytest.mark.parametrize("signed", [True, False])
def test_what_came_without_the_other_sheet_is_read_for_the_form_that_goes_back(signed):
    found = read(edit(issued(UNIT, signed=signed), PROJECTS, lambda _: []))
    assert values(found)["附1-01", "幼儿园普惠率", FieldName.CURRENT] == 35.0
    assert "错误" in {one.level.value for one in found.findings}
