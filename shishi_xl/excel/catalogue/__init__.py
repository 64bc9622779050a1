"""项目库.xlsx ↔ Catalogue, in bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.excel.catalogue.reading import CatalogueError, read

if TYPE_CHECKING:
    from shishi_xl.core.model import Catalogue

__all__ = ["CatalogueError", "read", "write"]


def write(catalogue: Catalogue, previous: bytes | None = None) -> bytes:
    """Return the workbook of a catalogue; given the previous one, the office's own sheets and columns are carried over."""
    from shishi_xl.excel.catalogue import writing  # loads openpyxl's styles, which reading does without

    return writing.write(catalogue, previous)
