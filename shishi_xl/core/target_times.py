"""Target times: amounts of a plan's stages, of several years, and those that only add up what was said before."""

from __future__ import annotations

import re
from collections import Counter

from shishi_xl.core.target_mentions import STAGE_END, Mention, clause_of, dimension_of, names_one_year, of_years
from shishi_xl.core.target_names import noun_of
from shishi_xl.core.target_words import VERB

BEARING = re.compile(r"惠及|受益|涉及")

IN_ALL = re.compile(r"(?:^|[一总])共计?|合计|总计|累计|总数")


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
        if of_years(mention) or (behind and goes_on and not names_one_year(own)):
            found.append(mention)
    return found


def adds_up(mention: Mention, counted: list[Mention]) -> bool:
    """Return whether an amount only adds up those before it: 新建3座、改建2座，共5座."""
    parts = [
        other.quantity.amount.value
        for other in counted
        if other.sentence == mention.sentence
        and other.start < mention.start
        and dimension_of(other.quantity) is dimension_of(mention.quantity)
    ]
    return bool(IN_ALL.search(clause_of(mention))) and len(parts) > 1 and sum(parts) == mention.quantity.amount.value


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
