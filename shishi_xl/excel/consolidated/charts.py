"""The charts of 总览, native ones; what they draw stands in hidden columns beside the page, live where it can be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from shishi_xl.core.evaluation import Evaluation
from shishi_xl.core.wording import percent_text
from shishi_xl.excel.consolidated import table, units
from shishi_xl.excel.consolidated.layout import OVERVIEW, UNITS
from shishi_xl.excel.consolidated.page import area, cell
from shishi_xl.excel.consolidated.styles import BAR, EVALUATION_COLOURS, LINE, LINK, SCHEDULE, TOTAL
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from shishi_xl.core.aggregates import Total
    from shishi_xl.core.workbook_rows import Consolidation
    from shishi_xl.excel.consolidated.page import Page

_FONT = {"name": "黑体", "size": 10}
_DATA = 17  # first hidden column
_GROUPS, _COURSE, _UNITS = _DATA, _DATA + 9, _DATA + 13
_MOST_BARS, _MOST_GROUPS, _MOST_UNITS = 12, 16, 30
_ROW_PIXELS = 20
_LABELS, _TITLE, _LEGEND, _MARGIN = 225, 48, 44, 16  # pixels around the bars of the groups
_STROKE = "#8C8C8C"
_PATTERNS = {Evaluation.BEHIND: "light_upward_diagonal", Evaluation.UNREPORTED: "light_vertical"}
_UNIT_ROWS = 15
_MANY, _SMALL = 24, _FONT | {"size": 7}  # units beside each other, and the letters in which more do not touch


def write(page: Page, month: Consolidation, top: int, halves: tuple[int, int], widths: tuple[int, int]) -> int:
    """Write the charts below a row and return the last row they cover.

    `halves` are the first columns of the left and the right half of the page, `widths` the pixels of a half and of the
    gap: charts end where columns end, so that they fill the page in any program.
    """
    groups = _write_groups(page, month)
    course = _write_course(page, month)
    shown = _write_schedule(page, month)
    page.sheet.set_column(_DATA - 1, _UNITS + 2, 9, None, {"hidden": True})
    high = max(11, 5 + math.ceil(groups * 1.2))  # LibreOffice leaves out labels that stand close
    half, width = widths[0], 2 * widths[0] + widths[1]
    side_by_side = course > 1
    if not groups:  # a list without projects has nothing to draw
        return top
    size = (half if side_by_side else width, high)
    _insert(page, _by_group(page, groups, size), (top, halves[0]), size)
    if side_by_side:
        _insert(page, _by_month(page, course), (top, halves[1]), (half, high))
    row = top + high
    if shown.stop:
        _insert(page, _by_unit(page, month, shown), (row, halves[0]), (width, _UNIT_ROWS))
        row += _UNIT_ROWS
    for at in range(top, row):
        page.set_height(at, _ROW_PIXELS * 0.75)
    return row


def _write_groups(page: Page, month: Consolidation) -> int:
    """Write how many projects of each 大类 have each 进度评价; small groups together where they are too many."""
    headings = list(month.groups)
    rows: list[tuple[str, list[int]]] = [(each.label, _counts(each.total)) for each in headings]
    if len(rows) > _MOST_GROUPS:
        rest = rows[_MOST_GROUPS - 1 :]
        merged = [sum(column) for column in zip(*(counts for _, counts in rest), strict=True)]
        rows = [*rows[: _MOST_GROUPS - 1], (f"其他{len(rest)}类", merged)]
    for column, word in enumerate(Evaluation, _GROUPS + 1):
        page.text(1, column, word.value, "head")
    for at, (label, counts) in enumerate(rows, 2):
        page.text(at, _GROUPS, _short(label))
        for column, count in enumerate(counts, _GROUPS + 1):
            page.number(at, column, count, "count")
    return len(rows)


def _write_course(page: Page, month: Consolidation) -> int:
    for at, point in enumerate(month.course, 2):
        page.text(at, _COURSE, f"{point.period.month}月")
        page.percent(at, _COURSE + 1, point.total.completion)
        page.percent(at, _COURSE + 2, month.settings.schedule(point.period.month))
    page.text(1, _COURSE + 1, "完成率", "head")
    page.text(1, _COURSE + 2, "序时进度", "head")
    return len(month.course)


def _write_schedule(page: Page, month: Consolidation) -> slice:
    """Write the schedule once for each unit of the chart, for its line; return which units of the sheet are drawn.

    Where not all can be, those are left out that have not reported themselves, then the highest.
    """
    known = [unit for unit in month.units if unit.total.completion is not None]
    reported = sum(unit.has_reported for unit in known)
    end = max(reported, min(len(known), _MOST_UNITS))
    shown = slice(max(0, end - _MOST_UNITS), end)
    page.text(1, _UNITS, "序时进度", "head")
    for at, unit in enumerate(known[shown], 2):
        page.percent(at, _UNITS, month.schedule)
        silent = "" if unit.has_reported else f"（{unit.state.value}）"  # others reported for it
        page.text(at, _UNITS + 1, _short(unit.unit, 9) + silent)
    return shown


def _by_group(page: Page, count: int, size: tuple[int, int]) -> Any:
    # One long bar would make many short ones unreadable: then every bar is as long as the others.
    shares = count > _MOST_BARS
    chart = page.chart("bar", "percent_stacked" if shares else "stacked")
    for column, word in enumerate(Evaluation, _GROUPS + 1):
        fill, ink = EVALUATION_COLOURS[word]
        chart.add_series(
            {
                "name": f"='{OVERVIEW}'!{cell(1, column, fixed=True)}",
                "categories": f"='{OVERVIEW}'!{area(2, _GROUPS, count + 1, _GROUPS, fixed=True)}",
                "values": f"='{OVERVIEW}'!{area(2, column, count + 1, column, fixed=True)}",
                **_filled(word, fill),
                "border": {"color": "#7F7F7F", "width": 0.5},
                "gap": 45,
                # A zero would write itself over its neighbour.
                "data_labels": {"value": True, "num_format": "0;;", "font": _FONT | {"color": ink}}
                | _backed(word, fill),
            }
        )
    chart.set_title(_title("各大类进度评价（比重，数字是项数）" if shares else "各大类进度评价（项）"))
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {"reverse": True, "interval_unit": 1, "num_font": _FONT, "line": {"color": LINE}, "major_tick_mark": "none"}
    )
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_plotarea({"layout": _beside_labels(size)})
    return chart


def _beside_labels(size: tuple[int, int]) -> dict[str, float]:
    """Return where the bars stand: left to itself, LibreOffice leaves out every other label of some lengths."""
    width, height = size[0], size[1] * _ROW_PIXELS
    return {
        "x": _LABELS / width,
        "y": _TITLE / height,
        "width": 1 - (_LABELS + _MARGIN) / width,
        "height": 1 - (_TITLE + _LEGEND) / height,
    }


def _backed(word: Evaluation, fill: str) -> dict[str, Any]:
    return {"fill": {"color": fill}} if word in _PATTERNS else {}


def _filled(word: Evaluation, fill: str) -> dict[str, Any]:
    """Return what a bar is filled with: beside a grey like its own, a pattern tells it apart in print."""
    if word not in _PATTERNS:
        return {"fill": {"color": fill}}
    return {"pattern": {"pattern": _PATTERNS[word], "fg_color": _STROKE, "bg_color": fill}}


def _by_month(page: Page, count: int) -> Any:
    chart = page.chart("line")
    looks = ((1, LINK, {"type": "circle", "size": 5}, "solid"), (2, SCHEDULE, {"type": "none"}, "dash"))
    for offset, colour, marker, dash in looks:
        column = _COURSE + offset
        labels = {"value": True, "num_format": "0%", "position": "above", "font": _FONT} if offset == 1 else None
        chart.add_series(
            {
                "name": f"='{OVERVIEW}'!{cell(1, column, fixed=True)}",
                "categories": f"='{OVERVIEW}'!{area(2, _COURSE, count + 1, _COURSE, fixed=True)}",
                "values": f"='{OVERVIEW}'!{area(2, column, count + 1, column, fixed=True)}",
                "line": {"color": colour, "width": 2, "dash_type": dash},
                "marker": marker,
                "data_labels": labels,
            }
        )
    chart.set_title(_title("逐月完成率"))
    _percent_axis(chart, font=_FONT | {"size": 9})  # or 10月 would take two lines
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart


def _by_unit(page: Page, month: Consolidation, shown: slice) -> Any:
    units_shown = month.units[shown]
    count = len(units_shown)
    first, last = table.FIRST + shown.start, table.FIRST + shown.stop - 1
    chart = page.chart("column")
    categories = f"='{OVERVIEW}'!{area(2, _UNITS + 1, count + 1, _UNITS + 1, fixed=True)}"
    chart.add_series(
        {
            "name": "完成率",
            "categories": categories,
            "values": f"='{UNITS}'!{area(first, units.RATE, last, units.RATE, fixed=True)}",
            "fill": {"color": BAR},
            "points": [None if unit.has_reported else {"fill": {"color": TOTAL}} for unit in units_shown],
            "gap": 40,
            # White behind the figure: the dashed line runs through the labels of those just below it.
            "data_labels": {
                "value": True,
                "num_format": "0%",
                "font": _SMALL if count > _MANY else _FONT | {"size": 9},
                "fill": {"color": "#FFFFFF"},
            },
        }
    )
    line = page.chart("line")
    line.add_series(
        {
            "name": "序时进度",
            "categories": categories,
            "values": f"='{OVERVIEW}'!{area(2, _UNITS, count + 1, _UNITS, fixed=True)}",
            "line": {"color": SCHEDULE, "width": 1.5, "dash_type": "dash"},
        }
    )
    chart.combine(line)
    known = sum(unit.total.completion is not None for unit in month.units)
    which = "" if count == known else f"最低的{count}家，" if shown.start else f"{count}家，"
    if not all(unit.has_reported for unit in units_shown):
        which += "灰色的没有报，是其他单位报的，"
    chart.set_title(_title(f"各单位完成率（{which}虚线是序时进度 {percent_text(month.schedule)}）"))
    # Room for the label above a full column.
    _percent_axis(chart, top=1.15, font=_SMALL if count > _MANY else _FONT)
    chart.set_legend({"none": True})
    return chart


def _insert(page: Page, chart: Any, corner: tuple[int, int], size: tuple[int, int]) -> None:
    chart.set_size({"width": size[0], "height": size[1] * _ROW_PIXELS - 4})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.show_hidden_data()
    page.insert_chart(*corner, chart)


def _title(text: str) -> dict[str, Any]:
    return {"name": text, "name_font": {"name": "黑体", "size": 12, "bold": False}, "overlay": False}


def _percent_axis(chart: Any, top: float = 1, font: dict[str, Any] = _FONT) -> None:
    chart.set_y_axis(
        {
            "min": 0,
            "max": top,
            "major_unit": 0.25,
            "num_format": "0%",
            "num_font": _FONT,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0", "width": 0.5}},
        }
    )
    chart.set_x_axis({"num_font": font, "interval_unit": 1, "line": {"color": LINE}, "major_tick_mark": "none"})


def _counts(total: Total) -> list[int]:
    return [total.evaluations[word] for word in Evaluation]


_ASIDE = regex("[（(][^（()）]*[）)]?$")


def _short(label: str, longest: int = 18) -> str:
    """Return a label that a chart has room for: without the brackets at its end, which half shown say something else."""
    label = _ASIDE.sub("", label) or label if len(label) > longest else label
    return label if len(label) <= longest else f"{label[: longest - 1]}…"
