"""`python -m benchmarks`: every figure asked of the product, measured side by side in one run, as a table."""

from __future__ import annotations

import compileall
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

import shishi_xl
from benchmarks import consolidate, drop_one, forms, start, take_in
from benchmarks.measuring import Line

GOALS: dict[str, Callable[[], list[Line]]] = {
    "start": start.measure,
    "take-in": take_in.measure,
    "drop-one": drop_one.measure,
    "generate": forms.measure,
    "consolidate": consolidate.measure,
    "consolidate-large": lambda: consolidate.measure(2000, 500, limit=10, rounds=3),
    "growth": take_in.growth,
}
SLOW = {"growth"}


@click.command()
@click.argument("goals", nargs=-1, type=click.Choice(list(GOALS)))
@click.option("--full", is_flag=True, help="also what takes many minutes")
def main(goals: tuple[str, ...], full: bool) -> None:
    """Measure the named goals, all the quick ones when none is named."""
    console = Console(width=150)
    compileall.compile_dir(Path(shishi_xl.__file__).parent, quiet=1)  # as a package lies there once it has run
    table = Table("figure", "median", "lowest–highest", "asked", "", "note")
    for name in goals or [name for name in GOALS if full or name not in SLOW]:
        console.print(f"measuring {name} …")
        for line in GOALS[name]():
            spread = f"{min(line.values):.2f}–{max(line.values):.2f}"
            asked = f"≤ {line.limit:g} {line.unit}"
            table.add_row(
                line.what, f"{line.median:.2f} {line.unit}", spread, asked, "met" if line.met else "not met", line.note
            )
    console.print(table)


if __name__ == "__main__":
    main()
