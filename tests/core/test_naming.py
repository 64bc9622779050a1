"""Names of files that Windows, mail programs and people can bear."""

import pytest

from shishi_xl.core.naming import consolidated_name, form_name, safe_name
from shishi_xl.core.period import Period


def test_a_form_is_named_as_the_contract_says():
    assert form_name(Period(2020, 6), "区教委") == "2020年6月推进情况表_区教委.xlsx"


@pytest.mark.parametrize(
    ("district", "name"),
    [
        ("北碚区", "北碚区2020年重点民生实事推进情况汇总表（1-6月）.xlsx"),
        ("北/碚\u202e", "北／碚2020年重点民生实事推进情况汇总表（1-6月）.xlsx"),
        ("", "2020年重点民生实事推进情况汇总表（1-6月）.xlsx"),
    ],
)
def test_a_consolidated_workbook_is_named_after_district_year_and_months(district, name):
    assert consolidated_name(Period(2020, 6), district) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f＂g＜h＞i｜j"),
        ("  两江新区\n管委会 . ", "两江新区 管委会"),
        ("..", "未命名"),
        ("", "未命名"),
        ("甲\u202e乙\x00", "甲乙"),
    ],
)
def test_what_a_file_system_forbids_is_replaced(text, name):
    assert safe_name(text) == name


def test_long_names_are_cut_and_stay_apart():
    one, two = safe_name("长" * 200 + "甲"), safe_name("长" * 200 + "乙")
    assert one != two
    assert len(form_name(Period(2020, 12), "长" * 200).encode()) <= 255
