"""Which amounts a year owes, and which are left open."""

import pytest

from shishi_xl.core.targets import read_targets, unsettled


def told(content):
    return [(target.target, target.unit) for target in read_targets(content)]


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("新建小学3所，按每所24个班、学位1080个配置。", [(3, "所")]),
        ("建幸福院19个，每院设床位10张，配健身器材1套，补助资金12万元。", [(19, "个")]),
        ("为25000名学生每人配发一套书包。", [(25000, "名")]),
        ("卫生院改造11所（每所补助30万元），配救护车1辆。", [(11, "所"), (1, "辆")]),  # the bracket is closed
        ("保障标准提高5%，资助孤儿120名。", [(120, "名")]),
    ],
)
def test_what_each_gets_is_no_target_wherever_it_is_said(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("“两项补贴”按时足额发放率100%，资金按70%补助。", [(100, "%")]),
        ("走访慰问做到100%全覆盖。", [(100, "%")]),
        ("小额信贷新增2800万元。", [(2800, "万元")]),
        ("带动农户60户，户均年增收5000元以上。", [(60, "户"), (5000, "元")]),
        ("孤儿基本生活费提高到每人每月1600元。", []),
        ("受益人口2.6万。", [(2.6, "万人")]),
        ("实施“甲”“乙”两项工程，培训900人。", [(900, "人")]),
        ("在12个乡镇新建养老院8所。", [(8, "所")]),
        ("启动五道口2个村改造，推广新能源车800标准车。", [(2, "个"), (800, "标准车")]),
        ("两剂次接种率达到90%。", [(90, "%")]),
        ("打通三里桥街、五里店路，改造四道河镇公厕2座。", [(2, "座")]),
    ],
)
def test_rates_of_payment_incomes_and_places_are_what_they_are(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("划设停车泊位3000个。", [(3000, "个")]),
        ("新建养老中心1个，上门服务3000人次，派驻医生20名。", [(1, "个"), (3000, "人次"), (20, "名")]),
        (
            "建成服务站1座，受理咨询300件，录入档案3万份，归集数据12万条。",
            [(1, "座"), (300, "件"), (3, "万份"), (12, "万条")],
        ),
        ("在200个行政村推广“积分超市”。", [(200, "个")]),
    ],
)
def test_words_of_a_deed_make_an_amount_a_deliverable_of_its_own(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("新增泊位900个，其中路内300个，建设立体车库3座，改造小区50个。", [(900, "个"), (3, "座"), (50, "个")]),
        ("新增托位900个，其中普惠占比不低于60%，创建友好社区10个。", [(900, "个"), (10, "个")]),
        ("新建照料中心12个，每个床位不少于10张，活动室面积不低于200平方米。", [(12, "个")]),
        ("每学期检查覆盖率100%，每户补助比例不超过50%。", [(100, "%")]),
        ("办实事400件，其中议定项目占比不低于70%，群众满意度90%。", [(400, "件"), (90, "%")]),
        ("提供免费住宿2000人次，住宿600人。", [(2000, "人次")]),
        ("改造小区46个，其中续建12个，涉及居民3000户。", [(46, "个")]),  # whom the parts serve is a part
        ("新建公园8个，其中社区公园5个，改建游园3个。", [(8, "个")]),
        ("到2025年底累计建成60家，2023年新建16家。", [(16, "家")]),
        ("全区132所学校一键报警装置联网率100%。", [(100, "%")]),
        ("为8万名老人每年提供1次免费体检。", [(8, "万名")]),
        ("高峰平均车速提升5%。", [(5, "%")]),
        ("为农民工挽回经济损失800万元，农产品网络零售额达到9亿元，总投资6亿元。", [(800, "万元"), (9, "亿元")]),
        ("向1200户家庭发放租赁补贴，开设暑托班60个班次。", [(1200, "户"), (60, "个班次")]),
    ],
)
def test_parts_and_stocks_end_where_a_deed_begins_and_measures_are_what_they_tell(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("3月底前建成2家，6月底前建成5家。", ("3月底前建成2家", "6月底前建成5家")),
        ("修路150公里，6月底前修路60公里，9月底前修路110公里。", ()),  # the total is said
        ("在甲镇、乙镇各新建服务站1个。", ("在甲镇、乙镇各新建服务站1个",)),
        ("在甲镇、乙镇各新建服务站1个，共2个。", ()),
        ("新建绿道15-20公里。", ("新建绿道15-20公里",)),
        ("每人每月发放补贴90元，每月开展1次检查。", ()),
        ("新建车站1个，设座席200个。", ()),
    ],
)
def test_a_promise_without_its_total_is_told_to_the_office(content, words):
    assert unsettled(content) == words
