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
        ("为方便群众过街，" * 60 + BRIDGES, ("状元碑", "文星湾")),  # however long it says why
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


ROADS = (Indicator("", "打通断头路", 4, "条"),)
CENTRES = (Indicator("", "社区卫生服务中心迁建", 2, "个"),)


@pytest.mark.parametrize(
    ("indicators", "statement", "value"),
    [
        (ROADS, "兴隆路、学苑街已通车，云泉路沥青摊铺完成、待装交安设施，文昌巷房屋征收中。", 2),
        (ROADS, "兴隆路、学苑街已通车，云泉路、文昌巷路基完成。", 2),  # a stage is not finished, and it is told of all
        (ROADS, "兴隆路、学苑街已通车，云泉路一期已通车，文昌巷正在施工。", None),  # some of it: nobody knows
        (ROADS, "兴隆路、学苑街已通车，云泉路绿化完成，文昌巷正在施工。", None),
        (ROADS, "兴隆路、学苑街已通车，云泉路正在施工。", None),  # three of four
        (CENTRES, "天生社区卫生服务中心已建成并通过消防验收，龙凤社区卫生服务中心室内装修。", 1),
        (CENTRES, "天生社区卫生服务中心主体封顶，龙凤社区卫生服务中心室内装修。", None),
    ],
)
def test_a_stage_of_one_of_them_is_not_the_end_of_it(indicators, statement, value):
    (found,) = read(statement, indicators, Period(2020, 8)).values
    assert (found and found.number) == value


LANES = (Indicator("", "背街小巷改造", 6, "条"),)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("人民路、新华巷、果园路、劳动巷4条已改造完工，双柏树巷、文星湾巷正在铺装。", 4),
        ("人民路、新华巷、果园路5条已改造完工。", None),  # more than are named
        ("东阳、澄江、静观三个街镇分别改造1条、2条、1条，其他街镇没有任务。", 4),  # three towns, not three lanes
    ],
)
def test_names_with_their_number(statement, value):
    (found,) = read(statement, LANES, Period(2020, 8), "改造人民路等6条背街小巷。").values
    assert (found and found.number) == value


SIGHTS = (Indicator("", "文旅项目", 3, "个"),)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("博物馆已竣工，游客中心正装修，停车场完成60%。", 1),
        ("博物馆已竣工，古城游客中心刚完成基础，停车场正在招标。", 1),
        ("博物馆已竣工，中心正装修，停车场完成60%。", None),  # two characters may be anything's
    ],
)
def test_a_site_may_be_called_by_the_end_of_its_name(statement, value):
    (found,) = read(statement, SIGHTS, Period(2020, 8), "建设古镇博物馆、古城游客中心、老街停车场3个文旅项目。").values
    assert (found and found.number) == value


METERS = (Indicator("", "更换水表", 1200, "户"),)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("除36户无人居住未更换外，其余均已更换。", 1164),
        ("除36户外，其余水表均已更换。", 1164),
        ("除36户未更换外，其余正在更换。", None),
    ],
)
def test_all_but_some_done_by_the_very_verb(statement, value):
    (found,) = read(statement, METERS, Period(2020, 8), "更换水表1200户。").values
    assert (found and found.number) == value
