"""设置."""

from datetime import date

import pytest

from shishi_xl.core.period import Period
from shishi_xl.core.settings import SETTINGS, Settings

JUNE, DECEMBER = Period(2020, 6), Period(2020, 12)

CURVE = "5,10,20,30,40,50,60,70,80,90,95,100"


def test_what_the_office_leaves_empty_has_its_default():
    settings = Settings({"截止日": "", "区县": " 北碚区 "})
    assert (settings.deadline(JUNE), settings.district, settings.year) == (date(2020, 6, 25), "北碚区", None)
    assert Settings({"年度": "2020年"}).year == 2020
    assert Settings({"超序时": "5%"}).number("超序时") == 5


@pytest.mark.parametrize(
    ("said", "period", "wanted"),
    [
        ("28日", JUNE, date(2020, 6, 28)),
        ("31", JUNE, date(2020, 6, 30)),
        ("次月5日", JUNE, date(2020, 7, 5)),
        ("次月5", DECEMBER, date(2021, 1, 5)),
        ("下月 ５号", JUNE, date(2020, 7, 5)),
    ],
)
def test_the_deadline_lies_in_the_month_or_in_the_one_after_it(said, period, wanted):
    assert Settings({"截止日": said}).deadline(period) == wanted


def test_the_schedule_is_linear_or_the_offices_own():
    assert Settings().schedule(6) == 50
    assert Settings().schedule(5) == pytest.approx(41.6667, abs=1e-4)
    assert Settings({"序时曲线": CURVE.replace(",", "，")}).schedule(6) == 50
    assert Settings({"序时曲线": CURVE}).schedule(3) == 20


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("截止日", "廿五"),
        ("截止日", "32"),
        ("截止日", "2.5"),
        ("截止日", "次月"),
        ("截止日", "次月32日"),
        ("截止日", "上月5日"),
        ("超序时", "五"),
        ("超序时", "-1"),
        ("严重滞后", "nan"),
        ("突增", "inf"),
        ("序时曲线", CURVE.replace("50", "nan")),
        ("序时曲线", "5,10"),
        ("序时曲线", CURVE.replace("50", "5")),
        ("序时曲线", CURVE.replace("100", "101")),
        ("序时曲线", CURVE.replace("50", "x")),
    ],
)
def test_an_unusable_setting_is_said_at_once_with_an_example(key, value):
    with pytest.raises(ValueError, match=rf"{key}.*例如"):
        Settings({key: value})


def test_every_setting_says_what_it_is_for():
    assert all(setting.meaning for setting in SETTINGS)
