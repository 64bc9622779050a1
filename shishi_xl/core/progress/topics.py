"""Topics: what words alone have named before an amount that names nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical, likeness
from shishi_xl.core.progress.matching import Profile, Project, is_place
from shishi_xl.core.progress.nouns import noun_of
from shishi_xl.core.progress.phases import of_phase
from shishi_xl.core.progress.roles import Item
from shishi_xl.patterns import regex

PRONOUNS = frozenset({"前者", "后者"})
_REASON = regex("因|由于|受(?!益)")
_NOT_A_THING = regex(
    r"(?:[局委办院馆][报称]|局|委|办|公司|单位|组|部|队|情况|进展|进度|措施|问题|方面|阶段|说明|备注|成效|做法|概况|小结|数据|汇总|统计|上报|反映|告知|来电|内容|注|按)$"
)


def find_topics(segments: Sequence[Segment], profiles: Sequence[Profile], text: str) -> dict[int, int]:
    """Return for each segment (by identity) the place of the indicator its sentence last named in words."""
    found: dict[int, int] = {}
    topic: int | None = None
    sentence, outside = -1, topic  # what was spoken of before an aside
    opened = 0  # where the sentence begins
    last: Segment | None = None
    for segment in segments:
        if segment.sentence != sentence:
            topic, outside, sentence, opened = None, None, segment.sentence, segment.start
        elif last is not None and last.bracket is not segment.bracket:
            topic, outside = (topic, topic) if segment.bracket else (outside, None)
        last = segment
        if len(profiles) > 1:
            first = segment.quantities[0].start if segment.quantities else segment.end
            words = _REASON.split(text[segment.start : first])[0]
            noun = noun_of(words)
            scores = [_names(words, noun, known) for known in profiles]
            best = max(scores)
            alike = [place for place, score in enumerate(scores) if best >= 0.5 and score == best]
            if len(alike) > 1:
                acts = {mark.word for mark in segment.marks if mark.kind is Kind.ACT}
                alike = [place for place in alike if profiles[place].acts & acts]
            if not noun and not segment.quantities:  # 新建方面，…; 改造方面，…
                acts = {mark.word for mark in segment.marks if mark.kind is Kind.ACT}
                alike = [place for place, known in enumerate(profiles) if known.acts & acts]
            alike = _meant_by_pronoun(text, opened, segment.start, profiles) or list(of_phase(words, profiles)) or alike
            topic = alike[0] if len(alike) == 1 else topic
        if topic is not None:
            found[id(segment)] = topic
    return found


def _meant_by_pronoun(text: str, opened: int, start: int, profiles: Sequence[Profile]) -> list[int]:
    """Return the one of two indicators that 前者 or 后者 points at, in the order in which its sentence has named them."""
    said = text[start : start + 2]
    if said not in PRONOUNS or len(profiles) != 2:
        return []
    named = [text.find(known.core[-2:], opened, start) for known in profiles]
    named = named if max(named) > -1 else [text.find(known.core[-2:], 0, start) for known in profiles]
    if named[0] == named[1] != -1 or (-1 in named and named != [-1, -1]):
        return []
    turned = named[0] > named[1]
    return [int((said == "后者") is not turned)]


def _names(words: str, noun: str, known: Profile) -> float:
    """Return how surely a clause names an indicator: by its noun, or by opening with its very name (河道疏浚须等春灌结束)."""
    if not noun:
        return 0.0
    words = canonical(words)
    endings = (known.core, *([known.core[-3:]] if len(known.core) > 3 else []))  # 垃圾转运站, for short 转运站
    opens = 1.0 if words.startswith(known.full) else 0.9 if len(known.core) > 1 and words.startswith(endings) else 0.0
    by_kind = 0.5 if len(known.core) > 3 and words.startswith(known.core[-2:]) else 0.0  # 空调刚开完标, of 教室空调
    return likeness(noun, known.core) or opens or by_kind


def under_other_heading(
    segments: Sequence[Segment], items: Sequence[Item], project: Project, text: str
) -> frozenset[int]:
    """Return the amounts (by identity) without a noun that stand under a heading naming another thing (垃圾投放点项目：…)."""
    found: set[int] = set()
    other, sentence = False, -1
    for segment in segments:
        if segment.sentence != sentence:
            other, sentence = False, segment.sentence
        if segment.closer.startswith("：") and not segment.quantities and segment.end - segment.start <= 24:
            other = _names_another(text[segment.start : segment.end], project)
        if other:
            found |= {id(item) for item in items if item.segment is segment and (item.share or not item.noun)}
    return frozenset(found)


def _names_another(words: str, project: Project) -> bool:
    noun = noun_of(words)
    if len(noun) < 3 or is_place(noun) or _NOT_A_THING.search(words):
        return False
    if any(likeness(noun, known.core) >= 0.5 for known in project.profiles):
        return False
    return not (likeness(noun, canonical(project.heading)) >= 0.5) and bool(project.profiles or project.heading)
