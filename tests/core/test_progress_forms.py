"""Statements filled into a form of one's own: ticked boxes, answers, numbers in brackets, days of a diary, other entries."""

import pytest

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read
from shishi_xl.core.progress.reading import State
from shishi_xl.core.progress.ticks import ticked

SHOPS = Indicator("附1-01", "便民菜店", 30, "个")
FLATS = Indicator("附1-02", "安置房", 480, "套")


def value(statement, indicator=SHOPS, month=8):
    (found,) = read(statement, [indicator], Period(2020, month)).values
    return found and found.number


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("进展情况：□未开工 □在建 ☑全部完工", State.FINISHED),
        ("进展情况：☑未开工 □在建 □全部完工", State.NOT_STARTED),
        ("进展情况：□未开工 ☑在建 □全部完工", State.UNSAID),
        ("进展情况：□未开工 □在建 □全部完工", State.UNSAID),
        ("未开工（ ）在建（ ）全部完工（√）", State.FINISHED),
        ("未开工（√）在建（ ）全部完工（ ）", State.NOT_STARTED),
        ("是否开工：否 存在问题：资金未到", State.NOT_STARTED),
        ("是否完工：是", State.UNSAID),  # of all thirty?
        ("是否完工：否", State.UNSAID),
    ],
)
def test_only_what_is_ticked_is_said(statement, state):
    assert read(statement, [SHOPS], Period(2020, 8)).state is state


@pytest.mark.parametrize(
    "statement", ["□在建 ☑完工", "未开工（ ）完工（√）", "是否开工：否 其他", "（打√）☑完工", "已建12个"]
)
def test_what_is_not_ticked_keeps_its_place(statement):
    assert len(ticked(statement)) == len(statement)


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("已建成（12）个，在建（　）个。", 12),
        ("（12）个别点位还在选址。", None),
        ("4月20日：累计建成5个。6月20日：累计建成9个。8月20日：累计建成14个。", 14),
        ("8月20日：累计建成14个。6月20日：累计建成9个。", None),  # in no order: whose figure is it
        ("4月20日：建成5个。6月20日：建成9个。", None),  # what was done on a day is no level
        ("菜店建成12个；另，早餐车（单列第9项）投放20个，不在本项填报。", 12),
        ("另，早餐车项目（单列第9项）已全部完工，不在本项填报。", None),
        ("（误填，属于第9项：已建成20个。）本项：菜店建成12个。", 12),
        ("我局只负责规划审批，已全部完成。", None),
        ("菜店建成12个，3个是去年结转的，不计入本项。", 12),
        ("网上有人说30个都建好了，经核查，真正建成的为12个。", 12),
        ("30个菜店至今一个没动。", 0),
    ],
)
def test_of_what_was_written_into_one_cell_the_own_part_counts(statement, number):
    assert value(statement) == number


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("每栋都是40套，已有5栋竣工，其余7栋在装修。", 200),
        ("每栋40套左右，已有5栋竣工。", None),
        ("已有5栋竣工。", None),
    ],
)
def test_what_each_holds_is_multiplied_only_where_all_hold_as_many(statement, number):
    assert value(statement, FLATS) == number


def test_a_product_shows_both_its_factors():
    (found,) = read("安置房每栋都是40套，已有5栋竣工。", [FLATS], Period(2020, 8)).values
    assert "40套" in found.words
    assert "5栋" in found.words


@pytest.mark.parametrize(
    ("statement", "explicit"),
    [
        ("今年更换灯具260盏，节能灯占比达到71%。", None),
        ("今年更换灯具260盏，占比达到65%。", 65),
    ],
)
def test_the_share_of_a_kind_is_no_progress(statement, explicit):
    lamps = Indicator("附1-03", "更换灯具", 400, "盏")
    found = read(statement, [lamps], Period(2020, 8)).explicit
    assert (found and found.number) == explicit


LAMPS = (Indicator("", "更换灯头", 1500, "盏"), Indicator("", "新立灯杆", 260, "基"))


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("共更换灯头、新立灯杆1140盏和182基。", [1140, 182]),
        ("更换灯头和新立灯杆1140盏、182基。", [1140, 182]),
        ("更换灯头、新立灯杆182基和1140盏。", [1140, 182]),  # the units decide, not the order
    ],
)
def test_units_tell_a_row_of_amounts_apart(statement, values):
    found = [value and value.number for value in read(statement, LAMPS, Period(2020, 6)).values]
    assert found == values


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("会议要求“三季度末见效”，便民菜店建成14个。", 14),
        ("计划“三季度末建成”，便民菜店14个。", None),
        ("要求“三季度末建成便民菜店14个”。", None),
    ],
)
def test_what_is_quoted_ends_with_its_quotation(statement, told):
    assert value(statement) == told
