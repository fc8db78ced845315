"""Fees by number. Pure: a number and a price list in, yuan out.

Each item or page costs what the part costs in which it lies; nothing is counted again at a higher price.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Price:
    """Above `above`, each costs `price`; every further `step` it rises by `rise`, where there is a step."""

    above: int
    price: int
    step: int = 0
    rise: int = 0


def price_of(number: int, prices: Sequence[Price]) -> int:
    """What the one with this number costs; 0 below all parts."""
    found = max((each for each in prices if each.above < number), key=lambda each: each.above, default=None)
    if found is None:
        return 0
    return found.price + (found.rise * ((number - found.above - 1) // found.step) if found.step else 0)


def cost(first: int, last: int, prices: Sequence[Price]) -> int:
    """What those from `first` to `last` cost together; 0 where there are none."""
    return sum(price_of(number, prices) for number in range(first, last + 1))
