"""Which projects were finished last month already and are finished now: nothing new is to be told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core import frames, progress
from shishi_xl.core.form import FieldName

if TYPE_CHECKING:
    import pandas as pd

    from shishi_xl.core.checks.remarks import Limits

_TINY = 1e-9


def figures(frame: pd.DataFrame) -> dict[tuple[int, str], bool | None]:
    """Return by submission and project whether its figures say so; None where they leave it to the text.

    A target that must not be exceeded is never finished before the year is.
    """
    of_indicators = frame[frame[frames.FIELD].to_numpy() == FieldName.CURRENT]
    now, before, target = (of_indicators[name] for name in (frames.NUMBER, frames.PREVIOUS, frames.TARGET))
    reached = (now >= target - _TINY) & ~of_indicators[frames.AT_MOST]
    again = reached & (before >= target - _TINY)
    found: dict[tuple[int, str], bool | None] = {}
    told = zip(
        of_indicators[frames.SUBMISSION], of_indicators[frames.PROJECT], again, reached | now.isna(), strict=True
    )
    for submission, project, is_again, is_open in told:
        key = submission, project
        so_far = found.get(key, True)
        found[key] = False if not is_open or so_far is False else None if not is_again else so_far
    return found


def says_so(text: str, project: str, limits: Limits) -> bool:
    """Return whether a progress report, told in both months, tells of nothing but finished work."""
    indicators = limits.catalogue.indicators_by_project.get(project, ())
    known = limits.catalogue.project_by_key.get(project)
    if limits.period is None or known is None or not indicators:
        return False
    reading = progress.read(text, indicators, limits.period, known.content)
    return not reading.contradictions and progress.expected_completion(reading, indicators) == 100
