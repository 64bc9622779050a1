"""说明 answers a 疑问: the finding stays in the list, with what the unit wrote beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from shishi_xl.core.findings import Finding, Level
from shishi_xl.core.form import FieldName
from shishi_xl.core.quantities import parse_amount
from shishi_xl.core.submission import Entry
from shishi_xl.patterns import regex

_DITTO = regex('(?:同|[和与如]?同)(?:上|前|左|下)(?:行|一行|项|列|面|述|表)*|[〃″〞"”]+|同')
_EXPLAINING = frozenset({FieldName.REMARK, FieldName.PROBLEM})
Said = Mapping[tuple[str, str, str], str]  # project, indicator, field → words


def is_misplaced(words: str) -> bool:
    """Return whether words explain nothing: a bare amount that belongs in another column, or 同上."""
    return _DITTO.fullmatch(words.strip("。. ")) is not None or parse_amount(words) is not None


def said_in(entries: Iterable[Entry]) -> Said:
    """Return what the explaining cells of a submission say, and for a project what its indicators' 说明 say together."""
    said = {
        (entry.project, entry.indicator, entry.field): words
        for entry in entries
        if entry.field in _EXPLAINING
        and isinstance(entry.value, str)
        and (words := entry.value.strip())
        and not is_misplaced(words)
    }
    together: dict[str, dict[str, None]] = {}
    for (project, _, field), words in said.items():
        if field == FieldName.REMARK:
            together.setdefault(project, {})[words] = None
    for project, each in together.items():
        said.setdefault((project, "", FieldName.REMARK), "；".join(each))
    return said


def explanation(said: Said, project: str, indicator: str) -> str:
    """Return what explains a row: its own 说明, else any of its project, else a project's problems; "" for nothing."""
    places = [(project, indicator, FieldName.REMARK), (project, "", FieldName.REMARK)]
    if not indicator:
        places.append((project, "", FieldName.PROBLEM))
    return next((said[place] for place in places if place in said), "")


def answered(finding: Finding, words: str) -> Finding:
    """Return a 疑问 with its answer; what is no 疑问, or is about the explaining cell itself, as it is."""
    asks = finding.level is Level.DOUBT and finding.project and finding.field not in _EXPLAINING
    return replace(finding, answer=words) if asks and words and not finding.answer else finding
