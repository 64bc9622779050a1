"""接收 or 退回: what a submission's findings come to, and what only the calendar can say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shishi_xl.core import later_month
from shishi_xl.core.findings import Finding, Level, find
from shishi_xl.core.model import UnitKind
from shishi_xl.core.naming import form_name
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shishi_xl.core.model import Catalogue, Unit
    from shishi_xl.core.settings import Settings

_TELLING = 3  # characters of a name; 教委 alone may be part of another one


def dispose(submission: Submission, findings: Iterable[Finding]) -> Disposition:
    """Return what becomes of a file that could be read: one 错误 sends the whole of it back."""
    if not submission.is_form:
        return Disposition.UNRECOGNISED
    if submission.unit is None or submission.period is None:
        return Disposition.RETURNED
    errors = any(finding.level is Level.ERROR for finding in findings)
    return Disposition.RETURNED if errors else Disposition.ACCEPTED


def label_findings(submission: Submission, file: str, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return the doubts that a file is called after another unit or a later month: a name decides nothing, but somebody took the wrong form."""
    stem = file.rpartition("/")[2].rpartition(".")[0]
    return (*_of_another_unit(submission, stem, catalogue), *_of_a_later_month(submission, stem))


def _of_a_later_month(submission: Submission, stem: str) -> tuple[Finding, ...]:
    period = submission.period
    later = later_month.named(stem, period) if period else None
    if period is None or later is None:
        return ()
    own = form_name(period, submission.unit or "")
    facts: dict[str, Any] = {"where": "文件名", "words": stem, "month": period.chinese, "later": later.chinese}
    return (find("later-month", value=stem, example=own, **facts),)


def _of_another_unit(submission: Submission, stem: str, catalogue: Catalogue) -> tuple[Finding, ...]:
    own = catalogue.unit_by_name.get(submission.unit or "")
    if own is None or _is_named(own, stem):  # nearly every file: the other units need no look
        return ()
    others = (unit.name for unit in catalogue.units if unit.kind is UnitKind.SINGLE and _is_named(unit, stem))
    other = next(others, None)
    return () if other is None else (find("name-differs", value=other, unit=own.name),)


def _is_named(unit: Unit, stem: str) -> bool:
    return any(len(name) >= _TELLING and name in stem for name in (unit.name, unit.full_name, *unit.aliases))


def calendar_findings(
    submission: Submission,
    received_at: datetime,
    settings: Settings,
    accepted_before: int,
    newest: Period | None = None,
) -> tuple[Finding, ...]:
    """Return what the time of arrival says: a month not open for reports, an update of a past month, 迟报.

    `accepted_before` counts the unit's accepted submissions of the same period; only the first one can be late.
    `newest` is the last month whose forms are out or coming in: before the next one's are, corrections of it update no
    past month, whatever the calendar says. None where it is not known: then the calendar's month it is.
    """
    period = submission.period
    if period is None:
        return ()
    said = period.chinese
    today = Period.of(received_at)
    example = f"{today.chinese}下发的表"
    if settings.year is not None and period.year != settings.year:
        reason = f"而现在的项目库是{settings.year}年的"
        return (find("period-not-open", value=said, reason=reason, example=f"{settings.year}年的表"),)
    if period > today:
        reason = f"收到时（{received_at:%Y年%m月%d日}）这个月还没有到"
        return (find("period-not-open", value=said, reason=reason, example=example),)
    found = []
    deadline = settings.deadline(period)
    if accepted_before == 0 and received_at.date() > deadline:
        found.append(find("late", received=f"{received_at:%Y-%m-%d %H:%M}", deadline=f"{deadline:%Y-%m-%d}"))
    if accepted_before and period < min(today, newest or today) and received_at.date() > deadline:
        found.append(find("past-period", value=said))
    return tuple(found)
