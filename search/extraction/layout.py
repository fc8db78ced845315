"""Text that was taken from its place on paper, as it is read. Pure."""

from __future__ import annotations

import re

_HAN = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef\U00020000-\U0003ffff"
_BREAK = re.compile(rf"(?<=[{_HAN}])[ \t]*\n[ \t]*(?=[{_HAN}])")
_SPACED = re.compile(rf"(?<=[{_HAN}])[ \u3000](?=[{_HAN}])")
_END = "。！？；：…"


def flowing(text: str) -> str:
    """Without the line breaks inside Chinese sentences and the spaces between spaced-out characters.

    Otherwise a word that stands at the end of a line would be no word. A line that ends a sentence stays one.
    """
    joined = _BREAK.sub(lambda found: "\n" if text[found.start() - 1] in _END else "", text)
    return _SPACED.sub("", joined)
