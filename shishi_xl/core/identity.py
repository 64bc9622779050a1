"""表的标识: who and when a form was issued for, signed, as the cells of the very hidden sheet `_标识`."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from shishi_xl.core.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LAYOUT = "1"  # of the sheet; another number means a newer program made it
_LAYOUT_LABEL = "标识格式"
_LABELS = ("表号", "表式版本", "期间", "单位", "密钥", "签名")
_ROW_HEADING = ("工作表", "行", "项目编号", "指标")
_DIGITS = 16  # of the form id and the key's mark: enough to tell apart, short enough to read over the telephone


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """One issued row: where it stood and what it speaks of."""

    sheet: str
    row: int
    project: str  # 项目编号
    indicator: str = ""  # "" on the sheet of projects


@dataclass(frozen=True, slots=True)
class Identity:
    """What an issued form is. The same issue has the same id, so that making it twice gives the same bytes."""

    version: str  # of the template
    period: Period
    unit: str
    rows: tuple[IdentityRow, ...]

    @property
    def form_id(self) -> str:
        """Return the form's id: 16 hexadecimal digits that follow from everything else."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()[:_DIGITS]

    @property
    def projects(self) -> tuple[str, ...]:
        """Return the issued 项目编号 in their order, each once."""
        return tuple(dict.fromkeys(row.project for row in self.rows))


class Outcome(Enum):
    """What a sheet `_标识` turns out to be."""

    INTACT = "intact"
    ALTERED = "altered"
    FOREIGN_KEY = "foreign-key"  # signed, but not by this workspace
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """An identity as read back. Only an intact one may be trusted; an altered one says why it is not."""

    outcome: Outcome
    identity: Identity | None = None  # None only where nothing could be read
    reason: str = ""  # Chinese, for the finding


def canonical(identity: Identity) -> str:
    """Return the text that is signed. Every part is preceded by its length, so no two identities share a text."""
    parts = [_LAYOUT, identity.version, str(identity.period), identity.unit]
    for row in identity.rows:
        parts += [row.sheet, str(row.row), row.project, row.indicator]
    return "".join(f"{len(part)}:{part}" for part in parts)


def key_mark(key: bytes) -> str:
    """Return what tells one workspace's key from another's without giving it away."""
    return hmac.new(key, b"shishi-xl key mark", hashlib.sha256).hexdigest()[:_DIGITS]


def sign(identity: Identity, key: bytes) -> str:
    """Return the HMAC-SHA256 of the canonical text under the key, in hexadecimal."""
    return hmac.new(key, canonical(identity).encode(), hashlib.sha256).hexdigest()


def verify(identity: Identity, signature: str, key: bytes) -> bool:
    """Return whether the signature is the key's on exactly this identity."""
    return hmac.compare_digest(sign(identity, key).encode(), signature.encode())


def write(identity: Identity, key: bytes) -> list[list[str]]:
    """Return the cells of `_标识`, row by row, from A1. All are text: a reader must not turn 2020-06 into a date."""
    values = (
        identity.form_id,
        identity.version,
        str(identity.period),
        identity.unit,
        key_mark(key),
        sign(identity, key),
    )
    head = [[_LAYOUT_LABEL, _LAYOUT], *([label, value] for label, value in zip(_LABELS, values, strict=True))]
    rows = [[row.sheet, str(row.row), row.project, row.indicator] for row in identity.rows]
    return [*head, list(_ROW_HEADING), *rows]


def read(cells: Iterable[Sequence[Any]], key: bytes) -> IdentityReading:
    """Return what the cells of a sheet `_标识` (rows of values, as any reader gives them) say under the key."""
    rows = [texts for line in cells if any(texts := [_text(value) for value in line])]
    if not rows:
        return IdentityReading(Outcome.ABSENT)
    facts = {line[0]: line[1] if len(line) > 1 else "" for line in rows[: 1 + len(_LABELS)]}
    if facts.get(_LAYOUT_LABEL) != _LAYOUT or any(not facts.get(label) for label in _LABELS):
        return IdentityReading(Outcome.ALTERED, reason="隐藏的标识残缺")
    try:
        identity = _parse(facts, rows[1 + len(_LABELS) :])
    except ValueError:
        return IdentityReading(Outcome.ALTERED, reason="隐藏的标识读不通")
    if facts["密钥"] != key_mark(key):
        return IdentityReading(Outcome.FOREIGN_KEY, identity, "签发的密钥不是本办的")
    if facts["表号"] != identity.form_id or not verify(identity, facts["签名"], key):
        return IdentityReading(Outcome.ALTERED, identity, "签名与内容对不上")
    return IdentityReading(Outcome.INTACT, identity)


def _parse(facts: dict[str, str], rows: list[list[str]]) -> Identity:
    if not rows or tuple(rows[0][:4]) != _ROW_HEADING:
        raise ValueError("the heading of the rows is missing")
    listed = []
    for line in rows[1:]:
        sheet, row, project, indicator = (*line, "", "", "")[:4]
        listed.append(IdentityRow(sheet, int(row), project, indicator))
    return Identity(facts["表式版本"], Period.parse(facts["期间"]), facts["单位"], tuple(listed))


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a program that keeps no text cells gives 6 back as 6.0
    return "" if value is None else str(value)
