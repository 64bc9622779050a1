"""What waits in the tray and when it is whole; time is an argument here."""

import os
import zipfile

import pytest

from shishi_xl.folders.tray import QUIET_OTHER, QUIET_TRUNCATED, QUIET_WHOLE, Settling, scan


def write_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b" * 1000)
    return path


def fresh(path, wall=1000.0):
    os.utime(path, (wall, wall))
    return path


@pytest.mark.parametrize(
    "name",
    ["~$表.xlsx", ".~lock.表.xlsx#", "表.xlsx.tmp", "表.part", "表.xlsx.crdownload", ".hidden.xlsx", "Thumbs.db"],
)
def test_files_of_other_programs_are_never_seen(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "表.xlsx").write_bytes(b"x")
    assert [path.name for path in scan(tmp_path)] == ["表.xlsx"]


def test_sub_folders_are_searched_but_not_the_kept_ones(tmp_path):
    for folder in ("6月报送/附件", "已收/2020-06", "退回", "重复", "未识别", "撤回"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.xlsx").write_bytes(b"x")
    (tmp_path / "6月报送" / "已收").mkdir()  # a unit's folder may be called so
    (tmp_path / "6月报送" / "已收" / "b.xlsx").write_bytes(b"x")
    assert {path.relative_to(tmp_path).as_posix() for path in scan(tmp_path)} == {
        "6月报送/附件/a.xlsx",
        "6月报送/已收/b.xlsx",
    }


def test_links_are_seen_and_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.xlsx").write_bytes(b"x")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "link").symlink_to(outside, target_is_directory=True)
    (stamp,) = scan(inbox).values()
    assert not stamp.regular


@pytest.mark.parametrize(
    ("content", "needed"),
    [("whole", QUIET_WHOLE), ("truncated", QUIET_TRUNCATED), ("empty", QUIET_TRUNCATED), ("text", QUIET_OTHER)],
)
def test_quiet_time_depends_on_whether_the_end_is_there(tmp_path, content, needed):
    path = tmp_path / "表.xlsx"
    if content in {"whole", "truncated"}:
        write_zip(path)
    if content == "truncated":
        path.write_bytes(path.read_bytes()[:-30])
    if content in {"empty", "text"}:
        path.write_bytes(b"" if content == "empty" else b"a,b,c")
    fresh(path)
    settling = Settling()
    assert settling.observe(scan(tmp_path), 0.0, 1000.0) == []
    assert settling.observe(scan(tmp_path), needed - 0.01, 1001.0) == []
    assert settling.observe(scan(tmp_path), needed + 0.01, 1002.0) == [path]


def test_a_change_starts_the_quiet_time_anew(tmp_path):
    path = fresh(write_zip(tmp_path / "表.xlsx"))
    settling = Settling()
    settling.observe(scan(tmp_path), 0.0, 1000.0)
    path.write_bytes(path.read_bytes() + b"\0")
    fresh(path)
    assert settling.observe(scan(tmp_path), 0.4, 1000.4) == []
    write_zip(path)
    fresh(path)
    assert settling.observe(scan(tmp_path), 0.6, 1000.6) == []
    assert settling.observe(scan(tmp_path), 1.0, 1001.0) == [path]


def test_an_old_whole_file_needs_no_waiting_and_a_clock_set_back_only_makes_it_wait(tmp_path):
    path = fresh(write_zip(tmp_path / "表.xlsx"))
    assert Settling().observe(scan(tmp_path), 0.0, 1000.0 + 3600) == [path]
    assert Settling().observe(scan(tmp_path), 0.0, 1000.0 - 3600) == []


def test_an_old_truncated_file_is_waited_for_all_the_same(tmp_path):
    path = write_zip(tmp_path / "表.xlsx")
    path.write_bytes(path.read_bytes()[:-30])
    fresh(path)
    assert Settling().observe(scan(tmp_path), 0.0, 1000.0 + 3600) == []


def test_settled_files_come_oldest_first(tmp_path):
    later = fresh(write_zip(tmp_path / "a.xlsx"), 2000.0)
    earlier = fresh(write_zip(tmp_path / "b.xlsx"), 1000.0)
    assert Settling().observe(scan(tmp_path), 0.0, 9000.0) == [earlier, later]


def test_what_has_lain_still_long_is_known_as_stuck(tmp_path):
    path = fresh(write_zip(tmp_path / "表.xlsx"))
    settling = Settling()
    settling.observe(scan(tmp_path), 0.0, 1000.0)
    settling.observe(scan(tmp_path), 29.0, 1029.0)
    assert settling.stuck(29.0, 30.0) == []
    assert settling.stuck(30.0, 30.0) == [path]
    path.write_bytes(path.read_bytes() + b"\0")
    settling.observe(scan(tmp_path), 31.0, 1031.0)
    assert settling.stuck(31.0, 30.0) == []


def test_a_folder_closed_to_us_is_told_and_the_rest_is_found(tmp_path, monkeypatch):
    for name in ("开", "关"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.xlsx").write_bytes(b"x")
    real = os.scandir

    def scandir(folder):
        if folder.name == "关":
            raise PermissionError(13, "denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    closed = set()
    assert list(scan(tmp_path, closed)) == [tmp_path / "开" / "a.xlsx"]
    assert closed == {tmp_path / "关"}
