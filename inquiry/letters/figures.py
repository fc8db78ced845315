"""Figures of letters by unit and year: received, answered, in time, days, satisfaction (Art. 23)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.db.models import OuterRef, Subquery

from hub import caching
from hub.calendar import Terms
from inquiry.kinds import LETTERS
from sites.casework.clock.rules import working_days_between
from sites.casework.enums import DISSATISFIED, Action
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.organisation.models.unit import Unit

TAG = "letter_figures"
SECONDS = 600
FEWEST_RATINGS = 5  # fewer say who rated, and nothing of the unit


@dataclass
class Figures:
    """`days`: working days from receipt to answer, of each answered case."""

    unit: Unit | None
    received: int = 0
    answered: int = 0
    in_time: int = 0
    rated: int = 0
    satisfied: int = 0
    days: list[int] = field(default_factory=list)
    share: float = 0  # of the largest number received, in percent

    @property
    def in_time_percent(self) -> int | None:
        return round(100 * self.in_time / self.answered) if self.answered else None

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None

    @property
    def satisfied_percent(self) -> int | None:
        return round(100 * self.satisfied / self.rated) if self.rated >= FEWEST_RATINGS else None

    def add(self, other: Figures) -> None:
        for name in ("received", "answered", "in_time", "rated", "satisfied"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.days += other.days


def figures_of(year: int) -> list[Figures]:
    """Of all units that were sent letters in a year, in their order. Four queries; none when cached."""
    return caching.get_or_set(f"letter_figures:{year}", lambda: _count(year), SECONDS, tags=(TAG,))


def total_of(figures: Iterable[Figures]) -> Figures:
    total = Figures(None)
    for each in figures:
        total.add(each)
    return total


def _count(year: int) -> list[Figures]:
    calendar = Terms.load().exceptions
    found: dict[int, Figures] = {}
    for key, received_on, answered_on, satisfaction, due_on in _rows(year):
        figures = found.setdefault(key, Figures(None))
        figures.received += 1
        if answered_on is not None:
            figures.answered += 1
            figures.in_time += due_on is None or answered_on <= due_on
            figures.days.append(working_days_between(received_on, answered_on, calendar))
        if satisfaction is not None:
            figures.rated += 1
            figures.satisfied += satisfaction not in DISSATISFIED
    largest = max((each.received for each in found.values()), default=0)
    units = list(Unit.objects.filter(pk__in=list(found)))
    for unit in units:
        figures = found[unit.pk]
        figures.unit, figures.share = unit, round(100 * figures.received / largest, 1)
    return [found[unit.pk] for unit in units]


def _rows(year: int) -> Iterable[tuple[int, date, date | None, int | None, date | None]]:
    """(unit, received, answered, satisfaction, due when it was answered)."""
    events = CaseEvent.objects.filter(case=OuterRef("case"))
    before = events.filter(serial__lt=OuterRef("serial"), due_on__isnull=False).order_by("-serial").values("due_on")[:1]
    answers = CaseEvent.objects.filter(case=OuterRef("pk"), action=Action.ANSWER).order_by("-serial")
    due = answers.annotate(was_due=Subquery(before)).values("was_due")[:1]
    cases = Case.objects.filter(
        kind__in=[kind.code for kind in LETTERS], received_on__range=(date(year, 1, 1), date(year, 12, 31))
    )
    return cases.order_by().values_list("unit", "received_on", "answered_on", "satisfaction", Subquery(due))


def connect() -> None:
    caching.invalidate_when_changed(Case, CaseEvent, tags=(TAG,))
