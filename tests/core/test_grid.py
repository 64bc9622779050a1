"""Cells of a sheet that need not begin at A1."""

import pytest

from shishi_xl.core.grid import Place, Sheet, column_letters

SHEET = Sheet("甲", ((1.0, 2.0), (3.0,)), top=3, left=2)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (3, 2, 1.0),
        (3, 3, 2.0),
        (4, 2, 3.0),
        (4, 3, None),
        (3, 1, None),
        (3, 4, None),
        (2, 2, None),
        (5, 2, None),
        (0, 0, None),
    ],
)
def test_a_cell_outside_the_used_area_is_empty(row, column, value):
    assert SHEET.at(row, column) == value


def test_a_place_is_named_as_excel_names_it():
    assert (Place("甲", 7, 28).cell, Place("甲", 0, 0).cell) == ("AB7", "")
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
