"""Promise 2: whatever cuts a run off, the next one ends where an undisturbed run would have ended."""

import io
import random
import shutil
import subprocess
import zipfile

import pytest

from shishi_xl.folders.steps import STEPS
from tests.office import fill

UNITS = ("区教委", "区交通局", "区财政局", "区水利局")


@pytest.fixture(scope="module")
def prepared(issued, tmp_path_factory):
    """A workspace with a tray of every kind of file: good, sent back, twice the same, not a form, an archive."""
    office = issued.copy(tmp_path_factory.mktemp("prepared") / "office")
    good = {
        unit: fill(office.form(unit), progress="累计完成投资过半，总体形象进度45%。", investment=12.5) for unit in UNITS
    }
    office.drop("区教委.xlsx", good["区教委"])
    office.drop("区教委（再发）.xlsx", good["区教委"])
    office.drop("交通.xlsx", good["区交通局"])
    office.drop("财政.xlsx", fill(office.form("区财政局"), progress="总体形象进度30%。", investment="待结算"))
    office.drop("通知.txt", "请各单位按时报送。".encode())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("附件/水利.xlsx", good["区水利局"])
    office.drop("打包.zip", stream.getvalue())
    return office


@pytest.fixture(scope="module")
def undisturbed(prepared, tmp_path_factory):
    office = prepared.copy(tmp_path_factory.mktemp("undisturbed") / "office")
    lines = office.run("collect")
    found = sorted((line["file"], line["disposition"]) for line in lines)
    assert found == [
        ("交通.xlsx", "accepted"),
        ("区教委.xlsx", "accepted"),
        ("区教委（再发）.xlsx", "duplicate"),
        ("打包.zip/附件/水利.xlsx", "accepted"),
        ("财政.xlsx", "returned"),
        ("通知.txt", "unrecognised"),
    ]
    ending = office.ending()
    assert "" not in ending[0]
    return ending


ONCE = {"spool-written", "received", "published"}  # steps that this tray comes to a single time


@pytest.mark.parametrize(
    ("step", "arrival"), [(step, arrival) for step in STEPS for arrival in (1, 2) if arrival == 1 or step not in ONCE]
)
def test_killed_at_a_step(office, undisturbed, step, arrival):
    process = office.start("collect", fault=f"kill@{step}:{arrival}")
    process.communicate(timeout=120)
    assert process.returncode == -9, "the step was never reached"
    office.run("collect")
    assert office.ending() == undisturbed


@pytest.mark.parametrize("step", ["received", "judged", "removed"])
def test_killed_again_and_again_at_a_step(office, undisturbed, step):
    for _ in range(2):
        office.start("collect", fault=f"kill@{step}:1").communicate(timeout=120)
    office.run("collect")
    assert office.ending() == undisturbed


@pytest.mark.parametrize("step", STEPS)
def test_the_disk_is_full_at_a_step(office, undisturbed, step):
    lines = office.run("collect", code=3, fault=f"enospc@{step}:1")
    assert "磁盘满" in lines[-1]["error"]
    office.run("collect")
    assert office.ending() == undisturbed


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments_until_it_gets_through(office, undisturbed, seed):
    dice = random.Random(seed)
    for _ in range(5):
        process = office.start("collect")
        try:
            process.wait(timeout=dice.uniform(0.1, 2.5))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
    office.run("collect")
    assert office.ending() == undisturbed


def test_running_again_changes_nothing(office, undisturbed):
    office.run("collect")
    assert office.run("collect") == []
    assert office.ending() == undisturbed


SMALL_BATCHES = "import shishi_xl.pipeline.intake as intake\nintake.BATCH = 1"


def test_reading_ahead_changes_nothing_and_leaves_nothing(office, undisturbed):
    """Each batch is one file, the next one being read; the archive comes twice."""
    again = office.inbox / "打包（再发）.zip"
    shutil.copy2(office.inbox / "打包.zip", again)
    lines = office.run("collect", sabotage=SMALL_BATCHES)
    again = [(line["file"], line["disposition"]) for line in lines if line["file"].startswith("打包")]
    assert sorted(disposition for _, disposition in again) == ["accepted", "duplicate"], again
    assert len(lines) == 7  # the tray's six and the member again
    assert list((office.root / ".shishi" / "spool").iterdir()) == []


@pytest.mark.parametrize("fault", ["spool-written:2", "received:3", "judged:2", "removed:3", "filed:4"])
def test_killed_while_the_next_batch_is_read(office, undisturbed, fault):
    process = office.start("collect", sabotage=SMALL_BATCHES, fault=f"kill@{fault}")
    process.communicate(timeout=120)
    assert process.returncode == -9, "the step was never reached"
    office.run("collect")
    assert office.ending() == undisturbed
    assert list((office.root / ".shishi" / "spool").iterdir()) == []


def empty_spool(office):
    for copy in (office.root / ".shishi" / "spool").iterdir():
        copy.unlink()


@pytest.mark.parametrize("fault", ["received:1", "read:1", "judged:1", "judged:3", "judged:6", "read:2"])
def test_killed_and_the_copies_taken_from_the_spool(office, undisturbed, fault):
    """A scanner or a tidy person empties the spool between two runs: the originals still stand and are taken again."""
    process = office.start("collect", fault=f"kill@{fault}")
    process.communicate(timeout=120)
    assert process.returncode == -9, "the step was never reached"
    empty_spool(office)
    office.run("collect")
    assert office.ending() == undisturbed


THIEF = """
import shishi_xl.folders.steps as steps, pathlib
taken, reach = [], steps.reach
def steal(step):
    if step == "{step}" and not taken:
        taken.append(step)
        for copy in pathlib.Path({root!r}, ".shishi", "spool").iterdir():
            copy.unlink()
    reach(step)
steps.reach = steal
"""


@pytest.mark.parametrize("step", ["received", "read", "judged"])
def test_the_copies_are_taken_from_the_spool_in_the_middle_of_a_run(office, undisturbed, step):
    office.run("collect", sabotage=THIEF.format(step=step, root=str(office.root)))
    office.run("collect")
    assert office.ending() == undisturbed
