from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError

from search.extraction.layout import flowing
from search.extraction.problems import ENCRYPTED, Unreadable


def lines(file: IO[bytes]) -> Iterator[str]:
    """Page by page. What is only protected against changes has an empty password and is read."""
    document = PdfReader(file)
    if document.is_encrypted:
        _open(document)
    for page in document.pages:
        yield flowing(_text_of(page))


def _open(document: PdfReader) -> None:
    try:
        opened = document.decrypt("")
    except (DependencyError, NotImplementedError):
        opened = 0
    if not opened:
        raise Unreadable(ENCRYPTED)


def _text_of(page: PageObject) -> str:
    try:
        return page.extract_text()
    except MemoryError:
        raise
    except Exception:
        return ""
