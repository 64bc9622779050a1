"""Cell values as people write them."""

import math
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.core.form import FieldType, Rule
from shishi_xl.core.normalise import fold, is_blank, is_nothing, text_of, value

MONEY = Rule("完成投资", FieldType.MONEY)
NUMBER = Rule("本期累计", FieldType.NUMBER)
PERCENT = Rule("比例", FieldType.PERCENT)
DAY = Rule("开工时间", FieldType.DATE)
CONVERTED, ABOUT = ("unit-converted",), ("approximate",)


@pytest.mark.parametrize(
    ("raw", "wanted", "notes"),
    [
        (1234.5, 1234.5, ()),
        (0, 0.0, ()),
        ("1,234.5", 1234.5, ()),
        ("1，234.5万元", 1234.5, ()),
        ("１，２３４．５", 1234.5, ()),
        ("1 036", 1036.0, ()),
        ("1234.5 万 元", 1234.5, ()),
        ("2000万", 2000.0, ()),
        ("2000（万元）", 2000.0, ()),
        ("￥12.5万", 12.5, ()),
        ("￥1200万元", 1200.0, ()),
        ("累计1200万元", 1200.0, ()),
        ("0.12亿元", 1200.0, CONVERTED),
        ("12000000元", 1200.0, CONVERTED),
        ("500千元", 50.0, CONVERTED),
        ("3百万", 300.0, CONVERTED),
        ("约1200", 1200.0, ABOUT),
        ("约0.12亿元", 1200.0, CONVERTED + ABOUT),
        ("三百", 300.0, ()),
        ("三千二百万元", 3200.0, ()),
        ("一万二千八百万元", 12800.0, ()),
        ("一万二千八百元", 1.28, CONVERTED),
        ("-5", -5.0, ()),
        ("0", 0.0, ()),
    ],
)
def test_money_is_read_in_ten_thousands(raw, wanted, notes):
    read = value(raw, MONEY)
    assert (read.value, read.flaw, read.notes) == (wanted, "", notes)


@pytest.mark.parametrize(
    ("raw", "flaw"),
    [
        ("本月1200", "not-a-number"),
        ("详见附件", "not-a-number"),
        ("1,23", "not-a-number"),
        ("1.2.3", "not-a-number"),
        ("10³", "not-a-number"),
        ("①5", "not-a-number"),
        ("½", "several-numbers"),
        ("1e999", "not-a-number"),
        (math.nan, "not-a-number"),
        (math.inf, "not-a-number"),
        (True, "not-a-number"),
        (date(2020, 1, 2), "date-not-number"),
        (time(1, 2), "date-not-number"),
        ("1200万元，其中中央资金300", "several-numbers"),
        ("925-930", "not-exact"),
        ("32O.5", "not-a-number"),
        ("3 5", "several-numbers"),
        ("近200", "not-exact"),
        ("200余", "not-exact"),
        ("不足200", "not-exact"),
        ("几百", "not-exact"),
        ("1.5亿2000万", "several-numbers"),
        ("1亿12345万", "several-numbers"),
        ("1200万以上", "not-exact"),
        ("12..", "not-a-number"),
        ("999999999999999999", "number-too-long"),
        ("¥1200", "unit-unclear"),
        ("40（格式把40000缩小了1000倍显示）", "shown-smaller"),
        ("1200户", "unit-unclear"),
        ("40千", "unit-unclear"),
        ("约3百", "unit-unclear"),
        ("尚未投资", "not-a-number"),
        ("无投资计划，已完成12", "not-a-number"),
        ("80%", "unit-unclear"),
        ("#REF!", "error-cell"),
    ],
)
def test_what_is_no_certain_amount_is_none_and_says_why(raw, flaw):
    read = value(raw, MONEY)
    assert (read.value, read.flaw) == (None, flaw)


@pytest.mark.parametrize(
    ("raw", "unit", "wanted", "notes"),
    [
        ("925户", "户", 925.0, ()),
        ("9.6公里", "公里", 9.6, ()),
        ("15km", "公里", 15.0, ()),
        ("9600米", "公里", 9.6, CONVERTED),
        ("2万户", "户", 20000.0, CONVERTED),
        ("0.5万", "户", 5000.0, CONVERTED),
        ("1.2万", "万人", 1.2, ()),
        ("12000人", "万人", 1.2, CONVERTED),
        ("1公顷", "亩", 15.0, CONVERTED),
        ("5m²", "平方米", 5.0, ()),
        ("5座", "个", 5.0, ()),
        ("5个乡镇", "个乡镇", 5.0, ()),
        ("四百五十户", "户", 450.0, ()),
        (925, "户", 925.0, ()),
    ],
)
def test_a_quantity_is_told_in_the_indicators_unit(raw, unit, wanted, notes):
    read = value(raw, NUMBER, unit)
    assert (read.value, read.flaw, read.notes) == (wanted, "", notes)


@pytest.mark.parametrize(
    ("raw", "unit", "wanted"),
    [
        ("60¹", "万元", 60.0),
        ("60₂万元", "万元", 60.0),
        ("86户¹²", "户", 86.0),
        ("5m²³", "平方米", 5.0),
        ("85%¹", "%", 85.0),
    ],
)
def test_the_mark_of_a_note_is_no_digit_and_is_said(raw, unit, wanted):
    read = value(raw, MONEY if unit == "万元" else NUMBER, unit)
    assert (read.value, read.flaw, read.notes) == (wanted, "", ("note-mark",))


@pytest.mark.parametrize(("raw", "flaw"), [("10³", "not-a-number"), ("¹60", "not-a-number"), ("待定¹", "not-a-number")])
def test_a_small_digit_that_may_be_more_than_a_mark_is_no_number(raw, flaw):
    assert value(raw, MONEY).flaw == flaw


def test_a_name_with_the_mark_of_a_note_is_the_same_name():
    assert fold("老旧小区改造¹") == fold("老旧小区改造")
    assert fold("改造5m²") == fold("改造5m2")


@pytest.mark.parametrize(("raw", "unit"), [("925人", "户"), ("5公里", "座"), ("300人次", "人"), ("80%", "座")])
def test_another_dimension_is_not_converted(raw, unit):
    assert value(raw, NUMBER, unit).flaw == "unit-unclear"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (0.62, 62),
        ("0.62", 62),
        (62, 62),
        ("62%", 62),
        ("62％", 62),
        ("六成", 60),
        ("百分之六十二", 62),
        ("1%", 1),
        (0, 0),
    ],
)
def test_a_percent_is_told_in_points(raw, wanted):
    assert value(raw, PERCENT).value == pytest.approx(wanted)
    assert value(raw, NUMBER, "%", 96.0).value == pytest.approx(wanted)


@pytest.mark.parametrize("raw", [1, 1.0, "1"])
def test_a_bare_one_may_be_one_percent_or_all(raw):
    assert value(raw, PERCENT).flaw == "percent-unclear"


def test_a_small_rate_is_what_it_says():
    assert value(0.45, NUMBER, "%", 0.5).value == pytest.approx(0.45)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "　", "\u200b", "/", "／", "—", "——", "-", "无", "暂无", "不涉及", " 无 。"]
)
@pytest.mark.parametrize(
    "rule", [MONEY, NUMBER, PERCENT, DAY, Rule("问题"), Rule("状态", FieldType.CHOICE, choices=("是",))]
)
def test_nothing_to_report_is_none_and_no_flaw(raw, rule):
    assert value(raw, rule).value is None
    assert not value(raw, rule).flaw


def test_blank_is_told_from_nothing_in_words():
    assert is_blank(" \u3000")
    assert not is_blank("/")
    assert is_nothing("/")
    assert not is_nothing(0)


@pytest.mark.parametrize(
    "raw",
    [datetime(2020, 6, 15), date(2020, 6, 15), 43997, 43997.0, 20200615.0, "2020年6月15日", "2020.6.15", "2020-06-15",
     "2020/6/15", "20200615", "２０２０年６月１５日", "2020-06-15 00:00:00"],
)  # fmt: skip
def test_dates_as_people_write_them(raw):
    assert value(raw, DAY).value == date(2020, 6, 15)


@pytest.mark.parametrize("raw", ["6月15日", "2020-13-01", 3, "年底", True, "2020年6月", 1e9, math.nan])
def test_what_is_no_day_is_not_guessed(raw):
    assert value(raw, DAY).flaw == "not-a-date"


def test_a_choice_is_found_by_its_folded_words():
    rule = Rule("状态", FieldType.CHOICE, choices=("已开工", "未开工"))
    assert value(" 已 开工 ", rule).value == "已开工"
    assert value("开工", rule).flaw == "not-in-list"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [(5.0, "5"), (0.8, "0.8"), (13812345678.0, "13812345678"), (date(2020, 6, 1), "2020-06-01"), ("a\r\nb", "a\nb"),
     ("a_x000D_\nb", "a\nb"), ("bad\ud800\x07", "bad"), (True, "TRUE"), ("=1+1", "=1+1")],
)  # fmt: skip
def test_text_is_kept_as_typed_but_for_what_no_file_can_hold(raw, wanted):
    assert value(raw, Rule("形象进度")).value == wanted


@given(
    st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.none())
)
def test_any_cell_gives_a_value_or_a_flaw_never_both_and_never_dies(raw):
    for rule in (MONEY, NUMBER, PERCENT, DAY, Rule("t")):
        read = value(raw, rule, "公里")
        assert not (read.flaw and read.value is not None)
        assert not isinstance(read.value, float) or math.isfinite(read.value)
    text_of(raw).encode("utf-8")


@given(st.floats(min_value=0, max_value=1e9, allow_nan=False).map(lambda number: round(number, 2)))
def test_a_number_is_the_same_however_it_is_dressed(number):
    grouped = f"{number:,.2f}"
    wide = grouped.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，"))
    for dressed in (number, f"{number:.2f}", grouped, wide, f" {grouped}万元 ", f"{number:.2f} 万"):
        assert value(dressed, MONEY).value == pytest.approx(number)


def test_fold_is_for_comparing_only():
    assert fold("实施“四好农村路”　建设\n") == fold("实施「四好农村路」建设")
    assert fold("缙云公司") != fold("缙融公司")


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [("1亿2000万元", 12000.0), ("3亿500万", 30500.0), ("1200左右", 1200.0), ("1.2亿左右", 12000.0), ("1200.", 1200.0),
     (".5", 0.5), ("'1234.5", 1234.5)],
)  # fmt: skip
def test_a_sum_may_be_written_loosely(raw, wanted):
    assert value(raw, MONEY).value == wanted


@pytest.mark.parametrize("raw", ["一万二千八百", "三万五千", "壹万贰仟捌佰"])
def test_a_scale_within_a_number_is_none_behind_it(raw):
    assert value(raw, MONEY).flaw == "unit-unclear"  # so many 元, or so many 万元
    assert value(raw, NUMBER, "万人").flaw == "unit-unclear"
    assert (
        value(raw, NUMBER, "户").value == {"一万二千八百": 12800.0, "三万五千": 35000.0, "壹万贰仟捌佰": 12800.0}[raw]
    )


@pytest.mark.parametrize(("raw", "wanted"), [("百分之百", 100.0), ("百分之九十六", 96.0), ("九成六", 96.0)])
def test_percents_in_words_are_read(raw, wanted):
    assert value(raw, NUMBER, "%", 100.0).value == wanted


def test_a_thousand_counts_things_and_measures_nothing():
    assert value("3百", NUMBER, "户").value == 300
    assert value("40千", NUMBER, "公里").flaw == "unit-unclear"  # 千米 as like as not
    assert value("40千", NUMBER, "万人").flaw == "unit-unclear"
    assert value("40千米", NUMBER, "公里").value == 40


@pytest.mark.parametrize(
    "raw",
    ["无投资", "不涉及投资", "不需投资", "无需投资。", "本项目不涉及资金", "该项目无投资任务", "政策类项目，无投资", "（不涉及投资）", "非投资类项目", "不适用"],
)  # fmt: skip
def test_money_is_also_nothing_where_none_belongs_to_the_project(raw):
    read = value(raw, MONEY)
    assert (read.value, read.flaw) == (None, "")
    assert value(raw, Rule("形象进度")).value == (None if raw == "不适用" else raw)
