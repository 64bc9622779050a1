"""Bare numbers: those without a unit that stand for an indicator's amount (完成数：9; 5/8)."""

from __future__ import annotations

from collections.abc import Sequence

from shishi_xl.core.quantities import Amount, Quantity
from shishi_xl.patterns import regex

_BARE = regex(
    r"(?:数|场次|数量|总数|完成|建成|完工|竣工|累计|在建|开工|启动|改造|新建|未完成|竣|[已实][换装建改修铺种拆])(?:：|为|达|是|了)*(\d{1,9}(?:\.\d{1,4})?)(?=[，。；、)\n]|完[成工]|已|实|$)"
)
_OF_TARGET = regex(
    r"(?<![A-Za-z\d./的至到于自从在止-])(\d{1,9}(?:\.\d{1,4})?)/(\d{1,9}(?:\.\d{1,4})?)(?=[，。；、)\n]|$)"
)


_TASK_AND_DONE = regex(
    r"(?:任务|目标)[数量]?[：为]?(\d{1,9}(?:\.\d{1,4})?)[，、/]?(?:已|实际)?(?:完成|建成|完工)[数量]?[：为]?(\d{1,9}(?:\.\d{1,4})?)"
    r"(?=[，。；、)\n]|$|[一-龥]{2,12}(?:任务|目标))"
)


def find_bare(text: str, targets: Sequence[tuple[float, str]]) -> list[Quantity]:
    """Return the numbers of a plain text without a unit, told in that of a target: 5/8 out of one of them, 任务8完成5.

    Those after a word of counting (完成数：9；在建：3) are told in the unit of the only one.
    """
    counted = [unit for _, unit in targets if len(targets) == 1 and unit != "%"]
    found = [Quantity(Amount(float(told[1]), unit), *told.span(1)) for unit in counted for told in _BARE.finditer(text)]
    for pair in _OF_TARGET.finditer(text):
        units = {unit for target, unit in targets if float(pair[1]) <= float(pair[2]) == target and unit != "%"}
        found += [Quantity(Amount(float(pair[1]), unit), *pair.span(), of_target=True) for unit in units]
    for told in _TASK_AND_DONE.finditer(text):  # 加装电梯：任务40，完成22
        units = {unit for target, unit in targets if float(told[1]) == target and unit != "%"}
        if len(units) == 1 and len(targets) > 1:
            found.append(Quantity(Amount(float(told[2]), units.pop()), *told.span(), of_target=True))
    return found if len({quantity.start for quantity in found}) == len(found) else []
