"""接收 or 退回, and what the calendar says."""

from datetime import datetime

import pytest

from shishi_xl.core.findings import Level, find
from shishi_xl.core.model import Catalogue, Unit, UnitKind
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings
from shishi_xl.core.submission import Disposition, IdentitySource, Submission
from shishi_xl.core.verdict import calendar_findings, dispose, label_findings

SETTINGS = Settings({"年度": "2020"})
JUNE = Period(2020, 6)


def submission(unit="区教委", period=JUNE, **more):
    return Submission(unit, period, IdentitySource.SIGNED, **more)


def codes(period, received, before=0, settings=SETTINGS, newest=None):
    found = calendar_findings(submission(period=period), received, settings, before, newest)
    return [finding.code for finding in found]


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


@pytest.mark.parametrize(
    ("received", "before", "wanted"),
    [
        (datetime(2020, 7, 5, 23), 0, []),
        (datetime(2020, 7, 5, 23), 1, []),
        (datetime(2020, 7, 6), 0, ["late"]),
        (datetime(2020, 7, 6), 1, ["past-period"]),
    ],
)
def test_a_month_is_not_past_before_its_deadline_in_the_next_one(received, before, wanted):
    assert codes(JUNE, received, before, Settings({"年度": "2020", "截止日": "次月5日"})) == wanted


@pytest.mark.parametrize(
    ("newest", "wanted"),
    [
        (JUNE, []),  # nobody has begun with July yet
        (Period(2020, 7), ["past-period"]),
        (Period(2020, 8), ["past-period"]),
    ],
)
def test_a_month_is_past_when_the_next_one_is_being_collected(newest, wanted):
    assert codes(JUNE, datetime(2020, 7, 29), 1, newest=newest) == wanted
    assert codes(JUNE, datetime(2020, 6, 29), 1, newest=newest) == []


def test_another_years_form_is_not_this_years():
    assert codes(Period(2019, 6), datetime(2020, 6, 20)) == ["period-not-open"]


UNITS = (Unit("区教委", full_name="北碚区教育委员会", aliases=("教委",)), Unit("区残联"), Unit("区财政局"))


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("2020年6月推进情况表_区残联.xlsx", "区残联"),
        ("附件.zip/区残联/2020年6月推进情况表_区财政局.xlsx", "区财政局"),
        ("2020年6月推进情况表_区教委.xlsx", None),
        ("北碚区教育委员会转区残联.xlsx", None),  # names the unit too
        ("区残联/回.xlsx", None),  # the folder is not the file's name
        ("教委、残联.xlsx", None),  # so short that it may be part of any name
        ("相关街镇.xlsx", None),  # no unit
    ],
)
def test_a_file_called_after_another_unit_is_doubted(file, named):
    catalogue = Catalogue((), (), (*UNITS, Unit("相关街镇", UnitKind.COLLECTIVE)))
    found = label_findings(submission(), file, catalogue)
    assert [(each.code, each.level, each.value) for each in found] == (
        [("name-differs", Level.DOUBT, named)] if named else []
    )


@pytest.mark.parametrize(
    ("file", "later"),
    [
        ("体育局7月.xlsx", "2020年7月"),
        ("附件.zip/区教委2020年7月推进情况表.xlsx", "2020年7月"),
        ("区教委1-7月.xlsx", "2020年7月"),
        ("区教委2021年1月.xlsx", "2021年1月"),
        ("区教委6月.xlsx", None),
        ("区教委5月.xlsx", None),  # nobody changed the name; the form says its month
        ("7月/区教委.xlsx", None),
        ("区教委7月2日报.xlsx", None),  # when it was sent
        ("区教委6月表（7月报）.xlsx", None),
        ("区教委全年实事6月.xlsx", None),
        ("区教委全年实事.xlsx", None),
        ("20200702.xlsx", None),
    ],
)
def test_a_file_called_after_a_later_month_is_doubted(file, later):
    found = label_findings(submission(), file, Catalogue((), (), UNITS))
    assert [each.code for each in found] == (["later-month"] if later else [])
    for each in found:
        assert later in each.message
        assert "2020年6月" in each.message
        assert each.example == "2020年6月推进情况表_区教委.xlsx"
