"""Pictures without what the camera and its owner wrote into them: place, time, device, names, thumbnails, comments.

Only the parts of a file that draw the picture are copied, its colour profile among them, so nothing loses quality. A
picture that lies on its side by its orientation tag alone is turned and stored anew.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

UNREADABLE = "图片损坏，或者不是支持的格式，无法去除其中的拍摄信息。请用看图软件另存为 JPEG 或 PNG 后再上传。"
ORIENTATION = 0x0112
QUALITY = 95  # of pictures that have to be stored anew

_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_CHUNKS = frozenset(
    {
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
        b"pHYs", b"acTL", b"fcTL", b"fdAT",
    }
)  # fmt: skip
_WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"})
_WEBP_EXIF_AND_XMP = 0x0C  # flags of VP8X
_GIF_APPLICATIONS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})  # loops, colour profile


def without_metadata(data: bytes) -> bytes:
    """The same picture, upright.

    Raises:
        ValidationError: it cannot be read, in Chinese.
    """
    try:
        with Image.open(BytesIO(data)) as picture:
            kind = picture.format or ""
            is_animated = getattr(picture, "n_frames", 1) > 1
            if kind not in _STRIPPED or (not is_animated and picture.getexif().get(ORIENTATION, 1) != 1):
                data = _stored_anew(picture, kind, is_animated)
        return b"".join(_STRIPPED[kind](data)) if kind in _STRIPPED else data
    except (OSError, ValueError, IndexError, struct.error, SyntaxError, Image.DecompressionBombError) as reason:
        raise ValidationError({"file": UNREADABLE}) from reason


def _stored_anew(picture: Image.Image, kind: str, is_animated: bool) -> bytes:
    upright = picture if is_animated else ImageOps.exif_transpose(picture)
    out = BytesIO()
    profile = picture.info.get("icc_profile")
    options = {} if kind in ("PNG", "GIF") else {"quality": QUALITY}
    upright.save(out, kind, icc_profile=profile, save_all=is_animated, exif=b"", xmp=b"", **options)
    return out.getvalue()


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Of the application segments JFIF, the colour profile and Adobe's colour transform; no comments, nothing behind
    the end."""
    yield data[:2]
    at = 2
    while at < len(data):
        found = _NEXT_MARKER.search(data, at)
        if found is None:  # cut off
            yield data[at:]
            return
        yield data[at : found.start()]  # the picture's own data, between the segments
        at = found.start()
        marker = data[at + 1]
        if marker == 0xD9:
            yield data[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if _is_drawn(marker, segment[4:]):
            yield segment
        at += 2 + length


def _is_drawn(marker: int, content: bytes) -> bool:
    wanted = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
    if 0xE0 <= marker <= 0xEF:
        return marker in wanted and content.startswith(wanted[marker])
    return marker != 0xFE


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    at = 8
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind = data[at + 4 : at + 8]
        if kind in _PNG_CHUNKS:
            yield data[at : at + 12 + length]
        if kind == b"IEND":
            return
        at += 12 + length


def _webp(data: bytes) -> Iterator[bytes]:
    chunks = b"".join(_webp_chunks(data))
    yield b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if kind == b"VP8X":
            yield data[at : at + 8] + bytes([data[at + 8] & ~_WEBP_EXIF_AND_XMP]) + data[at + 9 : end]
        elif kind in _WEBP_CHUNKS:
            yield data[at:end]
        at = end


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _colours(data[10])
    yield data[:at]
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            start = at + 10 + _colours(data[at + 9]) + 1
            is_kept = True
        elif data[at] == 0x21:
            start = at + 2
            is_kept = data[at + 1] == 0xF9 or (data[at + 1] == 0xFF and data[at + 3 : at + 14] in _GIF_APPLICATIONS)
        else:
            raise ValueError("no block of a GIF")
        end = _behind_sub_blocks(data, start)
        if is_kept:
            yield data[at:end]
        at = end
    yield b"\x3b"


def _colours(flags: int) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_sub_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


_STRIPPED: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "JPEG": _jpeg,
    "MPO": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
    "GIF": _gif,
}
