"""Readings in the database."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from hub.counting.store import add_counts
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.reading_count import ReadingCount

ROWS = 1_000  # keys in one question


def add_readings(readings: Mapping[int, int]) -> int:
    """Adds to the counts of the pages that are public articles, forgets the others; returns how many it added to."""
    public = ArticlePage.objects.live().public()
    with transaction.atomic():
        keys = sorted(
            key for part in _parts(sorted(readings)) for key in public.filter(pk__in=part).values_list("pk", flat=True)
        )
        add_counts(ReadingCount, ["page"], ["readings"], [(key, readings[key]) for key in keys])
    return len(keys)


def _parts(keys: list[int]) -> list[list[int]]:
    return [keys[start : start + ROWS] for start in range(0, len(keys), ROWS)]
