"""The sheets that list things one below the other: indicators, problems, standings, findings."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import TYPE_CHECKING

from shishi_xl.core.findings import Level
from shishi_xl.core.reports import file_name
from shishi_xl.core.standing import State
from shishi_xl.core.streaks import LASTING
from shishi_xl.core.wording import shortened
from shishi_xl.excel.consolidated import table
from shishi_xl.excel.consolidated.fitting import Column
from shishi_xl.excel.consolidated.layout import Layout, to_kept, to_record
from shishi_xl.excel.consolidated.page import Page, area
from shishi_xl.excel.consolidated.styles import BAR, LEVEL_COLOURS, STATE_COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shishi_xl.core.reports import Origin
    from shishi_xl.core.workbook_rows import Consolidation, FindingRow, IndicatorRow


class IndicatorColumn(IntEnum):
    """The columns of 指标明细, counted from 1."""

    KEY = auto()
    PROJECT = auto()
    NAME = auto()
    TARGET = auto()
    MEASURE = auto()
    VALUE = auto()
    RATE = auto()
    SOURCE = auto()
    WORDS = auto()
    FILES = auto()
    CELLS = auto()


INDICATOR_COLUMNS = (
    Column("项目编号", 12, "centre"),
    Column("项目名称", 24),
    Column("指标", 18),
    Column("年度目标", 11, "number"),
    Column("计量单位", 9, "centre"),
    Column("累计完成", 11, "number"),
    Column("完成率", 10.5, "percent"),
    Column("来源", 8, "word"),
    Column("原文", 40),
    Column("报送文件", 34),
    Column("单元格", 15, "centre"),
)


class ProblemColumn(IntEnum):
    """The columns of 存在问题, counted from 1."""

    NUMBER = auto()
    PROJECT = auto()
    UNIT = auto()
    TEXT = auto()
    MONTHS = auto()


PROBLEM_COLUMNS = (
    Column("序号", 7, "count"),
    Column("项目名称", 34),
    Column("单位", 28),
    Column("存在的主要问题", 72),
    Column("连续月数", 11, "count"),
)


class StandingColumn(IntEnum):
    """The columns of 报送情况, counted from 1."""

    UNIT = auto()
    STATE = auto()
    FIRST_AT = auto()
    COUNTED_AT = auto()
    ATTEMPTS = auto()
    FILE = auto()
    CONTACT = auto()
    PHONE = auto()


STANDING_COLUMNS = (
    Column("单位", 31),
    Column("报送状态", 12, "word"),
    Column("首次报送", 22, "time"),
    Column("接收时间", 22, "time"),
    Column("次数", 7, "count"),
    Column("文件", 60),
    Column("联系人", 12, "centre"),
    Column("电话", 18, "centre"),
)


class FindingColumn(IntEnum):
    """The columns of 校验意见, counted from 1."""

    LEVEL = auto()
    CODE = auto()
    UNIT = auto()
    FILE = auto()
    SHEET = auto()
    CELL = auto()
    PROJECT = auto()
    MESSAGE = auto()
    VALUE = auto()


FINDING_COLUMNS = (
    Column("级别", 8, "word"),
    Column("代码", 22),
    Column("单位", 22),
    Column("文件", 28),
    Column("工作表", 13, "centre"),
    Column("单元格", 9, "centre"),
    Column("项目名称", 24),
    Column("意见", 66),
    Column("原值", 22),
)


def write_indicators(page: Page, month: Consolidation, layout: Layout) -> None:
    """Write 指标明细: every indicator with its source, the very words and the cell."""
    columns = (*INDICATOR_COLUMNS, *(Column(extra.field, 14) for extra in month.indicator_extras))
    line = "每一项指标的数从哪里来：填报（单位填的数）、文字（形象进度的原话）、核定（人工核定）。点“单元格”打开报送原件的那一格，点“项目编号”到汇总表的那一行；空白是没有报。"
    table.begin(page, month.period, line, columns, frozen=2)
    for at, row in enumerate(month.indicators, table.FIRST):
        _write_indicator(page, at, row, layout)
    table.end(page, columns, len(month.indicators))
    if month.indicators:
        page.bars(
            area(table.FIRST, IndicatorColumn.RATE, table.FIRST + len(month.indicators) - 1, IndicatorColumn.RATE), BAR
        )


def _write_indicator(page: Page, at: int, row: IndicatorRow, layout: Layout) -> None:
    result = row.result
    indicator = result.indicator
    files, cells = _places(result.origins)
    page.linked_text(at, IndicatorColumn.KEY, row.project.key, layout.to_summary(row.project.key), "centre")
    page.text(at, IndicatorColumn.PROJECT, row.project.name)
    page.text(at, IndicatorColumn.NAME, indicator.name)
    page.number(at, IndicatorColumn.TARGET, indicator.target)
    page.text(at, IndicatorColumn.MEASURE, indicator.unit, "centre")
    page.number(at, IndicatorColumn.VALUE, result.value)
    page.percent(at, IndicatorColumn.RATE, result.completion)
    page.text(at, IndicatorColumn.SOURCE, result.source.value if result.source else "", "word")
    page.text(at, IndicatorColumn.WORDS, result.words)
    first = result.origins[0] if result.origins else None
    page.text(at, IndicatorColumn.FILES, files)
    page.linked_text(
        at, IndicatorColumn.CELLS, cells, to_kept(first.kept, first.sheet, first.cell) if first else "", "centre"
    )
    for column, value in enumerate(row.extras, len(INDICATOR_COLUMNS) + 1):
        page.value(at, column, value)
    page.fit(at)


def _places(origins: Sequence[Origin]) -> tuple[str, str]:
    """Return the files a value was taken from and the cell to be linked, of several the first.

    LibreOffice shows a linked text on one line, so the other cells stand behind their files.
    """
    cells = [f"{origin.sheet}!{origin.cell}" if origin.cell else origin.sheet for origin in origins]
    if len(cells) < 2:
        return "".join(origin.file for origin in origins), "".join(cells)
    files = "\n".join(f"{origin.file}（{place}）" for origin, place in zip(origins, cells, strict=True))
    return files, f"{cells[0]} 等{len(cells)}格"


def write_problems(page: Page, month: Consolidation, layout: Layout) -> None:
    """Write 存在问题: each unit's problem with each project, and for how many months running."""
    count = len(month.problems)
    longest = sum(row.lasting for row in month.problems)
    line = (
        f"本月反映问题 {count} 条"
        + (f"，其中连续{LASTING}个月及以上没有解决的 {longest} 条" if longest else "")
        + "。点“序号”到汇总表的那一行，点“单位”打开报送原件。"
    )
    table.begin(page, month.period, line if count else "本月没有单位反映问题。", PROBLEM_COLUMNS, frozen=2)
    for at, row in enumerate(month.problems, table.FIRST):
        page.linked_number(at, ProblemColumn.NUMBER, at - table.FIRST + 1, layout.to_summary(row.project.key), "count")
        page.text(at, ProblemColumn.PROJECT, row.project.name)
        page.linked_text(
            at, ProblemColumn.UNIT, row.origin.unit, to_record(row.origin.record, row.origin.sheet, row.origin.cell)
        )
        page.text(at, ProblemColumn.TEXT, row.text)
        page.number(at, ProblemColumn.MONTHS, row.months, "count")
        page.fit(at)
    table.end(page, PROBLEM_COLUMNS, count)
    if count:
        months = area(table.FIRST, ProblemColumn.MONTHS, table.FIRST + count - 1, ProblemColumn.MONTHS)
        form = page.styles.custom("long", bg_color="#FFD966", bold=True)
        page.sheet.conditional_format(months, {"type": "cell", "criteria": ">=", "value": LASTING, "format": form})


def write_standings(page: Page, month: Consolidation) -> None:
    """Write 报送情况: where every unit stands, with whom to call."""
    states = month.states
    deadline = month.settings.deadline(month.period)
    sums = " + ".join(f"{state.value} {states[state]}" for state in State)
    line = f"截止 {deadline.year}年{deadline.month}月{deadline.day}日。应报 {month.due} 家 = {sums}。点“单位”打开报送原件。"
    if month.empty_collectives:
        line += f"{'、'.join(month.empty_collectives)}还没有填成员，没有计入应报。"
    table.begin(page, month.period, line, STANDING_COLUMNS, frozen=1)
    for at, row in enumerate(month.standings, table.FIRST):
        standing, contact = row.standing, row.contact
        latest = standing.latest
        page.linked_text(at, StandingColumn.UNIT, standing.unit, to_record(latest))
        page.text(at, StandingColumn.STATE, standing.state.value, "word")
        page.moment(at, StandingColumn.FIRST_AT, standing.first_at)
        page.moment(at, StandingColumn.COUNTED_AT, standing.counted.received_at if standing.counted else None)
        page.number(at, StandingColumn.ATTEMPTS, standing.attempts, "count")
        page.text(at, StandingColumn.FILE, file_name(latest) if latest else "")
        page.text(at, StandingColumn.CONTACT, contact.contact if contact else "", "centre")
        page.text(at, StandingColumn.PHONE, contact.phone if contact else "", "centre")
        page.fit(at)
    last = table.FIRST + len(month.standings) - 1
    for column in range(1, len(STANDING_COLUMNS) + 1):
        page.blank(last + 1, column, "text total")
    page.text(last + 1, StandingColumn.UNIT, "合计", "text total")
    if month.standings:
        page.formula(
            last + 1,
            StandingColumn.ATTEMPTS,
            f"SUM({area(table.FIRST, StandingColumn.ATTEMPTS, last, StandingColumn.ATTEMPTS)})",
            sum(row.standing.attempts for row in month.standings),
            look="count total",
        )
        page.set_height(last + 1, 26)
        page.colour_words(
            area(table.FIRST, StandingColumn.STATE, last, StandingColumn.STATE),
            {state.value: colours for state, colours in STATE_COLOURS.items()},
        )
    table.end(page, STANDING_COLUMNS, len(month.standings))


def write_findings(page: Page, month: Consolidation, layout: Layout) -> None:
    """Write 校验意见: what is to be corrected or explained, the gravest first."""
    counts = {level: sum(row.finding.level is level for row in month.findings) for level in Level}
    line = "、".join(f"{level.value} {count} 条" for level, count in counts.items() if count) or "没有校验意见"
    line += "。错误：这份表已退回，没有合并；疑问：请核对或说明，表已接收的照样合并，已退回的随改好的表一并核对；提示：供参考。“意见”开头【】里是这一类意见的名称，“代码”是它的编号，对照见《使用手册》“校验意见一览”。点“单位”打开报送原件，点“单元格”打开到那一格，点“项目名称”到汇总表的那一行。"
    table.begin(page, month.period, line, FINDING_COLUMNS, frozen=3)
    for at, row in enumerate(month.findings, table.FIRST):
        _write_finding(page, at, row, layout)
    table.end(page, FINDING_COLUMNS, len(month.findings))
    if month.findings:
        page.colour_words(
            area(table.FIRST, FindingColumn.LEVEL, table.FIRST + len(month.findings) - 1, FindingColumn.LEVEL),
            LEVEL_COLOURS,
        )


def _write_finding(page: Page, at: int, row: FindingRow, layout: Layout) -> None:
    finding, kept = row.finding, row.record.kept
    message = f"【{finding.kind.title}】{finding.told}" + (
        f"（单位填的说明或问题：{shortened(finding.answer)}）" if finding.answer else ""
    )
    name = row.project.name if row.project else ""
    file = file_name(row.record)
    page.text(at, FindingColumn.LEVEL, finding.level.value, "word")
    page.text(at, FindingColumn.CODE, finding.code)
    page.linked_text(at, FindingColumn.UNIT, row.unit, to_kept(kept))
    page.text(at, FindingColumn.FILE, file)
    page.text(at, FindingColumn.SHEET, finding.sheet, "centre")
    page.linked_text(at, FindingColumn.CELL, finding.cell, to_kept(kept, finding.sheet, finding.cell), "centre")
    page.linked_text(at, FindingColumn.PROJECT, name, layout.to_summary(finding.project))
    page.text(at, FindingColumn.MESSAGE, message)
    page.text(at, FindingColumn.VALUE, finding.value)
    page.fit(at)
