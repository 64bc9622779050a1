"""Rates: which indicator a percent is the rate of, by the name it is told with."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile, is_rate
from shishi_xl.core.progress.roles import Item
from shishi_xl.patterns import regex

_RATE_TOLD = regex(
    r"^([一-龥]{2,12}(?:率|比例|占比|满意度))(?:测得|[升增]至|升到|提[高升][到至]|保持在|稳定在)?(?:已?(?:达到?|为|是|约)?)$"
)


def by_rate(item: Item, profiles: Sequence[Profile], fitting: Sequence[int]) -> int | None:
    """Return the only indicator a percent names by the end of its name (接种率95.6%, of 儿童疫苗接种率)."""
    told = _RATE_TOLD.search(item.text_before)
    ending = [
        place
        for place in fitting
        if told is not None
        and (profiles[place].indicator.name.endswith(told[1]) or canonical(told[1]).endswith(profiles[place].full))
    ]
    if len(ending) != 1 and len(item.noun_before) > 1:  # 签约率方面，全人群42.6%、重点人群81%
        ending = [
            place
            for place in fitting
            if profiles[place].indicator.name.startswith(item.noun_before)
            and is_rate(profiles[place].indicator.name)
            and profiles[place].indicator.name[-3:] in item.context
        ]
    if not ending and told is not None:  # 规模化供水覆盖比例, of 规模化供水覆盖农村人口比例
        ending = [place for place in fitting if _shortened(told[1], profiles[place].indicator.name)]
    if not ending and told is not None:
        ending = [place for place in fitting if _of_what_is_counted(told[1], profiles[place].indicator.name)]
    if not ending and told is not None:
        ending = [place for place in fitting if _by_some_characters(told[1], profiles[place].indicator.name)]
    return ending[0] if len(ending) == 1 else None


def _shortened(told: str, name: str) -> bool:
    """Return whether words are a name with some words in its middle left out."""
    kept = next((place for place, pair in enumerate(zip(told, name, strict=False)) if pair[0] != pair[1]), len(told))
    return kept >= 4 and name.endswith(told[kept:]) and len(told) - kept >= 2


def _by_some_characters(told: str, name: str) -> bool:
    """Return whether a rate is told by its first character and others of its name (新筛率, of 新生儿疾病筛查率)."""
    rest = iter(name)
    return len(told) > 2 and told[0] == name[0] and told[-1] == name[-1] and all(sign in rest for sign in told)


_KIND_OF_RATE = regex("(?:率|比例|占比)$")


def _of_what_is_counted(told: str, name: str) -> bool:
    """Return whether a rate is called after what an indicator tells the share of (优良率, of 空气优良天数比例)."""
    stem = _KIND_OF_RATE.sub("", told)
    return name.endswith(("比例", "占比", "比率")) and 1 < len(stem) < len(told) and stem in name


_RATE_NAMED = regex("([一-龥]{2}率)(?:已?(?:达到?|为|是|约)?)$")


# Whose rate it is: of some only, or of others than the indicator asks about.
_OF_SOME = (
    regex("(?P<whose>建档立卡|贫困户|贫困人口|慢病患者|高血压|糖尿病|低保|特困)[一-龥]{0,10}率(?:为|达到?|是|仅|约)*$"),
    regex(
        "(?P<whose>社会组织|企业|服务对象|家长|职工|学生|患者|业主|商户|群众|市民|居民)满意[度率](?:为|达到?|是|仅|约)*$"
    ),
)
_RATE_OF_MONEY = regex("(?P<what>资金|投资|经费)[一-龥]{0,4}率(?:仅|只|才|约|为|达到?|是)*$")


def another_rate(item: Item, known: Profile) -> bool:
    """Return whether a percent is told of a rate that an indicator is not named after (示范村建设资金到位率, of 示范村覆盖率)."""
    told = _RATE_NAMED.search(item.text_before) if item.share else None
    name, short = known.indicator.name, _RATE_TOLD.search(item.text_before)
    money = _RATE_OF_MONEY.search(item.text_before) if item.share else None
    if money is not None and money["what"] not in name:
        return True
    if item.share and any((only := of.search(item.text_before)) and only["whose"] not in name for of in _OF_SOME):
        return True
    if short is not None and _by_some_characters(short[1], name):
        return False
    return told is not None and name.endswith("率") and not name.endswith(told[1])
