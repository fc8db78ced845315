"""Readings wait in the process and reach the database in batches: not a write for every view."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter

from django.db import Error

from sites.reading.store import add_readings

logger = logging.getLogger(__name__)

SECONDS = 10
LARGE = 5_000  # readings
MOST_PAGES = 20_000  # what is kept while the database is away


class ReadingBuffer:
    """Counts of one process, safe between its threads. A batch is written by whoever adds the reading that is due."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Counter[int] = Counter()
        self._readings = 0
        self._flushed = time.monotonic()

    def add(self, page_id: int) -> None:
        with self._lock:
            if page_id in self._waiting or len(self._waiting) < MOST_PAGES:
                self._waiting[page_id] += 1
                self._readings += 1
            batch = self._take() if self._is_due() else None
        if batch:
            self._write(batch)

    def flush(self) -> None:
        with self._lock:
            batch = self._take()
        if batch:
            self._write(batch)

    def _is_due(self) -> bool:
        return self._readings >= LARGE or time.monotonic() - self._flushed >= SECONDS

    def _take(self) -> Counter[int]:
        batch, self._waiting, self._readings = self._waiting, Counter(), 0
        self._flushed = time.monotonic()
        return batch

    def _write(self, batch: Counter[int]) -> None:
        """A database that is away takes nothing from the count, and nothing from the visitor."""
        try:
            add_readings(batch)
        except Error:
            logger.exception("Readings of %s pages wait for the next try", len(batch))
            with self._lock:
                self._waiting.update(batch)


buffer = ReadingBuffer()
atexit.register(buffer.flush)
