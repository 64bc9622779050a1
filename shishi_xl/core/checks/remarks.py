"""What checks return, and the limits they go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shishi_xl.core.form import FieldName, Form, Rule, Scope
from shishi_xl.core.model import Catalogue
from shishi_xl.core.normalise import as_excel_shows
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Entry
from shishi_xl.core.units import counts_wholes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Mask = pd.Series | np.ndarray[Any, Any]

_ANY_PROGRESS = "累计完成12公里"  # of the example where the template gives none of its own
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
        said = self.rule(entry).example_in(self.period or Period(self.catalogue.settings.year or 2020, 6))
        return said.replace(_ANY_PROGRESS, self._progress_of(entry.project)) if _ANY_PROGRESS in said else said

    def _progress_of(self, project: str) -> str:
        """Return what 形象进度 of a project may say, in its own measure."""
        first = next(iter(self.catalogue.indicators_by_project.get(project, ())), None)
        if first is None or first.unit == "%" or first.target <= 0:
            return "总体形象进度45%"
        half = (
            max(1.0, float(round(first.target / 2))) if counts_wholes(first.unit) else float(f"{first.target / 2:.2g}")
        )
        return f"累计完成{as_excel_shows(half)}{first.unit}"

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
