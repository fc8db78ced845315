"""The files behind what waits, which its approver declares to have opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Page

from sites.approval.digest import files_of


@dataclass(frozen=True)
class Attachments:
    """`documents` by title; `pictures`: how many the preview shows."""

    documents: list[Any]
    pictures: int


def attachments_of(page: Page) -> Attachments:
    files = files_of(page)
    documents = [file for file in files if isinstance(file, get_document_model())]
    return Attachments(sorted(documents, key=lambda file: (file.title, file.pk)), len(files) - len(documents))
