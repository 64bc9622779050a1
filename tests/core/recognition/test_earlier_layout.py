"""The office changes the template while forms are out: they are read by the layout they went out with."""

from dataclasses import replace

import pytest

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, Column, FieldName, FieldType, Rule, Scope
from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, KEY, change, codes, edit, issued, values

UNIT = "区教委"
STARTED = Column(
    "开工时间", PROJECT_SHEET, ("开工时间",), Scope.PROJECT, 8, Rule("开工时间", FieldType.DATE, required=True)
)
NOTE = Column("备注说明", INDICATOR_SHEET, ("备注说明",), Scope.INDICATOR, 10, Rule("备注说明"))
LATER = replace(FORM, columns=(*FORM.columns, STARTED, NOTE), version="later")


def read(book, form=LATER):
    return recognise(book, form, CATALOGUE, KEY)


def test_columns_added_since_are_left_blank_with_a_note():
    submission = read(issued(UNIT))
    (finding,) = submission.findings
    assert (finding.code, finding.level.value) == ("older-version", "提示")
    assert "后来增加的“开工时间”“备注说明”留空" in finding.message
    assert values(submission) == values(read(issued(UNIT), FORM))


@pytest.mark.parametrize("form", [FORM, LATER])
def test_a_column_that_the_form_had_is_missed(form):
    cut = edit(issued(UNIT), PROJECT_SHEET, lambda rows: [row[:6] for row in rows], merges=())
    assert ("heading-missing", "F5") in codes(read(cut, form).findings)


def test_a_form_of_the_new_layout_needs_the_new_columns():
    assert ("heading-missing", "G4") in codes(read(issued(UNIT, form=LATER)).findings)


def test_a_column_renamed_since_is_found_under_the_name_it_had():
    own = Column("开工时间", PROJECT_SHEET, ("何时动工",), Scope.PROJECT, 8, Rule("开工时间"))
    before = replace(FORM, columns=(*FORM.columns, own), version="before")
    book = change(change(issued(UNIT, form=before), "推进情况表!H4", "何时动工"), "推进情况表!H6", "三月")
    after = replace(before, columns=(*FORM.columns, replace(own, headings=("实际开工",))), version="after")
    submission = read(book, after)
    assert values(submission)["附1-01", "", "开工时间"] == "三月"
    assert codes(submission.findings) == [("older-version", "")]


def test_a_column_taken_off_since_is_said_to_count_for_nothing():
    columns = tuple(one for one in FORM.columns if one.field != FieldName.PROBLEM)
    (finding,) = read(issued(UNIT), replace(FORM, columns=columns, version="less")).findings
    assert finding.code == "older-version"
    assert "后来取消的“存在的主要问题”没有计入" in finding.message


def test_months_of_the_headings_are_known_on_an_earlier_layout_too():
    book = change(issued(UNIT), "推进情况表!F5", "1-7月完成投资")
    assert ("wrong-period", "F5") in codes(read(book).findings)
