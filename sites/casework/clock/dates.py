"""The clock of a case as stored: facts in the database, read by the calendar and the terms as they stand now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from hub.calendar import Terms
from sites.casework.clock import rules
from sites.casework.clock.rules import Fact, Reading
from sites.casework.enums import AssignmentStatus, ClockChange
from sites.casework.models.case import Case
from sites.casework.models.clock_fact import ClockFact


def closing_time() -> time:
    return time.fromisoformat(settings.OFFICE_CLOSES_AT)


def receipt_day(at: datetime, terms: Terms | None = None) -> date:
    """The day on which what came at a moment counts as received."""
    local = timezone.localtime(at)
    terms = terms or Terms.load()
    return rules.receipt_day(local.date(), local.time(), closing_time(), terms.exceptions)


def reading_of(case: Case, terms: Terms | None = None) -> Reading:
    return read(case.clock_facts.all(), terms or Terms.load())


def read(facts: Iterable[ClockFact], terms: Terms) -> Reading:
    return rules.read_clock((_fact(row, terms) for row in facts), terms.exceptions)


def _fact(row: ClockFact, terms: Terms) -> Fact:
    term = rules.Term(row.days, True, row.reason) if row.days else None
    if row.term_code:
        legal = terms.term(row.term_code, row.law_on or row.on)
        term = rules.Term(legal.days, legal.unit == "working_days", legal.source)
    return Fact(ClockChange(row.change), row.on, term, row.reason)


def add_fact(
    case: Case,
    change: ClockChange,
    on: date,
    *,
    term_code: str = "",
    law_on: date | None = None,
    days: int | None = None,
    reason: str = "",
) -> None:
    """`law_on`: the day whose law counts, where it is another than `on`. `days`: instead of a term."""
    ClockFact.objects.create(
        case=case, change=change, on=on, term_code=term_code, law_on=law_on, days=days, reason=reason[:200]
    )


def renew(case: Case, terms: Terms | None = None) -> Reading:
    """Puts what the clock shows into the case's own fields and its open assignments; the caller stores the case."""
    reading = reading_of(case, terms)
    case.due_on = reading.due.on if reading.due else None
    case.due_explanation = reading.due.explanation if reading.due else "；".join(reading.steps)
    for assignment in case.assignments.filter(status=AssignmentStatus.OPEN):
        due = min((day for day in (case.due_on, assignment.wanted_on) if day), default=None) if case.due_on else None
        if assignment.due_on != due:
            assignment.due_on = due
            assignment.save(update_fields=["due_on"])
    return reading


def sentence(case: Case) -> str:
    """Until when an answer is due, for the applicant; "" where no clock runs."""
    return f"应于 {case.due_on:%Y-%m-%d} 前答复。" if case.due_on else ""
