"""Which files are to be read: those that public contents attach, once, and again when the file is another one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex

from search.content_key import ContentKey, keys_of
from search.enums import Extraction
from search.models import ExtractedText, IndexedText
from search.sources import sources


def ask_for(files: Iterable[int]) -> None:
    """Notes that public contents attach these files; within the transaction that indexes them."""
    wanted = set(files)
    if not wanted:
        return
    hashes = dict(get_document_model().objects.filter(pk__in=wanted).values_list("pk", "file_hash"))
    known = dict(ExtractedText.objects.filter(pk__in=wanted).values_list("pk", "file_hash"))
    new = [ExtractedText(file_id=key, file_hash=found) for key, found in hashes.items() if key not in known]
    ExtractedText.objects.bulk_create(new, ignore_conflicts=True)
    for key, found in hashes.items():
        if key in known and found and found != known[key]:
            read_again(key, found)


def read_again(key: int, file_hash: str = "") -> None:
    """What was read of the file is forgotten at once."""
    ExtractedText.objects.filter(pk=key).update(
        state=Extraction.WAITING, file_hash=file_hash, text="", reason="", is_cut=False, attempts=0,
        changed_at=timezone.now(),
    )  # fmt: skip


def contents_with(key: int) -> set[ContentKey]:
    """Public contents that attach the file: those that are indexed with it, and those that are about to be."""
    files = get_document_model()._meta
    found = IndexedText.objects.filter(file=key).values_list("document__content_type", "document__object_id")
    indexed = {ContentKey(*row) for row in found}
    for source in sources():
        references = ReferenceIndex.objects.filter(
            to_object_id=str(key),
            to_content_type__app_label=files.app_label,
            to_content_type__model=files.model_name,
            base_content_type=source.content_type,
        )
        showing = {int(each) for each in references.values_list("object_id", flat=True) if each.isdecimal()}
        if showing:
            public = source.public().filter(pk__in=showing).values_list("pk", flat=True)
            indexed.update(keys_of(source.model, public))
    return indexed
