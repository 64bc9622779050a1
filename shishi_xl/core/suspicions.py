"""Figures that can hardly be true and still count: which rate of the month each of them affects."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.assessment import Rule
from shishi_xl.core.wording import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shishi_xl.core.workbook_rows import FindingRow, ProjectRow

COMPLETION, INVESTMENT, SPENT = "平均完成率", "投资完成率", "完成投资合计"
_MONEY = frozenset({"maybe-yuan", "maybe-hundred-millions", "above-plan"})
FAR = 10.0  # times the yearly target: a figure in another measure; much less may well be true


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A doubted figure that counts: its project, the rate it affects, the figure in words, the first doubt about it."""

    project: str
    rate: str
    said: str
    doubt: FindingRow
    times: float  # so many times what was planned or promised; below 1 as the reciprocal, inf where there is no plan


def suspicions(rows: Sequence[ProjectRow], findings: Sequence[FindingRow]) -> tuple[Suspicion, ...]:
    """Return the impossible figures of a month that its rates are made of, each once, the farthest off first."""
    by_key = {row.project.key: row for row in rows}
    found: dict[tuple[str, str], Suspicion] = {}
    for doubt in findings:
        row = by_key.get(doubt.finding.project)
        one = _money(row, doubt) or _quantity(row, doubt) if row else None
        if one:
            found.setdefault((doubt.finding.project, one.said), one)
    return tuple(sorted(found.values(), key=lambda one: one.times, reverse=True))


def _money(row: ProjectRow, doubt: FindingRow) -> Suspicion | None:
    amount, plan = row.amount, row.project.plan or 0.0
    counts = any(origin.record == doubt.record for origin in amount.origins)
    if doubt.finding.code not in _MONEY or amount.value is None or not counts:
        return None
    said = f"累计投资 {amount.value:,.10g} 万元"
    if plan <= 0:
        return Suspicion(row.project.name, SPENT, said, doubt, math.inf)
    times = amount.value / plan
    said += f"，是年度计划的 {_times(times)} 倍" if times >= 1 else f"，只有年度计划的 {number_text(times * 100, 3)}%"
    return Suspicion(row.project.name, INVESTMENT, said, doubt, max(times, 1 / times if times else math.inf))


def _quantity(row: ProjectRow, doubt: FindingRow) -> Suspicion | None:
    if doubt.finding.code != "above-target" or row.completion.rule not in {Rule.FILLED, Rule.QUANTITIES}:
        return None
    for result in row.completion.results:
        indicator, value = result.indicator, result.value
        counts = any(origin.record == doubt.record for origin in result.origins)
        if indicator.name != doubt.finding.indicator or value is None or not counts:
            continue
        if (indicator.unit == "%" and value > 100) or (indicator.target > 0 and value >= indicator.target * FAR):
            said = f"{indicator.name}累计 {number_text(value)}{indicator.unit}"
            said += f"，年度目标 {number_text(indicator.target)}{indicator.unit}"
            times = value / indicator.target if indicator.target > 0 else math.inf
            return Suspicion(row.project.name, COMPLETION, said, doubt, times)
    return None


def _times(share: float) -> str:
    return number_text(share, 0 if share >= 100 else 1)
