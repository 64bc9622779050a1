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
