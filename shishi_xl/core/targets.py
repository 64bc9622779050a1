"""Targets: 项目内容 → the quantified yearly deliverables it promises, with the words they were read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shishi_xl.core.model import Direction
from shishi_xl.core.plain import Plain, plain
from shishi_xl.core.quantities import Quantity
from shishi_xl.core.target_buildings import describes_one_building
from shishi_xl.core.target_mentions import Mention, clause_of, find_mentions
from shishi_xl.core.target_names import RANKED, Named, closest, name_of, names_each
from shishi_xl.core.target_products import multiplied
from shishi_xl.core.target_promises import is_vague, lends_its_name, promised, promises_openly
from shishi_xl.core.target_scale import is_price
from shishi_xl.core.target_times import background, earlier_years, of_several_years, staged, standing_so_far
from shishi_xl.core.target_words import AT_MOST, LEVEL, VERB, any_of
from shishi_xl.core.units import unit_of
from shishi_xl.patterns import regex


@dataclass(frozen=True, slots=True)
class Target:
    """One quantified yearly deliverable: 建设里程, 113, 公里."""

    name: str
    target: float
    unit: str  # as written, 万 and 亿 included: 86 万平方米
    direction: Direction
    source: str  # the words it was read from


_LEVELS = regex(LEVEL)


_AT_MOST = regex(any_of(AT_MOST))

_BROUGHT_DOWN = regex(r"(?:缩短|压缩|压减|降低|下降|减少)[^\d，。；]*[至到](?:约|为)?$")  # 压缩审批时限至3天

# Rates that are good when low, told without any word of level: 失业率在5.5%左右.
_KEPT_LOW = regex(
    r"(?:失业率|死亡率|漏损率|发病率|患病率|感染率|事故率|不合格率|投诉率|超标率|辍学率|差错率|空置率|负担比例|浓度|PM2\.5|PM10)(?:均值)?(?:[：为在至到达约]|保持|稳定|维持|控制|总体){0,4}$"
)


_OF_OTHER_TIMES = (staged, of_several_years, standing_so_far, background, earlier_years)

_FOR_SO_MANY = regex(r"/(?:[百千万]|10万|十万)(?:人口?|户)")  # 抽检4.5份/千人

_A_MEASURE = regex(r"/(?:斤|公斤|千克|吨)")


_BIG = regex(r"(?P<number>\d+(?:\.\d+)?)(?:余|多)?(?P<unit>.+)")


def read_targets(content: str) -> tuple[Target, ...]:
    """Return the yearly deliverables of a 项目内容 in its order; an empty tuple where nothing is quantified.

    Scale of one building (班数, 占地, 建筑面积, 学位, 床位, 容纳), names (第三批, 三改, 212国道), standards (每人每月90元) and 其中 are
    none (rule C15).
    """
    text = _told(content[:8000])
    mentions = multiplied(find_mentions(text.text), text.text)
    other_times = [each for find in _OF_OTHER_TIMES for each in find(mentions)]
    counted = promised(mentions, other_times)
    targets: list[Target] = []
    owners: list[Mention] = []
    named: list[Named] = []
    for mention in mentions:
        if mention not in counted or describes_one_building(mention, counted, text.text):
            if mention in other_times or lends_its_name(mention):  # this year's part may have no name of its own
                named.append(_named(name_of(mention, closest(named, mention)), mention))
            continue
        names = names_each(mention) or [name_of(mention, closest(named, mention))]
        targets.extend(_target(name, mention, text) for name in names)
        owners.extend([mention] * len(names))
        named.append(_named(names[-1], mention))
    return _tell_apart(_with_nouns(targets), owners)


def unsettled(content: str) -> tuple[str, ...]:
    """Return the words that promise an amount whose total of the year is not said: stages, so many in each, a range."""
    text = _told(content[:8000])
    mentions = multiplied(find_mentions(text.text), text.text)
    stages = staged(mentions)
    told = {mention.quantity.amount.dimension for mention in promised(mentions, [*stages, *of_several_years(mentions)])}
    return tuple(
        text.words(mention.start - len(clause_of(mention)), mention.end)
        for mention in mentions
        if (is_vague(mention) or mention.quantity.amount.dimension not in told)
        and (mention in stages or promises_openly(mention))
    )


# The unit in brackets, before a number or behind it: 教学点（个）：45, 140（台）.
_APART = regex(
    r"[(（](?P<unit>[一-龥㎡]{1,3})[)）][：:]\s*(?P<number>\d[\d.]*)(?![\d.]*[一-龥%])|(?<=\d)[(（](?P<behind>[一-龥㎡]{1,3})[)）]"
)


def _told(content: str) -> Plain:
    """Return a content in plain text, every number with its unit right behind it."""
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for found in _APART.finditer(content):
        unit = found["unit"] or found["behind"]
        if unit_of(unit) is None:
            continue
        number = found["number"] or ""
        pieces += [content[at : found.start()], number, unit]
        origin += range(at, found.start())
        origin += range(found.start("number"), found.end("number")) if number else ()
        origin += [found.end() - 1] * len(unit)  # so that the words cited take in number and brackets
        at = found.end()
    if not pieces:
        return plain(content)
    text = plain("".join([*pieces, content[at:]]))
    origin += range(at, len(content))
    return Plain(text.text, tuple(origin[place] for place in text.origin), content)


def _named(name: str, mention: Mention) -> Named:
    return Named(name, mention.quantity.amount.dimension, mention.quantity.amount.unit)


def _target(name: str, mention: Mention, text: Plain) -> Target:
    own = clause_of(mention)
    words = own + mention.after
    value, unit = _as_written(mention.quantity, mention.written)
    per = _FOR_SO_MANY.match(mention.after) or (_A_MEASURE.match(mention.after) if is_price(mention) else None)
    unit += per[0] if per else ""
    following = text.text[mention.quantity.end : mention.quantity.end + 3]
    most = (
        _is_at_most(own)
        or bool(_KEPT_LOW.search(own))
        or following.removeprefix("及").startswith(("以内", "以下", "之内"))
    )
    start = mention.start - len(own)
    end = min(mention.end, start + len(words) + len(str(value)) + 12)
    if not mention.lead.endswith(own):  # its head stands before other amounts: A率、B率分别达到60%、95%
        start, end = mention.start - len(re.split(r"[，；：]", mention.lead)[-1]), mention.end
    source = text.words(start, end).strip("，；。、 \n")
    return Target(name, value, unit, Direction.AT_MOST if most else Direction.AT_LEAST, source)


def _is_at_most(own: str) -> bool:
    """Return whether the last word of level before an amount is one that it must not exceed; no deed stands between."""
    levels = list(_LEVELS.finditer(own))
    if not levels:
        return bool(_BROUGHT_DOWN.search(own))
    between = own[levels[-1].end() :]
    return bool(_AT_MOST.fullmatch(levels[-1][0]) and not VERB.search(between.replace("下达", ""))) or bool(
        _BROUGHT_DOWN.search(own)
    )


_UNIT_NAMES = {"m2": "平方米", "户家庭": "户"}


def _as_written(quantity: Quantity, written: str) -> tuple[float, str]:
    match = _BIG.fullmatch(written)
    if quantity.amount.unit == "%":
        return round(quantity.amount.value, 2), "%"  # 三分之二
    if match is None or match["unit"][0] in "百千":
        return quantity.amount.value, _UNIT_NAMES.get(quantity.amount.unit, quantity.amount.unit)
    if match["unit"] == "万":  # 3.2万农村人口
        return float(match["number"]), "万人"
    unit = match["unit"].replace("余", "").replace("多", "")
    return float(match["number"]), unit.replace("m2", "平方米").removesuffix("家庭")


def _with_nouns(targets: list[Target]) -> list[Target]:
    """Return the targets with a rank that stands alone before the noun it shares: 1个市级、3个区级孵化基地."""
    whole: list[Target] = []
    for target in reversed(targets):
        ranked = RANKED.match(whole[-1].name) if whole else None
        alone = RANKED.fullmatch(VERB.sub("", target.name))
        noun = whole[-1].name[ranked.end() :] if whole and ranked else ""
        whole.append(replace(target, name=target.name + noun) if alone and noun else target)
    return whole[::-1]


def _tell_apart(targets: list[Target], mentions: list[Mention]) -> tuple[Target, ...]:
    """Return the targets with names that differ: two amounts of one thing take their verbs (新建…, 改建…)."""
    names = [target.name for target in targets]
    apart: list[Target] = []
    for target, mention in zip(targets, mentions, strict=True):
        name = target.name
        if names.count(name) > 1 and mention.verb and not name.startswith(mention.verb):
            name = mention.verb + name
        taken = [other.name for other in apart]
        if name in taken and apart[-1].unit != target.unit and apart[-1].name != name:
            name = apart[-1].name + name  # 新建小学3所，新增学位900个；改扩建初中2所，新增学位600个
        apart.append(replace(target, name=name if name not in taken else f"{name}（{target.unit}）"))
    return tuple(apart)
