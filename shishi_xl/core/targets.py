"""Targets: 项目内容 → the quantified yearly deliverables it promises, with the words they were read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shishi_xl.core.model import Direction
from shishi_xl.core.plain import Plain, plain
from shishi_xl.core.quantities import Bound, Quantity
from shishi_xl.core.target_mentions import VERB, Mention, clause_of, dimension_of, find_mentions, of_years
from shishi_xl.core.target_names import Named, name_of, names_each, noun_of
from shishi_xl.core.units import Dimension


@dataclass(frozen=True, slots=True)
class Target:
    """One quantified yearly deliverable: 建设里程, 113, 公里."""

    name: str
    target: float
    unit: str  # as written, 万 and 亿 included: 86 万平方米
    direction: Direction
    source: str  # the words it was read from


_SCALE_BEFORE = re.compile(
    r"(?:占地|用地|规划|建筑|总建筑|总|建设用地|地上|地下|计容|净用地|红线|使用|套内|规划总|校区|校园|场地|馆舍|营业|经营|总占地)(?:面积|面职)|占地|办学规模|办园规模|建设规模|规模|容纳|可容|可停|"
    r"可供|寄宿|在校|住宿|编制|定员|管径|直径|层高|地上|地下|投资|概算|预算|估算|造价|总长|全长|长度|(?:宽|高|厚|深|长)度?(?:约|为|达|均|不低于|不少于|不小于|：)*$|拟设|设计|服务半径|红线|(?<!高)标准(?!化)|库容|日处理|处理能力|日供水|限高|间距|学位|床位|托位|座位|观众席|泳道|席位|病床"
    r"|现有|原有|已有|已建|现状|存量|去年|上年|截至|基础上"
)

_SCALE_AFTER = re.compile(r"^(?:的|规模|大|宽|高|长|深|厚|标准|以上的|以下的|以内的|及以上的|班额|车道)")

_EACH = re.compile(
    r"每(?:季度?|月|周|日|天|半年)|(?:^|[，；。、(])(?:按照?)?每(?!年)|(?:每(?!年)|人均|户均|平均|单个|单桩|单|最[大高低多])[一-龥]{0,10}$"
)

_ALL_EACH = re.compile(
    r"各(?:新|再|至少|分别)?(?:建|新建|改建|改造|建设|建成|打造|设立|设置|配备|安装|完成|新增|培育|创建)"
)  # in甲镇、乙镇各建1个: how many in all is not said

_LEVEL = re.compile(
    r"(?:达到?|提高[到至]|提升[到至]|增加[到至]|增长|缩短[到至]|压缩[到至]|控制在|不低于|不高于|不超过|低于|高于)$"
)

_NOT_REACHED = re.compile(r"(?:近|接近|将近|不足|不到|不满)$")

_RATE = re.compile(
    r"率|比例|占比|比重|满意度|覆盖面|达标|达到|提高到|提升[至到]|控制|下降|降低|增长|增幅|增速|提高|削减|减少|压减"
)

_AT_MOST = re.compile(
    r"(?:控制在|控制到|不超过|不高于|低于|不得超过|不大于|缩短[至到]|压缩[至到]|降至|降到|下降到|下降至|降低到|降低至|压减到|压降至|小于|少于|不多于)约?$"
)

_NOT_AT_MOST = re.compile(r"不(?:得)?(?:低于|少于|小于)")

_RENEWAL = re.compile(r"改造|整治|修缮|维修|加固|拆除|翻新|更新|治理|拆违|征收")

_MEASURES = re.compile(
    r"^(?:措施|工作|制度|任务|机制|功能|服务|要求|内容|行动|指标|举措|重点|政策|方面|环节|标准|原则|清单|事项)"
)

_BEARING = re.compile(r"惠及|受益|涉及")

_PLACES = re.compile(r"(?:乡|镇|街道|村|行政村|自然村|社区|县|区县|乡镇|镇街|街镇)+$")

_LENDING = re.compile(r"发放|投放|兑现|兑付|贷款|补贴|补助|消费券")

_SINGLE = re.compile(
    r"^(?:新建|改建|改扩建|扩建|建设|迁建|建成|完成|推进|实施|打造|启动)(?!.{0,12}等)[^，。；、\d一二两三四五六七八九十]{3,}?"
    r"(?:院|馆|中心|学校|小学|中学|幼儿园|大楼|基地|厂|校区|校|广场|大桥|项目|工程|第[\d一-十]+(?:中学|小学))[^，。；、\d]{0,10}(?:[，。；(]|$)"
)

_BIG = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?:余|多)?(?P<unit>.+)")


def read_targets(content: str) -> tuple[Target, ...]:
    """Return the yearly deliverables of a 项目内容 in its order; an empty tuple where nothing is quantified.

    Scale of one building (班数, 占地, 建筑面积, 学位, 床位, 容纳), names (第三批, 三改, 212国道), standards (每人每月90元) and 其中 are
    none (rule C15).
    """
    text = plain(content[:8000])
    mentions = find_mentions(text.text)
    counted = [mention for mention in mentions if _is_deliverable(mention)]
    targets: list[Target] = []
    owners: list[Mention] = []
    previous: Named | None = None
    for mention in mentions:
        if mention not in counted or _describes_one_building(mention, counted, text.text):
            if of_years(mention):  # its part of this year may have no name of its own
                previous = Named(name_of(mention, previous), dimension_of(mention.quantity))
            continue
        names = names_each(mention) or [name_of(mention, previous)]
        targets.extend(_target(name, mention, text) for name in names)
        owners.extend([mention] * len(names))
        previous = Named(names[-1], dimension_of(mention.quantity))
    return _tell_apart(targets, owners)


def _is_deliverable(mention: Mention) -> bool:
    """Return whether a quantity is promised for the year, judged by its own words."""
    own, dimension = clause_of(mention), dimension_of(mention.quantity)
    before, after = mention.before, mention.after
    if mention.quantity.amount.bound in {Bound.RANGE, Bound.VAGUE} or mention.quantity.amount.value == 0:
        return False
    if mention.subset or _SCALE_AFTER.match(after) or of_years(mention) or _NOT_REACHED.search(own):
        return False
    if _ALL_EACH.search(own) or (_EACH.search(own) and not _is_level(own, dimension)):
        return False
    if _BEARING.search(own or mention.verb) and _PLACES.match(after):  # 惠及5个乡镇: whom it reaches, not what is done
        return False
    if dimension is Dimension.PERCENT:
        return bool(_RATE.search(own)) and not re.search(r"补[助贴]|资金|投资|比例补|报销", own)
    if dimension is Dimension.MONEY:
        return bool(_LENDING.search(before[-14:])) and "标准" not in own and "元/" not in after
    if dimension in {Dimension.PIECES, Dimension.TIMES, Dimension.CASES} and _MEASURES.match(after.lstrip("便民重点")):
        return False
    scale = _SCALE_BEFORE.search(own)
    promised = (
        bool(mention.verb)
        or noun_of(own) != ""
        or VERB.search(after) is not None
        or own in {"为", "对", "给", "向", "帮助"}
    )
    return promised and (scale is None or _is_yearly_output(mention, scale[0]))


def _is_level(own: str, dimension: Dimension | None) -> bool:
    """Return whether an average is itself what the year is to reach: 人均体育场地面积达到2.4平方米, 人均收入增长8%."""
    average = re.search(r"人均|户均|平均", own)
    return bool(average and _LEVEL.search(own)) and dimension is not Dimension.MONEY


def _is_yearly_output(mention: Mention, scale: str) -> bool:
    """Return whether words that usually describe a building are here the thing delivered (新增学位3000个)."""
    own = clause_of(mention)
    if scale in {"学位", "床位", "托位", "座位", "观众席", "泳道", "席位", "病床"} or scale.startswith(
        ("总长", "全长", "长")
    ):
        return True  # decided with the other deliverables at hand
    if scale.endswith(("面积", "面职")):
        return bool(_RENEWAL.search(mention.lead)) or _is_level(own, dimension_of(mention.quantity))
    return scale in {"高", "深", "长", "标准", "设计", "规模", "投资", "预算", "宽"} and bool(
        VERB.search(own.split(scale)[-1] or "")
    )


def _describes_one_building(mention: Mention, counted: list[Mention], text: str) -> bool:
    """Return whether the amount is the size of a single thing the content is about, not something delivered by the year."""
    own = clause_of(mention)
    sized = re.search(
        r"学位|床位|托位|座位|观众席|泳道|席位|病床|车位|泊位|总长|全长|长度|建筑面积|总面积|服务人口|容量|(?<!成)长约?$",
        own + mention.after,
    )
    many = [other for other in counted if other is not mention and _is_count(other) and other.quantity.amount.value > 1]
    building = _SINGLE.match(text) or re.search(
        r"占地|用地面积|建筑面积|建筑面职|办学规模|办园规模|个班|总投资|红线|宽\d|层", text
    )
    dimension = dimension_of(mention.quantity)
    if sized and (building or re.search(r"总长|全长|长度|长约?$|建筑面积", sized[0])):
        return not many
    within = re.search(r"(?:包括|包含|含|设有|主要为|内容为|分为)", mention.before)
    if building and within and dimension is Dimension.PIECES:
        return True
    if building and dimension is Dimension.AREA and re.search(r"[楼馆校院房]|中心|面积", own) and not many:
        return True
    if building and dimension in {Dimension.AREA, Dimension.VOLUME, Dimension.PERSONS} and not many:
        return not re.search(r"新增|培训|惠及|受益|就业|解决|救助|资助|帮扶", own)
    return False


def _is_count(mention: Mention) -> bool:
    return dimension_of(mention.quantity) in {Dimension.PIECES, Dimension.HOUSEHOLDS} and not re.search(
        r"学位|床位|车位|泊位|栋|幢|层", clause_of(mention) + mention.after
    )


def _target(name: str, mention: Mention, text: Plain) -> Target:
    own = clause_of(mention)
    words = own + mention.after
    value, unit = _as_written(mention.quantity, text.text[mention.quantity.start : mention.quantity.end])
    following = text.text[mention.quantity.end : mention.quantity.end + 3]
    most = bool(_AT_MOST.search(_NOT_AT_MOST.sub("", own[-8:]))) or following.startswith(("以内", "以下", "之内"))
    start = mention.start - len(own)
    source = text.words(start, min(mention.end, start + len(words) + len(str(value)) + 12)).strip("，；。、 \n")
    return Target(name, value, unit, Direction.AT_MOST if most else Direction.AT_LEAST, source)


def _as_written(quantity: Quantity, written: str) -> tuple[float, str]:
    match = _BIG.fullmatch(written)
    if match is None or quantity.amount.unit == "%" or match["unit"][0] in "百千":
        return quantity.amount.value, {"m2": "平方米"}.get(quantity.amount.unit, quantity.amount.unit)
    if match["unit"] == "万":  # 3.2万农村人口
        return float(match["number"]), "万人"
    return float(match["number"]), match["unit"].replace("余", "").replace("多", "").replace("m2", "平方米")


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
