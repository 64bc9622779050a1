"""形象进度, each statement read once: intake and the consolidated workbook of every month ask for the same ones."""

from __future__ import annotations

import pickle

from shishi_xl.core import progress
from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period

_MOST = 20_000  # readings kept; a municipality's month has no more, and 20,000 of them take some 40 MB

Asked = tuple[str, tuple[Indicator, ...], Period, str]


class Statements:
    """Readings by what was asked for; the oldest go when there are too many."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._read: dict[Asked, progress.Reading] = {}
        self._unopened: dict[
            tuple[str | None, Period | None], bytes
        ] = {}  # by unit and period, as a worker packed them

    def read(self, statement: str, indicators: tuple[Indicator, ...], period: Period, content: str) -> progress.Reading:
        """Return what a statement says of a project's indicators."""
        asked = statement, indicators, period, content
        found = self._read.get(asked)
        if found is None and self._unopened:
            self._open()
            found = self._read.get(asked)
        if found is None:
            found = progress.read(statement, indicators, period, content)
            self._keep({asked: found})
        return found

    def packed(self) -> bytes:
        """Return what was read as a worker hands it over."""
        return pickle.dumps(self._read)

    def learn(self, unit: str | None, period: Period | None, packed: bytes) -> None:
        """Take over what a worker has read of a unit's form; it is opened when a workbook asks, if it still counts then.

        A unit that reports again replaces what it said: only the last is asked for.
        """
        self._unopened[unit, period] = packed

    def _open(self) -> None:
        for packed in self._unopened.values():
            self._keep(pickle.loads(packed))  # noqa: S301 - made by a worker of ours
        self._unopened.clear()

    def _keep(self, read: dict[Asked, progress.Reading]) -> None:
        self._read.update(read)
        while len(self._read) > _MOST:
            del self._read[next(iter(self._read))]


known = Statements()
