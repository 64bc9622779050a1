"""What is told as done by a later month than the form's, and what only looks so."""

import pytest

from shishi_xl.core import later_month
from shishi_xl.core.period import Period

OCTOBER = Period(2026, 10)


@pytest.mark.parametrize(
    ("text", "words", "month"),
    [
        ("截至11月底累计完成120公里", "截至11月底", 11),
        ("截至 11 月底，累计完成120公里，预计12月完工。", "截至11月底", 11),
        ("主体完工。截止11月25日，已发放1200人。", "截止11月25日", 11),
        ("截至2026年11月底已完成改造18座", "截至2026年11月底", 11),
        ("截至11月，全区累计建成5个", "截至11月", 11),
        ("1-11月累计完成投资300万元", "1-11月", 11),
        ("1—11月，共完成改造5户", "1—11月", 11),
    ],
)
def test_a_later_month_is_told(text, words, month):
    said = later_month.told(text, OCTOBER)
    assert said is not None
    assert (said[0].replace("—", "-"), said[1]) == (words.replace("—", "-"), Period(2026, month))


@pytest.mark.parametrize(
    "text",
    [
        "预计11月底前完成",
        "预计截至11月底完成120公里",
        "截至10月底累计完成100公里，预计11月底完工",
        "计划截至11月底，累计完成120公里",
        "截至11月底，计划累计完成120公里",
        "截至11月底前完成全部铺设",
        "力争1-11月累计完成300万元",
        "1-11月计划完成投资300万元",
        "报名截至11月30日，已报名300人",
        "合同工期截至12月底，已完成60%",
        "去年截至11月底累计完成80公里，今年新增20公里",
        "截至2025年12月底累计完成80公里",
        "2025年截至12月底累计完成80公里",
        "11月底完成主体施工",
        "截至9月底累计完成90公里",
        "累计完成1-11月龄婴幼儿筛查300人",
        "截至目前，累计完成100公里",
    ],
)
def test_plans_terms_and_other_years_are_none(text):
    assert later_month.told(text, OCTOBER) is None


def test_what_was_done_by_december_is_last_years_in_january():
    assert later_month.told("截至12月底累计完成80公里", Period(2026, 1)) is None
