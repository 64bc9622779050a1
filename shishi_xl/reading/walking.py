"""Walking through an XML part with expat: no tree, no entities, bounded; damage becomes a refusal."""

from __future__ import annotations

import re
from xml.parsers import expat  # no part with a DOCTYPE gets here: there are no entities to expand

from shishi_xl.patterns import regex
from shishi_xl.reading import limits, markup
from shishi_xl.reading.refusal import broken, oversized

Attributes = dict[str, str]
_DEEPEST = 1_000
_NUMBER = regex(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")  # float() also takes 1_0, nan, １


class Walker:
    """The events of one part. A subclass says what `begin`, `finish` and `text` do."""

    def __init__(self) -> None:
        """Start outside of everything."""
        self.depth = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take the local name and the attributes, by local name, of an element that opens."""

    def finish(self, name: str) -> None:
        """Take the local name of an element that closes."""

    def text(self, text: str) -> None:
        """Take some characters."""

    def walk(self, part: bytes) -> None:
        """Go through a part; Refusal where it is damaged, too large or nested too deep."""
        part = markup.clean(part)
        if len(part) > limits.SLOW_PART_BYTES:
            raise oversized(f"内容超过 {limits.SLOW_PART_BYTES // limits.MEGABYTE} MB")
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            raise broken("内容不完整或已损坏") from None

    def _begin(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise oversized("内容嵌套过深")
        self.begin(name.rpartition(":")[2], attributes)

    def _finish(self, name: str) -> None:
        self.depth -= 1
        self.finish(name.rpartition(":")[2])


def local(attributes: Attributes, name: str, *but: str) -> str:
    """Return the attribute of a local name, whatever its prefix save those excepted; "" where there is none."""
    for key, value in attributes.items():
        prefix, _, own = key.rpartition(":")
        if own == name and prefix not in but:
            return value
    return ""


def count(text: str, otherwise: int = 1) -> int:
    """Return the whole number a text is, never below 1 nor beyond what a sheet holds."""
    if not re.fullmatch(r"\+?[0-9]{1,9}", text):
        return otherwise
    return max(1, min(int(text), limits.ROWS))


def number(text: str) -> float | None:
    """Return the number a text is, None where it is none."""
    return float(text) if _NUMBER.fullmatch(text.strip()) else None
