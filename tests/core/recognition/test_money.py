"""A unit of money other than 万元, wherever a file names it, is said at its cell and never read as 万元."""

from dataclasses import replace

import pytest

from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, KEY, change, codes, edit, issued

PROJECTS = "推进情况表"
UNIT = "区教委"


def found(book):
    return [
        one
        for one in recognise(book, FORM, CATALOGUE, KEY).findings
        if one.code not in {"note-outside", "column-extra"}
    ]


def said(book):
    return [one for one in codes(found(book)) if one[0] != "identity-from-page"]


def with_column(heading, *cells):
    """Return the issued form with a column behind 1-6月完成投资, its heading in row 5."""

    def action(rows):
        told = {5: heading, **dict(enumerate(cells, start=6))}
        return [[*row[:6], told.get(number), *row[6:]] for number, row in enumerate(rows, start=1)]

    return edit(issued(UNIT), PROJECTS, action, merges=())


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("A1", "北碚区2020年重点民生实事推进情况表（金额：亿元）"),
        ("A1", "北碚区2020年重点民生实事推进情况表（单位：千元）"),
        ("A2", "金额以亿元计"),
        ("H5", "（亿元）"),
        ("B11", "单位：亿元"),
        ("F13", "单位：亿元"),
        ("B11", "注：投资额按亿元填报"),
        ("B11", "说明：以上数据单位：亿元"),
        ("B11", "注：投资金额以元为单位。"),
        ("B11", "备注：本表投资数据单位为千元"),
        ("B11", "合计（亿元）"),
        ("G6", "投资单位为亿元"),
        ("H6", "以上投资单位为亿元。"),
    ],
)
def test_named_anywhere_it_is_said_there(cell, text, signed):
    assert said(change(issued(UNIT, signed=signed), f"{PROJECTS}!{cell}", text)) == [("money-unit-changed", cell)]


@pytest.mark.parametrize("heading", ["金额单位", "单位（金额）", "投资单位", None])
def test_in_a_column_of_its_own_it_is_said_beside_each_amount(heading):
    assert said(with_column(heading, "亿元", "万元", "亿元")) == [("money-unit-changed", cell) for cell in ("G6", "G8")]


def test_in_the_name_of_the_sheet_it_is_said_of_the_sheet():
    book = issued(UNIT)
    sheets = (replace(book.sheets[0], name="推进情况表（亿元）"), *book.sheets[1:])
    assert said(replace(book, sheets=sheets)) == [("money-unit-changed", "")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("A1", "北碚区2020年重点民生实事推进情况表（单位：万元）"),
        ("A2", "金额一律以万元为单位，不得以元填报。"),
        ("B11", "单位：万元"),
        ("B11", "注：全年计划投资2.4亿元，其中中央资金8000万元。"),
        ("B11", "填报单位：元和街道办事处"),
        ("G6", "上月误将投资单位写为元，本月已更正。"),
        ("G6", "资金缺口1.2亿元"),
    ],
)
def test_money_told_for_what_it_is_stays_unsaid(cell, text):
    assert said(change(issued(UNIT), f"{PROJECTS}!{cell}", text)) == []


def test_another_figures_own_unit_is_no_unit_of_the_table():
    assert said(with_column("总投资（亿元）", 1.2, 0.4)) == []


def test_the_example_is_the_marked_cell_as_it_would_be_right():
    """A heading over two columns is marked where it stands, so that it can be put right there."""
    both = change(issued(UNIT), f"{PROJECTS}!E4", "完成情况（元）")
    (finding,) = found(both)
    assert (finding.cell, finding.example) == ("E4", "完成情况（万元）")
    (finding,) = found(change(issued(UNIT), f"{PROJECTS}!A3", f"填报单位：{UNIT}   单位：亿元"))
    assert (finding.cell, finding.example) == ("A3", f"填报单位：{UNIT}   单位：万元")
