"""The look of what we draw ourselves: fonts as official papers have them, thin lines, one quiet tint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.findings import Level

if TYPE_CHECKING:
    from openpyxl.styles import Alignment, Border, Font, PatternFill

# GB/T 9704 asks for 小标宋 and 仿宋. 仿宋 and 黑体 come with Windows; 小标宋 often has to be bought. Family and charset
# tell Excel, WPS and LibreOffice to put a Song face in its place, which looks nearly the same.
TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋"
HEADING_FONT = "黑体"
_ROMAN, _MODERN, _GB2312 = 1, 3, 134

INK = "FF000000"
QUIET = "FF6B6B6B"
LINE = "FF7F7F7F"
# Cells to be filled in. So pale that a printer leaves it out; the page setup asks for black and white besides.
INPUT = "FFFFF9E3"
HEADING = "FFF2F2F2"
WRONG = "FFFFC7CE"
DOUBTFUL = "FFFFE699"
TINTS = {Level.ERROR: WRONG, Level.DOUBT: DOUBTFUL}  # of a cell with a finding; 提示 gets none
LINK = "FF1F4E9E"
ALARM = "FFC00000"
BAR = "FF9BC2E6"


def default_font() -> Font:
    """Return the default font of a Chinese Excel."""
    return _font("宋体", 11, _MODERN)


def title_font(size: float) -> Font:
    """Return the font of a title."""
    return _font(TITLE_FONT, size, _ROMAN)


def body_font(size: float = 12, color: str = INK, *, bold: bool = False) -> Font:
    """Return the font of running text."""
    return _font(BODY_FONT, size, _MODERN, color, bold=bold)


def link_font(size: float = 12) -> Font:
    """Return the font of a link."""
    font = _font(BODY_FONT, size, _MODERN, LINK)
    font.u = "single"
    return font


def heading_font(size: float = 12) -> Font:
    """Return the font of a table's heading."""
    return _font(HEADING_FONT, size, _MODERN)


def _font(name: str, size: float, family: int, color: str = INK, *, bold: bool = False) -> Font:
    from openpyxl.styles import Font

    return Font(name=name, sz=size, family=family, charset=_GB2312, color=color, b=bold)


def box() -> Border:
    """Return thin lines on all four sides."""
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def underline() -> Border:
    """Return a thin line below, to write on."""
    from openpyxl.styles import Border, Side

    return Border(bottom=Side(style="thin", color=LINE))


def fill(color: str) -> PatternFill:
    """Return a plain fill."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=color, bgColor=color)


def align(horizontal: str = "left", *, wrap: bool = True, indent: int = 0) -> Alignment:
    """Return an alignment; text wraps unless told otherwise, and an indent keeps it off the line."""
    from openpyxl.styles import Alignment

    return Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, indent=indent)


def cell_align(horizontal: str = "left") -> Alignment:
    """Return the alignment of a cell with lines around it: text at the left keeps a little off the line."""
    return align(horizontal, indent=1 if horizontal == "left" else 0)
