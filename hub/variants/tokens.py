"""HTML and XML as a row of text and tags, by regular expressions that follow the HTML standard's tokeniser (§ 13.2.5).

Nothing is parsed into a tree, so that what is not changed stays as it was, byte for byte, however broken it is. Every
repetition is possessive or bounded: no input takes more than linear time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)"""
_ATTRIBUTES = rf"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE})?+)*+"
# The content of these is no markup; an element with its content is one tag here, without its end tag.
_RAW = "|".join(
    rf"{name}(?=[\s/>]){_ATTRIBUTES}>.*?(?=</{name}[\s/>]|\Z)"
    for name in ("script", "style", "textarea", "iframe", "noembed", "noframes", "xmp")
)
_COMMENT = r"!--(?:-?>|.*?(?:--!?>|\Z))"
_OTHER = r"[!?/][^>]*+(?:>|\Z)"
TAGS = re.compile(
    rf"(<(?:(?i:{_RAW})|/?[a-zA-Z][^\s/>]*+{_ATTRIBUTES}(?:>|\Z)|{_COMMENT}|{_OTHER}))",
    re.DOTALL,
)
XML_TAGS = re.compile(
    rf"(<(?:!\[CDATA\[.*?(?:\]\]>|\Z)|/?[^\s/>!?]++{_ATTRIBUTES}(?:>|\Z)|!--.*?(?:-->|\Z)|{_OTHER}))", re.DOTALL
)
NAME = re.compile(r"</?([^\s/>]*+)")
_START_TAG = re.compile(rf"<[^\s/>]*+{_ATTRIBUTES}")
_ATTRIBUTE = re.compile(r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>"'][^\s>]*+)))?+""")
# A character that a script conversion can change.
HAN = re.compile("[\u2e80-\u2fff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Attribute(NamedTuple):
    value: str
    start: int
    end: int


def attributes_of(tag: str, wanted: frozenset[str]) -> dict[str, Attribute]:
    """Those attributes of a start tag that are `wanted`, by lower-case name. The first of a name counts."""
    found: dict[str, Attribute] = {}
    start_tag = _START_TAG.match(tag)
    if start_tag is None:
        return found
    for match in _ATTRIBUTE.finditer(tag, NAME.match(tag).end(), start_tag.end()):
        name = match[1].lower()
        if name in wanted and name not in found:
            group, end = match.lastindex, match.end()
            found[name] = Attribute("", end, end) if group == 1 else Attribute(match[group], *match.span(group))
    return found


def replaced(tag: str, edits: list[tuple[Attribute, str]]) -> str:
    """`tag` with other values of attributes."""
    if len(edits) == 1:
        (_value, start, end), new = edits[0]
        return f"{tag[:start]}{new}{tag[end:]}"
    parts, position = [], 0
    for (_value, start, end), new in sorted(edits, key=lambda edit: edit[0].start):
        parts += [tag[position:start], new]
        position = end
    return "".join([*parts, tag[position:]])
