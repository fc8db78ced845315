"""The days that a report is about, and the steps in which it shows them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = {"7": "近 7 天", "30": "近 30 天", "90": "近 90 天", "365": "近一年"}
USUAL = "30"
CHOSEN = "chosen"
MOST_BY_DAY, MOST_BY_WEEK = 31, 190


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both inclusive."""

    first: date
    last: date

    @classmethod
    def up_to(cls, today: date, days: int) -> Period:
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def steps(self) -> Iterator[tuple[str, date, date]]:
        """Name, first and last day of each step: days, weeks or months, so many that a chart has room for them."""
        start = self.first
        while start <= self.last:
            if self.days <= MOST_BY_DAY:
                end, name = start, f"{start:%m-%d}"
            elif self.days <= MOST_BY_WEEK:
                end, name = start + timedelta(days=6 - start.weekday()), f"{start:%m-%d}"
            else:
                end, name = _end_of_month(start), f"{start:%Y-%m}"
            end = min(end, self.last)
            yield name, start, end
            start = end + timedelta(days=1)

    @property
    def step_name(self) -> str:
        if self.days <= MOST_BY_DAY:
            return "日期"
        return "周（起始日）" if self.days <= MOST_BY_WEEK else "月份"


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def summed(period: Period, by_day: Mapping[date, tuple[int, int, int]]) -> list[tuple[str, tuple[int, int, int]]]:
    """The figures of days as figures of steps; a step without any has zeros."""
    found = []
    for name, first, last in period.steps():
        held = [figures for day, figures in by_day.items() if first <= day <= last]
        found.append((name, (sum(a for a, _b, _c in held), sum(b for _a, b, _c in held), sum(c for *_ab, c in held))))
    return found
