"""Senses: what words of the lexicon mean beside each other: 年内已改400户 is no plan, 完工待验 is finished."""

from __future__ import annotations

import itertools
from dataclasses import replace

from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.patterns import regex

CUT = regex(r"[。！？\n；，、：()…]+")


def in_their_sense(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks of a text, each for what it says where it stands."""
    marks = [mark for mark in marks if not (_opens_a_name(mark, text) or _ends_a_day(mark, text))]
    marks = _by_the_plan(_sum_of_now(_first_batch(marks, text), text), text)
    marks = _before_a_stop(_only_ready(_held_valid(marks, text), text), text)
    marks = _passed(_measured(_funded(_with_earlier(marks, text), text), text), text)
    return _in_time(_finished(_compared(_this_year(marks))), text)


def _as_one(marks: list[Mark], text: str, kind: Kind, spans: list[tuple[int, int]]) -> list[Mark]:
    """Return the marks with those that begin within a span made one mark of a kind."""
    for start, end in spans:
        marks = [mark for mark in marks if not start <= mark.start < end]
        marks.append(Mark(kind, start, end, text[start:end]))
    return sorted(marks, key=lambda mark: mark.start) if spans else marks


def _first_batch(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with 一批 right before an amount made nothing where a 二批 follows: the first batch, not some."""
    if "二批" not in text:
        return marks
    first = {mark.start for mark in marks if mark.word == "一批" and text[mark.end : mark.end + 1].isdigit()}
    return [replace(mark, kind=Kind.FILLER) if mark.start in first else mark for mark in marks]


_SIZE_TOLD = regex(r"(?:分别|[约达为均在各仅只不超低少大小于])*\d")


def _opens_a_name(mark: Mark, text: str) -> bool:
    """Return whether 高 or the like tells no size but opens a name (高桥740亩)."""
    return mark.word in {"宽", "高", "厚", "深"} and _SIZE_TOLD.match(text, mark.end) is None


_NEAR = 4  # characters between 年内 and 共: 年内取证共2280名
_IN_THE_YEAR = frozenset({"年内", "年度内", "今年内", "本年内", "本年度内"})


def _this_year(marks: list[Mark]) -> list[Mark]:
    """Return the marks with 年内 made a word of time where it is no plan (年内已改400户), 今年计划 one of the target (今年计划改造20座，完工12座)."""
    done = {mark.start for mark in marks if mark.kind in {Kind.ALREADY, Kind.TOTAL}}
    delivered = {mark.start for mark in marks if mark.kind in {Kind.DONE, Kind.LATER}}
    done |= {mark.start for mark in marks if mark.word == "新" and mark.end in delivered}
    summed = [mark.start for mark in marks if mark.kind is Kind.TOTAL]
    marks = [
        replace(mark, kind=Kind.THIS_YEAR)
        if mark.word in _IN_THE_YEAR and (mark.end in done or any(0 < at - mark.end <= _NEAR for at in summed))
        else mark
        for mark in marks
    ]
    years = {mark.end for mark in marks if mark.kind is Kind.THIS_YEAR}
    return [replace(mark, kind=Kind.SHOULD) if mark.word == "计划" and mark.start in years else mark for mark in marks]


def _sum_of_now(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with 总户数 and the like made the sum of the time before it in its clause (1-6月通气总户数2236户)."""
    now = [mark.end for mark in marks if mark.kind is Kind.NOW]
    summed = {
        mark.start
        for mark in marks
        if mark.kind is Kind.STOCK
        and mark.word[0] == "总"
        and any(end <= mark.start and not CUT.search(text, end, mark.start) for end in now)
    }
    return [replace(mark, kind=Kind.TOTAL) if mark.start in summed else mark for mark in marks]


_ACCORDING = regex("(?:按照?|依照?|对照)[^，。；\\d]{0,8}$")
_ACCORDING_TO_AMOUNT = regex(r"(?:按照?|依照?|对照)[\d.]+[一-龥]{1,3}的?$")  # 按2400个计划已兑现2040个


def _is_gone_by(plan: Mark, text: str) -> bool:
    numbered = text[plan.end : plan.end + 1].isdigit()
    amount = _ACCORDING_TO_AMOUNT.search(text, max(0, plan.start - 14), plan.start) is not None
    return amount or (not numbered and _ACCORDING.search(text, max(0, plan.start - 10), plan.start) is not None)


def _by_the_plan(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with a plan that something went by made nothing (按网络计划组织施工), unless its number follows (按计划20座)."""
    gone_by = {
        mark.start
        for mark in marks
        if (mark.word == "计划" and (text.startswith("中的", mark.end) or _is_gone_by(mark, text)))
        or (mark.word == "任务" and text.startswith("的", mark.end) and text.endswith("有", 0, mark.start))
    }  # 按有任务的三个街道分
    return [replace(mark, kind=Kind.FILLER) if mark.start in gone_by else mark for mark in marks]


def _ends_a_day(mark: Mark, text: str) -> bool:
    """Return whether 日前 is no word but the end of a day's name and 前 (烈士纪念日前)."""
    return mark.word == "日前" and mark.start > 0 and CUT.match(text, mark.start - 1) is None


PASSED = regex(
    "(?<!未)(?<!没有)通过(?!率)[^，。；、：\\d通]{0,6}?(?:检测|检验|测试|测评|认定|考核|考试|鉴定)(?=[，。；、\n]|的|$)"
)


_INSPECTED = regex(
    "(?<!未)(?<!没有)(?<!无法)通过(?:院感|质量|综合|主管部门|行业|专家|业主|甲方|第三方|[省市区县镇]里)验收(?:并?(?:投入使用|投用|开放|交付))?(?=[，。；、\n]|的|$)"
)  # 9间通过院感验收投入使用


_FUNDS_SENT = regex("(?:资金|款|元)[^，。；]{0,8}?(?P<sent>下达)(?=[，。；、\n]|$)")


_WITH_EARLIER = regex("月[^，。；]*，(?P<with>(?:连同|加上)前期)(?=累计)")


def _with_earlier(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with 前期 made nothing that a month's amount is added up with (7月完成420间，连同前期累计达到930间)."""
    return _as_one(marks, text, Kind.FILLER, [found.span("with") for found in _WITH_EARLIER.finditer(text)])


def _funded(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with 下达 of money made what comes before the work (资金1200万元已下达): it sets no task."""
    sent = {found.start("sent") for found in _FUNDS_SENT.finditer(text)}
    return [replace(mark, kind=Kind.PREPARE) if mark.start in sent else mark for mark in marks]


_MEASURED = regex(
    r"(?<=率)[经由]?(?:第三方|自动化|抽样|入户|问卷|电话|网络|委托|机构|专业|现场|平台|系统|监理)*(?:检测|测评|调查|抽样|评估|监测|统计|核算|测算|评定)"
    r"(?:结果|显示|数据)?(?=(?:为|是|达到?)约?\d[\d.]*%)"
)


_PUT_TO_USE = regex(
    "(?<![仍续])投入(?:业务|正常|实际|正式|对外|商业|社会)?(?:运行|使用|经营|运营|生产|营业)"
)  # 已投入业务运行


def _measured(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with how a rate was found out made nothing (优良率经自动化检测为83.6%)."""
    return _as_one(marks, text, Kind.FILLER, [how.span() for how in _MEASURED.finditer(text)])


def _passed(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with a test that was passed made one word (2100间通过照度检测)."""
    spans = [test.span() for rule in (PASSED, _INSPECTED, _PUT_TO_USE) for test in rule.finditer(text)]
    return _as_one(marks, text, Kind.LATER, spans)


_HELD_VALID = regex("以[^，。；、：\\d]{1,14}(?=\\d[\\d.]*(?:%|[一-龥]{1,3}?)为准)")


def _held_valid(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with whose figure is held valid made a correction (以监理复核的62%为准)."""
    return _as_one(marks, text, Kind.CORRECT, [found.span() for found in _HELD_VALID.finditer(text)])


_READY = regex(
    "(?:具备|达到|满足|创造)了?[^，。；、：\\d]{0,10}?(?:条件|要求)|符合[^，。；、：\\d]{0,10}?(?:条件|要求)(?!的)"
)


def _only_ready(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with conditions that are met made a vague word (12座达到验收条件; 具备通车条件): nothing is surely finished by them."""
    spans = [ready.span() for ready in _READY.finditer(text)]
    spans = [(start, end) for start, end in spans if any(start <= mark.start < end for mark in marks)]
    return _as_one(marks, text, Kind.VAGUE, spans)


_HAS_MET = regex(
    r"(?:已|全部|均|都|顺利|如期|成功|收官)|，?[“”一-龥]{0,8}?[装建修改换铺种][完好](?!成)|[一-龥]{0,6}?完毕"
)
_DID_ALL = regex(
    "[就便]?(?:都|全都|全部|均)[一-龥]{1,4}[完好]?了|[就便]?(?:都|全部|均)?[一-龥]{0,2}[装建修改换铺种][完好](?:通|用|上)?了"
)


def _in_time(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with a date that something was done before made nothing (赶在开学前改好61间), unless it is still to be (要赶在汛期前完工)."""
    met = {
        mark.start
        for mark in marks
        if text.endswith("赶在", 0, mark.start) and mark.kind is Kind.FUTURE and _HAS_MET.match(text, mark.end)
    }
    met |= {mark.start for mark in marks if mark.word.endswith("前") and _DID_ALL.match(text, mark.end)}
    met -= {
        start for start in met if text[: start - 2].endswith(("要", "需", "须", "将", "能", "力争", "争取", "确保"))
    }
    return [replace(mark, kind=Kind.FILLER) if mark.start in met else mark for mark in marks]


_STOPPED = regex(
    "(?:停工|停建|停施|冬休|封冻|上冻|入冬|汛期?|雨季|节|国庆|春节|高温|寒潮)之?前(?=[一-龥]{0,2}(?:已|共|累计|建成|完成|完工|竣工))"
)
_ALREADY = regex("已|共|累计")
_SINCE_A_STOP = regex("(?:停工|停止|暂停|停摆|中止|封控)[^，。；]{0,12}，(?P<before>此前)(?=已)")


def _before_a_stop(marks: list[Mark], text: str) -> list[Mark]:
    """Return the marks with the stop that something was done before made nothing (停工前建成44公里; 汛前已完成4处)."""
    for stop in _SINCE_A_STOP.finditer(text):  # 停止摊铺，此前已铺好10片
        marks = [replace(mark, kind=Kind.FILLER) if mark.start == stop.start("before") else mark for mark in marks]
    marks = [
        replace(mark, kind=Kind.FILLER) if mark.word == "停工" and text.startswith("时", mark.end) else mark
        for mark in marks
    ]
    spans = [
        stop.span()
        for stop in _STOPPED.finditer(text)
        if stop[0].startswith("停") or _ALREADY.match(text, stop.end())  # 汛前完成4处 may be a plan
    ]
    spans += [stop.span() for stop in _THEN_STOPPED.finditer(text)]
    return _as_one(marks, text, Kind.FILLER, spans)


_THEN_STOPPED = regex("(?<=[一-龥%])后(?:因[^，。；\\d]{1,10})?(?:停工|停建|停施|暂停|停摆)")  # 铺油24公里后停工


def _finished(marks: list[Mark]) -> list[Mark]:
    """Return the marks with what finished work still waits for made nothing: 完工待评定 and 建成未投用 are finished."""
    done = {mark.end for mark in marks if mark.kind is Kind.DONE}
    waits = {mark.start for mark in marks if mark.word in {"待验", "待验收", "待"} and mark.start in done}
    for first, second in itertools.pairwise(marks):
        if first.kind is Kind.NOT and second.kind is Kind.LATER and first.start in done and first.end == second.start:
            waits |= {first.start, second.start}
    return [replace(mark, kind=Kind.FILLER) if mark.start in waits else mark for mark in marks]


def _compared(marks: list[Mark]) -> list[Mark]:
    """Return the marks with an earlier year that something is compared with made part of the comparison (比前年快11%): nothing is told for it."""
    compared = {mark.end for mark in marks if mark.kind is Kind.COMPARE}
    return [
        replace(mark, kind=Kind.COMPARE) if mark.kind is Kind.PRIOR and mark.start in compared else mark
        for mark in marks
    ]
