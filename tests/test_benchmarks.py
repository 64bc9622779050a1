"""Every benchmark runs, at a tiny size; what it measures is looked at by hand, never here."""

import pytest

from benchmarks import consolidate, drop_one, forms, start, take_in
from benchmarks.measuring import Line


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        (lambda: take_in.measure(files=4, rounds=1), "×"),
        (lambda: take_in.growth(few=2, many=4), "×"),
        (lambda: drop_one.measure(files=1), "s"),
        (lambda: forms.measure(forms=2, rounds=1), "×"),
        (lambda: consolidate.measure(projects=3, units=2, rounds=1), "s"),
        (lambda: start.measure(rounds=1), "×"),
    ],
    ids=["take-in", "growth", "drop-one", "generate", "consolidate", "start"],
)
def test_a_benchmark_gives_figures(measure, unit):
    lines = measure()
    assert lines[0].unit == unit
    assert all(line.median > 0 for line in lines)


def test_a_line_beyond_its_limit_says_so():
    assert Line("x", (0.1, 0.3, 0.2), "×", 0.2).met
    assert not Line("x", (0.1, 0.3, 0.21), "×", 0.2).met
