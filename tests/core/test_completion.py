"""完成率: each rule in its order, the words of 完成率依据, and no number where nobody said one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.core.assessment import Rule
from shishi_xl.core.completion import complete
from shishi_xl.core.model import OVERALL, Decision, Direction, Joint, Unit, UnitKind
from shishi_xl.core.progress import read
from shishi_xl.core.progress.reading import Note, Reading, State
from shishi_xl.core.reports import Source, gather
from shishi_xl.core.standing import status
from tests.core.months import JUNE, catalogue, entries, indicator, month, project, reader, record, silent

HOUSES = indicator(name="农村户厕", target=1850, unit="户")
TOILETS = indicator(name="农村公厕", target=10, unit="座")


def completion(*reports, indicators=(), read=silent, decision=None, listed_units=None, **facts):
    """The completion of one project from (unit, facts of its entries) pairs."""
    one = project(**facts)
    listed = catalogue([one], indicators, units=listed_units)
    sent = [(record(at, unit), entries(one.key, **said)) for at, (unit, said) in enumerate(reports, 1)]
    june = month(*sent)
    found = gather(listed, june, status(listed, june))[one.key]
    return complete(listed, one, found, period=JUNE, read=read, decision=decision)


def alone(indicators=(), read=silent, decision=None, **said):
    return completion(("区教委", said), indicators=indicators, read=read, decision=decision)


# --- the order of the rules ------------------------------------------------------------------------------------


def test_a_persons_decision_beats_everything():
    decision = Decision(JUNE, "附1-01", 80.0, "电话核实", "李某", "E5")
    found = alone([indicator()], current={"建设里程": 100.0}, decision=decision)
    assert (found.percent, found.rule, found.basis) == (80.0, Rule.DECIDED, "核定：80%（电话核实），核定人：李某")
    result = found.results[0]
    assert (result.completion, result.source, result.value) == (80.0, Source.DECIDED, 100.0)
    assert (result.origins[0].file, result.origins[0].sheet, result.origins[0].cell) == (
        "项目库.xlsx",
        "人工核定",
        "E5",
    )


def test_filled_in_for_every_indicator():
    found = alone([HOUSES, TOILETS], current={"农村户厕": 925.0, "农村公厕": 10.0})
    assert found.percent == pytest.approx(75)
    assert (found.rule, found.basis) == (Rule.FILLED, "填报：925/1850户、10/10座")
    assert [(each.value, each.completion, each.origins[0].cell) for each in found.results] == [
        (925, 50.0, "G7"), (10, 100.0, "G8"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "codes", "rows"),
    [
        ("总体形象进度80%，累计改厕555户。", ["text-figures-differ"], [(30.0, 555), (80.0, 80.0)]),
        ("总体形象进度32%，累计改厕555户。", [], [(30.0, 555), (32.0, 32.0)]),
        ("总体形象进度30%，累计改厕555户。", [], [(30.0, 555)]),
    ],
)
def test_a_percentage_and_quantities_of_one_text_that_differ_are_doubted_and_told_apart(said, codes, rows):
    found = alone([HOUSES], read=read, progress=said)
    assert [remark.finding.code for remark in found.remarks] == codes
    assert [(result.completion, result.value) for result in found.results] == rows


@pytest.mark.parametrize(
    ("said", "value", "percent", "rule"),
    [
        ("地下室完成，总体形象进度64%", 64.0, 80.0, Rule.QUANTITIES),
        ("已全部完工", 100.0, 100.0, Rule.QUANTITIES),
        ("正在浇筑三层梁板", None, None, Rule.UNDETERMINED),
    ],
)
def test_a_year_that_is_to_get_so_far_is_measured_by_that(said, value, percent, rule):
    goal = indicator(name=OVERALL, target=80, unit="%")
    found = alone([goal], read=read, progress=said)
    assert (found.percent, found.rule, found.results[0].value) == (percent, rule, value)


def test_weights_of_indicators():
    pair = [indicator(name="甲", weight=3), indicator(name="乙", weight=1)]
    assert alone(pair, current={"甲": 100.0, "乙": 0.0}).percent == 75


def test_an_indicator_without_weight_is_not_asked_for():
    pair = [indicator(name="甲"), indicator(name="乙", weight=0)]
    found = alone(pair, current={"甲": 50.0, "乙": None})
    assert (found.percent, found.basis) == (50, "填报：50/100公里")


def test_surplus_is_capped_before_the_mean():
    found = alone([indicator(name="甲"), indicator(name="乙")], current={"甲": 136.0, "乙": 50.0})
    assert (found.percent, found.basis) == (75, "填报：136/100公里、50/100公里")


@pytest.mark.parametrize(("value", "percent"), [(4.0, 100), (5.0, 80), (0.0, 100)])
def test_a_target_not_to_be_exceeded_goes_the_other_way_round(value, percent):
    rate = indicator(name="失业率", target=4, unit="%", direction=Direction.AT_MOST)
    assert alone([rate], current={"失业率": value}).percent == percent


def test_nothing_can_be_divided_by_a_target_of_nought():
    found = alone([indicator(target=0)], current={"建设里程": 5.0})
    assert (found.percent, found.basis) == (None, "待核定：年度目标为0，算不出完成率（已知填报：5/0公里）")


def test_the_whole_of_a_project_with_nothing_quantified():
    found = alone(current={"总体形象进度": 55.0})
    assert found.percent == pytest.approx(55)
    assert found.basis == "填报：总体形象进度55%"


def test_an_explicit_percentage_comes_before_quantities_in_the_text():
    read = reader({"总进度过半": {"values": (40, 4), "explicit": 55}})
    found = alone([HOUSES, TOILETS], read, progress="总进度过半")
    assert (found.percent, found.rule, found.basis) == (55, Rule.EXPLICIT, "文字：总进度过半（来源有出入，见校验意见）")
    whole = found.results[-1]
    assert (whole.indicator.name, whole.completion, whole.words) == ("总体形象进度", 55, "总进度过半")
    assert (whole.origins[0].sheet, whole.origins[0].cell) == ("推进情况表", "E7")


def test_an_explicit_percentage_above_100_is_shown_and_capped():
    found = alone([indicator()], reader({"超额": {"explicit": 313.8}}), progress="超额")
    assert (found.percent, found.results[0].completion) == (100, 100)


def test_filled_in_figures_come_before_the_text():
    read = reader({"总进度55%": {"explicit": 55}})
    assert alone([indicator()], read, progress="总进度55%", current={"建设里程": 52.0}).percent == 52


def test_quantities_from_the_text_fill_up_what_is_not_filled_in():
    read = reader({"公厕建成8座": {"values": (None, 8)}})
    found = alone([HOUSES, TOILETS], read, progress="公厕建成8座", current={"农村户厕": 925.0})
    assert (found.percent, found.rule) == (65, Rule.QUANTITIES)
    assert found.basis == "填报：925/1850户；文字：公厕建成8座 / 10座"
    assert [each.source for each in found.results] == [Source.FILLED, Source.TEXT]


def test_quantities_from_the_text_alone():
    read = reader({"累计完工387户": {"values": (387,)}})
    found = alone([indicator(name="加固", target=900, unit="户")], read, progress="累计完工387户")
    assert (found.percent, found.basis) == (43, "文字：累计完工387户 / 900户")


@pytest.mark.parametrize(("state", "percent"), [(State.FINISHED, 100), (State.NOT_STARTED, 0)])
def test_clearly_finished_or_not_begun(state, percent):
    found = alone([HOUSES, TOILETS], reader({"话": {"state": state}}), progress="话")
    assert (found.percent, found.rule, found.basis) == (percent, Rule.STATED, "文字：话")


def test_what_nobody_says_stays_open():
    found = alone([HOUSES, TOILETS], progress="正常推进", current={"农村户厕": 925.0})
    assert found.percent is None
    assert found.basis == "待核定：未报农村公厕（已知填报：925/1850户）"
    assert found.results[1].completion is found.results[1].source is None


def test_nought_is_a_figure_and_blank_is_none():
    assert alone([indicator()], current={"建设里程": 0.0}).percent == 0
    assert alone([indicator()], current={"建设里程": None}).percent is None


def test_nobody_reported():
    found = completion(indicators=[indicator()])
    assert (found.percent, found.reported, found.basis) == (None, False, "未报：区教委")


def test_nobody_could_be_asked():
    found = completion(units=("相关街镇",))
    assert found.basis == "待核定：相关街镇还没有填成员，无单位报送"


def test_the_same_words_stand_once():
    read = reader({"总进度52%": {"values": (52,), "explicit": 52}})
    assert alone((), read, progress="总进度52%").results[0].words == "总进度52%"


def test_why_a_text_gave_no_number_is_said():
    def read(statement, indicators, period, content=""):
        return Reading((None,), notes=(Note("", "“甲镇完成3公里”只说了一部分"),))

    found = alone([indicator()], read, progress="甲镇完成3公里")
    assert found.basis == "待核定：未报建设里程（“甲镇完成3公里”只说了一部分）"


# --- conflicts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("told", "doubts"), [(45, 0), (44.9, 1), (55, 0), (55.1, 1)])
def test_sources_more_than_five_points_apart_are_doubted(told, doubts):
    found = alone([indicator()], reader({"话": {"explicit": told}}), progress="话", current={"建设里程": 50.0})
    assert len(found.remarks) == doubts
    if doubts:
        finding = found.remarks[0].finding
        assert finding.code == "text-figures-differ"
        assert "50%" in finding.message
        assert f"{told:g}%" in finding.message
        assert finding.cell == "E7"
        assert found.basis == "填报：50/100公里（来源有出入，见校验意见）"


def test_each_indicator_is_compared_with_its_own_words():
    read = reader({"话": {"values": (1850, 2)}})
    found = alone([HOUSES, TOILETS], read, progress="话", current={"农村户厕": 925.0, "农村公厕": 2.0})
    assert [each.finding.indicator for each in found.remarks] == ["农村户厕"]


def test_finished_in_words_and_half_done_in_figures_is_doubted():
    found = alone([indicator()], reader({"话": {"state": State.FINISHED}}), progress="话", current={"建设里程": 50.0})
    assert [each.finding.code for each in found.remarks] == ["text-figures-differ"]


def test_a_text_that_contradicts_itself_is_doubted_and_not_used():
    read = reader({"话": {"contradictions": ("12公里与52%不符",)}})
    found = alone([indicator()], read, progress="话")
    assert (found.percent, found.basis) == (None, "待核定：文字前后矛盾（12公里与52%不符）")
    assert [each.finding.code for each in found.remarks] == ["text-contradicts"]


# --- joint projects ---------------------------------------------------------------------------------------------

PAIR = ("区农业农村委", "区卫生健康委")


def joint(*values, how=Joint.LEAD, units=PAIR, unit="户", **more):
    reports = [
        (name, {"current": {"农村户厕": value}}) for name, value in zip(units, values, strict=False) if value != "—"
    ]
    return completion(
        *reports, indicators=[indicator(name="农村户厕", target=1000, unit=unit)], units=units, joint=how, **more
    )


def test_the_lead_stands_for_all():
    found = joint(500.0, 400.0)
    assert found.percent == 50
    assert found.results[0].origins[0].unit == "区农业农村委"


def test_a_supporter_that_differs_is_doubted_at_its_own_cell():
    found = joint(500.0, 400.0)
    remark = found.remarks[0]
    assert (remark.finding.code, remark.record.unit, remark.finding.cell) == (
        "lead-supporter-differ",
        "区卫生健康委",
        "G7",
    )
    assert "500户" in remark.finding.message
    assert "400户" in remark.finding.message
    assert joint(500.0, 500.0).remarks == ()


def test_a_difference_told_by_figures_is_not_told_again_by_the_texts():
    def telling(*values):
        reports = [
            (unit, {"progress": f"总体形象进度{percent}%。", "current": {"农村户厕": value}})
            for unit, (percent, value) in zip(PAIR, values, strict=True)
        ]
        found = completion(
            *reports,
            indicators=[indicator(name="农村户厕", target=1000, unit="户")],
            units=PAIR,
            joint=Joint.LEAD,
            read=read,
        )
        return [
            (each.finding.code, each.finding.cell) for each in found.remarks if each.finding.code.startswith("lead")
        ]

    assert telling((50, 500.0), (40, 400.0)) == [("lead-supporter-differ", "G7")]
    assert [code for code, _ in telling((50, 500.0), (40, 500.0))] == ["lead-supporter-differ"]


def test_the_supporters_report_while_the_leads_is_not_in():
    found = joint("—", 400.0)
    assert (found.percent, found.basis) == (40, "填报：400/1000户（牵头单位区农业农村委未报，按配合单位区卫生健康委）")


def test_supporters_that_differ_much_do_not_stand_for_the_lead():
    found = joint("—", 400.0, 320.0, units=(*PAIR, "区城管局"))
    assert (found.percent, found.results[0].value) == (None, None)
    assert found.basis == ("待核定：牵头单位区农业农村委未报，配合单位报的不一致（区卫生健康委 40%、区城管局 32%）")
    [remark] = found.remarks
    assert (remark.finding.code, remark.record.unit) == ("lead-supporter-differ", "区城管局")
    assert "配合单位 区卫生健康委 报 400户，配合单位 区城管局 报 320户" in remark.finding.message


def test_supporters_that_nearly_agree_do():
    found = joint("—", 400.0, 350.0, units=(*PAIR, "区城管局"))
    assert (found.percent, found.results[0].value) == (40, 400)
    assert "按配合单位区卫生健康委" in found.basis
    assert [each.finding.code for each in found.remarks] == ["lead-supporter-differ"]


def test_supporters_that_come_to_the_same_by_different_figures_differ():
    told = ((1850.0, 1.0), (925.0, 6.0))
    reports = [
        (unit, {"current": {"农村户厕": houses, "农村公厕": toilets}})
        for unit, (houses, toilets) in zip(("乙", "丙"), told, strict=True)
    ]
    found = completion(*reports, indicators=[HOUSES, TOILETS], units=("甲", "乙", "丙"), joint=Joint.LEAD)
    assert found.percent is None
    assert "乙 农村户厕1850户、丙 农村户厕925户" in found.basis


def test_a_project_has_one_doubt_that_names_all_who_differ():
    found = joint(500.0, 400.0, 500.0, 320.0, units=(*PAIR, "区教委", "区城管局"))
    [remark] = found.remarks
    assert remark.finding.message == (
        "“农村户厕”牵头单位 区农业农村委 报 500户，配合单位 区卫生健康委 报 400户，配合单位 区城管局 报 320户。"
        "请几家核对后改成一致，或写明口径。"
    )
    assert remark.record.unit == "区卫生健康委"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((500.0, 400.0, 90.0, 80.0), "悦来镇、三厂街道"),
        ((500.0, 400.0, 600.0, 500.0), ""),
        (("—", 90.0, 500.0, 500.0), ""),
    ],
)
def test_a_town_that_reports_its_share_is_told_what_a_share_is(values, named):
    found = joint(*values, units=(*PAIR, "悦来镇", "三厂街道"))
    message, example = found.remarks[0].finding.message, found.remarks[0].finding.example
    assert ("只是自己的一份" in message) == bool(named)
    if named:
        assert f"{named}报的如果只是自己的一份" in message
        assert "“汇总方式”改为“合计”" in message
        assert example == "都报整个项目的累计数 500户；或“汇总方式”填“合计”，各报自己的一份"


def test_a_member_of_a_group_may_have_reported_its_share_too():
    group = Unit("相关园城公司", UnitKind.COLLECTIVE, members=("缙云公司", "缙融公司"))
    told = [(unit, {"current": {"农村户厕": value}}) for unit, value in (("甲", 500.0), ("缙云公司", 90.0))]
    found = completion(
        *told, indicators=[indicator(name="农村户厕", target=1000, unit="户")], units=("甲", "相关园城公司"),
        joint=Joint.LEAD, listed_units=[Unit("甲"), group],
    )  # fmt: skip
    assert "缙云公司报的如果只是自己的一份" in found.remarks[0].finding.message


def test_a_lead_that_leaves_it_open_is_not_filled_up_from_a_supporter():
    found = joint(None, 400.0)
    assert (found.percent, found.basis) == (
        None,
        "待核定：未报农村户厕（配合单位区卫生健康委有数，以牵头为准未采用）",
    )


def test_sum():
    found = joint(500.0, 400.0, how=Joint.SUM)
    assert (found.percent, found.basis, found.remarks) == (90, "填报：900/1000户（2家合计）", ())
    assert found.results[0].words == "区农业农村委：500.0；区卫生健康委：400.0"


def test_mean():
    found = joint(500.0, 400.0, how=Joint.MEAN)
    assert (found.percent, found.basis) == (45, "填报：450/1000户（2家平均）")


def test_percentages_are_not_added_up():
    assert joint(500.0, 400.0, how=Joint.SUM, unit="%").percent == 45


@pytest.mark.parametrize("how", [Joint.SUM, Joint.MEAN])
def test_a_part_is_not_the_whole(how):
    found = joint(500.0, "—", how=how)
    assert (found.percent, found.reported) == (None, True)
    assert found.basis == f"待核定：{how.value}缺区卫生健康委（已报1/2家）"


def test_a_unit_that_has_not_begun_adds_nothing():
    read = reader({"尚未开工": {"state": State.NOT_STARTED}})
    found = completion(
        ("甲", {"current": {"农村户厕": 300.0}}),
        ("乙", {"progress": "尚未开工"}),
        indicators=[indicator(name="农村户厕", target=1000, unit="户")],
        units=("甲", "乙"),
        joint=Joint.SUM,
        read=read,
    )
    assert found.percent == 30


def test_mean_of_what_units_say_of_the_whole():
    read = reader({"甲话": {"explicit": 60}, "乙话": {"state": State.FINISHED}})
    found = completion(
        ("甲", {"progress": "甲话"}), ("乙", {"progress": "乙话"}), units=("甲", "乙"), joint=Joint.MEAN, read=read
    )
    assert (found.percent, found.basis) == (80, "文字：甲60%（甲话）；乙100%（乙话）（2家平均）")


# --- what must hold for any input -------------------------------------------------------------------------------

_numbers = st.none() | st.floats(0, 1e9)


@given(
    filled=st.lists(_numbers, min_size=2, max_size=2),
    told=st.lists(_numbers, min_size=2, max_size=2),
    explicit=_numbers,
    state=st.sampled_from(State),
    how=st.sampled_from(Joint),
    targets=st.lists(st.floats(0, 1e6), min_size=2, max_size=2),
)
def test_a_percentage_between_0_and_100_or_none_with_a_reason(filled, told, explicit, state, how, targets):
    pair = [indicator(name="甲", target=targets[0]), indicator(name="乙", target=targets[1])]
    answer = {"values": told, "state": state} | ({} if explicit is None else {"explicit": explicit})
    said = {"progress": "话", "current": dict(zip("甲乙", filled, strict=True))}
    found = completion(
        ("子", said), ("丑", said), indicators=pair, units=("子", "丑"), joint=how, read=reader({"话": answer})
    )
    if found.percent is None:
        assert found.basis.startswith("待核定：")
        assert found.rule is Rule.UNDETERMINED
    else:
        assert 0 <= found.percent <= 100
        assert found.basis.startswith(("填报：", "文字："))
    sources = [*filled, *told, explicit, None if state is State.UNSAID else 1]
    if all(source is None for source in sources):
        assert found.percent is None
