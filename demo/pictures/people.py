"""Scenes with people in the middle: dance, sport, volunteers, classes, drills."""

from __future__ import annotations

import math

from demo.pictures.canvas import Canvas
from demo.pictures.palette import INK, WHITE, mix, rgb
from demo.pictures.things import SKIN, ground, grove, hills, person, shadow, sky
from demo.pictures.village import lantern


def dance(c: Canvas) -> None:
    """The cup-flower dance 杯花舞 on a lit stage."""
    c.band(0, c.height, rgb("3b2a4a"), rgb("a14a4a"))
    c.glow(640, 380, 620, rgb("ffcf8a"), 0.75)
    for x in (150, 400, 880, 1130):
        c.shade([(x - 16, 0), (x + 16, 0), (x + 120, 640), (x - 120, 640)], rgb("d58a6a"), rgb("b2614f"))
    for index in range(9):
        lantern(c, 80 + index * 140, 90 + 30 * math.sin(index * 1.3), 34)
    c.shade([(-10, 600), (c.width + 10, 600), (c.width + 10, 860), (-10, 860)], rgb("c98a55"), rgb("7d4a34"))
    for index in range(9):
        c.line([(640 + (index - 4) * 90, 600), (640 + (index - 4) * 220, 860)], rgb("a86e44"), 2)
    spots = [(x, 660) for x in (250, 510, 770, 1030)] + [(x, 780) for x in (130, 385, 640, 895, 1150)]
    for x, y in spots:
        _dancer(c, x + c.rng.uniform(-10, 10), y, 250 if y < 700 else 300)


def _dancer(c: Canvas, x: float, base: float, h: float) -> None:
    dress = c.rng.choice((rgb("e2574c"), rgb("e8793f"), rgb("d9466b")))
    sway = c.rng.choice((-1, 1)) * h * 0.06
    shadow(c, x, base, h * 0.3)
    c.shade(
        [
            (x - h * 0.06 + sway, base - h * 0.56),
            (x + h * 0.06 + sway, base - h * 0.56),
            (x + h * 0.24, base - 4),
            (x - h * 0.24, base - 4),
        ],
        dress,
        mix(dress, INK, 0.25),
    )
    c.rounded(x - h * 0.08 + sway, base - h * 0.8, h * 0.16, h * 0.28, h * 0.05, rgb("f7e3c3"))
    for side in (-1, 1):
        elbow = (x + sway + side * h * 0.19, base - h * 0.8)
        hand = (x + sway + side * h * 0.15, base - h * 1.0)
        c.line([(x + sway + side * h * 0.06, base - h * 0.77), elbow, hand], rgb("f7e3c3"), h * 0.055)
        c.ellipse(*hand, h * 0.028, h * 0.028, SKIN)
        c.polygon(
            [
                (hand[0] - 9, hand[1] - 26),
                (hand[0] + 9, hand[1] - 26),
                (hand[0] + 5, hand[1] - 8),
                (hand[0] - 5, hand[1] - 8),
            ],
            WHITE,
        )
        c.line([(hand[0], hand[1] - 24), (hand[0] + side * 26, hand[1] - 46)], rgb("f2c230"), 4)
    c.ellipse(x + sway, base - h * 0.88, h * 0.062, h * 0.075, SKIN)
    c.pie(x + sway, base - h * 0.9, (h * 0.07, h * 0.07), (180, 360), rgb("2a2226"))
    c.ellipse(x + sway + h * 0.03, base - h * 0.975, h * 0.03, h * 0.03, rgb("2a2226"))
    c.ellipse(x + sway - h * 0.045, base - h * 0.95, h * 0.02, h * 0.02, rgb("f2c230"))


def sport(c: Canvas) -> None:
    """A run along the river path."""
    sky(c, 420)
    hills(c, 430, 3, 140)
    grove(c, (0, c.width), 450, 90, 20)
    c.band(450, 90, mix(c.light.water, c.light.sky_low, 0.4), c.light.water)
    ground(c, 535, relief=3)
    c.shade([(-10, 590), (c.width + 10, 570), (c.width + 10, 820), (-10, 850)], rgb("d9745a"), rgb("b9553f"))
    for t in (0.25, 0.5, 0.75):
        c.line([(-10, 590 + 260 * t), (c.width + 10, 570 + 250 * t)], rgb("f5e7dc"), 4)
    for index in range(9):
        x, y = 80 + index * 138 + c.rng.uniform(-26, 26), 680 + (index % 3) * 62
        _runner(c, x, y, 185)


def _runner(c: Canvas, x: float, base: float, h: float) -> None:
    shirt = c.rng.choice([rgb(v) for v in ("f2c230", "3f9fd0", "f0f0ea", "5bb381", "e2574c")])
    shadow(c, x, base, h * 0.28)
    hip = (x, base - h * 0.46)
    for points in (
        [hip, (x + h * 0.16, base - h * 0.34), (x + h * 0.1, base - h * 0.06)],
        [hip, (x - h * 0.1, base - h * 0.26), (x - h * 0.28, base - h * 0.22)],
    ):
        c.line(points, SKIN, h * 0.07)
        c.line([hip, points[1]], rgb("3c4756"), h * 0.09)
        c.ellipse(points[2][0], points[2][1], h * 0.05, h * 0.03, WHITE)
    for side in (-1, 1):
        c.line(
            [
                (x + h * 0.05, base - h * 0.74),
                (x + side * h * 0.16, base - h * 0.6),
                (x + side * h * 0.2 + h * 0.08, base - h * 0.7),
            ],
            SKIN,
            h * 0.05,
        )
    c.polygon(
        [
            (x - h * 0.07, base - h * 0.44),
            (x + h * 0.09, base - h * 0.44),
            (x + h * 0.15, base - h * 0.8),
            (x - h * 0.04, base - h * 0.8),
        ],
        shirt,
    )
    c.ellipse(x + h * 0.08, base - h * 0.9, h * 0.075, h * 0.085, SKIN)
    c.pie(x + h * 0.075, base - h * 0.92, (h * 0.085, h * 0.08), (180, 360), rgb("2e2a2b"))


def volunteers(c: Canvas) -> None:
    """Volunteers in red vests at a street stand."""
    sky(c, 460)
    hills(c, 460, 2, 110)
    grove(c, (0, c.width), 500, 150, 16)
    c.band(498, 358, c.light.lit(rgb("d8d2c6")), c.light.lit(rgb("aaa498")))
    for index in range(3):
        x = 90 + index * 390
        for post in (0, 300):
            c.rect(x + post, 330, 8, 290, rgb("9aa3a8"))
        c.polygon(
            [(x - 30, 340), (x + 338, 340), (x + 250, 250), (x + 60, 250)],
            (rgb("d8574b"), rgb("3f86b5"), rgb("4f9a75"))[index],
        )
        c.polygon(
            [(x + 154, 250), (x + 250, 250), (x + 338, 340), (x + 200, 340)],
            mix((rgb("d8574b"), rgb("3f86b5"), rgb("4f9a75"))[index], INK, 0.16),
        )
        for side in (80, 220):
            person(c, x + side, 610, 210, rgb("d8433a"), 0.1)
        c.rect(x + 10, 520, 290, 20, rgb("f6f1e4"))
        c.shade([(x + 10, 540), (x + 300, 540), (x + 300, 640), (x + 10, 640)], rgb("e9dfc9"), rgb("c6b998"))
        for book in range(5):
            c.rect(x + 34 + book * 52, 508, 38, 12, (rgb("f2c230"), rgb("8cc0cd"))[book % 2])
    for index in range(8):
        person(
            c, 90 + index * 158 + c.rng.uniform(-30, 30), 760 + c.rng.uniform(-40, 60), 220, arms=c.rng.uniform(0, 0.4)
        )


def classroom(c: Canvas) -> None:
    """A class in front of a blackboard."""
    c.band(0, 560, rgb("f4efe0"), rgb("e6dcc0"))
    c.rect(250, 80, 780, 300, rgb("a87948"))
    c.rect(266, 96, 748, 268, rgb("2f6650"))
    for row in range(3):
        for index in range(c.rng.randrange(7, 11)):
            c.rounded(310 + index * 60, 130 + row * 74, 38, 38, 4, rgb("5d8f7b"))
    for x in (40, 1080):
        c.rect(x, 110, 160, 230, rgb("b9dcea"))
        c.rect(x + 76, 110, 8, 230, WHITE)
        c.rect(x, 220, 160, 8, WHITE)
    person(c, 700, 560, 330, rgb("6d8fc0"), 0.55)
    c.band(540, 320, rgb("d9b98a"), rgb("b08a5a"))
    person(c, 330, 610, 300, rgb("d97a8a"), 0.3)
    for row in range(3):
        y, size = 640 + row * 90, 38 + row * 12
        for col in range(8 - row):
            x = (col + 0.5) * c.width / (8 - row)
            c.rounded(
                x - size,
                y - 8,
                size * 2,
                size * 2.2,
                size * 0.6,
                c.rng.choice((rgb("f4f4f0"), rgb("4c7fb0"), rgb("f0f0ea"))),
            )
            c.ellipse(x, y - size * 0.5, size * 0.56, size * 0.6, rgb("2e2a2b"))
            c.rect(x - size * 1.25, y + size * 1.2, size * 2.5, 14, rgb("c99a5c"))


def drill(c: Canvas) -> None:
    """A fire drill: engine, hose, water arc."""
    sky(c, 520)
    hills(c, 520, 2, 110)
    c.rect(60, 250, 260, 330, c.light.lit(rgb("d9d0bf")))
    for row in range(4):
        for col in range(3):
            c.rect(84 + col * 78, 276 + row * 76, 50, 48, rgb("54707e"))
    c.band(578, 276, rgb("b3b6b6"), rgb("858a8c"))
    arc = [(800 - t * 27, 430 - math.sin(t / 20 * math.pi) * 210 + t * 1.5) for t in range(21)]
    for width, tone in ((26, rgb("cfe8f2")), (10, WHITE)):
        c.line(arc, mix(tone, c.light.sky_low, 0.2), width)
    for _ in range(60):
        c.soft_ellipse(260 + c.rng.uniform(-60, 60), 440 + c.rng.uniform(-60, 90), 10, 8, WHITE, 0.4)
    shadow(c, 940, 742, 300, 16)
    red = rgb("cc3d31")
    c.rounded(700, 540, 440, 190, 16, red)
    c.rounded(1060, 500, 150, 230, 20, red)
    c.rounded(1100, 525, 94, 80, 8, rgb("cfe4ea"))
    c.rect(700, 640, 510, 16, WHITE)
    c.rounded(730, 560, 300, 60, 8, rgb("a9b2b6"))
    c.line([(720, 530), (1060, 470)], rgb("c9ced2"), 14)
    c.rounded(1110, 486, 60, 16, 6, rgb("3f86e0"))
    for x in (790, 1110):
        c.ellipse(x, 736, 46, 46, rgb("2e3338"))
        c.ellipse(x, 736, 20, 20, rgb("c9ced2"))
    for index in range(6):
        x, y = 360 + index * 86, 760 + (index % 3) * 28
        person(c, x, y, 180, rgb("e08a2e"), 0.25)
        c.pie(x, y - 166, (24, 24), (180, 360), red)
    ground(c, 840, rgb("8d9294"), 0)
