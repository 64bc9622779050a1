"""Returned forms as offices mangle them: harmless changes give the same values, all others a finding at their place."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shishi_xl.core import checks
from shishi_xl.core.form import FieldName, FieldType, Rule, Scope
from shishi_xl.core.grid import Book, Flaw, Sheet, Visibility
from shishi_xl.core.model import Project
from shishi_xl.core.recognition import recognise
from shishi_xl.core.recognition.lines import is_footer
from shishi_xl.core.submission import IdentitySource
from tests.sheets import (
    CATALOGUE,
    FORM,
    JUNE,
    KEY,
    _project,
    change,
    codes,
    edit,
    issued,
    sheet,
    values,
    without,
)

PROJECTS, INDICATORS = "推进情况表", "量化指标"
UNIT = "区教委"


def read(book, form=FORM):
    return recognise(book, form, CATALOGUE, KEY)


def wanted(unit=UNIT):
    return values(read(issued(unit)))


def both(action, *names):
    """Return a mangling that puts the same action on the sheets named, merges gone with it as they are when rows move."""
    return lambda book: _each(book, action, names or (PROJECTS, INDICATORS))


def _each(book, action, names):
    for name in names:
        book = edit(book, name, action, merges=())
    return book


def insert_column(at, *cells):
    def action(rows):
        for place, row in enumerate(rows):
            row.extend([None] * (at - len(row)))
            row.insert(at, cells[place] if place < len(cells) else None)
        return rows

    return action


def drop_columns(*places):
    """Return an action that deletes columns of the table; what stands above and below it is not moved."""

    def action(rows):
        start, end = next(place for place, row in enumerate(rows) if "序号" in row), data_rows(rows)[-1] + 1
        cut = [[cell for place, cell in enumerate(row) if place not in places] for row in rows[start:end]]
        return rows[:start] + cut + rows[end:]

    return action


def insert_row(at, *cells):
    return lambda rows: [*rows[:at], list(cells), *rows[at:]]


def first_data(rows):
    return 1 + max(
        place for place, row in enumerate(rows) if any(cell == "序号" or "完成投资" in str(cell) for cell in row)
    )


def data_rows(rows):
    """Return the places of the rows of projects or indicators."""
    return [
        place
        for place, row in enumerate(rows)
        if place >= first_data(rows) and isinstance(row[0], str) and row[0].isdigit()
    ]


def on_data(change_row):
    def action(rows):
        for order, place in enumerate(data_rows(rows)):
            rows[place] = change_row(order, rows[place])
        return rows

    return action


def reorder(rows):
    places = data_rows(rows)
    kept = [rows[place] for place in reversed(places)]
    for place, row in zip(places, kept, strict=True):
        rows[place] = row
    return rows


def repeat_heading(rows):
    first, middle = first_data(rows), data_rows(rows)[2]
    start = next(place for place, row in enumerate(rows) if "序号" in row)
    heading = [list(row) for row in rows[start:first]]
    return [*rows[:middle], ["续表"], *heading, *rows[middle:]]


def blank_rows(rows):
    for place in reversed(data_rows(rows)):
        rows.insert(place, [None] * 3)
        rows.insert(place, ["", " ", "　"])
    return rows


def heading_text(old, new):
    return lambda rows: [[new if cell == old else cell for cell in row] for row in rows]


def widen(text):
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def dressed(order, row):
    name = row[1]
    return [row[0], f" {name[:3]}\n{name[3:]}　" if order % 2 else widen(name), *row[2:]]


def one_heading_row(rows):
    """Return the rows with the two heading rows made one, as a pasted table has them."""
    upper = next(place for place, row in enumerate(rows) if "序号" in row)
    if "量化" in str(rows[0][0]):
        return rows
    rows[upper] = [below or above for above, below in zip(rows[upper], rows[upper + 1], strict=True)]
    del rows[upper + 1]
    return rows


def doubled(rows):
    """Return the rows as a Word table gives them: a merged cell's text again in every cell it covers."""
    return [
        [row[0]] * len(row) if row and row[0] and not any(row[1:]) and place < 3 else row
        for place, row in enumerate(rows)
    ]


def on_one_sheet(book):
    first, second, *rest = book.sheets
    rows = [*first.rows, *[(None,)] * 2, *second.rows]
    return replace(book, sheets=(Sheet("Sheet1", tuple(rows)), *rest))


def plus(*sheets, front=True):
    return lambda book: replace(book, sheets=(*sheets, *book.sheets) if front else (*book.sheets, *sheets))


def renamed(book):
    names = {PROJECTS: "Sheet1", INDICATORS: "Sheet2"}
    return replace(book, sheets=tuple(replace(one, name=names.get(one.name, one.name)) for one in book.sheets))


SAMPLE = tuple(replace(one, name=f"{one.name}（样表）") for one in issued(UNIT, filled=False).sheets[:2])
LAST_MONTH = tuple(replace(one, name="上期填报") for one in issued(UNIT, JUNE.previous).sheets if one.name == PROJECTS)
CORRECTIONS = sheet("改错清单", "序号|位置|问题|现在填的|应该怎样填\n1|E6|必须填写||按实填写")
HARMLESS = {
    "column in front": both(insert_column(0)),
    "remark column in the middle": both(insert_column(3, None, None, None, "备注", None, "甲", "乙")),
    "column at the end": both(insert_column(9, None, None, None, "分管领导", None, "张", "李")),
    "monthly column beside the cumulative one": both(
        insert_column(6, None, None, None, None, "6月完成投资", 1, 2), PROJECTS
    ),
    "forecast beside the actual": both(insert_column(5, None, None, None, None, "预计完成投资", 7, 8), PROJECTS),
    "last month's progress beside this month's": both(
        insert_column(4, None, None, None, None, "1-5月形象进度", "旧", "旧"), PROJECTS
    ),
    "pushed down": both(lambda rows: [[None], ["（盖章）"], [None], *rows]),
    "pushed right and down": both(lambda rows: [[None]] * 7 + [[None, None, *row] for row in rows]),
    "heading repeated by a page break": both(repeat_heading),
    "blank rows": both(blank_rows),
    "合计 row": both(lambda rows: [*rows, [None, "合计", None, None, None, 900.0]], PROJECTS),
    "总计（13个） in the column of names": both(
        lambda rows: [*rows, [None, "总计（13个）", None, None, None, 900.0]], PROJECTS
    ),
    "合 计 in the first column": both(lambda rows: [*rows, ["合 计", None, None, None, None, 900.0]], PROJECTS),
    "序号 renumbered": both(on_data(lambda order, row: [str(order + 20), *row[1:]])),
    "序号 as numbers": both(on_data(lambda order, row: [float(order + 1), *row[1:]])),
    "序号 gone": both(drop_columns(0)),
    "序号 and 项目内容 gone": both(drop_columns(2, 0), PROJECTS),
    "sorted otherwise": both(reorder),
    "names with breaks, spaces, 全角": both(on_data(dressed)),
    "one heading row, merges lost": both(one_heading_row),
    "merged text doubled": both(doubled),
    "merges lost": both(lambda rows: rows),
    "group headings inside": both(insert_row(7, "一、市级重点民生实事（共2项）"), PROJECTS),
    "both tables on one sheet": on_one_sheet,
    "sheets renamed": renamed,
    "empty samples in front": plus(*SAMPLE),
    "empty samples behind": plus(*SAMPLE, front=False),
    "last month's copy": plus(*LAST_MONTH),
    "corrections in front": plus(CORRECTIONS),
    "a sheet of something else": plus(sheet("通讯录", "姓名|电话\n张三|123\n项目名称|李四")),
    "numbers as text": both(
        on_data(
            lambda _, row: (
                [*row[:5], f"{row[5]:,.2f}万元", *row[6:]] if isinstance(row[5], float) and len(row) == 7 else row
            )
        ),
        PROJECTS,
    ),
    "unit's long name": lambda book: change(book, f"{PROJECTS}!A3", "填报单位：重庆市北碚区教育委员会（盖章）"),
    "unit and money on one line": lambda book: change(book, f"{PROJECTS}!A3", "填报单位：北碚区教委    金额单位：万元"),
    "unit, month and money in one long line": lambda book: edit(
        book,
        PROJECTS,
        lambda rows: [
            rows[0],
            ["填报单位：区教委" + " " * 12 + "2020年1-6月" + " " * 12 + "金额单位：万元"],
            *rows[3:],
        ],
        merges=(),
    ),
    "unit in the next cell": lambda book: change(
        change(book, f"{PROJECTS}!A3", "填报单位"), f"{PROJECTS}!B3", "区教委"
    ),
}
MONTHS = [
    "1—6月",
    "1－6月",
    "1~6月",
    "1至6月",
    "１-６月",
    "1月-6月",
    "一至六月",
    "1-6 月",
    "6月",
    "截至6月底",
    "截止6月25日",
    "上半年",
    "2020年1-6月",
    "1-6月份",
]
for spelled in MONTHS:
    HARMLESS[f"month written {spelled}"] = lambda book, spelled=spelled: edit(
        book,
        PROJECTS,
        lambda rows: [
            [cell.replace("1-6月", spelled) if isinstance(cell, str) else cell for cell in row] for row in rows
        ],
    )
for old, new in [
    ("1-6月形象进度", "1-6月工程进度"), ("1-6月形象进度", "1-6月\n形象进度"), ("1-6月形象进度", "1-6月形像进度"),
    ("1-6月完成投资", "1-6月完成投资（万元）"), ("1-6月完成投资", "1-6月累计完成投资"), ("1-6月完成投资", "完成投资额\n(万元)"),
    ("存在的主要问题", "存在问题"), ("存在的主要问题", "存在的主要问提"), ("责任单位", "牵头单位"), ("项目名称", "项  目  名  称"),
    ("本期累计", "本期累计数"), ("说明", "备注"), ("年度目标", "全年目标"), ("完成情况", "1-6月完成情况"),
]:  # fmt: skip
    HARMLESS[f"heading {old} → {new!r}"] = both(heading_text(old, new))


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_change_gives_the_same_values(name, signed):
    submission = read(HARMLESS[name](issued(UNIT, signed=signed)))
    assert (submission.unit, submission.period) == (UNIT, JUNE)
    assert values(submission) == wanted()
    extra = {"column-extra"} if "column " in name or "beside" in name else set()
    extra |= {"month-alone"} if name == "month written 6月" else set()
    assert {finding.code for finding in submission.findings} <= {"identity-from-page"} | extra


def test_excel_made_a_date_of_the_heading():
    dated = datetime(2020, 1, 6)
    book = edit(
        issued(UNIT, signed=False), PROJECTS, lambda rows: [*rows[:4], [*rows[4][:4], dated, dated, None], *rows[5:]]
    )
    book = change(book, f"{PROJECTS}!E3", None)
    submission = read(book)
    assert (submission.unit, submission.period) == (UNIT, JUNE)
    assert values(submission) == wanted()
    assert [one for one in codes(submission.findings) if one[0] == "date-was-months"] == [
        ("date-was-months", "E5"),
        ("date-was-months", "F5"),
    ]


_ADDING_UP = [
    name
    for name in HARMLESS
    if not name.startswith(
        (
            "unit",
            "both tables",
            "sheets renamed",
            "序号",
            "pushed",
            "column in front",
            "one heading",
            "month",
            "heading 说明",
        )
    )
]


@given(st.lists(st.sampled_from(_ADDING_UP), max_size=4, unique=True), st.booleans())
@settings(max_examples=60, deadline=None)
def test_harmless_changes_add_up(names, signed):
    book = issued(UNIT, signed=signed)
    for name in names:
        book = HARMLESS[name](book)
    assert values(read(book)) == wanted()


# --- what must be said ----------------------------------------------------------------------------------------------


def said(book, form=FORM):
    """Return (code, cell) of everything recognition has to say but the note about the page."""
    return [one for one in codes(read(book, form).findings) if one[0] != "identity-from-page"]


def row_of(order):
    """Return the cells of one row of the issued form."""
    return list(issued(UNIT).sheets[0].rows[5 + order])


def test_a_note_under_the_table_is_said():
    book = edit(issued(UNIT), PROJECTS, lambda rows: [*rows, ["注：第2项因资金未到位进展较慢。"]])
    assert said(book) == [("note-outside", "A15")]
    assert values(read(book)) == wanted()


def test_what_stands_in_a_column_of_the_units_own_is_said_and_not_counted():
    book = change(change(issued(UNIT), f"{PROJECTS}!H5", "备注"), f"{PROJECTS}!H7", "待财政核实")
    book = change(book, f"{PROJECTS}!I8", "张三")
    found = read(book).findings
    assert codes(found) == [("column-extra", "H5"), ("column-extra", "I8")]
    assert "“备注”" in found[0].message
    assert "待财政核实" in found[0].message
    assert "没有表头的一列" in found[1].message
    assert values(read(book)) == wanted()


SUMS = [
    "本页小计",
    "合计",
    "项目合计",
    "总计（3个）",
    "学校项目小计",
    "总投资合计（万元）",
    "4个项目合计",
    "二、小计",
    "汇总",
    "Total",
    "平均",
]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize("label", SUMS)
def test_a_sum_below_the_table_is_no_project(label, column, signed):
    row = [label if place == column else None for place in range(7)]
    row[4:6] = "共4项", 99.0
    book = edit(issued(UNIT, signed=signed), PROJECTS, lambda rows: [*rows[:9], row, *rows[9:]])
    assert [one for one in said(book) if one[0] != "identity-from-page"] == []
    assert values(read(book)) == wanted()


def test_a_numbered_row_with_a_content_is_a_project_whatever_it_is_called():
    book = edit(issued(UNIT), PROJECTS, insert_row(8, "9", "教育投资合计", "新建系统", UNIT, "已完成", 1.0))
    assert said(book) == [("unknown-row", "B9")]


@pytest.mark.parametrize(
    "numbers",
    [
        [1, 2, 3, 4, 5, 6, 7],
        ["甲", "乙", "丙", "丁", 1, 2, 3],
        [f"（{number}）" for number in range(1, 8)],
        ["栏次", *(f"（{number}）" for number in range(1, 7))],
        [None, None, None, None, None, "万元"],
        [None, None, "个", None, "%", "（万元）"],
    ],
)
def test_a_row_that_numbers_the_columns_or_tells_their_units_is_no_project(numbers):
    book = edit(issued(UNIT), PROJECTS, lambda rows: [*rows[:5], numbers, *rows[5:]])
    assert codes(read(book).findings) == []
    assert values(read(book)) == wanted()


def test_a_rate_beside_an_empty_figure_is_doubted():
    book = change(change(issued(UNIT), f"{INDICATORS}!G5", None), f"{INDICATORS}!H5", 0.5)
    assert said(book) == [("rate-alone", "H5")]


def test_a_heading_of_other_months_is_named_where_it_stands():
    (finding,) = [
        one
        for one in read(change(issued(UNIT), f"{PROJECTS}!F5", "4-6月完成投资")).findings
        if one.code == "heading-missing"
    ]
    assert finding.cell == "F5"
    assert "“4-6月完成投资”不是1月至本月的累计" in finding.message


@pytest.mark.parametrize(
    ("flaw", "value", "code", "kept"),
    [(Flaw.STRUCK, 60.0, "partly-struck", True), (Flaw.ALL_STRUCK, 60.0, "struck-out", False)],
)
def test_what_is_crossed_out_is_said_and_never_taken_for_the_figure(flaw, value, code, kept):
    book = change(issued(UNIT), f"{PROJECTS}!F6", value, flaws={(6, 6): (flaw, "")})  # crossed out: the cell keeps it
    submission = recognise(book, FORM, CATALOGUE, KEY)
    (entry,) = [one for one in submission.entries if one.place.cell == "F6" and one.place.sheet == PROJECTS]
    assert entry.value == (value if kept else None)
    assert (code, "F6") in codes(checks.run([submission], FORM, CATALOGUE)[0])


def test_the_mark_of_a_note_at_a_figure_is_asked_about():
    submission = read(change(issued(UNIT), f"{PROJECTS}!F6", "60¹"))
    assert values(submission) == wanted()
    (finding,) = checks.run([submission], FORM, CATALOGUE)[0]
    assert (finding.code, finding.cell, finding.example) == ("note-mark", "F6", "60")


@pytest.mark.parametrize(("raw", "value"), [(60.0, 60.0), (None, None)])
def test_hidden_words_of_a_cell_are_said_whether_or_not_anything_else_stands_there(raw, value):
    book = change(issued(UNIT), f"{PROJECTS}!F6", raw, flaws={(6, 6): (Flaw.HIDDEN_TEXT, "")})
    submission = recognise(book, FORM, CATALOGUE, KEY)
    (entry,) = [one for one in submission.entries if one.place.cell == "F6" and one.place.sheet == PROJECTS]
    assert entry.value == value
    assert ("hidden-text", "F6") in codes(checks.run([submission], FORM, CATALOGUE)[0])


def test_hidden_places_with_data_are_read_and_said():
    book = edit(
        issued(UNIT), PROJECTS, lambda rows: rows, hidden_rows=frozenset({7, 12}), hidden_columns=frozenset({6})
    )
    assert said(book) == [("hidden-filled", "B7"), ("hidden-filled", "F5")]
    assert values(read(book)) == wanted()


def test_a_hidden_sheet_with_the_only_data_is_read_and_said():
    book = edit(issued(UNIT), PROJECTS, lambda rows: rows, visibility=Visibility.HIDDEN)
    book = replace(book, sheets=(SAMPLE[0], *book.sheets))
    assert said(book) == [("hidden-filled", "")]
    assert values(read(book)) == wanted()


def test_a_hidden_sheet_beside_a_filled_one_is_left_out_and_said():
    other = replace(change(issued(UNIT), f"{PROJECTS}!F6", 1.0).sheets[0], name="旧", visibility=Visibility.HIDDEN)
    book = plus(other)(issued(UNIT))
    assert said(book) == [("hidden-ignored", "")]
    assert values(read(book)) == wanted()


def test_two_filled_sheets_are_refused_unless_they_are_the_same():
    same = plus(replace(issued(UNIT).sheets[0], name="备份"))(issued(UNIT))
    assert said(same) == []
    other = plus(replace(change(issued(UNIT), f"{PROJECTS}!F6", 1.0).sheets[0], name="修改版"), front=False)(
        issued(UNIT)
    )
    assert said(other) == [("two-filled-sheets", "")]


def test_a_sheet_for_each_month_means_the_signed_month():
    book = plus(replace(issued(UNIT, JUNE.previous).sheets[0], name="5月"))(issued(UNIT))
    assert said(book) == []
    assert values(read(book)) == wanted()


def test_projects_spread_over_two_sheets_are_one_table():
    def part(name, cut):
        return replace(edit(issued(UNIT, signed=False), PROJECTS, cut, merges=()).sheets[0], name=name)

    book = issued(UNIT)
    first, second = part("表一", lambda rows: rows[:8]), part("表二", lambda rows: rows[:5] + rows[8:])
    book = replace(book, sheets=(first, second, *book.sheets[1:]))
    assert said(book) == []
    assert values(read(book)) == wanted()


@pytest.mark.parametrize("heading", ["1-6月形象进度", "1-6月完成投资", "存在的主要问题", "本期累计", "说明"])
def test_a_column_to_fill_in_that_is_gone_is_said(heading):
    def cut(rows):
        column = next(row.index(heading) for row in rows if heading in row)
        return [row[:column] + row[column + 1 :] for row in rows]

    name = INDICATORS if heading in {"本期累计", "说明"} else PROJECTS
    assert [code for code, _ in said(edit(issued(UNIT), name, cut, merges=()))] == ["heading-missing"]


def test_two_columns_of_one_meaning_with_different_contents_are_refused():
    book = both(insert_column(6, None, None, None, None, "1-6月完成投资", 1, 2), PROJECTS)(issued(UNIT))
    assert said(book) == [("heading-repeated", "G5")]


def test_money_in_another_unit_is_refused_not_converted():
    assert said(change(issued(UNIT), f"{PROJECTS}!F3", "金额单位：元")) == [("money-unit-changed", "F3")]
    assert said(change(issued(UNIT), f"{PROJECTS}!F5", "1-6月完成投资（亿元）")) == [("money-unit-changed", "F5")]
    for unit in ("（亿）", "（单位：元）", "（人民币元）", "（元，含征拆）", "/元", " 元"):
        assert ("money-unit-changed", "F5") in said(change(issued(UNIT), f"{PROJECTS}!F5", f"1-6月完成投资{unit}"))
    for label in ("单位：亿", "（单位：元）", "金额单位：人民币元", "单位：户、亿元", "金额单位为元"):
        assert said(change(issued(UNIT), f"{PROJECTS}!F3", label)) == [("money-unit-changed", "F3")]


@pytest.mark.parametrize(
    "heading",
    [
        "存在问题及困难",
        "存在的困难和问题",
        "存在问题及下一步打算",
        "需要区级协调解决的问题",
        "存在的主要问题及建议",
        "困难和问题",
    ],
)
def test_problems_are_found_under_any_of_their_usual_names(heading):
    book = both(heading_text("存在的主要问题", heading))(issued(UNIT))
    assert said(book) == []
    assert values(read(book)) == wanted()


def test_a_column_of_next_steps_beside_the_problems_is_not_taken_for_them():
    book = change(change(issued(UNIT), f"{PROJECTS}!H4", "下一步打算"), f"{PROJECTS}!H6", "加快推进")
    assert said(book) == [("column-extra", "H4")]
    assert values(read(book)) == wanted()


def test_a_heading_of_this_month_alone_over_cumulative_figures_is_doubted():
    assert said(change(issued(UNIT), f"{PROJECTS}!F5", "6月完成投资")) == [("month-alone", "F5")]
    assert said(change(issued(UNIT), f"{PROJECTS}!F5", "截至6月底完成投资")) == []
    assert said(change(issued(UNIT), f"{PROJECTS}!E5", "6月形象进度")) == []


@pytest.mark.parametrize("heading", ["1-6月未完成投资", "1-6月应完成投资", "完成投资（计划）", "完成投资（其中6月）"])
def test_a_heading_of_another_meaning_is_not_taken_for_the_field(heading):
    assert "heading-missing" in dict(said(change(issued(UNIT), f"{PROJECTS}!F5", heading)))


def test_a_missing_project_is_said():
    book = edit(issued(UNIT), PROJECTS, lambda rows: rows[:6] + rows[7:])
    found = [finding for finding in read(book).findings if finding.code == "row-missing"]
    assert [finding.project for finding in found] == ["附1-02"]
    assert len(found) == len(said(book))


def test_a_missing_indicator_is_said():
    book = edit(issued(UNIT), INDICATORS, lambda rows: rows[:4] + rows[5:])
    found = read(book).findings
    assert "项目“发展普惠性学前教育”的指标“幼儿园普惠率”" in found[0].message
    assert "本期累计" in found[0].example
    assert [(finding.code, finding.project, finding.indicator) for finding in found] == [
        ("row-missing", "附1-01", "幼儿园普惠率")
    ]


def test_the_same_project_twice_with_other_contents_is_refused():
    again = [*row_of(1)[:4], "另一种说法", 1.0, "无"]
    assert said(edit(issued(UNIT), PROJECTS, insert_row(8, *again))) == [("row-repeated", "B9")]


def test_the_same_row_twice_counts_once():
    book = edit(issued(UNIT), PROJECTS, insert_row(8, *row_of(1)))
    assert said(book) == []
    assert values(read(book)) == wanted()


def test_a_project_split_over_two_rows_is_refused():
    assert said(edit(issued(UNIT), PROJECTS, insert_row(7, None, None, None, None, "续：正在验收"))) == [
        ("row-repeated", "B8")
    ]


def test_two_projects_in_one_cell_are_refused_and_not_missed_besides():
    book = edit(
        issued(UNIT),
        PROJECTS,
        lambda rows: [*rows[:5], ["1\n2", "发展普惠性学前教育\n推进中小学课后服务", *rows[5][2:]], *rows[7:]],
    )
    assert said(book) == [("rows-merged", "B6")]


def test_one_row_in_doubt_does_not_hide_that_another_is_missing():
    book = change(change(issued(UNIT, signed=False), f"{PROJECTS}!B9", "B38地块幼儿园"), f"{PROJECTS}!C9", None)
    lost = edit(book, PROJECTS, lambda rows: rows[:9] + rows[10:])
    assert [code for code, _ in said(lost)] == ["ambiguous-row", "row-missing", "row-missing"]


def test_a_renamed_indicator_is_not_missed_besides():
    assert said(change(issued(UNIT), f"{INDICATORS}!C5", "入园人数")) == [("unknown-indicator", "C5")]


def test_a_required_cell_under_a_merged_one_is_not_blank_besides():
    book = edit(issued(UNIT), PROJECTS, lambda rows: rows, merges=((6, 5, 7, 5), (4, 5, 4, 6)))
    submission = read(change(book, f"{PROJECTS}!E7", None))
    assert codes(submission.findings) == [("rows-merged", "E6")]
    assert codes(checks.run([submission], FORM, CATALOGUE)[0]) == []


def test_what_lies_under_a_merged_cell_is_said_once():
    book = edit(
        issued(UNIT),
        PROJECTS,
        lambda rows: rows,
        merges=((6, 5, 7, 5), (4, 5, 4, 6)),
        flaws={(7, 5): (Flaw.UNDER_MERGE, "藏着的")},
    )
    submission = read(book)
    assert codes(submission.findings) == []
    assert codes(checks.run([submission], FORM, CATALOGUE)[0]) == [("value-under-merge", "E7")]


def test_a_value_merged_over_two_projects_is_refused():
    book = edit(issued(UNIT), PROJECTS, lambda rows: rows, merges=((6, 5, 7, 5), (4, 5, 4, 6)))
    assert said(book) == [("rows-merged", "E6")]


def test_another_units_project_refuses_the_file():
    road = issued("区交通局").sheets[0].rows[5]
    book = edit(issued(UNIT), PROJECTS, insert_row(8, *road))
    assert said(book) == [("foreign-row", "B9")]


def test_the_other_row_of_a_shared_item_is_another_units():
    toilets = issued("区农业农村委").sheets[0].rows[5]
    book = edit(issued("区文化旅游委"), PROJECTS, insert_row(6, *toilets))
    assert said(book) == [("foreign-row", "B7")]


def test_the_other_row_of_a_shared_item_is_known_by_its_unit_where_its_content_was_written_anew():
    toilets = list(issued("区农业农村委").sheets[0].rows[5])
    toilets[2] = "建设农村厕所"
    book = edit(issued("区文化旅游委", signed=False), PROJECTS, insert_row(6, *toilets))
    assert [one for one in said(book) if one[0] != "identity-from-page"] == [("foreign-row", "B7")]


def test_two_names_shortened_to_the_same_words_are_told_apart_by_number_and_content():
    twin = Project("附2-24", "附2", "", "", "24", "建设“四好农村路”", "完成113km“四好农村路”建设。", ("区交通局",))
    catalogue = replace(CATALOGUE, projects=(*CATALOGUE.projects, twin))
    book = issued("区交通局", signed=False, catalogue=catalogue)
    wanted_values = values(recognise(book, FORM, catalogue, KEY))
    for cell in ("B6", "B7"):
        book = change(book, f"{PROJECTS}!{cell}", "“四好农村路”建设")
    found = recognise(book, FORM, catalogue, KEY)
    assert {code for code, _ in codes(found.findings)} == {"identity-from-page", "preset-changed"}
    assert values(found) == wanted_values
    unclear = recognise(change(book, f"{PROJECTS}!C7", None), FORM, catalogue, KEY)
    assert "row-repeated" not in dict(codes(unclear.findings))
    assert ("unknown-row", "B7") in codes(unclear.findings)


def test_a_project_nobody_knows_is_refused_with_a_guess():
    book = edit(issued(UNIT), PROJECTS, insert_row(8, "9", "推进中小学课前服务", "别的内容", UNIT, "已完成", 1.0))
    (finding,) = [one for one in read(book).findings if one.code == "unknown-row"]
    assert finding.cell == "B9"
    assert "推进中小学课后服务" in finding.message


def test_a_name_alike_is_taken_only_with_an_exact_clue():
    slip = change(issued(UNIT), f"{PROJECTS}!B7", "推进中小学课后服物")
    assert said(slip) == [("preset-changed", "B7")]
    assert values(read(slip)) == wanted()
    lost = edit(
        issued(UNIT, signed=False),
        PROJECTS,
        lambda rows: [*rows[:6], ["77", "推进中小学课后服物", None, UNIT, *rows[6][4:]], *rows[7:]],
    )
    assert [code for code, _ in said(lost)] == ["unknown-row"]


def test_names_exchanged_between_two_rows_are_refused_not_followed():
    book = issued(UNIT, signed=False)
    names = [book.sheets[0].rows[place][1] for place in (5, 6)]
    book = change(change(book, f"{PROJECTS}!B6", names[1]), f"{PROJECTS}!B7", names[0])
    assert [one for one in said(book) if one[0] != "identity-from-page"] == [
        ("ambiguous-row", "B6"),
        ("ambiguous-row", "B7"),
    ]


def test_an_indicator_under_another_projects_name_is_not_said_to_be_retired():
    found = [code for code, _ in said(change(issued(UNIT), f"{INDICATORS}!B5", "推进中小学课后服务"))]
    assert "unknown-indicator" in found
    assert "row-retired" not in found


def test_a_sheet_for_each_month_is_one_question_not_two():
    may = replace(issued(UNIT, JUNE.previous, signed=False).sheets[0], name="5月")
    book = issued(UNIT, signed=False)
    found = said(replace(book, sheets=(may, *book.sheets)))
    assert [one for one, _ in found if one != "identity-from-page"] == ["two-filled-sheets"]


def test_two_plots_that_differ_by_their_number_are_never_mixed_up():
    book = change(change(issued(UNIT), f"{PROJECTS}!B9", "B38地块幼儿园"), f"{PROJECTS}!C9", None)
    assert [code for code, _ in said(book)] == ["ambiguous-row"]


@pytest.mark.parametrize(
    ("place", "value", "field"),
    [("C7", "改了的内容", "项目内容"), ("D7", "区交通局", "责任单位")],
)
def test_a_changed_preset_cell_is_a_doubt(place, value, field):
    (finding,) = read(change(issued(UNIT), f"{PROJECTS}!{place}", value)).findings
    assert (finding.code, finding.cell, finding.field) == ("preset-changed", place, field)


def test_a_lowered_target_is_a_doubt():
    assert said(change(issued(UNIT), f"{INDICATORS}!E5", 35)) == [("preset-changed", "E5")]
    assert said(change(issued(UNIT), f"{INDICATORS}!E5", "70%")) == []


def test_an_indicator_of_the_units_own_making_is_refused():
    book = edit(
        issued(UNIT), INDICATORS, insert_row(6, "1", "发展普惠性学前教育", "在园幼儿数", "人", 5000, None, 4000)
    )
    assert said(book) == [("unknown-indicator", "C7")]


def test_a_sum_in_the_column_of_indicators_is_none_of_them():
    book = edit(issued(UNIT), INDICATORS, insert_row(6, "1", "发展普惠性学前教育", "小计", None, None, None, 90.0))
    assert said(book) == []
    assert values(read(book)) == wanted()


def test_a_project_name_written_once_for_its_indicators_is_understood():
    book = change(issued(UNIT), f"{INDICATORS}!B6", None)
    assert values(read(book)) == wanted()


@pytest.mark.parametrize(
    ("flaw", "code"),
    [
        (Flaw.ERROR, "error-cell"),
        (Flaw.NO_RESULT, "formula-without-result"),
        (Flaw.UNDER_MERGE, "value-under-merge"),
    ],
)
def test_a_cell_the_reader_distrusts_has_no_value(flaw, code):
    book = edit(issued(UNIT), PROJECTS, lambda rows: rows, flaws={(6, 6): (flaw, "#REF!"), (6, 1): (flaw, "")})
    (entry,) = [one for one in read(book).entries if one.place.cell == "F6" and one.place.sheet == PROJECTS]
    assert (entry.flaw, entry.value) == (code, None)


def test_a_new_column_of_the_template_is_read_without_a_word_of_code():
    start = _project("开工时间", ("开工时间",), 8, Rule("开工时间", FieldType.DATE))
    form = replace(FORM, columns=(*FORM.columns, start))
    cells = (None, None, None, "开工时间", None, "2020.3.1", datetime(2020, 4, 1))
    submission = read(both(insert_column(4, *cells), PROJECTS)(issued(UNIT, form=form)), form)
    found = values(submission)
    assert str(found["附1-01", "", "开工时间"]) == "2020-03-01"
    assert str(found["附1-02", "", "开工时间"]) == "2020-04-01"
    assert submission.findings == ()


def test_the_notices_own_list_is_no_form():
    listing = sheet("附件1", "序号|项目名称|项目内容|责任单位|备注\n1|发展普惠性学前教育|内容|区教委|")
    submission = read(Book((listing,), "xlsx"))
    assert not submission.is_form
    assert codes(submission.findings) == [("not-a-form", "")]


def test_a_sheet_that_is_gone_is_said():
    assert said(without(issued(UNIT), INDICATORS)) == [("sheet-missing", "")]
    assert said(without(issued(UNIT, signed=False), INDICATORS)) == [("indicators-absent", "")]
    assert said(without(issued(UNIT), PROJECTS)) == [("sheet-missing", "")]


def test_a_form_of_an_older_template_is_noted():
    assert said(issued(UNIT), replace(FORM, version="ffffffff")) == [("older-version", "")]


def test_one_table_pasted_as_csv_is_enough():
    book = issued(UNIT, signed=False)
    rows = [["" if cell is None else str(cell) for cell in row] for row in book.sheets[0].rows]
    submission = read(Book((Sheet("", tuple(map(tuple, rows))),), "csv"))
    assert (submission.unit, submission.identity) == (UNIT, IdentitySource.PAGE)
    found = values(submission)
    assert {key: value for key, value in wanted().items() if not key[1]} == found
    assert found["附1-02", "", FieldName.INVESTMENT] == 120.0


def test_what_the_office_took_off_the_catalogue_after_issuing_is_no_fault_of_the_unit():
    indicators = tuple(one for one in CATALOGUE.indicators if one.name != "毛入园率")
    projects = tuple(one for one in CATALOGUE.projects if one.key != "附2-01")
    later = replace(CATALOGUE, indicators=indicators, projects=projects)
    submission = recognise(issued(UNIT), FORM, later, KEY)
    assert codes(submission.findings) == [("row-retired", "B8"), ("row-retired", "B6"), ("row-retired", "B8")]
    assert "附2-01" not in {entry.project for entry in submission.entries}


@pytest.mark.parametrize(
    "heading",
    [
        "1-*月形象进度",
        "1-月形象进度",
        "1-6月形象进度（填写截至6月25日的累计进展，写明数量和单位）",
        "1-6月形象进度(截至25日)",
    ],
)
def test_a_heading_may_carry_a_remark_or_an_open_month(heading):
    submission = read(change(issued(UNIT), f"{PROJECTS}!E5", heading))
    assert values(submission) == wanted()
    assert submission.findings == ()


def test_a_sheet_with_more_rows_than_any_form_is_not_read_to_its_end():
    book = edit(
        issued(UNIT),
        PROJECTS,
        lambda rows: rows + [["9", f"项目{place}", "内容", UNIT, "已完成"] for place in range(4000)],
    )
    assert ("too-large", "") in said(book)


def beside(*sheets):
    """Return the rows of sheets that stand beside each other, an empty column between them."""
    height = max(len(one.rows) for one in sheets)
    widths = [max(map(len, one.rows)) for one in sheets]
    rows = []
    for place in range(height):
        row = []
        for one, width in zip(sheets, widths, strict=True):
            cells = list(one.rows[place]) if place < len(one.rows) else []
            row += [*cells, *[None] * (width + 1 - len(cells))]
        rows.append(tuple(row))
    return tuple(rows)


def beside_each_other(book):
    projects, indicators, *rest = book.sheets
    indicators = Sheet("", ((None,), *indicators.rows))  # so that both headings begin in one row
    return replace(book, sheets=(Sheet("Sheet1", beside(projects, indicators)), *rest))


def halved(book):
    """Return a book whose table of projects goes on in a second one to the right of the first."""
    first = book.sheets[0]
    places = data_rows(first.rows)
    head, foot = list(first.rows[3:5]), first.rows[places[-1] + 1 :]
    left = Sheet("", (*first.rows[:3], *head, *(first.rows[place] for place in places[:2]), *foot))
    right = Sheet("", (*[(None,)] * 3, *head, *(first.rows[place] for place in places[2:])))
    return replace(book, sheets=(replace(first, rows=beside(left, right), merges=()), *book.sheets[1:]))


@pytest.mark.parametrize("mangle", [beside_each_other, halved])
@pytest.mark.parametrize("signed", [True, False])
def test_tables_beside_each_other_are_read_as_the_two_they_are(mangle, signed):
    found = read(mangle(issued(UNIT, signed=signed)))
    assert values(found) == wanted()
    assert codes(found.findings) == ([] if signed else [("identity-from-page", "A3")])


def test_two_filled_forms_beside_each_other_are_both_named():
    first, second = issued(UNIT), change(issued(UNIT), "推进情况表!F6", 999.0)
    rows = beside(first.sheets[0], second.sheets[0])
    found = read(replace(first, sheets=(replace(first.sheets[0], rows=rows, merges=()), *first.sheets[1:])))
    (finding,) = [one for one in found.findings if one.code == "two-filled-sheets"]
    assert "推进情况表（A列起）”“推进情况表（I列起）" in finding.message


def test_a_column_named_twice_does_not_make_two_tables():
    book = edit(issued(UNIT), PROJECTS, insert_column(6, None, None, None, "项目名称", None, "甲", "乙"), merges=())
    assert values(read(book)) == wanted()


FOOTERS = [
    ["填报人：张三", None, None, None, "联系电话：68861234"],
    [None, "填表人：张三", None, None, "审核人：李四", 2020.0],
    ["制表人", "张三", "单位负责人（签字）：", None, "王五"],
    ["报送时间：2020年6月24日"],
    ["制表：赵六", None, "审核：王五"],
    ["填报时间 2020年6月24日"],
    [None, "分管领导：", "赵六", None, "经办人：孙七", None, "手机：13800000000"],
    [None, None, None, None, "单位负责人签字："],
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_lines_that_are_signed_are_no_projects(footer):
    form = replace(FORM, columns=tuple(one for one in FORM.columns if one.scope is not Scope.FORM))  # it asks for none
    book = _each(issued(UNIT, signed=False), lambda rows: [*rows[:-3], footer], [PROJECTS])
    found = read(book, form)
    assert {key: value for key, value in wanted().items() if key[0]} == values(found)
    assert codes(found.findings) == [("identity-from-page", "A3")]


def test_a_project_called_like_a_signed_line_is_still_one():
    assert not is_footer("单位食堂改造")
    assert not is_footer("联系点建设")
    assert not is_footer("审核系统升级")


def test_the_forms_of_two_months_in_one_workbook_are_told_apart_on_both_sheets():
    may = edit(issued(UNIT, JUNE.previous), INDICATORS, lambda rows: rows)
    june = issued(UNIT)
    may_sheets = tuple(replace(one, name=f"5月{one.name}") for one in may.sheets[:2])
    same_figures = replace(may_sheets[1], rows=may_sheets[1].rows[:4] + june.sheets[1].rows[4:])
    found = read(replace(june, sheets=(may_sheets[0], same_figures, *june.sheets)))
    assert values(found) == wanted()
    assert found.findings == ()


def test_endless_notes_cost_no_time():
    """Seconds for each where a pattern was tried on them; a worker has twenty for the whole file."""
    form = replace(FORM, texts=(*FORM.texts, "{{区县}}{{年度}}年{{月}}月的{{填报单位}}表"))
    notes = [["注" + "年月的" * 8000] for _ in range(40)]
    assert values(read(edit(issued(UNIT), PROJECTS, lambda rows: [*rows, *notes]), form)) == wanted()


def test_a_heading_of_one_month_is_named_where_the_cumulative_figures_should_stand():
    found = read(change(issued(UNIT), f"{INDICATORS}!G4", "本月完成")).findings
    (finding,) = [one for one in found if one.code == "heading-missing"]
    assert finding.cell == "G4"
    assert "“本月完成”不是1月至本月的累计" in finding.message


def sample(name, title, project="XX项目"):
    return sheet(
        name,
        f"""
        {title}
        填报单位：XX单位
        序号 | 项目名称 | 项目内容 | 责任单位 | 1-6月形象进度 | 1-6月完成投资 | 存在的主要问题
        1 | {project} | XX | XX | 已完成XX% | 100 | 无
        """,
    )


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(("name", "title"), [("填报样表", "推进情况表"), ("Sheet1", "推进情况表（示例）")])
def test_an_example_beside_the_filled_sheet_is_left_out_and_said(name, title, signed):
    book = issued(UNIT, signed=signed)
    book = replace(book, sheets=(sample(name, title), *book.sheets))
    assert said(book) == [("sample-ignored", "")]
    assert values(read(book)) == wanted()


@pytest.mark.parametrize("signed", [True, False])
def test_a_list_of_the_units_own_beside_the_whole_form_is_left_out_and_said(signed):
    book = issued(UNIT, signed=signed)
    own = sheet("台账", "项目名称 | 完成投资\n推进中小学课后服务 | 9999")
    found = read(replace(book, sheets=(own, *book.sheets)))
    assert [one for one in codes(found.findings) if one[0] != "identity-from-page"] == [("list-ignored", "")]
    assert "以填好的“推进情况表”为准" in next(one for one in found.findings if one.code == "list-ignored").message
    assert values(found) == wanted()
    told = sheet("台账", "项目名称 | 形象进度 | 完成投资\n推进中小学课后服务 | 已完成 | 9999")
    assert "two-filled-sheets" in dict(said(replace(book, sheets=(told, *book.sheets))))


def test_an_example_with_the_units_own_projects_or_alone_is_no_mere_example():
    book = issued(UNIT)
    copied = replace(book, sheets=(sample("样表", "推进情况表", "推进中小学课后服务"), *book.sheets))
    assert "two-filled-sheets" in dict(said(copied))
    named = replace(
        book, sheets=tuple(replace(one, name="样表") if one.name == PROJECTS else one for one in book.sheets)
    )
    assert said(named) == []
    assert values(read(named)) == wanted()
