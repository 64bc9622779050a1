"""Render the manual's pictures anew from what the demo writes: `make pictures`. Needs LibreOffice and poppler's tools."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
GAP = 0.02  # of a page's height: empty paper above the page number, which says nothing in a picture
WHITE = 250
ROUGH = 36  # dots an inch that are enough to see where a page's ink ends

_CLIENT = re.compile(r"<(?P<prefix>\w+:)ClientData .*?</(?P=prefix)ClientData>", re.DOTALL)
_CELL = re.compile(r"<\w+:(?:Row|Column)>(\d+)<")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page of one workbook of the demo, found by words that stand on no page before it."""

    name: str
    workbook: str  # glob below the demo's folder
    words: str
    shown: float = 1.0  # how much of the page's height, from the top
    dpi: int = 100
    comments: bool = False  # opened, as they are when the pointer rests on the cell


@dataclass(frozen=True, slots=True)
class Box:
    """Where a page's ink stands, as shares of its width and height."""

    left: float
    top: float
    right: float
    bottom: float


# The demo with a known key: another one would name the kept files otherwise, and every run draw another picture.
DEMO = "import secrets; secrets.token_hex = lambda size: '5a' * size; from shishi_xl.cli import main; main()"
RESULT = "outbox/*汇总表（1-6月）.xlsx"
FORM = "outbox/下发/2020-06/*区卫生健康委.xlsx"
RETURNED = "outbox/退回/2020-06/*城管局*.xlsx"
PICTURES = (
    Picture("总览", RESULT, "报送率", shown=0.952, dpi=90),  # the page is full: its foot stands close below
    Picture("汇总表", RESULT, "完成率依据", shown=0.55, dpi=90),
    Picture("指标明细", RESULT, "每一项指标的数从哪里来", shown=0.5),
    Picture("推进情况表", FORM, "填报单位"),
    Picture("量化指标", FORM, "本期累计"),
    Picture("改错清单", RETURNED, "改错清单", comments=True),
    Picture("改错回件", RETURNED, "填报单位", comments=True),
    Picture("疑点", "templates/项目库.xlsx", "项目库·疑点", shown=0.5),
)


def main() -> None:
    """Run the demo in a folder of its own and draw every picture from it."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        subprocess.run([sys.executable, "-c", DEMO, "demo", str(demo)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        for picture in PICTURES:
            print("→", draw(picture, demo, Path(folder)).relative_to(HERE.parent))  # noqa: T201 - a script that says what it did


def draw(picture: Picture, demo: Path, folder: Path) -> Path:
    """Return where a picture was drawn."""
    (workbook,) = demo.glob(picture.workbook)
    pdf = folder / f"{workbook.stem}.pdf"
    if not pdf.exists():
        source = folder / workbook.name
        source.write_bytes(workbook.read_bytes())
        if picture.comments:
            open_comments(source)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source))
    page = str(page_with(picture.words, _run("pdftotext", "-layout", str(pdf), "-").decode()))
    one = ("-f", page, "-l", page, "-singlefile", str(pdf))
    rough = folder / "rough"
    _run("pdftoppm", "-gray", "-r", str(ROUGH), *one, str(rough))
    box = ink(rough.with_suffix(".pgm").read_bytes())
    box = Box(box.left, box.top, box.right, min(box.bottom, max(picture.shown, box.top)))
    target = HERE / "pictures" / picture.name
    target.parent.mkdir(exist_ok=True)
    size = _pixels(rough.with_suffix(".pgm").read_bytes(), picture.dpi)
    _run("pdftoppm", "-png", "-r", str(picture.dpi), *crop(box, *size), *one, str(target))
    return target.with_suffix(".png")


def page_with(words: str, text: str) -> int:
    """Return the number of the first page the words stand on, blanks aside; pages end with a form feed."""
    for number, page in enumerate(text.split("\f"), 1):
        if words in "".join(page.split()):
            return number
    raise SystemExit(f"no page says {words}")


def ink(greymap: bytes) -> Box:
    """Return where the ink of a page (a binary PGM) stands, page number aside; the whole page where there is none."""
    width, height, dots = _parsed(greymap)
    rows = [dots[start : start + width] for start in range(0, len(dots), width)]
    inked = _without_page_number([number for number, row in enumerate(rows) if min(row) < WHITE], height)
    columns = [number for number in range(width) if any(rows[row][number] < WHITE for row in inked)]
    if not columns:
        return Box(0, 0, 1, 1)
    return Box(columns[0] / width, inked[0] / height, (columns[-1] + 1) / width, (inked[-1] + 1) / height)


def _without_page_number(inked: list[int], height: int) -> list[int]:
    """Return the rows with ink, without a last line of text that stands alone at the foot of the page."""
    ends = [number for number in range(1, len(inked)) if inked[number] - inked[number - 1] > 1]
    if ends and inked[-1] > height * 0.85 and inked[ends[-1]] - inked[ends[-1] - 1] > height * GAP:
        return inked[: ends[-1]]
    return inked


def crop(box: Box, width: int, height: int, margin: int = 12) -> tuple[str, ...]:
    """Return pdftoppm's options that cut a page of this many dots down to a box and a margin."""
    left, top = max(0, int(box.left * width) - margin), max(0, int(box.top * height) - margin)
    right, bottom = min(width, int(box.right * width) + margin), min(height, int(box.bottom * height) + margin)
    return ("-x", str(left), "-y", str(top), "-W", str(right - left), "-H", str(bottom - top))


def open_comments(workbook: Path) -> None:
    """Change a copy of a workbook so that its comments stand open, as they do below the pointer."""
    with zipfile.ZipFile(workbook) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, part in content.items():
            parts.writestr(name, opened(part) if name.endswith(".vml") else part)


def opened(drawing: bytes) -> bytes:
    """Return a drawing of comments with every comment shown, below its cell."""
    text = drawing.decode("utf-8").replace("visibility:hidden", "visibility:visible")
    return _CLIENT.sub(_shown, text).encode()


def _shown(data: re.Match[str]) -> str:
    prefix, place = data["prefix"], data[0]
    row, column = (int(number) for number in _CELL.findall(place))
    anchor = f"{column - 1}, 60, {row + 1}, 12, {column + 1}, 60, {row + 1}, 98"
    extra = f"<{prefix}Visible/><{prefix}Anchor>{anchor}</{prefix}Anchor>"
    return place.replace(f"</{prefix}ClientData>", f"{extra}</{prefix}ClientData>")


def _parsed(greymap: bytes) -> tuple[int, int, bytes]:
    magic, width, height, _white, dots = greymap.split(maxsplit=4)
    if magic != b"P5":
        raise ValueError(magic)
    return int(width), int(height), greymap[len(greymap) - int(width) * int(height) :] if dots else b""


def _pixels(greymap: bytes, dpi: int) -> tuple[int, int]:
    width, height, _ = _parsed(greymap)
    return width * dpi // ROUGH, height * dpi // ROUGH


def _run(*command: str) -> bytes:
    program = shutil.which(command[0])
    if program is None:
        raise SystemExit(f"{command[0]} is not installed")
    return subprocess.run([program, *command[1:]], check=True, capture_output=True).stdout  # noqa: S603 - fixed programs


if __name__ == "__main__":
    main()
