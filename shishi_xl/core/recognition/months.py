"""Which month a text speaks of: 1-8月, 1—8月, 1至8月, 8月, 截至8月底, 上半年, and a date Excel made of 1-8."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from shishi_xl.core import note_marks
from shishi_xl.core.grid import Raw
from shishi_xl.patterns import regex

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DASHES = "-‐‑‒–—―−~〜～至到"
_FIRST = rf"(?:(?:0?1|[lI|]|一|元)(?:月份?)?[{_DASHES}]+|0?1[一.])"  # also l-6月, 1一6月, 1.6月: slips of 1-6月
_PREFIX = r"(?:截?[至止到]|从|自)?"
_EXPRESSION = regex(
    rf"{_PREFIX}(?P<span>(?<![\d.]){_FIRST})(?P<to>{_MONTH})月(?:份|底|末)?(?:\d{{1,2}}日)?"
    rf"|{_PREFIX}(?<![\d.一二三四五六七八九十每])(?P<one>{_MONTH})月(?:份|底|末)?(?:(?P<day>\d{{1,2}})日)?"
    rf"|(?<!提)[前头](?P<first>{_MONTH})个月"
    rf"|^年?(?:0?1[{_DASHES}]+)(?P<bare>1[0-2]|0?[1-9])(?=[形完累进投推工项实存])"  # 1-6完成投资
    rf"|(?P<words>上半年|[前头]?三个?季度|第?[一1]季度|[前头][三3]个?季度|全年|[前头]两个?季度)"
)
_OPEN = regex(rf"(?<![\d.]){_FIRST}(?:[*_×xXnN]*|0|1[3-9]|[2-9]\d)月(?:份|底|末)?")  # no month, or 13
_SPELLED_OUT = regex(
    rf"(?<!\d)((?:19|20)\d{{2}})(?:年|\.)0?1(?:月(?:1日)?)?[{_DASHES}]+(?:\1(?:年|\.))?({_MONTH})(?!\d)月?(?:底|末|\d{{1,2}}日)?"
)  # 2020年1月—2020年6月, 2020年1月1日至6月30日
DAY = regex(
    r"(?<![\d.至到止年~〜～‐‑‒–—―−-])(?:(?:19|20)\d{2}[年./-])?(?:0?[1-9]|1[0-2])[月./-](?:[12]\d|3[01]|0?[1-9])(?:[日号]|(?![\d月]))"
)  # 2020年7月2日, 7月2日, but not 截至6月25日 or 1-6月25日
_YEAR = regex(r"(?<!\d)((?:19|20)\d{2})(?:年度?|\.(?=\d))")
_YEAR_MONTH = regex(r"((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])")
_HAN_YEAR = regex(r"[一二][一二三四五六七八九〇零○]{3}(?=年)")
_HAN_DIGITS = str.maketrans("一二三四五六七八九〇零○", "123456789000")
_WORDS = {"上半年": 6, "两": 6, "一": 3, "1": 3, "全年": 12}
_HAN = {"元": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of time."""

    year: int | None = None
    month: int | None = None
    span: bool = False  # it says from January on, not only the month
    from_date: bool = False  # Excel had made a date of it

    @property
    def shown(self) -> str:
        """Return it as a heading would have it: 2020年1-6月, 1-6月, 2020年."""
        return (f"{self.year}年" if self.year else "") + (f"1-{self.month}月" if self.month else "")


NOTHING = Said()


@lru_cache(maxsize=4096)
def in_text(text: str) -> Said:
    """Return the year and the last month a text names; months that differ within one text count as none."""
    said = plain(text)
    if whole := _YEAR_MONTH.fullmatch(said):
        return Said(int(whole[1]), int(whole[2]))
    years = _years(said)
    found = [_month(match) for match in _EXPRESSION.finditer(_YEAR.sub("年", said))]
    months = {month for month, _, _ in found}
    return Said(
        years.pop() if len(years) == 1 else None,
        months.pop() if len(months) == 1 else None,
        any(span for _, span, _ in found),
        any(made for _, _, made in found),
    )


def in_cell(raw: Raw) -> Said:
    """Return what a cell says; a date in January was 1-N before Excel changed it."""
    if isinstance(raw, str):
        return in_text(raw)
    if isinstance(raw, datetime | date) and raw.month == 1 and 2 <= raw.day <= 12:
        return Said(None, raw.day, span=True, from_date=True)
    if isinstance(raw, datetime | date) and raw.day == 1:
        return Said(raw.year, raw.month)
    return NOTHING


@lru_cache(maxsize=4096)
def spans_years(text: str) -> bool:
    """Return whether a text names more than one year (2019年1月至2020年6月)."""
    return len(_years(plain(text))) > 1


@lru_cache(maxsize=4096)
def without(text: str) -> str:
    """Return a text without years and months, as plain text; a month left open (1-*月) goes too."""
    said = plain(text)
    return "" if _YEAR_MONTH.fullmatch(said) else _EXPRESSION.sub("", _OPEN.sub("", _YEAR.sub("", said)))


def plain(text: str) -> str:
    """Return a text in one width, without blanks, a period told by both its ends as 2020年1-6月."""
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", note_marks.without(text)))
    said = _HAN_YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), said)
    return _SPELLED_OUT.sub(r"\1年1-\2月", said)


def _years(said: str) -> set[int]:
    return {int(match[1]) for match in _YEAR.finditer(said)}


def _month(match: re.Match[str]) -> tuple[int, bool, bool]:
    """Return the month, whether it is a span from January, and whether a date had been made of it."""
    if match["words"]:
        word = match["words"]
        quarters = 9 if "季度" in word and word.startswith(("前三", "头三", "前3", "三")) else 0
        return quarters or next(month for key, month in _WORDS.items() if key in word), True, False
    if last := match["to"] or match["first"] or match["bare"]:
        return _number(last), True, False
    month, day = _number(match["one"]), match["day"]
    if month == 1 and day and 2 <= int(day) <= 12:
        return int(day), True, True  # 1-8 shown by Excel as 1月8日
    return month, False, False


def _number(spelling: str) -> int:
    if spelling.isdigit():
        return int(spelling)
    if spelling.startswith("十"):
        return 10 + _HAN.get(spelling[1:], 0)
    return _HAN[spelling]
