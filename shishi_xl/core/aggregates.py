"""Rates of many projects together: weighted means and sums, always with how many projects they rest on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shishi_xl.core.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    import pandas as pd


@dataclass(frozen=True, slots=True)
class Measured:
    """What of one project goes into the aggregates; investment and plan in 万元."""

    percent: float | None  # 0–100
    weight: float
    investment: float | None
    plan: float | None
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Total:
    """The aggregates of some projects; None where nothing is known, never 0 instead."""

    projects: int = 0
    determined: int = 0  # n of "n/N 项"
    completion: float | None = None  # weighted mean over the determined projects, 0–100
    planned: int = 0  # projects with a plan
    known: int = 0  # of these, with a reported investment
    investment: float | None = None  # of all projects
    plan: float | None = None
    invested: float | None = None  # of the projects with a plan
    investment_rate: float | None = None  # Σ累计投资 / Σ年度计划投资 over projects with a plan, 0–100
    evaluations: Mapping[Evaluation, int] = field(default_factory=dict)

    @property
    def lagging(self) -> int:
        """Return 滞后项目数."""
        return sum(count for evaluation, count in self.evaluations.items() if evaluation.lags)

    @property
    def coverage(self) -> str:
        """Return n/N of the completion."""
        return f"{self.determined}/{self.projects}"

    @property
    def investment_coverage(self) -> str:
        """Return n/N of the investment rate."""
        return f"{self.known}/{self.planned}"


_SUMS = ["projects", "determined", "weight", "weighted", "planned", "known", *(each.value for each in Evaluation)]
_AMOUNTS = ["investment", "plan", "invested"]  # blank, not 0, where no project has one


def frame(measured: Sequence[Measured]) -> pd.DataFrame:
    """Return one row for each project with the terms of every sum, in the given order."""
    import pandas as pd

    rows = [_terms(each) for each in measured]
    return pd.DataFrame(rows, columns=[*_SUMS, *_AMOUNTS], dtype="float64")


def total(terms: pd.DataFrame) -> Total:
    """Return the aggregates of all rows of a frame."""
    return totals(terms, [0] * len(terms)).get(0, Total(evaluations=dict.fromkeys(Evaluation, 0)))


def totals(terms: pd.DataFrame, keys: Iterable[Hashable]) -> dict[Any, Total]:
    """Return the aggregates of the rows that share a key; `keys` is parallel to the rows."""
    import pandas as pd

    labels = list(keys)
    if not labels:
        return {}
    # Keys become numbers first: pandas would take tuples apart and sort mixed ones.
    codes: dict[Hashable, int] = {}
    by = [codes.setdefault(label, len(codes)) for label in labels]
    grouped = terms.groupby(pd.Series(by, index=terms.index), sort=True)
    summed = grouped[_SUMS].sum().join(grouped[_AMOUNTS].sum(min_count=1))
    rows = summed.to_dict("records")
    return {label: _total(row) for label, row in zip(codes, rows, strict=True)}


def _terms(each: Measured) -> dict[str, float | None]:
    known = each.percent is not None
    weight = max(each.weight, 0.0) if known else 0.0
    plan = each.plan if each.plan is not None and each.plan > 0 else None
    return {
        "projects": 1,
        "determined": known,
        "weight": weight,
        "weighted": weight * (each.percent or 0.0),
        "planned": plan is not None,
        "known": plan is not None and each.investment is not None,
        "investment": each.investment,
        "plan": plan,
        "invested": each.investment if plan is not None else None,
        each.evaluation.value: 1,
    } | {other.value: 0 for other in Evaluation if other is not each.evaluation}


def _total(row: dict[Any, float]) -> Total:
    plan, invested = _amount(row["plan"]), _amount(row["invested"])
    return Total(
        projects=int(row["projects"]),
        determined=int(row["determined"]),
        completion=row["weighted"] / row["weight"] if row["weight"] > 0 else None,
        planned=int(row["planned"]),
        known=int(row["known"]),
        investment=_amount(row["investment"]),
        plan=plan,
        invested=invested,
        investment_rate=_ratio(invested, plan),
        evaluations={each: int(row[each.value]) for each in Evaluation},
    )


def _ratio(part: float | None, whole: float | None) -> float | None:
    """Return a percentage, None where it cannot be said or is no number a person could mean."""
    percent = 100 * part / whole if part is not None and whole else None
    return percent if percent is not None and math.isfinite(percent) else None


def _amount(number: float) -> float | None:
    return None if number != number else number  # noqa: PLR0124 - NaN is the number that is not itself
