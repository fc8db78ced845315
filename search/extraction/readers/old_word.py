"""Word 97 to 2003, and WPS, which writes the same: the table of pieces says where the text lies ([MS-DOC] 2.4.1)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import IO

import olefile

from search.extraction.problems import ENCRYPTED, Unreadable

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
# Where in the file's head things stand: lengths of the stories one after another, and the place of the pieces.
_STORIES, _PIECES = 0x4C, 0x01A2
_MAIN, _FOOTNOTES, _ENDNOTES, _TEXT_BOXES = 0, 1, 5, 6  # headers, macros and comments stand between them
_COMPRESSED = 0x40000000
_FIELD_CODE = re.compile("\x13[^\x13-\x15]*[\x14\x15]")
_MARKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x07": "\t", "\x1e": "-", "\xa0": " "})
_OTHER = re.compile(r"[\x00-\x08\x0e-\x1f]")


def lines(file: IO[bytes]) -> Iterator[str]:
    with olefile.OleFileIO(file) as compound:
        head = compound.openstream("WordDocument").read()
        magic, version, flags = struct.unpack_from("<HH6xH", head)
        if magic != _MAGIC or version < _WORD_97:
            raise Unreadable("Word 97 以前的格式不提取文字", is_skipped=True)
        if flags & _ENCRYPTED:
            raise Unreadable(ENCRYPTED)
        table = compound.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    start, length = struct.unpack_from("<II", head, _PIECES)
    text = "".join(_pieces(head, table[start : start + length]))
    for story in _stories(head, text):
        yield from _readable(story).split("\n")


def _pieces(head: bytes, table: bytes) -> Iterator[str]:
    at = 0
    while table[at] == 1:  # properties come first, each with its length
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if table[at] != 2:
        raise ValueError("no table of pieces")
    (length,) = struct.unpack_from("<I", table, at + 1)
    at += 5
    number = (length - 4) // 12
    bounds = struct.unpack_from(f"<{number + 1}I", table, at)
    for piece in range(number):
        characters = bounds[piece + 1] - bounds[piece]
        (place,) = struct.unpack_from("<I", table, at + 4 * (number + 1) + 8 * piece + 2)
        if place & _COMPRESSED:
            first = (place & ~_COMPRESSED) // 2
            yield head[first : first + characters].decode("cp1252", "replace")
        else:
            # Counted in units of UTF-16, as `_stories` counts: a pair of surrogates stays two until the end.
            yield "".join(map(chr, struct.unpack_from(f"<{characters}H", head, place)))


def _stories(head: bytes, text: str) -> Iterator[str]:
    lengths = struct.unpack_from("<7I", head, _STORIES)
    starts = [sum(lengths[:story]) for story in range(len(lengths))]
    for story in (_MAIN, _FOOTNOTES, _ENDNOTES, _TEXT_BOXES):
        yield text[starts[story] : starts[story] + lengths[story]]


def _readable(text: str) -> str:
    """Without the codes of fields, whose results stay, and without marks of pictures and notes."""
    before = None
    while before != text:  # fields stand in fields
        before, text = text, _FIELD_CODE.sub("", text)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _OTHER.sub("", text.translate(_MARKS))
