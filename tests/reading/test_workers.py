"""The worker processes: results in order, and a poisonous file costs nothing but itself."""

import datetime as dt
import multiprocessing
import subprocess
import sys
import tempfile

import openpyxl
import pytest

from shishi_xl.reading import opening, workers
from shishi_xl.reading.workers import Readers, WorkersUnavailable
from tests.reading import hostile, making


def test_results_come_in_order(tmp_path):
    files = []
    for number in range(40):
        book = openpyxl.Workbook()
        book.active["A1"] = number
        path = tmp_path / f"{number}.xlsx"
        book.save(path)
        files.append(path)
    with Readers(2) as readers:
        found = [result["sheets"][0]["rows"] for result in readers.read_many(files)]
    assert found == [[[number]] for number in range(40)]


def test_what_follows_the_reading_is_bounded_too(tmp_path):
    files = []
    for word in ("good", "hang", "fine"):
        book = openpyxl.Workbook()
        book.active["A1"] = word
        book.save(tmp_path / f"{word}.xlsx")
        files.append(tmp_path / f"{word}.xlsx")
    with Readers(2, wall_seconds=2, load=hostile.lay_out, then=hostile.go_on) as readers:
        found = [result.get("said") or result["code"] for result in readers.read_many(files)]
    assert found == ["good, ready", "reading-failed", "fine, ready"]


def test_a_file_has_a_second_chance_when_the_machine_was_swamped(tmp_path):
    """Its worker ran out of time once, for whatever reason: that alone condemns no file."""
    book = openpyxl.Workbook()
    book.active["A1"] = f"once {tmp_path / 'mark'}"
    book.save(tmp_path / "good.xlsx")
    with Readers(1, wall_seconds=2, load=hostile.lay_out, then=hostile.go_on) as readers:
        [result] = readers.read_many([tmp_path / "good.xlsx"])
    assert result["status"] == "ok"


def test_what_is_read_ahead_is_what_is_asked_for_later(tmp_path):
    """Not every file begun is asked for, not every one asked for was begun, and one of them hangs."""
    files = {}
    for word in ("good", "unasked", "hang", "fine", "late"):
        book = openpyxl.Workbook()
        book.active["A1"] = word
        book.save(tmp_path / f"{word}.xlsx")
        files[word] = tmp_path / f"{word}.xlsx"
    with Readers(2, wall_seconds=2, load=hostile.lay_out, then=hostile.go_on) as readers:
        readers.begin([files[word] for word in ("good", "unasked", "hang", "fine")])
        asked = [files[word] for word in ("late", "good", "hang", "fine")]
        found = [result.get("said") or result["code"] for result in readers.read_many(asked)]
        readers.forget()
        again = [result["said"] for result in readers.read_many([files["unasked"]])]
    assert found == ["late, ready", "good, ready", "reading-failed", "fine, ready"]
    assert again == ["unasked, ready"]


def test_what_the_workers_load_lies_in_no_file_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "good.xlsx"
    path.write_bytes(making.xlsx())
    with Readers(1, load=hostile.lay_out, then=hostile.go_on) as readers:
        list(readers.read_many([path]))
    assert list(tmp_path.iterdir()) == [path]


def test_a_machine_that_starts_no_workers_blames_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "prepare_worker", hostile.refuse_to_start)
    monkeypatch.setattr(workers, "_GRACE_SECONDS", 0.5)
    path = tmp_path / "good.xlsx"
    path.write_bytes(making.xlsx())
    with Readers(1, wall_seconds=10) as readers, pytest.raises(WorkersUnavailable):
        list(readers.read_many([path]))


def test_a_reader_that_is_left_halfway_goes_on_with_the_next_batch(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(making.xlsx())
    with Readers(2) as readers:
        batch = readers.read_many([path] * 200)
        assert next(batch)["status"] == "ok"
        batch.close()
        assert [result["status"] for result in readers.read_many([path])] == ["ok"]


def test_no_worker_is_started_before_a_file_comes_and_none_is_left_behind(tmp_path):
    before = set(multiprocessing.active_children())
    with Readers(1) as readers:
        assert set(multiprocessing.active_children()) == before
        assert list(readers.read_many([])) == []
        assert set(multiprocessing.active_children()) == before
        path = tmp_path / "good.xlsx"
        path.write_bytes(making.xlsx())
        list(readers.read_many([path]))
        assert set(multiprocessing.active_children()) != before
    assert set(multiprocessing.active_children()) == before


def test_a_worker_imports_little(tmp_path):
    """What a worker loads is paid at every start: nothing heavier than the reader itself."""
    code = (
        "import sys; from shishi_xl.reading import workers, opening, ooxml; import python_calamine; "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    assert not {"pandas", "numpy", "openpyxl", "xlsxwriter", "sqlalchemy", "click", "rich"} & set(loaded.stdout.split())


def test_results_hold_plain_data_only(tmp_path):
    plain = (str, float, int, bool, dt.date, dt.time, dt.timedelta, type(None))

    def check(value):
        if isinstance(value, dict):
            assert all(isinstance(key, (str, tuple)) for key in value)
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            for part in value:
                check(part)
        else:
            assert isinstance(value, plain), value

    for data in (making.xlsx(), making.xls(), making.xlsb(), making.ods(), making.docx(), making.html(), b"%PDF"):
        path = tmp_path / "x"
        path.write_bytes(data)
        check(opening.read(path))


def test_the_core_takes_what_the_reader_gives():
    """The pipeline builds core.grid's values from the plain data; the two rooms know each other through it alone."""
    from shishi_xl.core.findings import KINDS, find
    from shishi_xl.core.grid import Flaw, Sheet, Visibility

    for data in (making.xlsx(), making.xls(), making.ods(), making.delimited()):
        (plain,) = opening.parse(data)["sheets"]
        sheet = Sheet(
            plain["name"],
            tuple(map(tuple, plain["rows"])),
            plain["top"],
            plain["left"],
            Visibility(plain["visibility"]),
            tuple(plain["merges"]),
            frozenset(plain["hidden_rows"]),
            frozenset(plain["hidden_columns"]),
            {place: (Flaw(flaw), text) for place, (flaw, text) in plain["flaws"].items()},
        )
        assert sheet.at(4, 2) == "四好农村路"
    for code, facts in (
        ("unreadable", {"reason": "甲"}),
        ("archive-unusable", {"reason": "甲"}),
        ("encrypted", {"what": "甲", "how": "乙", "wanted": "丙"}),
    ):
        assert find(code, **facts).message
    assert {
        "unsafe-file",
        "too-large",
        "not-a-workbook",
        "reading-failed",
        "macros-ignored",
        "links-ignored",
    } <= KINDS.keys()
