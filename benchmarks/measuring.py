"""Whole processes, timed from outside; what is compared is run in turn, and the ratio is taken round by round."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PYTHON = sys.executable


@dataclass(frozen=True)
class Spent:
    """What a process took."""

    seconds: float
    megabytes: float  # peak memory of the process, or of the largest one it waited for
    said: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the table: a figure, what is asked of it, and what else was seen."""

    what: str
    values: tuple[float, ...]
    unit: str
    limit: float
    note: str = ""

    @property
    def median(self) -> float:
        """Return the figure to quote."""
        return statistics.median(self.values)

    @property
    def met(self) -> bool:
        """Return whether the figure is within what is asked."""
        return self.median <= self.limit


# A process starts with the peak memory of the one that starts it, so that one must be small: not this one.
_LAUNCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[2:])
spent = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w", encoding="ascii").write(f"{spent} {peak}")
sys.exit(code)
"""


def run(*command: object) -> Spent:
    """Run a command to its end; CalledProcessError where it fails."""
    words = [str(word) for word in command]
    with (
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as errors,
        tempfile.NamedTemporaryFile() as figures,
    ):
        launch = [PYTHON, "-S", "-c", _LAUNCH, figures.name, *words]
        code = subprocess.call(launch, stdout=said, stderr=errors)
        out, wrong, measured = (_text(stream) for stream in (said, errors, figures))
    if code:
        raise subprocess.CalledProcessError(code, words, out, wrong)
    seconds_, kilobytes = map(float, measured.split())
    return Spent(seconds_, kilobytes / 1024, out)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    """Return the ratio of each round."""
    return tuple(one / other for one, other in zip(ours, theirs, strict=True))


def seconds(values: Sequence[float]) -> str:
    """Return times as a note reads them."""
    return f"{statistics.median(values):.2f} s"
