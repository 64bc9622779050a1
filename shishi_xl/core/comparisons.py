"""Comparisons: the doubts about a month's figures beside the month before, as both stand now.

What intake said when a file came is out of date once the month before has been corrected or withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core import checks, standing
from shishi_xl.core.checks import changes
from shishi_xl.core.submission import IdentitySource, Submission

if TYPE_CHECKING:
    from shishi_xl.core.findings import Finding
    from shishi_xl.core.form import Form
    from shishi_xl.core.model import Catalogue
    from shishi_xl.core.submission import Month, Record

_CHECKS = (
    changes.lower_than_last,
    changes.jump,
    changes.investment_denied,
    changes.maybe_yuan,
    changes.maybe_hundred_millions,
    changes.same_text,
)
CODES = frozenset({"lower-than-last", "jump", "investment-denied", "maybe-yuan", "maybe-hundred-millions", "same-text"})


def compare(
    catalogue: Catalogue, form: Form, month: Month, before: Month | None
) -> tuple[tuple[str, Record, Finding], ...]:
    """Return unit, record and finding of each doubt about the submissions that count; `before` is the month before."""
    counted = standing.counted(month.records)
    submissions = [
        Submission(unit, month.period, IdentitySource.SIGNED, tuple(month.entries.get(record.id, ())))
        for unit, record in counted.items()
    ]
    last = standing.counted(before.records) if before else {}
    previous = {unit: before.entries.get(record.id, ()) for unit, record in last.items()} if before else {}
    found = checks.run(submissions, form, catalogue, previous, checks=_CHECKS) if submissions else {}
    return tuple(
        (unit, record, finding)
        for number, (unit, record) in enumerate(counted.items())
        for finding in found.get(number, ())
    )
