"""项目内容 → the deliverables of the year."""

import pytest

from shishi_xl.core.model import Direction
from shishi_xl.core.targets import read_targets
from tests.cases import evaluate


def told(content):
    return [(target.target, target.unit) for target in read_targets(content)]


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("建设里程113公里，村民小组通达率100%，通畅率90%。", [(113, "公里"), (100, "%"), (90, "%")]),
        ("1.保障生均公用经费；2.普惠率达70%以上；3.毛入园率达96%以上。", [(70, "%"), (96, "%")]),
        ("新建湖滨等旅游公厕3座，改建古镇等旅游公厕4座。", [(3, "座"), (4, "座")]),
        (
            "完成6个街道服务中心、2个镇服务中心、13个社区站和15个村级点建设。",
            [(6, "个"), (2, "个"), (13, "个"), (15, "个")],
        ),
        ("新铺设7个行政村天然气管道，惠及1000户农村居民。", [(7, "个"), (1000, "户")]),
        ("完成硬化入户便道200km以上。", [(200, "km")]),
    ],
)
def test_yearly_deliverables_are_found(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    "content",
    [
        "规划24个班，容纳1200人，寄宿学生600人。包括教学楼、食堂各一栋，规划建筑总面积约15000平方米。",
        "占地面积约10.7亩，规划18个班，建筑面积约1.6万平方米。",
        "占地面积2935.91平方米，拟设12个班，提供学位360个。",
        "新建县人民医院感染楼，总建筑面积9800平方米，设置床位120张。",
        "打造人行道示范道，整治人行道。",
        "持续落实医改便民12项措施，着重加强三方面工作。",
        "",
    ],
)
def test_the_scale_of_one_building_is_no_target(content):
    assert told(content) == []


def test_a_target_that_must_not_be_exceeded_says_so():
    (target,) = read_targets("城镇登记失业率控制在4.5%以内。")
    assert (target.target, target.direction) == (4.5, Direction.AT_MOST)


def test_the_reader_meets_its_goal_on_labelled_contents():
    outcomes = [verdict.outcome for verdict in evaluate.target_verdicts(evaluate.TARGETS)]
    least, most = evaluate.GOALS[evaluate.TARGETS.name]
    assert outcomes.count(evaluate.RIGHT) / len(outcomes) >= least
    assert outcomes.count(evaluate.FALSE) / len(outcomes) <= most


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("新建110千伏变电站2座，改造10千伏线路150公里。", [(2, "座"), (150, "公里")]),
        ("建设幸福院、活动室各15个。", [(15, "个"), (15, "个")]),
        ("建设公共厕所（新建20座、改造35座）。", [(20, "座"), (35, "座")]),
        ("新建口袋公园8个（其中社区公园5个）。", [(8, "个")]),
        ("解决3.2万农村人口饮水安全问题。", [(3.2, "万人")]),
        ("为1200名困难残疾人适配辅具。", [(1200, "名")]),
        ("改造老旧小区41个、建筑面积118万平方米。", [(41, "个"), (118, "万平方米")]),
        ("新建区妇幼保健院一所，建筑面积3.5万平方米，设床位300张。", [(1, "所")]),
        ("每个镇街建成1个社会工作服务站。", []),
        ("农村低保标准提高到每人每月600元。", []),
        ("更换二次供水设施56处。", [(56, "处")]),
    ],
)
def test_lists_of_other_districts_are_read_alike(content, targets):
    assert told(content) == targets
