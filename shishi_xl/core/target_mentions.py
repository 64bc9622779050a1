"""Mentions: the amounts of a 项目内容 with the words that belong to each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shishi_xl.core.quantities import Quantity, find_quantities
from shishi_xl.core.target_spans import SEPARATOR, words_behind
from shishi_xl.core.target_words import VERB
from shishi_xl.core.units import Dimension, unit_of
from shishi_xl.patterns import regex

# A classifier that no table knows (巡诊80航次, 探头600路): behind a thing and a number, before a stop.
_OWN_UNIT = regex(r"(?<=[一-龥])\d[\d.]*[万亿]?([一-龥]{1,2})(?=[，。；、)\n]|以上|左右|以内|$)")
_NO_UNIT = frozenset("类级型版代线号标倍度周款季分层折步环校大批") | {
    "国道",
    "省道",
    "县道",
    "地块",
    "号线",
    "以上",
    "左右",
    "万",
}

_SENTENCE = regex(r"(?<![，、])\n|[。；！？]+\n?")  # a line that ends with a comma goes on


_ASIDE = regex(r"\([^()\d]{1,8}\)")  # 镇(街), 条(段): a word in brackets that parts nothing


# How well all of it is done is no part of it: 400件，其中议定占比70%，群众满意度90%.
_OF_THE_WHOLE = regex(r"，[^，。；]{0,8}(?:满意|完成|合格|办结|达标|开工|完工|竣工)[率度]")

# What the things counted before have or whom they serve is no deed of its own.
_DEED_OF_ITS_OWN = regex(
    rf"，(?:同步|同时|并|另|另外)?(?!提供|设置|配建|配套|配置|配备|惠及|受益|覆盖|涉及|新增|增|达|不低于|不少于|完成)(?:{VERB.pattern})[一-龥“”]{{2}}"
)


_CHANGES = regex(
    r"(?:以上|左右)?，?(?:进一步)?(?:提[高升]|增[加长至到]|[扩升][至到]|上升|扩大|恢复|[拓加]宽|扩容?[至到]|扩建[至到]|[下压]?降|下降|压[缩减]|缩[短小]|减少|改善)"
)

_ONE_YEAR = regex(r"(?:(?<![至到-])20\d\d年|今年|本年|当年|年内)(?!底|[上下]半年|第|\d|[一二三四]季)")

_DEALT = regex(r"(?P<heads>.+?)(?P<rest>分别[^，；。：]*)$")

# A stage on the way to the year's target: 3月底前建成2家.
STAGE_END = regex(r"\d{1,2}月(?:底|末|份|[上中下]旬|\d{1,2}日)?(?:之?前|以前)?|[一二三四]季度(?:末|底)?前?|[上下]半年")

_RATE_NOUN = regex(r"(?:“[^”]*”)?(?:(?:行政村|自然村|[一-龥]{2})(?:比例|占比|比重)|[一-龥]{2,3}率)$")

_LIMIT_ON_TIME = regex(
    r"(?<!工期)(?:缩短|压缩|压减)[至到].{0,2}$|(?:缩短|压缩|压减)[^，。；]{0,12}(?:时间|时长|时限|周期)[至到].{0,2}$|(?:时间|时长|时限|周期|响应|间隔|用时|耗时|住院日|审批|办理|办结).{0,6}(?:缩短|压缩|压减|控制|降|不超过|不高于|不大于|低于|[≤<]).{0,2}$"
)

_DAYS_OF_A_KIND = regex(r"(?:天数|日数|天气|[良染好]天)[^，。；\d]{0,6}$")  # 重污染天气不超过2天

# A length or a number of times that is part of a rate's name: 公交站点500米覆盖率, 2公里养老服务圈.
_REACH = regex(r"[一-龥]{0,8}?(?:率(?!先)|半径|服务圈|生活圈|可达|直达)")

_NAMED_THING = regex(rf"(?:{VERB.pattern})[一-龥]{{2,20}}$")

_DESCRIBING = frozenset({Dimension.CLASSES, Dimension.POINTS, Dimension.MONTHLY})


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity with the words around it that belong to it."""

    quantity: Quantity
    written: str  # the amount as it stands in the plain text
    before: str  # from the quantity before it, or the clause's start
    after: str  # to the next separator or quantity
    sentence: int
    verb: str  # the nearest deliverable verb of the clause, "" for none
    start: int
    end: int
    lead: str  # the sentence before it
    subset: bool  # after 其中, or in brackets after an amount
    sized: bool = False  # it tells how large the things of the next amount are: 10千瓦以上电站300户


def find_mentions(text: str) -> list[Mention]:
    """Return the amounts of a plain text in order, each with its own words; those after 分别 with their own heads."""
    found: list[Mention] = []
    start = 0
    for number, end in enumerate([*(match.start() for match in _SENTENCE.finditer(text)), len(text)]):
        found.extend(_dealt_out(_mentions_of(text, start, end, number)))
        start = end
    return found


def _mentions_of(text: str, start: int, end: int, sentence: int) -> list[Mention]:
    sentence_text = text[start:end]
    quantities = [
        replace(quantity, start=quantity.start + start, end=quantity.end + start)
        for quantity in find_quantities(sentence_text, _own_units(sentence_text))
        if _can_be_promised(quantity, sentence_text) and not _is_base(quantity, sentence_text)
    ]
    unbroken = _without_asides(text[:end], start, quantities)
    found: list[Mention] = []
    left, verb = start, ""
    for place, quantity in enumerate(quantities):
        following = quantities[place + 1] if place + 1 < len(quantities) else None
        span, right = words_behind(unbroken, quantity, following, end)
        after = text[slice(*span)]
        before = text[left : quantity.start].lstrip("；。\n")
        verbs = VERB.findall(before)
        verb = verbs[-1] if verbs else (verb if place else _verb_of_list(before, text[quantity.end : end]))
        lead = sentence_text[: quantity.start - start]
        within = (
            _is_within(lead)
            and _has_whole(found, lead, start)
            and not _told_in_full(found, lead, start)
            and not _begins_anew(found, quantity, lead, start)
        )
        part = within or _in_brackets(lead, [mention.quantity.end - start for mention in found])
        if found and "其中" in before and _ONE_YEAR.search(before):  # 累计建成60家(其中2023年新建15家)
            found[-1] = replace(found[-1], subset=True)
            part = False
        written = text[quantity.start : quantity.end]
        gap = SEPARATOR.match(unbroken, right)
        sized = following is not None and right < following.start and not gap
        found.append(
            Mention(quantity, written, before, after, sentence, verb, quantity.start, right, lead, part, sized)
        )
        left = gap.end() if gap else right
    return found


def _is_within(lead: str) -> bool:
    """Return whether the words before an amount open a list of parts that no bracket has closed: 8个，其中甲5个、乙3个."""
    _, within, told = lead.rpartition("其中")
    return bool(within) and told.count(")") <= told.count("(")


def _has_whole(found: list[Mention], lead: str, start: int) -> bool:
    """Return whether what 其中 opens can be parts of something: an amount before it, or a sentence before its own."""
    opened = lead.rfind("其中")
    return not lead[:opened].strip("，、 。；") or any(mention.end <= start + opened for mention in found)


def _told_in_full(found: list[Mention], lead: str, start: int) -> bool:
    """Return whether the parts behind 其中 are all told and a comma has ended them: 36家，其中甲8家、乙28家，助餐45万人次."""
    opened = start + lead.rfind("其中")
    before = [mention for mention in found if mention.end <= opened]
    parts = [mention for mention in found if mention.start > opened and mention.subset]
    if not before or len(parts) < 2 or "，" not in lead[parts[-1].end - start :]:
        return False
    whole, told = before[-1].quantity.amount, [part.quantity.amount for part in parts]
    return sum(amount.value for amount in told) == whole.value and {amount.unit for amount in told} == {whole.unit}


def _begins_anew(found: list[Mention], quantity: Quantity, lead: str, start: int) -> bool:
    """Return whether a deed of its own, in a unit of its own, ends the parts behind 其中: 泊位900个，其中公共300个，建设车库3座."""
    opened = start + lead.rfind("其中")
    before = [mention for mention in found if mention.end <= opened]
    behind = [mention for mention in found if mention.start > opened]
    if not before or not behind:
        return False
    if not behind[-1].subset:
        return True  # the parts have ended already
    between = lead[behind[-1].end - start :]
    if quantity.amount.dimension is Dimension.PERCENT:
        return _OF_THE_WHOLE.match(between) is not None
    deed = _DEED_OF_ITS_OWN.match(between)
    another = _NEW_DEED.match(between)
    if another is not None and not _alike(another["thing"], lead):
        return True  # 停车位5000个，其中立体车位800个，新建充电桩1200个
    units = {mention.quantity.amount.unit for mention in (before[-1], behind[-1])}
    counts = quantity.amount.dimension is not Dimension.MONEY
    if deed is not None and between.startswith(("，同步", "，同时", "，另")):
        return counts  # 3条道路，其中甲路1.3公里、乙路0.9公里，同步敷设管网8.6公里
    other_kind = quantity.amount.unit not in units or behind[-1].quantity.amount.dimension is Dimension.PERCENT
    return deed is not None and counts and other_kind


_NEW_DEED = regex("，(?:同步|同时|并|另)?(?:新建|改造|购置|加装|安装|更新|培训)(?P<thing>[一-龥]{3,12})$")


def _alike(thing: str, lead: str) -> bool:
    """Return whether a thing has two characters in a row that were told before it in its sentence."""
    told = lead.removesuffix(thing)
    return any(thing[at : at + 2] in told for at in range(len(thing) - 1))


def _own_units(sentence: str) -> frozenset[str]:
    """Return the classifiers of a sentence that the table of units does not know and that count a thing it names."""
    return frozenset(
        found[1]
        for found in _OWN_UNIT.finditer(sentence)
        if not any(map(unit_of, (found[1], found[1][0])))
        and found[1] not in _NO_UNIT
        and _NAMED_THING.search(sentence[: found.start()])
    )


def _without_asides(text: str, start: int, quantities: list[Quantity]) -> str:
    """Return the text with the brackets that hold no amount made letters of the word around them."""
    for aside in _ASIDE.finditer(text, start):
        if not any(aside.start() < quantity.start < aside.end() for quantity in quantities):
            text = text[: aside.start()] + "·" * len(aside[0]) + text[aside.end() :]
    return text


def names_one_year(words: str) -> bool:
    """Return whether words speak of this one year: 今年, 2021年."""
    return _ONE_YEAR.search(words) is not None


def _dealt_out(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with the amounts behind 分别 under one head each: A率、B率分别达到60%、95%."""
    dealt = list(mentions)
    for at, mention in enumerate(mentions):
        found = _DEALT.match(clause_of(mention))
        heads = [head for head in SEPARATOR.split(found["heads"]) if head] if found else []
        run = mentions[at : at + len(heads)]
        more = mentions[at + len(heads) : at + len(heads) + 1]
        alone = [not clause_of(other) for other in (*run[1:], *more)]
        if (
            not found
            or len(heads) < 2
            or len(run) < len(heads)
            or alone != [True] * (len(run) - 1) + [False] * len(more)
        ):
            continue
        thing = VERB.sub("", heads[-1])
        rate = _RATE_NOUN.search(heads[-1])
        for offset, (head, other) in enumerate(zip(heads, run, strict=True)):
            own = head + thing if VERB.fullmatch(head) else head
            if rate and not _RATE_NOUN.search(own):  # 职工、居民医保报销比例分别为80%、70%
                own += rate[0]
            verbs = VERB.findall(own)
            dealt[at + offset] = replace(other, before=own + found["rest"], verb=verbs[-1] if verbs else mention.verb)
    return dealt


_MANY_HOURS = 1000  # 上门服务12万小时: so much service, no limit on time

_FIGURE_OF_SPEECH = regex("一[支片张股批]|[一二两三四五]道")  # 一支懂农业的队伍, 一片蓝天, 三道防线


def _can_be_promised(quantity: Quantity, text: str) -> bool:
    """Return whether an amount is of a kind that a year can deliver; a time only where it is the thing told (优良天数320天, 时限缩短至3天)."""
    if quantity.amount.dimension is Dimension.TIME:
        before = text[max(0, quantity.start - 16) : quantity.start]
        hours = quantity.amount.unit in {"小时", "个小时"} and quantity.amount.value >= _MANY_HOURS
        return hours or _DAYS_OF_A_KIND.search(before) is not None or _LIMIT_ON_TIME.search(before) is not None
    if text.rfind("“", 0, quantity.start) > text.rfind("”", 0, quantity.start):
        return False  # “一件事”, “15分钟生活圈”: a name
    if _FIGURE_OF_SPEECH.match(text, quantity.start):
        return False
    one_person = quantity.amount.value == 1 and quantity.amount.unit in {"人", "名"}  # 零就业家庭至少一人就业
    voltage = quantity.amount.unit in {"千伏", "kv"}  # names the line it carries
    reach = quantity.amount.dimension in {Dimension.LENGTH, Dimension.TIMES} and _REACH.match(
        text, quantity.end
    )  # 两剂次接种率
    return not (one_person or voltage or reach) and quantity.amount.dimension not in _DESCRIBING


def rises(words: str) -> bool:
    """Return whether words are those between where a rise or a fall begins and where it ends (2万吨扩至4万吨)."""
    return _CHANGES.fullmatch(words) is not None


_FROM = regex(r"[从由](?:(?:目前|现在|原来|去年|上年|20\d\d年)底?的?)?$")


def _is_base(quantity: Quantity, text: str) -> bool:
    """Return whether an amount is where a rise or a fall begins: 覆盖率由83%提高到87%."""
    return _FROM.search(text[: quantity.start]) is not None and _CHANGES.match(text, quantity.end) is not None


def _verb_of_list(before: str, behind: str) -> str:
    """Return what is done to a list that 对 opens: 对49条道路、20座桥梁进行维修."""
    verb = VERB.search(behind) if re.match(r"[对为给向]|加快|加大|加强|推动|抓好", before) else None
    return verb[0] if verb else ""


def _in_brackets(before: str, ends: list[int]) -> bool:
    """Return whether an amount stands in brackets right behind another amount and its thing: 公园8个(社区公园5个、游园3个)."""
    opened = before.rfind("(")
    if opened <= before.rfind(")"):
        return False
    return any(end <= opened and not SEPARATOR.search(before, end, opened) for end in ends)


def is_of_pieces(mention: Mention) -> bool:
    """Return whether the amount counts things (座, 个, 家)."""
    return mention.quantity.amount.dimension is Dimension.PIECES


def clause_of(mention: Mention) -> str:
    """Return the words of the mention's own clause before it."""
    return re.split(r"[，；。：]|\((?!.*\))", mention.before)[-1]
