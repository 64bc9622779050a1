"""表的标识: who and when a form was issued for, signed, as the cells of the very hidden sheet `_标识`."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from shishi_xl.core.form import IssuedColumn
from shishi_xl.core.normalise import text_of
from shishi_xl.core.period import Period
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LAYOUT = "2"  # of the sheet; another number means a newer program made it
_OLD_LAYOUT = "1"  # did not say which columns the form had and what its preset cells held
_LAYOUT_LABEL = "标识格式"
_LABELS = ("表号", "表式版本", "期间", "单位", "密钥", "签名")
_COLUMNS_LABEL = "栏目"
_TOKEN = regex(r"\{[^{}]*\}")
_ROW_HEADING = ("工作表", "行", "项目编号", "指标", "预填")
_DIGITS = 16  # of the form id and the key's mark: enough to tell apart, short enough to read over the telephone


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """One issued row: where it stood and what it speaks of."""

    sheet: str
    row: int
    project: str  # 项目编号
    indicator: str = ""  # "" on the sheet of projects
    marks: tuple[tuple[str, str], ...] = ()  # preset fields, each with the mark of what was printed there


@dataclass(frozen=True, slots=True)
class Identity:
    """What an issued form is. The same issue has the same id, so that making it twice gives the same bytes."""

    version: str  # of the template
    period: Period
    unit: str
    rows: tuple[IdentityRow, ...]
    columns: tuple[IssuedColumn, ...] = ()  # none on forms that went out before this was recorded

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
    layout = _layout(identity)
    parts = [layout, identity.version, str(identity.period), identity.unit]
    parts += [_columns_text(identity.columns)] if layout == _LAYOUT else []
    for line in _row_lines(identity):
        parts += line
    return "".join(f"{len(part)}:{part}" for part in parts)


def mark(value: Any) -> str:
    """Return what tells one content of a cell from another without repeating it; blanks and line breaks do not count."""
    return hashlib.sha256("".join(text_of(value).split()).encode()).hexdigest()[:8]


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
    layout = _layout(identity)
    head = [[_LAYOUT_LABEL, layout], *([label, value] for label, value in zip(_LABELS, values, strict=True))]
    columns = [[_COLUMNS_LABEL, _columns_text(identity.columns)]] if layout == _LAYOUT else []
    return [*head, *columns, list(_ROW_HEADING[: _width(layout)]), *_row_lines(identity)]


def read(cells: Iterable[Sequence[Any]], key: bytes) -> IdentityReading:
    """Return what the cells of a sheet `_标识` (rows of values, as any reader gives them) say under the key."""
    rows = [texts for line in cells if any(texts := [_text(value) for value in line])]
    if not rows:
        return IdentityReading(Outcome.ABSENT)
    layout = rows[0][1] if len(rows[0]) > 1 else ""
    head = 1 + len(_LABELS) + (layout == _LAYOUT)
    facts = {line[0]: line[1] if len(line) > 1 else "" for line in rows[:head]}
    if layout not in {_LAYOUT, _OLD_LAYOUT} or any(not facts.get(label) for label in (_LAYOUT_LABEL, *_LABELS)):
        return IdentityReading(Outcome.ALTERED, reason="隐藏的标识残缺")
    try:
        identity = _parse(facts, rows[head:], _width(layout))
    except (
        AttributeError,
        OverflowError,
        RecursionError,
        TypeError,
        ValueError,
    ):  # whatever JSON of a stranger's turns out to be
        return IdentityReading(Outcome.ALTERED, reason="隐藏的标识读不通")
    if facts["密钥"] != key_mark(key):
        return IdentityReading(Outcome.FOREIGN_KEY, identity, "签发的密钥不是本办的")
    if facts["表号"] != identity.form_id or not verify(identity, facts["签名"], key):
        return IdentityReading(Outcome.ALTERED, identity, "签名与内容对不上")
    return IdentityReading(Outcome.INTACT, identity)


def _layout(identity: Identity) -> str:
    """Return the layout an identity is written in: one of a form that went out before the newest keeps its own."""
    return _LAYOUT if identity.columns or any(row.marks for row in identity.rows) else _OLD_LAYOUT


def _width(layout: str) -> int:
    return len(_ROW_HEADING) - (layout == _OLD_LAYOUT)


def _row_lines(identity: Identity) -> list[list[str]]:
    width = _width(_layout(identity))
    return [
        [row.sheet, str(row.row), row.project, row.indicator, _compact(dict(row.marks))][:width]
        for row in identity.rows
    ]


def _columns_text(columns: Iterable[IssuedColumn]) -> str:
    return _compact(
        [[one.sheet, one.column, one.field, int(one.filled_in), *map(_without_tokens, one.headings)] for one in columns]
    )


def _without_tokens(heading: str) -> str:
    """Return a heading with {月} for its token: what is left of a token in an issued form is the sign of a broken one."""
    return "".join(heading.split()).replace("{{", "{").replace("}}", "}")


def _compact(value: Any) -> str:
    """Return a value as JSON without a blank: some programs drop blanks when they save a cell."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _parse(facts: dict[str, str], rows: list[list[str]], width: int) -> Identity:
    if not rows or tuple(rows[0][:width]) != _ROW_HEADING[:width]:
        raise ValueError("the heading of the rows is missing")
    listed = []
    for line in rows[1:]:
        sheet, row, project, indicator, marks = (*line[:width], "", "", "", "")[:5]
        printed = tuple((field, str(one)) for field, one in json.loads(marks or "{}").items())
        listed.append(IdentityRow(sheet, int(row), project, indicator, printed))
    columns = tuple(
        IssuedColumn(
            str(sheet),
            int(column),
            str(field),
            bool(filled_in),
            tuple(_TOKEN.sub(r"{\g<0>}", text) for text in headings),
        )
        for sheet, column, field, filled_in, *headings in json.loads(facts.get(_COLUMNS_LABEL) or "[]")
    )
    return Identity(facts["表式版本"], Period.parse(facts["期间"]), facts["单位"], tuple(listed), columns)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a program that keeps no text cells gives 6 back as 6.0
    return "" if value is None else str(value)
