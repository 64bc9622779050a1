"""Example data that the package carries: the facts of one district's list, for demonstrations and tests."""

from __future__ import annotations

import csv
from importlib import resources

_NOTICE = "北碚区2020年重点民生实事.txt"


def notice() -> tuple[str, bytes]:
    """Return the file name and the bytes of a notice with the 37 projects of 北碚区 in 2020."""
    return _NOTICE, resources.files(__name__).joinpath(_NOTICE).read_bytes()


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the tables beside the notice: returns.csv (simulated), plans.csv (made up)."""
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
