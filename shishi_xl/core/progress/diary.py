"""Diary: levels told day by day (4月30日：累计建成6座。5月31日：累计建成13座): the last one counts, the others were so then."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.patterns import regex

_DAY = regex(r"(?P<by>截至|截止|至|到)?(?P<month>\d{1,2})月份?(?P<day>\d{1,2})[日号]")
_OPENS = regex(r"(?:^|[。；\n])[\s，、]*$")
_ENTRY = regex(r"[^。；\n]*")
_LEVEL = regex("累计|总|进度|增至|增到|达到?|共")


def as_diary(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with the days of a diary made times gone by, and the last of them the present one.

    Each of its entries opens with a later day and tells how far things had come; what was done on a day is no level.
    """
    days = {at: day for at, mark in enumerate(marks) if (day := _opening_day(mark, text)) is not None}
    dates = [(int(day["month"]), int(day["day"])) for day in days.values()]
    if len(days) < 2 or any(first >= second for first, second in itertools.pairwise(dates)):
        return marks
    *gone, last = days
    found = list(marks)
    for at in gone:
        found[at] = replace(marks[at], kind=Kind.LAST)
    found[last] = replace(marks[last], kind=Kind.NOW)
    return found


def _opening_day(mark: Mark, text: str) -> re.Match[str] | None:
    """Return the day that opens an entry telling a level, None for any other mark; one that is still to come is none."""
    day = _DAY.fullmatch(mark.word) if mark.kind is Kind.FILLER else None
    if day is None or not _OPENS.search(text[: mark.start]):
        return None
    said = _ENTRY.findall(text, mark.end)[0]
    tells = any(sign.isdigit() for sign in said) and (day["by"] or _LEVEL.search(said))
    return day if tells else None
