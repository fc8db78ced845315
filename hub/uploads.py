"""What may be uploaded, decided by the bytes of the file. Messages tell the editor what to do."""

from __future__ import annotations

import codecs

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat

# What a library reads from the first bytes, for each ending that we accept. Office's binary formats are all OLE2
# containers, its newer ones all ZIP; the ending decides between them.
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "webm": (b"\x1aE\xdf\xa3",),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et"), (_OLE2,)),
    **dict.fromkeys(("docx", "xlsx", "pptx", "ofd"), (b"PK\x03\x04",)),
}
_TEXT = {"txt", "csv", "vtt"}
# What people use in the place of one another. Other endings stand for themselves.
_FAMILIES = ({"doc", "docx", "wps"}, {"xls", "xlsx", "et", "csv"}, {"ppt", "pptx"}, {"pdf", "ofd"}, {"mp4", "webm"})
_HEAD = 8192


def check_document_content(file: File) -> None:
    """Refuses a file that is too large, empty, or not what its ending says.

    Raises:
        ValidationError: on the field `file`, in Chinese.
    """
    if file.size > settings.DOCUMENT_MAX_UPLOAD_SIZE:
        limit = filesizeformat(settings.DOCUMENT_MAX_UPLOAD_SIZE)
        raise ValidationError({"file": f"文件超过 {limit}，请压缩或拆分后再上传。"})
    if not file.size:
        raise ValidationError({"file": "文件是空的，请检查后重新上传。"})
    ending = file.name.rpartition(".")[2].lower()
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if not _matches(ending, head):
        raise ValidationError({"file": f"文件内容与扩展名“.{ending}”不符，请用原格式另存后再上传。"})


def family_of(name: str) -> frozenset[str]:
    """Endings of files of the same kind as the one with this name."""
    ending = name.rpartition(".")[2].lower()
    return next((frozenset(family) for family in _FAMILIES if ending in family), frozenset({ending}))


def _matches(ending: str, head: bytes) -> bool:
    if ending in _TEXT:
        return _is_text(head)
    if ending == "mp4":
        guess = filetype.guess(head)
        return guess is not None and guess.mime.startswith("video/")
    return head.startswith(_SIGNATURES.get(ending, ()))


def _is_text(head: bytes) -> bool:
    """Text in UTF-8 or GB 18030, without control bytes."""
    if b"\x00" in head or filetype.guess(head) is not None:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False
