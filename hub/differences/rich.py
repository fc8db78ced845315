"""Two rich texts by their paragraphs; what is no text, as the target of a link, is said after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from hub.differences import words
from hub.differences.files import found_or_gone
from hub.differences.marks import changed
from hub.differences.sequences import Budget, opcodes

_LINES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"})
_EMPHASIS = {"b": "加粗", "strong": "加粗", "i": "斜体", "em": "斜体", "sub": "下标", "sup": "上标"}
_MODELS = {"page": Page, "document": get_document_model, "image": get_image_model}


class Link(NamedTuple):
    text: str
    target: str


class _Reader(HTMLParser):
    """`text` in lines, `links` in their order, and the words that are emphasised."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.emphasised: Counter[tuple[str, str]] = Counter()
        self.open: list[tuple[str, str, int]] = []  # tag, target, and where its text begins
        self.lists: list[int] = []  # the number of the last item; -1 without numbers
        self.feed(html)
        self.close()
        self.text = "".join(self.parts).strip("\n")

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "embed":
            self.parts.append(f"〔{_target(values)}〕")
        elif tag in _LINES:
            self._new_line()
            self.parts.append(self._bullet() if tag == "li" else "")
        elif tag == "a" or tag in _EMPHASIS:
            self.open.append((tag, _target(values) if tag == "a" else "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in _LINES:
            self._new_line()
        elif self.open and self.open[-1][0] == tag:
            _tag, target, start = self.open.pop()
            text = "".join(self.parts[start:])
            if tag == "a":
                self.links.append(Link(text, target))
            elif text.strip():
                self.emphasised[_EMPHASIS[tag], text] += 1

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def _new_line(self) -> None:
        if self.parts and not "".join(self.parts[-2:]).endswith("\n"):
            self.parts.append("\n")

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] < 0:
            return "• "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "


def _target(values: dict[str, str]) -> str:
    """As it is stored: names are looked up for what changed only."""
    kind = values.get("linktype") or values.get("embedtype", "")
    return f"{kind}:{values['id']}" if kind in _MODELS and values.get("id") else values.get("href", "")


def difference(old: str, new: str, budget: Budget) -> SafeString:
    """Of two rich texts as they are stored."""
    before, after = _Reader(old), _Reader(new)
    notes = [*_links(before.links, after.links, budget), *_emphasis(before, after)]
    text = words.difference(before.text, after.text, budget) if before.text != after.text else SafeString()
    if not text and not notes:  # nothing hides behind a tag that nobody sees
        return format_html("文字没有变化，代码有变化：<code>{}</code>", words.difference(old, new, budget))
    return text + format_html_join("", '<p class="hub-diff__note">{}</p>', ((note,) for note in notes))


def _links(old: list[Link], new: list[Link], budget: Budget) -> Iterator[SafeString]:
    gone, come = [], []
    for tag, old_from, old_to, new_from, new_to in opcodes(old, new, budget):
        if tag != "equal":
            gone += old[old_from:old_to]
            come += new[new_from:new_to]
    for link in come:
        was = next((each for each in gone if each.text == link.text), None)
        same = next((each for each in gone if each.target == link.target), None) if was is None else None
        if was is not None:
            gone.remove(was)
            word = "链接改为" if was.target != link.target else "链接换了位置"
            yield format_html("“{}”的{}：{}", link.text, word, changed(*_named(was.target, link.target)))
        elif same is not None:
            gone.remove(same)  # the words of the link changed: the text shows it
        else:
            yield format_html("“{}”新增链接：{}", link.text, changed("", _name(link.target)))
    for link in gone:
        yield format_html("“{}”删除链接：{}", link.text, changed(_name(link.target), ""))


def _named(old: str, new: str) -> tuple[str, str]:
    return ("", _name(new)) if old == new else (_name(old), _name(new))


def _name(target: str) -> str:
    kind, _colon, key = target.partition(":")
    if kind not in _MODELS or not key.isdecimal():
        return target or "（空）"
    model = _MODELS[kind]
    row = found_or_gone(model if kind == "page" else model(), key)
    words = {"page": "页面", "document": "文件", "image": "图片"}[kind]
    name = f"（{row.filename}）" if hasattr(row, "filename") else f"（编号 {key}）"
    return f"{words}《{row}》{name}"


def _emphasis(old: _Reader, new: _Reader) -> Iterator[SafeString]:
    """Of words that both versions have."""
    for word, (kind, text) in [
        *(("取消", each) for each in (old.emphasised - new.emphasised)),
        *(("新增", each) for each in (new.emphasised - old.emphasised)),
    ]:
        if text in old.text and text in new.text:
            yield format_html("{}{}：“{}”", word, kind, text)
