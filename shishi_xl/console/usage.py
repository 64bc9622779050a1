"""The usage errors of the command line, in Chinese."""

from __future__ import annotations

import click


def sentence(error: click.ClickException) -> str:
    """Return what is wrong with a command line and how to write it."""
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项。加 --help 可以看有哪些选项。"
    if isinstance(error, click.BadOptionUsage):
        return f"“{error.option_name}”的写法不对：{_bad_option(error)}。加 --help 可以看写法。"
    if isinstance(error, click.MissingParameter):
        return f"缺少“{_name(error.param)}”。{_example(error.param)}加 --help 可以看写法。"
    if isinstance(error, click.BadParameter):
        return f"“{_name(error.param)}”不对：{error.message}。"
    if isinstance(error, click.UsageError):
        return f"命令写法不对（{_unknown(error.message)}）。加 --help 可以看有哪些命令和写法。"
    return error.format_message()


def _bad_option(error: click.BadOptionUsage) -> str:
    """Return what is wrong with an option: a flag takes no value, every other option needs one."""
    return "后面不用写内容" if "does not take a value" in error.message else "后面要写内容"


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return (parameter.metavar if isinstance(parameter, click.Argument) and parameter.metavar else "参数").strip("[].")


def _example(parameter: click.Parameter | None) -> str:
    return "例如 --period 2020-06。" if isinstance(parameter, click.Option) and parameter.name == "period" else ""


def _unknown(message: str) -> str:
    quoted = message.split("'")
    return f"不认识“{quoted[1]}”" if len(quoted) > 2 else "参数多了或少了"
