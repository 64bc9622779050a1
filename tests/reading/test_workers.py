"""The worker processes: results in order, and a poisonous file costs nothing but itself."""

import openpyxl

from shishi_xl.reading.workers import Readers


def test_results_come_in_order(tmp_path):
    files = []
    for number in range(40):
        book = openpyxl.Workbook()
        book.active["A1"] = number
        path = tmp_path / f"{number}.xlsx"
        book.save(path)
        files.append((path, path.name))
    with Readers() as readers:
        found = [result["sheets"][0]["rows"] for result in readers.read_many(files)]
    assert found == [[[number]] for number in range(40)]
