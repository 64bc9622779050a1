"""A notice → the year's catalogue: projects with their keys, units, indicators and settings; then what is doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shishi_xl.core import aliases, notice_settings
from shishi_xl.core.document import Document, NoticeError, Table
from shishi_xl.core.model import OVERALL, Catalogue, Doubt, Indicator, Project, Unit, UnitKind
from shishi_xl.core.numerals import ordinal
from shishi_xl.core.project_list import ProjectList
from shishi_xl.core.project_paragraphs import read_notice
from shishi_xl.core.project_row import Listed
from shishi_xl.core.responsible import comparable, is_collective
from shishi_xl.core.settings import Settings
from shishi_xl.core.target_names import full_name
from shishi_xl.core.targets import Target, read_targets
from shishi_xl.core.units import unit_of
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PLAN = regex(r"约?(\d[\d,，]*(?:\.\d+)?)\s*(亿元?|万元?|元)?")
_BARE_FIGURE = regex(
    r"\s*(?:[≥≤<>]|约|不[低高少超][于过]|低于|高于|超过|控制在|达到?|完成)?\s*\d[\d,.]*\s*"
    r"(?P<unit>[^\d\s。；，,;]{0,8}?)(?:以内|以下|以上|左右|内)?[。；]?\s*"
)
_HOW_FAR = regex("(?:形象|工程|总体|整体|建设|施工)进度$|工程量$")
_MEASURED_NAME = regex(r"(?P<name>.+)[（(](?P<unit>[^（）()]{1,6})[）)]", re.DOTALL)  # 城镇新增就业（人）
_IN_WAN = {"亿": 10_000.0, "万": 1.0, "元": 0.0001, "": 1.0}


@dataclass(frozen=True)
class Reading:
    """What a notice gave: its catalogue, and what was passed over and why."""

    catalogue: Catalogue
    skipped: tuple[str, ...]  # one Chinese sentence for each row or table that is no project and was passed over
    unused: tuple[str, ...]  # headings of columns a catalogue has no place for


def read(document: Document) -> Reading:
    """Return the catalogue a notice describes, its doubts left to `doubts`; NoticeError when it lists no project."""
    listing = read_notice(document)
    if not listing.rows:
        raise NoticeError("\n".join(_refusal(listing)))
    rows = _one_spelling(listing.rows)
    texts = (*document.paragraphs, *_table_titles(document))
    values = notice_settings.read_settings(texts)
    city = notice_settings.read_city(texts, values.get("区县", ""))
    projects = tuple(_project(key, listed) for key, listed in zip(keys_of(rows), rows, strict=True))
    return Reading(
        Catalogue(
            projects=projects,
            indicators=tuple(
                indicator
                for project, listed in zip(projects, rows, strict=True)
                for indicator in indicators_of(project, listed)
            ),
            units=units_of(projects, values.get("区县", ""), city),
            settings=Settings(values),
            doubts=(*_unread(listing), *_numbering(projects, rows), *_assumptions(projects, rows)),
        ),
        listing.skipped,
        listing.unused,
    )


def _one_spelling(rows: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """Return the rows with a unit that differs in the width of its characters only under the spelling that came first."""
    first: dict[str, str] = {}
    return tuple(
        replace(row, units=tuple(dict.fromkeys(first.setdefault(comparable(name), name) for name in row.units)))
        for row in rows
    )


def _refusal(listing: ProjectList) -> Iterator[str]:
    yield (
        "通知里没有读到项目，什么都没有改动。项目清单应是一张表，表头写明“项目名称”（或“项目内容”）和“责任单位”，例如："
        "序号、项目名称、项目内容、责任单位、备注；或者一个项目一段，写明序号和责任单位，例如："
        "1. 农村公路建设：新改建农村公路30公里。（责任单位：区交通局）"
    )
    passed = (*listing.unread, *listing.skipped)
    yield from passed[:20]
    if len(passed) > 20:
        yield f"……另有 {len(passed) - 20} 处同样没有导入"


def _unread(listing: ProjectList) -> Iterator[Doubt]:
    for sentence in listing.unread:
        yield Doubt(
            "",
            f"没有读入：{sentence}",
            sentence.partition("：")[0],
            "里面有项目的，请在“项目”表里补上，或把原表改好后重新导入",
        )


def _table_titles(document: Document) -> Iterator[str]:
    """Yield what stands alone in a row of a sheet: titles, and the contact line below a list."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (row.texts[0] for row in block.rows if len(row.texts) == 1)


def keys_of(rows: Iterable[Listed]) -> tuple[str, ...]:
    """Return each row's 项目编号: 附1-05-1, 附1-05-2 for the two rows of item 5, 附2-24; unlike any date, unlike each other.

    Where the numbers of an annex begin anew in each group, the group's ordinal stands between: 附1-二-03.
    """
    listed = tuple(rows)
    restarting = _restarting(listed)
    groups: dict[str, dict[str, int]] = {}
    stems = []
    for row in listed:
        annex = row.annex.removeprefix("附件")
        parts = [f"附{annex}"]
        if row.annex in restarting:
            seen = groups.setdefault(row.annex, {})
            parts.append(ordinal(seen.setdefault(f"{row.group}\0{row.subgroup}", len(seen) + 1)))
        number = re.sub(r"[^0-9A-Za-z一-鿿]+", "-", row.number).strip("-")
        parts.append(f"{int(number):02d}" if number.isascii() and number.isdigit() else number or "00")
        stems.append("-".join(parts))
    total, used = Counter(stems), Counter[str]()
    keys = []
    for stem in stems:
        used[stem] += 1
        keys.append(f"{stem}-{used[stem]}" if total[stem] > 1 else stem)
    return tuple(keys)


def _restarting(rows: Iterable[Listed]) -> set[str]:
    """Return the annexes whose 序号 begin again at 1 in more than one group."""
    starts: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        if row.number == "1":
            starts.setdefault(row.annex, set()).add((row.group, row.subgroup))
    return {annex for annex, groups in starts.items() if len(groups) > 1}


def _numbering(projects: tuple[Project, ...], rows: tuple[Listed, ...]) -> Iterator[Doubt]:
    """Yield a doubt for every 序号 that stands twice, is out of order or leaves a gap behind the one before."""
    restarting = _restarting(rows)
    seen: dict[tuple[str, ...], dict[str, str]] = {}
    before: dict[tuple[str, ...], int] = {}
    reached: dict[str, int] = {}
    so_far = -1
    for project, row in zip(projects, rows, strict=True):
        if not row.own_number:
            continue
        so_far += 1
        run = (row.annex, row.group, row.subgroup) if row.annex in restarting else (row.annex,)
        first = seen.setdefault(run, {}).setdefault(row.number, project.key)
        if not row.number:
            yield Doubt(project.key, "没有序号", row.place, "请在“项目”表“序号”里填写，例如 5")
        elif first != project.key:
            yield Doubt(
                project.key,
                f"序号“{row.number}”与 {first} 重复",
                row.place,
                "请核对通知原件；印错的在“项目”表改正序号，项目编号不必改",
            )
        elif counted := re.match(r"\d{1,4}(?=\.|$)", row.number):
            number, last = int(counted[0]), before.get(run, 0)
            if run not in before and number in {reached.get(row.annex, 0) + 1, so_far + 1}:
                last = number - 1  # only some groups begin anew, this one goes on; so does 附件2 behind 附件1
            missing = "、".join(str(one) for one in range(last + 1, number)) if number - last <= 20 else "若干号"
            if number > last + 1:
                yield Doubt(
                    project.key,
                    f"序号从{last or '头'}跳到{number}，缺 {missing}",
                    row.place,
                    "请核对通知原件，看是否漏印或漏读了项目",
                )
            before[run] = max(last, number)
            reached[row.annex] = number


def _project(key: str, row: Listed) -> Project:
    return Project(
        key=key,
        annex=row.annex,
        group=row.group,
        subgroup=row.subgroup,
        number=row.number,
        name=row.name,
        content=row.content,
        units=row.units,
        note=row.note,
        plan=plan_of(row.plan),
    )


def plan_of(text: str) -> float | None:
    """Return 年度计划投资 in 万元, None where the cell holds no single amount."""
    found = _PLAN.fullmatch(text.strip())
    if found is None:
        return None
    return float(re.sub(r"[,，]", "", found[1])) * _IN_WAN[(found[2] or "")[:1]]


def indicators_of(project: Project, listed: Listed | None = None) -> tuple[Indicator, ...]:
    """Return what a project's content quantifies, or 总体形象进度: 100 %, or how far the year is to get."""
    targets = _targets_of(project, listed)
    if len(targets) == 1 and _HOW_FAR.search(targets[0].name) and targets[0].unit == "%":
        goal = targets[0]
        return (Indicator(project.key, OVERALL, goal.target, goal.unit, goal.direction, source=goal.source),)
    found: dict[str, Indicator] = {}
    for target in targets:
        name, at = full_name(target.name, project.name) or project.name, 2
        while name in found:
            name, at = f"{target.name or project.name}（{at}）", at + 1
        found[name] = Indicator(project.key, name, target.target, target.unit, target.direction, source=target.source)
    return tuple(found.values()) or (Indicator(project.key, OVERALL, 100.0, "%"),)


def _targets_of(project: Project, listed: Listed | None) -> tuple[Target, ...]:
    """Return the targets of a project; where 年度目标 stands beside 主要建设内容, those of the year alone.

    Of a project built over several years the other column tells the whole, which no year owes.
    """
    if listed is not None and listed.yearly and not _BARE_FIGURE.fullmatch(listed.yearly):
        yearly = read_targets(_with_subject(project.name, listed.yearly))
        if yearly or listed.ongoing:
            return yearly
    return read_targets(_with_subject(project.name, project.content))


def _with_subject(name: str, content: str) -> str:
    """Return the content with every bare figure (600人, 控制在10410人内) behind what it is a figure of.

    A target column holds the figure alone; the line or the name before it says of what.
    """
    lines = [name]
    for line in content.split("\n"):
        told = unicodedata.normalize("NFKC", line)
        bare = _BARE_FIGURE.fullmatch(told) or _BARE_FIGURE.fullmatch(re.split(r"[,，；;]", told)[0])
        measured = _MEASURED_NAME.fullmatch(lines[-1])
        if bare and unit_of(re.sub(r"\(.*?\)", "", bare["unit"])):
            lines[-1] += line
        elif bare and not bare["unit"] and measured and unit_of(measured["unit"]):
            lines[-1] = f"{measured['name']}{line}{measured['unit']}"
        else:
            lines.append(line)
    return "\n".join(lines if not content or lines[0] != name else lines[1:])


def units_of(projects: Iterable[Project], district: str, city: str) -> tuple[Unit, ...]:
    """Return every unit the projects name, in order of appearance, with the 全称 and 别名 that are sure."""
    names = tuple(dict.fromkeys(name for project in projects for name in project.units))
    found = {name: () if is_collective(name) else aliases.aliases(name, district) for name in names}
    full = {name: "" if is_collective(name) else aliases.full_name(name, district, city) for name in names}
    uses = Counter(
        alias for name in names for alias in {comparable(one) for one in (name, full[name], *found[name])} if alias
    )
    return tuple(
        Unit(
            name,
            UnitKind.COLLECTIVE if is_collective(name) else UnitKind.SINGLE,
            full_name=full[name] if uses[comparable(full[name])] == 1 else "",
            # A name that two units could go by belongs to neither.
            aliases=tuple(alias for alias in found[name] if uses[comparable(alias)] == 1 and alias != full[name]),
        )
        for name in names
    )


def _assumptions(projects: tuple[Project, ...], rows: tuple[Listed, ...]) -> Iterator[Doubt]:
    for project, row in zip(projects, rows, strict=True):
        for sentence in row.assumed:
            yield Doubt(project.key, sentence, row.place, "请与通知原件核对；不对的在“项目”表里改正")
        if row.plan and project.plan is None:
            yield Doubt(
                project.key,
                f"年度计划投资“{row.plan}”读不出一个数，没有导入",
                row.place,
                "请在“项目”表的“年度计划投资”填万元数，例如 1200",
            )
