"""Every rule of the reader decides something: what a plain sentence would be read as without it."""

from __future__ import annotations

import pytest

from shishi_xl.core.model import Direction, Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read
from shishi_xl.core.progress.rules import RULES
from tests.cases.evaluate import LABELLED, cases_of

JUNE = Period(2020, 6)


def value(statement: str, name: str, target: float, unit: str) -> float | None:
    found = read(statement, (Indicator("", name, target, unit, Direction.AT_LEAST),), JUNE).values[0]
    return found.number if found is not None else None


KEPT = [
    ("农村改厕误报312户。", "农村改厕", 500, "户"),
    ("完成公厕18座的目标。", "公厕", 20, "座"),
    ("公厕 8座 5座。", "公厕", 20, "座"),
    ("规模50张的养老院已建成。", "养老床位", 100, "张"),
    ("管网铺到6.4公里处。", "管网", 10, "公里"),
    ("每村建成公厕2座。", "公厕", 20, "座"),
    ("公厕8座正在装修。", "公厕", 20, "座"),
    ("三年来累计建成公厕18座。", "公厕", 20, "座"),
    ("去年建成公厕18座。", "公厕", 20, "座"),
    ("完成公厕18座选址。", "公厕", 20, "座"),
    ("公厕开工18座。", "公厕", 20, "座"),
    ("本月建成公厕8座。", "公厕", 20, "座"),
    ("预计建成公厕18座。", "公厕", 20, "座"),
    ("建成公厕近18座。", "公厕", 20, "座"),
    ("公厕比上月多8座。", "公厕", 20, "座"),
]


@pytest.mark.parametrize(("statement", "name", "target", "unit"), KEPT)
def test_what_a_rule_keeps_from_counting(statement: str, name: str, target: float, unit: str) -> None:
    assert value(statement, name, target, unit) is None


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("建成公厕18座。", 18),
        ("公厕18座。", 18),
        ("公厕累计18座。", 18),
        ("原报公厕18座有误，更正为15座。", 15),
        ("公厕完成15/20座。", 15),
        ("还剩2座公厕没有建成，其余均已完工。", 18),
        ("截至上月底建成公厕12座，本月建成3座。", 15),
    ],
)
def test_what_a_rule_lets_count(statement: str, wanted: float) -> None:
    assert value(statement, "公厕", 20, "座") == wanted


def test_every_rule_gives_some_labelled_amount_its_role() -> None:
    used: set[str] = set()
    for path in LABELLED:
        for case in cases_of(path):
            reading = read(case.statement, case.indicators, case.period, case.content, explain=True)
            used |= {line.rpartition("（")[2].rstrip("）") for line in reading.trace}
    for statement, *_ in KEPT:
        used |= {line.rpartition("（")[2].rstrip("）") for line in read(statement, (), JUNE, explain=True).trace}
    listed = {rule.name for rule in RULES if rule.role is None}
    assert {rule.name for rule in RULES} - used == listed


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("甲镇整治8处、乙镇整治9处，共计整治15处。", "小于各处之和17处"),
        ("整治18处，后因修路拆除1处。", "后来有拆除或停用的"),
        ("整治18处，其中2处正在绿化。", ""),
    ],
)
def test_why_a_count_is_left_open_is_said(statement: str, reason: str) -> None:
    indicator = Indicator("", "散排点整治", 20, "处", Direction.AT_LEAST)
    reading = read(statement, (indicator,), JUNE)
    said = "".join(note.words for note in reading.notes)
    assert (reason in said and reading.values == (None,)) if reason else said == ""


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("已安装156台，总共260台。", 156),
        ("已安装156台（共260台）。", 156),
        ("甲镇已安装100台、乙镇已安装160台，共260台。", 260),  # the sum of what was told
        ("城区已安装156台，共安装260台。", 260),
        ("本月安装30台，共260台。", 260),
    ],
)
def test_a_sum_that_is_the_target_is_how_many_there_are(statement: str, value: int) -> None:
    (found,) = read(statement, (Indicator("", "安装除颤仪", 260, "台"),), JUNE).values
    assert found is not None
    assert found.number == value


@pytest.mark.parametrize(
    ("statement", "percent"),
    [
        ("校舍竣工验收完成，正在配置教学设备，形象进度92%。", 92),
        ("项目已全部完工，形象进度92%，室外硬化正在施工。", None),
        ("项目总体完成进度为89%，较节点目标（85%）略快。", 89),
        ("第36周总体进度63%，第38周68%。", None),
        ("三个子项同步实施，项目总体进度52%。", 52),
    ],
)
def test_a_percent_of_the_whole_beside_other_words_of_it(statement: str, percent: int | None) -> None:
    explicit = read(statement, (), JUNE, "新建小学一所。").explicit
    assert (explicit and explicit.number) == percent


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("4所幼儿园中3所主体封顶、1所地基验收完毕。", None),
        ("4所幼儿园中3所竣工、1所在建。", 3),
        ("累计完成3所，比上月多1所，比去年同期多2所。", 3),
    ],
)
def test_so_many_of_them_and_what_was_added(statement: str, value: int | None) -> None:
    (found,) = read(statement, (Indicator("", "新建幼儿园", 4, "所"),), JUNE).values
    assert (found and found.number) == value
