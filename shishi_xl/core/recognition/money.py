"""Units of money wherever a file names one: every bare amount is read in 万元, so another unit is never passed over."""

from __future__ import annotations

import re
import unicodedata

from shishi_xl.core.quantities import unit_of
from shishi_xl.core.recognition.spelling import MONEY_UNITS
from shishi_xl.patterns import regex

OURS = "万元"
_ANY = frozenset(MONEY_UNITS.split("|"))
_UNIT = rf"(?:人民币)?({MONEY_UNITS})"
_LABEL = regex(
    rf"(?:(?:金额|投资|货币|计量|资金|数据)*单位|金额|币种)(?:为|是)?[:：]?(?:[一-龥]{{1,3}}[、/,，])*\(?(?:人民币)?\(?({MONEY_UNITS})\)?"
)
_MEASURES = regex(r"\(?(?:金额|投资|货币|计量|资金|数量)*单位(?:为|是)?[:：](.+?)\)?")
_INSIDE = regex(
    r"(?:(?:金额|投资额?|货币|资金|数据|计量|[(,，。;；、:]|^)单位(?:均|一律|统一)?(?:为|是)?:?|(?:金额|投资额):)"
    rf"{_UNIT}(?![一-龥])"
)
# 投资额按亿元填报, 金额以元为单位; what is not to be done (不得以元填报) says nothing.
_COUNTED_IN = regex(
    rf"(?:金额|投资|货币|资金|数据|本表|上表|以上)[^，。；,;\d不勿非]{{0,10}}?(?:以|按|用){_UNIT}(?:为|作)?(?:计量|统计)?(?:单位|计|填|表示)"
)
# The whole of what a cell of a row says: 以上投资单位为亿元. Within a longer report it may tell of a slip made before.
_STATED = regex(
    rf"(?:[注附]:|说明:|备注:|以上|上述|本表|该项目|完成)*(?:金额|投资额?|货币|资金)(?:的|数据)?单位(?:均|一律|统一)?(?:为|是)?:?{_UNIT}[。.]?"
)
_ALONE = regex(rf"(?:(?:金额|投资|货币|计量|资金)*单位(?:为|是)?:?)?{_UNIT}")
_BEHIND_TITLE = regex(rf"\((?:金额|投资|货币|资金|计量)*(?:单位)?:?{_UNIT}\)")
_BEHIND_SUM = regex(rf".{{0,6}}(?:合计|总计|小计|共计|汇总)\((?:金额|单位)*:?{_UNIT}\)")
_OF_HEADING = regex(rf"({MONEY_UNITS})")
_BRACKETS = "()[]【】"


def labelled(plain: str) -> set[str] | None:
    """Return the units of money other than 万元 that a label names (金额单位：元), None for a text that is no such label."""
    if label := _LABEL.fullmatch(plain.strip(_BRACKETS)):
        return {label[1]} - {OURS}
    if (label := _MEASURES.fullmatch(plain)) and (units := _measures(label[1])):
        return units & _ANY - {OURS}
    return None


def told(text: str) -> str:
    """Return the unit other than 万元 in which a text says that amounts are told, "" for none."""
    said = plain(text)
    alone = labelled(said) or set()
    return next(iter(sorted(alone)), "") or _other(_INSIDE, said) or _other(_COUNTED_IN, said)


def stated(text: str) -> str:
    """Return the unit other than 万元 that is all a cell of a row tells of: 投资单位为亿元; "" for none."""
    return _whole(_STATED, text)


def alone(text: str) -> str:
    """Return the unit other than 万元 that stands in a cell by itself: 亿元, （亿元）; "" for none."""
    return _whole(_ALONE, plain(text).strip(_BRACKETS))


def behind_title(text: str) -> str:
    """Return the unit other than 万元 in the brackets of a title or a sheet's name, "" for none."""
    return _other(_BEHIND_TITLE, plain(text))


def behind_sum(text: str) -> str:
    """Return the unit other than 万元 in which a sum is told by its name (合计（亿元）), "" for none."""
    return _whole(_BEHIND_SUM, text)


def of_heading(text: str) -> str:
    """Return the unit other than 万元 that a column's heading names, "" for none."""
    return _other(_OF_HEADING, unicodedata.normalize("NFKC", text))


def is_unit(text: str) -> bool:
    """Return whether a cell holds nothing but a unit of money or measure, as one below a heading may: （万元）, 户."""
    said = plain(text).strip(_BRACKETS)
    return _ALONE.fullmatch(said) is not None or (len(said) <= 4 and unit_of(said) is not None)


def plain(text: str) -> str:
    """Return a text in one width, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _measures(said: str) -> set[str]:
    """Return the units of measure that a text names one after another (万元、公里); none where it may name an office."""
    parts = {part for part in re.split(r"[、/,，;；和及]", said) if part}
    known = {part for part in parts if part in _ANY or unit_of(part) is not None}
    return parts if known == parts or parts & _ANY or said.startswith(("见", "详见")) else set()


def _whole(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.fullmatch(plain(text))
    return found[1] if found and found[1] != OURS else ""


def _other(pattern: re.Pattern[str], said: str) -> str:
    return next((found[1] for found in pattern.finditer(said) if found[1] != OURS), "")
