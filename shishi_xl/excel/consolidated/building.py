"""Building the workbook sheet by sheet."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING

from shishi_xl.excel.consolidated import changes, definitions, lists, overview, summary, units
from shishi_xl.excel.consolidated.layout import (
    CHANGES,
    DEFINITIONS,
    FINDINGS,
    INDICATORS,
    OVERVIEW,
    PROBLEMS,
    SHEETS,
    STANDINGS,
    SUMMARY,
    UNITS,
    Layout,
)
from shishi_xl.excel.consolidated.page import new_page
from shishi_xl.excel.consolidated.reconciliation import reconcile
from shishi_xl.excel.consolidated.styles import Styles

if TYPE_CHECKING:
    from shishi_xl.core.workbook_rows import Consolidation

_LARGE = 3_000  # projects; from there on the writer keeps finished sheets in temporary files: 10,000 take 100 MB
_OPTIONS = {
    # What a unit wrote is text, whatever it begins with.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
    # Columns are measured in digits of this font: one that has its like in every office program makes them equally wide
    # in all, so that pages end where we say. No cell shows it.
    "default_format_properties": {"font_name": "Arial", "font_size": 11, "font_scheme": ""},
    "default_column_width": 72,
}


def render(month: Consolidation) -> bytes:
    """Return the workbook of a consolidated month: the same month gives the same bytes.

    WritingError or ReconciliationError where what was written is not what was meant; then nothing may be published.
    """
    content = _build(month)
    reconcile(content, month)
    return content


def _build(month: Consolidation) -> bytes:
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    title = f"{month.title}（{month.period.months}）"
    options = {"in_memory": len(month.projects) < _LARGE} | deepcopy(_OPTIONS)  # the writer changes what it is given
    workbook = Workbook(stream, options)
    workbook.set_properties(
        {
            "title": title,
            "author": month.settings.text("汇总单位"),
            # The moment of building would make every build another file.
            "created": datetime(month.period.year, month.period.month, 1),
        }
    )
    styles = Styles(workbook)
    notes: list[str] = []
    layout = Layout(month)
    pages = {name: new_page(workbook, name, styles, notes, title) for name in SHEETS}
    overview.write(pages[OVERVIEW], month, layout)
    summary.write(pages[SUMMARY], month, layout)
    units.write(pages[UNITS], month, layout)
    lists.write_indicators(pages[INDICATORS], month, layout)
    lists.write_problems(pages[PROBLEMS], month, layout)
    lists.write_standings(pages[STANDINGS], month)
    lists.write_findings(pages[FINDINGS], month, layout)
    changes.write(pages[CHANGES], month, layout)
    definitions.write(pages[DEFINITIONS], month)
    workbook.close()
    for page in pages.values():
        page.sheet.table.clear()  # or the cells would lie there until the collector comes, while the workbook is read back
    return stream.getvalue()
