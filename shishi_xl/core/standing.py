"""报送状态: which submission of a unit counts for a period, and where every unit stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from shishi_xl.core.recognition import roster
from shishi_xl.core.submission import Disposition, Month, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from shishi_xl.core.model import Catalogue


class State(Enum):
    """How a unit stands in a period; every unit that has to report is in exactly one of them."""

    ON_TIME = "按时"
    LATE = "迟报"
    TO_MEND = "已报待改"  # something came, all of it was sent back
    MISSING = "未报"


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit in one period."""

    unit: str
    state: State
    counted: Record | None  # the submission whose figures count
    versions: int  # accepted and not withdrawn
    attempts: int  # everything the unit sent, the same bytes once
    first_at: datetime | None  # when the first of them came
    returned: Record | None  # sent back after the one that counts (or with none that counts), the newest

    @property
    def reported(self) -> bool:
        """Return whether figures of the unit are there."""
        return self.counted is not None

    @property
    def late(self) -> bool:
        """Return whether the first accepted submission came after the 截止日."""
        return self.state is State.LATE

    @property
    def latest(self) -> Record | None:
        """Return the submission that speaks for the unit: the one that counts, else the newest one sent back."""
        return self.counted or self.returned

    @property
    def file(self) -> str:
        """Return that submission's path below inbox/ as found, "" where nothing came."""
        return self.latest.file if self.latest else ""

    @property
    def received_at(self) -> datetime | None:
        """Return when that submission came."""
        return self.latest.received_at if self.latest else None


def status(catalogue: Catalogue, month: Month) -> tuple[Standing, ...]:
    """Return where every unit that has to report stands, in the catalogue's order."""
    deadline = catalogue.settings.deadline(month.period)
    by_unit: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(month.records, key=_arrival):
        if record.unit and record.period == month.period and record.disposition in _SENT:
            by_unit[record.unit].append(record)
    found = []
    for unit in catalogue.responsible_units:
        sent = by_unit.get(unit, [])
        accepted = [record for record in sent if record.disposition is Disposition.ACCEPTED and not record.withdrawn]
        returned = [record for record in sent if record.disposition is Disposition.RETURNED]
        if accepted:
            state = State.ON_TIME if accepted[0].received_at.date() <= deadline else State.LATE
            returned = [record for record in returned if _arrival(record) > _arrival(accepted[-1])]
        else:
            state = State.TO_MEND if returned else State.MISSING
        found.append(
            Standing(
                unit,
                state,
                accepted[-1] if accepted else None,
                len(accepted),
                len(sent),
                sent[0].received_at if sent else None,
                returned[-1] if returned else None,
            )
        )
    return tuple(found)


def under_present_names(records: Iterable[Record], catalogue: Catalogue) -> tuple[Record, ...]:
    """Return the records, each under the name its unit bears today: one renamed keeps what it sent under its old name.

    The old name has to stand among the unit's 别名; a name that is nobody's is left as it is.
    """
    present = roster.of(catalogue).present_name
    return tuple(
        replace(record, unit=name) if record.unit and (name := present(record.unit)) else record for record in records
    )


def present_name(unit: str, catalogue: Catalogue) -> str:
    """Return the name that a unit on record bears today; a name that is nobody's as it is."""
    return roster.of(catalogue).present_name(unit) or unit


def strangers(records: Iterable[Record], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the units whose accepted submissions count nowhere, because the catalogue no longer knows the name."""
    known = roster.of(catalogue).own
    return tuple(
        dict.fromkeys(
            record.unit
            for record in under_present_names(records, catalogue)
            if record.unit
            and record.disposition is Disposition.ACCEPTED
            and not record.withdrawn
            and record.unit not in known
        )
    )


def counted(records: Iterable[Record]) -> dict[str, Record]:
    """Return the submission that counts for each unit of one period: the newest accepted one that is not withdrawn."""
    return {
        record.unit: record
        for record in sorted(records, key=_arrival)
        if record.unit and record.disposition is Disposition.ACCEPTED and not record.withdrawn
    }


def counts(standings: Sequence[Standing]) -> dict[State, int]:
    """Return how many units are in each state; the four numbers add up to 应报."""
    return {state: sum(standing.state is state for standing in standings) for state in State}


_SENT = {Disposition.ACCEPTED, Disposition.RETURNED}


def _arrival(record: Record) -> int:
    return record.id  # the ledger's order; the clock may have been set back in between
