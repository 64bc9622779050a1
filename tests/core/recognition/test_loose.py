"""What stands below or between the rows of a form and belongs to no project: never taken for one, never lost unsaid."""

from datetime import datetime

import pytest

from shishi_xl.core import checks
from shishi_xl.core.form import FieldName
from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, KEY, change, codes, edit, issued, sheet, values

PROJECTS, INDICATORS = "推进情况表", "量化指标"
UNIT = "区教委"
LAST = {PROJECTS: 10, INDICATORS: 10}  # the last row of 区教委 on either sheet


def read(book):
    return recognise(book, FORM, CATALOGUE, KEY)


def wanted():
    return values(read(issued(UNIT)))


def loose(where, row, signed, **cells):
    """Return the issued form with cells (E="…") put into a row below its rows, the form's own footer taken off."""

    def action(rows):
        rows = rows[: LAST[where]]
        rows += [[] for _ in range(row - len(rows))]
        for letter, value in cells.items():
            line, column = rows[row - 1], ord(letter) - 64
            line.extend([None] * (column - len(line)))
            line[column - 1] = value
        return rows

    return edit(issued(UNIT, signed=signed), where, action)


def said(book):
    submission = read(book)
    found = (*submission.findings, *checks.run([submission], FORM, CATALOGUE)[0])
    return [one for one in codes(found) if one[0] != "identity-from-page"]


SIGNED_OFF = [
    {"E": "区教委"},
    {"E": "区教委（章）", "G": "2020年6月24日"},
    {"E": "重庆市北碚区教育委员会"},
    {"F": datetime(2020, 6, 24)},
    {"G": "二〇二〇年六月二十四日"},
    {"G": "年  月  日"},
    {"F": "（盖章）"},
    {"E": "单位负责人签字：", "G": "（公章）"},
    {"B": "区教委（章）", "E": "2020.6.24"},
    {"A": "区教委", "G": "6月24日"},
]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("gap", [1, 4])
@pytest.mark.parametrize("cells", SIGNED_OFF, ids=str)
def test_who_signed_and_when_is_no_project_and_no_remark(cells, gap, signed):
    book = loose(PROJECTS, LAST[PROJECTS] + gap, signed, **cells)
    assert said(book) == []
    assert {key: one for key, one in wanted().items() if key[0]} == {
        key: one for key, one in values(read(book)).items() if key[0]
    }


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("gap", "cells", "cell"),
    [
        (1, {"E": "以上数据截至6月24日"}, "E11"),
        (1, {"F": 1560.5}, "F11"),
        (1, {"A": "说明", "B": "以上投资不含区级配套"}, "A11"),
        (2, {"A": "以上数据未经审计", "E": "请核对"}, "A12"),
        (5, {"E": "本表一式两份"}, "E15"),
        (5, {"E": "正在装修"}, "E15"),
        (30, {"E": "以上情况属实"}, "E40"),
    ],
)
def test_words_and_sums_that_belong_to_no_row_are_said_where_they_stand(gap, cells, cell, signed):
    book = loose(PROJECTS, LAST[PROJECTS] + gap, signed, **cells)
    assert said(book) == [("note-outside", cell)]
    assert values(read(book))["附2-05", "", FieldName.PROGRESS] == wanted()["附2-05", "", FieldName.PROGRESS]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("gap", "cells", "more"),
    [
        (1, {"E": "正在装修，完成45%"}, [("note-outside", "E11")]),
        (1, {"F": 1560.5}, [("note-outside", "F11")]),
        (1, {"G": "2020年6月24日"}, []),
        (5, {"E": "区教委"}, []),
    ],
)
def test_an_empty_row_stays_empty_whatever_stands_below(gap, cells, more, signed):
    book = loose(PROJECTS, LAST[PROJECTS] + gap, signed, **cells)
    for letter in "EFG":
        book = change(book, f"{PROJECTS}!{letter}10", None)
    assert said(book) == [*more, ("required-blank", "E10")]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    "cells", [{"G": 172.0}, {"I": "2020年6月24日"}, {"G": "区教委"}, {"C": "以上为累计数"}], ids=str
)
@pytest.mark.parametrize("gap", [1, 3])
def test_an_empty_indicator_stays_empty_whatever_stands_below(gap, cells, signed):
    book = change(loose(INDICATORS, LAST[INDICATORS] + gap, signed, **cells), f"{INDICATORS}!G10", None)
    found = values(read(book))
    assert found["附2-05", "总体形象进度", FieldName.CURRENT] is None
    assert found["附2-05", "总体形象进度", FieldName.REMARK] is None
    assert {code for code, _ in said(book)} <= {"note-outside"}


def test_a_row_that_goes_on_below_its_own_is_refused_also_at_the_end():
    assert said(loose(PROJECTS, 11, True, E="另：床位采购完成")) == [("row-repeated", "B11")]


def test_a_row_without_a_name_between_others_is_asked_about():
    book = edit(issued(UNIT, signed=False), PROJECTS, lambda rows: [*rows[:7], [], [None] * 4 + ["已完工"], *rows[7:]])
    assert said(book) == [("unknown-row", "B9")]


def test_a_row_that_lost_its_name_fills_no_empty_row_above():
    book = change(issued(UNIT), f"{PROJECTS}!E6", None)
    for cell in ("F6", "G6", "A7", "B7", "C7", "D7"):
        book = change(book, f"{PROJECTS}!{cell}", None)
    found = said(book)
    assert ("required-blank", "E6") in found
    assert ("unknown-row", "B7") in found
    assert values(read(book))["附1-01", "", FieldName.PROGRESS] is None
    (finding,) = [one for one in read(book).findings if one.code == "unknown-row"]
    assert ("没有写项目名称" in finding.message, finding.example) == (True, "推进中小学课后服务")


def test_a_blank_copy_with_a_signature_is_not_a_second_filled_form():
    blank = change(issued(UNIT, filled=False), f"{PROJECTS}!E15", "区教委").sheets[0]
    copy = sheet("空表", "甲")
    book = issued(UNIT)
    book = type(book)((*book.sheets, type(copy)("空表", blank.rows, merges=blank.merges)), "xlsx")
    assert said(book) == []
    assert values(read(book)) == wanted()
