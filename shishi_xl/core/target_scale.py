"""What only tells how large a thing is: rule C15, scale is not a target."""

from __future__ import annotations

import re

from shishi_xl.core.target_mentions import Mention, clause_of
from shishi_xl.core.target_spans import OF_A_TRACK
from shishi_xl.core.target_words import AT_LEAST, KEPT_AT, LEVEL, PER_PEOPLE, VERB, any_of
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

# What a building holds so many of; a list may promise them for themselves (新增学位3000个).
_HELD = "墓穴|墓位|格位|学位|床位|托位|座位|座席|坐席|观众席|泳道|席位|病床|餐位|摊位|铺位|展位"
PARTS = regex(f"{_HELD}|车位|泊位")

SCALE_BEFORE = regex(
    r"(?:占地|用地|规划|(?<![式色能耗])建筑|总建筑|展陈|总|建设用地|地上|地下|计容|净用地|红线|使用|套内|规划总|校区|校园|(?<!体育)场地|馆舍|营业|经营|总占地)(?:面积|面职)|占地|办学规模|办园规模|^用地(?:约|为)?$|(?<!总)装机|建设规模|(?<!小)规模(?!化|经营|养殖|种植|企业|以上)|容纳|可(?:容|停|收[容治住]|存放|储存|储备|接待|满足|供)|"
    rf"{_HELD}|可供|每年可|寄宿(?!制)|(?<![为对向给级])在校(?![园门])|住宿|编制|定员|管径|直径|跨径|跨度|[主单]跨|桥宽|净宽|层高|地[上下](?:约|为|共|部分|建筑)*$|投资|概算|预算|估算|造价|总长|全长|长度|(?:宽|高|厚|深|长)度?(?:约|为|达|均|不低于|不少于|不小于|：)*$|拟设|设计|额定|单机功率|服务半径|红线|(?<!高)标准(?=$|[为：由从在按达提不每人补控是增上约≥])|库容|海拔|日(?:处理|供水?|产|加工)|年(?:产|加工)|能力(?!提升|建设|培训)|限高|限速(?!设施|装置|标[志牌])|间距"
    r"|现有|原有|已有|已建|现状|(?<!拆除)(?<!改造)(?<!整治)(?<!治理)(?<!消除)(?<!化解)(?<!盘活)(?<!处置)(?<!清运)(?<!清理)(?<!处理)(?<!整改)(?<!消化)(?<!消纳)(?<!填埋)(?<!开挖)存量|(?<!由)(?<!从)(?:去年|上年)|截至|基础上"
)

_OF_ANY_SIZE = regex(
    r"^(?:人?制(?=[一-龥]{2})|/(?![日天年月百千万]|10万|十万)|/[日天](?=[一-龥]{3})(?!的?(?:规模|处理))|的(?!水平|目标|[降增]幅)|[一-龥]{1,4}率|级(?!别)|以上的|以下的|以内的|及以上的|班额|车道)"
)

_OF_SUCH_A_SIZE = regex(r"(?:及?以上|及?以下|以内)[一-龥]{2}")

# 20户以上集中居住区 is a kind of place; 20户以上农户 are who is served.
_OF_SO_MANY_HOMES = regex(
    r"及?以[上下]的?(?!居民|农[户牧民]|家庭|群众|困难|贫困|低[保收]|村民|牧民|渔民|用户|移民|搬迁|企业|商[户家])[一-龥]{2}"
)

_OF_SUCH_A_PLACE = regex(r"及?以[上下]的?(?:自然|行政)?(?:村|屯|组|小区|社区|乡镇|居民点|企业|单位|学校|医院|场所)")

_OF_SO_LARGE_A_CLASS = regex(r"及?以[上下]的?(?:超?大)?(?:班额|班级|班)")  # 消除56人以上大班额

_OF_A_DAY = regex("日?处理(?=规模|能力|量|水量)|日处理")  # 设计日处理规模3万吨

_DONE = regex(rf"(?:{VERB.pattern})(?:不少于|约)?$")

_AT_LEAST_DONE = regex(r"以上的[一-龥]{2}")

# So many people whose need is met: 解决5.8万人的饮水问题.
_NEED_MET = regex(r"(?:解决|保障|改善|满足|巩固|提升)(?:\d+个?[一-龥]{0,4}(?:村|社区|乡镇|镇|小区))?约?$")
_WHOSE_NEED = regex(r"的(?!大)[一-龥]{2,12}(?:问题|需求|困难|条件|安全)")

_AVERAGE = regex(rf"人均|户均|平均|{PER_PEOPLE}")

_AT_A_LEVEL = regex(rf"(?:{LEVEL}|增长|增加|提[高升]|上升|下降|降低|缩短|压缩)(?:约|为|{PER_PEOPLE})?$")

_KEPT = regex(rf"(?:{any_of(KEPT_AT)})(?:约)?$")

_OWNED = regex(rf"{PER_PEOPLE}[^每]*(?:拥有|配备|配置)[^每]*$")  # 每千人口拥有托位4.5个

TOTAL_AREA = regex(r"(?<!占地)(?:总(?:建筑)?面积|建筑总面积|面积(?:合计|总计|共计?))(?:约|为|共|达到?|不少于|不低于)*$")


_RENEWAL = regex(r"改造|整治|修缮|维修|加固|拆除|翻新|更新|治理|拆违|征收")


_SO_LARGE = regex(
    r"^(?:规模|范围内|半径|宽|深|厚|高(?!标准|品质|质量|等级|[速效产压铁架])|长(?![廊效输江期])|大(?![一-龥])|标准(?![一-龥]))"
)  # 3米宽; 50个标准篮球场 are things

_HALL = regex("(?:标准)?(?:剧场|剧院|影院|影剧院|音乐厅|报告厅|会堂|大礼堂|体育馆)")  # 1200座剧场: its seats

_SEATS = 100  # no district builds so many theatres

_SO_TALL = regex("(?:及?以[上下]|高)的?(?:儿童|学生|未成年人|婴幼儿)")  # 1.2米以下儿童


_DOSES = frozenset({"剂", "剂次", "针", "针次"})  # HPV疫苗(2剂次): what each is given


_HOUSED = regex("(?:人均|户均|每户|每套)(?:住房|居住|使用|建筑|套内)")


_SIZES = frozenset(
    {Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS, Dimension.POWER, Dimension.MONEY}
)


_WIDENED = regex("[拓加][宽高厚][至到为]约?$")  # 路面由3.5米拓宽至5.5米


_SMALL = frozenset({"毫米", "mm", "厘米", "cm", "公分"})  # 68毫米降雨, 厚20厘米


_INCOME = regex(rf"(?:收入|增收|收益)(?:{any_of(f'{AT_LEAST} {KEPT_AT}')}|约|再|净)*$")

# Money won back or sold for is what is to be reached as much as money earned: 追回工资800万元, 网络零售额达到9亿元.
_TURNOVER = regex(rf"(?:销售额|零售额|交易额|成交额|营业额|产值)(?:{LEVEL}|约)*$|(?:挽回|追[回讨发])[一-龥]*$")

_PRICE = regex(rf"(?:均价|零售价)格?(?:{LEVEL})$")  # 15种蔬菜均价不高于5元/斤

_FOR_MONEY = frozenset({"投资", "概算", "预算", "估算", "造价"})


def scale_word(mention: Mention) -> str:
    """Return the word before an amount that usually tells how large a thing is, "" for none: 占地, 容纳, 总投资."""
    own = clause_of(mention)
    found = SCALE_BEFORE.search(own)
    while found and found[0] in _FOR_MONEY and mention.quantity.amount.dimension is not Dimension.MONEY:
        found = SCALE_BEFORE.search(own, found.end())  # 政府投资的3个片区
    return found[0] if found else ""


# How many of all the places have come so far: 40%以上的行政村建成幸福院, 70%的站点实现电子报站.
_SHARE_OF_PLACES = regex(
    "(?:及?以上)?的(?!比例|标准|费用|补[贴助]|奖)[一-龥]{1,6}?(?:要|均|都)?(?:建成|建有|建立|实现|设有|通上|开展|用上)"
)


def is_share_of_places(mention: Mention) -> bool:
    """Return whether a percent is the share of places, homes or the like in which something is to be in place."""
    percent = mention.quantity.amount.dimension is Dimension.PERCENT
    return percent and _SHARE_OF_PLACES.match(mention.after) is not None


def _of_a_machine(mention: Mention) -> bool:
    """Return whether an amount says how strong a machine is (2台70MW热水锅炉, 1.5T核磁共振)."""
    dimension = mention.quantity.amount.dimension
    strong = dimension is Dimension.POWER and bool(mention.lead) and not mention.before
    return strong or (dimension is Dimension.MASS and mention.after.startswith(("核磁", "磁共振")))


def tells_size(mention: Mention) -> bool:
    """Return whether the words behind an amount make it the size of something: 3米宽, 5万吨的, 海拔3000米以上学校."""
    if mention.sized or mention.quantity.amount.unit in _SMALL or _WIDENED.search(mention.lead):
        return True
    if _of_a_machine(mention):
        return True
    if mention.quantity.amount.unit in _DOSES and mention.lead.endswith("("):
        return True
    if is_price(mention) or is_share_of_places(mention):
        return False
    seats = mention.quantity.amount.unit == "座" and mention.quantity.amount.value >= _SEATS
    if seats and _HALL.match(mention.after):
        return True
    length = mention.quantity.amount.dimension is Dimension.LENGTH
    if length and (OF_A_TRACK.match(mention.after) or _SO_TALL.match(mention.after)):
        return True
    if _AT_LEAST_DONE.match(mention.after) and _DONE.search(clause_of(mention)):
        return False  # 修建50公里以上的县道
    if _OF_ANY_SIZE.match(mention.after):
        return not (_NEED_MET.search(clause_of(mention) or mention.lead) and _WHOSE_NEED.match(mention.after))
    if mention.quantity.amount.dimension is Dimension.HOUSEHOLDS and _OF_SO_MANY_HOMES.match(mention.after):
        return True
    if mention.quantity.amount.dimension is Dimension.PERSONS:
        return (_OF_SUCH_A_PLACE.match(mention.after) or _OF_SO_LARGE_A_CLASS.match(mention.after)) is not None
    if mention.quantity.amount.dimension not in _SIZES:
        return False
    of_such = _OF_SUCH_A_SIZE.match(mention.after) and not _DONE.search(clause_of(mention))
    return bool(of_such or _SO_LARGE.match(mention.after))


def tells_income(own: str) -> bool:
    """Return whether money is what people are to earn, sell for or win back: 户均年增收5000元以上; what they are paid is a standard."""
    return _INCOME.search(own) is not None or _TURNOVER.search(own) is not None


def is_price(mention: Mention) -> bool:
    """Return whether an amount is a price on the market that is to be kept: 蔬菜均价不高于5元/斤."""
    per = mention.after.startswith(("/斤", "/公斤", "/千克", "/吨"))
    return per and _PRICE.search(clause_of(mention)) is not None


def is_level(own: str, dimension: Dimension | None) -> bool:
    """Return whether an average is itself what the year is to reach: 人均体育场地面积达到2.4平方米, 每千人口托位数达到4.5个."""
    if dimension is Dimension.MONEY:
        return tells_income(own)
    if _HOUSED.search(own):
        return False  # 人均住房不低于20平方米: how large each is to be
    return bool((_AVERAGE.search(own) and _AT_A_LEVEL.search(own)) or _OWNED.search(own))


def is_yearly_output(mention: Mention, scale: str) -> bool:
    """Return whether words that usually describe a building are here the thing delivered (新增学位3000个)."""
    own = clause_of(mention)
    if PARTS.fullmatch(scale) or scale.startswith(("总长", "全长", "长")):
        return True  # decided with the other deliverables at hand
    if scale.endswith(("面积", "面职")):
        if TOTAL_AREA.search(own):
            return True  # of several things; decided with the other deliverables at hand
        return bool(_RENEWAL.search(mention.lead)) or is_level(own, mention.quantity.amount.dimension)
    if scale == "规模" and _KEPT.search(own):
        return True  # 务工规模稳定在1.9万人
    if scale == "住宿" and PARTS.search(own):
        return True  # 提供免费住宿床位400张
    if scale == "住宿" and mention.quantity.amount.dimension is Dimension.VISITS:
        return VERB.search(own) is not None  # 提供免费住宿2000人次
    if scale == "在校":  # 为在校女生免费接种2.4万人
        return VERB.search(own.split(scale)[-1]) is not None
    if scale in {"能力", "库容", "装机"} or scale.startswith("日"):
        return re.search(r"新增|增加(?![到至])", own) is not None
    return scale in {"高", "深", "长", "标准", "设计", "规模", "投资", "预算", "宽"} and bool(
        VERB.search(_OF_A_DAY.sub("", own.split(scale)[-1]))
    )
