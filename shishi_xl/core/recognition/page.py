"""What the visible page says of who and when: 填报单位, titles, headings, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from shishi_xl.core.form import FieldType
from shishi_xl.core.grid import Place, Raw, Sheet
from shishi_xl.core.normalise import fold, is_blank, text_of
from shishi_xl.core.recognition import money, months
from shishi_xl.core.recognition.columns import Table
from shishi_xl.core.recognition.lines import LineKind
from shishi_xl.core.recognition.spelling import Vocabulary, heading
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from shishi_xl.core.recognition.choice import Part

_UNIT_LABEL = regex(r"(?:填报|报送|上报|填表|汇报|责任)?单位(?:名称)?(?:\((?:盖章|公章|签章)\))?[::](.*)", re.DOTALL)
_SEAL_LABEL = regex(r"(?:填报|报送|上报|填表)?单位(?:名称)?(?:\((?:盖章|公章|签章|章)\))?:(.*)")  # below the table
_BARE_UNIT_LABEL = regex(r"(?:填报|报送|上报|填表)单位(?:名称)?(?:\((?:盖章|公章|签章)\))?")
# What else one cell may hold behind the unit's name: 区民政局 2020年1-8月, 区民政局；期间：2020年8月.
_BEHIND_UNIT = regex(
    r"(?:填报|报送)?(?:日期|时间|期间|时段|月份|人)[::]|(?:金额)?单位[::]|(?:19|20)\d{2}年|[(]?\d{1,2}[-~—至到]\d{1,2}月"
)
_STAMP = regex(r"\((?:盖章|公章|签章|章)\)")
_PERIOD_LABEL = regex(
    r"(?:(?:填报|报送|上报|报告|报表|统计|所属|数据)?(?:期间|月份|时段|期)|(?:报告|统计|所属|数据)(?:时间|日期))[::](.*)"
)
# When the paper was filled in or handed in: in most offices after the month it is about.
_FILING_LABEL = regex(
    r"(?:填报|填表|填写|制表|报送|上报|报出|提交|编制|打印|印制)?(?:时间|日期)(?:\([^()]*\))?[::]?(.*)"
)
_IN_IT = regex(r"[(（][^()（）]*(?:含|结转|开工|遗留|除外|项目)[^()（）]*[)）]")  # 完成投资（含2019年结转项目）
_HANDED_IN = regex(r"\([^()]*(?:报|填|截止)[^()]*\)")  # 表题（7月5日报送）
_ROWS_ABOVE, _COLUMNS_ABOVE, _LONGEST = 30, 200, 300  # what is looked at above a heading
_ROWS_BELOW = 3000  # of a table among which units of money are looked for
_LONGEST_TITLE = 60
# As a unit calls a table of its own: 县住建局2026年11月民生实事进展情况.
_TITLED = regex("(?:民生|实事)[一-龥]{0,8}(?:推进|进展|完成|进度|落实)(?:工作)?情况(?:[一-龥]{0,4}表)?$")
_MADE_DATE = regex(r"1月\d{1,2}日")  # 1-8 of which Excel has made a date
_NAME_ALONE = regex("[一-龥]{2,16}(?:公司|集团|[局委办]|街道|镇|乡|管委会|委员会|医院|学校)")
_GAP = regex(r"(?<=\S)\s{2,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Clue:
    """One visible place that says who or when."""

    label: str
    said: str
    place: Place
    meant: str = ""  # what it comes to, where it says more: 1-5月 of 1-5月形象进度

    def __str__(self) -> str:
        """Return the clue as a finding cites it."""
        return f"{self.label}（{self.place.sheet}!{self.place.cell}）为“{self.said}”"


@dataclass(slots=True)
class Page:
    """What the visible sheets say of who and when."""

    units: list[Clue] = field(default_factory=list)
    titles: list[Clue] = field(default_factory=list)  # what stands over the table, where a unit may be named too
    seals: list[Clue] = field(default_factory=list)  # 填报单位（公章） below the table
    unfilled: list[Place] = field(default_factory=list)  # where 填报单位 is asked for and nothing stands
    filed: list[tuple[Clue, months.Said]] = field(default_factory=list)  # 填报时间：2020年6月, where nothing else tells
    months: list[tuple[Clue, months.Said]] = field(default_factory=list)
    money: list[Clue] = field(default_factory=list)  # of another unit of money than 万元
    dates: list[tuple[Place, str]] = field(default_factory=list)  # months that Excel had made dates of


def read(chosen: Sequence[Part], words: Vocabulary) -> Page:
    """Return what the visible parts of the sheets that count say of who and when."""
    page = Page()
    seen: set[tuple[str, int, int]] = set()
    for part in chosen:
        for table in part.tables:
            _read_headings(table, words, page)
        page.money += _money_below(part, words)
        page.seals += _seals(part)
        top = (part.sheet.name, part.sheet.left, part.tables[0].first)
        if top not in seen:
            seen.add(top)
            _read_above(part.sheet, part.tables[0].first, words, page)
    return page


def _read_headings(table: Table, words: Vocabulary, page: Page) -> None:
    for name, column in table.columns.items():
        rule = words.columns[table.kind][name].rule
        if rule is None:
            continue
        is_money = rule.type is FieldType.MONEY
        said = table.said(column)
        if said.month is not None:
            raw = next(raw for raw in reversed(table.paths[column]) if months.in_cell(raw).month is not None)
            clue = _dated("表头", _shown(raw), table.place_of(raw, column), said)
            page.months.append((clue, said))
            if said.from_date:
                page.dates.append((clue.place, f"1-{said.month}月"))
        for raw in table.paths[column]:
            told = months.in_cell(_IN_IT.sub("", raw) if isinstance(raw, str) else raw)
            if told.year is not None and told.month is None:  # 2019年完成投资
                page.months.append((_dated("表头", _shown(raw), table.place_of(raw, column), told), told))
            if is_money and isinstance(raw, str) and (unit := money.of_heading(months.without(raw))):
                page.money.append(_in_money(raw, unit, table.place_of(raw, column)))


def _seals(part: Part) -> Iterator[Clue]:
    """Yield the units that sign between the rows of a sheet and below them: 填报单位（公章）：区教委."""
    for line in part.lines:
        cells = part.sheet.rows[line.row - part.sheet.top] if line.kind is LineKind.TEXT else ()
        for column, raw in enumerate(cells[:_COLUMNS_ABOVE], start=part.sheet.left):
            for piece in _GAP.split(raw.strip()) if isinstance(raw, str) and len(raw) <= _LONGEST else ():
                place = Place(part.sheet.name, line.row, column)
                label = _SEAL_LABEL.fullmatch(money.plain(piece))
                name = _unit_in(label[1] or _right_of(part.sheet, place)) if label else ""
                if fold(name):
                    yield Clue("表下方的填报单位", name, place)


def _money_below(part: Part, words: Vocabulary) -> Iterator[Clue]:
    """Yield what a sheet says of money in its name, between its headings, beside its rows and below them."""
    sheet = part.sheet
    if unit := money.behind_title(sheet.name):
        yield _in_money(sheet.name, unit, Place(sheet.name, 0, 0))
    rows = {line.row for line in part.lines if line.kind is LineKind.ROW}
    for table in part.tables:
        for row in range(table.first, min(table.end, table.last + _ROWS_BELOW) + 1):
            for column, raw in enumerate(sheet.rows[row - sheet.top][:_COLUMNS_ABOVE], start=sheet.left):
                if not isinstance(raw, str) or len(raw) > _LONGEST or ("元" not in raw and "亿" not in raw):
                    continue
                unit = _money_in_cell(table, row, column, raw, row in rows)
                if unit and not words.is_own_text(fold(raw)):
                    yield _in_money(raw, unit, Place(sheet.name, row, column))


def _money_in_cell(table: Table, row: int, column: int, raw: str, is_row: bool) -> str:
    """Return the unit of money that a cell from a table's heading on names for the amounts of the table, "" for none."""
    if not is_row and row > table.last:
        return money.told(raw) or money.alone(raw) or money.behind_sum(raw)
    if unit := money.stated(raw):
        return unit
    if column in table.columns.values() or any(column in many for many in table.rivals.values()):
        return ""
    headed = "".join(text_of(one) for one in table.paths.get(column, ()))
    return money.alone(raw) if not is_row or not headed or "单位" in headed else ""


def _in_money(text: str, unit: str, place: Place) -> Clue:
    """Return the clue that a text names another unit of money, with the text as it would be right."""
    return Clue("金额单位", unit, place, re.sub(rf"(?<![万千百十亿]){unit}", money.OURS, text) if unit in text else "")


def _read_above(sheet: Sheet, first: int, words: Vocabulary, page: Page) -> None:
    for row, column, raw in _cells_above(sheet, first):
        place = Place(sheet.name, row, column)
        if isinstance(raw, str):
            for piece in _pieces(raw):  # one merged line may hold 填报单位 and 金额单位
                _read_words(sheet, piece, place, words, page)
        elif isinstance(raw, date) and (said := months.in_cell(raw)).month is not None:
            filed = not said.from_date and _FILING_LABEL.fullmatch(_left_of(sheet, place))
            (page.filed if filed else page.months).append((_dated("表头上方", _shown(raw), place, said), said))
            if said.from_date:
                page.dates.append((place, f"1-{said.month}月"))


def _pieces(raw: str) -> list[str]:
    """Return what a line holds between its gaps; a second name behind 填报单位 belongs to it."""
    pieces: list[str] = []
    for piece in _GAP.split(raw.strip()):
        label = _UNIT_LABEL.fullmatch(money.plain(pieces[-1])) if pieces else None
        named = label is not None and fold(label[1]) and _NAME_ALONE.fullmatch(piece.strip())
        pieces = [*pieces[:-1], f"{pieces[-1]}、{piece}"] if named else [*pieces, piece]
    return pieces


def _read_words(sheet: Sheet, text: str, place: Place, words: Vocabulary, page: Page) -> None:
    plain, whole = money.plain(text), text_of(sheet.at(place.row, place.column))
    if (units := money.labelled(plain)) is not None:
        page.money += [_in_money(whole, unit, place) for unit in sorted(units)]
        return
    if unit := money.told(plain) or money.behind_title(plain):
        page.money.append(_in_money(whole, unit, place))
    if label := _UNIT_LABEL.fullmatch(plain):
        _add_unit(label[1] or _right_of(sheet, place), place, page)
    elif _BARE_UNIT_LABEL.fullmatch(plain):
        _add_unit(_right_of(sheet, place), place, page)
    else:
        _read_months(sheet, text.strip(), plain, place, words, page)


def _read_months(sheet: Sheet, text: str, plain: str, place: Place, words: Vocabulary, page: Page) -> None:
    """Take down the month a text above the heading names; a date to the day is of the filing, unless it says 截至."""
    if label := _PERIOD_LABEL.fullmatch(plain):
        _add_months("期间", text, place, months.in_text(label[1]), page.months)
        return
    filing = _FILING_LABEL.fullmatch(plain)
    told = filing[1] if filing else _HANDED_IN.sub("", plain)
    said = months.in_text(told if _MADE_DATE.fullmatch(told) and not filing else months.DAY.sub("", months.plain(told)))
    if filing or _FILING_LABEL.fullmatch(_left_of(sheet, place)):
        _add_months("填报时间", text, place, said, page.months if said.span else page.filed)
    elif _is_title(plain, words):
        page.titles.append(Clue("表题", plain, place))
        _add_months("表题", text, place, said, page.months)
    elif not months.without(plain).strip("()年"):
        _add_months("表题", text, place, said, page.months)


def _add_months(label: str, text: str, place: Place, said: months.Said, found: list[tuple[Clue, months.Said]]) -> None:
    if said.month or said.year:
        found.append((_dated(label, text, place, said), said))


def _is_title(plain: str, words: Vocabulary) -> bool:
    if len(plain) > _LONGEST_TITLE or "。" in plain or not words.title:
        return False
    return words.title in heading(plain) or "推进情况表" in plain or _TITLED.search(plain) is not None


def _dated(label: str, shown: str, place: Place, said: months.Said) -> Clue:
    return Clue(label, shown, place, said.shown)


def _add_unit(said: str, place: Place, page: Page) -> None:
    name = _unit_in(said)
    if fold(name):
        page.units.append(Clue("填报单位", name, place))
    else:
        page.unfilled.append(place)


def _unit_in(said: str) -> str:
    """Return the name that stands first behind a label, without its stamp."""
    return _STAMP.sub("", _BEHIND_UNIT.split(said)[0]).strip("_ ,;，；、")


def _right_of(sheet: Sheet, place: Place) -> str:
    for column in range(place.column + 1, place.column + 12):
        raw = sheet.at(place.row, column)
        if not is_blank(raw):
            said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text_of(raw)))
            return said if ":" not in said and months.without(said) else ""
    return ""


def _left_of(sheet: Sheet, place: Place) -> str:
    """Return the words nearest to the left of a cell, if it is the label of one: 填报时间：."""
    for column in range(place.column - 1, max(sheet.left, place.column - 12) - 1, -1):
        raw = sheet.at(place.row, column)
        if not is_blank(raw):
            return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text_of(raw))).rstrip(":_")
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
