"""Wholes: a clause that goes on about amounts told before it says nothing of all the work."""

import pytest

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read

TOILETS = (Indicator("", "新建旅游公厕", 3, "座"), Indicator("", "改建旅游公厕", 3, "座"))


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("累计新建旅游公厕2座，改建3座，均已投用。", [2, 3]),
        ("累计新建旅游公厕3座，改建2座，均已投用。", [3, 2]),
        ("累计新建旅游公厕3座，改建3座，均已投用。", [3, 3]),
        ("旅游公厕均已投用。", [3, 3]),
    ],
)
def test_all_of_them_are_those_told_before(statement, values):
    reading = read(statement, TOILETS, Period(2020, 6))
    assert [value and value.number for value in reading.values] == values
    assert reading.notes == ()
