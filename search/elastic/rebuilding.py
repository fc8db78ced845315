"""Builds the node's index anew while the one that answers stays."""

from __future__ import annotations

from collections.abc import Iterator

from hub.locks import only_one
from search.elastic import indices
from search.elastic.writing import fill
from search.models import IndexedDocument
from search.rebuilding import LOCK, AlreadyRebuilding

ROWS = 100


def rebuild_elasticsearch() -> Iterator[int]:
    """Fills the next version beside the live one and swaps; yields how many are done, some at a time.

    What an earlier rebuild has left behind, because it or the node was killed, goes first.
    """
    with only_one(LOCK) as alone:
        if not alone:
            raise AlreadyRebuilding
        indices.remove(indices.versions().others)
        version = indices.create_next()
        yield from fill(version, _stored())
        indices.make_live(version)


def _stored() -> Iterator[list[IndexedDocument]]:
    """All documents with their texts, some at a time; none is skipped however long it takes."""
    last = 0
    while True:
        rows = IndexedDocument.objects.filter(pk__gt=last).order_by("pk").prefetch_related("texts")[:ROWS]
        some = list(rows)
        if not some:
            return
        yield some
        last = some[-1].pk
