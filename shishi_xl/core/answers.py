"""说明 answers a 疑问: the finding stays in the list, with what the unit wrote beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from shishi_xl.core.findings import Finding, Level
from shishi_xl.core.form import FieldName
from shishi_xl.core.submission import Entry

_EXPLAINING = frozenset({FieldName.REMARK, FieldName.PROBLEM})
Said = Mapping[tuple[str, str, str], str]  # project, indicator, field → words


def said_in(entries: Iterable[Entry]) -> Said:
    """Return what the explaining cells of a submission say."""
    return {
        (entry.project, entry.indicator, entry.field): entry.value
        for entry in entries
        if entry.value is not None and entry.field in _EXPLAINING and isinstance(entry.value, str)
    }


def explanation(said: Said, project: str, indicator: str) -> str:
    """Return what a row explains: an indicator its own 说明, a project its 说明 or else its problems; "" for nothing."""
    if indicator:
        return said.get((project, indicator, FieldName.REMARK), "")
    return said.get((project, "", FieldName.REMARK)) or said.get((project, "", FieldName.PROBLEM), "")


def answer(findings: Iterable[Finding], entries: Iterable[Entry]) -> tuple[Finding, ...]:
    """Return the findings, none left out, each 疑问 with the explanation of its row where there is one."""
    said = said_in(entries)
    return tuple(answered(finding, explanation(said, finding.project, finding.indicator)) for finding in findings)


def answered(finding: Finding, words: str) -> Finding:
    """Return a 疑问 with its answer; what is no 疑问, or is about the explaining cell itself, as it is."""
    asks = finding.level is Level.DOUBT and finding.project and finding.field not in _EXPLAINING
    return replace(finding, answer=words) if asks and words and not finding.answer else finding
