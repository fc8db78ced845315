"""Scenes of roads, building sites and works."""

from __future__ import annotations

import math

from demo.pictures.canvas import Canvas
from demo.pictures.palette import INK, WHITE, mix, rgb
from demo.pictures.things import ground, grove, hills, house, person, sky, tree
from demo.pictures.village import bus, car


def road(c: Canvas) -> None:
    """A new road winding into the hills."""
    sky(c, 400)
    hills(c, 420, 4, 180)
    ground(c, 415, relief=12)
    bend = c.rng.choice((-1, 1))

    def edge(t: float, side: int) -> tuple[float, float]:
        near = t**2.1
        x = 640 + bend * math.sin((1 - t) * 5) * 190 * (1 - t) ** 0.6
        return (x + side * (9 + near * 420), 418 + t**1.7 * 445)

    steps = [i / 40 for i in range(41)]
    for widen, colour in ((1.14, rgb("d8d0bd")), (1.0, rgb("666e76"))):
        left = [edge(t, -1) for t in steps]
        right = [edge(t, 1) for t in reversed(steps)]
        middle = [edge(t, 0)[0] for t in steps]
        c.polygon(
            [(m + (p[0] - m) * widen, p[1]) for p, m in zip(left, middle, strict=True)]
            + [(m + (p[0] - m) * widen, p[1]) for p, m in zip(right, reversed(middle), strict=True)],
            colour,
        )
    for i in range(0, 40, 2):
        a, b = edge(steps[i], 0), edge(steps[i + 1], 0)
        c.line([a, b], rgb("f6edcf"), 1.5 + steps[i] ** 2 * 12)
    for i in range(6, 38, 5):
        t = i / 40
        for side in (-1, 1):
            x, y = edge(t, side)
            tree(c, x + side * (22 + t * 110), y, 46 + t * 200)
    car(c, edge(0.62, 1)[0] - 130, edge(0.62, 0)[1] + 12, 96)
    for x in (90, 1010):
        house(c, x, 470, 120, 60)


def viaduct(c: Canvas) -> None:
    """A high bridge with cables over a valley."""
    sky(c, 520)
    hills(c, 540, 4, 190)
    c.shade([*c.wave(560, 26, 3), (c.width + 20, 860), (-20, 860)], c.light.grass, c.light.near)
    c.shade([(420, 580), (860, 580), (1010, 860), (250, 860)], mix(c.light.water, c.light.sky_low, 0.5), c.light.water)
    steel = c.light.lit(rgb("e9e5da"))
    for x in (350, 930):
        c.polygon([(x - 16, 760), (x + 16, 760), (x + 9, 150), (x - 9, 150)], steel)
        c.polygon([(x, 760), (x + 16, 760), (x + 9, 150), (x, 150)], mix(steel, INK, 0.16))
        for step in range(1, 9):
            for side in (-1, 1):
                c.line([(x, 165 + step * 13), (x + side * step * 36, 470)], mix(steel, INK, 0.1), 2)
    c.shade([(-10, 468), (c.width + 10, 468), (c.width + 10, 500), (-10, 500)], steel, mix(steel, INK, 0.25))
    c.rect(0, 458, c.width, 5, mix(steel, WHITE, 0.5))
    bus(c, c.rng.uniform(480, 700), 466, 110)
    car(c, c.rng.uniform(80, 220), 468, 66)
    grove(c, (0, 300), 800, 150, 8)
    grove(c, (980, c.width), 800, 150, 8)


def building_site(c: Canvas) -> None:
    """Cranes over new buildings."""
    sky(c, 560)
    hills(c, 540, 2, 120)
    for index in range(4):
        x, w, h = 90 + index * 290, 190, c.rng.uniform(220, 380)
        concrete = c.light.lit(rgb("c8c6bf"))
        c.rect(x, 640 - h, w, h, concrete)
        floors = round(h / 48)
        for floor in range(floors):
            y = 640 - h + floor * 48 + 10
            for col in range(4):
                c.rect(x + 10 + col * 44, y, 34, 30, mix(concrete, INK, 0.4))
        if index % 2:
            c.rect(x - 8, 640 - h * 0.7, w + 16, h * 0.7, rgb("6aa67f"))
            for col in range(0, int(w), 22):
                c.rect(x - 8 + col, 640 - h * 0.7, 2, h * 0.7, rgb("568f6b"))
    for x, h, side in ((300, 520, 1), (900, 560, -1)):
        _crane(c, x, 640, h, side)
    c.band(638, 216, rgb("c6a678"), rgb("9a7c54"))
    for index in range(9):
        c.rect(index * 150 - 10, 640, 140, 62, rgb("3f86b5") if index % 2 else rgb("eef2f2"))
    for index in range(7):
        x, y = 110 + index * 175, 800 + c.rng.uniform(-30, 20)
        person(c, x, y, 150, rgb("f08a34"), c.rng.uniform(0, 0.5))
        c.pie(x, y - 140, (19, 19), (180, 360), rgb("f2c230"))


def _crane(c: Canvas, x: float, base: float, h: float, side: int) -> None:
    steel = rgb("e2a52f")
    c.rect(x - 8, base - h, 4, h, steel)
    c.rect(x + 8, base - h, 4, h, steel)
    for step in range(int(h / 24)):
        y = base - step * 24
        c.line([(x - 6, y), (x + 10, y - 24)], steel, 2)
    c.line([(x - side * 110, base - h), (x + side * 330, base - h)], steel, 8)
    c.line([(x - side * 110, base - h), (x, base - h - 60), (x + side * 330, base - h)], steel, 3)
    c.rect(x + (-side * 110) - 20, base - h, 40, 40, rgb("6d757b"))
    c.line([(x + side * 250, base - h), (x + side * 250, base - h + 150)], INK, 2)
    c.rect(x + side * 250 - 26, base - h + 150, 52, 22, rgb("9a6b43"))


def factory(c: Canvas) -> None:
    """A bright workshop with machines and workers."""
    c.band(0, 520, rgb("eef3f4"), rgb("d3dee1"))
    for index in range(7):
        x = index * 200 - 40
        c.polygon([(x, 130), (x + 100, 40), (x + 100, 130)], rgb("b7cbd2"))
        c.polygon([(x + 100, 130), (x + 100, 40), (x + 200, 130)], rgb("e4edf0"))
        c.rect(x, 128, 200, 10, rgb("8ea4ac"))
        c.rounded(x + 40, 190, 120, 150, 6, rgb("a6d0dc"))
    c.band(518, 340, rgb("7fae9b"), rgb("5b8a7a"))
    for y, colour in ((560, rgb("f2d66b")), (820, rgb("f2d66b"))):
        c.rect(0, y, c.width, 8, colour)
    for index in range(4):
        x = 40 + index * 320
        c.rounded(x, 380, 210, 190, 12, rgb("f4f4f0"))
        c.rect(x, 430, 210, 14, rgb("3f86b5"))
        c.rounded(x + 24, 460, 90, 70, 6, rgb("4b5a66"))
        c.rect(x + 132, 462, 56, 34, rgb("7fd0a4"))
        c.ellipse(x + 160, 526, 12, 12, rgb("d8574b"))
        person(c, x + 250, 690, 250, rgb("4676a6"), 0.15)
    c.rect(0, 700, c.width, 34, rgb("4b5660"))
    for index in range(12):
        x = index * 112 + c.rng.uniform(-14, 14)
        c.rounded(x, 652, 66, 50, 6, c.rng.choice((rgb("c99a5c"), rgb("d9b27a"), rgb("e6c793"))))
    for index in range(14):
        c.ellipse(index * 100 + 20, 742, 18, 18, rgb("39424a"))


def solar(c: Canvas) -> None:
    """Solar panels and wind turbines on a slope."""
    sky(c, 400)
    hills(c, 430, 3, 170)
    for x in (180, 560, 1010):
        y = 400 - c.rng.uniform(0, 30)
        c.polygon([(x - 5, y), (x + 5, y), (x + 2, y - 210), (x - 2, y - 210)], WHITE)
        turn = c.rng.uniform(0, 2)
        for blade in range(3):
            a = turn + blade * math.tau / 3
            c.polygon(
                [
                    (x + 5 * math.cos(a + 1.5), y - 210 + 5 * math.sin(a + 1.5)),
                    (x + 112 * math.cos(a), y - 210 + 112 * math.sin(a)),
                    (x - 5 * math.cos(a + 1.5), y - 210 - 5 * math.sin(a + 1.5)),
                ],
                WHITE,
            )
    ground(c, 425, relief=10)
    for row in range(5):
        y, h = 500 + row * 34 + row * row * 12, 40 + row * 17
        w = h * 2.1
        x = -w + (row % 2) * w * 0.5
        while x < c.width + w:
            c.rect(x + w * 0.45, y - h * 0.1, 6, h * 0.42, rgb("8d979c"))
            c.shade(
                [(x, y), (x + w * 0.86, y), (x + w * 0.98, y - h), (x + w * 0.12, y - h)], rgb("5d8fc0"), rgb("27507f")
            )
            for part in range(1, 4):
                c.line([(x + w * 0.215 * part, y), (x + w * (0.12 + 0.215 * part), y - h)], rgb("b9d2e6"), 1.5)
            c.line([(x + w * 0.06, y - h / 2), (x + w * 0.92, y - h / 2)], rgb("b9d2e6"), 1.5)
            x += w * 1.12
