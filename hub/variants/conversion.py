"""From Simplified to Traditional Chinese: OpenCC's dictionaries, and the city's own corrections before them.

A correction holds wherever its text stands, also inside a longer word of the dictionaries; where two begin at the same
character, the longer one holds. Which corrections hold now: `hub.variants.current_converter`.
"""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings
from opencc import OpenCC

# Stands for a corrected piece while OpenCC works: a character for private use, which no dictionary has.
MARK = "\ue000"
# What would be markup where the text is put.
UNSAFE = frozenset("<>&\"'")


class Converter:
    """Converts text by `config` of OpenCC and a table of corrections (Simplified → Traditional)."""

    def __init__(self, config: str, corrections: dict[str, str]) -> None:
        self.dictionaries = dictionaries(config)
        self.corrections = {
            simplified: traditional
            for simplified, traditional in corrections.items()
            if simplified and not UNSAFE & set(simplified + traditional)
        }
        terms = sorted(self.corrections, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, [*terms, MARK])))

    def __call__(self, text: str) -> str:
        if "\0" in text:  # the end of the text for OpenCC
            return "\0".join(map(self, text.split("\0")))
        corrected: list[str] = []

        def set_aside(found: re.Match[str]) -> str:
            corrected.append(self.corrections.get(found[0], found[0]))
            return MARK

        converted = self.dictionaries.convert(self.pattern.sub(set_aside, text))
        if not corrected:
            return converted
        first, *rest = converted.split(MARK)
        return first + "".join(piece + after for piece, after in zip(corrected, rest, strict=True))


def by_dictionaries(text: str) -> str:
    """What OpenCC alone makes of it, without the city's corrections. No query."""
    return str(dictionaries(settings.SCRIPT_CONVERSION).convert(text))


@cache
def dictionaries(config: str) -> OpenCC:
    """Reading them takes 75 ms."""
    return OpenCC(config)
