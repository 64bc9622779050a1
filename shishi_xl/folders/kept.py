"""Where a kept file stands and what its name says: with 项目库.xlsx, all that `rebuild` needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from shishi_xl.core.naming import safe_name
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition
from shishi_xl.folders.tray import is_untouched
from shishi_xl.folders.workspace import ARCHIVE_FOLDER, KEPT_FOLDERS, OWN_FOLDERS, WITHDRAWN_FOLDER
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from pathlib import Path

_NAME = regex(r"(?:(?P<unit>.+)_)?(?P<time>\d{8}-\d{6})_(?P<sha>[0-9a-f]{8}|00000000)(?:-\d+)?(?:\.\w+)?")
_NO_PERIOD = "期间不明"
_TIME = "%Y%m%d-%H%M%S"


def kept_path(
    disposition: Disposition | None,
    unit: str | None,
    period: Period | None,
    *,
    received_at: datetime,
    sha256: str,
    label: str,
) -> PurePosixPath:
    """Return the place of a kept file below the workspace; `disposition` None is an outer file of several."""
    folder = PurePosixPath("inbox") / KEPT_FOLDERS[disposition or Disposition.ACCEPTED]
    if disposition is None:
        folder, unit = folder / ARCHIVE_FOLDER, "打包"
    elif disposition in {Disposition.ACCEPTED, Disposition.RETURNED}:
        folder /= str(period) if period else _NO_PERIOD
    ending = PurePosixPath(label).suffix.lower()
    if not re.fullmatch(r"\.[a-z0-9]{1,5}", ending):
        ending = ""
    parts = [safe_name(unit)] if unit else []
    return folder / ("_".join([*parts, f"{received_at:{_TIME}}", (sha256 or "0" * 8)[:8]]) + ending)


def withdrawn_path(kept: str, period: Period) -> PurePosixPath:
    """Return where a kept file goes when it is withdrawn."""
    return PurePosixPath("inbox") / WITHDRAWN_FOLDER / str(period) / PurePosixPath(kept).name


@dataclass(frozen=True, slots=True)
class Kept:
    """What the place and the name of a kept file tell."""

    path: Path
    disposition: Disposition | None
    withdrawn: bool
    received_at: datetime
    unit: str | None
    period: Period | None


def strays(inbox: Path) -> list[Path]:
    """Return the files in inbox/'s own folders that were not put there by us: nobody would ever take them in."""
    return sorted(
        path
        for top in OWN_FOLDERS
        for path in (inbox / top).rglob("*")
        if not (is_untouched(path.name) or _NAME.fullmatch(path.name)) and path.is_file()
    )


def read_kept(inbox: Path) -> list[Kept]:
    """Return every kept regular file below inbox/'s own folders, in order of arrival; names that say nothing are left out.

    Files received in the same second come in the order in which they were written.
    """
    folders = {folder: disposition for disposition, folder in KEPT_FOLDERS.items()}
    found = []
    for top in (*folders, WITHDRAWN_FOLDER):
        for path in sorted((inbox / top).rglob("*")):
            match = _NAME.fullmatch(path.name)
            if match is None or path.is_symlink() or not path.is_file():
                continue
            archive = top == KEPT_FOLDERS[Disposition.ACCEPTED] and path.parent.name == ARCHIVE_FOLDER
            disposition = None if archive else folders.get(top, Disposition.ACCEPTED)
            received = datetime.strptime(match["time"], _TIME)
            period = Period.named(path.parent.name)
            found.append(Kept(path, disposition, top == WITHDRAWN_FOLDER, received, match["unit"], period))
    return sorted(found, key=lambda kept: (kept.received_at, kept.path.stat().st_mtime_ns, kept.path.name))
