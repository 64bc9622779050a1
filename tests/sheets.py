"""Worksheets as text tables, and an issued form as a reader would hand it back, for the tests of recognition and checks."""

from dataclasses import replace

from shishi_xl.core import identity, issue
from shishi_xl.core.form import (
    IDENTITY_SHEET,
    INDICATOR_SHEET,
    PROJECT_SHEET,
    Column,
    FieldName,
    FieldType,
    Form,
    Rule,
    Scope,
)
from shishi_xl.core.grid import Book, Place, Sheet, Visibility
from shishi_xl.core.model import Catalogue, Indicator, Project, Unit, UnitKind
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings

KEY = b"k" * 32
JUNE = Period(2020, 6)


def sheet(name, text, **more):
    """Return a sheet whose rows are the lines of a text table. Bare numbers are numbers, '1' is text, <br> a line break."""
    rows = [
        [_cell(cell.strip()) for cell in line.strip().strip("|").split("|")]
        for line in text.strip().splitlines()
        if line.strip()
    ]
    width = max((len(row) for row in rows), default=0)
    return Sheet(name, tuple(tuple(row + [None] * (width - len(row))) for row in rows), **more)


def _cell(text):
    if text == "":
        return None
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    try:
        return float(text) if text.lstrip("-")[0].isdigit() else text.replace("<br>", "\n")
    except ValueError:
        return text.replace("<br>", "\n")


def _project(field, heading, column, rule=None):
    return Column(field, PROJECT_SHEET, heading, Scope.PROJECT, column, rule)


def _indicator(field, column, rule=None):
    return Column(field, INDICATOR_SHEET, (field,), Scope.INDICATOR, column, rule)


def _footer(field, column, kind=FieldType.TEXT):
    return Column(field, PROJECT_SHEET, (field,), Scope.FORM, column, Rule(field, kind))


HINT = "请于{{截止日}}前报送{{联系方式}}；不要增删行列、改动表头。"
FORM = Form(
    (
        _project("序号", ("序号",), 1),
        _project("项目名称", ("项目名称",), 2),
        _project("项目内容", ("项目内容",), 3),
        _project("责任单位", ("责任单位",), 4),
        _project(FieldName.PROGRESS, ("完成情况", "1-{{月}}月形象进度"), 5, Rule(FieldName.PROGRESS, required=True)),
        _project(
            FieldName.INVESTMENT,
            ("完成情况", "1-{{月}}月完成投资"),
            6,
            Rule(FieldName.INVESTMENT, FieldType.MONEY, minimum=0, cumulative=True),
        ),
        _project(FieldName.PROBLEM, ("存在的主要问题",), 7, Rule(FieldName.PROBLEM)),
        _footer("填报人", 3),
        _footer("联系电话", 5),
        _footer("填报日期", 5, FieldType.DATE),
        _indicator("序号", 1),
        _indicator("项目名称", 2),
        _indicator("指标", 3),
        _indicator("计量单位", 4),
        _indicator("年度目标", 5),
        _indicator(FieldName.PREVIOUS, 6),
        _indicator(FieldName.CURRENT, 7, Rule(FieldName.CURRENT, FieldType.NUMBER, minimum=0, cumulative=True)),
        _indicator(FieldName.COMPLETION, 8),
        _indicator(FieldName.REMARK, 9, Rule(FieldName.REMARK)),
    ),
    texts=(
        "{{区县}}{{年度}}年重点民生实事推进情况表",
        "填报单位：{{填报单位}}",
        HINT,
        "{{区县}}{{年度}}年重点民生实事量化指标完成情况",
        "本期累计填累计数。",
    ),
    version="0a1b2c3d",
)


def _listed(key, number, name, content, units, plan=None):
    return Project(key, key[:2], "", "", number, name, content, units, plan=plan)


CATALOGUE = Catalogue(
    projects=(
        _listed("附1-01", "1", "发展普惠性学前教育", "幼儿园普惠率达70%以上；毛入园率达96%以上。", ("区教委",)),
        _listed("附1-02", "2", "推进中小学课后服务", "为自愿参加课后服务的特困家庭学生减免费用。", ("区教委",)),
        _listed("附1-04", "4", "实施“四好农村路”建设", "建设里程113公里。", ("区交通局",), 9000.0),
        _listed("附1-05-1", "5", "推进公共厕所建设", "新建旅游公厕3座，改建3座。", ("区文化旅游委",), 120.0),
        _listed(
            "附1-05-2",
            "5",
            "推进公共厕所建设",
            "建设农村户厕1850户，农村公厕10座。",
            ("区农业农村委", "区卫生健康委"),
            800.0,
        ),
        _listed("附2-01", "1", "122中教学楼及辅助用房改扩建", "规划24个班。", ("区教委",), 5000.0),
        _listed("附2-04", "4", "B36地块幼儿园", "规划18个班。", ("区教委", "缙云公司"), 3000.0),
        _listed("附2-05", "5", "B28地块幼儿园", "规划12个班。", ("区教委",), 2000.0),
        _listed("附2-20", "20", "农贸市场改造", "改造农贸市场5个。", ("缙云公司",), 600.0),
        _listed("附2-21", "21", "农贸市场新建", "新建农贸市场2个。", ("缙融公司",), 400.0),
    ),
    indicators=(
        Indicator("附1-01", "幼儿园普惠率", 70, "%"),
        Indicator("附1-01", "毛入园率", 96, "%"),
        Indicator("附1-04", "建设里程", 113, "公里"),
        Indicator("附1-05-1", "新建旅游公厕", 3, "座"),
        Indicator("附1-05-1", "改建旅游公厕", 3, "座"),
        Indicator("附1-05-2", "建设农村户厕", 1850, "户"),
        Indicator("附1-05-2", "建设农村公厕", 10, "座"),
        Indicator("附2-20", "改造农贸市场", 5, "个"),
        Indicator("附2-21", "新建农贸市场", 2, "个"),
    ),
    units=(
        Unit("区教委", full_name="重庆市北碚区教育委员会"),
        Unit("区交通局"),
        Unit("区文化旅游委"),
        Unit("区农业农村委"),
        Unit("区卫生健康委", aliases=("区卫健委",)),
        Unit("缙云公司", full_name="重庆缙云资产经营有限公司"),
        Unit("缙融公司"),
        Unit("相关街镇", UnitKind.COLLECTIVE),
    ),
    settings=Settings({"区县": "北碚区", "年度": "2020", "汇总单位": "区发展改革委"}),
)

PROJECT_FIRST, INDICATOR_FIRST = 6, 5  # rows where the issued rows begin


def issued(unit, period=JUNE, *, signed=True, filled=True, catalogue=CATALOGUE, form=FORM):
    """Return the book a unit would send back: issued, and with `filled` every cell to be filled in filled in plausibly."""
    listed = issue.rows(catalogue, unit)
    sheets = [
        Sheet(
            PROJECT_SHEET,
            tuple(map(tuple, _project_rows(listed[PROJECT_SHEET], unit, period, filled))),
            merges=((1, 1, 1, 7), (3, 1, 3, 4), (4, 5, 4, 6), *((4, column, 5, column) for column in (1, 2, 3, 4, 7))),
        ),
        Sheet(INDICATOR_SHEET, tuple(map(tuple, _indicator_rows(listed[INDICATOR_SHEET], unit, period, filled)))),
    ]
    if signed:
        firsts = {PROJECT_SHEET: PROJECT_FIRST, INDICATOR_SHEET: INDICATOR_FIRST}
        who = issue.identity(form.version, period, unit, firsts, listed, form.layout)
        cells = tuple(tuple(line) for line in identity.write(who, KEY))
        sheets.append(Sheet(IDENTITY_SHEET, cells, visibility=Visibility.VERY_HIDDEN))
    return Book(tuple(sheets), "xlsx")


def _project_rows(listed, unit, period, filled):
    months = period.months
    yield [f"北碚区{period.year}年重点民生实事推进情况表", *[None] * 6]
    yield ["浅黄色的格子由填报单位填写。", *[None] * 6]
    yield [f"填报单位：{unit}", None, None, None, f"{period.year}年{months}", "金额单位：万元", None]
    yield ["序号", "项目名称", "项目内容", "责任单位", "完成情况", None, "存在的主要问题"]
    yield [None, None, None, None, f"{months}形象进度", f"{months}完成投资", None]
    for place, row in enumerate(listed):
        project = row.project
        told = (
            [f"累计完成年度任务的{period.month * 8}%", 10.0 * (place + 1) * period.month, "无"]
            if filled
            else [None] * 3
        )
        yield [project.number, project.name, project.content, "、".join(project.units), *told]
    yield [None] * 7
    yield [None, "填报人：", "张三" if filled else None, "联系电话：", "023-68861234" if filled else None, None, None]
    yield [None, "审核人：", None, "填报日期：", None, None, None]
    yield ["请于2020年6月25日前报送区发展改革委；不要增删行列、改动表头。", *[None] * 6]


def _indicator_rows(listed, unit, period, filled):
    yield [f"北碚区{period.year}年重点民生实事量化指标完成情况", *[None] * 8]
    yield ["本期累计填累计数。", *[None] * 8]
    yield [f"填报单位：{unit}", None, None, None, f"{period.year}年{period.months}", *[None] * 4]
    yield ["序号", "项目名称", "指标", "计量单位", "年度目标", "上期累计", "本期累计", "完成率", "说明"]
    for row in listed:
        target = row.indicator.target
        value = round(target * period.month / 12, 2) if filled else None
        yield [
            row.project.number,
            row.project.name,
            row.indicator.name,
            row.indicator.unit,
            target,
            None,
            value,
            None,
            None,
        ]


def change(book, place, value, **more):
    """Return a book with one cell changed; `place` is "推进情况表!E6"."""
    name, cell = place.split("!")
    row, column = at(cell)
    return edit(book, name, lambda rows: _put(rows, row, column, value), **more)


def at(cell):
    """Return (row, column) of a cell named as Excel names it."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column


def _put(rows, row, column, value):
    while len(rows) < row:
        rows.append([])
    line = rows[row - 1]
    line.extend([None] * (column - len(line)))
    line[column - 1] = value
    return rows


def edit(book, name, action, **more):
    """Return a book with the rows (lists, from A1) of one sheet put through an action, and other facts of it changed."""
    sheets = tuple(
        replace(one, rows=tuple(map(tuple, action([list(row) for row in one.rows]))), **more)
        if one.name == name
        else one
        for one in book.sheets
    )
    return replace(book, sheets=sheets)


def without(book, name):
    """Return a book without one sheet."""
    return replace(book, sheets=tuple(one for one in book.sheets if one.name != name))


def values(submission):
    """Return the values of a submission by project, indicator and field."""
    return {(entry.project, entry.indicator, entry.field): entry.value for entry in submission.entries}


def codes(findings):
    """Return what findings say, as (code, cell)."""
    return [(finding.code, finding.cell) for finding in findings]


__all__ = [
    "CATALOGUE",
    "FORM",
    "JUNE",
    "KEY",
    "Place",
    "change",
    "codes",
    "edit",
    "issued",
    "sheet",
    "values",
    "without",
]
