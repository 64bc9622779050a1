"""校验意见: every code, its level and its Chinese wording. A code is stable and never reused."""

from __future__ import annotations

from shishi_xl.core.kinds import cells, figures, identity, rows, whole_file
from shishi_xl.core.kinds.kind import Kind, Level

__all__ = ["KINDS", "Kind", "Level"]

KINDS = {
    kind.code: kind
    for theme in (whole_file.KINDS, identity.KINDS, rows.KINDS, cells.KINDS, figures.KINDS)
    for kind in theme
}
