"""Settings as notices state them, in the wordings of several offices."""

import pytest

from shishi_xl.core.notice_settings import read_city, read_settings


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("丙区2021年民生实事项目责任分解表", {"区县": "丙区", "年度": "2021"}),
        ("甲市丙区2021年重点民生实事清单", {"区县": "丙区", "年度": "2021"}),
        ("2023年丁县十件民生实事项目表", {"区县": "丁县", "年度": "2023"}),
        ("请于每月20日前报送至区政府督查室汇总。", {"截止日": "20", "汇总单位": "区政府督查室"}),
        ("每月５号前将进展情况报县发改局备案", {"截止日": "5", "汇总单位": "县发改局"}),
        ("联系人：张三；电话：023-68861234；邮箱：a.b@c-d.gov.cn", {"联系人": "张三", "电话": "023-68861234", "邮箱": "a.b@c-d.gov.cn"}),
        ("请于每月28日前报送进展情况（联系人：王芳）", {"截止日": "28", "联系人": "王芳"}),
        ("丙区2021年国民经济和社会发展主要指标", {"区县": "丙区", "年度": "2021"}),
        ("丙区2021年重点工作责任清单", {"区县": "丙区", "年度": "2021"}),
        ("甲市高新区管委会2024年民生项目责任分解", {"区县": "高新区", "年度": "2024"}),
        ("每月45日前报送", {}),
        ("联系电话详见附件", {}),
    ],
)  # fmt: skip
def test_what_a_line_states(line, found):
    assert read_settings([line]) == found


def test_the_city_stands_before_the_district():
    assert read_city(["重庆市北碚区人民政府办公室"], "北碚区") == "重庆市"
    assert read_city(["北碚区人民政府"], "北碚区") == ""
