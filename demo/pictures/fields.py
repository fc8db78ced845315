"""Scenes of farming."""

from __future__ import annotations

from demo.pictures.canvas import Canvas
from demo.pictures.palette import INK, WHITE, Colour, mix, rgb
from demo.pictures.things import bush, ground, grove, hills, house, person, shadow, sky, tree


def _rows(c: Canvas, top: float, centre: float, colours: tuple[Colour, Colour], count: int = 22) -> None:
    """Field rows that run together at the horizon."""
    base = mix(colours[0], c.light.sky_low, 0.25)
    c.shade([(-10, top), (c.width + 10, top), (c.width + 10, 860), (-10, 860)], base, colours[0])
    for index in range(-count, count + 1):
        near, far = centre + index * 150, centre + index * 26
        c.polygon([(far - 4, top), (far + 4, top), (near + 40, 860), (near - 40, 860)], colours[1])


def rice(c: Canvas) -> None:
    """A paddy field before a village."""
    sky(c, 360)
    hills(c, 380, 3, 150)
    grove(c, (0, c.width), 402, 70, 12)
    for index in range(5):
        house(c, 90 + index * 240 + c.rng.uniform(-40, 40), 410, 120, 58)
    ripe = c.rng.random() < 0.5
    tone = rgb("d9b64e") if ripe else rgb("86b84c")
    tone = c.light.lit(tone)
    _rows(c, 408, c.rng.uniform(400, 880), (tone, mix(tone, c.light.leaf, 0.3)))
    for y, gap in ((440, 6), (505, 9), (600, 13)):
        c.rect(0, y, c.width, gap, mix(c.light.leaf, INK, 0.15))
        c.rect(0, y, c.width, gap * 0.5, mix(tone, WHITE, 0.25))
    for _ in range(340):
        y = c.rng.uniform(620, 860)
        x, h = c.rng.uniform(0, c.width), 14 + (y - 620) * 0.13
        stalk = mix(tone, c.light.leaf if c.rng.random() < 0.5 else WHITE, c.rng.uniform(0.1, 0.45))
        c.line([(x, y), (x + c.rng.uniform(-6, 10), y - h)], stalk, 3)
    for x in (c.rng.uniform(220, 560), c.rng.uniform(680, 1040)):
        person(c, x, 640, 120, arms=0.2)
        c.polygon([(x - 26, 534), (x + 26, 534), (x, 512)], rgb("d8b878"))


def camellia(c: Canvas) -> None:
    """A camellia-oil orchard: rows of round shrubs with white blossoms and fruit."""
    sky(c, 330)
    hills(c, 350, 3, 150)
    ground(c, 345, rgb("b98f62"), 26)
    fruit = rgb("b5533c")
    for row in range(7):
        y = 395 + row * 26 + row * row * 8.5
        size = 20 + row * 10.5
        gap = size * 2.3
        x = -gap + (row % 2) * gap / 2
        while x < c.width + gap:
            shadow(c, x, y, size * 1.05)
            bush(c, x, y, size, mix(rgb("3f7f4a"), c.light.leaf, 0.4))
            for _ in range(5 if row < 3 else 8):
                fx, fy = x + c.rng.uniform(-0.7, 0.7) * size, y - c.rng.uniform(0.3, 1.05) * size
                white = c.rng.random() < 0.6
                c.ellipse(fx, fy, size * 0.09, size * 0.08, WHITE if white else fruit)
                if white:
                    c.ellipse(fx, fy, size * 0.035, size * 0.03, rgb("e9b63f"))
            x += gap
    for x in (c.rng.uniform(260, 520), c.rng.uniform(760, 1020)):
        person(c, x, 760, 190, arms=0.45)
        c.rounded(x + 34, 700, 66, 54, 10, rgb("b98a51"))
        c.ellipse(x + 67, 702, 33, 10, fruit)


def pomelo(c: Canvas) -> None:
    """Fruit trees heavy with pomelos."""
    sky(c, 400)
    hills(c, 420, 3, 130)
    ground(c, 420, relief=14)
    for row in range(4):
        y, size = 480 + row * 105, 150 + row * 62
        for col in range(7 - row):
            x = (col + 0.5) * c.width / (7 - row) + c.rng.uniform(-24, 24)
            tree(c, x, y, size, rgb("4b8a45"))
            for _ in range(8):
                fx, fy = x + c.rng.uniform(-0.28, 0.28) * size, y - c.rng.uniform(0.4, 0.85) * size
                r = size * 0.038
                c.ellipse(fx, fy, r, r * 1.08, rgb("d9b33c"))
                c.ellipse(fx - r * 0.25, fy - r * 0.3, r * 0.45, r * 0.4, rgb("f2d979"))


def greenhouse(c: Canvas) -> None:
    """Vegetable beds beside greenhouses."""
    sky(c, 380)
    hills(c, 400, 3, 130)
    for index in range(5):
        x, w, y = -60 + index * 280, 262, 470
        c.shade(
            [
                (x, y),
                (x + w, y),
                (x + w, y - 56),
                (x + w * 0.8, y - 116),
                (x + w * 0.5, y - 136),
                (x + w * 0.2, y - 116),
                (x, y - 56),
            ],
            rgb("f7fbfb"),
            rgb("b9d6d6"),
        )
        for part in range(1, 5):
            c.line([(x + w * part / 5, y), (x + w * part / 5, y - 118)], rgb("93b3b4"), 2)
        c.rect(x + w * 0.42, y - 62, w * 0.16, 62, rgb("6f9a9c"))
    ground(c, 468, rgb("a07b54"), 0)
    for row in range(7):
        y = 520 + row * 16 + row * row * 5.6
        r = 12 + row * 5.4
        tone = (rgb("78b34a"), rgb("4f9a55"), rgb("a2c75a"))[row % 3]
        x = c.rng.uniform(0, r)
        while x < c.width + r:
            bush(c, x, y, r, c.light.lit(tone, 0.1))
            x += r * 1.75
    person(c, c.rng.uniform(300, 980), 700, 190, arms=0.1)


def orchard_market(c: Canvas) -> None:
    """Farm produce on a stand: baskets of fruit, grain and oil."""
    wall = c.light.lit(rgb("efe2c8"))
    c.band(0, 500, mix(wall, WHITE, 0.4), wall)
    for index in range(9):
        x = index * 150 - 40
        tone = rgb("cc5a48") if index % 2 else rgb("f5efe2")
        c.polygon([(x, 0), (x + 150, 0), (x + 150, 140), (x, 140)], tone)
        c.pie(x + 75, 138, (75, 38), (0, 180), tone)
    c.veil(0, 200, INK, 0.12)
    for index in range(4):
        person(c, 190 + index * 300 + c.rng.uniform(-40, 40), 640, 300, arms=0.1)
    wood = rgb("a87948")
    c.shade([(-10, 520), (c.width + 10, 520), (c.width + 10, 860), (-10, 860)], wood, mix(wood, INK, 0.35))
    c.rect(0, 512, c.width, 20, mix(wood, WHITE, 0.3))
    fruits = [rgb(v) for v in ("d9b33c", "d9743a", "b5433c", "7fb24c", "e8d7a2", "8a5a86")]
    for row in range(2):
        for col in range(5):
            x, y, r = 130 + col * 258 + row * 20 - 20, 610 + row * 165, 98 + row * 18
            tone = fruits[(row * 5 + col + c.rng.randrange(3)) % len(fruits)]
            for _ in range(26):
                fx, fy = x + c.rng.uniform(-0.8, 0.8) * r, y - c.rng.uniform(0, 0.42) * r
                c.ellipse(fx, fy, 21, 20, mix(tone, INK, c.rng.uniform(0.02, 0.2)))
                c.ellipse(fx - 6, fy - 6, 8, 7, mix(tone, WHITE, 0.45))
            c.polygon([(x - r, y), (x + r, y), (x + r * 0.8, y + 76), (x - r * 0.8, y + 76)], rgb("c69a5c"))
            for line in range(1, 4):
                c.line([(x - r, y + line * 18), (x + r, y + line * 18)], rgb("a67c43"), 3)
            c.rounded(x - r * 1.05, y - 7, r * 2.1, 18, 9, rgb("dcb677"))
