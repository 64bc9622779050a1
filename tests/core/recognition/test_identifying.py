"""Who and when: the signature first, then visible clues that must agree; likeness never decides between two units."""

from dataclasses import replace
from datetime import datetime

import pytest

from shishi_xl.core.model import Unit
from shishi_xl.core.period import Period
from shishi_xl.core.recognition import recognise
from shishi_xl.core.submission import IdentitySource
from tests.sheets import CATALOGUE, FORM, JUNE, KEY, change, codes, edit, issued, without

MARK = "_标识"


def read(book, key=KEY, catalogue=CATALOGUE):
    return recognise(book, FORM, catalogue, key)


def said(book, **more):
    return [one for one in codes(read(book, **more).findings) if one[0] != "identity-from-page"]


def unsigned(place, value, unit="区教委"):
    return change(issued(unit, signed=False), place, value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("B5", "区交通局"), ("B4", "2020-07"), ("C10", "附1-04"), ("B7", "0" * 64), ("B2", "0" * 16), ("B5", None)],
)
def test_a_changed_mark_is_said_and_nothing_it_claims_is_believed(cell, value):
    submission = read(change(issued("区教委"), f"{MARK}!{cell}", value))
    assert [finding.code for finding in submission.findings][:1] == ["forged-identity"]
    assert submission.identity is IdentitySource.NONE
    assert submission.unit in {"区教委", None}


def test_a_form_of_another_workspace_is_said():
    assert said(issued("区教委"), key=b"other" * 8) == [("foreign-workspace", "")]


def test_two_marks_in_one_file_are_as_good_as_a_broken_one():
    other = replace(issued("区交通局").sheets[2], name="_标识 (2)")
    book = issued("区教委")
    assert said(replace(book, sheets=(*book.sheets, other))) == [("forged-identity", "")]


def test_the_same_mark_twice_is_one():
    book = issued("区教委")
    assert said(replace(book, sheets=(*book.sheets, replace(book.sheets[2], name="_标识 (2)")))) == []


@pytest.mark.parametrize("name", ["区交通局", "缙云公司", "区水利局", "北碚区交通局", "渝中区教委", "市教委"])
def test_a_borrowed_form_is_refused(name):
    assert said(change(issued("区教委"), "推进情况表!A3", f"填报单位：{name}")) == [("unit-conflict", "A3")]


def test_a_borrowed_form_is_nobodys_but_the_one_who_signed_it_and_nobody_is_told_to_sign_as_another():
    submission = read(change(issued("区教委"), "推进情况表!A3", "填报单位：区交通局"))
    (finding,) = submission.findings
    assert (submission.unit, submission.period, submission.entries) == ("区交通局", JUNE, ())
    assert finding.example == "2020年6月推进情况表_区交通局.xlsx"


@pytest.mark.parametrize(
    ("name", "unit", "example"),
    [
        ("区交通局、缙云公司", None, "2020年6月推进情况表_区交通局.xlsx、2020年6月推进情况表_缙云公司.xlsx"),
        ("区教委、区交通局", "区教委", "填报单位：区教委"),
        ("区水利局", "区教委", "填报单位：区教委（不是区教委填报的，请用下发给自己的表）"),
    ],
)
def test_whose_a_form_is_that_names_several_units_or_a_strange_one(name, unit, example):
    submission = read(change(issued("区教委"), "推进情况表!A3", f"填报单位：{name}"))
    (finding,) = [one for one in submission.findings if one.code == "unit-conflict"]
    assert (submission.unit, finding.example) == (unit, example)


@pytest.mark.parametrize(
    "name",
    [
        "区教委",
        "区教育委员会",
        "北碚区教委",
        "重庆市北碚区教育委员会",
        "*区教委",
        "区 教 委",
        "教委",
        "区教委（盖章）",
        "区教委基教科",
        "",
    ],
)
def test_a_unit_may_write_its_name_in_any_of_its_forms(name):
    assert said(change(issued("区教委"), "推进情况表!A3", f"填报单位：{name}")) == []


@pytest.mark.parametrize(
    ("place", "value", "cell"),
    [
        ("推进情况表!E5", "1-7月形象进度", "E5"),
        ("推进情况表!F5", "7月完成投资", "F5"),
        ("推进情况表!A1", "北碚区2019年重点民生实事推进情况表", "A1"),
        ("推进情况表!E3", "2020年1-5月", "E3"),
    ],
)
def test_a_page_that_names_another_month_than_the_mark_is_refused(place, value, cell):
    assert said(change(issued("区教委"), place, value)) == [("wrong-period", cell)]


@pytest.mark.parametrize("text", ["填报单位：", "填报单位（盖章）：____", "填报单位"])
def test_a_unit_that_is_not_said_is_missed_where_it_should_stand(text):
    book = unsigned("推进情况表!A3", text)
    assert said(change(book, "量化指标!A3", None)) == [("unknown-unit", "A3")]
    assert said(change(change(book, "推进情况表!A3", None), "量化指标!A3", None)) == [("unknown-unit", "")]


FILED = [
    "填报时间：2020年7月2日",
    "报送时间：7月2日",
    "填报日期：2020.7.2",
    "2020年7月2日",
    "（2020年7月1日）",
    "填报时间：2020年7月",
    "日期 2020-07-02",
    "制表时间（盖章）：2020年7月2日",
]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("place", ["推进情况表!E3", "推进情况表!H2", "量化指标!E3"])
@pytest.mark.parametrize("text", FILED)
def test_when_a_form_was_filed_says_nothing_of_its_month(text, place, signed):
    submission = read(change(issued("区教委", signed=signed), place, text))
    assert submission.period == JUNE
    assert [one for one in codes(submission.findings) if one[0] != "identity-from-page"] == []


@pytest.mark.parametrize(
    "cells",
    [
        {"A1": "北碚区2020年重点民生实事推进情况表（2020年7月1日）"},
        {"A3": "填报单位：区教委        填报时间：2020年7月2日"},
        {"D3": "填报时间：", "E3": "2020年7月2日"},
        {"D3": "填报日期", "E3": datetime(2020, 7, 1)},
    ],
    ids=str,
)
def test_a_filing_date_may_stand_beside_other_words_or_its_label(cells):
    book = issued("区教委")
    for cell, value in cells.items():
        book = change(book, f"推进情况表!{cell}", value)
    assert said(book) == []


def test_a_form_that_only_says_when_it_was_filed_is_of_no_known_month():
    dated = rewritten(issued("区教委", signed=False), "2020年1-6月", "填报时间：2020年7月2日")
    submission = read(rewritten(dated, "1-6月", ""))
    assert (submission.period, codes(submission.findings)) == (None, [("period-unknown", "")])


@pytest.mark.parametrize(
    "text",
    ["填报期间：2020年1—6月", "报告期：6月", "统计时间：2020年6月25日", "截至2020年6月25日", "填报时间：2020年6月"],
)
def test_the_month_of_a_form_may_stand_above_it_alone(text):
    book = rewritten(rewritten(issued("区教委", signed=False), "2020年1-6月", text), "1-6月", "")
    assert read(book).period == JUNE


def rewritten(book, old, new):
    """Return a book with words of every visible cell replaced, as one does who turns last month's form into this month's."""
    for name in ("推进情况表", "量化指标"):
        book = edit(
            book,
            name,
            lambda rows: [[cell.replace(old, new) if isinstance(cell, str) else cell for cell in row] for row in rows],
        )
    return book


def test_a_form_whose_month_was_rewritten_is_told_so_at_every_cell_with_what_belongs_there():
    book = change(rewritten(issued("区教委"), "1-6月", "1-7月"), "推进情况表!A2", "推进情况表里填1-7月的累计数。")
    finding, *others = read(book).findings
    assert {(one.code, one.message) for one in others} == {("wrong-period", finding.message)}
    assert [(one.sheet, one.cell, one.example) for one in (finding, *others)] == [
        ("推进情况表", "E5", "1-6月形象进度"),
        ("推进情况表", "F5", "1-6月完成投资"),
        ("推进情况表", "E3", "2020年1-6月"),
        ("量化指标", "E3", "2020年1-6月"),
    ]
    assert "下发的是2020年1-6月的表，表上写的是“1-7月”（推进情况表!E5、F5）、“2020年1-7月”" in finding.message
    assert "累计数" not in finding.message


def test_months_at_odds_are_said_once_and_marked_where_the_odd_one_stands():
    (finding,) = [one for one in read(unsigned("推进情况表!E3", "2020年1-5月")).findings if one.level.value == "错误"]
    assert (finding.code, finding.cell) == ("wrong-period", "E3")
    assert finding.message.count("“1-6月”（推进情况表!E5、F5）") == 1
    assert finding.example == "1-6月"


def test_a_borrowed_form_is_said_once_not_row_by_row():
    roads = issued("区交通局")
    mark = issued("区教委").sheets[2]
    (finding,) = read(replace(roads, sheets=(*roads.sheets[:2], mark))).findings
    assert finding.code == "unit-conflict"
    assert "“区交通局”（推进情况表!A3；量化指标!A3）" in finding.message


def test_two_units_on_one_form_are_named():
    (finding,) = [
        one
        for one in read(unsigned("推进情况表!A3", "填报单位：区教委、区交通局")).findings
        if one.level.value == "错误"
    ]
    assert (finding.code, finding.cell) == ("unit-conflict", "A3")
    assert "写了区交通局、区教委" in finding.message
    assert said(unsigned("推进情况表!A3", "填报单位：区教委、陌生的单位"))[0] == ("unknown-unit", "A3")


@pytest.mark.parametrize("month", ["2020-06", "2020.6", "2020/6", "二〇二〇年六月", "二○二○年六月", "２０２０年６月"])
def test_a_month_may_be_written_in_many_ways(month):
    book = issued("区教委", signed=False)
    for place, value in (("E5", "形象进度"), ("F5", "完成投资"), ("E3", month)):
        book = change(book, f"推进情况表!{place}", value)
    submission = read(change(book, "量化指标!E3", None))
    assert (submission.unit, submission.period) == ("区教委", JUNE)
    assert [finding.code for finding in submission.findings] == ["identity-from-page"]


def test_a_thirteenth_month_is_no_month_but_its_columns_are_found():
    assert said(rewritten(issued("区教委", signed=False), "1-6月", "1-13月")) == [("period-unknown", "")]


@pytest.mark.parametrize("unit", ["缙云公司", "缙融公司"])
def test_two_names_alike_stay_two_units(unit):
    assert read(issued(unit, signed=False)).unit == unit


@pytest.mark.parametrize("name", ["缙X公司", "缙云公司资产部门组", "教育局", "区水利局", "", "＿＿＿"])
def test_a_name_nobody_bears_is_not_guessed(name):
    submission = read(change(unsigned("推进情况表!A3", f"填报单位：{name}", "缙云公司"), "量化指标!A3", None))
    assert submission.unit is None
    assert [finding.code for finding in submission.findings if finding.level.value == "错误"] == ["unknown-unit"]


def test_an_alias_that_fits_two_units_decides_nothing():
    units = tuple(
        replace(unit, aliases=("平台公司",)) if unit.name in {"缙云公司", "缙融公司"} else unit
        for unit in CATALOGUE.units
    )
    book = change(unsigned("推进情况表!A3", "填报单位：平台公司", "缙云公司"), "量化指标!A3", None)
    submission = read(book, catalogue=replace(CATALOGUE, units=units))
    assert submission.unit is None
    assert "缙云公司、缙融公司" in submission.findings[0].message


def test_the_catalogues_own_alias_goes_before_the_general_table():
    units = (*CATALOGUE.units, Unit("区教育督导室", aliases=("区教委",)))
    book = change(unsigned("推进情况表!A3", "填报单位：北碚区教委"), "量化指标!A3", None)
    assert read(book, catalogue=replace(CATALOGUE, units=units)).unit in {"区教委", None}


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("量化指标!A3", "填报单位：区交通局", "unit-conflict"),
        ("推进情况表!F5", "1-7月完成投资", "wrong-period"),
        ("推进情况表!E3", "2019年1-6月", "wrong-period"),
    ],
)
def test_clues_that_disagree_are_refused(place, value, code):
    submission = read(unsigned(place, value))
    assert code in {finding.code for finding in submission.findings}
    assert None in {submission.unit, submission.period}


def test_a_row_that_names_another_unit_disagrees_with_the_page():
    assert ("unit-conflict", "D7") in said(unsigned("推进情况表!D7", "区交通局"))
    assert ("unit-conflict", "D7") not in said(change(issued("区教委"), "推进情况表!D7", "区交通局"))


def test_no_month_anywhere_is_not_guessed():
    book = issued("区教委", signed=False)
    for place, value in (("E5", "形象进度"), ("F5", "完成投资"), ("E3", None)):
        book = change(book, f"推进情况表!{place}", value)
    book = change(book, "量化指标!E3", None)
    assert read(book).period is None
    assert said(book) == [("period-unknown", "")]


def test_without_a_year_on_the_page_the_catalogues_counts():
    book = issued("区教委", signed=False)
    for place in ("推进情况表!A1", "推进情况表!E3", "量化指标!A1", "量化指标!E3"):
        book = change(book, place, None)
    assert read(book).period == JUNE


def test_a_page_that_claims_another_units_name_meets_its_rows():
    book = issued("区教委", signed=False)
    for place in ("推进情况表!A3", "量化指标!A3"):
        book = change(book, place, "填报单位：区交通局")
    found = {finding.code for finding in read(book).findings}
    assert "foreign-row" in found


def test_every_month_is_known_from_its_page():
    for month in range(1, 13):
        assert read(issued("区教委", Period(2020, month), signed=False)).period == Period(2020, month)


def test_the_clues_relied_on_are_told():
    (finding,) = read(issued("区教委", signed=False)).findings
    assert "填报单位（推进情况表!A3）为“区教委”" in finding.message
    assert "1-6月" in finding.message


def test_the_mark_alone_says_who_when_the_page_says_nothing():
    book = issued("区教委")
    for place in ("推进情况表!A1", "推进情况表!A3", "推进情况表!E3"):
        book = change(book, place, None)
    assert (read(book).unit, read(book).period) == ("区教委", JUNE)
    assert without(book, MARK) != book


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("named", ["区教委、区交通局", "区交通局、区教委", "区教委/缙云公司", "区教委 、区卫健委"])
def test_two_units_in_one_cell_are_said_whichever_comes_first(named, signed):
    book = change(issued("区教委", signed=signed), "推进情况表!A3", f"填报单位：{named}")
    assert said(book) == [("unit-conflict", "A3")]


@pytest.mark.parametrize("named", ["区教委基教科", "区教委、基教科", "区教委（公章）"])
def test_a_part_of_the_unit_beside_its_name_is_no_other_unit(named):
    assert said(change(issued("区教委"), "推进情况表!A3", f"填报单位：{named}")) == []


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：区教委 2020年1-6月",
        "填报单位：区教委　2020年1-6月 金额单位：万元",
        "填报单位：区教委，2020年1-6月",
        "填报单位：区教委；期间：2020年6月",
        "填报单位：区教委(盖章)2020年1-6月",
    ],
)
def test_the_month_behind_the_units_name_is_no_part_of_it(line):
    submission = read(unsigned("推进情况表!A3", line))
    assert (submission.unit, submission.period) == ("区教委", JUNE)


@pytest.mark.parametrize(
    "title",
    [
        "区教委2020年1-6月重点民生实事推进情况表",
        "区教委2020年6月民生实事进展情况",
        "区教委2020年1-6月民生实事项目完成情况统计表",
    ],
)
def test_a_unit_that_only_the_title_names(title):
    book = change(unsigned("推进情况表!A3", None), "量化指标!A3", None)
    submission = read(change(book, "推进情况表!A1", title))
    assert (submission.unit, submission.period) == ("区教委", JUNE)
    assert "表题（推进情况表!A1）为“区教委”" in submission.findings[0].message
    titled = change(book, "推进情况表!A1", "北碚区2020年1-6月重点民生实事推进情况表")
    assert read(titled).unit is None


def test_an_unknown_unit_gets_the_one_as_example_whose_projects_all_are():
    submission = read(unsigned("推进情况表!A3", "填报单位：区教育处"))
    (finding,) = [one for one in submission.findings if one.code == "unknown-unit"]
    assert (finding.example, submission.unit) == ("填报单位：区教委", None)


def test_a_title_of_another_month_is_quoted_and_put_right_as_it_stands():
    book = change(issued("区教委"), "推进情况表!A1", "北碚区2020年5月重点民生实事推进情况表")
    (finding,) = [one for one in read(book).findings if one.code == "wrong-period"]
    assert "“2020年5月”" in finding.message
    assert finding.example == "北碚区2020年6月重点民生实事推进情况表"


def test_last_months_sheet_is_known_by_its_words_where_its_name_is_lost():
    """As HTML and csv lose them: the third table is last month's."""
    book = issued("区交通局", signed=False)
    indicators = book.sheets[1]
    head = ("2020年1-5月填报情况（已接收）", "本表供对照，不用填写。累计数一般不应小于这里的数。")
    width = len(indicators.rows[0])
    rows = (*((text, *[None] * (width - 1)) for text in head), *indicators.rows[2:])
    named = [replace(sheet, name=f"Sheet{number}") for number, sheet in enumerate(book.sheets, 1)]
    last = replace(indicators, name="Sheet3", rows=rows)
    assert said(replace(book, sheets=(*named, last))) == []
    silent = change(replace(book, sheets=(*named, replace(last, rows=indicators.rows))), "Sheet3!G5", 50.0)
    assert said(silent) == [("two-filled-sheets", "")]


ELSEWHERE = [
    ("推进情况表!A1", "{}2020年重点民生实事推进情况表"),
    ("推进情况表!A1", "北碚区2020年重点民生实事推进情况表（{}）"),
    ("推进情况表!B16", "填报单位（公章）：{}"),
    ("推进情况表!A16", "报送单位：{}    填报人：张三"),
]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(("place", "text"), ELSEWHERE)
def test_another_unit_named_over_or_under_the_table_is_at_odds(place, text, signed):
    book = issued("缙云公司", signed=signed)
    assert said(change(book, place, text.format("缙融公司"))) == [("unit-conflict", place.split("!")[1])]
    for own in ("缙云公司", "重庆缙云资产经营有限公司"):
        assert said(change(book, place, text.format(own))) == []


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("推进情况表!A1", "区发展改革委2020年重点民生实事推进情况表"),
        ("推进情况表!B16", "审核单位：区交通局"),
        ("推进情况表!B16", "汇总单位：区交通局"),
        ("推进情况表!B16", "填报单位（公章）："),
        ("推进情况表!B16", "填报单位（公章）：产业发展科"),
        ("推进情况表!B16", "填报单位（公章）：区发展改革委"),
    ],
)
def test_the_office_and_whoever_else_signs_are_no_clue_to_the_unit(place, text, signed):
    units = (*CATALOGUE.units, Unit("区发展改革委"))
    assert said(change(issued("区教委", signed=signed), place, text), catalogue=replace(CATALOGUE, units=units)) in (
        [],
        [("note-outside", "B16")],
    )


def test_a_unit_that_only_its_seal_names():
    book = change(unsigned("推进情况表!A3", None), "量化指标!A3", None)
    submission = read(change(book, "推进情况表!B16", "填报单位（公章）：区教委"))
    assert submission.unit == "区教委"
    assert "表下方的填报单位（推进情况表!B16）为“区教委”" in submission.findings[0].message
    unknown = said(change(book, "推进情况表!B16", "填报单位（公章）：区教育处"))
    assert unknown == [("unknown-unit", "B16")]
