"""A content taken apart: the texts that a small correction may touch, and all the rest."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, NamedTuple

from sites.approval.digest import content_data
from sites.approval.models.content import ApprovableContent

TAG = re.compile(r"(<[^>]*>)")


class Parts(NamedTuple):
    """`texts` by their places; `frame`: everything else, with a mark where a text stands."""

    texts: dict[str, str]
    frame: Any


def parts_of(content: ApprovableContent) -> Parts:
    texts: dict[str, str] = {}
    data = content_data(content)
    for name in content.correctable_fields:
        value = data.get(name)
        data[name] = (
            [_block(each, f"{name}.{at}", texts) for at, each in enumerate(value)]
            if isinstance(value, list)
            else _keep(value, name, texts)
        )
    return Parts(texts, data)


def _keep(text: Any, place: str, texts: dict[str, str]) -> Any:
    if not isinstance(text, str):
        return text
    texts[place] = text
    return {"text": place}


def _block(block: Any, place: str, texts: dict[str, str]) -> Any:
    """A paragraph and a heading have texts; every other block is frame."""
    if block.get("type") == "paragraph" and isinstance(block.get("value"), str):
        return {**block, "value": _rich(block["value"], place, texts)}
    if block.get("type") == "heading" and isinstance(block.get("value"), dict):
        value = block["value"]
        return {**block, "value": {**value, "text": _keep(value.get("text"), place, texts)}}
    return block


def _rich(html: str, place: str, texts: dict[str, str]) -> list[Any]:
    """Tags are frame, and so is what stands in a link."""
    frame: list[Any] = []
    in_link = 0
    for at, part in enumerate(TAG.split(html)):
        if at % 2:
            name = part.strip("</>").split()[0].lower() if part.strip("</>").split() else ""
            if name == "a":
                in_link += -1 if part.startswith("</") else 1
            frame.append(part)
        elif in_link or "<" in part or ">" in part:
            frame.append(part)
        else:
            frame.append(_keep(unescape(part), f"{place}.{at}", texts))
    return frame
