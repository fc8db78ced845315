"""The site answers when the node does not, says so once, and comes back by itself."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache

from hub.models import AuditEvent, User
from hub.outbox import drain_outbox
from search.backends import answering_backend
from search.backends.base import Backend
from search.elastic.backend import ElasticsearchBackend, QuestionRefused
from search.engine import answer
from search.query import question_of
from sites.organisation.enums import Office
from tests.factories import published
from tests.services import free_port
from tests.staffed import Staffed

Bring = Callable[[], Any]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    return free_port()


def answered_by() -> str:
    return answering_backend(lambda backend: backend.find(question_of("通告"), _match(), 0, 1) and backend.name)


def _match() -> Any:
    from search.match import strict

    return strict(question_of("通告"))


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("kind", ["closed", "silent"])
def test_the_database_answers_the_same_request(
    bureau: Staffed, centre: dict[Office, User], indexed: Bring, request: Any, settings: Any, kind: str
) -> None:
    published(bureau.column, title="防汛通告")
    indexed()
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{request.getfixturevalue(f'{kind}_port')}"
    for _ in range(3):
        assert answer(question_of("防汛通告")).hits[0].document.title == "防汛通告"
    assert events().count("Elasticsearch不可用") == 1
    drain_outbox()
    assert len(mail.outbox) == len(centre)  # one each, however many were refused


def test_while_it_is_away_one_question_at_a_time_tries(
    bureau: Staffed, settings: Any, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{closed_port}"
    tried: list[Backend] = []
    really = ElasticsearchBackend.__init__
    monkeypatch.setattr(ElasticsearchBackend, "__init__", lambda self: tried.append(self) or really(self))
    for _ in range(3):
        assert answered_by() == "database"
    assert len(tried) == 1
    cache.delete("search:answering:pause")  # as if it were over
    for _ in range(3):
        assert answered_by() == "database"
    assert len(tried) == 2


@pytest.mark.elasticsearch
def test_it_comes_back_by_itself(bureau: Staffed, node: Bring, settings: Any, closed_port: int) -> None:
    published(bureau.column, title="防汛通告")
    node()
    assert answered_by() == "elasticsearch"
    url, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, f"http://127.0.0.1:{closed_port}"
    assert answered_by() == "database"
    settings.ELASTICSEARCH_URL = url
    assert answered_by() == "database"  # it is left alone for a while
    cache.delete("search:answering:pause")
    assert answered_by() == answered_by() == "elasticsearch"
    assert events()[-2:] == ["Elasticsearch不可用", "Elasticsearch恢复"]


@pytest.mark.elasticsearch
def test_a_question_that_it_refuses_is_no_outage(
    bureau: Staffed, node: Bring, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    published(bureau.column, title="防汛通告")
    node()
    before = events()
    from search.elastic import backend

    monkeypatch.setattr(backend, "search_body", lambda *a, **k: {"query": {"no such query": {}}})
    with pytest.raises(QuestionRefused):
        ElasticsearchBackend().find(question_of("通告"), _match(), 0, 1)
    assert answered_by() == "database"
    monkeypatch.undo()
    assert answered_by() == "elasticsearch"
    assert events() == before


@pytest.mark.elasticsearch
def test_without_an_index_on_the_node_the_database_answers(bureau: Staffed, node: Bring, indexed: Bring) -> None:
    published(bureau.column, title="防汛通告")
    indexed()
    assert answered_by() == "database"
    node()  # the worker builds it
    cache.delete("search:answering:pause")
    assert answered_by() == "elasticsearch"
