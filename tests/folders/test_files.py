"""Writing, moving and copying single files, with the faults a disk has."""

import errno
import os
from pathlib import Path

import pytest

from shishi_xl.folders import files
from shishi_xl.folders.files import ChangedMeanwhileError


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
