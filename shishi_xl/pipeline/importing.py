"""import: a notice → templates/项目库.xlsx, over what the office has typed there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shishi_xl.core import catalogue_merge, doubts
from shishi_xl.core import notice as notices
from shishi_xl.core.document import NoticeError
from shishi_xl.core.model import Catalogue, Doubt
from shishi_xl.core.settings import PRINTED, Settings
from shishi_xl.excel import catalogue as workbook
from shishi_xl.folders.files import write_atomically
from shishi_xl.folders.log import keep_log
from shishi_xl.folders.workspace import Workspace, bad_disk
from shishi_xl.word import notice as notice_file

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 50_000_000  # bytes


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    path: Path  # 项目库.xlsx
    catalogue: Catalogue
    read: int  # project rows read from the notice
    skipped: tuple[str, ...]  # rows and tables passed over, a Chinese sentence each
    unused: tuple[str, ...]  # headings of columns a catalogue has no place for
    changes: tuple[str, ...]  # against the catalogue that stood before, a Chinese sentence each
    stated: frozenset[str]  # settings that the notice states

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Return what the import is not sure of."""
        return self.catalogue.doubts

    @property
    def unread(self) -> tuple[str, ...]:
        """Return what forms print that neither the notice nor the office has said: empty, or as it is by default."""
        settings, default = self.catalogue.settings, Settings()
        return tuple(key for key in PRINTED if key not in self.stated and settings.text(key) == default.text(key))


def import_notice(root: Path, notice: Path) -> Imported:
    """Read a notice into the catalogue of a workspace; a Complaint leaves the catalogue as it was."""
    workspace = Workspace(root)
    workspace.require()
    keep_log(workspace.log)
    with bad_disk(workspace):
        return _imported(workspace, notice)


def _imported(workspace: Workspace, notice: Path) -> Imported:
    reading = notices.read(notice_file.read(_bytes(notice), notice.name))
    given = reading.catalogue
    previous = workspace.read_catalogue() if workspace.catalogue.exists() else None
    mine = workbook.read(previous) if previous is not None else Catalogue((), (), ())
    _same_year(mine, given)
    merged = catalogue_merge.merge(mine, given, _last_import(workspace))
    assumed = tuple(replace(one, project=merged.keys.get(one.project, one.project)) for one in given.doubts)
    catalogue = replace(merged.catalogue, doubts=(*assumed, *doubts.find_doubts(merged.catalogue)))
    data = workbook.write(catalogue, previous)
    workbook.read(data)  # what cannot be read back is never put in place of what can
    write_atomically(workspace.catalogue, data)
    write_atomically(_record(workspace), workbook.write(_under_kept_keys(given, merged.keys)))
    return Imported(
        workspace.catalogue,
        catalogue,
        len(given.projects),
        reading.skipped,
        reading.unused,
        merged.changes,
        frozenset(given.settings.values),
    )


def _bytes(notice: Path) -> bytes:
    try:
        if notice.stat().st_size > _LARGEST:
            raise NoticeError(
                f"“{notice.name}”超过 50 MB，不像通知文件。请只保留通知和附件表格后再导入，例如 通知.docx。"
            )
        return notice.read_bytes()
    except FileNotFoundError:
        raise NoticeError(f"找不到通知文件 {notice}。请核对文件名，例如 shishi-xl import 通知.docx。") from None
    except OSError as error:
        raise NoticeError(
            f"通知文件 {notice} 读不出来（{error.strerror}）。请确认它是文件并且有权限读取，例如 通知.docx。"
        ) from error


def _same_year(mine: Catalogue, given: Catalogue) -> None:
    before, now = mine.settings.year, given.settings.year
    if mine.projects and before and now and before != now:
        raise NoticeError(
            f"项目库是{before}年的清单，这份通知是{now}年的，没有导入。"
            f"请为{now}年另建一个工作文件夹再导入，例如 shishi-xl init {now}年民生实事；"
            "年度写错的，请在项目库“设置”表里改正“年度”。"
        )


def _record(workspace: Workspace) -> Path:
    return workspace.private / "上次导入.xlsx"


def _last_import(workspace: Workspace) -> Catalogue | None:
    """Return what the last import gave, None where that is not on record or no longer readable.

    Losing it costs no edit: without it every value that stands counts as the office's.
    """
    try:
        return workbook.read(_record(workspace).read_bytes())
    except (OSError, workbook.CatalogueError):
        return None


def _under_kept_keys(given: Catalogue, keys: dict[str, str]) -> Catalogue:
    return replace(
        given,
        projects=tuple(replace(one, key=keys[one.key]) for one in given.projects),
        indicators=tuple(replace(one, project=keys[one.project]) for one in given.indicators),
        doubts=(),
    )
