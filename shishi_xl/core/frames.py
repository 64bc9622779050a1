"""The flat frame that checks look at: a row for each submission × project × indicator × field; its column names live here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from shishi_xl.core import answers
from shishi_xl.core.form import FieldName, FieldType, Form, Rule, Scope
from shishi_xl.core.model import Catalogue, Direction
from shishi_xl.core.normalise import MONEY_UNIT
from shishi_xl.core.submission import Entry, Submission

if TYPE_CHECKING:
    import pandas as pd

SUBMISSION = "submission"  # index of the submission in the batch
ENTRY = "entry"  # the Entry itself, with its place and raw text
PROJECT, INDICATOR, FIELD = "project", "indicator", "field"
RAW, TEXT, NUMBER = "raw", "text", "number"  # as it stands in the cell; its text value; its numeric value or NaN
BLANK = "blank"  # nothing is reported: an empty cell, or / where there is nothing
FLAW, NOTED = "flaw", "noted"  # code of what makes the value unusable; whether normalising left notes
TYPE, REQUIRED, CUMULATIVE = "type", "required", "cumulative"
MINIMUM, MAXIMUM = "minimum", "maximum"
PREVIOUS, PREVIOUS_TEXT = "previous", "previous_text"  # last month's accepted value
PLAN, TARGET, UNIT = "plan", "target", "unit"  # 年度计划投资 in 万元, the indicator's target and unit
AT_MOST = "at_most"  # the target must not be exceeded
EXPLANATION = "explanation"  # what the row's 说明 (or 存在的主要问题) says

COLUMNS = (
    SUBMISSION, ENTRY, PROJECT, INDICATOR, FIELD, RAW, TEXT, NUMBER, BLANK, FLAW, NOTED, TYPE, REQUIRED, CUMULATIVE,
    MINIMUM, MAXIMUM, PREVIOUS, PREVIOUS_TEXT, PLAN, TARGET, UNIT, AT_MOST, EXPLANATION,
)  # fmt: skip

Key = tuple[str, str, str]  # project, indicator, field
Previous = Mapping[str, Iterable[Entry]]  # by unit: what was accepted for the month before
_NAN = float("nan")
_KEY: Callable[[Entry], Key] = attrgetter("project", "indicator", "field")


def build(
    submissions: Sequence[Submission], form: Form, catalogue: Catalogue, previous: Previous | None = None
) -> pd.DataFrame:
    """Return the frame of any number of submissions; rows stand in the order of their entries."""
    import numpy as np
    import pandas as pd

    entries = list(chain.from_iterable(one.entries for one in submissions))
    values = [one.value for one in entries]
    flaws = [one.flaw for one in entries]
    keys = list(map(_KEY, entries))
    codes: dict[Key, int] = {}
    at = np.array([codes.setdefault(key, len(codes)) for key in keys], dtype=int)
    before = _previous(submissions, keys, previous or {})
    data = {
        SUBMISSION: np.repeat(np.arange(len(submissions)), [len(one.entries) for one in submissions]),
        ENTRY: _objects(entries),
        RAW: _objects([one.raw for one in entries]),
        TEXT: _objects([value if type(value) is str else "" for value in values]),
        NUMBER: _numbers(values),
        BLANK: np.array([value is None and not flaw for value, flaw in zip(values, flaws, strict=True)], dtype=bool),
        FLAW: _objects(flaws),
        NOTED: np.array([bool(one.notes) for one in entries], dtype=bool),
        PREVIOUS: _numbers(before),
        PREVIOUS_TEXT: _objects([value if type(value) is str else "" for value in before]),
        EXPLANATION: _objects(_explanations(submissions)),
    }
    for name, column in _known(tuple(codes), form, catalogue).items():
        data[name] = column[at]  # the same few keys come again in every file: what is known of them is looked up once
    return pd.DataFrame(data, columns=list(COLUMNS))


def _objects(values: Sequence[object]) -> Any:
    """Return a column of Python objects; pandas would look at every text to find a faster type and lose more than it gains."""
    import numpy as np

    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _numbers(values: Sequence[object]) -> Any:
    import numpy as np

    return np.array([value if type(value) is float else _NAN for value in values], dtype=float)


def _known(keys: Sequence[Key], form: Form, catalogue: Catalogue) -> dict[str, Any]:
    """Return what rule and catalogue say of each key, as columns."""
    import numpy as np

    rules = {(column.field, column.scope): column.rule for column in form.inputs if column.rule is not None}
    plans = {project.key: project.plan for project in catalogue.projects}
    indicators = {(one.project, one.name): one for each in catalogue.indicators_by_project.values() for one in each}
    found = [rules.get((field, _scope(project, indicator))) or Rule(field) for project, indicator, field in keys]
    aims = [indicators.get((project, indicator)) for project, indicator, _ in keys]
    money = [rule.type is FieldType.MONEY for rule in found]
    return {
        PROJECT: _objects([project for project, _, _ in keys]),
        INDICATOR: _objects([indicator for _, indicator, _ in keys]),
        FIELD: _objects([field for _, _, field in keys]),
        TYPE: _objects([rule.type.value for rule in found]),
        REQUIRED: np.array([rule.required for rule in found], dtype=bool),
        CUMULATIVE: np.array([rule.cumulative for rule in found], dtype=bool),
        MINIMUM: _numbers([None if rule.minimum is None else float(rule.minimum) for rule in found]),
        MAXIMUM: _numbers([None if rule.maximum is None else float(rule.maximum) for rule in found]),
        PLAN: _numbers([None if (plan := plans.get(project)) is None else float(plan) for project, _, _ in keys]),
        TARGET: _numbers([float(aim.target) if aim else None for aim in aims]),
        AT_MOST: np.array([aim is not None and aim.direction is Direction.AT_MOST for aim in aims], dtype=bool),
        UNIT: _objects(
            [MONEY_UNIT if paid else aim.unit if aim else "" for paid, aim in zip(money, aims, strict=True)]
        ),
    }


def _scope(project: str, indicator: str) -> Scope:
    return Scope.INDICATOR if indicator else Scope.PROJECT if project else Scope.FORM


def _previous(submissions: Sequence[Submission], keys: Sequence[Key], previous: Previous) -> list[object]:
    found: list[object] = []
    for one in submissions:
        entries = previous.get(one.unit or "", ())
        before = {(entry.project, entry.indicator, entry.field): entry.value for entry in entries}
        own = keys[len(found) : len(found) + len(one.entries)]
        found += [before.get(_accepted_as(key)) for key in own] if before else [None] * len(own)
    return found


def _accepted_as(key: Key) -> Key:
    """Return under which key a value was accepted last month: what 上期累计 shows was 本期累计 then."""
    project, indicator, field = key
    return (project, indicator, FieldName.CURRENT) if field == FieldName.PREVIOUS else key


def _explanations(submissions: Sequence[Submission]) -> list[str]:
    found: list[str] = []
    for one in submissions:
        said = answers.said_in(one.entries)
        if said:
            found += [answers.explanation(said, entry.project, entry.indicator) for entry in one.entries]
        else:
            found += [""] * len(one.entries)
    return found
