"""The ledger's tables, and its rows as values."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from sys import intern
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql

from shishi_xl.core.findings import Finding
from shishi_xl.core.grid import Place
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition, Entry, Record
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = 2
RECEIVED, JUDGED, FILED = "received", "judged", "filed"
HELD = "held"  # all is done but for the original: a program holds it open in the tray
ARCHIVE = "archive"  # disposition of the outer file of several submissions


class FileName(sql.TypeDecorator[str]):
    """A name as the disk has it; what is no text in it (a name in GBK on Linux) is spelt out, for SQLite keeps text only."""

    impl = sql.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - asked for
        """Return the name as it is kept."""
        spelt = None if value is None else value.replace("\\", "\\\\")  # one written so is another name
        return None if spelt is None else spelt.encode("utf-8", "backslashreplace").decode("utf-8")

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - asked for
        """Return the name as the disk has it."""
        return None if value is None else _SPELT_OUT.sub(_as_it_was, value)


_SPELT_OUT = regex(r"\\(?:\\|u(d[89a-f][0-9a-f]{2}))")


def _as_it_was(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else "\\"


metadata = sql.MetaData()
submission = sql.Table(
    "submission",
    metadata,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("stage", sql.Text, nullable=False),
    sql.Column("sha256", sql.Text, nullable=False, index=True),
    sql.Column("file", FileName, nullable=False),  # path below inbox/ as found
    sql.Column("spool", FileName, nullable=False),  # where the copy stands until it is kept, below the workspace
    sql.Column("original", FileName),  # path below inbox/ to remove; NULL for an inner file
    sql.Column("size", sql.Integer),  # the original's stamp: only what was read is removed
    sql.Column("mtime_ns", sql.Integer),
    sql.Column("inode", sql.Integer),
    sql.Column("received_at", sql.DateTime, nullable=False),
    sql.Column("disposition", sql.Text),
    sql.Column("unit", sql.Text),
    sql.Column("period", sql.Text),
    sql.Column("kept", sql.Text, nullable=False, server_default=""),
    sql.Column("withdrawn_at", sql.DateTime),
    sql.Column("withdrawn_reason", sql.Text, nullable=False, server_default=""),
    sql.Column("entries", sql.Text, nullable=False, server_default="[]"),
    sql.Column("findings", sql.Text, nullable=False, server_default="[]"),
    sql.Index("counted", "period", "unit", "disposition"),
    # The same bytes can count once: the last guard against counting twice.
    sql.Index(
        "once", "sha256", unique=True, sqlite_where=sql.text("disposition = 'accepted' AND withdrawn_at IS NULL")
    ),
)
published = sql.Table(
    "published",
    metadata,
    sql.Column("period", sql.Text, primary_key=True),
    sql.Column("state", sql.Text, nullable=False),  # of the ledger when it was written
    sql.Column("file", sql.Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file whose copy is safe and which waits for its verdict."""

    sha256: str
    file: str
    spool: str
    received_at: datetime
    original: str | None = None
    size: int | None = None
    mtime_ns: int | None = None
    inode: int | None = None
    id: int = 0

    @property
    def uncopied(self) -> bool:
        """Return whether no copy was made, so that the file itself is judged and moved: a huge one, a link, a pipe."""
        return self.original is None and self.inode is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What intake decided about an arrival."""

    arrival: Arrival
    disposition: Disposition | None  # None: the outer file of several submissions
    unit: str | None
    period: Period | None
    kept: str
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


def arrival_row(arrival: Arrival) -> dict[str, Any]:
    """Return the columns of an arrival."""
    return {key: value for key, value in asdict(arrival).items() if key != "id"} | {"stage": RECEIVED}


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """Return the columns a verdict changes."""
    return {
        "stage": JUDGED,
        "disposition": verdict.disposition.value if verdict.disposition else ARCHIVE,
        "unit": verdict.unit,
        "period": str(verdict.period) if verdict.period else None,
        "kept": verdict.kept,
        "entries": _dump_entries(verdict.entries),
        "findings": _dump_findings(verdict.findings),
    }


def arrival_of(row: Any) -> Arrival:
    """Return a row as an arrival."""
    return Arrival(
        row.sha256, row.file, row.spool, row.received_at, row.original, row.size, row.mtime_ns, row.inode, row.id
    )


def verdict_of(row: Any) -> Verdict:
    """Return a row as a verdict."""
    record = None if row.disposition == ARCHIVE else record_of(row)
    return Verdict(
        arrival_of(row),
        record.disposition if record else None,
        row.unit,
        record.period if record else None,
        row.kept,
        load_entries(row.entries),
        load_findings(row.findings),
    )


def record_of(row: Any) -> Record:
    """Return a row as a record."""
    return Record(
        id=row.id,
        sha256=row.sha256,
        file=row.file,
        kept=row.kept,
        received_at=row.received_at,
        disposition=Disposition(row.disposition),
        unit=row.unit,
        period=Period.parse(row.period) if row.period else None,
        withdrawn=row.withdrawn_at is not None,
        withdrawn_reason=row.withdrawn_reason,
    )


def _dump(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def _dump_entries(entries: Iterable[Entry]) -> str:
    return _dump(
        [e.project, e.indicator, e.field, e.raw,
         {"date": e.value.isoformat()} if isinstance(e.value, date) else e.value,
         e.place.sheet, e.place.row, e.place.column, e.flaw, list(e.notes), *((e.unit,) if e.unit else ())]
        for e in entries
    )  # fmt: skip


def load_entries(text: str) -> tuple[Entry, ...]:
    """Return the values kept in a column."""
    found = []
    for project, indicator, field, raw, stored, sheet, row, column, flaw, notes, *unit in json.loads(text):
        value = date.fromisoformat(stored["date"]) if isinstance(stored, dict) else raw if stored == raw else stored
        place = Place(intern(sheet), row, column)  # names that come a thousand times are kept once
        name = (intern(project), intern(indicator), intern(field))
        found.append(Entry(*name, raw, value, place, flaw, tuple(notes), *unit))
    return tuple(found)


def _dump_findings(findings: Iterable[Finding]) -> str:
    return _dump(asdict(finding) for finding in findings)


def load_findings(text: str) -> tuple[Finding, ...]:
    """Return the findings kept in a column."""
    return tuple(
        replace(Finding(**stored), place=Place(**stored["place"]) if stored["place"] else None)
        for stored in json.loads(text)
    )
