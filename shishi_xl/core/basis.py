"""完成率依据: one Chinese phrase that says what a completion rests on, or what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.assessment import Figure, Rule, counted
from shishi_xl.core.model import OVERALL, Decision, Indicator, Project
from shishi_xl.core.reports import Source
from shishi_xl.core.wording import number_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shishi_xl.core.joint import Merged


def explain(
    merged: Merged,
    indicators: Sequence[Indicator],
    project: Project,
    *,
    decision: Decision | None,
    disputed: bool,
    to_mend: Collection[str] = (),
    answered: Collection[str] = (),
) -> str:
    """Return the phrase for a project; `disputed` says that its sources disagree.

    `to_mend` names the units whose files went back, `answered` those that have reported, this project or others.
    """
    if decision is not None:
        return decided(decision)
    if not merged.reporters:
        named = "、".join(
            f"{unit}（已报待改）" if unit in to_mend else unit for unit in merged.units if unit not in answered
        )
        return f"未报：{named}" if named else _nobody(project, merged.units)
    if merged.rule is Rule.UNDETERMINED:
        return _undetermined(indicators, merged)
    relied_on = {Rule.EXPLICIT: merged.explicit, Rule.STATED: merged.stated}.get(merged.rule)
    phrase = f"文字：{relied_on.words}" if relied_on else _figures(indicators, merged.figures)
    notes = [note for note in (merged.mark, "来源有出入，见校验意见" if disputed else "") if note]
    return f"{phrase}（{'；'.join(notes)}）" if notes else phrase


def _nobody(project: Project, units: Sequence[str]) -> str:
    """Return why no unit reports a project: it came later, none is responsible, or only 集合 without members."""
    if units:
        return f"待核定：{'、'.join(units)}已报，报来的表上没有这个项目（下发以后才列入）"
    if not project.units:
        return "待核定：项目库里没有填责任单位，无单位报送"
    return f"待核定：{'、'.join(project.units)}还没有填成员，无单位报送"


def decided(decision: Decision) -> str:
    """Return the phrase for a person's decision."""
    by = f"，核定人：{decision.by}" if decision.by else ""
    return f"核定：{percent_text(decision.completion)}（{decision.basis or '未写依据'}）{by}"


def _figures(indicators: Sequence[Indicator], figures: Sequence[Figure | None]) -> str:
    filled, told = [], []
    for indicator, figure in zip(indicators, figures, strict=True):
        if figure is None:  # of no weight
            continue
        target = f"{number_text(indicator.target)}{indicator.unit}"
        if figure.source is Source.TEXT:
            told.append(figure.words if indicator.name == OVERALL else f"{figure.words} / {target}")
        elif indicator.name == OVERALL:
            filled.append(f"{OVERALL}{percent_text(figure.number)}")
        else:
            filled.append(f"{number_text(figure.number)}/{target}")
    parts = [f"填报：{'、'.join(filled)}" if filled else "", f"文字：{'、'.join(told)}" if told else ""]
    return "；".join(part for part in parts if part)


def _undetermined(indicators: Sequence[Indicator], merged: Merged) -> str:
    if merged.lacking:
        return f"待核定：{merged.lacking}"
    if merged.contradictions:
        return f"待核定：文字前后矛盾（{'；'.join(merged.contradictions)}）"
    rows = zip(indicators, merged.figures, counted(indicators), strict=True)
    open_ones = [indicator.name for indicator, figure, counts in rows if figure is None and counts]
    reason = f"未报{'、'.join(open_ones)}" if open_ones else "年度目标为0，算不出完成率"
    known = _figures(indicators, merged.figures)
    notes = "；".join(note for note in (f"已知{known}" if known else "", *merged.hints, merged.mark) if note)
    return f"待核定：{reason}（{notes}）" if notes else f"待核定：{reason}"
