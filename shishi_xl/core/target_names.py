"""Target names: what an indicator is called, from the words around its amount."""

from __future__ import annotations

import re

from shishi_xl.core.target_mentions import VERB, Mention, clause_of, dimension_of
from shishi_xl.core.units import Dimension

_WEAK_HEAD = re.compile(
    r"^(?:(?:20\d\d年|年内|全年|年底前|本年度|今年|全区|全县|全市|全镇|我区|我县|辖区内?|区内|力争|确保|计划|拟|将|继续|再|至少|完成|实施|推进|开展|组织|实现|"
    r"建设|建成(?!区)|新建成|落实|举办|对|为|在|向|给|使|让|共|共计|合计|累计|达到|达|不低于|不少于|不高于|不超过|控制在|低于|高于|约|各|所需|等|免费|帮助|和|与|及|以及|并|的|"
    r"持续|进一步|全面|加快|加强|启动|打造|提供|设置|一批|包括|其中|按照|通过|完善|推动|保障(?!性)|每年|稳定在|保持在|保持|提高到|提升至|提升到|提高至|降至|降低到)+)"
)

_TAIL = re.compile(
    r"(?:的建设|的改造|建设任务|建设工程|等工作|等任务|的目标|任务|等设施|等|左右|以上|以内|以下|不低于|不少于|不高于|不超过|控制在|稳定在|保持在|保持|低于|高于|达到|达|"
    r"提高到|提升至|提升到|提高至|增加到|降至|降低到|下降到|至|到|各|约|为|共|共计|合计|总计|累计|的|超过|超|近|不小于|大于|不|新增|完成|力争|确保|力争达到|计划|实现|将|[“”：，、（(）)])+$"
)

_VERB_END = re.compile(f"(?:{VERB.pattern})$")


def noun_of(words: str) -> str:
    """Return what is counted, without the verbs and the fillers around it."""
    words = _drop_place(re.sub(r"\([^()]*\)?", "", words))
    words = re.split(r"[，；。：\n]", words)[-1]
    words = words.rsplit("等", 1)[-1] if re.search(r"等.{2,}", words) else words
    previous = None
    while words != previous:
        previous = words
        words = _TAIL.sub("", _WEAK_HEAD.sub("", words.strip("“”、 ")) if not words.startswith("“") else words)
    return words


def name_of(mention: Mention, previous: str) -> str:
    own = clause_of(mention)
    before, after = noun_of(own), noun_of(mention.after.lstrip("的"))
    verbs = VERB.findall(own)
    if after and (not before or VERB.fullmatch(before)):
        lead = before or (verbs[-1] if verbs and verbs[-1] in {"惠及", "培训", "资助", "救助", "帮扶"} else "")
        return _shorten(lead + after)
    if before and after and not VERB.fullmatch(before):
        return _shorten(before + after)
    if before and not VERB.fullmatch(before):
        return _shorten(before)
    if before and previous and (base := _VERB_END.sub("", previous)) and _is_stage(before):
        return _shorten(base + before)
    outside = mention.lead.rfind("(")
    if outside > mention.lead.rfind(")") and (base := noun_of(re.split(r"[，；。：]", mention.lead[:outside])[-1])):
        return _shorten(before + (VERB.sub("", base) or base))
    suffix = {Dimension.AREA: "面积", Dimension.LENGTH: "长度", Dimension.PERSONS: "人数", Dimension.HOUSEHOLDS: "户数"}
    tail = suffix.get(dimension_of(mention.quantity) or Dimension.TIME, "数量")
    return _shorten((previous or before or mention.verb) + tail if not previous.endswith(tail) else previous)


def _is_stage(words: str) -> bool:
    """Return whether a name is only a stage of work (竣工24个 after 改造开工36个)."""
    return words in {"开工", "竣工", "完工", "建成", "验收", "投用"}


def names_each(mention: Mention) -> list[str]:
    """Return the names of a list that has so many of each: 幸福院、活动室各15个."""
    own = clause_of(mention)
    if not own.endswith("各"):
        return []
    names = [noun_of(piece) for piece in re.split(r"[、和与]|以及", own.removesuffix("各"))]
    return names if len(names) > 1 and all(names) else []


def _drop_place(words: str) -> str:
    """Return the words after "在……街道" and the like: 建设养老服务中心 → 养老服务中心."""
    place = re.match(r"(?:在|对|为|沿).*?(?:建设|新建|设置|改造|建成|新增|安装|实施|开展|打造)", words)
    return words[place.end() :] if place and place.end() < len(words) else words


def _shorten(words: str) -> str:
    return words if len(words) <= 30 else words[-30:]
