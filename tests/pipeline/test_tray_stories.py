"""What happens to a tray: slow copies, odd files, a folder that vanishes, bursts. Nothing is lost, nothing counts twice."""

import io
import os
import time
import zipfile

import pytest

from shishi_xl.pipeline.intake import BATCH
from tests.listening import watching
from tests.office import fill
from tests.pipeline.conftest import GOOD


@pytest.fixture(scope="module")
def prepared(with_good):
    return with_good


def test_a_slow_copy_is_left_alone_until_it_is_whole(office, good):
    with watching(office) as heard:
        path = office.inbox / "慢.xlsx"
        with path.open("wb", buffering=0) as writer:
            for start in range(0, len(good), len(good) // 8):
                writer.write(good[start : start + len(good) // 8])
                time.sleep(0.4)  # the copy itself takes its time; longer than the quiet a whole file needs
                assert heard.files() == {} or start + len(good) // 8 >= len(good)
        heard.until(lambda _: heard.files() == {"慢.xlsx": "accepted"})


def test_a_file_renamed_into_the_tray_and_a_folder_moved_in(office, good):
    with watching(office) as heard:
        outside = office.root / "外面"
        outside.mkdir()
        (outside / "a.xlsx").write_bytes(good)
        (outside / "a.xlsx").rename(office.inbox / "a.xlsx")
        heard.until(lambda _: heard.files().get("a.xlsx") == "accepted")
        (outside / "b.xlsx").write_bytes(good)
        outside.rename(office.inbox / "外面")
        heard.until(lambda _: heard.files().get("外面/b.xlsx") == "duplicate")
    assert len(office.kept()["已收"]) == 1


def test_temporary_files_are_not_touched_until_they_get_their_name(office, good):
    with watching(office) as heard:
        for name in ("~$a.xlsx", ".~lock.a.xlsx#", "a.xlsx.tmp", "a.xlsx.crdownload"):
            (office.inbox / name).write_bytes(good)
        (office.inbox / "b.xlsx").write_bytes(b"a,b\n")
        heard.until(lambda _: heard.files() == {"b.xlsx": "unrecognised"})
        (office.inbox / "a.xlsx.crdownload").rename(office.inbox / "a.xlsx")
        heard.until(lambda _: heard.files().get("a.xlsx") == "accepted")
    assert {"~$a.xlsx", ".~lock.a.xlsx#", "a.xlsx.tmp"} <= set(office.kept()[""])


def test_a_tray_that_vanishes_and_comes_back_is_watched_again(office, good):
    with watching(office) as heard:
        office.inbox.rename(office.root / "改名")
        heard.until(lambda lines: any(line.get("event") == "trouble" for line in lines))
        office.inbox.mkdir()
        (office.inbox / "a.xlsx").write_bytes(good)
        heard.until(lambda _: heard.files() == {"a.xlsx": "accepted"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_links_pipes_and_folders_with_a_workbooks_name(office, good, tmp_path):
    secret = tmp_path / "secret.xlsx"
    secret.write_bytes(good)
    (office.inbox / "link.xlsx").symlink_to(secret)
    (office.inbox / "loop").symlink_to(office.inbox, target_is_directory=True)
    os.mkfifo(office.inbox / "pipe.xlsx")
    (office.inbox / "folder.xlsx").mkdir()
    office.drop("folder.xlsx/inside.xlsx", good)
    found = {line["file"]: line["disposition"] for line in office.run("collect")}
    assert found == {
        "link.xlsx": "unrecognised",
        "loop": "unrecognised",
        "pipe.xlsx": "unrecognised",
        "folder.xlsx/inside.xlsx": "accepted",
    }
    assert secret.read_bytes() == good
    assert len(list((office.inbox / "未识别").iterdir())) == 3
    assert office.run("collect") == []


def test_names_from_hell_are_data(office, good):
    names = [
        "=cmd|' /C calc'!A0.xlsx",
        "a\nb.xlsx",
        "\u202excel.xlsx",
        "{0}%s.xlsx",
        "长" * 80 + ".xlsx",
        "[red]x.xlsx",
    ]
    for name in names:
        office.drop(name, good + name.encode())  # other bytes each, still a zip with its end in reach
    lines = office.run("collect")
    assert sorted(line["file"] for line in lines) == sorted(names)
    assert "" not in office.kept()


def test_of_two_versions_in_one_archive_the_later_counts_and_is_said_to(office):
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, day, money in (("a最终.xlsx", 19, 14.5), ("b初稿.xlsx", 10, 12.5)):
            content = fill(office.form("区财政局"), **{**GOOD, "investment": money})
            archive.writestr(zipfile.ZipInfo(name, (2020, 6, day, 10, 0, 0)), content)
    office.drop("打包.zip", bundle.getvalue())
    first, last = [line for line in office.run("collect") if line["disposition"] == "accepted"]
    assert (first["file"], last["file"]) == ("打包.zip/b初稿.xlsx", "打包.zip/a最终.xlsx")
    assert "newer-inside" not in {one["code"] for one in first["findings"]}
    (note,) = [one for one in last["findings"] if one["code"] == "newer-inside"]
    assert "打包.zip/b初稿.xlsx" in note["message"]
    (unit,) = [row for row in office.run("status", "--period", "2020-06") if row["unit"] == "区财政局"]
    assert unit["file"] == "打包.zip/a最终.xlsx"


def test_nothing_of_an_archive_vanishes_and_every_empty_file_is_told_that_it_is_empty(office, good):
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, content in (("甲.xlsx", good), ("空1.xlsx", b""), ("空2.xlsx", b""), ("锁.csv", b"1,2")):
            archive.writestr(name, content)
    spoiled = bytearray(bundle.getvalue())
    spoiled[spoiled.rfind(b"PK\x01\x02") + 8] |= 1  # the last one asks for a password
    office.drop("打包.zip", bytes(spoiled))
    office.drop("空3.xlsx", b"")
    found = {
        line["file"]: (line["disposition"], *(one["code"] for one in line["findings"]))
        for line in office.run("collect")
    }
    empty = ("unrecognised", "unreadable")
    assert {name: found.pop(f"打包.zip/{name}") for name in ("空1.xlsx", "空2.xlsx")} == {
        "空1.xlsx": empty,
        "空2.xlsx": empty,
    }
    assert found.pop("空3.xlsx") == empty
    assert found.pop("打包.zip/锁.csv") == ("unrecognised", "encrypted")
    assert [(name, said[0]) for name, said in found.items()] == [("打包.zip/甲.xlsx", "accepted")]


def test_the_same_bytes_under_many_names_count_once(office, good):
    for number in range(5):
        office.drop(f"{number}/同.xlsx", good)
    assert sorted(line["disposition"] for line in office.run("collect")) == ["accepted"] + ["duplicate"] * 4
    office.drop("又.xlsx", good)
    (line,) = office.run("collect", now="2020-06-23T09:00")
    assert line["disposition"] == "duplicate"
    (unit,) = [row for row in office.run("status", "--period", "2020-06") if row["unit"] == "区财政局"]
    assert (unit["state"], unit["versions"]) == ("按时", 1)


def test_a_clock_set_back_changes_neither_order_nor_count(office, good):
    office.drop("1.xlsx", good)
    office.run("collect", now="2020-06-24T09:00")
    office.drop("2.xlsx", fill(office.form("区财政局"), progress="累计硬化便民道120公里。", investment=20))
    (line,) = office.run("collect", now="2020-06-10T09:00")
    assert line["disposition"] == "accepted"
    assert office.run("collect", now="2020-06-01T09:00") == []


def test_hundreds_of_files_at_once_under_watch(office):
    count = 2 * BATCH + 50
    with watching(office) as heard:
        for number in range(count):
            (office.inbox / f"{number}.csv").write_text(f"甲,乙\n{number},1\n", encoding="utf-8")
        heard.until(lambda _: len(heard.files()) == count, seconds=150)
        assert set(heard.files().values()) == {"unrecognised"}
    assert len(office.kept()["未识别"]) == count
    assert "" not in office.kept()
