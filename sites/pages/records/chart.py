"""A chart of a few series of figures, as shapes to be written into an SVG. Pure: figures in, coordinates out.

Series differ by shape, pattern and dash as well as by colour (WCAG 1.4.1), and figures stand beside their bars.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

WIDTH = 480  # of the drawing, in its own units; the page scales it
LETTER = 13  # the size of its letters
LINE = 20
BAR, GAP = 16, 12
WIDEST_LABEL = 150
PLOT_HEIGHT = 220
TICKS = 5
MARKER = 4


@dataclass(frozen=True)
class Series:
    name: str
    values: list[Decimal | None]


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    anchor: str = "start"  # SVG's text-anchor


@dataclass(frozen=True)
class Bar:
    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Stroke:
    """A line of a series, broken where a figure is missing, with the shape that marks each figure."""

    series: int
    path: str
    markers: str


@dataclass(frozen=True)
class Entry:
    """Of the legend: how a series looks, and its name."""

    series: int
    x: float
    y: float
    name: str
    markers: str


@dataclass
class Chart:
    height: float
    width: int = WIDTH
    bars: list[Bar] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)  # x1, y1, x2, y2
    texts: list[Text] = field(default_factory=list)
    legend: list[Entry] = field(default_factory=list)
    has_lines: bool = False

    def write(self, x: float, y: float, words: str, anchor: str = "start") -> None:
        self.texts.append(Text(round(x, 1), round(y, 1), words, anchor))

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.rules.append((round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1)))


def draw(kind: str, categories: Sequence[str], series: Sequence[Series], unit: str) -> Chart:
    """`kind` is bar or line; every series has a value (or None) for each category, and there is at least one value."""
    chart = Chart(height=0, has_lines=kind == "line")
    chart.write(0, LETTER + 2, f"单位：{unit}")
    top = _legend(chart, series)
    (_lines if chart.has_lines else _bars)(chart, categories, series, top)
    return chart


def _legend(chart: Chart, series: Sequence[Series]) -> float:
    """What is what, below the unit of measure; returns where the plot may begin. One series needs none."""
    y: float = LINE + 4
    if len(series) < 2:
        return y
    x = 1.0  # half a stroke
    for number, each in enumerate(series):
        width = 34 + _length(each.name) + 18
        if x > 1 and x + width > WIDTH:
            x, y = 1.0, y + LINE
        chart.legend.append(Entry(number, round(x, 1), y, each.name, "".join(_markers(number, [(13, 9)]))))
        x += width
    return y + LINE + 6


def _length(words: str) -> float:
    """About how wide a text is: a Chinese character is as wide as it is high."""
    return sum(LETTER if ord(letter) > 0x2E80 else LETTER * 0.58 for letter in words)


def _clipped(words: str, width: float) -> str:
    """As much of a label as there is room for; the table below has it whole."""
    if _length(words) <= width:
        return words
    while words and _length(words) > width - LETTER:
        words = words[:-1]
    return f"{words}…"


def _bars(chart: Chart, categories: Sequence[str], series: Sequence[Series], top: float) -> None:
    """Lying bars, a group for each category: names stay whole and readable however many there are."""
    values = [value for each in series for value in each.values if value is not None]
    room = max(_length(_shown(value)) for value in values) + 6
    left = min(max(_length(each) for each in categories) + 8, WIDEST_LABEL)
    if min(values) < 0:
        left += room
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    scale = (WIDTH - left - room) / float(high - low or 1)
    zero = left - float(low) * scale
    y = top
    for number, category in enumerate(categories):
        height = BAR * len(series)
        chart.write(0, y + height / 2 + LETTER * 0.35, _clipped(category, WIDEST_LABEL))
        for which, each in enumerate(series):
            _bar(chart, which, each.values[number], zero, scale, y + which * BAR)
        y += height + GAP
    chart.rule(zero, top - 4, zero, y - GAP + 4)
    chart.height = round(y, 1)


def _bar(chart: Chart, which: int, value: Decimal | None, zero: float, scale: float, y: float) -> None:
    text_at = y + BAR - 4
    if value is None:
        chart.write(zero + 4, text_at, "—")
        return
    width = abs(float(value)) * scale
    x = zero if value >= 0 else zero - width
    chart.bars.append(Bar(which, round(x, 1), y + 1, round(max(width, 1), 1), BAR - 2))
    beside, anchor = (x + width + 4, "start") if value >= 0 else (x - 4, "end")
    chart.write(beside, text_at, _shown(value), anchor)


def _lines(chart: Chart, categories: Sequence[str], series: Sequence[Series], top: float) -> None:
    values = [value for each in series for value in each.values if value is not None]
    ticks = ticks_for(min(values), max(values))
    left = max(_length(_shown(tick)) for tick in ticks) + 8
    top += LETTER / 2
    bottom = top + PLOT_HEIGHT
    low, span = float(ticks[0]), float(ticks[-1] - ticks[0])

    def height_of(value: Decimal) -> float:
        return round(bottom - (float(value) - low) / span * PLOT_HEIGHT, 1)

    for tick in ticks:
        y = height_of(tick)
        chart.rule(left, y, WIDTH, y)
        chart.write(left - 6, y + LETTER * 0.35, _shown(tick), "end")
    places = _places(categories, left)
    _label_places(chart, categories, places, bottom)
    for which, each in enumerate(series):
        points = [
            None if value is None else (x, height_of(value)) for x, value in zip(places, each.values, strict=True)
        ]
        chart.strokes.append(Stroke(which, _path(points), "".join(_markers(which, points))))
    chart.height = round(bottom + LINE + 8, 1)


def ticks_for(low: Decimal, high: Decimal) -> list[Decimal]:
    """At least two round numbers, evenly spaced, around all values. From zero, unless the values lie far from it."""
    if low >= 0 and low < high / 2:
        low = Decimal(0)
    span = high - low or abs(high) or Decimal(1)
    rough = span / (TICKS - 1)
    power = Decimal(10) ** math.floor(rough.log10())
    step = next(power * factor for factor in (1, 2, Decimal("2.5"), 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def _places(categories: Sequence[str], left: float) -> list[float]:
    """Where the categories stand, in the middle of equal parts."""
    part = (WIDTH - left) / len(categories)
    return [round(left + part * (number + 0.5), 1) for number in range(len(categories))]


def _label_places(chart: Chart, categories: Sequence[str], places: Sequence[float], bottom: float) -> None:
    """Every label that has room, always the last: of years, that is the one that counts."""
    part = places[1] - places[0] if len(places) > 1 else WIDTH
    every = max(1, math.ceil((min(max(map(_length, categories)), WIDEST_LABEL) + 8) / part))
    last = len(categories) - 1
    for number, (category, x) in enumerate(zip(categories, places, strict=True)):
        if (last - number) % every == 0:
            chart.write(x, bottom + LINE, _clipped(category, part * every), "middle")


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """As SVG writes it: moves to where a line begins, and along it."""
    parts: list[str] = []
    drawing = False
    for point in points:
        if point is not None:
            parts.append(f"{'L' if drawing else 'M'}{point[0]} {point[1]}")
        drawing = point is not None
    return " ".join(parts)


def _markers(which: int, points: Sequence[tuple[float, float] | None]) -> Iterator[str]:
    """A shape of its own for each series: square, disc, diamond, triangle."""
    size = MARKER
    shapes = (
        f"m-{size} -{size}h{2 * size}v{2 * size}h-{2 * size}z",
        f"m-{size} 0a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 -{2 * size} 0z",
        f"m0 -{size + 1}l{size + 1} {size + 1}l-{size + 1} {size + 1}l-{size + 1} -{size + 1}z",
        f"m0 -{size + 1}l{size + 1} {2 * size + 1}h-{2 * size + 2}z",
    )
    for point in points:
        if point is not None:
            yield f"M{point[0]} {point[1]}{shapes[which]}"


def _shown(value: Decimal) -> str:
    return f"{value.normalize():f}"
