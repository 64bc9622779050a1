"""The quick way into 项目库.xlsx gives what the thorough one gives, and steps back where it could not."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from shishi_xl.core.model import Catalogue
from shishi_xl.core.settings import Settings
from shishi_xl.excel import catalogue
from shishi_xl.excel.catalogue import tables

CELLS = [
    "附1-05-1", " 两边有空白 ", "第一行\n第二行", "", "=不是公式", "a & b < c", "007", 0, 12, -3.5, 0.1 + 0.2, 13912345678,
    True, datetime(2020, 6, 5), datetime(2020, 6, 5, 9, 30),
]  # fmt: skip


def book_with(*values, number_format="General", title="项目"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row, value in enumerate(values, 3):
        cell = book.active.cell(row, 2 + row % 4)
        cell.value = value
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
        if number_format != "General":
            cell.number_format = number_format
    return book


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def flat(found):
    return {
        title: {
            (row, column): value
            for row, line in enumerate(table.values, 1)
            for column, value in enumerate(line, 1)
            if value is not None
        }
        for title, table in found.items()
    }


@pytest.mark.parametrize("data", [saved(book_with(*CELLS, title="a&b<c")), catalogue.write(Catalogue((), (), ()))])
def test_both_ways_give_the_same_values(data):
    quick = tables._quick(data)
    assert quick is not None
    assert flat(quick) == flat(tables._thorough(data))


@pytest.mark.parametrize(
    ("number_format", "percent"), [("0%", True), ("0.00%", True), ("0.##%", True), ('0.0" %"', True), ("0.00", False)]
)
def test_both_ways_know_a_percent_by_its_format(number_format, percent):
    data = saved(book_with(0.8, 1, number_format=number_format))
    places = {(3, 5), (4, 2)} if percent else set()
    assert tables._quick(data)["项目"].percents == places
    assert tables._thorough(data)["项目"].percents == places


def test_a_formula_without_its_result_is_told():
    book = book_with("附1-01")
    book.active["B9"] = "=SUM(A1:A3)"
    found = tables.read(saved(book))["项目"]
    assert found.formulas == {(9, 2): "=SUM(A1:A3)"}
    assert found.at(9, 2) is None


def test_an_error_value_is_told():
    assert tables.read(saved(book_with("#REF!")))["项目"].at(3, 5) == "#REF!"


def test_what_stands_below_a_merged_cell_is_not_a_value():
    book = book_with("附1-01")
    book.active["A20"], book.active["B20"] = "盖住", "被盖住"
    book.active.merge_cells("A20:B20")
    found = tables.read(saved(book))["项目"]
    assert (found.at(20, 1), found.at(20, 2)) == ("盖住", None)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"<worksheet ", b"<x:worksheet ", 1),
        lambda xml: xml.replace(b"<sheetData>", b"<!-- made elsewhere --><sheetData>"),
        lambda xml: xml.replace(b'<c r="E3"', b"<c", 1),
        lambda xml: xml.replace(b'<c r="E3"', b'<c t="n" r="E3"', 1),
        lambda xml: xml.replace(b'<c r="E3"', b'<c r="XFD1048576"', 1),
    ],
)
def test_a_sheet_written_in_an_unusual_way_is_left_to_the_thorough_reader(change):
    source, stream = zipfile.ZipFile(io.BytesIO(saved(book_with(7, 8)))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if "worksheets/" in name else content)
    assert tables._quick(stream.getvalue()) is None


def test_a_stray_cell_in_a_far_corner_does_no_harm(monkeypatch):
    data = catalogue.write(Catalogue((), (), (), settings=Settings({"区县": "北碚区"})))
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["设置"]["XFD1048576"] = "x"
    strayed = saved(book)

    def walked(*_):
        raise AssertionError("the used area was walked: 4 million cells that the sheet does not have")

    monkeypatch.setattr(Worksheet, "_cells_by_row", walked)
    assert catalogue.read(strayed).settings.district == "北碚区"


def test_formulas_and_percents_beyond_the_last_column_read_are_left_alone():
    book = book_with("附1-01", 0.5, number_format="0%")
    book.active.cell(3, tables.MOST_COLUMNS + 1).value = "=1+1"
    book.active.cell(4, tables.MOST_COLUMNS + 1).number_format = "0%"
    found = tables.read(saved(book))["项目"]
    assert (found.formulas, found.percents) == ({}, {(3, 5), (4, 2)})
