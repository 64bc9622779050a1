"""Issuing forms: our renderer beside the plain loop of openpyxl that loads, fills and saves the same template."""

from __future__ import annotations

import io
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core import issue
from shishi_xl.core.issue import ValueKey
from shishi_xl.core.model import Catalogue, Indicator, Project, Unit
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings
from shishi_xl.excel import blank_template
from shishi_xl.excel.form import Renderer

if TYPE_CHECKING:
    from collections.abc import Callable

JUNE = Period(2020, 6)
ROWS = 10  # projects of a unit
KEY = b"benchmark" * 4


@dataclass(frozen=True)
class Figure:
    """One way of making forms."""

    name: str
    milliseconds: float  # a form, median of the rounds
    ratio: float  # to the loop of openpyxl, median of the ratios taken round by round


def catalogue(units: int) -> Catalogue:
    """Return a list in which every unit has ten projects with texts of a hundred characters."""
    text = "新建道路113公里，改造危旧桥梁12座，惠及农村居民1万户，同步完善排水、照明和安全防护设施。" * 2
    names = [f"第{number}单位" for number in range(units)]
    projects = [
        Project(
            f"附2-{unit}-{row}", "附件2", "一、交通", "", str(row + 1), f"项目{row + 1}", text, (name,), plan=1000.0
        )
        for unit, name in enumerate(names)
        for row in range(ROWS)
    ]
    indicators = tuple(Indicator(project.key, "建设里程", 113, "公里") for project in projects)
    settings = Settings({"区县": "北碚区", "年度": "2020", "汇总单位": "区发展改革委"})
    return Catalogue(tuple(projects), indicators, tuple(Unit(name) for name in names), settings=settings)


def measure(forms: int = 100, rounds: int = 5) -> list[Figure]:
    """Return the time a form takes, for each way; the rounds of all ways are interleaved."""
    listed = catalogue(forms)
    template = blank_template.draw()
    renderer = Renderer(template)
    units = listed.responsible_units
    previous = {
        unit: {ValueKey(project.key, "建设里程", "本期累计"): 50.0 for project in listed.projects_of(unit)}
        for unit in units
    }
    ways: dict[str, Callable[[str], bytes]] = {
        "openpyxl: load, fill, save": lambda unit: _by_openpyxl(template, listed, unit),
        "Renderer.render": lambda unit: renderer.render(unit, JUNE, listed, {}, KEY),
        "Renderer.render with 上期填报": lambda unit: renderer.render(unit, JUNE, listed, previous[unit], KEY),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            chosen = units[: max(1, forms // 5)] if way is ways["openpyxl: load, fill, save"] else units
            start = time.perf_counter()
            for unit in chosen:
                way(unit)
            times[name].append((time.perf_counter() - start) / len(chosen) * 1000)
    naive = times["openpyxl: load, fill, save"]
    return [
        Figure(
            name,
            statistics.median(taken),
            statistics.median(one / other for one, other in zip(taken, naive, strict=True)),
        )
        for name, taken in times.items()
    ]


def _by_openpyxl(template: bytes, listed: Catalogue, unit: str) -> bytes:
    """Return what the plain loop gives: the rows filled in and styled, no rules, no signature, nothing stretched."""
    from copy import copy

    from openpyxl import load_workbook

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


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.name:<32}{figure.milliseconds:8.2f} ms a form {figure.ratio:7.2f} ×")
