"""Due dates from the terms and the calendar that the centre keeps (Art. 13)."""

from __future__ import annotations

from datetime import date, timedelta

from hub.models import CalendarDay, LegalTerm
from hub.models.calendar import DayUnit
from hub.rules import DueDate, due_date

# The longest run of days off is about nine; a term of n working days never spans more than this.
CALENDAR_DAYS_PER_WORKING_DAY = 3
MARGIN = 20


def term_in_force(code: str, on: date) -> LegalTerm:
    """The term `code` as it stands on a day.

    Raises:
        LegalTerm.DoesNotExist: no such term is in force on that day.
    """
    term = LegalTerm.objects.filter(code=code, in_force_from__lte=on).order_by("-in_force_from").first()
    if term is None:
        raise LegalTerm.DoesNotExist(f"No legal term {code!r} in force on {on}")
    return term


def due_date_for(code: str, start: date) -> DueDate:
    """The end of the legal term `code` that begins on `start`."""
    term = term_in_force(code, start)
    end = start + timedelta(days=term.days * CALENDAR_DAYS_PER_WORKING_DAY + MARGIN)
    rows = CalendarDay.objects.filter(day__gte=start, day__lte=end).values_list("day", "is_workday")
    years = {row.year for row in CalendarDay.objects.filter(day__year__in=[start.year, end.year]).dates("day", "year")}
    return due_date(
        start,
        term.days,
        working=term.unit == DayUnit.WORKING_DAYS,
        source=term.source,
        exceptions=dict(rows),
        announced=years,
    )
