"""The committed templates/推进情况表.xlsx is the one the program draws."""

import io
from pathlib import Path

from openpyxl import load_workbook

from shishi_xl.excel import blank_template, template

COMMITTED = Path(__file__).parents[2] / "templates" / "推进情况表.xlsx"


def test_the_committed_template_is_the_drawn_one_cell_for_cell():
    drawn, committed = load_workbook(io.BytesIO(blank_template.draw())), load_workbook(COMMITTED)
    assert drawn.sheetnames == committed.sheetnames == ["推进情况表", "量化指标", "填报规则"]
    for sheet in drawn:
        other = committed[sheet.title]
        assert sheet.dimensions == other.dimensions
        assert sheet.merged_cells == other.merged_cells
        for row in sheet.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                assert look(cell) == look(twin)


def look(cell):
    styles = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection, cell.number_format)
    return cell.value, [repr(style) for style in styles]


def test_drawing_twice_gives_the_same_bytes():
    assert blank_template.draw() == blank_template.draw()


def test_the_drawn_template_reads_back_as_the_contract_says():
    form = template.read(blank_template.draw()).form
    assert form.title == "{{区县}}{{年度}}年重点民生实事推进情况表"
    headings = [
        column.headings for column in form.columns if column.sheet == "推进情况表" and column.scope.value != "form"
    ]
    assert headings == [
        ("序号",),
        ("项目名称",),
        ("项目内容",),
        ("责任单位",),
        ("完成情况", "1-{{月}}月形象进度"),
        ("完成情况", "1-{{月}}月完成投资"),
        ("存在的主要问题",),
    ]
    assert [column.headings[-1] for column in form.columns if column.sheet == "量化指标"] == [
        "序号", "项目名称", "指标", "计量单位", "年度目标", "上期累计", "本期累计", "完成率", "说明"
    ]  # fmt: skip
    rules = {column.field: column.rule for column in form.inputs}
    assert {field for field, rule in rules.items() if rule.required} == {"形象进度"}
    assert {field for field, rule in rules.items() if rule.cumulative} == {"完成投资", "本期累计"}
    assert {field for field, rule in rules.items() if rule.minimum == 0} == {"完成投资", "本期累计"}
    assert rules["填报日期"].type.value == "日期"
