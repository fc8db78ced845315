"""Which characters a text may hold: those that people see, and none that hide or turn what is written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from django.core.exceptions import ValidationError

Validate = Callable[[object], None]

# Controls, direction marks and overrides, half of a surrogate pair, and code points that are no characters.
_NEVER = "\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_NOT_IN_PARAGRAPHS = re.compile(f"[{_NEVER}]")
_NOT_IN_LINE = re.compile(f"[{_NEVER}\t\n\r\x85\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff]")
_EDGES = re.compile(r"\A[\s\ufeff]+|[\s\ufeff]+\Z")
_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]+;?")
_LINE_ENDS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")


def without_edges(text: str) -> str:
    """Without white space and byte order marks around it: they come with what is pasted, and hide nothing."""
    return _EDGES.sub("", text)


def without_hidden(text: str, validate: Validate) -> str:
    """The text without what `validate` refuses; a line end or tab within a line is a space."""
    if validate is validate_rich_text:
        text = _REFERENCE.sub(lambda found: "" if paragraphs_problem(html.unescape(found[0])) else found[0], text)
    if validate is not validate_line:
        return _NOT_IN_PARAGRAPHS.sub("", text)
    return _NOT_IN_LINE.sub(lambda found: " " if found[0] in _LINE_ENDS or found[0] == "\t" else "", text).strip()


def line_problem(text: str) -> str:
    """Why this is no single line of plain text, in a sentence; "" if it is one."""
    return _problem(_NOT_IN_LINE.search(text))


def paragraphs_problem(text: str) -> str:
    """The same for a text that may have several lines."""
    return _problem(_NOT_IN_PARAGRAPHS.search(text))


def validate_line(value: object) -> None:
    """
    Raises:
        ValidationError
    """
    if isinstance(value, str) and (problem := line_problem(value)):
        raise ValidationError(problem, code="characters")


def validate_paragraphs(value: object) -> None:
    """
    Raises:
        ValidationError
    """
    if isinstance(value, str) and (problem := paragraphs_problem(value)):
        raise ValidationError(problem, code="characters")


def validate_rich_text(value: object) -> None:
    """Of HTML: what is written as a reference counts as the character.

    Raises:
        ValidationError
    """
    if isinstance(value, str):
        validate_paragraphs(value)
        validate_paragraphs(html.unescape(value))


def _problem(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    name = "换行符" if found[0] in _LINE_ENDS else "制表符" if found[0] == "\t" else "看不见的控制字符"
    return f"第 {found.start() + 1} 个字符是{name}（U+{ord(found[0]):04X}），请删除后再保存。"
