"""A made-up municipality at work: units with ten projects each, and the forms they send back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from shishi_xl.core.issue import ValueKey
from shishi_xl.core.model import Catalogue, Indicator, Project, Unit
from shishi_xl.core.naming import form_name
from shishi_xl.core.period import Period
from shishi_xl.core.settings import Settings
from shishi_xl.excel import catalogue as catalogue_book
from shishi_xl.excel.form import Renderer
from shishi_xl.folders.workspace import Workspace
from shishi_xl.pipeline.desk import Desk
from shishi_xl.pipeline.init import init

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

JUNE = Period(2020, 6)
NOW = "2020-06-20T09:00"
ROWS = 10  # projects of a unit
CONTENT = "新建道路113公里，改造危旧桥梁12座，惠及农村居民1万户，同步完善排水、照明和安全防护设施。"
INDICATORS = (("建设里程", 113.0, "公里"), ("改造危旧桥梁", 12.0, "座"))


def catalogue(units: int, projects: int | None = None) -> Catalogue:
    """Return a list of projects, ten for each unit or as many as asked, with two indicators each."""
    names = [f"第{number}街道" for number in range(1, units + 1)]
    listed = tuple(
        _project(number, names[number % units]) for number in range(ROWS * units if projects is None else projects)
    )
    indicators = tuple(Indicator(project.key, *indicator) for project in listed for indicator in INDICATORS)
    settings = Settings({"区县": "北碚区", "年度": "2020", "汇总单位": "区发展改革委"})
    return Catalogue(listed, indicators, tuple(Unit(name) for name in names), settings=settings)


def _project(number: int, unit: str) -> Project:
    name = f"第{number + 1}片区道路改造"
    return Project(
        f"附2-{number + 1:05d}", "附件2", "一、交通", "", str(number + 1), name, f"{name}：{CONTENT}{CONTENT}", (unit,),
        plan=1000.0,
    )  # fmt: skip


def open_office(root: Path, listed: Catalogue) -> Desk:
    """Make a workspace that holds a list."""
    init(root)
    Workspace(root).catalogue.write_bytes(catalogue_book.write(listed))
    return Desk.at(root)


def returns(desk: Desk, units: Iterable[str], period: Period = JUNE, version: int = 0) -> dict[str, bytes]:
    """Return the units' filled-in forms by file name: a statement in every row, figures in half of them."""
    renderer = Renderer(desk.template)
    found = {}
    for number, unit in enumerate(units):
        filled: dict[ValueKey, float | str] = {}
        for row, project in enumerate(desk.catalogue.projects_of(unit), start=1):
            done, built = 20 + (number * 7 + row * 3 + version) % 70, 1 + (number + row + version) % 9
            text = f"截至目前，累计建成道路{done}公里，改造危旧桥梁{built}座，其余路段正在施工，预计11月底全部完工。"
            filled[ValueKey(project.key, "", "形象进度")] = text
            filled[ValueKey(project.key, "", "完成投资")] = 300.0 + number % 90 + row + version
            filled[ValueKey(project.key, "", "存在的主要问题")] = "部分路段征地尚未完成"
            if row % 2:
                filled[ValueKey(project.key, INDICATORS[0][0], "本期累计")] = float(done)
                filled[ValueKey(project.key, INDICATORS[1][0], "本期累计")] = float(built)
        name = f"{version:03d}_{form_name(period, unit)}"
        found[name] = renderer.render(unit, period, desk.catalogue, {}, desk.key, filled=filled)
    return found


def drop(desk: Desk, files: dict[str, bytes]) -> None:
    """Put files into the tray as if they had lain there for a minute, so that no run waits for them to settle."""
    for name, content in files.items():
        path = desk.workspace.inbox / name
        path.write_bytes(content)
        stamp = path.stat().st_mtime - 60
        os.utime(path, (stamp, stamp))
