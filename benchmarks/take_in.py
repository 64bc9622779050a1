"""Taking in: `collect` on many returned forms, beside a loop that merely reads the same files."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks.measuring import PYTHON, Line, Spent, ratios, run, seconds
from benchmarks.office import NOW, catalogue, drop, open_office, returns

PLAIN = """
import sys, pathlib, pandas
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    pandas.read_excel(path, engine="openpyxl")
"""


UNITS = 100


def measure(files: int = 1000, rounds: int = 3) -> list[Line]:
    """Return the time of `collect` as a ratio to the plain loop's, and its memory: for few units and for many."""
    return [line for units in (UNITS, files) for line in _beside_plain_loop(min(units, files), files, rounds)]


def growth(few: int = 1000, many: int = 10000) -> list[Line]:
    """Return how much more a form costs among many than among few, and the memory with many; the list is the same."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_collect(_tray(Path(folder) / str(files), min(UNITS, few), files)) for files in (few, many))
    each = (large.seconds / many) / (small.seconds / few)
    note = f"{few}: {small.seconds:.1f} s, {many}: {large.seconds:.1f} s"
    return [
        Line(f"time of a form, {many} against {few}", (each,), "×", 1.1, note),
        Line(f"take in {many} forms, peak memory", (large.megabytes,), "MB", 400),
    ]


def _beside_plain_loop(units: int, files: int, rounds: int) -> list[Line]:
    ours, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        root = _tray(Path(folder) / "office", units, files)
        for _ in range(rounds):
            plain.append(run(PYTHON, "-c", PLAIN, root / "inbox").seconds)
            ours.append(_collect(root))
    times = [spent.seconds for spent in ours]
    what = f"take in {files} forms of {units} units"
    note = f"collect {seconds(times)}, plain loop {seconds(plain)}"
    return [
        Line(f"{what} / pandas.read_excel loop", ratios(times, plain), "×", 0.2, note),
        Line(f"{what}, peak memory", tuple(spent.megabytes for spent in ours), "MB", 400),
    ]


def _tray(root: Path, units: int, files: int) -> Path:
    """Make a workspace whose tray holds forms of its units, each unit's as often as it takes, with other figures."""
    desk = open_office(root, catalogue(units))
    for version in range(files // units):
        drop(desk, returns(desk, desk.catalogue.responsible_units, version=version))
    return root


def _collect(root: Path) -> Spent:
    """Take in a copy of a workspace, so that the next round meets the same tray."""
    with tempfile.TemporaryDirectory(dir=root.parent) as folder:
        copy = shutil.copytree(root, Path(folder) / "office", copy_function=shutil.copy2)
        spent = run(PYTHON, "-m", "shishi_xl", "--workspace", copy, "--json", "--now", NOW, "collect")
        left = list((copy / "inbox").glob("*.xlsx"))
        kept = list((copy / "inbox" / "已收").rglob("*.xlsx"))
        assert (left, len(kept)) == ([], len(list((root / "inbox").glob("*.xlsx"))))
    return spent
