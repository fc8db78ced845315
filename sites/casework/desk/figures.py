"""Figures of cases over a period, as tables and a chart of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from sites.casework.enums import Channel
from sites.casework.figures import FEWEST_RATINGS, Counts, Line
from sites.casework.kinds import choices
from sites.pages.records.chart import Chart, Series, draw


@dataclass
class Figures:
    """A row of a table, in words."""

    name: str
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def counts(self) -> Counts:
        return Counts.of(self.lines)

    @property
    def received(self) -> int:
        return self.counts.received

    @property
    def answered(self) -> int:
        return self.counts.answered

    @property
    def in_time(self) -> str:
        return _share(self.counts.in_time_share)

    @property
    def median_days(self) -> str:
        days = self.counts.median_days
        return "—" if days is None else f"{days:g}"

    @property
    def satisfied(self) -> str:
        """Share of those that are rated and not dissatisfied; none where few rated."""
        if 0 < self.counts.rated < FEWEST_RATINGS:
            return f"评价不足 {FEWEST_RATINGS} 件"
        return _share(self.counts.satisfied_share)


def _share(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def by(lines: Iterable[Line], name_of: Callable[[Line], str], order: Iterable[str] = ()) -> list[Figures]:
    """By name; those of `order` first, in that order and also where there is nothing of them."""
    found: dict[str, Figures] = {name: Figures(name) for name in order}
    for line in lines:
        found.setdefault(name_of(line), Figures(name_of(line))).lines.append(line)
    return list(found.values())


def by_unit(lines: list[Line]) -> list[Figures]:
    return sorted(by(lines, lambda line: line.unit_name), key=lambda each: -each.received)


def by_kind(lines: list[Line]) -> list[Figures]:
    names = dict(choices())
    return [each for each in by(lines, lambda line: names[line.kind], names.values()) if each.lines]


def by_channel(lines: list[Line]) -> list[Figures]:
    return by(lines, lambda line: Channel(line.channel).label)


def by_week(lines: list[Line], first: date, last: date) -> list[Figures]:
    """Weeks from Monday on, by the day on which they begin; empty ones too."""
    monday, weeks = _monday(first), []
    while monday <= last:
        weeks.append(f"{monday:%m-%d}")
        monday += timedelta(days=7)
    return by(lines, lambda line: f"{_monday(line.came_on):%m-%d}", weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def drawn(weeks: list[Figures]) -> Chart | None:
    """None where nothing came."""
    if not any(each.received for each in weeks):
        return None
    series: list[Any] = [
        Series("收到", [Decimal(each.received) for each in weeks]),
        Series("已答复", [Decimal(each.answered) for each in weeks]),
    ]
    return draw("line", [each.name for each in weeks], series, "件")
