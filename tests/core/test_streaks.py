"""连续月数: the same problem, month after month."""

import pytest

from shishi_xl.core.streaks import streak

LAND = "用地手续尚未办结，影响进场"


@pytest.mark.parametrize(
    ("texts", "months"),
    [
        ([LAND], 1),
        ([LAND, LAND, LAND], 3),
        ([LAND, "用地手续仍未办结，影响进场", "用地手续未办结"], 3),
        ([LAND, "", LAND], 1),
        ([LAND, "资金缺口800万元", LAND], 1),
        (["", LAND], 0),
    ],
)
def test_months_running(texts, months):
    assert streak(texts) == months
