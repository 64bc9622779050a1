"""Told again: amounts that only repeat a target, or how large the one thing is that is built."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.actions import another_action
from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import Profile, Project
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.units import bare
from shishi_xl.patterns import regex

_ENDED = frozenset({"清零", "销号", "收官", "了结", "画上句号"})  # words that only all of a task comes to
_TASK_WORDS = regex(r"(?:建设|布设|改造|安装|治理|整治|配备)?(?:工程|任务|工作|内容|指标|实事|事情?)")


def is_size(item: Item, project: Project) -> bool:
    """Return whether an amount only tells again how large the one thing is that is built (4200平方米业务用房整体通过验收)."""
    return not project.profiles and (item.quantity.amount.value, item.quantity.amount.unit) in project.sizes


def target_right_before(segment: Segment, items: Sequence[Item], project: Project) -> tuple[int, ...]:
    """Return the one of several indicators whose whole target the amount right before a clause tells, none else."""
    before = [item for item in items if item.segment.part == segment.part and item.quantity.end <= segment.start]
    if not before or before[-1].role not in {Role.PENDING, Role.PREPARE} or len(project.profiles) < 2:
        return ()
    told = [(before[-1].quantity.amount.into(known.indicator.unit), known) for known in project.profiles]
    places = tuple(place for place, (value, known) in enumerate(told) if value == known.indicator.target)
    return places if len(places) == 1 else ()


def counts_tasks(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether an amount counts the indicators themselves (河道和水体两项工程均未开工; 两项任务均已完成)."""
    tasks = _TASK_WORDS.match(item.text_after) or (
        item.quantity.amount.unit == "项" and item.text_after[:1] in {"均", "都", "全"}
    )
    some = item.has(Kind.REST) and item.quantity.amount.unit == "项" and bool(tasks)  # 除…外，另两项都已建完
    few = item.quantity.amount.value < len(profiles) and not any(known.indicator.unit == "项" for known in profiles)
    return len(profiles) > 1 and ((item.quantity.amount.value == len(profiles) and bool(tasks)) or (some and few))


def is_target_again(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether an amount in the clause is just the target told again (200户已全部完成)."""
    ended = any(mark.word in _ENDED for mark in item.after)
    if item.role is Role.TARGET and not (ended or item.followed_by(Kind.ALREADY, Kind.ALL, Kind.NOT)):
        return False  # 年度任务为打通断头路5条; 需完成1000户通气任务
    if item.share or item.role not in {Role.TARGET, Role.DONE, Role.PENDING, Role.STARTED, Role.GOING, Role.LABEL}:
        return False
    if len(profiles) > 1:  # 6座公厕全部建成, where 3 are built new and 3 rebuilt
        fitting = [known.indicator for known in profiles if known.fits(item.quantity.amount.unit)]
        units = {indicator.unit for indicator in fitting}
        total = item.quantity.amount.into(fitting[0].unit) if len(units) == 1 else None
        if len(fitting) > 1 and total is not None and abs(total - sum(each.target for each in fitting)) < 1e-6:
            return True
    meant = [known for known in profiles if not another_action(item, known)]
    told = [item.quantity.amount.into(known.indicator.unit) for known in meant]
    return any(
        value is not None and abs(value - known.indicator.target) < 1e-6
        for value, known in zip(told, meant, strict=True)
    )


def told_in_full(inside: Sequence[Item], profiles: Sequence[Profile]) -> tuple[int, ...]:
    """Return the indicators whose targets, in their own units, are the amounts of a clause."""
    told = {(item.quantity.amount.value, item.quantity.amount.unit) for item in inside}
    return tuple(
        place
        for place, known in enumerate(profiles)
        if (known.indicator.target, bare(known.indicator.unit)) in told and len(profiles) > 1
    )
