"""Figures in group headings against the projects below them: 100公里 over a project of 113km is asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.plain import plain
from shishi_xl.core.quantities import Quantity, find_quantities
from shishi_xl.core.target_scale import PARTS
from shishi_xl.core.units import Dimension, convert, unit_of
from shishi_xl.core.wording import number_text
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shishi_xl.core.model import Catalogue, Indicator, Project

_ORDINAL = regex(
    r"^(?:[一二三四五六七八九十]+[、．.，]|第[一二三四五六七八九十]+[类部章批]|[（(][一二三四五六七八九十]+[）)])"
)
_MONEY_PLANNED = regex(r"年度?计划(?:完成)?投资|(?<!总)计划(?:完成)?投资|年度投资")
_WITHIN = regex(r"其中|包括|含")
_COMPARED = {Dimension.LENGTH, Dimension.AREA, Dimension.HOUSEHOLDS, Dimension.PERSONS, Dimension.TREES,
             Dimension.VOLUME, Dimension.POWER, Dimension.VISITS}  # fmt: skip
_VERBS = frozenset(
    {"建设", "新建", "改建", "扩建", "改造", "完成", "实施", "推进", "整治", "建成", "修建", "提升", "治理"}
)
_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A heading's figure that its projects do not bear out."""

    heading: str
    stated: str  # 100公里
    found: str  # 113公里（附2-24 113km）
    project: str  # 项目编号 of the projects it is about, joined by 、


@dataclass(frozen=True, slots=True)
class _Figure:
    value: float
    unit: str
    before: str  # the words from the separator before it
    after: str  # the word behind it: 所「中学」

    @property
    def shown(self) -> str:
        return f"{number_text(self.value)}{self.unit}"


def find_mismatches(catalogue: Catalogue) -> Iterator[Mismatch]:
    """Yield every figure of a 大类 or 小类 heading that differs from the sum, or the number, of its projects."""
    for heading, projects in _groups(catalogue).items():
        text = heading[-1]
        figures = _figures(text)
        yield from _planned(text, figures, projects)
        if (told := [one for one in figures if _counts_projects(one)]) and len(told) == 1:
            items = {(project.number, project.name) for project in projects}  # one over two rows is one
            yield from _differs(text, told[0].value, told[0].unit, projects, len(items), "下面的项目数")
            figures = [one for one in figures if one is not told[0]]
        if not figures:
            continue
        subgroups = {project.subgroup for project in projects if project.subgroup and project.subgroup != text}
        for figure in figures:
            unit = unit_of(figure.unit)
            if unit is not None and unit.dimension in _COMPARED:
                yield from _measured(text, figure, figures, projects, catalogue.indicators_by_project)
        counted = [one for one in figures if (unit := unit_of(one.unit)) and unit.dimension is Dimension.PIECES]
        if counted and len(counted) == len(figures):
            yield from _counted(text, counted, projects, subgroups, catalogue.indicators_by_project)


def _counts_projects(figure: _Figure) -> bool:
    """Return whether a figure says how many projects a heading has: （4项，计划投资500万元）, 12个项目."""
    return (figure.unit == "项" and figure.after in {"", "项目"}) or figure.after.startswith("项目")


def _planned(heading: str, figures: Sequence[_Figure], projects: Sequence[Project]) -> Iterator[Mismatch]:
    """Yield the money that a heading plans for the year where its projects' plans, all of them told, come to another sum."""
    told = [one for one in figures if unit_of(one.unit) is not None and _MONEY_PLANNED.search(one.before)]
    plans = [project.plan for project in projects]
    for figure in told if len(told) == 1 else ():
        stated = convert(figure.value, figure.unit, "万元")
        if stated is None or None in plans:
            continue
        total = sum(plan for plan in plans if plan is not None)
        if abs(stated - total) > _TOLERANCE * stated:
            keys = "、".join(project.key for project in projects)
            said = f"{number_text(stated)}万元"
            yield Mismatch(heading, said, f"{number_text(total)}万元（下面各项目年度计划投资之和）", keys)


def _groups(catalogue: Catalogue) -> dict[tuple[str, ...], list[Project]]:
    found: dict[tuple[str, ...], list[Project]] = {}
    for project in catalogue.projects:
        if project.group:
            found.setdefault((project.annex, project.group), []).append(project)
        if project.subgroup:
            found.setdefault((project.annex, project.group, project.subgroup), []).append(project)
    return found


def _figures(heading: str) -> list[_Figure]:
    """Return the figures a heading states, those after 其中 left out."""
    text = plain(_WITHIN.split(_ORDINAL.sub("", heading))[0]).text
    return [_figure(text, quantity) for quantity in find_quantities(text) if quantity.amount.bound.is_value]


def _figure(text: str, quantity: Quantity) -> _Figure:
    before = re.split(r"[，。；、：()（）\d]", text[: quantity.start])[-1]
    after = re.match(r"[一-鿿]*", text[quantity.end :])
    return _Figure(quantity.amount.value, quantity.amount.unit, before, after[0] if after else "")


def _measured(
    heading: str,
    figure: _Figure,
    figures: list[_Figure],
    projects: list[Project],
    indicators: Mapping[str, tuple[Indicator, ...]],
) -> Iterator[Mismatch]:
    alike = [one for one in figures if convert(1, one.unit, figure.unit) is not None]
    if len(alike) > 1:
        return  # 新建20公里、改建8公里: which project belongs to which is not said
    found = [
        (project, indicator, value)
        for project in projects
        for indicator in indicators[project.key]
        if (value := convert(indicator.target, indicator.unit, figure.unit)) is not None
    ]
    close = [one for one in found if _shares_word(one[1], heading)]
    if not found:
        return
    # Which of the projects' figures the heading means is not said: those that come nearest to it.
    sums = [(sum(value for _, _, value in chosen), chosen) for chosen in (close, found) if chosen]
    total, listed = min(sums, key=lambda one: abs(one[0] - figure.value))
    if abs(total - figure.value) <= _TOLERANCE * figure.value:
        return
    parts = "、".join(f"{project.key} {number_text(one.target)}{one.unit}" for project, one, _ in listed)
    keys = dict.fromkeys(project.key for project, _, _ in listed)
    yield Mismatch(heading, figure.shown, f"{number_text(total)}{figure.unit}（{parts}）", "、".join(keys))


def _shares_word(indicator: Indicator, heading: str) -> bool:
    """Return whether an indicator and a heading speak of the same thing, the unit and everyday verbs apart."""
    words = f"{indicator.name} {indicator.source.replace(indicator.unit, ' ')}"
    pairs = {words[at : at + 2] for at in range(len(words) - 1)} - _VERBS
    return any(pair in heading for pair in pairs if re.fullmatch(r"[一-鿿]{2}", pair))


def _counted(
    heading: str,
    figures: list[_Figure],
    projects: list[Project],
    subgroups: set[str],
    indicators: Mapping[str, tuple[Indicator, ...]],
) -> Iterator[Mismatch]:
    total = [_pieces(heading, indicators[project.key]) for project in projects]
    if any(pieces is not None for pieces in total):
        if None not in total and len(figures) == 1:
            yield from _differs(
                heading, figures[0].value, figures[0].unit, projects, sum(filter(None, total)), "项目的数量合计"
            )
        return
    by_subgroup = {
        figure: [name for name in sorted(subgroups) if figure.before and figure.before in name] for figure in figures
    }
    if subgroups and all(len(names) == 1 for names in by_subgroup.values()):
        for figure, (name,) in by_subgroup.items():
            there = [project for project in projects if project.subgroup == name]
            yield from _differs(heading, figure.value, figure.unit, there, len(there), f"“{name}”下的项目数")
        return
    whole = sum(figure.value for figure in figures)
    yield from _differs(heading, whole, figures[0].unit, projects, len(projects), "下面的项目数")
    kinds = {figure.after: figure for figure in figures if figure.after}
    by_kind = {kind: [project for project in projects if kind in project.name] for kind in kinds}
    if len(kinds) == len(figures) > 1 and sum(map(len, by_kind.values())) == len(projects) == whole:
        for kind, figure in kinds.items():
            yield from _differs(
                heading,
                figure.value,
                figure.unit + kind,
                by_kind[kind],
                len(by_kind[kind]),
                f"名称里有“{kind}”的项目数",
            )


def _pieces(heading: str, indicators: tuple[Indicator, ...]) -> float | None:
    """Return how many pieces a project's only counted indicator asks for, None for a project that is one thing.

    The 停车位 of a project under 新建停车场5个 are not what is counted there.
    """
    counts = [
        one.target
        for one in indicators
        if (unit := unit_of(one.unit)) is not None
        and unit.dimension is Dimension.PIECES
        and not ((part := PARTS.search(one.name)) and part[0] not in heading)
    ]
    return counts[0] if len(counts) == 1 else None


def _differs(
    heading: str, stated: float, unit: str, projects: Sequence[Project], found: float, what: str
) -> Iterator[Mismatch]:
    if abs(stated - found) > _TOLERANCE * stated:
        keys = "、".join(project.key for project in projects)
        yield Mismatch(heading, f"{number_text(stated)}{unit}", f"{number_text(found)}（{what}）", keys)
