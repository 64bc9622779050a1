"""Stages: amounts that have only come through a trade or a stage of the work (3所幼儿园完成装修; 5个口袋公园绿化完成)."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.actions import PLANTING
from shishi_xl.core.progress.likeness import PARTS, canonical
from shishi_xl.core.progress.matching import Profile
from shishi_xl.core.progress.nouns import noun_of
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.patterns import regex

SURE = 0.8  # likeness from which a noun surely names an indicator
_SECTION = regex(r"第?[一二三四五六七八九十\d]*标段")  # who built it, not what: of amounts a part like a place
_FITTED_OUT = regex("(装修|装饰)[好完][工成毕]?的?[有是为共]*$")


_OVER = regex("(?:已经?|均|都|全部|完成|完工|竣工|完毕|到位|结束|完|好|了|共|累计)+$")
_STAGE = regex(rf"({PARTS.pattern}|绿化|硬化|安装|亮化)(?:安装|施工|作业|铺设|种植|调试)?(?:工程|工作)?$")


# Of a place such a deed is only a stage; of a device or a lamp it is all there is to do.
_DONE_TO_PLACES = frozenset({"硬化", "安装", "亮化"})
_PLACES_BUILT = (
    "公园",
    "广场",
    "市场",
    "小区",
    "社区",
    "校园",
    "学校",
    "医院",
    "卫生院",
    "幼儿园",
    "卫生室",
    "服务站",
    "服务中心",
    "车站",
    "驿站",
)
_PAVED = ("道", "路", "广场", "街", "巷")  # 人行道铺装 is all there is to do


def _comes_to_a_stage(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether the thing itself has only come through a stage of its work (3所幼儿园完成装修; 5个口袋公园绿化完成)."""
    for words in (item.text_before, item.text_after):
        stage = _STAGE.search(_OVER.sub("", words))
        if stage is None or any(stage[1] in known.full or known.core.endswith(stage[1]) for known in fitting):
            continue
        if stage[1] == "铺装" and any(known.core.endswith(_PAVED) for known in fitting):
            continue
        if stage[1] in _DONE_TO_PLACES and not all(known.core.endswith(_PLACES_BUILT) for known in fitting):
            continue  # 电梯安装62台
        ahead = words[: stage.start()]
        ahead = f"{item.noun_before}{ahead}" if words is item.text_after else ahead  # 社区服务站5个完成装修
        told = noun_of(ahead)
        if any(known.core in canonical(ahead) or not known.core for known in fitting):
            return True
        if len(told) > 1 and any(known.likeness(told) >= SURE or told in known.core[1:] for known in fitting):
            return True  # 3个公园已完成绿化, of 社区体育公园
    return False


def of_a_part(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether an amount is of a trade or a stage of the work that no indicator is named after."""
    if item.role is not Role.REMAIN and _comes_to_a_stage(item, fitting):
        return True
    fitted = _FITTED_OUT.search(item.text_before)  # 装修好的3个: a stage too, though its verb takes the noun apart
    parts = {*PARTS.findall(_SECTION.sub("", item.noun)), *([fitted[1]] if fitted is not None else [])}
    if not parts or item.role is Role.REMAIN:
        return False
    surfaced = parts == {"路面"} and any(known.core.endswith("路") and known.fits("平方米") for known in fitting)
    planted = surfaced or any(known.acts & PLANTING and item.acts & PLANTING for known in fitting)
    named = any(parts & set(PARTS.findall(known.full)) or known.likeness(item.noun) for known in fitting)
    return not planted and not named and not any(canonical(item.noun).endswith(known.core) for known in fitting)
