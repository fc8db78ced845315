"""Working days and due dates. Pure: dates in, dates out; no ORM, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class DueDate:
    """A due date and why it is this one."""

    on: date
    provisional: bool
    explanation: str


def is_workday(day: date, exceptions: Mapping[date, bool]) -> bool:
    """Whether `day` is worked: by its row in `exceptions` (day → worked), else Monday to Friday."""
    return exceptions.get(day, day.weekday() < SATURDAY)


def add_working_days(start: date, days: int, exceptions: Mapping[date, bool]) -> date:
    """The day on which `days` working days after `start` have passed; `start` itself does not count.

    With `days` = 0 it is `start`, or the next working day if `start` is none.
    """
    day = start
    while days == 0 and not is_workday(day, exceptions):
        day += timedelta(days=1)
    while days:
        day += timedelta(days=1)
        days -= is_workday(day, exceptions)
    return day


def due_date(
    start: date, days: int, *, working: bool, source: str, exceptions: Mapping[date, bool], announced: set[int]
) -> DueDate:
    """When a term of `days` (working or calendar days) that begins on `start` ends, with its explanation in Chinese.

    `announced` holds the years whose holidays are known; a term that reaches beyond them is provisional.
    """
    on = add_working_days(start, days, exceptions) if working else start + timedelta(days=days)
    provisional = working and any(year not in announced for year in range(start.year, on.year + 1))
    unit = "个工作日" if working else "日"
    text = f"{source}：自 {start:%Y-%m-%d} 起 {days} {unit}，至 {on:%Y-%m-%d}。"
    if working and (skipped := [day for day in sorted(exceptions) if start < day <= on]):
        text += "其间" + "、".join(f"{day:%m-%d}{'上班' if exceptions[day] else '放假'}" for day in skipped) + "。"
    if provisional:
        text += f"{on.year} 年放假安排尚未公布，日期为暂定。"
    return DueDate(on=on, provisional=provisional, explanation=text)
