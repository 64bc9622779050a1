"""Besides: what the words before a percent name besides the project as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shishi_xl.core.progress.lexicon import Kind, Mark, kind_of, scan
from shishi_xl.core.progress.likeness import abbreviates, canonical, likeness
from shishi_xl.core.progress.matching import Profile, Project
from shishi_xl.patterns import regex

# Words that name nothing besides the project as a whole.
_GENERIC_WORDS = (
    "恰好 正好 刚好 前报 前期所报 此前所报 先前所报 前次上报 原报 所报 停在 停留在 停留 推进至 完成至 进展到 进展至 就 而言 来说 来看 合并计算 里程 总里程 长度 下来 走到 走 做 干 上旬 中旬 下旬 实际 仅 只 才 已经 年计划 "
    "整个 超过 超 逾 突破 接近 不低于 年度任务 形象进度 总工程量 校舍建设 目标任务 实物量 工程量 总进度 两者 事项 任务 全区 全年 全部 其中 内容 干到 做到 推进到 完成到 加权 各项 合并 子项 完成 实事 实施 实物 工作 工程 平均 年度 建设 形象 总体 "
    "月报 周报 台账 数据 所列 显示 记录 总量 情况 截至 所有 折合 指标 按照 推进 改造 整体 方面 施工 既定 比例 民生 测算 监理 目前 目标 累计 综合 计划 认定 评估 进度 完成度 阶段 项目 预定 个 为 以 共 其 到 占 各 已 年 总 "
    "度 底 末 成 折 按 数 日 月 期 本 此 的 算 约 经 至 该 达 量 "
)


_GENERIC = regex("(?:" + "|".join(sorted(_GENERIC_WORDS.split(), key=len, reverse=True)) + ")+")


_NOTE = regex(
    r"^[一-龥]{0,8}(?:批?注|备注|附注|说明|按)：|所[列示载]的?"
)  # who added it, where it stands: what follows is still said


_AGENT = regex(r"[^，。]{1,12}(?:牵头|负责|承办|承担|主导|代建|主抓)(?:实施|建设|推进)?的")


_BY_RECKONING = regex("按[一-龥]{0,6}(?:计算|推算|测算|要求|计划|安排)[，、]?应?")  # 按工期计算应完成60%，实际完成52%


_AFTERWARDS = regex("^[一-龥]{2,6}后(?=全年|年度|总|整|项目|工程|任务)")  # 抢工后全年工程任务现已完成46%


_THE_HOUSE = regex(
    "(?:^|(?<=[日月底旬前]))[全整本该新][楼馆院校园桥路线厂站](?![一-龥]{0,2}[区段内外])"
)  # 全楼改建工程量完成68.5%


_WHO_SAYS = regex(
    "(?:施工|监理|建设|设计|业主|代建|总包|承建|中标|咨询)(?:单位|方|公司|月报)?(?:上报|填报|报送|认定|核定|审定|测算|复核|核实|核查|自报|写|记载)?的?"
)


_REPORTER = regex("^[一-龥]{1,10}(?:公司|[局委办院馆]|中心|镇|乡|街道|单位|部门)(?:来?报|反馈|上报|填报|称)?：")
_FIRST_MONTH = regex("元月?(?=[至到])")
_CONFIRMED = regex(
    "[经由][^，。；]{0,16}?(?:核定|核实|认定|审定|确认|测算|复核)为?"
)  # 经业主、监理、跟审三方共同核定为


_GENERAL = frozenset({"建设", "实施", "推进", "进行", "施工"})


def named_besides(subject: str, project: Project) -> str:
    """Return what the subject names besides the project itself and general words."""
    for aside in (
        _CONFIRMED,
        _REPORTER,
        _FIRST_MONTH,
        _WHO_SAYS,
        _THE_HOUSE,
        _AFTERWARDS,
        _NOTE,
        _AGENT,
        _BY_RECKONING,
    ):
        subject = aside.sub("", subject)
    rest = re.sub(r"[“”\"()\s，、：\d.%]|个?百分点", "", subject)
    for known in project.profiles if len(project.profiles) == 1 else ():
        rest = _take_out(rest, known.full, known.core)
    words = _scan(rest)
    kept, place = "", 0
    for mark in words:
        kept += rest[place : mark.start]
        foreign = mark.kind is Kind.PREPARE or (
            mark.kind is Kind.ACT
            and mark.word not in project.acts
            and not any(mark.word in known.acts for known in project.profiles)
        )
        place = mark.start if foreign else mark.end
    kept += rest[place:]
    kept = _GENERIC.sub("", kept)
    if len(project.profiles) == 1 and kind_of(kept) is Kind.ACT and set(kept) <= set(project.profiles[0].full):
        return ""  # 改厕完成率, of 农村户厕改造
    if len(project.profiles) == 1 and abbreviates(kept, project.profiles[0].core, project.profiles[0].full):
        return ""  # 棚改任务, of 棚户区改造
    if len(project.profiles) <= 1 and len(kept) >= 3 and likeness(kept, canonical(project.heading)) >= 0.85:
        return ""
    return "" if len(project.profiles) <= 1 and _is_head_of(kept, project.heading) else kept


_JOINS = regex("[、和与及]|配套|附属|以及")


def _is_head_of(noun: str, heading: str) -> bool:
    """Return whether a noun is what the one thing a project is about is called for short (公园, of 滨江公园)."""
    opens = len(noun) >= 4 and canonical(heading).startswith(noun)  # 实验中学, of 实验中学初中部
    ends = canonical(heading).endswith(noun)
    return len(noun) > 1 and heading != noun and (opens or ends) and not _JOINS.search(heading)


def _scan(text: str) -> list[Mark]:
    return scan(text, [])


def _take_out(rest: str, full: str, core: str) -> str:
    for words in (full, core):
        if words and words in canonical(rest):
            return canonical(rest).replace(words, "")
    noun = _GENERIC.sub("", canonical("".join(_pieces(rest))))
    other = any(
        mark.word not in full
        for mark in _scan(rest)
        if mark.kind in {Kind.ACT, Kind.WEAK} and mark.word not in _GENERAL
    )
    kind = set(noun) - set(full)  # 低压线路 is not all of 农村电网线路
    return "" if noun and likeness(noun, core) >= 0.55 and not other and not kind else rest


def _pieces(rest: str) -> list[str]:
    kept, place = [], 0
    for mark in _scan(rest):
        kept.append(rest[place : mark.start])
        place = mark.end
    return [*kept, rest[place:]]


def names_one(subject: str, profiles: Sequence[Profile]) -> bool:
    """Return whether the subject names some of several indicators and not all of them."""
    if len(profiles) < 2:
        return False
    noun = "".join(_pieces(subject))
    named = [bool(noun) and likeness(noun, known.core) >= 0.5 for known in profiles]
    return any(named) and not all(named)
