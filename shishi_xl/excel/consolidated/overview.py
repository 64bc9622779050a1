"""总览: the month at a glance on one printed page, for the person who has one minute."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from shishi_xl.core.evaluation import Evaluation
from shishi_xl.core.standing import State
from shishi_xl.core.suspicions import COMPLETION, INVESTMENT
from shishi_xl.core.wording import percent_text, shortened
from shishi_xl.excel.consolidated import attention, charts, summary, table
from shishi_xl.excel.consolidated.fitting import height, pixels
from shishi_xl.excel.consolidated.layout import STANDINGS, SUMMARY, Layout
from shishi_xl.excel.consolidated.page import A4, area, cell, share
from shishi_xl.excel.consolidated.styles import EVALUATION_COLOURS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from shishi_xl.core.aggregates import Total
    from shishi_xl.core.workbook_rows import Consolidation, ProjectRow
    from shishi_xl.excel.consolidated.page import Page

COLUMNS = 15  # the grid on which everything stands: seven columns, a narrow gap, seven columns
HALF, GAP = 7, 8
WIDTH, GAP_WIDTH = 8.6, 2
_TILES = ((1, 3), (4, 7), (8, 11), (12, 15))
_WORDS = ((1, 2), (3, 4), (5, 6), (7, 9), (10, 11), (12, 13), (14, 15))
RANKED = 5


def write(page: Page, month: Consolidation, layout: Layout) -> None:
    """Write the sheet."""
    page.sheet.set_column_pixels(0, COLUMNS - 1, pixels(WIDTH))
    page.sheet.set_column_pixels(GAP - 1, GAP - 1, pixels(GAP_WIDTH))
    page.sheet.hide_gridlines(2)
    _write_title(page, month)
    _write_tiles(page, month, layout, 4)
    _write_counts(page, month, layout, 8)
    row = attention.write(page, month, layout, 12, COLUMNS, (COLUMNS - 4) * WIDTH + GAP_WIDTH)
    row = charts.write(page, month, row + 1, (1, GAP + 1), (HALF * pixels(WIDTH), pixels(GAP_WIDTH)))
    _write_ranks(page, month, layout, row + 1)
    page.print_on(A4, landscape=False, pages_high=1)
    page.sheet.print_area(0, 0, row + RANKED + 2, COLUMNS - 1)


def spread(page: Page, row: int, columns: tuple[int, int], look: str) -> None:
    """Merge the cells of a row from one column to another."""
    page.merge((row, columns[0]), (row, columns[1]), look)


def _write_title(page: Page, month: Consolidation) -> None:
    spread(page, 1, (1, COLUMNS), "page title")
    page.text(1, 1, month.title.removesuffix("汇总表"), "page title")
    page.set_height(1, 36)
    office = month.settings.text("汇总单位")
    parts = [f"{month.period.year}年{month.period.months}", f"序时进度 {percent_text(month.schedule)}"]
    parts += [f"汇总单位：{office}"] if office else []
    spread(page, 2, (1, COLUMNS), "page line")
    page.text(2, 1, "　｜　".join(parts), "page line")
    page.set_height(2, 22)
    page.set_height(3, 8)


def _write_tiles(page: Page, month: Consolidation, layout: Layout, top: int) -> None:
    """Write the four figures a leader asks for first, each with what it rests on."""
    states, total = month.states, month.total
    words = f"'{STANDINGS}'!{area(table.FIRST, 2, table.FIRST + max(month.due, 1) - 1, 2, fixed=True)}"
    on_time, late = (f'COUNTIF({words},"{state.value}")' for state in (State.ON_TIME, State.LATE))

    def ref(column: int) -> str:
        return f"'{SUMMARY}'!{cell(layout.summary_total, column, fixed=True)}"

    money = "没有年度计划投资"
    if total.planned:
        money = _spent(total)
    tiles = (
        ("报送率", f"({on_time}+{late})/COUNTA({words})", month.returned_rate,
         f"实报 {states[State.ON_TIME] + states[State.LATE]} / 应报 {month.due} 家"),
        ("按时报送率", f"{on_time}/COUNTA({words})", month.on_time_rate,
         f"按时 {states[State.ON_TIME]} / 应报 {month.due} 家"),
        (COMPLETION, ref(summary.RATE), total.completion, f"按 {total.coverage} 项计{_suspected(month, COMPLETION)}"),
        (INVESTMENT, ref(summary.MONEY_RATE), total.investment_rate, money + _suspected(month, INVESTMENT)),
    )  # fmt: skip
    for column, (label, formula, percent, note) in zip(_TILES, tiles, strict=True):
        spread(page, top, column, "tile label")
        page.text(top, column[0], label, "tile label")
        spread(page, top + 1, column, "tile figure")
        page.formula(top + 1, column[0], formula, share(percent), look="tile figure")
        spread(page, top + 2, column, "tile note")
        page.text(top + 2, column[0], note, "tile note")
    page.set_height(top, 22)
    page.set_height(top + 1, 34)
    lines = max(note.count("\n") for *_, note in tiles) + 1
    page.set_height(top + 2, 8 + 14 * lines)
    page.set_height(top + 3, 8)


def _write_counts(page: Page, month: Consolidation, layout: Layout, top: int) -> None:
    """Write how many projects have each 进度评价."""
    words = f"'{SUMMARY}'!{area(layout.summary_first, summary.WORD, layout.summary_last, summary.WORD, fixed=True)}"
    spread(page, top, (1, COLUMNS), "section")
    page.text(top, 1, f"进度评价（共 {month.total.projects} 项）", "section")
    page.set_height(top, 22)
    for columns, word in zip(_WORDS, Evaluation, strict=True):
        column = columns[0]
        fill, ink = EVALUATION_COLOURS[word]
        look = f"count {word.name}"
        page.styles.custom(
            look, font_name="黑体", font_size=11, align="center", valign="vcenter", bg_color=fill, font_color=ink,
            border=1, border_color="#A6A6A6",
        )  # fmt: skip
        page.styles.custom(
            f"{look} figure", font_name="黑体", font_size=16, align="center", valign="vcenter", num_format='0"项"',
            border=1, border_color="#A6A6A6",
        )  # fmt: skip
        spread(page, top + 1, columns, look)
        page.text(top + 1, column, word.value, look)
        spread(page, top + 2, columns, f"{look} figure")
        formula = f'COUNTIF({words},"{word.value}")'
        page.formula(top + 2, column, formula, month.total.evaluations[word], look=f"{look} figure")
    page.set_height(top + 1, 22)
    page.set_height(top + 2, 28)
    page.set_height(top + 3, 8)


def _write_ranks(page: Page, month: Consolidation, layout: Layout, top: int) -> None:
    """Write the best and the worst five side by side."""
    silent = {unit.unit for unit in month.units if not unit.has_reported}
    doubted = {each.doubt.finding.project for each in month.suspicions if each.rate == COMPLETION}
    best, worst = _ranked(month.projects, silent, doubted)
    names = {row.project.key: _ranked_name(row, silent, doubted) for row in (*best, *worst)}
    for first, title, rows in ((1, "完成率最高的项目", best), (GAP + 1, "完成率最低的项目", worst)):
        if rows:
            spread(page, top, (first, first + HALF - 1), "section")
            page.text(top, first, title + _tied(month.projects, rows), "section")
            _write_rank(page, layout, (top + 1, first), rows, names)
    page.set_height(top, 22)
    for at in range(RANKED):  # the two lists stand side by side
        beside = [names[rows[at].project.key] for rows in (best, worst) if at < len(rows)]
        if beside:
            page.set_height(top + 1 + at, max(29.0, *(height(name, 5 * WIDTH - 1, 10) + 4 for name in beside)))


def _ranked(
    projects: Sequence[ProjectRow], silent: Collection[str], doubted: Collection[str]
) -> tuple[list[ProjectRow], list[ProjectRow]]:
    """Return the best and the worst; a project stands in one of the two, a finished one is never worst.

    Of the upper half those come first whose figure can be true, and of these those whose lead has reported itself.
    """
    ordered = sorted((row for row in projects if row.completion.percent is not None), key=_percent, reverse=True)
    finished = sum(row.evaluation is Evaluation.DONE for row in ordered)
    upper = ordered[: max(finished, math.ceil(len(ordered) / 2))]
    best = sorted(upper, key=lambda row: (row.project.key in doubted, row.project.lead in silent))[:RANKED]
    rest = [row for row in ordered if row not in best and row.evaluation is not Evaluation.DONE]
    return best, sorted(rest, key=_percent)[:RANKED]


def _tied(projects: Sequence[ProjectRow], shown: Sequence[ProjectRow]) -> str:
    """Return that more projects have the last rate of a list than it shows, "" where these are all."""
    last = percent_text(_percent(shown[-1]))
    alike, listed = (
        sum(row.completion.percent is not None and percent_text(_percent(row)) == last for row in rows)
        for rows in (projects, shown)
    )
    return f"（{last} 的共{alike}项，列出{listed}项）" if alike > listed else ""


def _write_rank(
    page: Page, layout: Layout, corner: tuple[int, int], rows: Sequence[ProjectRow], names: Mapping[str, str]
) -> None:
    """Write projects in half the page: name and lead, rate, 进度评价."""
    row, first = corner
    for at, ranked in enumerate(rows, row):
        project = ranked.project
        page.merge((at, first), (at, first + 4), "small text")
        page.text(at, first, names[project.key], "small text")
        page.linked_percent(at, first + 5, ranked.completion.percent, layout.to_summary(project.key), "share")
        page.text(at, first + 6, ranked.evaluation.value, "small word")
    words = area(row, first + 6, row + len(rows) - 1, first + 6)
    page.colour_words(words, {word.value: colours for word, colours in EVALUATION_COLOURS.items()})


def _ranked_name(row: ProjectRow, silent: Collection[str], doubted: Collection[str]) -> str:
    lead = row.project.lead
    notes = [lead] if lead else []
    notes += ["未报"] if lead in silent else []
    notes += ["数存疑"] if row.project.key in doubted else []
    return shortened(row.project.name) + (f"（{'，'.join(notes)}）" if notes else "")


def _spent(total: Total) -> str:
    """Return what the rate of investment rests on, and what was spent without a plan: 汇总表 adds it to its sum."""
    rest = (total.investment or 0.0) - (total.invested or 0.0)
    invested, plan, outside = _amounts(total.invested, total.plan, rest)
    said = f"{invested} / {plan} 万元\n{total.investment_coverage} 项报了投资"
    return f"{said}\n没有计划的 {outside} 万元不计入" if round(rest, 2) else said


def _suspected(month: Consolidation, rate: str) -> str:
    count = len({each.project for each in month.suspicions if each.rate == rate})
    return f"\n其中 {count} 项的数存疑，见下" if count else ""


def _amounts(*amounts: float | None) -> list[str]:
    """Return amounts that are read beside each other with as many decimals, none where all are whole."""
    said = ["—" if amount is None else f"{amount:,.2f}" for amount in amounts]
    whole = all(each.endswith(".00") or each == "—" for each in said)
    return [each.removesuffix(".00") for each in said] if whole else said


def _percent(row: ProjectRow) -> float:
    return row.completion.percent or 0.0
