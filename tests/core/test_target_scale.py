"""The size of one building is no target; that of several things or of the work is."""

import pytest

from shishi_xl.core.targets import read_targets


def told(content):
    return [(target.target, target.unit) for target in read_targets(content)]


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


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("建设街头绿地20处，总面积6万平方米。", [(20, "处"), (6, "万平方米")]),
        ("建设区图书馆，总建筑面积6万平方米。", []),
        ("整治河道4条。新建区图书馆，总建筑面积6万平方米。", [(4, "条")]),
        ("总投资3000万元，建设标准厂房2万平方米。", [(2, "万平方米")]),
        ("总投资3000万元，建设综合楼2万平方米。", []),
        ("改造雨水管网，改造长度5公里。", [(5, "公里")]),
        ("新建滨河路，全长5公里。", []),
    ],
)
def test_size_is_delivered_only_where_it_is_that_of_several_things_or_of_the_work(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("新增公办学位900个、民办学位300个。", [(900, "个"), (300, "个")]),
        ("新增泊位900个，\n错时泊位300个。", [(900, "个"), (300, "个")]),
        ("建成养老中心，床位不少于90张。", []),
        ("护理型床位占比达到60%。", [(60, "%")]),
        ("负压病房楼项目，地上6层，病房40间。", []),
        ("文体中心改造：建筑面积900平方米，含球场6片、书画室2间。", []),
        ("为12所海拔3800米以上学校供暖，完成500户以上自然村通路。", [(12, "所")]),
        ("推动200项高频事项网办，建设9个标准篮球场。", [(200, "项"), (9, "个")]),
        ("完成政府投资的3个片区搬迁。", [(3, "个")]),
    ],
)
def test_sizes_and_places_are_told_from_things_delivered(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("新建公共充电桩80个，快充桩单枪额定功率60千瓦。", [(80, "个")]),
        ("施划共享单车停放点30处。", [(30, "处")]),  # 单车 is no measure of each
        ("建5000立方米蓄水池2座、30千瓦泵站1座。", [(2, "座"), (1, "座")]),
        ("投放7座及以下小客车40辆。", [(40, "辆")]),
        ("新建三座水厂，日供水能力分别为3000吨、2000吨、1500吨。", [(3, "座")]),
        ("疏通管道30公里，1小时68毫米降雨下不积水。", [(30, "公里")]),
        ("区档案馆旧址改造为青年公寓，可提供房源168套，首层配建健身房1处。", []),
        ("实施配电网提升工程，新建线路164公里、台区58个。", [(164, "公里"), (58, "个")]),
        ("实施村道硬化工程，硬化面积86万平方米。", [(86, "万平方米")]),
        ("改造400米塑胶跑道运动场5个、300米以下运动场9个。", [(5, "个"), (9, "个")]),
        ("建成犬只收容中心1座，可收容犬只500只。", [(1, "座")]),
        ("新建九曲河湿地公园，面积380亩。", []),
        ("新建三个村幼儿园，面积共3800平方米。", [(3, "个"), (3800, "平方米")]),
        ("建设健身步道，总长46公里，覆盖11个街道。", [(46, "公里")]),
        ("新建滨河路，全长46公里。", []),
    ],
)
def test_what_a_machine_or_a_building_can_do_is_told_from_how_many(content, targets):
    assert told(content) == targets
