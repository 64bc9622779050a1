"""What a unit's printer gives: A4 landscape, one page wide, no hashes, no tokens, no text missing."""

import re

import pytest

from shishi_xl.excel import blank_template, marked
from shishi_xl.excel.form import Renderer
from tests.examples import CATALOGUE, JUNE, KEY, LONG, MAY_VALUES
from tests.excel import libreoffice
from tests.excel.test_marked import FILLED, FINDINGS

pytestmark = [libreoffice.needed, pytest.mark.slow]


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_a_marked_form_prints_as_it_should(tmp_path):
    form = Renderer(blank_template.draw()).render("区教委", JUNE, CATALOGUE, MAY_VALUES, KEY, filled=FILLED)
    printed = libreoffice.pages(marked.mark(form, FINDINGS), tmp_path)
    assert printed.sizes
    assert {(round(wide), round(high)) for wide, high in printed.sizes} == {(842, 595)}
    assert "###" not in printed.text
    assert "{{" not in printed.text
    together = squeezed(printed.text)
    assert re.findall(r"第(\d+)页，共(\d+)页", together) == [
        (str(number), str(len(printed.sizes))) for number in range(1, len(printed.sizes) + 1)
    ]
    for heading in ("1-6月形象进度", "1-6月完成投资", "存在的主要问题", "本期累计", "1-5月累计", "应该怎样填"):
        assert heading in together
    # One page wide: the last columns stand beside the first ones, on the same lines.
    assert re.search(r"序号 .*说明", printed.text)
    assert re.search(r"25\.0%", printed.text)
    # Every character of the long 项目内容 is on paper (a row cut at its edge would lose lines).
    assert together.count("校园绿化") == LONG.count("校园绿化")
