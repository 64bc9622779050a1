"""Writing, moving and copying single files, with the faults a disk has."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shishi_xl.folders import files
from shishi_xl.folders.files import ChangedMeanwhileError, NotYetError


def full_disk(*_args, **_kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


def locked(*_args, **_kwargs):
    raise PermissionError(errno.EACCES, "in use")


def test_a_written_file_holds_exactly_the_bytes(tmp_path):
    files.write_atomically(tmp_path / "new" / "表.xlsx", b"abc")
    assert (tmp_path / "new" / "表.xlsx").read_bytes() == b"abc"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["表.xlsx"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, failing):
    place = tmp_path / "表.xlsx"
    place.write_bytes(b"old")
    monkeypatch.setattr(*((os, "fsync") if failing == "fsync" else (Path, "replace")), full_disk)
    with pytest.raises(OSError, match="No space"):
        files.write_atomically(place, b"new")
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_workbook_held_open_is_kept_and_the_new_one_waits_beside_it(tmp_path, monkeypatch):
    place = tmp_path / "汇总表.xlsx"
    place.write_bytes(b"old")
    real = Path.replace
    monkeypatch.setattr(files, "_LOCK_WAITS", (0.0, 0.0))
    monkeypatch.setattr(Path, "replace", lambda self, to: locked() if Path(to) == place else real(self, to))
    side = files.publish(place, b"new")
    assert (place.read_bytes(), side.read_bytes()) == (b"old", b"new")
    assert side != place
    assert files.replace_waiting(tmp_path) == []  # still held open

    monkeypatch.setattr(Path, "replace", real)
    assert files.replace_waiting(tmp_path) == [place]
    assert place.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [place]


def test_the_next_publication_clears_what_waited(tmp_path):
    place = tmp_path / "汇总表.xlsx"
    (tmp_path / f"汇总表{files.SIDE_SUFFIX}.xlsx").write_bytes(b"waited")
    assert files.publish(place, b"newest") == place
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"newest"]


def test_a_copy_is_the_bytes_that_were_hashed(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    sha256, seen = files.copy_once(tmp_path / "a", tmp_path / "b")
    assert sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (tmp_path / "b").read_bytes() == b"abc"
    assert seen == files.stamp(tmp_path / "a")


def test_a_file_that_changes_under_the_reader_is_not_taken(tmp_path, monkeypatch):
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    real = os.fsync

    def grow(handle):
        with source.open("ab") as writer:
            writer.write(b"more")
        real(handle)

    monkeypatch.setattr(os, "fsync", grow)
    with pytest.raises(ChangedMeanwhileError):
        files.copy_once(source, tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_full_disk_leaves_no_half_copy(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"abc")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        files.copy_once(tmp_path / "a", tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_file_that_is_no_longer_what_was_seen_is_not_taken(tmp_path):
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    seen = files.stamp(source)
    source.write_bytes(b"ab")  # written anew between the sweep and the reading, not yet whole
    with pytest.raises(ChangedMeanwhileError):
        files.copy_once(source, tmp_path / "b", seen)
    assert not (tmp_path / "b").exists()
    files.copy_once(source, tmp_path / "b", files.stamp(source))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_file_that_a_program_still_writes_to_is_not_taken(tmp_path):
    source = tmp_path / "a"
    with source.open("wb") as writer:
        writer.write(b"half of it")
        writer.flush()
        with pytest.raises(ChangedMeanwhileError, match="still being written"):
            files.copy_once(source, tmp_path / "b")
    with source.open("rb"):  # someone who only reads is no hindrance
        files.copy_once(source, tmp_path / "b")


def test_a_source_that_cannot_be_read_is_told_from_a_place_that_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"abc")
    with pytest.raises(FileNotFoundError):
        files.copy_once(tmp_path / "a", tmp_path / "no folder" / "b")
    with pytest.raises(NotYetError):
        files.copy_once(tmp_path / "gone", tmp_path / "b")
    monkeypatch.setattr(files, "open_safely", locked)
    with pytest.raises(NotYetError):
        files.copy_once(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("cut", ["copy", "swap", "none"])
def test_a_move_to_another_device_never_leaves_the_file_nowhere(tmp_path, monkeypatch, cut):
    source, target = tmp_path / "a", tmp_path / "far" / "b"
    source.write_bytes(b"abc")
    os.utime(source, ns=(1_000_000_000, 1_000_000_123))
    real = Path.replace

    def replace(self, to):
        if self == source:
            raise OSError(errno.EXDEV, "cross-device")
        return full_disk() if cut == "swap" else real(self, to)

    monkeypatch.setattr(Path, "replace", replace)
    if cut == "copy":
        monkeypatch.setattr(os, "fsync", full_disk)
    if cut == "none":
        files.move(source, target)
        assert (target.read_bytes(), source.exists()) == (b"abc", False)
        assert target.stat().st_mtime_ns == 1_000_000_123  # it tells in which order files came
    else:
        with pytest.raises(OSError, match="No space"):
            files.move(source, target)
        assert source.read_bytes() == b"abc"
        assert list(target.parent.iterdir()) == []


def test_what_a_dead_process_had_begun_to_write_is_cleared_and_no_other_hidden_file(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    name = ".0123456789abcdef"
    (tmp_path / "退回").mkdir()
    for left in (f"退回/{name}.{dead.pid}.tmp", f"{name}.{os.getpid()}.tmp"):
        (tmp_path / left).write_bytes(b"half")
    kept = {f"{name}.{os.getppid()}.tmp", ".somebody.tmp", "表.tmp"}
    for other in kept:
        (tmp_path / other).write_bytes(b"theirs")
    files.clear_leftovers(tmp_path)
    assert {path.name for path in tmp_path.rglob("*.tmp")} == kept


def test_a_side_file_that_was_open_itself_never_replaces_something_newer(tmp_path, monkeypatch):
    place = tmp_path / "汇总表.xlsx"
    side = tmp_path / f"汇总表{files.SIDE_SUFFIX}.xlsx"
    side.write_bytes(b"older")
    os.utime(side, (1_000, 1_000))
    real = Path.unlink
    monkeypatch.setattr(Path, "unlink", lambda self, **named: locked() if self == side else real(self, **named))
    assert files.publish(place, b"newest") == place
    assert files.replace_waiting(tmp_path) == []
    monkeypatch.setattr(Path, "unlink", real)
    files.replace_waiting(tmp_path)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"newest"]


def test_forms_that_wait_in_sub_folders_are_swapped_in_too(tmp_path):
    (tmp_path / "下发" / "2020-06").mkdir(parents=True)
    (tmp_path / "下发" / "2020-06" / f"表{files.SIDE_SUFFIX}.xlsx").write_bytes(b"new")
    assert files.replace_waiting(tmp_path) == [tmp_path / "下发" / "2020-06" / "表.xlsx"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_links_and_pipes_are_not_read(tmp_path):
    (tmp_path / "secret").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(OSError, match=r"symbolic links|regular file"):
            files.copy_once(tmp_path / name, tmp_path / "copy")
        assert not files.stamp(tmp_path / name).regular


def test_only_what_was_read_is_removed(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    _, seen = files.copy_once(path, tmp_path / "b")
    path.write_bytes(b"saved again")
    assert files.remove_if_same(path, seen) is False
    assert path.exists()
    seen = files.stamp(path)
    assert files.remove_if_same(path, seen) is True
    assert files.remove_if_same(path, seen) is True  # gone already, by an earlier run
