"""Documents that were stored before they were cleaned at upload."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction

from hub.document_cleaning.findings import Findings
from hub.models.media import Clean, GroupDocument, bytes_of
from sites.approval.shown_files import FileInUse


def clean_documents() -> Iterator[tuple[GroupDocument, str]]:
    """Each document that had something to take off or keeps something, with what became of it: "" where it is clean.

    What public, waiting or planned content shows stays, because its bytes are those that were approved. What is in it
    is written down all the same, for who approves the next version.
    """
    for document in GroupDocument.objects.order_by("pk").iterator(chunk_size=100):
        if document.is_looked_through and (problem := _cleaned(document)) is not None:
            yield document, problem


def _cleaned(document: GroupDocument) -> str | None:
    """None: nothing was in it."""
    try:
        with document.open_file() as file:
            data = file.read()
    except OSError:
        return "读不出来"
    content = document.cleaned_of(document.filename, ContentFile(data))
    found = document.findings
    if bytes_of(content) == data:
        _note(document, found)
        said = [*found.obstacles, *found.left, *([f"未能清除（{found.reason}）"] if found.reason else [])]
        return "；".join(said) or None
    try:
        _store(document, content)
    except FileInUse as refused:
        _note(document, found.kept(f"正在 {len(refused.contents)} 项内容中使用，请上传新版本"))
        return f"正在 {len(refused.contents)} 项内容中使用，请上传新版本（{'；'.join(found.removed)}）"
    return ""


def _note(document: GroupDocument, found: Findings) -> None:
    GroupDocument.objects.filter(pk=document.pk).update(hidden_information=found.as_json())


@transaction.atomic
def _store(document: GroupDocument, content: Clean) -> None:
    storage, before = document.file.storage, document.file.name
    content.name = PurePosixPath(before).name
    document.file = content
    document.save()
    transaction.on_commit(lambda: storage.delete(before))
