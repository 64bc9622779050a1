"""形象进度, each statement read once: intake and the consolidated workbook of every month ask for the same ones."""

from __future__ import annotations

from functools import lru_cache

from shishi_xl.core import progress
from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period


@lru_cache(maxsize=50_000)
def read(statement: str, indicators: tuple[Indicator, ...], period: Period, content: str) -> progress.Reading:
    """Return what a statement says of a project's indicators."""
    return progress.read(statement, indicators, period, content)
