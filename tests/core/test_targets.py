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


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("3月底前建成2家，6月底前建成5家，9月底前建成9家。", []),  # whether 9 holds 5 is not said
        ("3月底前完成选址，10月底前建成驿站8座。", [(8, "座")]),
        ("一季度完成招标，6月底前铺设管网4公里，年底前安装水表600块。", [(4, "公里"), (600, "块")]),
    ],
)
def test_stages_of_a_plan_are_no_targets(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("每千人口托位数达到4.2个。", [(4.2, "个")]),
        ("每万人拥有公交车12标台。", [(12, "标台")]),
        ("孕产妇死亡率控制在12/10万以内。", [(12, "/10万")]),
        ("职工和居民医保报销比例分别稳定在80%和70%。", [(80, "%"), (70, "%")]),
        ("按70%的比例报销，每千人补助3万元。", []),
        ("每千名老人配1名护理员。", []),
        ("食品抽检量达到4.5份/千人。", [(4.5, "份/千人")]),
    ],
)
def test_a_ratio_is_a_target_where_a_level_of_it_is_to_be_reached(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [("建立所长制管理260座公厕。", []), ("回购民办学位300个。", [(300, "个")]), ("完成260座公厕改造。", [(260, "座")])],
)
def test_what_is_only_kept_is_not_delivered(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "direction"),
    [
        ("失业率不高于上级下达指标5.5%。", Direction.AT_MOST),
        ("将失业率保持在不高于5.5%的水平。", Direction.AT_MOST),
        ("达标率不低于考核要求的95%。", Direction.AT_LEAST),
        ("对不超过6层的住宅加装电梯30部。", Direction.AT_LEAST),
        ("压缩审批时限至3天。", Direction.AT_MOST),
        ("细颗粒物浓度35微克/立方米及以下。", Direction.AT_MOST),
        ("审批时限压缩50%。", Direction.AT_LEAST),
    ],
)
def test_the_last_word_of_level_before_an_amount_gives_its_direction(content, direction):
    (target,) = read_targets(content)
    assert target.direction is direction


def test_the_source_of_an_amount_dealt_out_holds_its_head():
    first, second = read_targets("污水处理率、垃圾处理率分别达到60%、95%。")
    assert first.source == "污水处理率、垃圾处理率分别达到60%"
    assert second.source == "污水处理率、垃圾处理率分别达到60%、95%"


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("治理率从28%提升到40%。", [(40, "%")]),
        ("三年改造小区210个、惠及居民6万户；今年改造72个，惠及居民2万户。", [(72, "个"), (2, "万户")]),
        ("新建3座、改建2座，共5座。", [(3, "座"), (2, "座")]),
        ("新建公厕8座（其中旅游厕所5座），改建公厕6座。", [(8, "座"), (6, "座")]),
        ("通达率达到三分之二以上。", [(66.67, "%")]),
    ],
)
def test_starts_wholes_of_years_and_sums_are_no_targets_of_their_own(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("新增公共区域视频探头600路，接种疫苗2万剂次。", [(600, "路"), (2, "万剂次")]),
        ("开通3路、17路夜班公交。", []),  # numbers of lines
        ("打通105国道，落实惠企政策5类，新建滨江路36号。", []),
        ("开展巡诊80航次以上。", [(80, "航次")]),
    ],
)
def test_a_classifier_nobody_listed_counts_behind_a_thing_done(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("完成8.5万亩高标准农田建设。", [(8.5, "万亩")]),
        ("硬化3米宽入户路20公里。", [(20, "公里")]),
        ("改造4条主干道和12条次干道。", [(4, "条"), (12, "条")]),
        ("优化公交线路12条次。", [(12, "条次")]),
        ("实施50公里以上的县道大修。", [(50, "公里")]),
        ("对20户以上集中居住区治理污水，完成65个村。", [(65, "个")]),
        ("改造20户以上困难家庭住房。", [(20, "户")]),
        ("为65岁以上老人每年提供1次体检，贷款贴息比例不超过50%。", []),
        ("建设10千瓦以上光伏电站300户。", [(300, "户")]),
        ("分3年改造食堂130所，今年完成45所。", [(45, "所")]),
        ("配备AED100台、CT2台，铺设DN600管道3公里。", [(100, "台"), (2, "台"), (3, "公里")]),
    ],
)
def test_words_that_only_look_like_a_size_or_a_name_hide_no_target(content, targets):
    assert told(content) == targets


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("新建污水处理站：东桥镇2座、柳河镇3座，共计5座。", [("污水处理站", 5, "座")]),
        ("新建幼儿园（城东2所、城西3所），共5所。", [("幼儿园", 5, "所")]),
        ("新建公园3座、改建公园2座，共5座。", [("新建公园", 3, "座"), ("改建公园", 2, "座")]),  # two deeds
        ("改造小区36个，其中东片8个、西片28个，惠及居民2万户。", [("改造小区", 36, "个"), ("惠及居民", 2, "万户")]),
        ("新增泊位500个，其中公共300个，提供充电桩200个。", [("新增泊位", 500, "个")]),  # the parts are not all told
    ],
)
def test_a_total_counts_once_and_its_parts_end_where_they_add_up(content, targets):
    assert [(target.name, target.target, target.unit) for target in read_targets(content)] == targets


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("重污染天气不超过2天。", (2, "天")),
        ("抵押登记业务压缩至1个工作日以内。", (1, "个工作日")),
        ("办结时限由10个工作日缩短到5个工作日。", (5, "个工作日")),
        ("基本蔬菜均价不高于5.2元/斤。", (5.2, "元/斤")),
    ],
)
def test_days_and_prices_that_must_not_be_exceeded(content, target):
    (told_one,) = read_targets(content)
    assert (told_one.target, told_one.unit, told_one.direction) == (*target, Direction.AT_MOST)


@pytest.mark.parametrize("content", ["城镇调查失业率在5.5%左右。", "管网漏损率9%。", "PM2.5浓度达到35微克/立方米。"])
def test_a_rate_that_is_good_when_low_must_not_be_exceeded(content):
    (target,) = read_targets(content)
    assert target.direction is Direction.AT_MOST


@pytest.mark.parametrize("content", ["平均住院日降至8天以下。", "建设项目审批不超过60个工作日。"])
def test_a_limit_on_the_time_of_an_act_is_a_target(content):
    (target,) = read_targets(content)
    assert target.direction is Direction.AT_MOST


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("在东湾、西湾等6个渔业乡各建2座冷藏库。", [(12, "座")]),
        ("全县9个镇，每个镇新建1个便民工坊。", [(9, "个")]),
        ("全县9个镇，每个镇新建1个便民工坊，共9个。", [(9, "个")]),
        ("每个镇新建1个便民工坊。", []),  # how many towns is not said
        ("全县9个镇，每个镇新建1至2个便民工坊。", []),
        ("提升北部7个乡镇的抗旱供水能力。", []),
    ],
)
def test_so_many_in_each_of_so_many_places_is_their_product(content, targets):
    assert [(target.target, target.unit) for target in read_targets(content)] == targets


@pytest.mark.parametrize(
    ("content", "target", "source"),
    [
        ("新设代办点（个）：38。", (38, "个"), "新设代办点（个）：38"),
        ("更新冷链车辆（厢式）：24（台）", (24, "台"), "24（台）"),
    ],
)
def test_a_unit_in_brackets_belongs_to_its_number(content, target, source):
    (found,) = read_targets(content)
    assert (found.target, found.unit) == target
    assert found.source == source


def test_what_a_total_is_made_up_of_behind_a_colon_counts_once():
    found = read_targets("新增健身路径300条：公园120条、校园100条、厂区80条。")
    assert [(target.target, target.unit) for target in found] == [(300, "条")]


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("全市约有52万名老年人，今年为9000名老年人建立档案。", [(9000, "名")]),
        ("城区存在易涝点41处。今年整治17处易涝点。", [(17, "处")]),
        ("全县学生达3.2万人。今年新增学位900个。", [(900, "个")]),
        ("新增学位900个，今年9月投用。", [(900, "个")]),  # nothing says that these are there already
        ("2022年建成22个书屋，2023年建成20个，2024年计划建成18个。", [(18, "个")]),
        ("2022年建成22个书屋，2023年建成20个。", [(22, "个"), (20, "个")]),  # nobody can tell which year is this one
        ("清运存量垃圾13万吨。", [(13, "万吨")]),
        ("新建粮库2座，可储备粮食3万吨。", [(2, "座")]),
    ],
)
def test_what_stood_before_this_year_is_no_target(content, targets):
    assert [(target.target, target.unit) for target in read_targets(content)] == targets
