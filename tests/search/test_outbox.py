"""What has changed reaches the index once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from search import indexing
from search.content_key import ContentKey, page_keys
from search.engine import answer
from search.enums import Target
from search.indexing import drain_database, note_changes
from search.models import IndexedDocument, IndexTask
from search.query import question_of
from search.signal_handlers import fill_empty_index
from tests.factories import published
from tests.staffed import Staffed

Bring = Callable[[], Any]


def found(typed: str) -> int:
    return answer(question_of(typed)).total


def test_a_page_that_cannot_be_indexed_holds_up_no_other(
    bureau: Staffed, indexed: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed()
    bad, good = (published(bureau.column, title=f"{name}水库通告") for name in ("坏", "好"))
    really = indexing.documents_of

    def documents_of(keys: set[ContentKey]) -> Any:
        if any(key.object == bad.pk for key in keys):
            raise ValueError("not to be read")
        return really(keys)

    monkeypatch.setattr(indexing, "documents_of", documents_of)
    drain_database()
    assert found("水库通告") == 1
    task, *_ = tasks = list(IndexTask.objects.all())
    assert {(task.object_id, task.attempts) for task in tasks} == {(bad.pk, 1)}
    assert "not to be read" in task.last_error
    monkeypatch.undo()
    assert drain_database() == 0  # it waits for its turn
    IndexTask.objects.update(next_attempt_at=task.created_at)
    drain_database()
    assert found("水库通告") == 2
    assert IndexedDocument.objects.filter(page__in=[bad.pk, good.pk]).count() == 2


def test_done_twice_is_done_once(bureau: Staffed, indexed: Bring) -> None:
    page = published(bureau.column, title="水库通告")
    indexed()
    version = IndexedDocument.objects.get(page=page.pk).version
    note_changes(page_keys([page.pk, page.pk]))
    indexed()
    assert found("水库通告") == 1
    assert IndexedDocument.objects.get(page=page.pk).version == version


def test_without_a_node_nothing_waits_for_one(bureau: Staffed, indexed: Bring) -> None:
    published(bureau.column, title="水库通告").unpublish()
    indexed()
    assert not IndexTask.objects.filter(target=Target.ELASTICSEARCH).exists()


def test_an_install_from_before_there_was_an_index_gets_one(bureau: Staffed, indexed: Bring) -> None:
    published(bureau.column, title="水库通告")
    indexed()
    IndexedDocument.objects.all().delete()
    IndexTask.objects.all().delete()
    fill_empty_index()
    indexed()
    assert found("水库通告") == 1
    fill_empty_index()
    assert not IndexTask.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_page_that_somebody_is_changing_waits(bureau: Staffed) -> None:
    """Taken down while it is being indexed, it must not come back."""
    import threading

    from django.db import transaction

    page = published(bureau.column, title="水库通告")
    note_changes(page_keys([page.pk]))
    IndexTask.objects.exclude(object_id=page.pk).delete()
    locked, indexed_meanwhile = threading.Event(), threading.Event()

    def take_down() -> None:
        with transaction.atomic():
            page.unpublish()
            locked.set()
            assert indexed_meanwhile.wait(30)
        connection.close()

    other = threading.Thread(target=take_down)
    other.start()
    assert locked.wait(30)
    note_changes(page_keys([page.pk]))
    drain_database()
    assert IndexTask.objects.filter(object_id=page.pk).exists()
    indexed_meanwhile.set()
    other.join()
    drain_database()
    assert not IndexedDocument.objects.filter(page=page.pk).exists()
    assert "水库通告" not in [hit.document.title for hit in answer(question_of("水库通告")).hits]
