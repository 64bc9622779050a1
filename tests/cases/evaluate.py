"""Score the two readers on labelled cases: right, wrongly abstained, false number; in all and by family.

`python -m tests.cases.evaluate [FILE …]` lists what is wrong and ends with 1 below the goal.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shishi_xl.core.direction import direction_of
from shishi_xl.core.model import Direction, Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import Reading, expected_completion, read
from shishi_xl.core.targets import read_targets

HERE = Path(__file__).parent
OWN = HERE / "progress.csv"
RETURNS = HERE / "returns.csv"
TARGETS = HERE / "targets.csv"
# By what makes them hard: what is counted, percentages, periods and plans, words of state, subjects not met before.
THEMES = tuple(HERE / name for name in ("amounts.csv", "percents.csv", "times.csv", "states.csv", "subjects.csv"))
BATCHES = HERE / "batches.csv"  # twenty batches by writers who had not seen the reader, kept whole
NEAR = HERE / "near.csv"  # near to what the reader knows and saying something else
LABELLED = (OWN, RETURNS, BATCHES, NEAR, *THEMES)  # statements written for this project
OPEN = HERE / "open.csv"  # what is known to be read wrong, with the reason: shown by `make eval`, asked of nobody
SHARED = HERE.parents[2] / "shared" / "progress_dev.csv"
YEAR = 2020
TOLERANCE = 0.1  # points, of a percentage: labels are rounded
EXACT = 1e-6  # of a value
RIGHT, ABSTAINED, FALSE = "right", "abstained", "false"
# The least share of right readings and the most false ones, by file.
GOALS = {
    **{path.name: (0.97, 0.0) for path in (*LABELLED, SHARED)},
    BATCHES.name: (0.9, 0.0),
    TARGETS.name: (0.95, 0.01),
    OPEN.name: (0.0, 1.0),
}


@dataclass(frozen=True)
class Case:
    """One labelled statement."""

    id: str
    family: str
    content: str
    period: Period
    statement: str
    indicators: tuple[Indicator, ...]
    reported: tuple[float | None, ...]
    explicit: float | None
    expected: float | None


@dataclass(frozen=True)
class Verdict:
    """One thing judged: a value, the explicit percent or the expected percent of a case."""

    case: str
    family: str
    what: str
    outcome: str
    wanted: object
    got: object
    statement: str
    trace: tuple[str, ...] = ()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def number(text: str) -> float | None:
    return float(text) if text.strip() else None


def direction(each: dict[str, Any], content: str) -> Direction:
    """Return which way an indicator is met, as its name tells or the content it was read from."""
    told = (target.direction for target in read_targets(content) if target.target == float(each["target"]))
    named = direction_of(each["name"])
    return next(told, named) if named is Direction.AT_LEAST else named


def cases_of(path: Path) -> list[Case]:
    cases = []
    for row in rows_of(path):
        told = json.loads(row["indicators"] or "[]")
        indicators = tuple(
            Indicator(
                "",
                each["name"],
                float(each["target"]),
                each["unit"],
                Direction(each["direction"]) if "direction" in each else direction(each, row["project_content"]),
            )
            for each in told
        )
        cases.append(
            Case(
                row["id"],
                row["family"],
                row["project_content"],
                Period(YEAR, int(row["month"])),
                row["statement"],
                indicators,
                tuple(json.loads(row["reported"] or "[]")),
                number(row["explicit_percent"]),
                number(row["expected_percent"]),
            )
        )
    return cases


def judge(wanted: float | None, got: float | None, tolerance: float = TOLERANCE) -> str:
    if wanted is None:
        return RIGHT if got is None else FALSE
    if got is None:
        return ABSTAINED
    return RIGHT if abs(got - wanted) <= tolerance else FALSE


def judge_value(wanted: float | None, got: float | None) -> str:
    return judge(wanted, got, EXACT * max(1.0, abs(wanted or 0.0)))


def verdicts_of(case: Case) -> list[Verdict]:
    reading: Reading = read(case.statement, case.indicators, case.period, case.content, explain=True)
    expected = expected_completion(reading, case.indicators)
    explicit = reading.explicit.number if reading.explicit else None
    told = [value.number if value else None for value in reading.values]
    found = [
        (indicator.name, judge_value(wanted, got), wanted, got)
        for indicator, wanted, got in zip(case.indicators, case.reported, told, strict=True)
    ]
    percents = (("explicit", case.explicit, explicit), ("expected", case.expected, expected))
    found += [(what, judge(wanted, got), wanted, got) for what, wanted, got in percents]
    notes = tuple(note.words for note in reading.notes)
    return [
        Verdict(case.id, case.family, what, outcome, wanted, got, case.statement, reading.trace + notes)
        for what, outcome, wanted, got in found
    ]


def outcomes_by_case(verdicts: list[Verdict]) -> dict[str, str]:
    """Return one outcome for each case: false if anything of it is, else abstained if anything is."""
    found: dict[str, str] = {}
    for verdict in verdicts:
        worst = found.get(verdict.case, RIGHT)
        order = (RIGHT, ABSTAINED, FALSE)
        found[verdict.case] = max(worst, verdict.outcome, key=order.index)
    return found


def target_verdicts(path: Path) -> list[Verdict]:
    """Return one verdict for each row: targets, units and directions must agree in order; names are for people."""
    verdicts = []
    for row in rows_of(path):
        wanted = sorted(
            (float(each["target"]), each["unit"], each.get("direction") or Direction.AT_LEAST.value)
            for each in json.loads(row["indicators"] or "[]")
        )
        got = sorted((target.target, target.unit, target.direction.value) for target in read_targets(row["content"]))
        outcome = RIGHT if wanted == got else FALSE if Counter(got) - Counter(wanted) else ABSTAINED
        verdicts.append(Verdict(row["id"], "targets", "targets", outcome, wanted, got, row["content"]))
    return verdicts


def show(name: str, verdicts: list[Verdict], *, wrong: bool = True) -> tuple[float, float]:
    """Print the scores of a file; return the share right and the share false, by case."""
    whats = ("value", "explicit", "expected")
    for what in whats if any(verdict.what == "expected" for verdict in verdicts) else ():
        of = [each for each in verdicts if (each.what == what or (what == "value" and each.what not in whats))]
        count = Counter(each.outcome for each in of)
        say(
            f"{name:18} {what:9} {len(of):4}  right {count[RIGHT]:4}  abstained {count[ABSTAINED]:3}  false {count[FALSE]:3}"
        )
    outcomes = outcomes_by_case(verdicts)
    families: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in {each.case: each for each in verdicts}.values():
        families[verdict.family][outcomes[verdict.case]] += 1
    for family, count in sorted(families.items()):
        if count[RIGHT] < sum(count.values()):
            say(
                f"    {family:32} {count[RIGHT]}/{sum(count.values())}  abstained {count[ABSTAINED]}  false {count[FALSE]}"
            )
    if wrong:
        for verdict in verdicts:
            if verdict.outcome != RIGHT:
                say(
                    f"  {verdict.outcome.upper():9} {verdict.case} {verdict.family} {verdict.what}: wanted {verdict.wanted}, got {verdict.got}"
                )
                say(f"      {verdict.statement}\n      {'；'.join(verdict.trace)}")
    count = Counter(outcomes.values())
    total = len(outcomes) or 1
    say(
        f"{name:18} {'cases':9} {len(outcomes):4}  right {count[RIGHT] / total:.1%}  abstained {count[ABSTAINED]}  false {count[FALSE]}\n"
    )
    return count[RIGHT] / total, count[FALSE] / total


def main(arguments: list[str]) -> int:
    paths = [Path(each) for each in arguments] or [*LABELLED, SHARED, TARGETS, OPEN]
    below = False
    for path in paths:
        if not path.is_file():
            say(f"{path.name}: not here")
            continue
        if "content" in (rows_of(path) or [{}])[0]:
            verdicts = target_verdicts(path)
        else:
            verdicts = [verdict for case in cases_of(path) for verdict in verdicts_of(case)]
        right, false = show(path.name, verdicts)
        least, most = GOALS.get(path.name, (0.95, 0.01))
        below = below or right < least or false > most
    return int(below)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
