"""The walls between the rooms: who may import whom, and a planted thief to prove that the guard sees one."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "shishi_xl"
ROOMS = {"core", "excel", "word", "folders", "reading", "ledger", "pipeline", "console", "cli", "examples"}

# What a room may import of the package besides itself, and what of other libraries (None: anything).
MAY_IMPORT = {
    "core": set(),
    "reading": set(),
    "excel": {"core"},
    "word": {"core"},
    "folders": {"core"},
    "ledger": {"core"},
    "examples": set(),
    "pipeline": {"core", "excel", "word", "folders", "reading", "ledger", "examples"},
    "console": {"core", "pipeline"},
    "cli": {"core", "pipeline", "console"},
}
# Disk, time, environment and logs stay out of the core; the reading room keeps out what is slow to import.
FORBIDDEN = {
    "core": {"os", "pathlib", "shutil", "tempfile", "io", "logging", "time", "sqlite3", "sqlalchemy", "openpyxl",
             "xlsxwriter", "click", "rich", "watchdog", "filelock", "pebble", "socket", "subprocess", "random"},
    "reading": {"openpyxl", "pandas", "sqlalchemy", "xlsxwriter", "click", "rich", "docx", "numpy"},
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "open", "print", "input"}


def imports(source: str) -> set[str]:
    """Return the dotted names a module imports, those inside functions and under TYPE_CHECKING too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module else set()
    return found


def violations(room: str, source: str) -> list[str]:
    """Return what a module of a room imports or calls though it may not."""
    found = []
    for name in sorted(imports(source)):
        head, *rest = name.split(".")
        if head == "shishi_xl":
            other = rest[0] if rest else ""
            if other in ROOMS and other != room and other not in MAY_IMPORT[room]:
                found.append(f"{room} imports {name}")
        elif head in FORBIDDEN.get(room, set()):
            found.append(f"{room} imports {name}")
    if room == "core":
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in CLOCKS:
                    found.append(f"core calls {called}()")
    return found


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if room_of(path) in ROOMS]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_keeps_to_its_room(path):
    assert violations(room_of(path), path.read_text(encoding="utf-8")) == []


def test_every_module_has_a_room():
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py")} - {"__init__", "__main__", "patterns"}  # any may use it
    assert rooms <= ROOMS


@pytest.mark.parametrize(
    ("room", "thief"),
    [
        ("core", "import os"),
        ("core", "from shishi_xl.excel import form"),
        ("core", "def f():\n    from shishi_xl import ledger"),
        ("core", "import datetime\nx = datetime.datetime.now()"),
        ("core", "text = open('a').read()"),
        ("excel", "from shishi_xl.ledger import Ledger"),
        ("excel", "import shishi_xl.folders.workspace"),
        ("folders", "from shishi_xl.excel.form import render"),
        ("reading", "import pandas as pd"),
        ("reading", "from shishi_xl.core.grid import Sheet"),
        ("cli", "from shishi_xl.excel import form"),
    ],
)
def test_the_guard_sees_a_planted_thief(room, thief):
    assert violations(room, thief)
