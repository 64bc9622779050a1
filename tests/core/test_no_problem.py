"""Where a unit has no problem to tell, however it says so; a real problem is never lost."""

import pytest

from shishi_xl.core.form import FieldName, Rule
from shishi_xl.core.no_problem import goes_well, says_none
from shishi_xl.core.normalise import BLANK, value

NONE = [
    "无问题", "暂无问题", "没有问题", "不存在问题", "未发现问题", "无存在问题", "无存在的问题", "无重大问题", "目前无问题。", "目前暂未发现问题",
    "无需协调的问题", "无需要区级协调解决的问题", "暂无困难和问题", "没有其他问题", "正常推进，无问题", "无（正常推进）", "进展顺利，暂无存在的主要问题",
    "0", "无。", "略", "——", "本项目推进过程中未遇到问题", "项目按计划推进，不存在任何困难",
]  # fmt: skip
PROBLEMS = [
    "无资金", "没有资金来源", "无施工图", "没有问题的项目占80%", "资金不足，无其他问题", "无法按期开工", "未发现问题整改不到位的，但资金紧张",
    "存在问题", "问题较多", "暂未开工", "正常推进，资金紧张", "10", "不存在资金问题，但用地手续未办结", "未解决问题", "征地困难", "困难",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_a_text_that_says_there_is_no_problem(text):
    assert says_none(text)
    for field in (FieldName.PROBLEM, FieldName.REMARK):
        assert value(text, Rule(field)) == BLANK


@pytest.mark.parametrize("text", PROBLEMS)
def test_a_real_problem_is_kept(text):
    assert not says_none(text)
    assert value(text, Rule(FieldName.PROBLEM)).value == text


@pytest.mark.parametrize("text", ["进展顺利", "一切正常", "正在按计划推进", "项目进展正常，有序推进"])
def test_that_all_goes_well_is_no_problem_but_may_be_a_remark(text):
    assert goes_well(text)
    assert value(text, Rule(FieldName.PROBLEM)) == BLANK
    assert value(text, Rule(FieldName.REMARK)).value == text


@pytest.mark.parametrize("text", ["正常推进，无问题", "0", "略"])
def test_progress_is_what_it_is(text):
    assert value(text, Rule(FieldName.PROGRESS)).value == text


def test_a_number_0_under_problems_is_none():
    assert value(0.0, Rule(FieldName.PROBLEM)) == BLANK


def test_where_an_answer_is_required_the_words_are_one():
    assert value("无问题", Rule(FieldName.PROBLEM, required=True)).value == "无问题"
