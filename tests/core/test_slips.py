"""Slips of the input method in what units write, and words that only look like them."""

from __future__ import annotations

import pytest

from shishi_xl.core.plain import plain
from shishi_xl.core.quantities import find_quantities


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("累记建成84坐", "累计建成84座"),
        ("以经整治完3.9公理", "已经整治完3.9公里"),
        ("己建成5座", "已建成5座"),
        ("峻工验收12个", "竣工验收12个"),
    ],
)
def test_slips_are_read_as_what_was_meant(typed: str, meant: str) -> None:
    assert plain(typed).text == meant


@pytest.mark.parametrize("typed", ["以经济开发区为主", "自己安装", "3坐席客服", "公理", "坐落于5个村"])
def test_what_only_looks_like_a_slip_stays(typed: str) -> None:
    assert plain(typed).text == typed


@pytest.mark.parametrize(
    ("typed", "number", "unit"), [("1万6千8百份", 16800, "份"), ("31万5千株", 315000, "株"), ("3千5百人", 3500, "人")]
)
def test_numbers_told_place_by_place(typed: str, number: float, unit: str) -> None:
    (found,) = find_quantities(typed)
    assert (found.amount.value, found.amount.unit) == (number, unit)
