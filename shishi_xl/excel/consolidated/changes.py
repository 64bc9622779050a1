"""环比: every project this month against last month."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from shishi_xl.excel.consolidated import summary, table
from shishi_xl.excel.consolidated.fitting import Column
from shishi_xl.excel.consolidated.layout import SUMMARY, Layout
from shishi_xl.excel.consolidated.page import Page, area, cell, share
from shishi_xl.excel.consolidated.styles import EVALUATION_COLOURS

if TYPE_CHECKING:
    from shishi_xl.core.aggregates import Total
    from shishi_xl.core.workbook_rows import ChangeRow, Consolidation

COLUMNS = (
    Column("项目名称", 38),
    Column("责任单位", 28),
    Column("上月完成率", 12, "percent"),
    Column("本月完成率", 12, "percent"),
    Column("增减", 11, "points"),
    Column("上月投资", 14, "money"),
    Column("本月投资", 14, "money"),
    Column("增减", 14, "money change"),
    Column("进度评价", 12, "word"),
)
NAME, UNIT, BEFORE, NOW, CHANGE, MONEY_BEFORE, MONEY_NOW, MONEY_CHANGE, WORD, WEIGHT = range(1, 11)


def write(page: Page, month: Consolidation, layout: Layout) -> None:
    """Write the sheet."""
    last_month = _last_month(month)
    if last_month is None:
        line = f"{month.period.year}年{month.period.month}月没有上月可比（一月份，或上月没有接收的报送）。"
    else:
        line = "本月累计与上月累计相比。完成率的增减是百分点；有一个月不知道的，不比，留空；合计是全部项目；有项目只有一个月有数时合计不相减，另写可比项目的增减。点“本月完成率”看它的来源。上月的数按现在的项目库重算，项目库改过的可能与上月印发的不同。金额单位：万元。"
    table.begin(page, month.period, line, COLUMNS, frozen=1)
    for at, row in enumerate(month.changes, table.FIRST):
        _write_row(page, at, row, layout)
    count = len(month.changes)
    if count:
        _write_total(page, month, layout, last_month, table.FIRST + count)
        page.colour_words(
            area(table.FIRST, WORD, table.FIRST + count - 1, WORD),
            {word.value: colours for word, colours in EVALUATION_COLOURS.items()},
        )
    table.end(page, COLUMNS, count, hidden=1 if count and summary.weighted(month) else 0)


def _last_month(month: Consolidation) -> Total | None:
    return next((point.total for point in month.course if point.period == month.period.previous), None)


def _write_row(page: Page, at: int, row: ChangeRow, layout: Layout) -> None:
    units = "、".join(row.project.units)
    page.text(at, NAME, row.project.name)
    page.text(at, UNIT, units)
    page.percent(at, BEFORE, row.percent_before)
    page.linked_percent(at, NOW, row.percent, layout.to_indicator(row.project.key))
    _write_change(page, at, (BEFORE, NOW, CHANGE), (share(row.percent_before), share(row.percent)), "points")
    page.number(at, MONEY_BEFORE, row.invested_before, "money")
    page.number(at, MONEY_NOW, row.invested, "money")
    amounts = (row.invested_before, row.invested)
    _write_change(page, at, (MONEY_BEFORE, MONEY_NOW, MONEY_CHANGE), amounts, "money change")
    page.text(at, WORD, row.evaluation.value, "word")
    page.fit(at)


def _write_change(
    page: Page, at: int, columns: tuple[int, int, int], values: tuple[float | None, float | None], look: str
) -> None:
    """Write a live difference, nothing where one of the two is not known."""
    before, now, change = columns
    difference = values[1] - values[0] if values[0] is not None and values[1] is not None else None
    page.formula(at, change, f"{cell(at, now)}-{cell(at, before)}", difference, look=look)


def _compared(month: Consolidation) -> str:
    """Return what changed of the projects known in both months, "" where these are all: the totals beside it are of more."""
    rates = [row for row in month.changes if row.percent is not None and row.percent_before is not None]
    sums = _invested_twice(month)
    if len(rates) == len(sums) == len(month.changes):
        return ""
    mean = _mean_change(month)
    told = [f"完成率 {len(rates)} 项平均 {mean * 100:+.1f} 个百分点"] if mean is not None else []
    told += [f"投资 {len(sums)} 项共 {math.fsum(sums):+,.2f} 万元"] if sums else []
    return f"两个月都有数的：{'；'.join(told)}" if told else "没有两个月都有数的项目"


def _invested_twice(month: Consolidation) -> list[float]:
    """Return by how much the investments known in both months have changed."""
    return [
        row.invested - row.invested_before
        for row in month.changes
        if row.invested is not None and row.invested_before is not None
    ]


def _write_total(page: Page, month: Consolidation, layout: Layout, before: Total | None, at: int) -> None:
    first, last = table.FIRST, at - 1
    for column in range(1, len(COLUMNS) + 1):
        page.blank(at, column, "text total")
    page.text(at, NAME, "合计", "text total")
    page.text(at, UNIT, (compared := _compared(month)), "text total")
    weights = ""
    if summary.weighted(month):
        _write_weights(page, month, first)
        weights = area(first, WEIGHT, last, WEIGHT)
    page.formula(
        at,
        BEFORE,
        _mean(first, last, BEFORE, weights),
        share(before.completion if before else None),
        look="percent total",
    )
    overall = f"'{SUMMARY}'!{cell(layout.summary_total, summary.RATE, fixed=True)}"
    page.formula(at, NOW, overall, share(month.total.completion), look="percent total")
    money = (before.investment if before else None, month.total.investment)
    for column, amount in zip((MONEY_BEFORE, MONEY_NOW), money, strict=True):
        page.formula(at, column, f"SUM({area(first, column, last, column)})", amount, look="money total")
    if not compared:  # of other projects than the totals it would be no difference of theirs
        page.formula(at, CHANGE, _mean(first, last, CHANGE, weights), _mean_change(month), look="points total")
        changed = math.fsum(_invested_twice(month)) if month.changes else None
        page.formula(
            at,
            MONEY_CHANGE,
            f"SUM({area(first, MONEY_CHANGE, last, MONEY_CHANGE)})",
            changed,
            look="money change total",
        )
    page.set_height(at, 60 if compared else 44)


def _mean(first: int, last: int, column: int, weights: str) -> str:
    """Return the formula of a mean over the cells of a column that hold a number."""
    cells = area(first, column, last, column)
    if not weights:
        return f"AVERAGE({cells})"
    known = f'({cells}<>"")*{weights}'
    return f"SUMPRODUCT({known},{cells})/SUMPRODUCT({known})"


def _mean_change(month: Consolidation) -> float | None:
    """Return the mean change of the projects known in both months, 0–1."""
    pairs = [
        (row.percent - row.percent_before, max(row.project.weight, 0.0))
        for row in month.changes
        if row.percent is not None and row.percent_before is not None
    ]
    weights = math.fsum(weight for _, weight in pairs)
    return share(math.fsum(change * weight for change, weight in pairs) / weights) if weights else None


def _write_weights(page: Page, month: Consolidation, first: int) -> None:
    """Write the weights into a hidden column, for the mean of last month."""
    for at, row in enumerate(month.changes, first):
        page.number(at, WEIGHT, max(row.project.weight, 0.0))
    page.sheet.set_column(WEIGHT - 1, WEIGHT - 1, 8, None, {"hidden": True})
