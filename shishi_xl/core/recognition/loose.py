"""What stands below or between the rows and is none of them: who signed and when, a sum without a name, a remark."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from shishi_xl.core.grid import Raw
from shishi_xl.core.normalise import is_blank, text_of
from shishi_xl.core.recognition.lines import Line, is_footer
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.patterns import regex

_HAN_NUMBER = "[一二三四五六七八九十〇零○]"
_DATE = regex(
    rf"(?:\d{{4}}|{_HAN_NUMBER}{{4}})?[-./年](?:\d{{1,2}}|{_HAN_NUMBER}{{1,3}})?[-./月](?:\d{{1,2}}|{_HAN_NUMBER}{{1,3}})?日?"
    rf"|\d{{1,2}}月\d{{1,2}}日"
)  # 2020年6月24日, 二〇二〇年六月二十四日, and 年 月 日 left open
_STAMP = regex(r"[(\[【]?(?:单位|此处|签字|加|盖|公|签|印)*章[)\]】]?$")
_REMARK = regex(r"[(\[【]?(?:[注附][:：]|[备附]注|说明|以上|上述|本表|此表|附件|[^，。；]{0,8}(?:属实|无误))")


def cells(line: Line) -> tuple[Raw, ...]:
    """Return what stands in the row of a line."""
    row = line.table.sheet.rows[line.row - line.table.sheet.top]
    return tuple(raw for raw in row if not is_blank(raw))


def is_signature(line: Line, roster: Roster) -> bool:
    """Return whether a line says nothing but who signed the paper and when: 区民政局（章）, 2020年6月24日."""
    return all(_signs(raw, roster) for raw in cells(line))


def is_sum(line: Line) -> bool:
    """Return whether nothing but numbers stands in a line."""
    return all(isinstance(raw, float | int) for raw in cells(line))


def is_remark(line: Line) -> bool:
    """Return whether a line begins like a remark on the whole table: 以上数据截至6月24日, 注：…, 本表一式两份."""
    return _REMARK.match(_plain(text_of(cells(line)[0]))) is not None


def _signs(raw: Raw, roster: Roster) -> bool:
    if isinstance(raw, date):
        return True
    if not isinstance(raw, str):
        return False
    plain = _plain(raw)
    if _DATE.fullmatch(plain) or is_footer(raw):
        return True
    unit = _STAMP.sub("", plain)
    return not unit or bool(roster.units_named(unit))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
