"""What is counted of cases, once for desk and public: received, answered, in time, how long, how satisfied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Self

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from sites.casework.clock.rules import working_days_between
from sites.casework.enums import DISSATISFIED, OPEN, Outcome
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent

FEWEST_RATINGS = 5  # below it a share says more of single people than of the work


@dataclass(frozen=True)
class Line:
    """What is counted of one case. `unit`: its key. `days`: working days from receipt to answer."""

    unit: int
    unit_name: str
    kind: str
    channel: str
    came_on: date
    is_answered: bool
    is_in_time: bool
    days: int | None
    satisfaction: int | None


@dataclass
class Counts:
    """Shares are None where there is nothing to share, and of ratings where there are few."""

    received: int = 0
    answered: int = 0
    in_time: int = 0
    rated: int = 0
    satisfied: int = 0
    days: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        found = cls()
        for line in lines:
            found.count(line)
        return found

    def count(self, line: Line) -> None:
        self.received += 1
        self.answered += line.is_answered
        self.in_time += line.is_answered and line.is_in_time
        if line.days is not None:
            self.days.append(line.days)
        if line.satisfaction is not None:
            self.rated += 1
            self.satisfied += line.satisfaction not in DISSATISFIED

    def add(self, other: Counts) -> None:
        for name in ("received", "answered", "in_time", "rated", "satisfied"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.days += other.days

    @property
    def in_time_share(self) -> float | None:
        return self.in_time / self.answered if self.answered else None

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None

    @property
    def satisfied_share(self) -> float | None:
        return self.satisfied / self.rated if self.rated >= FEWEST_RATINGS else None


def lines_of(cases: QuerySet[Case], calendar: Mapping[date, bool]) -> list[Line]:
    """By the day on which they came, without those that were split into others. One query.

    Whether it was in time says the last date that an event before the answer gave: afterwards no clock runs.
    """
    open_events = CaseEvent.objects.filter(case=OuterRef("pk"), due_on__isnull=False, status__in=OPEN)
    due = Subquery(open_events.order_by("-serial").values("due_on")[:1])
    rows = (
        cases.exclude(outcome=Outcome.SPLIT)
        .annotate(came_on=TruncDate("submitted_at"), last_due=due)
        .order_by("came_on", "pk")
    )
    names = (
        "unit", "unit__short_name", "kind", "channel", "came_on", "received_on", "answered_on", "last_due",
        "satisfaction",
    )  # fmt: skip
    return [_line(*row, calendar) for row in rows.values_list(*names)]


def _line(
    unit: int,
    unit_name: str,
    kind: str,
    channel: str,
    came_on: date,
    received_on: date | None,
    answered_on: date | None,
    due: date | None,
    satisfaction: int | None,
    calendar: Mapping[date, bool],
) -> Line:
    return Line(
        unit=unit,
        unit_name=unit_name,
        kind=kind,
        channel=channel,
        came_on=came_on,
        is_answered=answered_on is not None,
        is_in_time=answered_on is not None and (due is None or answered_on <= due),
        days=working_days_between(received_on, answered_on, calendar) if received_on and answered_on else None,
        satisfaction=satisfaction,
    )
