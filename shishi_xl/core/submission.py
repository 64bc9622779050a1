"""报送: one returned file, recognised and flattened; and what the ledger remembers of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from shishi_xl.core.findings import Finding
from shishi_xl.core.form import FieldName
from shishi_xl.core.grid import Place
from shishi_xl.core.period import Period

SHARED = (
    "rows-merged"  # flaw of an entry whose cell is merged with those of other rows, or has slipped: said once for all
)


class Disposition(Enum):
    """What became of a file."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    UNRECOGNISED = "unrecognised"
    WAITING = "waiting"  # still being copied; nothing is on record yet

    @property
    def chinese(self) -> str:
        """Return the word people see."""
        return _CHINESE[self]


_CHINESE = {
    Disposition.ACCEPTED: "接收",
    Disposition.RETURNED: "退回",
    Disposition.DUPLICATE: "重复",
    Disposition.UNRECOGNISED: "未识别",
    Disposition.WAITING: "等待",
}


class IdentitySource(Enum):
    """How unit and period were learnt."""

    SIGNED = "signed"  # from `_标识`, signature intact
    PAGE = "page"  # from the visible form
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a submission: unit × project × field, with the place it was read from."""

    project: str  # 项目编号; "" for a field of the whole form (填报人)
    indicator: str  # name of the indicator; "" for a field of the project
    field: str
    raw: str  # as it stands in the cell
    value: float | str | date | None  # normalised; None is blank ("/" where it may be) or unusable (see flaw)
    place: Place
    flaw: str = ""  # code of the finding that makes the value unusable: "not-a-number", "error-cell" …
    notes: tuple[str, ...] = ()  # codes of what normalising did: "unit-converted", "approximate"
    unit: str = ""  # 计量单位 in which an indicator's number was read; the office may change it later

    def __reduce__(self) -> tuple[type[Entry], tuple[object, ...]]:
        """Return how to copy the entry into another process: a third of the time of the inherited way, by the thousand."""
        return Entry, (
            self.project, self.indicator, self.field, self.raw, self.value, self.place, self.flaw, self.notes, self.unit,
        )  # fmt: skip


def counting(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries without numbers typed into 上期累计: checks compare those, nothing counts them."""
    return tuple(entry for entry in entries if entry.field != FieldName.PREVIOUS)


@dataclass(frozen=True, slots=True)
class Submission:
    """A recognised file. `findings` holds what recognition itself saw; checks add theirs later."""

    unit: str | None
    period: Period | None
    identity: IdentitySource
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_form: bool = True  # False: nothing in the file looks like the form


@dataclass(frozen=True, slots=True)
class Record:
    """A submission in the ledger."""

    id: int
    sha256: str
    file: str  # path below inbox/ as found; `打包.zip/附件/甲.xlsx` for an inner one
    kept: str  # path of the kept copy relative to the workspace, with "/"
    received_at: datetime
    disposition: Disposition
    unit: str | None
    period: Period | None
    withdrawn: bool = False
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """What the ledger holds of one period; values and findings stand under the id of their record."""

    period: Period
    records: tuple[Record, ...] = ()
    entries: Mapping[int, tuple[Entry, ...]] = field(default_factory=dict)  # of the submissions that count, at least
    findings: Mapping[int, tuple[Finding, ...]] = field(default_factory=dict)
