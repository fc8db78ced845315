"""Scenes of villages and old houses."""

from __future__ import annotations

import math

from demo.pictures.canvas import Canvas
from demo.pictures.palette import INK, WHITE, mix, rgb
from demo.pictures.things import bush, ground, grove, hills, house, person, shadow, sky, tree


def roundhouse(c: Canvas) -> None:
    """A 围龙屋 from above: half-moon pond, forecourt, halls, rings of rooms behind."""
    sky(c, 220, clouds=3)
    hills(c, 250, 3, 110)
    ground(c, 240, c.light.grass, 14)
    grove(c, (180, 1100), 300, 110, 26)
    x, y = 640.0, 500.0
    roof, wall = c.light.lit(rgb("58626b"), 0.1), c.light.lit(rgb("f1ebdd"))
    for ring, (rx, ry) in enumerate(((500, 250), (385, 188))):
        _ring(c, (x, y), (rx, ry), ring)
    court = rgb("dccfae")
    c.rect(x - 285, y - 40, 570, 60, court)
    for row in range(3):
        top = y - 92 + row * 62
        for col in range(-2, 3):
            w = 112 if col else 132
            left = x + col * 116 - w / 2
            c.rect(left + 4, top + 32, w - 8, 26, wall)
            c.polygon(
                [(left - 4, top + 36), (left + w + 4, top + 36), (left + w - 8, top), (left + 8, top)],
                mix(roof, WHITE, 0.04 * row),
            )
            c.line(
                [(left + 2, top - 5), (left + 10, top), (left + w - 10, top), (left + w - 2, top - 5)],
                mix(roof, INK, 0.4),
                3,
            )
            if row == 2:
                c.rect(left + w / 2 - 11, top + 36, 22, 24, rgb("6d4a38"))
    for side in (-1, 1):
        c.rect(x + side * 405 - 95, y - 10, 190, 108, wall)
        for row in range(3):
            c.polygon(
                [
                    (x + side * 405 - 104, y + 26 + row * 32),
                    (x + side * 405 + 104, y + 26 + row * 32),
                    (x + side * 405 + 92, y - 10 + row * 32),
                    (x + side * 405 - 92, y - 10 + row * 32),
                ],
                mix(roof, WHITE, 0.05 * row),
            )
    c.shade(
        [(x - 520, y + 98), (x + 520, y + 98), (x + 560, y + 168), (x - 560, y + 168)], mix(court, WHITE, 0.35), court
    )
    _pond(c, x, y + 166)
    for _ in range(7):
        person(c, c.rng.uniform(260, 1020), y + c.rng.uniform(135, 160), 40)
    for px in (40, 130, 1150, 1245):
        tree(c, px, 800 + c.rng.uniform(-30, 30), 230)


def _ring(c: Canvas, centre: tuple[float, float], radii: tuple[float, float], ring: int) -> None:
    """One half ring of rooms behind the halls."""
    (x, y), (rx, ry) = centre, radii
    roof = c.light.lit(rgb("58626b"), 0.1 + ring * 0.04)
    wall = c.light.lit(rgb("f1ebdd"))
    c.pie(x, y + 26, (rx, ry), (180, 360), mix(wall, INK, 0.06))
    c.pie(x, y, (rx, ry), (180, 360), roof)
    c.rect(x - rx, y, rx * 0.2, 20, wall)
    for step in range(49):
        angle = math.pi + math.pi * step / 48
        inner = 0.8
        c.line(
            [
                (x + rx * math.cos(angle), y + ry * math.sin(angle)),
                (x + rx * inner * math.cos(angle), y + ry * inner * math.sin(angle)),
            ],
            mix(roof, INK, 0.22),
            1.6,
        )
    c.arc((x - rx * 0.9, y - ry * 0.9, x + rx * 0.9, y + ry * 0.9), (180, 360), mix(roof, INK, 0.4), 4)
    c.pie(x, y + 4, (rx * 0.8, ry * 0.8), (180, 360), wall)
    c.pie(x, y + 22, (rx * 0.8, ry * 0.8), (180, 360), rgb("cdbf9c"))


def _pond(c: Canvas, x: float, y: float) -> None:
    c.pie(x, y, (470, 150), (0, 180), rgb("b9ae97"))
    c.pie(x, y + 2, (452, 138), (0, 180), mix(c.light.water, INK, 0.12))
    c.pie(x, y + 2, (440, 96), (0, 180), mix(c.light.water, c.light.sky_low, 0.3))
    for _ in range(16):
        spot = c.rng.uniform(-300, 300)
        c.soft_ellipse(x + spot, y + c.rng.uniform(16, 90), c.rng.uniform(20, 60), 2, WHITE, 0.4)
    for _ in range(12):
        spot = c.rng.uniform(-330, 330)
        c.ellipse(x + spot, y + c.rng.uniform(20, 50), 13, 5, rgb("5f9a58"))


def lane(c: Canvas) -> None:
    """A lane of old houses with lanterns."""
    sky(c, 420)
    hills(c, 430, 2, 130)
    stone = c.light.lit(rgb("cfc5b2"))
    c.shade([(470, 470), (810, 470), (c.width + 200, 860), (-200, 860)], stone, mix(stone, INK, 0.16))
    for row in range(9):
        y = 490 + row * row * 5.2
        c.line([(0, y), (c.width, y)], mix(stone, INK, 0.2), 1 + row * 0.2)
    for depth in range(4):
        size = 120 + depth * 66
        base = 480 + depth * 62 + depth * depth * 9
        for side in (-1, 1):
            near = 640 + side * (150 + depth * 105)
            left = near - (size * 1.5 if side < 0 else 0)
            house(c, left, base, size * 1.5, size)
            lantern(c, near - side * size * 0.12, base - size * 0.82, size * 0.13)
    c.rect(0, 0, 0.5, 0.5, stone)
    for index in range(5):
        person(c, 560 + index * 45 + c.rng.uniform(-14, 14), 560 + c.rng.uniform(-30, 170), 110)


def lantern(c: Canvas, x: float, y: float, r: float) -> None:
    c.line([(x, y - r * 1.5), (x, y + r * 2)], rgb("d8a84c"), 2)
    c.ellipse(x, y, r, r * 0.86, rgb("c93c31"))
    c.ellipse(x, y, r * 0.5, r * 0.84, rgb("e0564a"))
    for dy in (-1, 1):
        c.rect(x - r * 0.42, y + dy * r * 0.84 - 3, r * 0.84, 6, rgb("e0b455"))


def hamlet(c: Canvas) -> None:
    """A tidy village by a brook, with a pond-side path."""
    sky(c, 380)
    hills(c, 400, 4, 170)
    ground(c, 395, relief=8)
    for row in range(3):
        y, size = 450 + row * 74, 110 + row * 42
        for col in range(6 - row):
            x = (col + 0.2) * c.width / (6 - row) + c.rng.uniform(-20, 30)
            if c.rng.random() < 0.35:
                tree(c, x - 24, y, size * 1.1)
            house(c, x, y, size * 1.2, size * 0.6, c.rng.choice((None, None, rgb("f5dfb8"), rgb("e4ece9"))))
    water = [
        (-10, 690),
        (300, 660),
        (640, 700),
        (c.width + 10, 670),
        (c.width + 10, 770),
        (700, 800),
        (280, 770),
        (-10, 800),
    ]
    c.shade(water, mix(c.light.water, c.light.sky_low, 0.4), c.light.water)
    c.line(water[:4], rgb("d8cfba"), 10)
    for x in range(20, c.width, 64):
        tree(c, x, 686 + c.rng.uniform(-8, 8), 82)
    for index in range(4):
        person(c, 200 + index * 260 + c.rng.uniform(-60, 60), 668 + c.rng.uniform(0, 20), 62)
    for _ in range(26):
        bush(
            c,
            c.rng.uniform(0, c.width),
            c.rng.uniform(800, 866),
            c.rng.uniform(18, 40),
            mix(c.light.leaf, c.light.grass, c.rng.random()),
        )


def street(c: Canvas) -> None:
    """A town street with arcades and traffic."""
    sky(c, 520)
    x = -30.0
    while x < c.width:
        w, h = c.rng.uniform(130, 190), c.rng.uniform(220, 400)
        _shop(c, x, 600, w, h)
        x += w
    c.band(598, 40, rgb("d8d2c6"), rgb("c3bdb1"))
    c.band(636, 218, rgb("7d858c"), rgb("5d656d"))
    for index in range(9):
        c.rect(index * 160 + 20, 742, 90, 8, rgb("f1ecdc"))
    for index in range(5):
        tree(c, 90 + index * 275, 632, 170)
    for _ in range(7):
        person(c, c.rng.uniform(30, 1250), 630, 92)
    bus(c, c.rng.uniform(120, 420), 720, 300)
    car(c, c.rng.uniform(760, 960), 820, 210)


def _shop(c: Canvas, x: float, base: float, w: float, h: float) -> None:
    wall = c.light.lit(c.rng.choice([rgb(v) for v in ("f2e6cf", "e9d3c0", "dfe6e2", "f3efe6")]))
    c.shade([(x, base - h), (x + w, base - h), (x + w, base), (x, base)], wall, mix(wall, INK, 0.1))
    c.rect(x, base - h, w, 12, mix(wall, INK, 0.25))
    for row in range(max(1, round((h - 130) / 90))):
        for col in range(2):
            wx, wy = x + w * (0.14 + col * 0.42), base - h + 34 + row * 88
            c.rounded(wx, wy, w * 0.3, 58, 6, c.light.lit(rgb("54707e"), 0.1))
            c.rect(wx + w * 0.14, wy, 3, 58, mix(wall, WHITE, 0.3))
    sign = c.rng.choice([rgb(v) for v in ("b5483c", "2f7a86", "c58a2e", "4a7f58")])
    c.rect(x + 8, base - 128, w - 16, 30, sign)
    c.rect(x + 14, base - 94, w - 28, 94, rgb("4b4640"))
    c.rect(x + 22, base - 84, w - 44, 56, rgb("f0d79a"))
    for side in (4, w - 14):
        c.rect(x + side, base - 128, 10, 128, mix(wall, INK, 0.14))


def bus(c: Canvas, x: float, base: float, w: float) -> None:
    h = w * 0.36
    shadow(c, x + w / 2, base + 6, w * 0.54, 10)
    c.rounded(x, base - h, w, h, 18, rgb("3f9a6b"))
    c.rounded(x + 10, base - h * 0.9, w - 20, h * 0.44, 10, rgb("d4ecf2"))
    for part in range(1, 6):
        c.rect(x + w * part / 6 - 3, base - h * 0.9, 6, h * 0.44, rgb("2f7d55"))
    c.rect(x, base - h * 0.3, w, 8, rgb("f4f1e4"))
    for place in (0.2, 0.8):
        c.ellipse(x + w * place, base, h * 0.19, h * 0.19, rgb("2e3338"))
        c.ellipse(x + w * place, base, h * 0.09, h * 0.09, rgb("c9ced2"))


def car(c: Canvas, x: float, base: float, w: float) -> None:
    tone = c.rng.choice([rgb(v) for v in ("d8574b", "f1f1ee", "4c7fb0", "e2b33f")])
    shadow(c, x + w / 2, base + 4, w * 0.55, 8)
    c.polygon(
        [
            (x + w * 0.2, base - w * 0.2),
            (x + w * 0.32, base - w * 0.36),
            (x + w * 0.7, base - w * 0.36),
            (x + w * 0.86, base - w * 0.2),
        ],
        tone,
    )
    c.polygon(
        [
            (x + w * 0.26, base - w * 0.2),
            (x + w * 0.35, base - w * 0.33),
            (x + w * 0.67, base - w * 0.33),
            (x + w * 0.78, base - w * 0.2),
        ],
        rgb("cfe4ea"),
    )
    c.rounded(x, base - w * 0.22, w, w * 0.2, 14, tone)
    for place in (0.2, 0.8):
        c.ellipse(x + w * place, base - 2, w * 0.09, w * 0.09, rgb("2e3338"))
        c.ellipse(x + w * place, base - 2, w * 0.04, w * 0.04, rgb("c9ced2"))


def square(c: Canvas) -> None:
    """An evening square with lamps, trees and walkers."""
    sky(c, 430)
    hills(c, 440, 2, 120)
    for index in range(7):
        h = c.rng.uniform(90, 210)
        tone = mix(c.light.far, c.light.near, c.rng.uniform(0.2, 0.5))
        c.rect(index * 190 - 20, 450 - h, 130, h, tone)
        for _ in range(8):
            c.rect(
                index * 190 - 8 + c.rng.randrange(6) * 18, 450 - h + 12 + c.rng.randrange(6) * 20, 8, 10, rgb("ffe6a6")
            )
    grove(c, (0, c.width), 468, 110, 20)
    stone = c.light.lit(rgb("d9d2c4"), 0.3)
    c.shade([(-10, 462), (c.width + 10, 462), (c.width + 10, 860), (-10, 860)], stone, mix(stone, INK, 0.22))
    for rx in (560, 430, 290, 150):
        c.ellipse(640, 660, rx, rx * 0.3, mix(stone, rgb("b98f62") if rx % 4 else WHITE, 0.35))
    for angle in range(0, 360, 20):
        a = math.radians(angle)
        c.line([(640, 660), (640 + 560 * math.cos(a), 660 + 168 * math.sin(a))], mix(stone, INK, 0.12), 1.5)
    for x in (110, 400, 880, 1170):
        c.rect(x - 4, 420, 8, 200, rgb("3d4650"))
        c.glow(x, 415, 90, rgb("ffe9b0"), 0.8)
        c.ellipse(x, 415, 17, 17, rgb("fff6da"))
    for _ in range(20):
        y = c.rng.uniform(540, 800)
        person(c, c.rng.uniform(60, 1220), y, 60 + (y - 540) * 0.3, arms=c.rng.random() * 0.6)
