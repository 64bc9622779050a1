"""What a year promises: which amounts of a 项目内容 are delivered, by the words of each."""

from __future__ import annotations

import re

from shishi_xl.core.quantities import Bound
from shishi_xl.core.target_mentions import Mention, clause_of, rises
from shishi_xl.core.target_names import noun_of
from shishi_xl.core.target_scale import (
    PARTS,
    is_level,
    is_price,
    is_share_of_places,
    is_yearly_output,
    scale_word,
    tells_income,
    tells_size,
)
from shishi_xl.core.target_times import BEARING, once_each
from shishi_xl.core.target_words import IN_ALL, LEVEL, VERB
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

_EACH = regex(
    r"每(?:季度?|月|周|日|天|半年)|按[月季周日年](?!底)|(?:^|[，；。、(])(?:按照?)?每(?!年)|(?:每(?!年)|人均|户均|[日月]均|平均|(?<!享)单(?:个|体|座|套|户|桩|枪|台|次|机|车|井|组|块|件|条|人|处|站)|最[大高低多])[一-龥]{0,10}$"
)

_EACH_BEFORE = regex(r"每(?![年季月周日天百千万\d])[一-龥]{1,8}$")  # 每人配发一套

# What one clause says of each goes on behind its commas: 每院设床位10张，配器材1套，补助12万元.
_OF_EACH_LISTED = regex(r"每(?![年季月周日天百千万\d])[一-龥]{1,6}\d[^，。；：]*、[^，。；：]*$")

_OF_EACH_TOLD = regex(r"每(?![年季月周日天百千万\d])[一-龥]{1,8}[^，。；：]*，[^。；：]*$")

_GIVEN_TO_EACH = regex(r"(?:并|均|各)?(?:配(?![送])|补助|补贴|奖补|给予|设)")

_ASKED_OF_EACH = regex(r"(?:配套|配备|配置|设)[^，。；\d]{0,10}(?:不少于|不低于|至少)")

_SO_LARGE_AT_LEAST = regex(r"[^，。；]{0,8}面积(?:不低于|不少于|不小于|达到?|约|为)*")

_RATE_AT_END = regex(rf"率(?:{LEVEL}|为|均)*$")  # 每学期检查覆盖率100%

_ALL_EACH = regex(
    r"各(?:新|再|至少|分别)?(?:建|设|新建|改建|改造|建设|建成|打造|设立|设置|配备|安装|完成|新增|培育|创建)"
)  # in甲镇、乙镇各建1个: how many in all is not said

_NOT_REACHED = regex(r"(?:近|接近|将近|不足|不到|不满)$")

_RATE = regex(
    r"率|密度|比例|占比|比重|满意度|覆盖面|覆盖|达标|达到|提高到|提升(?:[至到]|(?:约|近)?$)|控制|下降|降低|增长|增幅|增速|提高|削减|减少|压减|压缩|缩短"
)

# How far the whole work is to get within the year: 形象进度达80%, 完成总工程量的60%.
_PROGRESS = regex(
    rf"(?:(?:形象|工程|总体|整体|建设|施工)进度|(?:完成|达到?)(?:总|全部)?工程量的?)(?:{LEVEL}|完成|[为约：])*$"
)

_PAID_SHARE = regex(rf"报销(?:比例|率).{{0,4}}(?:{LEVEL})(?:约|为)?$")  # not 按70%的比例报销

_PAID = regex(r"[补贴][助贴息]|资金|投资|比例补")

# How surely it is paid is a rate like any other: “两项补贴”按时足额发放率100%.
_PAID_OUT = regex(rf"(?:发放|到位|兑现|兑付|拨付|落实|支付)率(?:{LEVEL}|为|：)?$")

_PAID_FOR_EACH = regex("每[一-龥]{1,4}(?:补助|补贴|奖补|奖励)")  # 每公里补助由40万元提高到50万元

_STANDARD_RAISED = regex(r"标准(?!化)[^，。；]{0,4}(?:提[高升]|上[调浮]|增[长加])(?:约|了)?$")  # 保障标准提高5%

_BUILT_UPON = regex(r"[^，。；]{0,12}基础上")  # 在2021年建成100个食堂的基础上
_HAS_NOW = regex(
    r"(?:^|[区市县镇省]|目前|现)(?:拥有|[现已尚还仍]有|尚余|还余|还剩)[^每]*$"
)  # 全市拥有床位1.9万张、中心165个

_HAD = regex(r"(?:(?<!患者)(?<!人群)管理|管辖|拥有|现存)$")  # what there is already

_ONE_BY_ONE = regex(
    r"(?:发现|排查|申请|成熟)一(?P<unit>[一-龥])(?:[、，][一-龥]{2}一(?P=unit))?$"
)  # 发现一户、改造一户

_MEASURES = regex(
    r"^(?:措施|工作|制度|任务|机制|功能|服务|要求|内容|行动|指标|举措|重点|民生|实事|政策|方面|环节|补贴|补助|标准(?=$|体系)|原则|清单|事项|文件|方案|办法|意见|规划)"
)

_SERVICE_HOLDS = regex(rf"(?:体检|检查|检测|筛查)项目(?:{LEVEL}|为|共|有)*$")  # 体检项目不少于12项

_NAMED_ABOVE = regex(r"大?(?:工程|行动|计划|活动|品牌|项目)")  # “甲”“乙”两项工程

_PLACES = regex(r"(?:苏木镇?|嘎查|乡|镇|街道|村|行政村|自然村|社区|县|区县|乡镇|镇街|街镇)+$")

_WHOSE = regex("(?:乡镇|镇街|镇|乡|街道|村|社区|县|区)的[一-龥]{2,10}(?:能力|水平|条件|品质|问题)")

_LENDING = regex(r"发放|投放|兑现|兑付|贷款|补贴|补助|消费券|信贷|授信")

_STOCK = regex(r"累计|现有|原有|已有|已建|现状|存量|截至")

_WITH_BEFORE = regex(r"(?:全[区县市])?(?:累计|总数|总量|总计)(?:达到?|建成|完成|拥有|保有)?约?")

_TO_WHOM = regex("(?:为|对|给|向|帮助)(?:全[区县市镇旗]|辖区内?)?$")

_HAN_NUMBER = regex(r"[一二三四五六七八九十百]")

_IN_ALL_OF_THEM = regex("全?[区县市镇]?(?:[一总]共|合计|共计?)")

_THINGS = frozenset({Dimension.PIECES, Dimension.PERSONS, Dimension.HOUSEHOLDS, Dimension.LENGTH, Dimension.TREES})


def promises_openly(mention: Mention) -> bool:
    """Return whether something is promised and how much of it in all is left open: 每村建1个, 改造40-50户, 近300个."""
    own = clause_of(mention)
    if mention.quantity.amount.dimension not in _THINGS or mention.subset or tells_size(mention) or scale_word(mention):
        return False
    each = _ALL_EACH.search(own) or _EACH.search(own)
    return bool(VERB.search(own)) and (is_vague(mention) or each is not None)


def is_vague(mention: Mention) -> bool:
    """Return whether an amount is no number that can be owed: 40-50户, 近300个."""
    return (
        mention.quantity.amount.bound in {Bound.RANGE, Bound.VAGUE}
        or _NOT_REACHED.search(clause_of(mention)) is not None
    )


def promised(mentions: list[Mention], other_times: list[Mention]) -> list[Mention]:
    """Return the amounts that the year is to deliver, sizes of a building still among them."""
    counted = [mention for mention in mentions if mention not in other_times and _is_deliverable(mention)]
    counted = [mention for mention in counted if not _striven_for(mention, counted)]
    counted = [mention for mention in counted if not _goes_on_with_size(mention, mentions)]
    counted = [mention for mention in counted if not _holds_people(mention, mentions)]
    return once_each(counted)


def _goes_on_with_size(mention: Mention, mentions: list[Mention]) -> bool:
    """Return whether a bare amount of a list is a size as the one before it: 日供水能力分别为3000吨、2000吨."""
    at = mentions.index(mention)
    previous = mentions[at - 1]
    listed = mention.lead.endswith("、") or rises(previous.after)  # 由日处理2万吨扩至4万吨
    bare = at > 0 and not clause_of(mention) and not mention.after and listed
    alike = bare and previous.quantity.amount.dimension is mention.quantity.amount.dimension
    scale = scale_word(previous)
    sized = bool(scale) and not is_yearly_output(previous, scale)
    return alike and (sized or _goes_on_with_size(previous, mentions))


def _holds_people(mention: Mention, mentions: list[Mention]) -> bool:
    """Return whether people are only those whom the rooms told before hold (设托养床位80张、日间照料60人)."""
    at = mentions.index(mention)
    own, previous = clause_of(mention), mentions[at - 1]
    listed = at > 0 and mention.lead.removesuffix(own).endswith("、") and previous.sentence == mention.sentence
    held = listed and mention.quantity.amount.dimension is Dimension.PERSONS and not VERB.search(own)
    return held and PARTS.search(clause_of(previous)) is not None and "设" in clause_of(previous)


def _striven_for(mention: Mention, counted: list[Mention]) -> bool:
    """Return whether an amount is only hoped for beside the one that is promised: 不少于100部，力争达到120部."""
    return "力争" in clause_of(mention) and any(
        other.sentence == mention.sentence
        and other.start < mention.start
        and other.quantity.amount.dimension is mention.quantity.amount.dimension
        and not noun_of(clause_of(mention) + mention.after)
        for other in counted
    )


def lends_its_name(mention: Mention) -> bool:
    """Return whether an amount that is not promised names one that is: what there is already, so many in each."""
    return _STOCK.search(clause_of(mention)) is not None or _ALL_EACH.search(mention.lead) is not None


def _is_deliverable(mention: Mention) -> bool:
    """Return whether a quantity is promised for the year, judged by its own words."""
    dimension = mention.quantity.amount.dimension
    if _is_no_promise(mention):
        return False
    if dimension is Dimension.PERCENT:
        return _is_rate_to_reach(mention)
    if dimension is Dimension.MONEY:
        return _is_money_to_reach(mention)
    return _is_thing_to_deliver(mention)


_DOING_EACH = regex(rf"[一-龥]{{1,6}}?(?:各|分别)(?:自|新|再)?(?:{VERB.pattern}|[建设配])")  # 12个街道各新建公园2个


def _is_no_promise(mention: Mention) -> bool:
    """Return whether an amount is none that can be owed, a part of another, a size, what each gets or what there is."""
    own, dimension = clause_of(mention), mention.quantity.amount.dimension
    if mention.quantity.amount.bound in {Bound.RANGE, Bound.VAGUE} or mention.quantity.amount.value == 0:
        return True
    if mention.subset or tells_size(mention) or _NOT_REACHED.search(own):
        return True
    rate = dimension is Dimension.PERCENT and _RATE_AT_END.search(own)
    if _is_of_each(mention) or (
        _EACH.search(own) and not (is_level(own, dimension) or rate or dimension is Dimension.TIME)
    ):
        return True
    reaches = BEARING.search(own or mention.verb) or (own == "覆盖" and re.search(r"\d", mention.lead))
    if _BUILT_UPON.match(mention.after) or _DOING_EACH.match(mention.after):
        return True
    if _HAS_NOW.search(re.split(r"[，；：]", mention.lead)[-1]) and not is_level(own, dimension):
        return True
    if dimension is Dimension.PIECES and _WHOSE.match(mention.after):
        return True  # 提升沿海5个乡镇的防台御潮能力
    if reaches and _PLACES.match(mention.after):  # 惠及5个乡镇: whom it reaches, not what is done
        return True
    if dimension is Dimension.LENGTH and _HAN_NUMBER.match(mention.written) and mention.after and not VERB.search(own):
        return True  # 三公里充分就业社区: a name
    if (_HAD.search(own) and not is_level(own, dimension)) or _ONE_BY_ONE.search(mention.lead + mention.written):
        return True
    if dimension is Dimension.TIMES and "每年" in re.split(r"[，；：]", mention.lead)[-1]:
        return True  # 每年提供1次免费体检: how often each gets it
    return _WITH_BEFORE.fullmatch(own) is not None  # 新建1000个，累计达到3500个: the stock, rule C5


def _is_rate_to_reach(mention: Mention) -> bool:
    """Return whether a percent is what a rate is to reach or to change by, not the share that is paid."""
    own = clause_of(mention)
    paid = (_PAID.search(own) and not _PAID_OUT.search(own)) or ("报销" in own and not _PAID_SHARE.search(own))
    rate = (
        _RATE.search(own)
        or _PROGRESS.search(own)
        or is_share_of_places(mention)
        or mention.after.startswith(("覆盖", "全覆盖"))
    )
    return bool(rate) and not paid and not _STANDARD_RAISED.search(own)


def _is_money_to_reach(mention: Mention) -> bool:
    """Return whether money is what is lent or handed out, earned or a price to keep; what is invested is not."""
    own = clause_of(mention)
    each = _PAID_FOR_EACH.search(own)
    lent = _LENDING.search(mention.before[-14:]) and not each and "标准" not in own and "元/" not in mention.after
    return bool(lent) or tells_income(own) or is_price(mention)


def _is_thing_to_deliver(mention: Mention) -> bool:
    """Return whether so many of a thing are to be done, opened or reached, where no word of size stands before them."""
    own, after, dimension = clause_of(mention), mention.after, mention.quantity.amount.dimension
    if dimension in {Dimension.PIECES, Dimension.TIMES, Dimension.CASES} and _is_measure(own, after):
        return False
    scale = scale_word(mention)
    owed = (
        bool(mention.verb)
        or noun_of(own) != ""
        or VERB.search(after) is not None
        or _TO_WHOM.search(own) is not None  # 免费为8.6万名妇女提供检查
        or bool(IN_ALL.search(own) and _ALL_EACH.search(mention.lead))  # 在五个街道各建一个，共5个
        or bool(_IN_ALL_OF_THEM.fullmatch(own) and _EACH.search(mention.lead))  # 每个乡镇建1个，全县共13个
    )
    return owed and (not scale or is_yearly_output(mention, scale))


def _is_measure(own: str, after: str) -> bool:
    """Return whether a count is of measures or of what was named before it: 落实12项措施, “甲”“乙”两项工程."""
    named = own.endswith("”") and _NAMED_ABOVE.match(after)
    return bool(named or _SERVICE_HOLDS.search(own) or _MEASURES.match(after.lstrip("便民重点可选")))


def _is_of_each(mention: Mention) -> bool:
    """Return whether an amount is said of every one of something, by its own words or those it goes on with."""
    own = clause_of(mention)
    if _ALL_EACH.search(own) or (not own and _EACH_BEFORE.search(mention.lead)):
        return True
    lead = re.sub(r"\([^()]*\)", "", mention.lead)
    single = mention.quantity.amount.value == 1 or mention.quantity.amount.dimension is Dimension.MONEY
    given = single and _GIVEN_TO_EACH.match(own)
    sized = mention.quantity.amount.dimension is Dimension.AREA and _SO_LARGE_AT_LEAST.fullmatch(own)
    asked = _ASKED_OF_EACH.match(own)  # 每个广场不少于600平方米，配套健身器材不少于10件
    told = (given or sized or asked) and _OF_EACH_TOLD.search(lead)
    return bool(told or _OF_EACH_LISTED.search(lead))
