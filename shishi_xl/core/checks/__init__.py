"""校验: one pandas pass over the values of any number of submissions → the findings of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from shishi_xl.core import frames
from shishi_xl.core.answers import answered
from shishi_xl.core.checks import cells, changes
from shishi_xl.core.checks.remarks import COLUMNS, Limits
from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import Form
from shishi_xl.core.model import Catalogue
from shishi_xl.core.submission import Entry, Submission

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CHECKS", "Check", "run"]

Check = Callable[["pd.DataFrame", Limits], "pd.DataFrame"]

CHECKS: tuple[Check, ...] = (
    cells.required_blank,
    cells.flawed,
    cells.negative,
    cells.below_minimum,
    cells.above_maximum,
    cells.percent_impossible,
    cells.noted,
    cells.progress_unclear,
    cells.problem_unclear,
    cells.later_month,
    cells.less_than_one,
    changes.lower_than_last,
    changes.jump,
    changes.above_plan,
    changes.investment_denied,
    changes.maybe_yuan,
    changes.maybe_hundred_millions,
    changes.above_target,
    changes.same_text,
    changes.in_last_month,
)


def run(
    submissions: Sequence[Submission],
    form: Form,
    catalogue: Catalogue,
    previous: frames.Previous | None = None,
    *,
    checks: Sequence[Check] = CHECKS,
) -> dict[int, tuple[Finding, ...]]:
    """Return the findings of each submission by its place in the batch; none are among those recognition made.

    `previous` holds, by unit, the entries accepted for the month before; only one period's submissions go together.
    """
    frame = frames.build(submissions, form, catalogue, previous)
    limits = Limits.of(form, catalogue, next((one.period for one in submissions if one.period), None))
    owners: list[int] = frame[frames.SUBMISSION].tolist()
    found: dict[int, list[tuple[int, int, Finding]]] = {}
    for order, check in enumerate(checks):
        for row, finding in _findings(check, check(frame, limits), frame):
            if finding.code == "investment-denied" and _supports(submissions[owners[row]], finding, catalogue):
                continue
            found.setdefault(owners[row], []).append((row, order, finding))
    return {
        number: tuple(finding for _, _, finding in sorted(found.get(number, ()), key=lambda one: one[:2]))
        for number in range(len(submissions))
    }


def _supports(submission: Submission, finding: Finding, catalogue: Catalogue) -> bool:
    """Return whether a unit only supports a project and has never told an investment in it: the one that leads it will."""
    units = catalogue.project_by_key[finding.project].units
    return submission.unit in units[1:] and "上期累计" not in finding.message


def _findings(check: Check, remarks: pd.DataFrame, frame: pd.DataFrame) -> Iterable[tuple[int, Finding]]:
    """Yield the findings a check returned; TypeError for a shape in which some could be lost unseen."""
    if list(remarks.columns) != list(COLUMNS):
        name = getattr(check, "__name__", check)
        raise TypeError(f"{name} returned the columns {list(remarks.columns)}, wanted {list(COLUMNS)}")
    if not len(remarks):
        return
    entries, explanations = frame[frames.ENTRY].to_numpy(), frame[frames.EXPLANATION].to_numpy()
    for row, code, facts in zip(*(remarks[column].tolist() for column in COLUMNS), strict=True):
        entry: Entry = entries[row]
        finding = find(
            code,
            entry.place,
            project=entry.project,
            indicator=entry.indicator,
            field=entry.field,
            value=entry.raw,
            **facts,
        )
        yield int(row), answered(finding, explanations[row])
