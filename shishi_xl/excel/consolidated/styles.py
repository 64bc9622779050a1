"""The looks of the consolidated workbook: named once, made when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shishi_xl.core.evaluation import Evaluation
from shishi_xl.core.standing import State
from shishi_xl.excel.look import BODY_FONT, HEADING_FONT, TITLE_FONT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_ROMAN, _MODERN, _GB2312 = 1, 3, 134
INK, QUIET, LINE, LINK = "#000000", "#6B6B6B", "#A6A6A6", "#1F4E79"
HEAD, GROUP, SUBGROUP, TOTAL, TILE = "#DDE6F0", "#EEF3F8", "#F7F9FC", "#E7E6E6", "#F5F8FB"
BAR, SCHEDULE = "#9DC3E6", "#404040"
OTHERS = "（他家报）"  # behind an amount that a unit has not reported itself

# Colour and word: fills are apart in lightness too, so that a grey print can be read; the word says the rest.
EVALUATION_COLOURS = {
    Evaluation.DONE: ("#2E7D4F", "#FFFFFF"),
    Evaluation.AHEAD: ("#A9D8B8", "#0B3D1E"),
    Evaluation.ON_SCHEDULE: ("#E2F2E6", "#0B3D1E"),
    Evaluation.BEHIND: ("#FFD966", "#5C3A00"),
    Evaluation.FAR_BEHIND: ("#B3261E", "#FFFFFF"),
    Evaluation.UNDETERMINED: ("#DCE6F5", "#1F3864"),
    Evaluation.UNREPORTED: ("#BFBFBF", "#000000"),
}
STATE_COLOURS = {
    State.ON_TIME: ("#E2F2E6", "#0B3D1E"),
    State.LATE: ("#FFD966", "#5C3A00"),
    State.TO_MEND: ("#F4B183", "#5C2A00"),
    State.MISSING: ("#B3261E", "#FFFFFF"),
}
LEVEL_COLOURS = {"错误": ("#B3261E", "#FFFFFF"), "疑问": ("#FFD966", "#5C3A00"), "提示": ("#E7E6E6", "#000000")}

_CELL: dict[str, Any] = {
    "font_name": BODY_FONT,
    "font_size": 11,
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": LINE,
}
_HEAD = _CELL | {"font_name": HEADING_FONT, "align": "center", "bg_color": HEAD}
# `_)` keeps a figure off the line beside it; LibreOffice does so by an indent in some cells only.
_PERCENT, _MONEY = "0.0%", "#,##0.00_);-#,##0.00_);0_)"
_TILE: dict[str, Any] = {
    "font_name": BODY_FONT,
    "align": "center",
    "valign": "vcenter",
    "bg_color": TILE,
    "left": 1,
    "right": 1,
    "left_color": LINE,
    "right_color": LINE,
    "top_color": LINE,
    "bottom_color": LINE,
}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": TITLE_FONT, "font_size": 20, "align": "center", "valign": "vcenter"},
    "sheet title": {"font_name": HEADING_FONT, "font_size": 15, "valign": "vcenter"},
    "line": {"font_name": BODY_FONT, "font_size": 11, "font_color": QUIET, "valign": "vcenter"},
    "line right": {"font_name": BODY_FONT, "font_size": 11, "font_color": QUIET, "align": "right", "valign": "vcenter"},
    "line wrapped": {
        "font_name": BODY_FONT,
        "font_size": 10.5,
        "font_color": QUIET,
        "valign": "vcenter",
        "text_wrap": True,
    },
    "page title": {"font_name": TITLE_FONT, "font_size": 22, "align": "center", "valign": "vcenter"},
    "page line": {
        "font_name": BODY_FONT,
        "font_size": 11,
        "font_color": QUIET,
        "align": "center",
        "valign": "vcenter",
        "bottom": 2,
        "bottom_color": LINK,
    },
    "section": {"font_name": HEADING_FONT, "font_size": 12, "font_color": LINK, "valign": "vcenter"},
    "tile label": _TILE | {"font_size": 12, "font_color": QUIET, "top": 1},
    "tile figure": _TILE | {"font_name": HEADING_FONT, "font_size": 24, "font_color": LINK, "num_format": _PERCENT},
    "tile note": _TILE | {"font_size": 10.5, "font_color": QUIET, "bottom": 1, "text_wrap": True},
    "head": _HEAD,
    "head upper": _HEAD | {"bottom": 0},
    "head lower": _HEAD | {"top": 0, "valign": "top"},
    "text": _CELL | {"align": "left", "indent": 1},
    "centre": _CELL | {"align": "center"},
    "word": _CELL | {"align": "center", "font_name": HEADING_FONT},
    "number": _CELL | {"align": "right", "num_format": "#,##0_)"},
    "decimal": _CELL | {"align": "right", "num_format": "#,##0.0###_)"},
    "count": _CELL | {"align": "center", "num_format": "0"},
    "money": _CELL | {"align": "right", "num_format": _MONEY},
    "percent": _CELL | {"align": "center", "num_format": _PERCENT},
    "points": _CELL | {"align": "center", "num_format": "+0.0%;-0.0%;0.0%"},
    "money others": _CELL
    | {"align": "right", "num_format": f'#,##0.00"{OTHERS}"', "font_color": QUIET, "italic": True},
    "money change": _CELL | {"align": "right", "num_format": "+#,##0.00_);-#,##0.00_);0_)"},
    "share": _CELL | {"align": "center", "num_format": _PERCENT, "font_size": 10},
    **{f"text {size}": _CELL | {"align": "left", "indent": 1, "font_size": size} for size in (10, 9, 8)},
    "small text": _CELL | {"align": "left", "indent": 1, "font_size": 10},
    "small word": _CELL | {"align": "center", "font_name": HEADING_FONT, "font_size": 10},
    "time": _CELL | {"align": "center", "num_format": "yyyy-mm-dd hh:mm"},
    "date": _CELL | {"align": "center", "num_format": "yyyy-mm-dd"},
}
_BANDS: dict[str, dict[str, Any]] = {
    "annex": {"bg_color": HEAD, "font_name": HEADING_FONT},
    "group": {"bg_color": GROUP, "font_name": HEADING_FONT},
    "subgroup": {"bg_color": SUBGROUP, "font_name": BODY_FONT, "bold": True},
    "total": {"bg_color": TOTAL, "font_name": HEADING_FONT},
    "link": {"font_color": LINK, "underline": 1},
    "others": {"font_color": QUIET, "italic": True},
}


class Styles:
    """The formats of one workbook; the same look is the same format."""

    def __init__(self, workbook: Workbook) -> None:
        """Make nothing yet."""
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, look: str) -> Format:
        """Return the format of a look: "money", "money total", "percent group" …; KeyError for an unknown one."""
        if look not in self._made:
            self._made[look] = self._add(_properties(look))
        return self._made[look]

    def rate(self, look: str, coverage: str) -> Format:
        """Return a look of a percentage that shows behind it how many projects it rests on: 50.0%（3/5 项）."""
        name = f"{look}|{coverage}"
        if name not in self._made:
            self._made[name] = self._add(_properties(look) | {"num_format": f'{_PERCENT}"（{coverage} 项）"'})
        return self._made[name]

    def custom(self, name: str, **properties: Any) -> Format:
        """Return a format under a name of one sheet's own."""
        if name not in self._made:
            self._made[name] = self._add(properties)
        return self._made[name]

    def _add(self, properties: dict[str, Any]) -> Format:
        """Return a new format whose font says what kind it is, so that a like one takes its place where it is missing."""
        font = properties.get("font_name")
        if font is None:
            return self._workbook.add_format(properties)
        family = _ROMAN if font == TITLE_FONT else _MODERN
        return self._workbook.add_format({"font_family": family, "font_charset": _GB2312} | properties)


def _properties(look: str) -> dict[str, Any]:
    if look in _LOOKS:
        return _LOOKS[look]
    kind, _, band = look.rpartition(" ")
    return _LOOKS[kind] | _BANDS[band]
