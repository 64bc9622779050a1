"""Columns of another year, or of all the time since the work began: never taken for what this year has brought so far."""

import pytest

from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, KEY, change, codes, edit, issued, values

PROJECTS, INDICATORS = "推进情况表", "量化指标"
UNIT = "区教委"
F5, G4 = f"{PROJECTS}!F5", f"{INDICATORS}!G4"


def read(book):
    return recognise(book, FORM, CATALOGUE, KEY)


def said(book):
    return [one for one in codes(read(book).findings) if one[0] != "identity-from-page"]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("place", "heading", "example"),
    [
        (F5, "2019年完成投资", "2020年1-6月完成投资"),
        (F5, "2021年完成投资", "2020年1-6月完成投资"),
        (F5, "2019年累计完成投资", "2020年1-6月累计完成投资"),
        (f"{PROJECTS}!E5", "2019年度形象进度", None),
        (G4, "2019年累计", "2020年1-6月累计"),
    ],
)
def test_a_heading_of_another_year_is_at_odds_with_the_form(place, heading, example, signed):
    found = read(change(issued(UNIT, signed=signed), place, heading)).findings
    (finding,) = [one for one in found if one.code == "wrong-period"]
    assert finding.cell == place.rpartition("!")[2]
    assert "2019年" in finding.message or "2021年" in finding.message
    assert example is None or not signed or finding.example == example


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    "heading",
    [
        "项目累计完成投资",
        "工程累计完成投资（万元）",
        "累计完成投资（含往年）",
        "开工至今完成投资",
        "2019年1月至2020年6月完成投资",
        "2019.1-2020.6完成投资",
    ],
)
def test_a_heading_that_counts_from_before_this_year_is_another_column(heading, signed):
    submission = read(change(issued(UNIT, signed=signed), F5, heading))
    (finding,) = [one for one in submission.findings if one.code == "heading-missing"]
    assert (finding.cell, finding.field) == ("F5", "完成投资")
    assert f"“{heading}”不是1月至本月的累计" in finding.message
    assert all(field != "完成投资" for _, _, field in values(submission))


@pytest.mark.parametrize("heading", ["2019年完成投资", "项目累计完成投资", "2019年1月至2020年6月完成投资"])
def test_beside_the_forms_own_column_it_is_a_column_of_the_units_own(heading):
    def insert(rows):
        for number, row in enumerate(rows, 1):
            row.insert(7, heading if number == 5 else 999.0 if 6 <= number <= 10 else None)
        return rows

    book = edit(issued(UNIT), PROJECTS, insert, merges=())
    assert said(book) == [("column-extra", "H5")]
    assert values(read(book)) == values(read(issued(UNIT)))


@pytest.mark.parametrize("heading", ["2020年完成投资", "2020年度累计完成投资", "今年累计完成投资"])
def test_a_heading_of_the_forms_own_year_is_the_column(heading):
    assert said(change(issued(UNIT), F5, heading)) == []
