"""How alike two titles are. Nothing but the titles is compared: it has to be quick, for desk and public alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

COMPARED = 500  # the newest
SHOWN = 5
LEAST = 0.25
_NO_WORD = re.compile(r"[\W_]+")


def pairs(title: str) -> set[str]:
    """Two characters each, as Chinese has no spaces."""
    bare = _NO_WORD.sub("", title).casefold()
    return {bare[n : n + 2] for n in range(len(bare) - 1)} or {bare}


def likeness(one: set[str], other: set[str]) -> float:
    """0 to 1."""
    return len(one & other) / len(one | other) if one | other else 0.0


def most_alike(title: str, rows: Iterable[tuple[Any, str]], most: int = SHOWN) -> list[Any]:
    """Keys of the rows (key, title) with the most similar titles, the best first."""
    wanted = pairs(title)
    scored = [(likeness(wanted, pairs(other)), key) for key, other in rows]
    return [key for score, key in sorted(scored, key=lambda each: -each[0])[:most] if score >= LEAST]
