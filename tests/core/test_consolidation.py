"""A consolidated month: headings with their rates, units, findings, months before, fields the office has added."""

from dataclasses import replace
from datetime import date

import pytest

from shishi_xl.core.consolidation import consolidate
from shishi_xl.core.evaluation import Evaluation
from shishi_xl.core.findings import find
from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, Column, FieldType, Rule, Scope
from shishi_xl.core.grid import Place
from shishi_xl.core.model import Decision
from shishi_xl.core.period import Period
from shishi_xl.core.standing import State
from shishi_xl.core.submission import Disposition
from shishi_xl.core.workbook_rows import Heading
from tests import sheets
from tests.core.lists import make
from tests.core.months import FORM, JUNE, catalogue, entries, month, project, record, silent

MAY, APRIL = Period(2020, 5), Period(2020, 4)
ONE = [project("附1-01", ("区教委",)), project("附1-02", ("区交通局",), number="2")]


def merged(listed, june, *earlier, form=FORM):
    return consolidate(listed, form, june, earlier, read=silent)


def filled(key, percent, **more):
    return entries(key, current={"总体形象进度": percent}, **more)


def test_headings_stand_in_the_notices_order_with_their_own_rates():
    rows = [
        project("附1-01", annex="附件1"),
        project("附2-01", annex="附件2", group="一、学校", subgroup="（一）新建"),
        project("附2-02", annex="附件2", group="一、学校", subgroup="（二）建成"),
        project("附2-03", annex="附件2", group="二、道路"),
    ]
    june = month((record(1, "区教委"), filled("附1-01", 10.0), filled("附2-01", 20.0), filled("附2-02", 40.0)))
    found = merged(catalogue(rows), june)
    lines = [
        (line.level, line.label, line.total.completion, line.total.coverage)
        if isinstance(line, Heading)
        else line.project.key
        for line in found.lines
    ]
    assert lines == [
        (0, "附件1", 10, "1/1"), "附1-01",
        (0, "附件2", 30, "2/3"),
        (1, "一、学校", 30, "2/2"), (2, "（一）新建", 20, "1/1"), "附2-01", (2, "（二）建成", 40, "1/1"), "附2-02",
        (1, "二、道路", None, "0/1"), "附2-03",
    ]  # fmt: skip
    assert [group.label for group in found.groups] == ["附件1", "一、学校", "二、道路"]


def test_one_annex_needs_no_heading_of_its_own():
    assert not [line for line in merged(catalogue(ONE), month()).lines if isinstance(line, Heading)]


def test_a_joint_project_counts_for_each_unit_and_once_in_all():
    rows = [project("附1-01", ("甲", "乙"), plan=100.0), project("附1-02", ("乙",), plan=100.0)]
    sent = (
        (record(1, "甲"), filled("附1-01", 100.0, investment=50.0)),
        (record(2, "乙"), filled("附1-01", 100.0, investment=50.0), filled("附1-02", 20.0, investment=10.0)),
    )
    found = merged(catalogue(rows), month(*sent))
    assert [(unit.unit, unit.total.completion, unit.total.coverage, unit.reported) for unit in found.units] == [
        ("甲", 100, "1/1", 1), ("乙", 60, "2/2", 2),
    ]  # fmt: skip
    assert (found.total.projects, found.total.completion, found.total.investment_rate) == (2, 60, 30)


def test_texts_stand_under_their_units_names_where_several_are_responsible():
    rows = [project("附1-01", ("甲", "乙")), project("附1-02", ("甲",))]
    sent = (
        (record(1, "甲"), entries("附1-01", progress="子", problem="缺钱"), entries("附1-02", progress="丑")),
        (record(2, "乙"), entries("附1-01", progress="寅")),
    )
    found = merged(catalogue(rows), month(*sent))
    assert [row.progress for row in found.projects] == ["甲：子\n乙：寅", "丑"]
    assert found.projects[0].problem == "甲：缺钱"


def test_not_reported_not_determined_and_sent_back():
    rows = [*ONE, project("附1-03", ("区民政局",)), project("附1-04", ("相关街镇",))]
    sent = (
        (record(1, "区教委"), entries("附1-01", progress="正常推进")),
        record(2, "区民政局", disposition=Disposition.RETURNED),
    )
    found = merged(catalogue(rows), month(*sent))
    assert [row.evaluation for row in found.projects] == [
        Evaluation.UNDETERMINED, Evaluation.UNREPORTED, Evaluation.UNREPORTED, Evaluation.UNDETERMINED,
    ]  # fmt: skip
    told = [row.completion.basis for row in found.projects[1:3]]
    assert told[1] == "未报：区民政局（已报待改）"
    assert "已报待改" not in told[0]
    assert (found.due, found.returned_rate, found.states[State.TO_MEND]) == (3, pytest.approx(100 / 3), 1)
    assert found.empty_collectives == ("相关街镇",)
    assert "相关街镇" in dict(found.definitions)["报送率"]


def test_a_lead_whose_form_went_back_is_not_told_to_be_missing():
    sent = (
        record(1, "甲", disposition=Disposition.RETURNED),
        (record(2, "乙"), entries("附1-01", progress="总体形象进度40%。", investment=10.0)),
    )
    (row,) = merged(catalogue([project("附1-01", ("甲", "乙"))]), month(*sent)).projects
    assert "牵头单位甲已报待改，按配合单位乙" in row.completion.basis
    assert row.amount.mark == "牵头单位甲已报待改，按配合单位乙"


def test_rates_of_returns():
    rows = [project(f"附1-0{at}", (name,)) for at, name in enumerate("甲乙丙丁", 1)]
    sent = (record(1, "甲"), record(2, "乙", "2020-06-27T10:00"), record(3, "丙", disposition=Disposition.RETURNED))
    found = merged(catalogue(rows), month(*sent))
    assert (found.returned_rate, found.on_time_rate) == (50, 25)
    assert merged(catalogue([]), month()).returned_rate is None


def test_the_last_decision_of_the_period_counts():
    decided = [
        Decision(MAY, "附1-01", 10.0, "五月", "李某"),
        Decision(JUNE, "附1-01", 20.0, "六月", "李某"),
        Decision(JUNE, "附1-01", 30.0, "六月再核", "李某"),
    ]
    assert merged(catalogue(ONE, decisions=decided), month()).projects[0].completion.percent == 30


def test_last_month_beside_this_one():
    may = month((record(1, "区教委", period=MAY), filled("附1-01", 20.0, investment=5.0)), period=MAY)
    june = month((record(2, "区教委"), filled("附1-01", 50.0, investment=8.0)))
    first, second = merged(catalogue(ONE), june, may).changes
    assert (first.percent_before, first.percent, first.invested_before, first.invested) == (20, 50, 5, 8)
    assert (second.percent_before, second.percent) == (None, None)


def test_a_supporters_nought_does_not_wipe_out_what_was_spent_in_earlier_months():
    """The lead reports in April, then only the supporter, which has no money to spend."""
    rows = [project("附1-01", ("甲", "乙"))]
    april = month((record(1, "甲", period=APRIL), filled("附1-01", 20.0, investment=138.0)), period=APRIL)
    may, june = (
        month((record(at, "乙", period=each), filled("附1-01", 50.0, investment=0.0)), period=each)
        for at, each in ((2, MAY), (3, JUNE))
    )
    found = merged(catalogue(rows), june, april, may)
    assert [point.total.investment for point in found.course] == [138, None, None]
    assert found.projects[0].basis.endswith("；投资：牵头单位甲未报，配合单位乙填的是0或空白，不能代表整个项目")


def test_the_basis_says_once_whose_report_stands_for_the_lead():
    rows = [project("附1-01", ("甲", "乙"))]
    told = merged(catalogue(rows), month((record(1, "乙"), filled("附1-01", 50.0, investment=5.0)))).projects[0]
    assert told.basis == told.completion.basis
    assert told.basis.count("按配合单位乙") == 1


def test_months_are_put_in_order_and_those_without_submissions_or_of_other_years_left_out():
    earlier = [
        month(record(at, "区教委", period=each), period=each)
        for at, each in enumerate((MAY, Period(2019, 5), APRIL, Period(2020, 7)))
    ]
    earlier.append(month(period=Period(2020, 3)))
    assert [point.period for point in merged(catalogue(ONE), month(), *earlier).course] == [APRIL, MAY, JUNE]


def test_how_long_a_problem_lasts():
    def with_problem(number, period, text):
        return month((record(number, "区教委", period=period), entries("附1-01", problem=text)), period=period)

    months = [with_problem(at, each, "用地手续未办结") for at, each in enumerate((APRIL, MAY, JUNE), 1)]
    found = merged(catalogue(ONE), months[2], *months[:2])
    assert [(row.text, row.months, row.origin.cell) for row in found.problems] == [("用地手续未办结", 3, "G7")]
    assert merged(catalogue(ONE), months[2], months[0]).problems[0].months == 1  # nothing is known of May


def test_findings_of_what_counts_and_of_what_was_sent_back_since():
    old, good, bad = (
        record(1, "区教委", "2020-06-10T10:00", Disposition.RETURNED),
        record(2, "区教委", "2020-06-11T10:00"),
        record(3, "区教委", "2020-06-12T10:00", Disposition.RETURNED),
    )
    place = Place(PROJECT_SHEET, 7, 6)
    findings = {
        1: (find("reading-failed"),),
        2: (
            find("progress-unclear", place, project="附1-01", field="形象进度", example="…"),
            find("late", received="x", deadline="y"),
        ),
        3: (find("unreadable", reason="坏了"),),
    }
    said = entries("附1-01", progress="话", remark={"总体形象进度": "雨季停工"})
    found = merged(catalogue(ONE), month(old, (good, said), bad, findings=findings)).findings
    assert [(row.finding.code, row.record.id) for row in found] == [
        ("unreadable", 3),
        ("progress-unclear", 2),
        ("late", 2),
    ]
    assert [row.finding.answer for row in found] == ["", "雨季停工", ""]


def test_a_month_is_compared_with_the_one_before_as_it_stands_now():
    """June came when May said 60; May has been corrected, or withdrawn, since."""

    def told(before, stored=()):
        may = month((record(1, "区教委", period=MAY), filled("附1-01", before)), period=MAY) if before else None
        june = month((record(2, "区教委"), filled("附1-01", 55.0)), findings={2: tuple(stored)})
        found = merged(catalogue(ONE), june, *([may] if may else []), form=sheets.FORM).findings
        return [row.finding.message for row in found if row.finding.code == "lower-than-last"]

    old = find(
        "lower-than-last",
        Place("量化指标", 7, 7),
        project="附1-01",
        field="本期累计",
        previous="60",
        example="55",
        remark="说明",
    )
    assert told(50.0, [old]) == []
    assert told(None, [old]) == []
    (said,) = told(78.0)
    assert "比上期累计 78 小" in said


def test_a_project_that_came_after_the_forms_were_out_is_not_unreported():
    """甲 has reported all that stood on its form; nobody asked it for what came later."""
    rows = [project("附1-01", ("甲",)), project("附1-02", ("甲",)), project("附1-03", ("甲", "乙"))]
    found = merged(catalogue(rows), month((record(1, "甲"), filled("附1-01", 50.0))))
    told = {row.project.key: (row.evaluation.value, row.completion.basis) for row in found.projects}
    assert told["附1-02"] == ("待核定", "待核定：甲已报，报来的表上没有这个项目（下发以后才列入）")
    assert told["附1-03"] == ("未报", "未报：乙")


def test_a_doubt_that_intake_has_seen_already_stands_once():
    rows = [project("附1-01", ("甲", "乙"))]
    lead = (record(1, "甲"), filled("附1-01", 50.0))
    other = (record(2, "乙"), filled("附1-01", 40.0))
    first = merged(catalogue(rows), month(lead, other)).findings
    again = merged(catalogue(rows), month(lead, other, findings={2: (first[0].finding,)})).findings
    assert [row.finding.code for row in first] == ["lead-supporter-differ"]
    assert again == first


# --- fields the office has added --------------------------------------------------------------------------------


def _widened():
    return replace(
        FORM,
        columns=(
            *FORM.columns,
            Column("开工时间", PROJECT_SHEET, ("开工时间",), Scope.PROJECT, 8, Rule("开工时间", FieldType.DATE)),
            Column("分管领导", PROJECT_SHEET, ("分管领导",), Scope.PROJECT, 9, Rule("分管领导")),
            Column("项目属性", PROJECT_SHEET, ("项目属性",), Scope.PROJECT, 10),  # preset, not filled in
            Column("验收数", INDICATOR_SHEET, ("验收数",), Scope.INDICATOR, 10, Rule("验收数", FieldType.NUMBER)),
        ),
    )


def test_columns_added_to_the_form_come_out_with_their_values():
    said = entries("附1-01", 开工时间=date(2020, 3, 2), 分管领导="王某")
    found = merged(catalogue(ONE), month((record(1, "区教委"), said)), form=_widened())
    assert [column.field for column in found.project_extras] == ["开工时间", "分管领导"]
    assert [row.extras for row in found.projects] == [(date(2020, 3, 2), "王某"), (None, None)]
    assert [column.field for column in found.indicator_extras] == ["验收数"]


def test_units_that_say_different_things_in_an_added_column_are_all_shown():
    rows = [project("附1-01", ("甲", "乙"))]
    sent = (
        (record(1, "甲"), entries("附1-01", 分管领导="王某")),
        (record(2, "乙"), entries("附1-01", 分管领导="赵某")),
    )
    found = merged(catalogue(rows), month(*sent), form=_widened())
    assert found.projects[0].extras[1] == "甲：王某\n乙：赵某"


def test_an_office_that_takes_a_column_off_its_form_gets_blanks():
    slim = replace(FORM, columns=tuple(column for column in FORM.columns if column.field != "完成投资"))
    found = merged(catalogue(ONE), month((record(1, "区教委"), filled("附1-01", 50.0))), form=slim)
    assert found.projects[0].amount.value is None


# --- at any size ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("projects", "units", "months"), [(37, 21, 3), (1, 1, 1), (200, 30, 1)])
def test_the_sums_agree_with_each_other(projects, units, months):
    listed, form, made = make(projects, units, months=months)
    found = consolidate(listed, form, made[-1], made[:-1], read=silent)
    assert len(found.projects) == len(found.changes) == projects
    assert sum(found.total.evaluations.values()) == projects
    assert sum(found.states.values()) == found.due == len(found.units) == len(found.standings)
    assert sum(group.total.projects for group in found.groups) == projects
    assert sum(row.completion.percent is not None for row in found.projects) == found.total.determined
    assert [point.period for point in found.course] == [each.period for each in made]
