"""Clocks of cases, read from what happened to them. Pure: facts and a calendar in, dates and sentences out.

A term counts from the day after it began, as all terms do (`hub.rules`). Days on which a clock stands do not count: the
day on which it stops still does, the day on which it goes on does not. When it goes on there is at least one day left,
so that nobody is late the moment an applicant has answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from hub.rules import DueDate, add_working_days, is_workday
from sites.casework.enums import ClockChange


@dataclass(frozen=True)
class Term:
    """`days` of one kind, by `source`."""

    days: int
    is_working: bool
    source: str


@dataclass(frozen=True)
class Fact:
    """Something that moved a clock. `term`: of what starts, changes the term, or extends it."""

    change: ClockChange
    on: date
    term: Term | None = None
    reason: str = ""


@dataclass(frozen=True)
class Reading:
    """What a clock shows. `due` is None before it starts, while it stands, and once it has stopped."""

    due: DueDate | None = None
    paused_on: date | None = None
    began_on: date | None = None
    stopped_on: date | None = None
    total: int = 0
    used: int = 0  # before the present stretch
    stretch_from: date | None = None
    is_working: bool = True
    steps: tuple[str, ...] = ()


@dataclass
class _Clock:
    calendar: Mapping[date, bool]
    announced: set[int]
    term: Term | None = None
    extra: int = 0
    used: int = 0
    began_on: date | None = None
    stretch_from: date | None = None
    paused_on: date | None = None
    stopped_on: date | None = None
    steps: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return (self.term.days if self.term else 0) + self.extra

    @property
    def unit(self) -> str:
        return "个工作日" if self.term is None or self.term.is_working else "日"

    def between(self, start: date, end: date) -> int:
        """Days that count after `start`, up to and with `end`."""
        if self.term is not None and not self.term.is_working:
            return max((end - start).days, 0)
        return working_days_between(start, end, self.calendar)

    def due_on(self) -> date | None:
        if self.stretch_from is None or self.term is None:
            return None
        left = max(self.total - self.used, 1 if self.used else 0)
        if self.term.is_working:
            return add_working_days(self.stretch_from, left, self.calendar)
        return self.stretch_from + timedelta(days=left)


def working_days_between(start: date, end: date, calendar: Mapping[date, bool]) -> int:
    """Working days after `start`, up to and with `end`; 0 where `end` is not after `start`."""
    return sum(is_workday(start + timedelta(days=n), calendar) for n in range(1, (end - start).days + 1))


def receipt_day(day: date, at: time, closes_at: time, calendar: Mapping[date, bool]) -> date:
    """The day on which something counts as received: after hours, or on a day off, the next working day."""
    if at >= closes_at:
        day += timedelta(days=1)
    return add_working_days(day, 0, calendar)


def read_clock(facts: Iterable[Fact], calendar: Mapping[date, bool], announced: set[int] | None = None) -> Reading:
    """What the clock shows after `facts`, in their order. One that changes nothing as things stand is passed over."""
    clock = _Clock(calendar, {day.year for day in calendar} if announced is None else announced)
    for fact in facts:
        _APPLY[fact.change](clock, fact)
    return _reading(clock)


def days_passed(reading: Reading, today: date, calendar: Mapping[date, bool]) -> int:
    """Days of the term that have passed by the end of `today`, pauses left out."""
    if reading.stretch_from is None:
        return reading.used
    if not reading.is_working:
        return reading.used + max((today - reading.stretch_from).days, 0)
    return reading.used + working_days_between(reading.stretch_from, today, calendar)


def days_left(reading: Reading, today: date, calendar: Mapping[date, bool]) -> int | None:
    """Until the due date, that day included; negative by how many it is over; None where no clock runs."""
    if reading.due is None:
        return None
    if not reading.is_working:
        return (reading.due.on - today).days
    if reading.due.on >= today:
        return working_days_between(today, reading.due.on, calendar)
    return -working_days_between(reading.due.on, today, calendar)


def _start(clock: _Clock, fact: Fact) -> None:
    if clock.began_on is not None or fact.term is None:
        return
    clock.term, clock.began_on, clock.stretch_from = fact.term, fact.on, fact.on
    clock.steps.append(f"{fact.term.source}：自 {fact.on:%Y-%m-%d} 起 {fact.term.days} {clock.unit}")


def _change_term(clock: _Clock, fact: Fact) -> None:
    if clock.term is None or fact.term is None or clock.stopped_on is not None:
        return
    clock.term = fact.term
    clock.steps.append(f"{_because(fact)}改按{fact.term.source}：{fact.term.days} {clock.unit}")


def _pause(clock: _Clock, fact: Fact) -> None:
    if clock.stretch_from is None:
        return
    clock.used += clock.between(clock.stretch_from, fact.on)
    clock.stretch_from, clock.paused_on = None, fact.on
    clock.steps.append(f"{fact.on:%Y-%m-%d} {_because(fact)}暂停，已用 {clock.used} {clock.unit}")


def _resume(clock: _Clock, fact: Fact) -> None:
    if clock.paused_on is None or clock.stopped_on is not None:
        return
    clock.stretch_from, clock.paused_on = fact.on, None
    clock.steps.append(f"{fact.on:%Y-%m-%d} {_because(fact)}继续，剩余 {max(clock.total - clock.used, 1)} {clock.unit}")


def _extend(clock: _Clock, fact: Fact) -> None:
    if clock.term is None or fact.term is None or clock.stopped_on is not None:
        return
    clock.extra += fact.term.days
    clock.steps.append(f"{fact.on:%Y-%m-%d} {_because(fact)}延长 {fact.term.days} {clock.unit}")


def _restart(clock: _Clock, fact: Fact) -> None:
    """Anew and whole: an extension of before is over as well."""
    if clock.began_on is None:
        return
    clock.term = fact.term or clock.term
    clock.used, clock.extra, clock.paused_on, clock.stopped_on = 0, 0, None, None
    clock.began_on = clock.stretch_from = fact.on
    clock.steps.append(f"{fact.on:%Y-%m-%d} {_because(fact)}重新起算 {clock.total} {clock.unit}")


def _stop(clock: _Clock, fact: Fact) -> None:
    if clock.began_on is None or clock.stopped_on is not None:
        return
    if clock.stretch_from is not None:
        clock.used += clock.between(clock.stretch_from, fact.on)
    clock.stretch_from, clock.paused_on, clock.stopped_on = None, None, fact.on
    clock.steps.append(f"{fact.on:%Y-%m-%d} {_because(fact)}结束，用了 {clock.used} {clock.unit}")


def _because(fact: Fact) -> str:
    return f"因{fact.reason}" if fact.reason else ""


def _reading(clock: _Clock) -> Reading:
    due, on = None, clock.due_on()
    if on is not None and clock.began_on is not None and clock.term is not None:
        years = range(clock.began_on.year, on.year + 1)
        is_provisional = clock.term.is_working and any(year not in clock.announced for year in years)
        text = "；".join(clock.steps) + f"，至 {on:%Y-%m-%d}。"
        if is_provisional:
            text += f"{on.year} 年放假安排尚未公布，日期为暂定。"
        due = DueDate(on=on, provisional=is_provisional, explanation=text)
    return Reading(
        due=due,
        paused_on=clock.paused_on,
        began_on=clock.began_on,
        stopped_on=clock.stopped_on,
        total=clock.total,
        used=clock.used,
        stretch_from=clock.stretch_from,
        is_working=clock.term is None or clock.term.is_working,
        steps=tuple(clock.steps),
    )


_APPLY = {
    ClockChange.STARTED: _start,
    ClockChange.TERM: _change_term,
    ClockChange.PAUSED: _pause,
    ClockChange.RESUMED: _resume,
    ClockChange.EXTENDED: _extend,
    ClockChange.RESTARTED: _restart,
    ClockChange.STOPPED: _stop,
}
