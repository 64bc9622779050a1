"""withdraw: an accepted submission no longer counts; the one before it does again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core import standing
from shishi_xl.core.complaint import Misuse
from shishi_xl.core.submission import Record
from shishi_xl.folders.kept import withdrawn_path
from shishi_xl.folders.workspace import bad_disk, exclusive
from shishi_xl.pipeline.consolidate import refresh
from shishi_xl.pipeline.intake import Intake
from shishi_xl.pipeline.months import records

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from shishi_xl.core.period import Period
    from shishi_xl.pipeline.desk import Desk


class NothingToWithdrawError(Misuse):
    """The unit has no accepted submission in that period."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was withdrawn and what counts now."""

    withdrawn: Record
    counts: Record | None
    consolidated: tuple[tuple[Period, Path], ...]


def withdraw(desk: Desk, period: Period, unit: str, reason: str, clock: Callable[[], datetime]) -> Withdrawal:
    """Withdraw the submission that counts for a unit, move its copy to inbox/撤回/ and refresh the workbooks."""
    desk.prepare()
    desk.require_year(period)
    if not reason.strip():
        raise Misuse("请写明为什么撤回，例如 --reason 数据有误，单位来电要求重报。")
    with exclusive(desk.workspace), bad_disk(desk.workspace), desk.open_ledger() as ledger:
        with Intake(desk, ledger, clock) as intake:
            list(intake.recover())
            counted = standing.counted(records(ledger, period, desk.catalogue))
            record = counted.get(unit) or counted.get(desk.unit(unit))
            if record is None:
                raise NothingToWithdrawError(
                    f"{unit} 在 {period} 没有已接收的报送，没有可撤回的。用 shishi-xl status --period {period} 查看。"
                )
            ledger.withdraw(record, clock(), reason, intake.free_place(withdrawn_path(record.kept, period)))
            list(intake.recover())  # moves the copy as it moves any other
        counts = standing.counted(records(ledger, period, desk.catalogue)).get(record.unit or "")
        return Withdrawal(record, counts, tuple(refresh(desk, ledger)))
