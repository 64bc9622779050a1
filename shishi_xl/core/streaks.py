"""连续月数: for how many months running a unit has reported the same problem with a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LASTING = 3  # months running from which a problem is listed as 长期问题
SAME = 60.0  # percent of characters that two wordings of one problem share; dates and small changes stay below that


def same_problem(one: str, other: str) -> bool:
    """Return whether two texts speak of the same problem."""
    from rapidfuzz import fuzz

    return one == other or fuzz.ratio(one, other) >= SAME


def streak(texts: Sequence[str]) -> int:
    """Return for how many months running, the newest first, a problem is the same; "" is a month without one."""
    count = 0
    for text, following in zip(texts, ["", *texts], strict=False):
        if not text or (count and not same_problem(text, following)):
            break
        count += 1
    return count
