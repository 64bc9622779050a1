"""What a disk and the programs beside us do: full, held open, elsewhere, read-only. Each story ends as an undisturbed run."""

import os
import subprocess
import sys

import pytest

from shishi_xl import examples
from shishi_xl.folders.files import SIDE_SUFFIX
from tests.listening import watching
from tests.office import fill

UNITS = ("区教委", "区财政局", "区水利局")

# Windows lets nobody remove or rename a file that a program holds open; Python says PermissionError.
HELD = """
import os, pathlib
held = lambda path: os.path.basename(os.fspath(path)) in os.environ["HELD"].split("|")
def guarded(act):
    def perform(path, *rest, **named):
        if any(map(held, (path, *rest[:1]))):
            raise PermissionError(13, "in use", os.fspath(path))
        return act(path, *rest, **named)
    return perform
pathlib.Path.unlink, pathlib.Path.replace = guarded(pathlib.Path.unlink), guarded(pathlib.Path.replace)
"""

# A rename from one device to another is refused by every system.
ELSEWHERE = """
import errno, os, pathlib
inside = lambda path: os.sep + "inbox" + os.sep in os.path.abspath(path)
replace = pathlib.Path.replace
def cross(self, target):
    if inside(self) != inside(target):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), os.fspath(self))
    return replace(self, target)
pathlib.Path.replace = cross
"""


@pytest.fixture(scope="module")
def prepared(issued, tmp_path_factory):
    office = issued.copy(tmp_path_factory.mktemp("prepared") / "office")
    for unit in UNITS:
        office.drop(f"{unit}.xlsx", fill(office.form(unit), progress="总体形象进度45%。", investment=12.5))
    office.drop("财政（错）.xlsx", fill(office.form("区财政局"), progress="总体形象进度30%。", investment="待结算"))
    return office


@pytest.fixture(scope="module")
def undisturbed(prepared, tmp_path_factory):
    office = prepared.copy(tmp_path_factory.mktemp("undisturbed") / "office")
    dispositions = sorted(line["disposition"] for line in office.run("collect"))
    assert dispositions == ["accepted", "accepted", "accepted", "returned"]
    return office.ending()


def without_tray(found):
    kept, *rest = found
    return {folder: names for folder, names in kept.items() if folder}, *rest


def test_an_original_that_a_program_holds_open_is_taken_in_once_and_leaves_later(office, undisturbed):
    held = {"HELD": "区教委.xlsx"}
    lines = office.run("collect", sabotage=HELD, more=held)
    assert sorted(line["disposition"] for line in lines) == ["accepted", "accepted", "accepted", "returned"]
    (line,) = [line for line in lines if line["file"] == "区教委.xlsx"]
    assert "original-held" in [finding["code"] for finding in line["findings"]]
    assert office.kept()[""] == ["区教委.xlsx"]
    assert office.run("collect", sabotage=HELD, more=held) == []
    assert without_tray(office.ending()) == without_tray(undisturbed)
    assert office.run("collect") == []
    assert office.ending() == undisturbed


def test_an_original_saved_again_while_it_was_held_is_another_submission(office):
    held = {"HELD": "区教委.xlsx"}
    office.run("collect", sabotage=HELD, more=held)
    office.drop("区教委.xlsx", fill(office.form("区教委"), progress="总体形象进度60%。", investment=20))
    (line,) = office.run("collect")
    assert (line["file"], line["disposition"]) == ("区教委.xlsx", "accepted")
    (row,) = [row for row in office.run("status", "--period", "2020-06") if row["unit"] == "区教委"]
    assert row["versions"] == 2
    assert "" not in office.kept()


def test_a_watch_goes_on_beside_an_original_held_open(office, undisturbed):
    late = (office.inbox / "区水利局.xlsx").read_bytes()
    stamp = (office.inbox / "区水利局.xlsx").stat()
    (office.inbox / "区水利局.xlsx").unlink()
    with watching(office, sabotage=HELD, more={"HELD": "区教委.xlsx"}) as heard:
        heard.until(lambda _: len(heard.files()) == 3)
        (office.inbox / "区水利局.xlsx").write_bytes(late)
        os.utime(office.inbox / "区水利局.xlsx", ns=(stamp.st_mtime_ns, stamp.st_mtime_ns))
        heard.until(lambda _: heard.files().get("区水利局.xlsx") == "accepted")
        heard.until(lambda _: heard.lines[-1].get("event") == "consolidated")
    assert len([line for line in heard.lines if line.get("file") == "区教委.xlsx"]) == 1
    assert office.run("collect") == []
    assert office.ending()[0] == undisturbed[0]
    assert office.ending()[2:] == undisturbed[2:]


def test_an_inbox_on_another_device(office, undisturbed):
    office.run("collect", sabotage=ELSEWHERE)
    assert office.ending() == undisturbed


@pytest.mark.parametrize("step", ["judged", "kept", "removed"])
def test_an_inbox_on_another_device_and_a_kill(office, undisturbed, step):
    process = office.start("collect", sabotage=ELSEWHERE, fault=f"kill@{step}:1")
    process.communicate(timeout=60)
    assert process.returncode == -9
    office.run("collect", sabotage=ELSEWHERE)
    assert office.ending() == undisturbed


def test_a_consolidated_workbook_held_open_and_the_one_waiting_beside_it_too(office, undisturbed):
    office.run("collect")
    place = office.consolidated()
    side = place.with_name(f"{place.stem}{SIDE_SUFFIX}.xlsx")
    newer = fill(office.form("区教委"), progress="总体形象进度60%。", investment=20)
    office.drop("再报.xlsx", newer)
    office.run("collect", sabotage=HELD, more={"HELD": place.name})
    assert side.exists()
    first_side = side.read_bytes()
    office.drop("三报.xlsx", fill(office.form("区教委"), progress="总体形象进度70%。", investment=30))
    (line, *_), code = office.attempt("collect", sabotage=HELD, more={"HELD": f"{place.name}|{side.name}"})
    assert line["disposition"] == "accepted"  # the files are in, whatever Excel holds
    assert code in {0, 3}
    assert side.read_bytes() == first_side
    # The place is free again, what waits beside it is still open: the old one must not replace the new one later.
    office.run("collect", sabotage=HELD, more={"HELD": side.name})
    office.run("collect")
    shown = office.consolidated().read_bytes()
    assert not side.exists()
    office.run("consolidate", "--period", "2020-06")
    assert office.consolidated().read_bytes() == shown
    assert shown not in {undisturbed[-1], first_side}


@pytest.fixture
def small(tmp_path, prepared):
    """The office on a disk of its own, with room left to be measured out by the test."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=False).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield prepared.copy(place / "office")
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def leave(office, kilobytes):
    """Fill the office's disk up to some kilobytes."""
    ballast = office.root.parent / "ballast"
    ballast.unlink(missing_ok=True)
    free = os.statvfs(office.root).f_bavail * os.statvfs(office.root).f_frsize - kilobytes * 1024
    ballast.write_bytes(b"x" * max(0, free))
    return ballast


# Where it stops in turn: opening the ledger, the first copy, the third, their rows, the folders, the workbook.
@pytest.mark.parametrize("room", [0, 40, 64, 96, 128, 160])
def test_a_small_disk_that_fills_up(small, undisturbed, room):
    ballast = leave(small, room)
    lines, code = small.attempt("collect")
    assert code == 3
    assert "磁盘满" in lines[-1]["error"]
    ballast.unlink()
    small.run("collect")
    assert small.ending() == undisturbed


@pytest.mark.parametrize("room", [0, 4, 12, 24])
def test_an_import_onto_a_full_disk_leaves_the_catalogue_as_it_was(small, room):
    name, content = examples.notice()
    notice = small.root.parent / name
    notice.write_bytes(content.replace("公里".encode(), "千米".encode()))
    before = (small.root / "templates" / "项目库.xlsx").read_bytes()
    ballast = leave(small, room)
    (error,) = small.run("import", str(notice), code=3, alone=True)
    assert "磁盘满" in error["error"]
    assert (small.root / "templates" / "项目库.xlsx").read_bytes() == before
    ballast.unlink()
    small.run("import", str(notice))
    assert (small.root / "templates" / "项目库.xlsx").read_bytes() != before


def test_a_watch_waits_until_the_full_disk_has_room_again(small):
    again = fill(small.form("区教委"), progress="总体形象进度60%。", investment=20)
    with watching(small, "--polling") as heard:
        heard.until(lambda _: heard.refreshed())
        coming = small.drop("再报.xlsx.part", again)
        ballast = leave(small, 8)
        coming.rename(small.inbox / "再报.xlsx")
        heard.until(lambda _: any("磁盘满" in said for said in heard.troubles()))
        ballast.unlink()
        heard.until(lambda _: heard.files().get("再报.xlsx") == "accepted")
        heard.until(lambda lines: {"event": "reachable"} in lines)
    assert len(heard.troubles()) == 1
    assert "" not in small.kept()


def test_what_is_closed_to_us_is_said_and_left_alone(office):
    closed = """
import os
scandir = os.scandir
def guarded(folder):
    if os.path.basename(folder) == "关":
        raise PermissionError(13, "denied", os.fspath(folder))
    return scandir(folder)
os.scandir = guarded
"""
    office.drop("关/里面.xlsx", b"x")
    lines = {line["file"]: line for line in office.run("collect", sabotage=closed)}
    assert lines["关"]["disposition"] == "waiting"
    assert [finding["code"] for finding in lines["关"]["findings"]] == ["folder-closed"]
    assert office.kept()["关"] == ["里面.xlsx"]


def test_a_file_saved_among_the_kept_ones_is_said_and_taken_in_from_the_tray(office):
    good = fill(office.form("区教委"), progress="总体形象进度60%。", investment=20)
    placed = office.drop("退回/2020-06/改好的.xlsx", good)
    office.drop("已收/~$打开的.xlsx", b"x")
    office.run("collect")
    (line,) = [line for line in office.run("collect") if "file" in line]
    assert (line["file"], line["disposition"]) == ("退回/2020-06/改好的.xlsx", "waiting")
    assert [finding["code"] for finding in line["findings"]] == ["misplaced-file"]
    with watching(office) as heard:
        heard.until(lambda _: heard.files() == {"退回/2020-06/改好的.xlsx": "waiting"})
        placed.rename(office.inbox / "改好的.xlsx")
        heard.until(lambda _: heard.files().get("改好的.xlsx") == "accepted")


def test_a_spool_that_cannot_be_written_is_no_file_that_waits(office):
    """A whole inbox left "for a later sweep" for ever, without a word, is a loss too."""
    closed = """
import pathlib
opened = pathlib.Path.open
def guarded(path, mode="r", *rest, **named):
    if "x" in mode:
        raise PermissionError(13, "denied", str(path))
    return opened(path, mode, *rest, **named)
pathlib.Path.open = guarded
"""
    (error,) = office.run("collect", code=3, sabotage=closed)
    assert "权限" in error["error"]
    assert len(office.kept()[""]) == 4


def ordinary(office, *args, **extra):
    """Run a command as a user whom the rights of folders bind, which they do not bind root."""
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    if os.geteuid():
        return office.run(*args, **extra)
    return office.run(*args, sabotage=BOUND, **extra)


# What root may do beyond an ordinary owner is given up for good before anything of ours runs.
BOUND = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert libc.capget(header, data) == 0
for part in (0, 1):  # 1 and 2: reading and searching what the rights forbid
    data[part] &= ~0b110
assert libc.capset(header, data) == 0
for capability in (1, 2):
    libc.prctl(24, capability, 0, 0, 0)  # workers do not get it back
"""


@pytest.mark.skipif(sys.platform != "linux", reason="gives up root's rights as Linux has them")
@pytest.mark.parametrize("rights", [0o000, 0o500])
@pytest.mark.parametrize(
    "folder",
    ["inbox", "outbox", ".shishi", ".shishi/spool", "templates", "inbox/已收", "inbox/退回", "outbox/退回", "."],
)
def test_a_folder_without_rights_is_named_and_nothing_is_lost(office, undisturbed, folder, rights):
    place = office.root / folder
    place.mkdir(exist_ok=True)
    place.chmod(rights)
    try:
        lines = ordinary(office, "collect", code=0 if rights and folder in {"templates", "."} else 3)
    finally:
        place.chmod(0o755)
    if "error" in lines[-1]:
        named = place.resolve() if folder != "." else office.root
        assert f"没有读写 {named} 的权限" in lines[-1]["error"]
    office.run("collect")
    assert office.ending() == undisturbed
