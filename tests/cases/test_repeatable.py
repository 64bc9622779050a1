"""The same statement is read the same in every process: nothing hangs on the order in which a set happens to stand."""

import os
import subprocess
import sys

READ = """
from tests.cases.evaluate import BATCHES, cases_of
from shishi_xl.core.progress import read
for case in cases_of(BATCHES)[5::6]:
    print(case.id, read(case.statement, case.indicators, case.period, case.content, explain=True))
"""


def _readings(seed: int) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"}
    said = subprocess.run([sys.executable, "-c", READ], env=environment, capture_output=True, check=True)
    return said.stdout.decode("utf-8")


def test_a_reading_does_not_hang_on_the_order_of_sets():
    first, *others = (_readings(seed) for seed in (1, 2, 3))
    assert first
    assert all(other == first for other in others)
