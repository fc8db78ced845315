"""Colours: light of the day as a palette, and mixing."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """Six hex digits as a colour."""
    return (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; share 0 is the first, 1 the second."""
    low, high = first, second
    return (
        round(low[0] + (high[0] - low[0]) * share),
        round(low[1] + (high[1] - low[1]) * share),
        round(low[2] + (high[2] - low[2]) * share),
    )


WHITE = rgb("ffffff")
INK = rgb("2b3540")


@dataclass(frozen=True)
class Palette:
    """The light of one time of day."""

    sky_top: Colour
    sky_low: Colour
    sun: Colour
    far: Colour
    near: Colour
    grass: Colour
    leaf: Colour
    water: Colour

    def lit(self, colour: Colour, share: float = 0.16) -> Colour:
        """A local colour under this light."""
        return mix(colour, self.sky_low, share)


PALETTES: dict[str, Palette] = {
    "clear": Palette(
        rgb("5aa9dc"),
        rgb("e3f3f7"),
        rgb("fffbe6"),
        rgb("a9cbd8"),
        rgb("3f8a6a"),
        rgb("8dbb5c"),
        rgb("3d8350"),
        rgb("6db6cf"),
    ),
    "golden": Palette(
        rgb("f3b26b"),
        rgb("fdeccb"),
        rgb("fff6d8"),
        rgb("d9b79c"),
        rgb("7d8a4c"),
        rgb("c3b455"),
        rgb("6f8439"),
        rgb("e2c592"),
    ),
    "morning": Palette(
        rgb("8fb9d8"),
        rgb("fbe6d8"),
        rgb("fff3dc"),
        rgb("b9c4d3"),
        rgb("4b8577"),
        rgb("9dbf70"),
        rgb("488a5c"),
        rgb("a3c6d4"),
    ),
    "mist": Palette(
        rgb("a8c4c9"),
        rgb("eef4ee"),
        rgb("ffffff"),
        rgb("c2d3d3"),
        rgb("4f8078"),
        rgb("93b386"),
        rgb("457765"),
        rgb("a4c5c6"),
    ),
    "dusk": Palette(
        rgb("4a5d94"),
        rgb("f6b99a"),
        rgb("ffe3b3"),
        rgb("9a87a6"),
        rgb("43557a"),
        rgb("6f8a6c"),
        rgb("3d6059"),
        rgb("a58fae"),
    ),
}
