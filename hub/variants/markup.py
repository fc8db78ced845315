"""A rendered HTML document in another script: text and chosen attributes converted, links kept in the variant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hub.variants.links import GroupLinks
from hub.variants.running_text import RunningText
from hub.variants.tokens import HAN, NAME, TAGS, Attribute, attributes_of, replaced

# Words go on across these: <b>头</b>发 is one word.
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label", "mark",
    "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr",
))  # fmt: skip
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
CODE = frozenset(("code", "kbd", "samp", "var"))
WORDS = (
    "title", "alt", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "label",
    "summary",
)  # fmt: skip
LINKS = ("href", "action", "formaction", "xlink:href")
BUTTONS = frozenset(("submit", "button", "reset"))
KNOWN = frozenset((
    *WORDS, *LINKS, "hreflang", "lang", "xml:lang", "translate", "value", "type", "content", "name", "property",
    "itemprop", "http-equiv",
))  # fmt: skip
# What may need a change; most tags have nothing of it.
TELLING = re.compile(
    r"""[\s/"'](?:title|alt|aria-[a-z]+|placeholder|label|summary|href|x?link:href|action|formaction|(?:xml:)?lang|translate"""
    r"""|content|value)\s*=""",
    re.IGNORECASE,
)
SIMPLIFIED_TAG = re.compile(r"zh(?:-hans)?(?:-cn)?", re.IGNORECASE)
TRADITIONAL_TAG = re.compile(r"zh-(?:hant|hk|tw|mo)\b", re.IGNORECASE)
# Metadata that is no words, though it may be written in Chinese: a code of the national list, addresses.
META_CODES = frozenset(("columntype", "og:url", "url", "twitter:url", "og:image", "og:locale"))
META_ADDRESSES = frozenset(("og:url", "url", "twitter:url"))
LOOKS_LIKE_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|/|#|\.{1,2}/)", re.IGNORECASE)
REFRESH = re.compile(r"""(\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?)(.*)""", re.IGNORECASE | re.DOTALL)


def convert_html(html: str, convert: Callable[[str], str] | None, links: GroupLinks) -> str:
    """`html` with its words converted (without `convert`: as they are) and links kept in the variant of `links`."""
    return _Pass(html, convert, links).run()


@dataclass(slots=True)
class _Marked:
    """An open element that says whether its content may be converted; `depth` counts those of its name within."""

    name: str
    converting: bool
    depth: int = 1


class _Pass:
    """One document on its way. `parts` has text at even places and tags, comments and raw elements at odd ones."""

    def __init__(self, html: str, convert: Callable[[str], str] | None, links: GroupLinks) -> None:
        self.parts = TAGS.split(html)
        self.links = links
        self.text = RunningText(convert) if convert else None
        self.marked: list[_Marked] = []
        self.edits: list[tuple[int, list[tuple[Attribute, str]], list[tuple[Attribute, int]]]] = []

    def run(self) -> str:
        parts, text = self.parts, self.text
        seen: dict[str, bool] = {}  # tags without anything telling, which come again and again: whether words end there
        for place in range(1, len(parts), 2):
            piece, tag = parts[place - 1], parts[place]
            if piece:
                self.take(place - 1, piece)
            ends_words = None if self.marked else seen.get(tag)
            if ends_words is None:
                self.tag(place, tag, seen)
            elif ends_words and text is not None:
                text.end_block()
        self.take(len(parts) - 1, parts[-1])
        return self.joined()

    def joined(self) -> str:
        parts, text = self.parts, self.text
        if text is not None:
            text.convert()
            for place, converted in text.pieces():
                parts[place] = converted
        for place, known, waiting in self.edits:
            now = [(attribute, text.of(number)) for attribute, number in waiting] if text is not None else []
            parts[place] = replaced(parts[place], known + now)
        return "".join(parts)

    def take(self, place: int, piece: str) -> None:
        """A piece of text: it waits for the conversion, if there is anything in it to convert."""
        if self.text is None:
            return
        if not piece.isascii() and self.converting and HAN.search(piece):
            self.text.add(place, piece)
        elif piece:
            self.text.end_block()

    @property
    def converting(self) -> bool:
        return not self.marked or self.marked[-1].converting

    def tag(self, place: int, tag: str, seen: dict[str, bool]) -> None:
        if tag[1] in "!?":
            return
        name = NAME.match(tag)[1].lower()  # type: ignore[index]
        ends_words = name not in INLINE
        if ends_words and self.text is not None:
            self.text.end_block()
        if tag[1] == "/":
            self.close(name)
            seen[tag] = ends_words
        elif TELLING.search(tag):
            attributes = attributes_of(tag, KNOWN)
            self.open(name, attributes)
            self.rewrite(place, name, attributes)
        else:
            self.open(name, {})
            if name not in CODE and name != "option":
                seen[tag] = ends_words

    def open(self, name: str, attributes: dict[str, Attribute]) -> None:
        may = self.may_convert(name, attributes)
        if self.marked and self.marked[-1].name == name:
            if name == "option":  # options do not nest: the one before ends here
                self.marked.pop()
            elif may is None:
                self.marked[-1].depth += 1
        if may is not None and name not in VOID:
            if self.text is not None:
                self.text.end_block()
            self.marked.append(_Marked(name, may))

    def may_convert(self, name: str, attributes: dict[str, Attribute]) -> bool | None:
        """What an element says about its content: None when nothing."""
        if "translate" in attributes:
            return attributes["translate"].value.strip().lower() in ("yes", "")
        language = attributes.get("lang") or attributes.get("xml:lang")
        if name in CODE or (name == "option" and "value" not in attributes):
            return False
        if language is not None and language.value:
            return None if SIMPLIFIED_TAG.fullmatch(language.value.strip()) else False
        return None

    def close(self, name: str) -> None:
        if not self.marked:
            return
        if self.marked[-1].name == "option" and name in ("select", "optgroup", "datalist"):
            self.marked.pop()
        elif self.marked[-1].name == name:
            self.marked[-1].depth -= 1
            if not self.marked[-1].depth:
                self.marked.pop()

    def rewrite(self, place: int, name: str, attributes: dict[str, Attribute]) -> None:
        known = [] if "hreflang" in attributes else self.addresses(name, attributes)
        waiting: list[tuple[Attribute, int]] = []
        if self.text is not None and self.converting_tag(name, attributes):
            for key in ("lang", "xml:lang"):
                language = attributes.get(key)
                if language and "hreflang" not in attributes and SIMPLIFIED_TAG.fullmatch(language.value):
                    known.append((language, self.links.variant.language_tag))
            for attribute in self.words(name, attributes):
                waiting.append((attribute, self.text.alone(attribute.value)))
        if known or waiting:
            self.edits.append((place, known, waiting))

    def converting_tag(self, name: str, attributes: dict[str, Attribute]) -> bool:
        """Whether the words in a tag's own attributes may be converted; of an option without a value they may."""
        if name == "option" and "translate" not in attributes:
            outer = self.marked[:-1] if self.marked and self.marked[-1].name == "option" else self.marked
            return not outer or outer[-1].converting
        if name in VOID and self.may_convert(name, attributes) is False:
            return False
        return self.converting

    def words(self, name: str, attributes: dict[str, Attribute]) -> list[Attribute]:
        """The attributes of an element that people read."""
        found = [attributes[key] for key in WORDS if key in attributes]
        if name == "meta" and "content" in attributes and "http-equiv" not in attributes:
            content = attributes["content"]
            if _meta_name(attributes) not in META_CODES and not LOOKS_LIKE_ADDRESS.match(content.value):
                found.append(content)
        if name == "input" and "value" in attributes and "name" not in attributes:
            kind = attributes.get("type")
            if kind and kind.value.strip().lower() in BUTTONS:
                found.append(attributes["value"])
        return [attribute for attribute in found if HAN.search(attribute.value)]

    def addresses(self, name: str, attributes: dict[str, Attribute]) -> list[tuple[Attribute, str]]:
        """The links of an element that leave the variant, and where they should lead."""
        found = []
        for key in LINKS:
            if key in attributes and (url := self.links.stay(attributes[key].value)):
                found.append((attributes[key], url))
        if name == "meta" and "content" in attributes:
            content = attributes["content"]
            if _meta_name(attributes) in META_ADDRESSES and (url := self.links.stay(content.value)):
                found.append((content, url))
            equivalent = attributes.get("http-equiv")
            if equivalent and equivalent.value.strip().lower() == "refresh":
                refresh = REFRESH.match(content.value)
                if refresh and (url := self.links.stay(refresh[2])):
                    found.append((content, refresh[1] + url))
        return found


def _meta_name(attributes: dict[str, Attribute]) -> str:
    named = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
    return named.value.strip().lower() if named else ""
