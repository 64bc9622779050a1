"""改错回件: made in a worker process, since a stranger's workbook is opened to be marked."""

from __future__ import annotations

import logging
import multiprocessing
import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from shishi_xl.core.complaint import Complaint
from shishi_xl.core.issue import values_of
from shishi_xl.core.naming import printable
from shishi_xl.core.recognition import roster
from shishi_xl.core.submission import Disposition
from shishi_xl.folders.files import write_atomically
from shishi_xl.pipeline.months import accepted_before

if TYPE_CHECKING:
    from pathlib import Path

    from shishi_xl.core.findings import Finding
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
        """Return the best that can be made: the unit's own workbook marked, a fresh form, or the list alone."""
        from shishi_xl.excel import marked

        for way in (self._own, self._fresh):
            try:
                if data := way(verdict):
                    return data
            except Complaint:
                raise
            except Exception:  # whatever openpyxl dies of in a stranger's file, the next way is the answer
                log.warning("cannot be marked this way: %r", verdict.arrival.file, exc_info=True)
        return marked.notice_only(verdict.findings, printable(PurePosixPath(verdict.arrival.file).name))

    def _own(self, verdict: Verdict) -> bytes | None:
        from shishi_xl.excel import marked

        kept = self._desk.workspace.root / verdict.kept
        beyond = self._known(verdict) and any(self._is_beyond(finding, verdict) for finding in verdict.findings)
        if verdict.disposition is not Disposition.RETURNED or beyond or not kept.is_file():
            return None
        data = _zipped(kept)
        return self._in_worker(marked.mark, data, verdict.findings) if data else None

    def _is_beyond(self, finding: Finding, verdict: Verdict) -> bool:
        """Return whether a finding cannot be mended in the workbook that came: it may be another unit's form, signed by this one."""
        if finding.code == "unit-conflict":
            return roster.of(self._desk.catalogue).agrees(finding.value, verdict.unit or "")
        return finding.code in BEYOND_MENDING

    def _fresh(self, verdict: Verdict) -> bytes | None:
        from shishi_xl.excel import marked

        desk, unit, period = self._desk, verdict.unit, verdict.period
        if unit is None or period is None or not self._known(verdict):
            return None
        accepted = accepted_before(self._ledger, period, desk.catalogue).get(unit, ())
        return marked.fresh(
            desk.template, unit, period, desk.catalogue, desk.key,
            previous=values_of(accepted), entries=verdict.entries, findings=verdict.findings,
        )  # fmt: skip

    def _known(self, verdict: Verdict) -> bool:
        return verdict.unit in self._desk.catalogue.responsible_units and verdict.period is not None

    def _in_worker(self, render: Any, *given: Any) -> bytes:
        if self._pool is None:
            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=1, initializer=_keep_quiet, context=multiprocessing.get_context("spawn")
            )
        data: bytes = self._pool.schedule(render, args=given, timeout=SECONDS).result()
        return data


def _keep_quiet() -> None:
    """Let nothing a worker prints reach the person at the screen: warnings about a stranger's file, tracebacks."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)


def _zipped(path: Path) -> bytes | None:
    """Return the bytes of what may be an .xlsx, whatever its name says; None for all else."""
    data = path.read_bytes()
    return data if data.startswith(b"PK") else None
