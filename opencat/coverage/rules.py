"""The state of what a unit has of a category. Pure: dates in, states out; no ORM, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from opencat.enums import CoverageState

# The last part of a term in which its end counts as near, and how many days that are at least.
LAST_PART = 5
LEAST_DAYS = 3

# The worst last. What is not applicable does not count at all.
SEVERITY = (CoverageState.FRESH, CoverageState.DUE_SOON, CoverageState.OVERDUE, CoverageState.EMPTY)


def near_from(start: date, due_on: date) -> date:
    """The day from which the end of a term is near: its last fifth, and at least three days before."""
    last_part = -(-(due_on - start).days // LAST_PART)
    return due_on - timedelta(days=max(LEAST_DAYS, last_part))


def state_of(count: int, start: date | None, due_on: date | None, today: date) -> CoverageState:
    """The state of a category without parts.

    `count` public documents, of which the newest began the term on `start`; new information is due by `due_on`, the
    last day in time. Without a term, what there is stays fresh.
    """
    if count == 0:
        return CoverageState.EMPTY
    if start is None or due_on is None:
        return CoverageState.FRESH
    if today > due_on:
        return CoverageState.OVERDUE
    return CoverageState.DUE_SOON if today >= near_from(start, due_on) else CoverageState.FRESH


def worst_of(states: Iterable[CoverageState]) -> CoverageState:
    """A category is as bad as its worst part. Parts that do not apply are left out; if all are, so is the category."""
    applicable = [state for state in states if state != CoverageState.NOT_APPLICABLE]
    return max(applicable, key=SEVERITY.index, default=CoverageState.NOT_APPLICABLE)
