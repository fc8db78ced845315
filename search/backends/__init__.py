"""Where documents are looked up: the database, always kept; Elasticsearch, where an install has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

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
    """What the backend of this install answers to `ask`."""
    return ask(database_backend())
