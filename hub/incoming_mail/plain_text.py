"""The words of one part of a mail, whatever it says of its charset, and of a page of HTML."""

from __future__ import annotations

import re
from email.message import Message
from html.parser import HTMLParser

_BLOCKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol", "pre"))
_UNSEEN = frozenset(("script", "style", "head", "title"))
LONGEST_HTML = 200_000  # characters
_CHARSET = re.compile(r"(utf-?(8|16|32)|gb|hz|big5|iso|windows|cp|euc|shift|koi8|latin)")  # punycode takes for ever
# What is called the first is written in the second.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}


def decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    declared = str(part.get_content_charset() or "").lower()
    declared = declared if _CHARSET.match(declared) else "utf-8"
    for charset in (_WIDER.get(declared, declared), "utf-8", "gb18030"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):  # a charset that nobody knows, or not in this one
            continue
    return data.decode("utf-8", "replace")


def plain_text(html: str) -> str:
    reader = _Reader()
    try:
        reader.feed(html[:LONGEST_HTML])
        reader.close()
    except (ValueError, AssertionError):  # broken declarations
        return re.sub(r"<[^>]*>", " ", html)
    lines = (" ".join(line.split()) for line in "".join(reader.words).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self.words.append("\n")
        if tag == "blockquote":
            self.words.append("> ")  # what is quoted, as plain mail marks it

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(" ".join(data.split("\n")))
