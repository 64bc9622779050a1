"""Rows of a delimited text that an unquoted comma has made too long: said at their cell, and never read shifted."""

from dataclasses import replace

import pytest

from shishi_xl.core.grid import Book
from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, KEY, codes, issued, values, without

PROJECTS, INDICATORS = "推进情况表", "量化指标"
UNIT, HEADING, FIRST = "区教委", (4, 5), 6  # the rows of the heading, the first row of a project
WIDTH = 7


def text(change, *, behind=0):
    """Return the form as a delimited text holds it, every row with so many blank cells behind; `change` takes the records."""
    (sheet,) = without(issued(UNIT, signed=False), INDICATORS).sheets
    records = [list(row[:WIDTH]) + [None] * (WIDTH + behind - len(row[:WIDTH])) for row in sheet.rows]
    records = change(records) or records
    rows = tuple(tuple(record) for record in records)
    return Book((replace(sheet, rows=rows, merges=(), widths=tuple(map(len, rows))),), "csv")


def split(row, column, *parts):
    def change(records):
        records[row - 1][column - 1 : column] = parts

    return change


def said(book):
    found = recognise(book, FORM, CATALOGUE, KEY)
    return [one for one in found.findings if one.code == "row-shifted"], values(found)


@pytest.mark.parametrize(
    ("parts", "example"), [(("3", "510"), "3510"), (("1", "234", "567.5"), "1234567.5"), (("-1", "060"), "-1060")]
)
def test_a_number_taken_apart_is_said_at_its_cell_and_nothing_behind_it_is_read(parts, example):
    (finding,), read = said(text(split(FIRST, 6, *parts)))
    _, whole = said(text(lambda _: None))
    assert (finding.cell, finding.field, finding.example) == ("F6", "完成投资", example)
    assert finding.value == ",".join(parts)
    changed = {key[2] for key in whole if read[key] != whole[key]}
    assert changed <= {"完成投资", "存在的主要问题"}
    assert read[finding.project, "", "完成投资"] is None


def test_a_text_taken_apart_is_said_at_the_project_and_nothing_of_the_row_is_read():
    (finding,), read = said(text(split(FIRST, 5, "完成12公里", "正在施工")))
    assert (finding.cell, finding.field) == ("B6", "")
    assert [value for (project, _, _), value in read.items() if project == finding.project] == [None, None, None]


def test_a_row_is_too_long_though_its_last_cell_is_blank():
    def change(records):
        records[FIRST - 1][5:7] = ["3", "510", None]

    (finding,), _ = said(text(change))
    assert finding.cell == "F6"


@pytest.mark.parametrize("filled", [False, True])
def test_cells_behind_the_heading_that_every_record_has_shift_nothing(filled):
    def change(records):
        records[FIRST - 1][WIDTH] = "万元" if filled else None

    assert said(text(change, behind=1))[0] == []


def test_a_comma_at_the_end_of_every_row_shifts_nothing():
    def change(records):
        return [record if number in HEADING else [*record, None] for number, record in enumerate(records, 1)]

    assert said(text(change))[0] == []


def test_a_workbook_has_no_records():
    book = text(split(FIRST, 6, "3", "510"))
    assert said(replace(book, sheets=(replace(book.sheets[0], widths=()),)))[0] == []
    assert ("column-extra", "H6") in codes(recognise(book, FORM, CATALOGUE, KEY).findings)
