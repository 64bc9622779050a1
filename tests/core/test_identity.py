"""A form's identity: written, read back, and every tampering seen."""

from dataclasses import replace

import pytest

from shishi_xl.core import identity
from shishi_xl.core.form import IssuedColumn
from shishi_xl.core.identity import Identity, IdentityRow, Outcome
from shishi_xl.core.period import Period

KEY = b"k" * 32
ISSUED = Identity(
    "abcd1234",
    Period(2020, 6),
    "区教委",
    (
        IdentityRow("推进情况表", 6, "附1-05-1"),
        IdentityRow("推进情况表", 7, "附2-24"),
        IdentityRow("量化指标", 5, "附1-05-1", "新建学校"),
    ),
)
TOLD = replace(
    ISSUED,
    rows=tuple(replace(row, marks=(("项目名称", "0a1b2c3d"), ("年度目标", "4e5f6a7b"))) for row in ISSUED.rows),
    columns=(
        IssuedColumn("推进情况表", 2, "项目名称", False, ("项目名称",)),
        IssuedColumn("推进情况表", 5, "形象进度", True, ("完成情况", "1-{{月}}月形象进度")),
    ),
)


@pytest.mark.parametrize("issued", [ISSUED, TOLD])
def test_an_identity_comes_back_from_its_cells(issued):
    reading = identity.read(identity.write(issued, KEY), KEY)
    assert reading.outcome is Outcome.INTACT
    assert reading.identity == issued
    assert ISSUED.projects == ("附1-05-1", "附2-24")


def test_the_same_issue_has_the_same_id_and_another_has_another():
    again = Identity(ISSUED.version, ISSUED.period, ISSUED.unit, ISSUED.rows)
    assert again.form_id == ISSUED.form_id
    others = {
        Identity("x", ISSUED.period, ISSUED.unit, ISSUED.rows).form_id,
        Identity(ISSUED.version, Period(2020, 7), ISSUED.unit, ISSUED.rows).form_id,
        Identity(ISSUED.version, ISSUED.period, "区卫生健康委", ISSUED.rows).form_id,
        Identity(ISSUED.version, ISSUED.period, ISSUED.unit, ISSUED.rows[:2]).form_id,
        ISSUED.form_id,
    }
    assert len(others) == 5


def test_a_reader_may_pad_rows_and_turn_digits_into_numbers():
    cells = [[*row, None, None] for row in identity.write(ISSUED, KEY)]
    cells = [[], [None, None], *[[6.0 if value == "6" else value for value in row] for row in cells]]
    assert identity.read(cells, KEY).outcome is Outcome.INTACT


def test_parts_that_run_together_are_not_the_same_identity():
    one = Identity("v", Period(2020, 6), "甲", (IdentityRow("表1", 1, "a", "bc"),))
    two = Identity("v", Period(2020, 6), "甲", (IdentityRow("表1", 1, "ab", "c"),))
    assert identity.canonical(one) != identity.canonical(two)


CELLS = [identity.write(ISSUED, KEY), identity.write(TOLD, KEY)]


@pytest.mark.parametrize(
    ("written", "row", "column"),
    [
        (written, row, column)
        for written in CELLS
        for row, line in enumerate(written)
        for column, value in enumerate(line)
        if value
    ],
)
def test_no_cell_can_be_altered_unseen(written, row, column):
    cells = [list(line) for line in written]
    cells[row][column] += "1"
    assert identity.read(cells, KEY).outcome in {Outcome.ALTERED, Outcome.FOREIGN_KEY}


@pytest.mark.parametrize(("written", "row"), [(written, row) for written in CELLS for row in range(len(written))])
def test_no_row_can_be_taken_out_unseen(written, row):
    assert identity.read(written[:row] + written[row + 1 :], KEY).outcome is Outcome.ALTERED


@pytest.mark.parametrize("text", ["1", "[]", "[[]]", "[[1]]", '{"a":1}', "[" * 30_000, "[[0,0,0,0,0]]", "null"])
@pytest.mark.parametrize("label", ["栏目", "推进情况表"])
def test_what_no_form_of_ours_says_is_no_accident(text, label):
    cells = [[*line[:-1], text] if line[0] == label else line for line in identity.write(TOLD, KEY)]
    assert identity.read(cells, KEY).outcome is Outcome.ALTERED


def test_columns_and_printed_cells_make_another_form():
    assert len({ISSUED.form_id, TOLD.form_id, replace(TOLD, columns=TOLD.columns[:1]).form_id}) == 3


def test_another_unit_or_month_written_over_is_altered():
    for label, value in (("单位", "区卫生健康委"), ("期间", "2020-07"), ("期间", "七月")):
        cells = [[label, value] if line[0] == label else line for line in CELLS[1]]
        reading = identity.read(cells, KEY)
        assert reading.outcome is Outcome.ALTERED
        assert reading.reason


def test_another_workspace_s_key_is_told_from_tampering():
    assert identity.read(identity.write(ISSUED, b"other"), KEY).outcome is Outcome.FOREIGN_KEY
    forged = [["密钥", identity.key_mark(KEY)] if line[0] == "密钥" else line for line in identity.write(ISSUED, b"o")]
    assert identity.read(forged, KEY).outcome is Outcome.ALTERED


@pytest.mark.parametrize("cells", [[], [[]], [[None, ""], [None]]])
def test_an_empty_sheet_is_no_identity(cells):
    assert identity.read(cells, KEY).outcome is Outcome.ABSENT
