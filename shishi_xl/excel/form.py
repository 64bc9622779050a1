"""推进情况表 as it is issued: the template rendered for one unit and one month."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from shishi_xl.core import identity, issue
from shishi_xl.core.form import IDENTITY_SHEET, INDICATOR_SHEET, PREVIOUS_SHEET, PROJECT_SHEET, Scope
from shishi_xl.core.grid import Place
from shishi_xl.core.issue import IssuedRow, Value, ValueKey
from shishi_xl.excel import package, skeleton, template
from shishi_xl.excel.sheet_plan import SheetPlan, Stretch, write_cell, write_row, write_sheet
from shishi_xl.excel.sheet_rows import Filling, render_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shishi_xl.core.model import Catalogue
    from shishi_xl.core.period import Period

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
)
_NONE: dict[ValueKey, Value] = {}


class Renderer:
    """Makes forms of one template. It serves any number of units; no form leaves anything behind in it."""

    def __init__(self, template_bytes: bytes) -> None:
        """Read the template; TemplateError says in Chinese why it cannot be used."""
        self.template = template.read(template_bytes)

    @cached_property
    def _plain(self) -> skeleton.Skeleton:
        return skeleton.build(self.template, with_previous=False)

    @cached_property
    def _with_previous(self) -> skeleton.Skeleton:
        return skeleton.build(self.template, with_previous=True)

    def render(
        self,
        unit: str,
        period: Period,
        catalogue: Catalogue,
        previous: Mapping[ValueKey, Value],
        key: bytes,
        *,
        filled: Mapping[ValueKey, Value] | None = None,
    ) -> bytes:
        """Return the unit's form as an .xlsx; the same arguments give the same bytes.

        `previous` holds the values accepted for the month before; `filled` is put into the input cells (改错回件).
        ValueError when the unit has no project to report.
        """
        issued = issue.rows(catalogue, unit)
        if not issued[PROJECT_SHEET]:
            raise ValueError(f"{unit}没有责任项目，不用填表")
        told = _told(previous, issued[PROJECT_SHEET]) if period.previous else {}
        bones = self._with_previous if told else self._plain
        facts = issue.facts(catalogue, unit, period)
        filling = Filling(self.template.form, facts, told, filled or _NONE)
        parts = dict(bones.parts)
        for plan in bones.sheets:
            if plan.name == IDENTITY_SHEET:
                signed = identity.write(self._identity(unit, period, issued), key)
                parts[plan.part] = _text_sheet(plan, signed, bones.identity_style)
            elif plan.name == PREVIOUS_SHEET and period.previous:
                last_month = filling.of_last_month(period.previous)
                parts[plan.part] = render_sheet(plan, issued[INDICATOR_SHEET], last_month)
            else:
                parts[plan.part] = render_sheet(plan, issued.get(plan.name, ()), filling)
        counts = {name: len(rows) for name, rows in issued.items()}
        parts["xl/workbook.xml"] = _workbook(bones, counts)
        parts[package.CORE_PROPERTIES] = _core_properties(facts, period, unit)
        return package.pack(parts)

    def identity_of(self, unit: str, period: Period, catalogue: Catalogue) -> identity.Identity:
        """Return what the form of a unit and a month is signed as."""
        return self._identity(unit, period, issue.rows(catalogue, unit))

    def _identity(self, unit: str, period: Period, issued: dict[str, tuple[IssuedRow, ...]]) -> identity.Identity:
        first_rows = {name: layout.prototype for name, layout in self.template.layouts.items()}
        form = self.template.form
        return issue.identity(form.version, period, unit, first_rows, issued, form.layout)

    def places(self, unit: str, catalogue: Catalogue) -> dict[ValueKey, Place]:
        """Return the cell of every value the unit fills in, preset ones of the rows too, on its issued form."""
        found: dict[ValueKey, Place] = {}
        issued = issue.rows(catalogue, unit)
        for column in self.template.form.columns:
            if column.scope is not Scope.FORM:
                layout = self.template.layouts[column.sheet]
                for index, row in enumerate(issued[column.sheet]):
                    place = Place(column.sheet, layout.prototype + index, column.column)
                    found.setdefault(row.key(column.field), place)
        for form_input in self.template.form_inputs:
            column = form_input.column
            stretch = Stretch(self.template.layouts[column.sheet].prototype, len(issued[column.sheet]))
            place = Place(column.sheet, stretch.top(form_input.row), column.column)
            found[ValueKey("", "", column.field)] = place
        return found


def _told(previous: Mapping[ValueKey, Value], issued: Sequence[IssuedRow]) -> dict[ValueKey, Value]:
    """Return what was accepted for the issued projects; of a project since taken off the unit there is no row."""
    projects = {row.project.key for row in issued}
    return {key: value for key, value in previous.items() if key.project in projects and value not in (None, "")}


def _text_sheet(plan: SheetPlan, lines: Sequence[Sequence[str]], style: int) -> bytes:
    rows = [
        write_row(row, [write_cell(row, column, style, text) for column, text in enumerate(line, start=1)])
        for row, line in enumerate(lines, start=1)
    ]
    return write_sheet(plan, rows, (), "".join(plan.tail))


def _workbook(bones: skeleton.Skeleton, counts: Mapping[str, int]) -> bytes:
    """Return xl/workbook.xml with the defined names (print area, filter) moved along with the rows."""
    prototypes = {plan.name: plan.prototype.number for plan in bones.sheets if plan.prototype}
    pieces = [bones.workbook[0]]
    for sheet, ref, text in zip(*(bones.workbook[start::3] for start in (1, 2, 3)), strict=True):
        name = sheet.strip("'")
        count = counts.get(name)
        moved = Stretch(prototypes[name], count).refs(ref) if count and name in prototypes else ref
        pieces += [sheet, "!", moved, text]
    return "".join(pieces).encode()


def _core_properties(facts: Mapping[str, str], period: Period, unit: str) -> bytes:
    title = f"{facts['区县']}{period.year}年{period.month}月推进情况表 {unit}"
    stamp = f"{period.year:04d}-{period.month:02d}-01T00:00:00Z"
    return _CORE.format(title=escape(title), creator=escape(facts["汇总单位"]), stamp=stamp).encode()
