"""How a text of a difference is written: what was inserted and deleted, and characters that nobody would see."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_NAMES = {
    "\xa0": "不换行空格", "\xad": "软连字符", "\u034f": "组合连接符", "\u115f": "韩文填充符",
    "\u1160": "韩文填充符", "\u200b": "零宽空格", "\u200c": "零宽不连字", "\u200d": "零宽连字",
    "\u200e": "左至右标记", "\u200f": "右至左标记", "\u202a": "左至右嵌入", "\u202b": "右至左嵌入",
    "\u202c": "方向结束", "\u202d": "左至右强制", "\u202e": "右至左强制", "\u2060": "词连接符",
    "\u2066": "左至右隔离", "\u2067": "右至左隔离", "\u2068": "隔离", "\u2069": "隔离结束",
    "\u2800": "盲文空格", "\u3000": "全角空格", "\u3164": "韩文填充符", "\ufeff": "零宽不换行空格",
    "\uffa0": "韩文填充符", "\r": "回车符", "\t": "制表符",
}  # fmt: skip
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# Printable ASCII and the Chinese that nearly all texts are made of need no second look.
_SUSPECT = re.compile("[^ -~\n\u3001-\u3163\u4e00-\u9fff\uff01-\uff9f]")
_EDGE_SPACES = re.compile(r"\A +| +\Z|  +")


@cache
def _mark(character: str) -> str:
    name = _NAMES.get(character)
    if name is None and not _is_unseen(character):
        return character
    return f'<span class="hub-mark">{name or f"U+{ord(character):04X}"}</span>'


def _is_unseen(character: str) -> bool:
    is_variation = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return is_variation or unicodedata.category(character) in _UNSEEN_CATEGORIES


def visible(text: str) -> SafeString:
    """The text as HTML, with a name for each character that would not be seen."""
    shown = _SUSPECT.sub(lambda found: _mark(found[0]), escape(text))
    return mark_safe(shown.replace("\n", "<br>"))  # noqa: S308 - escaped above


def _in_change(text: str) -> SafeString:
    """Blanks at the edges, double ones and line ends are what changed, perhaps."""
    spaced = _EDGE_SPACES.sub(lambda found: "␣" * len(found[0]), text)
    return mark_safe(visible(spaced).replace("<br>", "↵<br>"))  # noqa: S308 - HTML already


def inserted(text: str) -> SafeString:
    return added(_in_change(text)) if text else SafeString()


def deleted(text: str) -> SafeString:
    return removed(_in_change(text)) if text else SafeString()


def added(content: SafeString) -> SafeString:
    return format_html("<ins>{}</ins>", content)


def removed(content: SafeString) -> SafeString:
    return format_html("<del>{}</del>", content)


def changed(old: str, new: str) -> SafeString:
    """One text in the place of another, as a whole."""
    if old and new and unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
        return format_html("{}{}（看上去相同，编码不同）", deleted(old), inserted(new))
    return deleted(old) + inserted(new)
