"""Who and when: the signed identity first; without it several visible clues that must agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from shishi_xl.core import identity
from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import IDENTITY_SHEET
from shishi_xl.core.grid import Book, Place
from shishi_xl.core.identity import Identity, Outcome
from shishi_xl.core.naming import form_name
from shishi_xl.core.normalise import fold
from shishi_xl.core.period import Period
from shishi_xl.core.recognition import months
from shishi_xl.core.recognition.choice import is_identity
from shishi_xl.core.recognition.page import Clue, Page
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.submission import IdentitySource
from shishi_xl.patterns import regex

_FULL_NAME = "单位全称（与下发表上的一致）"


@dataclass(slots=True)
class Who:
    """Who and when, as far as it is certain."""

    unit: str | None
    period: Period | None
    source: IdentitySource
    signed: Identity | None = None
    borrowed_for: frozenset[str] = frozenset()  # units that write their names on a form issued to another one
    findings: list[Finding] = field(default_factory=list)


def read_signed(book: Book, key: bytes) -> identity.IdentityReading:
    """Return what the sheets `_标识` of a book say; two that differ are as good as a broken one."""
    readings = [identity.read(sheet.rows, key) for sheet in book.sheets if is_identity(sheet)]
    readings = [reading for reading in readings if reading.outcome is not Outcome.ABSENT]
    if not readings:
        return identity.IdentityReading(Outcome.ABSENT)
    if any(reading != readings[0] for reading in readings):
        return identity.IdentityReading(Outcome.ALTERED, reason="一个文件里有两个不同的标识")
    return readings[0]


def settle(reading: identity.IdentityReading, page: Page, roster: Roster) -> Who:
    """Return who and when, with a finding for everything that is broken, missing or at odds."""
    if reading.outcome is Outcome.INTACT and reading.identity is not None:
        return _signed(reading.identity, page, roster)
    who = _from_page(page, roster)
    if reading.outcome is Outcome.ALTERED:
        who.findings = [find("forged-identity", Place(IDENTITY_SHEET, 0, 0), reason=reading.reason)]
    elif reading.outcome is Outcome.FOREIGN_KEY:
        who.findings = [find("foreign-workspace", Place(IDENTITY_SHEET, 0, 0))]
    if reading.outcome is not Outcome.ABSENT:
        who.source = IdentitySource.NONE
    return who


def _signed(signed: Identity, page: Page, roster: Roster) -> Who:
    unit = roster.present_name(signed.unit)
    who = Who(unit or signed.unit, signed.period, IdentitySource.SIGNED, signed)
    if unit is None:
        who.findings.append(
            find("unknown-unit", value=f"表是下发给“{signed.unit}”的，现在的项目库里没有这个名称", example=_FULL_NAME)
        )
    named = (*page.units, *_naming_one(page.seals, roster), *_in_titles(page, roster))
    own = {clue.place for clue in named if unit is not None and roster.agrees(clue.said, unit)}
    borrowed = [
        clue for clue in named if unit is not None and clue.place not in own and not roster.agrees(clue.said, unit)
    ]
    if borrowed:
        names = frozenset(name for clue in borrowed for name in _named(clue.said, roster))
        # A stray name elsewhere, where 填报单位 of the table is still the unit's, makes the form nobody else's.
        kept = unit in names or any(clue.place in own for clue in page.units[:1])
        who.borrowed_for = frozenset() if kept else names
        clues = f"下发给“{signed.unit}”的表，{_by_label(borrowed)}"
        who.findings.append(_at_odds("unit-conflict", borrowed[0], clues, _to_fill_in(who, kept)))
    year, month = signed.period.year, signed.period.month
    dated = [clue for clue, said in page.months if (said.year or year, said.month or month) != (year, month)]
    if dated:
        issued = f"{year}年{signed.period.months}"
        clues = f"下发的是{issued}的表，表上写的是{_by_word(dated)}"
        who.findings += [_at_odds("wrong-period", clue, clues, _put_right(clue, issued)) for clue in dated]
    return who


def _named(said: str, roster: Roster) -> frozenset[str]:
    """Return the units of the catalogue that a text names, alone or one after another."""
    return roster.units_named(said) or frozenset(_several(said, roster))


def _to_fill_in(who: Who, named: bool) -> str:
    """Return which form a unit is to fill in that wrote another name on one; nobody is told to sign as another unit."""
    if who.borrowed_for and who.period is not None:
        return "、".join(form_name(who.period, unit) for unit in sorted(who.borrowed_for))
    return f"填报单位：{who.unit}" + ("" if named else f"（不是{who.unit}填报的，请用下发给自己的表）")


def _from_page(page: Page, roster: Roster) -> Who:
    who = Who(None, None, IdentitySource.PAGE)
    who.unit = _agreed_unit(page, roster, who.findings)
    who.period = _agreed_period(page, roster, who.findings)
    return who


def noted(who: Who, page: Page, rows: int) -> Finding | None:
    """Return the 提示 that says from which clues an unsigned form was identified."""
    if who.source is not IdentitySource.PAGE or who.unit is None or who.period is None:
        return None
    dated = _telling_months(page)[:3]
    clues = [str(page.units[0]), *(str(clue) for clue, _ in dated), f"{rows} 个项目都是该单位的"]
    said = f"{who.period.year}年{who.period.months}"
    return find("identity-from-page", page.units[0].place, unit=who.unit, period=said, clues="；".join(clues))


def _agreed_unit(page: Page, roster: Roster, findings: list[Finding]) -> str | None:
    example = _FULL_NAME
    signed, titled = _naming_one(page.seals, roster), _in_titles(page, roster)
    page.units = page.units or signed or titled or page.seals
    if not page.units:
        place = page.unfilled[0] if page.unfilled else None
        findings.append(find("unknown-unit", place, value="表上没有写填报单位", example=example))
        return None
    for clue in page.units:
        units = roster.units_named(clue.said)
        if len(units) == 1:
            continue
        if len(several := _several(clue.said, roster)) > 1:
            clues = f"填报单位（{clue.place.sheet}!{clue.place.cell}）写了{'、'.join(several)}"
            findings.append(_at_odds("unit-conflict", clue, clues, f"填报单位：{example}"))
            return None
        why = "可能是" + "、".join(sorted(units)) if units else "项目库里没有这个名称"
        findings.append(find("unknown-unit", clue.place, value=f"填报单位写的是“{clue.said}”，{why}", example=example))
        return None
    every = list(dict.fromkeys((*page.units, *signed, *titled)))
    agreed = {unit: clue for clue in reversed(every) for unit in roster.units_named(clue.said)}
    if len(agreed) > 1:
        odd = next(clue for unit, clue in agreed.items())
        findings.append(_at_odds("unit-conflict", odd, _by_label(every), f"填报单位：{example}"))
        return None
    return next(iter(agreed))


_AROUND_NAME = regex(
    r"(?:19|20)\d{2}年?度?|重点|民生|实事|(?:推进|进展|完成|进度|落实)(?:工作)?情况(?:[一-龥]{0,4}表)?|项目|工作|关于|报送|\d{1,2}月|1-|附件\d*|[()（）:]"
)


def _in_titles(page: Page, roster: Roster) -> list[Clue]:
    """Return the titles that name a unit besides what they are about: 区民政局2020年1-8月推进情况表."""
    named = (
        replace(title, said=part) for title in page.titles for part in _AROUND_NAME.split(title.said) if fold(part)
    )
    return _naming_one(named, roster)


def _naming_one(clues: Iterable[Clue], roster: Roster) -> list[Clue]:
    """Return the clues that name one unit; the office that collects the forms may stand anywhere on them."""
    office = roster.units_named(roster.catalogue.settings.text("汇总单位"))
    return [clue for clue in clues if len(named := roster.units_named(clue.said)) == 1 and named != office]


def _several(said: str, roster: Roster) -> list[str]:
    """Return the units that a cell names one after another."""
    return sorted(unit for units in roster.units_in(said) if len(units) == 1 for unit in units if unit in roster.own)


def _at_odds(code: str, clue: Clue, clues: str, example: str) -> Finding:
    return find(code, clue.place, value=clue.said, clues=clues, example=example)


def _put_right(clue: Clue, month: str) -> str:
    """Return what should stand in a cell that names another month than 2020年1-5月: 1-5月形象进度, 2020年1-5月."""
    if not clue.meant or clue.said.count(clue.meant) != 1:
        alone = _MONTH_ALONE.findall(clue.said)
        wanted = month.replace("年1-", "年") if "年" in "".join(alone) else month.rpartition("-")[2]
        return clue.said.replace(alone[0], wanted) if len(alone) == 1 else month
    dated = "年" in clue.meant
    behind = re.search(re.escape(clue.meant) + "[度底末]?", clue.said)  # 2019年度完成投资
    return clue.said.replace(behind[0] if behind else clue.meant, month if dated else month.rpartition("年")[2])


_MONTH_ALONE = regex(r"(?:(?:19|20)\d{2}年)?(?<![-\d至到])(?:1[0-2]|[1-9])月(?!\d)")  # 2020年7月 of a title


def _by_label(clues: Sequence[Clue]) -> str:
    """Return what clues of several kinds say: 填报单位写的是…，表题写的是…."""
    labels = dict.fromkeys(clue.label for clue in clues)
    return "，".join(f"{label}写的是{_by_word([one for one in clues if one.label == label])}" for label in labels)


def _by_word(clues: Sequence[Clue]) -> str:
    """Return what clues say, each word once with the cells where it stands: “1-5月”（推进情况表!E3、E5）."""
    places: dict[str, dict[str, list[str]]] = {}
    for clue in clues:
        said = clue.meant if clue.meant in clue.said else next(iter(_MONTH_ALONE.findall(clue.said)), clue.meant)
        places.setdefault(said or clue.said, {}).setdefault(clue.place.sheet, []).append(clue.place.cell)
    words = []
    for word, sheets in places.items():
        cells = "；".join(f"{sheet}!{'、'.join(cells)}" for sheet, cells in sheets.items())
        words.append(f"“{word}”（{cells}）")
    return "、".join(words)


def _telling_months(page: Page) -> list[tuple[Clue, months.Said]]:
    """Return the clues to the month: what says when the form was filed only where nothing else names one."""
    named = any(said.month is not None for _, said in page.months)
    return page.months if named else [*page.months, *page.filed]


def _agreed_period(page: Page, roster: Roster, findings: list[Finding]) -> Period | None:
    clues = _telling_months(page)
    found = {said.month for _, said in clues if said.month is not None}
    years = {said.year for _, said in clues if said.year is not None}
    if not found:
        findings.append(find("period-unknown", value="表题和表头里没有写1至12月中的一个月份"))
        return None
    if len(found) > 1 or len(years) > 1:
        which = attrgetter("month" if len(found) > 1 else "year")
        telling = [(clue, which(said)) for clue, said in clues if which(said) is not None]
        usual = max((said for _, said in telling), key=[said for _, said in telling].count)
        month = next(clue.meant for clue, said in telling if said == usual)
        told = f"同一份表里写了{_by_word([clue for clue, _ in telling])}"
        odd = [clue for clue, said in telling if said != usual]
        findings += [_at_odds("wrong-period", clue, told, _put_right(clue, month)) for clue in odd]
        return None
    year = years.pop() if years else roster.catalogue.settings.year
    if year is None:
        findings.append(find("period-unknown", value="表题没有写年度"))
        return None
    return Period(year, found.pop())
