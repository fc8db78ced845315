"""What a provider said, made safe: numbers in their range, short words, real days. Anything else is None or empty."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

FORCE = re.compile(r"\d{1,2}(-\d{1,2})?")


def number(value: Any, low: float, high: float) -> int | None:
    """A number or the text of one, rounded, if it lies between `low` and `high`."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return math.floor(found + 0.5) if math.isfinite(found) and low <= found <= high else None


def temperature(value: Any) -> int | None:
    """Degrees Celsius; nothing that no thermometer on earth has shown."""
    return number(value, -90, 60)


def words(value: Any, longest: int = 20) -> str:
    """A short text without control characters."""
    return "".join(each for each in value if each.isprintable())[:longest].strip() if isinstance(value, str) else ""


def force(value: Any) -> str:
    """Wind force on the Beaufort scale as people write it: "3" or "4-5"."""
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    return text if FORCE.fullmatch(text) else ""


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def part(data: Any, *way: str | int) -> Any:
    """What lies at the end of `way` through objects and lists; None where it breaks off."""
    for step in way:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and -len(data) <= step < len(data):
            data = data[step]
        else:
            return None
    return data
