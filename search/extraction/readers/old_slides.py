"""PowerPoint 97 to 2003: records in records, those of text among them ([MS-PPT] 2.9)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

import olefile

_CONTAINER = 0xF
_CHARACTERS, _BYTES = 4000, 4008
_NOT_SHOWN = {1008, 1016, 4041}  # notes of the speaker, masters, handouts


def lines(file: IO[bytes]) -> Iterator[str]:
    with olefile.OleFileIO(file) as compound:
        stream = compound.openstream("PowerPoint Document").read()
    at = 0
    while at + 8 <= len(stream):
        version, kind, length = struct.unpack_from("<HHI", stream, at)
        at += 8
        if version & 0xF == _CONTAINER and kind not in _NOT_SHOWN:
            continue  # what is in it comes next
        content = stream[at : at + length]
        if kind == _CHARACTERS:
            yield content.decode("utf-16-le", "replace").replace("\r", "\n")
        elif kind == _BYTES:
            yield content.decode("latin-1").replace("\r", "\n")
        at += length
