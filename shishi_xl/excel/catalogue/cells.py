"""One cell of the catalogue → its value, or the Chinese sentence that says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shishi_xl.core.direction import direction_of
from shishi_xl.core.grid import Place
from shishi_xl.core.model import Direction, Joint, UnitKind
from shishi_xl.core.period import Period
from shishi_xl.core.units import tidy
from shishi_xl.patterns import regex

_NOTHING = {"", "/", "—", "-", "——", "无", "暂无"}
_NUMBER = regex(r"[+-]?\d+(?:\.\d+)?")
_MONEY = {"": 1.0, "万元": 1.0, "万": 1.0, "亿元": 10_000.0, "亿": 10_000.0, "元": 0.0001}
_AROUND_TARGET = regex(r"[≤≥<>=≦≧]|不?(?:低于|少于|高于|超过|大于|多于)|以内|以下|以上|控制在|达到?|约|左右")


class CellError(ValueError):
    """One unusable cell; the text is its Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its place."""

    value: Any
    place: Place
    percent: bool = False  # shown as a percent
    formula: str = ""  # the formula's text, for one whose result was never stored

    @property
    def text(self) -> str:
        """Return the cell as text; a whole number without its .0."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).strip()

    @property
    def blank(self) -> bool:
        """Return whether nothing is written."""
        return not self.text and not self.formula

    def error(self, sentence: str) -> CellError:
        """Return the error that names this cell."""
        return CellError(f"工作表“{self.place.sheet}”{self.place.cell}：{sentence}")


def folded(text: str) -> str:
    """Return text in one width without blanks, for comparing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def checked(cell: Cell) -> Cell:
    """Return the cell; CellError for a formula without a stored result and for an error value."""
    if cell.formula:
        raise cell.error(
            f"这一格是公式“{cell.formula[:40]}”，文件里没有存下它的结果。请直接填写结果，或在 Excel、WPS 里打开保存一次。"
        )
    if (
        isinstance(cell.value, str)
        and cell.value.startswith("#")
        and re.fullmatch(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)", cell.value)
    ):
        raise cell.error(f"这一格是公式错误“{cell.value}”。请直接填写结果。")
    return cell


def number(cell: Cell, title: str, example: str) -> float | None:
    """Return a number as people type it, None for blank or "/"; CellError for anything else."""
    if isinstance(cell.value, bool | datetime | date):
        raise cell.error(f"“{title}”应是一个数，现在是“{cell.text}”，例如 {example}。")
    if isinstance(cell.value, int | float):
        return float(cell.value)
    text = folded(cell.text)
    if text in _NOTHING:
        return None
    plain = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)
    if not _NUMBER.fullmatch(plain):
        raise cell.error(f"“{title}”应是一个数，现在是“{cell.text}”，例如 {example}。")
    return float(plain)


def weight(cell: Cell) -> float:
    """Return 权重, 1 for blank; 0 takes a row out of the means, where the same project is counted under another one."""
    found = number(cell, "权重", "1")
    if found is None:
        return 1.0
    if found < 0:
        raise cell.error(f"“权重”不能是负数，现在是“{cell.text}”，例如 1；不计入平均的填 0。")
    return found


def joint(cell: Cell) -> Joint:
    """Return 汇总方式, 牵头为准 for blank."""
    try:
        return Joint(folded(cell.text) or Joint.LEAD.value)
    except ValueError:
        choices = "、".join(way.value for way in Joint)
        raise cell.error(f"“汇总方式”只能是 {choices}，现在是“{cell.text}”，例如 牵头为准。") from None


def kind(cell: Cell, collective: bool) -> UnitKind:
    """Return 类型; for blank what the unit's name suggests."""
    usual = UnitKind.COLLECTIVE if collective else UnitKind.SINGLE
    try:
        return UnitKind(folded(cell.text) or usual.value)
    except ValueError:
        raise cell.error(f"“类型”只能是 单位 或 集合，现在是“{cell.text}”，例如 单位。") from None


def plan(cell: Cell) -> float | None:
    """Return 年度计划投资 in 万元, None for blank; 亿元 and 元 written in the cell are converted."""
    if isinstance(cell.value, str):
        text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", folded(cell.value))
        found = re.fullmatch(r"(\d+(?:\.\d+)?)(亿元?|万元?|元)?", text)
        if found:
            return tidy(float(found[1]) * _MONEY[found[2] or ""])
    value = number(cell, "年度计划投资", "1200（万元）")
    if value is not None and value < 0:
        raise cell.error(f"“年度计划投资”不能是负数，现在是“{cell.text}”，例如 1200（万元）。")
    return value


def target(cell: Cell, words: str, unit: str) -> tuple[float, Direction]:
    """Return 年度目标 and its direction, which the cell itself (≤4.3) or the words beside it tell."""
    text, direction = "", direction_of(words)
    if isinstance(cell.value, str):
        text = folded(cell.value)
        if _AROUND_TARGET.search(text):
            direction = direction_of(text)
        text = _AROUND_TARGET.sub("", text)
        text = text.removesuffix(folded(unit)) if unit else text
        cell = Cell(text.rstrip("%") if unit == "%" else text, cell.place)
    value = number(cell, "年度目标", "113，或 ≤4.3")
    if value is not None and cell.percent and unit in {"%", "％"}:
        value = tidy(value * 100)
    if value is None or value <= 0:
        raise cell.error(f"“年度目标”应是大于0的数，现在是“{cell.text}”，例如 113，或 ≤4.3。")
    return value, direction


def percent(cell: Cell) -> float:
    """Return 完成率 as 0–100 from 80%, 0.8 or 80."""
    if isinstance(cell.value, str):
        text = folded(cell.value).rstrip("%％")
        value = number(Cell(text, cell.place), "完成率", "80%")
        scaled = value if value is None or "%" in folded(cell.value) or value > 1 else value * 100
    else:
        value = number(cell, "完成率", "80%")
        fraction = value is not None and (value <= 1 or (cell.percent and value < 2))
        scaled = value * 100 if value is not None and fraction else value
    if scaled is None or not 0 <= scaled <= 100:
        raise cell.error(f"“完成率”应在0%到100%之间，现在是“{cell.text}”，例如 80%。")
    return float(f"{scaled:.10g}")


def period(cell: Cell) -> Period:
    """Return 期间 from 2020-06, 2020年6月, or the date Excel has made of it."""
    if isinstance(cell.value, datetime | date):
        return Period(cell.value.year, cell.value.month)
    found = re.fullmatch(r"(\d{4})(?:年|[-/.])(?:1-)?(\d{1,2})月?", folded(cell.text))
    try:
        if found:
            return Period(int(found[1]), int(found[2]))
    except ValueError:
        pass
    raise cell.error(f"“期间”应是月份，现在是“{cell.text}”，例如 2020-06。")


def identity(cell: Cell) -> str:
    """Return a 项目编号 as text; CellError for one that Excel has made a date of."""
    if isinstance(cell.value, datetime | date):
        raise cell.error(f"“项目编号”被 Excel 改成了日期“{cell.text}”。请先把单元格格式设为文本，再填写，例如 附2-24。")
    return cell.text


def names(cell: Cell) -> tuple[str, ...]:
    """Return the names of a list in one cell, separated by 、 ， ； or line breaks."""
    parts = re.split(r"[、，,；;\n\r]+", cell.text)
    return tuple(dict.fromkeys(name for part in parts if (name := re.sub(r"\s+", "", part))))
