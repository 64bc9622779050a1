"""Aggregates: weighted means over what is determined, sums over what has a plan, blank for what is not known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.core.aggregates import Measured, frame, total, totals
from shishi_xl.core.evaluation import Evaluation

DONE, OPEN = Evaluation.DONE, Evaluation.UNDETERMINED


def measured(percent=None, *, weight=1.0, investment=None, plan=None, evaluation=DONE):
    return Measured(percent, weight, investment, plan, evaluation)


def test_a_weighted_mean_over_the_determined_projects_only():
    found = total(frame([measured(50.0, weight=3), measured(100.0), measured(None, weight=9, evaluation=OPEN)]))
    assert (found.completion, found.coverage) == (62.5, "2/3")


def test_nothing_determined_is_none_and_not_nought():
    found = total(frame([measured(), measured()]))
    assert (found.completion, found.investment, found.plan, found.investment_rate) == (None, None, None, None)
    assert found.coverage == "0/2"


def test_no_projects_at_all():
    found = total(frame([]))
    assert (found.projects, found.completion, sum(found.evaluations.values())) == (0, None, 0)


def test_the_investment_rate_is_a_ratio_of_sums_over_projects_with_a_plan():
    found = total(
        frame(
            [measured(investment=50.0, plan=100.0), measured(investment=30.0, plan=300.0), measured(investment=999.0)]
        )
    )
    assert (found.investment_rate, found.investment, found.invested, found.plan) == (20, 1079, 80, 400)
    assert found.investment_coverage == "2/2"


def test_a_plan_without_a_reported_investment_stays_in_the_plan():
    found = total(frame([measured(investment=50.0, plan=100.0), measured(plan=100.0)]))
    assert (found.investment_rate, found.investment_coverage) == (25, "1/2")


def test_a_plan_of_nought_is_no_plan():
    assert total(frame([measured(investment=5.0, plan=0.0)])).investment_rate is None


def test_weights_of_nought_or_less_have_no_say():
    assert total(frame([measured(50.0, weight=0), measured(80.0), measured(10.0, weight=-2)])).completion == 80
    assert total(frame([measured(50.0, weight=0)])).completion is None


def test_groups_come_under_their_keys():
    found = totals(frame([measured(0.0), measured(100.0), measured(50.0)]), [("a", 1), None, ("a", 1)])
    assert {key: each.completion for key, each in found.items()} == {("a", 1): 25, None: 100}


def test_lagging_counts_both_kinds():
    rows = [measured(1.0, evaluation=each) for each in Evaluation]
    assert total(frame(rows)).lagging == 2


_measured = st.builds(
    Measured,
    st.none() | st.floats(0, 100),
    st.floats(0, 100),
    st.none() | st.floats(0, 1e9),
    st.none() | st.floats(0, 1e9),
    st.sampled_from(Evaluation),
)


@given(st.lists(_measured, max_size=20))
def test_never_a_nan_and_every_project_counted_once(rows):
    found = total(frame(rows))
    for number in (found.completion, found.investment, found.plan, found.investment_rate):
        assert number is None or math.isfinite(number)
    assert found.projects == len(rows) == sum(found.evaluations.values())
    assert found.determined == sum(row.percent is not None for row in rows)
    assert 0 <= found.known <= found.planned <= found.projects
    if found.completion is not None:
        assert found.completion == pytest.approx(
            math.fsum(row.weight * row.percent for row in rows if row.percent is not None)
            / math.fsum(row.weight for row in rows if row.percent is not None)
        )
