"""Markdown inside one line: to HTML that the rich text features allow, or to plain text. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

import nh3

# What the features bold, italic, ol, ul and link of hub.blocks.TEXT_FEATURES store.
ALLOWED_TAGS = {"p", "br", "b", "i", "ol", "ul", "li", "a"}
ALLOWED_ATTRIBUTES = {"a": {"href"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
_DROPPED_WITH_CONTENT = {"script", "style"}
_SYNONYMS = re.compile(r"<(/?)(strong|em)\b", re.IGNORECASE)
_ADDRESS = r"(?:https?://|mailto:|tel:)[^\s()<>]+"

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<newline>\n|<br\s*/?>)"
    r"|!\[(?P<alt>[^\[\]\n]*)\]\((?P<src>[^()\s]+)\)"
    rf"|\[(?P<label>[^\[\]\n]+)\]\((?P<href>{_ADDRESS})\)"
    r"|(?<!\*)\*\*(?![\s*])(?P<strong>[^*\n]+)(?<!\s)\*\*(?!\*)"
    r"|(?<!\*)\*(?![\s*])(?P<emphasis>[^*\n]+)(?<!\s)\*(?!\*)"
)


class Piece(NamedTuple):
    """`kind` is text, newline, picture, link, b or i; `extra` the address of a link or picture."""

    kind: str
    text: str
    extra: str = ""


def pieces(source: str) -> Iterator[Piece]:
    position = 0
    while match := _TOKEN.search(source, position):
        if match.start() > position:
            yield Piece("text", source[position : match.start()])
        piece, end = _piece(match, source)
        yield piece
        position = end
    if position < len(source):
        yield Piece("text", source[position:])


def _piece(match: re.Match[str], source: str) -> tuple[Piece, int]:
    kind = match.lastgroup
    if kind == "escaped":
        return Piece("text", match["escaped"]), match.end()
    if kind == "entity":
        return Piece("text", html.unescape(match["entity"])), match.end()
    if kind == "newline":
        return Piece("newline", "\n"), match.end()
    if kind == "src":
        return Piece("picture", match["alt"], match["src"]), match.end()
    if kind == "href":
        return Piece("link", match["label"], match["href"]), match.end()
    stars = 2 if kind == "strong" else 1
    if not _delimits(match, source):
        return Piece("text", "*" * stars), match.start() + stars
    return Piece("b" if kind == "strong" else "i", match[kind or 0]), match.end()


def _delimits(match: re.Match[str], source: str) -> bool:
    """Stars that mark emphasis, not those that hide part of a name or number (李**、王**).

    As in CommonMark: a mark next to punctuation must have space, punctuation or the end of the text on its other side.
    A single star, moreover, may not touch a word on its outer side: masked names have it there.
    """
    before = source[match.start() - 1 : match.start()]
    after = source[match.end() : match.end() + 1]
    content = match["strong"] or match["emphasis"]
    opens = _is_word(content[0]) or not _is_word(before)
    closes = _is_word(content[-1]) or not _is_word(after)
    outer_free = bool(match["strong"]) or not (_is_word(before) or _is_word(after))
    return opens and closes and outer_free


def _is_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or character == "_")


def to_html(source: str) -> str:
    """HTML without block tags. Everything that is not recognised markup is escaped text."""
    return "".join(_tagged(piece) for piece in pieces(source))


def _tagged(piece: Piece) -> str:
    text = html.escape(piece.text, quote=False)
    if piece.kind == "newline":
        return "<br/>"
    if piece.kind in ("b", "i"):
        return f"<{piece.kind}>{to_html(piece.text)}</{piece.kind}>"
    if piece.kind == "link":
        return f'<a href="{html.escape(piece.extra)}">{to_html(piece.text)}</a>'
    return text


def to_plain(source: str) -> str:
    """The text alone, on one line."""
    parts = []
    for piece in pieces(source):
        nested = piece.kind in ("b", "i", "link")
        parts.append(to_plain(piece.text) if nested else " " if piece.kind == "newline" else piece.text)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def pictures(source: str) -> list[str]:
    """Addresses of the pictures: only their alternative text can be imported."""
    return [piece.extra for piece in pieces(source) if piece.kind == "picture"]


def clean(fragment: str) -> str:
    """HTML reduced to what the rich text features allow; scripts and styles go with their content."""
    return nh3.clean(
        _SYNONYMS.sub(lambda match: f"<{match[1]}{'b' if match[2].lower() == 'strong' else 'i'}", fragment),
        tags=ALLOWED_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
