"""A month later than the form's: in a file's name, or in what is told as done (截至11月底累计… on the form of October)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shishi_xl.core.recognition import months
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from shishi_xl.core.period import Period

_DONE = regex("累计|总计|合计|已|共|实际|完成|建成|建设|改造|达|形象进度|投入|发放|开工|竣工|完工|交付")
# What is to come, and dates that bind others: 预计11月底前完成, 报名截至11月底, 合同工期截至12月.
_TO_COME = regex(
    "预计|计划|拟|力争|确保|争取|预期|目标|有望|要求|将(?!近)|报名|申报|申请|征集|工期|期限|时限|有效期|去年|上年|往年"
)
_YEAR = r"(?:(?P<year>(?:19|20)\d{2})年)?"
_UNTIL = regex(
    rf"截[至止到]{_YEAR}(?P<month>1[0-2]|0?[1-9])月(?:份|底|末|[上中下]旬|\d{{1,2}}[日号])?+(?![前起至到\d-]|之前|以前)"
    rf"|(?<![\d.月]){_YEAR.replace('year', 'since')}1月?[至到~～—–-]+(?P<span>1[0-2]|[2-9])月份?(?=[,，]?(?:全[区县市])?(?:累计|已|共|实际))"
)
_SENTENCES = regex(r"[。；;!！\n]")
_CLAUSES = regex(r"[,，、:：()（）]")
_NEAREST = 6  # months; 截至12月底 in January is last year's


def told(text: str, period: Period) -> tuple[str, Period] | None:
    """Return the words with which a text tells of what was done by a later month, and that month; None for most texts."""
    for sentence in _SENTENCES.split(text):
        plain = months.plain(sentence)
        for said in _UNTIL.finditer(plain):
            later = _later(said["year"] or said["since"], said["month"] or said["span"], period)
            clause = _clause(plain, said)
            years = {int(year) for year in re.findall(r"((?:19|20)\d{2})年", clause)} - {later.year if later else 0}
            if later and not years and _DONE.search(clause) and not _TO_COME.search(clause):
                return said[0], later
    return None


def named(stem: str, period: Period) -> Period | None:
    """Return the later month that the name of a file names (体育局11月), None where it names none or several; a day is when it was sent."""
    if "月" not in stem:
        return None
    said = months.in_text(months.DAY.sub("", months.plain(stem.replace("全年", ""))))
    return _later(said.year, said.month, period)


def _later(year: str | int | None, month: str | int | None, period: Period) -> Period | None:
    if month is None:
        return None
    found = type(period)(int(year or period.year), int(month))
    if found <= period or (not year and found.month - period.month > _NEAREST):
        return None
    return found


def _clause(plain: str, said: re.Match[str]) -> str:
    """Return the clause around a time; where the time stands alone in it (截至11月底，累计…), the next one with it."""
    before = _CLAUSES.split(plain[: said.start()])[-1]
    behind = _CLAUSES.split(plain[said.end() :])
    return before + said[0] + (behind[0] or "".join(behind[1:2]))
