"""Months as the ledger has them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shishi_xl.core import standing
from shishi_xl.core.period import Period
from shishi_xl.core.present_units import in_present_units
from shishi_xl.core.submission import Entry, Month, Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shishi_xl.core.model import Catalogue
    from shishi_xl.ledger import Ledger


def records(ledger: Ledger, period: Period, catalogue: Catalogue) -> tuple[Record, ...]:
    """Return a period's submissions, each under the name its unit bears in the catalogue today."""
    return standing.under_present_names(ledger.records(period), catalogue)


def months_until(ledger: Ledger, period: Period, catalogue: Catalogue) -> list[Month]:
    """Return the year's months up to a period, each with the values of the submissions that count."""
    return [_read(ledger, Period(period.year, month), catalogue) for month in range(1, period.month + 1)]


def newest_begun(begun: Mapping[Period, datetime], received_at: datetime) -> Period | None:
    """Return the newest month that had begun to come in by a time; a kept file knows its own to the second."""
    until = received_at.replace(microsecond=0)
    return max((period for period, first in begun.items() if first.replace(microsecond=0) <= until), default=None)


def times_accepted(ledger: Ledger, period: Period | None, catalogue: Catalogue) -> Counter[str]:
    """Return how many of its submissions count for each unit in a period, under the name the unit bears today."""
    found: Counter[str] = Counter()
    for unit, times in ledger.times_accepted(period).items() if period else ():
        found[standing.present_name(unit, catalogue)] += times
    return found


def accepted_before(ledger: Ledger, period: Period | None, catalogue: Catalogue) -> dict[str, tuple[Entry, ...]]:
    """Return what counts for the month before, by unit; nothing in January."""
    if period is None or period.previous is None:
        return {}
    counted = standing.counted(records(ledger, period.previous, catalogue))
    entries = ledger.entries(record.id for record in counted.values())
    return {unit: in_present_units(entries[record.id], catalogue) for unit, record in counted.items()}


def _read(ledger: Ledger, period: Period, catalogue: Catalogue) -> Month:
    """Return a period's submissions from the ledger, with the values of those that count."""
    found = records(ledger, period, catalogue)
    counted = [record.id for record in standing.counted(found).values()]
    entries = {number: in_present_units(said, catalogue) for number, said in ledger.entries(counted).items()}
    return Month(period, found, entries, ledger.findings(record.id for record in found))
