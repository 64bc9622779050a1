"""What a command loads: the heavy libraries come only with the commands that need them."""

import subprocess
import sys

import pytest

from shishi_xl.core.model import Catalogue, Project, Unit
from shishi_xl.excel import catalogue
from shishi_xl.folders.workspace import Workspace
from shishi_xl.pipeline.init import init

HEAVY = {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "pebble", "watchdog", "rapidfuzz"}
LOADED = "import sys; from shishi_xl.cli import main\ntry: main()\nexcept SystemExit: print('|'.join(sys.modules))"


def loaded(*args: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", LOADED, *args], capture_output=True, encoding="utf-8", check=True)
    return set(run.stdout.splitlines()[-1].split("|"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("office")
    init(root)
    project = Project("附1-01", "附件1", "", "", "1", "农村公路", "建设里程113公里", ("区交通局",))
    Workspace(root).catalogue.write_bytes(catalogue.write(Catalogue((project,), (), (Unit("区交通局"),))))
    return root


def test_help_loads_nothing_but_click(workspace):
    found = loaded("--help")
    assert not found & (HEAVY | {"sqlalchemy", "rich", "xml.etree", "logging.handlers"})
    assert not {name for name in found if name.startswith(("shishi_xl.pipeline", "shishi_xl.core", "shishi_xl.excel"))}


def test_status_loads_no_heavy_library(workspace):
    assert not loaded("--workspace", str(workspace), "status", "--period", "2020-06") & HEAVY
