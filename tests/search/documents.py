"""The documents of pages, by their keys in the index."""

from __future__ import annotations

from typing import Any

from search.models import IndexedDocument


def key_of(page: Any) -> int:
    return IndexedDocument.objects.get(page=page.pk).pk


def keys_of(*pages: Any) -> set[int]:
    return set(IndexedDocument.objects.filter(page__in=pages).values_list("pk", flat=True))
