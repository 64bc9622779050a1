"""Tables: rows pasted into a statement, told as sentences of what is done: 户厕 1850户 1480户, under 目标 and 累计完成."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shishi_xl.core.plain import Plain, plain
from shishi_xl.core.progress.ticks import ticked
from shishi_xl.core.units import unit_of
from shishi_xl.patterns import regex

_CELL = regex(r"\S+")
_RULED = {sign: regex(rf"(?:^|(?<={re.escape(sign)}))[^{sign}]*") for sign in "\t|｜│"}  # cells may be empty
_DONE = regex(r"完成|完工|竣工|建成|已[建改装]|实际")
_SUMMED = regex("(?:实际|本年|今年|年度|年初至今)?累计(?:数|量|值)?")  # a column called so beside 年计划 and 本月
_RATE = regex(r"率|比例|占比|%|％|进度")
_NOT_TO_DATE = regex(r"本月|当月|上月|上期|本周|预计|计划|目标|任务|应|未|下月|投资|资金|时间|日期|时限")
_TO_DATE = regex(r"累计|截至|目前|年初|今年|总")
_UNIT_TOLD = regex(r"[(（]([一-龥a-zA-Z㎡]{1,4})[)）]$")
_UNIT_BEFORE = regex(
    r"[(（](?P<unit>[一-龥㎡]{1,4})[)）](?P<rest>[:：][^\d０-９，。；:：]{0,8}[\d０-９][\d０-９.,．]*)(?=[，。；;\s、]|$)"
)
_FILLED_IN = regex(
    r"(?<=[一-龥])[（(【\[]\s*(?P<number>[\d０-９][\d０-９. ]*?)\s*[）)】\]](?=[一-龥㎡])"
)  # 已完成（6）处
_BOTH_WAYS = regex("新[、和与(（建]?(?P<changed>改)扩?[)）]?建")
_ASIDE = regex(
    "[(（](?:(?:不含|不计)[^()（）]{1,24}(?:[(（][^()（）]{1,12}[)）])?[)）](?=[\\d０-９])|(?:含|包括|包含)(?!在建|未|计划|预计)[一-龥、]{1,8}[)）](?=[\\d０-９])|(?:以|按|依?据)[一-龥、“”]{2,16}[)）](?=[为约达是]))"
)  # 线路优化（含新开）15条
_BARS = regex(r"(?<=[一-龥%\d])\|(?=[一-龥]{2,8}：?\d)")
_TICKED = regex("[✅✔☑✓√]")
_BETWEEN_CELLS = regex(r"(?<=\S)\t(?=\S)|(?<= )/(?= )")  # 任务数：66→已建成：33; 10处 / 13公里
_ROW_ENDS = regex(r"(?<=\s/)\s+|(?<=[;；])\s*")  # rows told in one line: 项目 目标 完成 / 公厕 40座 29座
_NUMBER = regex(r"[\d０-９][\d０-９.,，．]*")
_STOP = regex("[，。；]")
_PLACES = regex(
    "(?:责任|建设|实施)?(?:单位|镇街?|街镇|乡镇|街道|村|社区|片区|区域|地区|地点|区县|所在地)(?:名称)?(?:[(（][^()（）]*[)）])?"
)
_PLACE = regex("(?:镇|乡|村|街道|社区|片区|园区|片)$")
_NOT_ONE = regex("(?:没有|再无|已无|无)(?:任何)?一[户个座处家人名套台间条例栋]未")
_SUM = regex(r"合计|总计|共计|小计")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int


def flatten(statement: str) -> Plain:
    """Return a statement in plain text, with the rows of pasted tables told as sentences (户厕完成1480户).

    Of a table whose heading leaves open what is done nothing is told. Every character still has its place in the original.
    """
    told, origin, chosen = "", [], ticked(statement)
    for piece in _pieces(chosen):
        told += piece.text
        origin += [piece.start + offset for offset in _offsets(piece, chosen)]
    text = plain(_BETWEEN_CELLS.sub("，", told))
    cells = _TICKED.sub("，", _BARS.sub("，", text.text))  # 示范小区|任务75|完成39: a row without its heading
    return Plain(cells, tuple(origin[at] for at in text.origin), statement)


def _pieces(statement: str) -> Iterator[_Cell]:
    """Yield the lines of a statement, those of a table as the pieces of its sentences."""
    lines = [row for line in statement.splitlines(keepends=True) for row in _one_line_rows(line)]
    starts = list(itertools.accumulate(map(len, lines), initial=0))
    at = 0
    while at < len(lines):
        line, place = lines[at], starts[at]
        opening = _heading_start(line)
        columns = _cells(line[opening:], place + opening)
        rows, tail = _rows(lines[at + 1 :], starts[at + 1 :]) if _is_heading(columns) else ([], None)
        if rows:
            yield _Cell(line[:opening], place)
            if all(len(row) == len(columns) for row in rows):
                yield from (piece for row in rows for piece in _sentence(columns, row))
            yield from [tail] if tail else []
        else:
            pieces: Iterable[_Cell] = _with_units_behind(line, place)
            for step in (_in_one_word, _without_asides, _out_of_brackets, _not_one_undone):
                pieces = itertools.chain.from_iterable(map(step, pieces))
            yield from pieces
        at += 1 + len(rows)


def _one_line_rows(line: str) -> list[str]:
    """Return a line in which a table stands as its rows, their ends with them; any other as it is."""
    ends = [0, *(found.end() for found in _ROW_ENDS.finditer(line)), len(line)]
    rows = [line[start:end] for start, end in itertools.pairwise(ends) if end > start]
    return rows if len(rows) > 1 and _is_heading(_cells(rows[0][_heading_start(rows[0]) :], 0)) else [line]


def _heading_start(line: str) -> int:
    """Return where the heading of a table can begin in a line: behind what a sentence says before it (进展如下：项目 任务数 完成数)."""
    return max(line.rstrip("；").rfind(sign) for sign in "。；：") + 1


def _with_units_behind(line: str, place: int) -> Iterator[_Cell]:
    """Yield a line with units told in brackets before numbers put behind them (建成流通点（个）：31 to 建成流通点：31个)."""
    at = 0
    for found in _UNIT_BEFORE.finditer(line):
        if unit_of(found["unit"].removeprefix("万")) is None:
            continue
        yield _Cell(line[at : found.start()], place + at)
        yield _Cell(line[found.start("rest") : found.end()], place + found.start("rest"))
        yield _Cell(found["unit"], place + found.end())
        at = found.end()
    yield _Cell(line[at:], place + at)


def _in_one_word(piece: _Cell) -> Iterator[_Cell]:
    """Yield a piece with the two ways in which a thing comes to be made one word (新、改建, 新（改）建 and 新建改建 to 新改建)."""
    at = 0
    for found in _BOTH_WAYS.finditer(piece.text):
        yield _Cell(piece.text[at : found.start() + 1], piece.start + at)
        yield _Cell("改", piece.start + found.start("changed"))
        yield _Cell("建", piece.start + found.end() - 1)
        at = found.end()
    yield _Cell(piece.text[at:], piece.start + at)


def _without_asides(piece: _Cell) -> Iterator[_Cell]:
    """Yield a piece without the brackets between a name and its number that only say what is in it."""
    at = 0
    for found in _ASIDE.finditer(piece.text):
        yield _Cell(piece.text[at : found.start()], piece.start + at)
        at = found.end()
    yield _Cell(piece.text[at:], piece.start + at)


def _out_of_brackets(piece: _Cell) -> Iterator[_Cell]:
    """Yield a piece with the numbers written between the brackets of a form taken out of them (已完成（6）处 to 已完成6处)."""
    at = 0
    for found in _FILLED_IN.finditer(piece.text):
        if not any(unit_of(piece.text[found.end() : found.end() + length]) for length in (1, 2, 3)):
            continue
        yield _Cell(piece.text[at : found.start()], piece.start + at)
        for run in _CELL.finditer(piece.text, *found.span("number")):  # 【 4 2 0 】辆
            yield _Cell(run[0], piece.start + run.start())
        at = found.end()
    yield _Cell(piece.text[at:], piece.start + at)


def _not_one_undone(piece: _Cell) -> Iterator[_Cell]:
    """Yield a piece with none that is not done told in the words for it (没有一户未完成整改 to 无一未完成整改)."""
    at = 0
    for found in _NOT_ONE.finditer(piece.text):
        yield _Cell(piece.text[at : found.start()], piece.start + at)
        yield _Cell("无一未", piece.start + found.start())
        at = found.end()
    yield _Cell(piece.text[at:], piece.start + at)


def _rows(lines: Sequence[str], starts: Sequence[int]) -> tuple[list[list[_Cell]], _Cell | None]:
    """Return the rows that lines begin with, and what a sentence says behind the last one."""
    rows: list[list[_Cell]] = []
    for line, place in zip(lines, starts, strict=False):
        end = min((found.start() for found in _STOP.finditer(line)), default=len(line))
        cells = _cells(line[:end], place)
        if len(cells) < 2 or not any(_NUMBER.search(cell.text) for cell in cells):
            break
        rows.append(cells)
        if line[end:].strip("；; \r\n"):
            return rows, _Cell(line[end:], place + end)
    return rows, None


def _cells(line: str, place: int) -> list[_Cell]:
    line = line.rstrip("\r\n") if not _ROW_ENDS.search(line) else line.rstrip().rstrip("/;；").rstrip()
    cell = next((cell for sign, cell in _RULED.items() if sign in line), _CELL)
    return [_cell(found, place) for found in cell.finditer(line)]


def _cell(found: re.Match[str], place: int) -> _Cell:
    text = found[0].lstrip()
    return _Cell(text.rstrip(), place + found.end() - len(text))


def _offsets(piece: _Cell, statement: str) -> Sequence[int]:
    """Return the offset of each character of a piece: its own where it was typed there, none where it was put in."""
    typed = statement.startswith(piece.text, piece.start)
    return range(len(piece.text)) if typed else [0] * len(piece.text)


def _is_heading(cells: Sequence[_Cell]) -> bool:
    """Return whether a line is the heading of a table: several cells without a number, one of what is done or its target."""
    if len(cells) < 2 or any(_NUMBER.search(cell.text) or len(cell.text) > 12 for cell in cells):
        return False
    columns = [cell.text for cell in cells]
    targets = [text for text in columns if re.search("目标|任务|计划", text)]
    return _done_column(columns) is not None or (len(targets) > 0 and any(_DONE.search(text) for text in columns))


def _done_column(columns: Sequence[str]) -> int | None:
    """Return the column of what is done up to now, None where there is none or more than one."""
    done = [
        place
        for place, text in enumerate(columns)
        if (_DONE.search(text) or _SUMMED.fullmatch(text))
        and not _RATE.search(text)
        and not _NOT_TO_DATE.search(_UNIT_TOLD.sub("", text))
    ]
    to_date = [place for place in done if _TO_DATE.search(columns[place])]
    found = to_date if len(done) > 1 else done
    return found[0] if len(found) == 1 else None


def _sentence(columns: Sequence[_Cell], cells: Sequence[_Cell]) -> list[_Cell]:
    """Return a row as the pieces of a sentence: the name, 完成, the figure of the column of what is done, its unit."""
    place = _done_column([column.text for column in columns])
    if place is None:
        return []
    done = cells[place]
    names = [
        cell for cell in cells[:place] if cell.text and not _NUMBER.search(cell.text) and unit_of(cell.text) is None
    ][:1]
    unit = "" if _NUMBER.fullmatch(done.text) is None else _unit(columns[place], names, cells[:place])
    verb = "共完成" if names and _SUM.search(names[0].text) else "完成"
    name = [_Cell(_UNIT_TOLD.sub("", cell.text), cell.start) for cell in names if not _SUM.search(cell.text)]
    where = bool(name) and _PLACES.fullmatch(columns[0].text) is not None and not _PLACE.search(name[0].text)
    name += [_Cell("片区", name[0].start)] if where else []  # 大李庄, under 单位: a place, whatever it is called
    start = done.start
    return [*name, _Cell(verb, start), done, _Cell(unit, start), _Cell("。\n", start)]


def _unit(column: _Cell, names: Sequence[_Cell], before: Sequence[_Cell]) -> str:
    """Return the unit a bare number is in: as its heading, its name or a cell of its own tells."""
    told = [found[1] for cell in (column, *names) if (found := _UNIT_TOLD.search(cell.text)) and unit_of(found[1])]
    told += [cell.text for cell in before if unit_of(cell.text) is not None]
    return told[0] if told else ""
