"""累计完成投资 of joint projects: known only where every unit that matters has said it."""

import pytest

from shishi_xl.core.joint import invested
from shishi_xl.core.model import Joint
from shishi_xl.core.reports import gather
from shishi_xl.core.standing import status
from tests.core.months import catalogue, entries, month, project, record


def amount(how, *values, units=("甲", "乙"), plan=None, before=None):
    """The investment of a joint project; "—" is a unit that has not reported."""
    one = project("附1-01", units, joint=how, plan=plan)
    listed = catalogue([one])
    sent = [
        (record(at, unit), entries("附1-01", investment=value))
        for at, (unit, value) in enumerate(zip(units, values, strict=True), 1)
        if value != "—"
    ]
    june = month(*sent)
    reports = gather(listed, june, status(listed, june))["附1-01"]
    return invested(one, units, reports, tolerance=5, before=before)


@pytest.mark.parametrize(
    ("how", "values", "expected"),
    [
        (Joint.LEAD, (30.0, 10.0), 30),
        (Joint.LEAD, (None, 10.0), None),
        (Joint.LEAD, ("—", 10.0), 10),
        (Joint.LEAD, ("—", None), None),
        (Joint.LEAD, ("—", "—"), None),
        (Joint.SUM, (30.0, 10.0), 40),
        (Joint.SUM, (30.0, 0.0), 30),
        (Joint.SUM, (30.0, "/"), 30),
        (Joint.SUM, ("/", "/"), None),
        (Joint.SUM, (30.0, None), None),
        (Joint.SUM, (30.0, "—"), None),
        (Joint.MEAN, (30.0, 10.0), 20),
        (Joint.MEAN, (30.0, "—"), None),
    ],
)
def test_by_the_way_the_catalogue_says(how, values, expected):
    assert amount(how, *values).value == expected


def test_a_supporters_figure_is_marked_and_keeps_its_place():
    found = amount(Joint.LEAD, "—", 10.0)
    assert found.mark == "牵头单位甲未报，按配合单位乙"
    assert (found.origins[0].unit, found.origins[0].cell) == ("乙", "F7")


def test_blank_is_not_nought():
    assert amount(Joint.LEAD, 0.0, units=("甲",)).value == 0
    assert amount(Joint.LEAD, None, units=("甲",)).value is None


THREE = ("甲", "乙", "丙")


@pytest.mark.parametrize(("plan", "before"), [(100.0, 138.0), (None, 138.0)])
@pytest.mark.parametrize("values", [("—", 0.0), ("—", None), ("—", "/")])
def test_a_supporter_without_money_does_not_say_that_the_project_has_none(values, plan, before):
    found = amount(Joint.LEAD, *values, plan=plan, before=before)
    assert found.value is None
    assert found.mark == "牵头单位甲未报，配合单位乙填的是0或空白，不能代表整个项目"


def test_the_leads_own_nought_counts_and_that_of_a_project_without_money_too():
    assert amount(Joint.LEAD, 0.0, 50.0, plan=100.0, before=138.0).value == 0
    assert amount(Joint.LEAD, "—", 0.0).value == 0
    assert amount(Joint.LEAD, "—", 0.0, before=0.0).value == 0
    assert amount(Joint.LEAD, "—", 0.0, plan=100.0).mark == "牵头单位甲未报，按配合单位乙"
    assert amount(Joint.LEAD, "—", "/", plan=100.0).value is None


def test_of_several_supporters_those_with_money_speak():
    found = amount(Joint.LEAD, "—", 0.0, 60.0, units=THREE, plan=100.0)
    assert (found.value, found.mark) == (60, "牵头单位甲未报，按配合单位丙")


@pytest.mark.parametrize(
    ("plan", "values", "expected"),
    [(100.0, (60.0, 64.0), 60), (100.0, (60.0, 66.0), None), (None, (96.0, 100.0), 96), (None, (94.0, 100.0), None)],
)
def test_supporters_that_differ_much_do_not_stand_for_the_lead(plan, values, expected):
    found = amount(Joint.LEAD, "—", *values, units=THREE, plan=plan)
    assert found.value == expected
    if expected is None:
        said = "、".join(f"{unit} {value:g}万元" for unit, value in zip("乙丙", values, strict=True))
        assert found.mark == f"牵头单位甲未报，配合单位报的不一致（{said}）"
