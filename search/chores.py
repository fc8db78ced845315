"""What becomes different about documents without anybody changing them. Each is looked for once a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from hub.events import record_event
from search.content_key import ContentKey, page_keys
from search.indexing import note_changes
from search.models import IndexedDocument, IndexTask
from search.suggestions.names import renew_daily
from sites.pages.enums import Validity
from sites.pages.models.reading_count import ReadingCount

STUCK_AFTER = timedelta(hours=1)
BATCH = 500


def daily(today: date) -> None:
    """Notes the documents that must be looked at again, and tells of tasks that nobody gets done."""
    _note([*expired(today), *read_more_or_less()])
    renew_daily()
    tell_of_stuck_tasks()


def expired(today: date) -> list[ContentKey]:
    """Documents that are no longer in force since their last day is over (see `ArticlePage.is_ineffective`)."""
    over = IndexedDocument.objects.filter(ceases_on__lt=today)
    rows = over.exclude(state__in=(Validity.EXPIRED, Validity.ABOLISHED)).values_list("content_type", "object_id")
    return [ContentKey(*row) for row in rows]


def read_more_or_less() -> list[ContentKey]:
    """Pages whose readings have doubled since they were indexed."""
    known = dict(IndexedDocument.objects.filter(page__isnull=False).values_list("page", "popularity"))
    counts = ReadingCount.objects.filter(readings__gt=0).values_list("page", "readings")
    return list(
        page_keys(key for key, readings in counts.iterator() if key in known and readings.bit_length() != known[key])
    )


def tell_of_stuck_tasks() -> int:
    """One event for all tasks that fail again and again."""
    stuck = IndexTask.objects.filter(attempts__gt=0, created_at__lt=timezone.now() - STUCK_AFTER)
    if number := stuck.count():
        first = stuck.order_by("pk").first()
        message = f"{number} 个页面或条目没有编入索引，系统会继续尝试；可运行 search_check 核对。"
        record_event("索引任务滞留", "全文检索", message, reason=f"{first.content_key}: {first.last_error}")
    return number


def _note(keys: list[ContentKey]) -> None:
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            note_changes(keys[start : start + BATCH])
