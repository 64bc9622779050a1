"""The manual knows every command and every finding; an undocumented one fails here."""

import re
from pathlib import Path

import pytest

from docs.pictures import PICTURES
from shishi_xl.cli import cli
from shishi_xl.core.findings import KINDS

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_in_the_manual_and_the_readme(command):
    assert f"shishi-xl {command}" in MANUAL
    assert f"shishi-xl {command}" in README or f"`{command}" in README


def test_the_findings_are_explained_in_the_words_people_see():
    rows = [
        line[2:].removesuffix("|").split(" | ")
        for line in MANUAL.splitlines()
        if re.match(r"\| (错误|疑问|提示) \|", line)
    ]
    told = [
        [kind.level.value, kind.title, kind.code, _open(kind.message), _open(kind.example)] for kind in KINDS.values()
    ]
    assert sorted([cell.strip() for cell in row] for row in rows) == sorted(told)


def _open(text):
    return re.sub(r"{\w+}", "……", text)


def test_every_picture_drawn_is_shown():
    drawn = {picture.name for picture in PICTURES}
    assert drawn == {place.stem for place in (ROOT / "docs" / "pictures").iterdir()}
    assert drawn == set(re.findall(r"pictures/(\w+)\.png", MANUAL + README))


@pytest.mark.parametrize("text", [MANUAL, README], ids=["manual", "readme"])
def test_pictures_are_there(text):
    places = re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)
    base = ROOT / "docs" if text is MANUAL else ROOT
    assert len(places) >= 2
    assert [place for place in places if not (base / place).is_file()] == []
