"""Text and CSV, in the encodings that offices use."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO

from search.extraction.problems import Unreadable

_ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")
_LONGEST_LINE = 10_000  # characters; what is longer comes in several
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def lines(file: IO[bytes]) -> Iterator[str]:
    encoding = _encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding)
    while line := text.readline(_LONGEST_LINE):
        yield line


def _encoding_of(file: IO[bytes]) -> str:
    """By reading all of it: a file in GB 18030 may begin with a page of ASCII.

    Raises:
        Unreadable: in none of the encodings, or no text at all.
    """
    head = file.read(2)
    if head in _BOMS:
        return _BOMS[head]
    for encoding in _ENCODINGS:
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while chunk := file.read(1 << 16):
                if b"\x00" in chunk:
                    raise Unreadable("不是文字文件")
                decoder.decode(chunk)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable("认不出文字的编码，请另存为 UTF-8")
