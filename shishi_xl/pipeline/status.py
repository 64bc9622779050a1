"""status: who has returned, who has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core import standing
from shishi_xl.core.submission import Month
from shishi_xl.pipeline.months import records

if TYPE_CHECKING:
    from shishi_xl.core.period import Period
    from shishi_xl.core.standing import Standing
    from shishi_xl.pipeline.desk import Desk


def status(desk: Desk, period: Period) -> tuple[Standing, ...]:
    """Return each unit's state for a period, in the catalogue's order."""
    desk.require_projects()
    desk.require_year(period)
    with desk.open_ledger() as ledger:
        return standing.status(desk.catalogue, Month(period, records(ledger, period, desk.catalogue)))
