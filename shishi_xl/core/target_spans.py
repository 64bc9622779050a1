"""Spans: from where to where the words behind an amount belong to it."""

from __future__ import annotations

from shishi_xl.core.quantities import Quantity
from shishi_xl.core.target_words import VERB
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

SEPARATOR = regex(r"[，、：()]|以及|和|与|(?<![惠普])及(?!以[上下])|并")

_OF_THAT_SIZE = regex(
    r"(?:以上|以下|以内|左右)?的|级(?!别)|(?<=[米亩岁人户瓦吨安])(?:及?以上|及?以下)(?=[一-龥]{2})|(?<=[座层])及以[上下](?=[一-龥]{2})"
)

_THERE = regex(
    rf"(?:苏木乡?镇?|嘎查村?|乡镇|镇街|街镇|乡|镇|街道|村|社区|区县|县|中小学校?|中学|小学|学校|幼儿园|卫生院|小区|公园|广场|医院|车站|路口|路段|场所|单位|企业|园区)[内里中]?(?={VERB.pattern})"
)

_IN = regex(r"(?:^|[，。；：、])在[^，。；：]*$")

_DEED = regex(rf"(?:{VERB.pattern}|[建修设购配，、和及与]|[日年](?:供水?|产|加工)(?:能力)?|库容|容[量积]|装机)$")

_RATE_OF_THEM = regex(r"[一-龥]{2,}?(?:率|占比|比例|比重)(?:[达为]到?|不低于|保持|稳定在|保持在)?")

OF_A_TRACK = regex(r"(?:以[上下])?[一-龥]{0,4}(?:跑道|田径场|运动场|泳池|泳道|标准池)")  # 400米塑胶跑道

_A_TIME = regex(r"/(?:小时|秒|分钟?|[日天年])")


def words_behind(text: str, quantity: Quantity, following: Quantity | None, end: int) -> tuple[tuple[int, int], int]:
    """Return from where to where the words behind an amount belong to it, and where the next one's begin."""
    gap = SEPARATOR.search(text, quantity.end, following.start if following else end)
    if gap or not following:
        right = gap.start() if gap else end
        return (quantity.end, right), right
    if size := _OF_THAT_SIZE.match(text, quantity.end):  # 日供水3万吨的水厂1座: the words behind 的 are the next one's
        return size.span(), size.end()
    if (there := _THERE.match(text, quantity.end)) and _IN.search(text, 0, quantity.start):
        return there.span(), there.end()  # 在4个乡镇实施安居工程560户: where it is done
    if _names_a_size(text, quantity, following):
        per = _A_TIME.match(text, quantity.end)
        return (quantity.end, quantity.end), per.end() if per else quantity.end
    if following.amount.dimension is Dimension.PERCENT and _RATE_OF_THEM.fullmatch(text, quantity.end, following.start):
        return (quantity.end, quantity.end), quantity.end  # 全区32所学校联网率100%: of how many it is the rate
    of = _OF_THAT_SIZE.match(text, following.end)
    if of is None:  # 8个小区12公里: the words between belong to the first amount's noun
        return (quantity.end, following.start), following.start
    gap = SEPARATOR.search(text, of.end(), end)  # 1座日处理5万吨的污水厂: its thing stands behind the size
    return (of.end(), gap.start() if gap else end), following.start


def _names_a_size(text: str, quantity: Quantity, following: Quantity) -> bool:
    """Return whether an amount is that of each of the things counted behind it: 建5000立方米蓄水池2座, 400米跑道3条."""
    measured = quantity.amount.dimension in {Dimension.VOLUME, Dimension.MASS, Dimension.POWER} or OF_A_TRACK.match(
        text, quantity.end
    )
    counted = following.amount.dimension is Dimension.PIECES and following.start - quantity.end > 1
    return bool(measured) and counted and _DEED.search(text, 0, quantity.start) is not None
