"""台账: every submission ever received and what became of it, in SQLite.

A submission goes through three stages, each one transaction: received (its copy is safe) → judged (verdict and values)
→ filed (the copy stands in its folder, the original has left the tray). What a crash leaves between two stages is
finished by the next run from what stands here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sql

from shishi_xl.core.complaint import Complaint
from shishi_xl.core.findings import Finding
from shishi_xl.core.grid import Place
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition, Entry, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SCHEMA = 1
RECEIVED, JUDGED, FILED = "received", "judged", "filed"
ARCHIVE = "archive"  # disposition of the outer file of several submissions

_metadata = sql.MetaData()
_submission = sql.Table(
    "submission",
    _metadata,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("stage", sql.Text, nullable=False),
    sql.Column("sha256", sql.Text, nullable=False, index=True),
    sql.Column("file", sql.Text, nullable=False),  # path below inbox/ as found
    sql.Column("spool", sql.Text, nullable=False),  # where the copy stands until it is kept, below the workspace
    sql.Column("original", sql.Text),  # path below inbox/ to remove; NULL for an inner file
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
    # The same bytes can be accepted once: the last guard against counting twice.
    sql.Index("once", "sha256", unique=True, sqlite_where=sql.text("disposition = 'accepted'")),
)
_published = sql.Table(
    "published",
    _metadata,
    sql.Column("period", sql.Text, primary_key=True),
    sql.Column("state", sql.Text, nullable=False),  # of the ledger when it was written
    sql.Column("file", sql.Text, nullable=False),
)


class LedgerError(Complaint):
    """The ledger cannot be used; the text is one Chinese sentence that says how to mend it."""


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


class Ledger:
    """The ledger of one workspace."""

    def __init__(self, engine: sql.Engine) -> None:
        """Use `open` instead."""
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the ledger at a path, made when there is none; LedgerError when it is damaged or of another version."""
        fresh = not path.exists()
        engine = sql.create_engine(f"sqlite:///{path}")
        sql.event.listen(engine, "connect", _configure)
        try:
            if fresh:
                with engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")  # stays with the file
            with engine.begin() as connection:
                if fresh:
                    _metadata.create_all(connection)
                    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
                version = connection.exec_driver_sql("PRAGMA user_version").scalar()
                sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
                known = sql.inspect(connection).has_table("submission")
        except sql.exc.DatabaseError as error:
            raise LedgerError(_damaged(path)) from error
        if version != SCHEMA or sound != "ok" or not known:
            engine.dispose()
            raise LedgerError(_damaged(path))
        return cls(engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    # --- the way of a file --------------------------------------------------------------------------------------

    def receive(self, arrivals: Sequence[Arrival]) -> None:
        """Put arrivals on record, all in one transaction, before anything is read."""
        if arrivals:
            with self._engine.begin() as connection:
                connection.execute(sql.insert(_submission), [_arrival_row(arrival) for arrival in arrivals])

    def judge(self, verdicts: Sequence[Verdict], members: Sequence[Arrival] = ()) -> None:
        """Put verdicts on record, and with outer files their members as arrivals, all in one transaction."""
        if not verdicts:
            return
        update = sql.update(_submission).where(_submission.c.id == sql.bindparam("arrival"))
        with self._engine.begin() as connection:
            connection.execute(update, [{"arrival": one.arrival.id} | _verdict_row(one) for one in verdicts])
            if members:
                connection.execute(sql.insert(_submission), [_arrival_row(member) for member in members])

    def file(self, ids: Sequence[int]) -> None:
        """Note that copies stand in their folders and originals have left the tray."""
        if ids:
            with self._engine.begin() as connection:
                connection.execute(sql.update(_submission).where(_submission.c.id.in_(ids)).values(stage=FILED))

    def waiting(self) -> list[Arrival]:
        """Return the arrivals without a verdict, oldest first."""
        with self._engine.connect() as connection:
            query = sql.select(_submission).where(_submission.c.stage == RECEIVED).order_by(_submission.c.id)
            return [_arrival(row) for row in connection.execute(query)]

    def unfiled(self) -> list[Verdict]:
        """Return the verdicts whose files are not yet all in their places."""
        with self._engine.connect() as connection:
            query = sql.select(_submission).where(_submission.c.stage == JUDGED).order_by(_submission.c.id)
            return [_verdict(row) for row in connection.execute(query)]

    def spools(self) -> set[str]:
        """Return the names in the spool that the ledger still needs."""
        with self._engine.connect() as connection:
            query = sql.select(_submission.c.spool).where(_submission.c.stage != FILED)
            return set(connection.scalars(query))

    def same_bytes(self, sha256: str) -> list[Record]:
        """Return the judged submissions with the same bytes, oldest first."""
        return self._records(_submission.c.sha256 == sha256, _submission.c.disposition.is_not(None))

    # --- what is on record ---------------------------------------------------------------------------------------

    def records(self, period: Period) -> list[Record]:
        """Return every submission of a period, in order of arrival."""
        return self._records(_submission.c.period == str(period), _submission.c.stage != RECEIVED)

    def all_records(self) -> list[Record]:
        """Return every judged submission."""
        return self._records(_submission.c.stage != RECEIVED)

    def periods(self) -> list[Period]:
        """Return the periods that have submissions, in order."""
        with self._engine.connect() as connection:
            query = sql.select(_submission.c.period).where(_submission.c.period.is_not(None)).distinct()
            return sorted(Period.parse(text) for text in connection.scalars(query) if text)

    def entries(self, ids: Iterable[int]) -> dict[int, tuple[Entry, ...]]:
        """Return the values of submissions by id."""
        return {row.id: _load_entries(row.entries) for row in self._chosen(ids, _submission.c.entries)}

    def findings(self, ids: Iterable[int]) -> dict[int, tuple[Finding, ...]]:
        """Return the findings of submissions by id."""
        return {row.id: _load_findings(row.findings) for row in self._chosen(ids, _submission.c.findings)}

    def withdraw(self, record: Record, at: datetime, reason: str, kept: str) -> None:
        """Note that an accepted submission no longer counts and where its copy stands now."""
        with self._engine.begin() as connection:
            connection.execute(
                sql.update(_submission).where(_submission.c.id == record.id),
                {
                    "withdrawn_at": at,
                    "withdrawn_reason": reason,
                    "kept": kept,
                    "stage": JUDGED,
                    "spool": record.kept,
                    "original": None,
                },
            )

    def state(self, period: Period) -> str:
        """Return what a period's consolidated workbook depends on: a text that changes with every month up to it."""
        columns = sql.func.count(), sql.func.max(_submission.c.id), sql.func.count(_submission.c.withdrawn_at)
        span = _submission.c.period.between(f"{period.year:04d}-01", str(period))
        with self._engine.connect() as connection:
            return ":".join(str(part) for part in connection.execute(sql.select(*columns).where(span)).one())

    def mark_withdrawn(self, number: int, at: datetime, reason: str) -> None:
        """Note of a submission whose copy stands in 撤回/ already that it does not count."""
        with self._engine.begin() as connection:
            change = {"withdrawn_at": at, "withdrawn_reason": reason}
            connection.execute(sql.update(_submission).where(_submission.c.id == number), change)

    def published(self, period: Period) -> str | None:
        """Return the ledger's state when the period's consolidated workbook was last swapped in."""
        with self._engine.connect() as connection:
            return connection.scalar(sql.select(_published.c.state).where(_published.c.period == str(period)))

    def publish(self, period: Period, state: str, file: str) -> None:
        """Note which consolidated workbook stands in outbox/ and what it shows."""
        with self._engine.begin() as connection:
            connection.execute(sql.delete(_published).where(_published.c.period == str(period)))
            connection.execute(sql.insert(_published), {"period": str(period), "state": state, "file": file})

    def _records(self, *conditions: sql.ColumnElement[bool]) -> list[Record]:
        columns = [column for column in _submission.c if column.name not in {"entries", "findings"}]
        query = sql.select(*columns).where(*conditions, _submission.c.disposition != ARCHIVE)
        with self._engine.connect() as connection:
            return [
                _record(row) for row in connection.execute(query.order_by(_submission.c.received_at, _submission.c.id))
            ]

    def _chosen(self, ids: Iterable[int], column: sql.ColumnElement[str]) -> Iterator[Any]:
        wanted = list(ids)
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), 500):  # SQLite takes a limited number of variables
                part = wanted[start : start + 500]
                yield from connection.execute(sql.select(_submission.c.id, column).where(_submission.c.id.in_(part)))


def _configure(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _damaged(path: Path) -> str:
    return f"台账 {path} 损坏，读不出来。请运行 shishi-xl rebuild，它会按 inbox 各子文件夹里的原件重新建立台账，原件不会丢失。"


def _arrival_row(arrival: Arrival) -> dict[str, Any]:
    return {key: value for key, value in asdict(arrival).items() if key != "id"} | {"stage": RECEIVED}


def _verdict_row(verdict: Verdict) -> dict[str, Any]:
    return {
        "stage": JUDGED,
        "disposition": verdict.disposition.value if verdict.disposition else ARCHIVE,
        "unit": verdict.unit,
        "period": str(verdict.period) if verdict.period else None,
        "kept": verdict.kept,
        "entries": _dump_entries(verdict.entries),
        "findings": _dump_findings(verdict.findings),
    }


def _arrival(row: Any) -> Arrival:
    return Arrival(
        row.sha256, row.file, row.spool, row.received_at, row.original, row.size, row.mtime_ns, row.inode, row.id
    )


def _verdict(row: Any) -> Verdict:
    record = None if row.disposition == ARCHIVE else _record(row)
    return Verdict(
        _arrival(row),
        record.disposition if record else None,
        row.unit,
        record.period if record else None,
        row.kept,
        _load_entries(row.entries),
        _load_findings(row.findings),
    )


def _record(row: Any) -> Record:
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
         e.place.sheet, e.place.row, e.place.column, e.flaw, list(e.notes)]
        for e in entries
    )  # fmt: skip


def _load_entries(text: str) -> tuple[Entry, ...]:
    found = []
    for project, indicator, field, raw, stored, sheet, row, column, flaw, notes in json.loads(text):
        value = date.fromisoformat(stored["date"]) if isinstance(stored, dict) else stored
        found.append(Entry(project, indicator, field, raw, value, Place(sheet, row, column), flaw, tuple(notes)))
    return tuple(found)


def _dump_findings(findings: Iterable[Finding]) -> str:
    return _dump(asdict(finding) for finding in findings)


def _load_findings(text: str) -> tuple[Finding, ...]:
    return tuple(
        replace(Finding(**stored), place=Place(**stored["place"]) if stored["place"] else None)
        for stored in json.loads(text)
    )
