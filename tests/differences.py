"""A difference as it is read: what was there, and what is there now."""

from __future__ import annotations

import copy
import re

from bs4 import BeautifulSoup, Tag


def versions(shown: Tag | str) -> tuple[str, str]:
    """The text before and after, without spaces. The whole text that can be opened is not read twice."""
    tag = BeautifulSoup(shown, "html.parser") if isinstance(shown, str) else shown
    return _without(tag, "ins"), _without(tag, "del")


def _without(shown: Tag, name: str) -> str:
    tag = copy.copy(shown)
    for each in tag.select(f"{name}, details, strong, .hub-diff__name"):
        each.decompose()
    return re.sub(r"\s+", "", tag.get_text())
