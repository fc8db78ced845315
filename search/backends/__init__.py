"""Where documents are looked up: the database, always kept; Elasticsearch, where an install has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from search.backends.base import Backend
    from search.backends.database import DatabaseBackend

Answer = TypeVar("Answer")

# By Django's name of the database. Each is loaded only where it is used.
BACKENDS = {
    "postgresql": "search.backends.postgresql.PostgreSQLBackend",
    "sqlite": "search.backends.sqlite.SQLiteBackend",
}


@cache
def database_backend() -> DatabaseBackend:
    """The one for the database of this install."""
    return import_string(BACKENDS[connection.vendor])()


def answering_backend(ask: Callable[[Backend], Answer]) -> Answer:
    """What the backend of this install answers to `ask`; the database's answer while the node gives none."""
    if settings.ELASTICSEARCH_URL:
        # Late: an install without a node does not load its client.
        from search.elastic.answering import NoAnswer, answer_of_node

        try:
            return answer_of_node(ask)
        except NoAnswer:
            pass
    return ask(database_backend())
