"""The connection to the node, and what its failures mean."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

WRITE_TIMEOUT = 60  # seconds; nobody waits for a page meanwhile

# What the node answers when the question is at fault: asking again, or opening the breaker, would not help.
OWN_FAULT = (400, 413)


class WritingBlocked(Exception):
    """The node takes nothing now: its disk is full, the index is read-only, or it has too much to do."""


# What the node, or the way to it, may raise.
FAILURES = (WritingBlocked, TransportError, ApiError)


@cache
def _client(url: str) -> Elasticsearch:
    return Elasticsearch(url, max_retries=0, retry_on_timeout=False, request_timeout=WRITE_TIMEOUT)


@cache
def _waiting(url: str, timeout: float) -> Elasticsearch:
    """Kept: to make it takes as long as to ask it. All share the connections of one."""
    return _client(url).options(request_timeout=timeout)


def client(timeout: float = WRITE_TIMEOUT) -> Elasticsearch:
    """A client that waits `timeout` seconds to be connected, and as long for each answer; it never tries twice."""
    return _waiting(settings.ELASTICSEARCH_URL, timeout)


def is_away(error: Exception) -> bool:
    """Whether the node, not what was asked of it, is at fault."""
    return isinstance(error, TransportError) or (isinstance(error, ApiError) and error.meta.status not in OWN_FAULT)
