"""项目内容 → the deliverables of the year."""

import pytest

from shishi_xl.core.model import Direction
from shishi_xl.core.targets import read_targets, unsettled
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


def test_a_long_name_is_cut_at_a_comma_of_its_list_and_keeps_its_end():
    (target,) = read_targets(
        "建设改造城区老旧小区供水管网、农村集中供水管网、工业园区污水收集管网、镇区雨水管网和泵站120公里。"
    )
    assert target.name.endswith("镇区雨水管网和泵站")
    assert len(target.name) <= 30


def test_the_source_of_an_amount_dealt_out_holds_its_head():
    first, second = read_targets("污水处理率、垃圾处理率分别达到60%、95%。")
    assert first.source == "污水处理率、垃圾处理率分别达到60%"
    assert second.source == "污水处理率、垃圾处理率分别达到60%、95%"


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
    ("content", "names"),
    [
        ("新增国家级绿色工厂2家、省级5家。", ["新增国家级绿色工厂", "省级绿色工厂"]),
        ("建成1个市级、3个区级孵化基地。", ["市级孵化基地", "区级孵化基地"]),
        ("新开工安置房2500套，建成1200套。", ["新开工安置房", "安置房建成"]),
        ("三年改造小区210个、惠及居民6万户；今年改造72个。", ["改造小区"]),
        ("入园率提高5个百分点，达到52%。", ["入园率"]),
        ("加装电梯力争开工100部、完成60部。", ["加装电梯开工", "加装电梯完成"]),
        ("生活垃圾、污水治理的行政村比例分别达到95%和45%。", ["生活垃圾行政村比例", "污水治理的行政村比例"]),
        ("购置广播9套，新购1000立方米/小时移动泵车4台、400米跑道塑胶2块。", ["购置广播", "移动泵车", "跑道塑胶"]),
        ("建设健身步道，总长46公里。", ["健身步道总长"]),
        ("为在校学生120名建档。", ["在校学生建档"]),
        ("建设健康小屋，每个社区不少于1个，全区共建设60个。", ["健康小屋"]),
    ],
)
def test_an_amount_without_a_noun_of_its_own_borrows_the_right_one(content, names):
    assert [target.name for target in read_targets(content)] == names


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
