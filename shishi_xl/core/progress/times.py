"""Times: what a date or a span of months says of the amounts after it, seen from the period of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shishi_xl.core.numerals import number_of
from shishi_xl.core.period import Period
from shishi_xl.core.progress.lexicon import Kind, Mark
from shishi_xl.patterns import regex

_N = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_TIME = regex(
    r"(?=[\d自从截到至元本当这最过一二两三四五六七八九十前上下去近第今年全夏秋冬入])"  # what a time can begin with: most places are no such
    r"(?:(?P<long>自?(?:去年|前年|上年)[^，。；：\d]{0,6}以来|[两三四五六七八九十\d]年[^，。；：\d]{0,6}以来|近[两三四五六七八九十几\d]年来?)"
    r"|(?P<new_year>[自从]今?年?(?:元月|年初)(?:算起|起|开始|以来|至今)|[自从]?(?:元月|年初)(?:以来|至今|到(?:目前|现在|今天?)))"
    rf"|(?P<lately>(?:这|近|最近|过去)(?:{_N}|[二三]?十[一二三四五六七八九]?|几|半)个?(?:周|星期|天|旬|月))(?!份)"
    rf"|(?P<since>自)?(?P<years>20\d\d年?(?:-|至|到|、|和)20\d\d(?:年|[两三]年)(?:底|末)?)"
    rf"|(?P<upto_year>(?:截至|截止|到|至)(?:20\d\d)年(?:底|末|年底)(?!前))"
    rf"|(?P<year>(?<!\d)20\d\d)年度?(?P<year_end>[底末](?!以?前))?(?P<attribute>底?以前|之前|年?以后)?(?P<since_year>以来|至今|起|启动以来|实施以来|开始)?(?P<rest_of_date>(?={_N}月)|(?=\d))?"
    rf"|(?P<first>元|(?<![\d第]){_N})月?份?(?:-|至|到|、(?={_N}月))(?P<last>{_N})月(?!龄)份?(?P<span_end>底|末|\d{{1,2}}日)?"
    rf"|(?P<day_from>(?<!\d){_N})月份?(?P<day_first>\d{{1,2}})[日号]?(?:-|至|到)(?:(?P<day_to>{_N})月份?)?\d{{1,2}}[日号]"
    rf"|前(?P<months>{_N})个?月(?:份)?"
    rf"|(?P<half>上半年|下半年)"
    rf"|(?P<quarters>前[一二三两]个?季度|(?:第)?[一二三四1-4](?:-|至|、)[二三四2-4]季度)"
    rf"|(?:第)?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>[底末](?!前))?"
    rf"|(?P<this_year_end>(?:截至|截止|到|至|今)?(?<![去上前同])年[底末](?!以?前))"
    rf"|(?P<by>截至到?|截止到?|到|至)?(?P<month>(?<![\d第.]){_N})月(?!龄)份?(?P<day>底|末|初|(?:上|中|下)旬|\d{{1,2}}[日号])?(?P<before>之?前|以前|止)?(?P<months_since>以来|起)?"
    r"|(?P<season>(?:(?<!春)[夏秋冬]季|今[夏秋冬](?!今)|入[秋冬](?!前))(?!清洁|取暖|供[暖热]|[^，。；\d]{0,8}已))"
    rf"|(?P<by_day>截[至止]本月|截至|截止|[本当]月)(?P<bare_day>\d{{1,2}}[日号])"
    rf"|(?P<clock>\d{{1,2}}(?:时|点|：\d\d))"
    rf"|(?P<all_year>全年(?!累计|[到至](?:目前|今|现在))))"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "两": 2}
_SEASONS = {"夏": (1, 4), "秋": (1, 7), "冬": (4, 9)}  # the months of the year in which one is yet to come
_THIS_PERIOD = frozenset({"本期", "当期", "本期新增"})  # the form is a month's
_PERIOD_END = ("底", "末", "以来", "止")


def find_times(text: str, period: Period) -> Iterator[Mark]:
    """Yield the times of a plain text as marks; a mere date is a FILLER."""
    year, end = period.year, -1
    for match in _TIME.finditer(text):
        if match["month"] and match.start() == end and year != period.year:  # 2019年12月31日前: the day of that year
            yield Mark(Kind.FILLER, match.start(), match.end(), match[0])
            continue
        yield Mark(_kind(match, period), match.start(), match.end(), match[0], _months(match, period))
        year, end = int(match["year"] or period.year), match.end()


def dated(mark: Mark, period: Period) -> Mark:
    """Return a word of the lexicon for a time (本月, 上月底累计) with the months it covers, any other word as it is."""
    if mark.kind is Kind.LAST:
        return replace(mark, months=(1, period.month - 1))
    if mark.kind is Kind.MONTH and ("月" in mark.word or mark.word in _THIS_PERIOD) and "近" not in mark.word:
        return replace(mark, months=(period.month, period.month))
    if mark.word in {"上月", "上个月"}:
        return replace(mark, months=(period.month - 1, period.month - 1))
    return mark


def _months(match: re.Match[str], period: Period) -> tuple[int, int] | None:
    if match["last"]:
        return (1 if match["first"] == "元" else _number(match["first"]), _number(match["last"]))
    if match["months"]:
        return (1, _number(match["months"]))
    if match["half"]:
        return (1, 6) if match["half"] == "上半年" else (7, period.month)
    if match["quarters"]:
        return (1, 3 * [_QUARTERS[sign] for sign in match["quarters"] if sign in _QUARTERS][-1])
    if match["quarter"]:
        last = 3 * _QUARTERS[match["quarter"]]
        return (1 if match["quarter_end"] else last - 2, min(last, max(period.month, last - 2)))
    if match["months_since"] == "以来":
        return (_number(match["month"]), period.month)
    if match["month"] and (not match["before"] or match["day"] in {"底", "末"}) and not match["months_since"]:
        month = _number(match["month"])
        if (match["by"] or "").startswith("截") or (match["day"] or "") in {"底", "末"}:
            return (1, month)
        return (month, month) if not match["day"] and not match["by"] else None
    return None


def _kind(match: re.Match[str], period: Period) -> Kind:
    if match["long"]:
        return Kind.STOCK
    if match["years"] or match["upto_year"]:
        return _stock_or_now(match, period)
    if match["year"]:
        return _year(match, period)
    if match["last"] or match["day_from"] or match["months"]:
        return _span(*_from_to(match), period)
    if match["half"]:
        return _span(1, 6, period) if match["half"] == "上半年" else _later(7, period)
    if match["quarters"] or match["quarter"]:
        return _quarter(match, period)
    if match["this_year_end"]:
        return Kind.NOW if period.month == 12 else Kind.FUTURE
    if match["all_year"]:
        return Kind.THIS_YEAR if period.month == 12 else Kind.SHOULD
    if match["season"]:
        first, last = _SEASONS[match["season"].strip("今入季")]
        return Kind.FUTURE if first <= period.month <= last else Kind.FILLER
    if match["bare_day"] or match["new_year"]:
        within = (match["by_day"] or "") in {"本月", "当月"} and _SUMMED.match(match.string, match.end()) is None
        return Kind.MONTH if within else Kind.NOW  # 本月25日验收12座; 本月25日累计12座
    if match["lately"]:
        return Kind.MONTH
    return _month(match, period) if match["month"] else Kind.FILLER


def _quarter(match: re.Match[str], period: Period) -> Kind:
    """Return what 一季度, 前三季度 or 二季度末 is: this period, an earlier one, or one not over yet."""
    if match["quarters"]:
        ends = [_QUARTERS[sign] for sign in match["quarters"] if sign in _QUARTERS]
        return _span(1, 3 * ends[-1], period)
    last = 3 * _QUARTERS[match["quarter"]]
    first = 1 if match["quarter_end"] else last - 2
    return _span(1, last, period) if first == 1 else _later(first, period)


def _from_to(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last month of a span; one of days that does not begin with the year begins in no first month."""
    if match["months"]:
        return 1, _number(match["months"])
    if match["last"]:
        return 1 if match["first"] == "元" else _number(match["first"]), _number(match["last"])
    first = _number(match["day_from"])
    whole = first > 1 or match["day_first"] in {"1", "01"}
    return first if whole else 2, _number(match["day_to"] or match["day_from"])


def _number(spelling: str) -> int:
    return int(number_of(spelling) or 0)


def _stock_or_now(match: re.Match[str], period: Period) -> Kind:
    years = [int(year) for year in re.findall(r"20\d\d", match[0])]
    return Kind.FUTURE if years[-1] > period.year or (match["upto_year"] and years[-1] == period.year) else Kind.STOCK


def _year(match: re.Match[str], period: Period) -> Kind:
    year = int(match["year"])
    if match["attribute"]:  # 2000年以前建成的小区: which ones, not when
        return Kind.FILLER if year < period.year else Kind.FUTURE
    if match["since_year"]:
        return Kind.NOW if year == period.year else Kind.STOCK
    if year == period.year and match["year_end"] and period.month < 12:
        return Kind.FUTURE
    if year == period.year:
        return Kind.FILLER if match["rest_of_date"] is not None else Kind.THIS_YEAR
    return Kind.PRIOR if year < period.year else Kind.FUTURE


def _span(first: int, last: int, period: Period) -> Kind:
    """Return what 1-N月 is: this period, an earlier one, or one not over yet."""
    if first != 1:
        return Kind.MONTH if last <= period.month else Kind.FUTURE
    if last == period.month:
        return Kind.NOW
    return (Kind.LAST if last == period.month - 1 else Kind.EARLIER) if last < period.month else Kind.FUTURE


def _later(first: int, period: Period) -> Kind:
    return Kind.FUTURE if period.month < first else Kind.MONTH


_TAKING_STOCK = regex("[底末]?(?:盘点|统计|填报|汇总|核对|清点)(?!表)")
_SUMMED = regex(r"[^，。；]{0,6}?(?:累计|共|总|为|达)|\d[\d.]*%")
_PERCENT = regex(r"\d[\d.]*%")
_SINCE_THEN = regex("[就便即](?!将|开)[^，。；、\\d]*(?:[，。；、]|$)")  # 3辆救护车6月就交付使用了
_TEN_DAYS = regex(
    r"[^。；\n\d]{0,16}\d[^。；\n]{0,10}[，、][中下]旬[^。；\n\d]{0,10}\d"
)  # 3月上旬栽植1200株，中旬900株
_OF_A_PAPER = regex("份?的?(?:通报|简报|月报|快报|专报|报表|台账|调度会|推进会|例会)(?!送)")  # 市民政局9月通报原文
_AFTER_IT = regex("[一-龥]{1,4}(?<!以)(?<!之)后(?!续|期)")  # 9月招生后新增412个, of September's form
_DONE_BY_THEN = ("已", "均已", "都已", "全部已")  # 6月20日前已全部换完


def _month(match: re.Match[str], period: Period) -> Kind:
    month, day = _number(match["month"]), match["day"] or ""
    if not 1 <= month <= 12:
        return Kind.FILLER
    if match["before"] and match["before"] != "止" and not (day in {"底", "末"} and month < period.month):
        done = match.string.startswith(_DONE_BY_THEN, match.end())
        return Kind.FUTURE if month >= period.month and not done else Kind.FILLER
    if match["months_since"]:
        return Kind.NOW if month == 1 else Kind.FILLER if match["months_since"] == "起" else Kind.MONTH
    if (match["by"] or "").startswith("截") or match["before"] == "止" or day in {"底", "末"}:
        if month == period.month:
            return Kind.NOW
        return (Kind.LAST if month == period.month - 1 else Kind.EARLIER) if month < period.month else Kind.FUTURE
    if month > period.month:
        return Kind.FUTURE
    if month == period.month and _TAKING_STOCK.match(match.string, match.end()):
        return Kind.NOW  # 9月份盘点，交付156套
    if month == period.month and day.endswith(("日", "号")) and _PERCENT.match(match.string, match.end()):
        return Kind.NOW  # 6月底35%、7月25日46.5%
    if day.endswith("旬") and not match["by"] and _TEN_DAYS.match(match.string, match.end()):
        return Kind.MONTH
    if day or _OF_A_PAPER.match(match.string, match.end()) or _SINCE_THEN.match(match.string, match.end()):
        return Kind.FILLER
    then = month == period.month and _AFTER_IT.match(match.string, match.end())
    return Kind.FILLER if then else Kind.MONTH
