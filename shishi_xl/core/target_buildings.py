"""What tells of one building: its rooms, its area, those it holds are no targets (rule C15)."""

from __future__ import annotations

import re

from shishi_xl.core.target_mentions import Mention, clause_of, is_of_pieces
from shishi_xl.core.target_scale import PARTS, TOTAL_AREA, is_level
from shishi_xl.core.target_words import VERB
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

# Built and promised by the square metre: how large it is is what is delivered.
_BY_THE_AREA = regex(r"(?:厂房|安置房|公租房|保障性?住?房|人才房|商品房|公寓|冷库|大棚|温室|仓库|仓储用房)$")

_SINGLE = regex(
    r"^(?:[经由][^，。；\d]{4,30}(?:票决|审议|研究|批准)[^，。；\d]{0,6}，|针对[^，。；\d]{4,30}，(?:[^，。；\d]{2,12}，)?)?(?:组织)?(?:更新改造|升级改造|新建|改建|改扩建|扩建|建设|迁建|建成|完成|推进|实施|打造|启动)(?!.{0,12}等)"
    r"(?:第[一二三四五六七八九十\d]+|[一二三四五六]期|[一二三四五六七八九十][中小](?![型小])|[^，。；、\d一二两三四五六七八九十]|[一二三四五六七八九十](?=[^个条座所处家项类批间栋级期，。；、\d][一-龥]?[河湖江山路街湾镇村]))"
    r"{2,}?"
    r"(?:院|馆|中心|学校|小学|中学|大学|幼儿园|大楼|(?<!农贸)(?<!集贸)(?<!菜)市场|基地|厂|校区|校|广场|公园|游园|体育场|大桥|地下(?:人行)?通道|下穿通道|首末站|客运站|枢纽站?|换乘站|项目|工程|第[\d一-十]+(?:中学|小学))[^，。；、\d]{0,10}(?:[，。；(]|$)"
)

_CONVERTED = regex(r"^[^，。；、\d]{2,20}(?:改造|改建|装修)(?:为|成)[^，。；、\d]{2,15}[，。；(]")  # 旧址改造为青年公寓

# The words of a report on one project: 建设内容及规模：新建教学楼1栋.
_DESCRIBED = regex(r"^(?:项目|工程)?(?:主要)?建设(?:内容[及与和]规模|规模[及与和]内容)")

# A thing of which its size or its place is told at once: 文化中心总投资2亿元; 水库除险加固工程，总库容…; 绿道示范段长8公里.
_SIZED_AT_ONCE = regex(
    r"^[^，。；：、\d(]{2,24}?(?:(?:院|馆|中心|学校|[小中大]学|幼儿园|大楼|厂|公园|广场)(?:项目|工程)?[，：]?(?:总投资|概算|位于|选址|占地|用地|总?建筑面积|建筑高度)"
    r"|[^，。；：、]{0,10}[，：](?:路线|主线|线路|道路|岸线)[全总]?长"
    r"|[厂站](?:[一二三四五]期)?(?:项目|工程)?[，：]设计"
    r"|(?:项目|工程|示范段|[大特]桥|隧道)[，：]?(?:位于|选址|占地|用地|(?:路线|线路)?[全总]长|长\d|总?库容|建筑高度))"
)

# One thing by its name, as a list of works opens with it: 机场南路人行天桥，…; G526国道城区段改线工程按…; 县第一中学新校区规划…
_ONE_WORK = regex(
    r"^[^，。；：、\n]{2,36}?"
    r"(?:[路街桥厂站所院楼馆校库坝堤]|大道|隧道|管廊|管道|[干支沿复]线|工程|项目|校区|[中小]学|幼儿园|[公花乐]园|广场|中心|[一二三]期|[城路道街]段|填埋场|街区|除险加固|治理|改造|提升|更新|建设|修复)(?:\([^()]*\))?"
    r"(?=[，：]|起于|起自|自[一-龥]|地处|位于|坐落|总面积|占地|[全总]长|规划|设计|按[一-龥]{2,6}标准|\(\d)"
)
_MANY_WORKS = regex(r"等|各|所有|[\d一二两三四五六七八九十多][所个座家处条栋]|农村公路|老旧小区|背街小巷|行动|计划")

# What a designer tells of one work and nobody promises by the year.
_DESIGNED = regex(
    r"净宽|(?:路幅|路基|桥|幅|红线)宽|管径|DN\d|断面|孔径|库容|坝体|设计规模|[气热水]能力|处理能力|千伏安|兆伏安|主变|\d+个(?:教学)?班|在校生|总面积|占地|用地|征地|改造面积|堆体|地处|位于|坐落|"
    r"总重|双向[四六八]车道|(?:主桥|引道|单程|路径|主线|路线|管线|线路|单线)[全总]?长|长度?\d[\d.]*(?:公里|千米|km|米)，|绿化面积|景观面积|，面积\d|起于|起自|主要内容为|[园馆院楼内]内?设|设\d+立方米"
)

# What a year does, beside what one work is like.
_DONE_BY_THE_YEAR = regex(
    r"[，：](?:计划|年内|今年|同步)?(?:铺设(?!园路|步道|草坪)|新增|新建|新\(改\)建|改扩建|建成|整治|新通|解决|改造(?!后|面积))"
)

# A programme and what is done in it: 实施配电网提升工程，新建线路164公里. 县医院改扩建项目 is one thing.
_PROGRAMME = regex(
    r"^(?:实施|推进|启动|完成(?=全[区县市旗]))(?:[^，。；(]*工程|(?![^，。；(]*(?:新建|[改扩迁重]建|建设)项目)[^，。；(]*(?:项目|行动|计划))，"
    rf"(?!占地|用地)(?:{VERB.pattern}|新\(改\)建)"
)

_BUILDING = regex(
    r"占地|用地面积|展陈面积|(?<![式色能耗])建筑面积|建筑面职|办学规模|办园规模|个班|总投资|概算|红线|宽\d|(?<!基)层"
)

_STRETCH = regex(r"总长|全长|长度|(?<!成)长约?$|(?<![式色能耗])建筑面积|总面积")

_STOREYS = regex(
    r"占地|用地面积|展陈面积|(?<![式色能耗])建筑面积|建筑面职|办学规模|办园规模|个班|红线|[地共]?[上下]?\d+层"
)

# Rooms and places of a building: 内设观众席1500座, 设告别厅6间.
_WITHIN = regex(
    r"首层|[底顶一二三四五六][层楼](?!以)|包括|包含|含|主要为|内容为|分为|^(?:馆|楼|院|校|场|园)?(?:内|下|共|分|另|还)?设(?:有|置|立)?"
)

# The length or the area of the work itself: 改造长度5公里.
_WORKED = regex(rf"(?:{VERB.pattern})(?:总?长度|里程|总?面积)(?:约|为|共|达到?|不少于|不低于)?$")

_HOLDING = frozenset({"提供", "设置", "配建", "配套", "配置", "配备"})  # what a building does with its rooms

_FOR_WHOM = regex(r"(?:年内|同步|同时|另|并)?[为对给向]")  # 为9所卫生院配备设备

_SITE = regex(r"占地|用地|位于|坐落|红线|地块")

_HOME = regex(r"安置房|住房|住宅|公寓|商品房|房源")

_BUILT_IN = frozenset(
    {Dimension.MASS, Dimension.PIECES, Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.POWER}
)

_REACHED = frozenset({"达到", "达", "不低于", "不少于"})

# Promised by their length whoever they are one or many: 建设健身步道，总长46公里.
_BY_THE_LENGTH = regex(r"(?:步道|绿道|慢行道|自行车道|管网|管线|护栏|栈道)，$")


def describes_one_building(mention: Mention, counted: list[Mention], text: str) -> bool:
    """Return whether the amount is the size of a single thing the content is about, not something delivered by the year."""
    own, dimension = clause_of(mention), mention.quantity.amount.dimension
    if is_level(own, dimension):
        return False
    if _is_size_of_one(mention, counted):
        return True
    building = bool(_is_single(text) or _BUILDING.search(text))
    besides = mention.sentence > 0 and _FOR_WHOM.match(own)  # …中心，建筑面积…；为独居老人安装设备200套
    if dimension in _BUILT_IN and not besides and (_SIZED_AT_ONCE.match(text) or _is_designed(mention, text)):
        return True
    if dimension is Dimension.PERCENT or (_WORKED.search(own) and not building):
        return False
    several = _several(mention, counted, text)
    if PARTS.search(own + mention.after):
        if _BUILDING.search(_own_sentence(mention, text)):
            several = [other for other in several if other.sentence == mention.sentence]
        return not several if building else _is_part_of_one(mention, counted, several)
    if _STRETCH.search(own + mention.after):
        return not several and not _BY_THE_LENGTH.search(mention.lead.removesuffix(own))
    return building and _is_of_the_building(mention, text, several)


_OPENING = regex(
    r"^[\s；]*(?:\(?[一二三四五六七八九十\d]{1,2}[.、)；]*)?(?:建设内容|目标任务|项目内容)?[：:]?(?:加快|推进|实施)?"
)


def _is_designed(mention: Mention, text: str) -> bool:
    """Return whether an amount stands in the sentence that opens with one work by its name and tells how it is designed."""
    sentence = _OPENING.sub("", _own_sentence(mention, text))
    work = _ONE_WORK.match(sentence)
    if work is None or _MANY_WORKS.search(work[0]) or _DONE_BY_THE_YEAR.search(sentence):
        return False
    return _DESIGNED.search(sentence) is not None


def _own_sentence(mention: Mention, text: str) -> str:
    """Return the sentence that an amount stands in, up to a full stop or a semicolon."""
    start = mention.start - len(mention.lead)
    return re.split(r"[。；\n]", text[start:].lstrip("。；\n"))[0]


def _is_single(text: str) -> bool:
    """Return whether a content opens with the one thing it is about: 新建区图书馆，…; 旧址改造为青年公寓，…"""
    return bool(
        _CONVERTED.match(text) or _DESCRIBED.match(text) or (_SINGLE.match(text) and not _PROGRAMME.match(text))
    )


def _several(mention: Mention, counted: list[Mention], text: str) -> list[Mention]:
    """Return the counts that an amount may measure: 小区41个、建筑面积118万平方米; a measure stands behind its things."""
    own = clause_of(mention)
    found = [
        other
        for other in counted
        if other is not mention and _is_count(other) and other.quantity.amount.value > 1 and not _fits_out(other, text)
    ]
    if _STRETCH.search(own + mention.after) or mention.quantity.amount.dimension is Dimension.AREA:
        found = [other for other in found if other.start < mention.start]
    if TOTAL_AREA.search(own):
        found = [other for other in found if other.sentence == mention.sentence]
    return found


def _is_part_of_one(mention: Mention, counted: list[Mention], several: list[Mention]) -> bool:
    """Return whether 床位 and the like only tell how large something is: 建成养老中心，床位不少于150个."""
    own = clause_of(mention)
    promised = set(VERB.findall(own)) - _REACHED or "增" in own + _verb_carried(mention, counted)
    return not promised and not any(other.sentence == mention.sentence for other in several)


def _is_of_the_building(mention: Mention, text: str, several: list[Mention]) -> bool:
    """Return whether an amount tells of the rooms, the area or the people of the building the content describes."""
    own, dimension = clause_of(mention), mention.quantity.amount.dimension
    if dimension is Dimension.PERSONS and _FOR_WHOM.match(own):
        return False  # 对全县4.8万名学生开展普查
    if re.search(r"服务人口|容量", own + mention.after):
        return not several
    within = _WITHIN.search(re.split(r"[，；：]", mention.lead)[-1]) is not None
    if dimension in {Dimension.PIECES, Dimension.CASES}:
        return (
            within
            or _makes_up(mention, text)
            or _is_room(mention, text, several)
            or (not several and _is_home(mention, text))
        )
    if dimension is Dimension.LENGTH and (within or ("配套" in own and not several)):
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
        and not _FOR_WHOM.match(own)
        and bool(_is_single(text) or _STOREYS.search(text))
    )


_IS_SET_UP = regex("(?:内|共|另|还|下)?(?:设|配)")


def _fits_out(mention: Mention, text: str) -> bool:
    """Return whether a count is of what a building described before it has: 占地60亩，配备火化炉6台、守灵厅12间."""
    size = None if _is_single(text) else _STOREYS.search(text)
    described = size.start() < mention.start if size else _is_single(text)
    own = clause_of(mention)
    listed = mention.lead.removesuffix(own)
    headed = _IS_SET_UP.match(re.split("[，；。：]", listed)[-1])  # 设停车位86个、充电桩40个
    carried = {mention.verb} - {""} if listed.endswith("、") and not headed else set()
    deeds = set(VERB.findall(own)[-1:]) or carried
    return (described and deeds <= _HOLDING and not _FOR_WHOM.match(own)) or _is_home(mention, text)


# What one work of its own name is made up of, told with the ground it takes: 体育公园建设项目。占地120亩，建设田径场1个、游泳馆1座.
_TITLED = regex(r"^[^，。；：、\d]{3,24}(?:建设|改造|新建|扩建|迁建)?(?:项目|工程)[。；，：]")
_ON_ITS_GROUND = regex(r"[；。\s]*(?:项目|工程)?(?:规划|总)?(?:占地|用地)")
_MADE = frozenset({"新建", "建设", "修建", "设置", "配建"})


def _makes_up(mention: Mention, text: str) -> bool:
    """Return whether a count is of what one work consists of: told behind its title and its ground."""
    own = clause_of(mention)
    titled = _TITLED.match(text) is not None and not _MANY_WORKS.search(text[:24])
    ground = mention.sentence > 0 and _ON_ITS_GROUND.match(mention.lead) is not None
    return titled and ground and set(VERB.findall(own)) <= _MADE


def _is_home(mention: Mention, text: str) -> bool:
    """Return whether a count is of the blocks and flats of one building site: 位于经三路，建设住宅楼11栋、安置房1380套."""
    unit = mention.quantity.amount.unit
    told = clause_of(mention) or re.split("[，。；：]", mention.lead)[-1]  # 住宅11栋1046套
    flats = unit == "套" and _HOME.search(told + mention.after)
    sited = _SITE.search(text, 0, mention.start) or (
        (_DESCRIBED.match(text) or _is_single(text)) and _STOREYS.search(text)
    )
    one = unit in {"栋", "幢"} and mention.quantity.amount.value == 1 and _STOREYS.search(text) is not None
    return one or (bool(unit in {"栋", "幢"} or flats) and bool(sited))


def _is_size_of_one(mention: Mention, counted: list[Mention]) -> bool:
    """Return whether the amount tells how large the one thing before it is: 车站1个，候车厅面积2000平方米，日发送5000人次."""
    own = clause_of(mention)
    before = [other for other in counted if other.start < mention.start and other.sentence == mention.sentence]
    pieces = [other for other in before if is_of_pieces(other)]
    if not pieces or pieces[-1].quantity.amount.value != 1 or mention.lead.removesuffix(own)[-1:] == "、":
        return False
    if _WITHIN.search(own):
        return True
    rated = mention.quantity.amount.dimension in {
        Dimension.PERCENT,
        Dimension.HOUSEHOLDS,
        Dimension.CONCENTRATION,
        Dimension.CASES,
    }
    if VERB.search(own) or rated:
        return False
    return not is_of_pieces(mention) or PARTS.search(own + mention.after) is not None


def _is_count(mention: Mention) -> bool:
    return mention.quantity.amount.dimension in {Dimension.PIECES, Dimension.HOUSEHOLDS} and not re.search(
        rf"{PARTS.pattern}|栋|幢|层", clause_of(mention) + mention.after
    )
