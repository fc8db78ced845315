"""The first half of the chain that documents and queries pass alike: one form for all ways to write a text. Pure.

Width (NFKC), script (OpenCC t2s), case, and the shapes of punctuation. What comes out has as many characters as what
went in, so that a place in the folded text is the same place in the text as it is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from opencc import OpenCC

# Compatibility characters that NFKC leaves alone.
_SAME = str.maketrans({
    "〔": "(", "〕": ")", "［": "(", "］": ")", "[": "(", "]": ")", "【": "(", "】": ")", "{": "(", "}": ")",
    "﹝": "(", "﹞": ")", "〖": "(", "〗": ")", "「": '"', "」": '"', "『": '"', "』": '"', "“": '"', "”": '"',
    "‘": "'", "’": "'", "〈": "<", "〉": ">", "《": "<", "》": ">", "。": ".", "、": ",", "‐": "-", "‑": "-",
    "–": "-", "—": "-", "―": "-", "−": "-", "·": ".", "•": ".", "・": ".", "〇": "零", "○": "零",
})  # fmt: skip
_CONTROL = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], " ")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def clean(text: str) -> str:
    """`text` without control characters (each becomes a space) and without characters that nobody sees."""
    return text.translate(_CONTROL).translate(_INVISIBLE)


def fold(text: str) -> str:
    """The folded form, of the same length: 「２０１４年財政」 becomes "2014年财政"."""
    if not text.isascii():
        for step in (_narrow, _simplifier().convert):
            text = _aligned(step, text)
    return _aligned(str.lower, text).translate(_SAME)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _aligned(step: Callable[[str], str], text: str) -> str:
    """`step(text)`; where it would make several characters of one (㈱, ½, İ), that one stays as it is."""
    whole = step(text)
    if len(whole) == len(text):
        return whole
    return "".join(one if len(one := step(each)) == 1 else each for each in text)
