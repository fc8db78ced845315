"""PDFs that were made, kept in the storage until the content changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models.signals import post_delete
from wagtail.signals import page_unpublished

from hub.pdf.offer import pdf_is_offered
from sites.pages.models.article_page import ArticlePage

FOLDER = "article-pdf"
MAKING_SECONDS = 60  # after that whoever began is taken for dead
PATIENCE_SECONDS = 15
# Making one computes all the time: two at once in a process only share its processor.
_turn = threading.BoundedSemaphore()


class PdfUnavailable(Exception):
    """This machine makes no PDFs, or is busy with others."""


def pdf_name(page_id: int, variant: str, *sources: str) -> str:
    """The file's name: another one for each text that goes in, so that what is found is never out of date."""
    digest = blake2b(digest_size=16)
    for source in sources:
        digest.update(source.encode())
    return f"{FOLDER}/{page_id}/{variant}-{digest.hexdigest()}.pdf"


def stored_pdf(name: str, make: Callable[[], bytes]) -> File[Any]:
    """The PDF of that name, from the storage or made now.

    Raises:
        PdfUnavailable: it cannot be made here, or not now.
    """
    if not default_storage.exists(name):
        if not pdf_is_offered():
            raise PdfUnavailable
        with _one_at_a_time(name) as is_ours:
            if is_ours and not default_storage.exists(name):
                _store(name, make())
    return default_storage.open(name)


def forget_pdfs(page_id: int, beginning: str = "") -> None:
    """Removes the PDFs of a page (those whose name begins like this)."""
    folder = f"{FOLDER}/{page_id}"
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            if name.startswith(beginning):
                default_storage.delete(f"{folder}/{name}")


def forget_pdfs_of(instance: Any, **signal: Any) -> None:
    """An article was taken down or deleted."""
    forget_pdfs(instance.pk)


def connect() -> None:
    page_unpublished.connect(forget_pdfs_of, sender=ArticlePage, dispatch_uid="forget_pdfs")
    post_delete.connect(forget_pdfs_of, sender=ArticlePage, dispatch_uid="forget_pdfs")


def _store(name: str, data: bytes) -> None:
    _folder, page_id, file_name = name.split("/")
    forget_pdfs(int(page_id), file_name.rpartition("-")[0] + "-")  # of former content, in the same script
    default_storage.save(name, ContentFile(data))


@contextmanager
def _one_at_a_time(name: str) -> Iterator[bool]:
    """Whether the file is ours to make; False once somebody else, in this process or another, has made it."""
    key = f"making:{name}"
    if not cache.add(key, 1, MAKING_SECONDS):
        _wait_for(key)
        if not default_storage.exists(name):
            raise PdfUnavailable
        yield False
        return
    try:
        if not _turn.acquire(timeout=PATIENCE_SECONDS):
            raise PdfUnavailable
        try:
            yield True
        finally:
            _turn.release()
    finally:
        cache.delete(key)


def _wait_for(key: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while cache.get(key) is not None:
        if time.monotonic() > until:
            raise PdfUnavailable
        time.sleep(0.1)
