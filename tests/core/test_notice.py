"""A notice → its catalogue: the real list, and what its projects, keys, units and settings must be."""

from pathlib import Path

import pytest

from shishi_xl import examples
from shishi_xl.core import notice
from shishi_xl.core.model import OVERALL, UnitKind
from shishi_xl.word import notice as notice_file
from tests.notices import document, word_file, workbook

REAL = next(
    (folder for above in Path(__file__).parents if (folder := above / "shared" / "notice").is_dir()), Path("nowhere")
)


@pytest.fixture(scope="module")
def reading():
    name, data = examples.notice()
    return notice.read(notice_file.read(data, name))


def test_every_row_of_both_annexes_is_read(reading):
    projects = reading.catalogue.projects
    assert [sum(project.annex == annex for project in projects) for annex in ("附件1", "附件2")] == [12, 25]
    assert all(project.name and project.content and project.units for project in projects)
    assert [sentence.split("：")[0] for sentence in reading.skipped] == ["第3张表"]  # the empty form


def test_keys_follow_the_printed_numbers_and_tell_the_two_rows_of_item_5_apart(reading):
    by_key = reading.catalogue.project_by_key
    assert len(by_key) == 37
    assert list(by_key)[:6] == ["附1-01", "附1-02", "附1-03", "附1-04", "附1-05-1", "附1-05-2"]
    assert list(by_key)[-1] == "附2-25"
    first, second = by_key["附1-05-1"], by_key["附1-05-2"]
    assert (first.number, first.name) == (second.number, second.name)
    assert first.units == ("区文化旅游委",)
    assert second.units == ("区农业农村委", "区卫生健康委")


def test_group_headings_become_groups_and_end_where_the_next_begins(reading):
    by_key = reading.catalogue.project_by_key
    assert by_key["附1-01"].group == by_key["附1-01"].subgroup == ""
    assert by_key["附2-05"].group == "一、建设投用一批学校（新建5所，建成投用10所）"
    assert by_key["附2-05"].subgroup == "（一）新建1所中学、2所小学、2所幼儿园"
    assert by_key["附2-06"].subgroup == "（二）建成投用2所中学、3所小学、5所幼儿园"
    assert (by_key["附2-16"].group, by_key["附2-16"].subgroup) == ("二、建设街道养老服务中心", "")
    assert len({project.group for project in reading.catalogue.projects if project.group}) == 8


def test_a_cell_of_several_lines_keeps_its_lines(reading):
    assert reading.catalogue.project_by_key["附1-01"].content.count("\n") == 2


def test_units_are_named_once_and_collective_names_are_told(reading):
    catalogue = reading.catalogue
    assert catalogue.empty_collectives == ("相关街镇", "相关园城公司")
    assert len(catalogue.responsible_units) == 21
    assert [unit.name for unit in catalogue.units if unit.kind is UnitKind.COLLECTIVE] == ["相关街镇", "相关园城公司"]
    assert catalogue.unit_by_name["区教委"].full_name == "重庆市北碚区教育委员会"
    assert catalogue.unit_by_name["缙云公司"].full_name == ""  # not sure, so not said


def test_every_project_has_an_indicator_and_nothing_quantified_is_said_so(reading):
    catalogue = reading.catalogue
    assert {indicator.project for indicator in catalogue.indicators} == set(catalogue.project_by_key)
    (only,) = catalogue.indicators_by_project["附2-17"]
    assert (only.name, only.target, only.unit) == (OVERALL, 100.0, "%")


@pytest.mark.parametrize(
    ("content", "name", "target"),
    [
        ("新建妇幼保健院，年底前形象进度达到80%。", OVERALL, 80.0),
        ("滨江路三期年内完成总工程量的60%。", OVERALL, 60.0),
        ("新建妇幼保健院，资金按工程进度支付80%。", OVERALL, 100.0),
        ("创建绿色学校，创建率达到80%。", "创建率", 80.0),
    ],
)
def test_how_far_the_whole_is_to_get_this_year_is_the_goal_of_its_progress(content, name, target):
    table = f"序号 | 项目名称 | 项目内容 | 责任单位\n1 | 妇幼保健院 | {content} | 区卫健委"
    (one,) = notice.read(document(table)).catalogue.indicators
    assert (one.name, one.target, one.unit) == (name, target, "%")


def test_an_indicator_names_words_of_its_own_content(reading):
    by_key = reading.catalogue.project_by_key
    for one in reading.catalogue.indicators:
        assert one.source in by_key[one.project].content
    found = [(one.name, one.target) for one in reading.catalogue.indicators_by_project["附1-10"]]
    assert found[:2] == [("街道养老服务中心", 6.0), ("镇养老服务中心", 2.0)]


@pytest.mark.parametrize(
    ("content", "name", "target", "unit"),
    [
        ("600人", "扶持创业", 600.0, "人"),
        ("２万人次", "扶持创业", 2.0, "万人次"),
        ("扶持青年\\n3000人", "扶持青年", 3000.0, "人"),
        ("完成6个众创空间", "众创空间", 6.0, "个"),
        ("不高于35微克/立方米", "扶持创业", 35.0, "微克/立方米"),
    ],
)
def test_a_bare_figure_is_a_figure_of_what_stands_before_it(content, name, target, unit):
    table = f"序号 | 项目名称 | 目标任务 | 责任单位\n1 | 扶持创业 | {content} | 区人社局"
    (one,) = notice.read(document(table)).catalogue.indicators
    assert (one.name, one.target, one.unit) == (name, target, unit)


def test_settings_are_read_from_the_notice(reading):
    assert reading.catalogue.settings.values == {
        "区县": "北碚区",
        "年度": "2020",
        "汇总单位": "区发展改革委",
        "截止日": "25",
        "联系人": "李小丽",
        "电话": "68864195",
        "邮箱": "bbqshsy@163.com",
    }


@pytest.mark.skipif(not REAL.exists(), reason="the notice itself is not part of the package")
def test_the_example_gives_the_same_catalogue_as_the_notice_itself(reading):
    (path,) = REAL.glob("*.txt")
    real = notice.read(notice_file.read(path.read_bytes(), path.name)).catalogue
    assert real.projects == reading.catalogue.projects
    assert real.indicators == reading.catalogue.indicators
    assert real.units == reading.catalogue.units
    assert real.settings.values == reading.catalogue.settings.values


def as_text_tables(document):
    """Return the blocks of a plain-text notice as Word or Excel would hold them: group rows and item 5 merged."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, str):
            blocks.append(block)
            continue
        width = max(len(row.cells) for row in block.rows)
        lines = []
        for row in block.rows:
            cells = [cell.replace("\n", "\\n") for cell in row.cells]
            if len(cells) < width:
                cells = [cells[0], *["<"] * (width - 1)]
            elif len(row.texts) > 1 and lines and not cells[0] and not cells[1]:
                cells[:2] = ["^", "^"]
            lines.append(" | ".join(cells))
        blocks.append("\n".join(lines))
    return blocks


@pytest.fixture(scope="module")
def blocks():
    name, data = examples.notice()
    *blocks, _form = as_text_tables(notice_file.read(data, name))  # the empty form's two-row heading is no list
    return blocks


def test_the_same_notice_as_a_word_file_gives_the_same_catalogue(reading, blocks):
    found = notice.read(notice_file.read(word_file(*blocks), "通知.docx"))
    assert found.catalogue.projects == reading.catalogue.projects
    assert found.catalogue.settings.values == reading.catalogue.settings.values
    assert found.catalogue.indicators == reading.catalogue.indicators
    assert found.catalogue.doubts == ()


def test_the_same_lists_as_a_workbook_give_the_same_projects(reading, blocks):
    first, second = [block for block in blocks if "|" in block]
    found = notice.read(notice_file.read(workbook(附件1=first, 附件2=second), "清单.xlsx"))
    assert found.catalogue.projects == reading.catalogue.projects
