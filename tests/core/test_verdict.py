"""接收 or 退回, and what the calendar says."""

from datetime import datetime

import pytest

from shishi_xl.core.findings import find
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings
from shishi_xl.core.submission import Disposition, IdentitySource, Submission
from shishi_xl.core.verdict import calendar_findings, dispose

SETTINGS = Settings({"年度": "2020"})
JUNE = Period(2020, 6)


def submission(unit="区教委", period=JUNE, **more):
    return Submission(unit, period, IdentitySource.SIGNED, **more)


def codes(period, received, before=0):
    return [finding.code for finding in calendar_findings(submission(period=period), received, SETTINGS, before)]


@pytest.mark.parametrize(
    ("given", "findings", "wanted"),
    [
        (submission(), (), Disposition.ACCEPTED),
        (submission(), (find("archive-opened", count=1),), Disposition.ACCEPTED),
        (submission(), (find("reading-failed"),), Disposition.RETURNED),
        (submission(unit=None), (), Disposition.RETURNED),
        (submission(period=None), (), Disposition.RETURNED),
        (submission(is_form=False), (), Disposition.UNRECOGNISED),
    ],
)
def test_one_error_sends_the_whole_file_back(given, findings, wanted):
    assert dispose(given, findings) is wanted


@pytest.mark.parametrize(
    ("received", "before", "wanted"),
    [
        (datetime(2020, 6, 1), 0, []),
        (datetime(2020, 6, 25, 23, 59, 59), 0, []),
        (datetime(2020, 6, 26), 0, ["late"]),
        (datetime(2020, 6, 28), 1, []),  # the first one was in time
        (datetime(2020, 7, 3), 0, ["late"]),
        (datetime(2020, 7, 3), 1, ["past-period"]),
        (datetime(2020, 5, 31), 0, ["period-not-open"]),
    ],
)
def test_the_time_of_arrival_against_the_period(received, before, wanted):
    assert codes(JUNE, received, before) == wanted


def test_another_years_form_is_not_this_years():
    assert codes(Period(2019, 6), datetime(2020, 6, 20)) == ["period-not-open"]
