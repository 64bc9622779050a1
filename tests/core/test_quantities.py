"""Numbers and units as people write them."""

import pytest

from shishi_xl.core.plain import plain
from shishi_xl.core.quantities import Amount, Bound, find_quantities, parse_amount
from shishi_xl.core.units import convert, convertible


def told(text):
    return [(found.amount.value, found.amount.unit) for found in find_quantities(plain(text).text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("完工1 036户", [(1036, "户")]),
        ("累 计加固 765 户", [(765, "户")]),
        ("体检9，360人", [(9360, "人")]),
        ("１，２３４．５万元", [(12_345_000, "元")]),
        ("便道15.4万米", [(154_000, "米")]),
        ("绿地７．２万㎡", [(72_000, "m2")]),
        ("改造四百五十户", [(450, "户")]),
        ("道路三十三点九公里", [(33.9, "公里")]),
        ("两个敬老院", [(2, "个")]),
        ("完成六成", [(60, "%")]),
        ("达九成五", [(95, "%")]),
        ("完成五分之四", [(80, "%")]),
        ("百分之四十七点五", [(47.5, "%")]),
        ("敷设3千米、接通3千户", [(3, "千米"), (3000, "户")]),
        ("户厕36户 公厕5座", [(36, "户"), (5, "座")]),
        ("33。9公里", [(33.9, "公里")]),
        ("①2座公厕", [(2, "座")]),
        ("1.2个镇；2.3个村", [(2, "个"), (3, "个")]),
        ("1.2公里已通车", [(1.2, "公里")]),
        ("受益人口2.6万，覆盖人口约3万。", [(26_000, "人"), (30_000, "人")]),
        ("总人口26万。", []),
        ("修了三里长的路，打两口井，建五间房屋", [(3, "里"), (2, "口"), (5, "间")]),
    ],
)
def test_amounts_are_found_with_their_units(text, amounts):
    assert told(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        *("K3+200至K7+600段", "DN300管", "一户一策", "第三个", "四好农村路", "212国道", "5G", "一部分", "S103线"),
        *("三里桥街", "七里河区", "四道河镇", "三间房乡"),
    ],
)
def test_numbers_that_only_name_things_are_no_amounts(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("约120户", Bound.ABOUT),
        ("120户左右", Bound.ABOUT),
        ("120余户", Bound.FLOOR),
        ("超过120户", Bound.FLOOR),
        ("120户以上", Bound.FLOOR),
        ("近120户", Bound.CEILING),
        ("不足120户", Bound.CEILING),
        ("四五百户", Bound.VAGUE),
        ("几十户", Bound.VAGUE),
        ("40—45公里", Bound.RANGE),
        ("60%至65%", Bound.RANGE),
        ("120户", Bound.EXACT),
    ],
)
def test_words_of_approximation_are_kept(text, bound):
    assert {found.amount.bound for found in find_quantities(plain(text).text)} == {bound}


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,234.5", Amount(1234.5, "")),
        ("1，234.5万元", Amount(12_345_000, "元")),
        ("0.12亿元", Amount(12_000_000, "元")),
        ("约1200", Amount(1200, "", Bound.ABOUT)),
        ("一千二百", Amount(1200, "")),
        ("-5", Amount(-5, "")),
        ("45％", Amount(45, "%")),
        ("12 036户", Amount(12036, "户")),
        ("12户，3座", None),
        ("正在施工", None),
        ("", None),
    ],
)
def test_a_cell_is_one_amount_or_none(cell, amount):
    assert parse_amount(cell) == amount


@pytest.mark.parametrize(
    ("value", "unit", "into", "result"),
    [
        (67_800, "米", "km", 67.8),
        (800, "公顷", "万亩", 1.2),
        (17_600, "人", "万人", 1.76),
        (11, "家", "个", 11),
        (332_000, "m2", "万平方米", 33.2),
        (1.5, "平方公里", "公顷", 150),
        (5, "户", "人", None),
        (5, "人次", "人", None),
        (5, "件", "个", None),
        (5, "驿站", "个", None),
    ],
)
def test_amounts_convert_only_within_their_dimension(value, unit, into, result):
    assert convert(value, unit, into) == result
    assert convertible(unit, into) is (result is not None)


def test_plain_text_knows_where_it_came_from():
    text = plain("累 计完成 1 036 户（见附表）")
    start = text.text.index("1036户")
    assert text.words(start, start + 5) == "1 036 户"
