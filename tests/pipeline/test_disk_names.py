"""Names and numbers that disks hand out and SQLite, a URL or a terminal cannot bear: data like any other."""

import os
import sys

import openpyxl
import pytest

from tests.office import Office, start_office


@pytest.fixture(scope="module")
def prepared(with_good):
    return with_good


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_a_name_in_gbk_is_taken_in_beside_the_others(office, good):
    """As unzip leaves it on Linux; the name is no UTF-8 and no text."""
    named = os.fsencode(office.inbox) + b"/" + "区财政局.xlsx".encode("gb18030")
    with open(named, "wb") as file:  # noqa: PTH123 - a name that no Path can be written as here
        file.write(good)
    office.drop("通知.txt", "请各单位按时报送。".encode())
    lines = office.run("collect")
    found = {os.fsencode(line["file"]): line["disposition"] for line in lines}
    assert found == {"区财政局.xlsx".encode("gb18030"): "accepted", "通知.txt".encode(): "unrecognised"}
    assert "" not in office.kept()
    office.drop("再发.xlsx", good)
    (again,) = office.run("collect")
    assert "区财政局.xlsx" in again["findings"][0]["message"]  # read as the GBK it is


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_what_cannot_be_read_is_answered_whatever_its_name(office):
    names = [b"=1\x07+2.pdf", "区财政局.pdf".encode("gb18030"), "甲\u202e乙.pdf".encode()]
    for name in names:
        with open(os.fsencode(office.inbox) + b"/" + name, "wb") as file:  # noqa: PTH123 - a name no Path can be written as
            file.write(b"%PDF-1.7 " + name)
    lines = office.run("collect")
    assert sorted(os.fsencode(line["file"]) for line in lines) == sorted(names)
    assert {line["disposition"] for line in lines} == {"unrecognised"}
    lists = [openpyxl.load_workbook(path) for path in office.root.glob("outbox/退回/*/*_改错回件.xlsx")]
    said = "".join(str(book["改错清单"]["A2"].value) for book in lists)
    assert len(lists) == 3
    assert all(shown in said for shown in ("“=1+2.pdf”", "“区财政局.pdf”"))


HUGE = """
import os
import shishi_xl.folders.files as files
of = files.Stamp.of.__func__
def huge(cls, found):
    values = list(found)
    values[1] += 2**63
    return of(cls, os.stat_result(values, {"st_mtime_ns": found.st_mtime_ns}))
files.Stamp.of = classmethod(huge)
"""


def test_an_inode_beyond_what_a_column_holds(office, good):
    office.drop("a.xlsx", good)
    lines = office.run("collect", sabotage=HUGE)
    assert [line["disposition"] for line in lines] == ["accepted"]
    assert "" not in office.kept()


@pytest.mark.parametrize("name", ["a%20b", "100%25", "甲?乙" if os.name != "nt" else "甲乙", "a#b"])
def test_a_workspace_whose_name_a_url_would_misread(tmp_path, name):
    office = start_office(tmp_path / name)
    office.run("status", "--period", "2020-06")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [name]
    assert (office.root / ".shishi" / "台账.sqlite").is_file()


def test_many_at_once_open_a_ledger_that_is_not_there_yet(office):
    for left in (office.root / ".shishi").glob("台账*"):
        left.unlink()
    running = [office.start("status", "--period", "2020-06") for _ in range(4)]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, out + err
    assert list((office.root / ".shishi").glob(".*.tmp*")) == []


SLOW = """
import shishi_xl.ledger.opening as opening, time, pathlib
make = opening.make
def slowly(path):
    pathlib.Path({root!r}, "begun").touch()
    while not pathlib.Path({root!r}, "go on").exists():
        time.sleep(0.05)
    return make(path)
opening.make = slowly
"""


def test_a_slow_first_opening_never_replaces_a_ledger_in_use(office, good):
    for left in (office.root / ".shishi").glob("台账*"):
        left.unlink()
    slow = office.start("status", "--period", "2020-06", sabotage=SLOW.format(root=str(office.root)))
    while not (office.root / "begun").exists():
        assert slow.poll() is None
    office.drop("a.xlsx", good)
    office.run("collect")
    (office.root / "go on").touch()
    slow.communicate(timeout=120)
    assert slow.returncode == 0
    states = {line["unit"]: line["versions"] for line in office.run("status", "--period", "2020-06")}
    assert states["区财政局"] == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows knows other rights")
def test_the_key_is_its_owners_alone(office):
    assert (office.root / ".shishi" / "signing.key").stat().st_mode & 0o077 == 0


def test_a_lost_key_is_said_by_init_too(office):
    (office.root / ".shishi" / "signing.key").unlink()
    _, said = office.start("init", str(office.root)).communicate(timeout=120)
    assert "签名密钥" in said
    assert "不见了" in said
    assert Office(office.root).run("status", "--period", "2020-06")


def test_the_same_bytes_withdrawn_twice_within_a_second_stay_two(office, good):
    for number in range(2):
        office.drop(f"{number}.xlsx", good)
        office.run("collect")
        office.run("withdraw", "--period", "2020-06", "--unit", "区财政局", "--reason", "单位来电要求重报")
    assert len(office.kept()["撤回"]) == 2
    office.run("rebuild")
    assert len(office.kept()["撤回"]) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such name")
def test_a_name_that_is_written_like_a_spelt_out_one_is_itself(office, good):
    office.drop("a\\udcff.xlsx", good)
    (line,) = office.run("collect")
    assert (line["file"], line["disposition"]) == ("a\\udcff.xlsx", "accepted")
    assert "" not in office.kept()
    assert office.run("collect") == []
