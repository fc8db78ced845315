"""Where documents are looked up: the database, always kept; Elasticsearch, where an install has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from search.backends.base import Backend
    from search.backends.database import DatabaseBackend

Answer = TypeVar("Answer")


@cache
def database_backend() -> DatabaseBackend:
    """The one for the database of this install."""
    # Imported late: models need the app registry.
    if connection.vendor == "postgresql":
        from search.backends.postgresql import PostgreSQLBackend

        return PostgreSQLBackend()
    from search.backends.sqlite import SQLiteBackend

    return SQLiteBackend()


def answering_backend(ask: Callable[[Backend], Answer]) -> Answer:
    """What the backend of this install answers to `ask`; the database's answer while the node gives none."""
    if not settings.ELASTICSEARCH_URL:
        return ask(database_backend())
    # Imported late: an install without a node does not load its client.
    from search.backends.base import BackendAway
    from search.breaker import ANSWERING
    from search.elastic.backend import ElasticsearchBackend, QuestionRefused

    if ANSWERING.may_try():
        try:
            answer = ask(ElasticsearchBackend())
        except BackendAway as away:
            ANSWERING.failed(str(away))
        except QuestionRefused:
            pass  # it is logged where it is found out
        else:
            ANSWERING.worked()
            return answer
    return ask(database_backend())
