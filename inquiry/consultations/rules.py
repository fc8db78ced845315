"""From when to when people may comment. Pure: days, hours and moments in, moments and states out.

Days and hours are the county's: they are stored as they are typed, so no other clock moves them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from inquiry.consultations.enums import ConsultationState


@dataclass(frozen=True)
class Period:
    """`opens_at`: without an hour the day begins it. `closes_at`: without one the whole day belongs to it."""

    opens_on: date
    closes_on: date
    opens_at: time | None = None
    closes_at: time | None = None

    def begin(self, zone: tzinfo) -> datetime:
        return datetime.combine(self.opens_on, self.opens_at or time(), zone)

    def end(self, zone: tzinfo) -> datetime:
        """The first moment at which it is over."""
        if self.closes_at is not None:
            return datetime.combine(self.closes_on, self.closes_at, zone)
        return datetime.combine(self.closes_on + timedelta(days=1), time(), zone)

    def last_second(self, zone: tzinfo) -> datetime:
        return self.end(zone) - timedelta(seconds=1)

    def is_sound(self, zone: tzinfo) -> bool:
        return self.begin(zone) < self.end(zone)

    def state(self, now: datetime, zone: tzinfo, *, is_answered: bool) -> ConsultationState:
        if now < self.begin(zone):
            return ConsultationState.COMING
        if now < self.end(zone):
            return ConsultationState.OPEN
        return ConsultationState.ANSWERED if is_answered else ConsultationState.CLOSED
