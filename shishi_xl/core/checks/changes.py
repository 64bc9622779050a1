"""Checks that compare: with last month, with the yearly plan, with the yearly target. All of them only doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shishi_xl.core import frames
from shishi_xl.core.checks import finished
from shishi_xl.core.checks.remarks import Limits, remarks
from shishi_xl.core.form import FieldName, FieldType
from shishi_xl.core.normalise import as_excel_shows, fold
from shishi_xl.core.units import Dimension, bare, convert, counts_wholes, dimension_of, tidy
from shishi_xl.core.wording import number_text

if TYPE_CHECKING:
    import pandas as pd


_YUAN = 100.0  # times the yearly plan: nobody overspends so; 元 taken for 万元 is 10,000 times
_YUAN_SINCE_LAST = 1000.0  # times last month's figure; work that has only just begun may well grow a hundredfold
_HUNDRED_MILLION = 1e4  # 万元 in one 亿元
_NOT_LESS, _GROWN_AT_MOST = 0.9, 10.0  # times last month's figure: 亿元 are rounded, 2.8 for 28350 万元
_WORTH_ASKING, _SPENT_AT_MOST = 0.05, 1.5  # of the yearly plan: what a figure in 亿元 may well come to
_BEYOND_ANY_PROJECT = 1e6  # 万元, 100 亿元
_LEAST_MEANT = 0.01  # of the target: 4 typed for 2 万户 is no 0.0004 万户
_TINY = 1e-9


def lower_than_last(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find cumulative figures that have fallen since last month."""
    fallen = frame[frames.NUMBER] < frame[frames.PREVIOUS] - _TINY
    return remarks(
        frame,
        frame[frames.CUMULATIVE] & fallen & (frame[frames.NUMBER] >= 0) & ~_in_hundred_millions(frame),
        "lower-than-last",
        lambda row: {
            "previous": as_excel_shows(row.previous),
            "remark": limits.remark(row.entry),
            "example": _cumulative(row, limits),
        },
    )


# What is measured and does not add up from month to month.
_LEVELS = frozenset({Dimension.CONCENTRATION, Dimension.PERMILLE, Dimension.TIME, Dimension.POINTS})


def _cumulative(row: Any, limits: Limits) -> str:
    """Return the sum that is right if a month's figure was typed; without one where the sum could not be meant."""
    previous, number = as_excel_shows(row.previous), as_excel_shows(row.number)
    total, whole = tidy(row.previous + row.number), row.target if row.indicator else row.plan
    level = row.unit == "%" or row.type == FieldType.PERCENT.value or dimension_of(row.unit) in _LEVELS
    if level or not row.number or total > whole * limits.above_plan:
        return f"1月至本月的累计数，不小于 {previous}"
    return f"{number} 是本月数的，累计填 {previous}＋{number}＝{as_excel_shows(total)}"


def jump(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find cumulative figures that have grown in one month by more than the set share of the yearly target or plan."""
    base = frame[frames.TARGET].where(frame[frames.INDICATOR].to_numpy() != "", frame[frames.PLAN])
    share = (frame[frames.NUMBER] - frame[frames.PREVIOUS]) / base.where(base > 0)
    suspect = frame[frames.CUMULATIVE] & (share > limits.jump + _TINY) & ~_in_yuan(frame) & ~_one_more(frame)

    def facts(row: Any) -> dict[str, Any]:
        total = row.target if row.indicator else row.plan
        return {
            "previous": as_excel_shows(row.previous),
            "basis": "年度目标" if row.indicator else "年度计划投资",
            "share": _percent((row.number - row.previous) / total),
            "remark": limits.remark(row.entry),
        }

    return remarks(frame, suspect, "jump", facts)


def above_plan(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find investments above the set share of the yearly plan."""
    over = _is_investment(frame) & (frame[frames.NUMBER] > frame[frames.PLAN] * limits.above_plan + _TINY)
    return remarks(
        frame,
        over & (frame[frames.PLAN] > 0) & ~_in_yuan(frame),
        "above-plan",
        lambda row: {
            "plan": as_excel_shows(row.plan),
            "share": _percent(row.number / row.plan),
            "remark": limits.remark(row.entry),
        },
    )


def investment_denied(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find cells that tell of no investment where one is planned or was reported last month.

    What says so (/, 无, 不涉及投资) is asked about for either reason, an empty cell only for both: a figure has been lost.
    """
    written = frame[frames.RAW].to_numpy() != ""
    planned, reported = frame[frames.PLAN] > 0, frame[frames.PREVIOUS] > 0
    suspect = ((planned | reported) & written) | (planned & reported)

    def facts(row: Any) -> dict[str, Any]:
        known = {"年度计划投资": row.plan, "上期累计": row.previous}
        told = [f"{name} {as_excel_shows(number)} 万元" for name, number in known.items() if number > 0]
        said = f"填的是“{row.raw}”" if row.raw else "是空的"
        facts = {"said": said, "reason": "、".join(told), "remark": limits.remark(row.entry)}
        if row.previous > 0:
            least = f"不小于 {as_excel_shows(row.previous)} 的数"
            return {**facts, "advice": "请填1月至本月的累计数", "example": least}
        return {**facts, "advice": "有投资的请填累计数，还没有完成投资的请填 0", "example": "0"}

    blank = frame[frames.BLANK].to_numpy()
    return remarks(frame, _is_investment(frame) & blank & suspect, "investment-denied", facts)


def maybe_yuan(frame: pd.DataFrame, _: Limits) -> pd.DataFrame:
    """Find investments so far above plan, last month or anything a district spends, that 元 must have been taken for 万元."""

    def facts(row: Any) -> dict[str, Any]:
        if row.number >= row.plan * _YUAN:
            reason = f"是年度计划投资（{as_excel_shows(row.plan)} 万元）的 {row.number / row.plan:.0f} 倍"
        elif row.number >= row.previous * _YUAN_SINCE_LAST:
            reason = f"是上期累计（{as_excel_shows(row.previous)} 万元）的 {row.number / row.previous:.0f} 倍"
        else:
            reason = f"合 {row.number / 1e4:.0f} 亿元"
        example = as_excel_shows(float(f"{row.number / 1e4:.6g}"))
        return {"reason": reason, "counted": _counted(row), "example": example}

    return remarks(frame, _in_yuan(frame), "maybe-yuan", facts)


def maybe_hundred_millions(frame: pd.DataFrame, _: Limits) -> pd.DataFrame:
    """Find investments so far below plan or last month that 亿元 must have been taken for 万元 (1.95 of a plan of 21000)."""

    def facts(row: Any) -> dict[str, Any]:
        known = {"上期累计": row.previous, "年度计划投资": row.plan}
        name = next(name for name, number in known.items() if number > row.number * _YUAN_SINCE_LAST)
        meant = as_excel_shows(tidy(row.number * _HUNDRED_MILLION))
        reason = f"还不到{name}（{as_excel_shows(known[name])} 万元）的千分之一"
        if "unit-converted" in row.entry.notes:  # 8900元
            slip, meant = "把“万元”写成了别的单位", as_excel_shows(tidy(row.number * 10000))
        else:
            slip = "是按“亿元”填的"
        return {"reason": reason, "slip": slip, "counted": _counted(row), "example": meant}

    return remarks(frame, _in_hundred_millions(frame), "maybe-hundred-millions", facts)


def _counted(row: Any) -> str:
    """Return how an amount that looks wrong has been counted: as it stands, or in 万元 because another unit is written to it."""
    converted = "unit-converted" in row.entry.notes
    return f"已按写明的单位计为 {as_excel_shows(row.number)} 万元" if converted else "没有自动换算"


def above_target(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find figures above the set share of the yearly target; a rate above 100 % is one too."""
    number, target = frame[frames.NUMBER], frame[frames.TARGET]
    current = frame[frames.FIELD].to_numpy() == FieldName.CURRENT
    percent = (frame[frames.UNIT].to_numpy() == "%") & (number > 100 + _TINY) & (number > target + _TINY)
    return remarks(
        frame,
        current & (((target > 0) & (number > target * limits.above_plan + _TINY)) | percent),
        "above-target",
        lambda row: {
            "unit": row.unit,
            "target": as_excel_shows(row.target),
            "times": f"{row.number / row.target:.1f}" if row.target else "很多",
            "example": _meant(row, limits),
        },
    )


def _meant(row: Any, limits: Limits) -> str:
    """Return the figure that was meant where 18200 stands for 1.82 万户; never the target, which need not be reached."""
    scale = convert(1, row.unit, bare(row.unit)) or 1.0
    meant = tidy(row.number / scale)
    if scale > 1 and row.target * _LEAST_MEANT <= meant <= row.target * limits.above_plan:
        return as_excel_shows(meant)
    return f"以“{row.unit}”计的累计数；确实超过年度目标的，在“说明”写明原因"


def in_last_month(frame: pd.DataFrame, _: Limits) -> pd.DataFrame:
    """Find numbers typed into 上期累计, other ones than were accepted then: in place of 本期累计, or beside it."""
    import numpy as np
    import pandas as pd

    number, previous = frame[frames.NUMBER].to_numpy(), frame[frames.PREVIOUS].to_numpy()
    fields = frame[frames.FIELD].to_numpy()
    typed = (fields == FieldName.PREVIOUS) & ~np.isnan(number) & ~np.isclose(number, previous)
    alone = typed.copy()
    if typed.any():
        owners = list(
            zip(*(frame[name].tolist() for name in (frames.SUBMISSION, frames.PROJECT, frames.INDICATOR)), strict=True)
        )
        blank = frame[frames.BLANK].to_numpy()
        empty = {owners[row] for row in np.flatnonzero((fields == FieldName.CURRENT) & blank).tolist()}
        alone[[row for row in np.flatnonzero(typed).tolist() if owners[row] not in empty]] = False

    def facts(row: Any) -> dict[str, Any]:
        return {"previous": "没有数" if np.isnan(row.previous) else f"是 {as_excel_shows(row.previous)}"}

    beside = remarks(frame, typed & ~alone & ~np.isnan(previous), "last-changed", facts)
    return pd.concat([remarks(frame, alone, "last-alone", facts), beside], ignore_index=True)


def same_text(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Find 形象进度 that repeats last month's words; work finished since then is told in the same words again."""
    import numpy as np

    text, before = frame[frames.TEXT].to_numpy(), frame[frames.PREVIOUS_TEXT].to_numpy()
    told = (frame[frames.FIELD].to_numpy() == FieldName.PROGRESS) & (before != "")
    same = np.zeros(len(frame), dtype=bool)
    for row in np.flatnonzero(told).tolist():
        now = text[row]
        same[row] = now == before[row] or fold(now) == fold(before[row])
    by_figures = finished.figures(frame) if same.any() else {}
    owners, projects = frame[frames.SUBMISSION].to_numpy(), frame[frames.PROJECT].to_numpy()
    for row in np.flatnonzero(same).tolist():
        sure = by_figures.get((owners[row], projects[row]))
        same[row] = not (finished.says_so(text[row], projects[row], limits) if sure is None else sure)
    return remarks(frame, same, "same-text", lambda row: {"example": limits.example(row.entry)})


def _one_more(frame: pd.DataFrame) -> Any:
    """Return which figures have grown by one whole thing at most: a single building cannot grow by less."""
    single = {unit: counts_wholes(unit) for unit in frame[frames.UNIT].unique()}
    wholes = frame[frames.UNIT].map(single).to_numpy(bool) & (frame[frames.INDICATOR].to_numpy() != "")
    return wholes & (frame[frames.NUMBER] - frame[frames.PREVIOUS] <= 1)


def _is_investment(frame: pd.DataFrame) -> Any:
    money = frame[frames.TYPE].to_numpy() == FieldType.MONEY.value
    return money & (frame[frames.FIELD].to_numpy() == FieldName.INVESTMENT)


def _in_yuan(frame: pd.DataFrame) -> Any:
    plan, previous, number = frame[frames.PLAN], frame[frames.PREVIOUS], frame[frames.NUMBER]
    far = ((plan > 0) & (number >= plan * _YUAN)) | ((previous > 0) & (number >= previous * _YUAN_SINCE_LAST))
    return _is_investment(frame) & (far | (number >= _BEYOND_ANY_PROJECT))


def _in_hundred_millions(frame: pd.DataFrame) -> Any:
    plan, previous, number = frame[frames.PLAN], frame[frames.PREVIOUS], frame[frames.NUMBER]
    meant = number * _HUNDRED_MILLION
    fallen = (
        (previous > number * _YUAN_SINCE_LAST) & (meant >= previous * _NOT_LESS) & (meant <= previous * _GROWN_AT_MOST)
    )
    far = (plan > number * _YUAN_SINCE_LAST) & (meant >= plan * _WORTH_ASKING) & (meant <= plan * _SPENT_AT_MOST)
    begun = previous > 0
    return _is_investment(frame) & (number > 0) & (fallen | (far & ~begun))


def _percent(share: float) -> str:
    return f"{number_text(round(share * 100, 1))}%"
