"""The command line: options, one pipeline call, print, exit. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import gc
import io
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from shishi_xl.console.help import ChineseGroup
from shishi_xl.console.parameters import ExistingFile, Moment, Month, NewFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from shishi_xl.console.talk import Talk
    from shishi_xl.core.period import Period
    from shishi_xl.pipeline.desk import Desk

DONE, NEEDS_A_PERSON, USAGE, UNUSABLE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Call:
    """What the group's options say."""

    root: Path
    json: bool
    now: datetime | None

    def clock(self) -> datetime:
        """Return the time, or the one the hidden option sets."""
        return self.now or datetime.now()

    def desk(self) -> Desk:
        """Return the workspace's desk."""
        from shishi_xl.pipeline import asides
        from shishi_xl.pipeline.desk import Desk

        desk = Desk.at(self.root)
        self.talk().aside(asides.lost_key(desk))
        return desk

    def talk(self) -> Talk:
        """Return the voice of this call: Chinese for people, a JSON object a line for machines."""
        from shishi_xl.console.talk import Talk

        return Talk(json=self.json)


class Commands(ChineseGroup):
    """A group whose every error is one Chinese sentence and an exit code, never a traceback."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command and end the process with its exit code."""
        extra["standalone_mode"] = False
        gc.set_threshold(50_000, 10, 10)  # a list of 10,000 projects is not garbage, however often one looks
        for stream in (sys.stdout, sys.stderr):  # Chinese into a pipe on Windows; a file name that is no text anywhere
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            code = super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(DONE)
        except click.ClickException as error:
            from shishi_xl.console.usage import sentence

            _complain(sentence(error))
            sys.exit(USAGE)
        except (click.Abort, KeyboardInterrupt):
            _complain("已中断。做到一半的会在下次运行时接着做完。")
            sys.exit(130)
        except Exception as error:  # noqa: BLE001 - the last edge: a person must never meet a traceback
            sys.exit(_explain(error))
        sys.exit(code or DONE)


def _complain(sentence: str) -> None:
    if "--json" in sys.argv[1:]:
        import json

        click.echo(json.dumps({"error": sentence}, ensure_ascii=False))
    click.echo(f"错误：{sentence}", err=True)


def _explain(error: Exception) -> int:
    """Say an error of the pipeline in Chinese; leave an unknown one's traceback in the log."""
    from shishi_xl.core.complaint import Complaint

    if isinstance(error, Complaint):
        _complain(str(error))
        return error.exit_code
    import logging

    log = logging.getLogger("shishi_xl")
    log.addHandler(logging.NullHandler())  # it may have failed before any room was opened
    log.error("unexpected error", exc_info=error)
    _complain(
        f"程序出了意外（{type(error).__name__}），已停下，收到的文件都还在。"
        "详情在 .shishi/shishi-xl.log，请把它发给维护人员。"
    )
    return UNUSABLE


def _say_of_catalogue(desk: Desk, talk: Talk) -> None:
    """Say what in the catalogue keeps a figure from counting, or from being answered for."""
    from shishi_xl.pipeline import asides

    for say in (asides.unnamed_members, asides.unowned, asides.strangers, asides.unsigned_decisions):
        talk.aside(say(desk))


_PERIOD = click.option("--period", type=Month(), required=True, metavar="月份", help="哪个月，如 2020-06。")
_WHERE = "建在哪里，不写就是工作文件夹。"
_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(
    cls=Commands, context_settings=_HELP, help="重点民生实事月报：下发推进情况表，收回、校验、退改、汇总、通报。"
)
@click.option(
    "--workspace",
    "root",
    type=click.Path(path_type=Path, readable=False),
    default=Path(),
    metavar="文件夹",
    help="工作文件夹，不写就是当前文件夹。",
)
@click.option("--json", "as_json", is_flag=True, help="给程序看的输出：每行一个 JSON 对象。")
@click.option("--now", type=Moment(), hidden=True, help="把时钟拨到这个时间。")
@click.version_option(package_name="shishi-xl", message="shishi-xl %(version)s", help="显示版本。")
@click.pass_context
def cli(context: click.Context, root: Path, as_json: bool, now: datetime | None) -> None:
    """Keep the group's options for the command."""
    context.obj = Call(root.absolute(), as_json, now)


@cli.command(help="建一个工作文件夹：表样、空的项目库、收发文件夹。已有的文件不覆盖。")
@click.argument("folder", type=NewFolder(), required=False, metavar="[文件夹]", help=_WHERE)
@click.pass_obj
def init(call: Call, folder: Path | None) -> None:
    """Make a workspace."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline.init import init

    reports.initialised(call.talk(), init(folder or call.root))


@cli.command("import", help="从通知（.txt、.docx 或 .xlsx）导入项目清单，生成 项目库.xlsx，并列出疑点。")
@click.argument("notice", type=ExistingFile(), metavar="通知文件", help="列有项目的通知，如 通知.docx。")
@click.pass_obj
def import_(call: Call, notice: Path) -> None:
    """Import the list."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline.importing import import_notice

    reports.imported(call.talk(), import_notice(call.root, notice))


@cli.command(help="给每个责任单位生成推进情况表，放在 outbox/下发/。")
@_PERIOD
@click.option("--unit", "units", multiple=True, metavar="单位", help="只给这些单位，如 --unit 区教委 区交通局。")
@click.argument("more", nargs=-1, metavar="[单位]", help="接在 --unit 后面的其他单位。")
@click.pass_obj
def generate(call: Call, period: Period, units: tuple[str, ...], more: tuple[str, ...]) -> None:
    """Write the forms."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline import asides
    from shishi_xl.pipeline.generate import generate, issue_folder

    desk, talk = call.desk(), call.talk()
    reports.issued(talk, period, generate(desk, period, (*units, *more)), issue_folder(desk, period))
    talk.aside(asides.not_begun(period, call.clock()))
    talk.aside(asides.unnamed_members(desk))
    talk.aside(asides.unowned(desk))
    talk.aside(asides.no_address(desk))


@cli.command(help="接收 inbox/ 里的全部文件：校验、退改或合并，更新汇总表，然后结束。")
@click.pass_obj
def collect(call: Call) -> None:
    """Take in what is in the tray."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline.collect import collect

    desk, talk = call.desk(), call.talk()
    with talk.progress("接收") as progress:
        reports.collected(talk, collect(desk, call.clock, progress))
    _say_of_catalogue(desk, talk)


@cli.command(help="一直开着，文件放进 inbox/ 就接收。按 Ctrl+C 结束。")
@click.option("--polling", is_flag=True, help="inbox 在网络共享盘上时用：定时查看，不靠系统通知。")
@click.pass_obj
def watch(call: Call, polling: bool) -> None:
    """Take in files as they come."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline import asides
    from shishi_xl.pipeline.watch import stop_on_signals, watch

    desk, talk = call.desk(), call.talk()
    talk.aside(asides.unnamed_members(desk))
    reports.watched(talk, watch(desk, call.clock, stop_on_signals(), polling=polling))


@cli.command(help="看看这些文件会不会被接收，只检查，不收下。有错误时退出码为 1。")
@click.argument("files", nargs=-1, required=True, type=ExistingFile(), metavar="文件...", help="收到的表，可以写多个。")
@click.pass_obj
def check(call: Call, files: tuple[Path, ...]) -> int:
    """Judge files without taking them in."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline import asides
    from shishi_xl.pipeline.check import check

    desk, talk = call.desk(), call.talk()
    talk.aside(asides.unnamed_members(desk))
    return NEEDS_A_PERSON if reports.checked(talk, check(desk, files, call.clock)) else DONE


@cli.command(help="重新生成一个月的汇总表（改了项目库或人工核定之后用）。")
@_PERIOD
@click.pass_obj
def consolidate(call: Call, period: Period) -> None:
    """Write the consolidated workbook again."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline.consolidate import consolidate_again

    desk, talk = call.desk(), call.talk()
    reports.consolidated(talk, period, consolidate_again(desk, period))
    _say_of_catalogue(desk, talk)


@cli.command(help="看谁报了、谁没报。")
@_PERIOD
@click.option("--strict", is_flag=True, help="还有单位没有报上来时退出码为 1。")
@click.pass_obj
def status(call: Call, period: Period, strict: bool) -> int:
    """Show each unit's state."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline.status import status

    desk, talk = call.desk(), call.talk()
    owing = reports.status(talk, period, status(desk, period))
    _say_of_catalogue(desk, talk)
    return NEEDS_A_PERSON if strict and owing else DONE


@cli.command(help="撤回一个单位已接收的报送：不再计入，前一件重新生效。")
@_PERIOD
@click.option("--unit", required=True, metavar="单位", help="哪个单位，如 区教委。")
@click.option("--reason", required=True, metavar="原因", help="为什么撤回，记入台账。")
@click.pass_obj
def withdraw(call: Call, period: Period, unit: str, reason: str) -> None:
    """Withdraw the submission that counts."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline import asides
    from shishi_xl.pipeline.withdraw import withdraw

    desk, talk = call.desk(), call.talk()
    reports.withdrawn(talk, withdraw(desk, period, unit, reason, call.clock))
    talk.aside(asides.unnamed_members(desk))


@cli.command(help="台账损坏或丢失时用：按 inbox/ 各子文件夹里的原件重新建立台账。")
@click.pass_obj
def rebuild(call: Call) -> None:
    """Make the ledger anew."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline.rebuild import rebuild

    desk, talk = call.desk(), call.talk()
    with talk.progress("重建台账") as progress:
        done = rebuild(desk, call.clock, progress)
    reports.rebuilt(talk, done)
    _say_of_catalogue(desk, talk)


@cli.command(help="演示：用2020年清单在新文件夹里走完一个月，最后给出汇总表。")
@click.argument(
    "folder",
    type=NewFolder(),
    required=False,
    metavar="[文件夹]",
    help="演示放在哪个新文件夹，不写就是工作文件夹下的 demo。",
)
@click.pass_obj
def demo(call: Call, folder: Path | None) -> None:
    """Show a whole month."""
    from shishi_xl.console import reports
    from shishi_xl.pipeline import asides
    from shishi_xl.pipeline.demo import demo
    from shishi_xl.pipeline.desk import Desk

    talk, root = call.talk(), folder or call.root / "demo"
    reports.demonstrated(talk, demo(root))
    talk.aside(asides.unnamed_members(Desk.at(root)))


main: Callable[..., NoReturn] = cli
