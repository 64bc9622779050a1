"""What holds for any filling and any grid: what is filled in comes back, and nothing makes recognition fall over."""

from dataclasses import replace
from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from shishi_xl.core import checks
from shishi_xl.core.findings import Level
from shishi_xl.core.form import FieldName
from shishi_xl.core.grid import Book, Flaw, Sheet, Visibility
from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, KEY, change, issued, values

UNIT = "区教委"
KEYS = [project.key for project in CATALOGUE.projects_of(UNIT)]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=2, max_size=30).filter(
    lambda text: any(sign.isalpha() for sign in text) and text.lower().strip(" .。") not in {"na", "nil"}
)
MONEY = st.integers(0, 10**7).map(lambda cents: cents / 100)


@given(
    st.lists(WORDS.map(lambda text: f"完成{text}处"), min_size=5, max_size=5),
    st.lists(MONEY, min_size=5, max_size=5),
    st.booleans(),
)
@settings(max_examples=50, deadline=None)
def test_what_is_filled_in_comes_back(texts, amounts, signed):
    book = issued(UNIT, signed=signed)
    for place, (text, amount) in enumerate(zip(texts, amounts, strict=True)):
        book = change(change(book, f"推进情况表!E{6 + place}", text), f"推进情况表!F{6 + place}", amount)
    submission = recognise(book, FORM, CATALOGUE, KEY)
    found = values(submission)
    assert [found[key, "", FieldName.PROGRESS] for key in KEYS] == [text.strip() for text in texts]
    assert [found[key, "", FieldName.INVESTMENT] for key in KEYS] == amounts
    assert not [finding for finding in submission.findings if finding.level is Level.ERROR]


HEADINGS = ["序号", "项目名称", "项目内容", "责任单位", "完成情况", "1-6月形象进度", "1-6月完成投资", "存在的主要问题", "指标",
            "本期累计", "填报单位：区教委", "合计", "续表", "一、学校（共5所）", "填报人：", "金额单位：元", "截至6月底"]  # fmt: skip
NAMES = [project.name for project in CATALOGUE.projects] + [one.name for one in CATALOGUE.indicators]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(HEADINGS),
    st.sampled_from(NAMES),
    st.sampled_from(["区教委", "1", "2", "50%", "约3", "/", "附1-01", "#REF!"]),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from([datetime(2020, 1, 6), time(1, 2)]),
    st.text(max_size=8),
)
ROWS = st.lists(st.lists(CELLS, max_size=8).map(tuple), max_size=12).map(tuple)
CORNERS = st.tuples(*[st.integers(1, 12)] * 4).map(
    lambda box: (min(box[0], box[2]), min(box[1], box[3]), *map(max, box[:2], box[2:]))
)
SHEETS = st.builds(
    Sheet,
    name=st.sampled_from(["推进情况表", "量化指标", "Sheet1", "_标识", "改错清单", ""]),
    rows=ROWS,
    top=st.integers(1, 3),
    left=st.integers(1, 3),
    visibility=st.sampled_from(list(Visibility)),
    merges=st.lists(CORNERS, max_size=3).map(tuple),
    hidden_rows=st.frozensets(st.integers(1, 9), max_size=2),
    hidden_columns=st.frozensets(st.integers(1, 9), max_size=2),
    flaws=st.dictionaries(
        st.tuples(st.integers(1, 9), st.integers(1, 9)),
        st.tuples(st.sampled_from(list(Flaw)), st.text(max_size=3)),
        max_size=2,
    ),
)


def judged(book):
    """Return the submission and findings of a book, all of which must be writable."""
    submission = recognise(book, FORM, CATALOGUE, KEY)
    found = (*submission.findings, *checks.run([submission], FORM, CATALOGUE)[0])
    for finding in found:
        finding.message.encode("utf-8")
    return submission, found


@given(st.lists(SHEETS, max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_grid_is_answered_with_findings(sheets):
    submission, found = judged(Book(tuple(sheets), "xlsx"))
    assert submission.is_form or found


@given(
    st.dictionaries(st.tuples(st.integers(0, 1), st.integers(1, 14), st.integers(1, 9)), CELLS, max_size=6),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_form_with_any_cells_changed_never_takes_a_row_for_another_units(cells, signed):
    book = issued(UNIT, signed=signed)
    for (sheet, row, column), value in cells.items():
        name = ("推进情况表", "量化指标")[sheet]
        book = change(book, f"{name}!{chr(64 + column)}{row}", value)
    submission, found = judged(book)
    accepted = submission.unit is not None and not any(finding.level is Level.ERROR for finding in found)
    if accepted:
        own = {project.key for project in CATALOGUE.projects_of(submission.unit)}
        assert {entry.project for entry in submission.entries} - {""} <= own
        assert submission.unit == UNIT


@given(SHEETS)
@settings(max_examples=50, deadline=None)
def test_a_stray_sheet_beside_a_form_never_changes_an_accepted_value(stray):
    book = issued(UNIT)
    submission, found = judged(replace(book, sheets=(*book.sheets, replace(stray, name="杂项"))))
    if not any(finding.level is Level.ERROR for finding in found):
        assert values(submission) == values(recognise(book, FORM, CATALOGUE, KEY))
