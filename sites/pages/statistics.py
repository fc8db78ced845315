"""Figures about what was published, computed from the records. Cached; a change of a page forgets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import post_page_move

from hub import caching
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages import listing
from sites.pages.column_listing import counts_by_column
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage

SECONDS = 300
MONTHS = 12
COUNTED = (ArticlePage, ColumnPage, LeaderPage, TopicPage)


@dataclass(frozen=True)
class Month:
    first_day: date
    number: int
    height: int  # per cent of the highest month's

    @property
    def top(self) -> int:
        """Where the bar begins, from above."""
        return 100 - self.height


@dataclass(frozen=True)
class Statistics:
    """Published items of a site, or for the portal of the whole group, whose `sites` are counted as well."""

    this_month: int
    this_year: int
    total: int
    months: list[Month]  # oldest first, the present one last
    sites: int | None


def statistics_of(unit: Unit) -> Statistics:
    """No query when cached; five without."""
    today = timezone.localdate()
    tag = _tag(None if unit.is_portal else unit.pk)
    return caching.get_or_set(f"{tag}:{today:%Y%m}", lambda: _count(unit, today), SECONDS, tags=(tag,))


def column_counts(unit_id: int, parent: GroupPage, columns: list[ColumnPage]) -> dict[int, int]:
    """Items of each of `columns` below `parent` by the column's key. No query when cached; two without."""
    key = f"column_counts:{unit_id}:{parent.pk}"
    return caching.get_or_set(key, lambda: counts_by_column(parent, columns), SECONDS, tags=(_tag(unit_id),))


def _count(unit: Unit, today: date) -> Statistics:
    rows = listing.articles().order_by()
    if not unit.is_portal:
        rows = rows.filter(unit=unit)
    year, month = start_of(date(today.year, 1, 1)), start_of(today.replace(day=1))
    figures = rows.aggregate(
        this_month=Count("pk", filter=Q(published_at__gte=month)),
        this_year=Count("pk", filter=Q(published_at__gte=year)),
        total=Count("pk"),
    )
    sites = UnitSite.objects.filter(home__live=True).count() if unit.is_portal else None
    return Statistics(**figures, months=_months(rows, today), sites=sites)


def _months(rows: Any, today: date) -> list[Month]:
    """The last twelve months with their numbers of items."""
    first_days = [_months_before(today, back) for back in range(MONTHS - 1, -1, -1)]
    since = rows.filter(published_at__gte=start_of(first_days[0]))
    found = since.annotate(month=TruncMonth("published_at")).values("month").annotate(number=Count("pk"))
    numbers = {timezone.localdate(row["month"]): row["number"] for row in found}
    highest = max(numbers.values(), default=0) or 1
    return [Month(day, numbers.get(day, 0), round(100 * numbers.get(day, 0) / highest)) for day in first_days]


def _months_before(day: date, back: int) -> date:
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _tag(unit_id: int | None) -> str:
    return f"statistics:{unit_id or 'group'}"


def forget(instance: Any, **signal: Any) -> None:
    """Something that is counted was stored, moved or deleted."""
    page = instance.specific_deferred if hasattr(instance, "specific_deferred") else instance
    if isinstance(page, COUNTED):
        caching.invalidate_on_commit(_tag(page.unit_id), _tag(None))


def connect() -> None:
    for model in COUNTED:
        post_save.connect(forget, sender=model, dispatch_uid=f"forget_statistics_{model.__name__}")
        post_delete.connect(forget, sender=model, dispatch_uid=f"forget_statistics_{model.__name__}_delete")
    post_page_move.connect(forget, dispatch_uid="forget_statistics_move")
