"""Reading: what a 形象进度 says, with the words relied on and the rules that were used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from shishi_xl.core.model import OVERALL, Direction, Indicator


class State(Enum):
    """What the statement says of the work as a whole."""

    FINISHED = "全部完成"
    NOT_STARTED = "尚未开工"
    UNSAID = "未说明"


@dataclass(frozen=True, slots=True)
class Value:
    """A number read, with the words it rests on."""

    number: float  # in the indicator's unit; an explicit percentage is 0-100, uncapped
    words: str  # the very words, as typed
    span: tuple[int, int]  # where they stand in the statement
    approximate: bool = False  # 约, 余, 超过, 以上
    rule: str = ""  # the name of the rule that found it


@dataclass(frozen=True, slots=True)
class Note:
    """What kept a number from being read, or casts doubt on one: for findings, in Chinese."""

    indicator: str  # "" when it is about the whole
    words: str
    contradiction: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one statement says; `values` runs parallel to the indicators it was read for."""

    values: tuple[Value | None, ...]
    explicit: Value | None = None
    state: State = State.UNSAID
    state_words: str = ""
    notes: tuple[Note, ...] = ()
    trace: tuple[str, ...] = ()  # where asked for, a line for each amount: its words, its role, the rule that gave it

    @property
    def contradictions(self) -> tuple[Note, ...]:
        """Return the notes that say the statement contradicts itself."""
        return tuple(note for note in self.notes if note.contradiction)


def expected_completion(reading: Reading, indicators: Sequence[Indicator]) -> float | None:
    """Return the completion (0-100) a statement alone supports, None where a person must decide.

    An explicit current percentage comes first; then the mean over all indicators; then finished or not started.
    """
    if reading.explicit is not None:
        return max(0.0, min(100.0, reading.explicit.number))
    if reading.values and all(value is not None for value in reading.values):
        shares = [share(value.number, each) for value, each in zip(reading.values, indicators, strict=True) if value]
        return 100 * sum(shares) / len(shares)
    return {State.FINISHED: 100.0, State.NOT_STARTED: 0.0}.get(reading.state)


def share(number: float, indicator: Indicator) -> float:
    """Return how much of an indicator is met, 0-1; a target that must not be exceeded is met by less."""
    if indicator.direction is Direction.AT_MOST:
        return 1.0 if number <= indicator.target else max(0.0, indicator.target / number)
    return max(0.0, min(1.0, number / indicator.target)) if indicator.target else 1.0


def nothing_read(indicators: Sequence[Indicator], *notes: Note) -> Reading:
    """Return the reading of a statement that says nothing about the indicators."""
    return Reading((None,) * len(indicators), notes=notes)


def is_overall(indicator: Indicator) -> bool:
    """Return whether an indicator is the 总体形象进度 of a project with nothing quantified."""
    return indicator.name == OVERALL and indicator.unit == "%"


def with_overall(reading: Reading, indicator: Indicator) -> Reading:
    """Return the reading of a project whose one indicator is 总体形象进度: the overall percentage is its value.

    Of a year that is only to get so far (形象进度达80%) the percentage is no completion: 64 % is 64 of 80.
    """
    value = reading.explicit
    if value is None and reading.state is not State.UNSAID:
        number = 100.0 if reading.state is State.FINISHED else 0.0
        value = Value(number, reading.state_words, (0, 0), rule=reading.state.value)
    return replace(reading, values=(value,), explicit=reading.explicit if indicator.target == 100 else None)
