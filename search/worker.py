"""What keeps the indexes up to date in the background, round by round.

Every part can be killed at any time: what is to be done stands in the database, and doing it twice does no harm.
"""

from __future__ import annotations

import logging
from datetime import date

from django.conf import settings
from django.utils import timezone

from hub.locks import only_one
from search.chores import daily
from search.indexing import drain_database

logger = logging.getLogger(__name__)

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
                done += drain_node()
            return done

    def _once_a_day(self, today: date) -> None:
        """And when the worker starts: nobody knows what happened before."""
        if self._day == today:
            return
        daily(today)
        if settings.ELASTICSEARCH_URL:
            compare_node()
        self._day = today


def drain_node() -> int:
    """Brings the node up to date. While it takes nothing, all waits, and the centre's people are told."""
    from elasticsearch import ApiError, TransportError

    from search.breaker import WRITING
    from search.elastic import indices
    from search.elastic.draining import drain_elasticsearch
    from search.elastic.node import WritingBlocked
    from search.rebuilding import AlreadyRebuilding, rebuild_elasticsearch

    if not WRITING.may_try():
        return 0
    try:
        # A new node, or one that has lost its data, is filled first.
        done = sum(rebuild_elasticsearch()) if indices.versions().live is None else drain_elasticsearch()
    except AlreadyRebuilding:
        return 0
    except (WritingBlocked, TransportError, ApiError) as error:
        WRITING.failed(f"{type(error).__name__}: {error}")
        return 0
    WRITING.worked()
    return done


def compare_node() -> None:
    """Notes what the node has otherwise than the database: it may have been switched off in the settings meanwhile."""
    from elasticsearch import ApiError, TransportError

    from search.checking import compare_elasticsearch
    from search.elastic import indices
    from search.indexing import tell_elasticsearch

    try:
        if indices.versions().live is not None:
            tell_elasticsearch(sorted(compare_elasticsearch().keys))
    except (TransportError, ApiError) as error:
        logger.warning("Elasticsearch was not compared (%s)", error)
