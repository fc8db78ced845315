"""Builds an index anew while the one that answers stays.

Changes meanwhile are not lost: whoever writes to the node writes to every version of the index there is, and the
versions of the documents decide which of two writes holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from hub.locks import only_one
from search.backends import database_backend
from search.content_key import ContentKey
from search.indexing import BATCH, renew
from search.models import IndexedDocument
from search.sources import public_keys

LOCK = "search-rebuild"


class AlreadyRebuilding(Exception):
    """Another process is at it."""


def rebuild_database() -> Iterator[int]:
    """Renews every document that differs from what is public, row by row; yields how many are done, batch by batch."""
    with only_one(LOCK) as alone:
        if not alone:
            raise AlreadyRebuilding
        stored = IndexedDocument.objects.values_list("content_type", "object_id")
        keys = set(public_keys()) | {ContentKey(*row) for row in stored}
        for some in _batches(sorted(keys)):
            renew(set(some))
            yield len(some)
        mend_tokens()


def mend_tokens() -> tuple[set[int], set[int]]:
    """Brings the table of tokens in line with the documents; returns what was missing and what was too much."""
    with transaction.atomic():
        missing, surplus = tokens_apart()
        database_backend().drop(surplus)
        database_backend().put(sorted(missing))
    return missing, surplus


def tokens_apart() -> tuple[set[int], set[int]]:
    """Documents without tokens, and tokens without a document."""
    there, wanted = set(database_backend().keys()), set(IndexedDocument.objects.values_list("pk", flat=True))
    return wanted - there, there - wanted


def _batches(keys: list[ContentKey]) -> Iterator[list[ContentKey]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
