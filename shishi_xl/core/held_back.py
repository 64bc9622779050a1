"""Held back: what of a refused return must not count when its 改错回件 comes back as it is.

A fresh form cannot repeat a wrong heading, two tables or a strike; without a mark of its own it would have mended them
in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shishi_xl.core.findings import Finding, Level
from shishi_xl.core.form import FieldName, FieldType
from shishi_xl.core.issue import ValueKey
from shishi_xl.core.submission import Entry

TO_MEND = "待改："  # before what is to be put right; intake refuses a cell that still begins so
_NOT_READ = "没有读出"
_MONEY = frozenset({"money-unit-changed"})
# Of no value on the fresh form: rows that are left out, and an identity that the fresh form has anew.
_OF_NO_VALUE = frozenset({"foreign-row", "unknown-row", "sheet-missing", "forged-identity", "foreign-workspace"})
_LOST = frozenset({"heading-missing", "unknown-indicator", "row-missing", "row-shifted", "measure-changed"})


def held_back(
    keys: Collection[ValueKey], entries: Sequence[Entry], findings: Sequence[Finding], asked: Mapping[str, FieldType]
) -> dict[ValueKey, str]:
    """Return what to write into the cells of a fresh form whose content a 错误 leaves open; `asked` are the fields filled in."""
    told = {ValueKey(each.project, each.indicator, each.field): each for each in entries}
    errors = [finding for finding in findings if finding.level is Level.ERROR and finding.code not in _OF_NO_VALUE]
    found: dict[ValueKey, str] = {}
    for key in (key for key in keys if key.field in asked):
        entry = told.get(key)
        about = [finding for finding in errors if key.project and _concerns(finding, key, asked)]
        if entry is not None and entry.raw and (about or entry.flaw):
            found[key] = TO_MEND + entry.raw
        elif any(finding.code in _LOST for finding in about) and key.field != FieldName.REMARK:
            found[key] = TO_MEND + _NOT_READ
    return found


def _concerns(finding: Finding, key: ValueKey, asked: Mapping[str, FieldType]) -> bool:
    """Return whether a 错误 leaves open what stands in a cell: of the cell, its row, its column or the whole file."""
    if finding.code in _MONEY:
        return asked[key.field] is FieldType.MONEY
    field = finding.field if finding.field in asked else ""  # what is wrong with 序号 or a name is wrong with the row
    if not finding.project:
        return field in {"", key.field}
    if finding.project != key.project:
        return False
    if finding.code == "unknown-indicator":
        return key.field == FieldName.CURRENT
    return finding.indicator == key.indicator and field in {"", key.field}
