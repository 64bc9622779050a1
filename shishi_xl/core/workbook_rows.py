"""The rows of the consolidated workbook's nine sheets as values: unrounded, each with its place; percentages are 0–100."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from shishi_xl.core.aggregates import Total
from shishi_xl.core.completion import Completion, Result
from shishi_xl.core.evaluation import Evaluation
from shishi_xl.core.findings import Finding
from shishi_xl.core.joint import Amount
from shishi_xl.core.model import Project, Unit
from shishi_xl.core.reports import Origin
from shishi_xl.core.standing import Standing, State
from shishi_xl.core.streaks import LASTING
from shishi_xl.core.submission import Record
from shishi_xl.core.suspicions import Suspicion, suspicions

if TYPE_CHECKING:
    from shishi_xl.core.form import Column
    from shishi_xl.core.period import Period
    from shishi_xl.core.settings import Settings

Value = str | float | date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row of 汇总表 with the rates of what stands under it."""

    label: str
    level: int  # 0 附件, 1 大类, 2 小类
    total: Total


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project in 汇总表."""

    project: Project
    progress: str  # 形象进度, with the units' names where there are several
    problem: str
    amount: Amount
    completion: Completion
    evaluation: Evaluation
    extras: tuple[Value, ...] = ()  # fields the office has added to the form, in the form's order

    @property
    def investment_rate(self) -> float | None:
        """Return 投资完成率, None without a plan or a reported investment."""
        plan = self.project.plan
        return 100 * self.amount.value / plan if plan and plan > 0 and self.amount.value is not None else None

    @property
    def basis(self) -> str:
        """Return 完成率依据, with what is to be said of the investment where that is another thing."""
        mark = self.amount.mark
        return (
            f"{self.completion.basis}；投资：{mark}"
            if mark and mark not in self.completion.basis
            else self.completion.basis
        )


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in 单位完成情况."""

    unit: str
    total: Total
    reported: int  # 已报项目数
    state: State

    @property
    def has_reported(self) -> bool:
        """Return whether its figures are there; if not, those beside its name are what others reported."""
        return self.state in {State.ON_TIME, State.LATE}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator in 指标明细."""

    project: Project
    result: Result
    extras: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One unit's problem with one project."""

    project: Project
    origin: Origin
    text: str
    months: int  # 连续月数, this one included

    @property
    def lasting(self) -> bool:
        """Return whether it is a 长期问题."""
        return self.months >= LASTING


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One unit in 报送情况."""

    standing: Standing
    contact: Unit | None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of a submission that counts, or that was sent back and not yet replaced."""

    unit: str
    record: Record
    finding: Finding
    project: Project | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One project this month against last month."""

    project: Project
    percent_before: float | None
    percent: float | None
    invested_before: float | None
    invested: float | None
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Point:
    """A month in the year's course."""

    period: Period
    total: Total


@dataclass(frozen=True)
class Consolidation:
    """A consolidated month."""

    period: Period
    settings: Settings
    schedule: float  # 序时进度
    total: Total
    lines: tuple[Heading | ProjectRow, ...]  # 汇总表 in the notice's order
    groups: tuple[Heading, ...]  # one for each 大类, or for the annex where it has none
    units: tuple[UnitRow, ...]  # best first, of those that have reported; then the others; those without a rate last
    indicators: tuple[IndicatorRow, ...]
    problems: tuple[ProblemRow, ...]
    standings: tuple[StandingRow, ...]
    findings: tuple[FindingRow, ...]
    changes: tuple[ChangeRow, ...]
    course: tuple[Point, ...]  # the months of the year so far that have submissions, this one last
    definitions: tuple[tuple[str, str], ...]  # 口径: word, meaning
    empty_collectives: tuple[str, ...]  # 集合 without members: nobody was asked
    project_extras: tuple[Column, ...] = ()
    indicator_extras: tuple[Column, ...] = ()

    @property
    def projects(self) -> tuple[ProjectRow, ...]:
        """Return the project rows of 汇总表."""
        return tuple(line for line in self.lines if isinstance(line, ProjectRow))

    @cached_property
    def suspicions(self) -> tuple[Suspicion, ...]:
        """Return the figures that can hardly be true and that the rates are made of all the same."""
        return suspicions(self.projects, self.findings)

    @property
    def states(self) -> dict[State, int]:
        """Return how many units are in each state; they add up to 应报."""
        return {state: sum(row.standing.state is state for row in self.standings) for state in State}

    @property
    def due(self) -> int:
        """Return 应报."""
        return len(self.standings)

    @property
    def returned_rate(self) -> float | None:
        """Return 报送率 (0–100), None where nobody has to report."""
        states = self.states
        return 100 * (states[State.ON_TIME] + states[State.LATE]) / self.due if self.due else None

    @property
    def on_time_rate(self) -> float | None:
        """Return 按时报送率 (0–100), None where nobody has to report."""
        return 100 * self.states[State.ON_TIME] / self.due if self.due else None

    @property
    def title(self) -> str:
        """Return the title of the workbook."""
        return f"{self.settings.district}{self.period.year}年重点民生实事推进情况汇总表"
