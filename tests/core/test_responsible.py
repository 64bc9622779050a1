"""责任单位 of one cell: who leads, who supports, what is one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.core import aliases
from shishi_xl.core.responsible import can_be_a_unit, is_collective, split_units


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("区教委", ("区教委",)),
        ("区民政局、相关街镇", ("区民政局", "相关街镇")),
        ("甲，乙,丙；丁;戊/己\n庚", ("甲", "乙", "丙", "丁", "戊", "己", "庚")),
        ("区城管局、*区住建局", ("区住建局", "区城管局")),
        ("区住建局＊、区城管局", ("区住建局", "区城管局")),
        ("区财政局、区教委（牵头）", ("区教委", "区财政局")),
        ("区教委牵头，区财政局配合", ("区教委", "区财政局")),
        ("配合单位：区财政局；牵头单位：区教委", ("区财政局", "区教委")),
        ("区农业农村局(区水利局、区林业局)", ("区农业农村局(区水利局、区林业局)",)),
        ("区农业农村局（区水利局/区林业局），区财政局", ("区农业农村局（区水利局/区林业局）", "区财政局")),
        ("区规划自然资源\n局", ("区规划自然资源局",)),
        ("区规划自\n然资源局", ("区规划自然资源局",)),
        ("各街道、镇", ("各街道", "各镇")),
        ("国网供电公司、有关\n乡镇", ("国网供电公司", "有关乡镇")),
        ("区民政局、鼓楼\n街道、街道", ("区民政局", "鼓楼街道", "街道")),
        ("区住建局 区财政局", ("区住建局", "区财政局")),
        ("区教 委", ("区教委",)),
        ("、、 \n", ()),
        ("—", ()),
        ("市教育局（局长：刘强）、市财政局（王芳主任）", ("市教育局", "市财政局")),
        ("区妇联（区妇儿工委主任办）", ("区妇联（区妇儿工委主任办）",)),
        ("区民政局（68861234）", ("区民政局",)),
        ("无", ()),
        ("区教委、区教委", ("区教委",)),
    ],
)
def test_units_of_a_cell(cell, units):
    assert split_units(cell) == units


@pytest.mark.parametrize(
    "text", ["1", "①", "12万", "1-2", "３", "二", "（3）", "10月底", "2020年6月30日前", "第5项", "1,200万元"]
)
def test_a_figure_a_date_or_a_number_is_no_unit(text):
    assert not can_be_a_unit(text)


@pytest.mark.parametrize("name", ["甲", "区教委", "第八中学", "5G办", "三期指挥部", "ABC公司", "3号地块指挥部"])
def test_a_name_with_figures_in_it_is_still_a_unit(name):
    assert can_be_a_unit(name)


@given(st.lists(st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=5), min_size=1, max_size=5, unique=True))
def test_names_joined_come_apart_again(names):
    for separator in "、，,；;/\n":
        assert split_units(separator.join(names)) == tuple(names)


@pytest.mark.parametrize(
    "name", ["相关街镇", "相关园城公司", "各街道", "各园城管委会", "有关单位", "属地街镇", "各镇街", "区教委等部门"]
)
def test_collective_names(name):
    assert is_collective(name)


@pytest.mark.parametrize(
    "name", ["区教委", "朝阳街道", "缙云公司", "两江新区水土高新技术产业园", "区各民主党派办公室", "全民健身中心"]
)
def test_names_of_single_units(name):
    assert not is_collective(name)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("区教委", "重庆市北碚区教育委员会"),
        ("北碚区教委", "重庆市北碚区教育委员会"),
        ("区规自局", "重庆市北碚区规划和自然资源局"),
        ("区公安分局", "重庆市公安局北碚区分局"),
        ("市教委", "重庆市教育委员会"),
        ("缙云公司", ""),
        ("朝阳街道", ""),
    ],
)
def test_the_full_name_is_made_only_where_it_is_sure(name, full):
    assert aliases.full_name(name, "北碚区", "重庆市") == full


def test_the_short_forms_of_one_office_are_its_aliases_and_those_of_another_are_not():
    found = aliases.aliases("区住房城乡建委", "北碚区")
    assert {"区住建委", "北碚区住建委", "区住房和城乡建设委员会"} <= set(found)
    assert "区住房城乡建委" not in found
    assert not {name for forms in aliases.OFFICES if "住建委" not in forms for name in forms} & set(found)


@pytest.mark.parametrize(
    ("name", "district", "known"),
    [
        (
            "海门街道",
            "海门区",
            {
                "海门街道办事处",
                "海门街道办",
                "海门街办",
                "海门区人民政府海门街道办事处",
                "海门区海门街道",
                "海门区海门街道办事处",
            },
        ),
        (
            "沛城街道",
            "沛县",
            {
                "沛城街道办事处",
                "沛城街道办",
                "沛城街办",
                "沛县人民政府沛城街道办事处",
                "沛县沛城街道",
                "沛县沛城街道办事处",
            },
        ),
        ("海门镇", "海门区", {"海门镇人民政府", "海门镇政府", "海门区海门镇", "海门区海门镇人民政府"}),
        (
            "州城街道",
            "东平县",
            {
                "州城街道办事处",
                "州城街道办",
                "州城街办",
                "东平县人民政府州城街道办事处",
                "东平县州城街道",
                "东平县州城街道办事处",
            },
        ),
        (
            "海门区三厂街道",
            "海门区",
            {"三厂街道办事处", "三厂街道办", "三厂街办", "海门区人民政府三厂街道办事处", "海门区三厂街道办事处"},
        ),
        (
            "三厂街道",
            "海门区",
            {
                "三厂街道办事处",
                "三厂街道办",
                "三厂街办",
                "海门区人民政府三厂街道办事处",
                "海门区三厂街道",
                "海门区三厂街道办事处",
            },
        ),
    ],
)
def test_a_town_that_bears_the_name_of_the_district_keeps_it(name, district, known):
    assert set(aliases.aliases(name, district)) == known


@pytest.mark.parametrize("name", ["海门街道办事处", "海门区海门街道", "海门街道"])
def test_a_town_by_its_other_names_is_the_same(name):
    assert aliases.same_office(name, "海门街道", "海门区")


def test_every_form_belongs_to_one_office():
    forms = [form for row in aliases.OFFICES for form in row]
    assert len(forms) == len(set(forms))
