"""How a text is said and abbreviated, as one types it on a keyboard. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pypinyin import lazy_pinyin

# Marks what has no pinyin; no folded text holds it.
_OTHER = "\0"


@dataclass(frozen=True)
class Sound:
    """Character by character: of 兴宁2014 `full` is xing, ning, 2, 0, 1, 4. The ü of 女 is a v, as on keyboards."""

    full: tuple[str, ...]

    @property
    def initials(self) -> tuple[str, ...]:
        return tuple(each[:1] for each in self.full)

    def __getitem__(self, part: slice) -> Sound:
        return Sound(self.full[part])

    def __str__(self) -> str:
        return "".join(self.full)


def sound_of(text: str) -> Sound:
    """Of a squeezed folded text. Characters with several readings are read as in the phrases that they stand in."""
    found: list[str] = []
    for part in lazy_pinyin(text, errors=lambda other: _OTHER + other):
        found += part[1:] if part.startswith(_OTHER) else [part]
    return Sound(tuple(found))
