"""Which entries have changed: told to every process through the cache, so that counts held in memory stay true.

Each change takes the next serial and leaves the entry's key under it. Whoever finds a serial without a key, because it
was pushed out or is not there yet, counts everything anew.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save, pre_delete

from hub import caching
from opencat.models import CatalogueEntry
from sites.pages.models.article_page import ArticlePage

KEY = "catalogue_changes"
TAG = "catalogue_index"  # what a transaction has changed
SECONDS = 3600
MOST_CHANGES = 500  # beyond them it is faster to count everything anew


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_follow, sender=CatalogueEntry, dispatch_uid="catalogue_counts")
    pre_delete.connect(_follow_page, sender=ArticlePage, dispatch_uid="catalogue_counts_page")


def _follow(instance: CatalogueEntry, **signal: Any) -> None:
    _announce_on_commit(instance.pk)


def _follow_page(instance: ArticlePage, **signal: Any) -> None:
    """Its entry loses the page, by an update of which no signal tells."""
    for key in CatalogueEntry.objects.filter(page=instance.pk).values_list("pk", flat=True):
        _announce_on_commit(key)


def follow_bulk(keys: Collection[int]) -> None:
    """For what writes these entries past the signals."""
    if len(keys) > MOST_CHANGES:
        forget_counts()
        return
    for key in keys:
        _announce_on_commit(key)


def _announce_on_commit(key: int) -> None:
    caching.drop_on_commit(announce, key, tags=(TAG,))


def announce(key: int) -> None:
    try:
        serial = cache.incr(KEY)
    except ValueError:  # forgotten, and so are all counts
        latest()
        return
    cache.set(f"{KEY}:{serial}", key, SECONDS)


def forget_counts() -> None:
    """For what writes very many entries past the signals."""
    caching.drop_on_commit(_begin_anew, tags=(TAG,))


def _begin_anew() -> None:
    cache.delete(KEY)


def latest() -> int:
    """The serial of the last change. A forgotten one begins anew, far above all that there were."""
    serial = cache.get(KEY)
    if serial is None:
        cache.add(KEY, time.time_ns() // 1_000_000, None)
        serial = cache.get(KEY, 0)
    return serial


def changed_since(serial: int, now: int) -> set[int] | None:
    """The entries that changed after `serial` up to `now`; None if that cannot be told."""
    if not 0 <= now - serial <= MOST_CHANGES:
        return None
    names = [f"{KEY}:{each}" for each in range(serial + 1, now + 1)]
    found = cache.get_many(names)
    return set(found.values()) if len(found) == len(names) else None
