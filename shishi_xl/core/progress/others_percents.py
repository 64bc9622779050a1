"""Others' percents: those of the time gone by, of more than the project, of what is due, of what others do."""

from __future__ import annotations

from shishi_xl.core.progress.objections import is_of_money
from shishi_xl.core.progress.roles import Item
from shishi_xl.patterns import regex

_MOVED = regex(
    "进度(?:再|又|已)?(?:增加|加快|推进|新增|提升|提高|快|慢|变化|前移|提前|提速|推后|滞后|超前)(?:了|约)?$"
)  # by so much
_OF_TIME = regex(
    r"(?:时间|序时|时序|均衡|计划|目标|应有|应达)进度|(?:季度|上半年|月份?|当月|本期|阶段|序时|节点|开工|首批|投资)的?(?:进度)?(?:目标|任务|计划)|要求[^，。；]{0,6}(?:进度|达)"
)
_OF_MORE = regex("占全[市省国]|占同期|全[市省国]平均")  # 占全市新增就业的8.2%
_OF_NEIGHBOURS = regex("[相毗]邻|邻近|邻[区县镇村]|隔壁|周边[区县]|兄弟[区县]|外[区县]")
_OF_YEARS = regex(
    "(?<![\\d〇零一二三四五六七八九十])[两二三四五六七八十3-8]年(?:行动|规划|滚动|总|计划)*的?(?:目标|任务|计划|规划)"
)  # 完成三年总任务的92%
_OF_STARTED = regex("占(?:已|新)?(?:开工|在建|启动|进场)")
_OF_AN_EARLIER_STEP = regex("(?:设计|勘察|审批|手续|征地|拆迁|招标|采购)[一-龥]{0,3}进度")
_AS_A_GOAL = regex("(?:目标|任务)(?:任务)?(?:为|是)(?:完成|达到)?[^，。；]{0,8}$")  # 目标任务为完成总进度的80%
_OF_A_WEEK = regex("第[\\d〇零一二三四五六七八九十]+[周旬]")  # 第36周总体进度63%，第38周68%
_OF_EACH = regex("单体|单个|各个")
_NOT_OURS = (
    _OF_AN_EARLIER_STEP,
    _OF_A_WEEK,
    _OF_EACH,
    _OF_YEARS,
    _MOVED,
    _OF_STARTED,
    _OF_TIME,
    _OF_MORE,
    _OF_NEIGHBOURS,
)
_NEAR = 40  # characters before a percent
_OF_WHAT_IS_DUE = regex(
    "按[^，。；]{0,12}应(?:完成|达到?|建成?)[^，。；]{0,6}[计算口][^。；]*$"
)  # 按截至9月底应完成数计，完成率90%
_IF = regex("(?:若|如果|假如|倘若|如)不?(?:计|含|算|扣除|剔除)[^，。；]*，[^，。；]*$")  # 若不计室外工程，进度为77%
_OUTSTANDING = regex(r"(?:离|距离?|差)$")  # 离70%还差一截


def is_of_another(item: Item, subject: str, text: str) -> bool:
    """Return whether a percent tells nothing of how far the work is: of the time, a wider whole, another place, what is due or only supposed."""
    unmet = _OUTSTANDING.search(item.text_before) or _IF.search(item.context) or _AS_A_GOAL.search(item.text_before)
    due = _OF_WHAT_IS_DUE.search(text, max(0, item.quantity.start - _NEAR), item.quantity.start)
    return (
        bool(unmet or due) or is_of_money(item.quantity.end, text) or any(other.search(subject) for other in _NOT_OURS)
    )
