"""期间."""

from datetime import date

import pytest

from shishi_xl.core.period import Period


def test_a_period_is_spelt_as_the_folders_are():
    assert str(Period.parse(" 2020-06 ")) == "2020-06"
    assert Period(2020, 6).months == "1-6月"
    assert Period.of(date(2020, 6, 30)) == Period(2020, 6)
    assert Period(2019, 12) < Period(2020, 1)


@pytest.mark.parametrize(
    "spelling", ["2020-13", "2020-00", "2020-6", "202006", "2020年6月", "", "2020-06-01", "２０２０-06x"]
)
def test_what_is_no_month_is_refused_with_an_example(spelling):
    with pytest.raises(ValueError, match="2020-06"):
        Period.parse(spelling)


def test_cumulative_figures_begin_anew_in_january():
    assert Period(2020, 1).previous is None
    assert Period(2020, 12).previous == Period(2020, 11)
    assert (Period(2020, 11).following, Period(2020, 12).following) == (Period(2020, 12), Period(2021, 1))


@pytest.mark.parametrize(
    ("period", "day", "wanted"), [((2020, 6), 25, 25), ((2020, 2), 31, 29), ((2021, 2), 30, 28), ((2020, 6), 31, 30)]
)
def test_a_day_the_month_does_not_have_is_its_last_one(period, day, wanted):
    assert Period(*period).day(day) == date(*period, wanted)
