"""A month at the office, through the command line, in real processes."""

import hashlib
import io
import json
import shutil
import signal
import threading
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner

from shishi_xl.cli import cli
from shishi_xl.pipeline.intake import OVERSIZE
from tests.office import PROJECTS, columns, data_rows, fill, table

GOOD = {"progress": "截至6月25日，总体形象进度45%，正在抓紧施工。", "investment": 12.5, "problem": "无"}


@pytest.fixture
def office(issued, tmp_path):
    return issued.copy(tmp_path / "office")


def test_forms_for_the_21_units_of_the_notice(office):
    forms = sorted((office.root / "outbox" / "下发" / "2020-06").iterdir())
    assert len(forms) == 21
    sheet = openpyxl.load_workbook(office.form("区教委"))[PROJECTS]
    assert len(data_rows(sheet)) == 13


def test_what_prepares_and_what_looks_says_the_same_in_a_process_of_its_own(office):
    office.drop("回.xlsx", fill(office.form("区财政局"), **GOOD))
    office.run("collect")
    for command in (("generate", "--period", "2020-06", "--unit", "区教委"), ("status", "--period", "2020-06")):
        assert office.attempt(*command, alone=True) == office.attempt(*command)


def test_a_good_return_is_accepted_and_its_figures_lead_back_to_its_cells(office):
    office.drop("回.xlsx", fill(office.form("区财政局"), **GOOD, current=lambda *_: 108))
    (line,) = office.run("collect")
    assert {key: line[key] for key in ("file", "disposition", "unit", "period")} == {
        "file": "回.xlsx",
        "disposition": "accepted",
        "unit": "区财政局",
        "period": "2020-06",
    }
    rows = table(office.consolidated(), "指标明细", "项目编号")
    (row,) = [row for row in rows if row["项目编号"] == "附2-23"]
    assert (row["累计完成"], row["来源"], row["单元格"]) == (108, "填报", "量化指标!G5")
    assert row["完成率"] == pytest.approx(0.54)
    assert office.kept()["已收"][0].startswith("区财政局_20200620-090000_")


def test_text_in_a_number_cell_sends_the_file_back_marked_and_the_mended_one_is_accepted(office):
    office.drop("回.xlsx", fill(office.form("区财政局"), progress="总体形象进度45%。", investment="两千左右吧"))
    (line,) = office.run("collect")
    assert line["disposition"] == "returned"
    (error,) = [finding for finding in line["findings"] if finding["level"] == "错误"]
    assert error["cell"]
    (marked,) = (office.root / "outbox" / "退回").rglob("*改错回件*.xlsx")
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames[0] == "改错清单"
    cell = book[PROJECTS][error["cell"]]
    assert cell.comment is not None
    cell.value = 2000
    stream = io.BytesIO()
    book.save(stream)
    office.drop("改好.xlsx", stream.getvalue())
    (line,) = office.run("collect", now="2020-06-22T09:00")
    assert line["disposition"] == "accepted", line
    states = {row["unit"]: row["state"] for row in office.run("status", "--period", "2020-06")}
    assert states["区财政局"] == "按时"


def test_a_later_bad_file_never_displaces_a_good_one_and_withdrawing_brings_the_earlier_one_back(office):
    form = office.form("区财政局")
    office.drop("1.xlsx", fill(form, progress="总体形象进度45%。", current=lambda *_: 100, investment=100))
    office.run("collect", now="2020-06-20T09:00")
    office.drop("2.xlsx", fill(form, progress="总体形象进度45%。", current=lambda *_: 120, investment=120))
    office.run("collect", now="2020-06-21T09:00")
    office.drop("3.xlsx", fill(form, progress="总体形象进度45%。", current=lambda *_: 130, investment="不详"))
    (line,) = office.run("collect", now="2020-06-22T09:00")
    assert line["disposition"] == "returned"

    def counted():
        rows = table(office.consolidated(), "指标明细", "项目编号")
        return next(row["累计完成"] for row in rows if row["项目编号"] == "附2-23")

    assert counted() == 120
    (done,) = office.run("withdraw", "--period", "2020-06", "--unit", "区财政局", "--reason", "数据有误")
    assert (done["withdrawn"], done["counts"]) == ("2.xlsx", "1.xlsx")
    assert counted() == 100
    assert len(office.kept()["撤回"]) == 1
    office.run("withdraw", "--period", "2020-06", "--unit", "区财政局", "--reason", "数据有误")
    office.run("withdraw", "--period", "2020-06", "--unit", "区财政局", "--reason", "数据有误", code=2)


def test_text_that_contradicts_the_figures_is_a_doubt_at_intake_and_in_the_workbook(office):
    form = office.form("区财政局")
    office.drop("1.xlsx", fill(form, progress="累计硬化便民道160公里。", investment=10, current=lambda *_: 100))
    (line,) = office.run("collect")
    assert line["disposition"] == "accepted"
    (doubt,) = [finding for finding in line["findings"] if finding["code"] == "text-figures-differ"]
    assert doubt["level"] == "疑问"
    rows = table(office.consolidated(), "校验意见", "代码")
    assert [row["代码"] for row in rows].count("text-figures-differ") == 1


def test_a_decision_nobody_signs_counts_and_is_named_each_time(office):
    path = office.root / "templates" / "项目库.xlsx"
    book = openpyxl.load_workbook(path)
    for column, value in enumerate(("2020-06", "附1-07", 0.8, "电话核实", None), start=1):
        book["人工核定"].cell(2, column, value)
    book.save(path)
    command = ["--workspace", str(office.root), "consolidate", "--period", "2020-06"]
    assert "没有写依据或核定人：2020-06 附1-07" in CliRunner().invoke(cli, command).stderr
    book["人工核定"].cell(2, 5, "李四")
    book.save(path)
    assert "核定人" not in CliRunner().invoke(cli, command).stderr


def test_late_and_missing_units_are_told_apart(office):
    office.drop("1.xlsx", fill(office.form("区财政局"), **GOOD))
    office.run("collect", now="2020-06-25T23:30")
    office.drop("2.xlsx", fill(office.form("区交通局"), **GOOD))
    (line,) = office.run("collect", now="2020-06-26T08:00")
    assert [finding["code"] for finding in line["findings"] if finding["code"] == "late"] == ["late"]
    states = {row["unit"]: (row["state"], row["late"]) for row in office.run("status", "--period", "2020-06")}
    assert states["区财政局"] == ("按时", False)
    assert states["区交通局"] == ("迟报", True)
    assert states["区教委"] == ("未报", False)
    office.run("status", "--period", "2020-06", "--strict", code=1)


def test_check_says_what_collect_would_say_and_keeps_nothing(office, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(fill(office.form("区财政局"), progress="总体形象进度45%。", investment=-5))
    (line,) = office.run("check", str(bad), code=1)
    assert line["disposition"] == "returned"
    assert office.kept() == {"": [".gitkeep"]} or office.kept() == {}
    assert bad.exists()
    good = tmp_path / "好.xlsx"
    good.write_bytes(fill(office.form("区财政局"), **GOOD))
    (line,) = office.run("check", str(good))
    assert line["disposition"] == "accepted"


def test_check_names_a_file_too_large_to_be_read_by_its_own_hash(office, tmp_path):
    huge = tmp_path / "大.xlsx"
    with huge.open("wb") as writer:
        writer.truncate(OVERSIZE + 1)
    copy = tmp_path / "又.xlsx"
    copy.hardlink_to(huge)
    lines = office.run("check", str(huge), str(copy), code=1)
    for line in lines:
        assert (line["disposition"], line["findings"][0]["code"]) == ("unrecognised", "too-large")
        assert line["sha256"] == hashlib.sha256(bytes(OVERSIZE + 1)).hexdigest()
    shutil.move(huge, office.inbox)
    (taken_in,) = office.run("collect")
    assert taken_in == lines[0]


def test_check_counts_the_same_bytes_once_as_collect_does(office, tmp_path):
    content = fill(office.form("区财政局"), **GOOD)
    for name in ("甲.xlsx", "乙.xlsx"):
        (tmp_path / name).write_bytes(content)
    for name in ("丙.zip", "丁.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("内.xlsx", content)
    files = [str(tmp_path / name) for name in ("甲.xlsx", "乙.xlsx", "丙.zip", "丁.zip")]
    checked = {line["file"]: line["disposition"] for line in office.run("check", *files, files[0])}
    assert checked == {
        "甲.xlsx": "duplicate",
        "乙.xlsx": "duplicate",
        "丙.zip/内.xlsx": "duplicate",
        "丁.zip/内.xlsx": "duplicate",
    }
    first, second = office.run("check", *files[:2])
    assert (first["disposition"], second["disposition"]) == ("accepted", "duplicate")
    assert "甲.xlsx" in second["findings"][0]["message"]
    office.drop("乙.xlsx", content)
    office.run("collect")
    (line,) = office.run("check", files[0])
    assert line["disposition"] == "duplicate"


def test_check_of_two_versions_speaks_of_no_archive(office, tmp_path):
    files = []
    for percent in (45, 50):
        files.append(tmp_path / f"{percent}.xlsx")
        files[-1].write_bytes(fill(office.form("区财政局"), **GOOD | {"progress": f"总体形象进度{percent}%。"}))
    lines = office.run("check", *map(str, files))
    assert [line["disposition"] for line in lines] == ["accepted", "accepted"]
    assert "newer-inside" not in {finding["code"] for line in lines for finding in line["findings"]}


def test_a_form_of_another_unit_pasted_into_ones_own_is_refused_whole(office):
    book = openpyxl.load_workbook(io.BytesIO(fill(office.form("区财政局"), **GOOD)))
    sheet = book[PROJECTS]
    where = columns(sheet)
    (row,) = data_rows(sheet)
    sheet.cell(row, where["项目名称"]).value = "推进中小学课后服务"
    stream = io.BytesIO()
    book.save(stream)
    office.drop("混.xlsx", stream.getvalue())
    (line,) = office.run("collect")
    assert line["disposition"] == "returned"


def test_the_second_intake_refuses_to_start(office):
    watch = office.start("watch")
    assert json.loads(watch.stdout.readline()) == {"event": "ready"}
    (error,) = office.run("collect", code=3)
    assert "另一个" in error["error"]
    watch.send_signal(signal.SIGTERM)
    watch.communicate(timeout=30)
    assert watch.returncode == 0
    office.run("collect")


@pytest.mark.parametrize("polling", [False, True])
def test_watch_takes_in_what_is_dropped_and_ends_cleanly(office, polling):
    watch = office.start("watch", *(["--polling"] if polling else []))
    lines = []
    got = threading.Semaphore(0)

    def listen():
        for line in watch.stdout:
            lines.append(json.loads(line))
            got.release()

    listener = threading.Thread(target=listen)
    listener.start()
    assert got.acquire(timeout=60)
    assert lines == [{"event": "ready"}]
    (office.inbox / "6月" / "甲").mkdir(parents=True)
    (office.inbox / "6月" / "甲" / "回.xlsx").write_bytes(fill(office.form("区财政局"), **GOOD))
    for _ in range(2):
        assert got.acquire(timeout=60)
    assert [line.get("disposition", line.get("event")) for line in lines] == ["ready", "accepted", "consolidated"]
    assert lines[1]["file"] == "6月/甲/回.xlsx"
    watch.send_signal(signal.SIGINT)
    assert watch.wait(timeout=30) == 0
    listener.join()
    watch.stdout.close()
    watch.stderr.close()
