"""What each command reports, in both voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.findings import Level
from shishi_xl.core.settings import PRINTED
from shishi_xl.core.submission import Disposition
from shishi_xl.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from shishi_xl.console.talk import Talk
    from shishi_xl.core.period import Period
    from shishi_xl.core.standing import Standing
    from shishi_xl.pipeline import demo
    from shishi_xl.pipeline.generate import Issued
    from shishi_xl.pipeline.importing import Imported
    from shishi_xl.pipeline.init import Initialised
    from shishi_xl.pipeline.rebuild import Rebuilt
    from shishi_xl.pipeline.watch import Event
    from shishi_xl.pipeline.withdraw import Withdrawal

_STATES = {
    "ready": "正在监视 inbox，把收到的文件放进去就行。按 Ctrl+C 结束。",
    "renewed": "模板或项目库改过了，从现在起按新的接收。",
    "reachable": "已恢复，继续接收。",
    "stopped": "已停止监视。",
}


def initialised(talk: Talk, made: Initialised) -> None:
    """Report a new workspace."""
    talk.aside(made.lost_key)
    talk.record(
        workspace=str(made.root), made=[str(path) for path in made.made], kept=[str(path) for path in made.stood]
    )
    talk.line(f"工作文件夹：{made.root}", "bold")
    for path in made.made:
        talk.line(f"  已生成 {path.relative_to(made.root)}")
    for path in made.stood:
        talk.line(f"  已有，没有改动 {path.relative_to(made.root)}")
    talk.line("下一步：shishi-xl import 通知文件，导入本年度的项目清单。")


def issued(talk: Talk, period: Period, forms: Iterable[Issued], folder: Path) -> None:
    """Report forms as they are written."""
    count = 0
    for form in forms:
        count += 1
        talk.record(unit=form.unit, period=str(period), file=str(form.path), projects=form.projects)
        talk.line(f"  {form.path.name}（{form.projects} 个项目）")
    talk.line(f"已生成 {count} 份推进情况表，在 {folder}", "bold")


def collected(talk: Talk, events: Iterable[Outcome | tuple[Period, Path]]) -> None:
    """Report what became of the tray's files."""
    count = dict.fromkeys(Disposition, 0)
    for event in events:
        if isinstance(event, Outcome):
            count[event.disposition] += 1
            talk.outcome(event)
        else:
            talk.written(*event)
    told = "，".join(f"{disposition.chinese} {number} 件" for disposition, number in count.items() if number)
    talk.line(told or "inbox 里没有新的文件。", "bold")


def watched(talk: Talk, events: Iterator[Event]) -> None:
    """Report what a watch sees, until it ends."""
    for event in events:
        if isinstance(event, Outcome):
            talk.outcome(event)
        elif isinstance(event, tuple):
            talk.record(event="consolidated", period=str(event[0]), file=str(event[1]))
            talk.written(*event)
        else:
            talk.record(event=event) if event in _STATES else talk.record(event="trouble", message=event)
            talk.line(_STATES.get(event, event), "bold")


def checked(talk: Talk, outcomes: Iterable[Outcome]) -> bool:
    """Report a dry run; return whether a 错误 was found."""
    wrong = False
    for outcome in outcomes:
        wrong |= any(finding.level is Level.ERROR for finding in outcome.findings)
        talk.outcome(outcome, whole=True)
    talk.line("以上只是检查，文件没有收下。")
    return wrong


def status(talk: Talk, period: Period, standings: Iterable[Standing]) -> bool:
    """Report where each unit stands; return whether one still owes an accepted return."""
    owing = False
    rows = []
    for standing in standings:
        owing |= not standing.reported
        received = standing.received_at
        talk.record(
            unit=standing.unit, state=standing.state.value, versions=standing.versions, file=standing.file or None,
            received_at=received.isoformat(timespec="seconds") if received else None, late=standing.late,
        )  # fmt: skip
        when = f"{received:%m-%d %H:%M}" if received else ""
        rows.append((standing.unit, standing.state.value, str(standing.versions or ""), when, standing.file))
    talk.table(f"{period} 报送情况", ("单位", "报送状态", "接收件数", "收到时间", "文件"), rows)
    return owing


def withdrawn(talk: Talk, done: Withdrawal) -> None:
    """Report a withdrawal."""
    record, counts = done.withdrawn, done.counts
    talk.record(
        unit=record.unit, period=str(record.period), withdrawn=record.file, counts=counts.file if counts else None
    )
    now = (
        f"现在计入的是 {counts.file}（{counts.received_at:%Y-%m-%d %H:%M} 收到）"
        if counts
        else "这个单位现在没有计入的报送"
    )
    talk.line(f"已撤回 {record.unit} 的 {record.file}。{now}。")
    for period, path in done.consolidated:
        talk.written(period, path)


def rebuilt(talk: Talk, done: Rebuilt) -> None:
    """Report a rebuild."""
    talk.record(
        files=done.files, accepted=done.accepted, returned=done.returned, withdrawn=done.withdrawn,
        unclear=list(done.unclear), old_ledger=str(done.old_ledger) if done.old_ledger else None,
    )  # fmt: skip
    taken_back = f"、撤回 {done.withdrawn} 件" if done.withdrawn else ""
    talk.line(
        f"台账已重建：{done.files} 个文件，其中接收 {done.accepted} 件、退回 {done.returned} 件{taken_back}。", "bold"
    )
    if done.old_ledger:
        talk.line(f"原台账留在 {done.old_ledger}")
    for name in done.unclear:
        talk.line(f"  认不出单位或期间，没有计入，请人工核对：{name}", "yellow")
    for period, path in done.consolidated:
        talk.written(period, path)


def consolidated(talk: Talk, period: Period, path: Path) -> None:
    """Report the consolidated workbook."""
    talk.record(period=str(period), file=str(path))
    talk.written(period, path)


def imported(talk: Talk, done: Imported) -> None:
    """Report an import: what was read, what was passed over, what changed, what is doubtful."""
    alike: dict[tuple[str, str], list[str]] = {}
    for doubt in done.doubts:
        talk.record(project=doubt.project, doubt=doubt.doubt, source=doubt.source, advice=doubt.advice)
        alike.setdefault((doubt.doubt, doubt.advice), []).append(doubt.project)
    for (sentence, advice), projects in alike.items():
        who = "、".join(filter(None, projects))
        talk.line(f"  疑点 {who} {sentence}" if who else f"  疑点 {sentence}")
        talk.line(f"       建议：{advice}")
    for sentence in done.skipped:
        talk.record(skipped=sentence)
        talk.line(f"  没有读入：{sentence}", "yellow")
    for heading in done.unused:
        talk.record(unused=heading)
        talk.line(f"  这一列项目库里没有对应的位置，没有读入：{heading}", "yellow")
    for change in done.changes:
        talk.record(change=change)
        talk.line(f"  {change}")
    catalogue = done.catalogue
    count, indicators, units = len(catalogue.projects), len(catalogue.indicators), len(catalogue.units)
    talk.record(
        file=str(done.path), read=done.read, projects=count, indicators=indicators, units=units,
        doubts=len(done.doubts),
    )  # fmt: skip
    settings = {key: catalogue.settings.text(key) for key in PRINTED}
    told = [f"{key} {settings[key]}" for key in PRINTED if key not in done.unread]
    talk.record(settings=settings)
    if told:
        talk.line(f"{'，'.join(told)}（“设置”表里可以改）")
    if done.unread:
        unread = "、".join(f"{key}（暂按 {settings[key]}）" if settings[key] else key for key in done.unread)
        talk.line(f"通知里没有读到{unread}：请在项目库“设置”表里填写，下发的表上要印", "yellow")
    talk.line(f"读入 {done.read} 个项目，疑点 {len(done.doubts)} 条，请在“疑点”表里逐条核对。", "bold")
    talk.line(f"项目库现有 {count} 个项目、{indicators} 个指标、{units} 个单位：{done.path}", "bold")


def demonstrated(talk: Talk, events: Iterable[demo.Event]) -> None:
    """Report the demo: its steps, the returns, the table of results and where the workbook is."""
    for event in events:
        if isinstance(event, str):
            talk.record(step=event)
            talk.line(event, "bold")
        elif isinstance(event, Outcome):
            talk.outcome(event)
        else:
            _results(talk, event)


def _results(talk: Talk, shown: demo.Shown) -> None:
    merged = shown.consolidation
    rows = [
        (row.unit, row.state.value, row.total.coverage, _percent(row.total.completion), str(row.total.lagging or ""))
        for row in merged.units
    ]
    talk.table("4. 结果", ("单位", "报送状态", "已定项目", "完成率", "滞后项目"), rows)
    total = merged.total
    talk.record(
        file=str(shown.workbook), completion=total.completion, coverage=total.coverage,
        returned_rate=merged.returned_rate, on_time_rate=merged.on_time_rate, investment_rate=total.investment_rate,
    )  # fmt: skip
    talk.line(
        f"完成率 {_percent(total.completion)}（{total.coverage} 项），投资完成率 {_percent(total.investment_rate)}，"
        f"报送率 {_percent(merged.returned_rate)}，按时报送率 {_percent(merged.on_time_rate)}"
    )
    talk.line(f"汇总表：{shown.workbook}", "bold")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}%"
