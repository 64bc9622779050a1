"""Issue → fill in → read back: what a unit writes arrives as it was written, through a 改错回件 too."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shishi_xl.core import recognition
from shishi_xl.core.form import FieldType
from shishi_xl.core.grid import Book, Flaw, Sheet, Visibility
from shishi_xl.core.submission import IdentitySource
from shishi_xl.excel import blank_template, marked
from shishi_xl.excel.form import Renderer
from shishi_xl.reading import opening
from tests.examples import CATALOGUE, JUNE, KEY
from tests.excel.workbooks import add_column, edited_template, move_rows_down, swap_columns

RENDERERS = {
    "as drawn": Renderer(blank_template.draw()),
    "edited by the office": Renderer(
        edited_template(
            add_column("开工时间", ("开工时间", "日期", "是")),
            add_column("分管领导", ("分管领导", "文本", "否"), at=9),
            swap_columns("C", "G"),
            move_rows_down,
        )
    ),
}
UNITS = ("区教委", "区人力社保局", "区卫生健康委")
VALUES = {  # no 1 among the numbers: in a row of % it may mean 100
    FieldType.TEXT: st.text("截至月底累计完成主体结构施工ab", min_size=1, max_size=80),
    FieldType.MONEY: st.floats(0, 1e6).map(lambda number: round(number, 2)),
    FieldType.NUMBER: st.integers(2, 10**6).map(float),
    FieldType.DATE: st.dates(date(2001, 1, 1), date(2090, 12, 31)),
}


def read_back(content, form):
    result = opening.parse(content)
    sheets = tuple(
        Sheet(
            sheet["name"], tuple(map(tuple, sheet["rows"])), sheet["top"], sheet["left"], Visibility(sheet["visibility"]),
            tuple(sheet["merges"]), frozenset(sheet["hidden_rows"]), frozenset(sheet["hidden_columns"]),
            {place: (Flaw(kind), text) for place, (kind, text) in sheet["flaws"].items()},
        )
        for sheet in result["sheets"]
    )  # fmt: skip
    return recognition.recognise(Book(sheets, result["kind"]), form, CATALOGUE, KEY)


@pytest.mark.parametrize("name", RENDERERS)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate, Phase.shrink),  # explaining a failure would render hundreds of forms more
)
@given(data=st.data())
def test_what_is_filled_in_is_read_back(name, data):
    renderer = RENDERERS[name]
    unit = data.draw(st.sampled_from(UNITS))
    types = {column.field: column.rule.type for column in renderer.template.form.inputs}
    filled = {
        key: data.draw(VALUES[types[key.field]]) for key in renderer.places(unit, CATALOGUE) if key.field in types
    }
    form = renderer.render(unit, JUNE, CATALOGUE, {}, KEY, filled=filled)
    for content in (form, marked.mark(form, ())):
        submission = read_back(content, renderer.template.form)
        assert (submission.unit, submission.period, submission.identity) == (unit, JUNE, IdentitySource.SIGNED)
        assert submission.findings == ()
        read = {(entry.project, entry.indicator, entry.field): entry.value for entry in submission.entries}
        assert {key: read.get(key) for key in filled} == filled
