"""Elasticsearch for tests: an index of the test's own, on the node that the tester names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from search.backends.database import DatabaseBackend
from search.indexing import drain_database

PATIENCE = 30.0  # seconds


@pytest.fixture
def node(settings: Any, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Search asks the node. `node()` does what waits for both indexes, and lets the node show it."""
    from search.elastic import backend, indices
    from search.elastic.node import client
    from search.elastic.upkeep import drain_node

    # A busy machine is no fault; how long a visitor waits for one is tested with nodes that stall.
    monkeypatch.setattr(backend, "ALL_CALLS", PATIENCE)
    monkeypatch.setattr(backend, "ONE_CALL", PATIENCE)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    settings.ELASTICSEARCH_URL = os.environ["ELASTICSEARCH_URL"]
    settings.ELASTICSEARCH_INDEX = f"test-{worker}-{uuid4().hex[:8]}"

    def bring() -> None:
        drain_database()
        drain_node()
        client().indices.refresh(index=indices.alias())

    yield bring
    indices.remove(indices.versions().every)


@pytest.fixture
def node_alone(node: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """As `node`; an answer of the database instead is an error."""

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(DatabaseBackend, "find", refuse)
    return node
