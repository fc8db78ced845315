"""Which notices are on. Asked by every page, so cached; at once when the centre switches one on or off.

A change drops them from the cache that all processes share. Where each process has a cache of its own (the embedded
install), and for a page cache before the application, SECONDS is the longest that a change takes. Beginning and end
need no change: they are compared with the clock at every request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from hub import caching
from sites.pages.navigation import current_home
from sites.website.enums import NoticeKind
from sites.website.models.site_notice import SiteNotice

KEY = "site_notices"
LAST_KNOWN_KEY = "site_notices:last_known"
SECONDS = 10
LAST_KNOWN_SECONDS = 24 * 3600
URGENCY = list(NoticeKind)


@dataclass(frozen=True)
class Notice:
    kind: NoticeKind
    message: str
    link: str
    unit_id: int | None
    starts_at: datetime
    ends_at: datetime

    def is_on(self, at: datetime, unit_id: int | None) -> bool:
        return self.starts_at <= at < self.ends_at and self.unit_id in (None, unit_id)


def notices_for(request: HttpRequest) -> list[Notice]:
    """What is on now for the site asked for, the most urgent first. One query every ten seconds."""
    if not hasattr(request, "_notices"):
        unit_site = current_home(request)
        request._notices = _on_now(_all(), unit_site.unit_id if unit_site else None)
    return request._notices


def is_mourning(request: HttpRequest) -> bool:
    return any(notice.kind == NoticeKind.MOURNING for notice in notices_for(request))


def is_group_mourning() -> bool:
    """For pages that must not ask the database: what was last known of the whole group. Never raises."""
    try:
        known = cache.get(LAST_KNOWN_KEY, [])
    except Exception:
        return False
    return any(notice.kind == NoticeKind.MOURNING for notice in _on_now(known, None))


def _on_now(notices: list[Notice], unit_id: int | None) -> list[Notice]:
    now = timezone.now()
    on = [notice for notice in notices if notice.is_on(now, unit_id)]
    return sorted(on, key=lambda notice: URGENCY.index(notice.kind))


def _all() -> list[Notice]:
    """All that have not ended yet."""
    return caching.get_or_set(KEY, _load, SECONDS, tags=(KEY,))


def _load() -> list[Notice]:
    rows = SiteNotice.objects.filter(ends_at__gt=timezone.now())
    found = [
        Notice(NoticeKind(row.kind), row.message, row.link, row.unit_id, row.starts_at, row.ends_at) for row in rows
    ]
    if not caching.in_transaction():
        cache.set(LAST_KNOWN_KEY, found, LAST_KNOWN_SECONDS)
    return found


def connect() -> None:
    caching.invalidate_when_changed(SiteNotice, tags=(KEY,))
