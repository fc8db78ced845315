"""Figures of requests for the annual report, by the keys of its cells (docs/annual-report.md)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hub import caching
from inquiry.disclosure.rules import CARRIED_IN, CARRIED_OUT, HANDLED, NEW, Request, counted
from inquiry.enums import DisclosureResult
from inquiry.kinds import DISCLOSURE
from sites.casework.actions.step import case_changed
from sites.casework.enums import ApplicantKind, Outcome
from sites.casework.models.case import Case
from sites.organisation import measures
from sites.organisation.measures import Measure
from sites.organisation.models.unit import Unit

ROWS = {
    NEW: "本年新收",
    CARRIED_IN: "上年结转",
    **dict(DisclosureResult.choices),
    HANDLED: "办理结果总计",
    CARRIED_OUT: "结转下年度",
}
TOTAL = "total"
MINUTES = 5


def register_measures() -> None:
    for row, label in ROWS.items():
        for applicant, name in (*ApplicantKind.choices, (TOTAL, "总计")):
            count = partial(_count, row, applicant)
            measures.register(Measure(f"request.{row}.{applicant}", f"依申请公开·{label}·{name}（件）", count))


def _count(row: str, applicant: str, unit: Unit, first: date, last: date) -> int | None:
    """None of a unit that never had a request: an editor types what was handled elsewhere."""
    counts = figures(unit, first, last)
    if counts is None:
        return None
    if applicant == TOTAL:
        return sum(counts[row, each] for each in ApplicantKind.values)
    return counts[row, applicant]


def figures(unit: Unit, first: date, last: date) -> Counter[tuple[str, str]] | None:
    """All cells at once: a report asks for each."""
    key = f"disclosure-report:{unit.pk}:{first}:{last}"
    return caching.get_or_set(key, lambda: _figures(unit, first, last), 60 * MINUTES, tags=(tag_of(unit.pk),))


def tag_of(unit: int) -> str:
    return f"disclosure-requests:{unit}"


def _figures(unit: Unit, first: date, last: date) -> Counter[tuple[str, str]] | None:
    cases = requests_of(unit).order_by()
    rows = list(cases.values_list("applicant__kind", "received_on", "answered_on", "closed_at", "result"))
    if not rows:
        return None
    requests = (
        Request(
            applicant or ApplicantKind.NATURAL,
            received,
            answered or (timezone.localdate(closed) if closed else None),
            result,
        )
        for applicant, received, answered, closed, result in rows
    )
    return counted(requests, first, last)


def requests_of(unit: Unit) -> QuerySet[Case]:
    """Those that count: received, and not split into others, which count themselves."""
    received = Case.objects.filter(kind=DISCLOSURE.code, unit=unit, received_on__isnull=False)
    return received.exclude(outcome=Outcome.SPLIT)


def connect() -> None:
    case_changed.connect(forget_figures, dispatch_uid="disclosure_report")


def forget_figures(case: Case, **signal: Any) -> None:
    if case.kind == DISCLOSURE.code:
        caching.invalidate_on_commit(tag_of(case.unit_id))
