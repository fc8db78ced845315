"""Scenes of hills, water and weather."""

from __future__ import annotations

import math

from demo.pictures.canvas import Canvas
from demo.pictures.palette import INK, WHITE, mix, rgb
from demo.pictures.things import bush, cloud, ground, grove, hills, house, person, pine, shadow, sky, tree


def mountain(c: Canvas) -> None:
    """A wooded mountain with a pavilion."""
    sky(c, 520)
    hills(c, 560, 4, 210)
    ground(c, 560, c.light.near, 40)
    for _ in range(46):
        y = c.rng.uniform(600, 720)
        pine(c, c.rng.uniform(0, c.width), y, 60 + (y - 600) * 0.5)
    pavilion(c, c.rng.uniform(420, 860), 590, 150)
    ground(c, 720, c.light.grass, 18)
    for _ in range(14):
        bush(c, c.rng.uniform(0, c.width), c.rng.uniform(760, 850), c.rng.uniform(22, 46), c.light.leaf)


def pavilion(c: Canvas, x: float, base: float, size: float) -> None:
    red, roof = rgb("a8483a"), rgb("4c5a63")
    c.rect(x - size * 0.55, base - size * 0.08, size * 1.1, size * 0.12, rgb("cfc6b4"))
    for side in (-0.42, -0.15, 0.15, 0.42):
        c.rect(x + side * size - 4, base - size * 0.6, 8, size * 0.54, red)
    for level, (wide, y) in enumerate(((0.68, 0.58), (0.46, 0.86))):
        top = base - size * (y + 0.26)
        low = base - size * y
        c.polygon(
            [
                (x - wide * size, low - 10),
                (x - wide * size * 0.9, low),
                (x + wide * size * 0.9, low),
                (x + wide * size, low - 10),
                (x + wide * size * 0.35, top),
                (x - wide * size * 0.35, top),
            ],
            mix(roof, INK, level * 0.2),
        )
    c.rect(x - size * 0.3, base - size * 0.86, size * 0.6, size * 0.06, red)
    c.ellipse(x, base - size * 1.15, 6, 10, rgb("d8a84c"))


def terraces(c: Canvas) -> None:
    """Terraced fields stepping down a slope."""
    sky(c, 330)
    hills(c, 340, 3, 120)
    y = 330.0
    step = 0
    while y < c.height + 30:
        crest = c.wave(y, 16 + step * 2.2, 2.4)
        wet = c.rng.random() < 0.3
        tone = c.light.water if wet else mix(c.light.grass, c.light.leaf, c.rng.uniform(0, 0.75))
        light = mix(tone, c.light.sun, 0.34)
        c.shade([*crest, (c.width + 20, c.height + 60), (-20, c.height + 60)], light, tone)
        c.line([(x, yy + 2) for x, yy in crest], mix(c.light.leaf, INK, 0.32), 3 + step * 0.35)
        if step in (2, 5):
            x = c.rng.uniform(150, 1000)
            house(c, x, y + 6, 90 + step * 12, 42 + step * 6)
            tree(c, x - 30, y + 8, 80 + step * 14)
        y += 24 + step * 6.5
        step += 1


def river(c: Canvas) -> None:
    """A river between wooded banks, an arched stone bridge across it."""
    sky(c, 420)
    hills(c, 430, 3, 130)
    grove(c, (0, c.width), 440, 76, 22)
    c.band(442, 66, c.light.water, mix(c.light.water, c.light.sky_low, 0.4))
    _stone_bridge(c, 400, 505, c.rng.choice((3, 4, 5)))
    c.mirror(505, 349, c.light.water, 0.42)
    ripples(c, 540, 840, 60)
    bank(c)


def _stone_bridge(c: Canvas, deck: float, water: float, spans: int) -> None:
    stone = c.light.lit(rgb("d9d0bf"))
    wide = c.width / spans
    outline = [(-10.0, deck), (c.width * 0.5, deck - 34), (c.width + 10.0, deck), (c.width + 10.0, water)]
    for index in reversed(range(spans)):
        outline += [
            (
                (index + 0.5) * wide + wide * 0.4 * math.cos(step / 16 * math.pi),
                water - 78 * math.sin(step / 16 * math.pi),
            )
            for step in range(17)
        ]
    c.shade([*outline, (-10.0, water)], stone, mix(stone, INK, 0.22))
    for pos in range(0, c.width + 1, 40):
        rise = 34 * (1 - abs(pos / c.width * 2 - 1))
        c.rect(pos - 3, deck - rise - 24, 6, 26, mix(stone, WHITE, 0.3))
    c.line([(-5, deck - 22), (c.width / 2, deck - 56), (c.width + 5, deck - 22)], mix(stone, WHITE, 0.25), 6)
    c.line(outline[:3], mix(stone, INK, 0.3), 4)


def ripples(c: Canvas, top: float, low: float, count: int) -> None:
    for _ in range(count):
        y = c.rng.uniform(top, low)
        near = (y - top) / (low - top)
        c.soft_ellipse(c.rng.uniform(0, c.width), y, 30 + near * 90, 1.4 + near * 1.8, WHITE, 0.3)


def bank(c: Canvas) -> None:
    """Reeds and grass in the foreground corner."""
    side = c.rng.choice((0, 1))

    def flip(x: float) -> float:
        return c.width - x if side else x

    c.shade(
        [(flip(x), y) for x, y in ((-10, 690), (140, 720), (330, 800), (430, 860), (-10, 860))],
        c.light.grass,
        mix(c.light.grass, INK, 0.25),
    )
    for _ in range(40):
        x = c.rng.uniform(0, 320)
        y = 720 + x * 0.28
        c.line(
            [(flip(x), y + 30), (flip(x + c.rng.uniform(-12, 16)), y - c.rng.uniform(20, 70))],
            mix(c.light.leaf, c.light.grass, c.rng.random()),
            3,
        )


def reservoir(c: Canvas) -> None:
    """A wide lake among hills, with a dam and a boat."""
    sky(c, 380)
    hills(c, 400, 4, 190)
    c.mirror(404, 450, c.light.water, 0.5)
    ripples(c, 430, 820, 70)
    left = c.rng.uniform(120, 420)
    c.shade([(left, 404), (left + 260, 404), (left + 300, 440), (left - 40, 440)], rgb("e6e1d6"), rgb("b9b4a9"))
    for index in range(6):
        c.rect(left + 10 + index * 42, 396, 14, 20, rgb("d0cbc0"))
    for x, size in ((-40, 1.2), (c.width - 240, 1.5)):
        c.shade(
            [*[(x + 300 * size * t / 12, 520 - math.sin(t / 12 * math.pi) * 46 * size) for t in range(13)]],
            c.light.near,
            mix(c.light.near, INK, 0.3),
        )
    boat(c, c.rng.uniform(560, 860), 640)
    bank(c)


def boat(c: Canvas, x: float, y: float) -> None:
    c.soft_ellipse(x, y + 18, 120, 9, INK, 0.25)
    c.polygon([(x - 110, y - 10), (x + 115, y - 14), (x + 84, y + 16), (x - 82, y + 16)], rgb("7a5a41"))
    c.polygon([(x - 44, y - 10), (x + 40, y - 10), (x + 30, y - 52), (x - 34, y - 52)], rgb("c9a873"))
    person(c, x + 66, y, 82, rgb("3f7fb5"), 0.2)


def rain(c: Canvas) -> None:
    """Rain over a street: clouds, slanting drops, people under umbrellas."""
    grey = rgb("8c9aa6")
    c.band(0, 620, mix(grey, INK, 0.35), rgb("d5dde0"))
    for _ in range(7):
        cloud(c, c.rng.uniform(0, c.width), c.rng.uniform(30, 190))
    c.shade([*c.wave(470, 40, 3), (c.width + 20, 640), (-20, 640)], rgb("8fa8a6"), rgb("b9cac6"))
    for index in range(6):
        house(c, 40 + index * 215 + c.rng.uniform(-20, 20), 600, 150, 110 + c.rng.uniform(0, 50))
    c.band(598, 256, rgb("9aa9ae"), rgb("66767f"))
    for _ in range(36):
        c.soft_ellipse(
            c.rng.uniform(0, c.width), c.rng.uniform(630, 840), c.rng.uniform(20, 70), c.rng.uniform(2, 5), WHITE, 0.25
        )
    for index in range(5):
        umbrella(c, 150 + index * 240 + c.rng.uniform(-50, 50), c.rng.uniform(690, 800))
    drops = mix(rgb("d5dde0"), WHITE, 0.5)
    for _ in range(190):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(0, c.height)
        c.line([(x, y), (x - 9, y + 34)], drops, 1)


def umbrella(c: Canvas, x: float, base: float) -> None:
    person(c, x, base, 130)
    colour = c.rng.choice([rgb(v) for v in ("d8574b", "e6a93c", "3d86b8", "5a9d77", "9a6bb0")])
    c.line([(x + 14, base - 70), (x + 14, base - 190)], INK, 3)
    c.pie(x + 14, base - 128, (78, 66), (180, 360), colour)
    for step in (-52, 0, 52):
        c.pie(x + 14 + step, base - 126, (26, 12), (180, 360), mix(colour, INK, 0.22))


def sunrise(c: Canvas) -> None:
    """Ridge behind ridge above a sea of mist."""
    c.band(0, 560, c.light.sky_top, c.light.sky_low)
    x = c.rng.uniform(350, 930)
    c.glow(x, 330, 420, c.light.sun, 0.9)
    c.ellipse(x, 330, 58, 58, mix(c.light.sun, WHITE, 0.4))
    for row in range(6):
        share = row / 5
        tone = mix(c.light.far, mix(c.light.near, INK, 0.3), share)
        base = 390 + row * 80
        c.shade(
            [*c.wave(base, 62 - row * 4, 3 + row * 0.7), (c.width + 20, base + 170), (-20, base + 170)],
            tone,
            mix(tone, c.light.sky_low, 0.6),
        )
        if row < 5:
            c.veil(base + 10, 90, c.light.sky_low, 0.6)
    for _ in range(18):
        pine(c, c.rng.uniform(0, c.width), c.rng.uniform(835, 880), c.rng.uniform(90, 170))


def planting(c: Canvas) -> None:
    """People planting young trees on a slope."""
    sky(c, 430)
    hills(c, 450, 3, 150)
    ground(c, 450, c.light.grass, 22)
    for row in range(5):
        for col in range(11):
            x, y = col * 130 + row % 2 * 65 - 20, 500 + row * 78
            c.soft_ellipse(x, y, 26 + row * 3, 6 + row, rgb("8a6a4c"), 0.8)
            c.line([(x, y), (x, y - 34 - row * 7)], rgb("7a5c40"), 3 + row * 0.5)
            bush(c, x, y - 24 - row * 6, 13 + row * 3, c.light.leaf)
    for index in range(6):
        x, y = 110 + index * 210 + c.rng.uniform(-30, 30), c.rng.uniform(690, 800)
        person(c, x, y, 165, arms=c.rng.uniform(0, 0.3))
        c.line([(x + 34, y - 96), (x + 46, y)], rgb("8d6b46"), 6)
        c.polygon([(x + 36, y - 10), (x + 58, y - 10), (x + 47, y + 20)], rgb("77848c"))


def forest(c: Canvas) -> None:
    """A path through tall trees."""
    c.band(0, c.height, mix(c.light.sky_low, WHITE, 0.3), c.light.grass)
    for layer in range(4):
        tone = mix(mix(c.light.sky_low, c.light.leaf, 0.3), mix(c.light.leaf, INK, 0.25), layer / 3)
        for _ in range(12 - layer * 2):
            x, wide = c.rng.uniform(0, c.width), 10 + layer * 9
            c.rect(x, 0, wide, 520 + layer * 70, mix(tone, rgb("5d4a3c"), 0.15 + layer * 0.16))
        for _ in range(24):
            c.ellipse(
                c.rng.uniform(0, c.width),
                c.rng.uniform(-40, 130 - layer * 14),
                c.rng.uniform(60, 130),
                c.rng.uniform(36, 76),
                tone,
            )
        c.shade(
            [*c.wave(500 + layer * 66, 12, 4), (c.width + 20, 860), (-20, 860)],
            mix(tone, c.light.grass, 0.6),
            mix(tone, c.light.grass, 0.3),
        )
    path = mix(rgb("e2d2ae"), c.light.sky_low, 0.2)
    c.shade(
        [(640, 505), (668, 505), (730, 600), (700, 690), (930, 860), (360, 860), (560, 690), (650, 600)],
        path,
        mix(path, INK, 0.12),
    )
    for x, size in ((690, 90), (640, 110)):
        person(c, x, 640 + size * 0.3, size)
    shadow(c, 640, 690, 200, 12)
