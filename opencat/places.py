"""Places in generated texts that people fill in; a text with one left is not sent for approval."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import strip_tags

_PLACE = re.compile("【请填写：([^】]*)】")


def place(what: str) -> str:
    """What stands in the text until somebody writes `what`."""
    return f"【请填写：{what}】"


def open_places(body: Any) -> list[str]:
    """What is still to be written in a body (a StreamValue), in order."""
    texts = [strip_tags(str(_text(block))) for block in body if block.block_type != "table"]
    return [match[1] for text in texts for match in _PLACE.finditer(text)]


def _text(block: Any) -> Any:
    return getattr(block.value, "source", block.value)
