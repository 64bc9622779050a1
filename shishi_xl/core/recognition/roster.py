"""The catalogue as recognition looks things up in it: projects by name and content, units by any of their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from shishi_xl.core import issue
from shishi_xl.core.aliases import forms_of, stem_of
from shishi_xl.core.model import Catalogue, Indicator, Project, UnitKind
from shishi_xl.core.normalise import fold
from shishi_xl.patterns import regex

_APART = regex(r"[、，,;；/\s]+")
_OFFICE = regex("(?:公司|集团|[局委办]|街道|镇|乡|管委会|委员会|医院|学校)$")
# What may follow a unit's name and is only a part of it: 区教委基教科, 甲镇规划建设办公室.
_PART_OF_IT = regex(
    "(?:办事处|人民政府|政府|党工委)?(?:[一-龥a-z\\d]{0,10}(?:科|室|股|处|组|站|所|队|办|办公室|中心|部|窗口))?(?:盖章|公章|签章|章)?"
)
_SEPARATORS = regex(r"[、，,;；/\n\r]+|\s{2,}")


@dataclass(frozen=True)
class Roster:
    """One catalogue, indexed once for a whole batch of files."""

    catalogue: Catalogue

    @cached_property
    def by_name(self) -> dict[str, tuple[Project, ...]]:
        """Return the projects under their folded names; the rows of one item share a name."""
        return _grouped((fold(project.name), project) for project in self.catalogue.projects)

    @cached_property
    def by_content(self) -> dict[str, tuple[Project, ...]]:
        """Return the projects under their folded contents."""
        return _grouped((fold(project.content), project) for project in self.catalogue.projects)

    @cached_property
    def own(self) -> dict[str, dict[str, Project]]:
        """Return each unit's projects by 项目编号."""
        units = (unit.name for unit in self.catalogue.units if unit.kind is UnitKind.SINGLE)
        names = dict.fromkeys((*units, *self.catalogue.responsible_units))
        return {name: {project.key: project for project in self.catalogue.projects_of(name)} for name in names}

    @cached_property
    def indicators(self) -> dict[str, dict[str, Indicator]]:
        """Return each project's indicators by folded name."""
        return {
            key: {fold(indicator.name): indicator for indicator in indicators}
            for key, indicators in self.catalogue.indicators_by_project.items()
        }

    @cached_property
    def presets(self) -> dict[tuple[str, str], dict[str, str | float]]:
        """Return what the preset cells of each row hold that a unit has no business changing, by project and indicator."""
        return {
            (project.key, one.name if one else ""): issue.told(project, one)
            for project in self.catalogue.projects
            for one in (None, *self.catalogue.indicators_by_project[project.key])
        }

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        """Return all folded names of each unit that the office has written down."""
        units = {unit.name: unit for unit in self.catalogue.units if unit.kind is UnitKind.SINGLE}
        known = {name: (name, unit.full_name, *unit.aliases) for name, unit in units.items()}
        return {name: tuple(fold(spelling) for spelling in known.get(name, (name,)) if spelling) for name in self.own}

    @cached_property
    def _unit_names(self) -> dict[str, frozenset[str]]:
        """Return the units a spelling may stand for, by folded spelling; written names go before derived ones."""
        district = self.catalogue.settings.district
        written: dict[str, set[str]] = {}
        for name, spellings in self._spellings.items():
            for spelling in spellings:
                written.setdefault(spelling, set()).add(name)
        derived: dict[str, set[str]] = {}
        for spelling, names in written.items():
            derived.setdefault(unit_key(spelling, district), set()).update(names)
        return {key: frozenset(names) for key, names in (derived | written).items()}

    def units_named(self, text: str) -> frozenset[str]:
        """Return the units a spelling may stand for: none, one, or several when it fits several. Never by likeness."""
        folded = fold(text)
        found = self._unit_names.get(folded)
        if found is None and folded:
            found = self._unit_names.get(unit_key(folded, self.catalogue.settings.district))
        return found or frozenset()

    def present_name(self, name: str) -> str | None:
        """Return what a unit is called today that bore a name when its form went out; None where nobody or two bear it."""
        if name in self.own:
            return name
        found = self.units_named(name)
        return next(iter(found)) if len(found) == 1 else None

    def agrees(self, text: str, unit: str) -> bool:
        """Return whether a text names a unit, or a part of it that is no unit by itself (区教委基教科)."""
        if found := self.units_named(text):
            return unit in found
        parts = [part for part in _APART.split(text) if fold(part)]
        if len(parts) > 1:  # 区民政局、区残联: another unit's name beside its own
            return any(self.agrees(part, unit) for part in parts) and not any(
                self._is_another(part, unit) for part in parts
            )
        district = self.catalogue.settings.district
        named = _levelled(fold(text), district)
        return any(
            named.startswith(own) and _PART_OF_IT.fullmatch(named.removeprefix(own))
            for own in (_levelled(spelling, district) for spelling in self._spellings[unit])
        )

    def _is_another(self, name: str, unit: str) -> bool:
        """Return whether a name beside a unit's own is that of another office, in the catalogue or not."""
        if named := self.units_named(name):
            return unit not in named
        return _OFFICE.search(fold(name)) is not None and not self.agrees(name, unit)

    def units_in(self, text: str) -> frozenset[frozenset[str]]:
        """Return what each name of a cell 责任单位 may stand for; one that is nobody's stands for its own folded words."""
        parts = (part for part in _SEPARATORS.split(text) if fold(part))
        return frozenset(self.units_named(part) or frozenset({fold(part)}) for part in parts)


def unit_key(folded: str, district: str) -> str:
    """Return a unit's name without its place and in its office's full form, so that short forms meet; 市教委 keeps its 市."""
    if forms := forms_of(folded):
        return forms[0]
    stem = _levelled(folded, district)
    level = "市" if stem.startswith("市") and not forms_of(stem) else ""
    bare = stem.removeprefix(level)
    return level + (forms_of(bare) or (bare,))[0]


def _levelled(folded: str, district: str) -> str:
    """Return a name without its district, but with the 市 of an office above it."""
    stem = stem_of(folded, district)
    return folded if folded == f"市{stem}" and not district.endswith("市") else stem


class _Memo:
    """The roster of the catalogue in use, so that a batch of files indexes it once."""

    roster: Roster | None = None


def of(catalogue: Catalogue) -> Roster:
    """Return the roster of a catalogue."""
    if _Memo.roster is None or _Memo.roster.catalogue is not catalogue:
        _Memo.roster = Roster(catalogue)
    return _Memo.roster


def _grouped(pairs: Iterable[tuple[str, Project]]) -> dict[str, tuple[Project, ...]]:
    found: dict[str, list[Project]] = {}
    for key, project in pairs:
        found.setdefault(key, []).append(project)
    return {key: tuple(projects) for key, projects in found.items() if key}
