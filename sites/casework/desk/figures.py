"""Figures of cases over a period: received, answered, in time, how long, how satisfied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from sites.casework.clock.rules import working_days_between
from sites.casework.enums import DISSATISFIED, OPEN, Channel
from sites.casework.kinds import choices
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.pages.records.chart import Chart, Series, draw

FEWEST_RATINGS = 5  # below it a share says more of single people than of the work


@dataclass(frozen=True)
class Line:
    """What is counted of one case. `days`: working days from receipt to answer."""

    unit: str
    kind: str
    channel: str
    came_on: date
    is_answered: bool
    is_in_time: bool
    days: int | None
    satisfaction: int | None


@dataclass
class Figures:
    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def received(self) -> int:
        return len(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.is_answered for line in self.lines)

    @property
    def in_time(self) -> str:
        return _share(sum(line.is_answered and line.is_in_time for line in self.lines), self.answered)

    @property
    def median_days(self) -> str:
        days = [line.days for line in self.lines if line.days is not None]
        return f"{median(days):g}" if days else "—"

    @property
    def satisfied(self) -> str:
        """Share of those that are rated and not dissatisfied; none where few rated."""
        rated = [line.satisfaction for line in self.lines if line.satisfaction is not None]
        if len(rated) < FEWEST_RATINGS:
            return f"评价不足 {FEWEST_RATINGS} 件" if rated else "—"
        return _share(sum(each not in DISSATISFIED for each in rated), len(rated))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def lines_of(cases: QuerySet[Case], first: date, last: date, calendar: Mapping[date, bool]) -> list[Line]:
    """Of what came in from `first` to `last`. One query.

    Whether it was in time says the last date that an event before the answer gave: afterwards no clock runs.
    """
    open_events = CaseEvent.objects.filter(case=OuterRef("pk"), due_on__isnull=False, status__in=OPEN)
    due = Subquery(open_events.order_by("-serial").values("due_on")[:1])
    rows = cases.annotate(came_on=TruncDate("submitted_at"), last_due=due).filter(came_on__gte=first, came_on__lte=last)
    names = ("unit__short_name", "kind", "channel", "came_on", "received_on", "answered_on", "last_due", "satisfaction")
    return [_line(*row, calendar) for row in rows.order_by("came_on", "pk").values_list(*names)]


def _line(
    unit: str,
    kind: str,
    channel: str,
    came_on: date,
    received_on: date | None,
    answered_on: date | None,
    due: date | None,
    satisfaction: int | None,
    calendar: Mapping[date, bool],
) -> Line:
    days = working_days_between(received_on, answered_on, calendar) if received_on and answered_on else None
    in_time = answered_on is not None and (due is None or answered_on <= due)
    return Line(unit, kind, channel, came_on, answered_on is not None, in_time, days, satisfaction)


def by(lines: Iterable[Line], name_of: Callable[[Line], str], order: Iterable[str] = ()) -> list[Figures]:
    """By name; those of `order` first, in that order and also where there is nothing of them."""
    found: dict[str, Figures] = {name: Figures(name) for name in order}
    for line in lines:
        found.setdefault(name_of(line), Figures(name_of(line))).lines.append(line)
    return list(found.values())


def by_unit(lines: list[Line]) -> list[Figures]:
    return sorted(by(lines, lambda line: line.unit), key=lambda each: -each.received)


def by_kind(lines: list[Line]) -> list[Figures]:
    names = dict(choices())
    return [each for each in by(lines, lambda line: names[line.kind], names.values()) if each.lines]


def by_channel(lines: list[Line]) -> list[Figures]:
    return by(lines, lambda line: Channel(line.channel).label)


def by_week(lines: list[Line], first: date, last: date) -> list[Figures]:
    """Weeks from Monday on, by the day on which they begin; empty ones too."""
    monday, weeks = _monday(first), []
    while monday <= last:
        weeks.append(f"{monday:%m-%d}")
        monday += timedelta(days=7)
    return by(lines, lambda line: f"{_monday(line.came_on):%m-%d}", weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def drawn(weeks: list[Figures]) -> Chart | None:
    """None where nothing came."""
    if not any(each.received for each in weeks):
        return None
    series: list[Any] = [
        Series("收到", [Decimal(each.received) for each in weeks]),
        Series("已答复", [Decimal(each.answered) for each in weeks]),
    ]
    return draw("line", [each.name for each in weeks], series, "件")
