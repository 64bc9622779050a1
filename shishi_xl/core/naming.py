"""Names of files, as Windows, mail programs and people can bear them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from shishi_xl.core.period import Period

_WIDE = str.maketrans(
    '<>:"/\\|?*', "＜＞：＂／＼｜？＊"
)  # what Windows forbids, as the full-width sign people still read
_UNSEEN = regex(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LONGEST = 60  # characters; three bytes each leaves room below the 255 bytes of a file name


def safe_name(text: str) -> str:
    """Return text as part of a file name: nothing forbidden or unseen, no dot or space at the end, not too long.

    A name that had to be cut carries a mark of the whole, so that two long names stay two.
    """
    clean = _UNSEEN.sub("", " ".join(text.split()).translate(_WIDE)).strip(" .")
    if len(clean) > _LONGEST:
        mark = hashlib.sha256(clean.encode()).hexdigest()[:6]
        clean = f"{clean[: _LONGEST - 7].rstrip(' .')}-{mark}"
    return clean or "未命名"


def printable(name: str) -> str:
    """Return the name of a file as people can read it: one that is no UTF-8 is most likely GBK."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return name.encode("utf-8", "surrogateescape").decode("gb18030", "backslashreplace")
        except UnicodeEncodeError:  # no byte of a Linux name: half a character, as Windows lets it stand
            return name.encode("utf-8", "backslashreplace").decode("utf-8")
    return name


def form_name(period: Period, unit: str) -> str:
    """Return the file name of a unit's form: 2020年6月推进情况表_区教委.xlsx."""
    return f"{period.year}年{period.month}月推进情况表_{safe_name(unit)}.xlsx"


def consolidated_name(period: Period, district: str) -> str:
    """Return the file name of a consolidated workbook: 北碚区2020年重点民生实事推进情况汇总表（1-6月）.xlsx."""
    place = safe_name(district) if district else ""
    return f"{place}{period.year}年重点民生实事推进情况汇总表（{period.months}）.xlsx"
