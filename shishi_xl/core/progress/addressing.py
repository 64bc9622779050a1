"""Addressing: which indicator an amount speaks of, by its unit, its nouns and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.actions import another_action, clash, same_action
from shishi_xl.core.progress.clues import by_clue, goes_on
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import PARTS, canonical
from shishi_xl.core.progress.matching import Profile, is_place
from shishi_xl.core.progress.predicates import delivers, is_deed, receives
from shishi_xl.core.progress.rates import another_rate, by_rate
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.rules import ACTED, BESIDE_NAMED
from shishi_xl.core.progress.stages import SURE, of_a_part
from shishi_xl.core.progress.telling import RECIPIENTS, SITES, telling_nouns
from shishi_xl.core.units import Dimension, bare
from shishi_xl.patterns import regex

_ANY_THING = frozenset({"个", "处", "项"})  # measure words of whatever is counted


_BOTH = regex("(?P<first>[一-龥]{2,12})(?:[、和与及]|以及)(?P<second>[一-龥]{2,12}?)(?:一?共计?|合计|总计)")


def _names_both(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether an amount is the sum of two indicators (农村公路及便民道共完成180公里)."""
    told = _BOTH.search(item.text_before)
    if told is None or len(fitting) < 2:
        return False
    words = [canonical(told[name]) for name in _BOTH.groupindex]
    ends = [{place for place, known in enumerate(fitting) if known.core[-2:] in each} for each in words]
    return all(ends) and ends[0] != ends[1]


def indicator_of(item: Item, profiles: Sequence[Profile], topic: int | None) -> int | None:
    """Return the indicator an amount counts, None where its unit or its noun says otherwise or two fit alike."""
    fitting = _fitting(item, profiles)
    ours = [profiles[place] for place in fitting]
    if _beside_a_stage(item, profiles) or _of_none_or_many(item, ours) or _names_both(item, ours):
        return None
    if len(fitting) > 1 and (exact := _by_full_name(item, profiles, fitting)) is not None:
        return exact
    if item.role is Role.EXCEPT:
        own = [place for place in fitting if item.quantity.amount.unit == bare(profiles[place].indicator.unit)]
        fitting = own if len(own) == 1 else fitting
        return fitting[0] if len(fitting) == 1 else topic if topic in fitting else None
    if len(item.noun_before) == 1 and item.text_before == item.noun_before + "了" and not is_deed(item.noun_before):
        return None
    if not fitting or of_a_part(item, [profiles[place] for place in fitting]):
        return None
    if len(fitting) == 1 and _undergone(item, profiles[fitting[0]]):
        return fitting[0]
    between = item.role in AMOUNTS and item.noun_before and item.noun_after and not delivers(item.noun_after)
    between = between and not (
        item.followed_by(Kind.LATER) or _all_done_to(item) or _given_to(item, profiles, fitting)
    )  # 2片画线交付; 60台全部配到村
    if between and _is_other(item, [profiles[place] for place in fitting]):
        return None
    if item.share and (named := by_rate(item, profiles, fitting)) is not None:
        return named
    nouns = telling_nouns(item, [profiles[place] for place in fitting])
    acting = any(same_action(profiles[place].acts, item.acts) for place in fitting)
    done_to = all(RECIPIENTS.search(noun) for noun in nouns)
    acting = acting or (item.verb is Kind.DONE and of_people(item))  # 结业学员1840人
    if item.role is Role.REMAIN and len(fitting) == 1 and (acting or done_to or item.rest_done):
        return fitting[0]
    served = done_to and len(fitting) == 1 and RECIPIENTS.search(profiles[fitting[0]].core) is not None
    opening = [place for place in fitting if item.noun_before in _opening(profiles[place])]
    if len(opening) == 1 and len(fitting) > 1 and not nouns:
        return opening[0]  # 造林2.28万亩、抚育4.25万亩, of 抚育中幼林
    if not nouns or (item.share and not item.noun_before) or (acting and done_to) or served:
        return _unnamed(item, profiles, fitting, topic)
    return _most_like(item, profiles, {place: max(map(profiles[place].likeness, nouns)) for place in fitting}, topic)


def _of_none_or_many(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether an amount counts only places, or several of the indicators together."""
    return _counts_places(item, fitting) or _names_several(item.noun, fitting)


_A_PLACE = regex(
    "(?:苏木|嘎查|乡镇|镇街|街镇|镇|乡|街道|行政村|自然村|村|社区|小区|片区)(?=[\\d一二三四五六七八九十，。；、和及与]|$)"
)


_REACHING = frozenset({"覆盖"})


def _counts_places(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether an amount without a verb only says in how many places something is (G108沿线和3个镇17个村，亮起来1760盏)."""
    place = _A_PLACE.match(item.text_after) or (_A_PLACE.match(item.noun_after) if not item.text_after else None)
    silent = item.verb is None and item.role is Role.LABEL
    if place is None or not (silent or item.acts == _REACHING):
        return False
    return not any(
        (place[0] in known.full and not known.full.startswith(place[0]) and len(place[0]) > 1)
        or known.full.endswith(place[0])
        or place[0] in known.indicator.unit
        for known in fitting
    )


def _by_full_name(item: Item, profiles: Sequence[Profile], fitting: Sequence[int]) -> int | None:
    """Return the one of several indicators whose whole name stands right before an amount (创业培训720人)."""
    if PARTS.search(item.noun_after):
        return None  # 新建公厕12座主体完工
    named = [
        place
        for place in fitting
        for name in [profiles[place].indicator.name]
        if (item.text_before.endswith(name) and not _acts_of_another(item, profiles[place], profiles))
        or (len(name) > 5 and item.text_after.endswith(name))  # 为2772对新人做了婚前医学检查
    ]
    longest = max(named, key=lambda place: len(profiles[place].indicator.name), default=None)
    return longest if longest is not None and item.role in AMOUNTS else None


def _beside_a_stage(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether an amount with no word of its own stands in a row behind a stage (污水管网沟槽开挖7公里，雨水管网6公里): dug too, as far as one can tell."""
    head = item.inherited
    own = (
        item.segment.opener != "、"
        and bool(item.noun_before)
        and any(known.likeness(item.noun_before) >= SURE for known in profiles)
    )
    silent = item.rule == BESIDE_NAMED or (item.rule == ACTED and not (item.aspect or own))
    alike = head is not None and head.quantity.amount.dimension is item.quantity.amount.dimension
    return alike and head is not None and silent and of_a_part(head, profiles)


def _acts_of_another(item: Item, own: Profile, profiles: Sequence[Profile]) -> bool:
    """Return whether what was done is what another indicator asks for too (新建改建公厕12座)."""
    return "新改建" in item.acts or any((item.acts - own.acts) & known.acts for known in profiles)


def _names_several(noun: str, fitting: Sequence[Profile]) -> bool:
    """Return whether a noun has what sets each of several indicators apart from the others (雨污水管网, of 雨水管网 and 污水管网)."""
    alike = [known for known in fitting if known.core[-2:] == fitting[0].core[-2:]]
    if len(alike) < 2 or len(alike) < len(fitting):
        return False
    own = [set(known.core) - set("".join(other.core for other in alike if other is not known)) for known in alike]
    return all(own) and all(characters & set(noun) for characters in own)


def _given_to(item: Item, profiles: Sequence[Profile], fitting: Sequence[int]) -> bool:
    """Return whether people counted are whom a thing named before was given to (叶酸发放给756名备孕妇女; 检查已为1430对夫妇提供服务)."""
    surely = any(profiles[place].likeness(item.noun_before) >= SURE for place in fitting)
    return surely and item.text_before.endswith(("给", "为", "对", "向"))


def _all_done_to(item: Item) -> bool:
    """Return whether a verb of one character says what was done to all of an amount (60台全部配到村)."""
    deed = item.noun_after
    return is_deed(deed) and any(
        item.text_after.startswith(every + deed) for every in ("全部", "均已", "都已", "均", "都")
    )


def _opening(known: Profile) -> frozenset[str]:
    """Return the word of two characters that an indicator's name opens with."""
    return frozenset({known.core[:2]} if len(known.core) > 3 else ())


def _fitting(item: Item, profiles: Sequence[Profile]) -> list[int]:
    """Return the indicators an amount can count by its unit and by what was done."""
    fitting = [
        place
        for place, known in enumerate(profiles)
        if known.fits(item.quantity.amount.unit)
        and not another_action(item, known)
        and not another_rate(item, known)
        and not _another_rise(item, known)
        and not _holds(item, known)
        and not _per_head(item, known)
    ]
    fitting = [place for place in fitting if not clash(item.acts, profiles[place].acts)] or fitting
    started = [place for place in fitting if profiles[place].counts_starts]
    if started and len(started) < len(fitting) and item.role in {Role.STARTED, *AMOUNTS}:
        return started if item.role is Role.STARTED else [place for place in fitting if place not in started]
    return fitting


_BLOCKS, _IN_BLOCKS = frozenset({"栋", "幢"}), frozenset({"套", "间", "部", "张", "扇", "盏", "台"})


def _holds(item: Item, known: Profile) -> bool:
    """Return whether blocks are counted where what they hold is asked for (5栋竣工, of 480套)."""
    return item.quantity.amount.unit in _BLOCKS and bare(known.indicator.unit) in _IN_BLOCKS


_HEADS = regex("[每百千万](?:名|常住|户籍)*(?:人口|老年人口|人|户)(?:口)?(?=[一-龥])")


def _per_head(item: Item, known: Profile) -> bool:
    """Return whether an amount is so much for a number of people, which an indicator is not (千人口托位数达到4.6个, of 托位)."""
    heads = _HEADS.match(item.noun_before)
    return heads is not None and heads[0] not in known.indicator.name and not item.share


def _another_rise(item: Item, known: Profile) -> bool:
    """Return whether what rose is counted in another measure word and not called by an indicator's name (检查项目由7项增加到11项, of 婚检对数)."""
    counted = item.quantity.amount.dimension is Dimension.PIECES and item.quantity.amount.unit not in {"个", "处"}
    other = item.quantity.amount.unit != bare(known.indicator.unit)
    return item.risen and counted and other and known.likeness(item.noun) < SURE


def _most_like(item: Item, profiles: Sequence[Profile], scores: dict[int, float], topic: int | None) -> int | None:
    """Return the indicator a noun is most like; of several alike the one whose action it is, or the one spoken of."""
    best = max(scores.values())
    if best < 0.5:
        place = by_clue(item, profiles, list(scores))
        spoken_of = place is None and topic is not None and topic in scores
        if spoken_of and topic is not None and goes_on(item, profiles[topic], alone=len(scores) == 1):
            return topic
        return place
    acted = [place for place, score in scores.items() if score >= 0.5 and profiles[place].acts & item.acts]
    if best < SURE and len(acted) == 1 and len(item.noun) == 1:
        return acted[0]  # 隐患点治理完工6处, of 地质灾害隐患点治理 and 监测点
    alike = [place for place, score in scores.items() if score >= best - 0.02]
    exact = [place for place in alike if canonical(item.noun) == profiles[place].core]
    alike = exact if len(exact) == 1 else alike  # 消防站, beside 微型消防站
    if len(alike) > 1:
        acting = [
            place for place in alike if profiles[place].acts & item.acts or _opens_with_deed(profiles[place], item)
        ]
        alike = acting or ([topic] if topic in alike and topic is not None else alike)
    return alike[0] if len(alike) == 1 else None


def _opens_with_deed(known: Profile, item: Item) -> bool:
    """Return whether an indicator's name opens with what was done (新开3条, of 新开通公交线路)."""
    return any(len(act) > 1 and known.full.startswith(act) for act in item.acts)


def _is_other(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether the noun after an amount names neither a place nor anything counted: then what was done to it is not known (公厕5座勘界)."""
    noun = item.noun_after
    if SITES.fullmatch(noun) and any(item.quantity.amount.unit == known.indicator.unit for known in fitting):
        return False  # 二次供水移交43个小区
    if any(noun in known.core and known.likeness(item.noun_before) >= SURE for known in fitting):
        return False  # 地下油罐防渗改造完成13座站, of 加油站地下油罐防渗改造
    return not is_place(noun) and not any(known.likeness(noun) for known in fitting)


def _undergone(item: Item, known: Profile) -> bool:
    """Return whether people counted are those the indicator's action is done to (7920名妇女接受筛查)."""
    given = item.text_before.endswith(("给", "对", "把", "将")) and len(known.core) > 3
    if given and item.noun_after.startswith(known.core[:3]) and item.role is Role.DONE:
        return True  # 累计给456株古树名木挂上保护牌
    name = known.indicator.name
    people = name.startswith(("受益", "惠及")) or name.endswith(("人口", "人数", "群众", "户数"))
    served = "解决" in item.acts and people  # 解决14000人的饮水问题
    done_to = served or any(act in item.text_after for act in known.acts) or receives(item.text_after, name)
    return of_people(item) and done_to and not item.has(Kind.PREPARE)


def of_people(item: Item) -> bool:
    return item.quantity.amount.dimension in {Dimension.PERSONS, Dimension.HOUSEHOLDS}


def _unnamed(item: Item, profiles: Sequence[Profile], fitting: list[int], topic: int | None) -> int | None:
    """Return the indicator of an amount without a noun: the only one of its unit, or the one spoken of."""
    if item.share:
        return None
    if len(fitting) == 1:
        return fitting[0]
    acting = [place for place in fitting if profiles[place].acts & item.acts]
    if len(acting) == 1:
        return acting[0]
    verbs = {mark.word for mark in item.before if mark.kind in {Kind.DONE, Kind.ACT}}
    told = item.text_before
    opening = [place for place in fitting if told in verbs and profiles[place].full.startswith(told)]
    if len(opening) == 1:
        return opening[0]  # 新开通3条, of 新开通公交线路 and 优化公交线路
    unit = item.quantity.amount.unit
    own = [place for place in fitting if unit == bare(profiles[place].indicator.unit) and unit not in _ANY_THING]
    if len(own) == 1 and (
        topic not in fitting or topic is None or bare(profiles[topic].indicator.unit) != unit
    ):  # 2所已开园, where 学位 are counted in 个
        return own[0]
    return topic if topic in fitting else None
