"""How long usage is kept."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from search.enums import QueryState
from search.models import QueryClick, QueryCount, UnansweredQuery


@transaction.atomic
def delete_old_usage(today: date | None = None) -> int:
    """Deletes counts older than `SEARCH_USAGE_DAYS`, and clicks and settled queries that nobody has asked since.

    Returns how many rows.
    """
    before = (today or timezone.localdate()) - timedelta(days=settings.SEARCH_USAGE_DAYS)
    counts, _each = QueryCount.objects.filter(day__lt=before).delete()
    clicks, _each = QueryClick.objects.exclude(query__in=QueryCount.objects.values("query")).delete()
    settled = UnansweredQuery.objects.exclude(state=QueryState.OPEN).filter(last_at__date__lt=before)
    queries, _each = settled.delete()
    return counts + clicks + queries
