"""Targets: 项目内容 → the quantified yearly deliverables it promises, with the words they were read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shishi_xl.core.model import Direction
from shishi_xl.core.plain import Plain, plain
from shishi_xl.core.quantities import Bound, Quantity, find_quantities
from shishi_xl.core.units import Dimension, unit_of


@dataclass(frozen=True, slots=True)
class Target:
    """One quantified yearly deliverable: 建设里程, 113, 公里."""

    name: str
    target: float
    unit: str  # as written, 万 and 亿 included: 86 万平方米
    direction: Direction
    source: str  # the words it was read from


@dataclass(frozen=True, slots=True)
class _Mention:
    """A quantity with the words around it that belong to it."""

    quantity: Quantity
    before: str  # from the quantity before it, or the clause's start
    after: str  # to the next separator or quantity
    sentence: int
    verb: str  # the nearest deliverable verb of the clause, "" for none
    start: int
    end: int
    lead: str  # the sentence before it
    subset: bool  # after 其中, or in brackets after an amount


_SENTENCE = re.compile(r"[。；\n！？]+")
_SEPARATOR = re.compile(r"[，、：()]|以及|和|与|及|并")


def _words(listing: str) -> str:
    """Return a pattern of the words of a listing, the longest first."""
    return "|".join(sorted(map(re.escape, listing.split()), key=len, reverse=True))


_VERB = re.compile(_words(
    "新建 改建 扩建 改扩建 新改建 新(改)建 建设 修建 建成 建好 兴建 续建 复建 重建 完成 实现 打造 创建 培育 建立 设立 设置 布设 布局 增设 新设 配备 配置 配建 "
    "配套 安装 加装 更换 更新 升级 改造 提升 提质 优化 整治 治理 修复 修缮 维修 加固 维护 清淤 疏浚 疏通 硬化 绿化 亮化 美化 铺设 敷设 新铺设 新增 增加 增补 增种 "
    "新开 新辟 开通 开设 开办 开展 举办 组织 实施 推进 落实 保障 提供 发放 资助 救助 帮扶 扶持 补助 补贴 奖励 培训 培养 培育 筛查 体检 检查 接种 检测 抽检 "
    "监测 惠及 受益 覆盖 涉及 解决 帮助 促进 吸纳 转移 引进 招聘 招录 安置 就业 创业 拆除 搬迁 征收 腾退 消除 化解 筹集 筹建 供应 投放 投用 投入 启用 种植 栽植 "
    "植树 造林 营造 治沙 复垦 开垦 恢复 连通 贯通 接入 改善 巩固 确保 力争 达到 达 不低于 不少于 完善 开发 采购 购置 更替 淘汰 回收 处置 处理 认定 评选 选树 "
    "签约 开工 竣工 交付 分配"
))  # fmt: skip
_WEAK_HEAD = re.compile(
    r"^(?:(?:20\d\d年|年内|全年|年底前|本年度|今年|全区|全县|全市|全镇|我区|我县|辖区内?|区内|力争|确保|计划|拟|将|继续|再|至少|完成|实施|推进|开展|组织|实现|"
    r"建设|建成(?!区)|新建成|落实|举办|对|为|在|向|给|使|让|共|共计|合计|累计|达到|达|不低于|不少于|不高于|不超过|控制在|低于|高于|约|各|所需|等|免费|帮助|和|与|及|以及|并|的|"
    r"持续|进一步|全面|加快|加强|启动|打造|提供|设置|一批|包括|其中|按照|通过|完善|推动|保障(?!性)|每年|稳定在|保持在|保持|提高到|提升至|提升到|提高至|降至|降低到)+)"
)
_TAIL = re.compile(
    r"(?:的建设|的改造|建设任务|建设工程|等工作|等任务|的目标|任务|等设施|等|左右|以上|以内|以下|不低于|不少于|不高于|不超过|控制在|稳定在|保持在|保持|低于|高于|达到|达|"
    r"提高到|提升至|提升到|提高至|增加到|降至|降低到|下降到|至|到|各|约|为|共|共计|合计|总计|累计|的|超过|超|近|不小于|大于|不|新增|完成|力争|确保|力争达到|计划|实现|将|[“”：，、（(）)])+$"
)
_SCALE_BEFORE = re.compile(
    r"(?:占地|用地|规划|建筑|总建筑|总|建设用地|地上|地下|计容|净用地|红线|使用|套内|规划总|校区|校园|场地|馆舍|营业|经营|总占地)(?:面积|面职)|占地|办学规模|办园规模|建设规模|规模|容纳|可容|可停|"
    r"可供|寄宿|在校|住宿|编制|定员|管径|直径|层高|地上|地下|投资|概算|预算|估算|造价|总长|全长|长度|(?:宽|高|厚|深|长)度?(?:约|为|达|均|不低于|不少于|不小于|：)*$|拟设|设计|服务半径|红线|(?<!高)标准(?!化)|库容|日处理|处理能力|日供水|限高|间距|学位|床位|托位|座位|观众席|泳道|席位|病床"
    r"|现有|原有|已有|已建|现状|存量|去年|上年|截至|基础上"
)
_SCALE_AFTER = re.compile(r"^(?:的|规模|大|宽|高|长|深|厚|标准|以上的|以下的|以内的|及以上的|班额|车道)")
_EACH = re.compile(
    r"每(?:季度?|月|周|日|天|半年)|(?:^|[，；。、(])(?:按照?)?每(?!年)|(?:每(?!年)|人均|户均|平均|单个|单桩|单|最[大高低多])[一-龥]{0,10}$"
)
_RATE = re.compile(r"率|比例|占比|比重|满意度|覆盖面|达标|达到|提高到|提升[至到]|控制|下降|降低|增长|增幅|提高")
_AT_MOST = re.compile(
    r"(?:控制在|控制到|不超过|不高于|低于|不得超过|不大于|降至|降到|下降到|下降至|降低到|降低至|压减到|压降至|小于|少于|不多于)约?$"
)
_NOT_AT_MOST = re.compile(r"不(?:得)?(?:低于|少于|小于)")
_RENEWAL = re.compile(r"改造|整治|修缮|维修|加固|拆除|翻新|更新|治理|拆违|征收")
_MEASURES = re.compile(
    r"^(?:措施|工作|制度|任务|机制|功能|服务|要求|内容|行动|指标|举措|重点|政策|方面|环节|标准|原则|清单|事项)"
)
_LENDING = re.compile(r"发放|投放|兑现|兑付|贷款|补贴|补助|消费券")
_YEARS = re.compile(
    r"20\d\d年?(?:至|到|-)20\d\d年|[三五两]年(?:内|来|共|累计|计划)|“?十[三四五]五”?(?:期间|时期|末)|到20\d\d年(?!底)"
)
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
    mentions = _mentions(text.text)
    counted = [mention for mention in mentions if _is_deliverable(mention)]
    kept = [mention for mention in counted if not _describes_one_building(mention, counted, text.text)]
    targets: list[Target] = []
    owners: list[_Mention] = []
    for mention in kept:
        target = _target(mention, text, targets[-1].name if targets else "")
        names = _names_each(mention) or [target.name]
        targets.extend(replace(target, name=name) for name in names)
        owners.extend([mention] * len(names))
    return _tell_apart(targets, owners)


def _mentions(text: str) -> list[_Mention]:
    found: list[_Mention] = []
    start = 0
    for number, end in enumerate([*(match.start() for match in _SENTENCE.finditer(text)), len(text)]):
        found.extend(_mentions_of(text, start, end, number))
        start = end
    return found


def _mentions_of(text: str, start: int, end: int, sentence: int) -> list[_Mention]:
    sentence_text = text[start:end]
    quantities = [
        replace(quantity, start=quantity.start + start, end=quantity.end + start)
        for quantity in find_quantities(sentence_text)
        if _dimension(quantity) not in {Dimension.TIME, Dimension.CLASSES, Dimension.POINTS, Dimension.MONTHLY}
        or "天数" in sentence_text[max(0, quantity.start - 6) : quantity.start]
    ]
    found: list[_Mention] = []
    left, verb, subset = start, "", False
    for place, quantity in enumerate(quantities):
        limit = quantities[place + 1].start if place + 1 < len(quantities) else end
        gap = _SEPARATOR.search(text, quantity.end, limit)
        right = gap.start() if gap else limit
        if gap is None and limit != end:  # "8个小区12公里": the words between belong to the second amount's noun
            right = limit
        before = text[left : quantity.start].lstrip("；。\n")
        verbs = _VERB.findall(before)
        verb = verbs[-1] if verbs else (verb if place else "")
        subset = subset or "其中" in before
        lead = sentence_text[: quantity.start - start]
        bracketed = bool(found) and _in_brackets(lead, found[-1].quantity.end - start)
        after = text[quantity.end : right]
        found.append(
            _Mention(quantity, before, after, sentence, verb, quantity.start, right, lead, subset or bracketed)
        )
        left = gap.end() if gap else right
    return found


def _in_brackets(before: str, last_end: int) -> bool:
    """Return whether an amount stands in brackets that follow another amount (公园8个（社区公园5个）)."""
    opened = before.rfind("(")
    return opened > before.rfind(")") and 0 < last_end <= opened


def _dimension(quantity: Quantity) -> Dimension | None:
    unit = unit_of(quantity.amount.unit)
    return unit.dimension if unit else None


def _clause(mention: _Mention) -> str:
    """Return the words of the mention's own clause before it."""
    return re.split(r"[，；。：]", mention.before)[-1]


def _is_deliverable(mention: _Mention) -> bool:
    """Return whether a quantity is promised for the year, judged by its own words."""
    own, dimension = _clause(mention), _dimension(mention.quantity)
    before, after = mention.before, mention.after
    if mention.quantity.amount.bound in {Bound.RANGE, Bound.VAGUE} or mention.quantity.amount.value == 0:
        return False
    if _EACH.search(own) or mention.subset or _SCALE_AFTER.match(after) or _YEARS.search(own):
        return False
    if dimension is Dimension.PERCENT:
        return bool(_RATE.search(own)) and not re.search(r"补[助贴]|资金|投资|比例补|报销", own)
    if dimension is Dimension.MONEY:
        return bool(_LENDING.search(before[-14:])) and "标准" not in own and "元/" not in after
    if dimension in {Dimension.PIECES, Dimension.TIMES, Dimension.CASES} and _MEASURES.match(after.lstrip("便民重点")):
        return False
    scale = _SCALE_BEFORE.search(own)
    promised = bool(mention.verb) or _noun(own) != "" or _VERB.search(after) is not None
    return promised and (scale is None or _is_yearly_output(mention, scale[0]))


def _is_yearly_output(mention: _Mention, scale: str) -> bool:
    """Return whether words that usually describe a building are here the thing delivered (新增学位3000个)."""
    own = _clause(mention)
    if scale in {"学位", "床位", "托位", "座位", "观众席", "泳道", "席位", "病床"} or scale.startswith(
        ("总长", "全长", "长")
    ):
        return True  # decided with the other deliverables at hand
    if scale.endswith(("面积", "面职")):
        return bool(_RENEWAL.search(mention.lead))
    return scale in {"高", "深", "长", "标准", "设计", "规模", "投资", "预算", "宽"} and bool(
        _VERB.search(own.split(scale)[-1] or "")
    )


def _describes_one_building(mention: _Mention, counted: list[_Mention], text: str) -> bool:
    """Return whether the amount is the size of a single thing the content is about, not something delivered by the year."""
    own = _clause(mention)
    sized = re.search(
        r"学位|床位|托位|座位|观众席|泳道|席位|病床|车位|泊位|总长|全长|长度|建筑面积|总面积|服务人口|容量|(?<!成)长约?$",
        own + mention.after,
    )
    many = [other for other in counted if other is not mention and _is_count(other) and other.quantity.amount.value > 1]
    building = _SINGLE.match(text) or re.search(
        r"占地|用地面积|建筑面积|建筑面职|办学规模|办园规模|个班|总投资|红线|宽\d|层", text
    )
    dimension = _dimension(mention.quantity)
    if sized and (building or re.search(r"总长|全长|长度|长约?$|建筑面积", sized[0])):
        return not many
    within = re.search(r"(?:包括|包含|含|设有|主要为|内容为|分为)", mention.before)
    if building and within and dimension is Dimension.PIECES:
        return True
    if building and dimension is Dimension.AREA and re.search(r"[楼馆校院房]|中心|面积", own) and not many:
        return True
    if building and dimension in {Dimension.AREA, Dimension.VOLUME, Dimension.PERSONS} and not many:
        return not re.search(r"新增|培训|惠及|受益|就业", own)
    return False


def _is_count(mention: _Mention) -> bool:
    return _dimension(mention.quantity) in {Dimension.PIECES, Dimension.HOUSEHOLDS} and not re.search(
        r"学位|床位|车位|泊位|栋|幢|层", _clause(mention) + mention.after
    )


def _noun(words: str) -> str:
    """Return what is counted, without the verbs and the fillers around it."""
    words = _drop_place(re.sub(r"\([^()]*\)?", "", words))
    words = re.split(r"[，；。：\n]", words)[-1]
    words = words.rsplit("等", 1)[-1] if re.search(r"等.{2,}", words) else words
    previous = None
    while words != previous:
        previous = words
        words = _TAIL.sub("", _WEAK_HEAD.sub("", words.strip("“”、 ")) if not words.startswith("“") else words)
    return words


def _target(mention: _Mention, text: Plain, previous: str) -> Target:
    own = _clause(mention)
    words = own + mention.after
    value, unit = _as_written(mention.quantity, text.text[mention.quantity.start : mention.quantity.end])
    following = text.text[mention.quantity.end : mention.quantity.end + 3]
    most = bool(_AT_MOST.search(_NOT_AT_MOST.sub("", own[-8:]))) or following.startswith(("以内", "以下", "之内"))
    start = mention.start - len(own)
    source = text.words(start, min(mention.end, start + len(words) + len(str(value)) + 12)).strip("，；。、 \n")
    return Target(_name(mention, previous), value, unit, Direction.AT_MOST if most else Direction.AT_LEAST, source)


def _as_written(quantity: Quantity, written: str) -> tuple[float, str]:
    match = _BIG.fullmatch(written)
    if match is None or quantity.amount.unit == "%" or match["unit"][0] in "百千":
        return quantity.amount.value, {"m2": "平方米"}.get(quantity.amount.unit, quantity.amount.unit)
    if match["unit"] == "万":  # 3.2万农村人口
        return float(match["number"]), "万人"
    return float(match["number"]), match["unit"].replace("余", "").replace("多", "").replace("m2", "平方米")


def _name(mention: _Mention, previous: str) -> str:
    own = _clause(mention)
    before, after = _noun(own), _noun(mention.after.lstrip("的"))
    verbs = _VERB.findall(own)
    if after and (not before or _VERB.fullmatch(before)):
        lead = before or (verbs[-1] if verbs and verbs[-1] in {"惠及", "培训", "资助", "救助", "帮扶"} else "")
        return _shorten(lead + after)
    if before and after and not _VERB.fullmatch(before):
        return _shorten(before + after)
    if before and not _VERB.fullmatch(before):
        return _shorten(before)
    if before and previous and (base := _VERB_END.sub("", previous)) and _is_stage(before):
        return _shorten(base + before)
    outside = mention.lead.rfind("(")
    if outside > mention.lead.rfind(")") and (base := _noun(re.split(r"[，；。：]", mention.lead[:outside])[-1])):
        return _shorten(before + (_VERB.sub("", base) or base))
    suffix = {Dimension.AREA: "面积", Dimension.LENGTH: "长度", Dimension.PERSONS: "人数", Dimension.HOUSEHOLDS: "户数"}
    tail = suffix.get(_dimension(mention.quantity) or Dimension.TIME, "数量")
    return _shorten((previous or before or mention.verb) + tail if not previous.endswith(tail) else previous)


_VERB_END = re.compile(f"(?:{_VERB.pattern})$")


def _is_stage(words: str) -> bool:
    """Return whether a name is only a stage of work (竣工24个 after 改造开工36个)."""
    return words in {"开工", "竣工", "完工", "建成", "验收", "投用"}


def _names_each(mention: _Mention) -> list[str]:
    """Return the names of a list that has so many of each: 幸福院、活动室各15个."""
    own = _clause(mention)
    if not own.endswith("各"):
        return []
    names = [_noun(piece) for piece in re.split(r"[、和与]|以及", own.removesuffix("各"))]
    return names if len(names) > 1 and all(names) else []


def _drop_place(words: str) -> str:
    """Return the words after "在……街道" and the like: 建设养老服务中心 → 养老服务中心."""
    place = re.match(r"(?:在|对|为|沿).*?(?:建设|新建|设置|改造|建成|新增|安装|实施|开展|打造)", words)
    return words[place.end() :] if place and place.end() < len(words) else words


def _shorten(words: str) -> str:
    return words if len(words) <= 30 else words[-30:]


def _tell_apart(targets: list[Target], mentions: list[_Mention]) -> tuple[Target, ...]:
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
