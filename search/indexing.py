"""The outbox of the index: what has changed is noted in the transaction that changes it, and done after it.

Withdrawn is withdrawn at once: the document goes in the same transaction. Everything else waits for `drain_database`,
which runs after the commit and, for what is left by a crash, in `search_worker`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django_tasks import task
from wagtail.models import Page

from hub.draining import drain
from search.backends import database_backend
from search.documents import Document, documents_of, folded_fields
from search.enums import Target
from search.extraction.queue import ask_for
from search.folding import fold
from search.models import IndexedDocument, IndexedText, IndexTask
from search.suggestions import building as suggestions
from search.versions import newest_version

BATCH = 100


def note_changes(keys: Iterable[int]) -> None:
    """Puts these pages into the outbox of the running transaction."""
    rows = [IndexTask(page_id=key, target=Target.DATABASE) for key in keys]
    if rows:
        IndexTask.objects.bulk_create(rows, batch_size=500)
        transaction.on_commit(drain_index_task.enqueue, robust=True)


def withdraw(keys: Iterable[int]) -> None:
    """Takes documents out of the index in the running transaction; Elasticsearch follows by the outbox."""
    IndexedDocument.objects.filter(pk__in=list(keys)).delete()


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
    busy = _busy({row.page_id for row in tasks})
    ready = [row for row in tasks if row.page_id not in busy]
    if ready:
        index({row.page_id for row in ready})
        IndexTask.objects.filter(pk__in=[row.pk for row in ready]).delete()
    return len(ready)


def _busy(keys: set[int]) -> set[int]:
    """Locks these pages till the end of the transaction; returns those that somebody else is changing just now.

    What is read of a page and what is stored of it must be one: else a page that is taken down in between would come
    back into the index. Nobody is waited for: who changes a page leaves a task, or takes the document out himself.
    """
    if not connection.features.has_select_for_update_skip_locked:
        return set()  # SQLite has one writer at a time
    pages = Page.objects.filter(pk__in=keys).order_by("pk")
    mine = set(pages.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
    return set(pages.values_list("pk", flat=True)) - mine


@transaction.atomic
def renew(keys: set[int]) -> None:
    """Indexes these pages now; those that are being changed follow by the outbox."""
    busy = _busy(keys)
    index(keys - busy)
    note_changes(busy)


def index(keys: set[int]) -> None:
    """Brings the index in line with these pages as they stand now; within a transaction."""
    before = dict(IndexedDocument.objects.filter(pk__in=keys).values_list("pk", "digest"))
    found = {document.page_id: document for document in documents_of(keys)}
    changed = [each for key, each in found.items() if before.get(key) != each.digest()]
    _store(changed)
    ask_for(part.file_id for document in found.values() for part in document.attachments)
    withdraw(key for key in before if key not in found)


def _store(documents: list[Document]) -> None:
    if not documents:
        return
    keys = [document.page_id for document in documents]
    version = newest_version()
    rows = [
        IndexedDocument(page_id=each.page_id, **folded_fields(each), digest=each.digest(), version=version)
        for each in documents
    ]
    names = [field.attname for field in IndexedDocument._meta.concrete_fields if not field.primary_key]
    IndexedDocument.objects.bulk_create(rows, update_conflicts=True, unique_fields=["page"], update_fields=names)
    IndexedText.objects.filter(document__in=keys).delete()
    IndexedText.objects.bulk_create([row for each in documents for row in _texts(each)], batch_size=BATCH)
    database_backend().put(keys)
    suggestions.store(documents)
    tell_elasticsearch(keys)


def _texts(document: Document) -> list[IndexedText]:
    own = IndexedText(
        document_id=document.page_id,
        text=document.text,
        folded=fold(document.text),
        headings=fold(document.headings),
        other_words=document.other_words,
    )
    parts = {part.file_id: part for part in document.attachments}.values()
    return [own] + [
        IndexedText(
            document_id=document.page_id, file_id=each.file_id, title=each.title[:255], text=each.text,
            folded=fold(each.text),
        )
        for each in parts
    ]  # fmt: skip


def tell_elasticsearch(keys: list[int]) -> None:
    """The worker does it, within a second (`search.elastic.draining`)."""
    if settings.ELASTICSEARCH_URL:
        tasks = [IndexTask(page_id=key, target=Target.ELASTICSEARCH) for key in keys]
        IndexTask.objects.bulk_create(tasks, batch_size=500)
