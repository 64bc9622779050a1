"""Whole processes, timed from outside; what is compared is run in turn, and the ratio is taken round by round."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
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


def run(*command: object) -> Spent:
    """Run a command to its end; CalledProcessError where it fails."""
    words = [str(word) for word in command]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(words, stdout=said, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out, wrong = (_text(stream) for stream in (said, errors))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words, out, wrong)
    return Spent(seconds, usage.ru_maxrss / 1024, out)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    """Return the ratio of each round."""
    return tuple(one / other for one, other in zip(ours, theirs, strict=True))


def seconds(values: Sequence[float]) -> str:
    """Return times as a note reads them."""
    return f"{statistics.median(values):.2f} s"
