"""Whether the indexes say what is public: contents, documents, tokens, node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from search.content_key import ContentKey
from search.enums import Target
from search.indexing import BATCH, renew
from search.models import IndexedDocument, IndexTask
from search.rebuilding import tokens_apart
from search.sources import documents_of, public_keys

Key = TypeVar("Key")


@dataclass
class Difference(Generic[Key]):
    """Between what an index has and what it should have. Keys of contents for the documents, of documents below."""

    name: str
    missing: set[Key] = field(default_factory=set)
    surplus: set[Key] = field(default_factory=set)
    outdated: set[Key] = field(default_factory=set)

    @property
    def keys(self) -> set[Key]:
        return self.missing | self.surplus | self.outdated


def waiting(target: Target) -> set[ContentKey]:
    """Whose change is on its way: no difference."""
    rows = IndexTask.objects.filter(target=target, attempts=0).values_list("content_type", "object_id")
    return {ContentKey(*row) for row in rows}


def compare_contents(found: Difference[ContentKey]) -> Iterator[int]:
    """Contents and documents, with all that is stored of each; fills `found`, yields how many are done, in batches."""
    rows = IndexedDocument.objects.values_list("content_type", "object_id", "digest")
    digests = {ContentKey(kind, key): digest for kind, key, digest in rows}
    keys = sorted(public_keys())
    indexable: set[ContentKey] = set()
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        for document in documents_of(some):
            indexable.add(document.key)
            if document.key not in digests:
                found.missing.add(document.key)
            elif digests[document.key] != document.digest():
                found.outdated.add(document.key)
        yield len(some)
    found.surplus |= digests.keys() - indexable
    # Read at the end: what was changed during the comparison is in it.
    on_its_way = waiting(Target.DATABASE)
    for keys_of in (found.missing, found.surplus, found.outdated):
        keys_of -= on_its_way


def compare_tokens() -> Difference[int]:
    """Documents and their tokens."""
    return Difference("检索词表", *tokens_apart())


def mend_contents(found: Difference[ContentKey]) -> None:
    keys = sorted(found.keys)
    for start in range(0, len(keys), BATCH):
        renew(set(keys[start : start + BATCH]))
