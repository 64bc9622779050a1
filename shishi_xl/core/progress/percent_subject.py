"""Percent subject: the words that say what a percent is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.patterns import regex

OVERALL = regex(
    r"(?:总体|整体|综合|项目|工程|总|合并|全区|目前|累计|现阶段|当前|施工|建设|年度|任务|全项目|全线)*(?:形象|工程|建设|施工|任务|目标|工作|实施|完成)?(?:总)?(?:进度|完成度|完成率|完工率|竣工率|建成率|工程量|工作量|完成比例|完成进度)"
)
_CHANGE = regex(r"由|从|较|比(?![例率重])|提[高升]|上升|增[长加]")
_SINCE = regex(r"(?<=进度)(?:[一二三四]季度|上半年|\d{1,2}月|年初)")  # 形象进度一季度末8%、…，现为79%


def subject_of(item: Item, items: Sequence[Item], text: str) -> str:
    """Return the words before a percent that say what it is of; of one put right those of the wrong one."""
    wrong = _put_right(item, items)
    subject = _own_subject(item if wrong is None else wrong, text)
    if item.segment.opener == "、" and item.corrected and not OVERALL.search(subject):
        return item.context  # 总形象进度经业主、监理、跟审三方核定为88.6%
    return subject


_AN_ERROR = regex("误|不准|不实|有出入|更正|订正|勘误|为准")


def _put_right(item: Item, items: Sequence[Item]) -> Item | None:
    """Return the percent told before in its sentence that one is told to be right instead of (前报形象进度61%系笔误，应为51%)."""
    right = (item.corrected or item.risen) and _AN_ERROR.search(item.context + item.text_after) is not None
    before = [other for other in items if other.share and other.quantity.end <= item.quantity.start]
    wrong = before[-1] if before and before[-1].segment.sentence == item.segment.sentence else None
    as_well = wrong is not None and wrong.role in {Role.WRONG, Role.EARLIER, Role.LAST}
    return wrong if right and as_well and not OVERALL.search(item.text_before) else None


def _own_subject(item: Item, text: str) -> str:
    """Return the words of the percent's own clause before it."""
    start = item.subject_start
    if item.risen:
        told = _CHANGE.split(text[start : item.quantity.start])[0]
        return _SINCE.split(told)[0] if item.text_before.startswith(("现", "目前")) else told
    if item.text_before in {"的", "的约"}:  # 完成年度任务65公里的64.6%
        return re.sub(r"\d[\d.]*[一-龥]{1,4}的约?$", "的", text[start : item.quantity.start])
    left = max([start, *(other.end for other in item.segment.quantities if other.end <= item.quantity.start)])
    return text[left : item.quantity.start]
