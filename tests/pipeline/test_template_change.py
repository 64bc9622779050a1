"""A column the office adds to the template goes the whole way, from the form to the consolidated workbook, without code."""

import io
from datetime import date

import openpyxl
import pytest

from tests.excel.workbooks import add_column, opened, saved
from tests.office import PROJECTS, columns, data_rows, fill, start_office, table

MONTH = ("--period", "2020-06")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = start_office(tmp_path_factory.mktemp("template") / "office")
    office.run("generate", *MONTH, "--unit", "区残联")  # and no new one after the change
    path = office.root / "templates" / "推进情况表.xlsx"
    book = opened(path.read_bytes())
    add_column("开工时间", ("开工时间", "日期", "是"))(book)
    add_column("分管领导", ("分管领导", "文本", "否", None, None, None, None, "姓名"), at=9)(book)
    path.write_bytes(saved(book))
    units = [line["unit"] for line in office.run("status", *MONTH) if line["unit"] != "区残联"]
    office.run("generate", *MONTH, *(part for unit in units for part in ("--unit", unit)))
    return office


def returned(office, unit, started, leader):
    book = openpyxl.load_workbook(io.BytesIO(fill(office.form(unit), progress="总体形象进度45%。", investment=100)))
    sheet = book[PROJECTS]
    where = columns(sheet)
    for row in data_rows(sheet):
        sheet.cell(row, where["开工时间"]).value = started
        sheet.cell(row, where["分管领导"]).value = leader
    return saved(book)


def test_the_new_cells_are_open_and_ruled(office):
    sheet = openpyxl.load_workbook(office.form("区财政局"))[PROJECTS]
    where = columns(sheet)
    (row,) = data_rows(sheet)
    for heading in ("开工时间", "分管领导"):
        assert not sheet.cell(row, where[heading]).protection.locked
    ruled = {
        rule.type
        for rule in sheet.data_validations.dataValidation
        if sheet.cell(row, where["开工时间"]).coordinate in rule.sqref
    }
    assert ruled == {"date"}


def test_the_values_arrive_in_the_consolidated_workbook(office):
    office.drop("好.xlsx", returned(office, "区财政局", date(2020, 3, 2), "王某"))
    (line,) = office.run("collect")
    assert (line["disposition"], line["findings"]) == ("accepted", [])
    (row,) = [
        row for row in table(office.consolidated(), "汇总表", "开工时间") if row["项目名称"] == "硬化入户农村便民道"
    ]
    assert (row["开工时间"].date(), row["分管领导"]) == (date(2020, 3, 2), "王某")


@pytest.mark.parametrize(("started", "code"), [("三月初", "not-a-date"), (None, "required-blank")])
def test_a_wrong_value_comes_back_at_its_cell(office, started, code):
    office.drop("坏.xlsx", returned(office, "区水利局", started, "王某"))
    (line,) = office.run("collect")
    sheet = openpyxl.load_workbook(office.form("区水利局"))[PROJECTS]
    (row,) = data_rows(sheet)
    place = sheet.cell(row, columns(sheet)["开工时间"]).coordinate
    assert line["disposition"] == "returned"
    assert [(found["code"], found["cell"]) for found in line["findings"] if found["level"] == "错误"] == [(code, place)]


def test_a_form_that_went_out_before_is_taken_in_by_the_layout_it_had(office):
    before = fill(office.form("区残联"), progress="总体形象进度45%。", investment=100)
    office.drop("旧.xlsx", before)
    (line,) = office.run("collect")
    assert (line["disposition"], [found["code"] for found in line["findings"]]) == ("accepted", ["older-version"])
    book = opened(before)
    book[PROJECTS].delete_cols(columns(book[PROJECTS])["存在的主要问题"])
    office.drop("少一列.xlsx", saved(book))
    (line,) = office.run("collect")
    assert line["disposition"] == "returned"
    assert "heading-missing" in {found["code"] for found in line["findings"]}
