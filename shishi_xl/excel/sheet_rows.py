"""A plan's rows written for one unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from shishi_xl.core import issue
from shishi_xl.core.form import FieldName, Form, Scope
from shishi_xl.core.grid import column_letters
from shishi_xl.core.issue import IssuedRow, Value, ValueKey
from shishi_xl.core.model import Direction
from shishi_xl.excel import breaks, line_height
from shishi_xl.excel.sheet_plan import (
    FALLING,
    Area,
    Cell,
    Kind,
    Paper,
    Row,
    SheetPlan,
    Stretch,
    break_pages,
    write_cell,
    write_formula,
    write_row,
    write_sheet,
)
from shishi_xl.excel.template_sheet import fields_in, fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shishi_xl.core.period import Period

_IN_PROMPTS = ("年度", "月")  # shorter than their tokens: Excel takes no prompt above 255 characters
_UNMOVED = Stretch(10**9, 1)


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a form's cells."""

    form: Form
    facts: Mapping[str, str]
    previous: Mapping[ValueKey, Value]  # accepted last month
    filled: Mapping[ValueKey, Value]  # already written by the unit

    def of_last_month(self, period: Period) -> Filling:
        """Return the filling of the sheet 上期填报, where the headings speak of the month before."""
        said = f"{period.year}年{period.months}"
        return replace(self, facts={**self.facts, "月": str(period.month), "期间": said, "上期": said})


def render_sheet(plan: SheetPlan, issued: Sequence[IssuedRow], filling: Filling) -> bytes:
    """Return a sheet's XML with the issued rows in the place of the prototype."""
    stretch = Stretch(plan.prototype.number, len(issued)) if plan.prototype else _UNMOVED
    above = [row for row in plan.rows if row.number < stretch.prototype]
    below = [row for row in plan.rows if row.number > stretch.prototype]
    rows = [_fixed_row(row, stretch, filling) for row in above]
    issued_rows = _issued_rows(plan.prototype, issued, filling) if plan.prototype else []
    rows += [written for written, _ in issued_rows]
    rows += [_fixed_row(row, stretch, filling) for row in below]
    words = {fact: filling.facts[fact] for fact in _IN_PROMPTS}
    tail = "".join(
        (_rising(issued, filling, stretch) if piece == FALLING else stretch.refs(piece))
        if index % 2
        else fill(piece, words)
        for index, piece in enumerate(plan.tail)
    )
    if plan.paper:
        tail = break_pages(tail, _page_ends(plan, plan.paper, issued, [high for _, high in issued_rows]))
    return write_sheet(plan, rows, _merges(plan, issued, stretch), tail)


def _fixed_row(row: Row, stretch: Stretch, filling: Filling) -> str:
    number = stretch.top(row.number)
    cells, high = [], row.height
    for cell in row.cells:
        content = cell.content
        if isinstance(content, str) and content.startswith("="):
            cells.append(write_formula(number, cell.column, cell.style, stretch.formula(content)[1:], None))
            continue
        if isinstance(content, str):
            content = _form_text(content, filling)
            if high is not None and cell.wraps and isinstance(content, str):
                high = max(high, line_height.height(content, cell.width, cell.size))
        cells.append(write_cell(number, cell.column, cell.style, content))
    return write_row(number, cells, high, hidden=row.hidden)


def _form_text(text: str, filling: Filling) -> Value:
    """Return what a cell outside the rows says; one that the unit fills in keeps only the words around its token."""
    asked = fields_in(text)
    inputs = {field: filling.filled.get(ValueKey("", "", field)) for field in asked if field not in filling.facts}
    if len(asked) == 1 and asked[0] in inputs and text.strip().startswith("{{") and text.strip().endswith("}}"):
        return inputs[asked[0]]
    return fill(text, {**filling.facts, **{field: _said(value) for field, value in inputs.items()}})


def _page_ends(plan: SheetPlan, paper: Paper, issued: Sequence[IssuedRow], heights: list[float]) -> list[int]:
    """Return the rows after which a page ends, so that no project's rows are parted: merged cells would be cut."""
    first = plan.prototype.number if plan.prototype else 0
    stays = [row.project.key == after.project.key for row, after in pairwise(issued)] + [False]
    # What stands above the repeated heading comes on the first page only.
    above = sum(row.height or 0.0 for row in plan.rows if row.number < first) - paper.repeated
    ends = breaks.page_ends([above, *heights], [True, *stays], breaks.room(paper.page, paper.width, paper.repeated))
    return [first + end - 1 for end in ends if end]


def _issued_rows(prototype: Row, issued: Sequence[IssuedRow], filling: Filling) -> list[tuple[str, float]]:
    """Return each issued row with its height."""
    written = []
    for _, group in groupby(enumerate(issued), key=lambda pair: pair[1].project.key):
        block = list(group)
        for place, (index, row) in enumerate(block):
            written.append(_issued_row(prototype, index, row, filling, len(block), first=place == 0))
    return written


def _issued_row(
    prototype: Row, index: int, row: IssuedRow, filling: Filling, block: int, *, first: bool
) -> tuple[str, float]:
    number = prototype.number + index
    cells, high = [], prototype.height or 0.0
    for cell in prototype.cells:
        if cell.kind is Kind.COMPLETION:
            cells.append(_completion(number, cell, row, filling))
            continue
        content = _content(cell, number - prototype.number, row, filling)
        if cell.kind is Kind.FIXED and str(cell.content).startswith("=") and isinstance(content, str):
            cells.append(write_formula(number, cell.column, cell.style, content[1:], None))
            continue
        if isinstance(content, str) and cell.wraps:
            share = block if cell.once else 1
            high = max(high, line_height.height(content, cell.width, cell.size) / share)
        at_most = cell.at_most_style and row.indicator and row.indicator.direction is Direction.AT_MOST
        style = cell.at_most_style if at_most else cell.style
        cells.append(write_cell(number, cell.column, style, content if first or not cell.once else None))
    high = min(high, line_height.HIGHEST)
    # Excel fits a row by its own cells only: the text of cells merged over several rows would be cut.
    shared = block > 1 and any(cell.once for cell in prototype.cells)
    return write_row(number, cells, high, grows=not shared), high


def _content(cell: Cell, offset: int, row: IssuedRow, filling: Filling) -> Value | int | bool:
    if cell.kind is Kind.INPUT:
        return filling.filled.get(row.key(cell.field))
    if cell.kind is Kind.ACCEPTED:
        key = ValueKey(row.project.key, "", cell.field) if cell.once else row.key(cell.field)
        return filling.previous.get(key)
    if cell.kind is Kind.PRESET:
        return _preset(cell.field, row, filling)
    if not isinstance(cell.content, str) or cell.content.startswith("="):
        return _translated(cell.content, offset) if isinstance(cell.content, str) else cell.content
    values = {field: _said(issue.preset(row, field, filling.previous)) for field in fields_in(cell.content)}
    return fill(cell.content, values | dict(filling.facts))


def _preset(field: str, row: IssuedRow, filling: Filling) -> Value | int:
    if field in filling.facts:
        return filling.facts[field]
    content = issue.preset(row, field, filling.previous)
    if field == "序号" and isinstance(content, str) and content.isdecimal() and not content.startswith("0"):
        return int(content)  # as text it would carry Excel's green corner
    return content


def _translated(formula: str, offset: int) -> str:
    from openpyxl.formula.translate import Translator

    return str(Translator(formula, "A1").translate_formula(row_delta=offset, col_delta=0))


def _completion(number: int, cell: Cell, row: IssuedRow, filling: Filling) -> str:
    current = filling.form.find(FieldName.CURRENT, Scope.INDICATOR)
    target = filling.form.find("年度目标", Scope.INDICATOR)
    if current is None or row.indicator is None:
        return write_cell(number, cell.column, cell.style, None)
    wanted = f"{column_letters(target.column)}{number}" if target else repr(float(row.indicator.target))
    formula = issue.completion_formula(row.indicator, f"{column_letters(current.column)}{number}", wanted)
    stored = issue.completion_shown(row.indicator, filling.filled.get(row.key(FieldName.CURRENT)))
    return write_formula(number, cell.column, cell.style, formula, "" if stored is None else stored)


def _rising(issued: Sequence[IssuedRow], filling: Filling, stretch: Stretch) -> str:
    """Return the cells of 本期累计 that must not fall: those of indicators where more is better."""
    current = filling.form.find(FieldName.CURRENT, Scope.INDICATOR)
    if current is None:
        return FALLING
    letter = column_letters(current.column)
    cells = [
        f"{letter}{stretch.prototype + index}"
        for index, row in enumerate(issued)
        if row.indicator is not None and row.indicator.direction is Direction.AT_LEAST
    ]
    return " ".join(cells) or FALLING


def _merges(plan: SheetPlan, issued: Sequence[IssuedRow], stretch: Stretch) -> list[Area]:
    merges = [Area(stretch.top(area.top), area.left, stretch.bottom(area.bottom), area.right) for area in plan.merges]
    if plan.prototype is None:
        return merges
    first = plan.prototype.number
    merges += [
        Area(first + index, left, first + index, right)
        for index in range(len(issued))
        for left, right in plan.row_merges
    ]
    once = [cell.column for cell in plan.prototype.cells if cell.once]
    for _, group in groupby(enumerate(issued), key=lambda pair: pair[1].project.key):
        places = [first + index for index, _ in group]
        if len(places) > 1:
            merges += [Area(places[0], column, places[-1], column) for column in once]
    return merges


def _said(value: Value) -> str:
    if isinstance(value, int | float):
        return f"{value:.10g}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return value or ""
