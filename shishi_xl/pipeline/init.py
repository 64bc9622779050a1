"""init: a new workspace; nothing that stands is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from shishi_xl.core.model import Catalogue
from shishi_xl.folders.files import write_atomically
from shishi_xl.folders.workspace import Workspace, bad_disk
from shishi_xl.pipeline import asides
from shishi_xl.pipeline.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Initialised:
    """What was made and what stood already."""

    root: Path
    made: tuple[Path, ...]
    stood: tuple[Path, ...]
    lost_key: str | None  # the sentence about one that is gone while forms signed with it are out


def init(root: Path) -> Initialised:
    """Make the folders, the form template and an empty catalogue where they are missing."""
    from shishi_xl.excel import blank_template, catalogue

    workspace = Workspace(root)
    wanted: dict[Path, Callable[[], bytes]] = {
        workspace.form_template: blank_template.draw,
        workspace.catalogue: partial(catalogue.write, Catalogue((), (), ())),
    }
    with bad_disk(workspace):
        workspace.make_folders()
        stood = tuple(path for path in wanted if path.exists())
        for path, draw in wanted.items():
            if path not in stood:
                write_atomically(path, draw())
        lost = asides.lost_key(Desk(workspace))
        workspace.signing_key()
    return Initialised(root, tuple(path for path in wanted if path not in stood), stood, lost)
