"""What became of one file, as commands report it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.findings import Finding
from shishi_xl.core.submission import Disposition

if TYPE_CHECKING:
    from shishi_xl.ledger import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, as commands report it."""

    file: str
    sha256: str
    disposition: Disposition
    unit: str | None
    period: str | None
    findings: tuple[Finding, ...]
    kept: str = ""
    marked: str = ""  # the 改错回件, relative to the workspace


def outcome(verdict: Verdict, marked: str = "") -> Outcome:
    """Return what commands report of a verdict about a submission."""
    if verdict.disposition is None:
        raise ValueError("the outer file of several submissions has no outcome of its own")
    return Outcome(
        verdict.arrival.file,
        verdict.arrival.sha256,
        verdict.disposition,
        verdict.unit,
        str(verdict.period) if verdict.period else None,
        verdict.findings,
        verdict.kept,
        marked,
    )
