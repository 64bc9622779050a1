"""Scopes: how far a plan, a time or 其中 reaches beyond its own words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shishi_xl.core.progress.clauses import Segment
from shishi_xl.core.progress.folding import fold
from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.patterns import regex

_AGENDA = regex(r"下一?步|下一?阶段|接下来|后续(?:工作|计划|安排)|今后|工作计划|工作打算|下月")
_HEADING = regex(
    r"^(?:[一二三四五六七八九十]+)?(?:存在的?(?:主要)?问题|主要(?:问题|困难)|困难问题|问题方面|资金方面|原因|往年情况|历史情况|(?:工作|项目|目前|当前|总体)?(?:进展|进度|完成)(?:情况)?$|工作措施|主要措施|主要做法)"
)

# Words of need, not of a plan: they say nothing of the clauses after their own.
_STOCK_NOUNS = frozenset({"总量", "总数", "存量", "保有量", "保有", "总库存", "总户数", "现有", "拥有"})
_UNCHANGED = regex("[与和同跟].{1,8}(?:持平|相同|一致|一样)$")  # 累计数与5月末持平：…
_BRIEF = frozenset(
    {
        "可新增",
        "可增加",
        "可增设",
        "能新增",
        "能增加",
        "需",
        "还需",
        "尚需",
        "仍需",
        "待",
        "准备",
        "后再",
        "务必",
        "必须",
    }
)
# Words that begin a new scope of time or mood and how far it reaches.
_MOODS = frozenset({Kind.FUTURE, Kind.SHOULD})
_STATES = (Kind.DONE, Kind.ACT, Kind.LATER, Kind.START, Kind.GOING, Kind.NOT)  # what a target does not say
_RESULTS = tuple(kind for kind in _STATES if kind is not Kind.ACT)
_MET = frozenset({Kind.ALREADY, Kind.ALL})
_TIMES = frozenset({Kind.MONTH, Kind.LAST, Kind.EARLIER, Kind.PRIOR, Kind.STOCK})


_REASON = regex("(?:受|因|由于)[^，。；]*(?:影响|原因|制约|限制)")  # 受天窗点计划影响


@dataclass(slots=True)
class _Scope:
    """What is in force at a place of the statement."""

    mood: Mark | None = None
    time: Mark | None = None
    subset: bool = False
    head: int = 0  # where the first segment of the sentence ends
    month: int = 12  # of the form

    def take(self, segment: Segment, text: str) -> None:
        """Take in the words of a segment: what they begin reaches on."""
        reason = _REASON.fullmatch(text, segment.start, segment.end) is not None
        for mark in segment.marks:
            if mark.kind in _MOODS and not reason and not _named_before(mark, segment, text):
                self.mood = mark
            elif (
                self.mood is not None
                and self.mood.kind is Kind.SHOULD
                and mark.kind in _MET
                and self.mood.start >= segment.start
            ):
                self.mood = None  # 任务均已完成，服务站6个
            since = mark.kind is Kind.MONTH and text.endswith("于", 0, mark.start)  # 已于6月出台: since then
            since = since or (mark.kind in _OWN_TIMES and text.endswith("已于", 0, mark.start))
            since = since or (mark.kind in _OWN_TIMES and _tells_when(mark, segment))
            since = since or finished_since(mark, segment, text) or _met_by(mark, segment)
            compared = mark.kind in _TIMES and text.endswith(("由", "从", "比", "较"), 0, mark.start)  # 比8月底多41人
            if not (since or compared):
                self.time = _time_after(mark, self.time)
            if mark.kind is Kind.SUBSET and not _ALL_TOLD.match(text, mark.end):
                self.subset = True
            elif mark.kind in {
                Kind.THIS_YEAR,
                Kind.CORRECT,
            }:  # 历年累计3.1万户，其中2020年完成1258户: the part asked for
                self.subset = False
        if _UNCHANGED.search(text, segment.start, segment.end):
            self.time = None
        if self.mood is not None and self.mood.kind is Kind.SHOULD and _is_share(segment, text):
            self.mood = None

    def enter(self, segment: Segment, last: Segment, text: str) -> None:
        """Drop what a new sentence, part or clause ends."""
        if segment.sentence != last.sentence:
            self.mood, self.time, self.subset, self.head = None, None, False, segment.end
        elif segment.part != last.part:
            counted = self.time is not None and self.time.word in _STOCK_NOUNS  # 服务站存量达到53个；适老化改造450户
            if counted or (self.subset and self.time is not None and self.time.kind in {Kind.PRIOR, Kind.STOCK}):
                self.time = None
            if self.time is not None and self.time.kind is Kind.MONTH and self.time.start >= self.head > 0:
                self.time = None  # 上半年新增380个，7月又增95个；先行项目2个…
            self.subset = False
            dated = self.mood is not None and _only_says_when(self.mood, last)
            self.mood = self.mood if _goes_on(segment, text) and not dated else None
        if self.mood is not None and _next_cell(segment, last, self.mood):
            self.time = None if _of_the_plan(self.time, self.mood) else self.time
            self.mood = None
        if self.mood is not None and _only_quoted(self.mood, segment, text):
            self.mood = None
        if segment.clause != last.clause:
            self.mood, self.time = _carried(segment, last, self.mood, self.time)
            if self.time is not None and _was_an_event(self.time, last, self.month) and _has_done(segment, last):
                self.time = None


def _only_quoted(mood: Mark, segment: Segment, text: str) -> bool:
    """Return whether a word of plan stands in a quotation that has ended before something is told to be done (要求“三季度末见效”，绿道建成14.4公里)."""
    opened = text.rfind("“", 0, mood.start) > text.rfind("”", 0, mood.start)
    finished = fold(segment.marks) in {Kind.DONE, Kind.LATER}
    return finished and opened and "”，" in text[mood.end : segment.start]


def _only_says_when(mood: Mark, last: Segment) -> bool:
    """Return whether a date yet to come only says when the rest told before it arrives (其余15辆已签合同、11月到货；…)."""
    return mood.months is not None and last.start <= mood.start and not last.quantities and last.has(Kind.PREPARE)


_OWN_TIMES = frozenset({Kind.MONTH, Kind.LAST, Kind.EARLIER})


def _tells_when(time: Mark, segment: Segment) -> bool:
    """Return whether a word of time stands behind the amounts of its segment and only tells when (30台5月份已更新投用)."""
    before = any(quantity.end <= time.start for quantity in segment.quantities)
    return before and not any(quantity.start >= time.end for quantity in segment.quantities)


def _met_by(time: Mark, segment: Segment) -> bool:
    """Return whether all was finished before a date gone by (危房改造6月底前清零，380户…): what follows is not told for then."""
    date = time.kind in _OWN_TIMES and time.word.endswith("前") and not segment.quantities
    return date and fold(segment.marks) in {Kind.DONE, Kind.LATER}


_THEN = ("已", "就", "便", "即", "全", "均", "都", "提前")
_OF_A_TIME = regex("月度|季度[的各]?[任目计]|[当本各]月|当季|阶段|(?:月|月份|半年)的?(?:任务|目标|计划)")


def finished_since(mark: Mark, segment: Segment, text: str) -> bool:
    """Return whether all is finished since a date (8月底已全部安装完毕), other than what was to be done by then (一季度任务已全部完成)."""
    date = mark.kind in _OWN_TIMES and mark.months is not None and mark.word[0] not in "本当上"
    then = date and not segment.quantities and text.startswith(_THEN, mark.end)
    finished = then and segment.says_all and fold(segment.marks) in {Kind.DONE, Kind.LATER}
    return finished and not _OF_A_TIME.search(text, segment.start, segment.end)


# 任务 is what was done, and no target: 三项任务分别完成5个、260户.
TASKS_DONE = regex(
    "(?:目标|工作|年度)?任务(?:(?:分别|依次|均|都|共|已|全部)+(?:完成|建成|达)|(?:已|全部)*(?:收官|清零))"
)
_TASKS_COUNTED = regex(r"[两二三四五六七八九\d]项$")  # 两项任务合起来算，整体进度67%
_ALL_TOLD = regex(r"[^，。；\d]*(?:[A-Z]\d{2,4}[^，。；\d]*)*在内")  # 包括Y017线、C208线在内，累计改造11座
_REACHED = regex("(?:达到|完成|达成|实现|超过|超额完成)(?:了|年度|全年|既定)*$")
_AFORESAID = regex(r"(?:上述|以上|前述|这|该)[一-龥\d]{0,3}[项个类]?$")


def _named_before(mark: Mark, segment: Segment, text: str) -> bool:
    """Return whether 任务 or the like only points at what the form asks (上述两项指标，…): what follows is no target."""
    if TASKS_DONE.match(text, mark.start, segment.end):
        return True
    counted = _TASKS_COUNTED.search(text, segment.start, mark.start) is not None
    if counted and not any(quantity.start >= mark.end for quantity in segment.quantities):
        return True
    if mark.end == segment.end and _REACHED.search(text, segment.start, mark.start):
        return True  # 早餐网点新增45个达到目标，快件箱布放392组
    if _LISTED.search(text, segment.start, mark.start) and text.startswith("的", mark.end):
        return True  # 列入今年计划的建成27个
    before = segment.quantities and segment.quantities[-1].end <= mark.start
    if before and mark.end == segment.end and text.endswith("的", 0, mark.start):
        return True  # 对标“400人、60场”的任务数，培训290人
    return mark.end == segment.end and _AFORESAID.search(text, segment.start, mark.start) is not None


_LISTED = regex("[列纳]入[一-龥]{0,4}$")
_REALLY = frozenset({"实际", "实"})


def _next_cell(segment: Segment, last: Segment, mood: Mark) -> bool:
    """Return whether a segment is the next cell of a row that told the target right before (目标20个、完成14个; 应建书房8座、实建5座)."""
    label = mood.kind is Kind.SHOULD or mood.word == "计划"
    opening = next((mark for mark in segment.marks if mark.start == segment.start), None)
    if not label or opening is None:
        return False
    really = opening.word in _REALLY
    told = any(
        mood.start < quantity.start and (really or quantity.start <= mood.end + 1) for quantity in last.quantities
    )
    return told and (really or opening.kind is Kind.DONE)


def set_scopes(segments: list[Segment], text: str, month: int) -> None:
    """Set mood, time and 其中 in force at each segment: they reach on until something ends them.

    `month` is the form's own: what is told behind an event of an earlier one (3月开工，已建成14座) is not told for that.
    """
    scope, outside, agenda = _Scope(month=month), _Scope(month=month), False
    last: Segment | None = None
    for segment in segments:
        if last is not None:
            if segment.bracket and not last.bracket:  # (一) at the head of a sentence: nothing reaches on past it
                outside = replace(scope) if segment.sentence == last.sentence else _Scope(month=month)
            elif last.bracket and not segment.bracket:  # an aside, (目标70%), governs nothing after it
                dated = scope.time if _heads_part(last, segments) else outside.time
                scope = replace(outside, time=dated)
            scope.enter(segment, last, text)
        else:
            scope.head = segment.end
        agenda = _on_agenda(segment, text, agenda=agenda)
        segment.mood, segment.time, segment.subset, segment.agenda = scope.mood, scope.time, scope.subset, agenda
        scope.take(segment, text)
        last = segment


def _heads_part(segment: Segment, segments: list[Segment]) -> bool:
    """Return whether a bracket that holds nothing but a time opens what is told for it ((1-8月)通车31公里)."""
    alone = [(mark.start, mark.end) for mark in segment.marks] == [(segment.start, segment.end)]
    first = next(other for other in segments if other.part == segment.part)
    span = bool(segment.marks) and (segment.marks[0].months or (0, 0))[0] == 1
    return alone and span and not segment.quantities and first is segment


def _on_agenda(segment: Segment, text: str, *, agenda: bool) -> bool:
    """Return whether a segment stands under 下一步 and the like, where `agenda` says so of the one before."""
    words = text[segment.start : segment.end]
    if _AGENDA.match(words.lstrip("一二三四五")):
        return True
    return agenda and not _HEADING.match(words) and not _ends_agenda(segment)


def _is_share(segment: Segment, text: str) -> bool:
    """Return whether a segment only says how much of the target is done (完成年度目标的74.2%)."""
    percents = segment.quantities and all(quantity.amount.unit == "%" for quantity in segment.quantities)
    return bool(percents) and (segment.has(Kind.DONE) or "占" in text[segment.start : segment.end])


def _time_after(mark: Mark, time: Mark | None) -> Mark | None:
    if mark.kind in _TIMES:
        return mark
    this_year = "今年" in mark.word or mark.kind is Kind.THIS_YEAR
    if this_year and time is not None and time.kind in {Kind.LAST, Kind.EARLIER}:
        return time  # 截至8月底今年累计
    return None if mark.kind in {Kind.THIS_YEAR, Kind.NOW} else time


def _ends_agenda(segment: Segment) -> bool:
    """Return whether a segment speaks of the present again; a 累计 within a sentence of plans is planned too."""
    now = segment.has(Kind.NOW, Kind.THIS_YEAR) or (segment.opens_sentence and segment.has(Kind.TOTAL, Kind.MONTH))
    return now and not segment.has(Kind.FUTURE)


def _goes_on(segment: Segment, text: str) -> bool:
    """Return whether a plan before a ； still governs what follows: unless a new subject opens with its own words."""
    first = min(
        [mark.start for mark in segment.marks if mark.kind is not Kind.FILLER]
        + [q.start for q in segment.quantities]
        + [segment.end]
    )
    return first == segment.start or text[segment.start : first].strip("“”") == ""


def _outgrows(segment: Segment, last: Segment) -> bool:
    """Return whether what is done already is more than what the clause before told of the month (8月完成2座，已完成12座)."""
    already = any("已" in mark.word for mark in segment.marks if mark.kind is Kind.ALREADY)
    told, month = segment.quantities[:1], last.quantities[:1]
    return already and any(
        one.amount.unit == other.amount.unit != "%" and one.amount.value > other.amount.value
        for one in told
        for other in month
    )


def _was_an_event(time: Mark, last: Segment, month: int) -> bool:
    """Return whether a month before the form's own is told with what happened in it, and no amount (3月召开推进会)."""
    earlier = time.kind is Kind.MONTH and time.months is not None and time.months[1] < month
    return earlier and not (last.start <= time.start and time.end == last.end)


def _has_done(segment: Segment, last: Segment) -> bool:
    """Return whether 已 opens what a clause tells behind one without amounts (3月召开推进会，已开办14所): done since."""
    first = segment.marks[0] if segment.marks else None
    already = first is not None and first.kind is Kind.ALREADY and "已" in first.word and first.start == segment.start
    return already and not (last.quantities and not (last.bracket and not segment.bracket))


def _of_the_plan(time: Mark | None, mood: Mark) -> bool:
    """Return whether a time belongs to what is asked for (原定9月底完成20处，实际完成13处; 9月目标62%，实际55%)."""
    return time is not None and mood.kind is Kind.SHOULD and time.end >= mood.start - 1


def _told_in(segment: Segment, mood: Mark) -> bool:
    """Return whether a segment holds a target with its amount (改厕任务2600户): what comes behind is told besides."""
    return any(mood.end <= quantity.start for quantity in segment.quantities) and mood.start >= segment.start


def _carried(segment: Segment, last: Segment, mood: Mark | None, time: Mark | None) -> tuple[Mark | None, Mark | None]:
    """Return the scopes that still hold in a new clause, judged by its own words."""
    if mood is not None and not segment.has(Kind.FUTURE):
        headed = segment.opener.startswith("：") and mood.end >= segment.start - 2  # 年度任务：打通断头路5条
        already = [mark for mark in segment.marks if mark.kind is Kind.ALREADY]
        done = any("已" in mark.word for mark in already) if headed else bool(already)  # 目标：按期办结率99%
        fresh = done or segment.has(Kind.NOW, Kind.TOTAL, Kind.CORRECT, Kind.LAST)
        states = _STATES if not segment.bracket else _RESULTS  # 今年要建24座（新建9座、改建15座）
        told = mood.kind is Kind.SHOULD and segment.has(*states) and not headed
        under_way = mood.kind is Kind.FUTURE and last.has(Kind.GOING) and not last.has(Kind.FUTURE)
        told = told or (mood.kind is Kind.SHOULD and segment.has(Kind.PREPARE) and _told_in(last, mood) and not headed)
        excepted = mood.kind is Kind.SHOULD and segment.has(Kind.EXCEPT)  # 列入计划的45个，除9个外
        if fresh or told or under_way or excepted or mood.word in _BRIEF:
            time = None if _of_the_plan(time, mood) else time
            mood = None
    if time is not None:
        total = (
            segment.has(Kind.TOTAL, Kind.CORRECT)
            and time.kind in {Kind.MONTH, Kind.LAST, Kind.EARLIER}
            and not segment.has(Kind.LAST, Kind.EARLIER)
            and not (time.kind is Kind.LAST and time.end == last.end and not last.quantities)  # 截至6月底，累计…
        ) or (segment.has(Kind.CORRECT) and time.kind is Kind.PRIOR)
        grown = time.kind is Kind.MONTH and _outgrows(segment, last)
        if total or segment.has(Kind.NOW, Kind.THIS_YEAR) or grown:
            time = None
    return mood, time
