"""What must hold of a template as a whole: its rules are used, its facts are there, its money is told in 万元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, RULES_SHEET
from shishi_xl.core.issue import FACTS
from shishi_xl.core.recognition import money
from shishi_xl.excel.template_sheet import tokens

if TYPE_CHECKING:
    from openpyxl import Workbook

    from shishi_xl.excel.template import Sheet

_NEEDED_FACTS = ("填报单位", "月")


def unfilled_rules(sheets: list[Sheet], rule_cells: dict[str, str]) -> list[str]:
    """Return the rules, by the cells of their fields, that no column and no cell of the form uses."""
    placed = {column.field for sheet in sheets for column in sheet.columns}
    written = {token.field for sheet in sheets for token in sheet.tokens}
    return [
        f"{RULES_SHEET}!{cell} 的“{field}”有规则，但表上没有 {{{{{field}}}}}。请在表上加这一列，或删去这条规则。"
        for field, cell in rule_cells.items()
        if field not in placed and field not in written
    ]


def unknown_elsewhere(book: Workbook) -> list[str]:
    """Return what is wrong on sheets the office added itself: only form facts can be filled in there."""
    return [
        f"{sheet.title}!{token.cell} 的 {{{{{token.field}}}}} 在这张表上没有内容可填。这里只能用："
        + "、".join(f"{{{{{fact}}}}}" for fact in FACTS)
        for sheet in book.worksheets
        if sheet.title not in (PROJECT_SHEET, INDICATOR_SHEET, RULES_SHEET)
        for token in tokens(sheet)
        if token.field not in FACTS
    ]


def missing_facts(sheets: list[Sheet]) -> list[str]:
    """Return which facts the first sheet lacks that tell whose form it is, and of which month."""
    sheet = sheets[0]
    written = {token.field for token in sheet.tokens}
    if "期间" in written:
        written.add("月")
    return [
        f"{sheet.name}上没有 {{{{{fact}}}}}。没有它，脱离了标识的表就认不出是谁、哪个月的；请补上，例如“{example}”。"
        for fact, example in zip(_NEEDED_FACTS, ("填报单位：{{填报单位}}", "1-{{月}}月形象进度"), strict=True)
        if fact not in written
    ]


def other_money(sheets: list[Sheet]) -> list[str]:
    """Return where the template names another unit of money: every return would be sent back for it."""
    return [
        f"{sheet.name}!{cell.coordinate} 写的金额单位是“{unit}”。金额一律以万元计，请改成“金额单位：万元”。"
        for sheet in sheets
        for row in sheet.sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
        for unit in sorted(money.labelled(money.plain(cell.value)) or ())
    ]
