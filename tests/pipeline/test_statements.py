"""Readings go from the worker that made them to the workbook that asks for them."""

from __future__ import annotations

import pytest

from shishi_xl.core import progress
from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.pipeline.statements import Statements

JUNE = Period(2020, 6)
INDICATORS = (Indicator("附1-1", "公厕", 10.0, "座"),)


def test_what_a_worker_has_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, parent = Statements(), Statements()
    told = worker.read("已建成公厕4座。", INDICATORS, JUNE, "新建公厕10座。")
    parent.learn("区城管局", JUNE, worker.packed())

    def refuse(*_: object) -> progress.Reading:
        raise AssertionError("read again")

    monkeypatch.setattr(progress, "read", refuse)
    assert parent.read("已建成公厕4座。", INDICATORS, JUNE, "新建公厕10座。") == told
    with pytest.raises(AssertionError, match="read again"):
        parent.read("已建成公厕5座。", INDICATORS, JUNE, "新建公厕10座。")


def test_a_unit_that_reports_again_costs_no_more_memory_and_its_last_reading_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parent = Statements()
    for built in (4, 5):
        worker = Statements()
        last = worker.read(f"已建成公厕{built}座。", INDICATORS, JUNE, "")
        parent.learn("区城管局", JUNE, worker.packed())
    monkeypatch.setattr(progress, "read", lambda *_: None)
    assert parent.read("已建成公厕5座。", INDICATORS, JUNE, "") == last
    assert parent.read("已建成公厕4座。", INDICATORS, JUNE, "") is None
