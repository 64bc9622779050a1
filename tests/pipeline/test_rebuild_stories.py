"""The ledger lost, damaged, closed or made anew: it ends where it stood, or stops aloud."""

import io
import os
import sqlite3
import zipfile

import pytest

from shishi_xl.folders.steps import REBUILDING
from tests.office import fill

UNITS = ("区教委", "区交通局", "区财政局", "区水利局", "区公安分局")
PERIOD = ("--period", "2020-06")


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"附件/{name}.xlsx", content)
    return stream.getvalue()


def returns(office, unit, percent, investment=12.5):
    return fill(office.form(unit), progress=f"总体形象进度{percent}%。", investment=investment)


@pytest.fixture
def fresh(issued, tmp_path):
    return issued.copy(tmp_path / "office")


@pytest.fixture(scope="module")
def lived(issued, tmp_path_factory):
    """A workspace with a month behind it: versions, two of one second, withdrawn, sent again, late, sent back, an archive."""
    office = issued.copy(tmp_path_factory.mktemp("lived") / "office")
    first = returns(office, "区教委", 40)
    office.drop("教委1.xlsx", first)
    office.drop("交通1.xlsx", returns(office, "区交通局", 30))
    office.drop("交通2.xlsx", returns(office, "区交通局", 35))  # of the same second
    office.drop("财政1.xlsx", returns(office, "区财政局", 30, "待结算"))
    office.drop("通知.txt", "请按时报送。".encode())
    office.run("collect", now="2020-06-20T09:00")
    office.drop("教委2.xlsx", returns(office, "区教委", 50))
    office.drop("打包.zip", zipped(水利=returns(office, "区水利局", 20), 教委=first))
    office.run("collect", now="2020-06-21T09:00")
    office.run("withdraw", *PERIOD, "--unit", "区教委", "--reason", "数据有误", now="2020-06-22T09:00")
    late = returns(office, "区公安分局", 60)
    office.drop("公安1.xlsx", late)
    office.run("collect", now="2020-06-26T09:00")
    office.run("withdraw", *PERIOD, "--unit", "区公安分局", "--reason", "又改了", now="2020-06-27T09:00")
    office.drop("公安2.xlsx", late)
    (line, *_) = office.run("collect", now="2020-06-28T09:00")
    assert line["disposition"] == "accepted"
    assert "withdrawn-before" in [finding["code"] for finding in line["findings"]]
    return office


def standing(office, *, names=True):
    left_out = set() if names else {"file"}
    rows = office.run("status", *PERIOD)
    return [
        {key: value for key, value in row.items() if key not in left_out}
        for row in rows
        if row["versions"] or row["file"]
    ]


def test_what_counts_after_withdrawals(lived):
    found = {row["unit"]: (row["state"], row["versions"], row["file"]) for row in standing(lived)}
    assert found == {
        "区教委": ("按时", 1, "教委1.xlsx"),
        "区交通局": ("按时", 2, "交通2.xlsx"),
        "区财政局": ("已报待改", 0, "财政1.xlsx"),
        "区水利局": ("按时", 1, "打包.zip/附件/水利.xlsx"),
        "区公安分局": ("迟报", 1, "公安2.xlsx"),
    }


@pytest.mark.parametrize("ledger", ["sound", "lost", "garbage"])
def test_a_rebuilt_ledger_stands_where_the_old_one_stood(lived, tmp_path, ledger):
    office = lived.copy(tmp_path / "office")
    kept, made, _, workbook = office.ending()
    path = office.root / ".shishi" / "台账.sqlite"
    if ledger == "lost":
        path.unlink()
    elif ledger == "garbage":
        path.write_bytes(b"damaged " * 1000)
    if ledger != "sound":
        (error,) = office.run("collect", code=3)
        assert "rebuild" in error["error"]
    (counted,) = [line for line in office.run("rebuild") if "accepted" in line]
    versions = sum(row["versions"] for row in standing(lived))
    assert (counted["accepted"], counted["withdrawn"]) == (versions, 2)
    assert (office.kept(), office.ending()[1]) == (kept, made)
    assert standing(office, names=ledger == "sound") == standing(lived, names=ledger == "sound")
    assert office.consolidated().read_bytes() == workbook
    assert office.run("collect") == []
    office.drop("再来.xlsx", returns(office, "区教委", 40))
    (line,) = [line for line in office.run("collect") if "file" in line]
    assert line["disposition"] in {"accepted", "duplicate"}


def test_a_rebuild_without_the_old_key_keeps_every_decision(lived, tmp_path):
    office = lived.copy(tmp_path / "office")
    (office.root / ".shishi" / "signing.key").unlink()
    process = office.start("rebuild")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "签名密钥" in err
    assert "重新下发" in err
    assert standing(office) == standing(lived)


def test_withdrawn_again_after_a_rebuild_the_one_before_counts(lived, tmp_path):
    office = lived.copy(tmp_path / "office")
    office.run("rebuild")
    office.run("withdraw", *PERIOD, "--unit", "区交通局", "--reason", "错")
    office.run("rebuild")
    found = {row["unit"]: row["versions"] for row in standing(office)}
    assert found["区交通局"] == 1
    assert len(list((office.inbox / "撤回" / "2020-06").iterdir())) == 3
    office.run("withdraw", *PERIOD, "--unit", "区公安分局", "--reason", "错")
    assert "区公安分局" not in {row["unit"] for row in standing(office)}
    office.run("rebuild")
    assert "区公安分局" not in {row["unit"] for row in standing(office)}


@pytest.mark.parametrize("step", ["kept", "marked", "removed", "filed", "beside", "published"])
def test_a_withdrawal_cut_off_is_finished_by_the_next_run(lived, tmp_path, step):
    whole, cut = lived.copy(tmp_path / "whole"), lived.copy(tmp_path / "cut")
    what = ("withdraw", *PERIOD, "--unit", "区交通局", "--reason", "错")
    whole.run(*what)
    process = cut.start(*what, fault=f"kill@{step}:1")
    process.communicate(timeout=60)
    assert process.returncode == -9
    cut.run("collect")
    assert cut.ending() == whole.ending()


@pytest.mark.parametrize("step", REBUILDING)
@pytest.mark.parametrize("ledger", ["sound", "garbage"])
def test_a_rebuild_cut_off_never_leaves_half_a_ledger(lived, tmp_path, step, ledger):
    office = lived.copy(tmp_path / "office")
    before = office.ending()
    path = office.root / ".shishi" / "台账.sqlite"
    if ledger == "garbage":
        path.write_bytes(b"damaged " * 1000)
    process = office.start("rebuild", fault=f"kill@{step}:1")
    process.communicate(timeout=60)
    assert process.returncode == -9
    if step == "rebuilding" and ledger == "sound":
        assert office.run("collect") == []
        assert office.ending() == before
    else:
        (error,) = office.run("collect", code=3)
        assert "rebuild" in error["error"]
    office.run("rebuild")
    assert (office.kept(), office.consolidated().read_bytes()) == (before[0], before[-1])
    assert standing(office, names=False) == standing(lived, names=False)
    assert not list((office.root / ".shishi").glob("opened-*"))


def test_what_was_in_an_archive_is_not_lost_with_the_ledger(fresh, tmp_path):
    content = {unit: returns(fresh, unit, 40) for unit in UNITS}
    fresh.drop("打包.zip", zipped(**content))
    whole = fresh.copy(tmp_path / "whole")
    whole.run("collect")
    for step in ("judged:1", "kept:1", "judged:4"):
        office = fresh.copy(tmp_path / step.replace(":", ""))
        office.start("collect", fault=f"kill@{step}").communicate(timeout=60)
        (office.root / ".shishi" / "台账.sqlite").write_bytes(b"damaged " * 1000)
        office.run("rebuild")
        office.run("collect")
        assert {row["unit"]: row["versions"] for row in standing(office)} == dict.fromkeys(UNITS, 1)
        assert "" not in office.kept()
        assert list((office.root / ".shishi" / "spool").iterdir()) == []


def test_a_clock_set_back_does_not_change_which_version_counts_in_a_rebuild(fresh):
    for number, now in enumerate(("2020-06-20T09:00", "2020-06-10T09:00")):
        fresh.drop(f"{number}.xlsx", returns(fresh, "区教委", 40 + number))
        fresh.run("collect", now=now)
    before = standing(fresh)
    assert [row["file"] for row in before] == ["1.xlsx"]
    fresh.run("rebuild")
    assert standing(fresh) == before


@pytest.mark.parametrize("damage", ["truncated", "empty", "no table", "other columns", "newer"])
def test_a_damaged_ledger_stops_every_command_aloud_and_is_not_touched(lived, tmp_path, damage):
    office = lived.copy(tmp_path / "office")
    path = office.root / ".shishi" / "台账.sqlite"
    if damage in {"truncated", "empty"}:
        path.write_bytes(path.read_bytes()[: 0 if damage == "empty" else 9000])
    else:
        change = {
            "no table": "DROP TABLE published",
            "other columns": "ALTER TABLE submission RENAME COLUMN kept TO place",
            "newer": "PRAGMA user_version = 99",
        }[damage]
        connection = sqlite3.connect(path)
        connection.execute(change)
        connection.commit()
        connection.close()
    before = path.read_bytes()
    office.drop("新.xlsx", returns(office, "区教委", 70))
    for command in (("collect",), ("status", *PERIOD), ("watch",)):
        (error,) = office.run(*command, code=3)
        assert "台账" in error["error"]
        assert "rebuild" in error["error"]
    assert path.read_bytes() == before
    assert office.kept()[""] == ["新.xlsx"]
    office.run("rebuild")
    office.run("collect")
    assert {row["unit"]: row["versions"] for row in standing(office)}["区教委"] == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="rights are taken away by becoming nobody")
def test_a_ledger_that_may_not_be_written_is_no_damaged_one(lived, tmp_path):
    office = lived.copy(tmp_path / "office")
    office.drop("新.xlsx", returns(office, "区教委", 70))
    closed = """
import sqlite3
connect = sqlite3.dbapi2.connect
def read_only(name, **named):
    return connect(f"file:{name}?mode=ro", uri=True, **named)
sqlite3.dbapi2.connect = sqlite3.connect = read_only
"""
    (error,) = office.run("collect", code=3, sabotage=closed)
    assert "只读" in error["error"]
    assert "rebuild" not in error["error"]
    (line, *_) = office.run("collect")
    assert line["disposition"] == "accepted"


def test_the_first_run_of_all_may_be_cut_off_at_any_moment(issued, tmp_path):
    """The ledger is made in the first moments; a half-made one must not be mistaken for a damaged one."""
    halfway = """
import os, signal
from shishi_xl.ledger import opening
create = opening.metadata.create_all
def cut(*given):
    create(*given)
    os.kill(os.getpid(), signal.SIGKILL)
opening.metadata.create_all = cut
"""
    office = issued.copy(tmp_path / "office")
    for path in (office.root / ".shishi").glob("台账*"):
        path.unlink()
    office.drop("教委.xlsx", returns(office, "区教委", 40))
    process = office.start("collect", sabotage=halfway)
    process.communicate(timeout=60)
    assert process.returncode == -9
    (line, *_) = office.run("collect")
    assert line["disposition"] == "accepted"


def test_a_workbook_written_by_a_slow_hand_never_hides_what_came_meanwhile(lived, tmp_path):
    """consolidate reads the ledger, a file comes in, consolidate writes: the next refresh must see that it is behind."""
    office = lived.copy(tmp_path / "office")
    slow = f"""
import subprocess, sys
from shishi_xl.pipeline import consolidate
merged, done = consolidate.merged, []
def slowly(*given):
    found = merged(*given)
    if not done:
        done.append(subprocess.run([sys.executable, "-c", {ACCEPT!r}, {str(office.root)!r}], check=True))
    return found
consolidate.merged = slowly
"""
    before = office.consolidated().read_bytes()
    office.run("consolidate", *PERIOD, sabotage=slow)
    office.run("collect")
    assert office.consolidated().read_bytes() != before


# Another process withdraws in the ledger while the workbook is being drawn.
ACCEPT = """
import sys, datetime, pathlib
from shishi_xl.ledger import Ledger
from shishi_xl.core.period import Period
from shishi_xl.core import standing
with Ledger.open(pathlib.Path(sys.argv[1], ".shishi", "台账.sqlite")) as ledger:
    record = standing.counted(ledger.records(Period(2020, 6)))["区交通局"]
    ledger.mark_withdrawn(record.id, datetime.datetime(2020, 6, 30), "错")
"""
