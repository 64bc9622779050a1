"""Tables of which a text kept neither tabs nor lines: cells one below the other, columns kept apart by blanks."""

import unicodedata

import pytest

from shishi_xl.core.project_list import read_lists
from shishi_xl.word import notice as notice_file

HEADING = ["序号", "项目名称", "项目内容", "牵头单位", "配合单位"]
ROWS = [
    ["1", "公办幼儿园建设", "新建、改扩建公办幼儿园4所，新增学位1260个。", "县教育局", "县发改局、县住建局"],
    ["2", "中小学教室照明改造", "完成32所学校、860间教室的照明改造。", "县教育局", "/"],
    ["3", "养老服务提质", "1.新建居家养老服务中心2家；\n2.为480户困难家庭实施适老化改造。", "县民政局", ""],
    ["4", "农村公路提升", "新改建农村公路45公里，改造危桥6座。", "县交通运输局", "各镇街"],
]
GROUP = "二、交通出行"


def read(lines):
    return read_lists(notice_file.read("\n".join(["附件1", "", *lines]).encode(), "通知.txt"))


def told(found):
    return [(row.group, row.number, row.name, row.content, row.units) for row in found.rows]


WANTED = [
    ("一、教育", "1", "公办幼儿园建设", ROWS[0][2], ("县教育局", "县发改局", "县住建局")),
    ("一、教育", "2", "中小学教室照明改造", ROWS[1][2], ("县教育局",)),
    ("一、教育", "3", "养老服务提质", ROWS[2][2], ("县民政局",)),
    (GROUP, "4", "农村公路提升", ROWS[3][2], ("县交通运输局", "各镇街")),
]


def stacked():
    for place, row in enumerate(ROWS):
        yield from ["一、教育"] if place == 0 else [GROUP] if place == 3 else []
        yield from (line for cell in row for line in cell.split("\n") if line)


def test_cells_one_below_the_other_are_rows_again():
    found = read([*HEADING, *stacked(), "", "抄送：县委办公室。", "某县人民政府办公室2024年3月1日印发"])
    assert told(found) == WANTED
    assert found.unread == ()


def test_a_heading_printed_again_on_the_next_page_is_no_project():
    lines = list(stacked())
    at = lines.index(GROUP)
    assert told(read([*HEADING, *lines[:at], "— 3 —", *HEADING, *lines[at:]])) == WANTED


def test_the_numbers_of_an_empty_form_are_no_projects():
    form = ["附件2", *HEADING[:4], "1-*月形象进度", "存在的主要问题", "1", "", "2", "", "（联系电话：5550112）"]
    assert told(read([*HEADING, *stacked(), *form])) == WANTED


def test_numbers_that_do_not_come_next_stay_in_the_content():
    rows = [["1", "公厕", "新建公厕", "12", "座", "县城管局"], ["2", "公园", "新建公园3个", "县林业局"]]
    found = told(read([*HEADING, *(line for row in rows for line in row)]))
    assert [row[3:] for row in found] == [("新建公厕\n12\n座", ("县城管局",)), ("新建公园3个", ("县林业局",))]


def width(text):
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def wrapped(cell, most):
    lines = [""]
    for character in cell.replace("\n", ""):
        if width(lines[-1] + character) > most:
            lines.append("")
        lines[-1] += character
    return lines


COLUMNS = (6, 20, 32, 16, 20)


def drawn(row):
    cells = [wrapped(cell, most - 3) for cell, most in zip(row, COLUMNS, strict=True)]
    for line in range(max(map(len, cells))):
        pieces = [cell[line] if line < len(cell) else "" for cell in cells]
        padded = (piece + " " * (most - width(piece)) for piece, most in zip(pieces, COLUMNS, strict=True))
        yield "  " + "".join(padded).rstrip()


@pytest.mark.parametrize("foot", ["", "抄送：县委办公室，县人大常委会办公室。"])
def test_columns_kept_apart_by_blanks_are_rows_again(foot):
    lines = ["  " + "".join(cell + " " * (most - width(cell)) for cell, most in zip(HEADING, COLUMNS, strict=True))]
    for place, row in enumerate(ROWS):
        lines += ["  一、教育"] if place == 0 else ["", "        — 3 —", lines[0], f"  {GROUP}"] if place == 3 else []
        lines += drawn(row)
    flat = [(*row[:3], row[3].replace("\n", ""), row[4]) for row in WANTED]
    assert told(read([*lines, foot])) == flat


def test_prose_with_wide_gaps_is_left_alone():
    prose = ["  序号    项目名称    责任单位  三项都要写全。", "  请各单位    认真填写    按时报送"]
    assert notice_file.read("\n".join(prose).encode(), "通知.txt").paragraphs == tuple(line.strip() for line in prose)


def test_a_number_that_was_struck_out_swallows_no_project():
    rows = [
        ("1", "小区", "改造小区22个。", "区住建局"),
        ("2", "公园", "建成公园10个。", "区城管局"),
        ("4", "盲道", "修缮盲道15公里。", "区城管局"),
    ]
    found = read([*HEADING[:3], "责任单位", *(cell for row in rows for cell in row)])
    assert [(row.number, row.name) for row in found.rows] == [("1", "小区"), ("2", "公园"), ("4", "盲道")]


MONEY = [*HEADING[:3], "年度计划投资（万元）", "责任单位"]


def test_a_column_may_stand_between_what_is_to_be_done_and_by_whom():
    rows = [("1", "小区", "改造小区22个。", "18,600", "区住建局"), ("2", "公园", "建成公园10个。", "区城管局")]
    found = read([*MONEY, *(cell for row in rows for cell in row)])
    assert [(row.content, row.plan, row.units) for row in found.rows] == [
        ("改造小区22个。", "18,600万元", ("区住建局",)),
        ("建成公园10个。", "", ("区城管局",)),
    ]


def test_a_blank_cell_behind_the_units_moves_no_figure():
    heading = [*HEADING[:3], "责任单位", "年度计划投资（万元）", "其中财政资金（万元）"]
    rows = ["1", "小区", "改造小区22个。", "区住建局", "9,860", "2000", "2", "公园", "建成公园10个。", "区城管局"]
    blank = read([*heading, *rows, "", "800", "3", "盲道", "修缮盲道15公里。", "区城管局", "12", "5"])
    assert [row.plan for row in blank.rows] == ["9,860万元", "", "12万元"]
    without = read([*heading, *rows, "3", "盲道", "修缮盲道15公里。", "区城管局", "12", "5"])
    assert [row.plan for row in without.rows] == ["9,860万元", "", "12万元"]
    lost = read([*heading, *rows, "800", "3", "盲道", "修缮盲道15公里。", "区城管局", "12", "5"])
    assert [row.plan for row in lost.rows] == ["9,860万元", "", "12万元"]  # 800 may be either
