"""Files change without the contents that attach them (house rule 11)."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from search.extraction.queue import contents_with, read_again
from search.indexing import note_changes
from search.models import ExtractedText


def connect() -> None:
    files = get_document_model()
    post_save.connect(follow_file, sender=files, dispatch_uid="search_file")
    pre_delete.connect(follow_removal, sender=files, dispatch_uid="search_file_removal")
    for signal in (post_save, post_delete):
        signal.connect(
            follow_restriction, sender=CollectionViewRestriction, dispatch_uid="search_collection_restriction"
        )


def follow_file(instance: Any, created: bool, **signal: Any) -> None:
    """Its name may have changed, or the file itself."""
    if created:
        return
    known = ExtractedText.objects.filter(pk=instance.pk).values_list("file_hash", flat=True).first()
    if known is None:
        return
    if instance.file_hash and instance.file_hash != known:
        read_again(instance.pk, instance.file_hash)
    note_changes(contents_with(instance.pk))


def follow_removal(instance: Any, **signal: Any) -> None:
    note_changes(contents_with(instance.pk))


def follow_restriction(instance: CollectionViewRestriction, **signal: Any) -> None:
    collections = instance.collection.get_descendants(inclusive=True)
    for key in ExtractedText.objects.filter(file__collection__in=collections).values_list("pk", flat=True):
        note_changes(contents_with(key))
