"""Predicates: what a verb that the lexicon does not know says of a thing, from the characters it is made of.

Verbs of two and more characters are made anew every day (换装, 铺就, 揭牌, 联网) from a small stock of characters. Those of
making, opening and of result tell that something was delivered; one of looking, asking, clearing or carrying tells of what
comes before.
"""

from __future__ import annotations

from functools import lru_cache

from shishi_xl.patterns import regex

# To look at, to ask, to settle on paper, to clear, to dig, to carry there: never the deliverable.
_BEFORE = frozenset(
    "知勘测探查访核审批评议谈选定征拆迁报申登订购运采招签标示界桩图摸谋问询商洽清腾挖钻破掘坑槽沟拟研论讲宣巡督催护养监观看验检抽备储挡围材料款资钱会队员跟敲"
)
_MAKE = "加亮建修铺装换架砌埋栽种植搭盖造刷喷涂绘印翻补浇贴衬镶竖立安配设置投布挂嵌焕更改增扩升添制作做演映办发送栓划筑"
_RESULT = "掉新成好完通毕妥就齐亮竣入上下起满足"
_WELL = "成好完毕妥竣齐优"
_ENTER = (
    "通送并联接入上开揭挂授出结销消达领交脱迎启点迁划"  # a state entered, with what it is of: 通水, 揭牌, 入网, 结案
)
# No verbs, though they open like some
_THINGS = frozenset({
    "点位", "点数", "通道", "通路", "入口", "出口", "接口", "开口", "开关", "上部", "下部", "结构", "送水", "消防", "领域", "启事",
})  # fmt: skip
_TO = "配套|列装|就绪|就位|入户|进村|进户|下线|调试|试用|试运"
_PREDICATE = regex(
    rf"(?:[{_MAKE}{_ENTER}]?(?:{_TO})|[{_MAKE}][{_RESULT}{_MAKE}了]|[一-龥][{_WELL}]|[{_ENTER}][一-龥]|[{_MAKE}][机表灯]|[{_MAKE}]了?)$"
)
_NO_DEED = _BEFORE | frozenset("买运拉花用来去少多丢退停坏差剩欠走有除为到达人户处水电气路")
_LINKS = "并且和与、后"


@lru_cache(maxsize=8192)
def without_predicate(words: str, core: str) -> str | None:
    """Return what stands before the verbs at the end of a noun, if they tell of a delivery; None where none does.

    `core` is the name of what is counted: its characters may be the object of a verb (换管 of 管网) and are no verb themselves.
    """
    rest, found = words, False
    while rest and not (found and rest.endswith(core)):
        shortened = _shorten(rest, core)
        if shortened is None:
            break
        rest, found = shortened.rstrip(_LINKS), True
    result = len(words) == 2 and words[1] in _WELL  # 改成, 接好: a verb whatever the thing is called
    if (
        words and not rest and not result and (words[0] in _ENTER or words[0] in core)
    ):  # 通道, 入口: more likely a thing
        return None
    return rest if found else None


def _shorten(words: str, core: str) -> str | None:
    if len(words) >= 2 and words[-2] in _MAKE + "成" and words[-1] in core and words[-2] not in core:
        return words[:-2]
    verb = _PREDICATE.search(words)
    if verb is None or _BEFORE & set(verb[0]) or verb[0] in core:
        return None
    return words[: verb.start()]


def is_deed(words: str) -> bool:
    """Return whether a word of one character between 已 or 了 and an amount is a verb of work (粉了744个)."""
    return len(words) == 1 and words not in _NO_DEED


def delivers(words: str) -> bool:
    """Return whether words begin with a verb of delivery and hold none of what comes before (开门迎客, 通上自来水).

    A verb of making says so only where nothing else was made (搭好, not 搭好脚手架).
    """
    if len(words) < 2 or _BEFORE & set(words) or words[:2] in _THINGS:
        return False
    if words[0] in _ENTER:
        return True
    made = (words[0] in _MAKE and words[1] in _RESULT + _MAKE) or words[1] in _WELL
    return made and (len(words) == 2 or words[2] in _ENTER)


_RECEIVED = regex(r"[一-龥]{0,6}?[拿领吃用喝住搬享][到上进受]了?(?P<thing>[一-龥]{2,8})")
_PAPER = regex("通知|告知|预约|宣传|[单册表书]$")


def receives(words: str, name: str) -> bool:
    """Return whether words say that people got what an indicator is about (学生吃上免费午餐)."""
    got = _RECEIVED.fullmatch(words)
    if got is None or _PAPER.search(got["thing"]):
        return False
    return name.startswith(("惠及", "受益")) or len(set(got["thing"]) & set(name)) > 1
