"""Words with which an answer promises nothing (Art. 13(3), as cities with rules for letters have it)."""

from __future__ import annotations

import re

VAGUE = ("近期", "尽快", "尽早", "适时", "择期", "抓紧", "早日", "不久", "择机", "及早")
_WORDS = re.compile("|".join(VAGUE))


def vague_words(text: str) -> list[str]:
    """Those that stand in `text`, once each, in their order."""
    return list(dict.fromkeys(_WORDS.findall(text)))
