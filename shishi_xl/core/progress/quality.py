"""Quality: what a statement says later of how good the finished work is."""

from __future__ import annotations

import re

from shishi_xl.core.plain import Plain
from shishi_xl.core.progress.assignment import Case
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.patterns import regex

_UNFIT = regex(
    r"(?:[未不])(?:达标|合格|符合|过关)|未通过(?:验收|核查|复核|抽查)|返工|退回|重做|反弹|虚假|渗漏|漏水|开裂"
)
_TAKEN_DOWN = regex("后[又因被经]?[^，。；]{0,8}(?:拆除|拆掉|拆毁|损毁|垮塌|停用|停运|关停|报废|作废|注销|退出)")
_INSPECTING = regex("[抽检监]检|检[测查验]|监测|排查|巡查|执法")
_CHECKED = regex("核查|抽查|复查|复核|核验|验收|检查|督查|暗访|回头看")
_MENDED = regex(r"(?:已|均|全部)[一-龥]{0,4}(?:整改|返工|重做|修复|整修)(?:到位|完成|完毕|合格|好)?")


_NOT_SETTLED = regex(
    "(?:具体|实际)?(?:建成|完成|完工|竣工)数[量字]?(?:还|尚|仍)?(?:待|须|需)[^，。；]{0,12}(?:核定|认定|核实|确认)"
)
_LEFT_OUT = regex("[没未不](?:有|再)?(?:算|计|纳入|列入|包[含括]|统计)(?:在内|入|数)?")  # 重做的没算在内


_SHARE_TOLD = regex(
    r"[，、(]?(?:(?:仅|只|约|已|刚好|正好)?(?:占|完成|达到?)(?:了|该项|其|本项|年度|全年|总|目标)*[一-龥]{0,6}?(?:任务|目标)[数量]?(?:任务)?的?"
    r"|(?:年度|任务|目标)?(?:完成|完工|竣工|建成)率(?:为|是|达到?)?)约?(\d{1,3}(?:\.\d+)?)%(?!(?:和|与|、|及)\d)"
)
_NEAR = 1.5  # points by which a printed share may differ from the computed one: offices truncate


def agree(computed: float, told: float, *, rough: bool = False) -> bool:
    """Return whether a share of the target is the one that is told, in percent; one of `rough` figures may differ more."""
    return abs(computed - told) <= (3 * _NEAR if rough else _NEAR)


def belied(number: float, item: Item, case: Case, text: Plain) -> str:
    """Return the share of the target told right behind a figure, where that is not its share; "" where it is, or none is told."""
    told = _SHARE_TOLD.match(text.text, item.quantity.end)
    if told is None or item.share or not case.known.indicator.target:
        return ""
    share = number / case.known.indicator.target * 100
    return "" if agree(share, float(told[1]), rough=item.approximate) else told[0].strip("，、(")


_GROWN = regex("(?:净增|增加|增长|多了?)(?:了|约)?$")


def grown_otherwise(number: float, item: Item, case: Case) -> Item | None:
    """Return the former total told behind a figure that is not it less the rise told (累计312名，较8月累计的336名净增24名)."""
    told = sorted((*case.done, *case.other, *case.unclaimed), key=lambda pair: pair[1].quantity.start)
    behind = [pair for pair in told if pair[1].quantity.start > item.quantity.end and pair[1].role is Role.CHANGE]
    behind = [pair for pair in behind if pair[1].segment.part == item.segment.part and not pair[1].share][:2]
    if len(behind) < 2 or not _is_former(behind[0][1]) or not _GROWN.search(behind[1][1].text_before):
        return None
    (former, compared), (rise, _) = behind
    return compared if abs(former + rise - number) > 1e-6 else None


def _is_former(item: Item) -> bool:
    """Return whether a figure compared with is a total itself (较8月累计的336名), not what was added (比8月末多2座)."""
    return item.has(Kind.COMPARE) and not _GROWN.search(item.text_before)


_IN_OTHER_WORDS = regex("(?:折合?|约合|合|折算为?|相当于|也就是|即)约?")
_CONVERSION = 0.03  # how far a figure told again in another unit may be off: both are rounded


def told_otherwise(number: float, item: Item, case: Case) -> Item | None:
    """Return the figure told again in another unit right behind, where it is another one (5200亩，折400公顷)."""
    for value, other in (*case.done, *case.other, *case.unclaimed):
        behind = other.quantity.start > item.quantity.end and other.segment.part == item.segment.part
        again = behind and _IN_OTHER_WORDS.fullmatch(other.text_before) and not other.share
        if again and other.quantity.amount.unit != item.quantity.amount.unit:
            return other if abs(value - number) > _CONVERSION * number else None
    return None


def doubted(item: Item, case: Case, text: Plain) -> str:
    """Return what is told later of some of a figure: that they are no good and not mended (其中2个未达标), or taken down again; "" for nothing."""
    unit = item.quantity.amount.unit
    if (
        open_still := _NOT_SETTLED.search(re.split("[；\n]", text.text[item.segment.start :])[0])
    ) and not case.known.counts_starts:
        return f"之后说“{open_still[0]}”"
    if _INSPECTING.search(case.known.full):  # to find bad ones is what is asked
        return ""
    found = [other for _, other in (*case.other, *case.unclaimed, *case.done) if other.quantity.amount.unit == unit]
    told = [
        *(other for _, other in case.subsets),
        *(other for other in found if _CHECKED.search(other.context) or _TAKEN_DOWN.search(other.text_before)),
    ]
    for other in told:
        start = other.quantity.end
        if start > item.quantity.end and _TAKEN_DOWN.search(other.text_before):
            return "后来有拆除或停用的"
        if start > item.quantity.end and not other.segment.agenda and _UNFIT.search(other.text_after):
            said = re.split("[。\n]", text.text[start : start + 40])[0]
            return "" if _MENDED.search(said) or _LEFT_OUT.search(said) else "其中有不合格的"
    return ""
