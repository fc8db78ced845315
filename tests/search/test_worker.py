"""The worker, and the commands that rebuild and check."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub.locks import only_one
from hub.models import AuditEvent
from search.backends import database_backend
from search.content_key import page_keys
from search.engine import answer
from search.enums import Kind
from search.indexing import drain_database, note_changes
from search.models import IndexedDocument, IndexTask
from search.query import Filters, question_of
from search.worker import Worker
from sites.pages.enums import Validity
from sites.pages.models.reading_count import ReadingCount
from tests.factories import published
from tests.search.documents import key_of, keys_of
from tests.staffed import Staffed

Bring = Callable[[], Any]


def said(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def found(typed: str) -> int:
    """Articles; columns have no kind of information."""
    return answer(question_of(typed, filters=Filters(kind=(Kind.NEWS, Kind.POLICY)))).total


def test_once_does_what_waits(bureau: Staffed) -> None:
    published(bureau.column, title="水库通告")
    assert found("水库通告") == 0
    said("search_worker", "--once")
    assert found("水库通告") == 1
    assert not IndexTask.objects.exists()


def test_what_ends_and_what_is_read_more_is_looked_at_once_a_day(bureau: Staffed, indexed: Bring) -> None:
    with time_machine.travel("2026-03-01 10:00+08:00", tick=False):
        page = published(bureau.column, title="水库通告", ceases_on=date(2026, 3, 1))
        indexed()
        worker = Worker()
        worker.round()
        assert IndexedDocument.objects.get(page=page.pk).state == Validity.IN_FORCE
    with time_machine.travel("2026-03-02 10:00+08:00", tick=False):
        ReadingCount.objects.update_or_create(page=page, defaults={"readings": 100})
        worker.round()
        row = IndexedDocument.objects.get(page=page.pk)
    assert (row.state, row.popularity) == (Validity.EXPIRED, 7)


def test_tasks_that_nobody_gets_done_are_told_of(bureau: Staffed, indexed: Bring) -> None:
    indexed()
    with time_machine.travel("2026-03-01 10:00+08:00", tick=False):
        note_changes(page_keys([1]))
        IndexTask.objects.update(
            attempts=3, last_error="ValueError: x", next_attempt_at=timezone.now() + timedelta(days=1)
        )
    with time_machine.travel("2026-03-01 12:00+08:00", tick=False):
        Worker()._once_a_day(date(2026, 3, 1))
    assert AuditEvent.objects.filter(action="索引任务滞留", reason="页面 1: ValueError: x").exists()


def test_one_worker_at_a_time(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import contextmanager

    from search import worker

    published(bureau.column, title="水库通告")

    @contextmanager
    def taken(name: str) -> Any:
        yield False

    with monkeypatch.context() as context:
        context.setattr(worker, "only_one", taken)
        assert Worker().round() == 0
    assert Worker().round() > 0


def test_a_lock_beside_a_database_file_is_held_once(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from hub.locks import _file

    with _file(tmp_path / "x.lock") as first, _file(tmp_path / "x.lock") as second:
        assert (first, second) == (True, False)
    with _file(tmp_path / "x.lock") as again:
        assert again


def test_a_worker_ends_with_who_started_it(tmp_path: Any) -> None:
    """As in the demonstration: whatever ends the server ends the worker."""
    environment = {
        **os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "hub.settings.test",
    }  # fmt: skip
    starter = (
        "import os, subprocess, sys\n"
        "command = [sys.executable, 'manage.py', 'search_worker', '--parent', str(os.getpid())]\n"
        "print(subprocess.Popen(command).pid, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", starter], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as started:
        assert started.stdout
        assert int(started.stdout.readline()) > 0
        # The pipe is closed once the worker, who holds the other end, is gone.
        assert started.stdout.read() == ""


def test_check_finds_and_mends_each_difference(bureau: Staffed, indexed: Bring) -> None:
    missing, outdated, wordless = (published(bureau.column, title=f"{name}水库通告") for name in "甲乙丙")
    said("search_worker", "--once")
    assert "索引一致" in said("search_check")
    IndexedDocument.objects.filter(page=missing.pk).delete()
    IndexedDocument.objects.filter(page=outdated.pk).update(digest="x", title="旧")
    wordless_key = key_of(wordless)
    database_backend().drop([wordless_key])
    out = StringIO()
    with pytest.raises(CommandError, match="3 处不一致"):
        call_command("search_check", stdout=out)
    assert f"缺少 1 篇（页面 {missing.pk}）；过时 1 篇（页面 {outdated.pk}）" in out.getvalue()
    assert f"检索词表：缺少 1 篇（{wordless_key}）" in out.getvalue()
    assert "索引一致" in said("search_check", "--mend")
    assert "已修复" not in said("search_check")
    assert found("水库通告") == 3


def test_rebuilding_the_database_renews_what_differs(bureau: Staffed, indexed: Bring) -> None:
    pages = [published(bureau.column, title=f"{name}水库通告") for name in "甲乙"]
    indexed()
    versions = dict(IndexedDocument.objects.values_list("pk", "version"))
    IndexedDocument.objects.filter(page=pages[0].pk).update(digest="x")
    database_backend().drop([key_of(pages[1])])
    assert "篇" in said("search_rebuild")
    now = dict(IndexedDocument.objects.values_list("pk", "version"))
    assert {key for key in now if now[key] != versions[key]} == keys_of(pages[0])
    assert found("水库通告") == 2


def test_rebuilding_twice_at_once_is_refused(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import contextmanager

    from search import rebuilding

    @contextmanager
    def taken(name: str) -> Any:
        yield False

    monkeypatch.setattr(rebuilding, "only_one", taken)
    with pytest.raises(CommandError, match="另一个进程"):
        call_command("search_rebuild")


@pytest.mark.elasticsearch
def test_check_compares_the_node_and_mends_it(bureau: Staffed, node: Bring) -> None:
    from search.elastic import indices
    from search.elastic.node import client

    lost, older, left_over = (published(bureau.column, title=f"{name}水库通告") for name in "甲乙丙")
    node()
    assert "Elasticsearch：一致" in said("search_check")
    client().delete(index=indices.alias(), id=str(key_of(lost)), refresh=True)
    IndexedDocument.objects.filter(page=older.pk).update(version=1)
    left_over.unpublish()
    IndexTask.objects.all().delete()
    with pytest.raises(CommandError, match="3 处不一致"):
        said("search_check")
    assert "已修复 3 篇" in said("search_check", "--mend")
    assert "索引一致" in said("search_check")


@pytest.mark.elasticsearch
def test_changes_during_a_rebuild_are_not_lost(bureau: Staffed, node: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    """And at every moment the search answers."""
    from search.elastic import rebuilding
    from search.elastic.upkeep import drain_node

    pages = [published(bureau.column, title=f"第{number}号水库通告") for number in range(12)]
    node()
    monkeypatch.setattr(rebuilding, "ROWS", 3)
    totals = set()
    for number, _done in enumerate(rebuilding.rebuild_elasticsearch()):
        if number == 1:
            published(bureau.column, title="新的水库通告")
            pages[0].unpublish()
            pages[11].unpublish()
            drain_database()
            drain_node()
        totals.add(found("水库通告") > 0)
    assert totals == {True}
    assert "索引一致" in said("search_check")
    assert found("水库通告") == 11


@pytest.mark.elasticsearch
def test_a_rebuilt_index_is_of_one_piece(bureau: Staffed, node: Bring) -> None:
    from search.elastic import indices, rebuilding
    from search.elastic.node import client

    for number in range(3):
        published(bureau.column, title=f"水库通告{number}")
        node()
    assert sum(rebuilding.rebuild_elasticsearch()) >= 3
    (index,) = client().indices.segments(index=indices.alias())["indices"].values()
    assert [len(copy["segments"]) for copies in index["shards"].values() for copy in copies] == [1]
    assert client().count(index=indices.alias())["count"] >= 3


@pytest.mark.elasticsearch
def test_an_index_with_the_fields_of_an_earlier_program_is_built_anew(bureau: Staffed, node: Bring) -> None:
    from search.elastic import indices
    from search.elastic.node import client

    published(bureau.column, title="水库通告")
    node()
    # As 2.0.0 made it: without a shape, sorted by a field of another name.
    before = f"{indices.alias()}-{'1' * 20}"
    client().indices.create(
        index=before,
        mappings={"dynamic": "strict", "properties": {"page_id": {"type": "long"}}},
        aliases={f"{before}-in": {}},
    )
    client().index(index=before, id="1", document={"page_id": 1})
    indices.remove([each for each in indices.versions().every if each != before])
    client().indices.update_aliases(actions=[{"add": {"index": before, "alias": indices.alias()}}])
    assert found("水库通告") == 1, "the database answers"
    published(bureau.column, title="又一水库通告")
    drain_database()
    Worker().round()
    client().indices.refresh(index=indices.alias())
    assert before not in indices.versions().every
    assert "索引一致" in said("search_check")
    assert found("水库通告") == 2


@pytest.mark.elasticsearch
def test_the_mapping_takes_no_field_that_it_does_not_know(bureau: Staffed, node: Bring) -> None:
    from elasticsearch import BadRequestError

    from search.elastic import indices
    from search.elastic.node import client

    published(bureau.column, title="水库通告")
    node()
    with pytest.raises(BadRequestError, match="strict"):
        client().index(index=indices.alias(), document={"unknown": 1})
    stored = client().search(index=indices.alias(), size=1)["hits"]["hits"][0]["_source"]
    assert not {"title", "body", "words", "attachments"} & set(stored)


def test_the_lock_says_who_is_first(bureau: Staffed) -> None:
    with only_one("search-test") as alone:
        assert alone
