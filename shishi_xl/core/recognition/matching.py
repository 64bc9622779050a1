"""Which project or indicator a row speaks of: likeness may propose, only exact clues decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from shishi_xl.core.model import Indicator, Project
from shishi_xl.core.normalise import as_excel_shows, fold, text_of
from shishi_xl.core.recognition.lines import Line
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.patterns import regex

_LIKE = 75  # of 100; a proposal only
_SIGNS = regex(r"[0-9a-z]+")
_SHORTEST = 4  # characters of a name that may be found inside a longer text


class Verdict(Enum):
    """What a row turned out to be."""

    KNOWN = "known"
    FOREIGN = "foreign-row"  # another unit's project
    UNKNOWN = "unknown-row"
    AMBIGUOUS = "ambiguous-row"
    MERGED = "rows-merged"  # several projects in one cell


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome for one row; `guesses` are what it may have meant."""

    verdict: Verdict
    project: Project | None = None
    guesses: tuple[Project, ...] = ()


def project_of(line: Line, roster: Roster, own: Mapping[str, Project], hint: str = "") -> Match:
    """Return the project of a row among a unit's own; `hint` is the 项目编号 that stood in this row when it was issued."""
    name, content = fold(line.name), fold(line.content)
    named = roster.by_name.get(name, ())
    described = roster.by_content.get(content, ()) if content else ()
    if named:
        return _among_named(line, roster, own, hint)
    if len(mentioned := _mentioned(name, roster)) > 1:
        return Match(Verdict.MERGED, guesses=mentioned)
    mine = [project for project in described if project.key in own]
    # A name that is nobody's may be the one the project bore when the form was issued: the office has mended it since.
    if len(mine) == 1 and (not name or _is_confirmed(line, mine[0], hint) or _like(name, mine)):
        return Match(Verdict.KNOWN, mine[0])
    if described and not mine and (not name or _like(name, described)):
        return Match(Verdict.FOREIGN, described[0])
    return _among_like(line, roster, own, hint)


def _among_named(line: Line, roster: Roster, own: Mapping[str, Project], hint: str) -> Match:
    """Decide between the rows that bear this very name: by content, unit, place when issued, 序号."""
    named, content = roster.by_name[fold(line.name)], fold(line.content)
    mine = [project for project in named if project.key in own]
    described = roster.by_content.get(content, ()) if content else ()
    same_content = [project for project in named if fold(project.content) == content] if content else []
    if not mine or (same_content and not any(project.key in own for project in same_content)):
        return Match(Verdict.FOREIGN, (same_content or named)[0])
    theirs = [project for project in named if project.key not in own and _same_units(line, project, roster)]
    if (
        theirs
        and not same_content
        and not any(project.key == hint or _same_units(line, project, roster) for project in mine)
    ):
        return Match(Verdict.FOREIGN, theirs[0])  # the row of the item that another unit is responsible for
    others = [project for project in described if project.key in own]
    confirmed = any(_is_confirmed(line, project, hint) for project in mine)
    if described and not same_content and (others or not confirmed):
        return Match(Verdict.AMBIGUOUS, guesses=(*mine, *described))  # the name is one project's, the content another's
    clues: tuple[Callable[[Project], bool], ...] = (
        lambda project: project in same_content,
        lambda project: _same_units(line, project, roster),
        lambda project: project.key == hint and _most_like(line, project, named),
        lambda project: bool(line.number) and fold(line.number) == fold(project.number),
    )
    for clue in clues:
        if len(mine) == 1:
            break
        mine = [project for project in mine if clue(project)] or mine
    return Match(Verdict.KNOWN, mine[0]) if len(mine) == 1 else Match(Verdict.AMBIGUOUS, guesses=tuple(mine))


def _among_like(line: Line, roster: Roster, own: Mapping[str, Project], hint: str) -> Match:
    """Decide for a name that is nobody's: one alike, confirmed by where it stood when issued or by its 序号."""
    name = fold(line.name)
    like = _like(name, own.values()) if name else []
    confirmed = [project for project in like if project.key == hint]
    numbered = [project for project in like if line.number and fold(line.number) == fold(project.number)]
    for found in (confirmed, numbered):
        if len(found) == 1 and _same_signs(name, found[0]) and _nearest(name, found[0], roster):
            return Match(Verdict.KNOWN, found[0])
    if len(like) > 1:
        return Match(Verdict.AMBIGUOUS, guesses=tuple(like))
    return Match(Verdict.UNKNOWN, guesses=tuple(like))


def _is_confirmed(line: Line, project: Project, hint: str) -> bool:
    """Return whether a row stands where a project was issued, or has its 序号."""
    return project.key == hint or (bool(line.number) and fold(line.number) == fold(project.number))


def _same_units(line: Line, project: Project, roster: Roster) -> bool:
    return bool(line.units) and roster.units_in(line.units) == roster.units_in("、".join(project.units))


def _most_like(line: Line, project: Project, others: Collection[Project]) -> bool:
    """Return whether no other project's content is nearer to the row's; rows may have been sorted since the issue."""
    from rapidfuzz import fuzz

    content = fold(line.content)
    if not content:
        return True
    scores = {other.key: fuzz.ratio(content, fold(other.content)) for other in others}
    return all(scores[project.key] > score for key, score in scores.items() if key != project.key)


def _like(name: str, projects: Collection[Project]) -> list[Project]:
    """Return the projects whose names are like this one, or hold it, or are held by it."""
    from rapidfuzz import fuzz

    found = []
    for project in projects:
        own = fold(project.name)
        held = min(len(own), len(name)) >= _SHORTEST and (own in name or name in own)
        if held or fuzz.ratio(name, own, score_cutoff=_LIKE) >= _LIKE:
            found.append(project)
    return found


def _same_signs(name: str, project: Project) -> bool:
    """Return whether the figures and letters agree: B28 and B36 are two plots, not a slip of the pen."""
    return _SIGNS.findall(name) == _SIGNS.findall(fold(project.name))


def _nearest(name: str, project: Project, roster: Roster) -> bool:
    """Return whether no other project's name of the whole catalogue is as near."""
    from rapidfuzz import fuzz

    own = fold(project.name)
    score = fuzz.ratio(name, own)
    return all(score > fuzz.ratio(name, other) for other in roster.by_name if other != own)


def _mentioned(name: str, roster: Roster) -> tuple[Project, ...]:
    """Return the projects whose whole names stand one after another in a text, one for each name."""
    found = [
        (own, projects[0])
        for own, projects in roster.by_name.items()
        if len(own) >= _SHORTEST and len(own) < len(name) and own in name
    ]
    outer = [(own, project) for own, project in found if not any(own != other and own in other for other, _ in found)]
    return tuple(project for _, project in outer)


_MEASURED = regex(r"(?P<name>.+?)\s*[(（](?P<unit>[^()（）]{1,6})[)）]")


def has_facts_of(line: Line, indicator: Indicator) -> bool:
    """Return whether unit and target of a row are an indicator's."""
    unit, target = (text_of(line.table.cell(line.row, field)) for field in ("计量单位", "年度目标"))
    return unit == indicator.unit and target == as_excel_shows(indicator.target)


def _is_rather(line: Line, issued: Indicator, named: Indicator) -> bool:
    """Return whether unit and target of a row are still those it was issued with, and not those of the indicator it names."""
    unit, target = (text_of(line.table.cell(line.row, field)) for field in ("计量单位", "年度目标"))
    told = [(unit, issued.unit, named.unit), (target, as_excel_shows(issued.target), as_excel_shows(named.target))]
    told = [one for one in told if one[0] and one[1] != one[2]]
    return bool(told) and all(said == own for said, own, _ in told)


def indicator_of(
    line: Line, roster: Roster, project: Project, hint: str = ""
) -> tuple[Indicator | None, tuple[Indicator, ...]]:
    """Return the indicator of a row within its project, and what it may have meant where that is not certain."""
    known = roster.indicators[project.key]
    name = fold(line.indicator)
    if name in known:
        other = known.get(fold(hint))
        if other is not None and other is not known[name] and _is_rather(line, other, known[name]):
            return None, (other, known[name])  # only the names have been exchanged
        return known[name], ()
    measured = _MEASURED.fullmatch(line.indicator.strip())
    found = known.get(fold(measured["name"])) if measured else None
    if measured and found and fold(measured["unit"]) == fold(found.unit):  # 街道养老服务中心（个）
        return found, ()
    if not name:
        return (next(iter(known.values())), ()) if len(known) == 1 else (None, tuple(known.values()))
    from rapidfuzz import fuzz

    like = [
        indicator
        for own, indicator in known.items()
        if fuzz.ratio(name, own) >= _LIKE or (min(len(own), len(name)) >= 2 and (own in name or name in own))
    ]
    if len(like) == 1 and (fold(hint) == fold(like[0].name) or len(known) == 1):
        return like[0], ()
    return None, tuple(like)
