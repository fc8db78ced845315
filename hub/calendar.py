"""Due dates from the terms and the calendar that the centre keeps (Art. 13)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from django.utils.functional import SimpleLazyObject

from hub.models import CalendarDay, LegalTerm
from hub.models.calendar import DayUnit
from hub.rules import DueDate, due_date

# The calendar or a term is another one than before: what is open is to be computed anew. Argument: reason (Chinese).
terms_changed = Signal()


# What `terms_read_once` has read, once it has; None outside.
_kept: ContextVar[list[Terms] | None] = ContextVar("terms_read_once", default=None)


@dataclass(frozen=True)
class Terms:
    """The calendar and the legal terms as they stand, for as many due dates as are wanted."""

    exceptions: dict[date, bool]
    rows: tuple[LegalTerm, ...]

    @classmethod
    def load(cls) -> Terms:
        """Two queries, the second when a term is asked for; none within `terms_read_once` after the first time."""
        kept = _kept.get()
        if kept is None:
            return cls._read()
        if not kept:
            kept.append(cls._read())
        return kept[0]

    @classmethod
    def _read(cls) -> Terms:
        rows = SimpleLazyObject(lambda: tuple(LegalTerm.objects.all()))
        return cls(dict(CalendarDay.objects.values_list("day", "is_workday")), rows)

    def term(self, code: str, on: date) -> LegalTerm:
        """The term `code` as it stands on a day.

        Raises:
            LegalTerm.DoesNotExist: no such term is in force on that day.
        """
        found = [row for row in self.rows if row.code == code and row.in_force_from <= on]
        if not found:
            raise LegalTerm.DoesNotExist(f"No legal term {code!r} in force on {on}")
        return max(found, key=lambda row: row.in_force_from)

    def due(self, code: str, start: date) -> DueDate:
        """The end of the legal term `code` that begins on `start`.

        Raises:
            LegalTerm.DoesNotExist: no such term is in force on that day.
        """
        term = self.term(code, start)
        return due_date(
            start,
            term.days,
            working=term.unit == DayUnit.WORKING_DAYS,
            source=term.source,
            exceptions=self.exceptions,
            announced={day.year for day in self.exceptions},
        )


@contextmanager
def terms_read_once() -> Iterator[None]:
    """Within, everything is judged by the calendar and the terms as they stand now: for runs over many rows."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def term_in_force(code: str, on: date) -> LegalTerm:
    """As `Terms.term`."""
    return Terms.load().term(code, on)


def due_date_for(code: str, start: date) -> DueDate:
    """As `Terms.due`."""
    return Terms.load().due(code, start)


def unannounced_years(today: date) -> list[int]:
    """Of this year and the next, those whose holidays nobody has entered: dates in them are provisional."""
    years = (today.year, today.year + 1)
    announced = {day.year for day in CalendarDay.objects.filter(day__year__in=years).dates("day", "year")}
    return [year for year in years if year not in announced]


def connect() -> None:
    for model in (CalendarDay, LegalTerm):
        for signal in (post_save, post_delete):
            signal.connect(_announce, sender=model, dispatch_uid=f"terms_changed_{model.__name__}_{id(signal)}")


def _announce(instance: Any, signal: Signal, **kwargs: Any) -> None:
    if kwargs.get("raw"):
        return
    verb = "删除" if signal is post_delete else "登记"
    terms_changed.send(type(instance), reason=f"{verb}{instance._meta.verbose_name}：{instance}")
