"""Which reader a file needs, by its bytes: endings lie. Readers are imported only where they are needed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import IO

import olefile

from search.extraction.archives import check_archive
from search.extraction.limits import Limits
from search.extraction.problems import BROKEN, ENCRYPTED, Unreadable

Reader = Callable[[IO[bytes]], Iterator[str]]

# Of these nothing is read: no process is started for them.
NEVER_READ = {
    "zip": "压缩包不提取文字",
    **dict.fromkeys(("mp3", "mp4", "webm"), "音频、视频不提取文字"),
    "vtt": "字幕不提取文字",
}

# The part by which an archive, or the stream by which a compound file, says what it is.
_ARCHIVES = {
    "word/document.xml": "word",
    "xl/workbook.xml": "workbook",
    "ppt/presentation.xml": "slides",
    "OFD.xml": "ofd",
}
_COMPOUNDS = {
    "WordDocument": "old_word",
    "Workbook": "old_workbook",
    "Book": "old_workbook",
    "PowerPoint Document": "old_slides",
}
_ENCRYPTED_PACKAGE = "EncryptedPackage"


def reader_of(file: IO[bytes], limits: Limits) -> Reader:
    """The function that gives the lines of `file`.

    Raises:
        Unreadable: encrypted, an archive that unpacks to too much, or of a kind that is not read.
    """
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"%PDF"):
        name = "pdf"
    elif head.startswith(b"PK"):
        name = _archive_kind(file, limits)
    elif head.startswith(olefile.MAGIC):
        name = _compound_kind(file)
    else:
        name = "plain"
    file.seek(0)
    reader: Reader = import_module(f"search.extraction.readers.{name}").lines
    return reader


def _archive_kind(file: IO[bytes], limits: Limits) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            check_archive(archive, limits)
            names = {name.lstrip("/").lower() for name in archive.namelist()}
    except zipfile.BadZipFile:
        raise Unreadable(BROKEN) from None
    for part, kind in _ARCHIVES.items():
        if part.lower() in names:
            return kind
    raise Unreadable(NEVER_READ["zip"], is_skipped=True)


def _compound_kind(file: IO[bytes]) -> str:
    with olefile.OleFileIO(file) as compound:
        if compound.exists(_ENCRYPTED_PACKAGE):
            raise Unreadable(ENCRYPTED)
        for stream, kind in _COMPOUNDS.items():
            if compound.exists(stream):
                return kind
    raise Unreadable("这种格式不提取文字", is_skipped=True)
