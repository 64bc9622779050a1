"""The consolidated workbook in a real office program: it calculates what we stored, and prints as it should."""

import re
import shutil
import subprocess

import pytest

from shishi_xl.core.consolidation import consolidate
from shishi_xl.excel.consolidated import render
from tests.core.lists import make
from tests.core.months import silent
from tests.excel.test_consolidated import load

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def convert(path, kind):
    """Return the file LibreOffice makes of another, with a profile of its own."""
    profile = (path.parent / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir"]
    folder = path.parent / "out"
    subprocess.run([*command, str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return folder / path.with_suffix(f".{kind}").name


def unequal(listed):
    """The same list with projects that weigh differently, so that the totals are weighted means."""
    from dataclasses import replace

    return replace(listed, projects=tuple(replace(row, weight=1.0 + at % 3) for at, row in enumerate(listed.projects)))


@pytest.fixture(scope="module", params=["equal", "weighted", "long"])
def workbook(request, tmp_path_factory):
    listed, form, months = make(80, months=2, text=6) if request.param == "long" else make(months=3)
    if request.param == "weighted":
        listed = unequal(listed)
    path = tmp_path_factory.mktemp("office") / "m.xlsx"
    path.write_bytes(render(consolidate(listed, form, months[-1], months[:-1], read=silent)))
    return path


def test_recalculated_values_equal_the_stored_ones(workbook):
    live = load(workbook.read_bytes())
    stored = load(workbook.read_bytes(), data_only=True)
    bare = workbook.with_name("bare.xlsx")
    live.save(bare)  # openpyxl keeps the formulas and drops their values
    again = load(convert(bare, "xlsx").read_bytes(), data_only=True)
    compared = 0
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    compared += 1
                    expected = stored[sheet.title][cell.coordinate].value
                    found = again[sheet.title][cell.coordinate].value
                    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9), f"{sheet.title}!{cell.coordinate}"
    assert compared > 60


def test_prints_as_the_office_would(workbook):
    pages = subprocess.run(
        ["pdftotext", "-layout", str(convert(workbook, "pdf")), "-"], check=True, capture_output=True, text=True
    ).stdout.split("\f")[:-1]
    firsts = [page.strip().splitlines()[0].strip() for page in pages]
    assert sum("推进情况" in first and "汇总表" not in first for first in firsts) == 1  # 总览 is one page
    assert sum(first == "口径（2020年1-6月）" for first in firsts) == 1
    text = "\n".join(pages)
    assert "###" not in text
    assert "{{" not in text
    assert re.search(rf"第\s*1\s*页\s*共\s*{len(pages)}\s*页", text)
    for page, first in zip(pages, firsts, strict=True):
        if "汇总表" in first:
            assert "完成率依据" in page  # the heading comes again on every page
            *_, last, foot = (line.strip() for line in page.splitlines() if line.strip())
            assert "汇总表（1-6月）" in foot
            assert "完成率按" not in last or "合计" in last  # no heading of a group without its first project
