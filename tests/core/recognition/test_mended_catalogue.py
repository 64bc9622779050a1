"""The office mends its catalogue while forms are out: what comes back is still understood, and never in another unit."""

from dataclasses import replace

import pytest

from shishi_xl.core import identity
from shishi_xl.core.form import FieldName
from shishi_xl.core.model import Unit
from shishi_xl.core.recognition import recognise
from shishi_xl.core.submission import SHARED
from tests.sheets import CATALOGUE, FORM, KEY, change, codes, issued, values


def mended(*, projects=None, indicators=None, units=()):
    """Return the catalogue with facts of projects (by 项目编号), indicators (by name) and units (by name) changed."""
    changed = dict(units)
    return replace(
        CATALOGUE,
        projects=tuple(
            replace(
                one, units=tuple(changed.get(name, name) for name in one.units), **(projects or {}).get(one.key, {})
            )
            for one in CATALOGUE.projects
        ),
        indicators=tuple(replace(one, **(indicators or {}).get(one.name, {})) for one in CATALOGUE.indicators),
        units=tuple(
            Unit(changed[one.name], aliases=(one.name,)) if one.name in changed else one for one in CATALOGUE.units
        ),
    )


def read(book, catalogue):
    return recognise(book, FORM, catalogue, KEY)


def test_a_project_renamed_since_is_known_by_its_row_and_content_on_both_sheets():
    later = mended(projects={"附1-04": {"name": "农村公路建养"}})
    submission = read(issued("区交通局"), later)
    assert codes(submission.findings) == [("list-changed", "B6"), ("list-changed", "B5")]
    assert values(submission) == values(read(issued("区交通局"), CATALOGUE))


def test_a_strange_name_on_the_row_of_a_project_does_not_make_it_that_project():
    book = change(change(issued("区交通局"), "推进情况表!B6", "桥梁养护"), "推进情况表!C6", "养护桥梁9座。")
    assert ("unknown-row", "B6") in codes(read(book, CATALOGUE).findings)


def test_a_unit_renamed_since_is_known_by_its_alias():
    submission = read(issued("区交通局"), mended(units={"区交通局": "区交通运输委"}))
    assert (submission.unit, submission.findings) == ("区交通运输委", ())


def test_a_unit_that_is_gone_is_said():
    later = mended(units={"区交通局": "区交通运输委"})
    later = replace(later, units=tuple(replace(unit, aliases=()) for unit in later.units))
    submission = read(issued("区交通局"), later)
    assert (submission.unit, codes(submission.findings)[0][0]) == ("区交通局", "unknown-unit")


@pytest.mark.parametrize(
    ("unit", "target", "cell", "number", "noted"),
    [
        ("米", 113_000.0, 50, 50_000.0, "unit-converted"),
        ("米", 113_000.0, "约1,200", 1_200_000.0, "approximate"),
        ("米", 113_000.0, "50公里", 50_000.0, "unit-converted"),
        ("千米", 113.0, 50, 50.0, ""),  # the same by another word
        ("户", 113.0, 50, None, SHARED),  # measure-changed says so at the unit
        ("标段", 113.0, 50, 50.0, ""),  # a unit nobody can convert: the changed cell is a doubt all the same
    ],
)
def test_a_bare_number_is_in_the_unit_its_row_prints(unit, target, cell, number, noted):
    later = mended(indicators={"建设里程": {"unit": unit, "target": target}})
    submission = read(change(issued("区交通局"), "量化指标!G5", cell), later)
    (entry,) = [one for one in submission.entries if one.field == FieldName.CURRENT]
    assert entry.value == number
    assert noted in {entry.flaw, *entry.notes} or not noted
    assert "list-changed" in {finding.code for finding in submission.findings}


def test_a_unit_of_measure_typed_over_is_taken_at_its_word():
    book = change(change(issued("区交通局"), "量化指标!D5", "米"), "量化指标!G5", 50_000)
    (entry,) = [one for one in read(book, CATALOGUE).entries if one.field == FieldName.CURRENT]
    assert (entry.value, entry.raw, entry.notes) == (50.0, "50000", ("unit-converted",))


def test_what_the_office_changed_is_no_fault_of_the_unit_and_what_the_unit_changed_still_is():
    later = mended(
        projects={"附1-04": {"content": "建设里程120公里。", "plan": 9500.0}}, indicators={"建设里程": {"target": 120}}
    )
    found = read(change(issued("区交通局"), "推进情况表!D6", "区水利局"), later).findings
    assert codes(found) == [("preset-changed", "D6"), ("list-changed", "C6"), ("list-changed", "E5")]
    (target,) = [one for one in found if one.cell == "E5"]
    assert (target.level.value, target.value, target.project) == ("提示", "113", "附1-04")
    assert "“113”" in target.message
    assert "“120”" in target.message


def test_a_form_that_does_not_say_what_was_printed_on_it_is_compared_with_the_list():
    later = mended(projects={"附1-04": {"content": "建设里程120公里。"}})
    old = issued("区交通局")
    signed = identity.read(old.sheets[2].rows, KEY).identity
    bare = replace(signed, rows=tuple(replace(row, marks=()) for row in signed.rows))
    mark = replace(old.sheets[2], rows=tuple(map(tuple, identity.write(bare, KEY))))
    submission = read(replace(old, sheets=(*old.sheets[:2], mark)), later)
    assert (submission.unit, codes(submission.findings)) == ("区交通局", [("preset-changed", "C6")])
