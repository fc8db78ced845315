"""The cache that all processes of an install share: Redis; while that is away, what each process remembers by itself.

Pages are answered then as on an install without Redis. A change that is told by the cache meanwhile (an edition of a
kept table, counts of the catalogue) reaches the process that makes it at once and others when they read it anew. Once
Redis is back it is emptied, so that nothing in it is older than what happened without it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError, ResponseError, TimeoutError

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds between two tries
MOST_REMEMBERED = 20_000
# It cannot be reached, or it answers that it takes nothing: read-only, full, loading.
AWAY = (ConnectionError, TimeoutError, ResponseError)


class Outage:
    """Of one server, as this process knows it."""

    def __init__(self) -> None:
        self.is_on = False
        self._next_try = 0.0

    def may_try(self) -> bool:
        """True while all is well; while it is away for one caller each `PAUSE`."""
        if not self.is_on:
            return True
        now = time.monotonic()
        if now < self._next_try:
            return False
        self._next_try = now + PAUSE
        return True

    def begins(self, error: Exception) -> None:
        if not self.is_on:
            logger.error("Redis is away, every process remembers by itself: %s", error)
        self._next_try = time.monotonic() + PAUSE
        self.is_on = True

    def ends(self) -> None:
        logger.warning("Redis is back")
        self.is_on = False


_outages: dict[str, Outage] = {}


class SharedCache(RedisCache):
    """Takes the settings of Django's `RedisCache`. Its methods raise nothing because the server is away."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        name = str(server)
        self._own = LocMemCache(name, {**params, "OPTIONS": {"MAX_ENTRIES": MOST_REMEMBERED}})
        self._outage = _outages.setdefault(name, Outage())

    def _come_back(self) -> None:
        """Raises what the server raises."""
        RedisCache.clear(self)
        self._own.clear()
        self._outage.ends()


def _shared_or_own(name: str) -> Callable[..., Any]:
    shared, own = getattr(RedisCache, name), getattr(LocMemCache, name)

    @wraps(shared)
    def method(self: SharedCache, *arguments: Any, **options: Any) -> Any:
        if self._outage.may_try():
            try:
                if self._outage.is_on:
                    self._come_back()
                return shared(self, *arguments, **options)
            except AWAY as error:
                self._outage.begins(error)
        return own(self._own, *arguments, **options)

    return method


# All that asks the server; what Django's cache has beside them is made of these.
for _name in (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
):  # fmt: skip
    setattr(SharedCache, _name, _shared_or_own(_name))
