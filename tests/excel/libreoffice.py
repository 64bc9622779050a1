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


def pages(content, folder):
    """Return the pages a workbook prints as."""
    source = folder / "book.xlsx"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [
        SOFFICE,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    pdf = folder / "book.pdf"
    said = subprocess.run(["pdfinfo", "-l", "999", pdf], check=True, capture_output=True, text=True).stdout
    sizes = [(float(wide), float(high)) for wide, high in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", said)]
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True).stdout
    return Pages(sizes, text.decode())
