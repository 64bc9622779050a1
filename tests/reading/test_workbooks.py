"""Good workbooks: the values that come back are the values that were written."""

import datetime as dt
import io

import openpyxl
import pytest

from shishi_xl.reading import opening


def saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def only_sheet(data: bytes):
    result = opening.parse(data)
    assert result["status"] == "ok"
    (sheet,) = result["sheets"]
    return sheet


@pytest.fixture
def book():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "推进情况表"
    sheet["B2"] = "北碚区2020年重点民生实事推进情况表"
    sheet.merge_cells("B2:D2")
    sheet["B3"], sheet["C3"], sheet["D3"] = 113, 12.5, "113"
    sheet["B4"], sheet["C4"] = dt.date(2020, 6, 15), True
    return book


def test_values_places_and_merges(book):
    sheet = only_sheet(saved(book))
    assert (sheet["name"], sheet["top"], sheet["left"]) == ("推进情况表", 2, 2)
    assert sheet["rows"] == [
        ["北碚区2020年重点民生实事推进情况表"],
        [113, 12.5, "113"],
        [dt.date(2020, 6, 15), True],
    ]
    assert sheet["merges"] == [(2, 2, 2, 4)]
    assert sheet["flaws"] == {}
