"""An office at work, for tests: a workspace run through the command line, and units that fill in their forms."""

from __future__ import annotations

import io
import json
import logging
import os
import shutil
import subprocess
import sys
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import openpyxl
from click.testing import CliRunner

from shishi_xl import examples
from shishi_xl.cli import cli

PROJECTS, INDICATORS = "推进情况表", "量化指标"
# Commands that prepare a story or look how it ended. Each is over when it returns and nothing is done to it on the way,
# so it may run in the process of the test: starting one of its own takes longer than most of them.
PREPARE_OR_LOOK = {"init", "import", "generate", "status"}


@dataclass
class Office:
    """A workspace; a command runs in a process of its own, but for those that only prepare a story or look at its end."""

    root: Path
    now: str = "2020-06-20T09:00"

    def start(
        self, *args: str, now: str | None = None, fault: str | None = None, sabotage: str = "", more=None, **extra
    ) -> subprocess.Popen:
        """Start a command; `sabotage` is Python that spoils the process's own view of the disk before it begins."""
        program = ["-c", f"{sabotage}\nfrom shishi_xl.cli import main\nmain()"] if sabotage else ["-m", "shishi_xl"]
        environment = os.environ | {"PYTHONUTF8": "1"} | ({"SHISHI_FAULT": fault} if fault else {}) | (more or {})
        return subprocess.Popen(
            [sys.executable, *program, *self._given(args, now)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
            **extra,
        )

    def run(self, *args: str, code: int = 0, **extra) -> list[dict]:
        """Run a command, expect its exit code, return its JSON lines."""
        lines, found = self.attempt(*args, **extra)
        assert found == code, (args, found, lines)
        return lines

    def attempt(self, *args: str, alone: bool = False, **extra) -> tuple[list[dict], int]:
        """Run a command that may fail, return its JSON lines and its exit code; `alone` is always in its own process."""
        if args[0] in PREPARE_OR_LOOK and not alone and extra.keys() <= {"now"}:
            return self.here(*args, **extra)
        process = self.start(*args, **extra)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err + out, err
        return [json.loads(line) for line in out.splitlines()], process.returncode

    def here(self, *args: str, now: str | None = None) -> tuple[list[dict], int]:
        """Run a command in this process, return its JSON lines and its exit code."""
        given = self._given(args, now)
        with patch.object(sys, "argv", ["shishi-xl", *given]), own_log():
            done = CliRunner().invoke(cli, given)
        assert "Traceback" not in done.output, done.output
        return [json.loads(line) for line in done.stdout.splitlines()], done.exit_code

    def _given(self, args, now):
        return ["--workspace", str(self.root), "--json", "--now", now or self.now, *args]

    def copy(self, root: Path) -> Office:
        """Return a copy of the office as it stands, times of files and all."""
        shutil.copytree(self.root, root, copy_function=shutil.copy2)
        return Office(root)

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    def form(self, unit: str, period: str = "2020-06") -> Path:
        year, month = period.split("-")
        return self.root / "outbox" / "下发" / period / f"{year}年{int(month)}月推进情况表_{unit}.xlsx"

    def drop(self, name: str, content: bytes) -> Path:
        """Put a file into the tray, whole at once and as if it had lain there."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1_590_000_000, 1_590_000_000 + len(list(self.inbox.iterdir()))))
        return path

    def consolidated(self, month: int = 6) -> Path:
        (path,) = (self.root / "outbox").glob(f"*汇总表（1-{month}月）.xlsx")
        return path

    def ending(self) -> tuple:
        """Return what must be the same after every story: where each file is, what counts, the workbook's bytes."""
        assert list((self.root / ".shishi" / "spool").iterdir()) == []
        made = {
            path.relative_to(self.root).as_posix()
            for path in (self.root / "outbox").rglob("*")
            if path.is_file() and "下发" not in path.parts
        }
        return self.kept(), made, self.run("status", "--period", "2020-06"), self.consolidated().read_bytes()

    def kept(self) -> dict[str, list[str]]:
        """Return the files below inbox/ by their first folder ("" is the tray itself)."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.inbox.rglob("*")):
            if path.is_file():
                folder, *_, name = path.relative_to(self.inbox).parts if path.parent != self.inbox else ("", path.name)
                found.setdefault(folder, []).append(name)
        return found


@contextmanager
def own_log():
    """Close the log a command opens in this process: the next workspace has one of its own."""
    logger = logging.getLogger("shishi_xl")
    before, propagate = logger.handlers[:], logger.propagate
    try:
        yield
    finally:
        for handler in set(logger.handlers) - set(before):
            logger.removeHandler(handler)
            handler.close()
        logger.propagate = propagate


def start_office(root: Path, notice: bytes | None = None) -> Office:
    """Return an office with the 2020 list (or another notice) imported."""
    office = Office(root)
    root.mkdir(parents=True, exist_ok=True)
    name, content = examples.notice()
    (root.parent / name).write_bytes(notice or content)
    office.run("init", str(root))
    office.run("import", str(root.parent / name))
    return office


def columns(sheet) -> dict[str, int]:
    """Return the column of each heading of an issued sheet."""
    found = {}
    for row in sheet.iter_rows(min_row=1, max_row=10):
        for cell in row:
            if isinstance(cell.value, str):
                found.setdefault(cell.value.strip(), cell.column)
    return found


def data_rows(sheet) -> list[int]:
    """Return the rows of an issued sheet that hold a project."""
    name = columns(sheet)["项目名称"]
    number = columns(sheet)["序号"]
    heading = max(
        row[0].row for row in sheet.iter_rows(max_row=10) for cell in row if cell.value in {"项目名称", "1-6月形象进度"}
    )
    return [
        row
        for row in range(heading + 1, sheet.max_row + 1)
        if sheet.cell(row, name).value and sheet.cell(row, number).value is not None
    ]


def fill(form: Path, month: int = 6, **cells) -> bytes:
    """Return an issued form filled in: `progress`, `investment`, `problem` for every row, or functions of the row's name.

    `current` is a function of (project name, indicator name) giving 本期累计, None for blank.
    """
    book = openpyxl.load_workbook(form)
    sheet = book[PROJECTS]
    where = columns(sheet)
    for row in data_rows(sheet):
        name = sheet.cell(row, where["项目名称"]).value
        for key, heading in (
            ("progress", f"1-{month}月形象进度"),
            ("investment", f"1-{month}月完成投资"),
            ("problem", "存在的主要问题"),
        ):
            value = cells.get(key)
            value = value(name) if callable(value) else value
            if value is not None:
                sheet.cell(row, where[heading]).value = value
    if current := cells.get("current"):
        sheet = book[INDICATORS]
        where = columns(sheet)
        for row in data_rows(sheet):
            value = current(sheet.cell(row, where["项目名称"]).value, sheet.cell(row, where["指标"]).value)
            if value is not None:
                sheet.cell(row, where["本期累计"]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(path: Path, sheet: str, heading: str) -> list[dict]:
    """Return a sheet of a workbook as rows under the headings of the row that holds `heading`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know data bars of 2010
        book = openpyxl.load_workbook(path, data_only=True)
    rows = list(book[sheet].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if heading in row)
    return [dict(zip(rows[at], row, strict=False)) for row in rows[at + 1 :] if any(cell is not None for cell in row)]
