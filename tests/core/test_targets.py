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


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("建设里程30公里，通达率100%。", ["建设里程", "通达率"]),
        ("新建改建公厕：新建22座，改建35座。", ["新建公厕", "改建公厕"]),
        ("新建、改建公厕分别为22座、35座。", ["新建公厕", "改建公厕"]),
        ("污水处理率、垃圾处理率分别达到60%、95%以上。", ["污水处理率", "垃圾处理率"]),
        ("新建5个镇（街）文化中心，治理河道5条（段）、长度32公里。", ["新建镇文化中心", "治理河道", "河道长度"]),
        ("建设日供水能力3万吨的水厂1座；建设一座日处理5万吨的污水厂。", ["水厂", "污水厂"]),
        ("三年累计新建停车位1万个，今年完成4000个。", ["新建停车位"]),
        ("截至目前已建成充电桩2000个，今年再建600个。", ["建充电桩"]),
        ("实施服务中心提升改造，全年完成不少于60个。", ["服务中心提升改造"]),
        ("实施建设路、解放路等8条道路提升改造。", ["道路提升改造"]),
        ("加装电梯完工200台、新开工100台。", ["加装电梯完工", "加装电梯新开工"]),
        ("老旧小区改造75个、288栋、1.06万户。", ["老旧小区改造", "老旧小区改造栋数", "老旧小区改造户数"]),
        ("建设绿道25公里，植树5万株。", ["绿道", "植树"]),
        ("建设“四好农村路”30公里。", ["“四好农村路”"]),
        ("儿童健康管理率≥92%，企业开办时间压缩至1天内。", ["儿童健康管理率", "企业开办时间"]),
    ],
)
def test_a_target_is_called_what_a_reviewer_would_call_it(content, names):
    assert [target.name for target in read_targets(content)] == names


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("建成客运站1个，候车厅面积2000平方米，日发送旅客能力5000人次。", [(1, "个")]),
        ("图书馆新馆建筑面积2.1万平方米，阅览座席1200个。", []),
        ("新增污水处理能力2万吨/日。", [(2, "万吨")]),
        ("在甲街道、乙镇各新建服务站1个。", []),
        ("新增近300个停车位。", []),
        ("修路3公里，惠及5个乡镇28个村1.1万人。", [(3, "公里"), (1.1, "万人")]),
        ("新建基站1000个，累计达到3500个。", [(1000, "个")]),
        ("推出“一件事”集成服务20项，建成“15分钟生活圈”。", [(20, "项")]),
        ("出台《若干措施》等3个文件。", []),
        ("人均体育场地面积达到2.4平方米，人均收入增长8%以上。", [(2.4, "平方米"), (8, "%")]),
        ("孤儿养育标准提高到每人每月1600元，散居孤儿提高到1200元。", []),
    ],
)
def test_what_is_delivered_is_told_from_size_share_and_stock(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    "content", ["PM2.5浓度控制在40微克/立方米以下。", "婴儿死亡率低于4‰。", "办理时限压缩至3个工作日以内。"]
)
def test_a_limit_in_any_unit_must_not_be_exceeded(content):
    (target,) = read_targets(content)
    assert target.direction is Direction.AT_MOST
