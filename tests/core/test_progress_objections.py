"""Objections: what stands beside a figure, or is said of all figures, after which none of them counts."""

import pytest

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read
from shishi_xl.core.progress.reading import State

STATIONS = (Indicator("", "新建充电站", 60, "座"),)


def number(statement, indicators=STATIONS):
    value, *_ = read(statement, indicators, Period(2020, 9), "新建充电站60座。").values
    return value and value.number


@pytest.mark.parametrize(
    ("sound", "doubtful"),
    [
        ("建成充电站25座。", "建成充电站25座。经复核，上述数字有误，待更正。"),
        ("建成充电站25座。", "建成充电站25座。以上数据为各镇自报，未核实。"),
        ("建成充电站25座。", "建成充电站25座。此数为计划数。"),
        ("建成充电站25座，已并网。", "建成充电站25座，待电力部门接火。"),
        ("建成充电站25座，含改建的2座。", "建成充电站25座，含计划外5座。"),
        ("建成充电站25座，其中5座为快充站。", "建成充电站25座，其中5座为企业自建，不纳入任务。"),
        ("建成充电站25座，但进度偏慢。", "建成充电站25座，但经现场检查，有6座尚未施工。"),
        ("建成充电站25座，已剔除不合格的。", "建成充电站25座，剔除重复3座。"),
        ("建成充电站25座，现场核查为25座。", "建成充电站25座，现场核查为19座。"),
        ("建成充电站25座。", "第3批充电站建成25座。"),
        ("新建充电站25座。", "新建充电站25座，正在进行设备安装。"),
        ("新建充电站25座。", "新建充电站25座。其中10座完工，15座在建。"),
        ("新建充电站25座，形象进度42%。", "新建充电站25座，形象进度20%。"),
        ("充电站25座完成建设。", "充电站25座完成装修，设备正在采购。"),
        ("25座充电站完工。", "25座充电站基本完工。"),
        ("充电站建成25座。", "充电站覆盖25个街道。"),
        ("国网建成充电站25座。", "国网建成20座、特来电建成25座充电站。"),
        ("新建充电站25座。", "年度25座充电站任务已分解下达。"),
        ("企业安装充电站25座。", "企业安装充电站25座（不计入任务）。"),
        ("全区现已建成充电站25座。", "全区现已建成充电站25座，今年新增8座。"),
        ("充电站安装25座。", "充电站维护25座。"),
        ("河西镇建成充电站25座。", "以河西镇为例，建成充电站25座。"),
    ],
)
def test_one_clause_more_and_nobody_would_sign(sound, doubtful):
    assert number(sound) == 25
    assert number(doubtful) is None


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("充电站任务20座，已全部完成。", None),  # another task than that of 60
        ("充电站任务60座，已全部建成。", 60),
        ("充电站选址认定全部完成。", None),
        ("充电站全部建成（除5座外）。", None),
        ("充电站：完工20，在建8，未开工4。", 20),
        ("充电站建设欠进度20座。", None),
        ("建成充电站不足30座，只有25座。", None),
        ("充电站新增5座，累计建成125座。", None),  # what stands there since years ago
    ],
)
def test_what_is_told_of_another_task_or_time(statement, value):
    assert number(statement) == value


def test_a_percent_of_money_in_brackets_is_none_of_the_work():
    assert read("形象进度60%（按投资额计算）。", STATIONS, Period(2020, 9)).explicit is None
    assert read("形象进度60%（按工程量计算）。", STATIONS, Period(2020, 9)).explicit is not None


def test_the_sum_of_two_indicators_is_neithers():
    roads = (Indicator("", "新建农村公路", 113, "公里"), Indicator("", "硬化便民道", 200, "公里"))
    assert read("农村公路及便民道共完成180公里。", roads, Period(2020, 9)).values == (None, None)


@pytest.mark.parametrize(
    ("statement", "percent"),
    [
        ("总体进度70%。", 70),
        ("体育中心配套道路总体进度70%。", None),
        ("初步设计进度60%。", None),
        ("全年目标任务为完成总进度的80%，正在主体施工。", None),
        ("距离年度目标70%还差5%。", None),
        ("项目总量的65%已完成招标。", None),
        ("主体已完成五层（共八层），完成62.5%。", None),
    ],
)
def test_what_a_percent_of_the_whole_is_not(statement, percent):
    explicit = read(statement, (), Period(2020, 9), "新建区体育中心，总建筑面积4.2万平方米。").explicit
    assert (explicit and explicit.number) == percent


def test_what_only_belongs_to_the_work_is_not_the_work():
    content = "新建区体育中心，总建筑面积4.2万平方米。"
    assert read("体育中心已完工，投入使用。", (), Period(2020, 9), content).state is State.FINISHED
    assert read("配套停车场已完工，投入使用。", (), Period(2020, 9), content).state is State.UNSAID


def test_all_but_a_place_is_not_all():
    towns = (Indicator("", "改造户厕", 1850, "户"), Indicator("", "新建公厕", 10, "座"))
    said = read(
        "除柳荫镇外，其余镇街户厕、公厕均已全部完成。", towns, Period(2020, 9), "改造户厕1850户，新建公厕10座。"
    )
    assert said.values == (None, None)


RATES = (Indicator("", "社区医生签约率", 60, "%"), Indicator("", "群众满意度", 90, "%"))


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("社区医生签约率55%，群众满意度92%。", [55, 92]),
        ("贫困人口签约率100%，企业满意度92%。", [None, None]),
    ],
)
def test_the_rate_of_some_or_of_others_is_not_the_rate(statement, values):
    assert [value and value.number for value in read(statement, RATES, Period(2020, 9)).values] == values
