"""What keeps the indexes up to date in the background, round by round.

Every part can be killed at any time: what is to be done stands in the database, and doing it twice does no harm.
"""

from __future__ import annotations

from datetime import date
from types import ModuleType

from django.conf import settings
from django.utils import timezone

from hub.locks import only_one
from search.chores import daily
from search.indexing import drain_database

LOCK = "search-worker"


class Worker:
    """`round` does what waits. Of several workers one is at work at a time; the others stand by."""

    def __init__(self) -> None:
        self._day: date | None = None

    def round(self) -> int:
        """How many things were done."""
        with only_one(LOCK) as alone:
            if not alone:
                return 0
            self._once_a_day(timezone.localdate())
            done = drain_database()
            if settings.ELASTICSEARCH_URL:
                done += _node().drain_node()
            return done

    def _once_a_day(self, today: date) -> None:
        """And when the worker starts: nobody knows what happened before."""
        if self._day == today:
            return
        daily(today)
        if settings.ELASTICSEARCH_URL:
            _node().compare_node()
        self._day = today


def _node() -> ModuleType:
    # Late: an install without a node does not load its client.
    from search.elastic import upkeep

    return upkeep
