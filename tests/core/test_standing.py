"""报送状态: which submission counts, and that every unit stands in exactly one state."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.core.model import Unit
from shishi_xl.core.period import Period
from shishi_xl.core.standing import State, counted, counts, status, strangers, under_present_names
from shishi_xl.core.submission import Disposition, Month
from tests.core.months import JUNE, catalogue, month, project, record

RETURNED, DUPLICATE = Disposition.RETURNED, Disposition.DUPLICATE


def stands(*records, day="25"):
    return status(catalogue([project()], settings={"截止日": day}), Month(JUNE, records))[0]


def test_nothing_received_is_missing():
    one = stands()
    assert (one.state, one.counted, one.versions, one.file, one.received_at, one.late) == (
        State.MISSING, None, 0, "", None, False,
    )  # fmt: skip


@pytest.mark.parametrize(("when", "state"), [("2020-06-25T23:59", State.ON_TIME), ("2020-06-26T00:00", State.LATE)])
def test_the_deadline_day_itself_is_on_time(when, state):
    assert stands(record(1, "区教委", when)).state is state


def test_a_deadline_the_month_does_not_have_is_its_last_day():
    assert stands(record(1, "区教委", "2020-06-30T10:00"), day="31").state is State.ON_TIME


@pytest.mark.parametrize(("when", "state"), [("2020-07-05T23:59", State.ON_TIME), ("2020-07-06T00:00", State.LATE)])
def test_a_deadline_in_the_next_month_is_on_time_until_then(when, state):
    assert stands(record(1, "区教委", when), day="次月5日").state is state


def test_the_newest_accepted_counts_and_the_first_one_decides_on_time():
    first, second = record(1, "区教委", "2020-06-24T10:00"), record(2, "区教委", "2020-06-28T10:00")
    one = stands(second, first)
    assert (one.counted, one.state, one.versions, one.attempts) == (second, State.ON_TIME, 2, 2)
    assert one.first_at == datetime(2020, 6, 24, 10)


def test_a_later_bad_file_does_not_displace_an_earlier_good_one():
    good, bad = record(1, "区教委", "2020-06-20T10:00"), record(2, "区教委", "2020-06-21T10:00", RETURNED)
    one = stands(good, bad)
    assert (one.counted, one.returned, one.state) == (good, bad, State.ON_TIME)


def test_a_bad_file_that_has_been_mended_is_not_spoken_of_again():
    bad, good = record(1, "区教委", "2020-06-20T10:00", RETURNED), record(2, "区教委", "2020-06-21T10:00")
    assert stands(bad, good).returned is None


def test_only_sent_back_is_to_mend():
    bad = record(1, "区教委", "2020-06-20T10:00", RETURNED)
    one = stands(bad)
    assert (one.state, one.file, one.versions, one.attempts) == (State.TO_MEND, "区教委.xlsx", 0, 1)


def test_withdrawn_gives_way_to_the_one_before_it():
    first = record(1, "区教委", "2020-06-20T10:00")
    second = record(2, "区教委", "2020-06-21T10:00", withdrawn=True)
    one = stands(first, second)
    assert (one.counted, one.versions) == (first, 1)


def test_withdrawn_with_nothing_before_it_is_missing():
    assert stands(record(1, "区教委", withdrawn=True)).state is State.MISSING


def test_the_first_that_still_counts_decides_on_time():
    early = record(1, "区教委", "2020-06-20T10:00", withdrawn=True)
    late = record(2, "区教委", "2020-06-27T10:00")
    assert stands(early, late).late


def test_duplicates_and_other_months_do_not_count():
    other = record(2, "区教委", "2020-05-20T10:00", period=Period(2020, 5))
    assert stands(record(1, "区教委", disposition=DUPLICATE), other).attempts == 0


def test_two_in_the_same_second_are_told_apart_by_their_order():
    assert stands(record(2, "区教委"), record(1, "区教委")).counted.id == 2


def test_unnamed_members_are_not_due():
    listed = catalogue([project(units=("区民政局", "相关街镇"))])
    assert [each.unit for each in status(listed, month())] == ["区民政局"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["甲", "乙", "丙", "不在册"]),
            st.integers(1, 30),
            st.sampled_from([Disposition.ACCEPTED, RETURNED, DUPLICATE]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_the_states_add_up_to_the_units_that_are_due(sent):
    listed = catalogue([project(f"附1-{name}", (name,)) for name in "甲乙丙"])
    records = [
        record(at, unit, f"2020-06-{day:02d}T10:00", disposition, withdrawn=withdrawn)
        for at, (unit, day, disposition, withdrawn) in enumerate(sent)
    ]
    standings = status(listed, Month(JUNE, tuple(records)))
    assert sum(counts(standings).values()) == 3
    for each in standings:
        assert (each.counted is not None) == (each.state in {State.ON_TIME, State.LATE}) == (each.versions > 0)


def test_a_unit_renamed_keeps_what_it_sent_under_its_old_name():
    listed = catalogue([project(units=("区教育局",))], units=[Unit("区教育局", aliases=("区教委",))])
    sent = [record(1, "区教委"), record(2, "区教育局", "2020-06-21T10:00"), record(3, "区水利局")]
    found = under_present_names(sent, listed)
    assert [one.unit for one in found] == ["区教育局", "区教育局", "区水利局"]
    assert counted(found)["区教育局"].id == 2
    assert status(listed, Month(JUNE, found))[0].versions == 2
    assert strangers(sent, listed) == ("区水利局",)
    assert strangers([record(3, "区水利局", disposition=RETURNED), record(4, "区水利局", withdrawn=True)], listed) == ()
