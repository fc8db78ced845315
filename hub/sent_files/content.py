"""What a sent file is, by its content alone. Read in the confined process: it comes from anybody."""

from __future__ import annotations

import codecs
import re
import zipfile
from dataclasses import asdict, dataclass
from typing import IO, Any

import olefile

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED, MOST_PARTS = 150 * MEGABYTE, 5_000
PIECE = 256 * 1024
_TAIL = 2048
BROKEN = "内容损坏或者不完整，打不开。请重新保存或者重新拍照后再上传。"
ENCRYPTED = "文件设有打开密码。请取消密码后再上传。"
TOO_LARGE = "文件展开后过大，无法安全打开。请拆分或者另存为 PDF 后再上传。"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = re.compile(rb"....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_TYPES = "[Content_Types].xml"
# Parts may have any name; what they are this says.
_MAIN_PARTS = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
)
_PICTURES = {"jpg", "png", "webp"}
_BEGINNINGS = (
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"%PDF-"), "pdf"),
    (_HEIC, "heic"),
    (re.compile(rb"PK\x03\x04|PK\x05\x06|PK\x07\x08"), "zip"),
    (re.compile(rb"Rar!\x1a\x07"), "rar"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(re.escape(_OLE2)), "ole"),
)


class Refused(Exception):
    """The file is not taken. The message says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Judgement:
    """`code`: of a `Kind`, or of one that has a way out; "" for what nobody knows. `findings`: what its readers should
    know, in Chinese. `problem`: why it is refused."""

    code: str = ""
    findings: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_picture(self) -> bool:
        return self.code in _PICTURES

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Judgement:
        return cls(str(said["code"]), tuple(map(str, said["findings"])), str(said["problem"]))


def judged(file: IO[bytes]) -> Judgement:
    """
    Raises:
        Refused
        Exception: whatever a library says of what is broken.
    """
    head = file.read(32)
    code = next((code for beginning, code in _BEGINNINGS if beginning.match(head)), "")
    if code == "zip":
        return _archive(file)
    if code == "ole":
        return _compound(file)
    if code == "pdf":
        return _pdf(file)
    if not code and _is_text(file):
        code = "txt"
    return Judgement(code)


def _archive(file: IO[bytes]) -> Judgement:
    """Word and Excel since 2007 are archives; each part is unpacked, counted and thrown away."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        names = {part.filename.lstrip("/").lower() for part in parts}
        if _TYPES.lower() not in names:
            return Judgement("ofd" if "ofd.xml" in names else "zip")
        if any(part.flag_bits & 0x1 for part in parts):
            raise Refused(ENCRYPTED)
        if any(name.endswith("vbaproject.bin") for name in names):
            raise Refused("文件里有宏。请另存为不带宏的 docx 或 xlsx 后再上传。")
        if len(parts) > MOST_PARTS:
            raise Refused(TOO_LARGE)
        _unpack_each(archive, parts)
        with archive.open(_TYPES) as types:
            said = types.read(PIECE)
    return Judgement(next((code for main, code in _MAIN_PARTS if main in said), ""))


def _unpack_each(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Counts what really comes out; what its directory says is the file's own word."""
    unpacked = 0
    for part in parts:
        with archive.open(part) as unpacking:
            while piece := unpacking.read(PIECE):
                unpacked += len(piece)
                if unpacked > LARGEST_UNPACKED:
                    raise Refused(TOO_LARGE)


def _compound(file: IO[bytes]) -> Judgement:
    """Word and Excel before 2007; newer ones with a password look the same from outside."""
    with olefile.OleFileIO(file) as compound:
        if compound.exists("EncryptedPackage"):
            raise Refused(ENCRYPTED)
        has_macros = compound.exists("Macros") or compound.exists("_VBA_PROJECT_CUR")
        findings = ("含有宏，打开时请不要启用",) if has_macros else ()
        if compound.exists("WordDocument"):
            return Judgement("doc", findings)
        if compound.exists("Workbook") or compound.exists("Book"):
            return Judgement("xls", findings)
    return Judgement("")


def _pdf(file: IO[bytes]) -> Judgement:
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read():
        raise Refused("PDF 不完整，可能没有下载完或者没有传完。请重新保存后再上传。")
    if zipfile.is_zipfile(file):
        raise Refused("文件里夹带了压缩包。请用“打印”另存为 PDF 后再上传。")
    file.seek(0)
    is_protected = b"/Encrypt" in file.read()
    return Judgement("pdf", ("设有密码或者权限保护",) if is_protected else ())


def _is_text(file: IO[bytes]) -> bool:
    """UTF-8, UTF-16 as Notepad writes it, or GB 18030, without control characters."""
    file.seek(0)
    data = file.read()
    if zipfile.is_zipfile(file):
        return False
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "gb18030"):
        try:
            return not _NOT_IN_TEXT.search(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False
