"""项目库.xlsx ↔ Catalogue: nothing lost on the way, every unusable cell named."""

import io

import openpyxl
import pytest

from shishi_xl import examples
from shishi_xl.core import notice
from shishi_xl.core.model import Catalogue
from shishi_xl.excel import catalogue as workbook
from shishi_xl.word import notice as notice_file

SHEETS = {
    "项目": "项目编号 附件 大类 小类 序号 项目名称 项目内容 责任单位 备注 年度计划投资 权重 汇总方式",
    "指标": "项目编号 项目名称 指标 年度目标 计量单位 权重 原文",
    "责任单位": "单位 类型 全称 别名 成员 联系人 电话 邮箱",
    "人工核定": "期间 项目编号 完成率 依据 核定人",
    "设置": "键 值 说明",
    "疑点": "项目编号 疑点 原文 建议",
}


@pytest.fixture(scope="module")
def catalogue():
    name, data = examples.notice()
    return notice.read(notice_file.read(data, name)).catalogue


@pytest.fixture(scope="module")
def written(catalogue):
    return workbook.write(catalogue)


def test_sheets_and_headings_are_those_of_the_design(written):
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert {sheet.title: " ".join(cell.value for cell in sheet[1]) for sheet in book} == SHEETS


def test_what_is_written_reads_back_the_same(catalogue, written):
    back = workbook.read(written)
    assert back.projects == catalogue.projects
    assert back.indicators == catalogue.indicators
    assert back.units == catalogue.units
    assert back.doubts == catalogue.doubts
    assert {key: back.settings.text(key) for key in catalogue.settings.values} == catalogue.settings.values


def test_an_empty_catalogue_can_be_written_and_read():
    back = workbook.read(workbook.write(Catalogue((), (), ())))
    assert (back.projects, back.indicators, back.units) == ((), (), ())
    assert back.settings.deadline_day == 25
