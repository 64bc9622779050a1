"""累计完成投资 of joint projects: known only where every unit that matters has said it."""

import pytest

from shishi_xl.core.joint import invested
from shishi_xl.core.model import Joint
from shishi_xl.core.reports import gather
from shishi_xl.core.standing import status
from tests.core.months import catalogue, entries, month, project, record


def amount(how, *values, units=("甲", "乙")):
    """The investment of a joint project; "—" is a unit that has not reported."""
    one = project("附1-01", units, joint=how)
    listed = catalogue([one])
    sent = [
        (record(at, unit), entries("附1-01", investment=value))
        for at, (unit, value) in enumerate(zip(units, values, strict=True), 1)
        if value != "—"
    ]
    june = month(*sent)
    return invested(one, units, gather(listed, june, status(listed, june))["附1-01"])


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
