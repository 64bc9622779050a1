"""The labelled cases themselves: every label is well formed and follows from the stated rule."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRESS_COLUMNS = [
    "id",
    "family",
    "project_content",
    "month",
    "statement",
    "indicators",
    "reported",
    "explicit_percent",
    "expected_percent",
    "note",
]
DIRECTIONS = {"不低于", "不高于"}
TOLERANCE = 0.01


def _rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _number(text):
    return float(text) if text else None


def _ratio(indicator, value):
    """Return how far one indicator is met, 0–1; a rate to be kept low counts the other way round."""
    if indicator.get("direction") == "不高于":
        return min(1, indicator["target"] / value)
    return min(1, value / indicator["target"])


def _computed(indicators, reported, explicit):
    """Return the percent the rule gives, None where only the words decide."""
    if explicit is not None:
        return min(100, explicit)
    if indicators and None not in reported:
        return 100 * sum(map(_ratio, indicators, reported)) / len(indicators)
    return None


def _indicator_faults(indicators):
    faults = []
    for indicator in indicators:
        if not indicator["name"] or not indicator["unit"] or not indicator["target"] > 0:
            faults.append("an indicator without name, unit or positive target")
        if indicator.get("direction", "不低于") not in DIRECTIONS:
            faults.append("an unknown direction")
    return faults


def _progress_faults(row):
    indicators, reported = json.loads(row["indicators"]), json.loads(row["reported"])
    explicit, expected = _number(row["explicit_percent"]), _number(row["expected_percent"])
    faults = _indicator_faults(indicators)
    if len(indicators) != len(reported):
        return [*faults, "reported is not as long as indicators"]
    if any(value is not None and value < 0 for value in reported):
        faults.append("a negative quantity")
    if not 1 <= int(row["month"]) <= 12:
        faults.append("no such month")
    computed = _computed(indicators, reported, explicit)
    if computed is None and indicators and expected is not None:
        faults.append("a percent although an indicator is not reported")
    if computed is None and not indicators and expected not in {None, 0, 100}:
        faults.append("words alone give only 0 or 100")
    if computed is not None and (expected is None or abs(computed - expected) > TOLERANCE):
        faults.append(f"expected_percent should be {computed:.2f}")
    if len(indicators) == 1 and explicit is not None and reported[0] is not None:
        gap = 100 * reported[0] / indicators[0]["target"] - explicit
        if not -0.5 <= gap < 1:  # rounding may add half a point, cutting off digits may take nearly one
            faults.append("quantity and percent disagree, so neither may be a label")
    return faults


# Statements with their labels, told apart by what makes them hard. returns.csv, older, states no project content.
STATEMENTS = ("progress.csv", "amounts.csv", "percents.csv", "times.csv", "states.csv", "subjects.csv", "batches.csv")


@pytest.mark.parametrize("row", [row for name in STATEMENTS for row in _rows(name)], ids=lambda row: row["id"])
def test_progress_label_follows_from_the_rule(row):
    assert list(row) == PROGRESS_COLUMNS
    assert row["statement"].strip()
    assert row["project_content"].strip()
    assert _progress_faults(row) == []


def test_progress_cases_are_many_and_distinct():
    rows = _rows("progress.csv")
    assert len(rows) >= 260
    families = Counter(row["family"] for row in rows)
    assert len(families) >= 45
    assert min(families.values()) >= 3
    for column in ("id", "statement"):
        assert len({row[column] for row in rows}) == len(rows)


def test_themes_are_many_and_no_statement_is_told_twice():
    rows = {name: _rows(name) for name in (*STATEMENTS, "returns.csv")}
    assert {name: len(told) >= 100 for name, told in rows.items()} == dict.fromkeys(rows, True)
    everything = [row for told in rows.values() for row in told]
    assert len({row["id"] for row in everything}) == len(everything)
    said = Counter(row["statement"] for name in STATEMENTS for row in rows[name] if row["statement"])
    assert [statement for statement, times in said.items() if times > 1] == []


def test_one_project_content_always_has_the_same_indicators():
    seen = {}
    for row in (row for name in STATEMENTS if name != "batches.csv" for row in _rows(name)):  # by several hands
        assert seen.setdefault(row["project_content"], row["indicators"]) == row["indicators"]


@pytest.mark.parametrize("row", _rows("targets.csv"), ids=lambda row: row["id"])
def test_target_label_is_well_formed(row):
    assert list(row) == ["id", "content", "indicators"]
    assert row["content"].strip()
    indicators = json.loads(row["indicators"])
    assert all(set(indicator) == {"name", "target", "unit", "direction"} for indicator in indicators)
    assert _indicator_faults(indicators) == []


def test_target_cases_are_many_and_distinct():
    rows = _rows("targets.csv")
    assert len(rows) >= 120
    assert sum(row["indicators"] == "[]" for row in rows) >= 20
    for column in ("id", "content"):
        assert len({row[column] for row in rows}) == len(rows)


GOOD = {
    "month": "6",
    "indicators": '[{"name": "公厕", "target": 20, "unit": "座"}]',
    "reported": "[10]",
    "explicit_percent": "",
    "expected_percent": "50",
}


@pytest.mark.parametrize(
    "fault",
    [
        {"reported": "[10, 3]"},
        {"reported": "[null]"},
        {"reported": "[-1]", "expected_percent": "-5"},
        {"expected_percent": "60"},
        {"expected_percent": ""},
        {"explicit_percent": "58", "expected_percent": "58"},
        {"month": "13"},
        {"indicators": "[]", "reported": "[]"},
        {"indicators": '[{"name": "公厕", "target": 20, "unit": ""}]'},
        {"indicators": '[{"name": "公厕", "target": 20, "unit": "座", "direction": "以上"}]'},
    ],
)
def test_a_wrong_label_is_noticed(fault):
    assert _progress_faults(GOOD) == []
    assert _progress_faults(GOOD | fault)
