"""Where the units of a joint project say different things: one doubt for the project, with all that differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import FieldName
from shishi_xl.core.joint import standing_for_all
from shishi_xl.core.model import Joint
from shishi_xl.core.wording import number_text
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from shishi_xl.core.assessment import Assessment
    from shishi_xl.core.model import Catalogue, Indicator, Project
    from shishi_xl.core.reports import Origin
    from shishi_xl.core.submission import Record

_TOWN = regex(r"(?:镇|乡|街道)(?:人民政府|政府|办事处|办)?$")


_SHARE = (
    "一份不是整个项目的数，请改报整个项目的累计数；要把各家的一份加起来，请汇总单位把 项目库.xlsx 里这个项目的“汇总方式”"
    "改为“合计”，几家都只报自己的一份，没有的报0"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Difference:
    """A figure of one unit that is not the one standing for all."""

    name: str
    measure: str
    standing: float
    other: float
    who: Assessment
    origin: Origin


def disagreements(
    catalogue: Catalogue, project: Project, indicators: Sequence[Indicator], assessed: Sequence[Assessment]
) -> tuple[Record, Finding] | None:
    """Return the doubt that units differ from the one whose figures stand for all, at the first cell that does.

    That is the lead, or while it has not reported a supporting unit. With 合计 and 平均 every unit reports its own part.
    """
    if project.joint is not Joint.LEAD or len(assessed) < 2:
        return None
    units = catalogue.units_of(project)
    chosen = standing_for_all(indicators, assessed, units)
    standing = assessed[chosen]
    others = (*assessed[:chosen], *assessed[chosen + 1 :])
    found = [each for other in others for each in _between(indicators, standing, other)]
    if not found:
        return None
    first = found[0]
    finding = find(
        "lead-supporter-differ",
        first.origin.place,
        project=project.key,
        indicator=first.name,
        value=first.origin.words,
        differences=_told(found, standing, units[0]),
        **_of_shares(found, standing, units[0], _parts(catalogue, project)),
    )
    return first.who.report.record, finding


def _between(indicators: Sequence[Indicator], standing: Assessment, other: Assessment) -> Iterator[_Difference]:
    alike = True
    for indicator, mine, theirs in zip(indicators, standing.figures, other.figures, strict=True):
        if mine and theirs and mine.number != theirs.number:
            alike = False
            yield _Difference(indicator.name, indicator.unit, mine.number, theirs.number, other, theirs.origins[0])
    whole = standing.explicit, other.explicit
    # Where the figures have said it, the texts say it again.
    if alike and whole[0] and whole[1] and whole[0].number != whole[1].number:
        yield _Difference("总体进度", "%", whole[0].number, whole[1].number, other, whole[1].origins[0])
    money = [one.report.number(FieldName.INVESTMENT) for one in (standing, other)]
    if money[0] is not None and money[1] and money[0] != money[1]:  # 0 of one that supports: it has nothing to spend
        origin = other.report.origin(FieldName.INVESTMENT)
        yield _Difference(FieldName.INVESTMENT, "万元", money[0], money[1], other, origin)


def _told(found: Sequence[_Difference], standing: Assessment, lead: str) -> str:
    """Return what was reported, figure by figure: first the one that stands for all, then each that differs."""
    unit = standing.report.unit
    told = []
    for name in dict.fromkeys(each.name for each in found):
        alike = [each for each in found if each.name == name]
        first = f"“{name}”{_called(unit, lead)} 报 {number_text(alike[0].standing)}{alike[0].measure}"
        rest = [f"{_called(each.who.report.unit, lead)} 报 {number_text(each.other)}{each.measure}" for each in alike]
        told.append("，".join([first, *rest]))
    return "；".join(told)


def _called(unit: str, lead: str) -> str:
    return f"{'牵头' if unit == lead else '配合'}单位 {unit}"


def _of_shares(found: Sequence[_Difference], standing: Assessment, lead: str, parts: Collection[str]) -> dict[str, str]:
    """Return the facts about units that may have told of their part only: what to do about it, and an example."""
    told = {each: each.who if each.other < each.standing else standing for each in found if each.measure != "%"}
    shares = {each: who.report.unit for each, who in told.items() if who.report.unit in parts}
    if not shares:
        return {"share": "", "example": "几家报同一个累计数"}
    first = next(iter(shares))
    whole = f" {number_text(first.standing)}{first.measure}" if standing.report.unit == lead else ""
    return {
        "share": f"。{'、'.join(dict.fromkeys(shares.values()))}报的如果只是自己的一份，{_SHARE}",
        "example": f"都报整个项目的累计数{whole}；或“汇总方式”填“合计”，各报自己的一份",
    }


def _parts(catalogue: Catalogue, project: Project) -> frozenset[str]:
    """Return the supporting units in charge of a part of the district: towns, and the members of a 集合."""
    _, *others = catalogue.units_of(project)
    return frozenset(unit for unit in others if unit not in project.units or _TOWN.search(unit))
