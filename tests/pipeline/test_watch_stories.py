"""The watch as a clerk lives with it: cut off anywhere, stopped, beside an edited catalogue, with a file that kills."""

import os
import random
import signal
import subprocess
import sys

import openpyxl
import pytest

from tests.listening import Listener, watching
from tests.office import fill

UNITS = ("区教委", "区财政局")

# A file that says so kills whoever reads it.
POISON = """
import os
from shishi_xl.reading import opening
read = opening.read
def killed(path, spool):
    with open(os.environ["READS"], "a") as log:
        log.write(path.name + chr(10))
    if path.read_bytes().endswith(b"POISON"):
        os.abort()
    return read(path, spool)
opening.read = killed
"""


@pytest.fixture(scope="module")
def prepared(issued, tmp_path_factory):
    office = issued.copy(tmp_path_factory.mktemp("prepared") / "office")
    for unit in UNITS:
        office.drop(f"{unit}.xlsx", fill(office.form(unit), progress="总体形象进度45%。", investment=12.5))
    office.drop("财政（错）.xlsx", fill(office.form("区财政局"), progress="总体形象进度30%。", investment="待结算"))
    office.drop("教委（再发）.xlsx", (office.inbox / "区教委.xlsx").read_bytes())
    return office


@pytest.fixture(scope="module")
def undisturbed(prepared, tmp_path_factory):
    office = prepared.copy(tmp_path_factory.mktemp("undisturbed") / "office")
    dispositions = sorted(line["disposition"] for line in office.run("collect"))
    assert dispositions == ["accepted", "accepted", "duplicate", "returned"]
    return office.ending()


# Every step is cut off at under collect; a watch takes files in by the same hands and differs before and after.
@pytest.mark.parametrize("step", ["spool-written", "judged", "removed", "beside", "published"])
def test_a_watch_killed_at_a_step(office, undisturbed, step):
    process = office.start("watch", "--polling", fault=f"kill@{step}:2" if step == "beside" else f"kill@{step}:1")
    process.communicate(timeout=60)
    assert process.returncode == -9, "the step was never reached"
    office.run("collect")
    assert office.ending() == undisturbed


def test_a_watch_killed_at_random_moments_until_it_gets_through(office, undisturbed):
    dice = random.Random(7)
    for _ in range(6):
        process = office.start("watch", "--polling")
        try:
            process.wait(timeout=dice.uniform(0.2, 2.5))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
    with watching(office) as heard:
        heard.until(lambda _: not any(path.is_file() for path in office.inbox.iterdir() if path.name != ".gitkeep"))
    assert office.ending() == undisturbed


def test_only_one_intake_at_a_time(office):
    with watching(office) as heard:
        heard.until(lambda _: len(heard.files()) == 4)
        for command in (
            ("watch",),
            ("collect",),
            ("withdraw", "--period", "2020-06", "--unit", "区教委", "--reason", "错"),
        ):
            (error,) = office.run(*command, code=3)
            assert "另一个 shishi-xl" in error["error"]
        heard.until(lambda _: heard.refreshed())
        office.run("status", "--period", "2020-06")
        office.run("consolidate", "--period", "2020-06")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_watch_in_the_middle_of_its_work(office, undisturbed, how):
    heard = Listener(office.start("watch", start_new_session=True))
    heard.until(lambda lines: {"event": "ready"} in lines)
    heard.until(lambda _: any((office.root / ".shishi" / "spool").iterdir()) or heard.files())
    os.killpg(heard.process.pid, how)  # as Ctrl+C does: the reading processes get it too
    assert heard.end(None) == 0
    assert {"event": "stopped"} in heard.lines
    assert len(heard.files()) == 4
    assert heard.refreshed() == ["2020-06"]
    assert office.ending() == undisturbed
    assert office.run("collect") == []


def test_a_burst_gets_its_workbook_once(office):
    waiting = {path.name: path.read_bytes() for path in office.inbox.iterdir() if path.suffix == ".xlsx"}
    for name in waiting:
        (office.inbox / name).unlink()
    with watching(office) as heard:
        for name, content in waiting.items():
            (office.inbox / name).write_bytes(content)
        heard.until(lambda _: heard.refreshed())
        assert len(heard.files()) == 4
    assert heard.refreshed() == ["2020-06"]


def test_a_person_reads_one_line_a_file(office):
    command = [sys.executable, "-m", "shishi_xl", "--workspace", str(office.root), "--now", office.now, "watch"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    said = []
    for line in process.stdout:
        said.append(line)
        if "汇总表" in line:
            break
    process.send_signal(signal.SIGTERM)
    said += process.stdout.readlines()
    process.stdout.close()
    assert process.wait(30) == 0
    for name in ("区教委.xlsx", "区财政局.xlsx", "财政（错）.xlsx", "教委（再发）.xlsx"):
        assert (
            len([line for line in said if line.lstrip().startswith(("接收", "退回", "重复")) and name in line]) == 1
        ), said
    assert any("正在监视" in line for line in said)


def edit(office, change):
    """Save 项目库.xlsx as Excel does, in one stroke."""
    path = office.root / "templates" / "项目库.xlsx"
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path.with_name("saving.tmp"))
    path.with_name("saving.tmp").replace(path)


def deadline(day):
    def change(book):
        for row in book["设置"].iter_rows():
            if row[0].value == "截止日":
                row[1].value = day

    return change


def test_a_catalogue_edited_during_a_watch_is_noticed_beside_a_file_that_never_settles(office):
    early = (office.inbox / "区财政局.xlsx").read_bytes()
    (office.inbox / "区财政局.xlsx").unlink()
    (office.inbox / "财政（错）.xlsx").unlink()
    with (office.inbox / "还在拷.xlsx").open("wb") as writer, watching(office) as heard:
        writer.write(early[:100])
        writer.flush()
        heard.until(lambda _: heard.files().get("区教委.xlsx") == "accepted")
        edit(office, deadline(10))
        heard.until(lambda lines: {"event": "renewed"} in lines)
        (office.inbox / "晚.xlsx").write_bytes(early)
        heard.until(lambda _: heard.files().get("晚.xlsx") == "accepted")
    (line,) = [line for line in heard.lines if line.get("file") == "晚.xlsx"]
    assert "late" in [finding["code"] for finding in line["findings"]]
    assert "还在拷.xlsx" not in heard.files()


def test_an_unusable_catalogue_is_said_once_and_the_old_one_goes_on(office):
    path = office.root / "templates" / "项目库.xlsx"
    sound = path.read_bytes()
    early = (office.inbox / "区财政局.xlsx").read_bytes()
    (office.inbox / "区财政局.xlsx").unlink()
    with watching(office) as heard:
        heard.until(lambda _: len(heard.files()) == 3)
        path.write_bytes(sound[:1000])  # cut off while it was saved
        heard.until(lambda _: heard.troubles())
        (office.inbox / "后.xlsx").write_bytes(early)
        heard.until(lambda _: heard.files().get("后.xlsx") == "accepted")
        path.write_bytes(sound)
        heard.until(lambda lines: {"event": "renewed"} in lines)
    (said,) = heard.troubles()
    assert "项目库.xlsx" in said
    assert "仍按原来的" in said


def test_a_catalogue_that_is_closed_for_a_moment_is_taken_up_when_it_opens(office):
    closed = """
import os, pathlib
read = pathlib.Path.read_bytes
def guarded(path):
    if path.name == "项目库.xlsx" and os.path.exists(os.environ["CLOSED"]):
        raise PermissionError(13, "in use", str(path))
    return read(path)
pathlib.Path.read_bytes = guarded
"""
    flag = office.root / "closed"
    with watching(office, sabotage=closed, more={"CLOSED": str(flag)}) as heard:
        heard.until(lambda _: len(heard.files()) == 4)
        flag.touch()
        edit(office, deadline(10))
        heard.until(lambda _: heard.troubles())
        flag.unlink()
        heard.until(lambda lines: {"event": "renewed"} in lines)
    assert len(heard.troubles()) == 1


def test_a_file_that_kills_its_reader_is_set_aside_and_never_tried_again(office, undisturbed, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    poisoned = {"PYTHONPATH": str(tmp_path / "site"), "READS": str(tmp_path / "reads")}
    office.drop("毒.xlsx", (office.inbox / "区教委.xlsx").read_bytes() + b"POISON")
    with watching(office, more=poisoned) as heard:
        heard.until(lambda _: len(heard.files()) == 5)
        heard.until(lambda _: heard.refreshed())
    (line,) = [line for line in heard.lines if line.get("file") == "毒.xlsx"]
    assert line["disposition"] == "unrecognised"
    assert [finding["code"] for finding in line["findings"]] == ["reading-failed"]
    assert [name for folder, name in flat(office.kept()) if folder == "未识别"]
    reads = (tmp_path / "reads").read_text().splitlines()
    assert max(map(reads.count, reads)) == 2  # with others, then alone
    assert office.run("collect", more=poisoned) == []
    assert (tmp_path / "reads").read_text().splitlines() == reads
    kept, _, status, _ = office.ending()
    assert {folder: names for folder, names in kept.items() if folder != "未识别"} == undisturbed[0]
    assert status == undisturbed[2]


def flat(kept):
    return [(folder, name) for folder, names in kept.items() for name in names]


def test_a_file_whose_check_we_cannot_stand_does_not_end_the_others_day(office, undisturbed):
    broken = """
from shishi_xl.core import checks
run = checks.run
def fragile(submissions, *rest, **named):
    if any(entry.raw == "待结算" for one in submissions for entry in one.entries):
        raise ZeroDivisionError
    return run(submissions, *rest, **named)
checks.run = fragile
"""
    lines = office.run("collect", sabotage=broken)
    found = {line["file"]: line["disposition"] for line in lines}
    assert found["财政（错）.xlsx"] == "unrecognised"
    assert found["区教委.xlsx"] == found["区财政局.xlsx"] == "accepted"
    assert "" not in office.kept()


def test_a_return_that_cannot_be_marked_still_gets_its_list(office):
    broken = """
from shishi_xl.excel import marked
def fails(*_given, **_named):
    raise ZeroDivisionError
marked.fresh = fails
from shishi_xl.pipeline.marking import Marker
Marker._in_worker = fails
"""
    lines = office.run("collect", sabotage=broken)
    assert {line["file"]: line["disposition"] for line in lines}["财政（错）.xlsx"] == "returned"
    (made,) = (office.root / "outbox" / "退回").rglob("*.xlsx")
    assert openpyxl.load_workbook(made).sheetnames == ["改错清单"]


def test_an_error_of_ours_is_said_and_the_watch_goes_on(office):
    broken = """
from shishi_xl.pipeline import watch
scan, seen = watch.scan, []
def fails_once(*given):
    seen.append(given)
    if len(seen) == 1:
        raise ZeroDivisionError
    return scan(*given)
watch.scan = fails_once
"""
    with watching(office, sabotage=broken) as heard:
        heard.until(lambda _: len(heard.files()) == 4)
    (said,) = heard.troubles()
    assert "ZeroDivisionError" in said
    assert "Traceback" in (office.root / ".shishi" / "shishi-xl.log").read_text(encoding="utf-8")
