"""Pictures as text, for who has turned them off: nothing is fetched, and what they show can be read."""

from __future__ import annotations

import re

PICTURE = re.compile(r"<picture\b[^>]*>.*?</picture>|<img\b[^>]*>", re.DOTALL | re.IGNORECASE)
ALTERNATIVE = re.compile(r"""\salt=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
POSTER = re.compile(r"""(<video\b[^>]*?)\sposter=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


def without_pictures(html: str) -> str:
    """`html` with every picture replaced by its alternative text, and left out where it has none."""
    return POSTER.sub(r"\1", PICTURE.sub(_text, html))


def _text(picture: re.Match[str]) -> str:
    found = ALTERNATIVE.search(picture[0])
    text = (found[1] or found[2] or "").strip() if found else ""  # as escaped as it was
    return f'<span class="picture-text">〔图片：{text}〕</span>' if text else ""
