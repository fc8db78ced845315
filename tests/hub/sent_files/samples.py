"""Files as citizens and attackers make them."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200
# The harmless file that every scanner finds. In two parts, so that no scanner finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def upload(name: str, content: bytes, declared: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, declared)


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 40), mode: str = "RGB", **options: Any) -> bytes:
    out = BytesIO()
    image = Image.new(mode, size, 1)
    image.save(out, kind, **options)
    return out.getvalue()


def photo() -> bytes:
    """With the place, the make of the phone, a comment, lying on its side."""
    exif = Image.Exif()
    exif[MAKE] = "SomePhone"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (24.0, 8.0, 15.0)
    return picture(exif=exif, comment=b"taken by nobody")


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def types(main: str) -> bytes:
    part = f"application/vnd.openxmlformats-officedocument.{main}"
    return f'<Types><Override PartName="/main.xml" ContentType="{part}"/></Types>'.encode()


def docx(**more: bytes) -> bytes:
    return archive(
        {"[Content_Types].xml": types("wordprocessingml.document.main+xml"), "word/document.xml": b"<w/>", **more}
    )


def xlsx() -> bytes:
    return archive({"[Content_Types].xml": types("spreadsheetml.sheet.main+xml"), "xl/workbook.xml": b"<x/>"})


def pptx() -> bytes:
    return archive({"[Content_Types].xml": types("presentationml.presentation.main+xml")})


def odd_docx() -> bytes:
    """Whose main part has another name, which is allowed."""
    return archive({"[Content_Types].xml": types("wordprocessingml.document.main+xml"), "word/document2.xml": b"<w/>"})


def bomb() -> bytes:
    """A docx of 300 KB that would be 300 MB."""
    return docx(**{"word/media/image1.bmp": b"\0" * (300 * 1024 * 1024)})


def lying_bomb() -> bytes:
    """The same, whose directory says that it is small."""
    return bomb().replace(struct.pack("<I", 300 * 1024 * 1024), struct.pack("<I", 1000))


def compound(*streams: str) -> bytes:
    """A container as Word and Excel wrote before 2007, with these streams of 4 KB."""
    entries = [_entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)]
    for number, name in enumerate(streams):
        right = number + 2 if number + 1 < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right=right, start=2 + number * 8, size=4096))
    entries += [_entry("", 0)] * (-len(entries) % 4)
    directory = b"".join(entries)
    assert len(directory) == 512
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    for number in range(len(streams)):
        first = 2 + number * 8
        table += [*range(first + 1, first + 8), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = OLE2 + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", 0xFFFFFFFF) * 108
    return header + struct.pack("<128I", *table) + directory + b"\0" * 4096 * len(streams)


def _entry(name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, start: int = 0,
           size: int = 0) -> bytes:  # fmt: skip
    written = (name + "\0").encode("utf-16-le") if name else b""
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
