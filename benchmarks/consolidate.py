"""Consolidating: the workbook of a month in which every unit has reported, made again from the ledger."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import PYTHON, Line, run, seconds
from benchmarks.office import JUNE, NOW, catalogue, drop, open_office, returns

# In a process of its own, so that nothing is warm: the seconds from the ledger to the workbook in its place.
MAKE = """
import sys, time, pathlib
from shishi_xl.core.period import Period
from shishi_xl.pipeline.consolidate import consolidate
from shishi_xl.pipeline.desk import Desk
desk = Desk.at(pathlib.Path(sys.argv[1]))
desk.prepare()
with desk.open_ledger() as ledger:
    start = time.perf_counter()
    consolidate(desk, ledger, Period.parse(sys.argv[2]))
    print(time.perf_counter() - start)
"""


def measure(projects: int = 37, units: int = 21, limit: float = 0.5, rounds: int = 5) -> list[Line]:
    """Return the seconds from the ledger to the workbook, and the memory of the whole command."""
    with tempfile.TemporaryDirectory() as folder:
        desk = open_office(Path(folder) / "office", catalogue(units, projects))
        root = desk.workspace.root
        command = [PYTHON, "-m", "shishi_xl", "--workspace", root, "--json", "--now", NOW]
        drop(desk, returns(desk, desk.catalogue.responsible_units))
        run(*command, "collect")
        made = tuple(float(run(PYTHON, "-c", MAKE, root, JUNE).said) for _ in range(rounds))
        whole = [run(*command, "consolidate", "--period", JUNE) for _ in range(rounds)]
    what = f"consolidate {projects} projects of {units} units"
    note = f"the command as a whole {seconds([spent.seconds for spent in whole])}"
    return [
        Line(what, made, "s", limit, note),
        Line(f"{what}, peak memory", tuple(spent.megabytes for spent in whole), "MB", 400),
    ]
