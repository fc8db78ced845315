"""Spans of days, as offices and delegations have them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def on_day(day: date, start: str = "starts_on", end: str = "ends_on") -> Q:
    """Rows whose span from–to (both inclusive, an open end lasts) holds `day`."""
    return overlapping(day, day, start, end)


def overlapping(first: date, last: date, start: str = "starts_on", end: str = "ends_on") -> Q:
    """Rows whose span from–to shares a day with `first`–`last`."""
    return Q(**{f"{start}__lte": last}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": first}))
