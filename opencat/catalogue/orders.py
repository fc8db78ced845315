"""Entries in the orders that a list may have, held in memory: any page of any selection is found without sorting. Pure.

A title's key is in GB 18030, whose common characters stand in the order of their sounds, as in a dictionary.
"""

from __future__ import annotations

import unicodedata
from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress, islice
from typing import Any

# More changes than these are sorted in at once.
FEW = 20


def title_key(title: str) -> bytes:
    return unicodedata.normalize("NFKC", title).casefold().encode("gb18030", "replace")


@dataclass(frozen=True)
class Order:
    """`pairs`: (sort key, entry's key), ascending."""

    pairs: list[tuple[Any, int]] = field(default_factory=list)

    def with_changes(self, changed: set[int], added: list[tuple[Any, int]]) -> Order:
        pairs = [pair for pair in self.pairs if pair[1] not in changed]
        if len(added) <= FEW:
            for pair in added:
                insort(pairs, pair)
        else:
            pairs = sorted(pairs + added)
        return Order(pairs)

    def part(self, bitmap: int, start: int, stop: int, *, descending: bool) -> list[int]:
        """Keys `start` to `stop` of those in `bitmap`. What lies nearer to the end is counted from the end."""
        total = bitmap.bit_count()
        stop = min(stop, total)
        if start >= stop:
            return []
        if start > total // 2:
            return self.part_from(bitmap, total - stop, total - start, backwards=not descending)[::-1]
        return self.part_from(bitmap, start, stop, backwards=descending)

    def part_from(self, bitmap: int, start: int, stop: int, *, backwards: bool) -> list[int]:
        keys = self.keys
        flags = _flags(bitmap, max(keys, default=0) + 1)
        ordered = keys[::-1] if backwards else keys
        return list(islice(compress(ordered, map(flags.__getitem__, ordered)), start, stop))

    @cached_property
    def keys(self) -> list[int]:
        return [key for _, key in self.pairs]


def _flags(bitmap: int, size: int) -> bytes:
    """One byte for each bit: looked up faster than bits, in a loop that never leaves C."""
    return f"{bitmap:b}"[::-1].encode().translate(_BITS).ljust(size, b"\0")


_BITS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True)
class Titles:
    """The order by title, which is searched as well."""

    order: Order

    def with_words(self, words: Iterable[str]) -> list[int]:
        """Keys of the entries whose title has all the words."""
        found = self.order.pairs
        for word in map(title_key, words):
            found = [pair for pair in found if word in pair[0]]
            # The second byte of one character and the first of the next may look like a third.
            read = word.decode("gb18030")
            found = [pair for pair in found if read in pair[0].decode("gb18030")]
        return [key for _, key in found]


def orders_of(names: Iterable[str], rows: Mapping[int, tuple[Any, ...]]) -> dict[str, Order]:
    """`rows`: sort keys by entry, one for each of `names`."""
    return {name: Order(sorted((keys[place], key) for key, keys in rows.items())) for place, name in enumerate(names)}
