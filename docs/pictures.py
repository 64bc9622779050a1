"""Render the manual's pictures anew from what the demo writes: `make pictures`. Needs LibreOffice and pdftoppm."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DPI = "70"


@dataclass(frozen=True, slots=True)
class Picture:
    """One page of one workbook of the demo, found by words that stand on it and nowhere before."""

    name: str
    workbook: str  # glob below the demo's folder
    words: str


PICTURES = (
    Picture("总览", "outbox/*汇总表*.xlsx", "总览"),
    Picture("汇总表", "outbox/*汇总表*.xlsx", "完成率依据"),
    Picture("推进情况表", "outbox/下发/2020-06/*区民政局.xlsx", "填报单位"),
    Picture("量化指标", "outbox/下发/2020-06/*区民政局.xlsx", "本期累计"),
    Picture("改错清单", "outbox/退回/2020-06/*城管局*.xlsx", "改错清单"),
    Picture("疑点", "templates/项目库.xlsx", "疑点"),
)


def main() -> None:
    """Run the demo in a folder of its own and draw every picture from it."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        subprocess.run([sys.executable, "-m", "shishi_xl", "demo", str(demo)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        for picture in PICTURES:
            print("→", draw(picture, demo, Path(folder)).relative_to(HERE.parent))  # noqa: T201


def draw(picture: Picture, demo: Path, folder: Path) -> Path:
    """Return where a picture was drawn."""
    (workbook,) = demo.glob(picture.workbook)
    pdf = folder / f"{workbook.stem}.pdf"
    if not pdf.exists():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook))
    page = _page(pdf, picture.words)
    target = HERE / "pictures" / picture.name
    _run("pdftoppm", "-png", "-r", DPI, "-f", page, "-l", page, "-singlefile", str(pdf), str(target))
    return target.with_suffix(".png")


def _page(pdf: Path, words: str) -> str:
    """Return the number of the first page the words stand on."""
    pages = _run("pdftotext", "-layout", str(pdf), "-").split("\f")
    for number, text in enumerate(pages, 1):
        if words in text.replace(" ", ""):
            return str(number)
    raise SystemExit(f"no page of {pdf.name} says {words}")


def _run(*command: str) -> str:
    program = shutil.which(command[0])
    if program is None:
        raise SystemExit(f"{command[0]} is not installed")
    return subprocess.run([program, *command[1:]], check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603


if __name__ == "__main__":
    main()
