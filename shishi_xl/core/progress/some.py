"""Some: whether a clause about all of something speaks only of a batch, a kind, a place or a season of it."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical
from shishi_xl.core.progress.matching import Profile, Project
from shishi_xl.core.progress.naming import WHERE_ALL
from shishi_xl.core.progress.nouns import noun_of
from shishi_xl.core.progress.phases import of_phase
from shishi_xl.patterns import regex

# 首批已全部完成, 已开工的全部完工, 春季任务已全部完成: a batch, some of them, what one season asks
_OF_SOME = regex(
    "[首头]批|第[一二三四五六]批|[前头][一二两三四五]批|(?:已|在|先期|率先)[一-龥]{1,4}的(?=[已均都全])"
    "|(?:已|先期|率先|先行)(?:开工|动工|开建|启动|进场|签约|立项|实施|建)的|具备[一-龥]{0,6}条件的"
    "|[春夏秋冬]季?的?(?:任务|目标|计划)|半年的?(?:任务|目标|计划)|节点(?:任务|目标)|(?:开工|投资)任务|任务(?:已|均)*下达|接近全部|按照?[一-龥]{0,4}(?:节点|序时|进度)[一-龥]{0,4}完成"
)
_SHARE_BEHIND = regex(
    r"\([^()]*\)的?约?(?:\d|[二三四五六七八九十]+分之|一半|[一二三四五六七八九]成)"
)  # 完成总任务（三年60座）的80%
_IN_THE_PLAN = regex("[列纳]入[一-龥]{0,8}的|(?:今年|年度|全年|计划|需要?)[一-龥]{0,4}的")
_WAYS_TO_BUILD = regex("新建|续建|改建|扩建|迁建|重建")
# Not 各乡镇, 全区城区.
_WHERE = regex(
    "(?<![各全])(?:城区|市区|乡镇|镇区|县城|城关|上半年|下半年|公办|民办|试点|配建|独立园"
    "|城镇(?!老旧|新增|污水|居民|棚户|住宅)|[春夏秋冬]季(?!清洁|取暖|供[暖热])"
    "|农村(?!户|妇女|改厕|危[房桥]|公路|卫生|饮水|厕所|低收入|垃圾|生活|留守|电网|幸福院|敬老院|困难|饮用水|居民))"
)
# What only describes all of a kind, whatever the indicator calls it: 既有住宅加装电梯, 65岁以上老年人体检.
_DESCRIBING = regex(
    "新能源|纯?电动|市政|综合|健康|存量|小区|楼栋|机动|路段|涉及|收集|低压|城镇|农村|户用|既有|多层|住宅|四好|新改建|社区|居家|LED|节能|智能|公共|机动车|泊位|户厕|厕所|卫生|无害化|岁|以[上下]|老年人?|长者|助老"
    "|C[、和]?D级|四类重点对象|低收入|群体|群众|居民|村级|困难|重度|贫困|残疾人|家庭|公路|老旧|电动汽车|汽车|城乡|劳动者|小时|街头"
    "|雨污水|适龄|妇女|免费|安全|任务|义务教育|[春夏秋冬]季|标准|民生|年度|全年"
)
_BESIDES = frozenset({"发放", "补助", "补贴", "绿化", "亮化", "清淤", "护岸"})  # 补助发放已全部完成, of 危房改造
_ANY_WORK = frozenset({"建设", "实施", "推进", "施工", "进行", "组织", "开展"})


def names_a_share(text: str, start: int, end: int) -> bool:
    """Return whether words speak of a batch, of those begun, of one season's task or of a share told right behind them."""
    return _OF_SOME.search(text, start, end) is not None or _SHARE_BEHIND.match(text, end) is not None


def finishes_some(segment: Segment, subject: str, named: Sequence[Profile], project: Project) -> bool:
    """Return whether what a clause says is all done is only one kind, place or way, or something done besides (补助发放已全部完成)."""
    profiles = project.profiles
    if not of_phase(subject, profiles) and _is_some(subject, named or profiles, project.heading):
        return True
    acts = {mark.word for mark in segment.marks if mark.kind in {Kind.ACT, Kind.WEAK}}
    names = set("".join(known.full for known in profiles) + project.heading)
    besides = bool(acts & _BESIDES) and not any(set(act) <= names or act in project.acts for act in acts)
    return besides and bool(profiles)


def denies_some(segment: Segment, text: str, named: Sequence[Profile], project: Project) -> bool:
    """Return whether a clause denies only what is done besides, in one place or at one time (主体封顶，绿化尚未启动; 农村公厕尚未开工)."""
    told_of = named or project.profiles
    denied = next((mark.start for mark in segment.marks if mark.kind is Kind.NOT), segment.end)
    words = {mark.word for mark in segment.marks if mark.kind in {Kind.ACT, Kind.WEAK} and mark.start < denied}
    asked = project.acts.union(*(known.acts for known in told_of)) | _ANY_WORK
    names = "".join(known.full for known in told_of) + project.heading
    besides = not named and bool(words) and not words & asked and not any(set(word) <= set(names) for word in words)
    return besides or (not segment.says_all and in_one_place(text[segment.start : denied], names))


def in_one_place(words: str, names: str) -> bool:
    """Return whether words speak of one kind of place or of one season, of which the names of what is asked say nothing."""
    return any(where not in names for where in _WHERE.findall(words))


def _is_some(subject: str, named: Sequence[Profile], heading: str) -> bool:
    """Return whether words name only some of several things, by a place, a kind or a name that no indicator has (城区公厕)."""
    if not named or all(known.indicator.target <= 1 for known in named):
        return False
    names = "".join(each.full for each in named) + heading
    known = set(names) | WHERE_ALL
    noun = canonical(noun_of(_DESCRIBING.sub("", _IN_THE_PLAN.sub("", subject))))
    return not set(noun) <= known or in_one_place(subject, names) or _of_another_way(subject, named)


def _of_another_way(subject: str, named: Sequence[Profile]) -> bool:
    """Return whether things are told of that come to be in another way than the indicators', or in one of two (续建项目, of 新建)."""
    told = set(_WAYS_TO_BUILD.findall(subject.replace("新改建", "新建改建")))
    asked = set(_WAYS_TO_BUILD.findall("".join(each.full for each in named).replace("新改建", "新建改建")))
    return bool(told) and told != asked and (bool(asked) or len(told) == 1)
