"""Things a project names one by one, of each of which the statement tells by its name."""

from __future__ import annotations

import pytest

from shishi_xl.core.model import Direction, Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read
from shishi_xl.core.progress.reading import State
from shishi_xl.core.progress.sites import sites_of

BRIDGES = "新建状元碑、文星湾2座人行天桥。"
TWO = Indicator("", "人行天桥", 2, "座", Direction.AT_LEAST)


@pytest.mark.parametrize(
    ("content", "sites"),
    [
        (BRIDGES, ("状元碑", "文星湾")),
        ("新建人行天桥2座（状元碑、文星湾）。", ("状元碑", "文星湾")),
        ("新建状元碑天桥、文星湾天桥共2座。", ("状元碑", "文星湾")),
        ("新建状元碑、文星湾、金刀峡2座人行天桥。", ()),
        ("新建人行天桥2座、公厕3座。", ()),
    ],
)
def test_names_only_where_there_are_just_so_many(content: str, sites: tuple[str, ...]) -> None:
    assert sites_of(TWO, content) == sites


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("状元碑天桥已竣工通行，文星湾天桥还在吊装钢箱梁。", 1),
        ("状元碑天桥已建成，文星湾天桥也已建成。", 2),
        ("状元碑天桥已建成。", None),  # nothing is said of the other
        ("状元碑天桥在吊装，文星湾天桥刚挖完基坑。", None),  # begun is not 0
        ("状元碑天桥已建成，但还没有完工；文星湾天桥在建。", None),
        ("状元碑天桥计划年底建成，文星湾天桥在建。", None),
    ],
)
def test_what_is_told_by_name_is_counted(statement: str, wanted: float | None) -> None:
    found = read(statement, (TWO,), Period(2020, 9), BRIDGES).values[0]
    assert (found.number if found is not None else None) == wanted


def test_one_that_is_not_begun_does_not_speak_for_all() -> None:
    found = read("文星湾天桥因管线没有迁改，尚未开工。", (TWO,), Period(2020, 9), BRIDGES)
    assert found.values == (None,)
    assert found.state is State.UNSAID


THREE = (Indicator("", "城市书房", 3, "处"),)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("滨江书房5月已开放，荷塘书房已建成投用，北门书房正在布展。", 2),
        ("滨江书房、荷塘书房已建成开放；北门书房尚未开工。", 2),
        ("滨江书房已开放，荷塘书房正在布展。", None),  # of one nothing is said
        ("滨江书房已开放，荷塘书房正在布展，北门书房图书已到。", None),
        ("滨江书房已开放，荷塘书房预计9月开放，北门书房正在布展。", None),
        ("滨江书房主体已完工，荷塘书房正在布展，北门书房尚未开工。", None),
        ("滨江书房已开放，荷塘书房正在布展，北门书房正在施工，南门书房正在选址。", None),  # four of three
    ],
)
def test_things_that_the_statement_itself_names_one_by_one(statement, value):
    (found,) = read(statement, THREE, Period(2020, 8), "新建城市书房3处。").values
    assert (found and found.number) == value
