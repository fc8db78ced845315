"""Neutral silhouettes that stand where a leader's portrait would be."""

from __future__ import annotations

from demo.pictures.canvas import Canvas
from demo.pictures.palette import WHITE, mix, rgb

WIDTH, HEIGHT = 480, 640
BACKGROUNDS = [rgb(c) for c in ("b9ccd9", "c6d3c4", "d8cdbd", "c9c6d8", "bfd2d2")]
SUITS = [rgb(c) for c in ("3d4c5e", "4b4f5a", "35506b", "54495a", "3f5650")]


def draw_portrait(seed: int) -> bytes:
    """A head-and-shoulders silhouette without a face, 480×640, JPEG."""
    c = Canvas(seed, width=WIDTH, height=HEIGHT)
    back, suit = c.rng.choice(BACKGROUNDS), c.rng.choice(SUITS)
    c.band(0, HEIGHT, mix(back, WHITE, 0.55), back)
    c.glow(240, 250, 300, WHITE, 0.5)
    skin = mix(suit, back, 0.58)
    wide = c.rng.uniform(0.94, 1.06)
    c.shade(
        [
            (240 - 190 * wide, 640),
            (240 - 178 * wide, 520),
            (240 - 140 * wide, 468),
            (180, 432),
            (300, 432),
            (240 + 140 * wide, 468),
            (240 + 178 * wide, 520),
            (240 + 190 * wide, 640),
        ],
        suit,
        mix(suit, rgb("20262e"), 0.4),
    )
    c.polygon([(180, 432), (300, 432), (240, 560)], WHITE)
    c.rounded(206, 370, 68, 92, 30, mix(skin, suit, 0.22))
    c.polygon([(226, 462), (254, 462), (264, 540), (240, 566), (216, 540)], mix(suit, back, 0.2))
    for side in (-1, 1):
        c.polygon(
            [
                (240 + side * 62, 428),
                (240 + side * 96, 448),
                (240 + side * 60, 540),
                (240, 590),
                (240 + side * 30, 510),
            ],
            mix(suit, WHITE, 0.1),
        )
    hair = mix(suit, rgb("20262e"), 0.35)
    c.ellipse(240, 282, 84 * wide, 106, skin)
    c.pie(240, 262, (92 * wide, 102), (180, 360), hair)
    c.pie(240, 264, (74 * wide, c.rng.uniform(38, 56)), (180, 360), skin)
    return c.jpeg()
