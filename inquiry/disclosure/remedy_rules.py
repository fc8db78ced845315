"""Section 四 of the annual report from the remedies themselves. Pure: rows in, counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

OPEN, TOTAL = "open", "total"


@dataclass(frozen=True)
class Contest:
    """A reconsideration or a lawsuit. `ended_on` None: not decided yet."""

    kind: str
    began_on: date
    ended_on: date | None
    result: str


def contested(contests: Iterable[Contest], first: date, last: date) -> Counter[tuple[str, str]]:
    """(kind, result) → number, of what was begun or not decided yet in a period whose first and last day belong to it.

    For each kind the total is the sum of its results; what one year leaves open is in the total of the next.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for each in contests:
        if each.began_on > last or (each.ended_on is not None and each.ended_on < first):
            continue
        is_open = each.ended_on is None or each.ended_on > last
        counts[each.kind, OPEN if is_open else each.result] += 1
        counts[each.kind, TOTAL] += 1
    return counts
