"""Small tables that every request needs: each process keeps its own copy, and all notice when one has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db.models import Model

from hub import caching

Value = TypeVar("Value")
TIMEOUT = 300  # seconds after which it is loaded anew in any case
RECHECK_INTERVAL = 0.005  # seconds: the words of one query ask one after another


class VersionedCache(Generic[Value]):
    """What `load` gives, as this process has it. The cache that all processes share holds only its version.

    For `timeout` seconds a version stands if nobody invalidates it; the shared cache is asked for it at most once in
    `recheck_interval` seconds. `name` is also the tag that it is invalidated by.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[], Value],
        *,
        timeout: float = TIMEOUT,
        recheck_interval: float = RECHECK_INTERVAL,
    ) -> None:
        self.name = name
        self.load = load
        self.timeout = timeout
        self.recheck_interval = recheck_interval
        # Together: between two threads that load, a value must not get the other's version.
        self._local: tuple[str, Value] | None = None
        self._checked_at = 0.0
        self._drops = 0

    def current(self) -> Value:
        if caching.in_transaction():
            return caching.value_in_transaction(self.name, (self.name,), self._load_uncommitted, self._committed)
        local, drops = self._local, caching.Drops.count
        if local is not None and self._is_checked():
            return local[1]
        version = caching.version_of(self.name, self.timeout)
        if local is None or local[0] != version:
            local = self._local = version, self.load()
        self._checked_at, self._drops = time.monotonic(), drops
        return local[1]

    def invalidate(self) -> None:
        """Once the running transaction is committed, which from now on sees what it has made of it itself."""
        caching.invalidate_on_commit(self.name)

    def invalidate_on_change(self, *models: type[Model]) -> None:
        caching.invalidate_when_changed(*models, tags=(self.name,))

    def _is_checked(self) -> bool:
        age = time.monotonic() - self._checked_at
        return self._drops == caching.Drops.count and 0 <= age < self.recheck_interval

    def _committed(self) -> Value:
        """MISSING unless it is here and the latest."""
        local = self._local
        if local is None:
            return caching.MISSING
        is_latest = self._is_checked() or local[0] == caching.version_of(self.name, self.timeout)
        return local[1] if is_latest else caching.MISSING

    def _load_uncommitted(self) -> Value:
        # What `load` does beside (the search teaches its words) is undone by loading once more afterwards.
        self._local = None
        return self.load()
