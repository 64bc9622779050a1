"""台账: every submission ever received and what became of it, in SQLite.

A submission goes through three stages, each one transaction: received (its copy is safe) → judged (verdict and values)
→ filed (the copy stands in its folder, the original has left the tray). What a crash leaves between two stages is
finished by the next run from what stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sql

from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition
from shishi_xl.ledger import opening
from shishi_xl.ledger.opening import LedgerError
from shishi_xl.ledger.rows import (
    ARCHIVE,
    FILED,
    HELD,
    JUDGED,
    RECEIVED,
    Arrival,
    Verdict,
    arrival_of,
    arrival_row,
    load_entries,
    load_findings,
    published,
    record_of,
    submission,
    verdict_of,
    verdict_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from shishi_xl.core.findings import Finding
    from shishi_xl.core.submission import Entry, Record

__all__ = ["Arrival", "Ledger", "LedgerError", "Verdict"]


class Ledger:
    """The ledger of one workspace."""

    def __init__(self, engine: sql.Engine) -> None:
        """Use `open` instead."""
        self._engine = engine

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the ledger at a path, made when there is none; LedgerError when it is damaged or of another version."""
        if not path.exists():
            opening.make_first(path)
        return cls(opening.engine_of(path))

    @classmethod
    def make(cls, path: Path) -> Self:
        """Return a new, empty ledger at a path; what an earlier making left there goes."""
        return cls(opening.make(path))

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
                connection.execute(sql.insert(submission), [arrival_row(arrival) for arrival in arrivals])

    def forget(self, ids: Sequence[int]) -> None:
        """Strike arrivals out: nothing was read of them, and the next sweep finds their originals again."""
        if ids:
            with self._engine.begin() as connection:
                connection.execute(
                    sql.delete(submission).where(submission.c.id.in_(ids), submission.c.stage == RECEIVED)
                )

    def reopen(self, ids: Sequence[int]) -> None:
        """Let outer files wait for their verdict again."""
        if ids:
            with self._engine.begin() as connection:
                change = {"stage": RECEIVED, "disposition": None}
                connection.execute(sql.update(submission).where(submission.c.id.in_(ids)).values(**change))

    def judge(self, verdicts: Sequence[Verdict], members: Sequence[Arrival] = ()) -> None:
        """Put verdicts on record, and with outer files their members as arrivals, all in one transaction."""
        if not verdicts:
            return
        update = sql.update(submission).where(submission.c.id == sql.bindparam("arrival"))
        with self._engine.begin() as connection:
            connection.execute(update, [{"arrival": one.arrival.id} | verdict_row(one) for one in verdicts])
            if members:
                connection.execute(sql.insert(submission), [arrival_row(member) for member in members])

    def file(self, ids: Sequence[int]) -> None:
        """Note that copies stand in their folders and originals have left the tray."""
        if ids:
            with self._engine.begin() as connection:
                connection.execute(sql.update(submission).where(submission.c.id.in_(ids)).values(stage=FILED))

    def hold(self, ids: Sequence[int]) -> None:
        """Note that all is done but for an original that a program holds open in the tray."""
        if ids:
            with self._engine.begin() as connection:
                connection.execute(sql.update(submission).where(submission.c.id.in_(ids)).values(stage=HELD))

    def waiting(self) -> list[Arrival]:
        """Return the arrivals without a verdict, oldest first."""
        with self._engine.connect() as connection:
            query = sql.select(submission).where(submission.c.stage == RECEIVED).order_by(submission.c.id)
            return [arrival_of(row) for row in connection.execute(query)]

    def unfiled(self) -> list[Verdict]:
        """Return the verdicts whose files are not yet all in their places."""
        return self._verdicts(JUDGED)

    def held(self) -> list[Verdict]:
        """Return the verdicts whose originals could not leave the tray."""
        return self._verdicts(HELD)

    def spools(self) -> set[str]:
        """Return the names in the spool that the ledger still needs."""
        with self._engine.connect() as connection:
            query = sql.select(submission.c.spool).where(submission.c.stage != FILED)
            return set(connection.scalars(query))

    def same_bytes(self, hashes: Iterable[str]) -> dict[str, list[Record]]:
        """Return the judged submissions with the same bytes by sha256, oldest first; [] for bytes never seen."""
        found: dict[str, list[Record]] = {sha256: [] for sha256 in hashes}
        for part in _parts(found):
            for record in self._records(submission.c.sha256.in_(part), submission.c.disposition.is_not(None)):
                found[record.sha256].append(record)
        return found

    # --- what is on record ---------------------------------------------------------------------------------------

    def records(self, period: Period) -> list[Record]:
        """Return every submission of a period, in order of arrival."""
        return self._records(submission.c.period == str(period), submission.c.stage != RECEIVED)

    def times_accepted(self, period: Period) -> dict[str, int]:
        """Return how many submissions count for each unit of a period, under the name it bore; "" for no unit."""
        counting = (
            submission.c.period == str(period),
            submission.c.disposition == Disposition.ACCEPTED.value,
            submission.c.withdrawn_at.is_(None),
        )
        query = sql.select(submission.c.unit, sql.func.count()).where(*counting).group_by(submission.c.unit)
        with self._engine.connect() as connection:
            return {unit or "": times for unit, times in connection.execute(query)}

    def all_records(self) -> list[Record]:
        """Return every judged submission."""
        return self._records(submission.c.stage != RECEIVED)

    def periods(self) -> list[Period]:
        """Return the periods that have submissions, in order; one that had not come when its form did is no period yet."""
        return sorted(self.begun())

    def begun(self) -> dict[Period, datetime]:
        """Return when the first submission of each of these periods came."""
        received = sql.func.strftime("%Y-%m", submission.c.received_at)
        first = sql.func.min(submission.c.received_at)
        query = sql.select(submission.c.period, first).where(submission.c.period <= received)
        with self._engine.connect() as connection:
            return {
                Period.parse(text): came
                for text, came in connection.execute(query.group_by(submission.c.period))
                if text
            }

    def entries(self, ids: Iterable[int]) -> dict[int, tuple[Entry, ...]]:
        """Return the values of submissions by id."""
        return {row.id: load_entries(row.entries) for row in self._chosen(ids, submission.c.entries)}

    def findings(self, ids: Iterable[int]) -> dict[int, tuple[Finding, ...]]:
        """Return the findings of submissions by id."""
        return {row.id: load_findings(row.findings) for row in self._chosen(ids, submission.c.findings)}

    def withdraw(self, record: Record, at: datetime, reason: str, kept: str) -> None:
        """Note that an accepted submission no longer counts and where its copy stands now.

        An original still held open in the tray has yet to leave it; any other has left long ago, and what bears its
        name now is another file.
        """
        original = {
            column.name: sql.case((submission.c.stage == HELD, column), else_=None)
            for column in (submission.c.original, submission.c.size, submission.c.mtime_ns, submission.c.inode)
        }
        change = {"withdrawn_at": at, "withdrawn_reason": reason, "kept": kept, "stage": JUDGED, "spool": record.kept}
        with self._engine.begin() as connection:
            connection.execute(sql.update(submission).where(submission.c.id == record.id).values(**change, **original))

    def state(self, period: Period) -> str:
        """Return what a period's consolidated workbook depends on: a text that changes with every month up to it."""
        columns = sql.func.count(), sql.func.max(submission.c.id), sql.func.count(submission.c.withdrawn_at)
        span = submission.c.period.between(f"{period.year:04d}-01", str(period))
        with self._engine.connect() as connection:
            return ":".join(str(part) for part in connection.execute(sql.select(*columns).where(span)).one())

    def mark_withdrawn(self, number: int, at: datetime, reason: str) -> None:
        """Note of a submission whose copy stands in 撤回/ already that it does not count."""
        with self._engine.begin() as connection:
            change = {"withdrawn_at": at, "withdrawn_reason": reason}
            connection.execute(sql.update(submission).where(submission.c.id == number), change)

    def published(self, period: Period) -> str | None:
        """Return the ledger's state when the period's consolidated workbook was last swapped in."""
        with self._engine.connect() as connection:
            return connection.scalar(sql.select(published.c.state).where(published.c.period == str(period)))

    def publish(self, period: Period, state: str, file: str) -> None:
        """Note which consolidated workbook stands in outbox/ and what it shows."""
        with self._engine.begin() as connection:
            connection.execute(sql.delete(published).where(published.c.period == str(period)))
            connection.execute(sql.insert(published), {"period": str(period), "state": state, "file": file})

    def _verdicts(self, stage: str) -> list[Verdict]:
        with self._engine.connect() as connection:
            query = sql.select(submission).where(submission.c.stage == stage).order_by(submission.c.id)
            return [verdict_of(row) for row in connection.execute(query)]

    def _records(self, *conditions: sql.ColumnElement[bool]) -> list[Record]:
        columns = [column for column in submission.c if column.name not in {"entries", "findings"}]
        query = sql.select(*columns).where(*conditions, submission.c.disposition != ARCHIVE)
        with self._engine.connect() as connection:
            return [
                record_of(row) for row in connection.execute(query.order_by(submission.c.received_at, submission.c.id))
            ]

    def _chosen(self, ids: Iterable[int], column: sql.ColumnElement[str]) -> Iterator[Any]:
        with self._engine.connect() as connection:
            for part in _parts(ids):
                yield from connection.execute(sql.select(submission.c.id, column).where(submission.c.id.in_(part)))


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield values in lists of what one query may name: SQLite takes a limited number of variables."""
    wanted = list(values)
    for start in range(0, len(wanted), 500):
        yield wanted[start : start + 500]
