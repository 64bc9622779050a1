"""Telling: the nouns beside an amount that say what it counts, without where, when, by whom and to whom it was done."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.actions import PAYING, clash
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import WAYS, Profile, is_agent, is_place
from shishi_xl.core.progress.nouns import noun_of
from shishi_xl.core.progress.pairing import MEASURES
from shishi_xl.core.progress.predicates import is_deed, without_predicate
from shishi_xl.core.progress.roles import Item, Role
from shishi_xl.core.progress.rules import CORRECTED
from shishi_xl.core.units import bare
from shishi_xl.patterns import regex

_TOGETHER = regex(
    "(?:[一-龥]{2}(?=[两二三四五六七八九十]))?[两二三四五六七八九十]?[种类项个]?(?:方式|渠道|途径|类型|部分|类|项|片|地|家|者|批|镇街?|街道|乡镇?|村|社区|区)"
)  # 三种方式合计1110套
_MONEY = frozenset({"资金", "款项", "款", "费用"})  # 补贴资金兑付到户420台
_TO_THE_DOOR = frozenset({"入户", "上门", "到户", "进户", "进村", "下乡"})  # 入户装好3180个: how, not what
# When or whither it was done, not what: 金秋助学季已资助486名, 进校园培训4.37万人次.
_WHEN_OR_WHITHER = regex("[一-龥]{2,5}[季节]|[进入到](?:校园?|村|户|社区|企业|园区?|机关)")
_WHITHER = regex("[进入到](?:校|园|村|户|社区)$")
_SOMEWHERE = frozenset({"园区", "片区", "组团", "街道", "乡镇"})
RECIPIENTS = regex(
    r"(?:居民|群众|残疾人|村民|市民|农民|妇女|老人|老年人|学生|儿童|人员|患者|苗木|树苗|树木|学员|农民工|军人|毕业生|劳动力|职工|住户|农户|用户|家庭|对象|观众|游客|读者|旅客|男生|女生|男性|女性|青少年)$"
)
SITES = regex(
    r"(?:小区|社区|行政村|自然村|村|村居|学校|街道|工地|路段|单位|楼栋|院落)$"
)  # where a thing is done, counted with it


def telling_nouns(item: Item, fitting: Sequence[Profile]) -> list[str]:
    """Return the nouns of an amount that say what it counts: no place, no names of some of them (城北、城西等3个)."""
    before = item.noun_before.rstrip("离距") if item.role is Role.REMAIN else item.noun_before  # 公厕离目标还差4座
    before = _WHITHER.sub("", before) or before  # 课桌椅入校安装10400套
    nouns = [noun for noun in (item.noun_after, before, before + item.noun_after) if noun]
    if _counts_more_kinds(item, fitting):
        return ["各类"]
    if any(known.likeness(noun) for noun in nouns for known in fitting):
        return nouns
    if "、" in item.text_before and (kind := _AND_OTHER.search(item.text_before)):
        return [kind[1]]  # 开设声乐、书法等课程9门
    if item.text_before.endswith("等") or "、" in item.text_before or item.rest_done:
        return []  # 甲校、乙校共2所; 尚余老鹰嘴、沙坝2处，其余都已建成
    if item.share:
        return nouns
    if item.rule == CORRECTED:  # 实际有效260笔: a correction speaks of what was told before
        return []
    named = any(known.core + "的" in item.noun_before for known in fitting)  # 装了路灯的村: villages, not lamps
    head = item.inherited
    measured = head is not None and any(head.acts & known.acts for known in fitting)
    if before == "长" and (measured or any(known.indicator.name.endswith(("长度", "里程")) for known in fitting)):
        return []  # 疏浚24条、长146.7公里
    where = (is_place(item.noun_before) and not named) or _says_how(item, before, fitting)
    told = [item.noun_after, "" if where else item.noun_before]
    if any(known.acts & item.acts for known in fitting):  # 造林面积1.2万亩
        told = [noun for noun in told if noun not in MEASURES | {"调整"}]  # 优化调整3条
    unit = item.quantity.amount.unit
    acting_there = any(unit == bare(known.indicator.unit) and known.acts & item.acts for known in fitting)
    return [
        noun
        for noun in told
        if noun
        and not (SITES.fullmatch(noun) and (acting_there or _counts_sites(item, noun, fitting)))  # 9个小区完成改造
        and not any(known.only_done(noun, unit, reported=item.aspect) for known in fitting)
        and not (is_deed(noun) and item.text_before == noun + "了")
    ]


def _says_how(item: Item, before: str, fitting: Sequence[Profile]) -> bool:
    """Return whether the noun before an amount says who did it, how, when or whither, not what is counted."""
    acts = any(item.acts & known.acts for known in fitting)
    return bool(
        _kinds_together(item, fitting)
        or acts_itself(item)
        or (item.total and _TOGETHER.fullmatch(without_predicate(item.noun_before, "") or item.noun_before))
        or _acts_somewhere(item)
        or item.noun_before in WAYS
        or item.noun_before in _TO_THE_DOOR
        or (item.noun_before in _MONEY and any(item.acts & known.acts & PAYING for known in fitting))
        or (acts and _WHEN_OR_WHITHER.fullmatch(before))
    )


def _counts_more_kinds(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether an amount is of a row of kinds of which an indicator is only one (公厕、垃圾站、停车场3处; 养老、托育等床位220张)."""
    listed, _, kind = item.text_before.partition("等")
    pieces = [canonical(noun_of(piece)) for piece in listed.split("、")] if "、" in listed else []
    own = [
        any(known.core in {piece, canonical(piece + noun_of(kind))} for known in fitting) for piece in pieces if piece
    ]
    return any(own) and not all(own)


_AND_OTHER = regex("等([一-龥]{2,6})$")


def _counts_sites(item: Item, noun: str, fitting: Sequence[Profile]) -> bool:
    """Return whether an indicator counts the places at which its work is done, and places are told to be done (28个村饮水安全工程)."""
    if item.verb not in {Kind.DONE, Kind.LATER, Kind.GOING}:
        return False  # 惠及28个村
    works = (known for known in fitting if known.indicator.name.endswith(("工程", "行动", "项目")))
    return any(known.core.startswith(noun) and known.core != noun for known in works)


def _kinds_together(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether the noun before a sum is the last of its kinds (一次网、二次网合计更换21.6公里, of 管网)."""
    noun, listed = item.noun_before, item.segment.opener == "、" and item.total
    return (
        bool(noun)
        and listed
        and any(known.core[-1:] == noun[-1] and item.acts and not clash(item.acts, known.acts) for known in fitting)
    )


def acts_itself(item: Item) -> bool:
    """Return whether the noun before an amount is who did what is told after it (区城管局建成12座)."""
    who = item.noun_before
    return is_agent(who) and item.text_before.startswith(who) and item.text_before != who


def _acts_somewhere(item: Item) -> bool:
    """Return whether 园区, 街道 or the like opens what was done there (园区建成1个), and is not itself what was."""
    where = item.noun_before
    return where in _SOMEWHERE and item.text_before.startswith(where) and item.text_before != where
