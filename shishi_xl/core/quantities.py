"""Quantities: numbers with units as people write them, found in a text or filling a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from shishi_xl.core.numerals import DIGITS, HAN, MIXED, number_of
from shishi_xl.core.plain import plain
from shishi_xl.core.units import SCALES, SPELLINGS, Dimension, convert, dimension_of, tidy, unit_of
from shishi_xl.patterns import regex

__all__ = ["Amount", "Bound", "Quantity", "convert", "find_quantities", "parse_amount", "unit_of"]


class Bound(Enum):
    """How sure the written number is."""

    __hash__ = object.__hash__  # of a singleton; the inherited one is slow

    EXACT = "确数"
    ABOUT = "约数"  # 约120户, 120户左右
    FLOOR = "下限"  # 120余户, 超过120户, 120户以上
    CEILING = "上限"  # 近120户, 不足120户: not a value
    RANGE = "区间"  # 40-45公里, 四五百户: not a value
    VAGUE = "概数"  # 几十户, 数百户: not a value

    @property
    def is_value(self) -> bool:
        """Return whether the number may be counted as written."""
        return self in {Bound.EXACT, Bound.ABOUT, Bound.FLOOR}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the unit it is written in; 15.4万米 is 154000 米."""

    value: float
    unit: str  # without 万 and 亿; "" for a bare number, "%" for 六成 and 三分之二 too
    bound: Bound = Bound.EXACT

    def into(self, unit: str) -> float | None:
        """Return the number told in another unit, None where that is not possible."""
        return convert(self.value, self.unit, unit)

    @property
    def dimension(self) -> Dimension | None:
        """Return what the number measures, None for an unknown unit."""
        return dimension_of(self.unit)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount and where it stands in the plain text, words of approximation left out."""

    amount: Amount
    start: int
    end: int
    of_target: bool = False  # told as N/M, where M is the target


_UNIT = (
    "|".join(re.escape(spelling) for spelling in SPELLINGS if spelling not in {"%", "m", "t"})
    + r"|m(?![a-z])|t(?![a-z])"
)
_NUMBER = rf"(?:{MIXED}|\d{{1,12}}(?:\.\d{{1,8}})?|[几数]?[{HAN}](?:[{HAN}万亿几]|点(?=[{HAN}])){{0,18}}|几)"
# Words that only look like a number and its unit: 一部分, 一次性, 一块推进, 三条红线 stays an ordinary count.
_NOT_A_UNIT = r"(?!(?<=/[十0]万)元|(?<=[一二三四五六七八九十]元)[桥里村镇路街巷坊阁塔洞乡县庙寺]|(?<=列)[入为车席]|(?<=部)[分门署委级队]|(?<=次)[性于年月干要]|(?<=面)[积]|(?<=组)[织成建]|(?<=道)路|(?<=口)径|(?<=门)诊|(?<=场)[地所镇]|(?<=项)目|(?<=片)区|(?<=站)点|(?<=班)[组子]|(?<=平)[一-龥]|(?<=方)[案式面案便]|(?<=[双两三四五]方)|(?<=[两三四五]家)(?:联合|单位|部门|会同|共同|牵头)|(?<=期)[间工待末]|(?<=个月)[底末初]|(?<=台)账|(?<=条)件|(?<=处)[理置于]|(?<=单)[位元]|(?<=日)(?=前期)|(?<=支)[付持]|(?<=架)[设空]|(?<=把)[握关]|(?<=起)[草来步]|(?<=例)[如会]|(?<=人)[大才民行均]|(?<=位)[于置]|(?<=名)[单称]|(?<=户)[均型]|(?<=户)外(?![，,、；]|其)|(?<=里)程|(?<=泊位)数|(?<=对)[于此照标接比口应策]|(?<=床)[位]|(?<=基)[站础层地本准建因金底]|(?<=头)(?<![\d万]头)[一-龥])"
_PATTERN = (
    rf"(?=[\d数{HAN}几])(?:百分之(?P<percent>{_NUMBER})"
    rf"|(?P<under>{_NUMBER})分之(?P<over>{_NUMBER})"
    r"|(?<=的)(?P<upper>\d{1,3})/(?P<lower>\d{1,3})(?=[，。；、)\n]|$)"
    rf"|(?P<tenths>[一二三四五六七八九]|[1-9](?:\.\d)?)(?P<tenths_more>多)?成(?P<half>[一二三四五六七八九半])?(?![立功员果本为熟都品人套型交效就长])"
    r"|(?P<people>\d{1,6}(?:\.\d{1,4})?)[余多]?万[余多]?(?![名位户])(?=[一-龥]{0,4}(?:人口|群众|居民|村民|市民|农民|学生|老人|老年人|职工|妇女|儿童))"
    r"|(?:(?<=(?:受益|惠及|覆盖|服务)人口)|(?<=(?:受益|惠及|覆盖|服务)人口[约达超为]))(?P<heads>\d{1,6}(?:\.\d{1,4})?)[余多]?万(?=[，。；、)\n]|$)"
    rf"|(?P<number>{_NUMBER})(?P<more>余|多|来)?(?P<scale>万亿|[百千]?万|亿|百|千(?!米|瓦|克|伏))?(?P<more_scaled>余|多)?"
    rf"(?P<unit>%|OWN{_UNIT}){_NOT_A_UNIT}(?P<and_half>半(?![年个数天日月径]))?)"
)


@lru_cache(maxsize=256)
def _amounts(own: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of an amount, also in units that the table of units does not know."""
    spellings = "".join(re.escape(unit) + "|" for unit in sorted(own, key=len, reverse=True))
    return regex(_PATTERN.replace("OWN", spellings), re.IGNORECASE)


_CEILING = (
    "近",
    "接近",
    "将近",
    "不足",
    "不到",
    "不满",
    "未达",
    "未达到",
    "至多",
    "不超过",
    "未超过",
    "以内",
    "尚不足",
    "最多",
    "低于",
)
_ABOUT = ("约", "大约", "大概", "约为", "约有", "估计", "大致", "左右", "约计", "约达")
_FLOOR = (
    "超",
    "超过",
    "逾",
    "超出",
    "突破",
    "不少于",
    "不低于",
    "至少",
    "多达",
    "不下",
    "大于",
    "高于",
    "已超",
    "达到或超过",
)
_AFTER_FLOOR = ("以上", "多", "余", "有余", "开外", "及以上")
_AFTER_ABOUT = ("左右", "上下", "许")
_AFTER_CEILING = ("以下", "以内", "之内", "不到")
_NUMBERED = frozenset({"期", "届", "轮", "次"})
_YEAR = 4  # digits
_ADDED = ("本期+", "本月+", "当月+", "新增+")  # 上期累计298个，本期+41个
_LATIN = regex(r"[A-Za-z]")
_SO_MANY_IN_EACH = regex("一[户人家](?:[一二两三四五六多几]|\\d)[人口套宅间户]")  # 一户两人
_TO_ZERO = ("清零", "归零")  # 清零54处
_MACHINES = frozenset({"台", "套", "部", "辆", "架"})
_POINTING = frozenset("这那哪某同")
_OF_A_PLACE = regex(  # 三里桥街, 五里店, 四道河镇, 三间房乡: names of places
    "(?<=里)[桥村屯店铺街河庄镇乡巷湾坪沟营台墩岗塘坊堡坡井庙城滩园亭甸冲畈]"
    "|(?<=道)口(?=[\\d、，。路街站村社])|(?<=[道间家台面口门户盘])[河沟岔房坡山泉湾营岭梁堡桥坝塘子](?:子)?(?:乡|镇|街|村|县|市|区|社区|路)"
)
_BROKEN = regex(r"\d {1,3}\d$")  # 8 40人 is 840, or another number before it
_EACH_ONE = regex(rf"一[^\W{HAN}万亿]{{1,2}}一")  # 一村一品
_RANGE_HEAD = regex(rf"(?:(?<![A-Za-z\d.#])\d+(?:\.\d+)?|[{HAN}万]+)(?:万|亿|%|{_UNIT})?(?:-|至|到)$", re.IGNORECASE)


def parse_amount(text: str) -> Amount | None:
    """Return the one amount a cell holds, None for no amount, more than one, or other words around it.

    A bare number has the unit "". Words of approximation are kept as `bound`: a CEILING, RANGE or VAGUE amount is no value.
    """
    written = plain(text).text.strip().strip("。；，、")
    if not written or len(written) > 64:
        return None
    bare = re.fullmatch(r"[+]?(-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)", written)
    if bare:
        return Amount(float(bare[1]), "")
    sign = -1.0 if written.startswith("-") else 1.0
    written = written.removeprefix("-")
    for unit in ("", "个"):  # 约1200, 一千二百, 1.5万: the unit is the column's
        found = find_quantities(written + unit)
        if len(found) == 1 and _wraps(written + unit, found[0]):
            amount = found[0].amount
            return Amount(sign * amount.value, amount.unit if not unit else "", amount.bound)
    return None


def _wraps(text: str, found: Quantity) -> bool:
    before, after = text[: found.start].strip("为共计：(合"), text[found.end :].strip(")整")
    known_before = not before or before in (*_CEILING, *_ABOUT, *_FLOOR)
    return known_before and (not after or after in (*_AFTER_ABOUT, *_AFTER_CEILING, *_AFTER_FLOOR))


def find_quantities(text: str, own: frozenset[str] = frozenset()) -> list[Quantity]:
    """Return the quantities of a plain text in order: numbers with a unit, percents, 成 and fractions.

    `own` are units of a project beyond those everybody uses (路 of cameras, 剂次 of vaccine), without 万.
    Numbers that only name things (第3个, K3+200, DN300, 一户一策) are left out.
    """
    found = []
    for match in _amounts(own).finditer(text):
        amount = _amount(match, text)
        if amount is not None:
            plus = text.endswith(_ADDED, 0, match.start())
            found.append(Quantity(amount, match.start() - plus, match.end()))
    return _with_shared_unit(text, _join_ranges(text, found))


def _amount(match: re.Match[str], text: str) -> Amount | None:
    if _only_names(match, text):
        return None
    start, end = match.span()
    if match["percent"]:
        value, unit = number_of(match["percent"]), "%"
    elif people := match["people"] or match["heads"]:  # 3.2万农村人口, 受益人口2.6万
        value, unit = tidy(float(people) * 1e4), "人"
    elif match["under"]:
        value, unit = _fraction(match["under"], match["over"]), "%"
    elif match["lower"]:  # 总量的13/20
        value, unit = _fraction(match["lower"], match["upper"]), "%"
    elif match["tenths"]:
        half = 5.0 if match["half"] == "半" else float(DIGITS.get(match["half"] or "零", 0))
        value, unit = (number_of(match["tenths"]) or 0) * 10 + half, "%"
    else:
        value, unit = number_of(match["number"]), match["unit"].lower()
        value = (
            None
            if value is None
            else tidy((value + (0.5 if match["and_half"] else 0)) * SCALES.get(match["scale"] or "", 1.0))
        )
    if value is None or _BROKEN.search(text, max(0, start - 5), start + 1):
        return Amount(0.0, unit, Bound.VAGUE)
    more = match["more"] or match["more_scaled"] or match["tenths_more"]
    return Amount(value, unit, Bound.FLOOR if more else _bound(text, start, end))


def _only_names(match: re.Match[str], text: str) -> bool:
    """Return whether a number names a thing, points at one or is part of a saying: 第3个, K3+200, 某一处, 每千人, 二期."""
    start = match.start()
    before = text[start - 1] if start else ""
    attached = (before in {"第", "+", "#", ".", *HAN} and not text.endswith(_TO_ZERO, 0, start)) or (
        before.isascii() and (before.isalpha() or before.isdigit())
    )
    if attached and not _of_machine(match, text) and not text.endswith(_ADDED, 0, start):
        return True
    number, unit = match["number"], (match["unit"] or "").lower()
    if number is None:
        return False
    if text.startswith("最后一公里", max(0, start - 2)):  # a saying
        return True
    if (unit == "届" and len(number) == _YEAR) or text.startswith("三面光", start):  # 2021届毕业生
        return True
    if number == "一" and _SO_MANY_IN_EACH.match(text, start):
        return True
    if (before in _POINTING and number == "一") or (text[start] in DIGITS and _EACH_ONE.match(text, start)):
        return True
    if number[0] in HAN and _OF_A_PLACE.match(text, match.end()):
        return True
    if number == "一" and (
        unit in {"起", "片"}
        or text.startswith("无一例外", max(0, start - 1))
        or text.startswith(("不落", "不漏", "不少"), match.end())
    ):  # together, to the last one
        return True
    return number in {"百", "千"} or (unit in _NUMBERED and not number[0].isascii())


def _of_machine(match: re.Match[str], text: str) -> bool:
    """Return whether a number right behind letters counts the machines they name: AED100台, CT1台; DN300 is a name."""
    return match["unit"] in _MACHINES and re.search(r"[A-Z]{2}$", text[: match.start()]) is not None


def _fraction(under: str, over: str) -> float | None:
    below, above = number_of(under), number_of(over)
    return tidy(above / below * 100) if below and above is not None else None


def _bound(text: str, start: int, end: int) -> Bound:
    before, after = text[max(0, start - 6) : start].removesuffix("了"), text[end : end + 3]
    if before.endswith(_CEILING) or after.startswith(_AFTER_CEILING):
        return Bound.CEILING
    if before.endswith(_FLOOR) or after.startswith(_AFTER_FLOOR):
        return Bound.FLOOR
    if before.endswith(_ABOUT) or after.startswith(_AFTER_ABOUT):
        return Bound.ABOUT
    return Bound.EXACT


_WRITTEN = regex(r"\d+(?:\.\d+)?")
_LONGEST_LIST = 60  # characters
_LISTED = regex(r"(?<=[一-龥：])(?<!第)((?:\d{1,9}(?:\.\d{1,4})?(?:、|和|与|及))+)$")


def _with_shared_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities with those of a list whose unit is written once, behind the last (分别建成128、104、81个)."""
    return [each for quantity in found for each in (*_listed_before(text, quantity), quantity)]


def _listed_before(text: str, last: Quantity) -> list[Quantity]:
    """Return the numbers listed right before a quantity, in its unit and scale (1.2、0.8万元); 1、2座 may be either or both."""
    own = _WRITTEN.match(text, last.start)
    row = _LISTED.search(text, max(0, last.start - _LONGEST_LIST), last.start) if own is not None else None
    if own is None or row is None or not last.amount.bound.is_value or not float(own[0]):
        return []
    numbers = list(_WRITTEN.finditer(text, row.start(1), row.end(1)))
    if len(numbers) < 2 and "分别" not in text[max(0, row.start() - 24) : row.start()]:
        return []
    scale = last.amount.value / float(own[0])
    return [Quantity(Amount(tidy(float(each[0]) * scale), last.amount.unit), *each.span()) for each in numbers]


def _join_ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities with those that are the end of a range (40-45公里, 60%至65%) marked so."""
    joined: list[Quantity] = []
    for quantity in found:
        head = _RANGE_HEAD.search(text[max(0, quantity.start - 16) : quantity.start])
        if head is None or quantity.amount.unit in {"年", "月", "日", "季度", "号"}:
            joined.append(quantity)
            continue
        if joined and joined[-1].end >= quantity.start - 1:
            first = joined.pop()
            joined.append(Quantity(Amount(first.amount.value, first.amount.unit, Bound.RANGE), first.start, first.end))
        joined.append(
            Quantity(Amount(quantity.amount.value, quantity.amount.unit, Bound.RANGE), quantity.start, quantity.end)
        )
    return joined
