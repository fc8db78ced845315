"""The digest of what the public will see of a page: the text, its child rows, and the very files it shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from hub.references import Target, references_of, stored_references_of

# Bookkeeping of the tree, of drafts and of the system: not content, and free to change without approval.
NOT_CONTENT = frozenset(
    {
        "pk", "path", "depth", "numchild", "url_path", "translation_key", "locale", "content_type", "owner",
        "live", "live_revision", "latest_revision", "latest_revision_created_at", "has_unpublished_changes",
        "first_published_at", "last_published_at", "expired", "draft_title", "alias_of",
        "locked", "locked_at", "locked_by", "wagtail_admin_comments",
    }
)  # fmt: skip


def content_digest(page: Page) -> str:
    """SHA-256 (hex) of a specific page's content. The same before and after publishing, moving or reordering."""
    return digest_with_files(page)[0]


def digest_with_files(page: Page) -> tuple[str, list[Any]]:
    """`content_digest`, and what `files_of` gives.

    The text comes first: to look for files is to read the streams, and a stream that was read writes out what its
    stored text leaves out (an optional field without a value).
    """
    data = content_data(page)
    files = files_of(page)
    return _digest_of(data, files), files


def digests_with_files(pages: Iterable[Page]) -> Iterator[tuple[Page, str, list[Any]]]:
    """As `digest_with_files`, of many: two queries for the files of all."""
    read = [(page, content_data(page), list(stored_references_of(page))) for page in pages]
    files = {
        model: model._default_manager.in_bulk({int(key) for *_, named in read for key in _keys(model, named)})
        for model in (get_image_model(), get_document_model())
    }
    for page, data, named in read:
        shown = [rows[int(key)] for model, rows in files.items() for key in _keys(model, named) if int(key) in rows]
        yield page, _digest_of(data, shown), shown


def _keys(model: type[models.Model], references: Iterable[Target]) -> list[str]:
    return sorted({key for target, key in references if target is model and key.isdecimal()})


def _digest_of(data: dict[str, Any], files: Iterable[Any]) -> str:
    data["media"] = media_of(files)
    text = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def content_data(page: Page) -> dict[str, Any]:
    """What is approved of a page, its files aside, as plain values by field."""
    stored = page.serializable_data()
    skipped = NOT_CONTENT | set(getattr(page, "unversioned_fields", ()))
    skipped |= {name for name in getattr(page, "digest_if_set", ()) if _says_nothing(page, name, stored.get(name))}
    data = {name: _plain(value) for name, value in stored.items() if name not in skipped}
    data |= dict.fromkeys(getattr(page, "digest_legacy", ()), "")
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and isinstance(data.get(field.name), str):
            # PostgreSQL's jsonb keeps no order of keys, so the text of a stream is not the same once it is stored.
            data[field.name] = json.loads(data[field.name])
    return data


def _says_nothing(page: Page, name: str, value: Any) -> bool:
    """Whether a field is empty or has its default."""
    if not value or value == "[]":
        return True
    field = page._meta.get_field(name)
    return isinstance(field, models.Field) and field.has_default() and value == field.get_default()


def _plain(value: Any) -> Any:
    """Child rows without their keys, in an order of their own: storing a row numbers it and may reorder the others."""
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return value
    keys = {"pk", "page", "content_object", "sort_order"}
    rows = sorted(value, key=lambda row: row.get("sort_order") or 0)
    plain = [{name: part for name, part in row.items() if name not in keys} for row in rows]
    return plain if "sort_order" in value[0] else sorted(plain, key=lambda row: json.dumps(row, sort_keys=True))


def media_of(files: Iterable[Any]) -> list[tuple[str, str, str]]:
    """(model, key, hash of the file) of every image and document the page shows: a replaced file changes the digest."""
    return sorted((file._meta.label, str(file.pk), file.get_file_hash()) for file in files)


def files_of(page: Page) -> list[Any]:
    """The images and documents that a page shows, as it stands in memory. A query for each of the two."""
    named = list(references_of(page))
    found: list[Any] = []
    for model in (get_image_model(), get_document_model()):
        if keys := _keys(model, named):
            found += model._default_manager.filter(pk__in=keys)
    return found
