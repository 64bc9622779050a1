"""Small raised or lowered digits (60¹): the mark of a note, never a digit of the number it stands at."""

from __future__ import annotations

from shishi_xl.patterns import regex

_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
# m² and m³ are units, PM₂.₅ and CO₂ are names.
MARKS = regex(rf"(?:(?<=[^\sA-Za-z.米{_SMALL}])|(?<=[mM米][²³]))[{_SMALL}]+")
_POWER = regex(r"(?<![\d.,]10)(?<=10)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")  # 10³ may well be a thousand


def without(text: str) -> str:
    """Return a text without the marks of notes; a power of ten stays what it is, for a person to read."""
    return text if text.isascii() or _POWER.search(text) else MARKS.sub("", text)


def unlike_powers(text: str) -> str:
    """Return a text of the same length in which no power of ten can be read as a number of its own unit."""
    return _POWER.sub(lambda power: "；" * len(power[0]), text)
