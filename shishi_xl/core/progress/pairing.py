"""Pairing: what 分别 gives to the amounts after it."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.numerals import number_of
from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind, Mark, scan
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile, is_place, is_rate
from shishi_xl.core.progress.nouns import JOINED, noun_of
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.patterns import regex

MEASURES = frozenset({"面积", "长度", "里程", "规模", "数量", "人数", "户数", "场次"})


def pair_respectively(items: list[Item], segments: list[Segment], text: str, profiles: Sequence[Profile]) -> None:
    """Give the amounts after 分别 the nouns before it, one each, where there are as many."""
    for segment in segments:
        mark = next((mark for mark in segment.marks if mark.kind is Kind.RESPECTIVE or _each(mark, segment)), None)
        if mark is None:
            continue
        start = min(other.start for other in segments if other.clause == segment.clause)
        pieces = [piece for piece in JOINED.split(text[start : mark.start]) if piece]
        pieces = _without_their_number(pieces)
        acts = [frozenset(word.word for word in scan(piece, []) if word.kind is Kind.ACT) for piece in pieces]
        found = [
            _of_one(piece, profiles) or _noun(piece) or (_noun(pieces[-1]) if verbs else "")
            for piece, verbs in zip(pieces, acts, strict=True)
        ]
        acts = [verbs for verbs, noun in zip(acts, found, strict=True) if noun or verbs]
        nouns = [noun for noun, piece in zip(found, pieces, strict=True) if noun or _has_action(piece)]
        row = _row_after(items, segment, mark)
        if (known := _the_tasks(text[start : mark.start], row, profiles)) is not None:
            acts, nouns = [each.acts for each in known], [each.full for each in known]
        elif not any(nouns) and (before := _row_before(items, segment, len(row))):  # …1座、…2座，累计分别4座、12座
            acts, nouns = [item.acts for item in before], [item.noun for item in before]
        if len(row) != len(nouns) or len(row) < 2:
            _leave_open(row, mark)
            continue
        nouns = [_with_shared_end(noun, nouns[-1], profiles) for noun in nouns]
        counted = [item for item in items if item.segment.clause == segment.clause and item.quantity.end <= mark.start]
        said = any(known.likeness(row[0].noun_before) for known in profiles) or any(
            item.quantity.amount.value == len(nouns) for item in counted
        )  # 分别完成公厕5座、8座; 三家运营商甲、乙、丙分别建成
        names = said and _are_names(nouns, acts, row, profiles)
        for item, noun, verbs in zip(row, nouns, acts, strict=True):
            item.noun_before, item.noun_after, item.paired = "" if names else noun, "", True
            item.told_for = noun if names else ""
            item.acts = verbs or item.acts
            if row[-1].role is Role.PREPARE and row[-1].text_after.startswith("的"):  # 分别完成20个和5个的招标
                item.role, item.rule = Role.PREPARE, row[-1].rule
            if item.role is Role.OTHER or (item.role is not row[0].role and item.rule.startswith("并列")):
                item.role, item.rule = (Role.LABEL if row[0].role is Role.OTHER else row[0].role), "分别"


_COUNTED = regex(
    "(?<=[一-龥]{2})(?P<number>[两二三四五六七八九]|\\d)[项类个](?:建设)?(?:任务|工作|工程|指标|内容)[^，。；]*$"
)


def _without_their_number(pieces: list[str]) -> list[str]:
    """Return the names of a list without how many they are, told behind the last (搬迁、预警点、隐患点治理三项任务今年以来)."""
    told = _COUNTED.search(pieces[-1]) if len(pieces) > 1 else None
    if told is None or number_of(told["number"]) != len(pieces):
        return pieces
    return [*pieces[:-1], pieces[-1][: told.start()]]


def _with_shared_end(noun: str, last: str, profiles: Sequence[Profile]) -> str:
    """Return a noun with the end it shares with the last of its list, where that makes an indicator's name (街道、镇养老服务中心)."""
    if any(known.likeness(noun) for known in profiles):
        return noun
    whole = [noun + last[at:] for at in range(1, len(last) - 1)]
    return next((name for name in whole if any(canonical(name) == known.core for known in profiles)), noun)


_TASKS = regex(r"(?P<number>[一二两三四五六七八九十\d]+)[项个类](?:目标|工作|年度)?(?:任务|指标|内容|工作)$")


def _the_tasks(words: str, row: Sequence[Item], profiles: Sequence[Profile]) -> Sequence[Profile] | None:
    """Return the indicators in their order where all of them are told as so many tasks, an amount for each (三项任务分别完成5个、260户、160张)."""
    told = _TASKS.search(words)
    if told is None or number_of(told["number"]) != len(profiles) or len(row) != len(profiles):
        return None
    fit = all(known.fits(item.quantity.amount.unit) for known, item in zip(profiles, row, strict=True))
    return profiles if fit else None


def _leave_open(row: Sequence[Item], mark: Mark) -> None:
    """Take the amounts of one unit that 分别 parts between things not understood for what they are: none of them is all."""
    units = {item.quantity.amount.unit for item in row}
    if mark.kind is Kind.RESPECTIVE and len(row) > 1 and len(units) == 1:
        for item in row:
            item.role, item.rule = Role.OTHER, "分别，不知各是什么"


def _are_names(
    nouns: Sequence[str], acts: Sequence[frozenset[str]], row: Sequence[Item], profiles: Sequence[Profile]
) -> bool:
    """Return whether nouns are who or where, not what: none is like the only indicator, and all are told in one unit (张村、李庄分别5座、8座)."""
    if len(profiles) != 1 or any(acts) or len({item.quantity.amount.unit for item in row}) > 1:
        return False
    named = all(1 < len(noun) <= 8 for noun in nouns) and len(set(nouns)) == len(nouns)
    like = any(profiles[0].likeness(noun) for noun in nouns)
    return named and not (row[0].share or like or all(is_place(noun) for noun in nouns))


def _each(mark: Mark, segment: Segment) -> bool:
    """Return whether 各 stands for 分别 (各完成14座、36台)."""
    return mark.word == "各" and any(next_.start == mark.end and next_.kind is Kind.DONE for next_ in segment.marks)


def _noun(piece: str) -> str:
    """Return what a piece names, "" where it only says how it is measured (改造面积)."""
    if is_rate(piece):  # 建档率: what the rate is of would be lost
        return piece
    noun = noun_of(piece)
    return "" if noun in MEASURES else noun


def _of_one(piece: str, profiles: Sequence[Profile]) -> str:
    """Return the name of the one indicator that ends with what a piece says in full (回收点, of 再生资源回收点), "" for none."""
    words = canonical(piece)
    ending = [known.full for known in profiles if known.full.endswith(words)]
    return ending[0] if len(words) > 2 and len(ending) == 1 < len(profiles) else ""


def _has_action(piece: str) -> bool:
    return any(word.kind is Kind.ACT for word in scan(piece, []))


def _row_before(items: list[Item], segment: Segment, length: int) -> list[Item]:
    """Return as many amounts right before a segment in its part, each with a noun."""
    before = [item for item in items if item.segment.part == segment.part and item.quantity.end <= segment.start]
    row = before[-length:] if length > 1 else []
    return row if len(row) == length and all(item.noun or item.acts for item in row) else []


def _sums_up(item: Item) -> bool:
    """Return whether an amount adds up those before it (1至6月依次培训210、180、305人次，合计695人次)."""
    return any(mark.word in {"合计", "共计", "总计", "一共"} for mark in item.before)


def _row_after(items: list[Item], segment: Segment, mark: Mark) -> list[Item]:
    row: list[Item] = []
    for item in items:
        if item.quantity.start < mark.end or item.segment.part != segment.part:
            continue
        if row and (
            item.noun_before
            or item.share is not row[0].share
            or (item.has(Kind.TOTAL) and (not row[0].total or _sums_up(item)))
        ):
            break  # 三个季度分别快检2600、3100、3300批次，累计9000批次
        if item.segment is not segment and item.segment.has(Kind.RESPECTIVE):  # …，较上月分别增加…: another row
            break
        row.append(item)
    return row
