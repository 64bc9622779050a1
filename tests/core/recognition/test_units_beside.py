"""A number in one cell and its unit in the next, which has no heading: never read in the unit of the column in silence."""

import pytest

from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, KEY, edit, issued

PROJECTS, INDICATORS = "推进情况表", "量化指标"
UNIT = "区教委"


def entry(sheet, cell, column, number, beside, heading=None, unit=UNIT):
    """Return how a cell of the first row is read beside a new column."""
    first, headed = (6, 5) if sheet == PROJECTS else (5, 4)

    def insert(rows):
        for row_number, row in enumerate(rows, 1):
            row.extend([None] * (column - len(row)))
            row.insert(column, {headed: heading, first: beside}.get(row_number))
        rows[first - 1][column - 1] = number
        return rows

    submission = recognise(edit(issued(unit), sheet, insert, merges=()), FORM, CATALOGUE, KEY)
    (found,) = [one for one in submission.entries if (one.place.sheet, one.place.cell) == (sheet, cell)]
    return found


@pytest.mark.parametrize(
    ("number", "beside"), [(0.351, "亿元"), (3510000.0, "（元）"), ("351", "千元"), (12.0, "公里")]
)
def test_another_unit_beside_an_amount_makes_it_unclear(number, beside):
    found = entry(PROJECTS, "F6", 6, number, beside)
    assert (found.value, found.flaw) == (None, "unit-unclear")
    assert beside.strip("（）") in found.raw


@pytest.mark.parametrize(("number", "beside"), [(351.0, "万元"), (351.0, "未审计"), ("351万元", "亿元"), (351.0, 5.0)])
def test_its_own_unit_or_anything_else_beside_it_changes_nothing(number, beside):
    found = entry(PROJECTS, "F6", 6, number, beside)
    assert (found.value, found.flaw) == (351.0, "")


def test_what_stands_under_a_heading_of_its_own_is_no_unit_of_the_number():
    assert entry(PROJECTS, "F6", 6, 0.351, "亿元", "其中").value == 0.351


@pytest.mark.parametrize(
    ("beside", "value", "flaw"), [("米", None, "unit-unclear"), ("公里", 0.5, ""), ("万户", None, "unit-unclear")]
)
def test_another_unit_beside_an_indicators_figure_makes_it_unclear(beside, value, flaw):
    found = entry(INDICATORS, "G5", 7, 0.5, beside, unit="区交通局")
    assert (found.value, found.flaw) == (value, flaw)
