"""The template is the schema: what the office changes follows, what cannot be used is refused with its cell."""

import pickle

import pytest
from openpyxl.styles import Font

from shishi_xl.core.form import FieldType, Rule, Scope
from shishi_xl.excel import blank_template, template
from shishi_xl.excel.template import TemplateError
from tests.excel.workbooks import add_column, edited_template, move_rows_down, put, swap_columns

DATE_RULE = ("开工时间", "日期", "是")
TEXT_RULE = ("分管领导", "文本", "否", None, None, None, None, "姓名")


def project_columns(content):
    return list(template.read(content).form.of(Scope.PROJECT))


def test_added_columns_are_fields_of_the_form():
    read = template.read(edited_template(add_column("开工时间", DATE_RULE), add_column("分管领导", TEXT_RULE, at=9)))
    start, leader = read.form.find("开工时间", Scope.PROJECT), read.form.find("分管领导", Scope.PROJECT)
    assert (start.headings, start.column, start.rule) == (("开工时间",), 8, Rule("开工时间", FieldType.DATE, True))
    assert (leader.column, leader.rule.prompt) == (9, "姓名")


def test_moved_columns_keep_their_fields():
    columns = project_columns(edited_template(swap_columns("C", "G")))
    assert [column.field for column in columns] == [
        "序号", "项目名称", "存在的主要问题", "责任单位", "形象进度", "完成投资", "项目内容"
    ]  # fmt: skip
    assert columns[2].headings == ("存在的主要问题",)


def test_an_inserted_row_moves_everything():
    read = template.read(edited_template(move_rows_down))
    assert read.layouts["推进情况表"].prototype == 7
    assert read.layouts["推进情况表"].headings == (5, 6)
    assert read.form.title == "{{区县}}{{年度}}年重点民生实事推进情况表"
    assert {found.row for found in read.form_inputs} == {9, 10}


def test_the_version_follows_the_schema_and_not_the_look():
    def restyle(book):
        book["推进情况表"]["A1"].font = Font(name="黑体", sz=30)
        book["推进情况表"].column_dimensions["B"].width = 40

    drawn = template.read(blank_template.draw()).form.version
    assert len(drawn) == 8
    assert template.read(edited_template(restyle)).form.version == drawn
    assert template.read(edited_template(add_column("开工时间", DATE_RULE))).form.version != drawn


def test_other_catalogue_fields_can_be_shown():
    def note_column(book):
        book["推进情况表"]["H4"] = "备注"
        book["推进情况表"]["H6"] = "{{备注}}"

    assert template.read(edited_template(note_column)).form.find("备注", Scope.PROJECT).rule is None


def test_a_token_may_stand_beside_its_label_in_the_footer():
    read = template.read(edited_template(put("推进情况表", C8="填报人：{{填报人}}", B8=None)))
    assert read.form.find("填报人", Scope.FORM).headings == ("填报人",)


REFUSALS = {
    "token under a heading is missing": (put("推进情况表", D6=None), "推进情况表!D6"),
    "name is missing": (put("推进情况表", B6="项目"), "{{项目名称}}"),
    "progress is missing": (put("推进情况表", E6="进度"), "{{形象进度}}"),
    "two of one token in a row": (put("推进情况表", D6="{{项目内容}}"), "推进情况表!D6"),
    "two of one token, one in the footer": (put("推进情况表", C8="{{存在的主要问题}}"), "推进情况表!C8"),
    "two prototype rows": (put("推进情况表", B7="{{项目名称}}"), "推进情况表!B7"),
    "rule without a column": (put("填报规则", A11="开工时间", B11="日期"), "填报规则!A11"),
    "a rule twice": (put("填报规则", A11="形象进度", B11="文本"), "填报规则!A11"),
    "a rule without a field": (put("填报规则", B12="文本"), "填报规则!A12"),
    "unknown type": (put("填报规则", B2="文字"), "填报规则!B2"),
    "type missing": (put("填报规则", B2=None), "填报规则!B2"),
    "必填 neither 是 nor 否": (put("填报规则", C2="必须"), "填报规则!C2"),
    "minimum not a number": (put("填报规则", D3="零"), "填报规则!D3"),
    "minimum of a text": (put("填报规则", D2=0), "填报规则!D2"),
    "minimum above maximum": (put("填报规则", D3=10, E3=5), "填报规则!D3"),
    "a choice without choices": (put("填报规则", B4="选项"), "填报规则!G4"),
    "choices of a text": (put("填报规则", G4="有、无"), "填报规则!G4"),
    "choices too long for a drop-down": (put("填报规则", B4="选项", G4="、".join(map(str, range(200)))), "填报规则!G4"),
    "a rule on what the catalogue owns": (put("填报规则", A11="项目名称", B11="文本"), "填报规则!A11"),
    "nothing can fill the token": (put("推进情况表", D6="{{责任人}}"), "推进情况表!D6"),
    "nothing can fill the token in the footer": (put("推进情况表", F8="{{盖章}}"), "推进情况表!F8"),
    "braces half written": (put("推进情况表", A1="{{区县}}{{年度}年情况表"), "推进情况表!A1"),
    "full-width braces": (put("推进情况表", D6="｛｛责任单位｝｝"), "推进情况表!D6"),
    "text beside an input": (put("推进情况表", E6="进度：{{形象进度}}"), "推进情况表!E6"),
    "column without a heading": (put("推进情况表", H6="{{备注}}"), "推进情况表!H5"),
    "two columns of one heading": (put("推进情况表", D4="项目内容"), "推进情况表!D5"),
    "unit nowhere": (put("推进情况表", A3="填报单位："), "{{填报单位}}"),
    "no prototype row": (
        put("量化指标", **{f"{letter}5": None for letter in "ABCDEFGHI"}),
        "量化指标里没有样行",
    ),
    "sheet missing": (lambda book: book.remove(book["量化指标"]), "量化指标"),
    "a sheet with our name": (lambda book: book.create_sheet("_标识"), "_标识"),
    "heading of the rules missing": (put("填报规则", A1="名称"), "填报规则"),
    "column of the rules missing": (put("填报规则", B1="种类"), "填报规则!B1"),
    "heading of a rule renamed": (put("填报规则", C1="是否必填"), "填报规则!C1"),
    "two columns of the rules missing": (put("填报规则", C1=None, F1=None), "填报规则第1行缺少“累计”"),
    "another unit of money": (put("推进情况表", F3="金额单位：亿元"), "推进情况表!F3"),
    "a token on another sheet that nothing fills": (
        lambda book: book.create_sheet("填表说明").append(["{{项目名称}}"]),
        "填表说明!A1",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_an_unusable_template_is_refused_with_its_cell(name):
    edit, place = REFUSALS[name]
    with pytest.raises(TemplateError) as refused:
        template.read(edited_template(edit))
    assert any(place in problem for problem in refused.value.problems), refused.value.problems
    assert all(problem.endswith(("。", "}}")) for problem in refused.value.problems)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook", b"\xd0\xcf\x11\xe0" * 100])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(TemplateError, match="不是 Excel 工作簿"):
        template.read(content)


def test_every_problem_is_told_at_once_and_travels_between_processes():
    with pytest.raises(TemplateError) as refused:
        template.read(edited_template(put("填报规则", B2="文字", C3="也许"), put("推进情况表", D6=None)))
    assert len(refused.value.problems) == 3
    assert pickle.loads(pickle.dumps(refused.value)).problems == refused.value.problems
