"""形象进度 → values: the layers one by one and the labelled cases as a threshold."""

import pytest

from shishi_xl.core.model import OVERALL, Direction, Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.plain import plain
from shishi_xl.core.progress import Reading, State, Value, expected_completion, read
from shishi_xl.core.progress.clauses import cut
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.items import gather
from shishi_xl.core.progress.lexicon import Kind, scan
from shishi_xl.core.progress.likeness import likeness
from shishi_xl.core.progress.matching import profile
from shishi_xl.core.progress.roles import Role
from shishi_xl.core.progress.scopes import set_scopes
from shishi_xl.core.progress.times import find_times
from tests.cases import evaluate

JUNE = Period(2020, 6)
TOILETS = (Indicator("附1-05-2", "农村户厕", 1850, "户"), Indicator("附1-05-2", "农村公厕", 10, "座"))
PATHS = (Indicator("附2-23", "硬化入户便道", 200, "km"),)


def values(statement, indicators=TOILETS, period=JUNE, content=""):
    return [value and value.number for value in read(statement, indicators, period, content).values]


def roles(statement, period=JUNE):
    text = plain(statement).text
    segments = cut(text, period)
    set_scopes(segments, text, period.month)
    return [item.role for item in gather(segments, text, frozenset())]


# --- layers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("已完成", [Kind.ALREADY, Kind.DONE]),
        ("尚未开工", [Kind.NOT, Kind.START]),
        ("截至目前累计建成", [Kind.NOW, Kind.TOTAL, Kind.DONE]),
        ("下步计划", [Kind.FUTURE, Kind.FUTURE]),
    ],
)
def test_the_longest_word_of_the_lexicon_wins(words, kinds):
    assert [mark.kind for mark in scan(words, [])] == kinds


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("1-6月", Kind.NOW),
        ("1—5月", Kind.LAST),
        ("1-4月", Kind.EARLIER),
        ("前六个月", Kind.NOW),
        ("上半年", Kind.NOW),
        ("一季度", Kind.EARLIER),
        ("6月份", Kind.MONTH),
        ("截至6月25日", Kind.NOW),
        ("截至4月底", Kind.EARLIER),
        ("10月底前", Kind.FUTURE),
        ("9月", Kind.FUTURE),
        ("2019年", Kind.PRIOR),
        ("2018年以来", Kind.STOCK),
        ("2020年", Kind.THIS_YEAR),
        ("2000年以前", Kind.FILLER),
        ("全年", Kind.SHOULD),
        ("5月12日", Kind.FILLER),
    ],
)
def test_a_time_is_seen_from_the_period(words, kind):
    assert [mark.kind for mark in find_times(plain(words).text, JUNE)] == [kind]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("未完成", Kind.NOT),
        ("开工改造", Kind.START),
        ("正在安装", Kind.GOING),
        ("完成招标", Kind.PREPARE),
        ("招标全部完成", Kind.PREPARE),
        ("签订合同并建成", Kind.DONE),
        ("累计", None),
    ],
)
def test_words_together_say_one_thing(words, state):
    assert fold(scan(words, [])) is state


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("户厕完工1221户、在建310户，公厕完工4座、在建6座。", [Role.DONE, Role.GOING, Role.DONE, Role.GOING]),
        ("全年任务1850户，完成555户。", [Role.TARGET, Role.DONE]),
        ("本月完成31户，累计完成357户。", [Role.MONTH, Role.DONE]),
        ("去年完成210户，今年已完成78户。", [Role.PRIOR, Role.DONE]),
        ("计划完成300户、公厕5座。", [Role.PLAN, Role.PLAN]),
        ("累计完成130户，其中镇区80户、村50户。", [Role.DONE, Role.SUBSET, Role.SUBSET]),
        ("完成900户鉴定，仅剩20户。", [Role.PREPARE, Role.REMAIN]),
        ("近200户，40—45公里。", [Role.UNSURE, Role.UNSURE]),
        ("由45%提升至58%。", [Role.FROM, Role.DONE]),
        ("7座桥梁开工5座，其余2座未进场。", [Role.OTHER, Role.STARTED, Role.PENDING]),
    ],
)
def test_each_amount_has_its_role(statement, expected):
    assert roles(statement) == expected


@pytest.mark.parametrize(
    ("noun", "same"),
    [("户厕", True), ("农村卫生户厕", True), ("化粪池", False), ("公厕", False), ("厕屋主体", False)],
)
def test_a_noun_names_an_indicator_or_another_thing(noun, same):
    assert (likeness(noun, profile(TOILETS[0]).core) >= 0.5) is same


# --- the whole reader --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("公厕勘界5座。", None),  # an action the lexicon does not know
        ("完成5座公厕的勘界。", None),
        ("公厕建成5座（年度任务：新建公厕10座）。", 5),  # an aside keeps its scope to itself
        ("一季度建成公厕2座，二季度建成公厕3座。", 5),  # the periods make up the year to date
        ("二季度建成公厕3座。", None),
        ("上半年累计建成公厕5座，含上年结转2座。", None),
        ("公厕建成2400座。", None),  # 240 times the target
        ("公厕已建5座，又建公厕2座。", 7),
        ("公厕建成400多座，系统登记为6座。", None),
        ("公厕建成5座，仍有8座正在施工。", None),  # more than there are to be
        ("公厕完成数：5；在建数：3。", 5),  # numbers without a unit
        ("邻区建成公厕5座。", None),
        ("除2座暂缓外，公厕全部完工。", 8),  # 全部 without what is taken out
        ("东镇新建公厕2座，自建公厕3座，此外无其他新增。", 5),  # told to be all there is
        ("景区公厕完成2座，车站公厕完成3座，公厕只有以上两类。", 5),
        ("景区公厕完成2座，车站公厕完成3座，公厕只有以上三类。", None),  # one is missing
        ("景区公厕完成2座，车站公厕完成3座。", None),
        ("景区公厕完成2座，车站公厕完成3座，无其他问题。", None),
        ("公厕新建情况：景区2座，车站3座，无其他点位。", 5),
        ("巡查情况：景区2座，车站3座，无其他点位。", None),
        ("公厕，东片建成2座、西片建成3座，全镇仅此两片。", 5),
        ("滨江段公厕建成2座，其他路段尚未动工。", 2),
        ("公厕按2.5米层高累计建成4座。", 4),
        ("上月末累计建成公厕4座，本月再修2座。", 6),
        ("公厕建成近10座，平台登记7座。", 7),
        ("公厕建成近10座，群众登记7座。", None),
        ("去年底公厕已有9座，今年新开3座，累计运营12座。", 3),  # the total has last year's in it
        ("公厕完成3座（不含去年结转的1座）。", 3),
        ("公厕完成3座，含去年结转的1座。", None),
        ("公厕今年任务内完成3座。", 3),
        ("公厕3座完工，2座过半，5座刚进场。", 3),
        ("公厕超过3座完工。", 3),
        ("公厕离年度目标还差4座。", 6),
        ("公厕全部完工，还剩2座在铺地砖。", None),
        ("公厕完成3/10座。", 3),
        ("公厕完成3/8座。", 3),
        ("公厕建成3座，其中2座未达标。", None),
        ("10座公厕中，4座还在施工，其余都已完工。", 6),
        ("公厕系统误将在建的2座计入，核实完工3座。", 3),
        ("5座公厕建成，3座在安装，2座在铺地砖。", 5),
        ("公厕剩4座待建，其余全部投入使用。", 6),
        ("公厕仅4座未完工。", 6),
        ("公厕仅4座未开工。", None),
        ("公厕第二批完成4座。", None),
        ("公厕累计9座，其中4座不合格。", None),
        ("公厕完成40%（4座）。", 4),
        ("公厕主体完成40%（4座）。", None),
        ("累计建成公厕26座，今年新建7座。", 7),
        ("公厕主体完工7座，其中4座已开放使用。", 4),
        ("公厕选址10座、签约9座、装修完成8座、开放7座。", 7),
        ("公厕建成数由5月的5座增至7座。", 7),
        ("计划建公厕10座，现完成7座。", 7),
        ("东镇公厕3座、西镇公厕4座，均已完工。", 7),
        ("公厕一期5座建成，二期完成2座。", 7),
        ("公厕较年度目标尚欠4座。", 6),
        ("公厕已完成5座，余5座。", 5),
        ("教学楼公厕建成4座。", 4),
        ("公厕标牌安装4座。", None),
        ("4个镇共建成7座，最多的东镇3座，最少的西镇1座。", 7),
        ("一标段公厕完成2座，工程另有二标段、三标段。", None),
    ],
)
def test_an_amount_counts_only_where_every_word_about_it_is_understood(statement, number):
    assert values(statement, (Indicator("附1-05-2", "公厕", 10, "座"),)) == [number]


def test_a_rate_keeps_its_word_where_the_word_alone_would_tell_against_it():
    rates = (Indicator("附1-09", "家庭医生签约率", 80, "%"), Indicator("附1-09", "老人健康管理率", 75, "%"))
    assert values("老人健康管理率69%，重点人群签约率74.4%。", rates) == [74.4, 69]
    assert values("签约率、健康管理率分别达到68%、60%。", rates) == [68, 60]


def test_a_heading_tells_two_indicators_apart_by_their_verbs():
    fields = (Indicator("附1-02", "新建农田", 2.8, "万亩"), Indicator("附1-02", "提升农田", 0.9, "万亩"))
    report = "新建方面，东片区完成0.98万亩、西片区完成0.84万亩；提升方面，东片区完成0.3万亩、西片区完成0.24万亩。"
    assert values(report, fields) == [1.82, 0.54]


def test_what_is_not_begun_may_be_named_by_its_verb_or_counted_with_the_rest():
    fields = (Indicator("附1-02", "新建农田", 2.8, "万亩"), Indicator("附1-02", "提升农田", 0.9, "万亩"))
    assert values("提升的0.9万亩已全部完成，新建部分因避让春耕尚未动工。", fields) == [0, 0.9]
    works = (Indicator("附1-04", "黑臭水体治理", 16, "处"), Indicator("附1-04", "河道整治", 22, "公里"))
    assert values("黑臭水体治理和河道整治两项工程都尚未开工。", works) == [0, 0]
    assert values("两项任务均已完成。", works) == [16, 22]
    assert values("河道整治三项工程都尚未开工。", works) == [None, None]


def test_a_row_of_percentages_is_of_what_the_first_was():
    assert read("一季度末总体进度22%，5月末41%，现已推进至49%。", (), JUNE).explicit.number == 49
    assert read("一季度末主体施工进度22%，5月末41%，现已推进至49%。", (), JUNE).explicit is None


@pytest.mark.parametrize(
    ("statement", "percent"),
    [
        ("10座公厕全部开工，完工率30%。", 30),
        ("完工公厕占总数的30%。", 30),
        ("完成了五分之三的年度任务。", 60),
        ("确定了五分之三的年度任务。", None),
        ("4座公厕开工，完工率30%。", None),  # of the four
    ],
)
def test_a_percentage_is_of_the_task_where_its_words_say_so(statement, percent):
    explicit = read(statement, (Indicator("附1-05-2", "公厕", 10, "座"),), JUNE).explicit
    assert (explicit and explicit.number) == percent


def test_what_is_taken_out_may_be_a_list():
    assert values("除户厕555户、公厕3座外，其余全部完成。") == [1295, 7]


def test_a_share_of_a_wider_whole_contradicts_no_count():
    jobs = (Indicator("附1-07", "新增就业", 9000, "人"),)
    assert values("新增就业6720人，占全市新增就业的8.2%。", jobs) == [6720]


def test_a_thing_named_more_widely_is_none_of_its_kinds():
    centres = (Indicator("附1-01", "街道养老服务中心", 6, "个"), Indicator("附1-01", "村级互助养老点", 15, "个"))
    assert values("养老设施共完成16个。", centres) == [None, None]


def test_people_and_areas_are_what_was_done_to_them():
    trained = (Indicator("附1-09", "技能培训", 5000, "人次"),)
    assert values("培训各类人员3120人次（其中：农民1800人次）。", trained) == [3120]
    assert values("管理人员3120人次。", trained) == [None]
    planted = (Indicator("附1-03", "造林", 2, "万亩"),)
    assert values("造林面积1.2万亩。", planted) == [1.2]
    assert values("征地面积1.2万亩。", planted) == [None]


def test_a_corrected_percentage_is_of_what_the_wrong_one_was():
    assert read("上次上报的总体形象进度66%有误，现更正为61%。", (), JUNE).explicit.number == 61
    assert read("上次上报的主体施工进度66%有误，现更正为61%。", (), JUNE).explicit is None


def test_a_project_may_count_in_a_unit_of_its_own():
    doses = (Indicator("附1-09", "疫苗接种", 2.5, "万剂次"),)
    assert values("已接种疫苗17500剂次。", doses) == [1.75]


def test_a_percent_that_belies_the_state_of_the_work_is_left_open():
    reading = read("总体进度46%；目前尚未开工。", (), JUNE, "新建县医院感染楼。")
    assert (reading.explicit, reading.state) == (None, State.UNSAID)
    assert reading.contradictions


def test_a_value_carries_the_very_words_and_their_place():
    statement = "一、进展：户厕累 计完工1 036户。"
    value = read(statement, TOILETS, JUNE).values[0]
    assert value.number == 1036
    assert statement[slice(*value.span)] == value.words
    assert "1 036户" in value.words


def test_an_approximate_number_says_so():
    value = read("户厕完成约500户。", TOILETS, JUNE).values[0]
    assert (value.number, value.approximate) == (500, True)


def test_a_contradiction_is_named_and_leaves_nothing():
    reading = read("便道已完成120公里，占年度任务的43%。", PATHS, JUNE)
    assert reading.values == (None,)
    assert reading.explicit is None
    assert "120公里" in reading.contradictions[0].words


def test_the_trace_names_the_rule_of_every_amount():
    assert read("本月完成户厕31户。", TOILETS, JUNE, explain=True).trace == ("31户：当期（当期增量）",)


@pytest.mark.parametrize(
    ("statement", "number"),
    [("总体形象进度78%。", 78), ("项目已竣工验收并投入使用。", 100), ("项目尚未开工。", 0), ("正在浇筑基础。", None)],
)
def test_a_project_with_nothing_quantified_has_the_overall_percentage(statement, number):
    overall = (Indicator("附2-01", OVERALL, 100, "%"),)
    reading = read(statement, overall, JUNE, "新建县医院感染楼。")
    assert [value and value.number for value in reading.values] == [number]
    assert expected_completion(reading, overall) == number


def test_expected_completion_follows_the_order_of_the_rule():
    low = Indicator("附1-01", "失业率", 4.5, "%", Direction.AT_MOST)
    met, half = Value(4.2, "", (0, 0)), Value(9.0, "", (0, 0))
    assert expected_completion(Reading((met,)), (low,)) == 100
    assert expected_completion(Reading((half,)), (low,)) == 50
    assert expected_completion(Reading((None, met)), (*PATHS, low)) is None
    assert expected_completion(Reading((None,), explicit=Value(105.3, "", (0, 0))), PATHS) == 100
    assert expected_completion(Reading((), state=State.FINISHED), ()) == 100


def test_a_hostile_text_is_left_to_a_person():
    assert read("完成1户、" * 5000, TOILETS, JUNE).values == (None, None)
    assert read("(" * 3000 + "１" * 3000, TOILETS, JUNE).values == (None, None)
    assert read("一" * 6000, TOILETS, JUNE).values == (None, None)


@pytest.mark.parametrize("path", [*evaluate.LABELLED, evaluate.SHARED], ids=lambda path: path.name)
def test_the_reader_meets_its_goal_on_labelled_cases(path):
    if not path.is_file():
        pytest.skip("not here")
    verdicts = [verdict for case in evaluate.cases_of(path) for verdict in evaluate.verdicts_of(case)]
    outcomes = list(evaluate.outcomes_by_case(verdicts).values())
    least, most = evaluate.GOALS[path.name]
    assert outcomes.count(evaluate.RIGHT) / len(outcomes) >= least
    assert outcomes.count(evaluate.FALSE) / len(outcomes) <= most
