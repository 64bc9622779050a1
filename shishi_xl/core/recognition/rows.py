"""Lines → the projects and indicators they speak of, each at most once, with a finding for every row that is not sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET
from shishi_xl.core.grid import Place
from shishi_xl.core.identity import Identity
from shishi_xl.core.model import Indicator, Project
from shishi_xl.core.normalise import fold, is_blank, text_of
from shishi_xl.core.recognition import loose, lost_headings, matching
from shishi_xl.core.recognition.lines import Line, LineKind
from shishi_xl.core.recognition.matching import Verdict
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.spelling import TOTALS, Vocabulary

Key = tuple[str, str]  # 项目编号 and the indicator's name, "" for the project itself


@dataclass(slots=True)
class Rows:
    """What the lines of one kind of table came to."""

    kind: str
    lines: dict[Key, Line] = field(default_factory=dict)
    repeated: dict[Key, list[Line]] = field(default_factory=dict)
    texts: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    # Rows with a finding: the projects each may stand for, and how many of them it does.
    doubtful: list[tuple[frozenset[str], int]] = field(default_factory=list)


def _numbered(line: Line, project: Project) -> bool:
    return bool(line.number) and fold(line.number) == fold(project.number)


class RowReader:
    """Reads lines as rows of one unit; `signed` knows which row was issued for what."""

    def __init__(self, roster: Roster, unit: str | None, signed: Identity | None, words: Vocabulary) -> None:
        """Index the issued rows."""
        self.roster = roster
        self._unit = unit or "本单位"
        catalogue = roster.catalogue
        self._own: Mapping[str, Project] = roster.own.get(unit or "") or catalogue.project_by_key
        issued = signed.rows if signed else ()
        self._issued = {(row.sheet, row.row): (row.project, row.indicator) for row in issued}
        self._given = {row.project for row in issued}
        self.words = words
        self._called: dict[str, dict[str, Project]] = {}  # by names that are nobody's today
        self._moved = False  # rows of the table do not stand where they were issued
        self._ends: dict[int, int] = {}  # the last row of each table that names something

    def read(self, kind: str, lines: Iterable[Line]) -> Rows:
        """Return the rows of a kind of table."""
        rows = Rows(kind)
        listed = tuple(lines)
        self._moved = any(map(self._has_moved, listed))
        self._ends = {id(line.table): line.row for line in listed if line.kind is LineKind.ROW and line.names_something}
        before: tuple[Project, Line] | None = None
        for line in listed:
            if line.kind is LineKind.TEXT:
                rows.texts.append(line)
                continue
            project = self._project(line, rows, before)
            if project is not None:
                before = project, line
                self._place(line, project, rows)
        for key, lines_of in rows.repeated.items():
            rows.findings.append(self._said_repeated(key, [rows.lines[key], *lines_of]))
        return rows

    def _has_moved(self, line: Line) -> bool:
        """Return whether a row names another project than was issued in its place: then no place tells whose row it is."""
        issued = self._own.get(self._issued.get((line.table.kind, line.row), ("", ""))[0])
        named = self.roster.by_name.get(fold(line.name), ())
        return issued is not None and bool(named) and issued not in named

    def expected(self, kind: str, signed: Identity | None) -> list[Key]:
        """Return the rows a complete table of the kind has: those issued, else those of the catalogue."""
        if signed is not None:
            known = self.roster.indicators
            return [
                (row.project, row.indicator)
                for row in signed.rows
                if row.sheet == kind
                and row.project in self._own
                and (not row.indicator or fold(row.indicator) in known[row.project])
            ]
        if kind == PROJECT_SHEET:
            return [(key, "") for key in self._own]
        by_project = self.roster.catalogue.indicators_by_project
        return [(key, indicator.name) for key in self._own for indicator in by_project[key]]

    def missing(self, rows: Rows, signed: Identity | None) -> list[Key]:
        """Return the rows that a complete table has and this one has not, save those that rows with a finding stand for."""
        absent = [key for key in self.expected(rows.kind, signed) if key not in rows.lines]
        projects = {project for project, _ in absent}
        standing = [(meant & projects, count) for meant, count in rows.doubtful if meant & projects]
        covered = frozenset().union(*(meant for meant, _ in standing))
        hidden = [key for key in absent if key[0] in covered]
        if len(hidden) > sum(count for _, count in standing):
            return absent
        return [key for key in absent if key[0] not in covered]

    def _project(self, line: Line, rows: Rows, before: tuple[Project, Line] | None) -> Project | None:
        hint = self._issued.get((line.table.kind, line.row), ("", ""))[0]
        if not line.name and not line.content and before is not None:
            issued = self._own.get(hint)
            if issued is not None and issued is not before[0] and _numbered(line, issued):
                return issued  # its name has been deleted; 序号 and place are still its own
            if self._goes_on(line, *before):
                return before[0]
            self._set_aside(line, rows)
            return None
        match = matching.project_of(line, self.roster, self._own, hint)
        name = fold(line.name)
        called = self._called.setdefault(name, {}) if name and name not in self.roster.by_name else {}
        if match.verdict is Verdict.KNOWN and match.project is not None:
            called[match.project.key] = match.project
            return match.project
        settled = [one for one in called.values() if len(called) == 1 or _numbered(line, one)]
        if len(settled) == 1 and not self._is_another(line, settled[0], rows):
            return settled[0]  # the other table has settled whose name this is
        if match.verdict is Verdict.UNKNOWN and hint and hint not in self.roster.catalogue.project_by_key:
            self._say_retired(line, line.name or hint, rows)
            return None
        if match.verdict is Verdict.FOREIGN and match.project and match.project.key in self._given:
            self._say_retired(line, line.name, rows)  # the office has given it to another unit since
            return None
        if match.verdict is Verdict.UNKNOWN and not match.guesses and loose.is_signature(line, self.roster):
            line.set_aside()
        elif line.names_something or line.filled:
            self._say(line, match, rows)
        return None

    @staticmethod
    def _is_another(line: Line, project: Project, rows: Rows) -> bool:
        """Return whether a project stands in this table already and another 序号 under the same shortened name."""
        again = rows.kind == PROJECT_SHEET and (project.key, "") in rows.lines
        return again and bool(line.number) and not _numbered(line, project)

    def _goes_on(self, line: Line, project: Project, above: Line) -> bool:
        """Return whether a line without a name is about the project above: its next indicator, or one row made two.

        A row that has been left empty is never filled by what stands below it.
        """
        if line.number and not _numbered(line, project):
            return False
        follows = line.row == above.row + 1 and line.table is above.table and not loose.is_signature(line, self.roster)
        if line.indicator:
            hint = self._issued.get((line.table.kind, line.row), ("", ""))[1]
            follows = follows and not loose.is_remark(line)
            return follows or matching.indicator_of(line, self.roster, project, hint)[0] is not None
        if not (follows and line.filled and above.filled):
            return False
        return self._is_inside(line) or not (loose.is_sum(line) or loose.is_remark(line))

    def _is_inside(self, line: Line) -> bool:
        """Return whether a row of the table that names something follows."""
        return line.row < self._ends.get(id(line.table), 0)

    def _set_aside(self, line: Line, rows: Rows) -> None:
        """Take a line without a name for words that belong to no row, or ask whose row it is."""
        if loose.is_signature(line, self.roster):
            line.set_aside()
        elif line.is_numbered or (self._is_inside(line) and not loose.is_remark(line)):
            if line.filled:
                self._say(line, matching.Match(Verdict.UNKNOWN), rows)
        elif line.filled or line.indicator:
            line.set_aside()
            rows.texts.append(line)

    def _say(self, line: Line, match: matching.Match, rows: Rows) -> None:
        said = line.name or line.content[:40] or line.indicator or "（没有写项目名称）"
        names = "、".join(f"“{project.name}”" for project in match.guesses)
        issued = self._own.get(self._issued.get((rows.kind, line.row), ("", ""))[0])
        numbered = [project for project in self._own.values() if _numbered(line, project)]
        numbered = numbered if len(numbered) == 1 else []
        # A wrong name is no example of a right one; nor is where a row stands alone, once rows have been moved.
        trusted = issued is not None and not self._moved
        likely = [*match.guesses, *([issued] if issued is not None and trusted else ()), *numbered]
        other = [one for one in likely if fold(one.name) != fold(line.name)]
        sure = likely and match.verdict is not Verdict.AMBIGUOUS
        example = (other or likely)[0].name if sure else "照抄下发表上这一行的序号、项目名称和项目内容"
        facts: dict[Verdict, dict[str, Any]] = {
            Verdict.FOREIGN: {"unit": self._unit, "count": len(self._own)},
            Verdict.UNKNOWN: {"unit": self._unit, "guess": f"，最像的是{names}" if names else "", "example": example},
            Verdict.AMBIGUOUS: {"guess": names, "example": example},
            Verdict.MERGED: {"reason": f"这一格里写了几个项目（{said}）"},
        }
        project = match.project.key if match.project else ""
        meant = [guess.key for guess in match.guesses] or [self._issued.get((rows.kind, line.row), ("", ""))[0]]
        rows.doubtful.append((frozenset(meant), len(meant) if match.verdict is Verdict.MERGED else 1))
        rows.findings.append(
            find(match.verdict.value, self._place_of(line), project=project, value=said, **facts[match.verdict])
        )

    def _place(self, line: Line, project: Project, rows: Rows) -> None:
        key = (project.key, "")
        if rows.kind == INDICATOR_SHEET:
            issued, hint = self._issued.get((line.table.kind, line.row), ("", ""))
            indicator, guesses = matching.indicator_of(line, self.roster, project, hint)
            gone = indicator is None and hint and issued == project.key and fold(hint) == fold(line.indicator)
            indicator = (self._successor(line, project) if gone else None) or indicator
            if gone and indicator is None:
                self._say_retired(line, f"{project.name}·{hint}", rows)
                return
            if indicator is None:
                if fold(line.indicator) in TOTALS:
                    return
                if line.indicator or line.filled or "指标" not in line.table.columns:
                    self._say_indicator(line, project, [guess.name for guess in guesses], rows)
                return
            key = (project.key, indicator.name)
        first = rows.lines.get(key)
        if first is None or (not first.filled and line.filled):
            rows.lines[key] = line
        elif line.filled and not _same(first, line, self.words):
            rows.repeated.setdefault(key, []).append(line)

    def _successor(self, line: Line, project: Project) -> Indicator | None:
        """Return the indicator that an issued one has been renamed to: the only new one, of its unit and target, for the only one gone."""
        known = self.roster.indicators[project.key]
        issued = {fold(indicator) for key, indicator in self._issued.values() if key == project.key and indicator}
        new = [indicator for name, indicator in known.items() if name not in issued]
        gone = [name for name in issued if name not in known]
        return new[0] if len(new) == len(gone) == 1 and matching.has_facts_of(line, new[0]) else None

    def _say_retired(self, line: Line, name: str, rows: Rows) -> None:
        """Note a row that was issued and has been taken off the catalogue since: no fault of the unit."""
        rows.findings.append(find("row-retired", self._place_of(line), value=name))

    def _say_indicator(self, line: Line, project: Project, guesses: Sequence[str], rows: Rows) -> None:
        known = [indicator.name for indicator in self.roster.catalogue.indicators_by_project[project.key]]
        rows.doubtful.append((frozenset({project.key}), 1))
        if line.indicator in known and "指标" in line.table.columns:
            place = Place(line.table.sheet.name, line.row, line.table.columns["指标"])
            facts = {
                "value": line.indicator,
                "guess": "、".join(f"“{guess}”" for guess in guesses),
                "example": guesses[0],
            }
            rows.findings.append(find("ambiguous-row", place, project=project.key, **facts))
            return
        if "指标" not in line.table.columns:
            lost = lost_headings.indicators_lost(line.table, self.words)
            rows.findings += [lost] if lost not in rows.findings else []
            return
        column = line.table.columns.get("指标", line.table.columns.get("项目名称", 1))
        issued = self._issued.get((rows.kind, line.row), ("", ""))
        likely = [*([issued[1]] if issued[0] == project.key and issued[1] in known else ()), *guesses, *known]
        rows.findings.append(
            find(
                "unknown-indicator",
                Place(line.table.sheet.name, line.row, column),
                project=project.key,
                value=line.indicator or "（没有写指标）",
                name=project.name,
                known="、".join(known),
                example=next((one for one in likely if (project.key, one) not in rows.lines), likely[0]),
            )
        )

    def _said_repeated(self, key: Key, lines: Sequence[Line]) -> Finding:
        project = self.roster.catalogue.project_by_key[key[0]]
        name = f"{project.name}·{key[1]}" if key[1] else project.name
        cells = "、".join(self._place_of(line).cell for line in lines)
        return find("row-repeated", self._place_of(lines[1]), project=key[0], indicator=key[1], name=name, cells=cells)

    @staticmethod
    def _place_of(line: Line) -> Place:
        columns = line.table.columns
        column = columns.get("项目名称", columns.get("项目内容", line.table.sheet.left))
        return Place(line.table.sheet.name, line.row, column)


def _same(first: Line, second: Line, words: Vocabulary) -> bool:
    """Return whether two rows say the same in every cell that the unit fills in."""
    return all(
        _shown(first, name) == _shown(second, name)
        for name, column in words.columns[first.table.kind].items()
        if column.rule is not None
    )


def _shown(line: Line, name: str) -> str:
    raw = line.table.cell(line.row, name)
    return "" if is_blank(raw) else fold(text_of(raw)) or text_of(raw)
