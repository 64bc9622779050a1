"""From the cells of a returned form to its values: whole forms."""

import pytest

from shishi_xl.core.form import FieldName
from shishi_xl.core.grid import Place
from shishi_xl.core.recognition import recognise
from shishi_xl.core.submission import IdentitySource
from tests.sheets import CATALOGUE, FORM, JUNE, KEY, change, codes, issued, values


def test_a_plain_issued_form_is_read_whole_and_without_remarks():
    submission = recognise(issued("区教委"), FORM, CATALOGUE, KEY)
    assert (submission.unit, submission.period, submission.identity) == ("区教委", JUNE, IdentitySource.SIGNED)
    assert submission.findings == ()
    assert values(submission)["附1-02", "", FieldName.INVESTMENT] == 120.0
    assert values(submission)["附1-01", "毛入园率", FieldName.CURRENT] == 48.0
    assert values(submission)["", "", "填报人"] == "张三"
    keys = {entry.project for entry in submission.entries if entry.project}
    assert keys == {"附1-01", "附1-02", "附2-01", "附2-04", "附2-05"}


def test_every_value_knows_its_place_and_its_own_words():
    submission = recognise(issued("区教委"), FORM, CATALOGUE, KEY)
    found = {(entry.project, entry.field): entry for entry in submission.entries if not entry.indicator}
    entry = found["附1-02", FieldName.INVESTMENT]
    assert (entry.place, entry.raw) == (Place("推进情况表", 7, 6), "120")


@pytest.mark.parametrize(
    ("text", "filler", "phone"),
    [
        ("填报人：李四      联系电话：023-68860000", "李四", "023-68860000"),
        ("填报人：李 四　审核人（签字）：王五　联系电话：68860000", "李 四", "68860000"),
        ("填报人：____李四____ 联系电话：_____", "李四", None),
        ("填报人：      联系电话：68860000", None, "68860000"),
    ],
)
def test_labels_written_one_after_the_other_in_one_cell_are_each_its_own(text, filler, phone):
    book = issued("区教委")
    (row,) = [number for number, row in enumerate(book.sheets[0].rows, 1) if "填报人：" in row]
    for place, cell in ((f"B{row}", text), (f"C{row}", None), (f"D{row}", None), (f"E{row}", None)):
        book = change(book, f"推进情况表!{place}", cell)
    found = values(recognise(book, FORM, CATALOGUE, KEY))
    assert (found["", "", "填报人"], found["", "", "联系电话"]) == (filler, phone)


@pytest.mark.parametrize("unit", CATALOGUE.responsible_units)
def test_without_the_hidden_sheet_the_page_says_who_and_when(unit):
    signed = recognise(issued(unit), FORM, CATALOGUE, KEY)
    plain = recognise(issued(unit, signed=False), FORM, CATALOGUE, KEY)
    assert (plain.unit, plain.period, plain.identity) == (unit, JUNE, IdentitySource.PAGE)
    assert plain.entries == signed.entries
    assert codes(plain.findings) == [("identity-from-page", "A3")]


def test_an_empty_form_is_read_as_blank():
    submission = recognise(issued("区交通局", filled=False), FORM, CATALOGUE, KEY)
    assert {entry.value for entry in submission.entries} == {None}
    assert submission.findings == ()


def test_an_indicator_with_its_unit_behind_it_is_the_same():
    book = change(issued("区交通局"), "量化指标!C5", "建设里程（公里）")
    submission = recognise(book, FORM, CATALOGUE, KEY)
    assert "unknown-indicator" not in {finding.code for finding in submission.findings}
    assert (
        values(submission)["附1-04", "建设里程", "本期累计"]
        == values(recognise(issued("区交通局"), FORM, CATALOGUE, KEY))["附1-04", "建设里程", "本期累计"]
    )
