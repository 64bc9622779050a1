"""Cell values: what a person wrote in a cell, as the one value it stands for, or why it stands for none."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from shishi_xl.core import note_marks
from shishi_xl.core.form import FieldName, FieldType, Rule
from shishi_xl.core.grid import Raw
from shishi_xl.core.no_money import says_no_money
from shishi_xl.core.no_problem import goes_well, says_none
from shishi_xl.core.quantities import Amount, Bound, convert, parse_amount
from shishi_xl.core.units import convertible, tidy, unit_of
from shishi_xl.patterns import regex

MONEY_UNIT = "万元"  # of every bare number in a 金额 field
PERCENT_UNIT = "%"
LONGEST_TEXT = 32767  # characters of a cell in Excel; what is longer would be cut in silence further on

_EXPLAINING = frozenset({FieldName.PROBLEM, FieldName.REMARK})
_CONTROL = regex(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")  # how .xlsx keeps what XML cannot hold: _x000D_
_NOT_WORD = regex(r"[\W_]+")
_NOTHING = frozenset(
    {"/", "\\", "-", "--", "---", "_", "无", "暂无", "没有", "不涉及", "不适用", "无内容", "n/a", "na", "nil"}
)
_TO_MEND = regex(r"\s*待改\s*[:：]")  # as 改错回件 marks what is to be put right (core.held_back)
_ONE_OR_DASH = regex("一+")  # typed for —, for want of the key
_ERROR = regex(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)
_DASHES = regex(r"[‐-―−－─━ー－\-]+")
_DIGITS = regex(r"\d+(?:[.,，]\d+)*")
_SCALE = regex(r"[万亿]$|[万亿](?=[^元\d零〇一二两三四五六七八九十百千]*$)")
_SCALE_WITHIN = regex("[万亿][零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]")  # 一万二千八百
_THOUSANDS = regex(r"\d[百千](?![万亿])")
_IN_THOUSANDS = ("千米", "千克", "千瓦")  # of what these measure, 40千 may be 40千米
_HUNDRED_MILLIONS = regex(r"(?<![\d.,])(\d+)亿(\d{1,4}(?:\.\d+)?)万(?=元?$)")  # 1亿2000万
_WAVE = regex(r"^[~∼≈](?=\d)")  # ~1036: about
_LOOSE_POINT = regex(r"^(?=\.\d)|(?<=\d)\.$")  # .5 and 12.
_BRACKETED_UNIT = regex(r"\(([^()\d]{1,6})\)$")  # 60（公里）
_MANY_DIGITS = regex(r"(?<![\d.])\d{1,12}\.\d{9,}(?![\d.])")  # 33.3333333333% of a formula
_BARE_BOUND = regex(r"(.*[\d万亿])(左右|上下|以上|以下|以内)")  # 1200左右: the unit is the column's
_LEADING_WORDS = regex(r"^(?:截至目前|目前|累计|共计|合计|总计|共|已|完成|投资|为|[:：])+")
_SHRUNK = regex(r"（格式把.*缩小了\d+倍显示）$")  # the reader's words, where a number format does not say so itself
_CURRENCY = regex(r"^(?:人民币|rmb|cny|[¥￥])", re.IGNORECASE)
_WRITTEN_DATE = regex(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:\D?00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
_MOST_EXACT = 1e15  # Excel keeps 15 digits; a longer number is of an account or a person, and no longer exact
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar
_PLAUSIBLE_SERIALS = range(32874, 73051)  # 1990 to 2099; a smaller number in a date field is no date


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell stands for; `flaw` is the code of the finding that makes it unusable, `value` is None then."""

    value: float | str | date | None
    flaw: str = ""
    notes: tuple[str, ...] = ()  # codes of what was done: "unit-converted", "approximate"


BLANK = Value(None)


def value(raw: Raw, rule: Rule, unit: str = "", target: float | None = None) -> Value:
    """Return what a cell stands for under a rule.

    `unit` is the indicator's own; money is always in 万元. `target` tells 0.45 of a rate below 1 % from 45 %.
    """
    if isinstance(raw, str):
        raw = _unescape(raw)
        if _TO_MEND.match(raw):
            return Value(None, "uncorrected")
        if raw.startswith("#") and _ERROR.fullmatch(raw.strip()):
            return Value(None, "error-cell")
    if is_nothing(raw) or (rule.type is FieldType.MONEY and isinstance(raw, str) and says_no_money(raw)):
        return BLANK
    if isinstance(raw, str) and _ONE_OR_DASH.fullmatch(raw.strip()):
        return BLANK if rule.type is FieldType.TEXT else Value(None, "not-a-number")
    if rule.type is FieldType.TEXT:
        text = text_of(raw)
        if rule.field in _EXPLAINING and not rule.required and _has_nothing_to_tell(text, rule.field):
            return BLANK
        return Value(text) if len(text) <= LONGEST_TEXT else Value(None, "text-too-long")
    if rule.type is FieldType.DATE:
        return _date(raw)
    return _choice(raw, rule.choices) if rule.type is FieldType.CHOICE else _number_of(raw, rule, unit, target)


def _has_nothing_to_tell(text: str, field: str) -> bool:
    return says_none(text) or (field == FieldName.PROBLEM and goes_well(text))


def fold(text: str) -> str:
    """Return a text as it is compared: one width, lower case, no blanks and punctuation. Never for keeping."""
    return _remembered_fold(text) if len(text) <= _WORTH_REMEMBERING else _fold(text)


def _fold(text: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", note_marks.without(_CONTROL.sub("", text))).casefold())


_WORTH_REMEMBERING = 500  # characters: names and contents come again in every file, long reports do not
_remembered_fold = lru_cache(maxsize=4096)(_fold)


def is_nothing(raw: Raw) -> bool:
    """Return whether a cell is blank or says in words that there is nothing: /, —, 无."""
    if raw is None:
        return True
    if not isinstance(raw, str):
        return False
    if len(raw) > 12:
        return not raw.strip()
    bare = _DASHES.sub("-", unicodedata.normalize("NFKC", _CONTROL.sub("", raw)).strip(" \t\r\n\u3000。.")).casefold()
    return not bare or bare in _NOTHING


def is_blank(raw: Raw) -> bool:
    """Return whether nothing at all stands in a cell, to the eye."""
    if not isinstance(raw, str):
        return raw is None
    seen = raw.strip()
    return not seen or (not seen.isprintable() and not _CONTROL.sub("", seen).strip())


_SPAN = regex(r"\D{0,4}\d[\d.,]*[^\d\s、,，;；]{0,2}[-~～—–至到]\d[\d.,]*\D{0,4}")  # 300-320万元
_LETTER_WITHIN = regex(r"\d[OoIl]\d|\d[OoIl]\.|\.[OoIl]\d")  # 32O.5: a letter typed for a digit


def text_of(raw: Raw) -> str:
    """Return a cell as text that any file can hold: 5.0 as 5, a date as 2020-06-15, no control characters."""
    if isinstance(raw, str):
        clean = raw.strip()
        if clean.isprintable() and "_x" not in clean:
            return clean
        return _CONTROL.sub("", _unescape(clean).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float | int):
        return as_excel_shows(raw)
    if isinstance(raw, datetime):
        return f"{raw:%Y-%m-%d}" if raw.time() == time() else f"{raw:%Y-%m-%d %H:%M}"
    return "" if raw is None else str(raw)


def as_excel_shows(number: float) -> str:
    """Return a number as Excel shows it: 15 digits at most, no needless point."""
    if math.isfinite(number) and number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _number_of(raw: Raw, rule: Rule, unit: str, target: float | None) -> Value:
    if isinstance(raw, str) and (bare := note_marks.without(raw)) != raw:
        read = _number_of(bare, rule, unit, target)
        return read if read.flaw else replace(read, notes=(*read.notes, "note-mark"))
    if rule.type is FieldType.MONEY:
        return _number(raw, MONEY_UNIT)
    if rule.type is FieldType.PERCENT or unit in {"%", "％", "百分比"}:
        return _percent(raw, target)
    return _number(raw, unit)


def _number(raw: Raw, unit: str) -> Value:
    if isinstance(raw, bool):
        return Value(None, "not-a-number")
    if isinstance(raw, date | time | timedelta):
        return Value(None, "date-not-number")  # 1-2 and 3/4 become dates as soon as they are typed
    if isinstance(raw, float | int):
        return _checked(float(raw))
    return _written_number(str(raw), unit)


def _checked(number: float) -> Value:
    if not math.isfinite(number):
        return Value(None, "not-a-number")
    return Value(number) if abs(number) < _MOST_EXACT else Value(None, "number-too-long")


def _percent(raw: Raw, target: float | None) -> Value:
    if isinstance(raw, str):
        amount = _amount(raw, PERCENT_UNIT)
        if amount is not None and amount.unit == PERCENT_UNIT:
            return _bounded(raw, amount, amount.value)
    read = _number(raw, "")
    small = target is not None and target < 2  # of a rate that may be 0.4 %, a small number is what it says
    if not isinstance(read.value, float) or not 0 < read.value <= 1 or small:
        return read
    if read.value == 1:
        return Value(None, "percent-unclear")
    return Value(tidy(read.value * 100), notes=(*read.notes, "percent-as-fraction"))


def _written_number(written: str, unit: str) -> Value:
    if _SHRUNK.search(written):
        return Value(None, "shown-smaller")
    amount = _amount(written, unit)
    if amount is None:
        several = len(_DIGITS.findall(_plain(written))) > 1 and not _LETTER_WITHIN.search(_plain(written))
        if several and _SPAN.fullmatch(_plain(written)):
            return Value(None, "not-exact")
        return Value(None, "several-numbers" if several else "not-a-number")
    if not amount.unit and _CURRENCY.match(_plain(written)) and not _SCALE.search(_plain(written)):
        return Value(None, "unit-unclear")
    if amount.unit == PERCENT_UNIT and not unit:
        return Value(None, "unit-unclear")
    if not amount.unit and unit.startswith("万") and _SCALE_WITHIN.search(_plain(written)):
        return Value(None, "unit-unclear")  # 一万二千八百 in a column of 万元: so many 元, or so many 万元
    if not amount.unit and _THOUSANDS.search(_plain(written)) and _may_be_in_thousands(unit):
        return Value(None, "unit-unclear")
    if not amount.unit and _SCALE.search(_plain(written)):
        base = unit.removeprefix("万") if len(unit) > 1 else unit
        amount = Amount(amount.value, base, amount.bound)
    told = amount.value if not amount.unit else convert(amount.value, amount.unit, unit)
    return Value(None, "unit-unclear") if told is None else _bounded(written, amount, told)


def _may_be_in_thousands(unit: str) -> bool:
    """Return whether 40千 in a column is no certain number: 千元 or 千万元, 千米 or 千公里."""
    return unit.startswith("万") or any(convertible(each, unit) for each in _IN_THOUSANDS)


def _bounded(written: str, amount: Amount, told: float) -> Value:
    if amount.bound not in {Bound.EXACT, Bound.ABOUT}:
        return Value(None, "not-exact")
    if flaw := _checked(told).flaw:
        return Value(None, flaw)
    first = _DIGITS.search(_plain(written))
    shown = float(first[0].replace(",", "").replace("，", "")) if first and first[0].count(".") <= 1 else None
    if shown is None:  # in 汉字: 一万二千八百元 is told in another unit than 一万二千八百万元
        changed = not (math.isclose(abs(told), abs(amount.value)) or _plain(written).endswith(("万元", "万", "%")))
    else:
        changed = not math.isclose(abs(told), shown)
    converted = ("unit-converted",) if changed else ()
    return Value(told, notes=converted + (("approximate",) if amount.bound is Bound.ABOUT else ()))


def _amount(written: str, unit: str) -> Amount | None:
    """Return the one amount of a cell, also where a known word announces it or the column's odd unit follows it."""
    text = _plain(written)
    if _has_odd_digits(written) or not _spaced(written):
        return None
    text = _WAVE.sub("约", text)
    text = _CURRENCY.sub("", text.removeprefix("'"))  # 'typed so that Excel keeps a text'
    text = _BRACKETED_UNIT.sub(lambda found: found[1] if found[1] == unit or unit_of(found[1]) else found[0], text)
    text = _HUNDRED_MILLIONS.sub(lambda sum_: f"{int(sum_[1]) * 10000 + float(sum_[2]):.12g}万", text)
    text = _MANY_DIGITS.sub(lambda number: f"{float(number[0]):.8f}".rstrip("0"), text)
    text = _LOOSE_POINT.sub(lambda point: "" if point[0] else "0", text)
    if unit and unit != PERCENT_UNIT and (bounded := _BARE_BOUND.fullmatch(text)):
        base = unit.removeprefix("万") if bounded[1][-1] in "万亿" else unit
        text = f"{bounded[1]}{base}{bounded[2]}"
    bare = _LEADING_WORDS.sub("", text)
    own = _plain(unit)
    for candidate in dict.fromkeys((text, bare, bare.removesuffix(own) if own else bare)):
        amount = parse_amount(candidate)
        if amount is not None:
            return amount
    return None


def _plain(written: str) -> str:
    return (
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", _CONTROL.sub("", written)))
        if _spaced(written)
        else (unicodedata.normalize("NFKC", _CONTROL.sub("", written)).strip())
    )


def _spaced(written: str) -> bool:
    """Return whether blanks may be taken out: 1 036 and 925 户 are one number, 3 5 is not, nor are two lines of a cell."""
    if re.search(r"\d[ ]*[\n\t\u3000][\s]*\d", written):
        return False
    return (
        re.search(r"\d\s+\d", written) is None
        or re.search(r"(?<![\d.．])\d{1,3}(?:\s\d{3})+(?!\d)", written) is not None
    )


def _has_odd_digits(written: str) -> bool:
    """Return whether a sign would turn into a digit unseen: ①, ½, 10³; m² and m³ are units."""
    return any(
        unicodedata.category(sign) in {"No", "Nl"}
        and not (sign in "²³" and written[place - 1 : place] in {"m", "M", "米"})
        for place, sign in enumerate(written)
        if sign > "~"
    )


def _date(raw: Raw) -> Value:
    if isinstance(raw, datetime):
        return Value(raw.date())
    if isinstance(raw, date):
        return Value(raw)
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        if math.isfinite(raw) and raw == int(raw) and int(raw) in _PLAUSIBLE_SERIALS:
            return Value(_EPOCH + timedelta(days=int(raw)))
        raw = as_excel_shows(raw)  # 20200615 typed as a number
    match = _WRITTEN_DATE.fullmatch(_plain(str(raw)))
    if match is None:
        return Value(None, "not-a-date")
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return Value(date(year, month, day))
    except ValueError:
        return Value(None, "not-a-date")


def _choice(raw: Raw, choices: tuple[str, ...]) -> Value:
    said = text_of(raw)
    folded = fold(said)
    same = [choice for choice in choices if choice == said] or [choice for choice in choices if fold(choice) == folded]
    return Value(same[0]) if len(same) == 1 else Value(None, "not-in-list")
