"""Things that stand in several pictures: sky, hills, trees, houses, people."""

from __future__ import annotations

from demo.pictures.canvas import Canvas
from demo.pictures.palette import INK, WHITE, Colour, mix, rgb

CLOTHES = [rgb(c) for c in ("d9604f", "3f7fb5", "e8a33d", "4f9a75", "8067a8", "f0efe6", "c2577f")]
SKIN = rgb("e9bd97")


def sky(c: Canvas, horizon: float, sun: bool = True, clouds: int = 4) -> None:
    p = c.light
    c.band(0, horizon + 2, p.sky_top, p.sky_low)
    if sun:
        x, y = c.rng.uniform(0.15, 0.85) * c.width, horizon * c.rng.uniform(0.22, 0.5)
        c.glow(x, y, 300, p.sun, 0.75)
        c.ellipse(x, y, 42, 42, p.sun)
    for _ in range(clouds):
        cloud(c, c.rng.uniform(0, c.width), horizon * c.rng.uniform(0.12, 0.62))


def cloud(c: Canvas, x: float, y: float) -> None:
    size = c.rng.uniform(0.6, 1.25)
    for _ in range(6):
        dx, dy = c.rng.uniform(-95, 95) * size, c.rng.uniform(-11, 11) * size
        c.soft_ellipse(x + dx, y + dy, c.rng.uniform(45, 85) * size, c.rng.uniform(12, 23) * size, WHITE, 0.34)


def hills(c: Canvas, base: float, rows: int = 3, height: float = 120) -> None:
    """Rows of hills, from pale and far to full and near; the last meets the base line."""
    for row in range(rows):
        share = (row + 1) / rows
        tone = mix(c.light.far, c.light.near, share * 0.92)
        crest = c.wave(base - height * (1.25 - share), height * (0.55 - 0.24 * share), 4 + row)
        c.shade(
            [*crest, (c.width + 20, base + 30), (-20, base + 30)], tone, mix(tone, c.light.sky_low, 0.45 - 0.3 * share)
        )
        if share < 1:
            c.veil(base - height * 0.6, height * 0.6, c.light.sky_low, 0.4)
    c.rect(0, base + 28, c.width, c.height - base - 28, c.light.grass)


def ground(c: Canvas, y: float, colour: Colour | None = None, relief: float = 5) -> None:
    tone = colour or c.light.grass
    c.shade(
        [*c.wave(y, relief, 3), (c.width + 20, c.height + 4), (-20, c.height + 4)],
        mix(tone, c.light.sky_low, 0.22),
        mix(tone, INK, 0.2),
    )


def shadow(c: Canvas, x: float, y: float, rx: float, ry: float | None = None) -> None:
    c.soft_ellipse(x, y, rx, ry or rx * 0.16, INK, 0.2)


def tree(c: Canvas, x: float, base: float, size: float, leaf: Colour | None = None) -> None:
    """A broad-leaved tree; size is its height."""
    tone = mix(leaf or c.light.leaf, c.light.grass, c.rng.uniform(0, 0.35))
    shadow(c, x, base, size * 0.34)
    c.polygon(
        [
            (x - size * 0.04, base),
            (x + size * 0.04, base),
            (x + size * 0.02, base - size * 0.6),
            (x - size * 0.02, base - size * 0.6),
        ],
        rgb("6b5140"),
    )
    blobs = [(-0.2, 0.5, 0.2), (0.2, 0.5, 0.2), (0, 0.72, 0.26), (-0.1, 0.62, 0.24), (0.12, 0.64, 0.22)]
    for dx, dy, r in blobs:
        wobble = c.rng.uniform(0.88, 1.12)
        c.ellipse(x + dx * size, base - dy * size, r * size * wobble, r * size * wobble * 0.9, mix(tone, INK, 0.14))
    for dx, dy, r in blobs:
        c.ellipse(x + (dx - 0.04) * size, base - (dy + 0.045) * size, r * size * 0.78, r * size * 0.68, tone)
    for dx, dy, r in blobs[2:]:
        c.ellipse(
            x + (dx - 0.08) * size,
            base - (dy + 0.1) * size,
            r * size * 0.42,
            r * size * 0.34,
            mix(tone, c.light.sun, 0.2),
        )


def pine(c: Canvas, x: float, base: float, size: float) -> None:
    tone = mix(c.light.leaf, INK, c.rng.uniform(0.05, 0.25))
    c.rect(x - size * 0.03, base - size * 0.2, size * 0.06, size * 0.2, rgb("64503f"))
    for step in range(4):
        low, wide = base - size * (0.14 + step * 0.2), size * (0.27 - step * 0.055)
        c.polygon([(x - wide, low), (x + wide, low), (x, low - size * 0.34)], tone)
        c.polygon([(x - wide, low), (x - wide * 0.1, low), (x, low - size * 0.34)], mix(tone, c.light.grass, 0.3))


def grove(c: Canvas, span: tuple[float, float], base: float, size: float, count: int) -> None:
    """Trees side by side, the farther ones first."""
    spots = sorted((c.rng.uniform(-0.12, 0.12) * size, c.rng.uniform(*span)) for _ in range(count))
    for dy, x in spots:
        tree(c, x, base + dy, size * c.rng.uniform(0.75, 1.15))


def bush(c: Canvas, x: float, base: float, r: float, colour: Colour) -> None:
    c.ellipse(x, base - r * 0.6, r, r * 0.75, mix(colour, INK, 0.18))
    c.ellipse(x - r * 0.1, base - r * 0.72, r * 0.8, r * 0.55, colour)
    c.ellipse(x - r * 0.25, base - r * 0.9, r * 0.4, r * 0.25, mix(colour, c.light.sun, 0.22))


def house(c: Canvas, x: float, base: float, w: float, h: float, wall: Colour | None = None) -> None:
    """A Hakka farmhouse: pale wall, grey tiled roof with upturned ends."""
    face = c.light.lit(wall or rgb("f3eee2"))
    roof = c.light.lit(rgb("55606b"), 0.12)
    shadow(c, x + w / 2, base + 1, w * 0.62, 5)
    c.shade([(x, base - h), (x + w, base - h), (x + w, base), (x, base)], face, mix(face, INK, 0.12))
    lift = h * 0.1
    top = base - h - h * 0.36
    c.polygon(
        [
            (x - w * 0.09, base - h - lift),
            (x - w * 0.03, base - h + 2),
            (x + w * 1.03, base - h + 2),
            (x + w * 1.09, base - h - lift),
            (x + w * 0.92, top + 3),
            (x + w * 0.5, top + 5),
            (x + w * 0.08, top + 3),
        ],
        roof,
    )
    c.line(
        [
            (x + w * 0.04, top - lift * 0.3),
            (x + w * 0.12, top + 3),
            (x + w * 0.88, top + 3),
            (x + w * 0.96, top - lift * 0.3),
        ],
        mix(roof, INK, 0.4),
        3,
    )
    dark = mix(face, rgb("5b4636"), 0.78)
    c.rect(x + w * 0.44, base - h * 0.58, w * 0.13, h * 0.58, dark)
    for place in (0.14, 0.72):
        c.rect(x + w * place, base - h * 0.66, w * 0.13, h * 0.28, mix(dark, INK, 0.25))


def person(c: Canvas, x: float, base: float, h: float, shirt: Colour | None = None, arms: float = 0.0) -> None:
    """A small simple figure; arms from 0 (hanging) to 1 (raised)."""
    cloth = shirt or c.rng.choice(CLOTHES)
    legs = rgb("3c4756")
    shadow(c, x, base, h * 0.2, h * 0.035)
    for side in (-1, 1):
        c.line([(x + side * h * 0.06, base), (x + side * h * 0.045, base - h * 0.45)], legs, h * 0.085)
        hand = (x + side * h * (0.17 + arms * 0.1), base - h * (0.46 + arms * 0.5))
        c.line([(x + side * h * 0.1, base - h * 0.76), hand], cloth, h * 0.07)
        c.ellipse(*hand, h * 0.035, h * 0.035, SKIN)
    c.rounded(x - h * 0.125, base - h * 0.82, h * 0.25, h * 0.42, h * 0.08, cloth)
    c.ellipse(x, base - h * 0.91, h * 0.085, h * 0.095, SKIN)
    c.pie(x, base - h * 0.935, (h * 0.095, h * 0.09), (180, 360), rgb("2e2a2b"))


def windows(
    c: Canvas, area: tuple[float, float, float, float], grid: tuple[int, int], colour: Colour, gap: float = 0.34
) -> None:
    """A grid of windows (columns, rows) inside x, y, w, h."""
    x, y, w, h = area
    cell_w, cell_h = w / grid[0], h / grid[1]
    for row in range(grid[1]):
        for col in range(grid[0]):
            wx, wy = x + (col + gap / 2) * cell_w, y + (row + gap / 2) * cell_h
            tone = mix(colour, WHITE, c.rng.uniform(0, 0.3))
            c.rect(wx, wy, cell_w * (1 - gap), cell_h * (1 - gap), tone)
            c.polygon(
                [(wx, wy), (wx + cell_w * (1 - gap) * 0.6, wy), (wx, wy + cell_h * (1 - gap) * 0.8)],
                mix(tone, WHITE, 0.3),
            )
