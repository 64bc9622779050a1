"""Sisters: clauses that say of others of a kind, by their name, that they are not finished (社区书房全部建成，商圈书房在建)."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.nouns import OPEN, noun_in
from shishi_xl.core.progress.under_way import PAPERWORK
from shishi_xl.core.progress.wholes import Whole

_UNFINISHED = frozenset({Kind.GOING, Kind.NOT, Kind.START, Kind.PREPARE})


def without_sisters(
    wholes: Sequence[Whole], segments: Sequence[Segment], profiles: Sequence[Profile], text: str
) -> list[Whole]:
    """Return the clauses about all of something without those beside which others of its kind are told to be unfinished."""
    unfinished = [subject for segment in segments if (subject := _unfinished(segment, text))]
    if not unfinished:
        return list(wholes)
    return [whole for whole in wholes if not (whole.finished and _has_sister(whole, unfinished, profiles))]


def _has_sister(whole: Whole, unfinished: Sequence[str], profiles: Sequence[Profile]) -> bool:
    kinds = [profiles[place].core[-2:] for place in whole.indicators if not profiles[place].counts_starts]
    return any(len(kind) == 2 and subject.endswith(kind) for kind in kinds for subject in unfinished)


def _unfinished(segment: Segment, text: str) -> str:
    """Return what a clause without amounts says is not finished, "" where it says nothing of the kind."""
    if segment.quantities or segment.agenda or fold(segment.marks) not in _UNFINISHED:
        return ""
    verb = next(mark.start for mark in segment.marks if mark.kind in OPEN)
    if PAPERWORK.search(text, segment.start, segment.end):
        return ""
    return canonical(noun_in(text, segment.start, verb, segment.marks))
