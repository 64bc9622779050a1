"""What checks return, and the limits they go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shishi_xl.core.form import FieldName, Form, Rule, Scope
from shishi_xl.core.model import Catalogue
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Entry

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Mask = pd.Series | np.ndarray[Any, Any]

COLUMNS = ("row", "code", "facts")  # row of the checked frame, code of the finding, the facts of its wording


@dataclass(frozen=True)
class Limits:
    """The office's thresholds, and the rules by field, for wording."""

    jump: float  # of 年度目标 or 年度计划投资, as a share of 1
    above_plan: float
    rules: dict[tuple[str, Scope], Rule]
    catalogue: Catalogue
    period: Period | None  # of the submissions checked

    @classmethod
    def of(cls, form: Form, catalogue: Catalogue, period: Period | None) -> Limits:
        """Return the limits of a catalogue's 设置 and a form's 填报规则, for submissions of one period."""
        settings = catalogue.settings
        rules = {(column.field, column.scope): column.rule for column in form.columns if column.rule is not None}
        return cls(settings.number("突增") / 100, settings.number("超计划") / 100, rules, catalogue, period)

    def rule(self, entry: Entry) -> Rule:
        """Return the rule of an entry's field."""
        scope = Scope.INDICATOR if entry.indicator else Scope.PROJECT if entry.project else Scope.FORM
        return self.rules.get((entry.field, scope)) or Rule(entry.field)

    def example(self, entry: Entry) -> str:
        """Return what the cell of an entry may hold, in the period at hand; where none is known, in June of the year."""
        return self.rule(entry).example_in(self.period or Period(self.catalogue.settings.year or 2020, 6))

    def remark(self, entry: Entry) -> str:
        """Return the field in which a unit explains an entry."""
        scope = Scope.INDICATOR if entry.indicator else Scope.PROJECT
        has_remark = (FieldName.REMARK, scope) in self.rules
        return FieldName.REMARK if has_remark else FieldName.PROBLEM


def remarks(frame: pd.DataFrame, mask: Mask, code: str, facts: Callable[[Any], dict[str, Any]]) -> pd.DataFrame:
    """Return a remark of one code for each row of the frame under the mask; `facts` is given the row."""
    import numpy as np
    import pandas as pd

    places = np.flatnonzero(np.asarray(mask))
    if not len(places):
        return pd.DataFrame({column: [] for column in COLUMNS}, dtype=object)
    found = [facts(row) for row in frame.iloc[places].itertuples()]
    return pd.DataFrame({"row": places, "code": code, "facts": found}, columns=list(COLUMNS))
