"""Likeness: how surely one noun names what another does, and the one spelling of words for one thing."""

from __future__ import annotations

import re
from functools import lru_cache

from shishi_xl.core.typos import confusable
from shishi_xl.patterns import regex

# Different words for one thing, each told in the first of its line; the lines are gone through in order.
_SPELLINGS = {
    "污水管网": "污水管道",
    "管网": "管道 管线",
    "泊位": "车位 停车位",
    "厕所": "卫生间",
    "公厕": "公共厕所",
    "户厕": "户用厕所",
    "便民道": "便道 便民路 入户路",
    "步道": "人行步道",
    "村卫生室": "村卫生站",
    "路": "里程 公路 道路 马路",
    "梯": "电梯",
    "危房": "危旧房",
    "人口": "受益人口",
    "居民": "群众 村民 住户",
    "互助养老点": "互助点",
    "园": "幼儿园 园子",
    "食堂": "餐厅",
    "学校": "中小学校 中小学",
    "小学": "小学校",
    "站": "站点",
    "点": "点位",
    "处理": "集中处理",
    "住宅梯": "加梯",
    "照明": "灯光",
    "水土流失": "水保",
    "棚户区": "棚户区住房 棚改住房 棚改",
    "保障性租赁住房": "保租房",
    "公共租赁住房": "公租房",
    "摄像头": "探头 摄像摄像头",
    "河流": "河道 河段",
}
_SAME = tuple((spelling, meant) for meant, spellings in _SPELLINGS.items() for spelling in spellings.split())
_MANNER = regex(r"(?<=[一-龥]{2})(?:标准|规范|智能|数字|信息|精细|渠)化$")  # how, not what
# 乡镇（街道）服务站: a name for either
_EITHER = regex(r"(?<=[镇乡村县区市])[（(](?:街道|街|镇|乡|社区|办事处|农场|场|区|市|县)[)）](?=[一-龥])")
_PIPE = regex("水管(?!网)")
# A place or a body in front of the thing counted says where, not what.
_PLACE = regex(
    r"(?:[一-龥]{1,6}?(?:街道办?事?处?|片区|园区|组团|新城)|[一-龥]{1,3}(?<![小社校园景灾库山城地街厂矿病牧林农集场乡超菜门])(?:镇|乡|县|区|市)(?=[一-龥]))"
)
_EVERYWHERE = regex("^(?:各|居民|城镇|城乡)*(?:小区|社区|行政村|校园|楼栋)(?=[一-龥]{2})")  # 居民小区端口
_BY_WHOM = regex(
    "^[全各本我]?[区县市镇](?:文化馆|图书馆|博物馆|体育中心|疾控中心|红十字会|[一-龥]{1,6}[局委办])(?=[一-龥]{2})"
)
# Trades and stages of a work: finished, they finish nothing that a project promises.
PARTS = regex(
    r"主体|基础|桩基|地基|基坑|支护|路基|路面|路床|基层|面层|水稳|垫层|底板|顶板|筏板|封顶|土方|土石方|开挖|沟槽|管沟|回填|标线|(?<!使用)标志|标牌|边沟|砌体|砌筑|抹灰|外墙|外立面|幕墙|门窗|钢结构|屋面|屋顶|地下室|地下|"
    r"室内|室外|内装(?!置)|外装(?!置)|装修|装饰|粉刷|涂料|机电|水电|消防|智能化|弱电|电梯井|井道|轿厢|导轨|曳引机|检查井|工作井|顶管|闸门|土建|设备|附属|配套用房|景观|铺装|苗木|化粪池|预制|构件|钢筋|混凝土|模板|塔吊|"
    r"搭架|脚手架|支模|刮腻子|打底|找平|桥墩|桥台|梁板|隧道|涵洞|绿化工程|排水工程|管线下地|土地平整|灌排|渠系|田间|分部|分项|前期|附着物|教学楼|综合楼|宿舍|食堂楼|办公楼|运动场|操场|看台|围墙|大门|第一标|一标段|二标段|标段|首层|[一二三四五六七八九\d]层|活动室|教室"
)
_MEASURE = regex(r"(?<=.)(?:场次|人数|户数|个数|数量|总数|里程|面积|长度|规模|数)$")
# What may follow the name of a thing without making it another: 口袋公园面积, 农村公路里程, 卫生室中.
_SAYS_NOTHING = regex(
    r"(?:等|安全|群众|居民|观众|人群|数|量|数量|个数|户数|人数|总数|面积|里程|长度|总长|规模|设施|点位?|处|类|正常|年初|超过|降|对象|体系|任务|建设|改造|作业|项目|工程|实事|活动|行动|工作|下乡|进村|进社区|进校园|进企业|进基层)*"
)


@lru_cache(maxsize=4096)
def canonical(words: str) -> str:
    """Return the words with one spelling for one thing, without quotes and brackets."""
    words = _EITHER.sub("", words)
    words = re.sub(r"[“”‘’\"'()《》、，。：；\-\s\d]", "", words)
    for spelling, meant in _SAME:
        words = words.replace(spelling, meant)
    return _MANNER.sub("", _PIPE.sub("管网", words))


_TURNED = regex("(?<=[一-龥]{3})改[一-龥]{1,3}$")  # 旱厕改水厕: what it was


def _measure(noun: str) -> str:
    """Return the words at the end of a noun that only say how it is counted (义诊场次)."""
    found = _MEASURE.search(noun)
    return found[0] if found else "#"


@lru_cache(maxsize=16384)
def likeness(noun: str, core: str) -> float:
    """Return how surely a noun names the thing an indicator counts, 0 (another thing) to 1."""
    noun = _TURNED.sub("", canonical(noun.removesuffix("里程") or noun)) if "改" not in core else canonical(noun)
    if noun == core and core:
        return 1.0
    noun = noun.rstrip("中里内外后")  # of N中M
    noun = noun if core.endswith(_measure(noun)) else noun.removesuffix(_measure(noun))
    if not noun or not core:
        return 0.0
    if PARTS.search(noun) and not PARTS.search(core) and not noun.endswith(core):  # 教室空调 are 空调
        return 0.0
    if core in noun and not _SAYS_NOTHING.fullmatch(noun[noun.rfind(core) + len(core) :]):
        return 0.0  # 公厕勘界: the last word of a Chinese noun says what it is
    stripped = canonical(_BY_WHOM.sub("", _EVERYWHERE.sub("", _PLACE.sub("", noun)))) or noun
    common = max(_common(noun, core), _common(stripped, core))
    cover = max(_common(words, core) / len(words) for words in (noun, stripped))
    told = common / len(core)
    tail = stripped[-1] in core[-3:]
    if noun.endswith(core) or core in noun or (len(stripped) >= 2 and core.endswith(stripped)):
        return min(1.0, 0.8 + 0.2 * told)
    if tail and cover >= 0.6 and (len(stripped) != 2 or re.search(f"{stripped[0]}.*{stripped[1]}", core)):
        return 0.55 + 0.35 * cover * told
    if tail and len(core) >= 2 and (noun.endswith(core[-3:]) or (noun.endswith(core[-2:]) and cover >= 0.4)):
        return 0.5 + 0.3 * told
    if _same_of_its_kind(stripped, core) or _without_device(stripped, core) or _mistyped(stripped, core):
        return 0.6
    if noun.endswith("点") and len(noun) > 2 and core.endswith(noun[:-1]):
        return 0.8  # 监控点位, of 视频监控
    if noun in core and not _SAYS_NOTHING.fullmatch(core[core.find(noun) + len(noun) :]):
        return 0.0  # 图书, of 图书服务点
    return 0.45 + 0.3 * told if cover >= 0.75 and common >= 2 else 0.0


_KINDS = (
    regex("(?:服务|驿)?[站点]$"),  # 助浴服务站, of 助浴点
    regex("(?:设备|装置|器材|终端|[器机仪])$"),  # 烟感设备, of 烟感报警器
)


def _same_of_its_kind(noun: str, core: str) -> bool:
    """Return whether two nouns of one kind say the same before the word for the kind."""
    for kind in _KINDS:
        own, other = kind.search(noun), kind.search(core)
        if own is not None and other is not None:
            first, second = noun[: own.start()], core[: other.start()]
            return len(first) > 1 and len(second) > 1 and (first in second or second in first)
    return False


_DEVICE = regex("(?:报警器|报警装置|探测器|监测仪|设备|装置|终端|系统)$")
_ON_SITE = regex("^(?:入户|上门|统一|集中|免费)")


def _without_device(noun: str, core: str) -> bool:
    """Return whether a noun is a name without the word for the device at its end (入户智能烟感, of 智能烟感报警器)."""
    noun, named = _ON_SITE.sub("", noun), _DEVICE.sub("", core)
    return len(noun) > 2 and named != core and named.endswith(noun)


def _mistyped(noun: str, core: str) -> bool:
    """Return whether a noun is a name, or the end of one, but for one character that looks or sounds like it (充电庄, of 充电桩)."""
    own = core[-len(noun) :]
    if not 3 <= len(noun) == len(own):
        return False
    wrong = [(typed, meant) for typed, meant in zip(noun, own, strict=True) if typed != meant]
    return len(wrong) == 1 and confusable(*wrong[0])


def _common(first: str, second: str) -> int:
    """Return how many characters two nouns share; their order may differ (行政村管道, 管道行政村)."""
    left = list(second)
    shared = 0
    for character in first[-24:]:
        if character in left:
            left.remove(character)
            shared += 1
    return shared


def abbreviates(noun: str, core: str, full: str) -> bool:
    """Return whether a noun is short for a name, by a character of each of its words (婚检: 婚前医学检查)."""
    noun = canonical(noun)
    if not 2 <= len(noun) <= 4 or not (core.startswith(noun[0]) or full.startswith(noun[0])):
        return False
    rest = iter(full if full.startswith(noun[0]) else full[full.find(core[0]) :])
    return all(character in rest for character in noun) and noun not in full
