"""How long recognising and checking take: `python -m benchmarks.recognition`. Processor time, the best of many rounds."""

import time
from collections.abc import Callable
from dataclasses import replace

from shishi_xl.core import checks
from shishi_xl.core.model import Indicator, Project
from shishi_xl.core.recognition import recognise
from tests.sheets import CATALOGUE, FORM, JUNE, KEY, change, issued

UNIT = "区教委"
FILES = 1000


def best(action: Callable[[], object], rounds: int) -> float:
    """Return the shortest processor time of an action in milliseconds."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        action()
        shortest = min(shortest, time.process_time() - start)
    return shortest * 1000


def main() -> None:
    """Print the figures for a form of ten projects with an indicator each."""
    projects = tuple(
        Project(
            f"附2-{number:02d}",
            "附2",
            "",
            "",
            str(number),
            f"第{number}号片区改造提升",
            "完善道路及管网。" * 5,
            (UNIT,),
            plan=1e3,
        )
        for number in range(1, 11)
    )
    indicators = tuple(Indicator(project.key, "改造处数", 12, "处") for project in projects)
    catalogue = replace(CATALOGUE, projects=projects, indicators=indicators)
    book = issued(UNIT, catalogue=catalogue)
    read = recognise(book, FORM, catalogue, KEY)
    print(f"recognise, {len(read.entries)} values: {best(lambda: recognise(book, FORM, catalogue, KEY), 500):.2f} ms")
    before = recognise(issued(UNIT, JUNE.previous, catalogue=catalogue), FORM, catalogue, KEY).entries
    wrong = recognise(change(change(book, "推进情况表!F6", "详见附件"), "量化指标!G7", -3), FORM, catalogue, KEY)
    for name, one in (("clean", read), ("two findings each", wrong)):
        batch = [one] * FILES
        spent = best(lambda batch=batch: checks.run(batch, FORM, catalogue, {UNIT: before}), 5)  # type: ignore[misc]
        print(f"check {FILES} files in one pass, {name}: {spent / FILES:.3f} ms a file")


if __name__ == "__main__":
    main()
