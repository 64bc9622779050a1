"""Units of measure as offices write them, and what can be converted into what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from shishi_xl.patterns import regex


class Dimension(Enum):
    """What a unit measures; only units of one dimension convert into each other."""

    __hash__ = object.__hash__  # of a singleton; the inherited one is slow

    LENGTH = "长度"
    AREA = "面积"
    VOLUME = "体积"
    MASS = "重量"
    POWER = "功率"
    MONEY = "金额"
    PERCENT = "百分比"
    POINTS = "百分点"
    TIME = "时间"
    PIECES = "个数"  # 座, 个, 家, 处 … count the same thing and are used for each other
    PERSONS = "人"
    VISITS = "人次"
    HOUSEHOLDS = "户"
    TIMES = "次"
    CASES = "件"
    TREES = "株"
    CLASSES = "班"
    MONTHLY = "人月"
    CONCENTRATION = "浓度"
    PERMILLE = "千分比"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension and how much of the dimension's smallest everyday unit it is."""

    dimension: Dimension
    factor: float


_MU = 2000 / 3  # 1 公顷 = 15 亩

_FACTORS: dict[Dimension, dict[str, float]] = {
    Dimension.LENGTH: {
        "公里": 1000, "千米": 1000, "km": 1000, "里": 500, "华里": 500, "米": 1, "延米": 1, "m": 1, "延长米": 1,
        "厘米": 0.01, "cm": 0.01, "毫米": 0.001, "mm": 0.001, "公分": 0.01,
    },
    Dimension.AREA: {
        "平方公里": 1e6, "平方千米": 1e6, "km2": 1e6, "公顷": 1e4, "hm2": 1e4, "亩": _MU, "亩次": _MU, "平方米": 1, "平米": 1, "m2": 1,
        "平方": 1, "㎡": 1, "平": 1, "个平方": 1, "个平方米": 1,
    },
    Dimension.VOLUME: {"立方米": 1, "m3": 1, "方": 1, "立方": 1, "个立方": 1, "个立方米": 1, "升": 0.001},
    Dimension.MASS: {"吨": 1000, "公斤": 1, "千克": 1, "斤": 0.5, "kg": 1, "t": 1000},
    Dimension.POWER: {"千瓦": 1, "kw": 1, "兆瓦": 1000, "mw": 1000, "瓦": 0.001, "千瓦时": 1, "千伏安": 1, "kva": 1},
    Dimension.MONEY: {"元": 1, "块钱": 1},
    Dimension.PERCENT: {"%": 1},
    Dimension.POINTS: {"个百分点": 1, "百分点": 1},
    Dimension.TIME: {
        "年": 1, "月": 1, "日": 1, "天": 1, "时": 1, "小时": 1, "分钟": 1, "个月": 1, "季度": 1, "个季度": 1, "周": 1, "周岁": 1,
        "岁": 1, "工作日": 1, "个工作日": 1, "个小时": 1, "周年": 1, "年度": 1, "个年度": 1, "月份": 1, "点钟": 1, "号": 1, "个日历天": 1,
    },
    Dimension.PIECES: dict.fromkeys(
        ("个", "座", "家", "处", "所", "条", "台", "盏", "口", "栋", "幢", "间", "部", "套", "辆", "根", "块", "张", "片",
         "组", "项", "门", "支", "艘", "架", "只", "杆", "面", "扇", "眼", "顶", "段", "宗", "把", "道", "盘", "枪",
         "台套", "台(套)", "点位", "个点位", "具", "基", "榀", "尊", "枚", "对", "床", "头", "羽", "尾", "樘", "柜", "册", "册次", "幅", "箱", "颗", "副", "标台", "标准车", "席", "个席位", "项次", "条次", "处次", "个次", "家次", "件次", "泊位", "个泊位", "穴", "台件", "列", "头份", "羽份", "头次", "只次"), 1),
    Dimension.PERSONS: {"人": 1, "名": 1, "位": 1, "人员": 1, "人份": 1},
    Dimension.VISITS: {"人次": 1},
    Dimension.MONTHLY: {"人月": 1},
    Dimension.HOUSEHOLDS: {"户": 1, "户家庭": 1},
    Dimension.TIMES: {"次": 1, "场": 1, "场次": 1, "期": 1, "轮": 1, "届": 1, "批次": 1, "台次": 1, "例次": 1, "户次": 1, "趟": 1, "场(次)": 1, "课时": 1, "班次": 1, "个班次": 1, "架次": 1, "车次": 1, "航次": 1, "剂次": 1},
    Dimension.CASES: {"件": 1, "件(套)": 1, "套(件)": 1, "起": 1, "例": 1, "份": 1, "单": 1, "笔": 1},
    Dimension.TREES: {"株": 1, "棵": 1},
    Dimension.CONCENTRATION: {"微克/立方米": 1, "微克每立方米": 1, "μg/m3": 1, "ug/m3": 1, "毫克/立方米": 1000, "毫克/升": 1e6, "毫克每升": 1e6, "mg/l": 1e6},
    Dimension.PERMILLE: {"‰": 1, "/万": 0.1, "/10万": 0.01, "/十万": 0.01},
    Dimension.CLASSES: {"班": 1, "个班": 1, "个教学班": 1},
}  # fmt: skip
_UNITS = {spelling: Unit(dimension, factor) for dimension, row in _FACTORS.items() for spelling, factor in row.items()}
SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
# What is counted one by one.
_WHOLES = frozenset(
    {Dimension.PIECES, Dimension.PERSONS, Dimension.VISITS, Dimension.HOUSEHOLDS, Dimension.TIMES, Dimension.CASES,
     Dimension.TREES, Dimension.CLASSES}
)  # fmt: skip
_LONG_SCALES = tuple(sorted(SCALES, key=len, reverse=True))

_OTHERWISE = regex(r"[(（][一-龥]{1,2}[)）]$")  # 套（间）

SPELLINGS = tuple(sorted(_UNITS, key=len, reverse=True))


def _word(spelling: str) -> str:
    word = spelling.strip().lower()
    return word if word in _UNITS else _OTHERWISE.sub("", word)


@lru_cache(maxsize=1024)
def unit_of(spelling: str) -> Unit | None:
    """Return the unit a spelling (公里, KM, 万平方米, 亿元) stands for, None for an unknown one."""
    word = _word(spelling)
    if word in _UNITS:
        return _UNITS[word]
    for scale in _LONG_SCALES:
        rest = word.removeprefix(scale)
        if rest != word and (rest in _UNITS or not rest):
            unit = _UNITS.get(rest, Unit(Dimension.PIECES, 1.0))
            return Unit(unit.dimension, unit.factor * SCALES[scale])
    return None


def dimension_of(spelling: str) -> Dimension | None:
    """Return what a unit measures, None for an unknown one."""
    unit = unit_of(spelling)
    return unit.dimension if unit else None


def bare(spelling: str) -> str:
    """Return a unit without the 万 or the like before it: 万剂次 → 剂次."""
    word = _word(spelling)
    return next(
        (word.removeprefix(scale) for scale in _LONG_SCALES if len(word) > len(scale) and word.startswith(scale)), word
    )


def counts_wholes(spelling: str) -> bool:
    """Return whether a unit counts things one by one (1个, 1座, 1户; not 万户), so that nothing lies between none and one."""
    unit = unit_of(spelling)
    return unit is not None and unit.dimension in _WHOLES and unit.factor == 1


def convertible(unit: str, into: str) -> bool:
    """Return whether amounts in one unit can be told in another; an unknown unit only in itself, with or without 万."""
    first, second = unit_of(unit), unit_of(into)
    if first is None or second is None:
        return bare(unit) == bare(into)
    return first.dimension is second.dimension


def convert(value: float, unit: str, into: str) -> float | None:
    """Return an amount told in another unit, None where the units measure different things."""
    if unit == into:
        return value
    first, second = unit_of(unit), unit_of(into)
    if first is None and second is None and bare(unit) == bare(into):
        return tidy(value * _scale(unit) / _scale(into))
    if first is None or second is None or first.dimension is not second.dimension:
        return None
    return tidy(value * first.factor / second.factor)


def _scale(unit: str) -> float:
    word = unit.strip().lower()
    return SCALES.get(word.removesuffix(bare(word)), 1.0)


def tidy(value: float) -> float:
    """Return a number without the dust of binary fractions."""
    return float(f"{value:.12g}")
