"""疑点: what a careful reader of a catalogue would ask the office, each with the words and a way to settle it."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from shishi_xl.core import aliases, typos
from shishi_xl.core.group_totals import find_mismatches
from shishi_xl.core.model import OVERALL, Catalogue, Doubt, Project, UnitKind
from shishi_xl.core.responsible import comparable
from shishi_xl.core.targets import unsettled
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERBS = regex(
    r"^(?:(?:继续|持续|全面|大力|深入|进一步|积极|加快|全区|全县|全市|城市|城乡|实施|推进|开展|建设|完成|建立|建成|打造|发展|提升|新建|改建|改造)+)"
)
_TAIL = regex(r"(?:建设|工程|项目|全覆盖|改造|行动|计划|工作)+$")
_SHORTEST_CORE = 4
_SAME_NAME = 85  # similarity of project names, 0–100, at which a person is asked
_ALIKE = 74  # similarity of unit names, 0–100, at which a person is asked
_PLACE = regex(r"(?:街道|镇|乡)$")
_TOO_LONG = 120


def find_doubts(catalogue: Catalogue) -> tuple[Doubt, ...]:
    """Return what is doubtful about a catalogue, what concerns the whole list and its figures first."""
    return (
        *_group_figures(catalogue),
        *_listed_twice(catalogue),
        *_slips(catalogue),
        *_collectives(catalogue),
        *_without_unit(catalogue),
        *_units_alike(catalogue),
        *_not_quantified(catalogue),
        *_unsettled(catalogue),
    )


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _TOO_LONG else f"{line[:_TOO_LONG]}…"


def _group_figures(catalogue: Catalogue) -> Iterator[Doubt]:
    for one in find_mismatches(catalogue):
        yield Doubt(
            one.project,
            f"标题写的是{one.stated}，项目里是{one.found}，两处不一致",
            one.heading,
            "请与主管单位核实以哪个数为准；以项目为准的不必改，以标题为准的请改“指标”表的年度目标",
        )


def _core(name: str) -> str:
    """Return what a project's name is about: 实施“四好农村路”建设 → 四好农村路."""
    bare = re.sub(r"[“”\"‘’《》\s]|（[^）]*）", "", name)
    return _TAIL.sub("", _VERBS.sub("", bare)) or bare


def _listed_twice(catalogue: Catalogue) -> Iterator[Doubt]:
    for first, second in combinations(catalogue.projects, 2):
        if first.annex == second.annex:
            continue
        if why := _alike(first, second):
            yield Doubt(
                second.key,
                f"与{first.annex}的 {first.key}“{first.name}”可能是同一个项目（{why}）",
                _short(f"{first.key}：{first.content}｜{second.key}：{second.content}"),
                "确是同一个项目的，请把其中一处的“权重”填 0、“年度计划投资”留空，完成率和投资就都只算一次；不是的不必改",
            )


def _alike(first: Project, second: Project) -> str:
    """Return why two projects may be one: what both are about, or that their names differ by next to nothing; "" for neither."""
    for one, other in ((first, second), (second, first)):
        subject = _core(one.name)
        text = re.sub(r"[“”\"‘’\s]", "", f"{other.name}\n{other.content}")
        if len(subject) > _SHORTEST_CORE - 1 and subject in text:
            return f"都说的是“{subject}”"
    names = _core(first.name), _core(second.name)
    numbers = [re.findall(r"\d+|[一二三四五六七八九十]+", name) for name in (first.name, second.name)]
    if numbers[0] != numbers[1] or fuzz.ratio(*names) < _SAME_NAME:
        return ""
    # 古路 and 两路, 供水 and 污水 are two; a word more or less is no other thing.
    replaced = (edit for edit in Levenshtein.editops(*names) if edit.tag == "replace")
    told_apart = any(not typos.confusable(names[0][edit.src_pos], names[1][edit.dest_pos]) for edit in replaced)
    return "" if told_apart else "名称相近"


def _slips(catalogue: Catalogue) -> Iterator[Doubt]:
    for project, slip in typos.slips_of(catalogue.projects):
        where = project.name if slip.written in project.name else project.content
        yield Doubt(
            project.key,
            typos.spelling_doubt(slip),
            _short(where),
            "是笔误的请在“项目”表里改正（下发的表会用改后的文字）；不是的不必改",
        )


def _collectives(catalogue: Catalogue) -> Iterator[Doubt]:
    for name in catalogue.empty_collectives:
        keys = [project.key for project in catalogue.projects if name in project.units]
        yield Doubt(
            "、".join(keys),
            f"“{name}”是几个单位的统称，还没有写明是哪些单位，不会给它们下发",
            f"涉及项目：{'、'.join(keys)}",
            "请在“责任单位”表“成员”里填写具体单位，用顿号分开，例如 甲街道、乙镇",
        )


def _without_unit(catalogue: Catalogue) -> Iterator[Doubt]:
    for project in catalogue.projects:
        if not project.units:
            yield Doubt(
                project.key,
                "没有责任单位，这个项目不会下发给任何单位",
                _short(project.name),
                "请在“项目”表“责任单位”里填写，例如 区教委",
            )


def _units_alike(catalogue: Catalogue) -> Iterator[Doubt]:
    district = catalogue.settings.district
    names = [unit.name for unit in catalogue.units if unit.kind is UnitKind.SINGLE]
    for one, other in combinations(names, 2):
        same = aliases.same_office(one, other, district)
        if not same and not _look_alike(one, other, district):
            continue
        likely = "按通行简称很可能是同一单位" if same else "写法相近，可能是同一单位，也可能是两个单位"
        keys = [project.key for project in catalogue.projects if {one, other} & set(project.units)]
        yield Doubt(
            "、".join(keys),
            f"“{one}”和“{other}”{likely}，没有合并",
            "；".join(
                f"{name}：{'、'.join(p.key for p in catalogue.projects if name in p.units)}" for name in (one, other)
            ),
            "是同一单位的，请在“项目”表统一写法，并在“责任单位”表删去多余的一行、把另一种写法填进“别名”；不是的不必改",
        )


def _look_alike(one: str, other: str, district: str) -> bool:
    if aliases.known_office(one, district) and aliases.known_office(other, district):
        return False  # 区民政局 and 区财政局 differ in one character and are two offices
    first, second = (aliases.stem_of(comparable(name), district) for name in (one, other))
    if first == second:
        return True
    if _PLACE.search(first) and _PLACE.search(second):
        return len(first) == len(second) and _one_confusable(first, second)
    return fuzz.ratio(first, second) >= _ALIKE


def _one_confusable(first: str, second: str) -> bool:
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and typos.confusable(*differing[0])


def _not_quantified(catalogue: Catalogue) -> Iterator[Doubt]:
    for project in catalogue.projects:
        found = catalogue.indicators_by_project[project.key]
        if all(one.name == OVERALL for one in found):
            yield Doubt(
                project.key,
                f"项目内容里没有读到量化的年度目标，按“{OVERALL}”100% 考核",
                _short(project.content or project.name),
                "有可以量化的年度目标的，请在“指标”表里改写这一行，例如 指标 建设里程、年度目标 113、计量单位 公里",
            )


def _unsettled(catalogue: Catalogue) -> Iterator[Doubt]:
    for project in catalogue.projects:
        words = unsettled(project.content)
        if words:
            yield Doubt(
                project.key,
                f"“{_short('”“'.join(words))}”没有写明全年总数，没有作为指标",
                _short(project.content),
                "请问清全年总数，在“指标”表里添上一行，例如 指标 服务站、年度目标 16、计量单位 个；不考核的不必改",
            )
