"""Checks that need nothing but the cell and its rule."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from shishi_xl.core import frames
from shishi_xl.core import later_month as later_month_of
from shishi_xl.core.answers import is_misplaced
from shishi_xl.core.checks.remarks import COLUMNS, Limits, remarks
from shishi_xl.core.form import FieldName
from shishi_xl.core.normalise import as_excel_shows
from shishi_xl.core.submission import SHARED
from shishi_xl.core.units import counts_wholes, tidy
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    import pandas as pd


_MOST_PERCENT = 300.0  # of an indicator that is to reach 100 at most
_GROWTH = "增|提高|上升"
_LONGEST_UNCLEAR = 60  # characters; whatever says nothing at greater length is no date
_TIMES = regex(r"(?<=[\d\s])[年月日号时分点]|截[至止到]?|[到至]|今天|月底|年底")
_ELSEWHERE = regex(
    r"(?:具体|详细)?(?:进展|进度|完成)?(?:情况)?(?:请?详?见|参见|参照|参考)[^，。；\d%]{1,20}[\d一二三四五六七八九十]{0,2}[。.]?"
    r"|(?:同|与|和|如)(?:上月|上期|上次|上|前|前期|上报)(?:一致|相同|一样|所述)?(?:[,，]?(?:无|没有)变化)?[。.]?"
    r"|(?:暂?无|没有)变化[。.]?|略[。.]?|待定[。.]?|(?:已|另)(?:行)?(?:上报|报送|附)[。.]?"
)
_TELLING = regex(r"[^\W\d_]|[%‰]")


def required_blank(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find required cells that are empty, or in which / or 无 stands."""
    import pandas as pd

    missing = frame[frames.REQUIRED] & frame[frames.BLANK]
    written = frame[frames.RAW].to_numpy() != ""
    return pd.concat(
        [
            remarks(frame, missing & ~written, "required-blank", lambda row: {"example": limits.example(row.entry)}),
            remarks(
                frame, missing & written, "nothing-not-allowed", lambda row: {"example": limits.example(row.entry)}
            ),
        ],
        ignore_index=True,
    )


def flawed(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find cells whose content could not be made a value: not a number, error cells, several numbers …"""
    import pandas as pd

    def facts(row: Any) -> dict[str, Any]:
        rule = limits.rule(row.entry)
        return {
            "example": _example(limits.example(row.entry), row),
            "remark": limits.remark(row.entry),
            "unit": row.unit or rule.type.value,
            "choices": "、".join(rule.choices),
            "length": len(row.raw),
        }

    flaws = frame[frames.FLAW].to_numpy()
    codes = [code for code in dict.fromkeys(flaws.tolist()) if code and code != SHARED]
    found = [remarks(frame, flaws == code, code, facts) for code in codes]
    return (
        pd.concat(found, ignore_index=True) if found else pd.DataFrame({column: [] for column in COLUMNS}, dtype=object)
    )


def negative(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find negative numbers in fields that may not be below 0: amounts and cumulative figures always are."""
    mask = (frame[frames.NUMBER] < 0) & ((frame[frames.MINIMUM] >= 0) | frame[frames.CUMULATIVE])
    return remarks(
        frame,
        mask,
        "negative",
        lambda row: {"remark": limits.remark(row.entry), **_after_deduction(row)},
    )


def below_minimum(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find numbers under the rule's 最小值; a negative one is said as such."""
    said = (frame[frames.NUMBER] < 0) & ((frame[frames.MINIMUM] >= 0) | frame[frames.CUMULATIVE])
    return remarks(
        frame,
        (frame[frames.NUMBER] < frame[frames.MINIMUM]) & ~said,
        "below-minimum",
        lambda row: {"minimum": as_excel_shows(row.minimum), "example": limits.example(row.entry)},
    )


def above_maximum(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find numbers over the rule's 最大值."""
    return remarks(
        frame,
        frame[frames.NUMBER] > frame[frames.MAXIMUM],
        "above-maximum",
        lambda row: {"maximum": as_excel_shows(row.maximum), "example": limits.example(row.entry)},
    )


def percent_impossible(frame: pd.DataFrame, _: Limits) -> pd.DataFrame:
    """Find percents of an indicator that none can be: 85 in a cell whose format makes 8500% of it, a lost point."""
    rate = ~frame[frames.INDICATOR].str.contains(_GROWTH).to_numpy(bool)  # an income may well grow by 320 %
    said = (frame[frames.UNIT].to_numpy() == "%") & (frame[frames.TARGET] <= 100) & rate
    return remarks(
        frame,
        said & (frame[frames.NUMBER] > _MOST_PERCENT),
        "percent-impossible",
        lambda row: {"percent": as_excel_shows(row.number), "example": "85"},
    )


def noted(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Tell what normalising did to a value: units converted, 约 read as the number it stands before."""
    import numpy as np
    import pandas as pd

    def facts(row: Any) -> dict[str, Any]:
        return {"number": as_excel_shows(row.number), "unit": row.unit, "remark": limits.remark(row.entry)}

    noted_rows = np.flatnonzero(frame[frames.NOTED].to_numpy()).tolist()
    entries = frame[frames.ENTRY].to_numpy()
    found = []
    for code in sorted({code for row in noted_rows for code in entries[row].notes}):
        mask = np.zeros(len(frame), dtype=bool)
        mask[[row for row in noted_rows if code in entries[row].notes]] = True
        found.append(remarks(frame, mask, code, facts))
    return (
        pd.concat(found, ignore_index=True) if found else pd.DataFrame({column: [] for column in COLUMNS}, dtype=object)
    )


def progress_unclear(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find 形象进度 that says neither what was done nor how much of it: a date or a bare number alone, 见附件, 同上月."""
    import numpy as np

    told = np.flatnonzero(
        (frame[frames.FIELD].to_numpy() == FieldName.PROGRESS) & (frame[frames.TEXT].to_numpy() != "")
    )
    texts = frame[frames.TEXT].to_numpy()
    unclear = np.zeros(len(frame), dtype=bool)
    for row in told.tolist():
        unclear[row] = len(texts[row]) <= _LONGEST_UNCLEAR and says_nothing(texts[row])
    return remarks(frame, unclear, "progress-unclear", lambda row: {"example": limits.example(row.entry)})


def problem_unclear(frame: pd.DataFrame, _: Limits) -> pd.DataFrame:
    """Find 存在的主要问题 that names no problem: an amount, as of the column beside it, or 同上."""
    import numpy as np

    texts = frame[frames.TEXT].to_numpy()
    told = np.flatnonzero((frame[frames.FIELD].to_numpy() == FieldName.PROBLEM) & (texts != ""))
    misplaced = np.zeros(len(frame), dtype=bool)
    for row in told.tolist():
        misplaced[row] = len(texts[row]) <= _LONGEST_UNCLEAR and is_misplaced(texts[row])
    return remarks(frame, misplaced, "problem-unclear", lambda _: {})


def later_month(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find 形象进度 that tells what was done by a later month than the form's: 截至11月底累计… on the form of October."""
    import numpy as np

    texts, period = frame[frames.TEXT].to_numpy(), limits.period
    told = np.flatnonzero((frame[frames.FIELD].to_numpy() == FieldName.PROGRESS) & (texts != ""))
    found = {row: said for row in told.tolist() if period and (said := later_month_of.told(texts[row], period))}
    later = np.zeros(len(frame), dtype=bool)
    later[list(found)] = True

    def facts(row: Any) -> dict[str, Any]:
        words, month = found[row.Index]
        return {
            "where": row.field,
            "words": words,
            "month": period.chinese if period else "",
            "later": month.chinese,
            "example": f"截至{period.month}月底" if period else "",
        }

    return remarks(frame, later, "later-month", facts)


def less_than_one(frame: pd.DataFrame, _: Limits) -> pd.DataFrame:
    """Find counts of whole things that are less than one of them: 0.8333 个 is a rate that was to be a number."""
    number, target = frame[frames.NUMBER], frame[frames.TARGET]
    part = (frame[frames.FIELD].to_numpy() == FieldName.CURRENT) & (number > 0) & (number < 1) & (target >= 1)
    whole = frame[frames.UNIT].map(lambda unit: counts_wholes(unit) if unit else False).to_numpy(bool)
    return remarks(frame, part & whole, "less-than-one", lambda row: {"unit": row.unit})


def says_nothing(text: str) -> bool:
    """Return whether a text is nothing but dates, bare numbers and signs, or only points elsewhere (见附件, 同上月)."""
    told = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return _TELLING.search(_TIMES.sub("", told)) is None or _ELSEWHERE.fullmatch(told) is not None


def _after_deduction(row: Any) -> dict[str, str]:
    """Return what belongs in place of a negative number: what it leaves of last month's figure, else the bare amount."""
    left = tidy(row.previous + row.number)
    if left >= 0:
        less, said = as_excel_shows(-row.number), as_excel_shows(left)
        return {"how": f"（上期累计 {as_excel_shows(row.previous)}，核减 {less} 后是 {said}）", "example": said}
    return {"how": "", "example": as_excel_shows(-row.number)}


def _example(example: str, row: Any) -> str:
    """Return an example that fits the indicator: half of its target, not 12 公里 for a rate."""
    if not row.indicator or row.unit == "%" or not row.target > 0:
        return "85" if row.indicator and row.unit == "%" else example
    half = row.target / 2
    return as_excel_shows(max(1.0, float(round(half))) if counts_wholes(row.unit) else float(f"{half:.2g}"))
