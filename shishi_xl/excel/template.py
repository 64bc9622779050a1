"""templates/推进情况表.xlsx read as a schema: which fields stand where, and whether forms can be made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shishi_xl.core.form import (
    CORRECTION_SHEET,
    IDENTITY_SHEET,
    INDICATOR_SHEET,
    PREVIOUS_SHEET,
    PROJECT_SHEET,
    RULES_SHEET,
    Column,
    FieldName,
    Form,
    Rule,
    Scope,
)
from shishi_xl.core.grid import column_letters
from shishi_xl.core.issue import FACTS, INDICATOR_FIELDS, PROJECT_FIELDS
from shishi_xl.excel import template_checks, template_rules
from shishi_xl.excel.template_sheet import Token, heading_of, heading_rows, label_of, leftovers, tokens

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SCOPES = {PROJECT_SHEET: Scope.PROJECT, INDICATOR_SHEET: Scope.INDICATOR}
_ROW_FIELDS = {PROJECT_SHEET: PROJECT_FIELDS, INDICATOR_SHEET: PROJECT_FIELDS + INDICATOR_FIELDS}
# Without these nobody could tell which row of a returned sheet speaks of what.
_NEEDED = {
    PROJECT_SHEET: ("项目名称", FieldName.PROGRESS),
    INDICATOR_SHEET: ("项目名称", "指标", FieldName.CURRENT),
}


class TemplateError(ValueError):
    """The template cannot be used; `problems` are Chinese sentences, each naming its sheet and cell."""

    def __init__(self, problems: list[str] | tuple[str, ...]) -> None:
        """Keep the problems apart, so that they can be shown line by line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error travel between processes whole."""
        return type(self), (self.problems,)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are on one of the two sheets; rows and columns are counted from 1."""

    sheet: str
    headings: tuple[int, int]  # first and last row of the heading
    prototype: int  # the row whose look every issued row takes


@dataclass(frozen=True, slots=True)
class FormInput:
    """A cell outside the rows that the unit fills in (填报人)."""

    column: Column
    row: int


@dataclass(frozen=True, slots=True)
class Template:
    """A usable template."""

    form: Form
    layouts: dict[str, Layout]  # by sheet
    form_inputs: tuple[FormInput, ...]
    content: bytes


def read(content: bytes) -> Template:
    """Return the template in a workbook's bytes; TemplateError says in Chinese what makes it unusable."""
    book = open_workbook(content)
    problems = [
        f"表式里没有“{name}”这张工作表。请恢复这张表，名称不要改。"
        for name in (PROJECT_SHEET, INDICATOR_SHEET, RULES_SHEET)
        if name not in book.sheetnames
    ]
    problems += [
        f"表式里不能有名叫“{name}”的工作表，这个名称由下发、退回时使用。请改名或删去。"
        for name in (PREVIOUS_SHEET, IDENTITY_SHEET, CORRECTION_SHEET)
        if name in book.sheetnames
    ]
    if problems:
        raise TemplateError(problems)
    rules, rule_cells, problems = template_rules.read(book[RULES_SHEET])
    sheets = [Sheet(book[name], rules) for name in _SCOPES]
    for sheet in sheets:
        problems += sheet.problems
    problems += template_checks.unfilled_rules(sheets, rule_cells)
    problems += template_checks.unknown_elsewhere(book)
    problems += template_checks.missing_facts(sheets)
    problems += template_checks.other_money(sheets)
    if problems:
        raise TemplateError(problems)
    columns = tuple(column for sheet in sheets for column in sheet.columns)
    form = Form(columns, _title(sheets[0]), tuple(text for sheet in sheets for text in _texts(sheet)))
    version = hashlib.sha256(repr(form).encode()).hexdigest()[:8]
    return Template(
        replace(form, version=version),
        {sheet.name: Layout(sheet.name, sheet.headings, sheet.prototype) for sheet in sheets},
        tuple(found for sheet in sheets for found in sheet.form_inputs),
        content,
    )


def open_workbook(content: bytes) -> Workbook:
    """Return the template as openpyxl sees it; TemplateError when it is no .xlsx workbook."""
    import io
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of decorations it will not keep
            return load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:  # whatever a broken file makes openpyxl raise, the remedy is the same
        raise TemplateError(
            ["表式打不开，它不是 Excel 工作簿（.xlsx）。请在 Excel 或 WPS 里打开、另存为 .xlsx，或恢复备份。"]
        ) from error


class Sheet:
    """One sheet while it is being understood: its columns, its form inputs, and what is wrong with it."""

    def __init__(self, sheet: Worksheet, rules: dict[str, Rule]) -> None:
        self.name: str = sheet.title
        self.sheet = sheet
        self.rules = rules
        self.problems: list[str] = leftovers(sheet)
        self.tokens = tokens(sheet)
        self.columns: list[Column] = []
        self.form_inputs: list[FormInput] = []
        self.headings = (0, 0)
        self.prototype = self._find_prototype()
        if self.prototype:
            self.headings = heading_rows(sheet, self.prototype)
            self._read_rows()
            self._find_empty_columns()
        self._read_form()

    def _find_prototype(self) -> int:
        fields = set(_ROW_FIELDS[self.name]) - set(self.rules)  # 备注 with a rule may also be a cell of the footer
        found = [token for token in self.tokens if token.field in fields]
        if not found:
            self.problems.append(
                f"{self.name}里没有样行：应有一行写着 {{{{项目名称}}}} 等字段，下发时每个项目照它的样子排一行。"
            )
            return 0
        row = next((token.row for token in found if token.field == "项目名称"), found[0].row)
        self.problems += [
            f"{self.name}!{token.cell} 的 {{{{{token.field}}}}} 不在样行（第{row}行）里。请移到第{row}行，或删去。"
            for token in found
            if token.row != row
        ]
        return row

    def _read_rows(self) -> None:
        scope = _SCOPES[self.name]
        known = (*_ROW_FIELDS[self.name], *FACTS)
        seen: dict[str, str] = {}
        for token in (token for token in self.tokens if token.row == self.prototype):
            rule = self.rules.get(token.field)
            if rule is None and token.field not in known:
                self._refuse_unknown(token)
                continue
            if rule is None and not token.whole:
                continue  # part of a sentence, e.g. {{年度目标}}{{计量单位}}: not a column to be read back
            if token.field in seen:
                self._refuse_second(token, seen[token.field])
                continue
            seen[token.field] = token.cell
            if not token.whole:
                self.problems.append(
                    f"{self.name}!{token.cell} 除 {{{{{token.field}}}}} 外还有别的文字。这一格由单位填写，请只留字段。"
                )
            headings = heading_of(self.sheet, self.headings, token.column)
            if not headings:
                above = f"{column_letters(token.column)}{self.headings[1]}"
                self.problems.append(f"{self.name}!{above} 缺表头：下面的 {{{{{token.field}}}}} 要有列名。")
            else:
                self.columns.append(Column(token.field, self.name, headings, scope, token.column, rule))
        self.problems += [
            f"{self.name}第{self.prototype}行缺少 {{{{{field}}}}}。没有它就认不出交回来的表，请补上。"
            for field in _NEEDED[self.name]
            if field not in seen
        ]
        self._find_same_headings()

    def _find_same_headings(self) -> None:
        seen: dict[tuple[str, ...], Column] = {}
        for column in self.columns:
            other = seen.setdefault(column.headings, column)
            if other is not column:
                cell = f"{column_letters(column.column)}{self.headings[1]}"
                self.problems.append(
                    f"{self.name}!{cell} 的表头“{column.headings[-1]}”与 {column_letters(other.column)} 列相同，"
                    "交回来时分不清。请改成不同的列名。"
                )

    def _find_empty_columns(self) -> None:
        merged = {
            column
            for area in self.sheet.merged_cells.ranges
            if area.min_row <= self.prototype <= area.max_row
            for column in range(area.min_col, area.max_col + 1)
        }
        for column in range(1, self.sheet.max_column + 1):
            cell = self.sheet.cell(self.prototype, column)
            heading = heading_of(self.sheet, self.headings, column)
            if heading and cell.value in (None, "") and column not in merged:
                known = (*_ROW_FIELDS[self.name], *self.rules)
                meant = next((field for field in sorted(known, key=len, reverse=True) if field in heading[-1]), "")
                example = f"{{{{{meant or '字段名'}}}}}"
                self.problems.append(
                    f"{self.name}!{cell.coordinate} 是空的，“{heading[-1]}”这一列没有字段可填。"
                    f"请写上它的字段，如 {example}，或删去这一列。"
                )

    def _read_form(self) -> None:
        seen: dict[str, str] = {
            column.field: f"{column_letters(column.column)}{self.prototype}" for column in self.columns if column.rule
        }
        for token in (token for token in self.tokens if token.row != self.prototype):
            rule = self.rules.get(token.field)
            if rule is None:
                if token.field not in FACTS and token.field not in _ROW_FIELDS[self.name]:
                    self._refuse_unknown(token)
                continue
            if token.field in seen:
                self._refuse_second(token, seen[token.field])
                continue
            seen[token.field] = token.cell
            column = Column(token.field, self.name, (label_of(self.sheet, token),), Scope.FORM, token.column, rule)
            self.columns.append(column)
            self.form_inputs.append(FormInput(column, token.row))

    def _refuse_unknown(self, token: Token) -> None:
        self.problems.append(
            f"{self.name}!{token.cell} 的 {{{{{token.field}}}}} 没有内容可填：它不是项目库里的字段，"
            f"“{RULES_SHEET}”里也没有这一行。要由单位填写，请在“{RULES_SHEET}”加一行；写错了请改正。"
        )

    def _refuse_second(self, token: Token, first: str) -> None:
        self.problems.append(
            f"{self.name}!{token.cell} 又写了一次 {{{{{token.field}}}}}（{first} 已有）。一个字段只能出现一次，请删去一处。"
        )


def _texts(sheet: Sheet) -> list[str]:
    """Return what the template itself says outside its heading and rows, so that a unit's own words can be told apart."""
    return [
        cell.value
        for row in sheet.sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
        and cell.value.strip()
        and cell.row != sheet.prototype
        and not sheet.headings[0] <= cell.row <= sheet.headings[1]
    ]


def _title(sheet: Sheet) -> str:
    """Return the title: the first text above the heading that names the year, else the first text of all."""
    above = [
        str(cell.value)
        for row in sheet.sheet.iter_rows(max_row=max(1, sheet.headings[0] - 1))
        for cell in row
        if isinstance(cell.value, str) and cell.value.strip()
    ]
    return next((text for text in above if "{{年度}}" in text.replace(" ", "")), above[0] if above else "")
