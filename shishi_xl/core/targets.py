"""Targets: 项目内容 → the quantified yearly deliverables it promises, with the words they were read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shishi_xl.core.model import Direction
from shishi_xl.core.plain import Plain, plain
from shishi_xl.core.quantities import Bound, Quantity
from shishi_xl.core.target_mentions import Mention, clause_of, dimension_of, find_mentions
from shishi_xl.core.target_names import RANKED, Named, closest, name_of, names_each, noun_of
from shishi_xl.core.target_scale import (
    describes_one_building,
    is_level,
    is_price,
    is_yearly_output,
    scale_word,
    tells_income,
    tells_size,
)
from shishi_xl.core.target_times import BEARING, of_several_years, once_each, staged
from shishi_xl.core.target_words import AT_MOST, IN_ALL, LEVEL, VERB, any_of
from shishi_xl.core.units import Dimension


@dataclass(frozen=True, slots=True)
class Target:
    """One quantified yearly deliverable: 建设里程, 113, 公里."""

    name: str
    target: float
    unit: str  # as written, 万 and 亿 included: 86 万平方米
    direction: Direction
    source: str  # the words it was read from


_EACH = re.compile(
    r"每(?:季度?|月|周|日|天|半年)|(?:^|[，；。、(])(?:按照?)?每(?!年)|(?:每(?!年)|人均|户均|[日月]均|平均|(?<!享)单(?:个|体|座|套|户|桩|枪|台|次|机|车|井|组|块|件|条|人|处|站)|最[大高低多])[一-龥]{0,10}$"
)

_EACH_BEFORE = re.compile(r"每(?![年季月周日天百千万\d])[一-龥]{1,8}$")  # 每人配发一套

# What one clause says of each goes on behind its commas: 每院设床位10张，配器材1套，补助12万元.
_OF_EACH_LISTED = re.compile(r"每(?![年季月周日天百千万\d])[一-龥]{1,6}\d[^，。；：]*、[^，。；：]*$")
_OF_EACH_TOLD = re.compile(r"每(?![年季月周日天百千万\d])[一-龥]{1,8}[^，。；：]*，[^。；：]*$")
_GIVEN_TO_EACH = re.compile(r"(?:并|均|各)?(?:配(?![送])|补助|补贴|奖补|给予|设)")

_ALL_EACH = re.compile(
    r"各(?:新|再|至少|分别)?(?:建|设|新建|改建|改造|建设|建成|打造|设立|设置|配备|安装|完成|新增|培育|创建)"
)  # in甲镇、乙镇各建1个: how many in all is not said

_NOT_REACHED = re.compile(r"(?:近|接近|将近|不足|不到|不满)$")

_RATE = re.compile(
    r"率|比例|占比|比重|满意度|覆盖面|覆盖|达标|达到|提高到|提升[至到]|控制|下降|降低|增长|增幅|增速|提高|削减|减少|压减|压缩|缩短"
)

_LEVELS = re.compile(LEVEL)

_PAID_SHARE = re.compile(rf"报销(?:比例|率).{{0,4}}(?:{LEVEL})(?:约|为)?$")  # not 按70%的比例报销

_PAID = re.compile(r"[补贴][助贴息]|资金|投资|比例补")

# How surely it is paid is a rate like any other: “两项补贴”按时足额发放率100%.
_PAID_OUT = re.compile(rf"(?:发放|到位|兑现|兑付|拨付|落实|支付)率(?:{LEVEL}|为|：)?$")

_STANDARD_RAISED = re.compile(r"标准(?!化)[^，。；]{0,4}(?:提[高升]|上[调浮]|增[长加])(?:约|了)?$")  # 保障标准提高5%

_HAD = re.compile(r"(?:管理|管辖|拥有|现存)$")  # what there is already

_AT_MOST = re.compile(any_of(AT_MOST))

_BROUGHT_DOWN = re.compile(r"(?:缩短|压缩|压减|降低|下降|减少)[^\d，。；]*[至到](?:约|为)?$")  # 压缩审批时限至3天

# Rates that are good when low, told without any word of level: 失业率在5.5%左右.
_KEPT_LOW = re.compile(
    r"(?:失业率|死亡率|漏损率|发病率|患病率|感染率|事故率|不合格率|投诉率|超标率|辍学率|差错率|空置率|负担比例|浓度|PM2\.5|PM10)(?:均值)?(?:[：为在至到达约]|保持|稳定|维持|控制|总体){0,4}$"
)

_MEASURES = re.compile(
    r"^(?:措施|工作|制度|任务|机制|功能|服务|要求|内容|行动|指标|举措|重点|民生|实事|政策|方面|环节|标准(?=$|体系)|原则|清单|事项|文件|方案|办法|意见|规划)"
)

_NAMED_ABOVE = re.compile(r"大?(?:工程|行动|计划|活动|品牌|项目)")  # “甲”“乙”两项工程

_PLACES = re.compile(r"(?:乡|镇|街道|村|行政村|自然村|社区|县|区县|乡镇|镇街|街镇)+$")

_LENDING = re.compile(r"发放|投放|兑现|兑付|贷款|补贴|补助|消费券|信贷|授信")

_STOCK = re.compile(r"累计|现有|原有|已有|已建|现状|存量|截至")

_WITH_BEFORE = re.compile(r"(?:全[区县市])?(?:累计|总数|总量|总计)(?:达到?|建成|完成|拥有|保有)?约?")

_HAN_NUMBER = re.compile(r"[一二三四五六七八九十百]")

_FOR_SO_MANY = re.compile(r"/(?:[百千万]|10万|十万)(?:人口?|户)")  # 抽检4.5份/千人

_A_MEASURE = re.compile(r"/(?:斤|公斤|千克|吨)")

_THINGS = frozenset({Dimension.PIECES, Dimension.PERSONS, Dimension.HOUSEHOLDS, Dimension.LENGTH, Dimension.TREES})

_BIG = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?:余|多)?(?P<unit>.+)")


def read_targets(content: str) -> tuple[Target, ...]:
    """Return the yearly deliverables of a 项目内容 in its order; an empty tuple where nothing is quantified.

    Scale of one building (班数, 占地, 建筑面积, 学位, 床位, 容纳), names (第三批, 三改, 212国道), standards (每人每月90元) and 其中 are
    none (rule C15).
    """
    text = plain(content[:8000])
    mentions = find_mentions(text.text)
    other_times = [*staged(mentions), *of_several_years(mentions)]
    counted = _counted(mentions, other_times)
    targets: list[Target] = []
    owners: list[Mention] = []
    named: list[Named] = []
    for mention in mentions:
        if mention not in counted or describes_one_building(mention, counted, text.text):
            if (
                mention in other_times or _STOCK.search(clause_of(mention)) or _ALL_EACH.search(mention.lead)
            ):  # this year's part may have no name of its own
                named.append(_named(name_of(mention, closest(named, mention)), mention))
            continue
        names = names_each(mention) or [name_of(mention, closest(named, mention))]
        targets.extend(_target(name, mention, text) for name in names)
        owners.extend([mention] * len(names))
        named.append(_named(names[-1], mention))
    return _tell_apart(_with_nouns(targets), owners)


def unsettled(content: str) -> tuple[str, ...]:
    """Return the words that promise an amount whose total of the year is not said: stages, so many in each, a range."""
    text = plain(content[:8000])
    mentions = find_mentions(text.text)
    stages = staged(mentions)
    told = {dimension_of(mention.quantity) for mention in _counted(mentions, [*stages, *of_several_years(mentions)])}
    return tuple(
        text.words(mention.start - len(clause_of(mention)), mention.end)
        for mention in mentions
        if (_is_vague(mention) or dimension_of(mention.quantity) not in told)
        and (mention in stages or _promises_openly(mention))
    )


def _promises_openly(mention: Mention) -> bool:
    """Return whether something is promised and how much of it in all is left open: 每村建1个, 改造40-50户, 近300个."""
    own = clause_of(mention)
    if dimension_of(mention.quantity) not in _THINGS or mention.subset or tells_size(mention) or scale_word(mention):
        return False
    each = _ALL_EACH.search(own) or _EACH.search(own)
    return bool(VERB.search(own)) and (_is_vague(mention) or each is not None)


def _is_vague(mention: Mention) -> bool:
    """Return whether an amount is no number that can be owed: 40-50户, 近300个."""
    return (
        mention.quantity.amount.bound in {Bound.RANGE, Bound.VAGUE}
        or _NOT_REACHED.search(clause_of(mention)) is not None
    )


def _counted(mentions: list[Mention], other_times: list[Mention]) -> list[Mention]:
    """Return the amounts that the year is to deliver, sizes of a building still among them."""
    counted = [mention for mention in mentions if mention not in other_times and _is_deliverable(mention)]
    counted = [mention for mention in counted if not _striven_for(mention, counted)]
    counted = [mention for mention in counted if not _goes_on_with_size(mention, mentions)]
    return once_each(counted)


def _goes_on_with_size(mention: Mention, mentions: list[Mention]) -> bool:
    """Return whether a bare amount of a list is a size as the one before it: 日供水能力分别为3000吨、2000吨."""
    at = mentions.index(mention)
    bare = at > 0 and not clause_of(mention) and not mention.after and mention.lead.endswith("、")
    previous = mentions[at - 1]
    alike = bare and dimension_of(previous.quantity) is dimension_of(mention.quantity)
    scale = scale_word(previous)
    sized = bool(scale) and not is_yearly_output(previous, scale)
    return alike and (sized or _goes_on_with_size(previous, mentions))


def _striven_for(mention: Mention, counted: list[Mention]) -> bool:
    """Return whether an amount is only hoped for beside the one that is promised: 不少于100部，力争达到120部."""
    return "力争" in clause_of(mention) and any(
        other.sentence == mention.sentence
        and other.start < mention.start
        and dimension_of(other.quantity) is dimension_of(mention.quantity)
        and not noun_of(clause_of(mention) + mention.after)
        for other in counted
    )


def _named(name: str, mention: Mention) -> Named:
    return Named(name, dimension_of(mention.quantity), mention.quantity.amount.unit)


def _is_deliverable(mention: Mention) -> bool:
    """Return whether a quantity is promised for the year, judged by its own words."""
    own, dimension = clause_of(mention), dimension_of(mention.quantity)
    before, after = mention.before, mention.after
    if mention.quantity.amount.bound in {Bound.RANGE, Bound.VAGUE} or mention.quantity.amount.value == 0:
        return False
    if mention.subset or tells_size(mention) or _NOT_REACHED.search(own):
        return False
    if _is_of_each(mention) or (_EACH.search(own) and not is_level(own, dimension)):
        return False
    reaches = BEARING.search(own or mention.verb) or (own == "覆盖" and re.search(r"\d", mention.lead))
    if reaches and _PLACES.match(after):  # 惠及5个乡镇: whom it reaches, not what is done
        return False
    if dimension is Dimension.LENGTH and _HAN_NUMBER.match(mention.written) and after and not VERB.search(own):
        return False  # 三公里充分就业社区: a name
    if _HAD.search(own) and not is_level(own, dimension):
        return False
    if _WITH_BEFORE.fullmatch(own):  # 新建1000个，累计达到3500个: the stock, rule C5
        return False
    if dimension is Dimension.TIMES and "每年" in own:
        return False  # 每年提供1次免费体检: how often each gets it
    if dimension is Dimension.PERCENT:
        paid = (_PAID.search(own) and not _PAID_OUT.search(own)) or ("报销" in own and not _PAID_SHARE.search(own))
        rate = _RATE.search(own) or after.startswith(("覆盖", "全覆盖"))
        return bool(rate) and not paid and not _STANDARD_RAISED.search(own)
    if dimension is Dimension.MONEY:
        lent = _LENDING.search(before[-14:]) and "标准" not in own and "元/" not in after
        return bool(lent) or tells_income(own) or is_price(mention)
    if dimension in {Dimension.PIECES, Dimension.TIMES, Dimension.CASES} and _is_measure(own, after):
        return False
    scale = scale_word(mention)
    promised = (
        bool(mention.verb)
        or noun_of(own) != ""
        or VERB.search(after) is not None
        or own in {"为", "对", "给", "向", "帮助"}
        or bool(IN_ALL.search(own) and _ALL_EACH.search(mention.lead))  # 在五个街道各建一个，共5个
    )
    return promised and (not scale or is_yearly_output(mention, scale))


def _is_measure(own: str, after: str) -> bool:
    """Return whether a count is of measures or of what was named before it: 落实12项措施, “甲”“乙”两项工程."""
    named = own.endswith("”") and _NAMED_ABOVE.match(after)
    return bool(named or _MEASURES.match(after.lstrip("便民重点")))


def _is_of_each(mention: Mention) -> bool:
    """Return whether an amount is said of every one of something, by its own words or those it goes on with."""
    own = clause_of(mention)
    if _ALL_EACH.search(own) or (not own and _EACH_BEFORE.search(mention.lead)):
        return True
    lead = re.sub(r"\([^()]*\)", "", mention.lead)
    single = mention.quantity.amount.value == 1 or dimension_of(mention.quantity) is Dimension.MONEY
    told = single and _GIVEN_TO_EACH.match(own) and _OF_EACH_TOLD.search(lead)
    return bool(told or _OF_EACH_LISTED.search(lead))


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


def _as_written(quantity: Quantity, written: str) -> tuple[float, str]:
    match = _BIG.fullmatch(written)
    if quantity.amount.unit == "%":
        return round(quantity.amount.value, 2), "%"  # 三分之二
    if match is None or match["unit"][0] in "百千":
        return quantity.amount.value, {"m2": "平方米"}.get(quantity.amount.unit, quantity.amount.unit)
    if match["unit"] == "万":  # 3.2万农村人口
        return float(match["number"]), "万人"
    return float(match["number"]), match["unit"].replace("余", "").replace("多", "").replace("m2", "平方米")


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
        apart.append(replace(target, name=name if name not in taken else f"{name}（{target.unit}）"))
    return tuple(apart)
