"""import: a notice into a workspace, again over the office's work, and refused without a trace."""

import io

import openpyxl
import pytest

from shishi_xl import examples
from shishi_xl.core.document import NoticeError
from shishi_xl.core.period import Period
from shishi_xl.excel import catalogue as workbook
from shishi_xl.folders import files
from shishi_xl.folders.workspace import Workspace, WorkspaceError
from shishi_xl.pipeline import importing
from shishi_xl.pipeline.consolidate import consolidate_again
from shishi_xl.pipeline.desk import Desk
from shishi_xl.pipeline.generate import generate
from shishi_xl.pipeline.init import init
from tests.notices import text_file


@pytest.fixture
def root(tmp_path):
    init(tmp_path / "工作")
    return tmp_path / "工作"


@pytest.fixture
def notice(tmp_path):
    name, data = examples.notice()
    path = tmp_path / name
    path.write_bytes(data)
    return path


def edit(path, changes):
    """Type into cells of a workbook: (sheet, cell) -> value."""
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in changes.items():
        if sheet not in book.sheetnames:
            book.create_sheet(sheet)
        book[sheet][cell] = value
    book.save(path)


def sheet(path, name):
    return [list(row) for row in openpyxl.load_workbook(path)[name].iter_rows(values_only=True)]


def snapshot(root):
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_first_import_writes_the_catalogue_and_counts(root, notice):
    done = importing.import_notice(root, notice)
    assert done.path == Workspace(root).catalogue
    assert (done.read, done.changes) == (37, ())
    assert [sentence.split("：")[0] for sentence in done.skipped] == ["第3张表"]
    assert workbook.read(done.path.read_bytes()).doubts == done.doubts
    assert any("100公里" in doubt.doubt for doubt in done.doubts)


def test_importing_again_keeps_everything_the_office_typed(root, notice):
    path = importing.import_notice(root, notice).path
    units = [row[0] for row in sheet(path, "责任单位")]
    street, education = units.index("相关街镇") + 1, units.index("区教委") + 1
    edit(
        path,
        {
            ("项目", "J2"): 1200,
            ("项目", "L6"): "合计",
            ("项目", "G9"): "打造人行道示范道3条。",
            ("项目", "M1"): "分管领导",
            ("项目", "M3"): "张某",
            ("指标", "D2"): 75,
            ("责任单位", f"E{street}"): "朝阳街道、东阳街道",
            ("责任单位", f"H{education}"): "jw@example.org",
            ("人工核定", "A2"): "2020-06",
            ("人工核定", "B2"): "附1-07",
            ("人工核定", "C2"): 0.8,
            ("人工核定", "D2"): "电话核实",
            ("人工核定", "E2"): "李四",
            ("设置", "B9"): "8",
            ("办公室自用", "A1"): "便条",
        },
    )
    done = importing.import_notice(root, notice)
    assert done.changes == ()
    rows = sheet(path, "项目")
    assert rows[1][9] == 1200
    assert rows[5][11] == "合计"
    assert rows[8][6] == "打造人行道示范道3条。"
    assert (rows[0][12], rows[2][12], rows[1][12]) == ("分管领导", "张某", None)
    assert sheet(path, "指标")[1][3] == 75
    assert sheet(path, "办公室自用") == [["便条"]]
    catalogue = workbook.read(path.read_bytes())
    assert catalogue.unit_by_name["相关街镇"].members == ("朝阳街道", "东阳街道")
    assert "东阳街道" in catalogue.unit_by_name
    assert catalogue.unit_by_name["区教委"].mail == "jw@example.org"
    (decision,) = catalogue.decisions
    assert (decision.completion, decision.basis, decision.cell) == (80.0, "电话核实", "C2")
    assert catalogue.settings.number("超序时") == 8
    assert not any("“相关街镇”是几个单位的统称" in doubt.doubt for doubt in done.doubts)  # settled, so no longer asked


def test_a_changed_notice_changes_only_what_the_office_left_alone(root, notice, tmp_path):
    importing.import_notice(root, notice)
    changed = tmp_path / "新通知.txt"
    changed.write_text(notice.read_text(encoding="utf-8").replace("113公里", "120公里"), encoding="utf-8")
    done = importing.import_notice(root, changed)
    assert len([sentence for sentence in done.changes if "120公里" in sentence]) == 2  # the content and its indicator
    assert len(done.changes) == 2
    assert importing.import_notice(root, changed).changes == ()


def test_edits_survive_even_when_the_record_of_the_last_import_is_lost(root, notice):
    path = importing.import_notice(root, notice).path
    edit(path, {("指标", "D2"): 75})
    for record in Workspace(root).private.glob("*.xlsx"):
        record.write_bytes(b"damaged")
    importing.import_notice(root, notice)
    assert sheet(path, "指标")[1][3] == 75


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.txt", b"", "是空的"),
        ("通知.pdf", b"%PDF-1.4", "PDF"),
        ("无表.txt", "只有几句话。".encode(), "没有读到项目"),
        (
            "去年.txt",
            text_file(
                "丙区2019年民生实事清单", "序号 | 项目名称 | 项目内容 | 责任单位\n1 | 甲 | 修路 | 区教委"
            ).encode(),
            "另建一个工作文件夹",
        ),
    ],
)
def test_a_notice_that_cannot_be_used_changes_nothing_on_disk(root, notice, tmp_path, name, data, said):
    importing.import_notice(root, notice)
    before = snapshot(root)
    bad = tmp_path / name
    bad.write_bytes(data)
    with pytest.raises(NoticeError, match=said):
        importing.import_notice(root, bad)
    assert snapshot(root) == before


def test_a_missing_notice_and_a_folder_are_said_in_chinese(root, tmp_path):
    before = snapshot(root)
    for path in (tmp_path / "没有.docx", tmp_path):
        with pytest.raises(NoticeError, match=r"通知文件.*例如"):
            importing.import_notice(root, path)
    assert snapshot(root) == before


def test_a_catalogue_that_cannot_be_read_is_left_as_it_is(root, notice):
    path = importing.import_notice(root, notice).path
    edit(path, {("项目", "K2"): "很重要"})
    before = snapshot(root)
    with pytest.raises(workbook.CatalogueError, match="工作表“项目”K2"):
        importing.import_notice(root, notice)
    assert snapshot(root) == before


def test_a_full_disk_leaves_the_old_catalogue_whole(root, notice, monkeypatch):
    path = importing.import_notice(root, notice).path
    edit(path, {("项目", "J2"): 1200})
    before = snapshot(root)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(WorkspaceError, match="磁盘满了"):
        importing.import_notice(root, notice)
    assert snapshot(root) == before


def test_an_import_over_the_empty_catalogue_of_init_takes_the_notice_s_settings(root, notice):
    place = Workspace(root).catalogue
    assert workbook.read(place.read_bytes()).projects == ()
    done = importing.import_notice(root, notice)
    assert (done.changes, done.catalogue.settings.district) == ((), "北碚区")
    book = openpyxl.load_workbook(io.BytesIO(place.read_bytes()))
    assert book.sheetnames == ["项目", "指标", "责任单位", "人工核定", "设置", "疑点"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("outbox/下发/2020-06/2020年6月推进情况表_区教委.xlsx", "下发给单位的推进情况表"),
        ("templates/项目库.xlsx", "是项目库"),
        ("templates/推进情况表.xlsx", "表样"),
        ("outbox/北碚区2020年重点民生实事推进情况汇总表（1-6月）.xlsx", "汇总表"),
    ],
)
def test_none_of_our_own_workbooks_is_a_notice(root, notice, made, said):
    """Each has headings that half make a list: 填报人： would become a project."""
    importing.import_notice(root, notice)
    desk = Desk.at(root)
    list(generate(desk, Period(2020, 6), ["区教委"]))
    consolidate_again(desk, Period(2020, 6))
    before = snapshot(root)
    with pytest.raises(NoticeError, match=said) as refused:
        importing.import_notice(root, root / made)
    assert "不是通知" in str(refused.value)
    assert snapshot(root) == before
