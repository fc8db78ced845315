"""Counts wait in the process and reach the database in batches: not a write for every visit."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter
from collections.abc import Hashable
from typing import Generic, TypeVar

from django.db import Error

logger = logging.getLogger(__name__)

SECONDS = 10
LARGE = 5_000  # counted things
MOST_KEYS = 20_000  # what is kept while the database is away

Key = TypeVar("Key", bound=Hashable)


class CountBuffer(Generic[Key]):
    """Counts of one process, safe between its threads. A batch is written by whoever adds what makes it due."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Counter[Key] = Counter()
        self._counted = 0
        self._flushed = time.monotonic()

    def store(self, batch: Counter[Key]) -> None:
        """Adds a batch to what the database has, all or nothing. Each buffer has its own way."""
        raise NotImplementedError

    def add(self, *keys: Key) -> None:
        """Counts one for each key."""
        with self._lock:
            for key in keys:
                if key in self._waiting or len(self._waiting) < MOST_KEYS:
                    self._waiting[key] += 1
                    self._counted += 1
            batch = self._take() if self._is_due() else None
        if batch:
            self._write(batch)

    def flush(self) -> None:
        with self._lock:
            batch = self._take()
        if batch:
            self._write(batch)

    def flush_at_exit(self) -> None:
        atexit.register(self.flush)

    def _is_due(self) -> bool:
        return self._counted >= LARGE or time.monotonic() - self._flushed >= SECONDS

    def _take(self) -> Counter[Key]:
        batch, self._waiting, self._counted = self._waiting, Counter(), 0
        self._flushed = time.monotonic()
        return batch

    def _write(self, batch: Counter[Key]) -> None:
        """A database that is away takes nothing from the count, and nothing from the visitor."""
        try:
            self.store(batch)
        except Error:
            logger.exception("Counts of %s things wait for the next try", len(batch))
            with self._lock:
                self._waiting.update(batch)
