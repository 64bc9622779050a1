"""Target times: amounts of a plan's stages, of several years, and those that only add up what was said before."""

from __future__ import annotations

import re
from collections import Counter

from shishi_xl.core.target_mentions import STAGE_END, Mention, clause_of, names_one_year
from shishi_xl.core.target_names import noun_of
from shishi_xl.core.target_words import IN_ALL, LEVEL, VERB
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

BEARING = regex(r"惠及|受益|涉及")


_PLACE = regex(
    r"[一-龥]{1,8}(?:乡|镇|街道?|村|社区|[区县市旗]|[片校园矿林牧]区|办事处|[农林牧]场|苏木|嘎查)|[^，。；]{0,12}[：]?[一-龥]{2,8}[至-][一-龥]{2,8}|[一-龥]{0,6}(?:城?[东西南北]|[东西南北中]部)片?"
)


# What tells that an amount is of other years than this one, in its own clause.
_YEARS = regex(
    r"20\d\d年?(?:至|到|-)20\d\d年|[三五两四]年(?:内|来|共|累计|计划|时间|左右)"
    r"|(?<!\d)[两三四五2-5]年(?=(?:新建|改造|建设|建成|完成|新增|培育|培训|造林)(?![^，。；\d]{0,8}(?:行动|计划|攻坚|方案)))"
    r"|(?:用|经过|利用|分|过去|(?<!学)前|近)[2-9两三四五六七八九十](?:至[3-5三四五])?年|“?十[三四五]五”?(?:期间|时期|末)|[到至]20\d\d年(?!底)"
    r"|(?:上年度?|去年)(?:[一-龥]{0,6}已|共|累计|为|达)|[明来后]年|20\d\d年[一-龥]{0,6}已|“?十[一二三四]五”?以来|自20\d\d年[一-龥]{0,16}以来"
)

# The same in a clause that only opens the sentence.
_BY_YEAR = regex(
    r"(?:^|[，；：。])(?:(?:力争)?[到至]20\d\d年|(?:20\d\d年?(?:至|到|-))20\d\d年|去年|上年度?|[明来]年|(?:过去|近)[2-9两三四五六七八九十]年来?|截至[^，。；]{2,12}[底末])，$"
)

_NEXT_YEAR = regex("(?:列入|纳入|转入|留待|安排在?|计划在?|于|拟)*(?:明年|来年|后年)")
# All that the sentence says up to 今年 is of the time it opens with: 过去五年，建成安置房2.3万套，回迁群众6.1万人.
_GONE_BEFORE = regex(r"^[。；\n]*(?:去年|上年度?|过去[^，。；]{1,3}年|继[^，。；]{0,4}年)(?!.*(?:今年|本年|年内|后，))")


# All of it is of that year: 到2027年，治理率达到65%，治理行政村1900个.
_BY_THAT_YEAR = regex(r"^[。；\n]*(?:力争|计划)?[到至]20\d\d年，")

# 2016-2018年，全县计划分三年完成改造，…改造行政村210个: all of the sentence is of the three years.
_PLANNED_FOR_YEARS = regex(r"^[。；\n]*20\d\d年?(?:至|到|-)20\d\d年，[^，。；]{0,10}分[两三四五]年")


def _of_years(mention: Mention) -> bool:
    """Return whether an amount is that of several years, by its clause or the words of time before it."""
    own = clause_of(mention)
    told = _YEARS.search(own) or _BY_YEAR.search(mention.lead.removesuffix(own)) or _GONE_BEFORE.search(mention.lead)
    opened = _PLANNED_FOR_YEARS.search(mention.lead) or _BY_THAT_YEAR.search(mention.lead)
    planned = opened is not None and not names_one_year(re.sub("[到至]20..年", "", mention.lead))
    return bool(told) or planned or _NEXT_YEAR.match(mention.after) is not None


def of_several_years(mentions: list[Mention]) -> list[Mention]:
    """Return the amounts of several years, with what a list goes on with: 三年改造210个、惠及居民6.3万户."""
    found: list[Mention] = []
    for mention in mentions:
        own = clause_of(mention)
        goes_on = mention.lead.removesuffix(own).endswith("、") or BEARING.search(own)
        behind = (
            bool(found)
            and found[-1].sentence == mention.sentence
            and found[-1] is mentions[mentions.index(mention) - 1]
        )
        paid = mention.quantity.amount.dimension is Dimension.MONEY  # 去年共资助1.3万人次，发放资金1900万元
        if _of_years(mention) or (behind and (goes_on or paid) and not names_one_year(own)):
            found.append(mention)
    return found


_PAST = regex(r"20\d\d年(?![底末前内\d])")
_NOW = regex("(?:今年|本年|当年)[一-龥]{0,3}(?:再|继续|又|还)")  # 2023年改造58个，今年再改造42个


def standing_so_far(mentions: list[Mention]) -> list[Mention]:
    """Return what stands by a year's end beside what this year adds: 累计建成60家，今年新建16家; 2022年累计加装420台。2023年新增500台."""
    return [
        mention
        for mention in mentions
        if ("累计" in clause_of(mention) or _PAST.search(clause_of(mention)))
        and any(
            (other.sentence == mention.sentence or names_one_year(clause_of(mention)))
            and other.start > mention.start
            and names_one_year(clause_of(other))
            and (
                "累计" in clause_of(mention)
                or _HAS_DONE.search(clause_of(mention))
                or (_NOW.search(clause_of(other)) and _of_one_thing(mention, other))
            )
            and other.quantity.amount.dimension is mention.quantity.amount.dimension
            for other in mentions
        )
    ]


_IS_SO = regex(
    r"(?:约|共|现|尚|还|仍|已|拥)有|出现|在册|在籍|在校|常住|登记|存在|威胁|总人口|总里程|总数|(?:人口?|老人|老年人|儿童|学生|居民|群众|[户里程座处个量])达$"
)
_THIS_YEAR = regex(r"(?:^|[，。；：\n])(?:今年|本年|20\d\d年)")


def background(mentions: list[Mention]) -> list[Mention]:
    """Return what is told of how things are before the text comes to this year: 全市约有42万名老人，今年为8000名老人…."""
    return [
        mention
        for mention in mentions
        if _IS_SO.search(clause_of(mention))
        and mention.quantity.amount.dimension is not Dimension.PERCENT
        and not VERB.search(_LEVEL.sub("", clause_of(mention)))
        and any(
            other.start > mention.start
            and _THIS_YEAR.search(other.lead[len(mention.lead) if other.sentence == mention.sentence else 0 :])
            for other in mentions
        )
    ]


def earlier_years(mentions: list[Mention]) -> list[Mention]:
    """Return what each of several years had before the one that is planned: 2022年建成22个，2023年建成20个，2024年计划建成18个."""
    years = [(mention, year) for mention in mentions if (year := _IN_A_YEAR.search(clause_of(mention)))]
    return [
        mention
        for mention, year in years
        if not year["planned"]
        and any(
            other.sentence == mention.sentence
            and later["planned"]
            and int(later["year"]) > int(year["year"])
            and other.quantity.amount.dimension is mention.quantity.amount.dimension
            for other, later in years
        )
    ]


_IN_A_YEAR = regex(r"(?<![至到-])(?P<year>20\d\d)年(?!底|末)(?P<planned>[一-龥]{0,3}(?:计划|将|拟|再|继续))?")
_LEVEL = regex(LEVEL)
_HAS_DONE = regex(r"20\d\d年[一-龥]{0,4}已")  # 2019年已改造20个，2020年改造30个


def _of_one_thing(first: Mention, second: Mention) -> bool:
    """Return whether the second amount names nothing or what the first does."""
    nouns = [noun_of(_NOW.sub("", _PAST.sub("", clause_of(one))) + one.after) for one in (first, second)]
    nouns = [VERB.sub("", noun) for noun in nouns]
    return not nouns[1] or nouns[0].endswith(nouns[1])


def once_each(counted: list[Mention]) -> list[Mention]:
    """Return the amounts without those told twice: a sum of deeds (新建3座、改建2座，共5座), the parts of a sum by place (甲镇3座、乙镇2座，共5座)."""
    left = list(counted)
    for mention in counted:
        parts = _parts_of(mention, counted)
        twice = parts if parts and all(_PLACE.fullmatch(clause_of(part)) for part in parts[1:]) else [mention]
        left = [other for other in left if not parts or other not in twice]
        shares = _shares_of(mention, counted)
        left = [other for other in left if other not in shares]
    return left


def _shares_of(mention: Mention, counted: list[Mention]) -> list[Mention]:
    """Return the amounts behind one that only say how it falls to places (公厕20座：东城街道5座、西城街道15座)."""
    alike = [
        other
        for other in counted
        if other.sentence == mention.sentence
        and other.start > mention.start
        and other.quantity.amount.unit == mention.quantity.amount.unit
    ]
    placed = len(alike) > 1 and all(_PLACE.fullmatch(clause_of(other)) for other in alike)
    headed = len(alike) > 1 and alike[0].lead.removesuffix(clause_of(alike[0])).endswith("：")
    total = sum(other.quantity.amount.value for other in alike)
    return alike if (placed or headed) and total == mention.quantity.amount.value else []


def _parts_of(mention: Mention, counted: list[Mention]) -> list[Mention]:
    """Return the amounts before one that it only adds up, none for one that stands for itself."""
    parts = [
        other
        for other in counted
        if other.sentence == mention.sentence
        and other.start < mention.start
        and other.quantity.amount.dimension is mention.quantity.amount.dimension
    ]
    total = sum(part.quantity.amount.value for part in parts)
    adds_up = IN_ALL.search(clause_of(mention)) and len(parts) > 1 and abs(total - mention.quantity.amount.value) < 1e-6
    return parts if adds_up else []


def staged(mentions: list[Mention]) -> list[Mention]:
    """Return the amounts of a plan by stages (3月底前建成2家，6月底前建成5家): whether a later one holds the earlier is not said."""
    things = {}
    for at, mention in enumerate(mentions):
        own = clause_of(mention)
        if STAGE_END.search(own):
            things[at] = noun_of(STAGE_END.sub("", own)) + noun_of(mention.after)
    alike = Counter(things.values())
    bare = [at for at, thing in things.items() if not thing or VERB.fullmatch(thing)]
    return [
        mentions[at]
        for at, thing in things.items()
        if alike[thing] > 1 or (len(things) > 1 and (at in bare or at + 1 in bare))
    ]
