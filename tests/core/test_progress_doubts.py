"""形象进度 → values: figures that are not for all of an indicator, or not for it at all."""

import pytest

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read

AUGUST = Period(2020, 8)


def value(statement, name, target, unit):
    (found,) = read(statement, (Indicator("附1-1", name, target, unit),), AUGUST).values
    return found and found.number


@pytest.mark.parametrize(
    ("statement", "name", "target", "unit", "number"),
    [
        ("食品送检2145批次。", "食品抽检", 3000, "批次", None),
        ("食品抽检2145批次，全部送检。", "食品抽检", 3000, "批次", 2145),
        ("210户已领取补助。", "农村危房改造", 300, "户", None),
        ("210人已领取补助。", "发放高龄补助", 300, "人", 210),
        ("污水管网敷设到6.4公里处。", "敷设污水管网", 12, "公里", None),
        ("污水管网已敷设到6.4公里。", "敷设污水管网", 12, "公里", 6.4),
        ("完工16座。经核查，其中2座未达标。", "改造公厕", 20, "座", None),
        ("完工16座。经验收，其中2座不合格，已全部整改到位。", "改造公厕", 20, "座", 16),
        ("抽检2100批次，其中42批次不合格。", "食品抽检", 3000, "批次", 2100),
        ("城东安装50盏，沙坪安装40盏，石桥安装30盏。", "安装路灯", 200, "盏", None),
        ("开工6栋，3栋用地未批，没有动工。", "开工建设安置房", 9, "栋", 6),
        ("除2栋正在加固外，其余均已改造完成。这2栋为危房。", "改造校舍", 24, "栋", 22),
    ],
)
def test_a_figure_counts_only_where_it_is_the_work_and_all_of_it(statement, name, target, unit, number):
    assert value(statement, name, target, unit) == number
