"""Feeds and sitemaps in another script."""

from __future__ import annotations

import re
from collections.abc import Callable

from hub.variants.links import GroupLinks
from hub.variants.markup import SIMPLIFIED_TAG, convert_html
from hub.variants.running_text import RunningText
from hub.variants.tokens import HAN, NAME, XML_TAGS, Attribute, attributes_of, replaced

# Elements whose text is an address, by their name without a namespace.
ADDRESSES = frozenset(("link", "guid", "id", "loc", "url", "comments", "docs"))
KNOWN = frozenset(("href", "hreflang", "xml:lang"))
CDATA = re.compile(r"(<!\[CDATA\[)(.*?)(\]\]>|\Z)", re.DOTALL)


def convert_xml(xml: str, convert: Callable[[str], str] | None, links: GroupLinks) -> str:
    """`xml` with the text of its elements converted and addresses of the group kept in the variant of `links`.

    A CDATA section is taken as HTML. Attributes hold no words in feeds; of them only href and xml:lang are changed.
    """
    parts = XML_TAGS.split(xml)
    text = RunningText(convert) if convert else None
    element = ""
    for place, part in enumerate(parts):
        if place % 2:
            if found := CDATA.fullmatch(part):
                parts[place] = f"{found[1]}{_content(found[2], element, convert, links)}{found[3]}"
            elif part[1] not in "!?":
                element = "" if part[1] == "/" else NAME.match(part)[1].rpartition(":")[2].lower()  # type: ignore[index]
                parts[place] = _tag(part, convert is not None, links)
        elif element in ADDRESSES:
            parts[place] = links.stay(part) or part
        elif element == "language" and convert and SIMPLIFIED_TAG.fullmatch(part.strip()):
            parts[place] = links.variant.language_tag
        elif text is not None and HAN.search(part):
            text.add(place, part)
            text.end_block()
    if text is not None:
        text.convert()
        for place, converted in text.pieces():
            parts[place] = converted
    return "".join(parts)


def _content(content: str, element: str, convert: Callable[[str], str] | None, links: GroupLinks) -> str:
    if element in ADDRESSES:
        return links.stay(content) or content
    return convert_html(content, convert, links)


def _tag(tag: str, converting: bool, links: GroupLinks) -> str:
    if "href" not in tag and "xml:lang" not in tag:
        return tag
    attributes = attributes_of(tag, KNOWN)
    edits: list[tuple[Attribute, str]] = []
    if "hreflang" not in attributes:
        if (href := attributes.get("href")) and (url := links.stay(href.value)):
            edits.append((href, url))
        language = attributes.get("xml:lang")
        if converting and language and SIMPLIFIED_TAG.fullmatch(language.value):
            edits.append((language, links.variant.language_tag))
    return replaced(tag, edits) if edits else tag
