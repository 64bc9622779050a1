"""Phases: indicators told apart by nothing but the phase, the batch or the section of the work they name."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.matching import Profile
from shishi_xl.patterns import regex

_PHASE = regex("[一二三四]期|第[一二三四五]批|[一二三四]标段|[东南西北]段")


def of_phase(words: str, profiles: Sequence[Profile]) -> tuple[int, ...]:
    """Return the places of the indicators of the phases that words name, () where names or words tell no phases apart."""
    phases = [found[0] if (found := _PHASE.search(known.full)) else "" for known in profiles]
    said = {found[0] for found in _PHASE.finditer(words)}
    return tuple(place for place, phase in enumerate(phases) if phase in said) if len(set(phases)) > 1 else ()
