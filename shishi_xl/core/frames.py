"""The flat frame that checks look at: a row for each submission × project × indicator × field; its column names live here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from shishi_xl.core.form import FieldName, FieldType, Form, Scope
from shishi_xl.core.model import Catalogue
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
EXPLANATION = "explanation"  # what the row's 说明 (or 存在的主要问题) says

COLUMNS = (
    SUBMISSION, ENTRY, PROJECT, INDICATOR, FIELD, RAW, TEXT, NUMBER, BLANK, FLAW, NOTED, TYPE, REQUIRED, CUMULATIVE,
    MINIMUM, MAXIMUM, PREVIOUS, PREVIOUS_TEXT, PLAN, TARGET, UNIT, EXPLANATION,
)  # fmt: skip

Previous = Mapping[str, Iterable[Entry]]  # by unit: what was accepted for the month before
_NAN = float("nan")
_OWN = attrgetter("project", "indicator", "field", "raw", "value", "flaw", "notes")


def build(
    submissions: Sequence[Submission], form: Form, catalogue: Catalogue, previous: Previous | None = None
) -> pd.DataFrame:
    """Return the frame of any number of submissions; rows stand in the order of their entries."""
    import numpy as np
    import pandas as pd

    entries = list(chain.from_iterable(one.entries for one in submissions))
    own = list(map(_OWN, entries))
    projects, indicators, fields, raws, values, flaws, notes = zip(*own, strict=True) if own else ((),) * 7
    places = np.repeat(np.arange(len(submissions)), [len(one.entries) for one in submissions])
    before, before_text = _previous(submissions, previous or {})
    targets = {
        (one.project, one.name): (one.target, one.unit)
        for each in catalogue.indicators_by_project.values()
        for one in each
    }
    aims = [targets.get(key, (_NAN, "")) for key in zip(projects, indicators, strict=True)]
    plans = {project.key: _NAN if project.plan is None else project.plan for project in catalogue.projects}
    data = {
        SUBMISSION: places,
        ENTRY: _objects(entries),
        PROJECT: _objects(projects),
        INDICATOR: _objects(indicators),
        FIELD: _objects(fields),
        RAW: _objects(raws),
        TEXT: _objects([value if type(value) is str else "" for value in values]),
        NUMBER: np.array([value if type(value) is float else _NAN for value in values], dtype=float),
        BLANK: np.array([value is None and not flaw for value, flaw in zip(values, flaws, strict=True)], dtype=bool),
        FLAW: _objects(flaws),
        NOTED: np.array([bool(note) for note in notes], dtype=bool),
        **_rule_columns(form, projects, indicators, fields),
        PREVIOUS: np.array(before, dtype=float),
        PREVIOUS_TEXT: _objects(before_text),
        PLAN: np.array([plans.get(key, _NAN) for key in projects], dtype=float),
        TARGET: np.array([target for target, _ in aims], dtype=float),
        UNIT: _objects([unit for _, unit in aims]),
        EXPLANATION: _objects(_explanations(submissions)),
    }
    frame = pd.DataFrame(data, columns=list(COLUMNS))
    money = frame[TYPE].to_numpy() == FieldType.MONEY.value
    frame.loc[money, UNIT] = MONEY_UNIT
    return frame


def _objects(values: Sequence[object]) -> object:
    """Return a column of Python objects; pandas would look at every text to find a faster type and lose more than it gains."""
    import numpy as np

    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _rule_columns(
    form: Form, projects: Sequence[str], indicators: Sequence[str], fields: Sequence[str]
) -> dict[str, object]:
    import numpy as np

    inputs = form.inputs
    number = {(column.field, column.scope): place for place, column in enumerate(inputs)}
    scopes = [
        (field, Scope.INDICATOR if indicator else Scope.PROJECT if project else Scope.FORM)
        for project, indicator, field in zip(projects, indicators, fields, strict=True)
    ]
    at = np.array([number.get(scope, len(inputs)) for scope in scopes], dtype=int)
    rules = [column.rule for column in inputs if column.rule is not None]
    kinds = _objects([*(rule.type.value for rule in rules), FieldType.TEXT.value])
    limits = [(rule.minimum, rule.maximum) for rule in rules]
    low = np.array([*(_NAN if one is None else one for one, _ in limits), _NAN], dtype=float)
    high = np.array([*(_NAN if one is None else one for _, one in limits), _NAN], dtype=float)
    return {
        TYPE: kinds[at],  # type: ignore[index]
        REQUIRED: np.array([*(rule.required for rule in rules), False], dtype=bool)[at],
        CUMULATIVE: np.array([*(rule.cumulative for rule in rules), False], dtype=bool)[at],
        MINIMUM: low[at],
        MAXIMUM: high[at],
    }


def _previous(submissions: Sequence[Submission], previous: Previous) -> tuple[list[float], list[str]]:
    numbers: list[float] = []
    texts: list[str] = []
    for one in submissions:
        before = {
            (entry.project, entry.indicator, entry.field): entry.value for entry in previous.get(one.unit or "", ())
        }
        if not before:
            numbers += [_NAN] * len(one.entries)
            texts += [""] * len(one.entries)
            continue
        found = [before.get((entry.project, entry.indicator, entry.field)) for entry in one.entries]
        numbers += [value if isinstance(value, float) else _NAN for value in found]
        texts += [value if isinstance(value, str) else "" for value in found]
    return numbers, texts


def _explanations(submissions: Sequence[Submission]) -> list[str]:
    """Return for each entry what its row explains: its own 说明, else the project's 说明, else the project's problems."""
    found: list[str] = []
    for one in submissions:
        said: dict[tuple[str, str, str], str] = {
            (entry.project, entry.indicator, entry.field): entry.value
            for entry in one.entries
            if entry.field in _EXPLAINING and isinstance(entry.value, str)
        }
        if not said:
            found += [""] * len(one.entries)
            continue
        found += [_explanation(said, entry) for entry in one.entries]
    return found


_EXPLAINING = frozenset({FieldName.REMARK, FieldName.PROBLEM})


def _explanation(said: Mapping[tuple[str, str, str], str], entry: Entry) -> str:
    project = entry.project
    if entry.indicator:
        return said.get((project, entry.indicator, FieldName.REMARK), "")
    return said.get((project, "", FieldName.REMARK)) or said.get((project, "", FieldName.PROBLEM), "")


def is_date(value: object) -> bool:
    """Return whether a value is a date."""
    return isinstance(value, date)
