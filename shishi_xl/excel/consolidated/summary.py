"""汇总表: 附件3 with rates, as the office would typeset it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from shishi_xl.core.wording import percent_text
from shishi_xl.core.workbook_rows import Consolidation, Heading, ProjectRow
from shishi_xl.excel import breaks
from shishi_xl.excel.consolidated.fitting import Column, height, points
from shishi_xl.excel.consolidated.layout import SUMMARY_HEAD, Layout, to_record
from shishi_xl.excel.consolidated.page import A3, Page, area, cell, share
from shishi_xl.excel.consolidated.styles import BAR, EVALUATION_COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shishi_xl.core.aggregates import Total

NUMBER, NAME, CONTENT, UNIT, PROGRESS, MONEY, PLAN, MONEY_RATE, RATE, SCHEDULE, WORD, PROBLEM, BASIS = range(1, 14)
_BANDS = ("annex", "group", "subgroup")


@dataclass(frozen=True, slots=True)
class Span:
    """The rows under a heading, and the column of their weights (0: all weigh the same)."""

    first: int
    last: int
    weights: int


def columns(month: Consolidation) -> list[Column]:
    """Return the columns of 汇总表 in order, those the office has added to the form last."""
    months = month.period.months
    own = [
        Column("序号", 6, "centre"),
        Column("项目名称", 18),
        Column("项目内容", 34),
        Column("责任单位", 14),
        Column(f"{months}形象进度", 46),
        Column(f"{months}完成投资", 15, "money"),
        Column("年度计划投资", 13, "money"),
        Column("投资完成率", 10.5, "percent"),
        Column("完成率", 10.5, "percent"),
        Column("序时进度", 9.5, "percent"),
        Column("进度评价", 10.5, "word"),
        Column("存在的主要问题", 26),
        Column("完成率依据", 28),
    ]
    return own + [Column(extra.field, 14) for extra in month.project_extras]


def write(page: Page, month: Consolidation, layout: Layout) -> None:
    """Write the sheet."""
    fields = columns(month)
    page.print_on(A3)
    page.columns(fields)
    weights = len(fields) + 1 if weighted(month) else 0
    _write_heading(page, month, fields)
    for at, line in enumerate(month.lines, layout.summary_first):
        if isinstance(line, ProjectRow):
            _write_project(page, at, line, month, layout)
            if weights:
                page.number(at, weights, max(line.project.weight, 0.0), "number")
        else:
            _write_band(page, at, line, Span(at + 1, _last_row(month, line, at), weights), fields)
    _merge_items(page, month, layout)
    _write_total(page, month, layout, Span(layout.summary_first, layout.summary_last, weights), fields)
    if weights:
        page.sheet.set_column(weights - 1, weights - 1, 8, None, {"hidden": True})
    rows = range(layout.summary_first, layout.summary_total + 1)
    fields = page.settle(fields, SUMMARY_HEAD, [row for row, kept in zip(rows, _kept(month), strict=True) if kept])
    page.show(fields[:WORD])
    _finish(page, month, layout, fields)


def weighted(month: Consolidation) -> bool:
    """Return whether projects weigh differently or not at all, so that a plain average would be wrong."""
    weights = {row.project.weight for row in month.projects}
    return len(weights) > 1 or 0 in weights


def _write_heading(page: Page, month: Consolidation, fields: list[Column]) -> None:
    last = len(fields)
    page.merge((1, 1), (1, last), "title")
    page.text(1, 1, month.title, "title")
    page.set_height(1, 36)
    page.text(
        2, 1, f"期间：{month.period.year}年{month.period.months}    序时进度：{percent_text(month.schedule)}", "line"
    )
    page.text(2, last, "金额单位：万元", "line right")
    page.set_height(2, 20)
    top = SUMMARY_HEAD - 1
    page.merge((top, PROGRESS), (top, MONEY), "head")
    page.text(top, PROGRESS, "完成情况", "head")
    for at, column in enumerate(fields, 1):
        # All headings stand in the lower row, unmerged, so that filters and machines find them in one row; without the
        # line in between the two cells look like one.
        if at in {PROGRESS, MONEY}:
            page.text(SUMMARY_HEAD, at, column.heading, "head")
        else:
            page.blank(top, at, "head upper")
            page.text(SUMMARY_HEAD, at, column.heading, "head lower")
    page.set_height(top, 20)
    page.set_height(SUMMARY_HEAD, 36)


def _write_project(page: Page, at: int, row: ProjectRow, month: Consolidation, layout: Layout) -> None:
    project, money = row.project, row.amount
    source = money.origins[0] if money.origins else None
    page.text(at, NUMBER, project.number, "centre")
    page.text(at, NAME, project.name)
    page.text(at, CONTENT, project.content)
    page.text(at, UNIT, "、".join(project.units))
    page.text(at, PROGRESS, row.progress)
    page.linked_number(
        at, MONEY, money.value, to_record(source.record, source.sheet, source.cell) if source else "", "money"
    )
    page.number(at, PLAN, project.plan, "money")
    _write_money_rate(page, at, row)
    page.linked_percent(at, RATE, row.completion.percent, layout.to_indicator(project.key))
    page.percent(at, SCHEDULE, month.schedule)
    page.text(at, WORD, row.evaluation.value, "word")
    page.text(at, PROBLEM, row.problem)
    page.text(at, BASIS, row.basis)
    for column, value in enumerate(row.extras, BASIS + 1):
        page.value(at, column, value)
    page.fit(at, least=32)


def _write_money_rate(page: Page, at: int, row: ProjectRow) -> None:
    page.formula(at, MONEY_RATE, f"{cell(at, MONEY)}/{cell(at, PLAN)}", share(row.investment_rate), look="percent")


def _write_band(page: Page, at: int, line: Heading, rows: Span, fields: Sequence[Column]) -> None:
    band = _BANDS[line.level]
    for column in range(1, len(fields) + 1):
        page.blank(at, column, f"text {band}")
    page.merge((at, 1), (at, UNIT), f"text {band}")
    page.text(at, 1, line.label, f"text {band}")
    words = counted(line.total)
    page.text(at, PROGRESS, words, f"text {band}")
    _write_rates(page, at, line.total, rows, band)
    room = sum(column.width for column in fields[:UNIT])
    page.set_height(at, max(26, height(line.label, room), height(words, fields[PROGRESS - 1].width)))


def _write_total(page: Page, month: Consolidation, layout: Layout, rows: Span, fields: Sequence[Column]) -> None:
    at = layout.summary_total
    for column in range(1, len(fields) + 1):
        page.blank(at, column, "text total")
    page.merge((at, 1), (at, UNIT), "text total")
    page.text(at, 1, "合计", "text total")
    words = counted(month.total)
    page.text(at, PROGRESS, words, "text total")
    _write_rates(page, at, month.total, rows, "total")
    page.percent(at, SCHEDULE, month.schedule, "percent total")
    page.set_height(at, max(28, height(words, fields[PROGRESS - 1].width)))


def counted(total: Total) -> str:
    """Return in words how many projects the rates of a heading rest on."""
    uncounted = total.determined and total.completion is None
    words = "权重为0，不计完成率" if uncounted else f"完成率按 {total.coverage} 项计"
    if not total.planned:
        return words
    outside = (total.investment or 0.0) - (total.invested or 0.0)
    rest = f"，没有计划的 {outside:,.2f} 万元不计入" if round(outside, 2) else ""
    return f"{words}，{total.investment_coverage} 项报了投资{rest}"


def _write_rates(page: Page, at: int, total: Total, rows: Span, band: str) -> None:
    """Write the live sums and rates of the project rows in between; heading rows have no 进度评价 and so count nowhere."""

    def ref(column: int) -> str:
        return area(rows.first, column, rows.last, column)

    words, money, plan = ref(WORD), ref(MONEY), ref(PLAN)
    page.formula(at, MONEY, f'SUMIF({words},"<>",{money})', total.investment, look=f"money {band}")
    page.formula(at, PLAN, f'SUMIF({words},"<>",{plan})', total.plan, look=f"money {band}")
    planned = f'SUMIFS({money},{words},"<>",{plan},">0")/SUMIFS({plan},{words},"<>",{plan},">0")'
    page.formula(at, MONEY_RATE, planned, share(total.investment_rate), look=f"percent {band}")
    mean = f'AVERAGEIF({words},"<>",{ref(RATE)})'
    if rows.weights:
        known = f'({words}<>"")*({ref(RATE)}<>"")*{ref(rows.weights)}'
        mean = f"SUMPRODUCT({known},{ref(RATE)})/SUMPRODUCT({known})"
    page.formula(at, RATE, mean, share(total.completion), look=f"percent {band}")


def _last_row(month: Consolidation, heading: Heading, at: int) -> int:
    """Return the last row under a heading row: where its projects end, which another heading need not mark."""
    left = heading.total.projects
    for row, line in enumerate(month.lines[at - SUMMARY_HEAD :], at + 1):
        left -= isinstance(line, ProjectRow)
        if not left:
            return row
    return at


def _merge_items(page: Page, month: Consolidation, layout: Layout) -> None:
    """Merge 序号 and 项目名称 of an item that takes several rows; under the merge they stand in every row, for filters."""
    rows = list(enumerate(month.lines, layout.summary_first))
    for key, group in groupby(rows, key=lambda pair: _item(pair[1])):
        members = [(at, line) for at, line in group if isinstance(line, ProjectRow)]
        if key is None or len(members) < 2:
            continue
        first, last = members[0][0], members[-1][0]
        for column, look in ((NUMBER, "centre"), (NAME, "text")):
            page.merge((first, column), (last, column), look)
            for at, line in members:
                page.text(at, column, line.project.number if column == NUMBER else line.project.name, look)


def _item(line: Heading | ProjectRow) -> tuple[str, str, str] | None:
    if isinstance(line, Heading) or not (line.project.number and line.project.name):
        return None
    return line.project.annex, line.project.number, line.project.name


def _finish(page: Page, month: Consolidation, layout: Layout, fields: Sequence[Column]) -> None:
    last = len(fields)
    first, bottom = layout.summary_first, layout.summary_last
    page.sheet.freeze_panes(SUMMARY_HEAD, NAME)
    page.sheet.repeat_rows(0, SUMMARY_HEAD - 1)
    _break_pages(page, month, layout, fields)
    if bottom >= first:
        page.sheet.autofilter(SUMMARY_HEAD - 1, 0, bottom - 1, last - 1)
        page.bars(area(first, RATE, bottom + 1, RATE), BAR)
        page.colour_words(
            area(first, WORD, bottom, WORD), {word.value: colours for word, colours in EVALUATION_COLOURS.items()}
        )


def _break_pages(page: Page, month: Consolidation, layout: Layout, fields: Sequence[Column]) -> None:
    rows = range(layout.summary_first, layout.summary_total + 1)
    width = points([column.width for column in fields])
    repeated = sum(page.heights[row] for row in range(1, SUMMARY_HEAD + 1))
    room = breaks.room(page.paper, width, repeated)
    ends = breaks.page_ends([page.heights[row] for row in rows], _kept(month), room)
    page.sheet.set_h_pagebreaks([rows[end] for end in ends])


def _kept(month: Consolidation) -> list[bool]:
    """Return of each row down to the total whether the next one must stand on its page.

    A heading keeps its first project, an item its rows and the total its last project.
    """
    lines = month.lines
    kept = [
        isinstance(line, Heading) or (_item(line) is not None and _item(line) == _item(after))
        for line, after in pairwise(lines)
    ]
    return [*kept, True, False] if lines else [False]
