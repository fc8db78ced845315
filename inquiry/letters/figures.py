"""Figures of letters by unit and year: received, answered, in time, days, satisfaction (Art. 23)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub import caching
from hub.calendar import Terms
from inquiry.kinds import LETTERS
from sites.casework.figures import Counts, lines_of
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.organisation.models.unit import Unit

TAG = "letter_figures"
SECONDS = 600


@dataclass
class Figures(Counts):
    """`share`: of the largest number received, in percent."""

    unit: Unit | None = None
    share: float = 0

    @property
    def in_time_percent(self) -> int | None:
        return _percent(self.in_time_share)

    @property
    def satisfied_percent(self) -> int | None:
        return _percent(self.satisfied_share)


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def figures_of(year: int) -> list[Figures]:
    """Of all units that were sent letters in a year, in their order. A few queries; none when cached."""
    return caching.get_or_set(f"letter_figures:{year}", lambda: _count(year), SECONDS, tags=(TAG,))


def total_of(figures: Iterable[Figures]) -> Figures:
    total = Figures()
    for each in figures:
        total.add(each)
    return total


def _count(year: int) -> list[Figures]:
    received = Case.objects.filter(
        kind__in=[kind.code for kind in LETTERS], received_on__range=(date(year, 1, 1), date(year, 12, 31))
    )
    found: dict[int, Figures] = {}
    for line in lines_of(received, Terms.load().exceptions):
        found.setdefault(line.unit, Figures()).count(line)
    largest = max((each.received for each in found.values()), default=0)
    units = Unit.objects.in_bulk(list(found))
    for key, figures in found.items():
        figures.unit, figures.share = units[key], round(100 * figures.received / largest, 1)
    return sorted(found.values(), key=lambda each: (each.unit.sort_order, each.unit.code))


def connect() -> None:
    caching.invalidate_when_changed(Case, CaseEvent, tags=(TAG,))
