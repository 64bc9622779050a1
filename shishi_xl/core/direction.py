"""Which way a target is met, told from the words around it."""

from __future__ import annotations

from shishi_xl.core.model import Direction
from shishi_xl.patterns import regex

_AT_MOST = regex(
    r"以内|以下|[≤<＜]|(?:控制|压减|压降|下降|降低|降)(?:在|到|至)|(?:不得?)?(?:超过|高于|大于|多于)|(?<!不)(?<!不得)(?:低于|少于|小于)"
)
_BEYOND = regex(r"(?<!不)(?<!不得)(?:超过|高于|大于|多于)")


def direction_of(words: str) -> Direction:
    """Return AT_MOST for 以内, 低于, 控制在, 不超过 …; AT_LEAST for everything else, 不低于 and 超过 among it."""
    return Direction.AT_MOST if _AT_MOST.search(_BEYOND.sub("", words)) else Direction.AT_LEAST
