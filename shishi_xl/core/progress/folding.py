"""Folding: what the words of state around an amount say together."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.lexicon import Kind, Mark

_VERBS = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, Kind.WEAK, Kind.START, Kind.GOING, Kind.NOT, Kind.PREPARE})


_JOINING = frozenset({"并", "且", "以及", "同时", "后", "继而", "而"})


def fold(marks: Sequence[Mark], state: Kind | None = None) -> Kind | None:
    """Return what a run of words says together: 未+完成 is NOT, 完成+招标 PREPARE, 开工+改造 START, 正在+安装 GOING."""
    joined, arrived = False, False
    for place, mark in enumerate(marks):
        kind = mark.kind
        if kind is Kind.PREPARE and _is_attribute(marks[place:]):
            continue
        joined = joined or mark.word in _JOINING
        if kind not in _VERBS:
            continue
        if state is Kind.NOT and kind is not Kind.NOT:
            continue
        if kind is Kind.ACT and arrived:  # 到货上牌20辆, 采购到位并发放12架
            state, joined, arrived = kind, False, False
            continue
        arrived = mark.word == "到货" or (kind is Kind.DONE and mark.word == "到位" and state is Kind.PREPARE)
        if kind in {Kind.ACT, Kind.WEAK} and state in {Kind.START, Kind.GOING, Kind.DONE, Kind.LATER, Kind.PREPARE}:
            continue
        if kind is Kind.WEAK and state is Kind.ACT:
            continue
        if kind is Kind.LATER and state is Kind.DONE:
            continue
        if kind in {Kind.DONE, Kind.LATER} and state is Kind.GOING:
            continue
        if kind in {Kind.DONE, Kind.LATER} and state is Kind.PREPARE and not joined:  # 招标全部完成
            continue
        if kind is Kind.PREPARE and state in {Kind.DONE, Kind.LATER} and joined:  # 已全部建成并签订管护协议
            continue
        state, joined = kind, False
    return state


def _is_attribute(marks: Sequence[Mark]) -> bool:
    """Return whether the first of some words only says which things are meant, what was done to them being told with 已 (采购的终端已布设46台)."""
    first, *rest = marks
    attribute = bool(rest) and rest[0].word == "的" and rest[0].start == first.end
    return attribute and any(mark.kind is Kind.ALREADY for mark in rest)
