"""项目库: projects, indicators, units and settings of one year, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings

OVERALL = "总体形象进度"  # the indicator of a project with nothing quantified: target 100, unit %


class Direction(Enum):
    """Which way an indicator is met: a road wants more kilometres, an unemployment rate wants less."""

    __hash__ = object.__hash__  # of a singleton; the inherited one is slow

    AT_LEAST = "不低于"
    AT_MOST = "不高于"


class Joint(Enum):
    """汇总方式: how the figures of a project's several units become one."""

    LEAD = "牵头为准"
    SUM = "合计"
    MEAN = "平均"


class UnitKind(Enum):
    """类型 of a unit: one office, or a collective name (相关街镇) whose members the office fills in."""

    SINGLE = "单位"
    COLLECTIVE = "集合"


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标: one quantified yearly target of a project, e.g. 建设里程 113 公里."""

    project: str  # 项目编号
    name: str
    target: float
    unit: str
    direction: Direction = Direction.AT_LEAST
    weight: float = 1.0
    source: str = ""  # 原文: the words it was read from


@dataclass(frozen=True, slots=True)
class Project:
    """项目: one row of 附件1 or 附件2."""

    key: str  # 项目编号, e.g. 附1-05-2
    annex: str  # 附件, e.g. 附件1
    group: str  # 大类, "" where the annex has none
    subgroup: str  # 小类
    number: str  # 序号 as printed; a second row of item 5 carries "5"
    name: str
    content: str
    units: tuple[str, ...]  # 责任单位, the first one leads
    note: str = ""
    plan: float | None = None  # 年度计划投资, 万元
    weight: float = 1.0
    joint: Joint = Joint.LEAD

    @property
    def lead(self) -> str:
        """Return the 牵头单位, "" while the office has not named any unit."""
        return self.units[0] if self.units else ""


@dataclass(frozen=True, slots=True)
class Unit:
    """责任单位, or a 集合 of them."""

    name: str
    kind: UnitKind = UnitKind.SINGLE
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """人工核定: a person's completion of a project (0–100), which beats every computed one."""

    period: Period
    project: str
    completion: float
    basis: str
    by: str
    cell: str = ""  # where it stands on the sheet 人工核定


@dataclass(frozen=True, slots=True)
class Doubt:
    """疑点: what the import is not sure of."""

    project: str  # 项目编号, "" when it is about the whole list
    doubt: str
    source: str
    advice: str


@dataclass(frozen=True)
class Catalogue:
    """项目库 of one year."""

    projects: tuple[Project, ...]
    indicators: tuple[Indicator, ...]
    units: tuple[Unit, ...]
    decisions: tuple[Decision, ...] = ()
    settings: Settings = field(default_factory=Settings)
    doubts: tuple[Doubt, ...] = ()

    @cached_property
    def project_by_key(self) -> dict[str, Project]:
        """Return the projects under their 项目编号, in the notice's order."""
        return {project.key: project for project in self.projects}

    @cached_property
    def indicators_by_project(self) -> dict[str, tuple[Indicator, ...]]:
        """Return each project's indicators in the sheet's order; every project has at least one."""
        found: dict[str, list[Indicator]] = {project.key: [] for project in self.projects}
        for indicator in self.indicators:
            found[indicator.project].append(indicator)
        return {
            key: tuple(rows) or (Indicator(key, OVERALL, 100.0, "%"),)  # a deleted row must not leave a project mute
            for key, rows in found.items()
        }

    @cached_property
    def unit_by_name(self) -> dict[str, Unit]:
        """Return the units and 集合 under their names."""
        return {unit.name: unit for unit in self.units}

    @cached_property
    def decisions_by_project(self) -> dict[tuple[Period, str], tuple[Decision, ...]]:
        """Return the decisions under period and 项目编号, in the sheet's order."""
        found: dict[tuple[Period, str], list[Decision]] = {}
        for decision in self.decisions:
            found.setdefault((decision.period, decision.project), []).append(decision)
        return {key: tuple(rows) for key, rows in found.items()}

    def units_of(self, project: Project) -> tuple[str, ...]:
        """Return the single units responsible for a project, lead first; a 集合 stands for its members."""
        found: dict[str, None] = {}
        for name in project.units:
            unit = self.unit_by_name.get(name)
            for single in unit.members if unit and unit.kind is UnitKind.COLLECTIVE else (name,):
                found.setdefault(single)
        return tuple(found)

    @cached_property
    def responsible_units(self) -> tuple[str, ...]:
        """Return every single unit that has a row to report, in order of first appearance."""
        return tuple(dict.fromkeys(name for project in self.projects for name in self.units_of(project)))

    @cached_property
    def empty_collectives(self) -> tuple[str, ...]:
        """Return the 集合 that projects name and whose 成员 nobody has filled in yet."""
        named = dict.fromkeys(name for project in self.projects for name in project.units)
        return tuple(
            name
            for name in named
            if (unit := self.unit_by_name.get(name)) and unit.kind is UnitKind.COLLECTIVE and not unit.members
        )

    def projects_of(self, unit: str) -> tuple[Project, ...]:
        """Return the rows of one unit's form, in the notice's order."""
        return self._projects_by_unit.get(unit, ())

    @cached_property
    def _projects_by_unit(self) -> dict[str, tuple[Project, ...]]:
        found: dict[str, list[Project]] = {}
        for project in self.projects:
            for name in self.units_of(project):
                found.setdefault(name, []).append(project)
        return {name: tuple(rows) for name, rows in found.items()}
