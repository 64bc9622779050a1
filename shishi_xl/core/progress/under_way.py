"""Under way: clauses that say building goes on, paperwork aside."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.patterns import regex

PAPERWORK = regex(
    r"结算|决算|移交|审计|归档|资料|办证|备案|手续|运营|招生|总结|评价|公示|拨付|兑付|维护|管理|管护|宣传|清扫|验收|统计|登记|搬家|搬入|入驻|试营业"
)


_WORK = frozenset({Kind.DONE, Kind.LATER, Kind.ACT, Kind.WEAK, Kind.START, Kind.PREPARE})


def still_at_work(segments: Sequence[Segment], text: str) -> bool:
    """Return whether some clause says that building goes on: then nothing is finished."""
    for segment in segments:
        if segment.agenda or not segment.has(Kind.GOING, Kind.NOT, Kind.REMAIN):
            continue
        words = text[segment.start : segment.end]
        state = fold(segment.marks)
        undone = state is Kind.NOT and _not_yet(segment)
        if (state is Kind.GOING or undone) and not PAPERWORK.search(words):
            return True
    return False


def _not_yet(segment: Segment) -> bool:
    """Return whether a 未 denies some work, not an interruption (门诊未停诊)."""
    after = itertools.dropwhile(lambda mark: mark.kind is not Kind.NOT, segment.marks)
    return any(mark.kind in _WORK for mark in after) or segment.has(Kind.REMAIN)
