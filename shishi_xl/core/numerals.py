"""Numerals: what a number spelled in digits or 汉字 is worth."""

from __future__ import annotations

from functools import lru_cache

from shishi_xl.core.units import SCALES, tidy
from shishi_xl.patterns import regex

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
HAN = "廿卅零〇一二两三四五六七八九十百千"
MIXED = r"(?:\d{1,4}万\d千(?:\d百)?|\d千\d百)"  # 1万6千8百
_ADJACENT = regex(r"(?<![点一二三四五六七八九])[一二两三四五六七八九][一二三四五六七八九](?=[十百千万]|$)")


@lru_cache(maxsize=4096)
def number_of(spelling: str) -> float | None:
    """Return the number a spelling in digits or 汉字 stands for, None for what is not one number (四五百, 几十)."""
    spelling = spelling.replace("廿", "二十").replace("卅", "三十")
    mixed = spelling[:1].isascii()
    if mixed and spelling[-1] not in "千百":
        return float(spelling)
    if len(spelling) == 1:
        return float(DIGITS[spelling]) if spelling in DIGITS else {"十": 10.0, "百": 100.0}.get(spelling)
    if _ADJACENT.search(spelling):  # 四五百, 七八座
        return None
    scaled = spelling[-1] in {"万", "亿"} and "万" in spelling[:-1]  # 一万二千八百万
    if scaled or ("点" in spelling and spelling[-1] in SCALES):  # 九点六万
        head = number_of(spelling[:-1])
        return None if head is None else tidy(head * SCALES[spelling[-1]])
    import cn2an

    try:
        return float(cn2an.cn2an(spelling, "smart" if mixed else "normal"))
    except (ValueError, LookupError):  # 一亿七 ends in a KeyError there
        return None


def ordinal(number: int) -> str:
    """Return a number up to 99 as a title is numbered: 三, 十二, 二十."""
    digits = "零一二三四五六七八九十"
    if number <= 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return f"{digits[tens] if tens > 1 else ''}十{digits[ones] if ones else ''}" if tens < 10 else str(number)
