"""进度评价: a completion held against the schedule."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shishi_xl.core.settings import Settings

# Far below anything a person could mean, far above what summing floats can spoil: 58.333… = 7/12 counts as reached.
_TOLERANCE = 1e-9


class Evaluation(Enum):
    """The words of 进度评价, from good to bad, then those without a completion."""

    DONE = "已完成"
    AHEAD = "超序时"
    ON_SCHEDULE = "按序时"
    BEHIND = "滞后"
    FAR_BEHIND = "严重滞后"
    UNDETERMINED = "待核定"
    UNREPORTED = "未报"

    @property
    def lags(self) -> bool:
        """Return whether it counts among 滞后项目数."""
        return self in {Evaluation.BEHIND, Evaluation.FAR_BEHIND}


def evaluate(completion: float | None, schedule: float, settings: Settings, *, reported: bool) -> Evaluation:
    """Return the evaluation of an unrounded completion (0–100) against the schedule (0–100)."""
    if completion is None:
        return Evaluation.UNDETERMINED if reported else Evaluation.UNREPORTED
    if completion >= 100 - _TOLERANCE:
        return Evaluation.DONE
    ahead = completion - schedule
    if ahead >= settings.number("超序时") - _TOLERANCE:
        return Evaluation.AHEAD
    if ahead >= -_TOLERANCE:
        return Evaluation.ON_SCHEDULE
    return Evaluation.FAR_BEHIND if -ahead > settings.number("严重滞后") + _TOLERANCE else Evaluation.BEHIND
