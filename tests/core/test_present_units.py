"""A unit of measure that the office changes after a figure was accepted never turns it into another figure."""

from dataclasses import replace

import pytest

from shishi_xl.core.completion import complete
from shishi_xl.core.form import FieldName
from shishi_xl.core.present_units import in_present_units
from shishi_xl.core.recognition import recognise
from shishi_xl.core.reports import gather
from shishi_xl.core.standing import status
from tests.core.months import JUNE, month, record, silent
from tests.sheets import CATALOGUE, FORM, KEY, change, issued


def road(unit, target):
    """Return the catalogue with 建设里程 measured otherwise, and what is made of 50 公里 accepted before."""
    roads = (replace(one, unit=unit, target=target) if one.name == "建设里程" else one for one in CATALOGUE.indicators)
    later = replace(CATALOGUE, indicators=tuple(roads))
    accepted = recognise(change(issued("区交通局"), "量化指标!G5", 50.0), FORM, CATALOGUE, KEY).entries
    return later, in_present_units(accepted, later)


def completion(unit, target):
    later, entries = road(unit, target)
    june = month((record(1, "区交通局"), entries))
    project = later.project_by_key["附1-04"]
    reports = gather(later, june, status(later, june))["附1-04"]
    return complete(later, project, reports, period=JUNE, read=silent)


@pytest.mark.parametrize(
    ("unit", "target", "number"), [("公里", 113.0, 50.0), ("千米", 113.0, 50.0), ("米", 113_000.0, 50_000.0)]
)
def test_a_figure_is_converted_with_its_unit(unit, target, number):
    _, entries = road(unit, target)
    assert [one.value for one in entries if one.field == FieldName.CURRENT] == [number]
    assert completion(unit, target).percent == pytest.approx(50 / 113 * 100)


@pytest.mark.parametrize("unit", ["户", "标段"])
def test_a_figure_that_cannot_be_converted_counts_no_more_and_says_why(unit):
    found = completion(unit, 113.0)
    assert found.percent is None
    assert f"建设里程报的“50”按公里计，计量单位后来改成了{unit}，不能换算" in found.basis
