"""单位完成情况: the units, the highest completion first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.evaluation import Evaluation
from shishi_xl.core.standing import State
from shishi_xl.excel.consolidated import summary, table
from shishi_xl.excel.consolidated.fitting import Column
from shishi_xl.excel.consolidated.layout import SUMMARY, Layout
from shishi_xl.excel.consolidated.page import A4, Page, area, cell, share
from shishi_xl.excel.consolidated.styles import BAR, STATE_COLOURS

if TYPE_CHECKING:
    from shishi_xl.core.workbook_rows import Consolidation

COLUMNS = (
    Column("单位", 28),
    Column("项目数", 8.5, "count"),
    Column("已报项目数", 12, "count"),
    Column("完成率", 23, "percent"),
    Column("完成投资", 15, "money"),
    Column("投资完成率", 23, "percent"),
    Column("滞后项目数", 12, "count"),
    Column("报送状态", 15, "word"),
)
UNIT, PROJECTS, REPORTED, RATE, MONEY, MONEY_RATE, LAGGING, STATE = range(1, 9)
# Excel takes some two hundred number formats in a workbook; beyond this the rates stand without their n/N.
_MOST_FORMATS = 120


def write(page: Page, month: Consolidation, layout: Layout) -> None:
    """Write the sheet."""
    line = (
        "金额单位：万元。按完成率从高到低，没有报的单位排在后面；共同负责的项目在每个责任单位名下都计，合计只计一次。"
        "括号里是算得出的项目数/项目总数。未报、已报待改的单位，灰色的完成率和注明“他家报”的投资，是共同负责的其他单位报的。"
    )
    table.begin(page, month.period, line, COLUMNS, frozen=1)
    page.print_on(A4, landscape=False)
    coverages = {unit.total.coverage for unit in month.units} | {unit.total.investment_coverage for unit in month.units}
    shown = len(coverages) <= _MOST_FORMATS
    for at, row in enumerate(month.units, table.FIRST):
        page.linked_text(at, UNIT, row.unit, layout.to_standing(row.unit))
        page.number(at, PROJECTS, row.total.projects, "count")
        page.number(at, REPORTED, row.reported, "count")
        own = "" if row.has_reported else " others"  # the look of what others reported
        coverages_of = (row.total.coverage, row.total.investment_coverage) if shown else ("", "")
        page.percent(at, RATE, row.total.completion, f"percent{own}", coverages_of[0])
        page.number(at, MONEY, row.total.investment, f"money{own}")
        page.percent(at, MONEY_RATE, row.total.investment_rate, f"percent{own}", coverages_of[1])
        page.number(at, LAGGING, row.total.lagging, "count")
        page.text(at, STATE, row.state.value, "word")
        page.fit(at)
    last = table.FIRST + len(month.units) - 1
    _write_total(page, month, layout, last + 1)
    table.end(page, COLUMNS, len(month.units))
    if month.units:
        ranked = sum(row.has_reported and row.total.completion is not None for row in month.units)  # they stand first
        page.bars(area(table.FIRST, RATE, table.FIRST + max(ranked, 1) - 1, RATE), BAR)
        page.colour_words(
            area(table.FIRST, STATE, last, STATE), {state.value: colours for state, colours in STATE_COLOURS.items()}
        )


def _write_total(page: Page, month: Consolidation, layout: Layout, at: int) -> None:
    """Write the total of the projects, not of the rows above: a joint project would count for each of its units."""

    def ref(column: int) -> str:
        return f"'{SUMMARY}'!{cell(layout.summary_total, column, fixed=True)}"

    words = f"'{SUMMARY}'!{area(layout.summary_first, summary.WORD, layout.summary_last, summary.WORD, fixed=True)}"
    total, states = month.total, month.states
    page.text(at, UNIT, "合计", "text total")
    page.formula(at, PROJECTS, f"COUNTA({words})", total.projects, look="count total")
    unreported = total.evaluations[Evaluation.UNREPORTED]
    formula = f'COUNTA({words})-COUNTIF({words},"{Evaluation.UNREPORTED.value}")'
    page.formula(at, REPORTED, formula, total.projects - unreported, look="count total")
    page.formula(at, RATE, ref(summary.RATE), share(total.completion), look="percent total", coverage=total.coverage)
    page.formula(at, MONEY, ref(summary.MONEY), total.investment, look="money total")
    page.formula(
        at,
        MONEY_RATE,
        ref(summary.MONEY_RATE),
        share(total.investment_rate),
        look="percent total",
        coverage=total.investment_coverage,
    )
    lagging = "+".join(f'COUNTIF({words},"{word.value}")' for word in (Evaluation.BEHIND, Evaluation.FAR_BEHIND))
    page.formula(at, LAGGING, lagging, total.lagging, look="count total")
    returned = states[State.ON_TIME] + states[State.LATE]
    page.text(at, STATE, f"实报{returned}/应报{month.due}", "centre total")
    page.set_height(at, 26)
