"""A notice imported again: what the office typed stays, what the notice changed comes in, and both are said."""

from dataclasses import replace

import pytest

from shishi_xl.core import notice
from shishi_xl.core.catalogue_merge import merge
from shishi_xl.core.model import Catalogue, Decision, Direction, Indicator, Joint, Project, UnitKind
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings
from tests.notices import document

FIRST = """
序号 | 项目名称 | 项目内容 | 责任单位
1 | 公路 | 修建公路30公里，改造桥梁4座。 | 区交通局
2 | 公厕 | 新建公厕6座。 | 区城管局、相关街镇
3 | 食堂 | 改造食堂9个。 | 区教委
"""


def read(table=FIRST):
    return notice.read(document("丙区2021年民生实事项目清单", table)).catalogue


@pytest.fixture
def base():
    return read()


@pytest.fixture
def mine(base):
    """The office has worked in every sheet."""
    first, second, third = base.projects
    units = tuple(
        replace(unit, members=("甲镇", "乙镇"))
        if unit.kind is UnitKind.COLLECTIVE
        else replace(unit, contact="张三", phone="123", mail="a@b.c", aliases=(*unit.aliases, "自己加的"))
        if unit.name == "区交通局"
        else unit
        for unit in base.units
    )
    road, bridge, *others = base.indicators
    return Catalogue(
        (replace(first, plan=1200.0, weight=2.0, joint=Joint.MEAN), replace(second, content="新建公厕6座（办公室改）。"), third),
        (replace(road, target=35.0, weight=3.0), *others, Indicator(first.key, "护栏", 8.0, "公里")),
        units,
        (Decision(Period(2021, 6), first.key, 80.0, "电话核实", "李四"),),
        Settings({**base.settings.values, "联系人": "王五", "超序时": "3"}),
    ), bridge  # fmt: skip


def test_the_same_notice_again_changes_nothing(base, mine):
    catalogue, bridge = mine
    merged = merge(catalogue, read(), base)
    assert merged.changes == ()
    assert merged.catalogue.indicators_by_project == catalogue.indicators_by_project
    assert merged.catalogue == replace(catalogue, indicators=merged.catalogue.indicators, doubts=())
    assert bridge.name not in [one.name for one in merged.catalogue.indicators]  # struck out, stays out


def test_the_same_notice_again_without_a_record_of_the_last_import_keeps_every_edit(mine):
    catalogue, _ = mine
    merged = merge(catalogue, read())
    assert merged.catalogue.projects == catalogue.projects
    assert set(catalogue.indicators) <= set(merged.catalogue.indicators)
    assert merged.catalogue.units == catalogue.units
    assert merged.catalogue.decisions == catalogue.decisions
    assert any("保留现有的“新建公厕6座（办公室改）。”" in sentence for sentence in merged.changes)


def test_a_changed_notice_comes_in_where_the_office_changed_nothing(base, mine):
    catalogue, _ = mine
    changed = FIRST.replace("改造食堂9个", "改造食堂12个").replace("| 区教委", "| 区教委、区财政局")
    merged = merge(catalogue, read(changed), base)
    third = merged.catalogue.project_by_key["附1-03"]
    assert (third.content, third.units) == ("改造食堂12个。", ("区教委", "区财政局"))
    assert [one.target for one in merged.catalogue.indicators_by_project["附1-03"]] == [12.0]
    assert "区财政局" in merged.catalogue.unit_by_name
    said = "\n".join(merged.changes)
    for words in (
        "附1-03“食堂”的项目内容随通知",
        "附1-03“食堂”的责任单位随通知",
        "随通知改为 12个",
        "新增责任单位“区财政局”",
    ):
        assert words in said


def test_where_both_changed_the_office_wins_and_both_are_said(base, mine):
    catalogue, _ = mine
    changed = FIRST.replace("新建公厕6座", "新建公厕7座").replace("公路30公里", "公路32公里")
    merged = merge(catalogue, read(changed), base)
    assert merged.catalogue.project_by_key["附1-02"].content == "新建公厕6座（办公室改）。"
    assert merged.catalogue.indicators_by_project["附1-01"][0].target == 35.0
    said = "\n".join(merged.changes)
    assert "保留现有的“新建公厕6座（办公室改）。”，通知上是“新建公厕7座。”" in said
    assert "保留现有的 35公里，通知上是 32公里" in said


def test_a_project_gone_from_the_notice_is_kept_and_reported(base, mine):
    catalogue, _ = mine
    without = "\n".join(line for line in FIRST.splitlines() if "公厕" not in line)
    merged = merge(catalogue, read(without), base)
    assert [one.key for one in merged.catalogue.projects] == ["附1-01", "附1-02", "附1-03"]
    (said,) = [sentence for sentence in merged.changes if "通知里已没有项目 附1-02“公厕”" in sentence]
    assert "“指标”“人工核定”里它的行也一并删去" in said


def test_a_project_the_office_added_is_kept_in_silence(base, mine):
    catalogue, _ = mine
    own = Project("附9-01", "附件9", "", "", "1", "自己加的", "修灯3盏", ("区城管局",))
    merged = merge(replace(catalogue, projects=(*catalogue.projects, own)), read(), base)
    assert merged.catalogue.projects[-1] == own
    assert merged.changes == ()


def test_projects_keep_their_keys_when_one_is_inserted_before_them(base, mine):
    catalogue, _ = mine
    lines = FIRST.strip().splitlines()
    inserted = "\n".join(
        [lines[0], "1 | 新来的 | 植树100株。 | 区林业局"]
        + [f"{at} |{line.split('|', 1)[1]}" for at, line in enumerate(lines[1:], 2)]
    )
    merged = merge(catalogue, read(inserted), base)
    assert [(one.key, one.number, one.name) for one in merged.catalogue.projects] == [
        ("附1-01-2", "1", "新来的"),
        ("附1-01", "2", "公路"),
        ("附1-02", "3", "公厕"),
        ("附1-03", "4", "食堂"),
    ]
    assert merged.catalogue.project_by_key["附1-01"].plan == 1200.0
    assert merged.catalogue.decisions == catalogue.decisions
    assert len({one.key for one in merged.catalogue.projects}) == 4


def test_a_project_the_office_renamed_is_still_the_same_project(base, mine):
    catalogue, _ = mine
    first, *others = catalogue.projects
    renamed = replace(catalogue, projects=(replace(first, name="完全另一个名字"), *others))
    merged = merge(renamed, read(), base)
    assert [one.name for one in merged.catalogue.projects] == ["完全另一个名字", "公厕", "食堂"]
    assert merged.changes == ()


def test_a_unit_written_by_an_alias_makes_no_second_unit(base, mine):
    catalogue, _ = mine
    merged = merge(catalogue, read(FIRST.replace("| 区交通局", "| 自己加的")), base)
    assert merged.catalogue.project_by_key["附1-01"].units == ("区交通局",)
    assert "自己加的" not in merged.catalogue.unit_by_name


def test_a_name_the_office_gave_one_unit_is_not_given_to_another(base):
    before = notice.read(document("民生实事项目清单", FIRST)).catalogue  # no district: no 丙区教委 yet
    mine = replace(
        before,
        units=tuple(replace(one, aliases=("丙区教委",)) if one.name == "区城管局" else one for one in before.units),
    )
    names = {one.name: one.aliases for one in merge(mine, base, before).catalogue.units}
    assert "丙区教委" in names["区城管局"]
    assert "丙区教委" not in names["区教委"]
    assert "区教育委员会" in names["区教委"]


def test_a_setting_the_office_typed_stays_and_an_untouched_default_gives_way():
    table = "联系人：张三，每月20日前报县发改局汇总。"
    theirs = notice.read(document("丙县2021年民生实事清单", table, FIRST)).catalogue
    mine = Catalogue((), (), (), (), Settings({"联系人": "王五", "截止日": "25", "年度": ""}))
    merged = merge(mine, theirs)
    assert merged.catalogue.settings.values == {
        "联系人": "王五",
        "截止日": "20",
        "年度": "2021",
        "区县": "丙县",
        "汇总单位": "县发改局",
    }


def test_an_indicator_keeps_its_direction_through_an_edit(base, mine):
    catalogue, _ = mine
    turned = tuple(
        replace(one, direction=Direction.AT_MOST) if one.name == "护栏" else one for one in catalogue.indicators
    )
    merged = merge(replace(catalogue, indicators=turned), read(), base)
    assert merged.catalogue.indicators_by_project["附1-01"][-1].direction is Direction.AT_MOST


def test_an_indicator_the_office_renamed_is_asked_about_when_its_figure_changes(base):
    road, *others = base.indicators
    mine = replace(base, indicators=(replace(road, name="县道"), *others), doubts=())
    merged = merge(mine, read(FIRST.replace("30公里", "33公里")), base)
    assert [one.target for one in merged.catalogue.indicators_by_project[road.project]] == [30.0, 4.0]
    (said,) = [change for change in merged.changes if "指标" in change]
    assert said.endswith("的指标“修建公路”通知上现为 33公里；项目库里已改名或删去，没有改动，请核对")
