"""Scenes of public buildings."""

from __future__ import annotations

from demo.pictures.canvas import Canvas
from demo.pictures.palette import INK, WHITE, Colour, mix, rgb
from demo.pictures.things import CLOTHES, bush, ground, grove, hills, person, shadow, sky, tree, windows
from demo.pictures.village import car


def _block(c: Canvas, area: tuple[float, float, float, float], wall: Colour) -> None:
    """A plain volume with a lighter edge at the top; x, base, width, height."""
    x, base, w, h = area
    tone = c.light.lit(wall)
    c.shade([(x, base - h), (x + w, base - h), (x + w, base), (x, base)], tone, mix(tone, INK, 0.1))
    c.rect(x - 6, base - h - 10, w + 12, 14, mix(tone, WHITE, 0.4))


def _flag(c: Canvas, x: float, base: float, h: float) -> None:
    c.rect(x - 2, base - h, 4, h, rgb("c9ced2"))
    c.polygon(
        [(x, base - h), (x + h * 0.22, base - h + 6), (x + h * 0.22, base - h * 0.84), (x, base - h * 0.86)],
        rgb("cf3b2e"),
    )


def _forecourt(c: Canvas, y: float) -> None:
    c.band(y, c.height - y, c.light.lit(rgb("dcd6c9")), c.light.lit(rgb("b3ada1")))
    c.shade([(520, y), (760, y), (1010, c.height), (270, c.height)], rgb("ece7dc"), rgb("cfc9bd"))
    for x in (60, 190, 1090, 1220):
        tree(c, x, y + 36, 200)
    for index in range(12):
        bush(c, 20 + index * 34 if index < 6 else 860 + index * 36, y + 60, 24, c.light.leaf)


def school(c: Canvas) -> None:
    """A school with its running track."""
    sky(c, 480)
    hills(c, 470, 2, 120)
    _block(c, (160, 560, 960, 210), rgb("f0e0c4"))
    _block(c, (530, 560, 220, 300), rgb("d98a66"))
    windows(c, (180, 365, 340, 180), (7, 3), rgb("6d93a6"))
    windows(c, (760, 365, 340, 180), (7, 3), rgb("6d93a6"))
    c.ellipse(640, 318, 34, 34, WHITE)
    c.line([(640, 318), (640, 296)], INK, 4)
    c.line([(640, 318), (656, 324)], INK, 4)
    windows(c, (560, 370, 160, 100), (3, 2), rgb("f6e7b8"))
    c.rect(600, 490, 80, 70, rgb("6f5443"))
    _flag(c, 330, 575, 250)
    ground(c, 560, c.light.grass, 0)
    c.ellipse(640, 760, 660, 150, rgb("c4644c"))
    for rx in (640, 600, 560):
        c.ellipse(640, 760, rx, rx * 0.225, rgb("f0e7da"))
        c.ellipse(640, 760, rx - 3, rx * 0.225 - 2, rgb("c4644c"))
    c.ellipse(640, 760, 500, 104, c.light.lit(rgb("74b052")))
    for _ in range(16):
        y = c.rng.uniform(660, 830)
        person(c, c.rng.uniform(120, 1160), y, 62 + (y - 660) * 0.24, arms=c.rng.uniform(0, 0.8))
    for x in (60, 1180):
        tree(c, x, 590, 190)


def hospital(c: Canvas) -> None:
    """A hospital with its entrance canopy."""
    sky(c, 520)
    hills(c, 500, 2, 110)
    _block(c, (250, 600, 780, 330), rgb("f4f6f4"))
    _block(c, (110, 600, 220, 210), rgb("dfe9ea"))
    _block(c, (950, 600, 220, 210), rgb("dfe9ea"))
    windows(c, (350, 300, 580, 210), (9, 4), rgb("5f9fb5"))
    windows(c, (125, 415, 180, 160), (4, 3), rgb("5f9fb5"))
    windows(c, (975, 415, 180, 160), (4, 3), rgb("5f9fb5"))
    c.rect(590, 196, 100, 90, rgb("f8faf8"))
    c.rect(627, 204, 26, 74, rgb("3d9a78"))
    c.rect(603, 228, 74, 26, rgb("3d9a78"))
    c.shade([(470, 520), (810, 520), (840, 545), (440, 545)], rgb("3d9a78"), rgb("2f7c60"))
    c.rect(500, 545, 280, 56, rgb("8cc0cd"))
    for x in (470, 800):
        c.rect(x, 545, 12, 56, rgb("cfd6d4"))
    _forecourt(c, 600)
    shadow(c, 900, 742, 130, 12)
    c.rounded(780, 660, 220, 80, 14, WHITE)
    c.rect(780, 702, 220, 12, rgb("d8574b"))
    c.rounded(930, 672, 60, 30, 6, rgb("a9d2de"))
    for x in (830, 950):
        c.ellipse(x, 742, 20, 20, rgb("2e3338"))
    for x, y in ((420, 700), (500, 760), (640, 690), (1090, 760)):
        person(c, x, y, 130, WHITE if x % 200 else None)


def library(c: Canvas) -> None:
    """A reading room: shelves, lamps, readers."""
    c.band(0, 640, rgb("f6ecd8"), rgb("ecd9b6"))
    books = [rgb(v) for v in ("b5483c", "3f6f8f", "d39a3c", "5b8a62", "7a5c80", "e6dcc6", "45525e")]
    wood = rgb("9a6b43")
    for shelf in range(3):
        left = 60 + shelf * 410
        c.rect(left - 12, 60, 374, 460, wood)
        c.rect(left, 72, 350, 440, mix(wood, INK, 0.45))
        for row in range(5):
            x, base = left + 4, 152 + row * 88
            while x < left + 336:
                w, h = c.rng.uniform(9, 21), c.rng.uniform(48, 74)
                c.rect(x, base - h, w, h, c.rng.choice(books))
                c.rect(x, base - h + 10, w, 4, rgb("efe2c0"))
                x += w + 1.5
            c.rect(left, base, 350, 10, mix(wood, WHITE, 0.15))
    c.band(560, 300, rgb("d8b88c"), rgb("b88f60"))
    for x in (230, 640, 1050):
        c.line([(x, 0), (x, 250)], INK, 2)
        c.glow(x, 330, 190, rgb("fff3c9"), 0.65)
        c.pie(x, 300, (76, 62), (180, 360), rgb("3f7f73"))
    for index in range(5):
        person(c, 180 + index * 235 + c.rng.uniform(-24, 24), 720, 250, arms=0.0)
    c.shade([(-10, 640), (c.width + 10, 640), (c.width + 10, 860), (-10, 860)], rgb("c48d57"), rgb("8d6038"))
    c.rect(0, 634, c.width, 20, rgb("deb079"))
    for index in range(6):
        x = 110 + index * 214
        c.polygon([(x - 62, 700), (x, 712), (x + 62, 700), (x + 72, 750), (x, 764), (x - 72, 750)], rgb("faf5e8"))
        c.line([(x, 712), (x, 764)], rgb("c9bda2"), 3)


def service_hall(c: Canvas) -> None:
    """A government service hall: counters, queue, screens."""
    c.band(0, 560, rgb("eaf1f4"), rgb("d5e2e8"))
    for index in range(10):
        c.polygon(
            [(index * 140 - 60, 0), (index * 140 + 20, 0), (index * 96 + 190, 130), (index * 96 + 150, 130)], WHITE
        )
    c.rect(0, 126, c.width, 76, rgb("c8473b"))
    for index in range(10):
        c.rounded(380 + index * 53, 146, 38, 36, 6, rgb("f9e6c4"))
    for index in range(6):
        x = 30 + index * 206
        c.rounded(x, 236, 186, 70, 8, rgb("2b4f6e"))
        c.rect(x + 16, 254, 90, 10, rgb("ffd98a"))
        c.rect(x + 16, 276, 130, 10, rgb("9fd0e6"))
        person(c, x + 93, 560, 220, rgb("31557c"))
    c.shade([(-10, 450), (c.width + 10, 450), (c.width + 10, 580), (-10, 580)], rgb("f6f2ea"), rgb("c6bcab"))
    c.rect(0, 440, c.width, 18, rgb("a87f55"))
    for index in range(7):
        c.rect(index * 206 + 18, 370, 4, 74, rgb("a9c3cf"))
    c.band(576, 280, rgb("d9dcdc"), rgb("aeb4b6"))
    for index in range(8):
        c.polygon(
            [(index * 190 - 80, 576), (index * 190 - 70, 576), (index * 240 - 250, 860), (index * 240 - 266, 860)],
            rgb("c4c9ca"),
        )
    for index in range(8):
        person(c, 90 + index * 160 + c.rng.uniform(-36, 36), 690 + c.rng.uniform(-20, 130), 240)


def meeting(c: Canvas) -> None:
    """A meeting hall seen from the back rows."""
    c.band(0, c.height, rgb("f3e7d3"), rgb("c9ab82"))
    c.rect(230, 70, 820, 300, rgb("a83a30"))
    for fold in range(0, 820, 44):
        c.rect(230 + fold, 70, 12, 300, rgb("983127"))
    c.rect(330, 110, 620, 66, rgb("c24b3e"))
    for index in range(11):
        c.rounded(356 + index * 53, 124, 38, 38, 5, rgb("ffe2a0"))
    for side in (0, 1050):
        c.shade([(side, 0), (side + 230, 0), (side + 230, 440), (side, 440)], rgb("e6cfa8"), rgb("caa877"))
        for fold in range(0, 230, 46):
            c.rect(side + fold, 0, 4, 440, rgb("b8955f"))
    for index in range(9):
        person(c, 330 + index * 78, 455, 160, rgb("38465a"))
    c.shade([(270, 372), (1010, 372), (1030, 450), (250, 450)], rgb("8d5a36"), rgb("6d4327"))
    for index in range(9):
        c.rect(306 + index * 78, 356, 44, 18, rgb("f6f0e0"))
    for side in (250, 1030):
        bush(c, side, 452, 52, rgb("4a8a52"))
    for row in range(5):
        y, size = 520 + row * 78, 40 + row * 13
        count = 15 - row * 2
        for col in range(count):
            x = (col + 0.5 + (row % 2) * 0.4 - 0.2) * c.width / count
            cloth = mix(c.rng.choice(CLOTHES), rgb("3a4654"), 0.55)
            c.rounded(x - size * 0.9, y, size * 1.8, size * 2.4, size * 0.6, cloth)
            c.ellipse(x, y - size * 0.25, size * 0.48, size * 0.56, rgb("3a302c"))
        c.rect(0, y + size * 1.35, c.width, 14 + row * 3, mix(rgb("7a4a2c"), INK, row * 0.06))
    for x in (320, 640, 960):
        c.glow(x, 20, 150, rgb("fffbe8"), 0.8)


def city_hall(c: Canvas) -> None:
    """An office building behind a square."""
    sky(c, 540)
    hills(c, 500, 3, 130)
    grove(c, (0, c.width), 590, 140, 14)
    _block(c, (300, 600, 680, 260), rgb("f2ece0"))
    _block(c, (470, 600, 340, 360), rgb("f6f1e7"))
    _block(c, (180, 600, 130, 180), rgb("e8e0d0"))
    _block(c, (970, 600, 130, 180), rgb("e8e0d0"))
    windows(c, (312, 370, 156, 200), (4, 5), rgb("6690a3"), 0.42)
    windows(c, (812, 370, 156, 200), (4, 5), rgb("6690a3"), 0.42)
    windows(c, (490, 270, 300, 210), (7, 4), rgb("6690a3"), 0.42)
    c.rect(440, 492, 400, 22, rgb("d9d0be"))
    for index in range(6):
        c.rect(458 + index * 70, 512, 16, 90, rgb("faf6ec"))
    _forecourt(c, 600)
    for step in range(4):
        c.rect(470 - step * 14, 600 + step * 9, 340 + step * 28, 9, mix(rgb("ece5d6"), INK, step * 0.06))
    _flag(c, 640, 690, 330)
    car(c, c.rng.uniform(90, 200), 780, 190)
    for _ in range(9):
        person(c, c.rng.uniform(380, 900), c.rng.uniform(680, 820), 84)
