"""Issuing forms: our renderer beside the plain loop of openpyxl that loads, fills and saves the same template."""

from __future__ import annotations

import io
import time
from copy import copy
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from benchmarks.measuring import Line, ratios, seconds
from benchmarks.office import INDICATORS, JUNE, catalogue
from shishi_xl.core import issue
from shishi_xl.core.issue import ValueKey
from shishi_xl.core.model import Catalogue
from shishi_xl.excel import blank_template
from shishi_xl.excel.form import Renderer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KEY = b"benchmark" * 4


def measure(forms: int = 1000, rounds: int = 3) -> list[Line]:
    """Return the time of the forms as a ratio to the plain loop's, without and with 上期填报; the rounds are interleaved."""
    listed = catalogue(forms)
    template = blank_template.draw()
    renderer = Renderer(template)
    units = listed.responsible_units
    previous = {
        unit: {ValueKey(project.key, INDICATORS[0][0], "本期累计"): 50.0 for project in listed.projects_of(unit)}
        for unit in units
    }
    plain, bare, full = [], [], []
    for _ in range(rounds):
        plain.append(_timed(lambda unit: _by_openpyxl(template, listed, unit), units))
        bare.append(_timed(lambda unit: renderer.render(unit, JUNE, listed, {}, KEY), units))
        full.append(_timed(lambda unit: renderer.render(unit, JUNE, listed, previous[unit], KEY), units))
    unit = units[0]
    same = renderer.render(unit, JUNE, listed, {}, KEY) == Renderer(template).render(unit, JUNE, listed, {}, KEY)
    note = f"ours {seconds(bare)}, openpyxl {seconds(plain)}, {'' if same else 'not '}byte-stable"
    return [
        Line(f"generate {forms} forms / openpyxl load, fill, save", ratios(bare, plain), "×", 0.5, note),
        Line("the same with last month's figures", ratios(full, plain), "×", 0.5, f"ours {seconds(full)}"),
    ]


def _timed(make: Callable[[str], bytes], units: Sequence[str]) -> float:
    start = time.perf_counter()
    for unit in units:
        make(unit)
    return time.perf_counter() - start


def _by_openpyxl(template: bytes, listed: Catalogue, unit: str) -> bytes:
    """Return what the plain loop gives: the rows filled in and styled, no rules, no signature, nothing stretched."""
    book = load_workbook(io.BytesIO(template))
    for name, rows in issue.rows(listed, unit).items():
        sheet = book[name]
        first = 6 if name == "推进情况表" else 5
        for index, row in enumerate(rows):
            values = (row.project.number, row.project.name, row.project.content, unit)
            if row.indicator:
                values = (*values[:2], row.indicator.name, row.indicator.unit, row.indicator.target)
            for column in range(1, sheet.max_column + 1):
                pattern, cell = sheet.cell(first, column), sheet.cell(first + index + 10, column)
                cell._style = copy(pattern._style)  # noqa: SLF001 - the fastest way openpyxl has
                cell.value = values[column - 1] if column <= len(values) else None
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
