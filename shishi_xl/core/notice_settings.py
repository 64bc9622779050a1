"""Settings a notice states: whose list, which year, who collects the returns, by when and how to reach them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLACE = "([一-鿿]{1,18}?[区县市州旗])"
_SEAT = "(?:管委会|管理委员会|人民政府|政府)?"
_LIST = r"(?:年度|重点|十[大件]|[\d一二三四五六七八九十]+[件项个]|为民|惠民|利民|便民|民生|实事|办|项目|工程|任务|清单)"
_TITLE = regex(rf"{_PLACE}{_SEAT}(\d{{4}})年[^，。；]{{0,20}}?(?:民生|实事|项目|工程|任务)")
_ANY_LIST = regex(
    rf"{_PLACE}{_SEAT}(\d{{4}})年[^，。；]{{0,20}}?(?:指标|清单|计划|目标|分解表|责任表|分工|重点工作|一览表)"
)
_YEAR_FIRST = (
    regex(  # the place goes as far as the list begins: 2026年无锡市滨湖区为民办实事, 2026年无锡市老旧小区改造工程
        rf"(\d{{4}})年(?:度|(?!度))(?:{_PLACE}(?={_SEAT}{_LIST})|([一-鿿]{{1,8}}?(?:[区县市旗]|州(?!市))))"
        r"[^，。；]{0,20}?(?:民生|实事|项目|工程|任务)"
    )
)
_YEAR = regex(r"(\d{4})年[^，。；]{0,12}?(?:民生|实事|重点项目|重点工程)")
_GOVERNMENT = regex(r"(?:^|[\s，。])([一-鿿]{2,18}?[区县市州旗])人民政府")
_DAY = regex(r"每月(?:的)?(\d{1,2})[日号](?:之?前|以前|下班前)?")
_BY_DAY = r"的?(\d{1,2})[日号](?:(?:之|以|下班)?前)?"
_HANDED_IN = r"[^。；;\n]{0,40}?(?:(?<!通)[报送]|[提上]交)"
# 每月5日前将上月…报: what is handed in by the 5th is the month that has ended, so the day lies in the one after it.
_NEXT_MONTH = regex(
    rf"(?:次|下个?)月{_BY_DAY}(?={_HANDED_IN})|每个?月{_BY_DAY}(?=(?:(?![本当]月)[^。；;\n]){{0,20}}?上个?月)"
)
_COLLECTOR = regex(  # an office, not what is handed to it: 报送进展情况（联系人：…）
    r"(?:报送?|送|交)(?:至|到|给|往)?([一-鿿]{1,20}?(?:局|委|办|室|科|处|组|中心|会|府|股))(?=汇总|备案|[（(。，；,;]?联系)"
)
_CONTACT = regex(r"联系人[:：]\s*([^\s，,;；、。)）:：]{2,10})")
_PHONE = regex(r"(?:联系)?电话[:：]\s*((?:\(?\d{3,4}\)?[- ]?)?\d{7,11}(?:-\d{1,5})?)")
_MAIL = regex(r"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_NO_DISTRICT = regex("级|项目|任务|关于|政府|^.$|^[我各该]|^[全本][区县市州省]")  # 全区, 我县
_OF_ABOVE = regex("^.*(?:民生|实事)")  # the city's list, its share of one district: 市级民生实事新桥区
# 州 closes a name of its own (延边州) and is a part of others: 苏州市, 万州区, 苏州工业园区.
_ABOVE = regex(r"^(?:[一-鿿]+?(?:省|自治区|自治州|地区|盟|市)|[一-鿿]{2,}?州)(?=[一-鿿]+[区县市州旗]$)")
_VERB_BEFORE = regex(r".*(?:年度?|关于|印发|下达|公布|办好|做好)")


def read_settings(paragraphs: Iterable[str]) -> dict[str, str]:
    """Return the values of 区县, 年度, 汇总单位, 截止日, 联系人, 电话, 邮箱 that the paragraphs state; others are left out."""
    text = "\n".join(unicodedata.normalize("NFKC", paragraph) for paragraph in paragraphs)
    found = {
        "区县": _district(text),
        "年度": _first(_TITLE, text, 2) or _first(_YEAR, text) or _first(_ANY_LIST, text, 2),
        "汇总单位": _first(_COLLECTOR, text),
        "截止日": _deadline(text),
        "联系人": _first(_CONTACT, text),
        "电话": _first(_PHONE, text),
        "邮箱": _first(_MAIL, text),
    }
    return {key: value for key, value in found.items() if value}


def read_city(paragraphs: Iterable[str], district: str) -> str:
    """Return what stands before the district in the government's full name: 重庆市 of 重庆市北碚区."""
    for paragraph in paragraphs if district else ():
        found = re.search(rf"([一-鿿]{{1,18}}(?:市|省|州|自治区)){re.escape(district)}", paragraph)
        if found and (city := _VERB_BEFORE.sub("", found[1])):
            return _without_above(city)
    return ""


def _without_above(place: str) -> str:
    """Return a place without those it lies in: 江苏省徐州市沛县 → 沛县."""
    while (shorter := _ABOVE.sub("", place)) != place:
        place = shorter
    return place


def _district(text: str) -> str:
    lines = [re.sub(r"^\W*(?:.{0,30}?关于)?(?:印发|下达|办好|公布|做好)?\W*", "", line) for line in text.split("\n")]
    for pattern, groups in ((_TITLE, (1,)), (_YEAR_FIRST, (2, 3)), (_ANY_LIST, (1,))):
        titles = [next(filter(None, title.group(0, *groups)[1:])) for line in lines if (title := pattern.match(line))]
        names = [name for title in titles if not _NO_DISTRICT.search(name := _OF_ABOVE.sub("", title))]
        if names:  # 关于下达丙区2021年… says it with a verb before it, the list's own title without
            return _without_above(min((name for name in names if names[0].endswith(name)), key=len))
        if pattern is _YEAR_FIRST and (government := _GOVERNMENT.search(text)):
            return _without_above(government[1])
    return ""


def _deadline(text: str) -> str:
    """Return 25, or 次月5日 for a day of the month after; what is told of 每月 comes before what else 次月 may be said of."""
    usual, following = _DAY.search(text), _NEXT_MONTH.search(text)
    if following and usual and following.start() != usual.start():
        following = None
    day = following[1] or following[2] if following else usual[1] if usual else ""
    if not day or not 1 <= int(day) <= 31:
        return ""
    return f"次月{int(day)}日" if following else day


def _first(pattern: re.Pattern[str], text: str, group: int = 1) -> str:
    found = pattern.search(text)
    return found[group].strip() if found else ""
