"""The manual knows every command and every finding; an undocumented one fails here."""

from pathlib import Path

import pytest

from shishi_xl.cli import cli
from shishi_xl.core.findings import KINDS

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_in_the_manual_and_the_readme(command):
    assert f"shishi-xl {command}" in MANUAL
    assert f"shishi-xl {command}" in README or f"`{command}" in README


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_finding_is_explained(kind):
    assert f"| {kind.level.value} | {kind.title} |" in MANUAL


@pytest.mark.parametrize("text", [MANUAL, README], ids=["manual", "readme"])
def test_pictures_are_there(text):
    import re

    places = re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)
    base = ROOT / "docs" if text is MANUAL else ROOT
    assert len(places) >= 2
    assert [place for place in places if not (base / place).is_file()] == []
