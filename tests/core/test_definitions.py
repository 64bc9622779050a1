"""口径: every word of the workbook explained, with the thresholds that were really used."""

import pytest

from shishi_xl.core.definitions import define
from shishi_xl.core.period import Period
from shishi_xl.core.streaks import LASTING
from tests.core.months import JUNE, catalogue, project


def meanings(period=JUNE, **settings):
    return dict(define(catalogue([project()], settings=settings), period))


def test_the_thresholds_are_those_of_the_office():
    words = meanings(超序时="8", 严重滞后="20", 截止日="28", 来源相差="7")
    assert "高出序时进度8个百分点及以上（58%及以上）" in words["进度评价"]
    assert "超过20个百分点（不到30%）" in words["进度评价"]
    assert "6月28日（含）" in words["报送状态"]
    assert "超过7个百分点" in words["校验意见"]


def test_a_deadline_in_the_next_month_is_said_with_its_year_where_that_is_another():
    assert "7月5日（含）" in meanings(截止日="次月5日")["报送状态"]
    assert "2021年1月5日（含）" in meanings(Period(2020, 12), 截止日="次月5日")["报送状态"]


def test_the_schedule_says_where_it_comes_from():
    assert "6个月÷12 = 50%" in meanings()["序时进度"]
    curve = "0,0,10,20,30,40,50,60,70,80,90,100"
    assert "序时曲线 = 40%" in meanings(序时曲线=curve)["序时进度"]


@pytest.mark.parametrize("month", range(1, 13))
def test_no_threshold_lies_outside_0_to_100(month):
    evaluation = meanings(Period(2020, month))["进度评价"]
    assert "不到-" not in evaluation
    assert "105%" not in evaluation


def test_when_a_problem_lasts_is_said():
    assert f"连续{LASTING}个月及以上的是长期问题" in meanings()["连续月数"]


def test_every_rate_of_the_workbook_has_its_definition():
    assert {
        "完成率",
        "n/N 项",
        "序时进度",
        "进度评价",
        "投资完成率",
        "报送状态",
        "报送率",
        "连续月数",
        "环比",
        "数字存疑",
    } <= set(meanings())


def test_a_reader_learns_what_cannot_be_sorted_and_why_a_rate_of_investment_is_low():
    words = meanings()
    assert "不能排序" in words["筛选和排序"]
    assert "环比" in words["筛选和排序"]
    assert "比率会偏低" in words["投资完成率"]
