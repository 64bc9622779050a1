"""Small digits in sentences and headings: never a digit of the number they stand at."""

import pytest

from shishi_xl.core.plain import plain
from shishi_xl.core.recognition import months, spelling


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("累计完成86¹户。", "累计完成86户。"),
        ("清淤3.1万m³，植草5m²¹", "清淤3.1万m3，植草5m2"),
        ("建成1.2×10³户", "建成1.2×10；户"),  # no number of 户
    ],
)
def test_a_small_digit_in_a_sentence_joins_no_number(typed, read):
    told = plain(typed)
    assert told.text == read
    assert told.words(0, len(told.text)) == typed.removesuffix("¹")


def test_a_small_digit_in_a_heading_is_no_part_of_it():
    assert spelling.heading("1-6月完成投资¹（万元）") == spelling.heading("1-6月完成投资（万元）")
    assert months.in_text("1-6月¹").month == 6
