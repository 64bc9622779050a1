"""The voice of a command. Text from outside is printed as data: no markup, no control characters."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from shishi_xl.core.findings import Finding, Level, group
from shishi_xl.core.naming import printable
from shishi_xl.core.submission import Disposition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from shishi_xl.core.grid import Place
    from shishi_xl.pipeline.outcome import Outcome

_COLOURS = {
    Disposition.ACCEPTED: "green",
    Disposition.RETURNED: "red",
    Disposition.UNRECOGNISED: "red",
    Disposition.DUPLICATE: "yellow",
    Disposition.WAITING: "yellow",
}
_CELLS = 8  # of one message, named one by one
_SHOWN = 5  # findings printed below a file; all of them are in the 改错回件 and the consolidated workbook


class Talk:
    """Says things in Chinese, or as JSON, never both on standard output."""

    def __init__(self, *, json: bool) -> None:
        """Choose the voice."""
        self.json = json
        self._out = Console(highlight=False, markup=False, emoji=False)
        self._err = Console(stderr=True, highlight=False, markup=False, emoji=False)

    def line(self, text: str, style: str = "") -> None:
        """Say a line to people; machines do not get it."""
        if not self.json:
            self._out.print(Text(_printable(text), style=style), soft_wrap=True)

    def aside(self, text: str | None) -> None:
        """Say something beside the point, to people and in both voices: on standard error."""
        if text:
            self._err.print(Text(_printable(text), style="yellow"), soft_wrap=True)

    def record(self, **parts: Any) -> None:
        """Say a JSON object; people do not get it."""
        if self.json:
            sys.stdout.write(json.dumps(parts, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    def table(self, title: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Show a table to people."""
        if self.json:
            return
        table = Table(title=title, title_justify="left", title_style="bold")
        for heading in headings:
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*(Text(_printable(cell)) for cell in row))
        self._out.print(table)

    @contextmanager
    def progress(self, doing: str) -> Iterator[Callable[[int, int], None]]:
        """Show a bar while a person watches; give a function that hears (done, of how many)."""
        if self.json or not self._err.is_terminal:
            yield lambda _done, _total: None
            return
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, console=self._err, transient=True) as bar:
            task = bar.add_task(doing, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def outcome(self, outcome: Outcome, *, whole: bool = False) -> None:
        """Say what became of a file; `whole` shows every finding, where no 改错回件 will."""
        self.record(
            file=outcome.file, sha256=outcome.sha256, disposition=outcome.disposition.value,
            unit=outcome.unit, period=outcome.period, findings=[as_object(finding) for finding in outcome.findings],
        )  # fmt: skip
        who = " ".join(part for part in (outcome.unit, outcome.period) if part)
        self.line(
            f"{outcome.disposition.chinese}  {printable(outcome.file)}  {who}".rstrip(), _COLOURS[outcome.disposition]
        )
        self.findings(outcome.findings, whole=whole)
        if outcome.marked:
            self.line(f"    改错回件：{outcome.marked}")

    def findings(self, findings: Iterable[Finding], *, whole: bool = False) -> None:
        """Show the findings that need somebody, the weightiest first, each message once with all its cells."""
        grouped = group(findings)
        weighty = [each for level in (Level.ERROR, Level.DOUBT) for each in grouped if each[0].level is level]
        notes = [each for each in grouped if each[0].level is Level.NOTE]
        for finding, places in weighty[: None if whole else _SHOWN] or notes:
            self.line(f"    {finding.level.value} {where(places)}{finding.told}")
        if len(weighty) > _SHOWN and not whole:
            self.line(f"    ……共 {len(weighty)} 条意见")
        if notes and weighty and weighty[0][0].level is Level.DOUBT:  # taken in all the same
            self.line(f"    另有提示：{'、'.join(dict.fromkeys(finding.kind.title for finding, _ in notes))}")

    def written(self, period: object, path: Path) -> None:
        """Say that a consolidated workbook was written."""
        self.line(f"汇总表已更新（{period}）：{path}", "bold")


def where(places: Iterable[Place]) -> str:
    """Return places as people read them, [推进情况表 F6、F7], "" for the file as a whole."""
    sheets: dict[str, list[str]] = {}
    for place in places:
        sheets.setdefault(place.sheet, []).append(place.cell)
    named = [" ".join(filter(None, (sheet, _listed(cells)))) for sheet, cells in sheets.items()]
    return f"[{'；'.join(named)}] " if named else ""


def _listed(cells: Sequence[str]) -> str:
    shown = "、".join(filter(None, cells[:_CELLS]))
    return f"{shown} 等{len(cells)}格" if len(cells) > _CELLS else shown


def as_object(finding: Finding) -> dict[str, str]:
    """Return a finding as it stands in JSON."""
    return {
        "level": finding.level.value,
        "code": finding.code,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "project": finding.project,
        "message": finding.told,
        "value": finding.value,
    }


def _printable(text: str) -> str:
    """Return a text without what could steer a terminal or turn a line around."""
    return "".join(sign if sign == "\n" or sign.isprintable() else " " for sign in text)
