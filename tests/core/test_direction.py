"""Which way a target is met, told from its words."""

import pytest

from shishi_xl.core.direction import direction_of
from shishi_xl.core.model import Direction


@pytest.mark.parametrize(
    "words",
    [
        "城镇登记失业率低于4.3%",
        "控制在10410人以内",
        "不超过5%",
        "不得超过3起",
        "≤4.3",
        "不高于10%",
        "降至2%",
        "控制到3%",
        "5%以下",
        "不大于3",
    ],
)
def test_less_is_better(words):
    assert direction_of(words) is Direction.AT_MOST


@pytest.mark.parametrize(
    "words",
    [
        "建设里程113公里",
        "普惠率达70%以上",
        "不低于90%",
        "不得少于3座",
        "超过200公里",
        "≥4.3",
        "高于95%",
        "降雨监测站3座",
        "",
    ],
)
def test_more_is_better(words):
    assert direction_of(words) is Direction.AT_LEAST
