"""口径: every definition and threshold in words, and what had to be changed about a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.excel.consolidated import table
from shishi_xl.excel.consolidated.fitting import Column
from shishi_xl.excel.consolidated.page import A4, Page

if TYPE_CHECKING:
    from shishi_xl.core.workbook_rows import Consolidation

COLUMNS = (Column("名词", 20, "word"), Column("口径", 102))
_MOST_NOTES = 200


def write(page: Page, month: Consolidation) -> None:
    """Write the sheet; it comes last, when all that had to be changed elsewhere is known."""
    line = "本汇总表用到的每一个定义和界限。界限可在 项目库.xlsx 的“设置”里改。"
    table.begin(page, month.period, line, COLUMNS)
    page.print_on(A4, landscape=False)
    rows = list(month.definitions)
    if page.notes:
        notes = page.notes[:_MOST_NOTES]
        more = len(page.notes) - len(notes)
        rows.append(("本表的处理", "\n".join([*notes, f"……另有 {more} 处。"] if more else notes)))
    for at, (word, meaning) in enumerate(rows, table.FIRST):
        page.text(at, 1, word, "word")
        page.text(at, 2, meaning)
        page.fit(at, least=28)
    table.end(page, COLUMNS, len(rows))
