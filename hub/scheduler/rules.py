"""When a job runs next. Pure: moments and a calendar in, moments out; no ORM, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

from hub.failures import pause_after
from hub.rules import is_workday

WEEKDAYS = "一二三四五六日"
# Days in which a schedule must come up: more than the longest holidays, and more than a week.
_HORIZON = 400


@dataclass(frozen=True)
class LocalCalendar:
    """The office's wall clock, and the days that are not what their weekday says (day → worked)."""

    zone: tzinfo
    exceptions: Mapping[date, bool]


class Schedule(Protocol):
    """`str()` of it is read by people."""

    def next_after(self, moment: datetime, calendar: LocalCalendar) -> datetime:
        """The first time after `moment` (aware) at which a job is to run."""
        ...


@dataclass(frozen=True)
class EveryMinutes:
    """At full multiples of `minutes`: every 30 minutes is at half past and at the hour."""

    minutes: int = 1

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError("A job runs at most once a minute")

    def __str__(self) -> str:
        return "每分钟" if self.minutes == 1 else f"每 {self.minutes} 分钟"

    def next_after(self, moment: datetime, calendar: LocalCalendar) -> datetime:
        step = self.minutes * 60
        return datetime.fromtimestamp((int(moment.timestamp()) // step + 1) * step, UTC)


@dataclass(frozen=True)
class Daily:
    """At a time of the wall clock, each day."""

    at: time

    def __str__(self) -> str:
        return f"每天 {self.at:%H:%M}"

    def includes(self, day: date, calendar: LocalCalendar) -> bool:
        return True

    def next_after(self, moment: datetime, calendar: LocalCalendar) -> datetime:
        """Raises LookupError: no such day within a year."""
        first = moment.astimezone(calendar.zone).date()
        for day in (first + timedelta(days=number) for number in range(_HORIZON)):
            # In UTC: two moments of one zone are compared by their wall clocks, which clock changes set back.
            candidate = datetime.combine(day, self.at, calendar.zone).astimezone(UTC)
            if candidate > moment and self.includes(day, calendar):
                return candidate
        raise LookupError(f"{self}: no such day within {_HORIZON} days of {first}")


@dataclass(frozen=True)
class WorkingDays(Daily):
    """Each day that is worked, make-up workdays included, holidays not."""

    def __str__(self) -> str:
        return f"工作日 {self.at:%H:%M}"

    def includes(self, day: date, calendar: LocalCalendar) -> bool:
        return is_workday(day, calendar.exceptions)


@dataclass(frozen=True)
class Weekly(Daily):
    """`weekday` 0 is Monday."""

    weekday: int = 0

    def __str__(self) -> str:
        return f"每周{WEEKDAYS[self.weekday]} {self.at:%H:%M}"

    def includes(self, day: date, calendar: LocalCalendar) -> bool:
        return day.weekday() == self.weekday


def next_run(schedule: Schedule, last_run: datetime, failures: int, calendar: LocalCalendar) -> datetime:
    """When a job runs that began last at `last_run` and has failed `failures` times in a row.

    Runs that were missed since are one run: it is due at the first of them. After a failure it is tried again with the
    pauses of an outbox, if the schedule does not say so earlier.
    """
    regular = schedule.next_after(last_run, calendar)
    return min(regular, last_run + pause_after(failures)) if failures else regular
