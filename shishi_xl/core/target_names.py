"""Target names: what an indicator is called, from the words around its amount."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shishi_xl.core.target_mentions import STAGE_END, Mention, clause_of
from shishi_xl.core.target_words import IN_ALL, LEVEL, PER_PEOPLE, VERB
from shishi_xl.core.units import Dimension
from shishi_xl.patterns import regex

_WEAK_HEAD = regex(
    r"^(?:(?:[一二三四五六七八九十]{1,2}是|20\d\d年?[至到-]20\d\d年|20\d\d年|年内|当年|全年|截至目前|目前|已建成|已建|已|现有|原有|再(?=新|建|增|改|完)|年底前|本年度|今年|全区|全县|全市|全镇|我区|我县|辖区内?|区内|力争|确保|计划|拟|将|继续|再|至少|完成|实施|推进|开展|组织|实现|"
    r"建设|建成(?!区)|新建成|落实|举办|对(?![接外口])|为(?![民农老]服)|在(?![校册岗编读建园])|向(?![阳日])|给(?![水排])|使(?!用)|让|即|共计|共|合计|累计|达到|达(?![标成])|不低于|不少于|不高于|不超过|控制在|低于|高于|约|各[类项]?|所需|等|免费|帮助|和(?![美谐睦平顺善田县静政龙林布])|与|及(?![时格])|以及|并(?![联行网轨购])|的|"
    r"持续|进一步|全面|加快|加强|启动|打造|提供|设置|一批|包括|其中|[三五两]年(?:内|来|共)?|[用经]过?[2-5两三四五]年(?:左右)?的?时间|按照|通过|完善|推动|保障(?!性)|每年|稳定在|保持在|保持|可?提供|同步(?:实施|建设|推进)|提高到|提升至|提升到|提高至|降至|降低到)(?!率))+"
)

_AND_SO_ON = regex(r"(?<![中高初优平均同])等(?![级待候])(?:方式|形式|措施|手段|途径|办法)?")

_AS_DEMANDED = regex(r"(?:按照?|根据|参照)“[^”]*”的?(?:要求|标准|模式|原则|思路)?")

_PLAN_YEARS = regex(r"^“?十[三四五]五”?(?:期间|时期|规划)?的?")

_TAIL = regex(
    rf"(?:的建设|的改造|建设任务|建设工程|等工作|等任务|的目标|任务|等设施|等|左右|以上|以内|以下|{LEVEL}|保持|分别|(?<!存)在|的?基础上|"
    r"至|到|各|(?<![签节预特])约|为|共|共计|合计|总计|累计|的|(?<!彩)超|近|不|新增|完成|力争|确保|计划|实现|将|[“”：，、（(）)])+$"
)


_HOW_OFTEN = regex(r"(?<=[一-龥])每[年季月周].*")  # 老人每年提供: what each gets is no part of the name

_BY_YEAR_END = regex("(?:今年|本年|20\\d\\d年)?年[底末](?:之?前)?")

_BUILT = regex(r"新建|[改扩迁]建|新增")

_COUNTED = regex(r"\d[\d.]*[百千]?[万亿]?[一-龥]{1,3}$")  # 累计建成食堂60家(其中今年新建15家)

_LONGEST = 30  # characters

_STAGE = regex(r"(?:新|基本|全部|主体)?(?:开工|竣工|完工|建成|验收|投用|交付|封顶)$")

_STAGE_TOLD = regex(rf"完成$|{_STAGE.pattern}")

_RATE_TOLD = regex(r"[^，。；：]+?(?:率|占比|比例|比重)(?=提高|提升|增加|下降|降低|上升)")

_PER_AT_END = regex(rf"([^，。；：]*?)(?:{LEVEL})({PER_PEOPLE})$")

RANKED = regex(r"(?:国家|[省市区县镇乡村部]|自治区|街道|乡镇)级")

_RANKED_HEAD = regex(rf"^(?:{VERB.pattern})*{RANKED.pattern}")

_DONE_IN_MEASURE = regex(rf"(?P<verb>(?:{VERB.pattern})+)(?:数量|长度|面积|人数|人次|[户套栋幢间段]数)")

_OF_EACH = regex(r"(.+?)(?:各|均)(?:达到?|保持在|不低于|为)?$")

_AND = regex("、|和(?![美谐睦平顺善])|(?<!参)与|以及")  # no 与 of 参与率

_HEAD_STAGE = regex(r"^新?开工")

_VERBS = regex(f"(?:{VERB.pattern}|[建修改])+")

_BEHIND = regex(
    r"^之?内$|^(?:以上|以下|以内|左右)|^(?:水平|目标)$|^/(?:[日天月年]|(?:[百千万]|10万|十万)(?:人口?|户)?|斤|公斤|千克|吨)|开展|实施|进行"
)

_VERB_HEAD = regex(f"^(?:(?:{VERB.pattern})[、和与及]?)+(?=..)")

_TOLD_IN = regex(r"(?:[户栋幢套间段人]数|数量)$")  # the measure in which an amount before told the thing

_MEASURED = frozenset(
    {
        "长度",
        "面积",
        "里程",
        "户数",
        "人数",
        "总长",
        "总长度",
        "总面积",
        "总里程",
        "建筑面积",
        "总建筑面积",
        "建筑总面积",
    }
)

_GIVEN = regex(r"[为向给]?[^为向给对]+?(?:提供|发放|赠送|配发)(?P<what>.+)")

_FOR_WHOM = regex(r"[为向给](?=[^，；。：]*$)")

_TELLING = frozenset(
    ["植树", "造林", "就业", "创业", "体检", "筛查", "绿化", "亮化", "治沙", "清淤", "接种", "抽检", "检测", "培训"]
)


@dataclass(frozen=True, slots=True)
class Named:
    """What an amount is called and what it measures."""

    name: str
    dimension: Dimension | None
    unit: str = ""


def closest(named: list[Named], mention: Mention) -> Named | None:
    """Return what an amount without a noun goes on with: the last of its own unit, else of its dimension, else the last."""
    unit, dimension = mention.quantity.amount.unit, mention.quantity.amount.dimension
    sized = dimension in {Dimension.AREA, Dimension.LENGTH}
    for alike in (
        [one for one in named if one.unit == unit],
        [one for one in named if one.dimension is dimension],
        [one for one in named if sized and not _reached(one)],  # 惠及居民4300户，建筑面积9万平方米: that of the houses
        named,
    ):
        if alike:
            return alike[-1]
    return None


def _reached(one: Named) -> bool:
    """Return whether a name is of those a work is for, or of what it touches: neither has its size."""
    people = one.dimension in {Dimension.PERSONS, Dimension.HOUSEHOLDS, Dimension.VISITS}
    return people or one.name.startswith(("惠及", "受益", "涉及", "覆盖"))


def noun_of(words: str) -> str:
    """Return what is counted, without the verbs and the fillers around it."""
    words = _BY_YEAR_END.sub("", STAGE_END.sub("", words)).replace("力争", "")
    words = re.split(r"\d[一-龥]{1,2}、", words)[-1]  # CT1台、彩超
    words = _PLAN_YEARS.sub("", _drop_place(re.sub(r"\([^()]*\)?", "", words)))
    words = _AS_DEMANDED.sub("", re.split(r"[，；。：\n]", words)[-1])
    words = _HOW_OFTEN.sub("", re.split(r"[由从]\d", words)[0])  # 时限由5天压缩至2天
    words = _AND_SO_ON.split(words)[-1] if re.search(rf"{_AND_SO_ON.pattern}.{{2,}}", words) else words
    previous = None
    while words != previous:
        previous = words
        words = _TAIL.sub("", _WEAK_HEAD.sub("", words.strip("“”、 ")) if not words.startswith("“") else words)
    return words + "”" * (words.count("“") - words.count("”"))


def name_of(mention: Mention, previous: Named | None) -> str:
    """Return what an indicator is called; `previous` is what the amount before it is called, None for the first."""
    name = _name_of(mention, previous)
    given = name[:1] not in "为向给" and _GIVEN.fullmatch(name)
    whom = _FOR_WHOM.search(re.sub(r"\([^()]*\)", "", mention.lead)) if given else None
    return f"{whom[0][0]}{name}" if whom else name  # who is served is no server: 为老年人提供上门服务


def _name_of(mention: Mention, previous: Named | None) -> str:
    own = _PER_AT_END.sub(r"\2\1", clause_of(mention))  # 抽检量达到每千人5批次
    before, after = noun_of(own), noun_of(_BEHIND.sub("", mention.after.lstrip("的")))
    if after and own.endswith("等"):
        before = ""  # 建设路、解放路等8条道路: the streets are examples
    listed = [part for part in _AND.split(before) if part]
    if after and len(listed) == mention.quantity.amount.value > 1:
        before = "".join(VERB.findall(before)[:1])  # 改造柳林、双江2个卫生院: the names are no kind
    verbs = VERB.findall(own)
    if previous and not after and RANKED.fullmatch(before) and previous.dimension is mention.quantity.amount.dimension:
        return before + _RANKED_HEAD.sub("", previous.name)  # 国家级绿色工厂2家、省级5家
    if after and (not before or _VERBS.fullmatch(before)):
        lead = before or (verbs[-1] if verbs and verbs[-1] in {"惠及", "培训", "资助", "救助", "帮扶"} else "")
        return _shorten(lead + after)
    if before and after and not _VERBS.fullmatch(before):
        return _shorten(before + after)
    if before and not _VERBS.fullmatch(before) and not _STAGE.fullmatch(before) and not _measures(before):
        return _shorten(before)
    return _shorten(_inherited(mention, before, previous))


def _tells_stage(name: str) -> bool:
    """Return whether a name says at which stage its things are counted: 电梯完工, 新开工住房."""
    return bool(_STAGE.search(name) or _HEAD_STAGE.search(name))


def _measures(words: str) -> bool:
    """Return whether words only say in what measure a thing is told: 改造长度, not 造林面积."""
    return VERB.sub("", words) in _MEASURED and not any(word in words for word in _TELLING)


def _inherited(mention: Mention, before: str, previous: Named | None) -> str:
    """Return the name of an amount that has no noun of its own: it takes that of the title or amount before it."""
    subject = _subject(mention)
    alike = previous is not None and previous.dimension is mention.quantity.amount.dimension
    base = subject or (_HEAD_STAGE.sub("", _STAGE.sub("", previous.name)) if previous else "")
    whole = _heading(mention) or ("" if previous else _clause_before(mention))
    if not before and whole and IN_ALL.search(clause_of(mention)):
        return _VERB_HEAD.sub("", whole)  # 新建污水站：甲镇2座、乙镇3座，共5座
    if _STAGE.fullmatch(before) and base:
        return base + before
    thing = _VERB_HEAD.sub("", base)
    if _measures(before):
        thing = _TOLD_IN.sub("", thing if subject else _VERB_HEAD.sub("", _TOLD_IN.sub("", base)))
        return (thing or _clause_before(mention) or mention.verb) + VERB.sub("", before)
    if thing and before and (subject or alike):
        return before + (_BUILT.sub("", thing) or thing)  # 城区新建公厕12座、改建20座
    if before in _TELLING or (before and not VERB.fullmatch(before)):
        return before
    if not before and VERB.search(clause_of(mention)):
        if told := _RATE_TOLD.search(mention.before.removesuffix(clause_of(mention))):
            return noun_of(told[0])  # 占比提高5个百分点，达到52%
        if previous and alike:
            stage = _STAGE_TOLD.search(clause_of(mention)) if _tells_stage(previous.name) else None
            return base + stage[0] if stage else previous.name  # 三年改造300个，今年完成90个
        if subject := "" if previous else _clause_before(mention):
            return subject  # 实施服务中心提升改造，全年完成60个
    reached = mention.verb if mention.verb in {"惠及", "受益", "涉及", "覆盖"} else ""
    name = before or reached or (previous.name if previous else _clause_before(mention) or mention.verb)
    if given := _GIVEN.fullmatch(name):
        name = given["what"]
    name, tail = re.sub("(?<=..)(?:率|比例|占比|比重)$", "", name), _tail_of(mention)  # 接种率90%，6800人
    return name if name.endswith(tail) else _TOLD_IN.sub("", name) + tail


def full_name(name: str, project: str) -> str:
    """Return a name that only says what is done and in what measure (新建数量) with the thing the project's name tells."""
    bare = _DONE_IN_MEASURE.fullmatch(name)
    if bare is None:
        return name
    return project if any(verb in project for verb in VERB.findall(bare["verb"])) else f"{bare['verb']}{project}"


def _tail_of(mention: Mention) -> str:
    """Return what is said of a thing that is told in another measure: 户数, 长度, 栋数."""
    measures = {
        Dimension.AREA: "面积",
        Dimension.LENGTH: "长度",
        Dimension.PERSONS: "人数",
        Dimension.HOUSEHOLDS: "户数",
        Dimension.VISITS: "人次",
    }
    unit = mention.quantity.amount.unit
    counted = f"{unit}数" if unit in {"栋", "幢", "套", "间", "段"} else "数量"
    return measures.get(mention.quantity.amount.dimension or Dimension.TIME, counted)


def _clause_before(mention: Mention) -> str:
    """Return what the clause before the mention's own is about."""
    own = clause_of(mention)
    clauses = [
        clause
        for clause in re.split(r"[，；：]", re.sub(r"\([^()]*\)", "", mention.lead.removesuffix(own)))
        if clause.strip("；。\n ") and not clause.startswith(("每", "各"))
    ]
    bare = [clause for clause in clauses if not re.search(r"\d[一-龥]", clause)] or clauses
    return noun_of(bare[-1]) if bare else ""


def _subject(mention: Mention) -> str:
    """Return the thing that stands before the bracket or the colon that the amount is told behind: 公厕：新建22座，改建35座."""
    base = _heading(mention)
    return VERB.sub("", base) or base


def _heading(mention: Mention) -> str:
    """Return the words before the bracket or the colon that the amount is told behind."""
    outside = mention.lead.rfind("(")
    if outside <= mention.lead.rfind(")"):
        outside = mention.lead.rfind("：")
    words = re.split(r"[，；。：]", mention.lead[:outside])[-1] if outside > 0 else ""
    return noun_of(_COUNTED.sub("", words))


def names_each(mention: Mention) -> list[str]:
    """Return the names of a list that has so many of each: 幸福院、活动室各15个; 通达率、覆盖率均达100%."""
    listed = _OF_EACH.match(clause_of(mention))
    names = [noun_of(piece) for piece in _AND.split(listed[1])] if listed else []
    return names if len(names) > 1 and all(names) else []


def _drop_place(words: str) -> str:
    """Return the words after "在……街道" and the like: 建设养老服务中心 → 养老服务中心."""
    place = re.match(
        r"(?:在|对|为|沿|依托|围绕|结合|利用).*?(?:建设|新建|设置|改造|建成|新增|安装|实施|开展|打造)", words
    )
    return words[place.end() :] if place and place.end() < len(words) else words


def _shorten(words: str) -> str:
    """Return a name that a column can show: the end of a long list, from one of its commas on."""
    if len(words) <= _LONGEST:
        return words
    parts = [part.end() for part in re.finditer(r"[、和与及]", words) if len(words) - part.end() <= _LONGEST]
    return words[parts[0] :] if parts else words[-_LONGEST:]
