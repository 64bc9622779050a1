"""Starting: `--help` beside click alone, and `status` on a month in which nothing has come."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import PYTHON, Line, ratios, run, seconds
from benchmarks.office import JUNE, catalogue, open_office


def measure(rounds: int = 15) -> list[Line]:
    """Return the ratio of `--help` to `import click`, and the seconds of `status` on an empty month."""
    click, shown, status = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        root = open_office(Path(folder) / "office", catalogue(21, projects=37)).workspace.root
        for _ in range(rounds):
            click.append(run(PYTHON, "-c", "import click").seconds)
            shown.append(run(PYTHON, "-m", "shishi_xl", "--help").seconds)
            status.append(run(PYTHON, "-m", "shishi_xl", "--workspace", root, "status", "--period", JUNE).seconds)
    return [
        Line("--help / import click", ratios(shown, click), "×", 3.0, f"--help {seconds(shown)}"),
        Line("status on an empty month", tuple(status), "s", 1.0),
    ]
