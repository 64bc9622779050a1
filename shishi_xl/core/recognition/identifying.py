"""Who and when: the signed identity first; without it several visible clues that must agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from shishi_xl.core import identity
from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import IDENTITY_SHEET
from shishi_xl.core.grid import Book, Place, Raw, Sheet
from shishi_xl.core.identity import Identity, Outcome
from shishi_xl.core.normalise import fold, is_blank, text_of
from shishi_xl.core.period import Period
from shishi_xl.core.recognition import months
from shishi_xl.core.recognition.choice import Part, is_identity
from shishi_xl.core.recognition.columns import Table
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.spelling import Vocabulary, heading
from shishi_xl.core.submission import IdentitySource

_UNIT_LABEL = re.compile(
    r"(?:填报|报送|上报|填表|汇报|责任)?单位(?:名称)?(?:\((?:盖章|公章|签章)\))?[::](.*)", re.DOTALL
)
_BARE_UNIT_LABEL = re.compile(r"(?:填报|报送|上报|填表)单位(?:名称)?(?:\((?:盖章|公章|签章)\))?")
_STAMP = re.compile(r"\((?:盖章|公章|签章|章)\)")
_PERIOD_LABEL = re.compile(r"(?:填报|报送|报告|统计|所属)?(?:期间|月份|时间|时段)[::](.*)")
_MONEY = re.compile(r"(?:金额|投资|货币|计量)?单位[::]?(亿元|百万元|千元|万元|元)")
_MONEY_INSIDE = re.compile(r"金额单位[::](亿元|百万元|千元|元)")
_ROWS_ABOVE, _COLUMNS_ABOVE, _LONGEST = 30, 200, 300  # what is looked at above a heading
_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Clue:
    """One visible place that says who or when."""

    label: str
    said: str
    place: Place

    def __str__(self) -> str:
        """Return the clue as a finding cites it."""
        return f"{self.label}（{self.place.sheet}!{self.place.cell}）为“{self.said}”"


@dataclass(slots=True)
class Page:
    """What the visible sheets say of who and when."""

    units: list[Clue] = field(default_factory=list)
    months: list[tuple[Clue, months.Said]] = field(default_factory=list)
    money: list[Clue] = field(default_factory=list)  # of another unit of money than 万元
    dates: list[tuple[Place, str]] = field(default_factory=list)  # months that Excel had made dates of


@dataclass(slots=True)
class Who:
    """Who and when, as far as it is certain."""

    unit: str | None
    period: Period | None
    source: IdentitySource
    signed: Identity | None = None
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
    who = Who(signed.unit, signed.period, IdentitySource.SIGNED, signed)
    if signed.unit not in roster.own:
        who.findings.append(find("unknown-unit", value=f"项目库里没有“{signed.unit}”", example="区教委"))
    for clue in page.units:
        if not roster.agrees(clue.said, signed.unit):
            clues = f"下发给“{signed.unit}”的表，{clue}"
            who.findings.append(find("unit-conflict", clue.place, value=clue.said, clues=clues, example=signed.unit))
    for clue, said in page.months:
        wrong_year = said.year is not None and said.year != signed.period.year
        wrong_month = said.month is not None and said.month != signed.period.month
        if wrong_year or wrong_month:
            issued = f"{signed.period.year}年{signed.period.months}"
            clues = f"下发的是{issued}的表，{clue}"
            who.findings.append(find("wrong-period", clue.place, value=clue.said, clues=clues, example=issued))
    return who


def _from_page(page: Page, roster: Roster) -> Who:
    who = Who(None, None, IdentitySource.PAGE)
    who.unit = _agreed_unit(page, roster, who.findings)
    who.period = _agreed_period(page, roster, who.findings)
    return who


def noted(who: Who, page: Page, rows: int) -> Finding | None:
    """Return the 提示 that says from which clues an unsigned form was identified."""
    if who.source is not IdentitySource.PAGE or who.unit is None or who.period is None:
        return None
    clues = [str(page.units[0]), *(str(clue) for clue, _ in page.months[:3]), f"{rows} 个项目都是该单位的"]
    said = f"{who.period.year}年{who.period.months}"
    return find("identity-from-page", page.units[0].place, unit=who.unit, period=said, clues="；".join(clues))


def _agreed_unit(page: Page, roster: Roster, findings: list[Finding]) -> str | None:
    example = next(iter(roster.own), "区教委")
    if not page.units:
        findings.append(find("unknown-unit", value="表上没有写填报单位", example=example))
        return None
    named = [(clue, roster.units_named(clue.said)) for clue in page.units]
    for clue, units in named:
        if len(units) != 1:
            why = "可能是" + "、".join(sorted(units)) if units else "项目库里没有这个单位"
            findings.append(
                find("unknown-unit", clue.place, value=f"填报单位写的是“{clue.said}”，{why}", example=example)
            )
            return None
    agreed = {unit for _, found in named for unit in found}
    if len(agreed) > 1:
        clues = "；".join(str(clue) for clue, _ in named)
        findings.append(find("unit-conflict", named[1][0].place, clues=clues, example=example))
        return None
    return agreed.pop()


def _agreed_period(page: Page, roster: Roster, findings: list[Finding]) -> Period | None:
    found = {said.month for _, said in page.months if said.month is not None}
    years = {said.year for _, said in page.months if said.year is not None}
    if not found:
        findings.append(find("period-unknown", value="表题和表头都没有写月份"))
        return None
    if len(found) > 1 or len(years) > 1:
        clues = "；".join(str(clue) for clue, _ in page.months)
        findings.append(find("wrong-period", page.months[0][0].place, clues=clues, example="1-6月"))
        return None
    year = years.pop() if years else roster.catalogue.settings.year
    if year is None:
        findings.append(find("period-unknown", value="表题没有写年度"))
        return None
    return Period(year, found.pop())


def read_page(chosen: Sequence[Part], words: Vocabulary) -> Page:
    """Return what the visible parts of the sheets that count say of who and when."""
    page = Page()
    seen: set[tuple[str, int]] = set()
    for part in chosen:
        for table in part.tables:
            _read_headings(table, words, page)
        if (part.sheet.name, part.tables[0].first) not in seen:
            seen.add((part.sheet.name, part.tables[0].first))
            _read_above(part.sheet, part.tables[0].first, words, page)
    return page


def _read_headings(table: Table, words: Vocabulary, page: Page) -> None:
    for name, column in table.columns.items():
        if words.columns[table.kind][name].rule is None:
            continue
        said = table.said(column)
        if said.month is not None or said.year is not None:
            raw = next(raw for raw in reversed(table.paths[column]) if months.in_cell(raw).month is not None)
            clue = Clue("表头", _shown(raw), Place(table.sheet.name, table.last, column))
            page.months.append((clue, said))
            if said.from_date:
                page.dates.append((clue.place, f"1-{said.month}月"))
        for raw in table.paths[column]:
            if isinstance(raw, str) and (written := re.search(r"[(（](亿元|百万元|千元|元)[)）]", raw)):
                page.money.append(Clue("表头", written[1], Place(table.sheet.name, table.last, column)))


def _read_above(sheet: Sheet, first: int, words: Vocabulary, page: Page) -> None:
    for row, column, raw in _cells_above(sheet, first):
        place = Place(sheet.name, row, column)
        if isinstance(raw, str):
            for piece in _GAP.split(raw.strip()):  # one merged line may hold 填报单位 and 金额单位
                _read_words(sheet, piece, place, words, page)
        elif isinstance(raw, date) and (said := months.in_cell(raw)).month is not None:
            page.months.append((Clue("表头上方", _shown(raw), place), said))
            if said.from_date:
                page.dates.append((place, f"1-{said.month}月"))


def _read_words(sheet: Sheet, text: str, place: Place, words: Vocabulary, page: Page) -> None:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if money := _MONEY.fullmatch(plain):
        if money[1] != "万元":
            page.money.append(Clue("金额单位", money[1], place))
        return
    if inside := _MONEY_INSIDE.search(plain):
        page.money.append(Clue("金额单位", inside[1], place))
    if label := _UNIT_LABEL.fullmatch(plain):
        _add_unit(label[1] or _right_of(sheet, place), place, page)
    elif _BARE_UNIT_LABEL.fullmatch(plain):
        _add_unit(_right_of(sheet, place), place, page)
    else:
        label = _PERIOD_LABEL.fullmatch(plain)
        titled = len(plain) <= 60 and bool(words.title) and (words.title in heading(plain) or "推进情况表" in plain)
        said = months.in_text(label[1] if label else plain)
        if (label or titled or not months.without(plain).strip("()年")) and (said.month or said.year):
            page.months.append((Clue("期间" if label else "表题", text.strip(), place), said))


def _add_unit(said: str, place: Place, page: Page) -> None:
    name = _STAMP.sub("", re.split(r"(?:填报|报送)?(?:日期|时间|人)[::]|(?:金额)?单位[::]", said)[0]).strip("_ ")
    if fold(name):
        page.units.append(Clue("填报单位", name, place))


def _right_of(sheet: Sheet, place: Place) -> str:
    for column in range(place.column + 1, place.column + 12):
        raw = sheet.at(place.row, column)
        if not is_blank(raw):
            said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text_of(raw)))
            return said if ":" not in said and months.without(said) else ""
    return ""


def _cells_above(sheet: Sheet, first: int) -> Iterator[tuple[int, int, Raw]]:
    for row in range(max(sheet.top, first - _ROWS_ABOVE), first):
        for column, raw in enumerate(sheet.rows[row - sheet.top][:_COLUMNS_ABOVE], start=sheet.left):
            if raw is not None and (not isinstance(raw, str) or len(raw) <= _LONGEST):
                yield row, column, raw


def _shown(raw: Raw) -> str:
    if isinstance(raw, date):
        return f"{raw.month}月{raw.day}日"
    return text_of(raw)
