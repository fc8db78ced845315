"""The totals as one bar, drawn on the server: shares of the states, the worst first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from opencat.enums import CoverageState

# Widths of the bar are parts of this.
WIDTH = 1000

# Beside the word and the colour, so that no state is told by colour alone.
SYMBOLS = {
    CoverageState.FRESH: "✓",
    CoverageState.DUE_SOON: "◔",
    CoverageState.OVERDUE: "!",
    CoverageState.EMPTY: "○",
    CoverageState.NOT_APPLICABLE: "–",
}


@dataclass(frozen=True)
class Share:
    state: CoverageState
    count: int
    start: float
    width: float

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.state]


def shares_of(totals: Mapping[CoverageState, int]) -> list[Share]:
    """One share for each state, those without any included, in the order of `totals`."""
    everything = sum(totals.values()) or 1
    found, start = [], 0.0
    for state, count in totals.items():
        width = round(WIDTH * count / everything, 2)
        found.append(Share(state, count, round(start, 2), width))
        start += width
    return found
