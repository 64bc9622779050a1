"""Workbooks as LibreOffice shows them, for the tests that look at pages; skipped where it is not installed."""

import re
import shutil
import subprocess
from dataclasses import dataclass

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
POPPLER = shutil.which("pdfinfo") and shutil.which("pdftotext")
needed = pytest.mark.skipif(not (SOFFICE and POPPLER), reason="LibreOffice or poppler is not installed")


@dataclass(frozen=True)
class Pages:
    sizes: list  # (width, height) in points
    text: str


def convert(sources, kind, folder):
    """Return the files LibreOffice makes of others, all in one start of it: that takes longer than most conversions."""
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", folder / "out", *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return [folder / "out" / f"{source.stem}.{kind}" for source in sources]


def pages(content, folder):
    """Return the pages a workbook prints as."""
    source = folder / "book.xlsx"
    source.write_bytes(content)
    (pdf,) = convert([source], "pdf", folder)
    said = subprocess.run(["pdfinfo", "-l", "999", pdf], check=True, capture_output=True, text=True).stdout
    sizes = [(float(wide), float(high)) for wide, high in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", said)]
    return Pages(sizes, text_of(pdf))


def text_of(pdf):
    """Return the text of a PDF, laid out as on paper, a form feed after each page."""
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True).stdout.decode()
