"""The files behind what waits, which its approver declares to have opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Page

from sites.approval.digest import files_of


@dataclass(frozen=True)
class Attachments:
    """`pictures`: how many the preview shows."""

    documents: list[Any]
    pictures: int


def attachments_of(page: Page) -> Attachments:
    """By title; a document's size stands in `file_size` (bytes)."""
    files = files_of(page)
    documents = [file for file in files if isinstance(file, get_document_model())]
    documents.sort(key=lambda file: (file.title, file.pk))
    for document in documents:
        document.kind = PurePath(document.file.name).suffix.lstrip(".").upper()
    return Attachments(documents, len(files) - len(documents))
