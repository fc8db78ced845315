"""A drawing surface in picture units, antialiased by drawing at twice the size."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

from demo.pictures.palette import PALETTES, Colour, mix

WIDTH, HEIGHT, SCALE = 1280, 853, 2
QUALITIES = (82, 74, 66, 56, 44, 34)
MAX_BYTES = 60_000

Point = tuple[float, float]


class Canvas:
    """Draws with coordinates of the final picture; (0, 0) is at the top left."""

    def __init__(self, seed: int, light: str = "clear", width: int = WIDTH, height: int = HEIGHT) -> None:
        self.rng = random.Random(seed)
        self.light = PALETTES[light]
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def rect(self, x: float, y: float, w: float, h: float, colour: Colour) -> None:
        self.pen.rectangle((x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1), fill=colour)

    def rounded(self, x: float, y: float, w: float, h: float, r: float, colour: Colour) -> None:
        box = (x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1)
        self.pen.rounded_rectangle(box, radius=r * SCALE, fill=colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(box, fill=colour)

    def arc(self, box: Sequence[float], span: Point, colour: Colour, width: float) -> None:
        self.pen.arc([v * SCALE for v in box], *span, fill=colour, width=round(width * SCALE))

    def pie(self, x: float, y: float, radii: Point, span: Point, colour: Colour) -> None:
        box = ((x - radii[0]) * SCALE, (y - radii[1]) * SCALE, (x + radii[0]) * SCALE, (y + radii[1]) * SCALE)
        self.pen.pieslice(box, *span, fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def shade(self, points: Sequence[Point], top: Colour, low: Colour) -> None:
        """A polygon filled with a vertical gradient over its own height."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        left, up = math.floor(max(0, min(xs)) * SCALE), math.floor(max(0, min(ys)) * SCALE)
        right = math.ceil(min(self.width, max(xs)) * SCALE)
        down = math.ceil(min(self.height, max(ys)) * SCALE)
        if right <= left or down <= up:
            return
        size = (right - left, down - up)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon([(x * SCALE - left, y * SCALE - up) for x, y in points], fill=255)
        self.image.paste(_gradient(size, top, low), (left, up), mask)

    def band(self, y: float, h: float, top: Colour, low: Colour) -> None:
        """A gradient over the whole width."""
        size = (self.image.width, max(1, round(h * SCALE)))
        self.image.paste(_gradient(size, top, low), (0, round(y * SCALE)))

    def glow(self, x: float, y: float, r: float, colour: Colour, strength: float) -> None:
        """A soft round light."""
        size = round(2 * r * SCALE)
        mask = Image.radial_gradient("L").resize((size, size), Image.Resampling.BILINEAR)
        mask = mask.point([max(0, round((255 - v * 1.42) * strength)) for v in range(256)])
        self.image.paste(colour, (round((x - r) * SCALE), round((y - r) * SCALE)), mask)

    def veil(self, y: float, h: float, colour: Colour, strength: float) -> None:
        """Haze: strongest at its lower edge, nothing at its upper one."""
        size = (self.image.width, max(1, round(h * SCALE)))
        ramp = Image.linear_gradient("L").resize(size, Image.Resampling.BILINEAR)
        self.image.paste(colour, (0, round(y * SCALE)), ramp.point([round(v * strength) for v in range(256)]))

    def soft_ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float) -> None:
        """A see-through ellipse, for shadows, clouds and reflections."""
        size = (max(2, round(2 * rx * SCALE)), max(2, round(2 * ry * SCALE)))
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=round(255 * alpha))
        self.image.paste(colour, (round((x - rx) * SCALE), round((y - ry) * SCALE)), mask)

    def mirror(self, y: float, h: float, tint: Colour, strength: float) -> None:
        """What stands above y shows again below it, as in still water."""
        top, full = round(y * SCALE), round(h * SCALE)
        source = self.image.crop((0, max(0, top - full), self.image.width, top))
        small = source.resize((source.width // 8, source.height // 8), Image.Resampling.BOX)
        small = small.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(1.2))
        flipped = small.resize((source.width, full), Image.Resampling.BILINEAR)
        wash = Image.new("RGB", flipped.size, tint)
        self.image.paste(Image.blend(flipped, wash, strength), (0, top))

    def wave(self, y: float, amplitude: float, waves: float = 3.0, step: int = 8) -> list[Point]:
        """A smooth skyline from left to right."""
        rng = self.rng
        parts = [
            (amplitude / (k**1.15), waves * k * rng.uniform(0.75, 1.25), rng.uniform(0, math.tau)) for k in range(1, 6)
        ]
        return [
            (x, y - sum(a * math.sin(x / self.width * f + p) for a, f, p in parts))
            for x in range(-step, self.width + 2 * step, step)
        ]

    def jpeg(self) -> bytes:
        """The picture as JPEG of at most MAX_BYTES where quality can reach that."""
        final = self.image.reduce(SCALE)
        data = b""
        for quality in QUALITIES:
            stream = io.BytesIO()
            final.save(stream, "JPEG", quality=quality, progressive=True)
            data = stream.getvalue()
            if len(data) <= MAX_BYTES:
                break
        return data


def _gradient(size: tuple[int, int], top: Colour, low: Colour) -> Image.Image:
    rows = max(2, min(64, size[1]))
    strip = Image.new("RGB", (1, rows))
    strip.putdata([mix(top, low, i / (rows - 1)) for i in range(rows)])
    return strip.resize(size, Image.Resampling.BILINEAR)
