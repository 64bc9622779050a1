"""Contents: what a project's content tells, read once for all that asks for it."""

from __future__ import annotations

from functools import lru_cache

from shishi_xl.core.plain import plain
from shishi_xl.core.quantities import Quantity, find_quantities


@lru_cache(maxsize=2048)
def amounts_of(content: str) -> tuple[str, tuple[Quantity, ...]]:
    """Return a content as plain text, and the amounts in it."""
    text = plain(content).text.strip()
    return text, tuple(find_quantities(text))
