"""Figures of a unit in a period, by name: an app supplies them, and reports and evaluations above it read them.

Whole numbers. `label` says of what, and in brackets in which unit: 件 for what is counted, 万元 for sums of money.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ImproperlyConfigured

from sites.organisation.models.unit import Unit

_registered: dict[str, Measure] = {}


@dataclass(frozen=True)
class Measure:
    """`count(unit, first_day, last_day)`: both days belong to the period; None if the records cannot tell.

    `name` stays for ever. A cell of the annual report whose key it is shows the figure (docs/annual-report.md).
    """

    name: str
    label: str
    count: Callable[[Unit, date, date], int | None]


def register(measure: Measure) -> None:
    """Once, when the app is ready.

    Raises:
        ImproperlyConfigured: another measure has that name.
    """
    if other := _registered.get(measure.name):
        raise ImproperlyConfigured(f"指标 {measure.name} 已登记为“{other.label}”，不能再登记为“{measure.label}”。")
    _registered[measure.name] = measure


def registered() -> tuple[Measure, ...]:
    """In the order in which the apps are installed."""
    return tuple(_registered.values())


def measure_named(name: str) -> Measure | None:
    return _registered.get(name)
