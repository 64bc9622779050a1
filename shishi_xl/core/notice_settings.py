"""Settings a notice states: whose list, which year, who collects the returns, by when and how to reach them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TITLE = re.compile(
    r"([一-鿿]{1,10}?[区县市州旗])(?:管委会|管理委员会|人民政府|政府)?(\d{4})年[^，。；]{0,20}?(?:民生|实事|项目|工程|任务)"
)
_ANY_LIST = re.compile(
    r"([一-鿿]{1,10}?[区县市州旗])(?:管委会|管理委员会|人民政府|政府)?(\d{4})年[^，。；]{0,20}?(?:指标|清单|计划|目标|分解表|责任表|分工|重点工作|一览表)"
)
_YEAR_FIRST = re.compile(r"(\d{4})年(?:度)?([一-鿿]{1,8}?[区县市州旗])[^，。；]{0,20}?(?:民生|实事|项目|工程|任务)")
_YEAR = re.compile(r"(\d{4})年[^，。；]{0,12}?(?:民生|实事|重点项目|重点工程)")
_GOVERNMENT = re.compile(r"(?:^|[\s，。])([一-鿿]{2,12}?[区县市州旗])人民政府")
_DAY = re.compile(r"每月(?:的)?(\d{1,2})[日号](?:之?前|以前|下班前)?")
_COLLECTOR = re.compile(  # an office, not what is handed to it: 报送进展情况（联系人：…）
    r"(?:报送?|送|交)(?:至|到|给|往)?([一-鿿]{1,20}?(?:局|委|办|室|科|处|组|中心|会|府|股))(?=汇总|备案|[（(。，；,;]?联系)"
)
_CONTACT = re.compile(r"联系人[:：]\s*([^\s，,;；、。)）:：]{2,10})")
_PHONE = re.compile(r"(?:联系)?电话[:：]\s*((?:\(?\d{3,4}\)?[- ]?)?\d{7,11}(?:-\d{1,5})?)")
_MAIL = re.compile(r"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_NO_DISTRICT = re.compile("级|项目|任务|^[全我本各该]?.$")  # 全区, 我县
_OF_ABOVE = re.compile("^.*(?:民生|实事)")  # the city's list, its share of one district: 市级民生实事新桥区
_CITY = re.compile(r"^.{1,6}?(?:市|省|自治州|自治区|州|地区)(?=.+[区县市]$)")


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
    for paragraph in paragraphs:
        found = (
            re.search(rf"([一-鿿]{{2,8}}?(?:市|省|州|自治区)){re.escape(district)}", paragraph) if district else None
        )
        if found:
            return found[1]
    return ""


def _district(text: str) -> str:
    lines = [re.sub(r"^\W*(?:关于)?(?:印发|办好|公布|做好)?", "", line) for line in text.split("\n")]
    for pattern, group in ((_TITLE, 1), (_YEAR_FIRST, 2), (_ANY_LIST, 1)):
        titles = [title[group] for line in lines if (title := pattern.match(line))]
        names = [name for title in titles if not _NO_DISTRICT.search(name := _OF_ABOVE.sub("", title))]
        if names:  # 关于下达丙区2021年… says it with a verb before it, the list's own title without
            return _CITY.sub("", min((name for name in names if names[0].endswith(name)), key=len))
        if pattern is _YEAR_FIRST and (government := _GOVERNMENT.search(text)):
            return _CITY.sub("", government[1])
    return ""


def _deadline(text: str) -> str:
    day = _first(_DAY, text)
    return day if day and 1 <= int(day) <= 31 else ""


def _first(pattern: re.Pattern[str], text: str, group: int = 1) -> str:
    found = pattern.search(text)
    return found[group].strip() if found else ""
