"""Two sequences side by side, within a budget of steps: a long text with many changes still answers at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from difflib import Match, SequenceMatcher

STEPS = 1_000_000

Opcode = tuple[str, int, int, int, int]


class Budget:
    """How much more may be compared. Once it is used up, what is left counts as changed as a whole."""

    def __init__(self, steps: int = STEPS) -> None:
        self.steps = self.left = steps

    @property
    def spent(self) -> int:
        return self.steps - self.left

    def spend(self, steps: int) -> bool:
        if steps > self.left:
            return False
        self.left -= steps
        return True


class _BudgetedMatcher(SequenceMatcher[Hashable]):
    def __init__(self, old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> None:
        self.budget = budget
        super().__init__(None, old, new, autojunk=False)

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """A step is an element looked at, or a pair of equal ones."""
        ahi = len(self.a) if ahi is None else ahi
        steps = sum(1 + len(self.b2j.get(element, ())) for element in self.a[alo:ahi])
        if not self.budget.spend(steps):
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def ends_in_common(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many elements both begin with, and how many of the rest both end with."""
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - start
    return start, next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> list[Opcode]:
    """As difflib's. What both begin and end with costs nothing."""
    start, end = ends_in_common(old, new)
    middle = _BudgetedMatcher(old[start : len(old) - end], new[start : len(new) - end], budget)
    found: list[Opcode] = [("equal", 0, start, 0, start)] if start else []
    for tag, old_from, old_to, new_from, new_to in middle.get_opcodes():
        found.append((tag, old_from + start, old_to + start, new_from + start, new_to + start))
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def in_order(numbers: Sequence[int]) -> frozenset[int]:
    """The most of these numbers that stand in rising order: what is left over was moved."""
    best: list[list[int]] = []  # chains by length, each with the smallest end
    ends: list[int] = []
    for number in numbers:
        place = bisect_left(ends, number)
        chain = [*(best[place - 1] if place else []), number]
        if place == len(best):
            best.append(chain)
            ends.append(number)
        else:
            best[place], ends[place] = chain, number
    return frozenset(best[-1] if best else ())
