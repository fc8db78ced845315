"""Readings that wait to be written."""

from __future__ import annotations

from collections import Counter

from hub.counting.buffer import CountBuffer
from sites.website.reading.store import add_readings


class ReadingBuffer(CountBuffer[int]):
    """By the key of the page."""

    def store(self, batch: Counter[int]) -> None:
        add_readings(batch)


buffer = ReadingBuffer()
buffer.flush_at_exit()
