"""Dropping one: with 40 units in and `watch` running, from a file being whole to the new consolidated workbook."""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import PYTHON, Line, run
from benchmarks.office import JUNE, NOW, catalogue, drop, open_office, returns

UNITS = 40


def measure(files: int = 40) -> list[Line]:
    """Return the seconds from the file being complete to the workbook in place, settling included."""
    with tempfile.TemporaryDirectory() as folder:
        desk = open_office(Path(folder) / "office", catalogue(UNITS))
        units = desk.catalogue.responsible_units
        command = [PYTHON, "-m", "shishi_xl", "--workspace", str(desk.workspace.root), "--json", "--now", NOW]
        drop(desk, returns(desk, units))
        run(*command, "collect")
        (book,) = desk.workspace.outbox.glob("*.xlsx")
        news = [returns(desk, [units[number % UNITS]], JUNE, number + 1) for number in range(files)]
        with subprocess.Popen([*command, "watch"], stdout=subprocess.PIPE, encoding="utf-8") as watch:
            _await(watch, "ready")
            waits = tuple(_drop(desk.workspace.inbox, new, book, watch) for new in news)
            watch.terminate()
    ranked = sorted(waits)
    return [
        Line(
            "drop one of 40 units: workbook in place, median", (statistics.median(waits),), "s", 1.0, f"{files} files"
        ),
        Line("drop one of 40 units: workbook in place, p95", (ranked[int(0.95 * (len(ranked) - 1))],), "s", 1.5),
    ]


def _drop(inbox: Path, new: dict[str, bytes], book: Path, watch: subprocess.Popen[str]) -> float:
    before = book.stat().st_ino  # a new workbook is swapped in, so the place gets another file
    ((name, content),) = new.items()
    (inbox / name).write_bytes(content)
    start = time.perf_counter()
    while book.stat().st_ino == before:
        time.sleep(0.002)
    spent = time.perf_counter() - start
    _await(watch, "consolidated")
    return spent


def _await(watch: subprocess.Popen[str], event: str) -> None:
    assert watch.stdout is not None
    while json.loads(watch.stdout.readline()).get("event") != event:
        pass
