"""Pictures of citizens, drawn anew: upright, without place, time, device, thumbnails, and whatever hid behind them."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from PIL import Image, ImageOps

from hub.sent_files.content import Refused

_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"quality": 90, "optimize": True},
    "png": {"optimize": False},
    "webp": {"quality": 90},
}
REMOVED = "照片里的拍摄时间、地点、设备等信息已去除"


def drawn_anew(file: IO[bytes], code: str, pixels: int) -> tuple[tuple[str, ...], bytes]:
    """What its readers should know, and the new bytes.

    Raises:
        Refused
        Exception: of Pillow, where it is broken or cut off.
    """
    Image.MAX_IMAGE_PIXELS = None  # counted here
    file.seek(0)
    with Image.open(file, formats=[_FORMATS[code], "MPO"]) as picture:
        if picture.width * picture.height > pixels:
            raise Refused(f"图片像素过多，最多 {pixels // 10_000} 万像素。请缩小后再上传。")
        if (
            getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO"
        ):  # MPO: a photo with a smaller copy behind it
            raise Refused("不收会动的图片。请截屏，或者另存为 JPG 后再上传。")
        has_metadata = bool(picture.getexif()) or any(name in picture.info for name in ("xmp", "comment", "exif"))
        picture.load()
        upright = _plain(ImageOps.exif_transpose(picture), code)
    out = BytesIO()
    upright.save(out, _FORMATS[code], **_OPTIONS[code])
    return ((REMOVED,) if has_metadata else ()), out.getvalue()


def _plain(picture: Image.Image, code: str) -> Image.Image:
    """Dots and their colours, and nothing that a file says beside them."""
    if code == "jpg":
        plain = picture if picture.mode == "L" else picture.convert("RGB")
    elif picture.mode.startswith("I"):  # grey in 16 bits
        plain = picture.copy()
    else:
        plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain.info = {}
    return plain
