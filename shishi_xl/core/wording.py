"""Figures as people write them."""

from __future__ import annotations

_LONGEST = 300  # characters quoted of what somebody typed


def number_text(number: float, places: int = 4) -> str:
    """Return a number without needless zeros: 925.0 → 925, 0.12 → 0.12."""
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shortened(text: str) -> str:
    """Return a text somebody typed, cut off where it is too long to be quoted whole."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def percent_text(percent: float) -> str:
    """Return a percentage (0–100) with one decimal at most: 80 → 80%."""
    return f"{number_text(percent, 1)}%"
