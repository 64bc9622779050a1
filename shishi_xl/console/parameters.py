"""What a command's arguments may be, each refused with a Chinese sentence that says how to write it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from shishi_xl.core.period import Period


class Month(click.ParamType["Period"]):
    """A period: 2020-06."""

    name = "月份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Return the period, or end with the sentence that says how to write one."""
        from shishi_xl.core.period import Period

        try:
            return value if isinstance(value, Period) else Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Moment(click.ParamType[datetime]):
    """A time: 2020-06-20T09:00."""

    name = "时间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the time as the office's local one."""
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是时间，应写成 2020-06-20T09:00 这样", param, ctx)
        return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


class ExistingFile(click.ParamType[Path]):
    """A file that is there."""

    name = "文件"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; a device or a pipe is no file to be opened."""
        path = Path(value)
        if path.is_dir():
            self.fail(f"“{value}”是文件夹，请写里面的文件，例如 {value}/区教委.xlsx", param, ctx)
        if not path.is_file():
            self.fail(f"没有找到文件“{value}”，请核对路径和文件名", param, ctx)
        return path


class NewFolder(click.ParamType[Path]):
    """A folder that is there or can be made."""

    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; nothing can be made below a file."""
        path = Path(value).absolute()
        for part in (path, *path.parents):
            if part.exists() and not part.is_dir():
                self.fail(f"{part} 是文件，不是文件夹，请换一个名字，例如 2020年民生实事", param, ctx)
        return path
