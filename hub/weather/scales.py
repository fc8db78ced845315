"""Scales in which a forecast is read in China, each with its source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

# Lower bounds of force 1 to 12 in m/s (GB/T 28591-2012).
BEAUFORT = (0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7)
DIRECTIONS = ("北风", "东北风", "东风", "东南风", "南风", "西南风", "西风", "西北风")
# Upper bounds of the first five levels (HJ 633-2012, table 2).
AIR_LEVELS = (50, 100, 150, 200, 300)
AIR_WORDS = ("优", "良", "轻度污染", "中度污染", "重度污染", "严重污染")
# Concentrations at which the index is 0, 50, 100 … (HJ 633-2012, table 1): µg/m³, for carbon monoxide mg/m³.
INDEXES = (0, 50, 100, 150, 200, 300, 400, 500)
CONCENTRATIONS: dict[str, tuple[float, ...]] = {
    "pm2_5": (0, 35, 75, 115, 150, 250, 350, 500),
    "pm10": (0, 50, 150, 250, 350, 420, 500, 600),
    "sulphur_dioxide": (0, 150, 500, 650, 800),
    "nitrogen_dioxide": (0, 100, 200, 700, 1200, 2340, 3090, 3840),
    "ozone": (0, 160, 200, 300, 400, 800, 1000, 1200),
    "carbon_monoxide": (0, 5, 10, 35, 60, 90, 120, 150),
}


def wind_force(metres_per_second: float) -> str:
    return str(bisect_right(BEAUFORT, metres_per_second))


def wind_direction(degrees: float) -> str:
    """Where the wind comes from, to the eighth of a circle."""
    return DIRECTIONS[round(degrees / 45) % 8]


def air_quality(index: int) -> str:
    return AIR_WORDS[bisect_left(AIR_LEVELS, index)]


def air_quality_index(concentrations: dict[str, float]) -> int | None:
    """The index of the worst pollutant among those that are known; None if none is."""
    found = [_single(CONCENTRATIONS[name], value) for name, value in concentrations.items() if name in CONCENTRATIONS]
    return max(found, default=None)


def _single(bounds: tuple[float, ...], value: float) -> int:
    """Linear between the bounds, rounded up as the standard has it; at most the last bound's index."""
    place = bisect_left(bounds, value)
    if place == 0:
        return 0
    if place == len(bounds):
        return INDEXES[place - 1]
    share = (value - bounds[place - 1]) / (bounds[place] - bounds[place - 1])
    exact = INDEXES[place - 1] + share * (INDEXES[place] - INDEXES[place - 1])
    return -int(-exact // 1)
