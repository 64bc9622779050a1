"""形象进度 → values: figures that are not for all of an indicator, or not for it at all."""

import pytest

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read

AUGUST = Period(2020, 8)


def value(statement, name, target, unit):
    (found,) = read(statement, (Indicator("附1-1", name, target, unit),), AUGUST).values
    return found and found.number


@pytest.mark.parametrize(
    ("statement", "name", "target", "unit", "number"),
    [
        ("食品送检2145批次。", "食品抽检", 3000, "批次", None),
        ("食品抽检2145批次，全部送检。", "食品抽检", 3000, "批次", 2145),
        ("210户已领取补助。", "农村危房改造", 300, "户", None),
        ("210人已领取补助。", "发放高龄补助", 300, "人", 210),
        ("污水管网敷设到6.4公里处。", "敷设污水管网", 12, "公里", None),
        ("污水管网已敷设到6.4公里。", "敷设污水管网", 12, "公里", 6.4),
        ("完工16座。经核查，其中2座未达标。", "改造公厕", 20, "座", None),
        ("完工16座。经验收，其中2座不合格，已全部整改到位。", "改造公厕", 20, "座", 16),
        ("抽检2100批次，其中42批次不合格。", "食品抽检", 3000, "批次", 2100),
        ("城东安装50盏，沙坪安装40盏，石桥安装30盏。", "安装路灯", 200, "盏", None),
        ("开工6栋，3栋用地未批，没有动工。", "开工建设安置房", 9, "栋", 6),
        ("除2栋正在加固外，其余均已改造完成。这2栋为危房。", "改造校舍", 24, "栋", 22),
        ("新改建车棚共完成26座。", "新建车棚", 30, "座", None),
        ("新改建车棚共完成26座，其中新建10座。", "新建车棚", 30, "座", 10),
        ("新改建车棚共完成26座。", "新改建车棚", 30, "座", 26),
        ("已资助小学生620名、初中生480名、高中生300名。", "资助困难学生", 2000, "名", None),
        ("已资助小学生620名、初中生480名、高中生300名，合计1400名。", "资助困难学生", 2000, "名", 1400),
        ("完成改造8 40户。", "适老化改造", 1000, "户", None),
        ("累计完成8 40户。", "适老化改造", 1000, "户", 840),
        ("完成改造8  40户。", "适老化改造", 1000, "户", None),
        ("改造 8 40", "适老化改造", 1000, "户", None),
        ("完成改造1 040户。", "适老化改造", 2000, "户", 1040),
        # What is left as open work, or told to be all, in words of every day.
        ("已更换路灯2600只，还有1300只等着换。", "更换路灯", 3900, "只", 2600),
        ("已更换路灯2600只，还有1300只等着换。", "更换路灯", 2600, "只", None),
        ("建成便民点14个，别的镇也在建。", "建设便民点", 20, "个", 14),
        ("石桥镇建成便民点14个，别的镇也在建。", "建设便民点", 20, "个", None),
        ("原报300笔，实际有效260笔。", "发放创业贷款", 400, "笔", 260),
        ("改厕这一块完成420户。", "农村改厕", 600, "户", 420),
        # One stage of the work, what was prepared for another thing, what came on top of last year's.
        ("整理档案16卷，完成挂接11卷。", "整理档案", 30, "卷", None),
        ("口腔检查80人，窝沟封闭54颗。", "儿童窝沟封闭", 100, "颗", 54),
        ("公厕比年初增加7座。", "新增公厕", 10, "座", 7),
        ("去年9家，今年新开11家，累计20家。", "新开药店", 30, "家", 11),
        ("公厕5座勘界。", "公厕", 10, "座", None),
        ("桥头4家、坝上5家、石桥园区3家已建成。", "便民店", 20, "家", None),
        # A correction, and what a month added to it.
        ("累计改厕312户，经复核应为298户。", "农村改厕", 600, "户", 298),
        ("以现场测量63公里为准。", "修路", 100, "公里", 63),
        ("上月误报512户，现更正为578户，本月新完成64户，累计完成642户。", "农村改厕", 900, "户", 642),
        ("上月误报512户，现更正为578户，有人说累计完成650户。", "农村改厕", 900, "户", 578),
        ("今春造林320亩。", "造林", 900, "亩", 320),
        ("去冬今春造林320亩。", "造林", 900, "亩", None),
        ("12座岗亭投入执勤。", "建设治安岗亭", 20, "座", 12),
        ("已建成公厕18座并签订管护协议。", "建设公厕", 20, "座", 18),
        ("完成公厕18座招标并签订合同。", "建设公厕", 20, "座", None),
    ],
)
def test_a_figure_counts_only_where_it_is_the_work_and_all_of_it(statement, name, target, unit, number):
    assert value(statement, name, target, unit) == number


def test_a_level_that_is_still_missed_is_no_progress():
    reading = read("目前离70%还差一截。", (Indicator("附1-1", "建设管网", 12, "公里"),), AUGUST)
    assert (reading.explicit, reading.values) == (None, (None,))


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("任务总体进度64%。", 64),
        ("任务目标总体进度64%。", None),
        ("建设路完成90%，项目总体完成64%。", 64),
    ],
)
def test_a_percent_is_of_the_whole_only_where_it_says_so(statement, number):
    reading = read(statement, (Indicator("附1-1", "建设管网", 12, "公里"),), AUGUST)
    assert (reading.explicit and reading.explicit.number) == number


@pytest.mark.parametrize(("who", "number"), [("本项目", 90), ("相邻的滨河公园项目", None), ("邻县同类工程", None)])
def test_a_neighbours_progress_is_nobodys(who, number):
    explicit = read(f"{who}总进度90%。", (Indicator("附1-1", "绿化", 20, "亩"),), AUGUST).explicit
    assert (explicit and explicit.number) == number


def test_a_total_of_two_indicators_counts_for_neither():
    both = (Indicator("附1-1", "新建车位", 200, "个"), Indicator("附1-1", "改造车位", 300, "个"))
    new, renewed = read("新建、改造车位合计完成260个，其中新建100个。", both, AUGUST).values
    assert (new.number, renewed) == (100, None)
