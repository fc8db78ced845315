"""Markdown to chunks: headings, paragraphs, lists, tables, quotations. Pure.

The part of Markdown that legal and official texts use; whatever else is written stays as the text it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from sites.importing.provisions import opens_annex, opens_item, opens_main_point, read_provision


class Kind(Enum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    TABLE = "table"
    QUOTATION = "quotation"
    RULE = "rule"


@dataclass
class Chunk:
    """`lines`: the text of a heading or paragraph, the items of a list, the lines of a quotation or table."""

    kind: Kind
    lines: list[str]
    level: int = 0
    first_number: int = field(default=1, compare=False)

    @property
    def text(self) -> str:
        return self.lines[0] if self.lines else ""


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control, zero-width and direction characters: invisible, and PostgreSQL refuses NUL.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HEADING = re.compile(r"(#{1,6})(?:\s+(.*?))?(?:\s+#+)?")
_RULE = re.compile(r"([-*_])(?:\s*\1){2,}")
_BULLET = re.compile(r"[-*+]\s+(\S.*)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(\S.*)")
_SEPARATOR = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CLOSE_WRITTEN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def visible(text: str) -> str:
    """The text without invisible characters, with line feeds as its only line ends."""
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def chunks(markdown: str) -> Iterator[Chunk]:
    """The chunks of a text, in order."""
    lines = _COMMENT.sub("\n", visible(markdown)).split("\n")
    position = 0
    while position < len(lines):
        line = lines[position].strip()
        if not line:
            position += 1
            continue
        for read in _READERS:
            found = read(lines, position)
            if found is not None:
                chunk, position = found
                yield chunk
                break


Found = tuple[Chunk, int] | None


def _heading(lines: list[str], at: int) -> Found:
    match = _HEADING.fullmatch(lines[at].strip())
    return (Chunk(Kind.HEADING, [match[2] or ""], level=len(match[1])), at + 1) if match else None


def _rule(lines: list[str], at: int) -> Found:
    return (Chunk(Kind.RULE, []), at + 1) if _RULE.fullmatch(lines[at].strip()) else None


def _table(lines: list[str], at: int) -> Found:
    if not _begins_table(lines, at):
        return None
    end = at + 2
    while end < len(lines) and lines[end].strip().startswith("|"):
        end += 1
    return Chunk(Kind.TABLE, [lines[at].strip(), *(line.strip() for line in lines[at + 2 : end])]), end


def _begins_table(lines: list[str], at: int) -> bool:
    if not lines[at].strip().startswith("|") or at + 1 >= len(lines):
        return False
    return "|" in lines[at + 1] and bool(_SEPARATOR.fullmatch(lines[at + 1].strip()))


def _quotation(lines: list[str], at: int) -> Found:
    end = at
    while end < len(lines) and lines[end].strip().startswith(">"):
        end += 1
    quoted = [lines[row].strip().lstrip("> ").strip() for row in range(at, end)]
    return (Chunk(Kind.QUOTATION, quoted), end) if quoted else None


def _bullets(lines: list[str], at: int) -> Found:
    items, end = _items(lines, at, lambda line, _: _BULLET.fullmatch(line))
    return (Chunk(Kind.BULLETS, [item[1] for item in items]), end) if items else None


def _numbers(lines: list[str], at: int) -> Found:
    """1. 2. 3. …: a list only when it counts from 1, because a list shows its own numbers instead of those written."""

    def counts(line: str, index: int) -> re.Match[str] | None:
        match = _NUMBER.fullmatch(line)
        return match if match and int(match[1]) == index + 1 and str(index + 1) == match[1] else None

    items, end = _items(lines, at, counts)
    return (Chunk(Kind.NUMBERS, [item[2] for item in items]), end) if len(items) > 1 else None


def _items(
    lines: list[str], at: int, read: Callable[[str, int], re.Match[str] | None]
) -> tuple[list[re.Match[str]], int]:
    """Consecutive items, blank lines between them allowed, and where they end."""
    items: list[re.Match[str]] = []
    end = at
    while at < len(lines):
        line = lines[at].strip()
        if line:
            match = None if _RULE.fullmatch(line) else read(line, len(items))
            if match is None:
                break
            items.append(match)
            end = at + 1
        at += 1
    return items, end


def _paragraph(lines: list[str], at: int) -> Found:
    text = lines[at].strip()
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _opens(lines, end):
        text = joined(text, lines[end].strip(), hard=lines[end - 1].endswith("  "))
        end += 1
    return Chunk(Kind.PARAGRAPH, [text]), end


def _opens(lines: list[str], at: int) -> bool:
    """Whether a line begins something new although no blank line stands before it."""
    line = lines[at].strip()
    return (
        line.startswith(">")
        or bool(_HEADING.fullmatch(line) or _RULE.fullmatch(line) or _BULLET.fullmatch(line) or _NUMBER.fullmatch(line))
        or _begins_table(lines, at)
        or read_provision(line) is not None
        or opens_item(line)
        or opens_main_point(line)
        or opens_annex(line)
    )


def joined(before: str, after: str, *, hard: bool = False) -> str:
    """Two lines of one paragraph. Chinese is written without spaces, so none is put between two Chinese characters."""
    if hard:
        return f"{before}\n{after}"
    close = _CLOSE_WRITTEN.match(before[-1:]) or _CLOSE_WRITTEN.match(after[:1])
    return f"{before}{'' if close else ' '}{after}"


_READERS: tuple[Callable[[list[str], int], Found], ...] = (
    _heading,
    _rule,
    _table,
    _quotation,
    _bullets,
    _numbers,
    _paragraph,
)
