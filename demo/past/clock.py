"""Moments of the past. The ledger never sees them: what is put on it is put there now, as an import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock

from django.utils import timezone

from hub.calendar import Terms
from hub.rules import add_working_days
from sites.casework import notifications


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Django's clock, which actions on cases ask, stands at `moment` in this process; and nobody is written to."""
    with mock.patch.object(timezone, "now", return_value=moment), mock.patch.object(notifications, "tell"):
        yield


class Course:
    """The moments of one case, each after the one before and none after now."""

    def __init__(self, day: date, at: time) -> None:
        self.end = timezone.now()
        self.moment = min(timezone.make_aware(datetime.combine(day, at)), self.end)

    def now(self) -> datetime:
        return self.moment

    def later(self, working_days: int, hour: int = 10) -> datetime:
        """On the working day so many after the present one; the same day if it is one and 0."""
        day = add_working_days(timezone.localdate(self.moment), working_days, Terms.load().exceptions)
        return self._on(timezone.make_aware(datetime.combine(day, time(hour, self.moment.minute))))

    def _on(self, moment: datetime) -> datetime:
        self.moment = min(max(moment, self.moment + timedelta(minutes=25)), self.end)
        return self.moment
