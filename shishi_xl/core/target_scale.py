"""What only tells how large a thing is: rule C15, scale is not a target."""

from __future__ import annotations

import re

from shishi_xl.core.target_mentions import OF_A_TRACK, Mention, clause_of, dimension_of, is_of_pieces
from shishi_xl.core.target_words import AT_LEAST, KEPT_AT, LEVEL, PER_PEOPLE, VERB, any_of
from shishi_xl.core.units import Dimension

# What a building holds so many of; a list may promise them for themselves (新增学位3000个).
_HELD = "学位|床位|托位|座位|座席|坐席|观众席|泳道|席位|病床|餐位|摊位|铺位|展位"
PARTS = re.compile(f"{_HELD}|车位|泊位")

SCALE_BEFORE = re.compile(
    r"(?:占地|用地|规划|建筑|总建筑|总|建设用地|地上|地下|计容|净用地|红线|使用|套内|规划总|校区|校园|场地|馆舍|营业|经营|总占地)(?:面积|面职)|占地|办学规模|办园规模|建设规模|规模|容纳|可(?:容|停|收[容治住]|存放|储存|接待)|"
    rf"{_HELD}|可供|寄宿(?!制)|(?<![为对向给级])在校|住宿|编制|定员|管径|直径|跨径|跨度|桥宽|净宽|层高|地[上下](?:约|为|共|部分|建筑)*$|投资|概算|预算|估算|造价|总长|全长|长度|(?:宽|高|厚|深|长)度?(?:约|为|达|均|不低于|不少于|不小于|：)*$|拟设|设计|额定|单机功率|服务半径|红线|(?<!高)标准(?=$|[为：由从在按达提不每人补控是增上约≥])|库容|海拔|日处理|能力|日供水|限高|限速|间距"
    r"|现有|原有|已有|已建|现状|存量|去年|上年|截至|基础上"
)

_OF_ANY_SIZE = re.compile(
    r"^(?:/(?![日天年月百千万]|10万|十万)|的(?!水平|目标|[降增]幅)|[一-龥]{1,4}率|级(?!别)|以上的|以下的|以内的|及以上的|班额|车道)"
)

_OF_SUCH_A_SIZE = re.compile(r"(?:及?以上|及?以下|以内)[一-龥]{2}")

# 20户以上集中居住区 is a kind of place; 20户以上农户 are who is served.
_OF_SO_MANY_HOMES = re.compile(
    r"及?以[上下]的?(?!居民|农[户牧民]|家庭|群众|困难|贫困|低[保收]|村民|牧民|渔民|用户|移民|搬迁|企业|商[户家])[一-龥]{2}"
)

_OF_SUCH_A_PLACE = re.compile(
    r"及?以[上下]的?(?:自然|行政)?(?:村|屯|组|小区|社区|乡镇|居民点|企业|单位|学校|医院|场所)"
)

_OF_A_DAY = re.compile("日?处理(?=规模|能力|量|水量)|日处理")  # 设计日处理规模3万吨

_DONE = re.compile(rf"(?:{VERB.pattern})(?:不少于|约)?$")

_AT_LEAST_DONE = re.compile(r"以上的[一-龥]{2}")

_AVERAGE = re.compile(rf"人均|户均|平均|{PER_PEOPLE}")

_AT_A_LEVEL = re.compile(rf"(?:{LEVEL}|增长|增加)(?:约|为|{PER_PEOPLE})?$")

_KEPT = re.compile(rf"(?:{any_of(KEPT_AT)})(?:约)?$")

_OWNED = re.compile(rf"{PER_PEOPLE}[^每]*(?:拥有|配备|配置)[^每]*$")  # 每千人口拥有托位4.5个

_TOTAL_AREA = re.compile(
    r"(?<!占地)(?:总(?:建筑)?面积|建筑总面积|面积(?:合计|总计|共计?))(?:约|为|共|达到?|不少于|不低于)*$"
)

# Built and promised by the square metre: how large it is is what is delivered.
_BY_THE_AREA = re.compile(r"(?:厂房|安置房|公租房|保障性?住?房|人才房|商品房|公寓|冷库|大棚|温室|仓库|仓储用房)$")

_RENEWAL = re.compile(r"改造|整治|修缮|维修|加固|拆除|翻新|更新|治理|拆违|征收")

_SINGLE = re.compile(
    r"^(?:新建|改建|改扩建|扩建|建设|迁建|建成|完成|推进|实施|打造|启动)(?!.{0,12}等)"
    r"(?:第[一二三四五六七八九十\d]+|[^，。；、\d一二两三四五六七八九十]|[一二三四五六七八九十](?=[^个条座所处家项类批间栋级期，。；、\d][一-龥]?[河湖江山路街湾镇村]))"
    r"{2,}?"
    r"(?:院|馆|中心|学校|小学|中学|幼儿园|大楼|基地|厂|校区|校|广场|公园|游园|体育场|大桥|项目|工程|第[\d一-十]+(?:中学|小学))[^，。；、\d]{0,10}(?:[，。；(]|$)"
)

_CONVERTED = re.compile(
    r"^[^，。；、\d]{2,20}(?:改造|改建|装修)(?:为|成)[^，。；、\d]{2,15}[，。；(]"
)  # 旧址改造为青年公寓

# A programme and what is done in it: 实施配电网提升工程，新建线路164公里.
_PROGRAMME = re.compile(rf"^(?:实施|推进|启动)[^，。；(]*工程，(?!占地|用地)(?:{VERB.pattern}|新\(改\)建)")

_BUILDING = re.compile(r"占地|用地面积|建筑面积|建筑面职|办学规模|办园规模|个班|总投资|红线|宽\d|层")

_STRETCH = re.compile(r"总长|全长|长度|(?<!成)长约?$|建筑面积|总面积")

_STOREYS = re.compile(r"占地|用地面积|建筑面积|建筑面职|办学规模|办园规模|个班|红线|[地共]?[上下]?\d+层")

# Rooms and places of a building: 内设观众席1500座, 设告别厅6间.
_WITHIN = re.compile(
    r"首层|[底顶一二三四五六][层楼](?!以)|包括|包含|含|主要为|内容为|分为|^(?:馆|楼|院|校|场|园)?(?:内|下|共)?设(?:有|置|立)?"
)

# The length or the area of the work itself: 改造长度5公里.
_WORKED = re.compile(rf"(?:{VERB.pattern})(?:总?长度|里程|总?面积)(?:约|为|共|达到?|不少于|不低于)?$")

_HOLDING = frozenset({"提供", "设置", "配建", "配套", "配置", "配备"})  # what a building does with its rooms

_REACHED = frozenset({"达到", "达", "不低于", "不少于"})


_SO_LARGE = re.compile(
    r"^(?:规模|宽|深|厚|高(?!标准|品质|质量|等级|[速效产压铁架])|长(?![廊效输江期])|大(?![一-龥])|标准(?![一-龥]))"
)  # 3米宽; 50个标准篮球场 are things

_SIZES = frozenset(
    {Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS, Dimension.POWER, Dimension.MONEY}
)


_SMALL = frozenset({"毫米", "mm", "厘米", "cm", "公分"})  # 68毫米降雨, 厚20厘米

# Promised by their length whoever they are one or many: 建设健身步道，总长46公里.
_BY_THE_LENGTH = re.compile(r"(?:步道|绿道|慢行道|自行车道|管网|管线|护栏|栈道)，$")

_INCOME = re.compile(rf"(?:收入|增收|收益)(?:{any_of(f'{AT_LEAST} {KEPT_AT}')}|约|再|净)*$")

_PRICE = re.compile(rf"(?:均价|零售价)格?(?:{LEVEL})$")  # 15种蔬菜均价不高于5元/斤

_FOR_MONEY = frozenset({"投资", "概算", "预算", "估算", "造价"})


def scale_word(mention: Mention) -> str:
    """Return the word before an amount that usually tells how large a thing is, "" for none: 占地, 容纳, 总投资."""
    own = clause_of(mention)
    found = SCALE_BEFORE.search(own)
    while found and found[0] in _FOR_MONEY and dimension_of(mention.quantity) is not Dimension.MONEY:
        found = SCALE_BEFORE.search(own, found.end())  # 政府投资的3个片区
    return found[0] if found else ""


def tells_size(mention: Mention) -> bool:
    """Return whether the words behind an amount make it the size of something: 3米宽, 5万吨的, 海拔3000米以上学校."""
    if mention.sized or mention.quantity.amount.unit in _SMALL:
        return True
    if is_price(mention):
        return False
    if dimension_of(mention.quantity) is Dimension.LENGTH and OF_A_TRACK.match(mention.after):
        return True
    if _AT_LEAST_DONE.match(mention.after) and _DONE.search(clause_of(mention)):
        return False  # 修建50公里以上的县道
    if _OF_ANY_SIZE.match(mention.after):
        return True
    if dimension_of(mention.quantity) is Dimension.HOUSEHOLDS and _OF_SO_MANY_HOMES.match(mention.after):
        return True
    if dimension_of(mention.quantity) is Dimension.PERSONS:
        return _OF_SUCH_A_PLACE.match(mention.after) is not None
    if dimension_of(mention.quantity) not in _SIZES:
        return False
    of_such = _OF_SUCH_A_SIZE.match(mention.after) and not _DONE.search(clause_of(mention))
    return bool(of_such or _SO_LARGE.match(mention.after))


def tells_income(own: str) -> bool:
    """Return whether money is what people are to earn: 户均年增收5000元以上; what they are paid is a standard."""
    return _INCOME.search(own) is not None


def is_price(mention: Mention) -> bool:
    """Return whether an amount is a price on the market that is to be kept: 蔬菜均价不高于5元/斤."""
    per = mention.after.startswith(("/斤", "/公斤", "/千克", "/吨"))
    return per and _PRICE.search(clause_of(mention)) is not None


def is_level(own: str, dimension: Dimension | None) -> bool:
    """Return whether an average is itself what the year is to reach: 人均体育场地面积达到2.4平方米, 每千人口托位数达到4.5个."""
    if dimension is Dimension.MONEY:
        return tells_income(own)
    return bool((_AVERAGE.search(own) and _AT_A_LEVEL.search(own)) or _OWNED.search(own))


def is_yearly_output(mention: Mention, scale: str) -> bool:
    """Return whether words that usually describe a building are here the thing delivered (新增学位3000个)."""
    own = clause_of(mention)
    if PARTS.fullmatch(scale) or scale.startswith(("总长", "全长", "长")):
        return True  # decided with the other deliverables at hand
    if scale.endswith(("面积", "面职")):
        if _TOTAL_AREA.search(own):
            return True  # of several things; decided with the other deliverables at hand
        return bool(_RENEWAL.search(mention.lead)) or is_level(own, dimension_of(mention.quantity))
    if scale == "规模" and _KEPT.search(own):
        return True  # 务工规模稳定在1.9万人
    if scale in {"能力", "库容"}:
        return re.search(r"新增|增加", own) is not None
    return scale in {"高", "深", "长", "标准", "设计", "规模", "投资", "预算", "宽"} and bool(
        VERB.search(_OF_A_DAY.sub("", own.split(scale)[-1]))
    )


def describes_one_building(mention: Mention, counted: list[Mention], text: str) -> bool:
    """Return whether the amount is the size of a single thing the content is about, not something delivered by the year."""
    own, dimension = clause_of(mention), dimension_of(mention.quantity)
    if is_level(own, dimension):
        return False
    if _is_size_of_one(mention, counted):
        return True
    building = bool(_is_single(text) or _BUILDING.search(text))
    if dimension is Dimension.PERCENT or (_WORKED.search(own) and not building):
        return False
    several = _several(mention, counted)
    if PARTS.search(own + mention.after):
        return not several if building else _is_part_of_one(mention, counted, several)
    if _STRETCH.search(own + mention.after):
        return not several and not _BY_THE_LENGTH.search(mention.lead.removesuffix(own))
    return building and _is_of_the_building(mention, text, several)


def _is_single(text: str) -> bool:
    """Return whether a content opens with the one thing it is about: 新建区图书馆，…; 旧址改造为青年公寓，…"""
    return bool(_CONVERTED.match(text) or (_SINGLE.match(text) and not _PROGRAMME.match(text)))


def _several(mention: Mention, counted: list[Mention]) -> list[Mention]:
    """Return the counts that an amount may measure: 小区41个、建筑面积118万平方米; a measure stands behind its things."""
    own = clause_of(mention)
    found = [
        other for other in counted if other is not mention and _is_count(other) and other.quantity.amount.value > 1
    ]
    if _STRETCH.search(own + mention.after) or dimension_of(mention.quantity) is Dimension.AREA:
        found = [other for other in found if other.start < mention.start]
    if _TOTAL_AREA.search(own):
        found = [other for other in found if other.sentence == mention.sentence]
    return found


def _is_part_of_one(mention: Mention, counted: list[Mention], several: list[Mention]) -> bool:
    """Return whether 床位 and the like only tell how large something is: 建成养老中心，床位不少于150个."""
    own = clause_of(mention)
    promised = set(VERB.findall(own)) - _REACHED or "增" in own + _verb_carried(mention, counted)
    return not promised and not any(other.sentence == mention.sentence for other in several)


def _is_of_the_building(mention: Mention, text: str, several: list[Mention]) -> bool:
    """Return whether an amount tells of the rooms, the area or the people of the building the content describes."""
    own, dimension = clause_of(mention), dimension_of(mention.quantity)
    if re.search(r"服务人口|容量", own + mention.after):
        return not several
    within = _WITHIN.search(re.split(r"[，；：]", mention.lead)[-1]) is not None
    if dimension is Dimension.PIECES:
        return within or _is_room(mention, text, several)
    if dimension is Dimension.LENGTH and within:
        return True
    if several or (_BY_THE_AREA.search(own) and VERB.search(own)):
        return False
    if dimension is Dimension.AREA and re.search(r"[楼馆校院房]|中心|面积", own):
        return True
    sized = dimension in {Dimension.AREA, Dimension.VOLUME, Dimension.PERSONS}
    return sized and not re.search(r"新增|培训|惠及|受益|就业|解决|救助|资助|帮扶", own)


def _verb_carried(mention: Mention, counted: list[Mention]) -> str:
    """Return the verb of a list that an amount goes on with: 新增学位900个、床位60张; 新增泊位90个，共享泊位30个."""
    before = [other for other in counted if other.sentence == mention.sentence and other.start < mention.start]
    listed = mention.lead.removesuffix(clause_of(mention)).endswith("、")
    return mention.verb if listed or (before and PARTS.search(clause_of(before[-1]) + before[-1].after)) else ""


def _is_room(mention: Mention, text: str, several: list[Mention]) -> bool:
    """Return whether a bare count belongs to the building that the content describes: 传染病楼，地上6层，病房40间."""
    own = clause_of(mention)
    return (
        not several
        and set(VERB.findall(own)[-1:]) <= _HOLDING
        and own != ""
        and bool(_is_single(text) or _STOREYS.search(text))
    )


def _is_size_of_one(mention: Mention, counted: list[Mention]) -> bool:
    """Return whether the amount tells how large the one thing before it is: 车站1个，候车厅面积2000平方米，日发送5000人次."""
    own = clause_of(mention)
    before = [other for other in counted if other.start < mention.start and other.sentence == mention.sentence]
    pieces = [other for other in before if is_of_pieces(other)]
    if not pieces or pieces[-1].quantity.amount.value != 1 or mention.lead.removesuffix(own)[-1:] == "、":
        return False
    if _WITHIN.search(own):
        return True
    rated = dimension_of(mention.quantity) in {Dimension.PERCENT, Dimension.HOUSEHOLDS, Dimension.CONCENTRATION}
    if VERB.search(own) or rated:
        return False
    return not is_of_pieces(mention) or PARTS.search(own + mention.after) is not None


def _is_count(mention: Mention) -> bool:
    return dimension_of(mention.quantity) in {Dimension.PIECES, Dimension.HOUSEHOLDS} and not re.search(
        rf"{PARTS.pattern}|栋|幢|层", clause_of(mention) + mention.after
    )
