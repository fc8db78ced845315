"""A compound file ([MS-CFB] 2) with a few streams: as much of the format as readers ask for."""

from __future__ import annotations

import struct

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST = 4096  # shorter streams would go into another table, so they are filled up


def compound(streams: dict[str, bytes]) -> bytes:
    """Sector 0 is the table of sectors, sector 1 the directory, the streams follow."""
    assert len(streams) <= 3
    table, content, entries = [_FAT, _END], b"", [_entry("Root Entry", 5, child=1)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        data = data.ljust(_SMALLEST, b"\0")
        size, data = len(data), data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")
        sectors = len(data) // SECTOR
        first = len(table)
        table += [*range(first + 1, first + sectors), _END]
        content += data
        right = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, right=right, start=first, size=size))
    assert len(table) <= SECTOR // 4
    table += [_FREE] * (SECTOR // 4 - len(table))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return _head() + struct.pack(f"<{SECTOR // 4}I", *table) + directory + content


def _head() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded) + 2, kind, 1, _FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
