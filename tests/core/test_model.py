"""项目库 as values."""

from shishi_xl.core.model import OVERALL, Catalogue, Indicator, Project, Unit, UnitKind


def catalogue(members=()):
    projects = (
        Project("附1-01", "附件1", "", "", "1", "甲", "", ("区教委",)),
        Project("附1-02", "附件1", "", "", "2", "乙", "", ("区民政局", "相关街镇", "区教委")),
    )
    units = (Unit("区教委"), Unit("区民政局"), Unit("相关街镇", UnitKind.COLLECTIVE, members=members))
    return Catalogue(projects, (Indicator("附1-01", "里程", 113, "公里"),), units)


def test_a_collective_without_members_gets_no_form_and_is_named():
    assert catalogue().responsible_units == ("区教委", "区民政局")
    assert catalogue().empty_collectives == ("相关街镇",)


def test_members_stand_for_their_collective_once():
    found = catalogue(("朝阳街道", "区民政局"))
    assert found.units_of(found.projects[1]) == ("区民政局", "朝阳街道", "区教委")
    assert found.empty_collectives == ()
    assert [project.key for project in found.projects_of("朝阳街道")] == ["附1-02"]


def test_a_project_without_an_indicator_still_has_one():
    (only,) = catalogue().indicators_by_project["附1-02"]
    assert (only.name, only.target, only.unit) == (OVERALL, 100, "%")
