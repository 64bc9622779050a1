"""What must hold between the cells of a catalogue: one key, one project; one name, one unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from shishi_xl.core.model import Decision, Indicator, Project, Unit, UnitKind
from shishi_xl.core.responsible import comparable, is_collective
from shishi_xl.excel.catalogue.layout import DECISIONS, INDICATORS, PROJECTS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shishi_xl.excel.catalogue.cells import Cell


def keys_by_name(projects: Iterable[Project]) -> dict[str, str]:
    """Return 项目编号 under themselves and under every 项目名称 that only one project has."""
    listed = tuple(projects)
    uses = Counter(project.name for project in listed)
    names = {project.name: project.key for project in listed if uses[project.name] == 1}
    return names | {project.key: project.key for project in listed}


def broken(
    projects: Iterable[Project],
    indicators: Iterable[Indicator],
    units: Iterable[Unit],
    decisions: Iterable[Decision],
    lines: Mapping[str, Sequence[Mapping[str, Cell]]],
) -> Iterator[str]:
    """Yield a Chinese sentence for everything that stands twice or names what is not there."""
    listed = tuple(units)
    yield from _twice(PROJECTS, ("项目编号",), [(project.key,) for project in projects], lines)
    yield from _twice(INDICATORS, ("项目编号", "指标"), [(one.project, one.name) for one in indicators], lines)
    yield from _twice(UNITS, ("单位",), [(unit.name,) for unit in listed], lines)
    yield from _twice(DECISIONS, ("期间", "项目编号"), [(str(one.period), one.project) for one in decisions], lines)
    yield from _shared_names(listed)
    collective = {unit.name for unit in listed if unit.kind is UnitKind.COLLECTIVE}
    for unit in listed:
        for member in unit.members:
            if member in collective or is_collective(member):
                yield f"工作表“{UNITS}”：“{unit.name}”的成员“{member}”也是集合。请改成具体的单位，例如 甲街道。"


def of_other_years(decisions: Iterable[Decision], year: int | None) -> Iterator[str]:
    """Yield a Chinese sentence for each decision about a month that no workbook of the list's year will ever show."""
    for one in decisions:
        if year is not None and one.period.year != year:
            yield (
                f"工作表“{DECISIONS}”{one.cell} 这一行的期间“{one.period}”不在{year}年，核定不起作用。"
                f"请改成本年度的月份，例如 {year}-{one.period.month:02}，或删去这一行。"
            )


def _twice(
    sheet: str, titles: tuple[str, ...], found: list[tuple[str, ...]], lines: Mapping[str, Sequence[Mapping[str, Cell]]]
) -> Iterator[str]:
    for values, count in Counter(found).items():
        if count > 1:
            rows = [
                line[titles[-1]].place.cell
                for line in lines.get(sheet, ())
                if line[titles[-1]].text.replace(" ", "") == values[-1].replace(" ", "")
            ]
            where = f"（{'、'.join(rows)}）" if rows else ""
            yield f"工作表“{sheet}”{where}：{'、'.join(titles)}“{' '.join(values)}”出现了 {count} 次。请只保留一行，或改成不同的。"


def _shared_names(units: tuple[Unit, ...]) -> Iterator[str]:
    owners: dict[str, str] = {}
    for unit in units:
        for name in dict.fromkeys(comparable(text) for text in (unit.name, unit.full_name, *unit.aliases) if text):
            other = owners.setdefault(name, unit.name)
            if other != unit.name:
                yield (
                    f"工作表“{UNITS}”：“{other}”和“{unit.name}”都可以叫“{name}”，收到报送时分不清是谁。"
                    "请从其中一个的全称或别名里删去。"
                )


def resolved(projects: tuple[Project, ...], units: tuple[Unit, ...]) -> tuple[tuple[Project, ...], tuple[Unit, ...]]:
    """Return both with every unit under its one name; a unit that is named and has no row of its own gets one."""
    known = {
        comparable(name): unit.name for unit in units for name in (*unit.aliases, unit.full_name, unit.name) if name
    }

    def named(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.get(comparable(name), name) for name in names))

    projects = tuple(replace(project, units=named(project.units)) for project in projects)
    units = tuple(replace(unit, members=named(unit.members)) for unit in units)
    mentioned = [name for project in projects for name in project.units]
    mentioned += [name for unit in units for name in unit.members]
    there = {unit.name for unit in units}
    added = tuple(
        Unit(name, UnitKind.COLLECTIVE if is_collective(name) else UnitKind.SINGLE)
        for name in dict.fromkeys(mentioned)
        if name not in there
    )
    return projects, (*units, *added)
