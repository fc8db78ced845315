from __future__ import annotations

import io
import struct

import xlwt

from tests.search.files.compound import compound

_TEXT_AT = 0x800


def doc(*lines: str, encrypted: bool = False) -> bytes:
    """Word 97: a head, two pieces (one of single bytes, one of UTF-16) and the table that says where they are."""
    latin = "Doc 97\r"
    text = "\x13 HYPERLINK x \x14" + "\r".join(lines) + "\x15\r"
    wide = text.encode("utf-16-le")
    units = len(wide) // 2
    head = bytearray(_TEXT_AT)
    struct.pack_into("<HH6xH", head, 0, 0xA5EC, 0x00C1, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<7I", head, 0x4C, len(latin) + units, 0, 0, 0, 0, 0, 0)
    content = bytes(head) + latin.encode() + b"\0" * (len(latin) % 2)
    wide_at = len(content)
    content += wide
    pieces = struct.pack("<3I", 0, len(latin), len(latin) + units)
    pieces += struct.pack("<HIH", 0, _TEXT_AT * 2 | 0x40000000, 0) + struct.pack("<HIH", 0, wide_at, 0)
    table = b"\x01" + struct.pack("<H", 3) + b"abc" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    content = bytearray(content)
    struct.pack_into("<II", content, 0x01A2, 0, len(table))
    return compound({"WordDocument": bytes(content), "1Table": table})


def xls(*lines: str) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    for row, line in enumerate(lines):
        sheet.write(row, 0, line)
        sheet.write(row, 1, 2014)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ppt(*lines: str) -> bytes:
    texts = b"".join(_record(4000, line.encode("utf-16-le")) for line in lines) + _record(4008, b"Slide 97")
    notes = _record(1008, _record(4000, "备注".encode("utf-16-le")), version=0xF)
    return compound({"PowerPoint Document": _record(1000, texts + notes, version=0xF)})


def _record(kind: int, content: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(content)) + content
