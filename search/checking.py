"""Whether the indexes say what the pages say: pages, documents, tokens, node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from search.documents import documents_of, public_pages
from search.enums import Target
from search.indexing import BATCH, renew
from search.models import IndexedDocument, IndexTask
from search.rebuilding import tokens_apart


@dataclass
class Difference:
    """Between what an index has and what it should have. Keys of pages."""

    name: str
    missing: set[int] = field(default_factory=set)
    surplus: set[int] = field(default_factory=set)
    outdated: set[int] = field(default_factory=set)

    @property
    def keys(self) -> set[int]:
        return self.missing | self.surplus | self.outdated


def waiting(target: Target) -> set[int]:
    """Pages whose change is on its way: no difference."""
    return set(IndexTask.objects.filter(target=target, attempts=0).values_list("page_id", flat=True))


def compare_pages(found: Difference) -> Iterator[int]:
    """Pages and documents, with all that is stored of each; fills `found`, yields how many are done, batch by batch."""
    public = set(public_pages().filter(depth__gt=1).values_list("pk", flat=True))
    digests = dict(IndexedDocument.objects.values_list("pk", "digest"))
    keys = sorted(public)
    indexable: set[int] = set()
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        for document in documents_of(some):
            indexable.add(document.page_id)
            if document.page_id not in digests:
                found.missing.add(document.page_id)
            elif digests[document.page_id] != document.digest():
                found.outdated.add(document.page_id)
        yield len(some)
    found.surplus |= digests.keys() - indexable
    # Read at the end: what was changed during the comparison is in it.
    on_its_way = waiting(Target.DATABASE)
    for keys_of in (found.missing, found.surplus, found.outdated):
        keys_of -= on_its_way


def compare_tokens() -> Difference:
    """Documents and their tokens."""
    return Difference("检索词表", *tokens_apart())


def mend_pages(found: Difference) -> None:
    keys = sorted(found.keys)
    for start in range(0, len(keys), BATCH):
        renew(set(keys[start : start + BATCH]))
