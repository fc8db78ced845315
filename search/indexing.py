"""The outbox of the index: what has changed is noted in the transaction that changes it, and done after it.

Withdrawn is withdrawn at once: the document goes in the same transaction. Everything else waits for `drain_database`,
which runs after the commit and, for what is left by a crash, in `search_worker`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django_tasks import task

from hub.draining import drain
from search.backends import database_backend
from search.content_key import ContentKey, about, by_type, keys_of
from search.documents import Document, folded_fields
from search.enums import Target
from search.extraction.queue import ask_for
from search.folding import fold
from search.models import IndexedDocument, IndexedText, IndexTask
from search.sources import documents_of, sources_by_type
from search.suggestions import building as suggestions
from search.versions import newest_version

BATCH = 100
_UNIQUE = ("content_type", "object_id")


def note_changes(keys: Iterable[ContentKey]) -> None:
    """Puts these into the outbox of the running transaction."""
    rows = [IndexTask(content_type_id=kind, object_id=key, target=Target.DATABASE) for kind, key in keys]
    if rows:
        IndexTask.objects.bulk_create(rows, batch_size=500)
        transaction.on_commit(drain_index_task.enqueue, robust=True)


def withdraw(keys: Iterable[ContentKey]) -> None:
    """Takes documents out of the index in the running transaction; Elasticsearch follows by the outbox."""
    if some := list(keys):
        IndexedDocument.objects.filter(about(some)).delete()


def forget(keys: list[int]) -> None:
    """What goes with rows of `IndexedDocument` that have been deleted."""
    database_backend().drop(keys)
    tell_elasticsearch(keys)


def drain_database() -> int:
    """Does what waits for the database's index, oldest first; returns how many tasks are done.

    Each batch is one transaction: the index, the tasks that go, and those for Elasticsearch that come.
    """
    return drain(IndexTask.objects.filter(target=Target.DATABASE), _index_some, size=BATCH)


@task()
def drain_index_task() -> int:
    """Started after each commit that changed something public."""
    return drain_database()


def _index_some(tasks: Sequence[IndexTask]) -> int:
    busy = _busy({row.content_key for row in tasks})
    ready = [row for row in tasks if row.content_key not in busy]
    if ready:
        index({row.content_key for row in ready})
        IndexTask.objects.filter(pk__in=[row.pk for row in ready]).delete()
    return len(ready)


def _busy(keys: set[ContentKey]) -> set[ContentKey]:
    """Locks these pages and objects till the end of the transaction; returns those that somebody else is changing.

    What is read of a page and what is stored of it must be one: else a page that is taken down in between would come
    back into the index. Nobody is waited for: who changes a page leaves a task, or takes the document out himself.
    """
    if not connection.features.has_select_for_update_skip_locked:
        return set()  # SQLite has one writer at a time
    busy: set[ContentKey] = set()
    known, wanted = sources_by_type(), by_type(keys)
    for content_type in sorted(known.keys() & wanted.keys()):
        rows = known[content_type].model._base_manager.filter(pk__in=wanted[content_type]).order_by("pk")
        mine = set(rows.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
        others = set(rows.values_list("pk", flat=True)) - mine
        busy.update(ContentKey(content_type, key) for key in others)
    return busy


@transaction.atomic
def renew(keys: set[ContentKey]) -> None:
    """Indexes these now; those that are being changed follow by the outbox."""
    busy = _busy(keys)
    index(keys - busy)
    note_changes(busy)


def index(keys: set[ContentKey]) -> None:
    """Brings the index in line with these as they stand now; within a transaction."""
    rows = IndexedDocument.objects.filter(about(keys)).values_list("content_type", "object_id", "digest")
    before = {ContentKey(kind, key): digest for kind, key, digest in rows}
    found = {document.key: document for document in documents_of(keys)}
    changed = [each for key, each in found.items() if before.get(key) != each.digest()]
    _store(changed)
    ask_for(part.file_id for document in found.values() for part in document.attachments)
    withdraw(key for key in before if key not in found)


def _store(documents: list[Document]) -> None:
    if not documents:
        return
    version = newest_version()
    rows = [
        IndexedDocument(
            content_type_id=each.key.content_type,
            object_id=each.key.object,
            **folded_fields(each),
            digest=each.digest(),
            version=version,
        )
        for each in documents
    ]
    names = [field.attname for field in IndexedDocument._meta.concrete_fields if field.name not in ("id", *_UNIQUE)]
    rows = IndexedDocument.objects.bulk_create(rows, update_conflicts=True, unique_fields=_UNIQUE, update_fields=names)
    stored = {row.pk: document for row, document in zip(rows, documents, strict=True)}
    keys = list(stored)
    IndexedText.objects.filter(document__in=keys).delete()
    texts = [text for key, document in stored.items() for text in _texts(key, document)]
    IndexedText.objects.bulk_create(texts, batch_size=BATCH)
    database_backend().put(keys)
    suggestions.store(stored)
    tell_elasticsearch(keys)


def _texts(key: int, document: Document) -> list[IndexedText]:
    own = IndexedText(
        document_id=key,
        text=document.text,
        folded=fold(document.text),
        headings=fold(document.headings),
        other_words=document.other_words,
    )
    parts = {part.file_id: part for part in document.attachments}.values()
    return [own] + [
        IndexedText(
            document_id=key, file_id=each.file_id, title=each.title[:255], text=each.text,
            folded=fold(each.text),
        )
        for each in parts
    ]  # fmt: skip


def tell_elasticsearch(keys: list[int]) -> None:
    """Of documents. The worker does it, within a second (`search.elastic.draining`)."""
    if settings.ELASTICSEARCH_URL:
        documents = keys_of(IndexedDocument, keys)
        tasks = [IndexTask(content_type_id=kind, object_id=key, target=Target.ELASTICSEARCH) for kind, key in documents]
        IndexTask.objects.bulk_create(tasks, batch_size=500)
