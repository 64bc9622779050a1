"""项目库.xlsx → Catalogue: columns by heading, every unusable cell named in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from shishi_xl.core.complaint import Complaint
from shishi_xl.core.grid import Place
from shishi_xl.core.model import (
    Catalogue,
    Decision,
    Direction,
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
from shishi_xl.excel.catalogue import cells, rules, tables
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
from shishi_xl.excel.catalogue.tables import MOST_COLUMNS, Table

_DAMAGED = (
    "项目库.xlsx 打不开，文件已损坏或不是 .xlsx 工作簿。请从备份恢复；没有备份就先把它移到别处，"
    "再运行 shishi-xl import 通知文件 重新生成，例如 shishi-xl import 通知.docx。"
)
_HEADING_WITHIN = 10  # rows: the office may put a title above the headings
_Built = TypeVar("_Built")
_Value = TypeVar("_Value")


class CatalogueError(Complaint):
    """A 项目库.xlsx that cannot be used; `sentences` say in Chinese what to mend, one for each cell."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        """Hold every sentence; the text joins them."""
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass
class _Line:
    """One row below the headings: its cells by heading, and what was wrong with them."""

    cells: dict[str, Cell]
    problems: list[str] = field(default_factory=list)

    def __getitem__(self, title: str) -> Cell:
        return self.cells[title]

    def text(self, title: str) -> str:
        return self.cells[title].text

    def take(self, parse: Callable[..., _Value], title: str, *more: object, otherwise: _Value) -> _Value:
        """Return a cell's value; for an unusable one `otherwise`, and its sentence is noted."""
        try:
            return parse(self.cells[title], *more)
        except CellError as error:
            self.problems.append(str(error))
            return otherwise

    def wrong(self, title: str, sentence: str) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(str(self.cells[title].error(sentence)))


@dataclass
class _Book:
    """The workbook's lines by sheet, and what was wrong so far."""

    lines: dict[str, list[_Line]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def each(self, sheet: str, build: Callable[[_Line], _Built | None]) -> tuple[_Built, ...]:
        """Return what `build` makes of every line of a sheet; what is wrong with a line is noted, all of it."""
        built = []
        for line in self.lines.get(sheet, ()):
            for title in line.cells:
                line.take(cells.checked, title, otherwise=line[title])
            value = None if line.problems else build(line)
            self.problems += line.problems
            built += [] if value is None or line.problems else [value]
        return tuple(built)

    def check(self) -> None:
        """Raise CatalogueError where anything was wrong so far."""
        if self.problems:
            raise CatalogueError(tuple(dict.fromkeys(self.problems)))

    def keys(self) -> frozenset[str]:
        """Return every 项目编号 written on 项目, those of unusable lines too: their indicators are not to blame."""
        return frozenset(line.text("项目编号") for line in self.lines.get(PROJECTS, ())) - {""}


def read(data: bytes) -> Catalogue:
    """Return the catalogue in a workbook; CatalogueError with a sentence for every cell that cannot be used."""
    book = _open(data)
    book.check()  # without its sheets and headings nothing sensible can be said of single cells
    projects = book.each(PROJECTS, _project)
    indicators = _indicators(book, projects)
    units = book.each(UNITS, _unit)
    decisions = _decisions(book, projects)
    settings = _settings(book)
    doubts = book.each(DOUBTS, _doubt)
    places = {sheet: [line.cells for line in lines] for sheet, lines in book.lines.items()}
    book.problems += rules.broken(projects, indicators, units, decisions, places)
    book.problems += rules.of_other_years(decisions, settings.year)
    book.check()
    named, all_units = rules.resolved(projects, units)
    return Catalogue(named, indicators, all_units, decisions, settings, doubts)


def _open(data: bytes) -> _Book:
    try:
        found = tables.read(data)
    except Exception as error:  # openpyxl raises whatever its zip and XML readers do
        raise CatalogueError((_DAMAGED,)) from error
    book = _Book()
    for page in PAGES:
        title = next((name for name in found if cells.folded(name) == page.name), None)
        if title is None:
            if page.required:
                book.problems.append(
                    f"项目库.xlsx 缺少工作表“{page.name}”。请恢复这张表，表头为：{'、'.join(page.titles)}。"
                )
            continue
        book.lines[page.name] = list(_lines(page, found[title], book.problems))
    return book


def _lines(page: Page, table: Table, problems: list[str]) -> Iterator[_Line]:
    columns, heading = _columns(page, table)
    missing = [head.title for head in page.heads if head.needed and head.title not in columns]
    if missing:
        problems.append(
            f"工作表“{page.name}”的表头里找不到“{'”“'.join(missing)}”。请恢复表头：{'、'.join(page.titles)}。"
        )
        return
    for row in range(heading + 1, len(table.values) + 1):
        line = {name: _cell(table, Place(page.name, row, column)) for name, column in columns.items()}
        if not all(cell.blank for cell in line.values()):
            blank = Cell(None, Place(page.name, row, 0))
            yield _Line({head.title: line.get(head.title, blank) for head in page.heads})


def _columns(page: Page, table: Table) -> tuple[dict[str, int], int]:
    """Return the columns by heading and the row the headings stand in."""
    titles, heading = set(page.titles), 0
    best: dict[str, int] = {}
    for row, values in enumerate(table.values[:_HEADING_WITHIN], 1):
        found: dict[str, int] = {}
        for column, value in enumerate(values[:MOST_COLUMNS], 1):
            text = cells.folded(str(value or ""))
            if text in titles:
                found.setdefault(text, column)
        if len(found) > len(best):
            best, heading = found, row
    return best, heading


def _cell(table: Table, place: Place) -> Cell:
    where = place.row, place.column
    return Cell(table.at(*where), place, where in table.percents, table.formulas.get(where, ""))


def _project(line: _Line) -> Project | None:
    key, name = line.take(cells.identity, "项目编号", otherwise=""), line.text("项目名称")
    if not line.problems and not key:
        if not name and line["项目内容"].blank:
            return None
        line.wrong("项目编号", f"项目“{name}”没有项目编号，请填一个不重复的，例如 附2-24。")
    if not name:
        line.wrong("项目名称", f"项目 {key} 没有项目名称，请填写，例如 建设“四好农村路”。")
    return Project(
        key=key,
        annex=line.text("附件"),
        group=line.text("大类"),
        subgroup=line.text("小类"),
        number=line.text("序号"),
        name=name,
        content=line.text("项目内容"),
        units=split_units(line.text("责任单位")),
        note=line.text("备注"),
        plan=line.take(cells.plan, "年度计划投资", otherwise=None),
        weight=line.take(cells.weight, "权重", otherwise=1.0),
        joint=line.take(cells.joint, "汇总方式", otherwise=Joint.LEAD),
    )


def _indicators(book: _Book, projects: tuple[Project, ...]) -> tuple[Indicator, ...]:
    names, keys = rules.keys_by_name(projects), book.keys()

    def build(line: _Line) -> Indicator | None:
        name, unit = line.text("指标"), line.text("计量单位")
        if not name and line["年度目标"].blank:
            return None  # how the office strikes an indicator out
        key = line.take(cells.identity, "项目编号", otherwise="") or names.get(line.text("项目名称"), "")
        if key not in keys and not line.problems:
            line.wrong("项目编号", _unknown(key, names.get(line.text("项目名称"), "")))
        if not name:
            line.wrong("指标", f"{key} 的指标没有名称，请填写，例如 建设里程。")
        words = f"{line.text('原文')} {name}"
        value, direction = line.take(cells.target, "年度目标", words, unit, otherwise=(1.0, Direction.AT_LEAST))
        weight = line.take(cells.weight, "权重", otherwise=1.0)
        return Indicator(key, name, value, unit, direction, weight, line.text("原文"))

    return book.each(INDICATORS, build)


def _unknown(key: str, present: str) -> str:
    """Say that a row is of no project; `present` is the 项目编号 of the one it names, "" where that is gone too.

    No other project's number may serve as the example: a row left behind by a project that was struck out would take it.
    """
    missing = f"“项目”表里没有项目编号“{key}”"
    if present:
        return f"{missing}，这个项目的编号是“{present}”，请改成 {present}。"
    return f"{missing}。项目已经取消的，请把这一行也整行删去；编号写错的，请照“项目”表里这个项目的编号改正。"


def _unit(line: _Line) -> Unit | None:
    name, members = "".join(line.text("单位").split()), cells.names(line["成员"])
    if not name:
        line.wrong("单位", "这一行没有写单位名称，请填写，例如 区教委；不要的行请整行清空。")
    kind = line.take(cells.kind, "类型", is_collective(name), otherwise=UnitKind.COLLECTIVE)
    if members and kind is UnitKind.SINGLE:
        line.wrong("类型", f"“{name}”填了成员，类型却是“单位”。有成员的请改成“集合”，否则清空成员。")
    return Unit(
        name,
        kind,
        line.text("全称"),
        cells.names(line["别名"]),
        members,
        line.text("联系人"),
        line.text("电话"),
        line.text("邮箱"),
    )


def _decisions(book: _Book, projects: tuple[Project, ...]) -> tuple[Decision, ...]:
    names, keys = rules.keys_by_name(projects), book.keys()

    def build(line: _Line) -> Decision | None:
        if line["完成率"].blank and line["依据"].blank:
            return None  # a row prepared and not yet decided
        written = line.take(cells.identity, "项目编号", otherwise="")
        key = written if written in keys else names.get(written, "")
        if not key and not line.problems:
            line.wrong("项目编号", _unknown(written, ""))
        period = line.take(cells.period, "期间", otherwise=None)
        completion = line.take(cells.percent, "完成率", otherwise=0.0)
        if period is None:
            return None
        return Decision(period, key, completion, line.text("依据"), line.text("核定人"), line["完成率"].place.cell)

    return book.each(DECISIONS, build)


def _settings(book: _Book) -> Settings:
    places: dict[str, Cell] = {}

    def build(line: _Line) -> tuple[str, str] | None:
        if line["键"].blank:
            return None
        first = places.setdefault(line.text("键"), line["值"])
        if first is not line["值"]:
            line.wrong("键", f"又写了一次“{line.text('键')}”（值已在 {first.place.cell}）。请只保留一行。")
        return line.text("键"), line.text("值")

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


def _doubt(line: _Line) -> Doubt:
    return Doubt(*(line.text(title) for title in PAGE[DOUBTS].titles))
