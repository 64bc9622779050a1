"""项目库.xlsx → Catalogue: columns by heading, every unusable cell named in one go."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from shishi_xl.core.complaint import Complaint
from shishi_xl.core.grid import Place
from shishi_xl.core.model import (
    Catalogue,
    Decision,
    Doubt,
    Indicator,
    Joint,
    Project,
    Unit,
    UnitKind,
)
from shishi_xl.core.responsible import is_collective, split_units
from shishi_xl.core.settings import SETTINGS as KNOWN_SETTINGS
from shishi_xl.core.settings import Settings
from shishi_xl.excel.catalogue import cells, rules
from shishi_xl.excel.catalogue.cells import Cell, CellError
from shishi_xl.excel.catalogue.layout import (
    DECISIONS,
    DOUBTS,
    INDICATORS,
    PAGE,
    PAGES,
    PROJECTS,
    SETTINGS,
    UNITS,
    Page,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEADING_WITHIN = 10  # rows: the office may put a title above the headings
_MOST_ROWS = 20_000
_Built = TypeVar("_Built")
Line = dict[str, Cell]


class CatalogueError(Complaint):
    """A 项目库.xlsx that cannot be used; `sentences` say in Chinese what to mend, one for each cell."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        """Hold every sentence; the text joins them."""
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass
class _Book:
    """The workbook's lines by sheet, and what was wrong so far."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def each(self, sheet: str, build: Callable[[Line], _Built | None]) -> tuple[_Built, ...]:
        """Return what `build` makes of every line of a sheet; a line it cannot use becomes a sentence."""
        built = []
        for line in self.lines.get(sheet, ()):
            try:
                for cell in line.values():
                    cells.checked(cell)
                value = build(line)
            except CellError as error:
                self.problems.append(str(error))
            else:
                built += [] if value is None else [value]
        return tuple(built)


def read(data: bytes) -> Catalogue:
    """Return the catalogue in a workbook; CatalogueError with a sentence for every cell that cannot be used."""
    book = _open(data)
    projects = book.each(PROJECTS, _project)
    indicators = _indicators(book, projects)
    units = book.each(UNITS, _unit)
    decisions = _decisions(book, projects)
    settings = _settings(book)
    doubts = book.each(DOUBTS, _doubt)
    book.problems += rules.broken(projects, indicators, units, decisions, book.lines)
    if book.problems:
        raise CatalogueError(tuple(dict.fromkeys(book.problems)))
    named, all_units = rules.resolved(projects, units)
    return Catalogue(named, indicators, all_units, decisions, settings, doubts)


def _open(data: bytes) -> _Book:
    import openpyxl

    try:
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(data))
    except Exception as error:  # openpyxl raises whatever its zip and XML readers do
        raise CatalogueError(
            ("项目库.xlsx 打不开，文件已损坏或不是 .xlsx 工作簿。请从备份恢复，或重新运行 shishi-xl import 通知文件。",)
        ) from error
    book = _Book()
    for page in PAGES:
        title = next((name for name in values.sheetnames if cells.folded(name) == page.name), None)
        if title is None:
            if page.required:
                book.problems.append(
                    f"项目库.xlsx 缺少工作表“{page.name}”。请恢复这张表，表头为：{'、'.join(page.titles)}。"
                )
            continue
        book.lines[page.name] = list(_lines(page, values, formulas, title, book.problems))
    return book


def _lines(page: Page, values: Workbook, formulas: Workbook, title: str, problems: list[str]) -> Iterator[Line]:
    sheet, typed = values[title], formulas[title]
    columns, heading = _columns(page, sheet)
    missing = [head.title for head in page.heads if head.needed and head.title not in columns]
    if missing:
        problems.append(
            f"工作表“{page.name}”的表头里找不到“{'”“'.join(missing)}”。请恢复表头：{'、'.join(page.titles)}。"
        )
        return
    for row in range(heading + 1, min(sheet.max_row, heading + _MOST_ROWS) + 1):
        line = {name: _cell(sheet, typed, page.name, row, column) for name, column in columns.items()}
        if not all(cell.blank for cell in line.values()):
            yield {head.title: line.get(head.title, Cell(None, Place(page.name, row, 0))) for head in page.heads}


def _columns(page: Page, sheet: Worksheet) -> tuple[dict[str, int], int]:
    """Return the columns by heading and the row the headings stand in."""
    titles, heading = set(page.titles), 0
    best: dict[str, int] = {}
    for row in range(1, min(sheet.max_row, _HEADING_WITHIN) + 1):
        found: dict[str, int] = {}
        for column in range(1, min(sheet.max_column, 200) + 1):
            text = cells.folded(str(sheet.cell(row, column).value or ""))
            if text in titles:
                found.setdefault(text, column)
        if len(found) > len(best):
            best, heading = found, row
    return best, heading


def _cell(sheet: Worksheet, typed: Worksheet, name: str, row: int, column: int) -> Cell:
    found: Any = sheet.cell(row, column)
    formula: Any = typed.cell(row, column)
    unsaved = formula.data_type == "f" and found.value is None
    return Cell(
        found.value,
        Place(name, row, column),
        found.number_format or "General",
        str(getattr(formula.value, "text", formula.value)) if unsaved else "",
    )


def _project(line: Line) -> Project | None:
    key, name, joint = cells.identity(line["项目编号"]), line["项目名称"], line["汇总方式"]
    if not key and name.blank and line["项目内容"].blank:
        return None
    if not key:
        raise line["项目编号"].error(f"项目“{name.text}”没有项目编号，请填一个不重复的，例如 附2-24。")
    if name.blank:
        raise name.error(f"项目 {key} 没有项目名称，请填写，例如 建设“四好农村路”。")
    try:
        way = Joint(cells.folded(joint.text) or Joint.LEAD.value)
    except ValueError:
        choices = "、".join(joint.value for joint in Joint)
        raise joint.error(f"“汇总方式”只能是 {choices}，现在是“{joint.text}”，例如 牵头为准。") from None
    return Project(
        key=key,
        annex=line["附件"].text,
        group=line["大类"].text,
        subgroup=line["小类"].text,
        number=line["序号"].text,
        name=name.text,
        content=line["项目内容"].text,
        units=split_units(line["责任单位"].text),
        note=line["备注"].text,
        plan=cells.plan(line["年度计划投资"]),
        weight=cells.weight(line["权重"]),
        joint=way,
    )


def _indicators(book: _Book, projects: tuple[Project, ...]) -> tuple[Indicator, ...]:
    keys = rules.keys_by_name(projects)

    def build(line: Line) -> Indicator | None:
        name, amount, unit = line["指标"], line["年度目标"], line["计量单位"].text
        if name.blank and amount.blank:
            return None  # how the office strikes an indicator out
        key = cells.identity(line["项目编号"]) or keys.get(line["项目名称"].text, "")
        if key not in keys.values():
            raise line["项目编号"].error(
                f"“项目”表里没有项目编号“{key}”，请改成已有的编号，例如 {_example(projects)}。"
            )
        if name.blank:
            raise name.error(f"{key} 的指标没有名称，请填写，例如 建设里程。")
        value, direction = cells.target(amount, f"{line['原文'].text} {name.text}", unit)
        return Indicator(key, name.text, value, unit, direction, cells.weight(line["权重"]), line["原文"].text)

    return book.each(INDICATORS, build)


def _example(projects: tuple[Project, ...]) -> str:
    return projects[0].key if projects else "附2-24"


def _unit(line: Line) -> Unit | None:
    name, kind, members = line["单位"], line["类型"], cells.names(line["成员"])
    if name.blank:
        raise name.error("这一行没有写单位名称，请填写，例如 区教委；不要的行请整行清空。")
    text = cells.folded(kind.text) or (UnitKind.COLLECTIVE.value if is_collective(name.text) else UnitKind.SINGLE.value)
    try:
        found = UnitKind(text)
    except ValueError:
        raise kind.error(f"“类型”只能是 单位 或 集合，现在是“{kind.text}”，例如 单位。") from None
    if members and found is UnitKind.SINGLE:
        raise kind.error(f"“{name.text}”填了成员，类型却是“单位”。有成员的请改成“集合”，否则清空成员。")
    return Unit(
        "".join(name.text.split()),
        found,
        line["全称"].text,
        cells.names(line["别名"]),
        members,
        line["联系人"].text,
        line["电话"].text,
        line["邮箱"].text,
    )


def _decisions(book: _Book, projects: tuple[Project, ...]) -> tuple[Decision, ...]:
    keys = rules.keys_by_name(projects)

    def build(line: Line) -> Decision | None:
        if line["完成率"].blank and line["依据"].blank:
            return None  # a row prepared and not yet decided
        key = cells.identity(line["项目编号"])
        key = keys.get(key, key)
        if key not in keys.values():
            raise line["项目编号"].error(
                f"“项目”表里没有项目编号“{key}”，请改成已有的编号，例如 {_example(projects)}。"
            )
        completion = line["完成率"]
        return Decision(
            cells.period(line["期间"]),
            key,
            cells.percent(completion),
            line["依据"].text,
            line["核定人"].text,
            completion.place.cell,
        )

    return book.each(DECISIONS, build)


def _settings(book: _Book) -> Settings:
    places: dict[str, Cell] = {}

    def build(line: Line) -> tuple[str, str] | None:
        if line["键"].blank:
            return None
        places[line["键"].text] = line["值"]
        return line["键"].text, line["值"].text

    values = dict(book.each(SETTINGS, build))
    year = values.get("年度", "").removesuffix("年")
    if year and not (year.isdigit() and len(year) == 4):
        book.problems.append(
            str(places["年度"].error(f"“年度”应是四位数的年份，现在是“{values['年度']}”，例如 2020。"))
        )
    try:
        return Settings(values)
    except ValueError as error:
        key = next((setting.key for setting in KNOWN_SETTINGS if setting.key in str(error)), "")
        where = places[key].place.cell if key in places else ""
        book.problems.append(f"工作表“{SETTINGS}”{where}：{error}。")
        return Settings()


def _doubt(line: Line) -> Doubt:
    return Doubt(*(line[title].text for title in PAGE[DOUBTS].titles))
