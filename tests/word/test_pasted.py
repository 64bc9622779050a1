"""Tables that lost their tabs or their lines on the way into a text file read like the tables they were."""

import pytest

from shishi_xl import examples
from shishi_xl.core import notice
from shishi_xl.core.document import Table
from shishi_xl.core.project_list import read_lists
from shishi_xl.word import notice as notice_file

HEADING = "序号\t项目名称\t项目内容\t牵头单位\t配合单位\t备注"


def read(text):
    return read_lists(notice_file.read(text.encode(), "通知.txt"))


def told(text):
    return [(row.group, row.number, row.name, row.content, row.units, row.note) for row in read(text).rows]


def rows_of(table):
    """Yield the rows of a table of the example, a group's title with the blank cells of its row."""
    width = max(len(row.cells) for row in table.rows)
    for row in table.rows:
        yield [*row.cells, *[""] * (width - len(row.cells))]


def pasted(table):
    return "\n".join("\t".join(cells) for cells in rows_of(table))


def pasted_and_trimmed(table):
    return "\n".join(line.rstrip() for line in pasted(table).split("\n"))


def drawn_with_bars(table):
    lines = ["| " + " | ".join(cell.replace("\n", "<br>") for cell in cells) + " |" for cells in rows_of(table)]
    return "\n".join([lines[0], "|" + " --- |" * len(table.rows[0].cells), *lines[1:]])


def torn_bars(table):
    return "\n".join("|" + "|".join(cells) + "|" for cells in rows_of(table))


def indented(table):
    return "\n\n".join("\n".join(f"    {cell}" for cell in row.cells) for row in table.rows) + "\n"


@pytest.mark.parametrize("written", [pasted, pasted_and_trimmed, drawn_with_bars, torn_bars, indented])
def test_a_whole_notice_reads_alike_however_its_tables_are_written(written):
    name, data = examples.notice()
    document = notice_file.read(data, name)
    *blocks, form = document.blocks if isinstance(document.blocks[-1], Table) else document.blocks[:-1]
    text = "\n".join(written(block) if isinstance(block, Table) else block for block in blocks)
    found, wanted = (notice.read(notice_file.read(one, name)).catalogue for one in (text.encode(), data))
    assert form
    assert found.projects == wanted.projects
    assert found.settings.values == wanted.settings.values


def test_a_row_torn_by_the_lines_of_its_cells_is_put_together():
    text = f"""附件1
{HEADING}
1\t视力\t筛查4.6万人次，
近视率控制在51%以内。\t区卫健局 区教体局\t区妇联\t
2\t卫生\t1.新建村卫生室26个；
2.配备彩超18台。\t区卫健局\t有关
乡镇\t续建
"""
    assert told(text) == [
        ("", "1", "视力", "筛查4.6万人次，\n近视率控制在51%以内。", ("区卫健局", "区教体局", "区妇联"), ""),
        ("", "2", "卫生", "1.新建村卫生室26个；\n2.配备彩超18台。", ("区卫健局", "有关乡镇"), "续建"),
    ]


def test_a_torn_row_may_lack_the_blank_cells_at_its_end():
    text = f"附件1\n{HEADING}\n1\t管网\n更新\t新建管网24公里\t区住建局\t区水利局\n2\t绿化\t植树5万株\t区林业局\t各镇"
    assert [(name, units) for _, _, name, _, units, _ in told(text)] == [
        ("管网更新", ("区住建局", "区水利局")),
        ("绿化", ("区林业局", "各镇")),
    ]


def test_titles_of_groups_and_numbers_of_pages_between_the_rows_break_no_table():
    text = f"""附件2
{HEADING}
（一）绿岸行动（管网24公里）
1\t管网\t新建管网24公里\t区住建局\t区水利局\t
- 5 -
{HEADING}
（二）平安和谐
2\t小区\t建成智慧小区50个\t区公安分局\t—\t
附件3
推进情况表
"""
    assert [(group, number) for group, number, *_ in told(text)] == [
        ("（一）绿岸行动（管网24公里）", "1"),
        ("（二）平安和谐", "2"),
    ]
    assert read(text).unread == ()


def test_units_one_below_the_other_in_the_last_column_all_count():
    text = "附件1\n序号\t项目名称\t项目内容\t责任单位\n1\t停车\t新增泊位1200个\t区公安分局\n区发改局\n区机关事务中心\n2\t绿化\t植树5万株\t区林业局\n区水利局\n抄送：区委办公室"
    assert [units for *_, units, _ in told(text)] == [
        ("区公安分局", "区发改局", "区机关事务中心"),
        ("区林业局", "区水利局"),
    ]


def test_a_torn_heading_and_a_quoted_cell_are_read():
    text = '附件1\n序号\t项目\n名称\t项目内容\t责任单位\n1\t厕所\t"1.新建公厕6座；\n2.称为""星级""公厕"\t区城管局\n2\t路\t修路3公里\t区交通局'
    assert [(name, content) for _, _, name, content, *_ in told(text)] == [
        ("厕所", '1.新建公厕6座；\n2.称为"星级"公厕'),
        ("路", "修路3公里"),
    ]


def test_a_row_whose_cells_do_not_add_up_is_told_and_swallows_no_other():
    text = f"附件1\n{HEADING}\n1\t管网\t新建管网24公里\n2\t绿化\t植树5万株\t区林业局\t各镇\t"
    found = read(text)
    assert [row.name for row in found.rows] == ["绿化"]
    assert len(found.unread) == 1
    assert "管网" in found.unread[0]


@pytest.mark.parametrize("indent", ["    ", "\u3000\u3000", "  "])
def test_cells_behind_blanks_are_cells_and_indented_paragraphs_are_not(indent):
    lines = ["　　请按月报送。", "    一、压实责任。", "附件1", ""]
    for cells in (["序号", "项目名称", "项目内容", "责任单位"], ["1", "公厕", "新建公厕6座；\n改建2座。", "区城管局"]):
        lines += [*(f"{indent}{cell}" for cell in cells), ""]
    assert told("\n".join(lines)) == [("", "1", "公厕", "新建公厕6座；\n改建2座。", ("区城管局",), "")]


def test_bars_in_a_text_without_a_list_stay_what_they_are():
    document = notice_file.read("首页 | 政务公开 | 通知\n正文".encode(), "通知.txt")
    assert document.blocks == ("首页 | 政务公开 | 通知", "正文")


def test_a_line_with_the_unit_of_money_above_the_heading_is_no_part_of_it():
    table = "序号\t项目名称\t项目内容\t年度计划投资\t责任单位\n1\t医院\t主体完工\t1.2\t县卫健局"
    (row,) = read(f"附件1\n\n\t\t\t单位：亿元\n{table}\n").rows
    assert (row.name, row.plan, row.units) == ("医院", "1.2亿元", ("县卫健局",))
