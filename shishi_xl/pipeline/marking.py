"""改错回件: made in a worker process, since a stranger's workbook is opened to be marked."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from shishi_xl.core.issue import ValueKey
from shishi_xl.core.submission import Disposition
from shishi_xl.folders.files import write_atomically
from shishi_xl.pipeline.months import accepted_before

if TYPE_CHECKING:
    from pathlib import Path

    from shishi_xl.ledger import Ledger, Verdict
    from shishi_xl.pipeline.desk import Desk

log = logging.getLogger(__name__)

SECONDS = 8  # for one workbook; past that a fresh form does
# What no correction in the unit's own workbook can mend: its hidden identity is spoilt, or half of the form is gone.
BEYOND_MENDING = frozenset({"forged-identity", "foreign-workspace", "sheet-missing"})


class Marker:
    """Writes the 改错回件 of what is sent back; its process comes with the first one."""

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        """Start nothing yet."""
        self._desk = desk
        self._ledger = ledger
        self._pool: Any = None

    def use(self, desk: Desk) -> None:
        """Mark by another desk from now on."""
        self._desk = desk

    def close(self) -> None:
        """End the worker process."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def mark(self, verdict: Verdict) -> str:
        """Write the 改错回件 of a verdict once; return its path below the workspace, "" for what is not sent back."""
        if verdict.disposition not in {Disposition.RETURNED, Disposition.UNRECOGNISED}:
            return ""
        kept = PurePosixPath(verdict.kept)
        place = PurePosixPath("outbox", "退回", kept.parent.name, f"{kept.stem}_改错回件.xlsx")
        path = self._desk.workspace.root / place
        if not path.exists():
            write_atomically(path, self._render(verdict))
        return place.as_posix()

    def _render(self, verdict: Verdict) -> bytes:
        from shishi_xl.excel import marked

        desk, unit, period = self._desk, verdict.unit, verdict.period
        kept = desk.workspace.root / verdict.kept
        own = verdict.disposition is Disposition.RETURNED and kept.is_file()
        known = unit in desk.catalogue.responsible_units and period is not None
        if known and any(finding.code in BEYOND_MENDING for finding in verdict.findings):
            own = False
        if own and (data := _zipped(kept)):
            with contextlib.suppress(Exception):  # whatever openpyxl dies of in there, a fresh form is the answer
                return self._in_worker(marked.mark, data, verdict.findings)
            log.info("marked as a fresh form: %r", verdict.arrival.file)
        if known and unit and period:
            accepted = accepted_before(self._ledger, period, desk.catalogue).get(unit, ())
            previous = {ValueKey(one.project, one.indicator, one.field): one.value for one in accepted}
            return marked.fresh(
                desk.template, unit, period, desk.catalogue, desk.key,
                previous=previous, entries=verdict.entries, findings=verdict.findings,
            )  # fmt: skip
        return marked.notice_only(verdict.findings)

    def _in_worker(self, render: Any, *given: Any) -> bytes:
        if self._pool is None:
            from pebble import ProcessPool

            self._pool = ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"))
        data: bytes = self._pool.schedule(render, args=given, timeout=SECONDS).result()
        return data


def _zipped(path: Path) -> bytes | None:
    """Return the bytes of what may be an .xlsx, whatever its name says; None for all else."""
    data = path.read_bytes()
    return data if data.startswith(b"PK") else None
