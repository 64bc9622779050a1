"""Columns to be filled in that a heading does not name: where each should stand, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import FieldName
from shishi_xl.core.grid import Place, Sheet
from shishi_xl.core.normalise import is_blank, text_of
from shishi_xl.core.recognition import months
from shishi_xl.core.recognition.columns import Table
from shishi_xl.core.recognition.spelling import SINCE_BEGUN, Vocabulary, another_thing, heading, is_to_date, rendered
from shishi_xl.core.wording import shortened
from shishi_xl.patterns import regex

_OF_ONE_MONTH = regex("本月|当月|本期|月份")  # 本月完成, where 本期累计 should stand
_LATER_MONTHS = regex(r"(?<![\d.])(?:[2-9]|1[0-2])月?[-‐‑‒–—―−~〜～至到]+\d{1,2}月")  # 4-6月完成投资
_SINCE_BEGUN = regex(SINCE_BEGUN)
_NUMBER, _NAME = "序号", "项目名称"
_HEAD_ROWS = 30  # of a sheet among which its heading is looked for
_LONGEST = 12  # characters of 本月完成 and its like


def find_lost(table: Table, words: Vocabulary, month: int | None) -> Iterator[Finding]:
    """Yield a finding for each column to be filled in that a table lacks; no cell is named for two of them."""
    named: set[int] = set(table.columns.values())
    yield from _over_numbers(table, words)
    for name, column in words.columns[table.kind].items():
        if column.rule is None or name in table.columns:
            continue
        example = rendered(column.headings[-1].replace(" ", "").replace("{{月}}", str(month or "N")))
        if lost := _other_months(table, name, named) or _altered(table, words, name, named):
            place, raw, hint = lost
            example = "完成情况" if "不像是同一件事" in hint else example
            named.add(place.column)
            yield find("heading-missing", place, field=name, value=raw, heading=name, hint=hint, example=example)
        else:
            yield _gone(table, words, name, example)


def _over_numbers(table: Table, words: Vocabulary) -> Iterator[Finding]:
    """Yield a finding where the heading of a column to be filled in has been written over 序号: 1, 2, 3 are no amounts."""
    for name in words.inputs(table.kind) & table.columns.keys() if _NUMBER not in table.columns else ():
        column = table.columns[name]
        if column < table.columns.get(_NAME, 0):
            raw = table.paths[column][-1]
            hint = f"原来的位置上写的是“{shortened(text_of(raw))}”。"
            facts = {"field": _NUMBER, "value": text_of(raw), "heading": _NUMBER, "hint": hint, "example": _NUMBER}
            yield find("heading-missing", table.place_of(raw, column), **facts)


def names_lost(sheet: Sheet, words: Vocabulary) -> Finding:
    """Return the finding that nothing in the form's sheet is headed 项目名称, at the cell that may have been it."""
    rows = range(sheet.top, sheet.top + min(len(sheet.rows), _HEAD_ROWS))
    row = max(rows, key=lambda one: sum(words.spelled[raw] != "" for _, raw in _texts(sheet, one)), default=0)
    near = [(column, raw) for column, raw in _texts(sheet, row) if re.search("项目|名称", raw)]
    column, raw = min(near, key=lambda one: "名称" not in one[1], default=(sheet.left if row else 0, ""))
    hint = f"原来的位置上写的是“{shortened(raw)}”。" if raw else _GONE
    place = Place(sheet.name, row, column)
    return find("heading-missing", place, field=_NAME, value=raw, heading=_NAME, hint=hint, example=_NAME)


def _texts(sheet: Sheet, row: int) -> list[tuple[int, str]]:
    cells = sheet.rows[row - sheet.top] if row else ()
    return [(column, raw) for column, raw in enumerate(cells, start=sheet.left) if isinstance(raw, str)]


def indicators_lost(table: Table, words: Vocabulary) -> Finding:
    """Return the finding that a table does not name the indicators of its rows."""
    return _gone(table, words, "指标", "指标")


_Lost = tuple[Place, str, str]  # where to mark, what stands there, the hint
_GONE = "可能被删去或改了名。"


def _other_months(table: Table, name: str, named: set[int]) -> _Lost | None:
    """Return the heading that could be the column's but for its months (4-6月形象进度, 本月完成)."""
    sheet = table.sheet
    for row in range(table.first, min(table.last + 2, sheet.top + len(sheet.rows))):
        for column, raw in enumerate(sheet.rows[row - sheet.top], sheet.left):
            if column in named or not isinstance(raw, str):
                continue
            place = Place(sheet.name, row, column)
            if _is_of_other_months(raw, name):
                return place, raw, f"“{shortened(raw)}”不是1月至本月的累计。"
            if row > table.last and name in raw:
                return place, raw, f"第{row}行的“{shortened(raw)}”没有认作表头，这一行里可能混进了别的内容。"
    return None


def _is_of_other_months(raw: str, name: str) -> bool:
    if name == FieldName.CURRENT and len(raw) <= _LONGEST and _OF_ONE_MONTH.search(raw):
        return True
    said = months.in_text(raw)
    alone = said.month is not None and not said.span and not is_to_date((raw,))
    others = months.spans_years(raw) or _SINCE_BEGUN.search(raw) is not None or _LATER_MONTHS.search(raw) is not None
    return name in raw and (alone or others)


def _altered(table: Table, words: Vocabulary, name: str, named: set[int]) -> _Lost | None:
    """Return the column without a meaning that stands where the template has the lost one, between its neighbours."""
    before, behind = _beside(table, words, name)
    first, last = (before + 1 if before else table.sheet.left), (behind or first_beyond(table))
    own = words.columns[table.kind][name].column + table.sheet.left - 1  # where it was issued, if nothing has moved
    free = [one for one in range(first, last) if one not in named]
    for column in sorted(free, key=lambda one: one != own):
        row = next((row for row in range(table.last, table.first - 1, -1) if _stands(table, row, column)), table.last)
        raw = table.sheet.at(row, column)
        culprit = _above(table, words, name, column)
        if culprit is not None:
            return culprit
        if isinstance(raw, str) and (row == table.last or heading(raw) not in words.parents):
            return Place(table.sheet.name, row, column), raw, f"原来的位置上写的是“{shortened(raw)}”。"
        if any(_stands(table, below, column) for below in range(table.last + 1, table.end + 1)):
            return Place(table.sheet.name, table.last, column), "", "原来的位置上没有写表头。"
    return None


def _above(table: Table, words: Vocabulary, name: str, column: int) -> _Lost | None:
    """Return the heading over the column's own that makes another thing of it (7月工作计划 over 1-6月形象进度)."""
    own = words.columns[table.kind][name]
    *above, leaf = table.paths.get(column) or ("",)
    if not isinstance(leaf, str) or words.fields[table.kind].get(words.heading(leaf)) != name:
        return None
    if another_thing((leaf,), own):
        return None
    raw = next((raw for raw in above if isinstance(raw, str) and another_thing((raw,), own)), None)
    if raw is None:
        return None
    return table.place_of(raw, column), raw, f"它上面写的是“{shortened(raw)}”，不像是同一件事。"


def first_beyond(table: Table) -> int:
    """Return the first column behind everything that stands in a table's heading."""
    return max(table.paths, default=table.sheet.left) + 1


def _stands(table: Table, row: int, column: int) -> bool:
    return not is_blank(table.sheet.at(row, column))


def _beside(table: Table, words: Vocabulary, name: str) -> tuple[int, int]:
    """Return the columns that the template has next before and next behind a field, of those that are there; 0 for none."""
    order = sorted(words.columns[table.kind].values(), key=lambda one: one.column)
    at = next(place for place, one in enumerate(order) if one.field == name)
    before = [table.columns[one.field] for one in order[:at] if one.field in table.columns]
    behind = [table.columns[one.field] for one in order[at + 1 :] if one.field in table.columns]
    return (before[-1] if before else 0), (behind[0] if behind else 0)


def _gone(table: Table, words: Vocabulary, name: str, own: str) -> Finding:
    """Return the finding of a column that nothing is left of, at the heading beside which it is to be put back.

    That heading is right as it is, so the example is no word to write over it.
    """
    before, behind = _beside(table, words, name)
    column = before or behind or table.sheet.left
    raw = next(reversed(table.paths.get(column, ())), "")
    place = table.place_of(raw, column) if raw else Place(table.sheet.name, table.last, column)
    side = "右边" if before else "左边"
    where = f"“{shortened(text_of(raw))}”（{place.cell}）的{side}" if raw else "表里"
    facts = {"hint": f"它应在{where}，{_GONE}", "example": f"在{where}插入一列，表头写“{own}”"}
    return find("heading-missing", place, field=name, heading=name, **facts)
