"""The help of the command line in Chinese, commands in the order of a month."""

from __future__ import annotations

import click

_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "required": "必填",
    "Show this message and exit.": "显示这段说明。",
}
_ORDER = (
    "init",
    "import",
    "generate",
    "collect",
    "watch",
    "status",
    "consolidate",
    "check",
    "withdraw",
    "rebuild",
    "demo",
)


class ChineseCommand(click.Command):
    """A command whose help speaks Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how the command is written."""
        pieces = " ".join(_WORDS.get(piece, piece) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what is to stand behind the command."""
        if rows := [one.get_help_record(ctx) for one in self.get_params(ctx) if isinstance(one, click.Argument)]:
            with formatter.section("参数"):
                formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        if rows := [row for one in options if (row := one.get_help_record(ctx)) is not None]:
            with formatter.section("选项"):
                formatter.write_dl([(name, _translated(text)) for name, text in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, described in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _WORDS["Show this message and exit."]
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group whose help speaks Chinese and lists its commands as a month goes."""

    command_class = ChineseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a month."""
        return sorted(super().list_commands(ctx), key=_ORDER.index)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(200))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name))
        ]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def _translated(text: str) -> str:
    return text.replace("[required]", f"[{_WORDS['required']}]")
