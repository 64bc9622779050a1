"""Item scope: which time, mood and 其中 hold at an amount, by those in force at its clause and the words before it."""

from __future__ import annotations

from shishi_xl.core.progress.lexicon import REPORTING, Kind
from shishi_xl.core.progress.roles import Item
from shishi_xl.core.progress.scopes import TASKS_DONE
from shishi_xl.patterns import regex

_REALLY = regex("已经?|[均都现]已|实际|实.")  # 实筛8640人
_OF_ALL = regex(
    "(?:已|累计|均|约)*(?:完成|占)(?:年度|全年|总|目标|任务|计划|[数量的约])*(?:目标|任务)(?:数|量|的|约)*"
    "|(?:总|任务)?完成[率度](?:为|达到?|约)*|(?:总体|形象|总|工程|综合|整体|项目)+进度(?:为|达到?|约|已|是)*"
)
_SCOPES = frozenset({Kind.MONTH, Kind.LAST, Kind.EARLIER, Kind.PRIOR, Kind.STOCK})
_AIM = regex("目标|任务|计划|预期|下达|安排")  # 比年初目标多3700人次


def set_scope(item: Item) -> None:
    """Set mood, time and 其中 at the amount: those in force at its segment, then the words before it."""
    segment = item.segment
    mood = segment.mood.kind if segment.mood else None
    time = segment.time.kind if segment.time else None
    item.months = segment.time.months if segment.time else None
    carried_over = segment.has(Kind.PRIOR)  # 含去年开工今年竣工21部
    subset, corrected, total = segment.subset, False, False
    for mark in segment.marks:
        if mark.start >= item.quantity.start:
            break
        if mark.kind in {Kind.FUTURE, Kind.SHOULD}:
            mood = mood if TASKS_DONE.match(item.text_before) else mark.kind
        elif mood is Kind.SHOULD and _REALLY.fullmatch(mark.word):  # 本年任务已建成900套
            mood = None
        elif mark.kind in _SCOPES:
            time, total, item.months = mark.kind, False, mark.months
        elif mark.kind in {Kind.NOW, Kind.THIS_YEAR}:
            until = ("今年" in mark.word or mark.kind is Kind.THIS_YEAR) and time in {
                Kind.LAST,
                Kind.EARLIER,
            }  # 截至8月底今年累计: until then
            time = time if until else None
            total = total or mark.kind is Kind.NOW
            this_year = mark.kind is Kind.THIS_YEAR and not carried_over
            item.this_year = item.this_year or (subset and this_year)
            subset = subset and not this_year
        elif mark.kind is Kind.TOTAL:
            within = any(other.kind is Kind.MONTH for other in segment.marks if other.start < mark.start)
            time = (
                None if time is Kind.MONTH and not (within and "累" not in mark.word) else time
            )  # 近一个月共改造230座
            total = True
        elif mark.kind is Kind.SUBSET:
            subset = True
            time = None if time is Kind.STOCK else time
        elif mark.kind is Kind.CORRECT:
            corrected, subset, mood = True, False, None
            time = None if time in {Kind.EARLIER, Kind.LAST, Kind.MONTH} else time
        elif mark.kind is Kind.WRONG:
            corrected = False
        elif mark.kind is Kind.COMPARE and mark.word.endswith(("年初", "年底", "年末")):
            item.this_year = not (item.share or _AIM.match(item.text_before.rpartition(mark.word)[2]))
    time = None if _finished_now(item, time) else time
    valid = item.text_after.startswith("为准")  # 应以960人为准
    subset = subset and not (_speaks_of_all(item) or _is_a_rate_beside(item))
    item.mood, item.time, item.subset, item.total = None if valid else mood, time, subset, total
    item.corrected = corrected or valid
    item.later = not any(mark.kind is Kind.DONE for mark in (*item.before, *item.after)) and any(
        mark.kind is Kind.LATER for mark in (*item.before, *item.after)
    )
    item.aspect = any(mark.kind in REPORTING for mark in (*item.before, *item.after))


_CARRIED = regex("(?:结转|续建|开工|转入|跨年)")


def _finished_now(item: Item, time: Kind | None) -> bool:
    """Return whether what an earlier year began is told to be finished this year (去年结转的760套已于今年4月竣工)."""
    this_year = next((mark.start for mark in item.after if mark.kind is Kind.THIS_YEAR), None)
    done = any(mark.kind is Kind.DONE and this_year is not None and mark.start > this_year for mark in item.after)
    return time is Kind.PRIOR and done and _CARRIED.search(item.text_before) is not None


def _is_a_rate_beside(item: Item) -> bool:
    """Return whether a rate told by its own name follows a clause with 其中 (签约8.55万人，其中老年人3.2万人，重点人群签约率69%)."""
    named = item.noun_before.endswith("率") and len(item.noun_before) > 3
    return item.share and named and not item.segment.has(Kind.SUBSET) and item.segment.opener == "，"


def _speaks_of_all(item: Item) -> bool:
    """Return whether a percent behind a clause with 其中 is of all again (累计1560个，其中路内640个，完成年度目标的78%)."""
    return item.share and not item.segment.has(Kind.SUBSET) and _OF_ALL.fullmatch(item.text_before) is not None
