"""期间: the month a return speaks of; its figures are cumulative from January."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shishi_xl.patterns import regex

_SPELLING = regex(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month of a year, written 2020-06."""

    year: int
    month: int

    def __post_init__(self) -> None:
        """Raise ValueError for what is not a month of a year with four digits."""
        if not (1000 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"“{self.year}-{self.month}”不是一个月份，应写成 2020-06 这样")

    def __str__(self) -> str:
        """Return the spelling of commands, folders and the ledger: 2020-06."""
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, spelling: str) -> Period:
        """Return the period spelt 2020-06; ValueError, with a Chinese sentence, for anything else."""
        match = _SPELLING.fullmatch(spelling.strip())
        if match is None:
            raise ValueError(f"“{spelling}”不是一个月份，应写成 2020-06 这样")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def named(cls, folder: str) -> Period | None:
        """Return the period a folder is named after, None for any other folder."""
        try:
            return cls.parse(folder)
        except ValueError:
            return None

    @classmethod
    def of(cls, day: date) -> Period:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    @property
    def months(self) -> str:
        """Return the span of the cumulative figures as the printed heading has it: 1-6月."""
        return f"1-{self.month}月"

    @property
    def chinese(self) -> str:
        """Return the month as people say it: 2020年6月."""
        return f"{self.year}年{self.month}月"

    @property
    def previous(self) -> Period | None:
        """Return the month before in the same year; cumulative figures begin anew in January."""
        return Period(self.year, self.month - 1) if self.month > 1 else None

    @property
    def following(self) -> Period:
        """Return the month after, in the next year after December."""
        return Period(self.year + self.month // 12, self.month % 12 + 1)

    def day(self, day: int) -> date:
        """Return a day of the month; one that it does not have means its last one."""
        for candidate in range(min(day, 31), 27, -1):
            try:
                return date(self.year, self.month, candidate)
            except ValueError:
                continue
        return date(self.year, self.month, min(day, 28))
