"""Checks over frames of submissions: each code is triggered at its place, and nothing a check says is lost."""

import pytest

from shishi_xl.core import checks
from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, JUNE, KEY, change, codes, issued

MAY = JUNE.previous


def submission(*changes, unit="区交通局", period=JUNE):
    book = issued(unit, period)
    for place, value in changes:
        book = change(book, place, value)
    return recognise(book, FORM, CATALOGUE, KEY)


def said(*changes, unit="区交通局", before=None):
    """Return (code, cell) of what the checks say of a form with some cells changed."""
    previous = {unit: before.entries} if before else {}
    return codes(checks.run([submission(*changes, unit=unit)], FORM, CATALOGUE, previous)[0])


def test_a_plain_form_has_nothing_to_be_said_about():
    for unit in CATALOGUE.responsible_units:
        assert said(unit=unit, before=submission(unit=unit, period=MAY)) == []


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("推进情况表!E6", None, "required-blank"),
        ("推进情况表!E6", "  ", "required-blank"),
        ("推进情况表!E6", "/", "nothing-not-allowed"),
        ("推进情况表!F6", "详见附件", "not-a-number"),
        ("推进情况表!F6", "300或400", "several-numbers"),
        ("推进情况表!F6", "近300", "not-exact"),
        ("推进情况表!F6", "300户", "unit-unclear"),
        ("推进情况表!F6", -5, "negative"),
        ("推进情况表!F6", "约300", "approximate"),
        ("推进情况表!F6", "0.03亿元", "unit-converted"),
        ("推进情况表!E12", "六月底", "not-a-date"),
        ("量化指标!G5", "9600米", "unit-converted"),
        ("量化指标!G5", 400, "above-target"),
        ("推进情况表!F6", 14000, "above-plan"),
        ("推进情况表!F6", 3000000, "maybe-yuan"),
    ],
)
def test_a_wrong_cell_is_found_where_it_is(place, value, code):
    place = "推进情况表!E9" if code == "not-a-date" else place
    assert said((place, value)) == [(code, place.split("!")[1])]
