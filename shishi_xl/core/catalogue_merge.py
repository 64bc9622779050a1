"""A new notice over the catalogue the office has worked in: what the office typed stays, what the notice changed comes in.

Three versions decide, as in any merge: what the last import gave (`base`), what stands now (`mine`), what the notice
says now (`theirs`). A value that the office changed is never overwritten; one it left alone follows the notice. With no
base on record every value that stands counts as the office's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from shishi_xl.core.model import Catalogue, Indicator, Project, Unit
from shishi_xl.core.responsible import comparable
from shishi_xl.core.settings import Settings
from shishi_xl.core.wording import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FROM_NOTICE = {
    "annex": "附件",
    "group": "大类",
    "subgroup": "小类",
    "number": "序号",
    "name": "项目名称",
    "content": "项目内容",
    "units": "责任单位",
    "note": "备注",
    "plan": "年度计划投资",
}
_UNKNOWN = object()  # no earlier import on record: whatever stands may be the office's
_RENAMED = 60  # similarity of names, 0–100, at which the same number still means the same project


@dataclass(frozen=True)
class Merged:
    """The catalogue to keep, and one Chinese sentence for each thing that changed or that a person should look at."""

    catalogue: Catalogue
    changes: tuple[str, ...]
    keys: dict[str, str]  # 项目编号 as the notice gives it -> as the catalogue keeps it


@dataclass
class _Report:
    changes: list[str] = field(default_factory=list)

    def choose(self, what: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Return the office's value or the notice's, and note it where they differ."""
        if mine == theirs:
            return mine
        if mine == base or (base is _UNKNOWN and not mine):
            self.changes.append(f"{what}随通知由“{_shown(mine)}”改为“{_shown(theirs)}”")
            return theirs
        if base is _UNKNOWN or theirs != base:
            self.changes.append(f"{what}与通知不同：保留现有的“{_shown(mine)}”，通知上是“{_shown(theirs)}”")
        return mine


def _shown(value: Any) -> str:
    text = "、".join(value) if isinstance(value, tuple) else "" if value is None else f"{value}"
    text = text.replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:40]}…"


def merge(mine: Catalogue, theirs: Catalogue, base: Catalogue | None = None) -> Merged:
    """Return the catalogue that stands, brought up to a new reading of the notice."""
    report = _Report()
    theirs = _under_known_names(theirs, mine.units)
    pairs = _pairs(mine, theirs, base)
    keys = _keys(mine, theirs, pairs)
    projects = _projects(mine, theirs, base, keys, report)
    catalogue = Catalogue(
        projects=projects,
        indicators=_indicators((mine, theirs, base), keys, projects, report),
        units=_units(mine, theirs, base, report),
        decisions=mine.decisions,
        settings=_settings(mine, theirs, base, report),
    )
    return Merged(catalogue, tuple(report.changes) if mine.projects else (), keys)


def _under_known_names(theirs: Catalogue, units: tuple[Unit, ...]) -> Catalogue:
    """Return the notice's catalogue with every unit under the name the office keeps it by."""
    known = {comparable(name): unit.name for unit in units for name in (*unit.aliases, unit.full_name) if name}
    known |= {comparable(unit.name): unit.name for unit in units}

    def named(name: str) -> str:
        return known.get(comparable(name), name)

    projects = tuple(
        replace(project, units=tuple(dict.fromkeys(map(named, project.units)))) for project in theirs.projects
    )
    renamed = {named(unit.name): replace(unit, name=named(unit.name)) for unit in theirs.units}
    return replace(theirs, projects=projects, units=tuple(renamed.values()))


def _pairs(mine: Catalogue, theirs: Catalogue, base: Catalogue | None) -> dict[str, str]:
    """Return which project of mine (key) each project of the notice (key) is."""
    origin = base.project_by_key if base else {}
    # The office may have renamed a project: it is recognised by what it was called when it was imported.
    left = {project.key: origin.get(project.key, project) for project in mine.projects}
    waiting = {project.key: project for project in theirs.projects}
    pairs: dict[str, str] = {}

    def settle(found: list[tuple[str, str]]) -> None:
        for theirs_key, mine_key in found:
            if theirs_key in waiting and mine_key in left:
                pairs[theirs_key] = mine_key
                del waiting[theirs_key], left[mine_key]

    def alike(first: Project, second: Project, *parts: str) -> bool:
        return all(getattr(first, part) == getattr(second, part) for part in parts)

    settle([(key, key) for key in waiting if key in left and alike(waiting[key], left[key], "name", "content")])
    for parts in (("annex", "name", "content"), ("name", "content"), ("annex", "name", "units"), ("annex", "name")):
        settle([(key, old) for key in waiting for old in left if alike(waiting[key], left[old], *parts)])
    same_place = [key for key in waiting if key in left]
    settle([(key, key) for key in same_place if fuzz.ratio(waiting[key].name, left[key].name) >= _RENAMED])
    return pairs


def _keys(mine: Catalogue, theirs: Catalogue, pairs: dict[str, str]) -> dict[str, str]:
    """Return the 项目编号 each project of the notice keeps: its old one, or a new one nobody has."""
    used = {project.key for project in mine.projects}
    keys = {}
    for project in theirs.projects:
        key, at = pairs.get(project.key, project.key), 2
        while project.key not in pairs and key in used:
            key, at = f"{project.key}-{at}", at + 1
        used.add(key)
        keys[project.key] = key
    return keys


def _projects(
    mine: Catalogue, theirs: Catalogue, base: Catalogue | None, keys: dict[str, str], report: _Report
) -> tuple[Project, ...]:
    origin = base.project_by_key if base else {}
    found: dict[str, Project] = {}
    for project in theirs.projects:
        key = keys[project.key]
        old = mine.project_by_key.get(key)
        if old is None:
            report.changes.append(f"新增项目 {key}“{project.name}”")
            found[key] = replace(project, key=key)
            continue
        before = origin.get(key)
        chosen = {
            part: report.choose(
                f"项目 {key}“{_shown(old.name)}”的{word}",
                getattr(before, part) if before else _UNKNOWN,
                getattr(old, part),
                getattr(project, part),
            )
            for part, word in _FROM_NOTICE.items()
            if part != "plan" or project.plan is not None
        }
        found[key] = replace(old, **chosen)
    return _in_order(mine, found, origin, report)


def _in_order(
    mine: Catalogue, found: dict[str, Project], origin: dict[str, Project], report: _Report
) -> tuple[Project, ...]:
    """Return the notice's order, with what only the office's catalogue has behind the project it stood behind."""
    behind: dict[str, list[Project]] = {}
    last = ""
    for project in mine.projects:
        if project.key in found:
            last = project.key
            continue
        behind.setdefault(last, []).append(project)
        if project.key in origin or not origin:
            report.changes.append(
                f"通知里已没有项目 {project.key}“{project.name}”，仍保留在项目库；"
                f"确实取消的请在“项目”表里删去，“指标”“人工核定”里它的行也一并删去"
            )
    ordered = list(behind.get("", ()))
    for key, project in found.items():
        ordered += [project, *behind.get(key, ())]
    return tuple(ordered)


def _indicators(
    versions: tuple[Catalogue, Catalogue, Catalogue | None],
    keys: dict[str, str],
    projects: tuple[Project, ...],
    report: _Report,
) -> tuple[Indicator, ...]:
    mine, theirs, base = versions
    notice_key = {kept: given for given, kept in keys.items()}
    merged: list[Indicator] = []
    for project in projects:
        old = mine.indicators_by_project.get(project.key)
        given = theirs.indicators_by_project.get(notice_key.get(project.key, ""), ())
        new = tuple(replace(indicator, project=project.key) for indicator in given)
        before = base.indicators_by_project.get(project.key) if base else None
        if old is None:
            merged += new
        elif before is None or not new:
            merged += old
        else:
            merged += _merged_indicators(old, new, before, project, report) or old
    return tuple(merged)


def _merged_indicators(
    old: tuple[Indicator, ...],
    new: tuple[Indicator, ...],
    before: tuple[Indicator, ...],
    project: Project,
    report: _Report,
) -> list[Indicator]:
    was, now = {one.name: one for one in before}, {one.name: one for one in new}
    there = {one.name for one in old}
    what = f"项目 {project.key}“{_shown(project.name)}”的指标"
    merged = []
    for one in old:
        untouched = was.get(one.name) == one
        if one.name in now:
            if now[one.name] != one and untouched:
                report.changes.append(
                    f"{what}“{one.name}”随通知改为 {number_text(now[one.name].target)}{now[one.name].unit}"
                )
            elif now[one.name] != was.get(one.name, one) and not untouched:
                report.changes.append(
                    f"{what}“{one.name}”与通知不同：保留现有的 {number_text(one.target)}{one.unit}，"
                    f"通知上是 {number_text(now[one.name].target)}{now[one.name].unit}"
                )
            merged.append(now[one.name] if untouched else one)
        elif untouched:
            report.changes.append(f"{what}“{one.name}”通知里已没有，随之删去")
        else:
            merged.append(one)
    for one in new:
        if one.name not in there and one.name not in was:
            report.changes.append(f"{what}新增“{one.name}”{number_text(one.target)}{one.unit}")
            merged.append(one)
        elif one.name not in there and was[one.name] != one:  # the office renamed it or took it out
            report.changes.append(
                f"{what}“{one.name}”通知上现为 {number_text(one.target)}{one.unit}；项目库里已改名或删去，没有改动，请核对"
            )
    return merged


def _units(mine: Catalogue, theirs: Catalogue, base: Catalogue | None, report: _Report) -> tuple[Unit, ...]:
    origin = base.unit_by_name if base else {}
    owners = _owners(mine.units)
    new = {unit.name: _free(unit, owners) for unit in theirs.units}
    merged = []
    for unit in mine.units:
        offered, before = new.get(unit.name), origin.get(unit.name)
        if offered is not None and before is not None:
            silent = _Report()  # a better 全称 from the tool's own table is no news to the office
            chosen = {
                part: silent.choose("", getattr(before, part), getattr(unit, part), getattr(offered, part))
                for part in ("full_name", "aliases")
            }
            unit = replace(unit, **chosen)  # noqa: PLW2901 - the same unit, brought up to date
        merged.append(unit)
    owners = _owners(merged)
    for name, unit in new.items():
        if name not in mine.unit_by_name:
            report.changes.append(f"新增责任单位“{name}”")
            merged.append(_free(unit, owners))
    return tuple(merged)


def _owners(units: Iterable[Unit]) -> dict[str, str]:
    return {
        comparable(name): unit.name for unit in units for name in (unit.name, unit.full_name, *unit.aliases) if name
    }


def _free(unit: Unit, owners: Mapping[str, str]) -> Unit:
    """Return a unit of the notice without the names that the office's catalogue knows another one by."""

    def free(name: str) -> bool:
        return owners.get(comparable(name), unit.name) == unit.name

    return replace(
        unit,
        full_name=unit.full_name if free(unit.full_name) else "",
        aliases=tuple(alias for alias in unit.aliases if free(alias)),
    )


def _settings(mine: Catalogue, theirs: Catalogue, base: Catalogue | None, report: _Report) -> Settings:
    values = dict(mine.settings.values)
    for key, value in theirs.settings.values.items():
        before = (base.settings if base else Settings()).text(key)  # a default nobody typed gives way to the notice
        now = values.get(key, "")
        values[key] = report.choose(f"设置“{key}”", before or _UNKNOWN, now, value) if now else value
    return Settings(values)
