"""demo: the whole month on the 2020 list, with returns as units really send them. All figures of the returns are made up."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from shishi_xl import examples
from shishi_xl.core.complaint import Misuse
from shishi_xl.core.issue import ValueKey
from shishi_xl.core.naming import form_name
from shishi_xl.core.period import Period
from shishi_xl.folders.files import write_atomically
from shishi_xl.folders.workspace import Workspace, bad_disk
from shishi_xl.pipeline.collect import collect
from shishi_xl.pipeline.consolidate import merged, place_of
from shishi_xl.pipeline.desk import Desk
from shishi_xl.pipeline.generate import generate
from shishi_xl.pipeline.importing import import_notice
from shishi_xl.pipeline.init import init
from shishi_xl.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shishi_xl.core.workbook_rows import Consolidation

MAY, JUNE = Period(2020, 5), Period(2020, 6)
LATE = ("区财政局",)
WRONG_MONTH = "区水利局"
_MARK = "演示文件夹.txt"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo ends in."""

    consolidation: Consolidation
    workbook: Path


Event = str | Outcome | Shown


def demo(root: Path) -> Iterator[Event]:
    """Yield each step as a sentence, what became of each return, and the result."""
    with bad_disk(Workspace(root)):
        _fresh_folder(root)
    yield f"1. 建工作文件夹，导入2020年清单 → {root}"
    init(root)
    _, notice = examples.notice()
    place = root / examples.notice()[0]
    write_atomically(place, notice)
    doubts = import_notice(root, place).doubts
    yield f"   疑点 {len(doubts)} 条，见 templates/项目库.xlsx 的“疑点”表"
    desk = _with_plans(Desk.at(root))
    yield "2. 下发5月的表，各单位报回（为了有上月可比）"
    yield from _month(desk, MAY, {datetime(2020, 5, 24, 10): None}, quiet=True)
    yield "3. 下发6月的表，各单位陆续报回：有按时的、迟报的、填错的、拿错月份的、几家合报的，也有没报的"
    yield from _month(desk, JUNE, {datetime(2020, 6, 24, 10): False, datetime(2020, 6, 28, 9): True}, quiet=False)
    with desk.open_ledger() as ledger:
        yield Shown(merged(desk, ledger, JUNE), place_of(desk, JUNE))


def _fresh_folder(root: Path) -> None:
    """Make room for the demo; a folder that is not an earlier demo is never touched."""
    if root.exists() and any(root.iterdir()):
        if not (root / _MARK).exists():
            raise Misuse(f"{root} 里已有别的文件，演示不会动它。请换一个文件夹，例如 shishi-xl demo 演示2")
        shutil.rmtree(root)
    write_atomically(root / _MARK, "这个文件夹由 shishi-xl demo 生成，再次演示时会整个重做。\n".encode())


def _with_plans(desk: Desk) -> Desk:
    """Fill in the yearly plans as the office would: in 项目库.xlsx."""
    from shishi_xl.excel import catalogue

    plans = {row["项目编号"]: float(row["年度计划投资"]) for row in examples.rows("plans.csv")}
    filled = replace(
        desk.catalogue, projects=tuple(replace(one, plan=plans.get(one.key)) for one in desk.catalogue.projects)
    )
    write_atomically(desk.workspace.catalogue, catalogue.write(filled, desk.workspace.read_catalogue()))
    return Desk(desk.workspace)


def _month(desk: Desk, period: Period, moments: dict[datetime, bool | None], *, quiet: bool) -> Iterator[Event]:
    """Issue a month's forms, have them filled in and take them in at each moment (False: in time, True: late)."""
    count = sum(1 for _ in generate(desk, period))
    yield f"   已生成 {count} 份表 → {desk.workspace.outbox / '下发' / str(period)}"
    for moment, late in moments.items():
        for unit, content in _returns(desk, period, late=late).items():
            write_atomically(desk.workspace.inbox / form_name(period, unit), content)
        for event in collect(desk, partial(_at, moment)):
            if isinstance(event, Outcome) and not quiet:
                yield event


def _returns(desk: Desk, period: Period, *, late: bool | None) -> dict[str, bytes]:
    """Return the workbooks the units send, by unit."""
    from shishi_xl.excel.form import Renderer

    renderer = Renderer(desk.template)
    sent: dict[str, bytes] = {}
    told = _told(desk, period)
    for unit, filled in told.items():
        if late is not None and (unit in LATE) is not late:
            continue
        # One unit takes last month's form and fills this month's figures into it.
        issued = MAY if unit == WRONG_MONTH else period
        sent[unit] = renderer.render(unit, issued, desk.catalogue, {}, desk.key, filled=filled)
        if unit == WRONG_MONTH:
            sent[unit] = _relabelled(sent[unit])
    return sent


def _told(desk: Desk, period: Period) -> dict[str, dict[ValueKey, float | str]]:
    """Return what each unit fills in."""
    told: dict[str, dict[ValueKey, float | str]] = {}
    for row in examples.rows("returns.csv"):
        if row["期间"] != str(period):
            continue
        filled = told.setdefault(row["单位"], {})
        key = row["项目编号"]
        for field in ("形象进度", "完成投资", "存在的主要问题"):
            filled[ValueKey(key, "", field)] = _number(row[field])
        for part in filter(None, row["本期累计"].split(";")):
            word, _, number = part.partition("=")
            for indicator in desk.catalogue.indicators_by_project[key]:
                if word in indicator.name:
                    filled[ValueKey(key, indicator.name, "本期累计")] = float(number)
    return told


def _relabelled(form: bytes) -> bytes:
    """Return a form of May on which somebody has written June over the visible months."""
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(form))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=10):
            for cell in row:
                if isinstance(cell.value, str) and MAY.months in cell.value:
                    cell.value = cell.value.replace(MAY.months, JUNE.months)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _at(moment: datetime) -> datetime:
    return moment
