"""Objections: what a statement says beside a figure, or of all its figures, after which nobody would sign for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shishi_xl.core.progress.quality import agree
from shishi_xl.core.progress.roles import Item, is_reported
from shishi_xl.patterns import regex

_ALL = 100.0  # percent

# Said of every figure of the statement: 以上数据为各镇自报，未核实.
_OF_ALL = regex(
    r"(?:上述|以上|上列|前述|[此该本])(?:数据?|数字|数值)[^。；]{0,14}(?:有误|未(?:经)?核实|待(?:核实|核对|更正|核定|确认|查)|不准|仅供参考|[为是](?:计划|预计|估算|预估|暂估)数)"
    r"|数[据字](?:还|尚|均)*(?:未经?|没有?|有待|待)(?:核实|核对|更正|核定|确认)(?![^。；]{0,2}的)"
)
_REST = r"[^。；\n]*?"
# Said right behind a figure.
_BEHIND: Mapping[str, re.Pattern[str]] = {
    "说的是它的一部分": regex(r"的(?:百分之|\d+(?:\.\d+)?%|一半|[一二三四五六七八九两]成)|，?(?:刚|已)?(?:完成)?过半"),
    "只说基本完成": regex("[一-龥]{0,8}基本(?:完工|完成|建成|竣工)"),
    "还没有接通": regex(
        r"[，(]*(?:现|目前|尚|还|仍|均|都)*(?:等待|待|等)[^，。；()]{0,8}(?:接火|接电|送电|供电|并网|接水|接气)"
    ),
    "只是下达了任务": regex("[一-龥]{0,8}任务[一-龥]{0,4}(?:下达|分解)"),
    "不算任务": regex("[，(]*不(?:计入|纳入|列入|算入)"),
    "后面另说今年新增多少": regex(
        rf"(?!{_REST}(?:去年|上年)){_REST}[，；](?:其中)?今年(?:以来)?(?:新增|新建|新配|新装|新设)[一-龥]{{0,8}}\d"
    ),
    "里面有任务以外的": regex(rf"{_REST}含[^，。；\d]{{0,6}}(?:计划外|任务外|清单外|范围外)"),
    "里面有不算任务的": regex(
        rf"{_REST}其中[^。；]{{0,20}}不(?:纳入|计入|列入|算入|属于)[^，。；]{{0,6}}(?:任务|考核|范围|本项|指标)"
    ),
    "检查时不是这样": regex(
        rf"{_REST}，但[^。；]{{0,12}}(?:检查|核查|抽查|核实|复核|督查)[^。；]{{0,12}}(?:[尚还]?未|没有|仅|只有|实际)"
    ),
    "里面有重复的": regex(rf"{_REST}(?:剔除|扣除|扣减|减去|去掉)(?:了)?(?:重复|重报|错报)"),
}
_SOME_OPEN = regex(
    rf"。?{_REST}其中\d+[^，。；\d]{{0,6}}(?:完工|竣工|完成|建成){_REST}\d+[^，。；\d]{{0,6}}(?:在建|正在|施工|未完)"
)
_KEPT_UP = regex("(?P<what>维护|清掏|保洁|养护)[一-龥]{0,8}$")
_NOW_AT_IT = regex("，(?:目前|现|均|都)*正在(?:进行)?[^，。；\\d]{0,16}(?:施工|安装|改造|建设|装修)(?![^，。；]*\\d)")
_COUNTED_AGAIN = regex(
    rf"{_REST}(?:现场|实地)(?:核查|核实|复核|抽查|清点)(?:数|结果)?(?:实?为|是|只有|仅有?)(\d+(?:\.\d+)?)"
)
_NET = regex(rf"{_REST}减少{_REST}净增(?:了|加)?(\d+(?:\.\d+)?)")
_BATCH = regex(r"第(?:[2-9]|\d\d+|[二三四五六七八九十]+)(?:期|批|轮|届)")
_ANY_BATCH = regex(r"第[\d一二三四五六七八九十]+(?:期|批|轮|届)")
_PROGRESS = regex(r"，(?:目前|现|当前)?(?:总体|整体|形象|工程|综合)*进度(?:已?达到?|为|约|是)*(\d+(?:\.\d+)?)%")
_BY_MONEY = regex(r"\([^()]{0,6}(?:投资|资金|产值|合同)[^()]{0,8}\)")


def against_all(text: str) -> str:
    """Return the words that take back every figure of a plain text, "" for none."""
    found = _OF_ALL.search(text)
    return found[0] if found else ""


def against(item: Item, share: float, text: str, name: str) -> str:
    """Return why nobody would sign for a figure, `share` percent of the target of what is called `name`; "" for nothing."""
    behind = text[item.quantity.end :]
    for reason, words in _BEHIND.items():
        if words.match(behind):
            return reason
    kept_up = _KEPT_UP.search(item.text_before)
    if kept_up is not None and kept_up["what"] not in name:
        return f"说的是{kept_up['what']}"
    if not is_reported(item) and (_NOW_AT_IT.match(behind) or _SOME_OPEN.match(behind)):
        return "后面说还没有完成"
    for again in (_COUNTED_AGAIN, _NET):
        told = again.match(behind)
        if told is not None and float(told[1]) != item.quantity.amount.value:
            return f"后面又说是{told[1]}"
    clause = re.split("[，。；\n]", text[: item.quantity.start])[-1]
    if _BATCH.search(clause) and len(_ANY_BATCH.findall(text)) == 1:
        return "只说了其中一批"
    progress = _PROGRESS.match(behind)
    if progress is None or is_reported(item) or agree(share, float(progress[1])):
        return ""
    return f"进度还只有{progress[1]}%" if float(progress[1]) < _ALL else ""


def is_of_money(end: int, text: str) -> bool:
    """Return whether a percent that ends there is said in brackets to be that of money (形象进度60%（按投资额计算）)."""
    return _BY_MONEY.match(text, end) is not None
