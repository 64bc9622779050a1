"""Open parts: what is told to be unfinished within what is said to be finished (完成15座，其中3座在建)."""

from __future__ import annotations

from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

_AT_PAPERWORK = regex("(?:还|尚|仍|正)?(?:正在|在)(?:招标|采购|评审|审批|设计|立项|征地|拆迁|招聘|招录|招募|公示)")
_ONLY = regex("[仅只刚才]|正在|还在")
_PART_WAY = regex("(?:工程量|工作量|形象进度|总进度|工程进度)的?(?:达到?|为|至|约)*$")
_UNDONE = regex("[未没](?:完|做|装|建|有|通)|还差|尚差")
_ALL = 100.0  # percent
_AFTERWARDS = regex("验|结算|决算|审计|移交|备案|资料|手续|质保")


def _at_a_stage(part: Item) -> bool:
    """Return whether a part is told to be at a stage only (其中4座仅完成主体, 5座装修未完), not just for what it is (水泥路面14公里)."""
    words = part.text_before + part.text_after
    staged = part.subset and PARTS.search(part.noun) is not None
    return staged and (_UNDONE.search(words) or _ONLY.search(words)) is not None


def open_part(number: float, whole: Item, inside: list[tuple[float, Item]], case: Case) -> Item | None:
    """Return a part of what is said to be finished that is not (完成15座，其中3座在建), None where the finished parts make up all of it."""
    if abs(sum(value for value, part in inside if not _is_open(part, whole)) - number) < 1e-6:
        return None
    planned = (part for _, part in case.other if part.subset and part.role is Role.PLAN)
    return next((part for part in (*(part for _, part in inside), *planned) if _is_open(part, whole)), None)


def _is_part_way(part: Item) -> bool:
    """Return whether a percent right behind a part says that its work is not at its end (其中东地块512套已完成总工程量的92%)."""
    behind = [each for each in part.segment.quantities if each.start >= part.quantity.end]
    told = bool(behind) and behind[0].amount.dimension is Dimension.PERCENT and behind[0].amount.value < _ALL
    return told and _PART_WAY.search(part.text_after) is not None


def _is_open(part: Item, whole: Item) -> bool:
    """Return whether a part of what is said to be finished is still worked on, other than not inspected or not put to use yet."""
    if part.subset and _is_part_way(part):
        return True
    finished = whole.verb is Kind.DONE or (whole.verb is Kind.LATER and whole.segment.says_all)
    named = part.noun not in {"", "尚", "还", "仍"} and not _at_a_stage(part)
    if not finished or whole.subset or part.share or named:
        return False
    behind = part.segment.part == whole.segment.part and part.quantity.start > whole.quantity.end
    if not behind or part.quantity.amount.unit != whole.quantity.amount.unit:
        return False
    words = part.text_before + part.text_after
    if part.followed_by(Kind.LATER) or part.has(Kind.LATER) or _AFTERWARDS.search(words):
        return False
    at_a_stage = (
        part.subset
        and PARTS.search(words) is not None
        and (not part.has(Kind.NOT) or _UNDONE.search(words) is not None)
    )
    planned = part.mood is Kind.FUTURE or part.followed_by(Kind.FUTURE)
    at_paperwork = part.subset and _AT_PAPERWORK.match(part.text_after) is not None
    return at_a_stage or planned or at_paperwork or part.verb in {Kind.GOING, Kind.NOT, Kind.START}
