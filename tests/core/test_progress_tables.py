"""Tables pasted into a statement: which of their figures is what is done, and that nothing is told where that is open."""

import pytest

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read
from shishi_xl.core.progress.tables import flatten

AUGUST = Period(2020, 8)
BOTH = (Indicator("附1-01", "农村户厕改造", 1850, "户"), Indicator("附1-01", "农村公厕", 10, "座"))


def values(statement):
    return [value and value.number for value in read(statement, BOTH, AUGUST).values]


@pytest.mark.parametrize(
    "table",
    [
        "指标 目标 累计完成\n户厕 1850户 1480户\n公厕 10座 8座",
        "项目\t任务数\t完成数\t完成率\n农村户厕\t1850户\t1480户\t80%\n农村公厕\t10座\t8座\t80%",
        "名称|计量单位|年度任务|本月完成|累计完成\n户厕|户|1850|90|1480\n公厕|座|10|1|8",
        "名称　任务　完工（户、座另注）　在建\n户厕（户）　1850　1480　200\n公厕（座）　10　8　1",
        "| 指标 | 目标 | 备注 | 累计完成 |\n| 户厕 | 1850户 | | 1480户 |\n| 公厕 | 10座 | 2座在建 | 8座 |",
        "进展如下：\n指标 累计完成 目标\n户厕 1480户 1850户\n公厕 8座 10座\n下步加快进度。",
    ],
)
def test_the_column_of_what_is_done_counts(table):
    assert values(table) == [1480, 8]


@pytest.mark.parametrize(
    "table",
    [
        "指标 目标 计划完成\n户厕 1850户 1480户\n公厕 10座 8座",
        "指标 任务 完成投资\n户厕 1850户 1480万元\n公厕 10座 8万元",
        "指标 目标 累计完成\n户厕 1850户 1480户\n公厕 10座",
        "指标 任务 开工完成 主体完成\n户厕 1850户 1480户 1300户\n公厕 10座 8座 7座",
    ],
)
def test_a_table_that_leaves_open_what_is_done_tells_nothing(table):
    assert values(table) == [None, None]


def test_a_value_leads_back_to_its_row():
    statement = "指标 目标 累计完成\n户厕 1850户 1480户\n公厕 10座 8座"
    first, second = read(statement, BOTH, AUGUST).values
    assert "1480户" in statement[slice(*first.span)]
    assert "8座" in statement[slice(*second.span)]
    assert "公厕" not in statement[slice(*first.span)]


@pytest.mark.parametrize(
    "statement",
    ["完成户厕1480户，公厕8座。", "任务 完成\n正在推进", "目标任务 已全部完成\n公厕10座", "一、完成情况\n户厕1480户"],
)
def test_what_is_no_table_stays_as_it_is(statement):
    assert flatten(statement).source == statement
    assert flatten(statement).text.replace("\n", "") == statement.replace("\n", "").replace(" ", "")


def test_a_unit_told_before_its_number_goes_behind_it() -> None:
    text = flatten("建成流通点（个）：31，配送图书（万册）：4.2。")
    assert text.text == "建成流通点：31个，配送图书：4.2万册。"


def test_a_bracket_that_is_no_unit_stays_where_it_is() -> None:
    assert flatten("建成站点（含改建）：31。").text == "建成站点(含改建)：31。"


@pytest.mark.parametrize(
    "typed", ["新、改建公厕12座。", "新（改）建公厕12座。", "新建改建公厕12座。", "新改建公厕12座。"]
)
def test_both_ways_of_building_are_one_word_and_keep_their_place(typed: str) -> None:
    text = flatten(typed)
    assert text.text == "新改建公厕12座。"
    assert text.words(0, len(text.text)) == typed


@pytest.mark.parametrize(
    "row",
    [
        "户厕：任务1850，完成1480；公厕：任务10，完成8",
        "户厕 任务1850 完成1480  公厕 任务10 完成8",
        "户厕目标数1850、已完成1480；公厕目标数10、已完成8。",
    ],
)
def test_a_task_and_what_is_done_of_it_need_no_unit(row):
    assert values(row) == [1480, 8]


@pytest.mark.parametrize(
    "row",
    [
        "户厕：任务1800，完成1480；公厕：任务12，完成8",
        "户厕：任务1850，计划完成1480；公厕：任务10，将完成8",
        "任务1850、完成1480份台账；任务10，完成8份台账",
    ],
)
def test_a_number_beside_another_task_or_a_plan_is_none(row):
    assert values(row) == [None, None]
