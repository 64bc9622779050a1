"""What every verb needs on the desk: the workspace, the form, the catalogue and the key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shishi_xl.core.complaint import Misuse
from shishi_xl.core.period import Period
from shishi_xl.folders.files import stamp
from shishi_xl.folders.log import keep_log
from shishi_xl.folders.workspace import OWN_FOLDERS, Workspace, WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

    from shishi_xl.core.form import Form
    from shishi_xl.core.model import Catalogue
    from shishi_xl.ledger import Ledger


@dataclass(frozen=True)
class Desk:
    """A workspace with its templates read; WorkspaceError, in Chinese, where something is missing or unusable."""

    workspace: Workspace

    @classmethod
    def at(cls, root: Path) -> Desk:
        """Return the desk of a workspace that exists and can be written to."""
        workspace = Workspace(root)
        workspace.require()
        keep_log(workspace.log)
        return cls(workspace)

    @cached_property
    def template(self) -> bytes:
        """Return the bytes of the form template."""
        return self.workspace.read_template()

    @cached_property
    def form(self) -> Form:
        """Return the schema that the template is."""
        from shishi_xl.excel import template

        try:
            return template.read(self.template).form
        except template.TemplateError as error:
            raise WorkspaceError(f"{self.workspace.form_template} 不能使用：\n{error}") from error

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the catalogue."""
        from shishi_xl.excel import catalogue

        try:
            return catalogue.read(self._catalogue_bytes)
        except catalogue.CatalogueError as error:
            raise WorkspaceError(f"{self.workspace.catalogue} 不能使用：\n{error}") from error

    @cached_property
    def _catalogue_bytes(self) -> bytes:
        return self.workspace.read_catalogue()

    @cached_property
    def fingerprint(self) -> str:
        """Return a text that changes with the form template and the catalogue."""
        return hashlib.sha256(self.template + self._catalogue_bytes).hexdigest()[:16]

    @cached_property
    def key(self) -> bytes:
        """Return the signing key."""
        return self.workspace.signing_key()

    def open_ledger(self) -> Ledger:
        """Return the ledger; WorkspaceError when it is damaged, or gone while submissions are on file."""
        from shishi_xl.ledger import Ledger

        path = self.workspace.ledger
        if not path.exists() and any(holds_files(self.workspace.inbox / name) for name in OWN_FOLDERS):
            raise WorkspaceError(
                f"台账 {path} 不见了，而 inbox 的子文件夹里已有收下的文件。请运行 shishi-xl rebuild 重新建立台账。"
            )
        return Ledger.open(path)

    def renewed(self) -> Desk:
        """Return this desk, or a new one when the office has changed a template since it was read."""
        return self if self._stamps == self._look() else Desk(self.workspace)

    @cached_property
    def _stamps(self) -> tuple[object, ...]:
        return self._look()

    def _look(self) -> tuple[object, ...]:
        return stamp(self.workspace.form_template), stamp(self.workspace.catalogue)

    def prepare(self) -> None:
        """Read everything now, so that what is unusable is said before anything is done."""
        _ = self._stamps, self.form, self.catalogue, self.key
        self.require_projects()

    def require_projects(self) -> None:
        """Raise WorkspaceError for a catalogue into which nothing has been imported yet."""
        if not self.catalogue.projects:
            raise WorkspaceError(
                f"{self.workspace.catalogue} 里还没有项目。请先导入本年度的通知，例如 shishi-xl import 通知.docx"
            )

    def require_year(self, period: Period) -> None:
        """Raise Misuse for a period of another year than the catalogue's."""
        year = self.catalogue.settings.year
        if year is not None and period.year != year:
            raise Misuse(
                f"项目库是{year}年的，不能用于 {period}。请改用 {year} 年的月份，例如 {year}-06；"
                f"新一年请用 shishi-xl init 另建工作文件夹。"
            )

    def unit(self, named: str) -> str:
        """Return the unit a person names by its name, 全称 or 别名; Misuse for one that nobody is, or that has no form."""
        from shishi_xl.core.recognition import roster

        catalogue = self.catalogue
        if named in catalogue.empty_collectives:
            raise Misuse(f"“{named}”是集合，还没有填成员，不能下发。请先在 项目库.xlsx 的“责任单位”表填写成员。")
        known = catalogue.responsible_units
        found = roster.of(catalogue).units_named(named) & set(known)
        if len(found) != 1:
            raise Misuse(f"项目库里没有单位“{named}”，或它没有项目。现有单位：{'、'.join(known)}")
        return next(iter(found))


def holds_files(folder: Path) -> bool:
    """Return whether any file lies in a folder or below it."""
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))
