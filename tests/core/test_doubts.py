"""疑点: each planted fault is asked about, and the same list without it is not."""

import pytest

from shishi_xl import examples
from shishi_xl.core import notice, typos
from shishi_xl.core.doubts import find_doubts
from shishi_xl.core.model import OVERALL, Project
from shishi_xl.word import notice as notice_file
from tests.notices import document

HEAD = "序号 | 项目名称 | 项目内容 | 责任单位\n"


def doubts(*blocks, about=""):
    found = find_doubts(notice.read(document(*blocks)).catalogue)
    return [(one.project, one.doubt) for one in found if about in one.doubt]


@pytest.fixture(scope="module")
def real():
    name, data = examples.notice()
    return find_doubts(notice.read(notice_file.read(data, name)).catalogue)


def test_the_heading_of_100_km_over_a_project_of_113(real):
    (one,) = [doubt for doubt in real if "两处不一致" in doubt.doubt]
    assert one.project == "附2-24"
    assert "100公里" in one.doubt
    assert "113" in one.doubt
    assert one.source == "七、建设“四好农村路”100公里"


def test_headings_that_their_projects_bear_out_are_not_doubted(real):
    for consistent in ("2000户", "28km", "200公里", "新建5所", "3所小学"):
        assert not any(consistent in doubt.source and "不一致" in doubt.doubt for doubt in real)


def test_a_promise_whose_total_is_not_said_is_asked_about():
    rows = "1 | 驿站 | 3月底前建成2家，6月底前建成5家。 | 区教委\n2 | 绿道 | 每村新建驿站1个，改造绿道3公里。 | 区教委"
    asked = [("附1-01", "“3月底前建成2家”“6月底前建成5家”没有写明全年总数，没有作为指标"),
             ("附1-02", "“每村新建驿站1个”没有写明全年总数，没有作为指标")]  # fmt: skip
    assert doubts(HEAD + rows, about="全年总数") == asked
    assert doubts(HEAD + "1 | 驿站 | 6月底前建成2家，全年建成5家。 | 区教委", about="全年总数") == []


def test_projects_in_both_annexes(real):
    assert {(doubt.project, doubt.doubt.split("“")[0]) for doubt in real if "可能是同一个项目" in doubt.doubt} == {
        ("附2-24", "与附件1的 附1-04"),
        ("附2-16", "与附件1的 附1-10"),
    }


def test_the_slips_of_the_real_list_and_nothing_else(real):
    assert {(doubt.project, doubt.doubt.split("“")[1].split("”")[0]) for doubt in real if "笔误" in doubt.doubt} == {
        ("附2-06", "建筑面职"),
        ("附2-08", "北碚区歇马公租房小学备"),
        ("附2-10", "北碚区复兴思源公租房小学"),
        ("附2-16", "购置采购购置"),
    }


def test_collectives_and_units_written_alike(real):
    texts = [doubt.doubt for doubt in real]
    assert sum("统称" in text for text in texts) == 2
    assert [text for text in texts if "没有合并" in text] == [
        "“缙云公司”和“缙融公司”写法相近，可能是同一单位，也可能是两个单位，没有合并"
    ]


def test_every_project_without_a_figure_is_named(real):
    name, data = examples.notice()
    catalogue = notice.read(notice_file.read(data, name)).catalogue
    plain = [key for key, found in catalogue.indicators_by_project.items() if found[0].name == OVERALL]
    assert "附2-17" in plain
    assert [doubt.project for doubt in real if "没有读到量化" in doubt.doubt] == plain


@pytest.mark.parametrize(
    ("heading", "rows", "doubted"),
    [
        ("一、改造公路28公里", ("修建8公里道路", "修建道路20公里"), False),
        ("一、改造公路28公里", ("修建8公里道路", "修建道路19公里"), True),
        ("一、改造公路28公里", ("修建8000米道路", "修建道路20km"), False),
        ("一、改造危房2000户", ("改造危房900户", "改造危房1000户"), True),
        ("一、新建公厕10座", ("新建公厕3座", "新建公厕7座"), False),
        ("一、新建公厕10座", ("新建公厕3座", "新建公厕6座"), True),
        ("一、新建学校3所", ("占地20亩。", "占地30亩。"), True),
        ("一、新建学校2所", ("占地20亩。", "占地30亩。"), False),
        ("一、新建停车场2个", ("新增停车位320个", "新增停车位500个"), False),
        ("一、新建停车场3个", ("新增停车位320个", "新增停车位500个"), True),
        ("一、新增停车位800个", ("新增停车位320个", "新增停车位500个"), True),
        ("一、2020年抓好教育", ("占地20亩。", "占地30亩。"), False),
    ],
)
def test_the_figure_of_a_heading_against_its_projects(heading, rows, doubted):
    table = (
        HEAD
        + f"{heading} | < | < | <\n"
        + "\n".join(f"{at} | 工程{at} | {content} | 区住建局" for at, content in enumerate(rows, 1))
    )
    assert bool(doubts(table, about="不一致")) is doubted


@pytest.mark.parametrize(
    ("heading", "plans", "said"),
    [
        ("一、教育（2项）", ("100", "100"), []),
        ("一、教育（4项）", ("100", "100"), ["4项"]),
        ("一、教育（2项，计划投资200万元）", ("100", "100"), []),
        ("一、教育（2项，计划投资0.05亿元）", ("100", "100"), ["500万元"]),
        ("一、教育（3项，年度计划投资500万元）", ("100", "100"), ["500万元", "3项"]),
        ("一、教育（2项，计划投资500万元）", ("100", ""), []),  # one plan is not told
        ("一、教育（2项，总投资500万元）", ("100", "100"), []),  # of all years
    ],
)
def test_how_many_projects_and_what_money_a_heading_states(heading, plans, said):
    table = "序号 | 项目名称 | 项目内容 | 年度计划投资 | 责任单位\n" + f"{heading} | < | < | < | <\n"
    contents = ("新建幼儿园4所", "改造食堂12个")
    rows = (
        f"{at} | 工程{at} | {content} | {plan} | 区教委"
        for at, (content, plan) in enumerate(zip(contents, plans, strict=True), 1)
    )
    found = doubts(table + "\n".join(rows), about="不一致")
    assert [one for _, one in found if not any(each in one for each in said)] == []
    assert len(found) == len(said)


def test_a_figure_is_compared_with_what_its_words_are_about():
    table = (
        HEAD
        + """一、建设污水管网28公里 | < | < | <
1 | 甲 | 建设污水管网8公里。 | 区住建局
2 | 乙 | 改造污水管网20公里，整治河道3公里。 | 区住建局"""
    )
    assert doubts(table, about="不一致") == []


def test_verbs_of_a_heading_are_compared_with_their_subgroups():
    table = (
        HEAD
        + """一、建设学校（新建2所，改建1所） | < | < | <
（一）新建小学 | < | < | <
1 | 甲小学 | 占地20亩。 | 区教委
（二）改建中学 | < | < | <
2 | 乙中学 | 占地20亩。 | 区教委"""
    )
    (one,) = doubts(table, about="不一致")
    assert "2所" in one[1]
    assert "新建小学" in one[1]


def test_the_same_office_by_two_names_is_asked_about_and_not_merged():
    table = HEAD + "1 | 甲 | 修路3公里 | 区卫健委\n2 | 乙 | 修桥2座 | 区卫生健康委"
    reading = notice.read(document(table))
    assert [unit.name for unit in reading.catalogue.units] == ["区卫健委", "区卫生健康委"]
    assert "区卫生健康委" not in reading.catalogue.unit_by_name["区卫健委"].aliases
    (one,) = doubts(table, about="没有合并")
    assert "很可能是同一单位" in one[1]


def test_a_town_and_its_government_are_one():
    table = HEAD + "1 | 甲 | 修路3公里 | 竹溪镇人民政府\n2 | 乙 | 修桥2座 | 竹溪镇\n3 | 丙 | 修灯2盏 | 竹溪街道"
    (one,) = doubts(table, about="没有合并")
    assert one[1] == "“竹溪镇人民政府”和“竹溪镇”按通行简称很可能是同一单位，没有合并"


def test_offices_that_differ_in_one_character_are_not_taken_for_one():
    table = HEAD + "1 | 甲 | 修路3公里 | 区民政局\n2 | 乙 | 修桥2座 | 区财政局\n3 | 丙 | 修灯2盏 | 朝阳街道、东阳街道"
    assert doubts(table, about="没有合并") == []


def test_a_project_without_a_unit():
    assert doubts(HEAD + "1 | 甲 | 修路3公里 | \n2 | 乙 | 修桥2座 | 区交通局", about="没有责任单位") == [
        ("附1-01", "没有责任单位，这个项目不会下发给任何单位")
    ]


def slips(name, content, *others):
    projects = tuple(
        Project(f"附1-{at:02d}", "附件1", "", "", str(at), *texts, ("区教委",))
        for at, texts in enumerate(((name, content), *others), 1)
    )
    return [slip.written for slip in typos.find_slips(projects[0], typos.Vocabulary(projects))]


@pytest.mark.parametrize(
    ("name", "content", "written"),
    [
        ("建学校", "占地面识20亩，新建教学楼。", "占地面识"),
        ("建中心", "建成社区养老服物中心3个。", "养老服物"),
        ("改造", "改造老旧小区，基础设拖升级。", "基础设拖"),
        ("改造", "完成老旧小区改造改造12个。", "改造改造"),
        ("改造", "完成老旧小区（含危房改造12个。", "完成老旧小区（含危房改造12个"),
        ("改造", "改造小区3个，，惠及居民。", "小区3个，，惠及居民"),
        ("甲镇中学款", "新建教学楼。", "甲镇中学款"),
    ],
)
def test_planted_slips(name, content, written):
    assert slips(name, content) == [written]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("建学校", "占地面积20亩，建筑面积1.2万平方米。"),
        ("中心镇中心小学", "新建中心镇中心小学，建成体艺中心。"),
        ("推进中小学课后服务", "打造人行道示范道，整治人行道，完善运动场及附属用房。"),
        ("甲幼儿园二期", "新建农村户厕3座、农村公厕5座，改造社区公厕，新建社区公园。"),
        ("农村公路", "完成村道生命安全防护工程150公里。"),
        ("增加学前教育资源", "新建幼儿园6所，扩大优质教育资源。"),
        ("城市道路改造", "改造城市道路，提升城区道路；建设公租房小学、公租房中学。"),
    ],
)
def test_ordinary_words_are_not_doubted(name, content):
    assert slips(name, content) == []


def test_a_spelling_that_the_rest_of_the_list_does_not_share():
    usual = ("路", "村民小组通达率100%")
    assert slips("桥", "村民小组通答率100%", usual, ("灯", "村民小组通达率90%")) == ["组通答率"]
