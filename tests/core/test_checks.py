"""Checks over frames of submissions: each code is triggered at its place, and nothing a check says is lost."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from shishi_xl.core import answers, checks, frames
from shishi_xl.core.checks.remarks import COLUMNS, remarks
from shishi_xl.core.findings import KINDS, Level, find, group
from shishi_xl.core.form import FieldType, Rule
from shishi_xl.core.grid import Place
from shishi_xl.core.recognition import recognise
from shishi_xl.core.submission import Submission
from tests.sheets import CATALOGUE, FORM, JUNE, KEY, _project, change, codes, issued

MAY = JUNE.previous
PROJECTS, INDICATORS = "推进情况表", "量化指标"
# The road project: 投资 60 of a plan of 9000 in F6, 56.5 of 113 公里 in 量化指标!G5; a month before 50 and 47.08.
UNIT = "区交通局"


def submission(*changes, unit=UNIT, period=JUNE, form=FORM):
    book = issued(unit, period, form=form)
    for place, value in changes:
        book = change(book, place, value)
    return recognise(book, form, CATALOGUE, KEY)


def check(*changes, before=(), unit=UNIT, form=FORM):
    """Return what the checks find in a form with some cells changed; `before` changes last month's."""
    previous = {unit: submission(*before, unit=unit, period=MAY).entries}
    return checks.run([submission(*changes, unit=unit, form=form)], form, CATALOGUE, previous)[0]


@pytest.mark.parametrize("said", ["80%", "12公里", "八成", "已完工", "６月底完工", "见附件，完成8公里"])
def test_a_few_words_are_words(said):
    assert check((f"{PROJECTS}!E6", said)) == ()


def test_a_later_month_in_the_text_is_a_doubt_that_names_both():
    (finding,) = check((f"{PROJECTS}!E6", "截至7月底累计完成60公里。"))
    assert (finding.code, finding.cell, finding.example) == ("later-month", "E6", "截至6月底")
    for words in ("“截至7月底”", "2020年6月", "2020年7月下发的表"):
        assert words in finding.message


@pytest.mark.parametrize(("value", "found"), [(0.8333, ["less-than-one"]), (1, []), (1.5, [])])
def test_less_than_one_of_what_is_counted_is_a_doubt(value, found):
    assert [code for code, _ in codes(check((f"{INDICATORS}!G5", value), unit="缙融公司"))] == found


def test_less_than_one_of_a_length_is_none():
    assert "less-than-one" not in dict(codes(check((f"{INDICATORS}!G5", 0.8333))))


@pytest.mark.parametrize("unit", CATALOGUE.responsible_units)
def test_a_plain_form_has_nothing_to_be_said_about(unit):
    assert check(unit=unit) == ()


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (f"{PROJECTS}!E6", None, "required-blank"),
        (f"{PROJECTS}!E6", "  ", "required-blank"),
        (f"{PROJECTS}!E6", "/", "nothing-not-allowed"),
        (f"{PROJECTS}!E6", "无", "nothing-not-allowed"),
        (f"{PROJECTS}!E6", "字" * 32768, "text-too-long"),
        (f"{PROJECTS}!E6", date(2020, 6, 15), "progress-unclear"),
        (f"{PROJECTS}!E6", "截至6月15日", "progress-unclear"),
        (f"{PROJECTS}!E6", "２０２０．６．１５", "progress-unclear"),
        (f"{PROJECTS}!E6", 80.0, "progress-unclear"),
        (f"{PROJECTS}!E6", 0.8, "progress-unclear"),
        (f"{PROJECTS}!E6", "√", "progress-unclear"),
        (f"{PROJECTS}!E6", "详见附件2。", "progress-unclear"),
        (f"{PROJECTS}!E6", "同上月", "progress-unclear"),
        (f"{PROJECTS}!E6", "与上期一致，无变化", "progress-unclear"),
        (f"{PROJECTS}!F6", "详见附件", "not-a-number"),
        (f"{PROJECTS}!F6", "300或400", "several-numbers"),
        (f"{PROJECTS}!F6", "近300", "not-exact"),
        (f"{PROJECTS}!F6", "300户", "unit-unclear"),
        (f"{PROJECTS}!F6", "40（格式把40000缩小了1000倍显示）", "shown-smaller"),
        (f"{PROJECTS}!F6", "110101199003074514", "number-too-long"),
        (f"{PROJECTS}!F6", 1.1010119900307451e17, "number-too-long"),
        (f"{INDICATORS}!G5", 1e15, "number-too-long"),
        (f"{PROJECTS}!F6", "#DIV/0!", "error-cell"),
        (f"{PROJECTS}!F6", -5, "negative"),
        (f"{PROJECTS}!F6", datetime(1900, 11, 15, 12), "date-not-number"),
        (f"{PROJECTS}!F6", "约300", "approximate"),
        (f"{PROJECTS}!F6", "0.03亿元", "unit-converted"),
        (f"{PROJECTS}!E9", "六月底", "not-a-date"),
        (f"{INDICATORS}!G5", "96000米", "unit-converted"),
        (f"{INDICATORS}!G5", "96户", "unit-unclear"),
        (f"{PROJECTS}!F6", 49, "lower-than-last"),
        (f"{INDICATORS}!G5", 47, "lower-than-last"),
        (f"{PROJECTS}!F6", 4800, "jump"),
        (f"{INDICATORS}!G5", 105, "jump"),
        (f"{PROJECTS}!F6", 3000000, "maybe-yuan"),
        (f"{PROJECTS}!F6", 0.006, "maybe-hundred-millions"),
        (f"{PROJECTS}!F6", "40千", "unit-unclear"),
        (f"{PROJECTS}!F6", "不涉及投资", "investment-denied"),
        (f"{PROJECTS}!F6", "/", "investment-denied"),
        (f"{PROJECTS}!F6", None, "investment-denied"),
    ],
)
def test_a_wrong_cell_is_found_where_it_is(place, value, code):
    (finding,) = check((place, value))
    assert (finding.code, finding.cell) == (code, place.split("!")[1])
    assert finding.sheet == place.split("!")[0]


@pytest.mark.parametrize(("before", "example"), [(50, "45"), (3, "5"), (None, "5")])
def test_a_negative_number_is_answered_with_what_it_leaves_of_last_months(before, example):
    (finding,) = check((f"{PROJECTS}!F6", -5), before=[(f"{PROJECTS}!F6", before)])
    assert finding.example == example
    assert ("上期累计 50，核减 5 后是 45" in finding.message) == (before == 50)


def test_a_fallen_figure_is_answered_with_the_sum_that_a_months_figure_would_make():
    (finding,) = check((f"{INDICATORS}!G5", 9.4))
    assert "是不是填成了本月" in finding.message
    assert finding.example == "9.4 是本月数的，累计填 47.08＋9.4＝56.48"
    (finding,) = check((f"{PROJECTS}!F6", "5"))
    assert finding.example == "5 是本月数的，累计填 50＋5＝55"


@pytest.mark.parametrize(
    ("cell", "before", "now", "unit"), [("G5", 98, 90, "区教委"), ("G5", 113, 100, UNIT)]
)  # a rate, and a sum far above the target
def test_a_sum_that_cannot_be_meant_is_not_offered(cell, before, now, unit):
    found = check((f"{INDICATORS}!{cell}", now), before=[(f"{INDICATORS}!{cell}", before)], unit=unit)
    (finding,) = [one for one in found if one.code == "lower-than-last"]
    assert finding.example == f"1月至本月的累计数，不小于 {before}"


def test_investment_above_the_plan_is_doubted():
    assert codes(check((f"{PROJECTS}!F6", 14000), before=[(f"{PROJECTS}!F6", 13000)])) == [("above-plan", "F6")]
    assert check((f"{PROJECTS}!F6", 13500), before=[(f"{PROJECTS}!F6", 13000)]) == ()


def test_no_investment_where_none_is_planned_or_was_reported_is_no_matter_of_doubt():
    assert check((f"{PROJECTS}!F6", "不涉及投资"), unit="区教委")[0].code == "investment-denied"  # 10 last month
    nothing = [(f"{PROJECTS}!F{row}", "无投资") for row in (6, 7)]  # both without a plan
    assert check(*nothing, before=nothing, unit="区教委") == ()


def test_an_amount_that_is_gone_is_asked_about_where_one_is_planned_and_was_told():
    (finding,) = check((f"{PROJECTS}!F6", " "))
    assert finding.message.startswith("“完成投资”是空的，但这个项目年度计划投资 9000 万元、上期累计 50 万元。")
    assert finding.example == "不小于 50 的数"
    assert check((f"{PROJECTS}!F6", None), before=[(f"{PROJECTS}!F6", None)]) == ()  # planned, not begun
    assert check((f"{PROJECTS}!F6", None), unit="区教委") == ()  # told last month, not planned


def test_a_column_slipped_a_row_up_leaves_its_last_row_without_an_amount():
    slipped = [(f"{PROJECTS}!F{row}", 60.0 * (row - 4)) for row in range(6, 10)]
    found = check(*slipped, (f"{PROJECTS}!F10", None), unit="区教委")
    assert ("investment-denied", "F10") in codes(found)


def test_far_more_than_the_target_is_doubted():  # 113公里, and 超计划 is 150 %
    assert codes(check((f"{INDICATORS}!G5", 170), before=[(f"{INDICATORS}!G5", 160)])) == [("above-target", "G5")]
    assert check((f"{INDICATORS}!G5", 169), before=[(f"{INDICATORS}!G5", 160)]) == ()


def _aiming_at(target, unit):
    """Return the catalogue with the road project's indicator aiming at something else."""
    indicators = [
        replace(one, target=target, unit=unit) if one.project == "附1-04" else one for one in CATALOGUE.indicators
    ]
    return replace(CATALOGUE, indicators=tuple(indicators))


def _against(target, unit, number, before):
    catalogue = _aiming_at(target, unit)
    may, june = (
        recognise(change(issued(UNIT, period), f"{INDICATORS}!G5", value), FORM, CATALOGUE, KEY)
        for period, value in ((MAY, before), (JUNE, number))
    )
    found = checks.run([june], FORM, catalogue, {UNIT: may.entries})[0]
    return {one.code: one.example for one in found if one.cell == "G5"}


@pytest.mark.parametrize(
    ("target", "unit", "number", "example"),
    [
        (2.6, "万户", 18200.0, "1.82"),
        (26000, "户", 182000.0, "以“户”计的累计数；确实超过年度目标的，在“说明”写明原因"),
        (2, "万户", 4.0, "以“万户”计的累计数；确实超过年度目标的，在“说明”写明原因"),
    ],
)
def test_far_more_than_the_target_is_never_answered_with_the_target(target, unit, number, example):
    assert _against(target, unit, number, None)["above-target"] == example


@pytest.mark.parametrize(
    ("target", "unit", "number", "jumps"),
    [(1, "所", 1.0, False), (1, "万户", 1.0, True), (1, "公里", 1.0, True), (5, "座", 4.0, True)],
)
def test_a_single_building_that_is_done_is_no_jump(target, unit, number, jumps):
    assert ("jump" in _against(target, unit, number, 0.0)) == jumps


def test_a_rate_above_a_hundred_is_doubted():
    changed = (f"{INDICATORS}!G5", 103)
    assert codes(check(changed, before=[(f"{INDICATORS}!G5", 100)], unit="区教委")) == [("above-target", "G5")]


@pytest.mark.parametrize(("value", "before"), [(600000, 60), (2_000_000, None)])
def test_yuan_for_ten_thousands_is_doubted_without_a_plan_too(value, before):
    found = check((f"{PROJECTS}!F6", value), before=[(f"{PROJECTS}!F6", before)], unit="区教委")
    assert codes(found) == [("maybe-yuan", "F6")]
    assert found[0].example == f"{value / 1e4:g}"


@pytest.mark.parametrize(
    ("value", "before", "found"),
    [
        (0.45, None, [("maybe-hundred-millions", "F6", "4500")]),  # half of the plan of 9000, told in 亿元
        (0.04, None, []),  # 400 of 9000 would be little: it may well be 400 元
        (9.5, None, []),
        (0.006, 60, [("maybe-hundred-millions", "F6", "60")]),
        (0.0009, 60, [("lower-than-last", "F6", "0.0009 是本月数的，累计填 60＋0.0009＝60.0009")]),
        (0, None, []),
    ],
)
def test_hundred_millions_for_ten_thousands_are_doubted(value, before, found):
    told = check((f"{PROJECTS}!F6", value), before=[(f"{PROJECTS}!F6", before)])
    assert [(one.code, one.cell, one.example) for one in told] == found


def test_the_same_words_as_last_month_are_doubted_however_they_are_set():
    told = "截至月底累计完成路基12公里，路面8公里。"
    again = "截至月底，累计完成路基１２公里， 路面8公里"
    assert codes(check((f"{PROJECTS}!E6", again), before=[(f"{PROJECTS}!E6", told)])) == [("same-text", "E6")]
    short = check((f"{PROJECTS}!E6", "正在推进"), before=[(f"{PROJECTS}!E6", "正在推进")])
    assert codes(short) == [("same-text", "E6")]


@pytest.mark.parametrize(
    ("said", "figures", "found"),
    [
        ("113公里四好农村路已全部建成通车。", (113, 113), []),
        ("113公里四好农村路已全部建成通车。", (None, None), []),
        ("113公里四好农村路已全部建成通车。", (None, 113), []),  # the text told it then as it does now
        ("正在进行路基路面施工，进展顺利。", (113, 113), []),  # by its figures
        ("正在进行路基路面施工，进展顺利。", (100, 113), ["same-text"]),
        ("113公里四好农村路已全部建成通车。", (100, 100), ["same-text"]),
        ("正在进行路基路面施工，进展顺利。", (None, None), ["same-text"]),
    ],
)
def test_what_was_finished_already_has_nothing_new_to_tell(said, figures, found):
    before, now = ([(f"{PROJECTS}!E6", said), (f"{INDICATORS}!G5", figure)] for figure in figures)
    assert [one.code for one in check(*now, before=before) if one.code == "same-text"] == found


def test_examples_speak_of_the_period_at_hand():
    told = "截至月底累计完成路基12公里，路面8公里。"
    (same,) = check((f"{PROJECTS}!E6", told), before=[(f"{PROJECTS}!E6", told)])
    assert same.example == "截至6月25日，累计完成56公里"
    july = submission((f"{PROJECTS}!E9", "月底"), period=JUNE.following)
    (dated,) = checks.run([july], FORM, CATALOGUE)[0]
    assert (dated.code, dated.example) == ("not-a-date", "2020-07-15")


def test_the_offices_own_example_of_a_date_goes_before_any_other():
    rule = Rule("开工时间", FieldType.DATE, prompt="写批准的日期，如：2026-12-20。")
    assert [one.example for one in _with(rule, "年底前")] == ["2026-12-20"]
    assert Rule("填报日期", FieldType.DATE, prompt="如：{{年度}}-{{月}}-24。").example_in(JUNE) == "2020-06-24"


def test_without_a_month_before_nothing_is_compared():
    assert checks.run([submission((f"{PROJECTS}!F6", 9000))], FORM, CATALOGUE)[0] == ()


def _with(rule, cell):
    form = replace(FORM, columns=(*FORM.columns, _project(rule.field, (rule.field,), 8, rule)))
    book = issued(UNIT, form=form)
    book = change(change(book, f"{PROJECTS}!H4", rule.field), f"{PROJECTS}!H6", cell)
    return checks.run([recognise(book, form, CATALOGUE, KEY)], form, CATALOGUE)[0]


@pytest.mark.parametrize(
    ("rule", "cell", "code"),
    [
        (Rule("分值", FieldType.NUMBER, minimum=10), 5, "below-minimum"),
        (Rule("比例", FieldType.PERCENT, maximum=100), "120%", "above-maximum"),
        (Rule("比例", FieldType.PERCENT, maximum=100), 1, "percent-unclear"),
        (Rule("状态", FieldType.CHOICE, choices=("已开工", "未开工")), "快了", "not-in-list"),
        (Rule("开工时间", FieldType.DATE), "年底前", "not-a-date"),
        (Rule("温差", FieldType.NUMBER), -5, None),
    ],
)
def test_the_rules_of_a_column_the_office_added_hold(rule, cell, code):
    assert codes(_with(rule, cell)) == ([(code, "H6")] if code else [])


def test_an_explanation_answers_a_doubt_and_leaves_it_in_the_list():
    (finding,) = check((f"{INDICATORS}!G5", 40), (f"{INDICATORS}!I5", "经复核核减7公里"))
    assert (finding.code, finding.answer) == ("lower-than-last", "经复核核减7公里")
    (finding,) = check((f"{PROJECTS}!F6", 40), (f"{PROJECTS}!G6", "审计核减"))
    assert (finding.code, finding.answer) == ("lower-than-last", "审计核减")
    (finding,) = check((f"{INDICATORS}!G5", 40), (f"{INDICATORS}!I5", "无"))
    assert finding.answer == ""
    (finding,) = check((f"{INDICATORS}!G5", -1), (f"{INDICATORS}!I5", "本来就是"))
    assert (finding.level, finding.answer) == (Level.ERROR, "")


def test_the_explanation_of_an_amount_is_the_projects_remark_before_its_problems():
    cells = (f"{PROJECTS}!F6", 40), (f"{PROJECTS}!G6", "资金不足"), (f"{INDICATORS}!I5", "审计核减5万元")
    (finding,) = check(*cells)
    assert (finding.code, finding.answer) == ("lower-than-last", "审计核减5万元")


def test_findings_of_other_hands_are_answered_too():
    read = submission((f"{INDICATORS}!I5", "口径调整"))
    doubt = find(
        "preset-changed",
        Place(INDICATORS, 5, 5),
        project="附1-04",
        indicator="建设里程",
        field="年度目标",
        wanted="113",
    )
    words = answers.explanation(answers.said_in(read.entries), doubt.project, doubt.indicator)
    assert answers.answered(doubt, words).answer == "口径调整"


# --- the runner -----------------------------------------------------------------------------------------------------


def test_one_pass_over_many_gives_each_its_own():
    wrong = submission((f"{PROJECTS}!F6", "详见附件"))
    batch = [submission(), wrong, submission(unit="区教委"), wrong, Submission(None, None, wrong.identity)]
    found = checks.run(batch, FORM, CATALOGUE)
    assert [codes(found[number]) for number in range(5)] == [
        [],
        [("not-a-number", "F6")],
        [],
        [("not-a-number", "F6")],
        [],
    ]


def test_no_submissions_give_no_findings():
    assert checks.run([], FORM, CATALOGUE) == {}


def test_several_findings_of_one_cell_all_come_through():
    def noisy(frame, _):
        everything = np.ones(len(frame), dtype=bool)
        found = remarks(frame, everything, "required-blank", lambda _: {"example": "x"})
        shuffled = pd.concat([found, found.iloc[::-1]])  # repeated labels, unsorted rows
        return shuffled.set_index(pd.Index([7] * len(shuffled)))

    read = submission()
    found = checks.run([read, read], FORM, CATALOGUE, checks=(noisy, noisy))
    assert [len(found[number]) for number in (0, 1)] == [4 * len(read.entries)] * 2


@pytest.mark.parametrize(
    "odd",
    [
        pd.DataFrame({"row": [0], "code": ["negative"]}),
        pd.DataFrame({"code": [], "row": [], "facts": []}),
        pd.DataFrame(),
    ],
)
def test_a_check_that_returns_another_shape_is_our_fault_and_loud(odd):
    with pytest.raises(TypeError, match="columns"):
        checks.run([submission()], FORM, CATALOGUE, checks=(lambda *_: odd,))


def test_a_fact_missing_from_a_wording_is_loud():
    def forgetful(frame, _):
        return remarks(frame, np.arange(len(frame)) == 0, "not-in-list", lambda _: {})

    with pytest.raises(KeyError):
        checks.run([submission()], FORM, CATALOGUE, checks=(forgetful,))


def test_the_frame_has_its_columns_and_a_row_for_each_value():
    read = submission(unit="区教委")
    frame = frames.build([read, read], FORM, CATALOGUE)
    assert tuple(frame.columns) == frames.COLUMNS
    assert len(frame) == 2 * len(read.entries)
    assert tuple(COLUMNS) == ("row", "code", "facts")


def test_the_same_message_on_many_cells_is_one_with_its_cells_in_excels_order():
    def blank(row, column):
        return find("required-blank", Place(PROJECTS, row, column), field="形象进度", example="x")

    other = find("money-unit-changed", Place(PROJECTS, 3, 6), value="元", example="金额单位：万元")
    grouped = group([blank(10, 5), blank(9, 28), other, blank(9, 5), blank(9, 5)])
    assert [(finding.code, [place.cell for place in places]) for finding, places in grouped] == [
        ("required-blank", ["E9", "AB9", "E10"]),
        ("money-unit-changed", ["F3"]),
    ]


def test_every_kind_that_recognition_or_checks_can_raise_has_a_case_here():
    root = Path(__file__).parents[2]
    sources = [*(root / "shishi_xl/core/recognition").glob("*.py"), *(root / "shishi_xl/core/checks").glob("*.py")]
    sources += [root / "shishi_xl/core/normalise.py"]
    quoted = {word for path in sources for word in re.findall(r'"([a-z-]+)"', path.read_text(encoding="utf-8"))}
    tests = [Path(__file__), *(Path(__file__).parent / "recognition").glob("*.py")]
    tested = {word for path in tests for word in re.findall(r'"([a-z-]+)"', path.read_text(encoding="utf-8"))}
    assert (quoted & KINDS.keys()) - tested == set()


def test_a_number_typed_into_last_months_column_is_doubted_and_what_was_issued_there_is_not():
    last, current = f"{INDICATORS}!F5", f"{INDICATORS}!G5"
    assert codes(check((current, None), (last, 50.0))) == [("last-alone", "F5")]
    assert "last-alone" not in {one.code for one in check((current, None))}
    assert "last-alone" not in {one.code for one in check((last, 50.0))}


@pytest.mark.parametrize(
    ("number", "found"),
    [(96.0, []), (120.0, ["above-target"]), (850.0, ["percent-impossible"]), (8500.0, ["percent-impossible"])],
)
def test_a_percent_that_none_can_be_is_no_mere_doubt(number, found):
    book = change(issued("区教委"), f"{INDICATORS}!G5", number)
    submissions = [recognise(book, FORM, CATALOGUE, KEY)]
    said = [one.code for one in checks.run(submissions, FORM, CATALOGUE)[0] if one.place.cell == "G5"]
    assert [code for code in said if code != "above-target" or found == ["above-target"]] == found


def test_a_row_that_is_nobodys_gets_no_other_projects_name_as_its_example():
    book = change(issued("区教委", signed=False), f"{PROJECTS}!B6", "兴建太空电梯")
    book = change(change(book, f"{PROJECTS}!C6", ""), f"{PROJECTS}!A6", 99.0)
    (finding,) = [one for one in recognise(book, FORM, CATALOGUE, KEY).findings if one.code == "unknown-row"]
    assert finding.example == "照抄下发表上这一行的序号、项目名称和项目内容"
