"""The words of a body without its markup, read from the stored data: no image or file is looked up."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from wagtail.blocks import StreamValue

EXCERPT = 150
# What people read of each kind of block, in the order in which the page shows it.
WORDS: dict[str, tuple[str, ...]] = {
    "heading": ("text",),
    "provision": ("number", "text"),
    "picture": ("alt", "caption"),
    "attachment": ("title",),
    "quotation": ("text", "source"),
    "video": ("title", "transcript"),
}
_BREAK = re.compile(r"</(?:p|li|h[1-6]|tr|div|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def text_of_html(markup: str) -> str:
    """Plain text, one line a paragraph."""
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", markup))).splitlines()
    return "\n".join(line for each in lines if (line := " ".join(each.split())))


def text_of_body(body: StreamValue) -> str:
    """All words of a body, one line a paragraph; cells of a table are parted by tabs."""
    return "\n".join(line for block in body.raw_data for line in _lines(block["type"], block["value"]) if line)


def _lines(kind: str, value: Any) -> Iterator[str]:
    if kind == "paragraph":
        yield text_of_html(value or "")
    elif kind == "table":
        yield (value or {}).get("table_caption") or ""
        for row in (value or {}).get("data") or []:
            yield "\t".join(str(cell or "") for cell in row).strip()
    elif kind == "gallery":
        yield value.get("title") or ""
        for picture in value.get("pictures") or []:
            yield from _lines("picture", picture.get("value", picture))
    elif kind == "provision":
        yield " ".join(text_of_html(value.get(name) or "") for name in WORDS[kind])
    else:
        yield from (text_of_html(value.get(name) or "") for name in WORDS.get(kind, ()))


def shortened(text: str, length: int = EXCERPT) -> str:
    """One line of at most `length` characters, with … where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def excerpt(article: Any) -> str:
    """What an article is about in a line: its summary, else how its text begins."""
    if article.summary:
        return shortened(article.summary)
    paragraphs = (text_of_html(each["value"]) for each in article.body.raw_data if each["type"] == "paragraph")
    found = ""
    for paragraph in paragraphs:
        found = f"{found} {paragraph}".strip()
        if len(found) >= EXCERPT:
            break
    return shortened(found or text_of_body(article.body))
