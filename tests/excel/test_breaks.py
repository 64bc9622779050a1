"""Where the pages of a long table end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.excel import breaks

ROOM = 100.0


def pages(*rows, room=ROOM):
    """Return the rows as pages; each is (name, height), a name in capitals is kept with the row after it."""
    names = [name for name, _ in rows]
    ends = breaks.page_ends([high for _, high in rows], [name.isupper() for name in names], room)
    starts = [0, *(end + 1 for end in ends)]
    return ["".join(names[first:last]) for first, last in zip(starts, [*starts[1:], None], strict=True)]


def test_a_page_takes_what_fits():
    assert pages(("a", 50), ("b", 50), ("c", 1)) == ["ab", "c"]


def test_a_heading_never_stands_last_on_a_page():
    assert pages(("a", 60), ("B", 20), ("C", 20), ("d", 30)) == ["a", "BCd"]


def test_an_item_of_several_rows_stays_whole():
    assert pages(("a", 60), ("B", 30), ("c", 30), ("d", 30)) == ["a", "Bcd"]


def test_rows_that_fit_on_no_page_together_are_parted():
    assert pages(("A", 60), ("B", 60), ("c", 10)) == ["A", "Bc"]


def test_a_row_higher_than_a_page_has_a_page_to_itself():
    assert pages(("a", 10), ("b", 300), ("c", 10)) == ["a", "b", "c"]


@pytest.mark.parametrize("rows", [[], [("a", 10)], [("A", 10)]])
def test_little_needs_one_page(rows):
    assert breaks.page_ends([high for _, high in rows], [name.isupper() for name, _ in rows], ROOM) == []


@given(st.lists(st.tuples(st.floats(1, 150), st.booleans()), max_size=40))
def test_no_page_is_empty_and_none_that_need_not_be_is_too_full(rows):
    heights, kept = [high for high, _ in rows], [keep for _, keep in rows]
    ends = breaks.page_ends(heights, kept, ROOM)
    assert ends == sorted(set(ends))
    assert all(0 <= end < len(rows) - 1 for end in ends)
    starts = [0, *(end + 1 for end in ends)]
    for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
        assert last - first == 1 or sum(heights[first:last]) <= ROOM or not rows


def test_a_table_wider_than_the_paper_is_shrunk_and_so_more_of_it_goes_on_a_page():
    paper = (720.0, 720.0)
    assert breaks.room(paper, 360, 0) == pytest.approx(720 * 0.95)  # narrower ones are not blown up
    assert breaks.room(paper, 1440, 40) == pytest.approx(1440 * 0.95 - 40)


def test_what_stays_blank_at_the_foot_of_a_page_is_paper_too():
    assert breaks.taken([60, 60, 30], [False] * 3, ROOM) == ROOM + 90
    assert breaks.taken([50, 20, 70, 10], [False, True, False, False], ROOM) == ROOM + 100
    assert breaks.taken([300, 10], [False] * 2, ROOM) == 310
    assert breaks.taken([], [], ROOM) == 0
