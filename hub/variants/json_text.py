"""JSON in another script: its strings, never its keys."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from hub.variants.links import GroupLinks
from hub.variants.markup import convert_html
from hub.variants.running_text import convert_all
from hub.variants.tokens import HAN

ADDRESS = re.compile(r"(?:https?:/)?/\S*", re.IGNORECASE)
CODE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")  # other schemes


def convert_json(text: str, convert: Callable[[str], str] | None, links: GroupLinks) -> str:
    """`text` with its string values converted; addresses of the group's pages stay in the variant of `links`.

    A string with a tag in it is taken as HTML.

    Raises:
        ValueError: it is no JSON.
    """
    words: list[str] = []
    data = _walk(json.loads(text), lambda value: words.append(value) or value, convert, links)
    if convert is None or not words:
        return json.dumps(data, ensure_ascii=False)
    converted = iter(convert_all(words, convert))
    data = _walk(json.loads(text), lambda value: next(converted), convert, links)
    return json.dumps(data, ensure_ascii=False)


def _walk(data: Any, word: Callable[[str], Any], convert: Callable[[str], str] | None, links: GroupLinks) -> Any:
    if isinstance(data, dict):
        return {key: _walk(value, word, convert, links) for key, value in data.items()}
    if isinstance(data, list):
        return [_walk(value, word, convert, links) for value in data]
    if not isinstance(data, str):
        return data
    if ADDRESS.fullmatch(data):
        return links.stay(data) or data
    if "<" in data:
        return convert_html(data, convert, links)
    return word(data) if HAN.search(data) and not CODE.fullmatch(data) else data
