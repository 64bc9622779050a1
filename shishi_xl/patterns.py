"""Regular expressions, cheap to make: half of the time of a short command went into compiling those it never asked."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

_HAN = "[一-龥]"
# The engine lays out such a range character by character, a millisecond each time. A letter that is not Latin is as good.
_LETTER = r"[^\W\dA-Za-z_]"


class _Later(Generic[AnyStr]):
    """Stands for a pattern; its first use compiles it and puts the real methods in place."""

    __slots__ = (
        "_flags", "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "pattern", "search", "split",
        "sub", "subn",
    )  # fmt: skip

    def __init__(self, source: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile: asked only for what is not in place yet."""
        if name not in self.__slots__:
            raise AttributeError(name)
        source = self.pattern.replace(_HAN, _LETTER) if isinstance(self.pattern, str) else self.pattern
        compiled = re.compile(source, self._flags)
        for slot in set(self.__slots__) - {"_flags", "pattern"}:
            setattr(self, slot, getattr(compiled, slot))
        return getattr(self, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern to use as one of `re.compile`, save that a faulty one is told at its first use.

    In a text, [一-龥] by itself stands for any letter that is not Latin.
    """
    return cast("re.Pattern[AnyStr]", _Later(source, flags))
