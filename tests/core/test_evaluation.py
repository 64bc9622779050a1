"""进度评价 at and around every threshold, from unrounded values."""

import pytest

from shishi_xl.core.evaluation import Evaluation, evaluate
from shishi_xl.core.settings import Settings


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (100, "已完成"), (99.96, "超序时"), (55, "超序时"), (54.999, "按序时"), (50, "按序时"), (49.999, "滞后"),
        (20, "滞后"), (19.999, "严重滞后"), (0, "严重滞后"),
    ],
)  # fmt: skip
def test_thresholds_in_june(percent, expected):
    assert evaluate(percent, 50, Settings(), reported=True).value == expected


@pytest.mark.parametrize("month", range(1, 13))
def test_exactly_the_schedule_is_on_schedule_in_every_month(month):
    schedule = Settings().schedule(month)
    expected = Evaluation.DONE if month == 12 else Evaluation.ON_SCHEDULE
    assert evaluate(100 * (month / 12), schedule, Settings(), reported=True) is expected


def test_the_office_sets_the_thresholds():
    settings = Settings({"超序时": "10", "严重滞后": "5"})
    assert evaluate(59, 50, settings, reported=True) is Evaluation.ON_SCHEDULE
    assert evaluate(44, 50, settings, reported=True) is Evaluation.FAR_BEHIND


def test_not_reported_and_not_determined_are_two_things():
    assert evaluate(None, 50, Settings(), reported=False) is Evaluation.UNREPORTED
    assert evaluate(None, 50, Settings(), reported=True) is Evaluation.UNDETERMINED
    assert evaluate(0.0, 50, Settings(), reported=False) is Evaluation.FAR_BEHIND  # decided by a person
